"""The API's routes: parse, ask the engine, answer. What each takes stands in `schemas`."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from summarize import summarizer as registry
from summarize.fetching import Page
from summarize.language import known as known_languages
from summarize.length import LENGTHS
from summarize.pipeline import DEFAULT_LENGTH, DEFAULT_SUMMARIZER
from summarize.service import schemas
from summarize.service.engine import ABSTRACTIVE, Engine
from summarize.service.gate import Exchange
from summarize.service.lane import Busy, Task
from summarize.service.openapi import body_of, responses
from summarize.service.parsing import Material, batch_of, fields_of, json_of
from summarize.service.problems import CLIENT_GONE, Problem
from summarize.service.settings import ServiceSettings
from summarize.service.work import Answer
from summarize.sniffing import MEDIA_TYPES

__all__ = ["Fetch", "router"]

Fetch = Callable[[str, ServiceSettings], Awaitable[Page]]
"""Fetches a page for strangers: only from addresses that are anybody's, within the limits."""

Found = TypeVar("Found")

HEARTBEAT = 10.0  # seconds: proxies close a stream that is silent for a minute

router = APIRouter(prefix="/v1")


@router.post(
    "/summarize",
    summary="Summarize a text, a page or a file",
    openapi_extra=body_of(schemas.SummarizeRequest, form=True),
    responses=responses("application/json", "text/plain", "text/markdown", "text/html"),
)
async def summarize(request: Request) -> Response:
    """The summary as JSON, or in the `format` asked for; as events where `Accept` asks for them."""
    asked, file = await fields_of(request, schemas.SummarizeRequest)
    material = await _material(request, asked, file)
    if "text/event-stream" in request.headers.get("accept", ""):
        task = _task(request, asked, material)
        return StreamingResponse(
            _events(request, task, asked.summarizer), media_type="text/event-stream"
        )
    task = _task(request, asked, material, format=asked.format)
    answer = await until_gone(request, _answered(request, task, asked.summarizer))
    return _response(answer, request)


@router.post(
    "/summarize/batch",
    summary="Summarize many documents",
    openapi_extra=body_of(schemas.BatchRequest, lines=True),
    responses=responses("application/x-ndjson"),
)
async def batch(request: Request) -> Response:
    """A line for each document, in order, as they are done: `{id, summary}` or `{id, error}`."""
    asked = await batch_of(request)
    settings = _settings(request)
    if len(asked.documents) > settings.most_documents:
        raise _at("documents", f"over {settings.most_documents}: send several batches")
    engine = _engine(request)
    lane = engine.lane([asked.summarizer])
    if lane is not None and lane.full:
        raise Busy(lane.wait())
    _check_model(request, [asked.summarizer])
    ahead = 2 * max(settings.cores, settings.batch_size)
    lines = _lines(request, asked, ahead)
    return StreamingResponse(lines, media_type="application/x-ndjson")


@router.post(
    "/compare",
    summary="Summarize a document with several summarizers",
    openapi_extra=body_of(schemas.CompareRequest, form=True),
    responses=responses("application/json"),
)
async def compare(request: Request) -> Response:
    """A summary, or an error, for each summarizer, in the order asked for."""
    asked, file = await fields_of(request, schemas.CompareRequest)
    settings = _settings(request)
    if "summarizer" in asked.model_fields_set and "summarizers" not in asked.model_fields_set:
        asked.summarizers = [asked.summarizer]
    names = list(dict.fromkeys(asked.summarizers))
    if len(names) > settings.most_summarizers:
        raise _at("summarizers", f"over {settings.most_summarizers}")
    material = await _material(request, asked, file)
    tasks = [_task(request, asked, material, summarizer=name) for name in names]
    gathered = asyncio.gather(
        *(_patient(request, task, name) for task, name in zip(tasks, names, strict=True))
    )
    answers = await until_gone(request, gathered)
    return _compared(names, answers)


