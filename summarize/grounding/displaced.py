"""Names and nouns that the article has, but not where it says the rest of a clause.

"Dahl met Moss in Oslo" has every word from an article that says "Reel met Moss in Oslo" and
names Dahl elsewhere. The sentence with the rest of the clause is its home; a name that is neither
there nor in the sentence before was put in another's place.
"""

from collections.abc import Callable, Iterator, Sequence

from summarize.encoder import Argument, Token
from summarize.grounding.entities import Sentence, days, key_of, name_of, same
from summarize.grounding.findings import Conflict
from summarize.grounding.standing import Statement
from summarize.language.lexicon import related, title_stems, titles

__all__ = ["displaced"]

HOME = 0.95  # share of a clause's other words, rare ones counting more, that its home has
MARGIN = 0.15  # by which a sentence with the name may have less
LEAST_WORDS = 2  # of a clause without the name, its verb among them
HEADS = ("compound", "flat", "nmod:desc")  # relations of the parts of a name


def displaced(
    claim: Sentence,
    evidence: Sequence[Sentence],
    before: Sequence[frozenset[str]],
    weight: Callable[[str], float],
) -> Iterator[Conflict]:
    """Yield names that a clause's home does not have, and subjects that are another clause's.

    Args:
        claim: the sentence that is checked.
        evidence: sentences of the article.
        before: the stems of the sentence before each of the evidence.
        weight: returns how much a word tells, by its key.
    """
    for statement in claim.statements:
        for name in _names(claim, statement):
            if sentence := _without_name(claim, statement, name, evidence, before, weight):
                yield sentence
        yield from _usurped(claim, statement, evidence)


def _names(claim: Sentence, statement: Statement) -> Iterator[Token]:
    """The head words of the names in a statement's arguments."""
    inside = {i for argument in statement.arguments for i in argument.words}
    for i in sorted(inside):
        token = claim.parse.tokens[i]
        if token.upos == "PROPN" and token.relation not in HEADS:
            yield token


def _without_name(
    claim: Sentence,
    statement: Statement,
    name: Token,
    evidence: Sequence[Sentence],
    before: Sequence[frozenset[str]],
    weight: Callable[[str], float],
) -> Conflict | None:
    keys = name_of(claim.parse, name)
    if keys & days():
        return None
    own = [
        i for i in claim.parse.subtree(name.index) if key_of(claim.parse.tokens[i].lower) in keys
    ]
    words = {statement.predicate, *claim.under(statement, own)} - keys
    if len(words) < LEAST_WORDS or keys <= title_stems():
        return None
    total = sum(map(weight, words))
    shares = [sum(weight(w) for w in words if each.has(w)) / total for each in evidence]
    best = max(shares, default=0.0)
    named = any(
        share >= best - MARGIN and keys & (each.stems | before[number])
        for number, (each, share) in enumerate(zip(evidence, shares, strict=True))
    )
    if best < HOME or named:
        return None
    number = shares.index(best)
    if _may_describe(claim, name, evidence[number]):
        return None
    home = evidence[number]
    if not any(related(each.predicate, statement.predicate) for each in home.statements):
        return None
    rival = _rival(claim, name, home)
    return Conflict(tuple(own), "name", number, rival, best) if rival else None


def _may_describe(claim: Sentence, name: Token, home: Sentence) -> bool:
    """Whether a definite description stands where the name does: the president, the company."""
    for token in home.parse.tokens:
        if (
            token.upos == "NOUN"
            and _role(home, token) == _role(claim, name)
            and any(child.lower == "the" for child in home.parse.children(token.index, "det"))
        ):
            return True
    return False


def _rival(claim: Sentence, name: Token, home: Sentence) -> tuple[int, ...]:
    """The words of a name that the home has in the same role, and the claim has not."""
    for token in home.parse.tokens:
        keys = name_of(home.parse, token) if token.upos == "PROPN" else frozenset()
        if (
            keys
            and token.text[0].isupper()
            and _role(home, token) == _role(claim, name)
            and not keys & (claim.stems | titles() | days())
        ):
            within = home.parse.subtree(token.index)
            return tuple(i for i in within if key_of(home.parse.tokens[i].lower) in keys)
    return ()


def _role(sentence: Sentence, token: Token) -> str:
    """The preposition before a name, or its relation where it has none."""
    case = sentence.parse.child(token.index, "case")
    return case.lower if case else token.relation.partition(":")[0]


def _usurped(
    claim: Sentence, statement: Statement, evidence: Sequence[Sentence]
) -> Iterator[Conflict]:
    """A subject that in the same sentence of the article does something else."""
    subject = statement.get("subject")
    if subject is None or len(statement.arguments) < LEAST_WORDS:
        return
    if any(word[0] == "@" for word in claim.entity(subject).words):
        return  # Kenyans may be called citizens
    for number, source in enumerate(evidence):
        pairs = [(theirs, each) for each in source.statements if (theirs := each.get("subject"))]
        mine = [t for t, each in pairs if related(each.predicate, statement.predicate)
                and _shares(claim, statement, source, each)]  # fmt: skip
        if not mine:
            continue
        if all(_differs(claim, subject, source, each) for each in mine) and any(
            _is_same_noun(claim, subject, source, theirs) for theirs, _ in pairs
        ):
            yield Conflict(subject.words, "role", number, mine[0].words, 1.0)
        return


def _shares(claim: Sentence, mine: Statement, source: Sentence, theirs: Statement) -> bool:
    """Whether a statement has most of another's words besides the verb and the subject."""
    subject = mine.get("subject")
    words = claim.under(mine, subject.words if subject else ())
    had = source.keys_under(theirs)
    return bool(words) and sum(word in had for word in words) >= HOME * len(words)


def _differs(claim: Sentence, first: Argument, source: Sentence, second: Argument) -> bool:
    one, other = claim.entity(first), source.entity(second)
    if one.pronoun or other.pronoun or same(one, other, source.aliases):
        return False
    return one.words.isdisjoint(other.words)


def _is_same_noun(claim: Sentence, first: Argument, source: Sentence, second: Argument) -> bool:
    one, other = claim.entity(first), source.entity(second)
    return not (one.pronoun or other.pronoun or one.is_date) and one.words == other.words
