"""What is printed around the text of a PDF: running heads, page numbers, footnotes."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarize.reading.pdf_layout import Page, TextLine, leading

__all__ = ["without_footnotes", "without_running_lines"]

# What repeats at the top or bottom of pages is not the text: looked for in so many lines from
# either end, on at least so many pages, and on so large a share of them (odd and even pages
# differ) unless its number counts the pages ("Chapter 3 17").
EDGE_LINES = 2
FEWEST_PAGES = 3
PAGE_SHARE = 0.4
PLACE_SHARE = (
    0.7  # of the pages whose outermost line stands at the same height, apart from the text
)
HEAD_WORDS = 15  # of a running head at most
APART = 1.6  # times the distance between lines: so far from the text, or more

NOTE_SIZE = 0.92  # of the size of the text: smaller print at the bottom is a note
NOTE_PLACE = 0.5  # of the page's height: notes stand below it
NOTE_LINES = 12

_MARK = re.compile(r"(?:\(?\d{1,3}\)?|[*†‡§¶]{1,3}|[a-e])[.)]?\s+(?=\S)")
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:p(?:age|\.)?|seite|página|pagina|стр\.?|str\.?|sida|side|sivu|blz\.?)?\s*"
    r"(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:of|/|von|de|di|sur|van|av|из|z|\|)\s*\d{1,4})?[\W_]*",
    re.IGNORECASE,
)


def without_running_lines(pages: Sequence[Page]) -> tuple[list[Page], int]:
    """Take away page numbers, and the lines that stand at the same edge of many pages.

    Returns:
        The pages, and how many lines went.
    """
    gone: set[tuple[int, int]] = set()  # page, identity of the line
    edges = [list(_edges(page)) for page in pages]
    seen: Counter[_Mark] = Counter()
    for number, lines in enumerate(edges):
        seen.update({mark for line in lines for mark in _marks(line.text, number)})
    common = max(FEWEST_PAGES, PAGE_SHARE * sum(bool(page.zones) for page in pages))
    repeated = {m for m, n in seen.items() if n >= (common if m.offset is None else FEWEST_PAGES)}
    places = _common_places(pages) | _numbered_places(pages)
    several = len(pages) > 1
    for number, page in enumerate(pages):
        for side in _sides(page):
            for line in side:
                numbered = several and _PAGE_NUMBER.fullmatch(line.text) is not None
                marked = not repeated.isdisjoint(_marks(line.text, number))
                if not (numbered or marked or (line is side[0] and _place(line) in places)):
                    break
                gone.add((number, id(line)))
    return [_without(page, number, gone) for number, page in enumerate(pages)], len(gone)


def _without(page: Page, number: int, gone: set[tuple[int, int]]) -> Page:
    zones = [[line for line in zone if (number, id(line)) not in gone] for zone in page.zones]
    return page._replace(zones=[zone for zone in zones if zone])


class _Mark(NamedTuple):
    """What makes a line the same as one of another page."""

    pattern: str  # the line, whatever numbers are in it
    offset: int | None  # between the number at its start or end and the page's own; or any


def _marks(line: str, number: int) -> Iterator[_Mark]:
    pattern = re.sub(r"\d+", "#", line)
    yield _Mark(pattern, None)
    for figure in re.findall(r"^\d{1,4}\b|\b\d{1,4}$", line):
        yield _Mark(pattern, int(figure) - number)


def _by_height(page: Page) -> list[TextLine]:
    return sorted((line for zone in page.zones for line in zone), key=lambda line: -line.bottom)


def _sides(page: Page) -> tuple[list[TextLine], list[TextLine]]:
    """The lines nearest to the top and to the bottom, the outermost first."""
    lines = _by_height(page)
    below = lines[EDGE_LINES:][-EDGE_LINES:][::-1]
    return lines[:EDGE_LINES], below


def _edges(page: Page) -> Iterator[TextLine]:
    for side in _sides(page):
        yield from side


def _place(line: TextLine) -> tuple[int, int]:
    return round(line.bottom / 4), round(line.size)


def _common_places(pages: Sequence[Page]) -> set[tuple[int, int]]:
    """Where the outermost line stands on most pages, apart from the text: a running head."""
    places: Counter[tuple[int, int]] = Counter()
    for page in pages:
        lines = _by_height(page)
        if len(lines) < 4:
            continue
        usual = APART * leading(lines)
        for outer, inner in ((lines[0], lines[1]), (lines[-1], lines[-2])):
            if abs(outer.bottom - inner.bottom) >= usual and len(outer.text.split()) <= HEAD_WORDS:
                places[_place(outer)] += not _MARK.match(outer.text)
    full = sum(len(_by_height(page)) >= 4 for page in pages)
    return {place for place, n in places.items() if n >= max(FEWEST_PAGES, PLACE_SHARE * full)}


def _numbered_places(pages: Sequence[Page]) -> set[tuple[int, int]]:
    """Where the outermost line of every page stands, if it counts the pages: in short documents."""
    places: Counter[tuple[tuple[int, int], int]] = Counter()
    full = [(n, lines) for n, page in enumerate(pages) if (lines := _by_height(page))]
    for number, lines in full:
        for line in {lines[0], lines[-1]}:
            offsets = {m.offset for m in _marks(line.text, number) if m.offset is not None}
            note = line is not lines[0] and _MARK.match(line.text)
            if not note and len(line.text.split()) <= HEAD_WORDS:
                places.update({(_place(line), offset) for offset in offsets})
    return {place for (place, _), n in places.items() if n == len(full) > 1}


def without_footnotes(pages: Sequence[Page]) -> tuple[list[Page], int]:
    """Take away the notes at the bottoms of the columns.

    A note is in smaller print than the text, or stands apart from it, and begins with a mark.

    Returns:
        The pages, and how many notes went.
    """
    body = _body_size(pages)
    count = 0
    out = []
    for page in pages:
        zones = []
        for zone in page.zones:
            start = _notes_start(zone, body, page.height)
            count += sum(_MARK.match(line.text) is not None for line in zone[start:])
            zones.append(zone[:start])
        out.append(page._replace(zones=[zone for zone in zones if zone]))
    return out, count


def _body_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for zone in page.zones:
            for line in zone:
                sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _notes_start(zone: Sequence[TextLine], body: float, height: float) -> int:
    """The index of the first line of the notes under a column; its length where there are none."""
    usual = leading(zone)
    first = len(zone)
    for i in range(len(zone) - 1, max(0, len(zone) - NOTE_LINES), -1):
        line = zone[i]
        if line.bottom > NOTE_PLACE * height and line.bottom > zone[-1].bottom + 6 * usual:
            break
        small = line.size <= NOTE_SIZE * body
        apart = zone[i - 1].bottom - line.bottom >= APART * usual
        if _MARK.match(line.text) and (small or apart):
            first = i
        elif not small and first < len(zone):
            break
    return first
