"""Task handlers, which run in a worker: summarize, evaluate, extract and check.

A handler takes the options of a task and its items and yields one answer per item, in order. They
are listed in `HANDLERS`.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from time import perf_counter
from typing import Any, NamedTuple

from summarize import reading
from summarize.document import Document
from summarize.document.extraction import extracted
from summarize.errors import (
    BinaryInputError,
    FetchError,
    InputError,
    LanguageError,
    LengthError,
    MissingExtraError,
    OptionError,
    SummarizeError,
    SummaryError,
    TooLargeError,
    UnknownNameError,
    UsageError,
)
from summarize.length import Length
from summarize.pipeline import Settings, document_from_text, summarize_many
from summarize.registry import Summarizer
from summarize.rendering import render
from summarize.service.workers.offsets import check_in_utf16, extract_in_utf16, summary_in_utf16
from summarize.summary import Summary

__all__ = ["HANDLERS", "Answer", "TaskItem", "failure"]

JSON = "application/json"
SCHEMA = 1  # of what `check` returns

_MEDIA_TYPES = {
    "text": "text/plain; charset=utf-8",
    "markdown": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
}

_STATUS: Sequence[tuple[type[SummarizeError], int, str, str | None]] = (
    (LengthError, 422, "length", "length"),
    (LanguageError, 422, "language", "language"),
    (OptionError, 422, "option", "summarizer"),
    (UnknownNameError, 422, "unknown-name", "summarizer"),
    (UsageError, 422, "usage", None),
    (TooLargeError, 413, "too-large", None),
    (BinaryInputError, 415, "not-text", "file"),
    (FetchError, 422, "fetch", "url"),
    (InputError, 422, "unreadable", None),
    (MissingExtraError, 422, "missing-extra", "summarizer"),
    (SummaryError, 422, "cannot-summarize", None),
)
"""Error class → HTTP status, name in a problem's `type`, and the field at fault."""


class TaskItem(NamedTuple):
    """One document of a task.

    Attributes:
        about: `limit` in bytes, uncompressed; `name` (absent for a plain text), `source` and
            `charset` if known; and how to answer: `format`, `include_text`, `offsets`.
        data: UTF-8 of a text, or the bytes of a file or page.
    """

    about: Mapping[str, Any]
    data: bytes


class Answer(NamedTuple):
    """The answer for one item: a header for the frame, and the body."""

    header: Mapping[str, Any]
    body: bytes = b""


def failure(error: SummarizeError) -> Answer:
    """Return an error as an answer: status, kind, detail and the field at fault."""
    cause = error.__cause__ if isinstance(error.__cause__, SummarizeError) else error
    status, kind, field = next(
        (entry for error_class, *entry in _STATUS if isinstance(cause, error_class)),
        (500, "failed", None),
    )
    return Answer({"status": status, "kind": kind, "detail": str(error), "field": field})


@dataclass(frozen=True, slots=True)
class _Precomputed:
    """A summarizer that returns a summary made before, for the rest of the pipeline."""

    name: str
    result: Summary | SummaryError

    def summarize(self, document: Document, length: Length) -> Summary:
        """Return the summary, or raise its error."""
        if isinstance(self.result, SummaryError):
            raise self.result
        return self.result

    def summarize_many(
        self, documents: Iterable[Document], length: Length
    ) -> Iterator[Summary | SummaryError]:
        """Yield the summary once per document."""
        for _ in documents:
            yield self.result


def summarize(options: Mapping[str, Any], items: Sequence[TaskItem]) -> Iterator[Answer]:
    """Yield summaries of the items, which a model summarizes as one batch."""
    start = perf_counter()
    settings = settings_of(options).resolved()
    documents = [_open(item, settings) for item in items]
    readable = [document for document in documents if isinstance(document, Document)]
    summaries = _summaries(readable, settings)
    for item, document in zip(items, documents, strict=True):
        if isinstance(document, SummarizeError):
            yield failure(document)
            continue
        summary = next(summaries)
        if isinstance(summary, SummarizeError):
            yield failure(summary)
        else:
            timed = replace(summary, seconds=round(perf_counter() - start, 6))
            yield _rendered(timed, document, item)


def settings_of(options: Mapping[str, Any]) -> Settings:
    """Return the pipeline's settings among the options of a task."""
    known = {field.name for field in fields(Settings)}
    return Settings(**{name: value for name, value in options.items() if name in known})


def _open(item: TaskItem, settings: Settings) -> Document | SummarizeError:
    """Return the document of an item, or why it cannot be read."""
    try:
        return _read(item, settings)
    except SummarizeError as error:
        return error


