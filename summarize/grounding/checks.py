"""What is checked in a sentence: names, numbers, dates. Each check yields what nothing supports."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from summarize.grounding.article import Claim, Place, Reading, Source
from summarize.grounding.context import PARENTHESIS, Spot, agreement, is_set_off
from summarize.grounding.dates import RELATIVE, dates
from summarize.grounding.lexicon import SPEECH, TITLES
from summarize.grounding.names import Name
from summarize.grounding.numbers import agrees, numbers
from summarize.grounding.tokens import Line

__all__ = ["check_dates", "check_names", "check_numbers"]

NEARLY = 0.75  # of one's own agreement with a place: from there on another's is as good
LEAST_SAID = 2  # words of substance that another line must have too
PRONOUNS = frozenset(("he", "she", "they"))
SAME = 2  # words behind it
ANTECEDENT = 2  # lines before a pronoun in which its name stands
ARTICLES = frozenset(("the", "a", "an"))
LED = 5  # words of a description before the name in it: the 19-year-old Boston bomber
NOUNS = 2  # words of a description behind it
LISTING = frozenset(("and", "or"))


def check_names(reading: Reading, source: Source) -> Iterator[Claim]:
    """Names that the article has not, and names that stand where it has another."""
    for name in reading.names:
        unknown = [
            at
            for at, stem in zip(range(name.start, name.end), name.stems, strict=True)
            if not _known(stem, reading, source) and reading.line.words[at].key not in TITLES
        ]
        if unknown and not any(source.has(a, reading) for a in name.also):
            start, end = unknown[0], unknown[-1] + 1
            why = f"“{reading.written(start, end)}” is not in the article"
            yield reading.claim(start, end, "name", why)
        elif broken := _broken(name, source):
            why = f"“{reading.written(name.start, name.end)}”: the article never joins these names"
            yield reading.claim(broken, name.end, "name", why)
        else:
            yield from _swapped(name, reading, source)


def _known(stem: str, reading: Reading, source: Source) -> bool:
    """Whether the lines that may support the sentence have a word of a name, or its acronym."""
    if reading.within is None:
        return source.names.known(stem)
    mentions = (name for at in reading.within for name in source.names.mentions[at])
    return source.has(stem, reading) or any(stem in name.also for name in mentions)


def _broken(name: Name, source: Source) -> int:
    """The index of a word that the article never has behind the one before it, or 0."""
    if any(set(name.stems) <= set(other.stems) for each in source.names.mentions for other in each):
        return 0
    for at, (first, second) in enumerate(zip(name.stems, name.stems[1:], strict=False)):
        if not source.names.together(first, second):
            return name.start + at + 1
    return 0


def _swapped(name: Name, reading: Reading, source: Source) -> Iterator[Claim]:
    own, others = [], []
    for place, other in source.names_of(source.all_lines(reading)):
        if name.different(other):
            if place.line in reading.nearest and not _is_aside(place, name, reading, source):
                others.append((place, other))
        else:
            own.append(place)
    own += _uncapped(name, reading, source)
    own += _pronouns(name, own, reading, source)
    where = (name.start, name.end)
    lines = {place.line for place in own}
    apart = [
        place
        for place, other in others
        if not _beside(place, name, own, reading, source)
        and (
            _touches(place, name, reading, source)
            if place.line in lines
            else not _is_taken(place, other, name, reading, source)
        )
        and (
            _definite(reading.line, name.start)
            or not _definite(source.lines[place.line], place.start)
        )
        and not _describes(place, name, reading, source)
    ]
    beside = [place for place in apart if place.line in lines]
    taken = source.usurped(reading, where, own, apart) or source.usurped(
        reading, where, own, beside, bare=True
    )
    if taken and any(_says_all(place, taken, name, reading, source) for place in own):
        return
    if not taken and source.strays(reading, where, own):
        mine = reading.written(*where)
        yield reading.claim(*where, "name", f"the article has “{mine}” nowhere near this")
    if taken:
        here = any(place.line == taken.line for place in own)
        if here and _turned(reading.line, source.lines[taken.line]):
            return
        said = _said(source, taken)
        mine = reading.written(*where)
        yield reading.claim(
            *where, "role" if here else "name", f"the article has “{said}” there, not “{mine}”"
        )


def _uncapped(name: Name, reading: Reading, source: Source) -> Iterator[Place]:
    """Where the nearest lines have its words one behind the other, and not as a name."""
    size = len(name.stems)
    for at in reading.nearest:
        if at not in source.postings.get(name.stems[0], ()):
            continue
        stems = [word.stem for word in source.lines[at].words]
        for start in range(len(stems) - size + 1):
            span = range(start, start + size)
            if tuple(stems[start : start + size]) == name.stems and not source.masks[at] & {*span}:
                yield Place(at, start, start + size)


def _is_aside(place: Place, name: Name, reading: Reading, source: Source) -> bool:
    """Whether a name is an agency's in brackets, or of who is told, and the sentence's is not."""
    before, mine = source.lines[place.line].words[: place.start + 1], reading.line.words
    if place.end == place.start + 1 and before[-1].before[-1:] == "(" and before[-1].text.isupper():
        return mine[name.start].before[-1:] != "("
    told = len(before) > 1 and before[-2].stem == "tell"
    return told and (not name.start or mine[name.start - 1].stem != "tell")


def _pronouns(
    name: Name, own: Sequence[Place], reading: Reading, source: Source
) -> Iterator[Place]:
    """Where the nearest lines have a pronoun before the same words, and the name before it."""
    said = [word.stem for word in reading.line.words[name.end : name.end + SAME]]
    for at in reading.nearest:
        stems = [word.stem for word in source.lines[at].words]
        for start, word in enumerate(source.lines[at].words):
            if (
                word.key in PRONOUNS
                and stems[start + 1 : start + 1 + SAME] == said
                and any((at - ANTECEDENT, 0) <= place[:2] < (at, start) for place in own)
            ):
                yield Place(at, start, start + 1)


def _touches(place: Place, name: Name, reading: Reading, source: Source) -> bool:
    """Whether the word right before or behind is the same: no editor's cut lies between."""
    mine, theirs = reading.line.words, source.lines[place.line].words
    before = (
        name.start and place.start and mine[name.start - 1].stem == theirs[place.start - 1].stem
    )
    behind = name.end < len(mine) and place.end < len(theirs)
    return bool(before) or (behind and mine[name.end].stem == theirs[place.end].stem)


