"""What goes over the wire between a client and the service: requests, answers, and how often.

No connection is made here. Both clients, the one that waits and the one that does not, send these
requests and read their answers with these functions.
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
    """How documents are summarized; what is left out, the service decides."""

    length: str
    summarizer: str
    language: str
    clean: bool
    faithful: Literal["off", "flag", "repair"]


@dataclass(frozen=True, slots=True)
class Upload:
    """A document in memory: its bytes, and a name whose ending may tell its format."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Link:
    """A page that the service fetches itself, where it does that."""

    url: str


Source = str | PathLike[str] | Upload | Link
"""A text (a `str` is always the text itself), a path to a file, an `Upload` or a `Link`."""


class Answered(NamedTuple):
    """A summary, and the text as the service read it: spans count in that."""

    summary: Summary
    text: str


class Batched(NamedTuple):
    """One document of a batch: its id, and its summary or its error."""

    id: str
    result: Summary | ServiceError


@dataclass(frozen=True, slots=True)
class Offered:
    """What a service has to choose from.

    Attributes:
        summarizers: name → its options with their defaults.
        lengths: the lengths that have names.
        languages: the codes there are, "auto" among them.
        defaults: what is taken where nothing is said.
        urls: whether it fetches pages.
        limits: name → the most of it.
    """

    summarizers: Mapping[str, Mapping[str, Any]]
    lengths: tuple[str, ...]
    languages: tuple[str, ...]
    defaults: Mapping[str, str]
    urls: bool
    limits: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Call:
    """A request, as httpx takes it: it can be sent again, for nothing is changed by it."""

    method: str
    path: str
    body: Mapping[str, Any] = field(default_factory=dict)
    accept: str = "application/json"


@dataclass(frozen=True, slots=True)
class Retry:
    """When a request is sent again, and how long to wait before.

    Only what passes is tried again: too many requests (429), no place (503), a proxy without a
    service behind it (502), or a connection that broke. The service's Retry-After is honoured; else
    waits double from half a second. Each is drawn out at random, so that clients that were refused
    together do not come back together.

    Attributes:
        tries: requests sent at most, the first included.
        longest: seconds waited at most; a service that asks for more is taken at its word, and
            its error is raised at once.
        jitter: draws a number from 0 to 1.
    """

    tries: int = 5
    longest: float = 60.0
    jitter: Callable[[], float] = random.random

    def wait(self, tried: int, error: ServiceError) -> float | None:
        """Seconds to wait after so many tries, the last of which gave `error`; None to give up."""
        if tried >= self.tries or error.status not in _PASSING:
            return None
        told = error.retry_after
        if told is None:
            return min(_FIRST_WAIT * 2.0 ** (tried - 1), _MOST_WAIT) * (0.5 + self.jitter() / 2)
        return None if told > self.longest else told + min(told, 1.0) * self.jitter()


_PASSING = (None, 429, 502, 503)  # None: the connection could not be made, or broke
_FIRST_WAIT, _MOST_WAIT = 0.5, 8.0


def summarize(
    source: Source, options: Options, *, text: bool = False, stream: bool = False
) -> Call:
    """The request for one summary.

    Args:
        source: what to summarize.
        options: how.
        text: whether the text as read is wanted too.
        stream: whether it is wanted sentence by sentence.

    Raises:
        InputError: the file cannot be read.
    """
    body = _document(source, {**options, **({"include_text": True} if text else {})})
    accept = "text/event-stream" if stream else "application/json"
    return Call("POST", "v1/summarize", body, accept)


def compare(source: Source, summarizers: Sequence[str], options: Options) -> Call:
    """The request for summaries of one document by several summarizers.

    Raises:
        InputError: the file cannot be read.
        UsageError: no summarizer is named.
    """
    if not summarizers:
        raise UsageError("no summarizer is named: give one at least")
    return Call("POST", "v1/compare", _document(source, {**options, "summarizers": [*summarizers]}))


def batch(documents: Mapping[str, str], options: Options) -> Call:
    """The request for summaries of many texts, by id."""
    rows = [{"id": name, "text": _sendable(text)} for name, text in documents.items()]
    accept = "application/x-ndjson"
    return Call("POST", "v1/summarize/batch", {"json": {"documents": rows, **options}}, accept)


def evaluate(
    documents: Iterable[Mapping[str, Any]], summarizers: Sequence[str], options: Options
) -> Call:
    """The request for scores: each document has `text` and `references`, and may have an `id`."""
    body = {"documents": [dict(row) for row in documents], "summarizers": [*summarizers]}
    return Call("POST", "v1/evaluate", {"json": {**body, **options}})


def offered() -> Call:
    """The request for what there is to choose from."""
    return Call("GET", "v1/summarizers")


