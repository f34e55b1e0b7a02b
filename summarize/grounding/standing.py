"""Whether what a clause tells is so: denied, open, planned, possible, believed, a fact."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from summarize.encoder import Argument, Clause, Parse, Token
from summarize.language.lexicon import converses, first_of_row, stem, stems_of, words_of

__all__ = ["CERTAINTY", "Statement", "statement"]

# How much a clause commits the writer: a claim may not be surer than its source.
CERTAINTY = {"open": 1, "conditional": 1, "possible": 1, "claimed": 1, "planned": 2, "fact": 3}
IMPOSED = (("planning", "planned"), ("possible", "possible"), ("claiming", "claimed"))
PERFECT = {"have", "has", "had", "'ve"}
FUTURE = {"will", "'ll", "wo", "shall"}


@dataclass(frozen=True, slots=True)
class Statement:
    """A clause as it is compared.

    Attributes:
        clause: of the sentence.
        predicate: its stem; of converse verbs the same one.
        arguments: the clause's, with converse verbs turned round.
        negative: whether it is said not to be so.
        status: a key of `CERTAINTY`.
        governor: index of the word that makes it less than a fact, or -1.
        own: the status that the clause has by itself, whoever says so.
    """

    clause: Clause
    predicate: str
    arguments: tuple[Argument, ...]
    negative: bool
    status: str
    governor: int
    own: str

    def get(self, role: str) -> Argument | None:
        """Return the argument of a role, if there is one."""
        return next((each for each in self.arguments if each.role == role), None)

    @property
    def is_pending(self) -> bool:
        """Whether it is said only that it has not come about so far: has yet to decide."""
        parse, head = self.clause.parse, self.clause.head
        perfect = any(child.lower in PERFECT for child in parse.children(head, "aux"))
        above = {head, *(outer for _, outer in self.clause.governors)}
        return self.negative and (
            perfect or any(parse.tokens[i].lower == "yet" or _is_yet_to(parse, i) for i in above)
        )

    @property
    def adverbial(self) -> list[int]:
        """The indices of words in adverbial clauses, which state something of their own."""
        heads = self.clause.parse.children(self.clause.head, "advcl")
        return [i for head in heads for i in self.clause.parse.subtree(head.index)]

    @property
    def is_embedded(self) -> bool:
        """Whether the clause has no tense of its own and states nothing: a pump to drain it."""
        token = self.clause.token
        return token.relation in ("advcl", "acl") and token.xpos in ("VB", "VBG", "VBN")


def statement(clause: Clause, *, attributed: bool = False) -> Statement:
    """Return what a clause states, and how surely.

    Args:
        clause: of a sentence.
        attributed: whether what somebody says is no fact: a claim may say less than its source.
    """
    parse = clause.parse
    status, governor = _own(parse, clause.token, attributed), -1
    own, asked = status, False
    negative = (clause.negative and not _is_elliptical(clause)) or _is_yet_to(parse, clause.head)
    for inner, outer in clause.governors:
        token, head = parse.tokens[inner], parse.tokens[outer]
        imposed = (
            _own(parse, head, attributed)
            if token.relation == "conj"
            else _imposed(parse, token, head)
        )
        if attributed and stem(head.lower) in stems_of("speech") and token.relation == "ccomp":
            imposed = "claimed"
        denied = _is_denied(parse, outer) and token.relation in ("xcomp", "ccomp", "acl")
        asked = asked or _is_asked(parse, token, head)
        if asked and (denied or imposed == "denied"):
            status, governor = "open", outer
            break
        if imposed == "denied":
            negative, governor = not negative, outer
        elif CERTAINTY[imposed] < CERTAINTY[status]:
            status, governor = imposed, outer
        if denied:
            negative = not negative
    statement = Statement(
        clause, stem(clause.token.lower), tuple(_arguments(clause)), negative, status, governor, own
    )
    return _converse(statement)


def _is_asked(parse: Parse, token: Token, head: Token) -> bool:
    """Whether to deny a verb leaves open what is under it: to know whether, to confirm that."""
    words = {child.lower for child in parse.children(token.index)}
    witnessing = token.relation == "ccomp" and stem(head.lower) in stems_of("witnessing")
    return witnessing or not words.isdisjoint(words_of("interrogative"))


def _is_elliptical(clause: Clause) -> bool:
    """Whether "did not" denies a verb left out: of "who did not lost", the one before."""
    word = clause.token.lower
    return any(
        child.lower in ("not", "n't")
        and clause.parse.tokens[child.index - 1].lower in ("did", "does", "do")
        and first_of_row("irregular").get(word, word) != word
        for child in clause.parse.children(clause.head, "advmod")
        if 0 < child.index < clause.head
    )


def _arguments(clause: Clause) -> Iterator[Argument]:
    """The arguments; what is done by May is done by somebody else."""
    for each in clause.arguments:
        token = clause.parse.tokens[each.head]
        month = token.lower in first_of_row("months") and token.relation.startswith("obl")
        yield replace(each, role="by") if month and each.role == "subject" else each


def _imposed(parse: Parse, token: Token, head: Token) -> str:
    """What a word makes of the clause under it."""
    key = stem(head.lower)
    marks = {mark.lower for mark in parse.children(token.index, "mark", "advmod")}
    if head.lower == "yet" or token.upos == "NOUN":
        return "denied" if head.lower == "yet" or key in stems_of("denying") else "fact"
    if token.relation == "advcl":
        if marks & words_of("conditions"):
            return "conditional"
        return "possible" if {"so", "that"} <= marks else "fact"
    if token.relation == "acl" and token.xpos != "VB" and not marks:
        return "fact"
    if key in stems_of("denying") or (parse.child(head.index, "compound:prt") and key == "rule"):
        return "denied"
    return next((status for name, status in IMPOSED if key in stems_of(name)), "fact")


def _is_present(parse: Parse, token: Token) -> bool:
    """Whether a verb tells what goes on, is arranged, or is a headline's."""
    auxiliary = parse.child(token.index, "aux")
    if auxiliary is None and token.xpos in ("VB", "VBG"):
        return token.relation in ("root", "ccomp", "parataxis")  # Clinton stepping down
    return token.xpos in ("VBZ", "VBP") or (
        token.xpos == "VBG" and auxiliary is not None and auxiliary.xpos in ("VBZ", "VBP")
    )


