"""DOCX to text: paragraphs, headings, lists and tables, in the order they are read."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING

from summarize.errors import InputError
from summarize.reading.source_text import SourceText
from summarize.reading.superscripts import raised
from summarize.reading.wrapping import WrappedLine, is_full, join_divided_words, wrap_widths
from summarize.reading.xml import Archive

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["docx"]

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
# What python-docx, written for sound files, raises on damaged parts.
_LIBRARY_FAILURES = (AttributeError, LookupError, TypeError, ValueError)
_UNSEEN = ("vanish", "strike", "dstrike")
_HIDDEN = "(hidden)"  # stands for the name of a style that hides its text
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
    Archive(data, source)  # refuses what would unpack to too much
    from docx import Document
    from docx.exceptions import PythonDocxError
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    why = "damaged, or no ordinary DOCX: open it in a word processor and save it as .docx"
    try:
        document = Document(BytesIO(data))
        named = [(style.style_id, style.name, style.element) for style in document.styles]
        title = document.core_properties.title
    except _LIBRARY_FAILURES as error:
        raise InputError(source, why) from error
    except (LxmlError, OpcError, PythonDocxError) as error:
        raise InputError(source, why) from error
    body = document.element.find(f"{_W}body")
    if body is None:
        raise InputError(source, why)
    styles = {number: _style_name(name, element) for number, name, element in named}
    for twice in list(body.iter(_FALLBACK)):
        twice.getparent().remove(twice)
    text = _joined(list(_blocks(body, styles)))
    return SourceText(text, source, _notes(body), title or _titled(body, styles))


def _style_name(name: str | None, element: "Element") -> str:
    """The name of a style; of one that hides its text, a name of its own."""
    return _HIDDEN if _is_on(element.find(f"{_W}rPr/{_W}vanish")) else name or ""


def _blocks(parent: "Element", styles: Mapping[str, str]) -> Iterator[str]:
    """The text of each paragraph, list item and table under `parent`; "" for an empty line."""
    for element in parent.iterchildren("*"):
        if element.tag == f"{_W}tbl":
            yield from _table(element, styles)
        elif element.tag != f"{_W}p":  # content controls, insertions under revision
            yield from _blocks(element, styles)
        else:
            text = _text(element, styles)
            yield f"- {text}" if text and _is_item(element, styles) else text


def _text(paragraph: "Element", styles: Mapping[str, str]) -> str:
    """The text of a paragraph, as it is seen: no hidden, struck-out or moved words."""
    text = ""
    for element in paragraph.iter(f"{_W}t", *_CHARACTERS):
        if element.getparent().tag == f"{_W}tabs":  # where tabs stop, not a tab
            continue
        if element.tag != f"{_W}t":
            text += _CHARACTERS[element.tag]
            continue
        run = element.getparent()
        if not _is_unseen(run, styles):
            said = element.text or ""
            text += raised(text, said) if _is_raised(run) else said
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(filter(None, lines))


def _is_unseen(run: "Element", styles: Mapping[str, str]) -> bool:
    """Whether a run is hidden, struck out, or where something was moved away from."""
    if next(run.iterancestors(f"{_W}moveFrom"), None) is not None:
        return True
    properties = run.find(f"{_W}rPr")
    if properties is None:
        return False
    style = properties.find(f"{_W}rStyle")
    if style is not None and styles.get(style.get(f"{_W}val", "")) == _HIDDEN:
        return True
    return any(_is_on(properties.find(f"{_W}{name}")) for name in _UNSEEN)


def _is_on(switch: "Element | None") -> bool:
    return switch is not None and switch.get(f"{_W}val", "1") not in ("0", "false", "off")


def _is_raised(run: "Element") -> bool:
    aligned = run.find(f"{_W}rPr/{_W}vertAlign")
    return aligned is not None and aligned.get(f"{_W}val") == "superscript"


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
        [list(filter(None, _blocks(cell, styles))) for cell in row.iterchildren(f"{_W}tc")]
        for row in table.iterchildren(f"{_W}tr")
    ]
    if any(len(cell) > 1 for row in rows for cell in row):
        yield from (block for row in rows for cell in row for block in cell)
    elif shown := [" | ".join(cell[0] if cell else "" for cell in row) for row in rows if any(row)]:
        yield "\n".join(shown)


def _joined(blocks: list[str]) -> str:
    """An empty line between blocks; none between the items of a list, or the lines of wrapped text.

    Converters from PDF write a paragraph for each line.
    """
    lines, stanza = [], 0
    for block in blocks:
        stanza += not block
        if block:
            lines.append(WrappedLine(block, stanza, plain="\n" not in block))
    widths = wrap_widths(lines)
    text = ""
    for before, line in pairwise([None, *lines]):
        assert line is not None
        text += _gap(before, line, widths) + line.text if before else line.text
    return join_divided_words(text)[0]


def _gap(before: WrappedLine, line: WrappedLine, widths: Mapping[int, int]) -> str:
    if before.text.startswith("- ") and line.text.startswith("- "):
        return "\n"
    width = widths.get(line.stanza) if before.stanza == line.stanza else None
    return "\n" if width and is_full(before.text, line.text, width) else "\n\n"


def _notes(body: "Element") -> tuple[str, ...]:
    count = sum(1 for _ in body.iter(f"{_W}footnoteReference", f"{_W}endnoteReference"))
    return (f"{count} footnotes not read",) if count else ()


def _titled(body: "Element", styles: Mapping[str, str]) -> str | None:
    """The first paragraph in the style for titles."""
    paragraphs = body.iterchildren(f"{_W}p")
    return next(
        (_text(p, styles) for p in paragraphs if _style(p, styles).lower() == "title"), None
    )
