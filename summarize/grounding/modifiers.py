"""What stands beside a word in a claim and in its evidence: names, opposites, ranks, conditions."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import product

from summarize.encoder import Parse, Token, content
from summarize.grounding.entities import Alias, Sentence, key_of, same
from summarize.grounding.findings import Conflict
from summarize.grounding.numbers import ordinal
from summarize.grounding.standing import Statement
from summarize.language.lexicon import (
    antonymous,
    quantity,
    related,
    sides_of,
    stem,
    units,
    words_of,
)
from summarize.language.thesaurus import is_known, sums_up

__all__ = ["compared", "conflicts"]

MODIFIERS = {"amod", "advmod", "nummod", "compound", "xcomp", "obl", "obl:unmarked", "nmod"}
NAMED = {"nmod", "obl", "nmod:poss", "compound", "appos"}
RESTRICTING = ("amod", "nmod", "acl:relcl", "acl", "compound", "nummod")
DESCRIBING = ("appos", "nmod:desc", "flat", "compound")  # relations of a name and what it is
EACH = {"a", "an", "per", "each", "every"}
COMPARED = ("than", "before", "after")
MOST = 0.75  # of a claim's words that a sentence has, for a name in it to be another's
FEWEST = 3  # words of substance of a claim that one word makes another


def conflicts(
    claim: Sentence, evidence: Sequence[Sentence], known: Iterable[Alias]
) -> Iterator[Conflict]:
    """Yield the words of a claim beside which the evidence has something else."""
    yield from _opposed(claim, evidence)
    yield from _reordered(claim, evidence)
    yield from _at_other_rates(claim, evidence)
    yield from _substituted(claim, evidence)
    yield from _unqualified(claim, evidence)
    yield from _outranked(claim, evidence)
    yield from _renamed(claim, evidence, frozenset(known))
    yield from _widened(claim, evidence)


def compared(
    sentence: Sentence, statement: Statement
) -> tuple[frozenset[str], frozenset[str], str] | None:
    """Return the words of the two things that a clause compares, and the preposition between."""
    subject = statement.get("subject") or statement.get("object")
    for role in COMPARED:
        if subject and (partner := statement.get(role)):
            return sentence.entity(subject).words, sentence.entity(partner).words, role
    return None


def _words(sentence: Sentence) -> list[Token]:
    return content(sentence.parse, tuple(range(len(sentence.parse.tokens))))


def _missing(claim: Sentence, source: Sentence) -> list[Token]:
    """The claim's words of substance that a sentence does not have."""
    return [token for token in _words(claim) if not source.has(key_of(token.lower))]


def _opposed(claim: Sentence, evidence: Sequence[Sentence]) -> Iterator[Conflict]:
    """Words whose opposite the evidence has beside the same word: northern coast, southern."""
    if any(token.lower == "than" for token in claim.parse.tokens):
        return
    for token in claim.parse.tokens:
        if token.head < 0 or token.relation not in MODIFIERS | {"case"} or token.lower in COMPARED:
            continue
        key, head = key_of(token.lower), key_of(claim.parse.tokens[token.head].lower)
        places = [
            (number, other.index, key_of(other.lower))
            for number, sentence in enumerate(evidence)
            for other in sentence.parse.tokens
            if other.head >= 0
            and _is_beside(sentence.parse.tokens[other.head], head, key_of(other.lower), key)
        ]
        both = any(key_of(t.lower) == other for t in claim.parse.tokens for _, _, other in places)
        if places and not both:
            number, index, _ = places[0]
            yield Conflict((token.index,), "opposite", number, (index,), 1.0)


def _is_beside(head: Token, key: str, modifier: str, wanted: str) -> bool:
    """Whether a modifier or its opposite is that of a noun, or stands beside "ones"."""
    if head.lower in ("one", "ones"):
        return modifier == wanted
    same = related(key_of(head.lower), key)
    return same and (modifier == wanted or antonymous(wanted, modifier))


