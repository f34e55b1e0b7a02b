"""Pools of workers for tests, and what is asked of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from services import ARTICLE
from waiting import eventually

from summarize.service.metrics import Metrics
from summarize.service.workers.pool import PoolOptions, Task, WorkerPool
from summarize.service.workers.process import WorkerOptions
from summarize.service.workers.tasks import Answer


def task(text: str = ARTICLE, summarizer: str = "faulty") -> Task:
    options = {"summarizer": summarizer, "length": "1s"}
    return Task("summarize", options, {"limit": 1_000_000}, text.encode())


@asynccontextmanager
async def pool(**options: Any) -> AsyncIterator[tuple[WorkerPool, Metrics]]:
    given: dict[str, Any] = {"workers": 1, "queue": 8, "deadline": 20.0, "run_seconds": 1.5}
    metrics = Metrics()
    worker = WorkerOptions("lead", memory=8_192, nice=0)
    made = WorkerPool(PoolOptions("test", worker, **{**given, **options}), metrics)
    made.start()
    await eventually(lambda: made.ready)
    yield made, metrics
    await made.stop()


def replaced(metrics: Metrics, why: str) -> bool:
    counted = f'summarize_workers_replaced_total{{pool="test",why="{why}"}}'
    return counted in metrics.page().decode()


def status(answer: Answer) -> int:
    found: int = answer.header["status"]
    return found
