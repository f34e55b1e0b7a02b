"""Reading: files, standard input, URLs; text, Markdown, HTML, PDF, DOCX → the text as read.

Formats are told apart by what the bytes begin with, then by the name's ending. Nothing but a
`SummarizeError` leaves this module, whatever the bytes are.
"""

import stat
import struct
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from importlib import import_module
from itertools import islice
from os import PathLike, fsdecode, fstat, scandir
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile

from summarize.errors import EmptyInputError, InputError, TooLargeError, UnknownNameError
from summarize.reading.encoding import plain
from summarize.reading.formats import MEDIA_TYPES, decompressed, sniff
from summarize.reading.front_matter import front_matter, front_matter_of
from summarize.reading.metadata import Metadata
from summarize.reading.notes import blank_note_marks
from summarize.reading.plain_text import as_prose
from summarize.reading.source_text import SourceText
from summarize.reading.subtitles import is_subtitles
from summarize.reading.turns import is_transcript

__all__ = [
    "FORMATS",
    "LIMIT",
    "Metadata",
    "SourceText",
    "file_bytes",
    "from_string",
    "read",
    "read_bytes",
    "standard_input",
]

# Ten thousand pages of plain text are 30 MB; a PDF with its pictures is often 20, seldom 100.
LIMIT = 100_000_000
"""Bytes that are read at most, of one document, before and after decompression."""

FORMATS = {
    "text": "summarize.reading.plain_text:text",
    "markdown": "summarize.reading.markdown:markdown",
    "html": "summarize.reading.html:html",
    "pdf": "summarize.reading.pdf:pdf",
    "docx": "summarize.reading.docx:docx",
    "eml": "summarize.reading.eml:eml",
    "epub": "summarize.reading.epub:epub",
    "feed": "summarize.reading.feeds:feed",
    "ipynb": "summarize.reading.structured:notebook",
    "json": "summarize.reading.structured:json_text",
    "odt": "summarize.reading.office:odt",
    "pptx": "summarize.reading.office:pptx",
    "latex": "summarize.reading.tex:latex",
    "rtf": "summarize.reading.rtf:rtf",
    "subtitles": "summarize.reading.subtitles:subtitles",
    "transcript": "summarize.reading.plain_text:transcript",
    "wikitext": "summarize.reading.wikitext:wikitext",
}
"""The formats there are, each with the function that reads it: `(data, source, charset=None)`."""

TRANSCRIPT_HEAD = 50_000  # characters looked at to tell a transcript
_PIECE = 1 << 20
_SIBLINGS = 10_000  # names looked at, at most, to find the one that was meant
_SHOWN = 200  # characters of a name in a message: a whole text given as a path fills no screen

# What parsers written for sound files raise on broken ones, beside the errors of their own.
_PARSER_FAILURES = (
    ArithmeticError,
    BadZipFile,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,  # RecursionError and NotImplementedError too
    SyntaxError,
    ValueError,
    struct.error,
    zlib.error,
)


def read(
    source: str | PathLike[str],
    *,
    stdin: BinaryIO | None = None,
    format: str | None = None,  # noqa: A002  it is the option's name
    limit: int = LIMIT,
    timeout: float | None = None,
) -> SourceText:
    """Read a path, `-` (standard input) or an http(s) URL.

    Args:
        source: where the document is. A `Path` is always a file, whatever its name.
        stdin: stands for standard input; by default the process's own.
        format: one of `FORMATS`; by default it is found out.
        limit: bytes at most, on disk, over the wire and decompressed.
        timeout: seconds for fetching a page; None for the default.

    Raises:
        InputError: it cannot be read; the message says why and what to do.
        UnknownNameError: there is no such `format`.
    """
    _check_format(format)
    if source == "":
        raise InputError("''", "is no name of a file: is a variable empty?")
    if source == "-":
        return _extract(standard_input(stdin, limit=limit), "-", "-", format, limit=limit)
    name = fsdecode(source)
    if isinstance(source, str) and (scheme := name.partition("://")[0].lower()) in _SCHEMES:
        if scheme not in ("http", "https"):
            raise InputError(_shown(name), f"{scheme}:// is not read: name a path, or http(s)://")
        return _read_url(name, format, limit, timeout)
    return _extract(file_bytes(name, limit=limit), _shown(name), name, format, limit=limit)


