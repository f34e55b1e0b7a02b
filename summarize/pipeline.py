"""From a text, path, URL or document to its summary; one, or many."""

import warnings
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from os import PathLike
from time import perf_counter
from typing import Any, BinaryIO, NamedTuple

from summarize import registry
from summarize.document import Document
from summarize.document.combination import combine
from summarize.document.focus import Focus, focus
from summarize.errors import SummarizeError, SummaryError
from summarize.length import Length
from summarize.loading import (
    DEFAULT_FAITHFUL,
    DEFAULT_LENGTH,
    DEFAULT_SUMMARIZER,
    FAITHFUL,
    Faithful,
    LengthText,
    Settings,
    Source,
    document_from_bytes,
    document_from_text,
    load_document,
    read,
)
from summarize.registry import Summarizer
from summarize.summary import Summary, SummarySentence

__all__ = [
    "DEFAULT_FAITHFUL",
    "DEFAULT_LENGTH",
    "DEFAULT_SUMMARIZER",
    "FAITHFUL",
    "Faithful",
    "LengthText",
    "Result",
    "Settings",
    "combine_sources",
    "document_from_text",
    "load_document",
    "read",
    "summarize",
    "summarize_async",
    "summarize_many",
    "summarize_many_async",
    "summarize_source",
]

_REPLACEMENTS = 50  # sentences tried in place of unsupported ones, at most

CHARACTER_TRIES = 8  # of a length in characters: each asks for fewer words than came last


def summarize(  # noqa: PLR0913 - the one call most people make: every setting by its name
    source: Source | None = None,
    *,
    html: str | None = None,
    data: bytes | None = None,
    name: str = "",
    length: LengthText | Length = DEFAULT_LENGTH,
    summarizer: str | Summarizer = DEFAULT_SUMMARIZER,
    language: str = "auto",
    clean: bool = True,
    faithful: Faithful = DEFAULT_FAITHFUL,
    focus: str = "",
) -> Summary:
    """Summarize one text or document.

    Exactly one of `source`, `html` and `data` is given.

    Args:
        source: a text (a `str` is always the text itself), a `pathlib.Path` to read, or a
            `Document`, as `read` returns it for a path or URL.
        html: the source of a page.
        data: the bytes of a document in any format that is read: a PDF, a DOCX, a page.
        name: its file name, whose ending may tell the format of `data`.
        length: "short", "medium", "long", "bullets", "headline", "5s", "100w", "20%", "280c".
        summarizer: a name, with options after a colon (`textrank:damping=0.9`), or a summarizer.
        language: a code or name, or "auto" to detect it.
        clean: whether boilerplate is removed first.
        faithful: "repair", "flag" or "off": see `Settings`.
        focus: a question or topic that the summary is about.

    Raises:
        UsageError: the length, the summarizer, its options or the language do not exist.
        InputError: the document cannot be read, or is empty.
        SummaryError: the summarizer could not summarize it.
    """
    settings = Settings(length, summarizer, language, clean, faithful, verbatim=False, focus=focus)
    if sum(each is not None for each in (source, html, data)) != 1:
        raise TypeError("give one of source, html=… and data=…")
    if html is not None:
        data, name = html.encode("utf-8", "replace"), name or "page.html"
    if data is not None:
        content = data
        result = _run(lambda: document_from_bytes(content, name, settings), settings)
    else:
        assert source is not None
        result = _run(partial(load_document, source, settings), settings)
    return replace(result.summary, document=result.document)


async def summarize_async(source: Source | None = None, **options: Any) -> Summary:
    """The same as `summarize`, in a thread: the event loop goes on meanwhile."""
    import asyncio  # a fifteenth of the start-up time, and most callers are not asynchronous

    return await asyncio.to_thread(partial(summarize, source, **options))


async def summarize_many_async(
    sources: Iterable[Source], settings: Settings | None = None, *, batch_size: int | None = None
) -> AsyncIterator[Summary | SummaryError]:
    """The same as `summarize_many`, each summary made in a thread."""
    import asyncio

    results = summarize_many(sources, settings, batch_size=batch_size)
    while (result := await asyncio.to_thread(next, results, None)) is not None:
        yield result


def summarize_many(
    sources: Iterable[Source],
    settings: Settings | None = None,
    *,
    batch_size: int | None = None,
    together: int | None = None,
) -> Iterator[Summary | SummaryError]:
    """Summarize each source, in order; a source that fails yields its error instead of raising.

    Args:
        sources: texts, paths or documents, read as they are needed.
        settings: how they are read and summarized.
        batch_size: how many documents are read and then summarized at once; None for the
            summarizer's preference: one, or a batch if it runs a model.
        together: deprecated name of `batch_size`.

    Raises:
        UsageError: the settings are invalid; raised before the first document.
        TypeError: `sources` is a single document.
    """
    if together is not None:
        message = "summarize_many(together=…) is now batch_size=…"
        warnings.warn(message, DeprecationWarning, stacklevel=2)
        batch_size = together
    if isinstance(sources, str | bytes | PathLike | Document):
        kind = type(sources).__name__
        raise TypeError(f"sources must be a list of documents, not one {kind}; use summarize()")
    if not isinstance(settings, Settings | None):
        raise TypeError(f"settings must be Settings(length=…), not {settings!r}")
    settings = (settings or Settings()).resolved()
    assert not isinstance(settings.summarizer, str)
    size = batch_size or registry.preferred_batch_size(settings.summarizer)
    return _each(sources, settings) if size == 1 else _in_batches(sources, settings, size)


class Result(NamedTuple):
    """A document and its summary."""

    document: Document
    summary: Summary


