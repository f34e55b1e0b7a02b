"""Numbers and dates that an article does not have, or has with another unit or in another place."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import isclose

from summarize.document import Span
from summarize.grounding.article import Article
from summarize.grounding.dates import dates
from summarize.grounding.findings import Finding
from summarize.grounding.numbers import Number, agrees, numbers
from summarize.grounding.slots import (
    LIKE,
    WHOLE,
    Pair,
    coverage,
    in_pairs,
    otherwise,
    paired_otherwise,
    pairs,
)
from summarize.grounding.tokens import Line
from summarize.language.lexicon import units

__all__ = ["check_dates", "check_numbers"]

COVERED = 0.75  # of a sentence's other words: from there on, another sentence says the same
NEARLY = 0.04  # relative error of a converted unit
SHARED = 0.02  # of the whole, for a fraction of two numbers
MOST_DERIVED = 100  # numbers of the evidence that others are worked out from, two by two
COUNTED = 12  # things of which the article may name each: two countries
BEHIND = 3  # words behind a number within which its unit stands


def check_numbers(line: Line, article: Article, nearest: Sequence[int]) -> Iterator[Finding]:
    """Yield numbers that the article has not, or not in the sentence that says the rest."""
    figures = numbers(line, article.code)
    yield from _turned(line, figures, article, nearest)
    joined = list(pairs(line, figures))
    for pair in joined:
        yield from _check_pair(line, pair, article, nearest)
    paired = in_pairs(joined)
    for number in figures:
        if number not in paired:
            yield from _check_number(line, number, article, nearest)


def _turned(
    line: Line, figures: Sequence[Number], article: Article, nearest: Sequence[int]
) -> Iterator[Finding]:
    """Yield a number from which the article says it went, if it went there: from 4 to 5."""
    mine = _ends(line, figures)
    for at in nearest[:1]:
        theirs = _ends(article.lines[at], article.numbers[at])
        for end, other in (("from", "to"), ("to", "from")):
            number, there = mine.get(end), theirs.get(other)
            if number is None or there is None or end not in theirs:
                continue
            if agrees(number, there) and not agrees(number, theirs[end]):
                instead = _span(article.lines[at], theirs[end].start, theirs[end].end)
                span = _span(line, number.start, number.end)
                yield _instead(line, span, "number", article, at, instead)
                return


def _ends(line: Line, figures: Sequence[Number]) -> dict[str, Number]:
    """The numbers from which and to which something changes, if a sentence has one of each."""
    ends: dict[str, Number] = {}
    for number in figures:
        before = line.words[number.start - 1].key if number.start else ""
        if before in ("$", "£", "€") and number.start > 1:
            before = line.words[number.start - 2].key
        if before in ("from", "to"):
            ends.setdefault(before, number)
    return ends


def _check_number(
    line: Line, number: Number, article: Article, nearest: Sequence[int]
) -> Iterator[Finding]:
    """Yield a single number if the article lacks it, or has another in its place."""
    if _has_parts(number, article):
        return
    if not (number.loose or _is_anywhere(number, article)):
        span = _span(line, number.start, number.end)
        yield _absent(line, number, span, _unit(line, number), article, nearest)
    elif _is_anywhere(number, article) and (other := _otherwise(line, number, article, nearest)):
        yield _instead(line, _span(line, number.start, number.end), "number", article, *other)


def _is_anywhere(number: Number, article: Article) -> bool:
    return any(agrees(number, other) for each in article.numbers for other in each)


def _has_parts(number: Number, article: Article) -> bool:
    """Whether the article has how many, and of how many, in sentences side by side."""
    return bool(number.parts) and any(
        set(number.parts) <= {other.value for each in two for other in each}
        for two in pairwise([(), *article.numbers])
    )


def _otherwise(
    line: Line, number: Number, article: Article, nearest: Sequence[int]
) -> tuple[int, Span] | None:
    """What the article has instead of a number that it has somewhere."""
    unit = _unit(line, number)
    if unit and (other := _other_unit(number, unit, article)):
        return other
    if number.loose:
        return None
    here = any(agrees(number, other) for at in nearest for other in article.numbers[at])
    rival = None if here else _rival(line, number, article, nearest)
    return rival or _in_its_slot(line, number, article, nearest, LIKE)


def _check_pair(
    line: Line, pair: Pair, article: Article, nearest: Sequence[int]
) -> Iterator[Finding]:
    """Yield a score, time or range that the article has not, or has otherwise."""
    other = paired_otherwise(line, pair, article, nearest)
    if other is None:
        return
    span = pair.span_in(line)
    at, there = other
    if there:
        yield _instead(line, span, "number", article, at, there)
    else:
        yield Finding(span, "number", f"“{span.of(line.text)}” is not in the article")


def _in_its_slot(
    line: Line, number: Number, article: Article, nearest: Sequence[int], covered: float
) -> tuple[int, Span] | None:
    """The number that the article has where the sentence has this one."""
    better = otherwise(line, number, article, nearest, covered)
    if better is None:
        return None
    at, other = better
    return at, _span(article.lines[at], other.start, other.end)


def _absent(
    line: Line,
    number: Number,
    span: Span,
    unit: tuple[str, float] | None,
    article: Article,
    nearest: Sequence[int],
) -> Finding:
    text = span.of(line.text)
    if unit and (_converts(number, unit, article) or _is_an_age(line, number, unit, article)):
        return Finding(span, "number", f"“{text}”: converted units", "not checked")
    if other := _in_its_slot(line, number, article, nearest, WHOLE):
        return _instead(line, span, "number", article, *other)
    if _derived(number, [other for at in nearest for other in article.numbers[at]]):
        return Finding(span, "number", f"“{text}” may be worked out", "not checked")
    if other := _rival(line, number, article, nearest):
        return _instead(line, span, "number", article, *other)
    following = [word.key for word in line.words[number.end : number.end + 1]]
    small = number.unit == "" and number.value % 1 == 0 and number.value <= COUNTED
    if small and not unit and following != ["times"]:
        return Finding(span, "number", f"“{text}” may be counted", "not checked")
    return Finding(span, "number", f"“{text}” is not in the article")


def _instead(line: Line, span: Span, kind: str, article: Article, at: int, there: Span) -> Finding:
    said = there.of(article.lines[at].text)
    start = article.document.text.find(said, article.spans[at].start, article.spans[at].end)
    source = Span(start, start + len(said)) if start >= 0 else article.spans[at]
    why = f"the article has “{said}”, not “{span.of(line.text)}”"
    return Finding(span, kind, why, "contradicted", source)


def _unit(line: Line, number: Number) -> tuple[str, float] | None:
    """What the number counts, if a unit stands right behind it."""
    for word in line.words[number.end : number.end + BEHIND]:
        if unit := units().get(word.stem):
            return unit
        if word.key not in ("per", "square", "more", "full", "straight"):
            return None
    return None


def _span(line: Line, start: int, end: int) -> Span:
    return Span(line.words[start].start, line.words[end - 1].end)


def _other_unit(
    number: Number, unit: tuple[str, float], article: Article
) -> tuple[int, Span] | None:
    """Where the article has the number only with another unit of the kind: weeks for months."""
    wrong = None
    for at, each in enumerate(article.numbers):
        for other in each:
            if not agrees(number, other):
                continue
            theirs = _unit(article.lines[at], other)
            if theirs is None:
                continue  # 21 patients say nothing of 18 months
            if theirs == unit:
                return None
            end = min(other.end + 1, len(article.lines[at].words))
            wrong = wrong or (at, _span(article.lines[at], other.start, end))
    return wrong


def _converts(number: Number, unit: tuple[str, float], article: Article) -> bool:
    """Whether the article has the same in another unit: 25 miles for 40 kilometers."""
    for at, each in enumerate(article.numbers):
        for other in each:
            theirs = _unit(article.lines[at], other)
            if theirs and theirs[0] == unit[0] and theirs[1] != unit[1] and unit[1]:
                a, b = number.value * unit[1], other.value * theirs[1]
                if abs(a - b) <= NEARLY * max(abs(b), 1e-9):
                    return True
        for first, second in pairwise(each):  # three years and four months
            parts = [_unit(article.lines[at], first), _unit(article.lines[at], second)]
            if all(part and part[0] == unit[0] for part in parts):
                sizes = [n.value * p[1] for n, p in zip((first, second), parts, strict=True) if p]
                if abs(number.value * unit[1] - sum(sizes)) <= NEARLY * sum(sizes):
                    return True
    return False


def _is_an_age(line: Line, number: Number, unit: tuple[str, float], article: Article) -> bool:
    """Whether a number of years lies between now and a year that the article has: 70 years ago."""
    behind = line.words[number.end + 1 : number.end + 2]
    ago = bool(behind) and behind[0].key in ("ago", "old")
    years = unit == units()["year"] and number.value > 1
    return years and ago and any(n.is_year for each in article.numbers for n in each)


def _derived(number: Number, others: Sequence[Number]) -> bool:
    """Whether a number is the sum or the difference of two in the evidence, or one's percentage."""
    if number.unit not in ("", "%"):
        others = [other for other in others if other.unit == number.unit]
    values = list(dict.fromkeys(other.value for other in others))[:MOST_DERIVED]
    pairs = [(a, b) for i, a in enumerate(values) for b in values[i + 1 :]]
    wanted = number.value
    if number.unit == "%":
        return any(min(a, b) and _close(wanted, 100 * abs(a - b) / min(a, b)) for a, b in pairs)
    if any(a and b and abs(wanted - min(a, b) / max(a, b)) <= SHARED for a, b in pairs):
        return wanted < 1
    if any(isclose(wanted, each) for value in values for each in (2 * value, value / 2, 1 - value)):
        return True
    return any(wanted in (a + b, abs(a - b), abs(a - b) + 1) for a, b in pairs)


