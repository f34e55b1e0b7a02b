"""The article, indexed once: its words, names, numbers and dates, and which sentences are near."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from math import log
from typing import NamedTuple

from summarize.document import Document, Span
from summarize.grounding.context import LOOSE, TIGHT, Spot, agreement, full
from summarize.grounding.dates import DatePart, dates
from summarize.grounding.names import Name, Names
from summarize.grounding.numbers import Number, numbers
from summarize.grounding.tokens import ENGLISH, Line, line, said, stop

__all__ = ["Claim", "Place", "Reading", "Source"]

CANDIDATES = 5  # sentences that a claim's place is looked for in
CANDIDATE_SHARE = 0.4  # of what the nearest has in common: below it a sentence says something else

# When another's place agrees better than one's own: shares of the most agreement there can be.
# Tuned on one half of the news sets, see docs/grounding.md.
CERTAIN, CLEAR, LEAD = 0.35, 0.08, 0.4
CLOSE = 0.8  # the least, where the sentence that has another's there has one's own too
NEAREST = 2  # sentences, with their neighbours, in which a name or number is near
FAR = 0.5  # of what is asked for, where the source has the name or number only elsewhere
STRAYS = (-3, -2, -1, 0, 1)  # lines around the nearest from which a name may have been taken
STRAY_COVERED = 0.7  # of the other words of the sentence
LEAST_FULL = 1.2  # of agreement: with less around it a place cannot be told


class Place(NamedTuple):
    """Words of a line of the source: the line's index, its first word, and past its last."""

    line: int
    start: int
    end: int


