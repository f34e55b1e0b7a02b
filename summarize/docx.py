"""DOCX to text: paragraphs, headings, lists and tables, in the order they are read."""

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING
from zipfile import ZipFile

from summarize.decoding import Reading
from summarize.errors import InputError, TooLargeError

if TYPE_CHECKING:
    from docx.table import Table
    from docx.text.paragraph import Paragraph

__all__ = ["docx"]

# A document's own text, unpacked: a book of 500 pages holds 5 MB of it. python-docx reads about
# 4 MB a second. All parts together may be more, for the pictures.
_TEXT_LIMIT = 30_000_000
_PARTS_LIMIT = 200_000_000
_PARTS = 10_000

_ITEM = re.compile(r"list|aufz|liste", re.IGNORECASE)


def docx(data: bytes, source: str, *, charset: str | None = None) -> Reading:
    """The text of a Word document of 2007 or later; its title, from its properties or styles.

    Headers, footers, comments, footnotes and text boxes are not read.

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
        blocks = [block for block in _blocks(document.iter_inner_content()) if block.strip()]
        title = document.core_properties.title or None
    except (LxmlError, OpcError, PythonDocxError) as error:
        why = "damaged, or no ordinary DOCX: open it in a word processor and save it as .docx"
        raise InputError(source, why) from error
    return Reading(_joined(blocks), source, title=title)


def _check_sizes(data: bytes, source: str) -> None:
    """Refuse what would unpack to too much; zipfile never gives more than a part declares."""
    with ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
    texts = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    whole = sum(part.file_size for part in parts)
    if texts > _TEXT_LIMIT or whole > _PARTS_LIMIT or len(parts) > _PARTS:
        why = f"unpacks to {whole:,} bytes in {len(parts):,} parts: save its text alone (.txt)"
        raise TooLargeError(source, why, limit=_TEXT_LIMIT if texts > _TEXT_LIMIT else _PARTS_LIMIT)


def _blocks(content: "Iterator[Paragraph | Table]") -> Iterator[str]:
    from docx.text.paragraph import Paragraph

    kinds: dict[str | None, bool] = {}
    for block in content:
        if not isinstance(block, Paragraph):
            yield "\n".join(_rows(block))
            continue
        text = block.text.strip()
        yield f"- {text}" if text and _is_item(block, kinds) else text


def _is_item(paragraph: "Paragraph", kinds: dict[str | None, bool]) -> bool:
    """Whether its style is a list's. `kinds` remembers the answer: a look-up reads all styles."""
    name = paragraph.paragraph_format.element.style
    if name not in kinds:
        style = paragraph.style
        kinds[name] = bool(style and _ITEM.match(style.name or ""))
    return kinds[name]


def _rows(table: "Table") -> Iterator[str]:
    for row in table.rows:
        cells = [" ".join(cell.text.split()) for cell in row.cells]
        # A merged cell is given once for each column it covers.
        kept = [cell for i, cell in enumerate(cells) if i == 0 or cell != cells[i - 1]]
        if any(kept):
            yield " | ".join(kept)


def _joined(blocks: list[str]) -> str:
    """An empty line between blocks, none between the items of a list."""
    text = ""
    for before, block in pairwise(["", *blocks]):
        items = before.startswith("- ") and block.startswith("- ")
        text += ("\n" if items else "\n\n") + block
    return text.lstrip("\n")