@router.post(
    "/evaluate",
    summary="Score summarizers on a small set",
    openapi_extra=body_of(schemas.EvaluateRequest),
    responses=responses("application/json"),
)
async def evaluate(request: Request) -> Response:
    """ROUGE of each summarizer, with intervals, and the signature that says how it was made."""
    asked = await json_of(request, schemas.EvaluateRequest)
    settings = _settings(request)
    if len(asked.documents) > settings.most_evaluated:
        raise _at("documents", f"over {settings.most_evaluated}: run `summarize evaluate`")
    if len(asked.summarizers) > settings.most_summarizers:
        raise _at("summarizers", f"over {settings.most_summarizers}")
    _check_model(request, asked.summarizers)
    rows = [
        {"id": document.id or str(n), "article": document.text, "references": document.references}
        for n, document in enumerate(asked.documents, 1)
    ]
    options = {
        "summarizers": tuple(asked.summarizers),
        **{name: getattr(asked, name) for name in ("length", "language", "clean")},
    }
    task = Task("evaluate", options, {}, json.dumps(rows).encode())
    outcome = await until_gone(request, _engine(request).answer(task, asked.summarizers))
    return _response(outcome.answer, request)


@router.get("/summarizers", summary="What there is to choose from", responses=responses())
async def summarizers(request: Request) -> dict[str, Any]:
    """Summarizers with their options, lengths, formats, and the limits of this service."""
    settings = _settings(request)
    infos = [info.to_dict() for info in registry.infos() if _served(info.name, settings)]
    return {
        "summarizers": infos,
        "models": list(settings.models) if settings.model_workers else [],
        "lengths": [
            {"name": length.name, "sentences": length.most, "words": length.words}
            for length in LENGTHS.values()
        ],
        "formats": list(schemas.FORMATS),
        "faithful": ["off", "flag", "repair"],
        "languages": ["auto", *known_languages()],
        "defaults": {"length": DEFAULT_LENGTH, "summarizer": DEFAULT_SUMMARIZER},
        "urls": settings.urls,
        "limits": {
            name: getattr(settings, name)
            for name in ("body_limit", "most_documents", "most_evaluated", "most_summarizers")
        },
    }


def _served(name: str, settings: ServiceSettings) -> bool:
    return name not in ABSTRACTIVE or (settings.model_workers > 0 and name != "seq2seq")


async def _material(
    request: Request,
    asked: schemas.SummarizeRequest | schemas.CompareRequest,
    file: Material | None,
) -> Material:
    """The one document of a request, fetched where it is a URL."""
    given = [name for name in ("text", "url") if getattr(asked, name) is not None]
    given += ["file"] if file else []
    if len(given) != 1:
        found = " and ".join(given) or "none"
        raise _at(
            given[0] if given else "text", f"give one of text, url and file; there is {found}"
        )
    if file is not None:
        return file
    if asked.text is not None:
        return Material(asked.text.encode())
    assert asked.url is not None
    settings = _settings(request)
    fetch: Fetch | None = request.app.state.fetch
    if not settings.urls or fetch is None:
        raise _at("url", "this service does not fetch URLs: send the text or the file")
    page = await until_gone(request, _page(fetch, asked.url, settings))
    told = MEDIA_TYPES.get(page.media_type)
    name = f"page.{told}" if told else page.path or "page"
    return Material(page.data, name, asked.url, page.charset)


async def _page(fetch: Fetch, url: str, settings: ServiceSettings) -> Page:
    return await fetch(url, settings)


def _task(
    request: Request,
    asked: schemas.SummarizeRequest | schemas.CompareRequest,
    material: Material,
    **more: Any,
) -> Task:
    """The task of one document; `summarizer` among `more` stands for the one asked for."""
    options = asked.to_settings()
    if "summarizer" in more:
        options["summarizer"] = more.pop("summarizer")
    _check_model(request, [options["summarizer"]])
    about = {
        "name": material.name,
        "source": material.source,
        "charset": material.charset,
        "include_text": asked.include_text,
        "limit": _settings(request).read_limit,
        **more,
    }
    return Task("summarize", options, about, material.data)


def _check_model(request: Request, written: Sequence[str]) -> None:
    """See that nobody names a model, which is a path, that this service does not offer."""
    settings = _settings(request)
    for spec in written:
        if spec.partition(":")[0].strip() == "seq2seq" and spec not in settings.models:
            offered = ", ".join(settings.models) or "none"
            raise _at("summarizer", f"this model is not served; served are: {offered}")