class Claim(NamedTuple):
    """What nothing supports.

    Attributes:
        span: in the sentence's own text.
        kind: "name", "number", "date", "quotation", "negation", "comparative" or "role".
        why: in words.
    """

    span: Span
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence to check, and the sentences of the source nearest to it.

    Attributes:
        line: its words.
        nearest: indices of lines of the source, most alike first.
        names: its names.
        within: the only lines that count, or None for all.
    """

    line: Line
    nearest: tuple[int, ...]
    names: tuple[Name, ...]
    within: frozenset[int] | None = None

    def claim(self, start: int, end: int, kind: str, why: str) -> Claim:
        """The claim made by the words from `start` to `end`."""
        words = self.line.words
        return Claim(Span(words[start].start, words[end - 1].end), kind, why)

    def written(self, start: int, end: int) -> str:
        """The characters of these words."""
        return self.line.text[self.line.words[start].start : self.line.words[end - 1].end]


class Source:
    """An article as the checks ask for it.

    Args:
        document: the article; its headings and title are evidence too.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.code = document.language
        self.spans = [sentence.span for sentence in document.sentences]
        self.count = len(self.spans)
        headings = [block.span for block in document.blocks if block.kind == "heading"]
        if document.title_span:
            headings.append(document.title_span)
        self.spans += dict.fromkeys(headings)
        self.lines = [line(" ".join(s.of(document.text).split()), self.code) for s in self.spans]
        self.stops = stop(self.code)
        self.grammar = self.stops - said() if self.code in ENGLISH else self.stops
        self.names = Names(self.lines, self.code)
        self.folded = {folded(each.text): at for at, each in reversed([*enumerate(self.lines)])}
        self.postings: dict[str, list[int]] = {}
        for at, each in enumerate(self.lines):
            for stem in dict.fromkeys(word.stem for word in each.words):
                self.postings.setdefault(stem, []).append(at)

    @cached_property
    def numbers(self) -> Sequence[Sequence[Number]]:
        """The numbers of each line."""
        return [numbers(each, self.code) for each in self.lines]

    @cached_property
    def dates(self) -> Sequence[Sequence[DatePart]]:
        """The weekdays and months of each line."""
        return [dates(each) for each in self.lines]

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """The weight of each stem: the rarer, the more; 0.1 for a word of grammar."""
        count = len(self.lines)
        found = {s: log(1 + count / len(at)) for s, at in self.postings.items()}
        grammar = {w.stem for each in self.lines for w in each.words if w.key in self.stops}
        return {s: 0.1 if s in grammar else weight for s, weight in found.items()}

    @cached_property
    def masks(self) -> Sequence[frozenset[int]]:
        """The words of each line that are of names."""
        return [_masked(names) for names in self.names.mentions]

    def names_of(self, lines: Iterable[int]) -> Iterable[tuple[Place, Name]]:
        """The names in these lines, each with its place."""
        for at in lines:
            for name in self.names.mentions[at]:
                yield Place(at, name.start, name.end), name

    def read(self, text: str, within: Collection[int] | None = None) -> Reading:
        """`text` as words, with the lines nearest to it."""
        allowed = None if within is None else frozenset(within)
        read = line(text, self.code)
        names = tuple(self.names.of(read))
        return Reading(read, self._nearest(read, allowed), names, allowed)

    def all_lines(self, reading: Reading) -> Iterable[int]:
        """The lines that may support it."""
        return range(len(self.lines)) if reading.within is None else sorted(reading.within)

    def has(self, stem: str, reading: Reading) -> bool:
        """Whether a line that may support the sentence has this stem."""
        places = self.postings.get(stem, ())
        if reading.within is None:
            return bool(places)
        return not reading.within.isdisjoint(places)

    def _nearest(self, read: Line, allowed: frozenset[int] | None) -> tuple[int, ...]:
        shared: dict[int, float] = {}
        for stem in {word.stem for word in read.words}:
            weight = self.rarity.get(stem, 0.0)
            for at in self.postings.get(stem, ()):
                shared[at] = shared.get(at, 0.0) + weight
        if allowed is not None:
            shared = {at: weight for at, weight in shared.items() if at in allowed}
        best = nlargest(CANDIDATES, shared.items(), key=lambda item: (item[1], -item[0]))
        return tuple(at for at, weight in best if weight >= CANDIDATE_SHARE * best[0][1])

    def usurped(
        self,
        reading: Reading,
        place: tuple[int, int],
        own: Iterable[Place],
        rivals: Iterable[Place],
        *,
        bare: bool = False,
    ) -> Place | None:
        """The place in the source that a claim has taken from another, if it has.

        Args:
            reading: the sentence.
            place: the claim's first word, and past its last.
            own: where the source says the same.
            rivals: where it says something else of the kind.
            bare: whether the names around are left out: two that change places change these too.
        """
        masked = _masked(reading.names) if bare else frozenset()
        claim = Spot(reading.line, *place, masked)
        most = full(claim, self.grammar)
        if most < LEAST_FULL:
            return None
        own, rivals = list(own), list(rivals)
        best, taken = self._best(claim, rivals, TIGHT)
        far = FAR if self._is_far(reading, own) else 1.0
        if taken is None or best < far * CERTAIN * most:
            return None
        mine, _ = self._best(claim, own, LOOSE)
        if best < CLOSE * most and any(place.line == taken.line for place in own):
            return None
        needed = far * (CLEAR * most + LEAD * (most - best))
        return taken if best - mine >= needed else None

    def strays(self, reading: Reading, place: tuple[int, int], own: Iterable[Place]) -> bool:
        """Whether a name has come from afar into a sentence that is otherwise all the article's.

        The sentences nearest have all the other words and a name that the sentence has not, and
        neither they nor their neighbours have this one.
        """
        lines = {other.line for other in own}
        nearest = reading.nearest[:NEAREST]
        around = {at + step for at in nearest for step in STRAYS}
        if not nearest or not lines.isdisjoint(around) or max(lines, default=0) >= self.count:
            return False
        rest = {
            w.stem
            for at, w in enumerate(reading.line.words)
            if w.key not in self.stops and not place[0] <= at < place[1]
        }
        there = {word.stem for at in nearest for word in self.lines[at].words}
        if len(rest) < 4 or len(rest & there) < STRAY_COVERED * len(rest):
            return False
        first = self.names.mentions[nearest[0]]
        return any(all(name.different(other) for other in reading.names) for name in first)

    def _is_far(self, reading: Reading, own: Iterable[Place]) -> bool:
        """Whether the source says the same only far from the sentences nearest to this one."""
        lines = {place.line for place in own}
        around = {at + step for at in reading.nearest[:NEAREST] for step in (-2, -1, 0, 1)}
        return lines.isdisjoint(around)

    def _best(
        self, claim: Spot, others: Iterable[Place], skip: float
    ) -> tuple[float, Place | None]:
        best, where = 0.0, None
        for other in others:
            masked = self.masks[other.line] if claim.masked else claim.masked
            there = Spot(self.lines[other.line], other.start, other.end, masked)
            found = agreement(claim, there, self.grammar, skip)
            if found > best:
                best, where = found, other
        return best, where


def _masked(names: Iterable[Name]) -> frozenset[int]:
    return frozenset(at for name in names for at in range(name.start, name.end))


def folded(text: str) -> str:
    """`text` without what does not matter: case, white space, the last full stop."""
    return " ".join(text.casefold().split()).rstrip(".")
