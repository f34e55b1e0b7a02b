"""PDF to text: lines put back into paragraphs, without what is printed around the text of a page.

PDFium reads the file. Where each character stands tells columns, footnotes, running heads and
slides apart; see `pdf_layout`.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from summarize.errors import EmptyInputError, InputError, PasswordError, many
from summarize.reading.metadata import Metadata
from summarize.reading.pdf_guard import crowded_pages
from summarize.reading.pdf_layout import (
    Character,
    TextLine,
    leading,
    lines_of_page,
    reading_order,
)
from summarize.reading.source_text import SourceText
from summarize.reading.wrapping import count_words_apart, is_compound

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

__all__ = ["pdf"]

# A page of text has some 3,000 characters, of a dense newspaper 20,000; a book has a million.
PAGE_CHARACTERS = 60_000
ALL_CHARACTERS = 6_000_000
PAGE_OBJECTS = 100_000  # lines, letters, pictures: more are a map or a plan

# What repeats at the top or bottom of pages is not the text: looked for in so many lines from
# either end, on at least so many pages, and on so large a share of them (odd and even pages
# differ) unless its number counts the pages ("Chapter 3 17").
EDGE_LINES = 2
FEWEST_PAGES = 3
PAGE_SHARE = 0.4
PLACE_SHARE = (
    0.7  # of the pages whose outermost line stands at the same height, apart from the text
)
APART = 1.6  # times the distance between lines: so far from the text, or more

NOTE_SIZE = 0.92  # of the size of the text: smaller print at the bottom is a note
NOTE_PLACE = 0.5  # of the page's height: notes stand below it
NOTE_LINES = 12

SHORT = 0.8  # of the column's width: a shorter line ends its paragraph
HEADING_SIZE = 1.15  # of the size of the text
HEADING_WORDS = 20
SLIDE_WORDS = 120  # on most pages of a presentation there are fewer

_MARK = re.compile(r"(?:\(?\d{1,3}\)?|[*†‡§¶]{1,3}|[a-e])[.)]?\s+(?=\S)")
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:p(?:age|\.)?|seite|página|pagina|стр\.?|str\.?|sida|side|sivu|blz\.?)?\s*"
    r"(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:of|/|von|de|di|sur|van|av|из|z|\|)\s*\d{1,4})?[\W_]*",
    re.IGNORECASE,
)
_ITEM = re.compile(r"[•‣▪●◦⁃–*■□➢✓-]\s*(?=\S)|\(?(?:\d{1,3}|[a-z])[.)]\s", re.IGNORECASE)
_BULLET = re.compile(r"[•‣▪●◦⁃–*■□➢✓-]\s*(?=[^\W\d_])|[•‣▪●◦⁃■□➢✓]\s*")
_ENDS = re.compile(r"[.!?:;…。！？]$|[.!?:;…。！？][\"'”’»)\]]+$")
_HYPHENATED = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_HYPHENS = (0x2, 0xFFFE)  # what PDFium calls a hyphen at the end of a line
# Titles that programs write by themselves.
_NO_TITLE = re.compile(r"untitled|microsoft word|.*\.\w{2,5}$", re.IGNORECASE)
_NO_AUTHOR = re.compile(r"|anonymous|unknown|user|admin\w*|owner|\(.*\)", re.IGNORECASE)
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")

_LOCK = Lock()  # PDFium works for one thread at a time
_WRONG_PASSWORD = 4


class Page(NamedTuple):
    """A page: its zones (columns) in reading order, and its size in points."""

    zones: list[list[TextLine]]
    width: float
    height: float


def pdf(data: bytes, source: str, *, charset: str | None = None) -> SourceText:
    """Read the text layer of a PDF.

    Running heads, page numbers and footnotes are left out, and counted in the notes. Columns are
    read one after the other. A presentation stays one: a heading for each slide, items below.

    Args:
        data: the document.
        source: its path or URL, for messages.
        charset: not used; it stands here because every format has it.

    Raises:
        PasswordError: it opens only with a password.
        EmptyInputError: it has no text layer.
        InputError: it is damaged.
    """
    crowded = crowded_pages(data, source)
    with _LOCK:
        pages, notes, properties = _opened(data, source, crowded)
    if not any(page.zones for page in pages):
        why = "has no text layer (a scan?): recognise its text first (ocrmypdf IN.pdf OUT.pdf)"
        raise EmptyInputError(source, why)
    pages, removed = without_running_lines(pages)
    if removed:
        notes.append(f"{removed} page headers, footers and page numbers left out")
    if _are_slides(pages):
        blocks = [block for page in pages for block in _slide(page)]
    else:
        pages, footnotes = without_footnotes(pages)
        if footnotes:
            notes.append(f"{many(footnotes, 'footnote')} left out")
        blocks = paragraphs([zone for page in pages for zone in page.zones])
    title = properties.get("Title", "")
    date = _DATE.match(properties.get("CreationDate", ""))
    author = properties.get("Author", "")
    metadata = Metadata(
        author=None if _NO_AUTHOR.fullmatch(author) else author,
        date="-".join(date.groups()) if date else None,
    )
    known = None if _NO_TITLE.match(title) else title
    return SourceText("\n\n".join(blocks), source, tuple(notes), known, metadata)


def _opened(
    data: bytes, source: str, crowded: set[int]
) -> tuple[list[Page], list[str], dict[str, str]]:
    """The pages of a file, notes on those that give no text, and the file's properties."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
        count = len(document)
    except PdfiumError as error:
        if getattr(error, "err_code", None) == _WRONG_PASSWORD or "password" in str(error).lower():
            why = "protected by a password: save it without one (qpdf --decrypt)"
            raise PasswordError(source, why) from error
        why = "damaged, or no PDF: open it in its own program and save it anew"
        raise InputError(source, why) from error
    try:
        pages, notes = _read_pages(document, count, crowded)
        return pages, notes, document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()


