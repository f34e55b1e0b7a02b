"""The engine: sends each task to its worker pool, caches answers and shares identical tasks."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from summarize import registry
from summarize.errors import WorkerError
from summarize.service.metrics import Metrics
from summarize.service.settings import ServiceSettings
from summarize.service.workers.cache import Cache, key_of
from summarize.service.workers.pool import PoolOptions, Task, WorkerPool, problem
from summarize.service.workers.process import WorkerOptions
from summarize.service.workers.tasks import Answer

__all__ = ["ABSTRACTIVE", "Engine", "Outcome"]

ABSTRACTIVE = ("abstractive", *sorted(registry.MODEL_NAMED))
"""Summarizers that run a model, in a pool of their own."""

READY_SECONDS = 120.0  # after which the log says that no worker has started


class Outcome(NamedTuple):
    """An answer and where it came from: computed ("miss"), cached ("hit") or shared ("shared")."""

    answer: Answer
    cache: str


@dataclass(slots=True, eq=False)
class _SharedTask:
    task: "asyncio.Task[Answer]"
    waiters: int = 0


@dataclass(slots=True, eq=False)
class Engine:
    """Everything behind the routes.

    Attributes:
        settings: how it runs.
        metrics: counts what happens.
        draining: whether the service is shutting down.
    """

    settings: ServiceSettings
    metrics: Metrics
    draining: bool = False
    pools: dict[str, WorkerPool] = field(init=False)
    cache: Cache = field(init=False)
    _shared: dict[bytes, _SharedTask] = field(default_factory=dict)

    def __post_init__(self) -> None:
        s = self.settings
        self.cache = Cache(s.cache_entries, s.cache_bytes)
        extractive = PoolOptions(
            "extractive",
            WorkerOptions("textrank", s.worker_memory),
            s.cores,
            s.queue,
            s.deadline,
            s.run_seconds,
        )
        model = PoolOptions(
            "model",
            WorkerOptions("abstractive", 0 if s.models else s.worker_memory),
            s.model_workers,
            s.queue,
            s.deadline,
            s.run_seconds,
            s.batch_size,
            s.batch_wait,
        )
        wanted = [pool for pool in (extractive, model) if pool.workers]
        self.pools = {pool.name: WorkerPool(pool, self.metrics) for pool in wanted}
        self.metrics.watch(self.pools, self.cache)

    @property
    def ready(self) -> bool:
        """Whether every pool is up and the service is not shutting down."""
        return not self.draining and all(pool.serves for pool in self.pools.values())

    async def start(self) -> None:
        """Start the workers; `ready` is True once they are up."""
        for pool in self.pools.values():
            pool.start()

    async def until_ready(self, seconds: float = READY_SECONDS) -> None:
        """Wait until every pool is up.

        Raises:
            WorkerError: one is still not up after `seconds`.
        """
        end = asyncio.get_running_loop().time() + seconds
        while not self.ready:
            if asyncio.get_running_loop().time() > end:
                raise WorkerError(f"none started within {seconds:g} seconds")
            await asyncio.sleep(0.02)

    async def stop(self) -> None:
        """Stop the workers."""
        for shared in list(self._shared.values()):
            shared.task.cancel()
        await asyncio.gather(*(pool.stop() for pool in self.pools.values()))

    def pool(self, summarizers: Sequence[str]) -> WorkerPool | None:
        """Return the pool for these summarizers; None if they need models, which are turned off."""
        names = {registry.name_of(written) for written in summarizers}
        return self.pools.get("model" if names & set(ABSTRACTIVE) else "extractive")

    async def answer(
        self, task: Task, summarizers: Sequence[str], *, patient: bool = False
    ) -> Outcome:
        """Return the answer to a task: cached, shared with an identical task, or computed.

        Raises:
            QueueFull: the pool's queue has no room.
        """
        pool = self.pool(summarizers)
        if pool is None:
            detail = (
                "abstractive summarizers are turned off here (model_workers = 0): choose another"
            )
            refused = problem(422, "no-model", detail)
            return Outcome(Answer({**refused.header, "field": "summarizer"}), "miss")
        key = key_of(task)
        if (cached := self.cache.get(key)) is not None:
            self.metrics.cached("hit")
            return Outcome(cached, "hit")
        if (shared := self._shared.get(key)) is not None:
            self.metrics.cached("shared")
            answer = await self._wait_for(key, shared)
            if not answer.header.get("waited"):
                return Outcome(answer, "shared")
            # The deadline of the other request passed, but not of this one.
        else:
            self.metrics.cached("miss")
        computing = asyncio.create_task(pool.submit(task, patient=patient))
        own = self._shared[key] = _SharedTask(computing)
        computing.add_done_callback(lambda done: self._done(key, own, done))
        return Outcome(await self._wait_for(key, own), "miss")

    async def _wait_for(self, key: bytes, shared: _SharedTask) -> Answer:
        """Return the answer; the task is cancelled once nobody waits for it."""
        shared.waiters += 1
        try:
            return await asyncio.shield(shared.task)
        finally:
            shared.waiters -= 1
            if not shared.waiters and not shared.task.done():
                self._forget(key, shared)  # before another request shares a task being cancelled
                shared.task.cancel()

    def _forget(self, key: bytes, shared: _SharedTask) -> None:
        if self._shared.get(key) is shared:
            del self._shared[key]

    def _done(self, key: bytes, shared: _SharedTask, done: "asyncio.Task[Answer]") -> None:
        self._forget(key, shared)
        if done.cancelled() or done.exception() is not None:
            return
        answer = done.result()
        if answer.header["status"] == 200:
            self.cache.put(key, answer)