def _read(item: TaskItem, settings: Settings) -> Document:
    about, limit = item.about, item.about["limit"]
    if len(item.data) > limit:
        reason = f"over the limit of {limit:,} bytes: split it into parts"
        raise TooLargeError(about.get("name") or "text", reason, limit=limit)
    if about.get("name") is None:
        text = reading.from_string(item.data.decode(), about.get("source") or "text")
        return document_from_text(text, settings)
    file = reading.read_bytes(item.data, about["name"], charset=about.get("charset"), limit=limit)
    return document_from_text(replace(file, source=about.get("source") or about["name"]), settings)


def _summaries(
    documents: Sequence[Document], settings: Settings
) -> Iterator[Summary | SummaryError]:
    """Yield a summary per document; several are one batch for the summarizer, unless focused."""
    if len(documents) < 2 or settings.focus:
        yield from summarize_many(documents, settings)
        return
    assert isinstance(settings.length, Length)
    summarizer = settings.summarizer
    assert isinstance(summarizer, Summarizer)
    batch = summarizer.summarize_many(documents, settings.length)
    for document, result in zip(documents, batch, strict=True):
        precomputed = _Precomputed(summarizer.name, result)
        yield from summarize_many([document], replace(settings, summarizer=precomputed))


def _rendered(summary: Summary, document: Document, item: TaskItem) -> Answer:
    """Return a summary in the requested format, with the requested offsets."""
    form = item.about.get("format", "json")
    if form != "json":
        body = render(summary, document, form)
        return Answer({"status": 200, "type": _MEDIA_TYPES[form]}, f"{body}\n".encode())
    values = summary.to_dict()
    if item.about.get("offsets") == "utf16":
        values = summary_in_utf16(values, document.text)
    if item.about.get("include_text"):
        text, source = document.text, document.source
        values["document"] = {"text": text, "source": source, "title": document.title}
    return _json_answer(values)


def _json_answer(value: object) -> Answer:
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer({"status": 200, "type": JSON}, body)


def extract(options: Mapping[str, Any], items: Sequence[TaskItem]) -> Iterator[Answer]:
    """Yield the article of each item: its title, its blocks and what was removed."""
    settings = settings_of(options)
    for item in items:
        document = _open(item, settings)
        if isinstance(document, SummarizeError):
            yield failure(document)
            continue
        values = extracted(document)
        if item.about.get("offsets") == "utf16":
            values = extract_in_utf16(values)
        yield _json_answer(values)


def check(options: Mapping[str, Any], items: Sequence[TaskItem]) -> Iterator[Answer]:
    """Yield the check of a summary, `options["summary"]`, against the article of each item."""
    from summarize.grounding import check as checked
    from summarize.grounding import checks_in

    settings = settings_of({"clean": False, **options})
    for item in items:
        document = _open(item, settings)
        if isinstance(document, SummarizeError):
            yield failure(document)
            continue
        sentences = [
            {
                "text": sentence.text,
                "supported": sentence.supported,
                "support": sentence.support,
                "sources": sentence.sources,
                "unsupported": [claim._asdict() for claim in sentence.unsupported],
            }
            for sentence in checked(options["summary"], document)
        ]
        values: dict[str, Any] = {
            "schema": SCHEMA,
            "language": document.language,
            "checks": checks_in(document.language),
            "supported": all(sentence["supported"] for sentence in sentences),
            "sentences": sentences,
        }
        if item.about.get("offsets") == "utf16":
            values = check_in_utf16(values, document.text)
        if item.about.get("include_text"):
            values["document"] = {
                "text": document.text,
                "source": document.source,
                "title": document.title,
            }
        yield _json_answer(values)


def evaluate(options: Mapping[str, Any], items: Sequence[TaskItem]) -> Iterator[Answer]:
    """Yield the scores of summarizers on each item, a JSON array of documents."""
    from summarize.evaluation import EvaluateOptions
    from summarize.evaluation import evaluate as scored

    settings = EvaluateOptions(language=options["language"], clean=options["clean"])
    for item in items:
        try:
            evaluation = scored(
                json.loads(item.data),
                summarizers=options["summarizers"],
                length=options["length"],
                options=settings,
            )
        except SummarizeError as error:
            yield failure(error)
        else:
            yield _json_answer(evaluation.to_dict(timing=True))


HANDLERS: Mapping[str, Callable[[Mapping[str, Any], Sequence[TaskItem]], Iterator[Answer]]] = {
    "summarize": summarize,
    "extract": extract,
    "check": check,
    "evaluate": evaluate,
}
"""Kind of task → handler."""
