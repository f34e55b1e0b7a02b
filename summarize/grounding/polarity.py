"""Negations put in or left out, and words that turn a statement into its opposite."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import takewhile

from summarize.grounding.article import CERTAIN, LEAST_FULL, Claim, Place, Reading, Source
from summarize.grounding.context import Spot, agreement, full
from summarize.grounding.lexicon import ANTONYMS, FORBIDDEN, NEGATIONS, REFUSALS
from summarize.grounding.tokens import Line, Word, line

__all__ = ["check_comparatives", "check_negations"]

DENIED = 4  # words behind a negation in which what it denies begins
PLAINLY = frozenset(("not", "no", "never"))  # what is missed when it is gone
GAP_LEAD = 0.25  # of the most: what a denying place must agree better than one that affirms
_UNDONE = re.compile(r"un(?!i|der|til|less|to$)[a-z]{3}")  # unsafe, unable; not united, under
DEGREES = frozenset(("very", "so", "too", "really", "quite", "yet", "even", "a", "an", "the", "be"))
LIMITS = frozenset(("only", "just", "merely", "necessarily"))  # not only
SCOPE = 8  # words before a word in which a "not" may be of it
OBJECT = 2  # words behind a word in which a "no" may be: found no cracks
NEAR = 4  # words before a word in which a refusal may be of it
FOLLOWING = 8  # words behind a negation in which what it denies is looked for
APART = frozenset(("in", "at", "on", "of", "from"))  # behind what is denied: where, and whose
MODALS = frozenset(("can", "may", "must", "should"))  # before a "not": it is forbidden
THAN = 3  # words behind a comparative in which its "than" is
RIGHT = 3  # words before a word in which a "not" is surely of it
_STOPS = frozenset(",;:()–—")
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
        after = each.words[at + 1].key if at + 1 < len(each.words) else ""
        if after in LIMITS or after.isdecimal():
            continue
        found.append(at)
    return found


def _negates(each: Line, at: int) -> bool:
    """Whether a line negates near a place."""
    return any(w.key in NEGATIONS for w in each.words[max(0, at - AROUND) : at + AROUND])


@lru_cache(maxsize=8)
def source_cues(source: Source) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """The lines of the source that negate, and where."""
    found = ((at, tuple(_cues(each))) for at, each in enumerate(source.lines))
    return tuple((at, cues) for at, cues in found if cues)


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
        own = [Place(near, cue, cue + 1) for near, cues in source_cues(source) for cue in cues]
        rivals: list[Place] = []
        for near in reading.nearest:
            other = source.lines[near]
            for gap in _gaps(other, left, right):
                if right and _stem(other, gap) != right:
                    continue
                (own if _denies(other, gap, reading.line) else rivals).append(Place(near, gap, gap))
        taken = source.usurped(reading, (at, at + 1), own, rivals)
        if _forbidden(reading, source, at):
            continue
        if (taken and not _denied(reading, source, at)) or _nowhere(reading, source, at):
            word = reading.written(at, at + 1)
            yield reading.claim(at, at + 1, "negation", f"the article says it without “{word}”")


def _forbidden(reading: Reading, source: Source, cue: int) -> bool:
    """Whether a "cannot" is what the nearest line calls forbidden."""
    if not cue or reading.line.words[cue - 1].key not in MODALS:
        return False
    lines = (source.lines[at] for at in reading.nearest[:1])
    return any(word.key in FORBIDDEN for each in lines for word in each.words)


def _denied(reading: Reading, source: Source, cue: int) -> bool:
    """Whether the article denies the same words, wherever it does."""
    wanted = _behind(reading.line, cue)
    return len(wanted) > 1 and any(
        _behind(source.lines[at], place) == wanted
        for at, cues in source_cues(source)
        for place in cues
    )


def _behind(each: Line, cue: int) -> list[str]:
    """The next two words, but for those that only say how much."""
    words = each.words[cue + 1 : cue + 1 + DENIED]
    return [word.stem for word in words if word.key not in DEGREES][:2]


def _contents(
    each: Line,
    start: int,
    source: Source,
    count: int,
    within: int,
    ends: frozenset[str] = frozenset(),
) -> list[str]:
    """The next words of substance, so many at most, up to one of `ends` that is not the first."""
    words = _clause(each, start - 1, within)
    size = next((i for i, word in enumerate(words) if i and word.key in ends), len(words))
    return [word.stem for word in words[:size] if word.key not in source.stops][:count]


def _nowhere(reading: Reading, source: Source, cue: int) -> bool:
    """Whether the nearest lines say what is denied, and none of them denies it."""
    for denied in _contents(reading.line, cue + 1, source, 3, FOLLOWING, APART):
        has = source.postings.get(denied, ())
        if lines := [source.lines[at] for at in reading.nearest if at in has]:
            return not any(_is_denied(each, denied) for each in lines)
    return False


def _is_denied(each: Line, stem: str) -> bool:
    """Whether a line denies anything about this word, in whatever words."""
    return any(
        any(w.key in NEGATIONS for w in _clause(each, at, -SCOPE) + _clause(each, at, OBJECT))
        or _denials([*_clause(each, at, -NEAR), word])
        for at, word in enumerate(each.words)
        if word.stem == stem
    )


def _clause(each: Line, at: int, count: int) -> list[Word]:
    """The words before a word, or behind it, so many at most, up to a comma or the like."""
    if count < 0:
        words = each.words[max(0, at + count) : at + 1]
        start = max((i for i, w in enumerate(words) if _parts(w)), default=0)
        return [*words[start:-1]]
    return [*takewhile(lambda w: not _parts(w), each.words[at + 1 : at + 1 + count])]


def _parts(word: Word) -> bool:
    """Whether a clause ends before a word."""
    return not _STOPS.isdisjoint(word.before)


def _denials(words: Sequence[Word]) -> bool:
    return any(w.key in NEGATIONS or w.key in REFUSALS or _UNDONE.match(w.key) for w in words)


def _dropped(reading: Reading, source: Source) -> Iterator[Claim]:
    seen: set[int] = set()
    for near in reading.nearest:
        other = source.lines[near]
        for cue in _cues(other):
            if other.words[cue].key not in PLAINLY or _limits(other, cue, reading.line):
                continue
            place = Place(near, cue, cue + 1)
            gap = _gone(reading, source, place)
            if gap is None:
                gap = _lost(reading, source, place)
            if gap is None or gap in seen:
                continue
            seen.add(gap)
            word = other.words[cue].text
            start = min(gap, len(reading.line.words) - 1)
            yield reading.claim(start, start + 1, "negation", f"the article has “{word}” here")


def _limits(each: Line, cue: int, said: Line) -> bool:
    """Whether a "not" goes with what else is gone: not the only one, not until three."""
    after = [w.key for w in each.words[cue + 1 : cue + 3]]
    if after != ["the", "only"] and after[:1] != ["until"]:
        return False
    return all(w.key not in ("only", "until") for w in said.words)


def _lost(reading: Reading, source: Source, cue: Place) -> int | None:
    """Where the sentence says what the nearest lines deny, and denies nothing itself."""
    if _denials(reading.line.words):
        return None
    for denied in _contents(source.lines[cue.line], cue.end, source, 2, DENIED):
        said = [at for at, word in enumerate(reading.line.words) if word.stem == denied]
        has = source.postings[denied]
        lines = [source.lines[at] for at in reading.nearest if at in has]
        if said and reading.nearest[0] in has and all(_only_denied(x, denied) for x in lines):
            return said[0]
    return None


def _only_denied(each: Line, stem: str) -> bool:
    """Whether a line has this word nowhere but right behind a "not"."""
    return all(
        any(w.key in PLAINLY for w in _clause(each, at, -RIGHT))
        for at, word in enumerate(each.words)
        if word.stem == stem
    )


def _gone(reading: Reading, source: Source, cue: Place) -> int | None:
    """The place in the sentence where this negation of the source should stand, if it is gone."""
    other = source.lines[cue.line]
    left, right = _stem(other, cue.start - 1), _stem(other, cue.end)
    there = Spot(other, cue.start, cue.end)
    for gap in _gaps(reading.line, left, right):
        near = _negates(reading.line, gap) or _denies(reading.line, gap, other)
        if near or _stem(reading.line, gap) != right:
            continue
        claim = Spot(reading.line, gap, gap)
        most = full(claim, source.grammar)
        found = agreement(claim, there, source.grammar)
        if most < LEAST_FULL or found < CERTAIN * most:
            continue
        if found - _affirmed(reading, source, gap, cue) >= GAP_LEAD * most:
            return gap
    return None


def _affirmed(reading: Reading, source: Source, gap: int, cue: Place) -> float:
    """How well the source's places without negation agree with this one."""
    left, right = _stem(reading.line, gap - 1), _stem(reading.line, gap)
    claim, best = Spot(reading.line, gap, gap), 0.0
    for near in reading.nearest:
        other = source.lines[near]
        for at in _gaps(other, left, right):
            if near == cue.line and abs(at - cue.start) <= 1:
                continue
            if any(word.key in NEGATIONS for word in other.words[max(0, at - 1) : at + 1]):
                continue
            best = max(best, agreement(claim, Spot(other, at, at), source.grammar))
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
        taken = source.usurped(reading, (at, at + 1), own, rivals) if rivals else None
        if taken and not _converse(reading, source, at, taken):
            said = source.lines[taken.line].words[taken.start].text
            why = f"the article has “{said}” there, not “{word.text}”"
            yield reading.claim(at, at + 1, "comparative", why)


def _converse(reading: Reading, source: Source, at: int, taken: Place) -> bool:
    """Whether two comparisons say the same the other way round.

    This year's is less than that of 2009, where that of 2009 is more than this year's: what the
    sentence has behind its "than", a name or a number among it, the line has before its own.
    """
    mine, theirs = reading.line.words, source.lines[taken.line].words
    than = _than(mine, at)
    there = _than(theirs, taken.start)
    if than is None or there is None:
        return False
    measure = [w.stem for w in mine[than + 1 :] if w.text[0].isupper() or w.text[0].isdecimal()]
    around = source.lines[max(0, taken.line - 1) : taken.line] if measure else ()
    before = {w.stem for w in (*theirs[: taken.start], *(w for x in around for w in x.words))}
    behind = {w.stem for w in theirs[there + 1 :]}
    return bool(measure) and before.issuperset(measure) and behind.isdisjoint(measure)


def _than(words: Sequence[Word], at: int) -> int | None:
    """Where the "than" of a comparative stands."""
    near = range(at + 1, min(at + 1 + THAN, len(words)))
    return next((place for place in near if words[place].key == "than"), None)