def _close(first: float, second: float) -> bool:
    return abs(first - second) <= 0.5


def _rival(
    line: Line, number: Number, article: Article, nearest: Sequence[int]
) -> tuple[int, Span] | None:
    """Another number where the article says the rest of the sentence."""
    inside = range(number.start, number.end)
    for at in nearest[:1]:
        if not _covers(line, inside, article, at):
            continue
        own = {o.value for o in numbers(line, article.code)}
        for other in article.numbers[at]:
            alike = other.unit == number.unit and not other.loose
            if alike and other.value not in own:
                return at, _span(article.lines[at], other.start, other.end)
    return None


def _covers(line: Line, left_out: Sequence[int], article: Article, at: int) -> bool:
    """Whether a sentence of the article has most other words of a line."""
    return coverage(line, left_out, article, at) >= COVERED


def check_dates(line: Line, article: Article, nearest: Sequence[int]) -> Iterator[Finding]:
    """Yield weekdays and months that the article has not, or not in the sentence with the rest."""
    for part in dates(line):
        span = _span(line, part.at, part.at + 1)
        near = [
            at + step
            for at in nearest
            for step in (-1, 0, 1)
            if 0 <= at + step < len(article.lines)
        ]
        there = {other.value for at in near for other in article.dates[at]}
        if part.value in there:
            continue
        rivals = [
            (at, _span(article.lines[at], other.at, other.at + 1))
            for at in nearest[:1]
            for other in article.dates[at]
            if other.kind == part.kind and _covers(line, [part.at], article, at)
        ]
        if rivals:
            yield _instead(line, span, "date", article, *rivals[0])
        elif part.value not in {other.value for each in article.dates for other in each}:
            yield Finding(span, "date", f"“{span.of(line.text)}” is not in the article")
