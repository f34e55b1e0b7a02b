"""A lane: a bounded queue in front of a few workers, each given one document or a small batch.

What may not happen, and what is done about it:

- more work than can be done: `submit` raises `Busy` at once, with how long to wait;
- a document that never ends, or takes its worker with it: the worker is stopped at the deadline and
  replaced; documents that were in one batch with it are done again, each alone;
- a worker that dies: the document is tried once more on another, then it is given up;
- nobody waits for the answer any more: the place in the queue is free at once, and the worker is
  stopped unless it is done in a moment.
"""

import asyncio
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from math import ceil
from time import perf_counter
from typing import Any, Protocol

from summarize.errors import WorkerError
from summarize.service.logs import Log
from summarize.service.workers.process import Ended, Worker, WorkerOptions
from summarize.service.workers.tasks import Answer

__all__ = ["Busy", "Lane", "LaneOptions", "Observer", "Task"]

# An article takes milliseconds: to let it end is cheaper than to begin a process anew.
ABANDONED_SECONDS = 0.25

MOST_ATTEMPTS = 2  # of a document that its workers die of

# A worker that will not start is tried again after so many seconds; the queue fills meanwhile.
RESTART_SECONDS = 1.0

_SMOOTH = 0.1  # the weight of the newest document in the mean time of one
_MOST_WAIT = 60  # seconds: longer than that nobody is told to wait


class Busy(Exception):  # noqa: N818  # it is an answer, and no fault
    """There is no place in the queue.

    Attributes:
        seconds: when it is worth trying again, a whole number.
    """

    def __init__(self, seconds: int) -> None:
        super().__init__(f"try again in {seconds} seconds")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Task:
    """One document's work.

    Attributes:
        kind: one of `work.KINDS`.
        options: what documents that are given to a model together have alike.
        about: what is this document's own: see `work.Item`.
        data: its bytes.
    """

    kind: str
    options: Mapping[str, Any]
    about: Mapping[str, Any]
    data: bytes

    def together(self, other: "Task") -> bool:
        """Whether both can be in one batch."""
        return self.kind == other.kind and self.options == other.options


@dataclass(frozen=True, slots=True)
class LaneOptions:
    """How a lane works; see the keys of the same names in `settings`."""

    name: str
    worker: WorkerOptions
    workers: int
    queue: int
    deadline: float
    run_seconds: float
    batch_size: int = 1
    batch_wait: float = 0.0


class Observer(Protocol):
    """Is told what happens in a lane; `metrics.Metrics` is one."""

    def batch(self, lane: str, size: int) -> None:
        """So many documents were given to a worker."""

    def replaced(self, lane: str, why: str) -> None:
        """A worker was stopped, or died."""


@dataclass(slots=True, eq=False)
class _Job:
    task: Task
    end: float  # of the loop's clock
    answer: "asyncio.Future[Answer]"
    attempts: int = 0
    alone: bool = False


def problem(status: int, kind: str, detail: str, **more: Any) -> Answer:
    """An answer that no worker gave."""
    return Answer({"status": status, "kind": kind, "detail": detail, "field": None, **more})


