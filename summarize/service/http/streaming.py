"""Answers that come bit by bit: the lines of a batch, and a summary's sentences as events."""

import asyncio
import json
from collections.abc import AsyncIterator

from fastapi import Request

from summarize.service.http.problems import Problem
from summarize.service.http.requests import answered, exchange_of, patiently, settings_of
from summarize.service.http.schemas import BatchRequest
from summarize.service.workers.pool import Busy, Task
from summarize.service.workers.tasks import Answer

__all__ = ["events", "lines"]

HEARTBEAT = 10.0  # seconds: proxies close a stream that is silent for a minute


async def lines(request: Request, asked: BatchRequest, ahead: int) -> AsyncIterator[bytes]:
    """The lines of a batch, in order; so many documents are under way at once."""
    options = asked.to_settings()
    about = {"limit": settings_of(request).read_limit}
    running: list[tuple[str, asyncio.Task[Answer]]] = []
    waiting = iter(asked.documents)
    try:
        while True:
            while len(running) < ahead and (document := next(waiting, None)) is not None:
                task = Task("summarize", options, about, document.text.encode())
                made = asyncio.create_task(patiently(request, task, asked.summarizer))
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


async def events(request: Request, task: Task, summarizer: str) -> AsyncIterator[bytes]:
    """A summary's sentences, each an event of its own, then the whole; or the problem."""
    yield _event("accepted", {"id": exchange_of(request).id})
    made = asyncio.create_task(answered(request, task, summarizer))
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
