"""The routes of the API: parse, ask the engine, answer. `schemas` has the fields of each."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from summarize import registry
from summarize.language.detection import known as known_languages
from summarize.length import LENGTHS
from summarize.pipeline import DEFAULT_LENGTH, DEFAULT_SUMMARIZER
from summarize.service.http import answers, schemas
from summarize.service.http.bodies import at_field, batch_of, fields_of, json_of
from summarize.service.http.openapi import body_of, responses
from summarize.service.http.problems import Problem
from summarize.service.http.requests import (
    about_of,
    answered,
    check_capacity,
    check_models,
    document_of,
    engine_of,
    settings_of,
    state_of,
    task_of,
    unless_disconnected,
    wait_for_slot,
)
from summarize.service.http.streaming import events, lines
from summarize.service.settings import ServiceSettings
from summarize.service.workers.engine import ABSTRACTIVE
from summarize.service.workers.pool import QueueFull, Task
from summarize.service.workers.tasks import Answer

__all__ = ["router"]

router = APIRouter(prefix="/v1")


@router.post(
    "/summarize",
    summary="Summarize a text, web page or file",
    openapi_extra=body_of(schemas.SummarizeRequest, form=True),
    responses=responses(
        "application/json",
        "text/plain",
        "text/markdown",
        "text/html",
        "text/event-stream",
        answer=answers.SummaryAnswer,
    ),
)
async def summarize(request: Request) -> Response:
    """Returns a summary as JSON or in the requested `format`.

    With `Accept: text/event-stream` it is sent as server-sent events, one per sentence.
    """
    options, file = await fields_of(request, schemas.SummarizeRequest)
    document = await document_of(request, options, file)
    if "text/event-stream" in request.headers.get("accept", ""):
        task = task_of(request, options, document)
        check_capacity(request, options.summarizer)
        return StreamingResponse(
            events(request, task, options.summarizer), media_type="text/event-stream"
        )
    task = task_of(request, options, document, format=options.format)
    answer = await unless_disconnected(request, answered(request, task, options.summarizer))
    return _response(answer, request)


@router.post(
    "/summarize/batch",
    summary="Summarize many documents",
    openapi_extra=body_of(schemas.BatchRequest, lines=True),
    response_class=StreamingResponse,
    responses=responses("application/x-ndjson", answer=answers.BatchLine),
)
async def batch(request: Request) -> Response:
    """Returns one JSON line per document, in order, as they are done.

    Documents sent as JSON Lines have their options in the query: `?length=short`.
    """
    settings = settings_of(request)
    options = await batch_of(request, settings.most_documents)
    if len(options.documents) > settings.most_documents:
        reason = f"more than {settings.most_documents}: send several batches"
        raise at_field("documents", reason)
    check_models(request, [options.summarizer])
    pool = check_capacity(request, options.summarizer)
    ahead = pool.options.workers * pool.options.batch_size  # leaves the queue to other requests
    return StreamingResponse(lines(request, options, ahead), media_type="application/x-ndjson")


@router.post(
    "/compare",
    summary="Compare summarizers on one document",
    openapi_extra=body_of(schemas.CompareRequest, form=True),
    responses=responses("application/json", answer=answers.CompareAnswer),
)
async def compare(request: Request) -> Response:
    """Returns a summary or an error per summarizer, in the order requested."""
    options, file = await fields_of(request, schemas.CompareRequest)
    settings = settings_of(request)
    sent = options.model_fields_set
    if "summarizer" in sent and "summarizers" not in sent:
        options.summarizers = [options.summarizer]
    names = list(dict.fromkeys(options.summarizers))
    if len(names) > settings.most_summarizers:
        raise at_field("summarizers", f"more than {settings.most_summarizers}")
    document = await document_of(request, options, file)
    tasks = [task_of(request, options, document, summarizer=name) for name in names]
    for name in names:
        if (pool := engine_of(request).pool([name])) is not None and pool.full:
            raise QueueFull(pool.seconds_to_wait())
    gathered = asyncio.gather(
        *(wait_for_slot(request, task, name) for task, name in zip(tasks, names, strict=True))
    )
    return _compared(names, await unless_disconnected(request, gathered))


@router.post(
    "/extract",
    summary="Extract the article of a document",
    openapi_extra=body_of(schemas.ExtractRequest, form=True),
    responses=responses("application/json", answer=answers.ExtractAnswer),
)
async def extract(request: Request) -> Response:
    """Returns the article without boilerplate, its title and language, and what was removed."""
    return await _answer_on_document(request, schemas.ExtractRequest, "extract")


@router.post(
    "/check",
    summary="Check a summary against its article",
    openapi_extra=body_of(schemas.CheckRequest, form=True),
    responses=responses("application/json", answer=answers.CheckAnswer),
)
async def check(request: Request) -> Response:
    """Returns for each sentence of `summary` whether the article supports it, and its sources."""
    return await _answer_on_document(request, schemas.CheckRequest, "check")


@router.post(
    "/evaluate",
    summary="Score summarizers on a small data set",
    openapi_extra=body_of(schemas.EvaluateRequest),
    responses=responses("application/json", answer=answers.EvaluateAnswer),
)
async def evaluate(request: Request) -> Response:
    """Returns ROUGE scores per summarizer with confidence intervals, and how they were computed."""
    options = await json_of(request, schemas.EvaluateRequest)
    settings = settings_of(request)
    if len(options.documents) > settings.most_evaluated:
        reason = f"more than {settings.most_evaluated}: use `summarize evaluate`"
        raise at_field("documents", reason)
    if len(options.summarizers) > settings.most_summarizers:
        raise at_field("summarizers", f"more than {settings.most_summarizers}")
    check_models(request, options.summarizers)
    rows = [
        {"id": document.id or str(n), "article": document.text, "references": document.references}
        for n, document in enumerate(options.documents, 1)
    ]
    values = {
        "summarizers": tuple(options.summarizers),
        **{name: getattr(options, name) for name in ("length", "language", "clean")},
    }
    task = Task("evaluate", values, {}, json.dumps(rows).encode())
    return await _answer(request, task, options.summarizers)


@router.get(
    "/summarizers",
    summary="List summarizers, lengths, languages and limits",
    responses=responses("application/json", answer=answers.OffersAnswer),
)
async def summarizers(request: Request) -> dict[str, Any]:
    """Returns the summarizers with their options, lengths, formats, and limits of this service."""
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
        "focus": "focus" in schemas.Options.model_fields,
        "limits": {
            name: getattr(settings, name)
            for name in ("body_limit", "most_documents", "most_evaluated", "most_summarizers")
        },
    }


def _served(name: str, settings: ServiceSettings) -> bool:
    """Return True for summarizers that can be requested by name; models only as configured."""
    return name not in ABSTRACTIVE or (settings.model_workers > 0 and name == "abstractive")


async def _answer_on_document(
    request: Request, schema: type[schemas.SourceRequest], kind: str
) -> Response:
    """Return the answer to a task about one document; its settings are the schema's own fields."""
    options, file = await fields_of(request, schema)
    document = await document_of(request, options, file)
    settings = options.model_dump(exclude={*schemas.SourceRequest.model_fields})
    task = Task(kind, settings, about_of(request, options, document), document.data)
    return await _answer(request, task)


async def _answer(
    request: Request, task: Task, summarizers: Sequence[str] = (DEFAULT_SUMMARIZER,)
) -> Response:
    """Return the answer to a task that is not a summary."""
    outcome = await unless_disconnected(request, engine_of(request).answer(task, summarizers))
    return _response(outcome.answer, request)


def _response(answer: Answer, request: Request) -> Response:
    if answer.header["status"] != 200:
        raise Problem.of_answer(answer)
    cache = state_of(request).cache
    headers = {"X-Cache": cache} if cache else {}
    return Response(answer.body, headers=headers, media_type=answer.header["type"])


def _compared(names: Sequence[str], answers: Sequence[Answer]) -> Response:
    """Return each answer with its summarizer, and the document, the same for all, once."""
    compared: dict[str, Any] = {"summaries": []}
    for name, answer in zip(names, answers, strict=True):
        if answer.header["status"] != 200:
            error = Problem.of_answer(answer).to_dict()
            compared["summaries"].append({"summarizer": name, "error": error})
            continue
        summary = json.loads(answer.body)
        if "document" in summary:
            compared["document"] = summary.pop("document")
        compared["summaries"].append({"summarizer": name, "summary": summary})
    body = json.dumps(compared, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(body, media_type="application/json")
