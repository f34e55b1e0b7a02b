"""When what a clause tells happened, and what happened first."""

from collections.abc import Iterator
from dataclasses import dataclass

from summarize.encoder import Parse, Token
from summarize.grounding.dates import dates
from summarize.grounding.entities import Sentence
from summarize.grounding.standing import Statement
from summarize.grounding.tokens import line
from summarize.language.lexicon import first_of_row, words_of

__all__ = ["When", "claimed_order", "relative", "told_order", "whens"]

YEARS = range(1000, 2200)
DAYS = range(1, 32)
AROUND = 3  # words from a month within which stand its day and its year


@dataclass(frozen=True, slots=True)
class When:
    """A part of a date.

    Attributes:
        kind: "weekday", "month", "day", "year", "season" or "clock" (before or after noon).
        value: its full name, or its digits.
        word: its index.
    """

    kind: str
    value: str
    word: int


def whens(sentence: Sentence) -> dict[int, list[When]]:
    """Return the parts of dates in a sentence by the index of the predicate that they are of.

    A date is of the predicate before it; one that opens the sentence, of the first behind it.
    """
    heads = sorted(each.clause.head for each in sentence.statements)
    parts: dict[int, list[When]] = {}
    for when in _parts(sentence.parse):
        before = [head for head in heads if head < when.word]
        owner = before[-1] if before else next(iter(heads), -1)
        parts.setdefault(owner, []).append(when)
    return parts


def _parts(parse: Parse) -> Iterator[When]:
    words = line(parse.text)
    at = {token.start: token for token in parse.tokens}
    months = []
    for part in dates(words):
        token = at.get(words.words[part.at].start)
        if token and token.relation != "nmod:poss":
            yield When(part.kind, part.value, token.index)
            months += [token.index] if part.kind == "month" else []
    for token in parse.tokens:
        near = any(abs(token.index - month) <= AROUND for month in months)
        if kind := _numeric(parse, token, near=near):
            yield When(kind, token.text, token.index)
        for name in ("seasons", "clock"):
            if value := first_of_row(name).get(token.lower):
                yield When(name.removesuffix("s"), value, token.index)


def _numeric(parse: Parse, token: Token, *, near: bool) -> str | None:
    """Whether a number is a year, or the day of a month near by."""
    if not token.text.isdecimal():
        return None
    before = parse.tokens[token.index - 1].lower if token.index else ""
    if len(token.text) == 4 and int(token.text) in YEARS:
        return "year" if near or before in words_of("dating") else None
    return "day" if near and int(token.text) in DAYS else None


def relative(sentence: Sentence, statement: Statement) -> bool:
    """Whether a clause is dated by another: two years later."""
    under = sentence.parse.subtree(statement.clause.head)
    return any(sentence.parse.tokens[i].lower in words_of("relative_times") for i in under)


def claimed_order(sentence: Sentence) -> Iterator[tuple[Statement, Statement]]:
    """Yield clauses of which a sentence says that the first was before the second."""
    by_head = {each.clause.head: each for each in sentence.statements}
    for head, later in by_head.items():
        token = sentence.parse.tokens[head]
        outer = by_head.get(token.head)
        if outer is None or token.relation != "advcl":
            continue
        marks = {t.lower for t in sentence.parse.children(head, "mark", "advmod", "case")}
        if "before" in marks or "until" in marks:
            yield outer, later
        elif "after" in marks or "once" in marks:
            yield later, outer


def told_order(
    first: tuple[Sentence, Statement], second: tuple[Sentence, Statement]
) -> bool | None:
    """Whether an article's first clause happened before its second; None where it is not told."""
    (one, mine), (other, theirs) = first, second
    if one is other:
        for before, after in claimed_order(one):
            if {before.clause.head, after.clause.head} == {mine.clause.head, theirs.clause.head}:
                return before.clause.head == mine.clause.head
    years = [_year(sentence, each) for sentence, each in (first, second)]
    if all(years) and years[0] != years[1]:
        return years[0] < years[1]
    if "planned" in (mine.own, theirs.own) and mine.own != theirs.own:
        return theirs.own == "planned"
    had = [_is_past_perfect(sentence.parse, each) for sentence, each in (first, second)]
    return had[0] if had[0] != had[1] else None


def _year(sentence: Sentence, statement: Statement) -> str:
    parts = whens(sentence).get(statement.clause.head, [])
    return next((when.value for when in parts if when.kind == "year"), "")


def _is_past_perfect(parse: Parse, statement: Statement) -> bool:
    return any(t.lower == "had" for t in parse.children(statement.clause.head, "aux"))