def _reordered(claim: Sentence, evidence: Sequence[Sentence]) -> Iterator[Conflict]:
    """Times that come before where the evidence has after: before the summer, since the summer."""
    sides = sides_of("times")
    for token in claim.parse.tokens:
        side = next((side for side in sides if token.lower in side), None)
        if side is None or token.relation not in ("case", "mark") or token.head < 0:
            continue
        places = [
            (number, other)
            for number, source in enumerate(evidence)
            for other in source.parse.tokens
            if other.relation == token.relation
            and other.head >= 0
            and any(other.lower in each for each in sides)
            and _hang_alike(claim.parse, token, source.parse, other)
        ]
        if places and all(other.lower not in side for _, other in places):
            number, other = places[0]
            yield Conflict(
                (token.index, token.head), "date", number, (other.index, other.head), 1.0
            )


def _hang_alike(parse: Parse, token: Token, source: Parse, other: Token) -> bool:
    """Whether two prepositions stand before the same word, which hangs on the same."""
    while token.head >= 0 and other.head >= 0:
        token, other = parse.tokens[token.head], source.tokens[other.head]
        if not related(key_of(token.lower), key_of(other.lower)):
            return False
        if token.upos == "VERB":
            return True
    return token.head == other.head


def _at_other_rates(claim: Sentence, evidence: Sequence[Sentence]) -> Iterator[Conflict]:
    """Amounts by another time than the evidence has them by: a month, a year."""
    for token, figures in _rates(claim.parse):
        places = [
            (number, other)
            for number, source in enumerate(evidence)
            for other, theirs in _rates(source.parse)
            if figures & theirs
        ]
        if places and all(key_of(o.lower) != key_of(token.lower) for _, o in places):
            number, other = places[0]
            yield Conflict((token.index,), "number", number, (other.index,), 1.0)


def _rates(parse: Parse) -> Iterator[tuple[Token, frozenset[str]]]:
    """The times by which a sentence counts, each with the numbers of the phrase that it is in."""
    for token in parse.tokens:
        dimension, _ = units().get(key_of(token.lower), ("", 0.0))
        if dimension != "time" or token.head < 0 or token.upos != "NOUN":
            continue
        if any(t.lower in EACH for t in parse.children(token.index, "det", "case")):
            near = {token.head, *(t.index for t in parse.children(token.head, "obj", "nummod"))}
            inside = {i for index in near for i in parse.subtree(index)}
            yield (
                token,
                frozenset(
                    key_of(parse.tokens[i].lower) for i in inside if parse.tokens[i].upos == "NUM"
                ),
            )


def _substituted(claim: Sentence, evidence: Sequence[Sentence]) -> Iterator[Conflict]:
    """A word in whose place a sentence that says all the rest has another: easier, harder.

    Nouns may also be replaced by one that is neither a synonym nor more general: theatre, cinema.
    """
    words = _words(claim)
    keys = {key_of(token.lower) for token in words}
    if len(words) < FEWEST - 1 or any(token.lower == "than" for token in claim.parse.tokens):
        return
    for number, source in enumerate(evidence):
        missing = _missing(claim, source)
        if len(missing) != 1 or not _stands_alone(claim.parse, missing[0]):
            continue
        key = key_of(missing[0].lower)
        left = [t for t in _words(source) if key_of(t.lower) not in keys]
        opposites = [
            other
            for other in left
            if other.upos == missing[0].upos and antonymous(key, key_of(other.lower))
        ]
        rivals = opposites or _in_its_place(claim, missing[0], source, left)
        if rivals and not any(other.has(key) for other in evidence):
            kind = "opposite" if opposites else "words"
            yield Conflict((missing[0].index,), kind, number, (rivals[0].index,), 1.0)
            return


def _in_its_place(
    claim: Sentence, token: Token, source: Sentence, left: Sequence[Token]
) -> list[Token]:
    """The nouns in a noun's relation, if it can stand for none of the words that are left."""
    key = key_of(token.lower)
    counts = key in units() or quantity(token.lower)
    known = is_known(key) and token.text.islower() and not counts
    if not known or token.upos != "NOUN" or len(_words(claim)) <= FEWEST:
        return []
    somebody = token.xpos == "NN" and sums_up(stem("person"), key)
    if somebody or any(sums_up(key, key_of(t.lower)) for t in left):
        return []
    place = _place(claim.parse, token)
    return [t for t in left if t.upos == "NOUN" and _place(source.parse, t) == place]


