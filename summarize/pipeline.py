"""From a text, path, URL or document to its summary; one, or many."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from os import PathLike
from time import perf_counter
from typing import BinaryIO, NamedTuple

from summarize import registry
from summarize.cleaning import clean as without_furniture
from summarize.document import Document, Span
from summarize.errors import EmptyInputError, SummarizeError, SummaryError, UnknownNameError
from summarize.language import detection as languages
from summarize.length import Length
from summarize.reading import SourceText, from_string
from summarize.reading import read as read_source
from summarize.registry import Summarizer
from summarize.summary import Summary

__all__ = [
    "DEFAULT_FAITHFUL",
    "DEFAULT_LENGTH",
    "DEFAULT_SUMMARIZER",
    "FAITHFUL",
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

FAITHFUL = ("off", "flag", "repair")
DEFAULT_FAITHFUL = "repair"

Source = str | PathLike[str] | Document


@dataclass(frozen=True, slots=True)
class Settings:
    """How documents are read and summarized.

    Attributes:
        length: "short", "medium", "long", "bullets", "headline", "5s", "100w", "20%".
        summarizer: a name, with options behind a colon, or a summarizer itself.
        language: ISO 639-1 code, or "auto" to detect it for each document.
        clean: whether page furniture is taken away first.
        faithful: what is done with a sentence that the document does not support: "repair" puts
            the document's own in its place, "flag" says so, "off" does not look.
        verbatim: whether every sentence must be the document's, word for word.
    """

    length: str | Length = DEFAULT_LENGTH
    summarizer: str | Summarizer = DEFAULT_SUMMARIZER
    language: str = "auto"
    clean: bool = True
    faithful: str = DEFAULT_FAITHFUL
    verbatim: bool = False

    def resolved(self) -> "Settings":
        """The same with the length and summarizer found.

        Raises:
            UsageError: there is no such length, summarizer, option or language.
        """
        if self.faithful not in FAITHFUL:
            raise UnknownNameError("way of being faithful", self.faithful, FAITHFUL)
        if self.language != "auto":
            languages.check(self.language)
        found = self.summarizer
        if not isinstance(found, str) and not hasattr(found, "summarize"):
            raise TypeError(f"summarizer: a name or a summarizer is wanted, not {found!r}")
        summarizer = registry.get(found) if isinstance(found, str) else found
        return Settings(
            length=Length.parse(self.length),
            summarizer=registry.verbatim(summarizer) if self.verbatim else summarizer,
            language=self.language,
            clean=self.clean,
            faithful=self.faithful,
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
    faithful: str = DEFAULT_FAITHFUL,
) -> Summary:
    """Summarize one text or document.

    Args:
        source: a text (a `str` is always the text itself), a `pathlib.Path` to read, or a
            `Document`, as `read` returns it for a path or URL.
        length: "short", "medium", "long", "bullets", "headline", "5s", "100w", "20%".
        summarizer: a name, with options behind a colon (`textrank:damping=0.9`), or a summarizer.
        language: ISO 639-1 code, or "auto" to detect it.
        clean: whether page furniture is taken away first.
        faithful: "repair", "flag" or "off": see `Settings`.

    Raises:
        UsageError: the length, the summarizer, its options or the language do not exist.
        InputError: the document cannot be read, or nothing is in it.
        SummaryError: the summarizer could not summarize it.
    """
    settings = Settings(length, summarizer, language, clean, faithful)
    return _timed(partial(open_source, source, settings), settings).summary


def summarize_many(
    sources: Iterable[Source], settings: Settings | None = None, *, together: int | None = None
) -> Iterator[Summary | SummaryError]:
    """A summary for each source, in order; what fails is yielded as its error, never raised.

    Args:
        sources: texts, paths or documents, taken as they are needed.
        settings: how they are read and summarized.
        together: how many are read and then summarized at once; None for as many as the summarizer
            likes: one, or a batch where it is a model.

    Raises:
        UsageError: before the first document, where the settings themselves are wrong.
    """
    if isinstance(sources, str | bytes | PathLike | Document):
        kind = type(sources).__name__
        raise TypeError(f"sources: a list of documents is wanted, not one {kind}: use summarize()")
    if not isinstance(settings, Settings | None):
        raise TypeError(f"settings: Settings(length=…) is wanted, not {settings!r}")
    settings = (settings or Settings()).resolved()
    assert not isinstance(settings.summarizer, str)
    size = together or registry.together(settings.summarizer)
    return _each(sources, settings) if size == 1 else _in_batches(sources, settings, size)


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


def _in_batches(
    sources: Iterable[Source], settings: Settings, size: int
) -> Iterator[Summary | SummaryError]:
    left = iter(sources)
    while group := list(islice(left, size)):
        yield from _together(group, settings)


def _together(sources: list[Source], settings: Settings) -> list[Summary | SummaryError]:
    """The summaries of a few sources in their order, the longest made first: like beside like."""
    assert isinstance(settings.length, Length)
    assert not isinstance(settings.summarizer, str)
    start = perf_counter()
    results: dict[int, Summary | SummaryError] = {}
    documents: dict[int, Document] = {}
    for place, source in enumerate(sources):
        try:
            documents[place] = open_source(source, settings)
        except SummarizeError as error:
            results[place] = _as_summary_error(error)
    order = sorted(documents, key=lambda place: -documents[place].words)
    given = [documents[place] for place in order]
    made = settings.summarizer.summarize_many(given, settings.length)
    for place, result in zip(order, made, strict=True):
        if isinstance(result, Summary):
            result = _grounded(result, documents[place], settings.length, settings.faithful)
        results[place] = result
    seconds = round((perf_counter() - start) / len(sources), 6)
    return [
        result if isinstance(result, SummaryError) else replace(result, seconds=seconds)
        for _, result in sorted(results.items())
    ]


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
    summary = _grounded(summary, document, settings.length, settings.faithful)
    return Result(document, replace(summary, seconds=round(perf_counter() - start, 6)))


def _grounded(summary: Summary, document: Document, length: Length, how: str) -> Summary:
    """The summary held against its document; one of the document's own sentences as it is."""
    by_rule = summary.model is None  # such edits only take away, or put a name that is certain
    if how == "off" or all(s.is_own(document) or (by_rule and s.edited) for s in summary.sentences):
        return summary
    from summarize.grounding.repair import faithful

    return faithful(summary, document, length, repair=how == "repair")


