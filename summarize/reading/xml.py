"""XML and ZIP within limits: no entity is expanded, nothing is fetched, no archive explodes."""

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from summarize.errors import InputError, TooLargeError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["Archive", "local_name", "parse_xml"]

# A document's own text, unpacked: a book of 500 pages has 5 MB of it, with its marks. All parts
# together may be more, for the pictures.
TEXT_LIMIT = 20_000_000
PARTS_LIMIT = 200_000_000
PARTS = 10_000
_TEXTS = (".xml", ".rels", ".xhtml", ".html", ".htm", ".opf", ".ncx")


def parse_xml(data: bytes, source: str) -> "Element":
    """Return the root of an XML document; entities stay as they are written.

    Args:
        data: the document.
        source: its path or URL, for messages.

    Raises:
        InputError: it is not well-formed, or declares entities of its own.
    """
    from lxml.etree import LxmlError, XMLParser, fromstring

    if b"<!ENTITY" in data:
        raise InputError(source, "XML that declares entities is not read: save it without a DTD")
    parser = XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True,
        remove_pis=True, recover=True,
    )  # fmt: skip
    try:
        root = fromstring(data, parser)
    except (LxmlError, ValueError) as error:
        raise InputError(source, f"damaged XML ({error}): save it anew") from error
    if root is None:
        raise InputError(source, "damaged XML: nothing in it can be read; save it anew")
    return root


def local_name(element: "Element") -> str:
    """Return the name of an element without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


class Archive:
    """The parts of a ZIP file by name; refused where they would unpack to too much."""

    def __init__(self, data: bytes, source: str) -> None:
        """Open `data`.

        Raises:
            InputError: it is damaged.
            TooLargeError: a small file that unpacks to a huge one.
        """
        self.source = source
        try:
            self._zip = ZipFile(BytesIO(data))
        except BadZipFile as error:
            raise InputError(source, f"damaged ({error}): save it anew") from error
        self._check_sizes()

    @property
    def names(self) -> list[str]:
        """The names of the parts, in the order they are in."""
        return self._zip.namelist()

    def read(self, name: str) -> bytes:
        """Return a part.

        Raises:
            InputError: it is missing or damaged.
        """
        import zlib

        try:
            return self._zip.read(name)
        except (KeyError, BadZipFile, NotImplementedError, RuntimeError, zlib.error) as error:
            why = f"damaged: its part {name} cannot be read ({error})"
            raise InputError(self.source, f"{why}; save it anew") from error

    def xml(self, name: str) -> "Element":
        """Return the root of a part that is XML.

        Raises:
            InputError: it is missing, damaged, or declares entities.
        """
        return parse_xml(self.read(name), self.source)

    def _check_sizes(self) -> None:
        """Refuse what would unpack to too much; zipfile never gives more than a part declares."""
        parts = self._zip.infolist()
        texts = sum(part.file_size for part in parts if part.filename.lower().endswith(_TEXTS))
        whole = sum(part.file_size for part in parts)
        if texts > TEXT_LIMIT or whole > PARTS_LIMIT or len(parts) > PARTS:
            why = f"unpacks to {whole:,} bytes in {len(parts):,} parts: save its text alone (.txt)"
            limit = TEXT_LIMIT if texts > TEXT_LIMIT else PARTS_LIMIT
            raise TooLargeError(self.source, why, limit=limit)
