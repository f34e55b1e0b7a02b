"""Requests to the service, its answers, and when to retry. No connection is made here.

Both clients send these requests and read the answers with these functions.
"""

import json
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from os import PathLike, fspath
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypedDict

from summarize.errors import InputError, ServiceError, UsageError
from summarize.reading import file_bytes
from summarize.summary import Summary, SummarySentence

__all__ = [
    "Answered",
    "Batched",
    "Call",
    "Link",
    "Offered",
    "Options",
    "Retry",
    "Source",
    "Upload",
]

Json = dict[str, Any]


class Options(TypedDict, total=False):
    """How documents are summarized; the service has defaults."""

    length: str
    summarizer: str
    language: str
    clean: bool
    faithful: Literal["off", "flag", "repair"]
    verbatim: bool
    focus: str


@dataclass(frozen=True, slots=True)
class Upload:
    """A document in memory: its bytes, and a name whose extension may tell its format."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Link:
    """A web page that the service downloads, if it is configured to."""

    url: str


Source = str | PathLike[str] | Upload | Link
"""A text (a `str` is always the text itself), a path to a file, an `Upload` or a `Link`."""


class Answered(NamedTuple):
    """A summary, and the text as the service read it, which spans refer to."""

    summary: Summary
    text: str


class Batched(NamedTuple):
    """One document of a batch: its id, and its summary or its error."""

    id: str
    result: Summary | ServiceError


@dataclass(frozen=True, slots=True)
class Offered:
    """What a service offers.

    Attributes:
        summarizers: name → its options with their defaults.
        lengths: the named lengths.
        languages: language codes, "auto" included.
        defaults: option → its default.
        urls: whether it downloads web pages.
        limits: name → limit.
    """

    summarizers: Mapping[str, Mapping[str, Any]]
    lengths: tuple[str, ...]
    languages: tuple[str, ...]
    defaults: Mapping[str, str]
    urls: bool
    limits: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Call:
    """A request, as httpx takes it. It changes nothing, so it can be sent again."""

    method: str
    path: str
    body: Mapping[str, Any] = field(default_factory=dict)
    accept: str = "application/json"


@dataclass(frozen=True, slots=True)
class Retry:
    """When a request is sent again, and after how long.

    Only transient errors are retried: 429, 502, 503 and broken connections. The wait is the
    service's Retry-After; without it, half a second that doubles with each attempt. Waits are
    randomized, so that clients refused together do not return together.

    Attributes:
        tries: most attempts, the first included.
        longest: longest wait in seconds; if the service asks for more, its error is raised at once.
        jitter: draws a number from 0 to 1.
    """

    tries: int = 5
    longest: float = 60.0
    jitter: Callable[[], float] = random.random

    def wait(self, attempts: int, error: ServiceError) -> float | None:
        """Return the seconds to wait after so many attempts, the last with `error`; or None."""
        if attempts >= self.tries or error.status not in _TRANSIENT:
            return None
        seconds = error.retry_after
        if seconds is None:
            return min(_FIRST_WAIT * 2.0 ** (attempts - 1), _MOST_WAIT) * (0.5 + self.jitter() / 2)
        return None if seconds > self.longest else seconds + min(seconds, 1.0) * self.jitter()


_TRANSIENT = (None, 429, 502, 503)  # None: no connection, or a broken one
_FIRST_WAIT, _MOST_WAIT = 0.5, 8.0


def summarize(
    source: Source, options: Options, *, text: bool = False, stream: bool = False
) -> Call:
    """Return the request for one summary.

    Args:
        source: what to summarize.
        options: how.
        text: whether to return the text as read, too.
        stream: whether to send it sentence by sentence.

    Raises:
        InputError: the file cannot be read.
    """
    body = _document(source, {**options, **({"include_text": True} if text else {})})
    accept = "text/event-stream" if stream else "application/json"
    return Call("POST", "v1/summarize", body, accept)


def compare(source: Source, summarizers: Sequence[str], options: Options) -> Call:
    """Return the request for summaries of one document by several summarizers.

    Raises:
        InputError: the file cannot be read.
        UsageError: `summarizers` is empty.
    """
    if not summarizers:
        raise UsageError("no summarizers given: name at least one")
    return Call("POST", "v1/compare", _document(source, {**options, "summarizers": [*summarizers]}))


def batch(documents: Mapping[str, str], options: Options) -> Call:
    """Return the request for summaries of many texts, by id."""
    rows = [{"id": name, "text": _sendable(text)} for name, text in documents.items()]
    accept = "application/x-ndjson"
    return Call("POST", "v1/summarize/batch", {"json": {"documents": rows, **options}}, accept)


def evaluate(
    documents: Iterable[Mapping[str, Any]], summarizers: Sequence[str], options: Options
) -> Call:
    """Return the request for scores; documents have `text`, `references` and perhaps `id`."""
    body = {"documents": [dict(row) for row in documents], "summarizers": [*summarizers]}
    return Call("POST", "v1/evaluate", {"json": {**body, **options}})


def check(summary: str, source: Source, language: str) -> Call:
    """Return the request for the check of a summary against its article.

    Raises:
        InputError: the file cannot be read.
    """
    values = {"summary": _sendable(summary), "language": language}
    return Call("POST", "v1/check", _document(source, values))


def extract(source: Source, language: str, *, clean: bool) -> Call:
    """Return the request for the article of a page or file.

    Raises:
        InputError: the file cannot be read.
    """
    return Call("POST", "v1/extract", _document(source, {"language": language, "clean": clean}))


def offered() -> Call:
    """Return the request for what the service offers."""
    return Call("GET", "v1/summarizers")


def _document(source: Source, values: Json) -> Json:
    """Return the body with a document: JSON for a text or link, a form for a file."""
    if isinstance(source, str):
        return {"json": {"text": _sendable(source), **values}}
    if isinstance(source, Link):
        return {"json": {"url": source.url, **values}}
    if not isinstance(source, Upload):
        source = Upload(Path(source).name, file_bytes(fspath(source)))
    name = "".join(c if c.isprintable() else "_" for c in source.name) or "file"
    return {"data": values, "files": {"file": (name, source.data)}}


def _sendable(text: str) -> str:
    """Return the text, if it can be encoded in UTF-8.

    Raises:
        InputError: it contains half a character, as text decoded with errors may.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError("text", f"contains half a character ({text[error.start]!r})") from error
    return text