def _is_denied(parse: Parse, index: int) -> bool:
    negations = words_of("negations")
    return _is_yet_to(parse, index) or any(t.lower in negations for t in parse.children(index))


def _is_yet_to(parse: Parse, index: int) -> bool:
    """Whether a verb is one that somebody has yet to do, or the "have" before it."""
    under = [child.lower for child in parse.children(index)]
    has = parse.tokens[index].lower in ("have", "has", "had", "is", "are")
    return "yet" in under and (has or "to" in under)


def _own(parse: Parse, token: Token, attributed: bool) -> str:
    """What auxiliaries, hedges and conditions of its own make of a clause."""
    asserting = stems_of("claiming") | (stems_of("speech") if attributed else frozenset())
    statuses = ["planned" if _is_present(parse, token) else "fact"]
    for child in parse.children(token.index, "aux", "advmod", "advcl", "parataxis"):
        marks = {mark.lower for mark in parse.children(child.index, "mark")}
        if child.relation == "advcl" and marks & {"if", "unless", "provided", "providing"}:
            statuses.append("conditional")
        elif child.relation == "parataxis" and stem(child.lower) in asserting:
            statuses.append("claimed")
        elif child.relation == "aux" and (
            child.lower in FUTURE or (child.lower == "would" and _is_reported(parse, token))
        ):
            statuses.append("planned")
        elif (child.relation == "aux" and child.lower in words_of("modals")) or (
            child.relation == "advmod" and child.lower in words_of("hedging")
        ):
            statuses.append("possible")
    return min(statuses, key=CERTAINTY.__getitem__)


def _is_reported(parse: Parse, token: Token) -> bool:
    """Whether a verb is in a clause that somebody said: he said he would come."""
    head = parse.tokens[token.head] if token.head >= 0 else token
    saying = token.relation in ("ccomp", "parataxis") and head.xpos in ("VBD", "VBN")
    spoken = stems_of("speech") | stems_of("planning")
    return saying and stem(head.lower) in spoken


def _converse(statement: Statement) -> Statement:
    """A statement of "buy from" as one of "sell to": the other participant as the subject."""
    predicate, prepositions = converses().get(statement.predicate, ("", frozenset()))
    partner = next((each for each in statement.arguments if each.role in prepositions), None)
    tokens = statement.clause.parse.tokens  # the object of "lose 2-0 to" is a score
    objects = [each.head for each in statement.arguments if each.role == "object"]
    has_object = any(tokens[head].upos != "NUM" for head in objects)
    if not predicate or (predicate == "beat" and (partner is None or has_object)):
        return statement
    goal = "object" if predicate in ("beat", "preced", "kill") else "to"
    roles = {"subject": goal, **({partner.role: "subject"} if partner else {})}
    arguments = tuple(replace(a, role=roles.get(a.role, a.role)) for a in statement.arguments)
    return replace(statement, predicate=predicate, arguments=arguments)