def from_string(text: str, source: str = "text") -> SourceText:
    """Return a text that is given as such, read as a file of plain text would be.

    Front matter, subtitles, the times of a transcript and note marks are left out. A text that has
    none of these keeps its offsets.

    Args:
        text: any text; no HTML, JSON or Markdown is looked for.
        source: what messages call it.
    """
    opening = front_matter(text)
    body = text[opening.end :] if opening else text
    start = body[:TRANSCRIPT_HEAD].removeprefix("\ufeff")
    form = "subtitles" if is_subtitles(start) else "transcript" if is_transcript(start) else None
    if form and len(body) < LIMIT:
        read = _parsed(form, body.encode("utf-8", "replace"), source, None)
        read = read if read.text.strip() else SourceText(body, source)
    else:
        read = SourceText(blank_note_marks(as_prose(body)), source)
    if opening is None:
        return read
    return replace(read, title=opening.title, metadata=opening.metadata)


def read_bytes(
    data: bytes,
    source: str,
    *,
    format: str | None = None,  # noqa: A002  it is the option's name
    charset: str | None = None,
    limit: int = LIMIT,
) -> SourceText:
    """Read a document that is already in memory.

    Args:
        data: the document; compressed with gzip, bzip2 or xz is undone first.
        source: its name: its ending tells the format where the bytes do not.
        format: one of `FORMATS`; by default it is found out.
        charset: an encoding declared for it; what the bytes themselves say goes first.
        limit: bytes at most after decompression.

    Raises:
        InputError: it cannot be read.
        UnknownNameError: there is no such `format`.
    """
    _check_format(format)
    return _extract(data, _shown(source), source, format, charset=charset, limit=limit)


def _extract(
    data: bytes,
    source: str,
    name: str,
    format: str | None,  # noqa: A002  as above
    *,
    charset: str | None = None,
    limit: int,
) -> SourceText:
    """The text in `data`; messages say `source`, and the ending is that of `name`."""
    data, name = decompressed(data, name, source, limit=limit)
    opening = front_matter_of(data) if format in (None, "text", "markdown", "html") else None
    body = data[opening.end :] if opening else data
    sniffed = format or sniff(body, name, source, front_matter=opening is not None)
    read = _parsed(sniffed, body, source, charset)
    if opening:
        title = opening.title
        shown = read.text if not title or title in read.text else f"# {title}\n\n{read.text}"
        read = replace(
            read,
            text=shown,
            title=title or read.title,
            metadata=opening.metadata.or_else(read.metadata),
        )
    return _settled(read)


def _parsed(format: str, data: bytes, source: str, charset: str | None) -> SourceText:  # noqa: A002
    """What the reader of that format makes of `data`.

    Readers raise errors of their own for what they know to be broken. What a library for sound
    files raises on others becomes an `InputError`; a mistake of ours does not.
    """
    module, _, function = FORMATS[format].partition(":")
    extract: Callable[..., SourceText] = getattr(import_module(module), function)
    try:
        return extract(data, source, charset=charset)
    except _PARSER_FAILURES as error:
        why = f"damaged, or not what it seems ({type(error).__name__})"
        raise InputError(source, f"{why}: open it in its own program and save it anew") from error


def _settled(reading: SourceText) -> SourceText:
    text = blank_note_marks(plain(reading.text))
    if not text.strip():
        raise EmptyInputError(reading.source, "holds no text: there is nothing to summarize")
    title = " ".join(plain(reading.title or "").split())
    return replace(reading, text=text, title=title or None)


