"""Who does what, to whom, where and when: the clauses of a parsed sentence.

Active and passive voice come out alike; relative clauses, conjoined verbs and infinitives get the
subject that they share.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from summarize.encoder.parses import Parse, Token

__all__ = ["CONTENT", "Argument", "Clause", "clauses", "content"]

CONTENT = {"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"}
OUTSIDE = {"acl:relcl", "acl", "advcl", "parataxis", "conj", "appos", "cc", "punct", "ccomp"}
PREDICATES = {"root", "conj", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "parataxis", "csubj"}
EMBEDDED = {"xcomp", "ccomp", "acl", "advcl", "csubj", "conj"}
ACTIVE, PASSIVE = ("nsubj", "csubj"), ("nsubj:pass", "csubj:pass")
SUBJECTS = ACTIVE + PASSIVE
ROLES = {
    **dict.fromkeys(ACTIVE, "subject"),
    **dict.fromkeys(PASSIVE, "object"),
    "obj": "object",
    "obl:agent": "subject",
}
OBLIQUES = ("obl", "obl:unmarked", "nmod", "iobj")
QUOTES = ("'", '"', "“", "‘")
RELATIVE = {"who", "which", "that", "whom", "whose", "where", "when"}
NOMINAL = ("NOUN", "PROPN", "NUM", "PRON")
FINITE = ("VBD", "VBZ", "VBP", "MD")
NEGATIONS = {"not", "n't", "no", "never", "neither", "nor", "hardly", "barely", "scarcely"}
MERELY = {"only", "just", "merely", "simply"}  # behind "not": more than that is so
NOBODY = {"nobody", "none", "nothing", "neither"}


@dataclass(frozen=True, slots=True)
class Argument:
    """What takes part in a clause.

    Attributes:
        role: "subject", "object", or the preposition it comes with ("" for none).
        head: index of its head word.
        words: indices of its words, without clauses that describe it.
    """

    role: str
    head: int
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate with its arguments.

    Attributes:
        parse: the sentence.
        head: index of the predicate's word.
        arguments: in no order; the one who acts is the subject, in the passive voice too.
        negative: whether a "not", "no" or the like in the clause denies it.
        governors: for each clause or noun it is embedded under, inside out, the index of the word
            that hangs there and that of the word it hangs on.
    """

    parse: Parse
    head: int
    arguments: tuple[Argument, ...]
    negative: bool
    governors: tuple[tuple[int, int], ...]

    @property
    def token(self) -> Token:
        """The predicate."""
        return self.parse.tokens[self.head]

    def get(self, role: str) -> Argument | None:
        """Return the argument of a role, if there is one."""
        return next((each for each in self.arguments if each.role == role), None)


def content(parse: Parse, words: tuple[int, ...]) -> list[Token]:
    """Return those of some words that carry a subject."""
    return [t for i in words if (t := parse.tokens[i]).upos in CONTENT and t.text[0].isalnum()]


def clauses(parse: Parse) -> list[Clause]:
    """Return the clauses of a sentence in the order of their predicates."""
    return [_clause(parse, token) for token in parse.tokens if _is_predicate(parse, token)]


def _is_predicate(parse: Parse, token: Token) -> bool:
    if token.upos == "VERB":
        return token.relation in PREDICATES
    if token.upos == "ADJ" and token.relation == "xcomp":  # stays open
        return True
    return token.relation == "root" or bool(parse.child(token.index, "cop", *ACTIVE))


def _clause(parse: Parse, token: Token) -> Clause:
    passive = _is_passive(parse, token)
    arguments = list(_arguments(parse, token, passive=passive))
    missing = "object" if passive else "subject"
    if all(each.role != missing for each in arguments) and (shared := _shared(parse, token)):
        arguments += [_argument(parse, t, missing) for t in (shared, *_joined(parse, shared))]
    governors = tuple(_governors(parse, token))
    return Clause(parse, token.index, tuple(arguments), _is_negated(parse, token), governors)


def _is_passive(parse: Parse, token: Token) -> bool:
    if parse.child(token.index, "aux:pass", "nsubj:pass"):
        return True
    bare = not parse.children(token.index, "aux", "obj", "nsubj")
    return token.xpos == "VBN" and bare and token.relation in ("acl", "advcl", "conj", "root")


def _argument(parse: Parse, token: Token, role: str) -> Argument:
    """The words of a phrase, without clauses, appositions and the preposition before it."""
    indices, stack = [token.index], [token.index]
    while stack:
        for child in parse.children(stack.pop()):
            if child.relation not in OUTSIDE and (child.relation, child.head) != (
                "case",
                token.index,
            ):
                indices.append(child.index)
                stack.append(child.index)
    return Argument(role, token.index, tuple(sorted(indices)))


def _arguments(parse: Parse, token: Token, *, passive: bool) -> Iterator[Argument]:
    for child in parse.children(token.index):
        role = _role(parse, child, passive=passive)
        if role is None:
            continue
        target = _antecedent(parse, token, child)
        yield _argument(parse, target, role)
        for other in _joined(parse, target):
            yield _argument(parse, other, role)
    if token.relation in ("acl", "acl:relcl") and token.head >= 0:
        yield from _described(parse, token, passive=passive)


