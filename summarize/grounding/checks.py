"""What is checked in a sentence: names, numbers, dates. Each check yields what nothing supports."""

from collections.abc import Iterator

from summarize.grounding.dates import RELATIVE, DatePart, dates
from summarize.grounding.names import Name
from summarize.grounding.numbers import Number, agrees, numbers
from summarize.grounding.source import Claim, Place, Reading, Source

__all__ = ["check_dates", "check_names", "check_numbers"]


def check_names(reading: Reading, source: Source) -> Iterator[Claim]:
    """Names that the article has not, and names that stand where it has another."""
    for name in source.names.of(reading.line):
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
                others.append(place)
        elif name.same(other):
            own.append(place)
    where = (name.start, name.end)
    if taken := source.usurped(reading, where, own, others):
        said = _said(source, taken)
        here = any(place.line == taken.line for place in own)
        mine = reading.written(*where)
        yield reading.claim(
            *where, "role" if here else "name", f"the article has “{said}” there, not “{mine}”"
        )


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