def _read_pages(
    document: "PdfDocument", count: int, crowded: set[int]
) -> tuple[list[Page], list[str]]:
    from pypdfium2 import PdfiumError

    pages: list[Page] = []
    skipped: list[int] = []
    empty: list[int] = []
    left = ALL_CHARACTERS
    for number in range(count):
        if number in crowded:
            skipped.append(number + 1)
            continue
        try:
            page = document[number]
        except PdfiumError:
            skipped.append(number + 1)
            continue
        characters = _characters(page, min(PAGE_CHARACTERS, left))
        width, height = page.get_size()
        page.close()
        if characters is None:
            skipped.append(number + 1)
            continue
        left -= len(characters)
        lines = lines_of_page(characters)
        if not lines:
            empty.append(number + 1)
        pages.append(Page(reading_order(lines, width), width, height))
    return pages, _page_notes(skipped, empty, count)


def _page_notes(skipped: Sequence[int], empty: Sequence[int], count: int) -> list[str]:
    notes = []
    if skipped:
        notes.append(f"{_numbered(skipped)} not read: drawings, or past what is read of one PDF")
    if empty and len(empty) < count:
        notes.append(f"{_numbered(empty)} without text (scanned?)")
    return notes


def _numbered(pages: Sequence[int]) -> str:
    """Page numbers as a reader would write them: "pages 3, 5-7"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    shown = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
    return f"page{'s' if len(pages) > 1 else ''} {shown}"


def _characters(page: "PdfPage", most: int) -> list[Character] | None:
    """The characters of a page with their boxes, or None where there are too many to read."""
    from pypdfium2 import raw

    if raw.FPDFPage_CountObjects(page.raw) > PAGE_OBJECTS:
        return None
    textpage = page.get_textpage()
    handle = textpage.raw
    count = raw.FPDFText_CountChars(handle)
    if count > most:
        textpage.close()
        return None
    box = raw.FS_RECTF()
    by_reference = ctypes.byref(box)
    found: list[Character] = []
    for i in range(count):
        code = raw.FPDFText_GetUnicode(handle, i)
        if raw.FPDFText_GetLooseCharBox(handle, i, by_reference):
            text = "-" if code in _HYPHENS else _shown(code)
            found.append(Character(text, box.left, box.right, box.bottom, box.top))
    textpage.close()
    return found


def _shown(code: int) -> str:
    """A character as text; a space for what no text holds."""
    if code < 0x20 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return " "
    return chr(code).translate(_LIGATURES)


# What is printed around the text ----------------------------------------------------------------


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
    places = _common_places(pages)
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
    for found in re.findall(r"^\d{1,4}\b|\b\d{1,4}$", line):
        yield _Mark(pattern, int(found) - number)


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
    found: Counter[tuple[int, int]] = Counter()
    for page in pages:
        lines = _by_height(page)
        if len(lines) < 4:
            continue
        usual = APART * leading(lines)
        for outer, inner in ((lines[0], lines[1]), (lines[-1], lines[-2])):
            if abs(outer.bottom - inner.bottom) >= usual and len(outer.text.split()) <= 15:
                found[_place(outer)] += not _MARK.match(outer.text)
    full = sum(len(_by_height(page)) >= 4 for page in pages)
    return {place for place, n in found.items() if n >= max(FEWEST_PAGES, PLACE_SHARE * full)}


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


# Paragraphs ---------------------------------------------------------------------------------------


def paragraphs(zones: Sequence[Sequence[TextLine]]) -> list[str]:
    """Put the lines of columns back into paragraphs, headings marked with `#`.

    A line goes on into the next unless it is clearly shorter than the column, the next begins an
    item or is set in, or the distance or the size changes. A paragraph goes on over the end of a
    column or page where its sentence does. A word divided at the line's end is joined; its hyphen
    stays where the text elsewhere shows that it is a compound.
    """
    lines = [line for zone in zones for line in zone]
    words = count_words_apart("\n".join(line.text for line in lines))
    body = Counter[float]()
    for line in lines:
        body[round(line.size, 1)] += len(line.text)
    size = body.most_common(1)[0][0] if body else 0.0
    blocks: list[list[TextLine]] = []
    for zone in zones:
        for i, line in enumerate(zone):
            before = zone[i - 1] if i else None
            if before is None:
                goes_on = bool(blocks) and _runs_over(blocks[-1], line, zone)
            else:
                goes_on = not _parts(before, line, zone)
            if goes_on:
                blocks[-1].append(line)
            else:
                blocks.append([line])
    return [_text(block, size, words) for block in blocks]


def _runs_over(block: Sequence[TextLine], line: TextLine, zone: Sequence[TextLine]) -> bool:
    """Whether a paragraph goes on at the top of the next column or page."""
    alike = abs(block[-1].size - line.size) < 0.1 * line.size
    ended = _ENDS.search(block[-1].text) is not None
    return alike and not ended and not _ITEM.match(line.text) and len(zone) > 1


def _parts(line: TextLine, following: TextLine, zone: Sequence[TextLine]) -> bool:
    """Whether a paragraph ends between two lines of a column."""
    if _ITEM.match(following.text) or abs(line.size - following.size) > 0.1 * line.size:
        return True
    if line.bottom - following.bottom > 1.35 * max(leading(zone), 1.05 * line.size):
        return True
    left, right = min(each.left for each in zone), _right_edge(zone)
    closed = _ENDS.search(line.text) is not None
    if closed and following.left > left + line.size and line.left <= left + 0.5 * line.size:
        return True
    if line.right >= left + SHORT * (right - left):
        return False
    return closed or not following.text[0].islower()


def _right_edge(zone: Sequence[TextLine]) -> float:
    edges = sorted(line.right for line in zone)
    return edges[len(edges) * 9 // 10]


def _text(block: Sequence[TextLine], size: float, words: Counter[str]) -> str:
    text = block[0].text
    for line in block[1:]:
        text = _continued(text, line.text, words)
    large = block[0].size >= HEADING_SIZE * size and len(text.split()) <= HEADING_WORDS
    return f"# {text}" if large else text


def _continued(text: str, line: str, words: Counter[str]) -> str:
    """`text` and the line that follows it, a divided word joined."""
    first, second = _HYPHENATED.search(text[-80:]), _WORDS.match(line)
    if not first or not second or not line[0].islower():
        return f"{text} {line}"
    hyphen = "-" if is_compound(first[1], second[0], words) else ""
    return text[:-1] + hyphen + line


# Slides -------------------------------------------------------------------------------------------


def _are_slides(pages: Sequence[Page]) -> bool:
    """Whether most pages are wider than high and have few words."""
    counts = sorted(_word_count(page) for page in pages)
    wide = sum(page.width > 1.2 * page.height for page in pages)
    return 2 * wide > len(pages) and counts[len(counts) // 2] <= SLIDE_WORDS


def _word_count(page: Page) -> int:
    return sum(len(line.text.split()) for zone in page.zones for line in zone)


def _slide(page: Page) -> Iterator[str]:
    """The title of a slide as a heading, its other lines as items."""
    lines = [line for zone in page.zones for line in zone]
    if not lines:
        return
    largest = max(line.size for line in lines)
    top = list(takewhile(lambda line: line.size >= 0.95 * largest, lines))
    smaller = any(line.size < 0.95 * largest for line in lines)
    if top and smaller and len(top) <= 3:
        yield f"# {' '.join(line.text for line in top)}"
        lines = lines[len(top) :]
    items: list[str] = []
    for before, line in pairwise([None, *lines]):
        assert line is not None
        bullet = _BULLET.match(line.text)
        wrapped = before is not None and not bullet and _goes_on(before, line)
        if wrapped:
            items[-1] = f"{items[-1]} {line.text}"
        else:
            items.append(line.text[bullet.end() :] if bullet else line.text)
    if items:
        yield "\n".join(f"- {item}" for item in items if item)


def _goes_on(before: TextLine, line: TextLine) -> bool:
    near = before.bottom - line.bottom < 1.5 * before.size
    return near and line.left >= before.left - 1 and line.text[0].islower()