def _joined(parse: Parse, head: Token) -> Iterator[Token]:
    """The nouns that "and" or "or" joins to one, or to the last word of a name."""
    for each in (head, *parse.children(head.index, "flat")):
        yield from (t for t in parse.children(each.index, "conj") if t.upos in NOMINAL)


def _role(parse: Parse, child: Token, *, passive: bool) -> str | None:
    if child.relation in ACTIVE and passive:
        return "object"
    if child.relation in ROLES:
        return ROLES[child.relation]
    if child.relation == "xcomp" and child.upos in ("NOUN", "ADJ", "PROPN"):
        return "as"
    if child.relation not in OBLIQUES:
        return None
    case = parse.child(child.index, "case")
    if passive and case and case.lower == "by" and child.upos in ("PROPN", "NOUN", "PRON"):
        return "subject"
    return case.lower if case else ("to" if child.relation == "iobj" else "")


def _antecedent(parse: Parse, verb: Token, child: Token) -> Token:
    """What a relative pronoun stands for."""
    if verb.relation == "acl:relcl" and child.lower in RELATIVE and verb.head >= 0:
        return parse.tokens[verb.head]
    return child


def _described(parse: Parse, verb: Token, *, passive: bool) -> Iterator[Argument]:
    """What a participle or a relative clause without its pronoun describes."""
    if any(child.lower in RELATIVE for child in parse.children(verb.index)):
        return
    noun = parse.tokens[verb.head]
    if passive or (verb.relation == "acl:relcl" and parse.child(verb.index, *ACTIVE)):
        yield _argument(parse, noun, "object")
    elif verb.relation == "acl" and verb.xpos == "VBG":
        yield _argument(parse, noun, "subject")


def _shared(parse: Parse, token: Token) -> Token | None:
    """The subject of the clause that a verb without one hangs on."""
    at = token
    while at.head >= 0 and at.relation in ("conj", "xcomp", "advcl"):
        head = parse.tokens[at.head]
        gerund = at.relation == "advcl" and any(
            mark.lower == "from" for mark in parse.children(at.index, "mark")
        )  # stops them from coming
        if (gerund or at.relation == "xcomp") and (other := parse.child(head.index, "obj", "iobj")):
            return other
        if subject := parse.child(head.index, *SUBJECTS):
            return _antecedent(parse, head, subject)
        if head.relation == "acl:relcl":
            return parse.tokens[head.head]
        at = head
    return None


def _is_negated(parse: Parse, token: Token) -> bool:
    negations = [c for c in parse.children(token.index) if c.lower in NEGATIONS]
    if negations and _denies(parse, token, negations[0]):
        return True
    taking_part = parse.children(token.index, *SUBJECTS, "obj", "obl:agent")
    return any(
        child.lower in NOBODY
        or any(d.lower in ("no", "neither") for d in parse.children(child.index))
        for child in taking_part
    )


def _denies(parse: Parse, token: Token, negation: Token) -> bool:
    """Whether a negation under a verb denies it: not in "not only won", nor in "shouted: No"."""
    behind = parse.tokens[negation.index + 1 : negation.index + 2]
    merely = any(t.lower in MERELY for t in behind)
    quoted = parse.text[: negation.start].endswith(QUOTES)
    return not (merely or quoted or _is_elided(parse, token, negation))


def _is_elided(parse: Parse, token: Token, negation: Token) -> bool:
    """Whether the verb that is denied is left out: one who did not lost, as who did not eat."""
    before = parse.tokens[negation.index - 1].lower if negation.index else ""
    return token.xpos in ("VBD", "VBZ", "VBN") and before in ("do", "does", "did")


def _governors(parse: Parse, token: Token) -> Iterator[tuple[int, int]]:
    at = token
    while at.head >= 0 and at.relation in EMBEDDED:
        if _outruns(parse, at):
            at = _finite(parse, parse.tokens[at.head])
            continue
        if at.relation != "conj" or not parse.child(at.index, *SUBJECTS):
            yield at.index, at.head
        noun = at.relation == "acl"
        at = parse.tokens[at.head]
        if noun and at.head >= 0 and at.relation in ("obj", "nsubj:pass"):  # rejected claims that
            yield at.index, at.head
            at = parse.tokens[at.head]


def _outruns(parse: Parse, token: Token) -> bool:
    """Whether a finite verb hangs on an infinitive: what governs that one does not govern it."""
    bare = token.head >= 0 and not _is_finite(parse, parse.tokens[token.head])
    return token.relation == "conj" and bare and _is_finite(parse, token)


def _is_finite(parse: Parse, token: Token) -> bool:
    heads = (token, *parse.children(token.index, "aux", "aux:pass", "cop"))
    return any(each.xpos in FINITE for each in heads)


def _finite(parse: Parse, token: Token) -> Token:
    """The verb that a finite one joins: of "feels able to ask and trains", "feels"."""
    while not _is_finite(parse, token) and token.head >= 0 and token.relation in EMBEDDED:
        token = parse.tokens[token.head]
    return token