def open_source(source: Source, settings: Settings) -> Document:
    """The document of a text, a path, or a document, read and cleaned as `settings` say.

    Raises:
        InputError: it cannot be read, or nothing is in it.
        LanguageError: the language is no code we know.
    """
    if isinstance(source, Document):
        return source
    if isinstance(source, str):
        reading = from_string(source)
        return _document(reading, language=settings.language, clean=settings.clean)
    if not isinstance(source, PathLike):
        kind = type(source).__name__
        raise TypeError(f"source: a text, a Path or a Document is wanted, not {kind}")
    return read(source, language=settings.language, clean=settings.clean)


def from_reading(reading: SourceText, settings: Settings) -> Document:
    """The document of what `reading` has read, cleaned as `settings` say.

    Raises:
        EmptyInputError: nothing is in it.
        LanguageError: the language is no code we know.
    """
    return _document(reading, language=settings.language, clean=settings.clean)


def _document(reading: SourceText, *, language: str, clean: bool) -> Document:
    if not reading.text.strip():
        raise EmptyInputError(reading.source, "nothing to summarize: it holds no text")
    document = Document.from_text(reading.text, language=language, source=reading.source)
    if clean:
        document = without_furniture(document)
    return replace(
        document,
        notes=(*reading.notes, *document.notes),
        title_span=_place(reading.title, reading.text) or document.title_span,
        metadata=reading.metadata.or_else(document.metadata),
    )


def _place(title: str | None, text: str) -> Span | None:
    """Where the title that a page or file gives itself stands in its text, if it does."""
    if not title or (start := text.find(title)) < 0:
        return None
    return Span(start, start + len(title))
