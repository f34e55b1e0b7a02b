"""What a worker does with documents: reads them, summarizes them together, renders each answer.

Each kind of work is a function of the options and the items that yields an answer an item, in
order; they stand in `KINDS`.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from time import perf_counter
from typing import Any, NamedTuple

from summarize import reading
from summarize.document import Document
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
from summarize.pipeline import Settings, from_reading, summarize_many
from summarize.registry import Summarizer
from summarize.rendering import render
from summarize.summary import Summary

__all__ = ["KINDS", "Answer", "Item", "failure"]

JSON = "application/json"

_MEDIA = {
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
"""Each kind of error with its status, its name in a problem's type, and the field at fault."""


class Item(NamedTuple):
    """One document of a task: how it is shown, and its bytes.

    Attributes:
        about: `limit` of its bytes, decompressed too; and where they are known `name` (none for a
            text that was sent as such), `source`, `charset`; of the answer `format` and
            `include_text`.
        data: UTF-8 of a text, or the bytes of a file or page.
    """

    about: Mapping[str, Any]
    data: bytes


class Answer(NamedTuple):
    """What is answered for one item: a header for the frame, and the body."""

    header: Mapping[str, Any]
    body: bytes = b""


def failure(error: SummarizeError) -> Answer:
    """An error as an answer: status, kind, detail and the field at fault."""
    cause = error.__cause__ if isinstance(error.__cause__, SummarizeError) else error
    status, name, at = next(
        (how for kind, *how in _STATUS if isinstance(cause, kind)), (500, "failed", None)
    )
    return Answer({"status": status, "kind": name, "detail": str(error), "field": at})


@dataclass(frozen=True, slots=True)
class _Made:
    """A summarizer whose summary is made already: what else the pipeline does, it does to it."""

    name: str
    made: Summary | SummaryError

    def summarize(self, document: Document, length: Length) -> Summary:
        """The summary, or its error."""
        if isinstance(self.made, SummaryError):
            raise self.made
        return self.made

    def summarize_many(
        self, documents: Iterable[Document], length: Length
    ) -> Iterator[Summary | SummaryError]:
        """The summary, once a document."""
        for _ in documents:
            yield self.made


def summarize(options: Mapping[str, Any], items: Sequence[Item]) -> Iterator[Answer]:
    """Summaries of the items, given to the summarizer together: a model makes them in one go."""
    start = perf_counter()
    settings = settings_of(options).resolved()
    found = [_opened(item, settings) for item in items]
    documents = [document for document in found if isinstance(document, Document)]
    made = _summaries(documents, settings)
    for item, document in zip(items, found, strict=True):
        if isinstance(document, SummarizeError):
            yield failure(document)
            continue
        summary = next(made)
        if isinstance(summary, SummarizeError):
            yield failure(summary)
        else:
            timed = replace(summary, seconds=round(perf_counter() - start, 6))
            yield _shown(timed, document, item)


def settings_of(options: Mapping[str, Any]) -> Settings:
    """The pipeline's settings among the options of a request."""
    known = {field.name for field in fields(Settings)}
    return Settings(**{name: value for name, value in options.items() if name in known})


def _opened(item: Item, settings: Settings) -> Document | SummarizeError:
    about, limit = item.about, item.about["limit"]
    try:
        if len(item.data) > limit:
            why = f"over the limit of {limit:,} bytes: split it into parts"
            raise TooLargeError(about.get("name") or "text", why, limit=limit)
        if about.get("name") is None:
            found = reading.Reading(item.data.decode(), about.get("source") or "text")
        else:
            charset = about.get("charset")
            found = reading.read_bytes(item.data, about["name"], charset=charset, limit=limit)
            found = replace(found, source=about.get("source") or about["name"])
        return from_reading(found, settings)
    except SummarizeError as error:
        return error


def _summaries(
    documents: Sequence[Document], settings: Settings
) -> Iterator[Summary | SummaryError]:
    """A summary for each document: one by one, or together where there are several."""
    if len(documents) < 2:
        yield from summarize_many(documents, settings)
        return
    assert isinstance(settings.length, Length)
    summarizer = settings.summarizer
    assert isinstance(summarizer, Summarizer)
    together = summarizer.summarize_many(documents, settings.length)
    for document, made in zip(documents, together, strict=True):
        held = replace(settings, summarizer=_Made(summarizer.name, made))
        yield from summarize_many([document], held)


def _shown(summary: Summary, document: Document, item: Item) -> Answer:
    form = item.about.get("format", "json")
    if form != "json":
        body = render(summary, document, form)
        return Answer({"status": 200, "type": _MEDIA[form]}, f"{body}\n".encode())
    shown = summary.to_dict()
    if item.about.get("include_text"):
        text, source = document.text, document.source
        shown["document"] = {"text": text, "source": source, "title": document.title}
    return Answer({"status": 200, "type": JSON}, _json(shown))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def evaluate(options: Mapping[str, Any], items: Sequence[Item]) -> Iterator[Answer]:
    """The scores of summarizers over the rows of each item: one JSON array of documents."""
    from summarize.evaluation import EvaluateOptions
    from summarize.evaluation import evaluate as scored

    made = EvaluateOptions(language=options["language"], clean=options["clean"])
    for item in items:
        try:
            evaluation = scored(
                json.loads(item.data),
                summarizers=options["summarizers"],
                length=options["length"],
                options=made,
            )
        except SummarizeError as error:
            yield failure(error)
        else:
            yield Answer({"status": 200, "type": JSON}, _json(evaluation.to_dict(timing=True)))


KINDS: Mapping[str, Callable[[Mapping[str, Any], Sequence[Item]], Iterator[Answer]]] = {
    "summarize": summarize,
    "evaluate": evaluate,
}
"""The kinds of work there are."""