def _document(source: Source, values: Json) -> Json:
    """The body with `source` in it: JSON for a text or a link, a form for the bytes of a file."""
    if isinstance(source, str):
        return {"json": {"text": _sendable(source), **values}}
    if isinstance(source, Link):
        return {"json": {"url": source.url, **values}}
    if not isinstance(source, Upload):
        source = Upload(Path(source).name, file_bytes(fspath(source)))
    name = "".join(c if c.isprintable() else "_" for c in source.name) or "file"
    return {"data": values, "files": {"file": (name, source.data)}}


def _sendable(text: str) -> str:
    """The text, where it can be written in UTF-8.

    Raises:
        InputError: it holds half a character, as text that was decoded with errors may.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError("text", f"holds half a character ({text[error.start]!r})") from error
    return text


def json_in(body: bytes | str) -> Json:
    """The object that an answer is.

    Raises:
        ServiceError: it is none: something else answered.
    """
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise _foreign() from error
    if not isinstance(found, dict):
        raise _foreign()
    return found


def summary_of(values: Json) -> Summary:
    """The summary that an answer is.

    Raises:
        ServiceError: it is none, or of another version.
    """
    try:
        return Summary.from_dict(values)
    except ValueError as error:
        raise _foreign() from error


def answered_of(values: Json) -> Answered:
    """The summary and the text of an answer that has both.

    Raises:
        ServiceError: it has not.
    """
    try:
        text = str(values["document"]["text"])
    except (KeyError, TypeError) as error:
        raise _foreign() from error
    return Answered(summary_of(values), text)


def compared_of(values: Json) -> dict[str, Summary | ServiceError]:
    """The summaries of a comparison, each under its summarizer's name.

    Raises:
        ServiceError: it is no comparison.
    """
    try:
        return {str(one["summarizer"]): _result(one) for one in values["summaries"]}
    except (KeyError, TypeError) as error:
        raise _foreign() from error


def batched_of(line: str) -> Batched:
    """One line of a batch.

    Raises:
        ServiceError: it is none.
    """
    values = json_in(line)
    if "id" not in values:
        raise _foreign()
    return Batched(str(values["id"]), _result(values))


def offered_of(values: Json) -> Offered:
    """What there is to choose from.

    Raises:
        ServiceError: it is something else.
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
        raise _foreign() from error


def sentence_of(values: Json) -> SummarySentence:
    """A sentence that came as an event.

    Raises:
        ServiceError: it is none.
    """
    try:
        return SummarySentence.from_dict(values)
    except ValueError as error:
        raise _foreign() from error


class Events:
    """Reads server-sent events line by line: https://html.spec.whatwg.org/#server-sent-events."""

    def __init__(self) -> None:
        self._name, self._data = "", list[str]()

    def line(self, line: str) -> Summary | SummarySentence | None:
        """What an event that ends with this line says, or None where it says nothing yet.

        Raises:
            ServiceError: the event is a problem, or is no event of ours.
        """
        key, _, value = line.partition(":")
        if key == "event":
            self._name = value.strip()
        elif key == "data":
            self._data.append(value.removeprefix(" "))
        if line or not self._data:
            return None
        name, values = self._name, json_in("\n".join(self._data))
        self._name, self._data = "", []
        if name == "problem":
            raise refused(int(values.get("status", 500)), {}, values)
        return _EVENTS[name](values) if name in _EVENTS else None


_EVENTS: Mapping[str, Callable[[Json], Summary | SummarySentence]] = {
    "sentence": sentence_of,
    "summary": summary_of,
}


def _result(values: Json) -> Summary | ServiceError:
    if "error" in values:
        return refused(int(values["error"].get("status", 500)), {}, values["error"])
    return summary_of(values["summary"])


def refused(status: int, headers: Mapping[str, str], body: bytes | Json) -> ServiceError:
    """The error that an answer without success is."""
    try:
        problem = body if isinstance(body, dict) else json_in(body)
    except ServiceError:
        problem = {}
    why = str(problem.get("detail") or f"the service answers HTTP {status}: is that its address?")
    wait = _seconds(headers.get("retry-after"))
    return ServiceError(why, status=status, problem=problem, retry_after=wait)


def _seconds(written: str | None) -> float | None:
    """Retry-After in seconds from now: it is written as such, or as a date (RFC 9110, 10.2.3)."""
    if written is None:
        return None
    if written.strip().isdecimal():
        return float(written)
    try:
        date = parsedate_to_datetime(written)
    except ValueError:
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - datetime.now(UTC)).total_seconds())


def _foreign() -> ServiceError:
    why = "what answers is no summarize service of this version: check the address"
    return ServiceError(why, status=200)
