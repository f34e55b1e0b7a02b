"""Settings for reading and summarizing, and documents read and cleaned with them."""

import re
import warnings
from dataclasses import dataclass, replace
from os import PathLike
from typing import BinaryIO, Literal, get_args

from summarize import registry
from summarize.cleaning import clean as remove_boilerplate
from summarize.document import Document, Span
from summarize.errors import EmptyInputError, UnknownNameError
from summarize.language import detection as languages
from summarize.length import Length
from summarize.reading import SourceText, from_string, read_bytes
from summarize.reading import read as read_source
from summarize.registry import Summarizer

__all__ = [
    "DEFAULT_FAITHFUL",
    "DEFAULT_LENGTH",
    "DEFAULT_SUMMARIZER",
    "FAITHFUL",
    "Faithful",
    "LengthText",
    "Settings",
    "Source",
    "document_from_bytes",
    "document_from_text",
    "load_document",
    "read",
]

DEFAULT_LENGTH = "medium"
DEFAULT_SUMMARIZER = "textrank"  # best for its cost in our own evaluation: docs/quality.md

Faithful = Literal["off", "flag", "repair"]
FAITHFUL: tuple[Faithful, ...] = get_args(Faithful)
DEFAULT_FAITHFUL: Faithful = "repair"

LengthText = Literal["headline", "short", "medium", "long", "bullets"] | str
"""A length by name, or a number with its unit: "3 sentences", "100 words", "20%"."""

Source = str | PathLike[str] | Document

# A `str` is always text. One line that looks like a file name or a URL is probably meant as one.
_NAMES_A_SOURCE = re.compile(
    r"https?://\S+|[^\n]{1,250}\.(?:txt|md|html?|pdf|docx|epub|eml|srt|vtt|json|xml)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How documents are read and summarized.

    Attributes:
        length: "short", "medium", "long", "bullets", "headline", "5s", "100w", "20%", "280c".
        summarizer: a name, optionally followed by a colon and options, or a summarizer object.
        language: a code or name, or "auto" to detect it for each document.
        clean: remove boilerplate first.
        faithful: what happens to a sentence that the document does not support: "repair" replaces
            it with the document's own, "flag" marks it, "off" does not check.
        verbatim: leave every sentence exactly as it is in the document.
        focus: a question or topic that the summary is about, or "".
    """

    length: str | Length = DEFAULT_LENGTH
    summarizer: str | Summarizer = DEFAULT_SUMMARIZER
    language: str = "auto"
    clean: bool = True
    faithful: str = DEFAULT_FAITHFUL
    verbatim: bool = False
    focus: str = ""

    def resolved(self) -> "Settings":
        """Return settings with the length parsed and the summarizer loaded.

        Raises:
            UsageError: a length, summarizer, option or language does not exist.
        """
        if self.faithful not in FAITHFUL:
            raise UnknownNameError("value of faithful", self.faithful, FAITHFUL)
        if self.language != "auto":
            languages.check(self.language)
        summarizer = self.summarizer
        if not isinstance(summarizer, str) and not hasattr(summarizer, "summarize"):
            raise TypeError(f"summarizer must be a name or a summarizer, not {summarizer!r}")
        summarizer = registry.get(summarizer) if isinstance(summarizer, str) else summarizer
        return replace(
            self,
            length=Length.parse(self.length),
            summarizer=registry.verbatim(summarizer) if self.verbatim else summarizer,
        )


def read(
    source: str | PathLike[str],
    *,
    language: str = "auto",
    clean: bool = True,
    stdin: BinaryIO | None = None,
    timeout: float | None = None,
) -> Document:
    """Read a file, `-` (standard input) or an http(s) URL, ready to summarize.

    The format is detected from the content.

    Args:
        source: a path, `-` or a URL.
        language: a code or name, or "auto" to detect it.
        clean: remove boilerplate.
        stdin: read for `-`; by default the process's standard input.
        timeout: seconds for fetching a page; None for the default.

    Raises:
        InputError: the source cannot be read; the message says why and what to do.
        LanguageError: unknown language code or name.
    """
    reading = read_source(source, stdin=stdin, timeout=timeout)
    return _document(reading, language=language, clean=clean)


def load_document(source: Source, settings: Settings) -> Document:
    """Read and clean a text or a path; a document is returned as it is.

    Raises:
        InputError: the source cannot be read, or is empty.
        LanguageError: unknown language code or name.
    """
    if isinstance(source, Document):
        return source
    if isinstance(source, str):
        _warn_of_name(source)
        reading = from_string(source)
        return _document(reading, language=settings.language, clean=settings.clean)
    if not isinstance(source, PathLike):
        kind = type(source).__name__
        raise TypeError(f"source must be a text, a Path or a Document, not {kind}")
    return read(source, language=settings.language, clean=settings.clean)


def _warn_of_name(text: str) -> None:
    """Warn if a text looks like a file name or URL, since it is not read."""
    if _NAMES_A_SOURCE.fullmatch(text.strip()):
        warnings.warn(
            f"summarize({text.strip()!r}) summarizes these characters, not the file or page they "
            f"name: use read({text.strip()!r}) or pathlib.Path",
            UserWarning,
            stacklevel=2,
        )


def document_from_bytes(data: bytes, name: str, settings: Settings) -> Document:
    """Return the document in the bytes of a file; the name helps to detect the format.

    Raises:
        InputError: the bytes cannot be read, or are empty.
        LanguageError: unknown language code or name.
    """
    return document_from_text(read_bytes(data, name or "data"), settings)


def document_from_text(reading: SourceText, settings: Settings) -> Document:
    """Return the document of a text that was read, cleaned according to `settings`.

    Raises:
        EmptyInputError: the text is empty.
        LanguageError: unknown language code or name.
    """
    return _document(reading, language=settings.language, clean=settings.clean)


def _document(reading: SourceText, *, language: str, clean: bool) -> Document:
    if not reading.text.strip():
        raise EmptyInputError(reading.source, "nothing to summarize: it holds no text")
    document = Document.from_text(reading.text, language=language, source=reading.source)
    document = replace(
        document,
        title_span=_place(reading.title, reading.text) or document.title_span,
        metadata=reading.metadata.or_else(document.metadata),
    )
    if clean:
        document = remove_boilerplate(document, extracted=reading.is_extracted)
    return replace(document, notes=(*reading.notes, *document.notes))


def _place(title: str | None, text: str) -> Span | None:
    """Return the span of the title in the text, or None if it does not occur there."""
    if not title or (start := text.find(title)) < 0:
        return None
    return Span(start, start + len(title))
