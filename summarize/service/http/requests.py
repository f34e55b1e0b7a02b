"""From a request to the engine's answer: which document, which task, and who still waits for it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from time import perf_counter
from typing import Any, TypeVar

from fastapi import Request

from summarize import registry
from summarize.errors import SummarizeError
from summarize.reading.formats import MEDIA_TYPES
from summarize.reading.web import Page
from summarize.service.http.bodies import Material, at_field
from summarize.service.http.middleware import Exchange
from summarize.service.http.problems import CLIENT_GONE, Problem
from summarize.service.http.schemas import CompareRequest, SummarizeRequest
from summarize.service.settings import ServiceSettings
from summarize.service.workers.engine import Engine
from summarize.service.workers.pool import Busy, Lane, Task
from summarize.service.workers.tasks import Answer, failure

__all__ = [
    "Fetch",
    "answered",
    "check_models",
    "check_room",
    "engine_of",
    "exchange_of",
    "material_of",
    "patiently",
    "settings_of",
    "task_of",
    "until_gone",
]

Fetch = Callable[[str, ServiceSettings], Awaitable[Page]]
"""Fetches a page for strangers: only from addresses that are anybody's, within the limits."""

Found = TypeVar("Found")

_GRACE = 0.05  # seconds: the queue keeps the same deadline, and knows better what to say


async def material_of(
    request: Request,
    asked: SummarizeRequest | CompareRequest,
    file: Material | None,
) -> Material:
    """The one document of a request, fetched where it is a URL."""
    given = [name for name in ("text", "url") if getattr(asked, name) is not None]
    given += ["file"] if file else []
    if len(given) != 1:
        found = " and ".join(given) or "none"
        raise at_field(
            given[0] if given else "text", f"give one of text, url and file; there is {found}"
        )
    if file is not None:
        return file
    if asked.text is not None:
        try:
            return Material(asked.text.encode())
        except UnicodeEncodeError as error:
            why = "it holds half a character (a lone surrogate): send UTF-8"
            raise at_field("text", why) from error
    assert asked.url is not None
    settings = settings_of(request)
    fetch: Fetch = request.app.state.fetch
    if not settings.urls:
        raise at_field("url", "this service does not fetch URLs: send the text or the file")
    page = await until_gone(request, _page(fetch, asked.url, settings))
    told = MEDIA_TYPES.get(page.media_type)
    name = f"page.{told}" if told else page.path or "page"
    return Material(page.data, name, asked.url, page.charset)


async def _page(fetch: Fetch, url: str, settings: ServiceSettings) -> Page:
    try:
        return await fetch(url, settings)
    except SummarizeError as error:
        raise Problem.of_answer(Answer({**failure(error).header, "field": "url"})) from error


def task_of(
    request: Request,
    asked: SummarizeRequest | CompareRequest,
    material: Material,
    **more: Any,
) -> Task:
    """The task of one document; `summarizer` among `more` stands for the one asked for."""
    options = asked.to_settings()
    if "summarizer" in more:
        options["summarizer"] = more.pop("summarizer")
    check_models(request, [options["summarizer"]])
    about = {
        "name": material.name,
        "source": material.source,
        "charset": material.charset,
        "include_text": asked.include_text,
        "limit": settings_of(request).read_limit,
        **more,
    }
    return Task("summarize", options, about, material.data)


def check_models(request: Request, written: Sequence[str]) -> None:
    """See that nobody names a model, which is a path, that this service does not offer."""
    settings = settings_of(request)
    for spec in written:
        if registry.name_of(spec) in registry.MODEL_NAMED and spec not in settings.models:
            offered = ", ".join(settings.models) or "none"
            raise at_field("summarizer", f"this model is not served; served are: {offered}")


def check_room(request: Request, summarizer: str) -> Lane:
    """See that there is a place for one more, before an answer begins that comes bit by bit.

    Raises:
        Busy: there is none.
        Problem: a model is needed, and none is served.
    """
    if (lane := engine_of(request).lane([summarizer])) is None:
        raise at_field("summarizer", "no model is served here: choose another")
    if lane.full:
        raise Busy(lane.wait())
    return lane


async def answered(
    request: Request, task: Task, summarizer: str, *, patient: bool = False
) -> Answer:
    """The engine's answer, noted in the log and the figures."""
    exchange = exchange_of(request)
    engine = engine_of(request)
    exchange.summarizer = summarizer
    answer, exchange.cache = await engine.answer(task, [summarizer], patient=patient)
    if answer.header["status"] == 200:
        engine.metrics.summary(registry.name_of(summarizer))
    return answer


async def patiently(request: Request, task: Task, summarizer: str) -> Answer:
    """The same for work that is accepted already: it waits for a place in the queue."""
    return await answered(request, task, summarizer, patient=True)


async def until_gone(request: Request, work: Awaitable[Found]) -> Found:
    """What `work` comes to, unless the client hangs up or its time is up: then it is given up.

    The time counts from when the body was there: fetching, waiting and summarizing are within it.

    Raises:
        Problem: 504 its time is up; or the client is gone: nobody reads it, but the log.
    """
    made = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    deadline = settings_of(request).deadline
    left = exchange_of(request).read + deadline + _GRACE - perf_counter()
    try:
        await asyncio.wait(
            (made, gone), timeout=max(0.0, left), return_when=asyncio.FIRST_COMPLETED
        )
        if made.done():
            return made.result()
        if gone.done():
            raise Problem(CLIENT_GONE, "gone", "the client hung up")
        raise Problem(504, "deadline", f"not done after {deadline:g} seconds: send less, or later")
    finally:
        for task in (made, gone):
            task.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def engine_of(request: Request) -> Engine:
    """The engine of the application that a request came to."""
    engine: Engine = request.app.state.engine
    return engine


def settings_of(request: Request) -> ServiceSettings:
    """Its settings."""
    return engine_of(request).settings


def exchange_of(request: Request) -> Exchange:
    """What is known of a request so far."""
    exchange: Exchange = request.state.exchange
    return exchange
