"""Sniffing: which format some bytes are in, by what they begin with, then by their name."""

import bz2
import lzma
import re
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePath
from typing import NoReturn, Protocol
from zipfile import BadZipFile, ZipFile

from summarize.errors import BinaryInputError, InputError, PasswordError, TooLargeError
from summarize.reading.eml import is_eml
from summarize.reading.feeds import is_feed
from summarize.reading.structured import is_json
from summarize.reading.subtitles import is_subtitles
from summarize.reading.tex import is_tex
from summarize.reading.turns import is_transcript
from summarize.reading.wikitext import is_wikitext

__all__ = ["MEDIA_TYPES", "decompressed", "sniff"]

_HEAD = 1024  # bytes looked at; a PDF's mark may stand anywhere in them

_ENDINGS = {
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".markdown": "markdown",
    ".md": "markdown",
    ".mdown": "markdown",
    ".mdx": "markdown",
    ".pdf": "pdf",
    ".docx": "docx",
    ".eml": "eml",
    ".mbox": "eml",
    ".epub": "epub",
    ".odt": "odt",
    ".pptx": "pptx",
    ".ipynb": "ipynb",
    ".json": "json",
    ".rtf": "rtf",
    ".tex": "latex",
    ".wiki": "wikitext",
    ".wikitext": "wikitext",
    ".mediawiki": "wikitext",
    ".srt": "subtitles",
    ".vtt": "subtitles",
    ".sbv": "subtitles",
}

MEDIA_TYPES = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/atom+xml": "feed",
    "application/epub+zip": "epub",
    "application/json": "json",
    "application/rtf": "rtf",
    "application/x-tex": "latex",
    "application/rss+xml": "feed",
    "application/xhtml+xml": "html",
    "message/rfc822": "eml",
    "text/html": "html",
    "text/markdown": "markdown",
    "text/rtf": "rtf",
    "text/vtt": "subtitles",
}
"""Media types that tell a format, each with it; its name is also its ending."""

_CONVERT = "convert it first: libreoffice --headless --convert-to docx FILE"
_OCR = "recognise its text first (OCR, such as tesseract)"
_TRANSCRIBE = "transcribe it first"
_UNPACK = "unpack it and name the files in it"
_TEXTS = "name a text, HTML, PDF or DOCX file (docs/input.md lists what is read)"

# Where the mark stands, the mark, what it is, and the remedy.
_BINARY = (
    (0, b"\x89PNG\r\n", "a PNG image", _OCR),
    (0, b"\xff\xd8\xff", "a JPEG image", _OCR),
    (0, b"GIF8", "a GIF image", _OCR),
    (0, b"II*\0", "a TIFF image", _OCR),
    (0, b"MM\0*", "a TIFF image", _OCR),
    (8, b"WEBP", "a WebP image", _OCR),
    (4, b"ftyp", "a video or image", _TRANSCRIBE),
    (8, b"AVI ", "a video", _TRANSCRIBE),
    (0, b"\x1aE\xdf\xa3", "a video", _TRANSCRIBE),
    (8, b"WAVE", "a sound recording", _TRANSCRIBE),
    (0, b"ID3", "a sound recording", _TRANSCRIBE),
    (0, b"OggS", "a sound recording", _TRANSCRIBE),
    (0, b"fLaC", "a sound recording", _TRANSCRIBE),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (0, b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (0, b"\x1f\x8b\x08", "compressed twice", _UNPACK),
    (0, b"\xfd7zXZ\0", "compressed twice", _UNPACK),
    (0, b"(\xb5/\xfd", "compressed with zstd", _UNPACK),
    (257, b"ustar", "a tar archive", _UNPACK),
    (0, b"\x7fELF", "a program", _TEXTS),
    (0, b"SQLite format 3\0", "an SQLite database", _TEXTS),
    (0, b"%!PS-Adobe", "a PostScript file", "convert it first: ps2pdf FILE"),
)

# What else is a ZIP inside, by the beginning of the names in it.
_ZIPPED = (
    ("xl/", "an Excel workbook", "save it as text (CSV) first"),
    ("visio/", "a Visio drawing", "save it as PDF first"),
    ("content.xml", "an OpenDocument file", _CONVERT),
)

_PACKED = ("pdf", "docx", "epub", "odt", "pptx")
_PACKAGES = (
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
    ("META-INF/container.xml", "epub"),
)
_BY_TEXT: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("subtitles", is_subtitles),
    ("latex", is_tex),
    ("wikitext", is_wikitext),
    ("transcript", is_transcript),
)
_MAIL_HEAD = 16_384  # bytes: the headers of a mail that went a long way
_TRANSCRIPT_HEAD = 50_000

_PAGE = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html)\b", re.I | re.S)
_FRAGMENT = re.compile(
    rb"\s*<(!--|(head|body|title|meta|link|script|style|header|nav|main|article|section|aside|div|p"
    rb"|h[1-6]|ul|ol|table|blockquote|figure|iframe|span|a|b|br|center|font)[\s/>])",
    re.I,
)