def json_in(body: bytes | str) -> Json:
    """Return the JSON object of an answer.

    Raises:
        ServiceError: it is not one: something other than the service answered.
    """
    try:
        values = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise foreign() from error
    if not isinstance(values, dict):
        raise foreign()
    return values


def summary_of(values: Json) -> Summary:
    """Return the summary of an answer.

    Raises:
        ServiceError: it has none, or one of another version.
    """
    try:
        return Summary.from_dict(values)
    except ValueError as error:
        raise foreign() from error


def answered_of(values: Json) -> Answered:
    """Return the summary and the text of an answer.

    Raises:
        ServiceError: one is missing.
    """
    try:
        text = str(values["document"]["text"])
    except (KeyError, TypeError) as error:
        raise foreign() from error
    return Answered(summary_of(values), text)


def compared_of(values: Json) -> dict[str, Summary | ServiceError]:
    """Return summarizer → summary or error of a comparison.

    Raises:
        ServiceError: the answer is malformed.
    """
    try:
        return {str(one["summarizer"]): _result(one) for one in values["summaries"]}
    except (KeyError, TypeError) as error:
        raise foreign() from error


def batched_of(line: str) -> Batched:
    """Return one line of a batch.

    Raises:
        ServiceError: it is malformed.
    """
    values = json_in(line)
    if "id" not in values:
        raise foreign()
    return Batched(str(values["id"]), _result(values))


def offered_of(values: Json) -> Offered:
    """Return what the service offers.

    Raises:
        ServiceError: the answer is malformed.
    """
    try:
        return Offered(
            {one["name"]: one["options"] for one in values["summarizers"]},
            tuple(one["name"] for one in values["lengths"]),
            tuple(values["languages"]),
            values["defaults"],
            values["urls"],
            values["limits"],
        )
    except (KeyError, TypeError) as error:
        raise foreign() from error


def sentence_of(values: Json) -> SummarySentence:
    """Return the sentence of an event.

    Raises:
        ServiceError: it is malformed.
    """
    try:
        return SummarySentence.from_dict(values)
    except ValueError as error:
        raise foreign() from error


def event_of(name: str, data: str) -> Summary | SummarySentence | None:
    """Return what a server-sent event holds; None for an event that holds neither.

    Raises:
        ServiceError: the event is a problem, or not one of ours.
    """
    if name not in (*_EVENTS, "problem"):
        return None
    values = json_in(data)
    if name == "problem":
        raise refused(int(values.get("status", 500)), {}, values)
    return _EVENTS[name](values)


_EVENTS: Mapping[str, Callable[[Json], Summary | SummarySentence]] = {
    "sentence": sentence_of,
    "summary": summary_of,
}


def _result(values: Json) -> Summary | ServiceError:
    if "error" in values:
        return refused(int(values["error"].get("status", 500)), {}, values["error"])
    return summary_of(values["summary"])


def refused(status: int, headers: Mapping[str, str], body: bytes | Json) -> ServiceError:
    """Return the error of an unsuccessful answer."""
    try:
        problem = body if isinstance(body, dict) else json_in(body)
    except ServiceError:
        problem = {}
    reason = str(problem.get("detail") or f"HTTP {status} from the service: check its address")
    wait = _seconds(headers.get("retry-after"))
    return ServiceError(reason, status=status, problem=problem, retry_after=wait)


def _seconds(value: str | None) -> float | None:
    """Return Retry-After in seconds; it is a number or a date (RFC 9110, 10.2.3)."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        date = parsedate_to_datetime(value)
    except ValueError:
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - datetime.now(UTC)).total_seconds())


def foreign() -> ServiceError:
    """Return the error for an answer that no service of this version gives."""
    reason = "the answer is not from a summarize service of this version: check the address"
    return ServiceError(reason, status=200)