async def _answered(
    request: Request, task: Task, summarizer: str, *, patient: bool = False
) -> Answer:
    """The engine's answer, noted in the log and the figures."""
    exchange = _exchange(request)
    engine = _engine(request)
    exchange.summarizer = summarizer
    answer, exchange.cache = await engine.answer(task, [summarizer], patient=patient)
    if answer.header["status"] == 200:
        engine.metrics.summary(summarizer.partition(":")[0].strip())
    return answer


async def _patient(request: Request, task: Task, summarizer: str) -> Answer:
    return await _answered(request, task, summarizer, patient=True)


async def until_gone(request: Request, work: Awaitable[Found]) -> Found:
    """What `work` comes to, unless the client hangs up: then it is given up.

    Raises:
        Problem: the client is gone; nobody reads it, but the log.
    """
    made = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((made, gone), return_when=asyncio.FIRST_COMPLETED)
        if made.done():
            return made.result()
        raise Problem(CLIENT_GONE, "gone", "the client hung up")
    finally:
        for task in (made, gone):
            task.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _response(answer: Answer, request: Request) -> Response:
    if answer.header["status"] != 200:
        raise Problem.of_answer(answer)
    cache = _exchange(request).cache
    headers = {"X-Cache": cache} if cache else {}
    return Response(answer.body, headers=headers, media_type=answer.header["type"])


def _compared(names: Sequence[str], answers: Sequence[Answer]) -> Response:
    """Each answer beside its summarizer; the document, which all have alike, once."""
    shown: dict[str, Any] = {"summaries": []}
    for name, answer in zip(names, answers, strict=True):
        if answer.header["status"] != 200:
            error = Problem.of_answer(answer).to_dict()
            shown["summaries"].append({"summarizer": name, "error": error})
            continue
        summary = json.loads(answer.body)
        if "document" in summary:
            shown["document"] = summary.pop("document")
        shown["summaries"].append({"summarizer": name, "summary": summary})
    body = json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(body, media_type="application/json")


async def _lines(request: Request, asked: schemas.BatchRequest, ahead: int) -> AsyncIterator[bytes]:
    """The lines of a batch, in order; so many documents are under way at once."""
    options = asked.to_settings()
    about = {"limit": _settings(request).read_limit}
    running: list[tuple[str, asyncio.Task[Answer]]] = []
    waiting = iter(asked.documents)
    try:
        while True:
            while len(running) < ahead and (document := next(waiting, None)) is not None:
                task = Task("summarize", options, about, document.text.encode())
                made = asyncio.create_task(_patient(request, task, asked.summarizer))
                running.append((document.id, made))
            if not running:
                return
            name, made = running.pop(0)
            yield _line(name, await made)
    finally:
        for _, made in running:
            made.cancel()


def _line(name: str, answer: Answer) -> bytes:
    head = b'{"id":' + json.dumps(name).encode()
    if answer.header["status"] == 200:
        return head + b',"summary":' + answer.body + b"}\n"
    error = json.dumps(Problem.of_answer(answer).to_dict(), ensure_ascii=False)
    return head + b',"error":' + error.encode() + b"}\n"


async def _events(request: Request, task: Task, summarizer: str) -> AsyncIterator[bytes]:
    """A summary's sentences, each an event of its own, then the whole; or the problem."""
    yield _event("accepted", {"id": _exchange(request).id})
    made = asyncio.create_task(_answered(request, task, summarizer))
    try:
        while not made.done():
            await asyncio.wait((made,), timeout=HEARTBEAT)
            if not made.done():
                yield b": still at it\n\n"
        answer = made.result()
        if answer.header["status"] != 200:
            yield _event("problem", Problem.of_answer(answer).to_dict())
            return
        summary = json.loads(answer.body)
        for number, sentence in enumerate(summary["sentences"]):
            yield _event("sentence", {"index": number, **sentence})
        yield _event("summary", summary)
    except Busy as busy:
        yield _event("problem", Problem.of_busy(busy).to_dict())
    finally:
        made.cancel()


def _event(name: str, data: object) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def _at(field: str, why: str) -> Problem:
    return Problem(422, "field", f"{field}: {why}", errors=[(field, why)])


def _engine(request: Request) -> Engine:
    engine: Engine = request.app.state.engine
    return engine


def _settings(request: Request) -> ServiceSettings:
    return _engine(request).settings


def _exchange(request: Request) -> Exchange:
    exchange: Exchange = request.state.exchange
    return exchange
