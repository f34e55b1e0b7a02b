"""From a request to the engine's answer: its document, its task, and its client's patience."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from time import perf_counter
from typing import Any, TypeVar

from fastapi import Request

from summarize import registry
from summarize.errors import SummarizeError
from summarize.reading.formats import MEDIA_TYPES
from summarize.reading.web import Page
from summarize.service.http.bodies import RawDocument, at_field
from summarize.service.http.middleware import RequestState
from summarize.service.http.problems import CLIENT_GONE, Problem
from summarize.service.http.schemas import CompareRequest, SourceRequest, SummarizeRequest
from summarize.service.settings import ServiceSettings
from summarize.service.workers.engine import Engine
from summarize.service.workers.pool import QueueFull, Task, WorkerPool
from summarize.service.workers.tasks import Answer, failure

__all__ = [
    "Fetch",
    "about_of",
    "answered",
    "check_capacity",
    "check_models",
    "document_of",
    "engine_of",
    "settings_of",
    "state_of",
    "task_of",
    "unless_disconnected",
    "wait_for_slot",
]

Fetch = Callable[[str, ServiceSettings], Awaitable[Page]]
"""Downloads a page: from public addresses only, within the limits."""

Result = TypeVar("Result")

_GRACE = 0.05  # seconds: the queue has the same deadline, and its error says more


async def document_of(
    request: Request,
    fields: SourceRequest,
    file: RawDocument | None,
) -> RawDocument:
    """Return the document of a request, downloaded if it is a URL.

    Raises:
        Problem: 422, there is not exactly one document, or it cannot be downloaded.
    """
    sources = [name for name in ("text", "url") if getattr(fields, name) is not None]
    sources += ["file"] if file else []
    if len(sources) != 1:
        sent = " and ".join(sources) or "none of them"
        field = sources[0] if sources else "text"
        raise at_field(field, f"send exactly one of text, url and file, not {sent}")
    if file is not None:
        return file
    if fields.text is not None:
        try:
            return RawDocument(fields.text.encode())
        except UnicodeEncodeError as error:
            why = "contains half a character (a lone surrogate): send valid UTF-8"
            raise at_field("text", why) from error
    assert fields.url is not None
    settings = settings_of(request)
    fetch: Fetch = request.app.state.fetch
    if not settings.urls:
        raise at_field("url", "this service does not download URLs: send the text or a file")
    page = await unless_disconnected(request, _page(fetch, fields.url, settings))
    extension = MEDIA_TYPES.get(page.media_type)
    name = f"page.{extension}" if extension else page.path or "page"
    return RawDocument(page.data, name, fields.url, page.charset)


async def _page(fetch: Fetch, url: str, settings: ServiceSettings) -> Page:
    try:
        return await fetch(url, settings)
    except SummarizeError as error:
        raise Problem.of_answer(Answer({**failure(error).header, "field": "url"})) from error


def task_of(
    request: Request,
    fields: SummarizeRequest | CompareRequest,
    document: RawDocument,
    **more: Any,
) -> Task:
    """Return the task for one document; `summarizer` in `more` replaces the requested one."""
    options = fields.to_settings()
    if "summarizer" in more:
        options["summarizer"] = more.pop("summarizer")
    check_models(request, [options["summarizer"]])
    about = {**about_of(request, fields, document), **more}
    return Task("summarize", options, about, document.data)


def about_of(request: Request, options: SourceRequest, document: RawDocument) -> dict[str, Any]:
    """Return what a worker needs to know about one document: see `tasks.TaskItem`."""
    return {
        "name": document.name,
        "source": document.source,
        "charset": document.charset,
        "include_text": options.include_text,
        "offsets": options.offsets,
        "limit": settings_of(request).read_limit,
    }


def check_models(request: Request, written: Sequence[str]) -> None:
    """Refuse models that are not configured: their options name paths and addresses.

    Raises:
        Problem: 422, a model is not among `settings.models`.
    """
    settings = settings_of(request)
    for spec in written:
        if registry.name_of(spec) in registry.MODEL_NAMED and spec not in settings.models:
            models = ", ".join(settings.models) or "none"
            raise at_field("summarizer", f"this model is not configured here; configured: {models}")


def check_capacity(request: Request, summarizer: str) -> WorkerPool:
    """Return the pool for a summarizer, if it has room: checked before a streamed answer begins.

    Raises:
        QueueFull: it has none.
        Problem: 422, models are turned off.
    """
    if (pool := engine_of(request).pool([summarizer])) is None:
        raise at_field("summarizer", "abstractive summarizers are turned off here: choose another")
    if pool.full:
        raise QueueFull(pool.seconds_to_wait())
    return pool


async def answered(
    request: Request, task: Task, summarizer: str, *, patient: bool = False
) -> Answer:
    """Return the engine's answer; it is logged and counted."""
    state = state_of(request)
    engine = engine_of(request)
    state.summarizer = summarizer
    answer, state.cache = await engine.answer(task, [summarizer], patient=patient)
    if answer.header["status"] == 200:
        engine.metrics.summary(registry.name_of(summarizer))
    return answer


async def wait_for_slot(request: Request, task: Task, summarizer: str) -> Answer:
    """Like `answered`, for work that was already accepted: wait while the queue is full."""
    return await answered(request, task, summarizer, patient=True)


async def unless_disconnected(request: Request, work: Awaitable[Result]) -> Result:
    """Return the result of `work`; cancel it at the deadline or when the client disconnects.

    The deadline counts from the arrival of the body: it includes downloading and queueing.

    Raises:
        Problem: 504 at the deadline; 499 if the client disconnected.
    """
    working = asyncio.ensure_future(work)
    disconnected = asyncio.ensure_future(_disconnected(request))
    deadline = settings_of(request).deadline
    left = state_of(request).read + deadline + _GRACE - perf_counter()
    try:
        await asyncio.wait(
            (working, disconnected), timeout=max(0.0, left), return_when=asyncio.FIRST_COMPLETED
        )
        if working.done():
            return working.result()
        if disconnected.done():
            raise Problem(CLIENT_GONE, "gone", "the client disconnected")
        detail = f"not finished within {deadline:g} seconds: send less, or try again later"
        raise Problem(504, "deadline", detail)
    finally:
        for task in (working, disconnected):
            task.cancel()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def engine_of(request: Request) -> Engine:
    """Return the engine of the application."""
    engine: Engine = request.app.state.engine
    return engine


def settings_of(request: Request) -> ServiceSettings:
    """Return the settings of the application."""
    return engine_of(request).settings


def state_of(request: Request) -> RequestState:
    """Return what is known about a request so far."""
    state: RequestState = request.state.request
    return state
