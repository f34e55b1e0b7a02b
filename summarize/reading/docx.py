"""DOCX to text: paragraphs, headings, lists and tables, in the order they are read."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING
from zipfile import ZipFile

from summarize.errors import InputError, TooLargeError
from summarize.reading.source_text import SourceText

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["docx"]

# A document's own text, unpacked: a book of 500 pages has 5 MB of it, with its marks. All parts
# together may be more, for the pictures.
_TEXT_LIMIT = 20_000_000
_PARTS_LIMIT = 200_000_000
_PARTS = 10_000

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What stands in older programs' place for something newer, and would be read twice.
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHARACTERS = {
    f"{_W}tab": " ",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}p": "\n",  # within a paragraph: that of a text box
    f"{_W}noBreakHyphen": "-",
}
_LIST = re.compile(r"list|aufz", re.IGNORECASE)


def docx(data: bytes, source: str, *, charset: str | None = None) -> SourceText:
    """The text of a Word document of 2007 or later; its title, from its properties or styles.

    Page headers and footers, comments and what was deleted under revision are not read; where
    there are footnotes, a note says that they are not.

    Args:
        data: the document.
        source: its path or URL, for messages.
        charset: not used; it stands here because every format has it.

    Raises:
        TooLargeError: a small file that unpacks to a huge one.
        InputError: damaged, or a template or macro document.
    """
    _check_sizes(data, source)
    from docx import Document
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = Document(BytesIO(data))
        styles = {style.style_id: style.name or "" for style in document.styles}
        title = document.core_properties.title
    except (LxmlError, OpcError, PythonDocxError) as error:
        why = "damaged, or no ordinary DOCX: open it in a word processor and save it as .docx"
        raise InputError(source, why) from error
    body = document.element.body
    for twice in list(body.iter(_FALLBACK)):
        twice.getparent().remove(twice)
    text = _joined(list(_blocks(body, styles)))
    return SourceText(text, source, _notes(body), title or _titled(body, styles))


def _check_sizes(data: bytes, source: str) -> None:
    """Refuse what would unpack to too much; zipfile never gives more than a part declares."""
    with ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
    texts = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    whole = sum(part.file_size for part in parts)
    if texts > _TEXT_LIMIT or whole > _PARTS_LIMIT or len(parts) > _PARTS:
        why = f"unpacks to {whole:,} bytes in {len(parts):,} parts: save its text alone (.txt)"
        raise TooLargeError(source, why, limit=_TEXT_LIMIT if texts > _TEXT_LIMIT else _PARTS_LIMIT)


def _blocks(parent: "Element", styles: Mapping[str, str]) -> Iterator[str]:
    """The text of each paragraph, list item and table under `parent`, none of them empty."""
    for element in parent.iterchildren("*"):
        if element.tag == f"{_W}tbl":
            yield from _table(element, styles)
        elif element.tag != f"{_W}p":  # content controls, insertions under revision
            yield from _blocks(element, styles)
        elif text := _text(element):
            yield f"- {text}" if _is_item(element, styles) else text


def _text(paragraph: "Element") -> str:
    pieces = [
        element.text or "" if element.tag == f"{_W}t" else _CHARACTERS[element.tag]
        for element in paragraph.iter(f"{_W}t", *_CHARACTERS)
        if element.getparent().tag != f"{_W}tabs"  # where tabs stop, not a tab
    ]
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(filter(None, lines))


def _style(paragraph: "Element", styles: Mapping[str, str]) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else styles.get(style.get(f"{_W}val", ""), "")


def _is_item(paragraph: "Element", styles: Mapping[str, str]) -> bool:
    """Whether it is numbered or marked, by itself or by its style; headings may be numbered too."""
    style = _style(paragraph, styles)
    if style.lower().startswith(("heading", "title")):
        return False
    return bool(_LIST.match(style)) or paragraph.find(f"{_W}pPr/{_W}numPr") is not None


def _table(table: "Element", styles: Mapping[str, str]) -> Iterator[str]:
    """Row by row, a bar between cells; a table that only lays out a page, cell by cell."""
    rows = [
        [list(_blocks(cell, styles)) for cell in row.iterchildren(f"{_W}tc")]
        for row in table.iterchildren(f"{_W}tr")
    ]
    if any(len(cell) > 1 for row in rows for cell in row):
        yield from (block for row in rows for cell in row for block in cell)
    elif shown := [" | ".join(cell[0] if cell else "" for cell in row) for row in rows if any(row)]:
        yield "\n".join(shown)


def _joined(blocks: list[str]) -> str:
    """An empty line between blocks, none between the items of a list."""
    pieces = []
    for before, block in pairwise(["", *blocks]):
        items = before.startswith("- ") and block.startswith("- ")
        pieces += ["\n" if items else "\n\n", block]
    return "".join(pieces[1:])


def _notes(body: "Element") -> tuple[str, ...]:
    count = sum(1 for _ in body.iter(f"{_W}footnoteReference", f"{_W}endnoteReference"))
    return (f"{count} footnotes not read",) if count else ()


def _titled(body: "Element", styles: Mapping[str, str]) -> str | None:
    """The first paragraph in the style for titles."""
    paragraphs = body.iterchildren(f"{_W}p")
    return next((_text(p) for p in paragraphs if _style(p, styles).lower() == "title"), None)