def _is_taken(place: Place, other: Name, name: Name, reading: Reading, source: Source) -> bool:
    """Whether the sentence has the article's other name too, and that fits its place better."""
    there = Spot(source.lines[place.line], place.start, place.end)
    mine = agreement(Spot(reading.line, name.start, name.end), there, source.grammar)
    return any(
        agreement(Spot(reading.line, each.start, each.end), there, source.grammar) >= NEARLY * mine
        for each in reading.names
        if each is not name and each.same(other)
    )


def _definite(line: Line, start: int) -> bool:
    """Whether "the" leads a name, which then may describe somebody named before: the Gunners."""
    return start > 0 and line.words[start - 1].key in ("the", "his", "her", "its", "their")


def _says_all(place: Place, taken: Place, name: Name, reading: Reading, source: Source) -> bool:
    """Whether another line has the name too, and behind it all that the sentence says, in order.

    Ann said Ohm had paid; so did Ohm: "Ohm had paid" is the article's. One verb of speech is as
    good as another.
    """
    if place.line == taken.line:
        return False
    words = reading.line.words[name.end :]
    wanted = [w.stem for w in words if w.key not in source.stops and w.stem not in SPEECH]
    said = iter(word.stem for word in source.lines[place.line].words[place.end :])
    return len(wanted) >= LEAST_SAID and all(stem in said for stem in wanted)


