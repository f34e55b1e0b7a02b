"""Negations put in or left out, and words that turn a statement into its opposite."""

from collections.abc import Iterator, Mapping
from functools import cache

from summarize.grounding.slots import agreement, full
from summarize.grounding.source import CERTAIN, LEAD, LEAST_FULL, Claim, Place, Reading, Source
from summarize.grounding.tables import ANTONYMS, NEGATIONS, REFUSALS
from summarize.grounding.words import Line, line

__all__ = ["check_comparatives", "check_negations"]

AROUND = 3  # words on each side of a place in which a negation is its own


def check_negations(reading: Reading, source: Source) -> Iterator[Claim]:
    """A "not" that the article has not there, and one of the article's that is gone."""
    yield from _added(reading, source)
    yield from _dropped(reading, source)


def _cues(each: Line) -> list[int]:
    """Where a line negates: "not only" and "No. 10" do not."""
    found = []
    for at, word in enumerate(each.words):
        if word.key not in NEGATIONS:
            continue
        after = each.words[at + 1] if at + 1 < len(each.words) else None
        if after and (
            after.key in ("only", "just", "merely", "necessarily") or after.key.isdigit()
        ):
            continue
        found.append(at)
    return found


def _negates(each: Line, at: int) -> bool:
    """Whether a line negates near a place."""
    return any(w.key in NEGATIONS for w in each.words[max(0, at - AROUND) : at + AROUND])


def _denies(each: Line, at: int, other: Line) -> bool:
    """Whether anything near a place denies that the other line has not."""
    keys = {word.key for word in other.words}
    near = each.words[max(0, at - AROUND) : at + AROUND]
    close = each.words[max(0, at - 2) : at + 2]
    return any(w.key in NEGATIONS and w.key not in keys for w in close) or any(
        w.key in REFUSALS and w.key not in keys for w in near
    )


def _gaps(each: Line, left: str, right: str) -> Iterator[int]:
    """Places between two words of which one is as given."""
    for at in range(len(each.words) + 1):
        before = each.words[at - 1].stem if at else ""
        after = each.words[at].stem if at < len(each.words) else ""
        if (left and before == left) or (right and after == right):
            yield at


def _stem(each: Line, at: int) -> str:
    return each.words[at].stem if 0 <= at < len(each.words) else ""


def _added(reading: Reading, source: Source) -> Iterator[Claim]:
    for at in _cues(reading.line):
        left, right = _stem(reading.line, at - 1), _stem(reading.line, at + 1)
        own, rivals = [], []
        for near in reading.nearest:
            other = source.lines[near]
            own += [Place(near, cue, cue + 1) for cue in _cues(other)]
            for gap in _gaps(other, left, right):
                if right and _stem(other, gap) != right:
                    continue
                (own if _denies(other, gap, reading.line) else rivals).append(Place(near, gap, gap))
        if source.usurped(reading, (at, at + 1), own, rivals):
            word = reading.written(at, at + 1)
            yield reading.claim(at, at + 1, "negation", f"the article says it without “{word}”")


def _dropped(reading: Reading, source: Source) -> Iterator[Claim]:
    seen: set[int] = set()
    for near in reading.nearest:
        other = source.lines[near]
        for cue in _cues(other):
            if other.words[cue].key not in ("not", "no", "never"):
                continue
            gap = _gone(reading, source, Place(near, cue, cue + 1))
            if gap is None or gap in seen:
                continue
            seen.add(gap)
            word = other.words[cue].text
            start = min(gap, len(reading.line.words) - 1)
            yield reading.claim(start, start + 1, "negation", f"the article has “{word}” here")


def _gone(reading: Reading, source: Source, cue: Place) -> int | None:
    """The place in the sentence where this negation of the source should stand, if it is gone."""
    other = source.lines[cue.line]
    left, right = _stem(other, cue.start - 1), _stem(other, cue.end)
    for gap in _gaps(reading.line, left, right):
        if _stem(reading.line, gap) != right or _negates(reading.line, gap) or _denies(reading.line, gap, other):
            continue
        most = full(reading.line, gap, gap, source.grammar)
        claim = (reading.line, gap, gap)
        there = sum(agreement(claim, (other, cue.start, cue.end), source.grammar))
        if most < LEAST_FULL or there < CERTAIN * most:
            continue
        if there - _affirmed(reading, source, gap, cue) >= LEAD * most:
            return gap
    return None


def _affirmed(reading: Reading, source: Source, gap: int, cue: Place) -> float:
    """How well the source's places without negation agree with this one."""
    left, right = _stem(reading.line, gap - 1), _stem(reading.line, gap)
    best = 0.0
    for near in reading.nearest:
        other = source.lines[near]
        for at in _gaps(other, left, right):
            if near == cue.line and abs(at - cue.start) <= AROUND:
                continue
            if any(word.key in NEGATIONS for word in other.words[max(0, at - 1) : at + 1]):
                continue
            found = sum(agreement((reading.line, gap, gap), (other, at, at), source.grammar))
            best = max(best, found)
    return best


@cache
def _opposites() -> Mapping[str, tuple[int, int]]:
    """Stem to its line in the table and its side."""
    return {line(word).words[0].stem: place for word, place in ANTONYMS.items()}


def check_comparatives(reading: Reading, source: Source) -> Iterator[Claim]:
    """Words whose opposite stands in their place in the article: more and less, rise and fall."""
    table = _opposites()
    for at, word in enumerate(reading.line.words):
        if word.stem not in table:
            continue
        group, side = table[word.stem]
        own, rivals = [], []
        for near in reading.nearest:
            for place, other in enumerate(source.lines[near].words):
                found = table.get(other.stem)
                if other.stem == word.stem or found == (group, side):
                    own.append(Place(near, place, place + 1))
                elif found and found[0] == group:
                    rivals.append(Place(near, place, place + 1))
        if rivals and (taken := source.usurped(reading, (at, at + 1), own, rivals)):
            said = source.lines[taken.line].words[taken.start].text
            why = f"the article has “{said}” there, not “{word.text}”"
            yield reading.claim(at, at + 1, "comparative", why)
