"""The API's routes: parse, ask the engine, answer. What each takes stands in `schemas`."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from summarize import registry
from summarize.language import known as known_languages
from summarize.length import LENGTHS
from summarize.pipeline import DEFAULT_LENGTH, DEFAULT_SUMMARIZER
from summarize.service.http import schemas
from summarize.service.http.bodies import at_field, batch_of, fields_of, json_of
from summarize.service.http.openapi import body_of, responses
from summarize.service.http.problems import Problem
from summarize.service.http.requests import (
    answered,
    check_models,
    check_room,
    engine_of,
    exchange_of,
    material_of,
    patiently,
    settings_of,
    task_of,
    until_gone,
)
from summarize.service.http.streaming import events, lines
from summarize.service.settings import ServiceSettings
from summarize.service.workers.engine import ABSTRACTIVE
from summarize.service.workers.pool import Busy, Task
from summarize.service.workers.tasks import Answer

__all__ = ["router"]

router = APIRouter(prefix="/v1")


@router.post(
    "/summarize",
    summary="Summarize a text, a page or a file",
    openapi_extra=body_of(schemas.SummarizeRequest, form=True),
    responses=responses(
        "application/json", "text/plain", "text/markdown", "text/html", "text/event-stream"
    ),
)
async def summarize(request: Request) -> Response:
    """The summary as JSON, or in the `format` asked for; as events where `Accept` asks for them."""
    asked, file = await fields_of(request, schemas.SummarizeRequest)
    material = await material_of(request, asked, file)
    if "text/event-stream" in request.headers.get("accept", ""):
        task = task_of(request, asked, material)
        check_room(request, asked.summarizer)
        return StreamingResponse(
            events(request, task, asked.summarizer), media_type="text/event-stream"
        )
    task = task_of(request, asked, material, format=asked.format)
    answer = await until_gone(request, answered(request, task, asked.summarizer))
    return _response(answer, request)


@router.post(
    "/summarize/batch",
    summary="Summarize many documents",
    openapi_extra=body_of(schemas.BatchRequest, lines=True),
    response_class=StreamingResponse,
    responses=responses("application/x-ndjson"),
)
async def batch(request: Request) -> Response:
    """A line for each document, in order, as they are done: `{id, summary}` or `{id, error}`.

    Documents that come as lines have their options in the query: `?length=short`.
    """
    settings = settings_of(request)
    asked = await batch_of(request, settings.most_documents)
    if len(asked.documents) > settings.most_documents:
        raise at_field("documents", f"over {settings.most_documents}: send several batches")
    check_models(request, [asked.summarizer])
    lane = check_room(request, asked.summarizer)
    ahead = lane.options.workers * lane.options.batch_size  # the queue is left to others
    return StreamingResponse(lines(request, asked, ahead), media_type="application/x-ndjson")


@router.post(
    "/compare",
    summary="Summarize a document with several summarizers",
    openapi_extra=body_of(schemas.CompareRequest, form=True),
    responses=responses("application/json"),
)
async def compare(request: Request) -> Response:
    """A summary, or an error, for each summarizer, in the order asked for."""
    asked, file = await fields_of(request, schemas.CompareRequest)
    settings = settings_of(request)
    if "summarizer" in asked.model_fields_set and "summarizers" not in asked.model_fields_set:
        asked.summarizers = [asked.summarizer]
    names = list(dict.fromkeys(asked.summarizers))
    if len(names) > settings.most_summarizers:
        raise at_field("summarizers", f"over {settings.most_summarizers}")
    material = await material_of(request, asked, file)
    tasks = [task_of(request, asked, material, summarizer=name) for name in names]
    for name in names:
        if (lane := engine_of(request).lane([name])) is not None and lane.full:
            raise Busy(lane.wait())
    gathered = asyncio.gather(
        *(patiently(request, task, name) for task, name in zip(tasks, names, strict=True))
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
    settings = settings_of(request)
    if len(asked.documents) > settings.most_evaluated:
        raise at_field("documents", f"over {settings.most_evaluated}: run `summarize evaluate`")
    if len(asked.summarizers) > settings.most_summarizers:
        raise at_field("summarizers", f"over {settings.most_summarizers}")
    check_models(request, asked.summarizers)
    rows = [
        {"id": document.id or str(n), "article": document.text, "references": document.references}
        for n, document in enumerate(asked.documents, 1)
    ]
    options = {
        "summarizers": tuple(asked.summarizers),
        **{name: getattr(asked, name) for name in ("length", "language", "clean")},
    }
    task = Task("evaluate", options, {}, json.dumps(rows).encode())
    outcome = await until_gone(request, engine_of(request).answer(task, asked.summarizers))
    return _response(outcome.answer, request)


@router.get("/summarizers", summary="What there is to choose from", responses=responses())
async def summarizers(request: Request) -> dict[str, Any]:
    """Summarizers with their options, lengths, formats, and the limits of this service."""
    settings = settings_of(request)
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
    return name not in ABSTRACTIVE or (
        settings.model_workers > 0 and name not in registry.MODEL_NAMED
    )


def _response(answer: Answer, request: Request) -> Response:
    if answer.header["status"] != 200:
        raise Problem.of_answer(answer)
    cache = exchange_of(request).cache
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
