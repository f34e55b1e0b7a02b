"""EPUB: the chapters of a book in reading order, with its title and authors."""

from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from summarize.errors import EmptyInputError, InputError
from summarize.reading.fragments import blocks_of
from summarize.reading.metadata import Metadata
from summarize.reading.source_text import SourceText
from summarize.reading.xml import Archive, local_name, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["epub"]

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_XHTML = ("application/xhtml+xml", "text/html")


def epub(data: bytes, source: str, *, charset: str | None = None) -> SourceText:
    """Read a book: the text of each chapter of its spine; navigation is left out.

    Args:
        data: the book.
        source: its path or URL, for messages.
        charset: not used: XHTML declares its own encoding.

    Raises:
        InputError: it is damaged, or its chapters are encrypted (DRM).
        TooLargeError: a small file that unpacks to a huge one.
        EmptyInputError: no chapter has a text.
    """
    archive = Archive(data, source)
    package_name = _package_name(archive)
    package = archive.xml(package_name)
    names = list(_chapters(package, dirname(package_name)))
    _refuse_encrypted(archive, names)
    blocks: list[str] = []
    for name in names:
        if name in archive.names:
            blocks += blocks_of(parse_xml(archive.read(name), source))
    if not blocks:
        raise EmptyInputError(source, "a book without text (pictures?): recognise its text first")
    title, metadata = _described(package)
    return SourceText("\n\n".join(blocks), source, (), title, metadata)


def _package_name(archive: Archive) -> str:
    for element in archive.xml(_CONTAINER).iter():
        if local_name(element) == "rootfile" and (path := element.get("full-path")):
            return str(path)
    raise InputError(archive.source, "damaged: the book names no package; save it anew")


def _chapters(package: "Element", folder: str) -> Iterator[str]:
    """The names of the parts in the spine, in order, without the table of contents."""
    items = {e.get("id"): e for e in package.iter() if local_name(e) == "item"}
    for reference in (e for e in package.iter() if local_name(e) == "itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _XHTML:
            continue
        if "nav" in (item.get("properties") or "").split():
            continue
        yield normpath(join(folder, unquote(item.get("href") or "")))


def _refuse_encrypted(archive: Archive, names: list[str]) -> None:
    """Fonts may be scrambled; chapters that are cannot be read."""
    if _ENCRYPTION not in archive.names:
        return
    locked = {e.get("URI") for e in archive.xml(_ENCRYPTION).iter() if e.get("URI")}
    if locked.intersection(names):
        why = "protected (DRM): its shop's program alone can open it; use a copy without protection"
        raise InputError(archive.source, why)


def _described(package: "Element") -> tuple[str | None, Metadata]:
    values_by_name: dict[str, list[str]] = {}
    for element in package.iter():
        if "purl.org/dc" in str(element.tag) and (
            text := " ".join("".join(element.itertext()).split())
        ):
            values_by_name.setdefault(local_name(element), []).append(text)
    first = {name: values[0] for name, values in values_by_name.items()}
    return first.get("title"), Metadata(
        site=first.get("publisher"),
        author=", ".join(values_by_name.get("creator", [])) or None,
        date=first.get("date"),
        description=first.get("description"),
        language=first.get("language"),
    )