class _Decompressor(Protocol):
    """The three of the standard library, seen alike."""

    @property
    def eof(self) -> bool:
        """Whether the end of the stream was reached."""

    @property
    def unused_data(self) -> bytes:
        """What stands behind the end."""

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """Up to `max_length` bytes of what `data` holds."""


# A dictionary of so many bytes serves `xz -9`; a forged header asks for gigabytes.
_XZ_MEMORY = 256 << 20

_COMPRESSED: tuple[tuple[bytes, Callable[[], _Decompressor]], ...] = (
    (b"\x1f\x8b\x08", lambda: zlib.decompressobj(wbits=31)),
    (b"BZh91AY&SY", bz2.BZ2Decompressor),
    (b"\xfd7zXZ\0", lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY)),
)


def decompressed(data: bytes, name: str, source: str, *, limit: int) -> tuple[bytes, str]:
    """`data` and its name with one layer of gzip, bzip2 or xz undone, or as they are.

    Raises:
        TooLargeError: over `limit` bytes; it stops there.
        InputError: damaged.
    """
    for mark, make in _COMPRESSED:
        if data.startswith(mark):
            try:
                data = _inflated(data, mark, make, limit)
            except (EOFError, OSError, lzma.LZMAError, zlib.error) as error:
                why = f"damaged compressed file ({error}): fetch or make it anew"
                raise InputError(source, why) from error
            if len(data) > limit:
                why = f"over the limit of {limit:,} bytes once unpacked: split it into parts"
                raise TooLargeError(source, why, limit=limit)
            return data, PurePath(name).stem
    return data, name


def _inflated(data: bytes, mark: bytes, make: Callable[[], _Decompressor], limit: int) -> bytes:
    """Stream after stream, as the programs read them, until over `limit`."""
    out = bytearray()
    while data.startswith(mark) and len(out) <= limit:
        stream = make()
        out += stream.decompress(data, limit + 1 - len(out))
        if not stream.eof and len(out) <= limit:
            raise EOFError("it ends too early")
        data = stream.unused_data
    return bytes(out)


def sniff(data: bytes, name: str, source: str, *, front_matter: bool = False) -> str:
    """The format that `data` is in: one of `reading.FORMATS`.

    Args:
        data: the whole document, less its front matter.
        name: its name; the ending decides where the bytes do not.
        source: the path or URL, for messages.
        front_matter: whether it had any: then it is Markdown, unless it is a page.

    Raises:
        PasswordError: an encrypted office document.
        BinaryInputError: known as something that holds no text to read.
        InputError: a format that another program must convert first.
    """
    head = data[:_HEAD]
    if b"%PDF-" in head:
        return "pdf"
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, source)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        _refuse_ole(data, source)
    _refuse_binary(head, source)
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    if is_feed(text):
        return "feed"
    if _PAGE.match(text):
        return "html"
    ending = _ENDINGS.get(PurePath(name).suffix.lower())
    if ending in _PACKED:
        kind = ending.upper()
        why = f"is named {kind} and is none: check the file, or rename it to .txt"
        raise BinaryInputError(source, why)
    return ending or _textual(data, text, front_matter=front_matter)


def _textual(data: bytes, head: bytes, *, front_matter: bool) -> str:
    """The format of a text whose name does not tell it."""
    if _FRAGMENT.match(head):
        return "html"
    if front_matter:
        return "markdown"
    if is_eml(data[:_MAIL_HEAD]):
        return "eml"
    if is_json(data):
        return "json"
    start = data[:_TRANSCRIPT_HEAD].decode("utf-8", "ignore").removeprefix("\ufeff")
    return next((name for name, is_one in _BY_TEXT if is_one(start)), "text")


def _zipped(data: bytes, source: str) -> str:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            declared = b""
            if "mimetype" in names:
                with archive.open("mimetype") as part:
                    declared = part.read(100)
    except (BadZipFile, ValueError, NotImplementedError, RuntimeError, zlib.error) as error:
        why = f"a damaged ZIP archive or office document ({error}): save it anew"
        raise InputError(source, why) from error
    for name, format_ in _PACKAGES:
        if name in names:
            return format_
    if b"opendocument.text" in declared:
        return "odt"
    for beginning, kind, remedy in _ZIPPED:
        if any(name.startswith(beginning) for name in names):
            raise InputError(source, f"{kind}: {remedy}")
    raise BinaryInputError(source, f"a ZIP archive: {_UNPACK}")


def _refuse_ole(data: bytes, source: str) -> NoReturn:
    """The container of office files before 2007, and of encrypted ones since."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise PasswordError(source, "protected by a password: save it without one")
    if "WordDocument".encode("utf-16-le") in data:
        raise InputError(source, f"an old Word document (.doc): {_CONVERT}")
    raise BinaryInputError(source, f"an old office file: {_CONVERT}")


def _refuse_binary(head: bytes, source: str) -> None:
    for place, mark, kind, remedy in _BINARY:
        if head.startswith(mark, place):
            known = InputError if mark == b"%!PS-Adobe" else BinaryInputError
            raise known(source, f"{kind}, not a text: {remedy}")