@dataclass(slots=True, eq=False)
class Lane:
    """Workers, and the documents that wait for them.

    Attributes:
        options: how many of each.
        observer: told what happens.
        busy: how many workers are at work.
        log: told of workers that will not start.
    """

    options: LaneOptions
    observer: Observer
    busy: int = 0
    log: Log = field(default_factory=Log)
    _starts: bool = False  # whether the last worker that was begun came up
    _queue: deque[_Job] = field(default_factory=deque)
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _places: asyncio.Semaphore = field(init=False)
    _workers: dict[int, Worker] = field(default_factory=dict)
    _watches: dict[int, "asyncio.Task[None]"] = field(default_factory=dict)
    _running: list["asyncio.Task[None]"] = field(default_factory=list)
    _mean: float = 0.0  # seconds a document takes a worker

    def __post_init__(self) -> None:
        self._places = asyncio.Semaphore(
            (self.options.queue + self.options.batch_size) * self.options.workers
        )

    @property
    def waiting(self) -> int:
        """How many documents wait."""
        return len(self._queue)

    @property
    def ready(self) -> int:
        """How many workers are up."""
        return sum(worker.alive for worker in self._workers.values())

    @property
    def serves(self) -> bool:
        """Whether it has begun, and its workers are up or will be in a moment.

        A worker that was stopped, over a document or because its client hung up, is replaced while
        others wait: that is no reason to send them elsewhere. One that will not start is.
        """
        return self._starts or self.ready > 0

    @property
    def full(self) -> bool:
        """Whether there is no place for one more."""
        return self._places.locked()

    def start(self) -> None:
        """Begin the workers; they get ready by and by."""
        slots = range(self.options.workers)
        self._running = [asyncio.create_task(self._serve(slot)) for slot in slots]

    async def stop(self) -> None:
        """End the workers, at work or not."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def submit(self, task: Task, *, patient: bool = False) -> Answer:
        """The answer for a document.

        Args:
            task: the document.
            patient: wait for a place in the queue, for one who is accepted already.

        Raises:
            Busy: there is no place.
        """
        if not patient and self.full:
            raise Busy(self.wait())
        loop = asyncio.get_running_loop()
        async with self._places:
            job = _Job(task, loop.time() + self.options.deadline, loop.create_future())
            self._queue.append(job)
            self._arrived.set()
            try:
                async with asyncio.timeout_at(job.end):
                    return await job.answer
            except TimeoutError:
                detail = f"not done after {self.options.deadline:g} seconds: send less, or later"
                return problem(504, "deadline", detail, waited=True)
            finally:
                job.answer.cancel()
                if job in self._queue:
                    self._queue.remove(job)

    def wait(self) -> int:
        """Whole seconds until what waits now is done."""
        ahead = (len(self._queue) + self.busy) * self._mean / max(1, self.options.workers)
        return min(_MOST_WAIT, max(1, ceil(ahead)))

    async def _serve(self, slot: int) -> None:
        """One worker after another, one batch after another."""
        try:
            while True:
                worker = await self._living(slot)
                if batch := await self._batch(worker):
                    await self._run(worker, batch)
        finally:
            if (last := self._workers.pop(slot, None)) is not None:
                await last.stop()

    async def _living(self, slot: int) -> Worker:
        """This slot's worker, or a new one where it is gone."""
        while (worker := self._workers.get(slot)) is None or not worker.alive:
            try:
                self._workers[slot] = worker = await Worker.start(self.options.worker)
                watch = self._watches[slot] = asyncio.create_task(worker.ended())
                watch.add_done_callback(lambda _: self._arrived.set())
                self._starts = True
            except WorkerError as error:
                self._starts = False
                self.observer.replaced(self.options.name, "start")
                self.log.event("worker-failed", lane=self.options.name, why=str(error))
                await asyncio.sleep(RESTART_SECONDS)
        return worker

    async def _batch(self, worker: Worker) -> list[_Job]:
        """The next document, and those like it that wait or come within moments.

        None where the worker ends before one comes: it is replaced, and not when one is needed.
        """
        while not self._queue:
            if not worker.alive:
                return []
            self._arrived.clear()
            await self._arrived.wait()
        batch = [self._queue.popleft()]
        loop = asyncio.get_running_loop()
        end = loop.time() + self.options.batch_wait
        while len(batch) < self.options.batch_size and not batch[0].alone:
            self._gather(batch)
            if len(batch) == self.options.batch_size or loop.time() >= end:
                break
            self._arrived.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout_at(end):
                    await self._arrived.wait()
        return batch

    def _gather(self, batch: list[_Job]) -> None:
        """Move what can be in this batch from the queue to it."""
        for job in [j for j in self._queue if not j.alone and j.task.together(batch[0].task)]:
            if len(batch) < self.options.batch_size:
                self._queue.remove(job)
                batch.append(job)

    async def _run(self, worker: Worker, batch: Sequence[_Job]) -> None:
        """Have a batch done, and see to what is left of it where the worker is gone."""
        batch = [job for job in batch if not job.answer.done()]
        if not batch:
            return
        self.busy += 1
        start = perf_counter()
        try:
            why = await self._answered(worker, batch)
        finally:
            self.busy -= 1
        took = (perf_counter() - start) / len(batch)
        self._mean += (took - self._mean) * (_SMOOTH if self._mean else 1)
        self.observer.batch(self.options.name, len(batch))
        if why is not None:
            self.observer.replaced(self.options.name, why)
            left = [job for job in batch if not job.answer.done()]
            self._again(left, why, alone=len(batch) == 1)

    async def _answered(self, worker: Worker, batch: Sequence[_Job]) -> str | None:
        """Answer the jobs; None, or why the worker is gone."""
        loop = asyncio.get_running_loop()
        seconds = self.options.run_seconds
        watch = asyncio.create_task(_stop_if_abandoned(worker, batch))
        first = batch[0].task
        head = {"kind": first.kind, "options": dict(first.options), "seconds": seconds}
        items = [(dict(job.task.about), job.task.data) for job in batch]
        try:
            async with asyncio.timeout(seconds) as limit:
                async for index, answer in worker.answers(head, items):
                    limit.reschedule(loop.time() + seconds)
                    if not batch[index].answer.done():
                        batch[index].answer.set_result(answer)
        except TimeoutError:
            await worker.kill()
            return "late"
        except Ended as ended:
            await worker.kill()
            if all(job.answer.cancelled() for job in batch):
                return "abandoned"
            return "died" if ended.begun else "gone"
        finally:
            watch.cancel()
        return None

    def _again(self, left: Sequence[_Job], why: str, *, alone: bool) -> None:
        """Do again what was not answered, each alone; give up what was late alone, or died twice.

        The first of them was most likely in the making when the worker went: it comes last.
        """
        for job in (*left[:1], *reversed(left[1:])):
            job.attempts += why == "died"
            if why == "late" and alone:
                job.answer.set_result(self._too_long())
            elif job.attempts >= MOST_ATTEMPTS:
                detail = "the worker died of this document, twice: it was not summarized"
                job.answer.set_result(problem(503, "worker-died", detail, retry_after=self.wait()))
            else:
                job.alone = True
                self._queue.appendleft(job)
                self._arrived.set()

    def _too_long(self) -> Answer:
        seconds = self.options.run_seconds
        return problem(504, "deadline", f"not done after {seconds:g} seconds of work: send less")


async def _stop_if_abandoned(worker: Worker, batch: Sequence[_Job]) -> None:
    """Stop the worker once nobody waits for any of its answers, unless it is done in a moment."""
    await asyncio.wait([job.answer for job in batch])
    await asyncio.sleep(ABANDONED_SECONDS)
    await worker.kill()