def _check_format(name: str | None) -> None:
    if name is not None and name not in FORMATS:
        raise UnknownNameError("format", name, FORMATS)


def standard_input(stdin: BinaryIO | None = None, *, limit: int = LIMIT) -> bytes:
    """All of standard input, or of what stands for it.

    Raises:
        InputError: it cannot be read, or is over `limit` bytes.
    """
    stream = stdin or getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise InputError("-", "there is no standard input: name a file")
    try:
        return _bounded(stream, "-", limit)
    except (OSError, ValueError) as error:  # ValueError: it is closed
        raise InputError("-", f"standard input cannot be read ({error}): name a file") from error


def _bounded(stream: BinaryIO, source: str, limit: int) -> bytes:
    """All of `stream`; one byte over the limit is enough to know."""
    pieces = bytearray()
    while piece := stream.read(min(_PIECE, limit + 1 - len(pieces))):
        pieces += piece
        if len(pieces) > limit:
            raise _too_large(source, limit)
    return bytes(pieces)


def _too_large(source: str, limit: int) -> TooLargeError:
    why = f"over the limit of {limit:,} bytes: split it into parts"
    return TooLargeError(source, why, limit=limit)


# Addresses with these are no paths; "C:" is none of them.
_SCHEMES = frozenset(("http", "https", "ftp", "ftps", "file", "s3", "gs", "data"))


def _read_url(
    url: str,
    format: str | None,  # noqa: A002  as above
    limit: int,
    timeout: float | None = None,
) -> SourceText:
    from summarize.reading.web import fetch

    page = fetch(url, limit=limit) if timeout is None else fetch(url, limit=limit, seconds=timeout)
    ending = MEDIA_TYPES.get(page.media_type)
    name = f"page.{ending}" if ending else page.path
    return _extract(page.data, url, name, format, charset=page.charset, limit=limit)


def file_bytes(name: str, *, limit: int = LIMIT) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: it cannot be read, or is over `limit` bytes; the message says what to do.
    """
    shown = _shown(name)
    try:
        with Path(name).open("rb") as file:
            status = fstat(file.fileno())
            if stat.S_ISREG(status.st_mode) and status.st_size > limit:
                raise _too_large(shown, limit)
            return _bounded(file, shown, limit)
    except IsADirectoryError as error:
        why = f"is a folder: name the files in it, such as {shown.rstrip('/')}/*.txt"
        raise InputError(shown, why) from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError(shown, _missing(name)) from error
    except PermissionError as error:
        why = "you may not read it: change its permissions (chmod +r), or ask its owner"
        raise InputError(shown, why) from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError(shown, f"cannot be read ({why}): check the name") from error


def listed(folder: Path) -> list[Path]:
    """What is in a folder, by name.

    Raises:
        InputError: it cannot be listed.
    """
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        why = f"cannot be listed ({error.strerror}): change its permissions (chmod +rx)"
        raise InputError(_shown(str(folder)), why) from error


def _missing(name: str) -> str:
    """What to do about a file that is not there; the name that was meant, where one is close."""
    if name.startswith("www."):
        return f"there is no such file: for the page write https://{_shown(name)}"
    path = Path(name)
    if not path.parent.is_dir():
        return f"there is no folder {_shown(str(path.parent))}: check the path"
    try:
        with scandir(path.parent) as entries:
            names = [entry.name for entry in islice(entries, _SIBLINGS)]
    except OSError:
        names = []
    if close := get_close_matches(path.name, sorted(names), n=1):
        return f"there is no such file: did you mean {_shown(str(path.with_name(close[0])))}?"
    return "there is no such file: check the name (a text itself goes through a pipe)"


def _shown(name: str) -> str:
    """`name` as a message can hold it: on one line, without what no terminal can print."""
    line = " ".join(plain(name).split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
