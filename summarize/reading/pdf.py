"""PDF to text: lines put back into paragraphs, without what is printed around the text of a page.

PDFium reads the file. Where each character stands tells columns, footnotes, running heads and
slides apart; see `pdf_layout`.
"""

import ctypes
import re
from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING

from summarize.errors import EmptyInputError, InputError, PasswordError, many
from summarize.reading.metadata import Metadata
from summarize.reading.pdf_blocks import are_slides, paragraphs, slide_blocks
from summarize.reading.pdf_guard import crowded_pages
from summarize.reading.pdf_layout import Character, Page, lines_of_page, reading_order
from summarize.reading.pdf_margins import without_footnotes, without_running_lines
from summarize.reading.source_text import SourceText

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

__all__ = ["pdf"]

# A page of text has some 3,000 characters, of a dense newspaper 20,000; a book has a million.
PAGE_CHARACTERS = 60_000
ALL_CHARACTERS = 6_000_000
PAGE_OBJECTS = 100_000  # lines, letters, pictures: more are a map or a plan


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
    if are_slides(pages):
        blocks = [block for page in pages for block in slide_blocks(page)]
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
    characters: list[Character] = []
    for i in range(count):
        code = raw.FPDFText_GetUnicode(handle, i)
        if raw.FPDFText_GetLooseCharBox(handle, i, by_reference):
            text = "-" if code in _HYPHENS else _shown(code)
            characters.append(Character(text, box.left, box.right, box.bottom, box.top))
    textpage.close()
    return characters


def _shown(code: int) -> str:
    """A character as text; a space for what no text holds."""
    if code < 0x20 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return " "
    return chr(code).translate(_LIGATURES)
