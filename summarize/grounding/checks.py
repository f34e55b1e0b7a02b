"""What is checked in a sentence: names, numbers, dates. Each check yields what nothing supports."""

from collections.abc import Iterator
from itertools import pairwise

from summarize.grounding.dates import RELATIVE, DatePart, dates
from summarize.grounding.names import Name
from summarize.grounding.numbers import Number, agrees, numbers
from summarize.grounding.slots import past_parenthesis
from summarize.grounding.source import Claim, Place, Reading, Source
from summarize.grounding.words import Line

__all__ = ["check_dates", "check_names", "check_numbers"]


def check_names(reading: Reading, source: Source) -> Iterator[Claim]:
    """Names that the article has not, and names that stand where it has another."""
    for name in reading.names:
        unknown = [
            at
            for at, stem in zip(range(name.start, name.end), name.stems, strict=True)
            if not _known(stem, reading, source)
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
    return source.has(stem, reading) if reading.within else source.names.known(stem)


def _broken(name: Name, source: Source) -> int:
    """The index of a word that the article never has behind the one before it, or 0."""
    for at, (first, second) in enumerate(zip(name.stems, name.stems[1:], strict=False)):
        if not source.names.together(first, second):
            return name.start + at + 1
    return 0


def _swapped(name: Name, reading: Reading, source: Source) -> Iterator[Claim]:
    own, others = [], []
    for place, other in source.names_of(source.all_lines(reading)):
        if name.different(other):
            if place.line in reading.nearest:
                others.append((place, other))
        elif name.same(other):
            own.append(place)
    where = (name.start, name.end)
    lines = {place.line for place in own}
    apart = [
        place
        for place, other in others
        if not _beside(place, own, source)
        and (place.line in lines or not any(other.same(each) for each in reading.names))
        and (
            _definite(reading.line, name.start)
            or not _definite(source.lines[place.line], place.start)
        )
    ]
    beside = [place for place in apart if place.line in lines]
    taken = source.usurped(reading, where, own, apart) or source.usurped(
        reading, where, own, beside, bare=True
    )
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


def _definite(line: Line, start: int) -> bool:
    """Whether "the" leads a name, which then may describe somebody named before: the Gunners."""
    return start > 0 and line.words[start - 1].key in ("the", "his", "her", "its", "their")


def _beside(place: Place, own: list[Place], source: Source) -> bool:
    """Whether a name stands in what is said of the other between commas: Ann Reed, of Selwick."""
    return any(
        other.line == place.line
        and other.end <= place.start < past_parenthesis(source.lines[other.line], other.end)
        for other in own
    )


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


def check_numbers(reading: Reading, source: Source) -> Iterator[Claim]:
    """Numbers that the article has not, and numbers that stand where it has another."""
    days = {part.at for part in dates(reading.line)}
    for number in numbers(reading.line, source.code):
        if number.start in days:
            continue
        own, others = [], []
        for at in source.all_lines(reading):
            for other in source.numbers[at]:
                place = Place(at, other.start, other.end)
                if agrees(number, other):
                    own.append(place)
                elif at in reading.nearest and (number.unit == "#") == (other.unit == "#"):
                    others.append(place)
        yield from _number(number, reading, source, own, others)


def _number(
    number: Number, reading: Reading, source: Source, own: list[Place], others: list[Place]
) -> Iterator[Claim]:
    where = (number.start, number.end)
    written = reading.written(*where)
    if not own and not number.loose:
        yield reading.claim(*where, "number", f"the article has no such number as “{written}”")
    elif taken := source.usurped(reading, where, own, others):
        said = _said(source, taken)
        yield reading.claim(*where, "number", f"the article has “{said}” there, not “{written}”")


def check_dates(reading: Reading, source: Source) -> Iterator[Claim]:
    """Weekdays and months that the article has not, or has elsewhere."""
    relative = any(
        word.key in RELATIVE for at in reading.nearest for word in source.lines[at].words
    )
    for part in dates(reading.line):
        own, others = [], []
        for at in source.all_lines(reading):
            for other in source.dates[at]:
                place = Place(at, other.at, other.at + 1)
                if other.value == part.value:
                    own.append(place)
                elif at in reading.nearest and other.kind == part.kind:
                    others.append(place)
        yield from _date(part, reading, source, own, others, relative)


def _date(
    part: DatePart,
    reading: Reading,
    source: Source,
    own: list[Place],
    others: list[Place],
    relative: bool,
) -> Iterator[Claim]:
    where = (part.at, part.at + 1)
    written = reading.written(*where)
    if not own and not (relative and part.kind == "weekday" and not others):
        yield reading.claim(*where, "date", f"the article does not say “{written}”")
    elif taken := source.usurped(reading, where, own, others):
        said = _said(source, taken)
        yield reading.claim(*where, "date", f"the article has “{said}” there, not “{written}”")
