"""What a number stands beside, and which number an article has beside the same.

That an article has a number somewhere does not bear out a sentence: "stuck five times" is not borne
out by "five hours" where the article has "stuck four times". A number is therefore compared by its
slot, which is the word that it counts ("times") or the name before it ("Euro" of "Euro 2016").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarize.document import Span
from summarize.grounding.article import Article
from summarize.grounding.numbers import DASHES, Number, agrees, numbers
from summarize.grounding.tokens import Line, Word

__all__ = [
    "LIKE",
    "WHOLE",
    "Pair",
    "coverage",
    "in_pairs",
    "otherwise",
    "paired_otherwise",
    "pairs",
]

BEHIND = 3  # words behind a number within which stands what it counts
LIKE = 0.6  # of a sentence's other words, that a sentence with another number in the slot has
WHOLE = 0.85  # from there on it is the same sentence, and no number of its own is worked out
MARGIN = 0.2  # by which a sentence with the number, out of the slot, must have fewer of them
JOINED = (*DASHES, "‑", "−", ":")
MOST_PAIRED = 1000  # from there on they are years, or places in a code


@dataclass(frozen=True, slots=True)
class Slot:
    """What a number stands beside.

    Attributes:
        counted: stem of the word that it counts, or "".
        named: stem of the capitalized word right before it, or "".
    """

    counted: str
    named: str

    def is_of(self, other: "Slot") -> bool:
        """Whether two numbers stand beside the same."""
        if self.counted and other.counted:
            return self.counted == other.counted
        return bool(self.named) and self.named == other.named


@dataclass(frozen=True, slots=True)
class Pair:
    """Two numbers that are written as one: a score, a vote, a time, a range."""

    first: Number
    second: Number

    def is_same(self, other: "Pair") -> bool:
        """Whether two pairs have the same numbers; who lost 3-9 is told of as 9-3."""
        mine, theirs = (
            sorted((pair.first, pair.second), key=lambda n: n.value) for pair in (self, other)
        )
        return all(agrees(a, b) for a, b in zip(mine, theirs, strict=True))

    def span_in(self, line: Line) -> Span:
        """Return where it stands in its sentence."""
        return Span(line.words[self.first.start].start, line.words[self.second.end - 1].end)


def pairs(line: Line, figures: Sequence[Number]) -> Iterator[Pair]:
    """Yield the numbers of a sentence that a dash or a colon joins, two by two."""
    at = 0
    while at + 1 < len(figures):
        first, second = figures[at : at + 2]
        if _joined(line.words, first, second):
            yield Pair(first, second)
            at += 1
        at += 1


def _joined(words: Sequence[Word], first: Number, second: Number) -> bool:
    """Whether nothing but a dash is between two numbers in digits."""
    head, tail = words[first.start], words[second.start]
    return (
        first.end == second.start
        and tail.before in JOINED
        and head.text[0].isdecimal()
        and tail.text[0].isdecimal()
        and max(first.value, second.value) < MOST_PAIRED
    )


def in_pairs(joined: Sequence[Pair]) -> frozenset[Number]:
    """Return the numbers of pairs."""
    return frozenset(number for pair in joined for number in (pair.first, pair.second))


def coverage(line: Line, left_out: Sequence[int], article: Article, at: int) -> float:
    """Return the share of a line's other words that a sentence of the article has, 0–1."""
    rest = [
        w.stem
        for i, w in enumerate(line.words)
        if i not in left_out and w.key not in article.stops and not w.text[0].isdecimal()
    ]
    return sum(stem in article.stem_sets[at] for stem in rest) / len(rest) if rest else 0.0


def otherwise(
    line: Line,
    number: Number,
    article: Article,
    nearest: Sequence[int],
    covered: float = LIKE,
) -> tuple[int, Number] | None:
    """Return another number that the article has in the slot, and its sentence, if it has one.

    There is none where a sentence that says as much of the rest has the number itself.
    """
    mine = _slot(line, number, article)
    inside = range(number.start, number.end)
    shares = {at: coverage(line, inside, article, at) for at in nearest}
    own = numbers(line, article.code)
    for at in sorted(nearest, key=lambda at: -shares[at]):
        if shares[at] < covered or _is_said(number, mine, article, shares, at):
            return None
        for other in article.numbers[at]:
            if (
                other.unit == number.unit
                and not other.loose
                and mine.is_of(_slot(article.lines[at], other, article))
                and not any(agrees(each, other) for each in own)
            ):
                return at, other
    return None


def _is_said(
    number: Number, slot: Slot, article: Article, shares: dict[int, float], at: int
) -> bool:
    """Whether the article has the number in the slot, or out of it in as good a sentence."""
    for there, share in shares.items():
        for other in article.numbers[there]:
            if not agrees(number, other):
                continue
            inside = slot.is_of(_slot(article.lines[there], other, article))
            if share > shares[at] - (MARGIN if inside or there == at else 0.0):
                return True
    return False


def _slot(line: Line, number: Number, article: Article) -> Slot:
    before = line.words[number.start - 1] if number.start else None
    named = (
        before is not None
        and number.start > 1
        and not line.words[number.start].before
        and before.text[0].isupper()
        and before.key not in article.stops
    )
    return Slot(_counted(line, number, article), before.stem if before and named else "")


def _counted(line: Line, number: Number, article: Article) -> str:
    for word in line.words[number.end : number.end + BEHIND]:
        if word.before not in ("", "-", "‑"):
            return ""
        if word.text[0].isalpha() and (word.key not in article.stops or "." in word.text):
            return word.stem
        if word.key in article.stops and word.text[0].isalpha():
            return ""
    return ""


def paired_otherwise(
    line: Line, pair: Pair, article: Article, nearest: Sequence[int]
) -> tuple[int, Span | None] | None:
    """Return where the article has another pair than a sentence: its sentence and its span.

    The span is None where the article has no such two numbers together, and no other pair in the
    place. None is returned where it has the two in one sentence, as a pair or apart.
    """
    inside = range(pair.first.start, pair.second.end)
    for at in nearest[:1]:
        theirs = list(pairs(article.lines[at], article.numbers[at]))
        if any(pair.is_same(other) for other in theirs):
            return None
        if theirs and coverage(line, inside, article, at) >= LIKE:
            return at, theirs[0].span_in(article.lines[at])
    together = any(
        all(any(agrees(n, other) for other in figures) for n in (pair.first, pair.second))
        for figures in article.numbers
    )
    return None if together or not nearest else (nearest[0], None)
