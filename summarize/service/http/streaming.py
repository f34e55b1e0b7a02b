"""Streamed answers: the lines of a batch, and a summary's sentences as server-sent events."""

import asyncio
import json
from collections.abc import AsyncIterator

from fastapi import Request

from summarize.service.http.problems import Problem
from summarize.service.http.requests import answered, settings_of, state_of, wait_for_slot
from summarize.service.http.schemas import BatchRequest
from summarize.service.workers.pool import QueueFull, Task
from summarize.service.workers.tasks import Answer

__all__ = ["events", "lines"]

HEARTBEAT = 10.0  # seconds: proxies close a stream after a minute of silence


async def lines(request: Request, batch: BatchRequest, ahead: int) -> AsyncIterator[bytes]:
    """Yield the lines of a batch, in order; `ahead` documents are processed at once."""
    options = batch.to_settings()
    about = {"limit": settings_of(request).read_limit, "offsets": batch.offsets}
    running: list[tuple[str, asyncio.Task[Answer]]] = []
    waiting = iter(batch.documents)
    try:
        while True:
            while len(running) < ahead and (document := next(waiting, None)) is not None:
                task = Task("summarize", options, about, document.text.encode())
                answer = asyncio.create_task(wait_for_slot(request, task, batch.summarizer))
                running.append((document.id, answer))
            if not running:
                return
            name, answer = running.pop(0)
            yield _line(name, await answer)
    finally:
        for _, answer in running:
            answer.cancel()


def _line(name: str, answer: Answer) -> bytes:
    head = b'{"id":' + json.dumps(name).encode()
    if answer.header["status"] == 200:
        return head + b',"summary":' + answer.body + b"}\n"
    error = json.dumps(Problem.of_answer(answer).to_dict(), ensure_ascii=False)
    return head + b',"error":' + error.encode() + b"}\n"


async def events(request: Request, task: Task, summarizer: str) -> AsyncIterator[bytes]:
    """Yield an event per sentence, then the whole summary; or the problem."""
    yield _event("accepted", {"id": state_of(request).id})
    working = asyncio.create_task(answered(request, task, summarizer))
    try:
        while not working.done():
            await asyncio.wait((working,), timeout=HEARTBEAT)
            if not working.done():
                yield b": still working\n\n"
        answer = working.result()
        if answer.header["status"] != 200:
            yield _event("problem", Problem.of_answer(answer).to_dict())
            return
        summary = json.loads(answer.body)
        for number, sentence in enumerate(summary["sentences"]):
            yield _event("sentence", {"index": number, **sentence})
        yield _event("summary", summary)
    except QueueFull as busy:
        yield _event("problem", Problem.of_full_queue(busy).to_dict())
    finally:
        working.cancel()


def _event(name: str, data: object) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
