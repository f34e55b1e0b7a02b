"""Length: how long a summary may be, and the one place where that is enforced.

| length   | sentences          | words at most |
|----------|--------------------|---------------|
| headline | 1, no full stop    | 14            |
| short    | 1-2                | 50            |
| medium   | 3-5                | 120           |
| long     | 6-10               | 250           |
| bullets  | 3-5 bullets        | 25 each; the main fact may be longer |
| 3 5s 100w 20% 280c | as given | as given     |

A word is a run of characters between spaces that holds a letter or a digit. Chinese, Japanese,
Thai and similar scripts have no spaces between words; there, every two letters count as one.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from heapq import nsmallest
from math import ceil
from typing import Literal, Protocol

from summarize.errors import LengthError
from summarize.language.english import NUMBER_WORDS

__all__ = ["LENGTHS", "Group", "Length", "Redundancy", "Style", "select", "trim"]

Style = Literal["prose", "bullets", "headline"]

# As people write them; the first of each is the short form that `Length.name` has.
UNITS = {
    "s": ("s", "", "sent", "sentence", "sentences"),
    "w": ("w", "word", "words"),
    "%": ("%", "percent", "pct"),
    "c": ("c", "char", "chars", "character", "characters"),
    "b": ("b", "bullet", "bullets", "point", "points", "bullet points"),
}
SYNONYMS = {
    "tldr": "short", "tl;dr": "short", "brief": "short", "paragraph": "medium", "tweet": "280c",
    "detailed": "long",
}  # fmt: skip
BULLET_WORDS = 25
WORD_CHARACTERS = 6  # with the space behind it: English prose has 5.9

_UNIT = {written: unit for unit, forms in UNITS.items() for written in forms}
_SPEC = re.compile(r"([1-9]\d{0,5})[\s-]*(\D*)")
_ABOUT = re.compile(r"^(?:[~≈<≤]|(?:about|around|at most|max(?:imum)?|up to|an?)\s)\s*")
_RANGE = re.compile(r"[1-9]\d{0,5}\s*(?:-|–|to)\s*(?=[1-9])")  # of "50-100 words", 100 is the most
_PART = re.compile(r"1/([2-9]|\d\d)|0?\.(\d\d?)")  # of the text: 1/4, 0.25


@dataclass(frozen=True, slots=True)
class Length:
    """A length, as the table above has it.

    Attributes:
        name: as it is written: "short", "5s".
        least: sentences at least, where the words allow it.
        most: sentences at most, or None for any number.
        words: words at most in all, or None for any number.
        words_each: words a bullet should have at most, or None.
        share: words at most as a share of the source's, or None.
        characters: characters at most, or None.
        style: how the summary is set.
    """

    name: str
    least: int = 1
    most: int | None = None
    words: int | None = None
    words_each: int | None = None
    share: float | None = None
    style: Style = "prose"
    characters: int | None = None

    @classmethod
    def parse(cls, written: "str | Length") -> "Length":
        """The length written `written`.

        A name of the table, or a number with its unit: `3`, `5s`, `3 sentences`, `100w`,
        `100 words`, `20%`, `280c`, `280 characters`, `5 bullets`; also "about 100 words",
        "50-100 words" (100 at most), "three sentences", `1/4`, `tweet`.

        Raises:
            LengthError: it is none of these, or a share over 100 %.
        """
        if isinstance(written, Length):
            return written
        if not isinstance(written, str):
            raise LengthError(str(written), LENGTHS)
        name = _as_number(written)
        if name in LENGTHS:
            return LENGTHS[name]
        match = _SPEC.fullmatch(name)
        unit = _UNIT.get(match[2].strip()) if match else None
        if match is None or unit is None:
            raise LengthError(written, LENGTHS)
        number = int(match[1])
        if unit == "%" and number > 100:
            raise LengthError(written, LENGTHS, "is more than the whole text")
        return cls._counted(number, unit)

    @classmethod
    def _counted(cls, number: int, unit: str) -> "Length":
        name = f"{number}{unit}"
        return {
            "s": cls(name, least=number, most=number),
            "w": cls(name, words=number),
            "%": cls(name, share=number / 100),
            "c": cls(name, characters=number),
            "b": cls(name, number, number, words_each=BULLET_WORDS, style="bullets"),
        }[unit]

    def of(self, words: int) -> "Length":
        """This length for a source of so many words: a share becomes a number of words.

        So do characters, as many as English prose has in a word.
        """
        if self.characters is not None and self.words is None:
            return replace(self, words=max(1, self.characters // WORD_CHARACTERS))
        if self.share is None:
            return self
        return replace(self, words=max(1, int(round(self.share * words, 6))), share=None)

    @property
    def to_fill(self) -> int:
        """Words a summary should have at least where whole sentences allow it; 0 for most lengths.

        Someone who asks for 300 words, or for a fifth, wants about so many and not a tenth of it.
        """
        if self.words is None or self.most is not None or self.style != "prose":
            return 0
        return ceil(FILLED * self.words)

    def admits(self, sizes: Sequence[int]) -> bool:
        """Whether sentences of these sizes, in words, are within the length (`of` comes first)."""
        return (
            (self.most is None or len(sizes) <= self.most)
            and (self.words is None or sum(sizes) <= self.words)
            and (self.words_each is None or all(size <= self.words_each for size in sizes))
        )


def _as_number(written: str) -> str:
    """A length as people write it, in digits and units: "a tweet" is 280c, "1/4" 25%."""
    name = " ".join(written.lower().split())
    if part := _PART.fullmatch(name):
        return f"{round(100 / int(part[1])) if part[1] else int(part[2].ljust(2, '0'))}%"
    name = _RANGE.sub("", _ABOUT.sub("", name, count=1), count=1)
    first, _, unit = name.partition(" ")
    if value := NUMBER_WORDS.get(first):
        name = f"{value} {unit}"
    elif name in UNITS["s"][2:]:  # "a sentence"
        name = "1s"
    name = name.removeprefix("1 ") if name.removeprefix("1 ") in SYNONYMS else name
    return SYNONYMS.get(name, name)


LENGTHS = {
    length.name: length
    for length in (
        Length("headline", most=1, words=14, style="headline"),
        Length("short", most=2, words=50),
        Length("medium", least=3, most=5, words=120),
        Length("long", least=6, most=10, words=250),
        Length("bullets", least=3, most=5, words_each=25, style="bullets"),
    )
}


class Redundancy(Protocol):
    """What has been said so far; `methods.repetition.Repetition` is one."""

    def repeats(self, index: int) -> bool:
        """Whether this sentence says again what the sentences added so far say."""

    def add(self, index: int) -> None:
        """This sentence has been chosen."""


Group = Callable[[int, Collection[int]], Sequence[int] | None]
"""Gives a sentence with those it needs that are not chosen yet; None if it cannot stand."""

# Past the least number, a sentence has to be among the best so many for each that may be chosen:
# one from further down is there only because it is short enough, and says little.
WINDOW = 10

# Of the words asked for (`100w`, `20%`): a summary with fewer is filled up.
FILLED = 0.8

# Sentences that are tried where the best first do not fill a length. Where they do not, every other
# one is longer than a fifth of it, so that a few make a sum.
_POOL = 1_000

# A headline may be the best sentence that fits among the best quarter: past that, a short sentence
# is short because it says little, and the best one is given whole instead.
_HEADLINE_CANDIDATES = 4


def select(
    order: Sequence[int],
    sizes: Sequence[int],
    length: Length,
    redundancy: Redundancy,
    *,
    good_enough: int | None = None,
    groups: Sequence[Group] = (),
) -> list[int]:
    """Choose whole sentences that make a summary of that length.

    Takes the best sentence first, even where it alone is over the number of words; then each next
    one that fits, says something new, and leaves room for as many of the shortest as the least
    number still needs. Past the least number only the best are taken, and none to fill up. A
    headline that fits its words is preferred, and so are bullets behind the first.

    Args:
        order: indices of the sentences that may be chosen, best first.
        sizes: words of every sentence of the document.
        length: the length, its share resolved by `Length.of`.
        redundancy: knows the sentences by the same indices; the chosen ones are added to it.
        good_enough: how many of `order` are good enough to be taken past the least number.
        groups: each gives the sentences that one needs beside it; they are taken together. The
            next one is asked where those before leave too few; what all refuse is taken last.

    Returns:
        The chosen indices, in the document's order.
    """
    window = len(order) if length.most is None else WINDOW * length.most
    best = frozenset(order[: window if good_enough is None else min(window, good_enough)])
    order = _preferred(order, sizes, length)
    selection = _Selection(sizes, length, redundancy, best, len(order))
    for place, group in enumerate((*groups, lambda index, chosen: (index,))):
        if len(selection.chosen) < length.least or (groups and not place):
            selection.fill(order, group)
    if groups and selection.words < length.to_fill:
        selection.best = frozenset(order)
        selection.fill(order, groups[0])
    if selection.words < length.to_fill:
        return sorted(_filled([*selection.chosen], order, sizes, length, redundancy))
    return sorted(selection.chosen)


@dataclass(slots=True)
class _Selection:
    """The sentences chosen so far, and what may be added to them."""

    sizes: Sequence[int]
    length: Length
    redundancy: Redundancy
    best: frozenset[int]
    count: int
    chosen: dict[int, None] = field(default_factory=dict)
    words: int = 0

    def fill(self, order: Sequence[int], group: Group) -> None:
        """Take what fits, best first, each sentence with those it needs."""
        brief = nsmallest(self.length.least, (self.sizes[i] for i in order))
        most = self.count if self.length.most is None else self.length.most
        for index in order:
            if len(self.chosen) >= most:
                return
            members = () if index in self.chosen else group(index, self.chosen) or ()
            if members and self._may_add(members, index, brief):
                for member in members:
                    if not self.redundancy.repeats(member):  # one of its own group
                        self.redundancy.add(member)
                        self.chosen[member] = None
                        self.words += self.sizes[member]

    def _may_add(self, members: Sequence[int], index: int, brief: Sequence[int]) -> bool:
        """Whether sentences fit, say something new, and leave room for those still needed."""
        length, after = self.length, len(self.chosen) + len(members)
        if length.most is not None and after > length.most:
            return False
        if len(self.chosen) >= length.least and index not in self.best:
            return False
        if after > 1 and length.words is not None:
            words = self.words + sum(self.sizes[i] for i in members)
            if words > length.words - sum(brief[: max(0, length.least - after)]):
                return False
        return not any(self.redundancy.repeats(member) for member in members)


def _filled(
    chosen: list[int],
    order: Sequence[int],
    sizes: Sequence[int],
    length: Length,
    redundancy: Redundancy,
) -> list[int]:
    """Add the best sentences that fit; where that is too little, find a selection that is enough.

    The selection is the one that goes least far down the order (subset sums, the best sentences
    first). Where no selection is enough, `chosen` with what fits is the answer.
    """
    assert length.words is not None
    taken, pool = set(chosen), list(chosen)
    left = length.words - sum(sizes[i] for i in chosen)
    for i in order:
        if i in taken or sizes[i] > length.words or len(pool) >= _POOL or redundancy.repeats(i):
            continue
        redundancy.add(i)
        pool.append(i)
        if sizes[i] <= left:
            chosen = [*chosen, i]
            left -= sizes[i]
        if length.words - left >= length.to_fill:
            return chosen
    rank = {i: place for place, i in enumerate(order)}
    ranked = sorted(
        pool, key=lambda i: rank.get(i, len(rank))
    )  # one that another needs has no rank
    return _sum_within(ranked, sizes, length) or chosen


def _sum_within(pool: Sequence[int], sizes: Sequence[int], length: Length) -> list[int]:
    """Return the selection whose words fill the length that uses only the first of `pool`."""
    assert length.words is not None
    last: dict[int, int] = {0: -1}  # a sum of words → the sentence that first reached it
    for i in pool:
        sums = [total + sizes[i] for total in last if total + sizes[i] <= length.words]
        for total in sums:
            last.setdefault(total, i)
        if (best := max(sums, default=0)) >= length.to_fill:
            selection = []
            while best:
                selection.append(last[best])
                best -= sizes[last[best]]
            return selection
    return []


def trim(sizes: Sequence[int], scores: Sequence[float], length: Length) -> list[int]:
    """Which sentences of a finished summary stay, for one that does not keep its length.

    The worst goes first, the later of equals, until the rest are within the sentences and words;
    the best one always stays.

    Args:
        sizes: words of each sentence of the summary.
        scores: the summarizer's own, one a sentence.
        length: the length, its share resolved by `Length.of`.

    Returns:
        The indices that stay, in order.
    """
    indices = list(range(len(sizes)))
    hard = replace(length, words_each=None)
    while len(indices) > 1 and not hard.admits([sizes[i] for i in indices]):
        indices.remove(min(indices, key=lambda i: (scores[i], -i)))
    return indices


def _preferred(order: Sequence[int], sizes: Sequence[int], length: Length) -> Sequence[int]:
    """`order` with the sentences first that the style asks for; the sort is stable."""
    if (each := length.words_each) is not None:
        return [*order[:1], *sorted(order[1:], key=lambda i: sizes[i] > each)]
    if length.style == "headline" and (words := length.words) is not None:
        best = order[: max(3, len(order) // _HEADLINE_CANDIDATES)]
        return [*sorted(best, key=lambda i: sizes[i] > words), *order[len(best) :]]
    return order