def summarize_source(
    source: str,
    settings: Settings,
    *,
    stdin: BinaryIO | None = None,
    timeout: float | None = None,
) -> Result:
    """Read what the command line names, a path, `-` or a URL, and summarize it.

    Raises:
        SummarizeError: as `read` and `summarize` raise it.
    """
    return _run(
        lambda: read(
            source,
            language=settings.language,
            clean=settings.clean,
            stdin=stdin,
            timeout=timeout,
        ),
        settings,
    )


def combine_sources(documents: Sequence[Document], settings: Settings) -> Result:
    """Summarize several documents in one summary, each sentence citing its documents.

    What several documents report is said once; where they give different figures for it, a note
    says so.

    Args:
        documents: two at least, in the order they are numbered.
        settings: how they are summarized.

    Raises:
        SummaryError: the summarizer could not summarize them.
    """
    from summarize.grounding.disagreement import cited

    document = combine(documents)
    result = _run(lambda: document, settings)
    return result._replace(summary=cited(result.summary, document, documents))


def _each(sources: Iterable[Source], settings: Settings) -> Iterator[Summary | SummaryError]:
    for source in sources:
        try:
            yield _run(partial(load_document, source, settings), settings).summary
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
            documents[place] = load_document(source, settings)
        except SummarizeError as error:
            results[place] = _as_summary_error(error)
    order = sorted(documents, key=lambda place: -documents[place].words)
    ordered = [documents[place] for place in order]
    summaries = _summaries(ordered, settings)
    for place, result in zip(order, summaries, strict=True):
        if isinstance(result, Summary):
            result = _check_faithfulness(
                result, documents[place], settings.length, settings.faithful
            )
        results[place] = result
    seconds = round((perf_counter() - start) / len(sources), 6)
    return [
        result if isinstance(result, SummaryError) else replace(result, seconds=seconds)
        for _, result in sorted(results.items())
    ]


def _summaries(
    documents: Sequence[Document], settings: Settings
) -> Iterator[Summary | SummaryError]:
    """A batch's summaries; one by one where each depends on its document alone."""
    assert isinstance(settings.length, Length)
    assert not isinstance(settings.summarizer, str)
    if not settings.focus and settings.length.characters is None:
        yield from settings.summarizer.summarize_many(documents, settings.length)
        return
    for document in documents:
        try:
            yield _focused_summary(document, settings)
        except SummarizeError as error:
            yield _as_summary_error(error)


def _as_summary_error(error: SummarizeError) -> SummaryError:
    """The same words, and as its cause the error itself, whose type tells what kind it was."""
    summary_error = SummaryError(None, str(error))
    summary_error.__cause__ = error
    return summary_error


def _run(load: Callable[[], Document], settings: Settings) -> Result:
    """Load a document, summarize it, check it, and time all of it."""
    start = perf_counter()
    settings = settings.resolved()
    assert isinstance(settings.length, Length)
    document = load()
    summary = _focused_summary(document, settings)
    summary = _check_faithfulness(summary, document, settings.length, settings.faithful)
    return Result(document, replace(summary, seconds=round(perf_counter() - start, 6)))


def _focused_summary(document: Document, settings: Settings) -> Summary:
    """The summary, of what concerns the focus where there is one, within its characters."""
    summarizer, length = settings.summarizer, settings.length
    assert isinstance(length, Length)
    assert not isinstance(summarizer, str)
    if not settings.focus or not document.sentences:
        return _within_characters(summarizer, document, length)
    focused = focus(document, settings.focus, length)
    if with_focus := getattr(summarizer, "with_focus", None):
        summary = _within_characters(with_focus(settings.focus), document, length)
    else:
        summary = _within_characters(*_focusing(summarizer, focused), length)
    if focused.note is None:
        return summary
    return replace(summary, notes=(*summary.notes, focused.note))


def _focusing(summarizer: Summarizer, focused: Focus) -> tuple[Summarizer, Document]:
    """What summarizes a focused document, and which form of it.

    Sentences out of their paragraphs are quoted: what they refer to may be gone.
    """
    if getattr(summarizer, "weighs", False):
        return summarizer, focused.weighted
    if getattr(summarizer, "quotes", False):
        return registry.verbatim(summarizer), focused.sentences
    return summarizer, focused.paragraphs


def _within_characters(summarizer: Summarizer, document: Document, length: Length) -> Summary:
    """The summary; where a length in characters is over, that of fewer words."""
    summary = summarizer.summarize(document, length)
    limit = length.characters
    for _ in range(CHARACTER_TRIES):
        if limit is None or len(summary.text) <= limit or len(summary.sentences) < 2:
            break
        words = summary.words * limit // len(summary.text)
        summary = summarizer.summarize(document, replace(length, words=max(1, words)))
    if limit is not None and len(summary.text) > limit:
        note = f"the best sentence alone is longer than {limit} characters: it is given whole"
        return replace(summary, notes=(*summary.notes, note))
    return summary


def _check_faithfulness(summary: Summary, document: Document, length: Length, how: str) -> Summary:
    """The summary checked against its document; whole sentences of the document need no check."""
    if how == "off" or all(sentence.is_close(document) for sentence in summary.sentences):
        return summary
    from summarize.grounding.repair import faithful

    ranked = partial(_ranked, document) if how == "repair" else None
    return faithful(summary, document, length, ranked=ranked)


def _ranked(document: Document) -> list[SummarySentence]:
    """Return the sentences the default summarizer would choose, the best first."""
    count = min(len(document.sentences), _REPLACEMENTS)
    summary = registry.get(DEFAULT_SUMMARIZER).summarize(document, Length.parse(f"{count}s"))
    return sorted(summary.sentences, key=lambda sentence: -sentence.score)
