"""The layout of a PDF page: characters to lines, columns to reading order, notes told apart.

Lengths are points, 72 to the inch; y grows upwards, as in the file.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from summarize.reading.superscripts import raised

__all__ = ["Character", "Page", "TextLine", "leading", "lines_of_page", "reading_order"]

# All in units of the size of the letters beside.
RAISED = 0.15  # a smaller character so far above the line is an index
SMALLER = 0.9  # of the line's size: a raised character is an index
OTHER = 0.8  # of its neighbors' size: smaller characters are another text, such as a note
SPACE = 0.15  # between characters: a word ends
PART = 1.2  # between words: cells of a table, columns
GUTTER = 1.0  # between columns

COLUMN_LINES = 4  # fewer beside each other are a letterhead, or a table
COLUMN_WORDS = 3.5  # of a line of a column on average: a table's cells have fewer
CROSSING_SHARE = 0.2  # of the lines that may cross the gap between columns: headings, wide pictures
MIDDLE = 0.2  # of the page's width on either side in which no gap between columns is looked for


class Character(NamedTuple):
    """A character and the box that its font gives it; `bottom` is below the line by its descent."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def size(self) -> float:
        """The height of the font, about its size."""
        return self.top - self.bottom


class TextLine(NamedTuple):
    """A line of text, or the part of it that one column has."""

    text: str
    left: float
    right: float
    bottom: float
    size: float


class Page(NamedTuple):
    """A page: its zones (columns) in reading order, and its size in points."""

    zones: list[list[TextLine]]
    width: float
    height: float


class _Run(NamedTuple):
    """Characters of one size beside each other on one line."""

    text: str
    left: float
    right: float
    bottom: float
    size: float


def lines_of_page(characters: Iterable[Character]) -> list[TextLine]:
    """Return the pieces of lines on a page, as they were drawn; wide gaps part them.

    Indices that mark notes go; those that are exponents become superscript figures.

    Args:
        characters: in the order of the file, spaces left out or kept.
    """
    lines: list[TextLine] = []
    for run in _runs(characters):
        before = lines[-1] if lines else None
        if before and _is_index(run, before):
            lines[-1] = _with_index(before, run)
        elif before and _beside(before, run):
            lines[-1] = _joined(before, run)
        else:
            lines.append(TextLine(*run))
    spaced = (line._replace(text=" ".join(line.text.split())) for line in lines)
    return [line for line in spaced if line.text]


def _runs(characters: Iterable[Character]) -> Iterator[_Run]:
    text, space = "", False
    left = right = bottom = size = 0.0
    for c in characters:
        if c.text.isspace():
            space = True
            continue
        scale = max(c.size, 1.0)
        level = abs(c.bottom - bottom) <= 0.12 * max(scale, size)
        alike = level and OTHER * size <= scale <= size / OTHER
        gap = c.left - right
        if text and alike and -0.5 * size <= gap <= PART * size:
            text += (" " if space or gap > SPACE * size else "") + c.text
            right = max(right, c.right)
        else:
            if text:
                yield _Run(text, left, right, bottom, size)
            text, left, right, bottom, size = c.text, c.left, c.right, c.bottom, scale
        space = False
    if text:
        yield _Run(text, left, right, bottom, size)


def _is_index(run: _Run, line: TextLine) -> bool:
    """Whether a run is small, raised and right behind the line."""
    small = run.size < SMALLER * line.size
    raised = run.bottom > line.bottom + RAISED * line.size
    near = -0.5 * line.size <= run.left - line.right <= 0.5 * line.size
    return small and raised and near and run.bottom < line.bottom + line.size


def _with_index(line: TextLine, run: _Run) -> TextLine:
    """The line with a superscript: an exponent stays, the mark of a note goes."""
    text = line.text + raised(line.text, run.text)
    return line._replace(text=text, right=max(line.right, run.right))


def _beside(line: TextLine, run: _Run) -> bool:
    level = abs(run.bottom - line.bottom) <= 0.3 * line.size
    gap = run.left - line.right
    return level and -0.5 * line.size <= gap <= PART * line.size


def _joined(line: TextLine, run: _Run) -> TextLine:
    gap = " " if run.left - line.right > SPACE * line.size else ""
    return line._replace(text=f"{line.text}{gap}{run.text}", right=max(line.right, run.right))


def reading_order(lines: Sequence[TextLine], width: float) -> list[list[TextLine]]:
    """Return the lines in the order they are read: zones from top to bottom, column by column.

    Args:
        lines: of one page.
        width: of the page.
    """
    ordered = sorted(lines, key=lambda line: (-round(line.bottom), line.left))
    return [zone for zone in _zones(ordered, width * MIDDLE, width * (1 - MIDDLE)) if zone]


def _zones(lines: Sequence[TextLine], left: float, right: float) -> Iterator[list[TextLine]]:
    gutter = _gutter(lines, left, right)
    if gutter is None:
        yield _rows(lines)
        return
    begun: list[TextLine] = []
    for line in [*lines, None]:
        crosses = line is None or line.left < gutter < line.right
        if line is not None and not crosses:
            begun.append(line)
            continue
        yield from _columns(begun, gutter, (left, right))
        begun = []
        if line is not None:
            yield [line]


def _columns(
    lines: Sequence[TextLine], gutter: float, between: tuple[float, float]
) -> Iterator[list[TextLine]]:
    first = [line for line in lines if line.right <= gutter]
    second = [line for line in lines if line.right > gutter]
    if min(len(first), len(second)) < 2:
        yield _rows(lines)
        return
    yield from _zones(first, between[0] / 2, gutter)
    yield from _zones(second, gutter, between[1] + between[0] / 2)


def _gutter(lines: Sequence[TextLine], left: float, right: float) -> float | None:
    """Where the gap between two columns is: hardly a line crosses it, and many end beside it."""
    if len(lines) < 2 * COLUMN_LINES:
        return None
    size = Counter(round(line.size) for line in lines).most_common(1)[0][0]
    best: tuple[int, float] | None = None
    for x in sorted({line.left - 0.5 * size for line in lines if left < line.left < right}):
        wide = 0.5 * GUTTER * size
        crossing = sum(line.left < x + 0.4 * size and line.right > x - wide for line in lines)
        before = [line for line in lines if line.right <= x - wide]
        after = [line for line in lines if line.left >= x]
        if crossing > CROSSING_SHARE * len(lines) or not _are_columns(before, after):
            continue
        if best is None or crossing < best[0]:
            best = (crossing, x)
    return best and best[1]


def _are_columns(before: Sequence[TextLine], after: Sequence[TextLine]) -> bool:
    return all(
        len(side) >= COLUMN_LINES
        and sum(len(line.text.split()) for line in side) >= COLUMN_WORDS * len(side)
        for side in (before, after)
    )


def _rows(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines with those that stand beside each other made one."""
    rows: list[TextLine] = []
    for line in lines:
        if rows and abs(rows[-1].bottom - line.bottom) <= 0.3 * rows[-1].size:
            before = rows[-1]
            text = f"{before.text} {line.text}"
            rows[-1] = before._replace(text=text, right=max(before.right, line.right))
        else:
            rows.append(line)
    return rows


def leading(lines: Sequence[TextLine]) -> float:
    """Return the usual distance between lines, or their size where there is only one."""
    gaps = Counter(
        round(a.bottom - b.bottom)
        for a, b in pairwise(lines)
        if 0 < a.bottom - b.bottom < 3 * a.size
    )
    if gaps:
        return float(gaps.most_common(1)[0][0])
    return 1.2 * lines[0].size if lines else 12.0
