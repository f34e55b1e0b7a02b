"""OpenDocument texts (`.odt`) and PowerPoint slides (`.pptx`) to text."""

import re
from collections.abc import Iterator
from posixpath import join, normpath
from typing import TYPE_CHECKING

from summarize.errors import EmptyInputError, PasswordError, many
from summarize.reading.metadata import Metadata
from summarize.reading.source_text import SourceText
from summarize.reading.xml import Archive, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["odt", "pptx"]

_NUMBER = re.compile(r"\d+")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_UNSEEN = frozenset(
    ("note", "annotation", "annotation-end", "tracked-changes", "frame", "ruby-text", "deletion")
)
_HIDDEN = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}display"
_TITLES = ("title", "ctrTitle")


def odt(data: bytes, source: str, *, charset: str | None = None) -> SourceText:
    """Read an OpenDocument text: headings, paragraphs, lists, and tables row by row.

    Notes, comments and what was deleted under revision are not read; footnotes are counted.

    Args:
        data: the document.
        source: its path or URL, for messages.
        charset: not used: XML declares its own encoding.

    Raises:
        PasswordError: it opens only with a password.
        InputError: it is damaged.
        TooLargeError: a small file that unpacks to a huge one.
    """
    archive = Archive(data, source)
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise PasswordError(source, "protected by a password: save it without one")
    root = archive.xml("content.xml")
    body = next((e for e in root.iter() if local_name(e) == "body"), root)
    blocks = list(_odt_blocks(body))
    count = sum(local_name(e) == "note" for e in body.iter())
    notes = (f"{many(count, 'footnote')} not read",) if count else ()
    title, metadata = _odt_described(archive)
    return SourceText("\n\n".join(blocks), source, notes, title, metadata)


def _odt_blocks(parent: "Element") -> Iterator[str]:
    for element in parent:
        name = local_name(element)
        if name in ("h", "p"):
            text = " ".join("".join(_odt_text(element)).split())
            block = f"# {text}" if name == "h" and text else text
        elif name == "list":
            items = [inner for item in element for inner in _odt_blocks(item)]
            block = "\n".join(i if i.startswith(("- ", "# ")) else f"- {i}" for i in items)
        elif name == "table-row":
            cells = [" ".join(_odt_blocks(cell)) for cell in element]
            block = " | ".join(cells) if any(cells) else ""
        else:
            block = ""
            if name not in _UNSEEN:
                yield from _odt_blocks(element)
        if block:
            yield block


def _odt_text(element: "Element") -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local_name(child)
        if name in ("s", "tab", "line-break"):
            yield " "
        elif name not in _UNSEEN and child.get(_HIDDEN) != "none":
            yield from _odt_text(child)
        yield child.tail or ""


def _odt_described(archive: Archive) -> tuple[str | None, Metadata]:
    if "meta.xml" not in archive.names:
        return None, Metadata()
    texts: dict[str, str] = {}
    for element in archive.xml("meta.xml").iter():
        if text := " ".join((element.text or "").split()):
            texts.setdefault(local_name(element), text)
    return texts.get("title"), Metadata(
        author=texts.get("initial-creator") or texts.get("creator"),
        date=texts.get("date") or texts.get("creation-date"),
        description=texts.get("description"),
        language=texts.get("language"),
    )


def pptx(data: bytes, source: str, *, charset: str | None = None) -> SourceText:
    """Read a presentation: each slide's title as a heading, its texts below it.

    Args:
        data: the presentation.
        source: its path or URL, for messages.
        charset: not used: XML declares its own encoding.

    Raises:
        InputError: it is damaged.
        TooLargeError: a small file that unpacks to a huge one.
        EmptyInputError: no slide has a text.
    """
    archive = Archive(data, source)
    slides = ["\n\n".join(_slide(archive.xml(name))) for name in _slides(archive)]
    shown = [slide for slide in slides if slide]
    if not shown:
        raise EmptyInputError(source, "slides without text (pictures?): recognise its text first")
    title = shown[0].partition("\n")[0].removeprefix("# ") if shown[0].startswith("# ") else None
    notes = (f"{many(len(slides), 'slide')} read; pictures and speaker notes are not",)
    return SourceText("\n\n".join(shown), source, notes, title)


def _slides(archive: Archive) -> list[str]:
    """The parts that hold the slides, in the order of the show, hidden ones left out."""
    names = archive.names
    links = "ppt/_rels/presentation.xml.rels"
    if links not in names or "ppt/presentation.xml" not in names:
        names_of_slides = [n for n in names if re.fullmatch(r"ppt/slides/slide\d+\.xml", n)]
        return sorted(names_of_slides, key=lambda n: int(_NUMBER.findall(n)[-1]))
    targets = {
        e.get("Id"): normpath(join("ppt", (e.get("Target") or "").removeprefix("/ppt/")))
        for e in archive.xml(links)
    }
    show = archive.xml("ppt/presentation.xml")
    ids = [e.get(_RELATION) for e in show.iter() if local_name(e) == "sldId"]
    return [targets[i] for i in ids if targets.get(i) in names]


def _slide(root: "Element") -> Iterator[str]:
    if root.get("show") == "0":
        return
    for shape in (e for e in root.iter() if local_name(e) in ("sp", "tbl")):
        paragraphs = [p for p in shape.iter() if local_name(p) == "p"]
        texts = [text for p in paragraphs if (text := _run_text(p))]
        if texts and _placeholder(shape) in _TITLES:
            yield f"# {' '.join(texts)}"
        elif texts and _placeholder(shape) not in ("sldNum", "dt", "ftr"):
            yield "\n".join(f"- {text}" for text in texts)


def _run_text(paragraph: "Element") -> str:
    pieces = [
        (e.text or "") if local_name(e) == "t" else " "
        for e in paragraph.iter()
        if local_name(e) in ("t", "br")
    ]
    return " ".join("".join(pieces).split())


def _placeholder(shape: "Element") -> str:
    placeholder = next((e for e in shape.iter() if local_name(e) == "ph"), None)
    return "" if placeholder is None else placeholder.get("type") or ""
