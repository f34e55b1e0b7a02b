"""PDF to text: lines put back into paragraphs, without what is printed on every page."""

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from summarize.errors import EmptyInputError, InputError, PasswordError
from summarize.reading.encoding import Reading

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

__all__ = ["paragraphs", "pdf", "without_furniture"]

# pypdf reads about 0.8 MB of drawing instructions a second; a page of text has 2 to 10 kB of them.
# A page over its share is a drawing; the whole is some 1,500 pages of text.
_PAGE_BYTES = 2_000_000
_ALL_BYTES = 12_000_000
# Instructions carried out, those of forms within forms too, which a small file can multiply: pypdf
# does 150,000 a second. A page of text has 200 to 1,500 of them.
_OPERATIONS = 600_000

# What repeats at the top or bottom of pages is furniture: looked for in so many lines from either
# end, on at least so many pages, and on so large a share of them (odd and even pages differ) unless
# its number counts the pages ("Chapter 3 17").
_EDGE = 2
_FEWEST_PAGES = 3
_SHARE = 0.4

# A line shorter than this share of the usual width ends its paragraph. Ragged right margins stay
# above it: they vary by a long word, about an eighth of a line.
_SHORT = 0.8

_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:p(?:age|\.)?|seite|página|pagina)?\s*(?:\d{1,4}|[ivxl]{1,7})"
    r"(?:\s*(?:of|/|von|de|di|sur)\s*\d{1,4})?[\W_]*",
    re.IGNORECASE,
)
_ITEM = re.compile(r"[•‣▪●◦⁃–*-]\s|\(?(?:\d{1,3}|[a-z])[.)]\s", re.IGNORECASE)
_ENDS = re.compile(r"[.!?:;…。！？][\"'”’»)\]]*$")
_HYPHENATED = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_LOWER_START = re.compile(r"[^\W\d_]+")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
# Titles that programs write by themselves.
_NO_TITLE = re.compile(r"untitled|microsoft word|.*\.\w{2,5}$", re.IGNORECASE)


class _TooMuchError(Exception):
    """A page asks for more instructions than are left."""


def pdf(data: bytes, source: str, *, charset: str | None = None) -> Reading:
    """The text layer of a PDF.

    Args:
        data: the document.
        source: its path or URL, for messages.
        charset: not used; it stands here because every format has it.

    Raises:
        PasswordError: it opens only with a password.
        EmptyInputError: it has no text layer.
        InputError: damaged.
    """
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            why = "protected by a password: save it without one (qpdf --decrypt)"
            raise PasswordError(source, why)
        pages, notes = _pages(reader)
        title = str(reader.metadata.title or "") if reader.metadata else ""
    except (DependencyError, PyPdfError) as error:
        why = f"damaged, or no PDF ({' '.join(str(error).split())}): open it and save it anew"
        raise InputError(source, why) from error
    if not any(pages):
        why = "has no text layer (a scan?): recognise its text first (ocrmypdf IN.pdf OUT.pdf)"
        raise EmptyInputError(source, why)
    kept, removed = without_furniture(pages)
    if removed:
        notes.append(f"{removed} page headers, footers and page numbers left out")
    text = "\n\n".join(paragraphs(list(chain.from_iterable(kept))))
    return Reading(text, source, tuple(notes), None if _NO_TITLE.match(title) else title)


def _pages(reader: "PdfReader") -> tuple[list[list[str]], list[str]]:
    """The lines of each page, and notes on the pages that give none."""
    pages: list[list[str]] = []
    skipped: list[int] = []
    empty: list[int] = []
    budget = {"bytes": _ALL_BYTES, "operations": _OPERATIONS}
    for number, page in enumerate(reader.pages, 1):
        lines = _lines(page, budget)
        if not lines:
            (skipped if lines is None else empty).append(number)
        pages.append(lines or [])
    notes = []
    if skipped:
        notes.append(f"{_numbered(skipped)} not read: drawings, or past what is read of one PDF")
    if empty and len(empty) < len(pages):
        notes.append(f"{_numbered(empty)} without text (scanned?)")
    return pages, notes


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


