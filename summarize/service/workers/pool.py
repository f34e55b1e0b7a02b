"""A worker pool: a bounded queue in front of a few worker processes.

Each worker is given one document at a time, or a small batch.

- More work than fits: `submit` raises `QueueFull` at once, with the seconds to wait.
- A document that hangs or crashes its worker: the worker is killed at the deadline and replaced;
  the other documents of its batch are processed again, each alone.
- A worker that dies: its document is tried once more on another worker, then given up.
- A client that disconnects: its place in the queue is free at once, and the worker is killed unless
  it finishes within a moment.
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
from summarize.service.workers.process import Worker, WorkerExited, WorkerOptions
from summarize.service.workers.tasks import Answer

__all__ = ["Observer", "PoolOptions", "QueueFull", "Task", "WorkerPool"]

# An article takes milliseconds: letting it finish is cheaper than starting a new process.
ABANDONED_SECONDS = 0.25

MOST_ATTEMPTS = 2  # for a document whose workers die

# Seconds before a worker that failed to start is started again; the queue fills meanwhile.
RESTART_SECONDS = 1.0

_SMOOTHING = 0.1  # weight of the newest document in the mean time per document
_MOST_WAIT = 60  # seconds in Retry-After at most


class QueueFull(Exception):  # noqa: N818  # control flow, like `queue.Full`
    """The queue has no room.

    Attributes:
        seconds: after which to try again, a whole number.
    """

    def __init__(self, seconds: int) -> None:
        super().__init__(f"try again in {seconds} seconds")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Task:
    """The work on one document.

    Attributes:
        kind: one of `tasks.HANDLERS`.
        options: the same for all documents of a batch.
        about: of this document alone: see `tasks.TaskItem`.
        data: its bytes.
    """

    kind: str
    options: Mapping[str, Any]
    about: Mapping[str, Any]
    data: bytes

    def can_batch_with(self, other: "Task") -> bool:
        """Return True if both can be in one batch: same kind, same options."""
        return self.kind == other.kind and self.options == other.options


@dataclass(frozen=True, slots=True)
class PoolOptions:
    """The size and limits of a pool; see the settings of the same names."""

    name: str
    worker: WorkerOptions
    workers: int
    queue: int
    deadline: float
    run_seconds: float
    batch_size: int = 1
    batch_wait: float = 0.0


class Observer(Protocol):
    """Observes a pool; `metrics.Metrics` is one."""

    def batch(self, pool: str, size: int) -> None:
        """A batch of `size` documents was given to a worker."""

    def replaced(self, pool: str, why: str) -> None:
        """A worker was killed, died or did not start."""


@dataclass(slots=True, eq=False)
class _QueuedTask:
    task: Task
    deadline: float  # on the clock of the event loop
    answer: "asyncio.Future[Answer]"
    attempts: int = 0
    alone: bool = False


def problem(status: int, kind: str, detail: str, **more: Any) -> Answer:
    """Return an error answer that comes from the pool, not from a worker."""
    return Answer({"status": status, "kind": kind, "detail": detail, "field": None, **more})


@dataclass(slots=True, eq=False)
class WorkerPool:
    """Worker processes and the documents waiting for them.

    Attributes:
        options: its size and limits.
        observer: is told of batches and replaced workers.
        busy: number of workers at work.
        log: records workers that do not start.
    """

    options: PoolOptions
    observer: Observer
    busy: int = 0
    log: Log = field(default_factory=Log)
    _started: bool = False  # whether the last worker to be started came up
    _queue: deque[_QueuedTask] = field(default_factory=deque)
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _places: asyncio.Semaphore = field(init=False)
    _workers: dict[int, Worker] = field(default_factory=dict)
    _watches: dict[int, "asyncio.Task[None]"] = field(default_factory=dict)
    _running: list["asyncio.Task[None]"] = field(default_factory=list)
    _mean: float = 0.0  # seconds per document

    def __post_init__(self) -> None:
        self._places = asyncio.Semaphore(
            (self.options.queue + self.options.batch_size) * self.options.workers
        )

    @property
    def waiting(self) -> int:
        """The number of waiting documents."""
        return len(self._queue)

    @property
    def ready(self) -> int:
        """The number of live workers."""
        return sum(worker.alive for worker in self._workers.values())

    @property
    def serves(self) -> bool:
        """Whether its workers are up, or will be in a moment.

        Replacing a worker that was killed does not count as down: requests wait for it. A worker
        that does not start does.
        """
        return self._started or self.ready > 0

    @property
    def full(self) -> bool:
        """Whether the queue has no room."""
        return self._places.locked()

    def start(self) -> None:
        """Start the workers, without waiting for them."""
        slots = range(self.options.workers)
        self._running = [asyncio.create_task(self._supervise(slot)) for slot in slots]

    async def stop(self) -> None:
        """Stop the workers, busy or not."""
        tasks = [*self._running, *self._watches.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def submit(self, task: Task, *, patient: bool = False) -> Answer:
        """Return the answer to a task.

        Args:
            task: the task.
            patient: wait while the queue is full, for work that was already accepted.

        Raises:
            QueueFull: the queue has no room.
        """
        if not patient and self.full:
            raise QueueFull(self.seconds_to_wait())
        loop = asyncio.get_running_loop()
        async with self._places:
            job = _QueuedTask(task, loop.time() + self.options.deadline, loop.create_future())
            self._queue.append(job)
            self._arrived.set()
            try:
                async with asyncio.timeout_at(job.deadline):
                    return await job.answer
            except TimeoutError:
                detail = (
                    f"not finished within {self.options.deadline:g} seconds: "
                    "send less, or try again later"
                )
                return problem(504, "deadline", detail, waited=True)
            finally:
                job.answer.cancel()
                if job in self._queue:
                    self._queue.remove(job)

    def seconds_to_wait(self) -> int:
        """Return whole seconds until what is queued now will be done."""
        ahead = (len(self._queue) + self.busy) * self._mean / max(1, self.options.workers)
        return min(_MOST_WAIT, max(1, ceil(ahead)))

    async def _supervise(self, slot: int) -> None:
        """Serve a slot; after an error of ours, log it and start the slot again."""
        while True:
            try:
                await self._serve(slot)
            except Exception as error:  # noqa: BLE001  # a slot must not be lost without a trace
                self.log.failed(error, id=f"{self.options.name}-{slot}")
                await asyncio.sleep(RESTART_SECONDS)

    async def _serve(self, slot: int) -> None:
        """Run one worker slot: batch after batch, replacing the worker when it dies."""
        try:
            while True:
                worker = await self._live_worker(slot)
                if batch := await self._next_batch(worker):
                    await self._run(worker, batch)
        finally:
            if (last := self._workers.pop(slot, None)) is not None:
                await last.stop()

    async def _live_worker(self, slot: int) -> Worker:
        """Return the worker of a slot, a new one if it is dead."""
        while (worker := self._workers.get(slot)) is None or not worker.alive:
            try:
                self._workers[slot] = worker = await Worker.start(self.options.worker)
                watch = self._watches[slot] = asyncio.create_task(worker.ended())
                watch.add_done_callback(lambda _: self._arrived.set())
                self._started = True
            except WorkerError as error:
                self._started = False
                self.observer.replaced(self.options.name, "start")
                self.log.event("worker-failed", pool=self.options.name, why=str(error))
                await asyncio.sleep(RESTART_SECONDS)
        return worker

    async def _next_batch(self, worker: Worker) -> list[_QueuedTask]:
        """Return the next task and others that can be in its batch, waiting a moment for them.

        Empty if the worker dies while idle: it is then replaced before the next task comes.
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
            self._fill(batch)
            if len(batch) == self.options.batch_size or loop.time() >= end:
                break
            self._arrived.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout_at(end):
                    await self._arrived.wait()
        return batch

    def _fill(self, batch: list[_QueuedTask]) -> None:
        """Move tasks that can be in this batch from the queue to it."""
        for job in [j for j in self._queue if not j.alone and j.task.can_batch_with(batch[0].task)]:
            if len(batch) < self.options.batch_size:
                self._queue.remove(job)
                batch.append(job)

    async def _run(self, worker: Worker, batch: Sequence[_QueuedTask]) -> None:
        """Process a batch; requeue what is left of it if the worker died."""
        batch = [job for job in batch if not job.answer.done()]
        if not batch:
            return
        self.busy += 1
        start = perf_counter()
        try:
            why = await self._answer(worker, batch)
        finally:
            self.busy -= 1
        seconds = (perf_counter() - start) / len(batch)
        self._mean += (seconds - self._mean) * (_SMOOTHING if self._mean else 1)
        self.observer.batch(self.options.name, len(batch))
        if why is not None:
            self.observer.replaced(self.options.name, why)
            left = [job for job in batch if not job.answer.done()]
            self._requeue(left, why, alone=len(batch) == 1)

    async def _answer(self, worker: Worker, batch: Sequence[_QueuedTask]) -> str | None:
        """Answer the tasks. Return None, or why the worker is gone."""
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
        except WorkerExited as ended:
            await worker.kill()
            if all(job.answer.cancelled() for job in batch):
                return "abandoned"
            return "died" if ended.begun else "gone"
        finally:
            watch.cancel()
        return None

    def _requeue(self, left: Sequence[_QueuedTask], why: str, *, alone: bool) -> None:
        """Requeue what was not answered, each alone; give up what was late alone or died twice.

        The first of them was most likely being processed when the worker died: it goes last.
        """
        for job in (*left[:1], *reversed(left[1:])):
            job.attempts += why == "died"
            if why == "late" and alone:
                job.answer.set_result(self._too_long())
            elif job.attempts >= MOST_ATTEMPTS:
                detail = "this document crashed two workers and was not summarized"
                job.answer.set_result(
                    problem(503, "worker-died", detail, retry_after=self.seconds_to_wait())
                )
            else:
                job.alone = True
                self._queue.appendleft(job)
                self._arrived.set()

    def _too_long(self) -> Answer:
        seconds = self.options.run_seconds
        return problem(
            504, "deadline", f"not finished within {seconds:g} seconds of work: send less"
        )


async def _stop_if_abandoned(worker: Worker, batch: Sequence[_QueuedTask]) -> None:
    """Kill the worker once nobody waits for its answers, unless it finishes within a moment."""
    await asyncio.wait([job.answer for job in batch])
    await asyncio.sleep(ABANDONED_SECONDS)
    await worker.kill()