def _describes(place: Place, name: Name, reading: Reading, source: Source) -> bool:
    """Whether a name is part of a description of somebody: the wealthy Kentucky builder has.

    The sentence has its own name there, and what stands behind the description stands behind it.
    """
    mine, theirs = reading.line.words, source.lines[place.line].words
    led = theirs[max(0, place.start - LED) : place.start]
    if name.end >= len(mine) or ARTICLES.isdisjoint(word.key for word in led):
        return False
    for behind in theirs[place.end : place.end + NOUNS + 1]:
        if behind.stem == mine[name.end].stem:
            return behind is not theirs[place.end]
        if behind.before or not behind.text[0].islower() or behind.key in source.stops:
            return False
    return False


def _beside(place: Place, name: Name, own: list[Place], reading: Reading, source: Source) -> bool:
    """Whether a name is listed with the other, or is part of what is said of it between commas.

    Ann Reed and Carl Ohm said; Ann Reed, of Selwick, said: "Ann Reed said" is no swap.
    """
    line, names = source.lines[place.line], source.masks[place.line]
    left = reading.line.words[name.start - 1].stem if name.start else ""
    copied = place.start > 0 and line.words[place.start - 1].stem == left
    for other in own:
        if other.line != place.line:
            continue
        first, second = sorted((other, place))
        between = range(first.end, second.start)
        if all(at in names or line.words[at].key in LISTING for at in between):
            return True
        if first is place:
            continue
        if not copied and is_set_off(line, other.end) and len(between) <= PARENTHESIS:
            return True
    return False


def _turned(line: Line, other: Line) -> bool:
    """Whether one of two lines has in the passive voice what the other has in the active."""
    passive, theirs = _passives(line), _passives(other)
    shared = {word.stem for word in line.words} & {word.stem for word in other.words}
    return not shared.isdisjoint(passive ^ theirs)


def _passives(line: Line) -> set[str]:
    """The verbs with "by" behind them."""
    return {a.stem for a, b in pairwise(line.words) if b.key == "by"}


def _said(source: Source, place: Place) -> str:
    line = source.lines[place.line]
    return line.text[line.words[place.start].start : line.words[place.end - 1].end]


class _Places(NamedTuple):
    """Where the source says the same, and where the nearest sentences say something else."""

    own: list[Place]
    others: list[Place]


def check_numbers(reading: Reading, source: Source) -> Iterator[Claim]:
    """Numbers that the article has not, and numbers that stand where it has another."""
    days = {part.at for part in dates(reading.line)}
    for number in numbers(reading.line, source.code):
        if number.start in days:
            continue
        places = _Places([], [])
        for at in source.all_lines(reading):
            for other in source.numbers[at]:
                place = Place(at, other.start, other.end)
                if agrees(number, other):
                    places.own.append(place)
                elif at in reading.nearest and (number.unit == "#") == (other.unit == "#"):
                    places.others.append(place)
        where = (number.start, number.end)
        missing = not places.own and not number.loose
        yield from _judged(reading, source, where, "number", places, missing=missing)


def check_dates(reading: Reading, source: Source) -> Iterator[Claim]:
    """Weekdays and months that the article has not, or has elsewhere."""
    relative = any(
        word.key in RELATIVE for at in reading.nearest for word in source.lines[at].words
    )
    for part in dates(reading.line):
        places = _Places([], [])
        for at in source.all_lines(reading):
            for other in source.dates[at]:
                place = Place(at, other.at, other.at + 1)
                if other.value == part.value:
                    places.own.append(place)
                elif at in reading.nearest and other.kind == part.kind:
                    places.others.append(place)
        told = relative and part.kind == "weekday" and not places.others
        missing = not places.own and not told
        where = (part.at, part.at + 1)
        yield from _judged(reading, source, where, "date", places, missing=missing)


def _judged(
    reading: Reading,
    source: Source,
    where: tuple[int, int],
    kind: str,
    places: _Places,
    *,
    missing: bool,
) -> Iterator[Claim]:
    """The claim, where another stands in its place or the article has it nowhere."""
    written = reading.written(*where)
    if taken := source.usurped(reading, where, places.own, places.others):
        said = _said(source, taken)
        yield reading.claim(*where, kind, f"the article has “{said}” there, not “{written}”")
    elif missing:
        yield reading.claim(*where, kind, f"the article has “{written}” nowhere")
