"""The engine: which lane a task goes to, what is known already, and who asks the same meanwhile."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from summarize import registry
from summarize.errors import WorkerError
from summarize.service.metrics import Metrics
from summarize.service.settings import ServiceSettings
from summarize.service.workers.cache import Cache, key_of
from summarize.service.workers.pool import Lane, LaneOptions, Task, problem
from summarize.service.workers.process import WorkerOptions
from summarize.service.workers.tasks import Answer

__all__ = ["ABSTRACTIVE", "Engine", "Outcome"]

ABSTRACTIVE = ("abstractive", "seq2seq", "chat")
"""Names of the summarizers that run a model, and so in a lane of their own."""

READY_SECONDS = 120.0  # after which a service whose workers do not come up says so


class Outcome(NamedTuple):
    """An answer, and where it came from: "miss" was made for it, "hit" kept, "shared" both."""

    answer: Answer
    cache: str


@dataclass(slots=True, eq=False)
class _Shared:
    task: "asyncio.Task[Answer]"
    waiters: int = 0


@dataclass(slots=True, eq=False)
class Engine:
    """Everything behind the routes.

    Attributes:
        settings: how it runs.
        metrics: told what happens.
        draining: whether no more work is wanted: the service is being stopped.
    """

    settings: ServiceSettings
    metrics: Metrics
    draining: bool = False
    lanes: dict[str, Lane] = field(init=False)
    cache: Cache = field(init=False)
    _shared: dict[bytes, _Shared] = field(default_factory=dict)

    def __post_init__(self) -> None:
        s = self.settings
        self.cache = Cache(s.cache_entries, s.cache_bytes)
        extractive = LaneOptions(
            "extractive",
            WorkerOptions("textrank", s.worker_memory),
            s.cores,
            s.queue,
            s.deadline,
            s.run_seconds,
        )
        model = LaneOptions(
            "model",
            WorkerOptions("abstractive", 0 if s.models else s.worker_memory),
            s.model_workers,
            s.queue,
            s.deadline,
            s.run_seconds,
            s.batch_size,
            s.batch_wait,
        )
        wanted = [lane for lane in (extractive, model) if lane.workers]
        self.lanes = {lane.name: Lane(lane, self.metrics) for lane in wanted}
        self.metrics.watch(self.lanes, self.cache)

    @property
    def ready(self) -> bool:
        """Whether every lane serves, and more work is wanted."""
        return not self.draining and all(lane.serves for lane in self.lanes.values())

    async def start(self) -> None:
        """Begin the workers; `ready` tells when they are up."""
        for lane in self.lanes.values():
            lane.start()

    async def until_ready(self, seconds: float = READY_SECONDS) -> None:
        """Wait for a worker in each lane.

        Raises:
            WorkerError: there is still none after so many seconds.
        """
        end = asyncio.get_running_loop().time() + seconds
        while not self.ready:
            if asyncio.get_running_loop().time() > end:
                raise WorkerError(f"none is ready after {seconds:g} seconds")
            await asyncio.sleep(0.02)

    async def stop(self) -> None:
        """End the workers."""
        for shared in list(self._shared.values()):
            shared.task.cancel()
        await asyncio.gather(*(lane.stop() for lane in self.lanes.values()))

    def lane(self, summarizers: Sequence[str]) -> Lane | None:
        """The lane for these summarizers; None where a model is needed and none is served."""
        names = {registry.name_of(written) for written in summarizers}
        return self.lanes.get("model" if names & set(ABSTRACTIVE) else "extractive")

    async def answer(
        self, task: Task, summarizers: Sequence[str], *, patient: bool = False
    ) -> Outcome:
        """The answer to a task: kept, shared with one who asks the same, or made now.

        Raises:
            Busy: there is no place in the lane's queue.
        """
        lane = self.lane(summarizers)
        if lane is None:
            detail = "no model is served here (model_workers = 0): choose another summarizer"
            refused = problem(422, "no-model", detail)
            return Outcome(Answer({**refused.header, "field": "summarizer"}), "miss")
        key = key_of(task)
        if (kept := self.cache.get(key)) is not None:
            self.metrics.cached("hit")
            return Outcome(kept, "hit")
        if (shared := self._shared.get(key)) is not None:
            self.metrics.cached("shared")
            answer = await self._waited(key, shared)
            if not answer.header.get("waited"):
                return Outcome(answer, "shared")
            # The other's time was up, and not this one's.
        else:
            self.metrics.cached("miss")
        made = asyncio.create_task(lane.submit(task, patient=patient))
        own = self._shared[key] = _Shared(made)
        made.add_done_callback(lambda done: self._done(key, own, done))
        return Outcome(await self._waited(key, own), "miss")

    async def _waited(self, key: bytes, shared: _Shared) -> Answer:
        """The answer; the work is given up once the last who waits for it has gone."""
        shared.waiters += 1
        try:
            return await asyncio.shield(shared.task)
        finally:
            shared.waiters -= 1
            if not shared.waiters and not shared.task.done():
                self._forget(key, shared)  # before anyone else asks for what is being cancelled
                shared.task.cancel()

    def _forget(self, key: bytes, shared: _Shared) -> None:
        if self._shared.get(key) is shared:
            del self._shared[key]

    def _done(self, key: bytes, shared: _Shared, made: "asyncio.Task[Answer]") -> None:
        self._forget(key, shared)
        if made.cancelled() or made.exception() is not None:
            return
        answer = made.result()
        if answer.header["status"] == 200:
            self.cache.put(key, answer)