def _place(parse: Parse, token: Token) -> tuple[str, str]:
    """The relation of a noun, and the preposition before it."""
    case = parse.child(token.index, "case")
    return token.relation, case.lower if case else ""


def _stands_alone(parse: Parse, token: Token) -> bool:
    """Whether a word's opposite turns the sentence round: not of verbs that join two, as "buy"."""
    return token.upos != "VERB" or not parse.children(token.index, "obj", "obl", "obl:agent")


def _unqualified(claim: Sentence, evidence: Sequence[Sentence]) -> Iterator[Conflict]:
    """Words that the evidence only has with what takes them back: former, self-styled, nearly."""
    words = [token for token in _words(claim) if token.upos in ("NOUN", "ADJ")]
    for token in words:
        yield from _lessened(claim, token, evidence, (token.upos,), _privatives, "certainty")


def _lessened(
    claim: Sentence,
    token: Token,
    evidence: Sequence[Sentence],
    tags: Collection[str],
    less: Callable[[Parse, Token], tuple[int, ...]],
    kind: str,
) -> Iterator[Conflict]:
    """A word without what the evidence always has with it.

    Args:
        claim: the sentence that is checked.
        token: its word.
        evidence: sentences of the article.
        tags: those that the word may have there, universal or of the Penn treebank.
        less: returns the indices of what makes a word less.
        kind: of the conflict.
    """
    if less(claim.parse, token):
        return
    key = key_of(token.lower)
    places = [
        (number, other, less(sentence.parse, other))
        for number, sentence in enumerate(evidence)
        for other in sentence.parse.tokens
        if (other.upos in tags or other.xpos in tags) and key_of(other.lower) == key
    ]
    if not all(words for _, _, words in places):
        return
    for number, other, words in places:
        if _is_placed_alike(claim.parse, token, evidence[number].parse, other):
            yield Conflict((token.index,), kind, number, (*words, other.index), 1.0)
            return


def _is_placed_alike(parse: Parse, token: Token, source: Parse, other: Token) -> bool:
    """Whether two words hang on words that mean nearly the same, or describe the same."""
    pairs = product(_neighbors(parse, token), _neighbors(source, other))
    return any(related(one, two) for one, two in pairs)


def _neighbors(parse: Parse, token: Token) -> set[str]:
    """The keys of what a word hangs on, of what it describes, and of what that hangs on."""
    near = [parse.tokens[token.head]] if token.head >= 0 else [token]
    if token.relation in DESCRIBING and near[0].head >= 0:
        near.append(parse.tokens[near[0].head])
    return {key_of(each.lower) for each in (*near, *parse.children(token.index, *DESCRIBING))}


def _privatives(parse: Parse, token: Token) -> tuple[int, ...]:
    """The words before another that take it back."""
    before = parse.children(token.index, "amod", "compound", "advmod", "nmod:desc")
    words = words_of("privative")
    return tuple(t.index for t in before if t.lower in words)


def _outranked(claim: Sentence, evidence: Sequence[Sentence]) -> Iterator[Conflict]:
    """Superlatives that the evidence has only with a rank: the largest, the second-largest."""
    for token in claim.parse.tokens:
        if token.xpos in ("JJS", "RBS"):
            yield from _lessened(claim, token, evidence, ("JJS", "RBS", "JJ"), _ranks, "quantity")


def _ranks(parse: Parse, token: Token) -> tuple[int, ...]:
    """What makes a superlative less: an ordinal before it, or "one of the"."""
    before = parse.tokens[max(0, token.index - 3) : token.index]
    ranks = [t.index for t in before[-2:] if ordinal(t.lower)]
    shared = [t.lower for t in before] in (["one", "of", "the"], ["among", "the"])
    return tuple(ranks) or (tuple(t.index for t in before) if shared else ())