def _lines(page: "PageObject", budget: dict[str, int]) -> list[str] | None:
    """The lines of a page, or None where reading it would take too long."""
    contents = page.get_contents()
    size = len(contents.get_data()) if contents is not None else 0
    if size > min(_PAGE_BYTES, budget["bytes"]) or not budget["operations"]:
        return None
    budget["bytes"] -= size

    def count(*_: Any) -> None:
        if not budget["operations"]:
            raise _TooMuchError
        budget["operations"] -= 1

    try:
        text = page.extract_text(visitor_operand_before=count)
    except _TooMuchError:
        return None
    lines = (" ".join(line.split()) for line in text.translate(_LIGATURES).split("\n"))
    return [line for line in lines if line]


def without_furniture(pages: Sequence[Sequence[str]]) -> tuple[list[list[str]], int]:
    """Take away page numbers and the lines that stand at the same edge of many pages.

    Args:
        pages: the lines of each page, none of them empty.

    Returns:
        The lines that stay, page by page, and how many went.
    """
    seen: Counter[_Mark] = Counter()
    for number, page in enumerate(pages):
        seen.update({mark for line in _edges(page) for mark in _marks(line, number)})
    common = max(_FEWEST_PAGES, _SHARE * sum(map(bool, pages)))
    furniture = {m for m, n in seen.items() if n >= (common if m.offset is None else _FEWEST_PAGES)}
    kept: list[list[str]] = []
    for number, page in enumerate(pages):
        goes = [
            len(pages) > 1
            and (
                bool(_PAGE_NUMBER.fullmatch(line)) or not furniture.isdisjoint(_marks(line, number))
            )
            for line in page
        ]
        start = _leading(goes)
        end = len(page) - _leading(goes[start:][::-1])
        kept.append(list(page[start:end]))
    return kept, sum(map(len, pages)) - sum(map(len, kept))


class _Mark(NamedTuple):
    """What makes a line the same as one of another page."""

    pattern: str  # the line, whatever numbers are in it
    offset: int | None  # between the number at its start or end and the page's own; or any


def _marks(line: str, number: int) -> Iterator[_Mark]:
    pattern = re.sub(r"\d+", "#", line)
    yield _Mark(pattern, None)
    for found in re.findall(r"^\d{1,4}\b|\b\d{1,4}$", line):
        yield _Mark(pattern, int(found) - number)


def _leading(goes: Sequence[bool]) -> int:
    """How many of the lines at the edge go, from the outermost inwards."""
    return next((i for i, gone in enumerate(goes[:_EDGE]) if not gone), len(goes[:_EDGE]))


def _edges(page: Sequence[str]) -> Iterator[str]:
    yield from page[:_EDGE]
    yield from page[max(_EDGE, len(page) - _EDGE) :]


def paragraphs(lines: Sequence[str]) -> list[str]:
    """Put the lines of a column back into paragraphs.

    A line goes on into the next unless it is clearly shorter than most, or the next begins an
    item. A word divided at the line's end is joined; its hyphen stays where the text elsewhere
    writes the word with one and never without.

    Args:
        lines: in reading order, none of them empty.
    """
    if not lines:
        return []
    widths = sorted(map(len, lines))
    short = _SHORT * widths[len(widths) * 9 // 10]
    words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(lines).lower()))
    out = [lines[0]]
    for before, line in pairwise(lines):
        if _ends(before, line, short):
            out.append(line)
        else:
            out[-1] = _continued(out[-1], line, words)
    return out


def _ends(line: str, following: str, short: float) -> bool:
    """Whether a paragraph ends with `line`."""
    if _ITEM.match(following):
        return True
    if len(line) >= short:
        return False
    return _ENDS.search(line) is not None or not following[0].islower()


def _continued(text: str, line: str, words: Counter[str]) -> str:
    """`text` and the line that follows it, a divided word joined."""
    first, second = _HYPHENATED.search(text[-80:]), _LOWER_START.match(line)
    if not first or not second or not line[0].islower():
        return f"{text} {line}"
    joined = (first[1] + second[0]).lower()
    kept = f"{first[1]}-{second[0]}".lower()
    hyphen = "-" if words[kept] and not words[joined] else ""
    return text[:-1] + hyphen + line
