"""From a text, path, URL or document to its summary; one, or many."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from os import PathLike
from time import perf_counter
from typing import BinaryIO, NamedTuple

from summarize import language as languages
from summarize import summarizer as registry
from summarize.cleaning import clean as without_furniture
from summarize.document import Document, Span
from summarize.errors import EmptyInputError, SummarizeError, SummaryError
from summarize.length import Length
from summarize.reading import Reading
from summarize.reading import read as read_source
from summarize.summarizer import Summarizer
from summarize.summary import Summary

__all__ = [
    "DEFAULT_LENGTH",
    "DEFAULT_SUMMARIZER",
    "Settings",
    "from_reading",
    "open_source",
    "read",
    "summarize",
    "summarize_many",
    "summarize_source",
]

DEFAULT_LENGTH = "medium"
DEFAULT_SUMMARIZER = "textrank"  # best for its cost in our own evaluation: docs/quality.md

Source = str | PathLike[str] | Document


@dataclass(frozen=True, slots=True)
class Settings:
    """How documents are read and summarized.

    Attributes:
        length: "short", "medium", "long", "bullets", "headline", "5s", "100w", "20%".
        summarizer: a name, with options behind a colon, or a summarizer itself.
        language: ISO 639-1 code, or "auto" to detect it for each document.
        clean: whether page furniture is taken away first.
    """

    length: str | Length = DEFAULT_LENGTH
    summarizer: str | Summarizer = DEFAULT_SUMMARIZER
    language: str = "auto"
    clean: bool = True

    def resolved(self) -> "Settings":
        """The same with the length and summarizer found.

        Raises:
            UsageError: there is no such length, summarizer, option or language.
        """
        if self.language != "auto":
            languages.check(self.language)
        found = self.summarizer
        return Settings(
            length=Length.parse(self.length),
            summarizer=registry.get(found) if isinstance(found, str) else found,
            language=self.language,
            clean=self.clean,
        )


def read(
    source: str | PathLike[str],
    *,
    language: str = "auto",
    clean: bool = True,
    stdin: BinaryIO | None = None,
) -> Document:
    """Read a file, `-` (standard input) or an http(s) URL, ready to summarize.

    Plain text, Markdown, HTML, PDF and DOCX are told apart by their content.

    Raises:
        InputError: it cannot be read; the message says why and what to do.
        LanguageError: `language` is no code we know.
    """
    return _document(read_source(source, stdin=stdin), language=language, clean=clean)


def summarize(
    source: Source,
    *,
    length: str | Length = DEFAULT_LENGTH,
    summarizer: str | Summarizer = DEFAULT_SUMMARIZER,
    language: str = "auto",
    clean: bool = True,
) -> Summary:
    """Summarize one text or document.

    Args:
        source: a text (a `str` is always the text itself), a `pathlib.Path` to read, or a
            `Document`, as `read` returns it for a path or URL.
        length: "short", "medium", "long", "bullets", "headline", "5s", "100w", "20%".
        summarizer: a name, with options behind a colon (`textrank:damping=0.9`), or a summarizer.
        language: ISO 639-1 code, or "auto" to detect it.
        clean: whether page furniture is taken away first.

    Raises:
        UsageError: the length, the summarizer, its options or the language do not exist.
        InputError: the document cannot be read, or nothing is in it.
        SummaryError: the summarizer could not summarize it.
    """
    settings = Settings(length, summarizer, language, clean)
    return _timed(partial(open_source, source, settings), settings).summary


def summarize_many(
    sources: Iterable[Source], settings: Settings | None = None
) -> Iterator[Summary | SummaryError]:
    """A summary for each source, in order; what fails is yielded as its error, never raised.

    Raises:
        UsageError: before the first document, where the settings themselves are wrong.
    """
    return _each(sources, (settings or Settings()).resolved())


class Result(NamedTuple):
    """A document and its summary."""

    document: Document
    summary: Summary


def summarize_source(source: str, settings: Settings, *, stdin: BinaryIO | None = None) -> Result:
    """Read what the command line names, a path, `-` or a URL, and summarize it.

    Raises:
        SummarizeError: as `read` and `summarize` raise it.
    """
    return _timed(
        lambda: read(source, language=settings.language, clean=settings.clean, stdin=stdin),
        settings,
    )


def _each(sources: Iterable[Source], settings: Settings) -> Iterator[Summary | SummaryError]:
    for source in sources:
        try:
            yield _timed(partial(open_source, source, settings), settings).summary
        except SummaryError as error:
            yield error
        except SummarizeError as error:
            yield _as_summary_error(error)


def _as_summary_error(error: SummarizeError) -> SummaryError:
    """The same words, and as its cause the error itself, whose type tells what kind it was."""
    found = SummaryError(None, str(error))
    found.__cause__ = error
    return found


def _timed(opened: Callable[[], Document], settings: Settings) -> Result:
    start = perf_counter()
    settings = settings.resolved()
    assert isinstance(settings.length, Length)
    assert not isinstance(settings.summarizer, str)
    document = opened()
    summary = settings.summarizer.summarize(document, settings.length)
    return Result(document, replace(summary, seconds=round(perf_counter() - start, 6)))


def open_source(source: Source, settings: Settings) -> Document:
    """The document of a text, a path, or a document, read and cleaned as `settings` say.

    Raises:
        InputError: it cannot be read, or nothing is in it.
        LanguageError: the language is no code we know.
    """
    if isinstance(source, Document):
        return source
    if isinstance(source, str):
        reading = Reading(source, "text")
        return _document(reading, language=settings.language, clean=settings.clean)
    return read(source, language=settings.language, clean=settings.clean)


def from_reading(reading: Reading, settings: Settings) -> Document:
    """The document of what `reading` has read, cleaned as `settings` say.

    Raises:
        EmptyInputError: nothing is in it.
        LanguageError: the language is no code we know.
    """
    return _document(reading, language=settings.language, clean=settings.clean)


def _document(reading: Reading, *, language: str, clean: bool) -> Document:
    if not reading.text.strip():
        raise EmptyInputError(reading.source, "nothing to summarize: it holds no text")
    document = Document.from_text(reading.text, language=language, source=reading.source)
    if clean:
        document = without_furniture(document)
    return replace(
        document,
        notes=(*reading.notes, *document.notes),
        title_span=document.title_span or _place(reading.title, reading.text),
    )


def _place(title: str | None, text: str) -> Span | None:
    """Where the title that a page or file gives itself stands in its text, if it does."""
    if not title or (start := text.find(title)) < 0:
        return None
    return Span(start, start + len(title))