def _renamed(
    claim: Sentence, evidence: Sequence[Sentence], known: frozenset[Alias]
) -> Iterator[Conflict]:
    """Names that hang on a word on which the evidence, in the same way, hangs another name."""
    for token in claim.parse.tokens:
        if token.upos != "PROPN" or token.relation not in NAMED or token.head < 0:
            continue
        mine = claim.named(token.index, [token.index])
        rivals = [
            (number, other)
            for number, source in enumerate(evidence)
            if (share := _coverage(claim, source, token)) >= MOST
            for other in source.parse.tokens
            if _hangs_alike(claim.parse, token, source.parse, other, same_clause=share == 1)
        ]
        answers = [
            same(mine, evidence[number].named(other.index, [other.index]), known)
            for number, other in rivals
        ]
        elsewhere = any(_hangs_near(claim.parse, token, source, mine.names) for source in evidence)
        if answers and not elsewhere and all(answer is False for answer in answers):
            number, other = rivals[0]
            yield Conflict((token.index,), "name", number, (other.index,), 1.0)


def _hangs_alike(
    parse: Parse, token: Token, source: Parse, other: Token, *, same_clause: bool
) -> bool:
    """Whether two names stand in the same way on words that mean nearly the same.

    Args:
        parse: of the claim.
        token: the claim's name.
        source: of the evidence.
        other: the evidence's name.
        same_clause: whether all else is the same, and the two may hang on verb and object.
    """
    if other.upos != "PROPN" or other.relation not in NAMED or other.head < 0:
        return False
    cases = parse.child(token.index, "case"), source.child(other.index, "case")
    if (cases[0] and cases[0].lower) != (cases[1] and cases[1].lower):
        return False
    if same_clause and cases[0]:
        return True
    heads = parse.tokens[token.head], source.tokens[other.head]
    return token.relation == other.relation and related(*(key_of(head.lower) for head in heads))


def _hangs_near(parse: Parse, token: Token, source: Sentence, names: frozenset[str]) -> bool:
    """Whether a sentence has both the name and the word that it hangs on."""
    return bool(names & source.stems) and source.has(key_of(parse.tokens[token.head].lower))


def _coverage(claim: Sentence, source: Sentence, without: Token) -> float:
    """The share of a claim's words but one name that a sentence has; 0 for too few words."""
    name = {without.index, *(t.index for t in claim.parse.children(without.index, "flat"))}
    rest = [t for t in _words(claim) if t.index not in name]
    had = sum(source.has(key_of(t.lower)) for t in rest)
    return had / len(rest) if len(rest) >= FEWEST - 1 else 0.0


def _widened(claim: Sentence, evidence: Sequence[Sentence]) -> Iterator[Conflict]:
    """Nouns without what restricts them under the source's condition: if you want a quiet stay."""
    for number, source in enumerate(evidence):
        words = _words(claim)
        if len(words) < FEWEST or _missing(claim, source):
            continue
        for other in source.parse.tokens:
            clause = _condition(source.parse, other)
            if clause is None or other.upos != "NOUN":
                continue
            dropped = [
                t for t in source.parse.children(other.index, *RESTRICTING)
                if t.upos in ("ADJ", "NOUN", "VERB") and not claim.has(key_of(t.lower))
            ]  # fmt: skip
            mine = [t for t in words if key_of(t.lower) == key_of(other.lower)]
            if dropped and mine and _condition(claim.parse, mine[0]) is not None:
                said = (*(t.index for t in dropped), other.index)
                yield Conflict((mine[0].index,), "condition", number, said, 1.0)
                return


def _condition(parse: Parse, token: Token) -> Token | None:
    """The conditional clause that a word is in, if it is in one."""
    for above in (token, *parse.ancestors(token.index)):
        marks = {mark.lower for mark in parse.children(above.index, "mark")}
        if above.relation == "advcl" and marks & words_of("conditions"):
            return above
    return None
