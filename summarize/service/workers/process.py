"""A worker process as the service sees it: started, given tasks, stopped."""

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self

from summarize.errors import WorkerError
from summarize.service.workers import framing
from summarize.service.workers.framing import Frame
from summarize.service.workers.tasks import Answer

__all__ = ["Worker", "WorkerExited", "WorkerOptions"]

START_SECONDS = 60.0  # usually one; a starved machine may need long
STOP_SECONDS = 2.0  # an idle worker ends in a tenth of that

# One thread each: there are as many workers as cores already.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class WorkerExited(Exception):  # noqa: N818  # control flow, like `StopIteration`
    """The process ended.

    Attributes:
        begun: whether it had begun its task; if not, the task is not the cause.
    """

    def __init__(self, how: str, *, begun: bool = False) -> None:
        super().__init__(how)
        self.begun = begun


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """How workers are started.

    Attributes:
        warm: the summarizer to load before the first task.
        memory: most MiB of address space; 0 for no limit.
        nice: added to its niceness, so that the service still answers while workers work.
    """

    warm: str
    memory: int = 0
    nice: int = 2

    @property
    def command(self) -> list[str]:
        """The command that starts a worker."""
        options = {"warm": self.warm, "memory": self.memory, "nice": self.nice}
        # -P: do not import modules from the current directory.
        return [sys.executable, "-P", "-m", "summarize.service.workers.worker", json.dumps(options)]


class Worker:
    """A process that is ready for a task.

    Args:
        process: as `start` starts it.
    """

    def __init__(self, process: Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, options: WorkerOptions) -> Self:
        """Start a worker and wait until it is ready.

        Raises:
            WorkerError: it does not start.
        """
        try:
            process = await _started(options)
        except OSError as error:  # no more processes, files or memory: for now
            raise WorkerError(f"cannot start: {error.strerror or error}") from error
        worker = cls(process)
        try:
            async with asyncio.timeout(START_SECONDS):
                ready = await worker._next()
        except BaseException as error:
            await worker.kill()
            if isinstance(error, TimeoutError | WorkerExited):
                raise WorkerError(f"not ready: {error or 'timed out'}") from error
            raise
        if "failed" in ready.header:
            await worker.stop()
            raise WorkerError(ready.header["failed"])
        return worker

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it is still running."""
        return self._process.returncode is None

    async def ended(self) -> None:
        """Wait until the process has ended."""
        await self._process.wait()

    async def answers(
        self, head: dict[str, Any], items: Sequence[tuple[dict[str, Any], bytes]]
    ) -> AsyncIterator[tuple[int, Answer]]:
        """Yield the answers to a task, each with the index of its item, as they are done.

        Args:
            head: `kind`, `options`, and `seconds`, after which the process may end itself.
            items: (about, data) of each document.

        Raises:
            WorkerExited: the process ended before the last answer.
        """
        abouts = [{**about, "size": len(data)} for about, data in items]
        task = Frame({**head, "items": abouts}, b"".join(data for _, data in items))
        assert self._process.stdin
        try:
            self._process.stdin.write(framing.pack(task))
            await self._process.stdin.drain()
        except (BrokenPipeError, ConnectionResetError, RuntimeError) as error:
            raise WorkerExited(
                await self._exit_reason()
            ) from error  # RuntimeError: uvloop, if it has noticed already
        await self._next()  # it has begun the task
        for _ in items:
            frame = await self._next(begun=True)
            yield frame.header.pop("index"), Answer(frame.header, frame.payload)

    async def _next(self, *, begun: bool = False) -> Frame:
        assert self._process.stdout
        try:
            return await framing.receive(self._process.stdout)
        except (asyncio.IncompleteReadError, ConnectionResetError) as error:
            raise WorkerExited(await self._exit_reason(), begun=begun) from error

    async def _exit_reason(self) -> str:
        code = await self._process.wait()
        return f"ended by signal {-code}" if code < 0 else f"ended with code {code}"

    async def kill(self) -> None:
        """Kill the process."""
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._closed()

    async def stop(self) -> None:
        """Let the process end if it is idle; else kill it."""
        assert self._process.stdin
        self._process.stdin.close()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self._closed()
        except TimeoutError:
            await self.kill()

    async def _closed(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        with suppress(BrokenPipeError, ConnectionResetError):
            # Shielded: all waiters share one future, and a timeout would cancel it for the others.
            await asyncio.shield(self._process.stdin.wait_closed())
        await self._process.wait()


async def _started(options: WorkerOptions) -> Process:
    """Return a new process; a cancelled start kills it, so that nothing waits for it at exit."""
    starting = asyncio.ensure_future(
        asyncio.create_subprocess_exec(
            *options.command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env={**os.environ, **_ONE_THREAD},
        )
    )
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        await Worker(await starting).kill()
        raise
