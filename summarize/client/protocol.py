"""Requests to the service, its answers, and when to retry. No connection is made here.

Both clients send these requests and read the answers with these functions.
"""

import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from os import PathLike, fspath
from pathlib import Path
from typing import Any, Generic, Literal, NamedTuple, TypedDict, TypeVar

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
Answer = TypeVar("Answer")


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
class Call(Generic[Answer]):
    """A request, as httpx takes it. It changes nothing, so it can be sent again.

    Attributes:
        method: of HTTP.
        path: behind the address of the service.
        read: makes the answer of its JSON object.
        body: arguments of httpx for the body.
        accept: media type of the answer.
    """

    method: str
    path: str
    read: Callable[[Json], Answer]
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


def summarize(source: Source, options: Options) -> Call[Summary]:
    """Return the request for one summary.

    Raises:
        InputError: the file cannot be read.
    """
    return Call("POST", "v1/summarize", Summary.from_dict, _document(source, {**options}))


def answer(source: Source, options: Options) -> Call[Answered]:
    """Return the request for one summary and the text as read.

    Raises:
        InputError: the file cannot be read.
    """
    body = _document(source, {**options, "include_text": True})
    return Call("POST", "v1/summarize", _answered, body)


def stream(source: Source, options: Options) -> Call[Summary]:
    """Return the request for one summary, sentence by sentence: see `event_of`.

    Raises:
        InputError: the file cannot be read.
    """
    return replace(summarize(source, options), accept="text/event-stream")


def compare(
    source: Source, summarizers: Sequence[str], options: Options
) -> Call[dict[str, Summary | ServiceError]]:
    """Return the request for summaries of one document by several summarizers.

    Raises:
        InputError: the file cannot be read.
        UsageError: `summarizers` is empty.
    """
    if not summarizers:
        raise UsageError("no summarizers given: name at least one")
    body = _document(source, {**options, "summarizers": [*summarizers]})
    return Call("POST", "v1/compare", _compared, body)


def batch(documents: Mapping[str, str], options: Options) -> Call[Json]:
    """Return the request for summaries of many texts, by id: see `batched_of`."""
    rows = [{"id": name, "text": _sendable(text)} for name, text in documents.items()]
    body = {"json": {"documents": rows, **options}}
    return Call("POST", "v1/summarize/batch", dict, body, accept="application/x-ndjson")


def evaluate(
    documents: Iterable[Mapping[str, Any]], summarizers: Sequence[str], options: Options
) -> Call[Json]:
    """Return the request for scores; documents have `text`, `references` and perhaps `id`."""
    body = {"documents": [dict(row) for row in documents], "summarizers": [*summarizers]}
    return Call("POST", "v1/evaluate", dict, {"json": {**body, **options}})


def check(summary: str, source: Source, language: str) -> Call[Json]:
    """Return the request for the check of a summary against its article.

    Raises:
        InputError: the file cannot be read.
    """
    values = {"summary": _sendable(summary), "language": language}
    return Call("POST", "v1/check", dict, _document(source, values))


def extract(source: Source, language: str, *, clean: bool) -> Call[Json]:
    """Return the request for the article of a page or file.

    Raises:
        InputError: the file cannot be read.
    """
    values = {"language": language, "clean": clean}
    return Call("POST", "v1/extract", dict, _document(source, values))


def offered() -> Call[Offered]:
    """Return the request for what the service offers."""
    return Call("GET", "v1/summarizers", _offered)


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


def answer_in(call: Call[Answer], body: bytes) -> Answer:
    """Return what the answer to a call holds.

    Raises:
        ServiceError: it is malformed: something other than a service of this version answered.
    """
    with _understood():
        return call.read(_json_in(body))


def batched_of(line: str) -> Batched:
    """Return one line of a batch.

    Raises:
        ServiceError: it is malformed.
    """
    with _understood():
        values = _json_in(line)
        return Batched(str(values["id"]), _result(values))


def event_of(name: str, data: str) -> Summary | SummarySentence | None:
    """Return what a server-sent event holds; None for an event that holds neither.

    Raises:
        ServiceError: the event is a problem, or not one of ours.
    """
    if name not in (*_EVENTS, "problem"):
        return None
    with _understood():
        values = _json_in(data)
        if name == "problem":
            raise refused(int(values.get("status", 500)), {}, values)
        return _EVENTS[name](values)


_EVENTS: Mapping[str, Callable[[Json], Summary | SummarySentence]] = {
    "sentence": SummarySentence.from_dict,
    "summary": Summary.from_dict,
}


def _answered(values: Json) -> Answered:
    return Answered(Summary.from_dict(values), str(values["document"]["text"]))


def _compared(values: Json) -> dict[str, Summary | ServiceError]:
    return {str(one["summarizer"]): _result(one) for one in values["summaries"]}


def _offered(values: Json) -> Offered:
    return Offered(
        {one["name"]: one["options"] for one in values["summarizers"]},
        tuple(one["name"] for one in values["lengths"]),
        tuple(values["languages"]),
        values["defaults"],
        values["urls"],
        values["limits"],
    )


def _result(values: Json) -> Summary | ServiceError:
    if "error" in values:
        return refused(int(values["error"].get("status", 500)), {}, values["error"])
    return Summary.from_dict(values["summary"])


def _json_in(body: bytes | str) -> Json:
    values = json.loads(body)
    if not isinstance(values, dict):
        raise TypeError("not an object")
    return values


@contextmanager
def _understood() -> Iterator[None]:
    """Turn what goes wrong in reading an answer into an error about the service."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise foreign() from error


def refused(status: int, headers: Mapping[str, str], body: bytes | Json) -> ServiceError:
    """Return the error of an unsuccessful answer."""
    try:
        problem = body if isinstance(body, dict) else _json_in(body)
    except (TypeError, ValueError, RecursionError):
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
