"""A worker process from the service's side: begun, given tasks, and stopped."""

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

__all__ = ["Ended", "Worker", "WorkerOptions"]

START_SECONDS = 60.0  # a worker is up in one; on a machine that is starved it may take long
STOP_SECONDS = 2.0  # a worker that waits for a task ends in a tenth of that

# One thread for each: there are as many workers as cores already.
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


class Ended(Exception):  # noqa: N818  # it is news, and no more an error than StopIteration is
    """The process is gone.

    Attributes:
        begun: whether it had begun with its task: if not, that is not what it died of.
    """

    def __init__(self, how: str, *, begun: bool = False) -> None:
        super().__init__(how)
        self.begun = begun


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """How workers are begun.

    Attributes:
        warm: the summarizer that is loaded before the first task.
        memory: MiB of address space at most; 0 for any.
        nice: how far it steps back behind the service, which answers while workers work.
    """

    warm: str
    memory: int = 0
    nice: int = 2

    @property
    def command(self) -> list[str]:
        """What begins one."""
        wanted = {"warm": self.warm, "memory": self.memory, "nice": self.nice}
        # -P: what lies in the folder the service was begun in is not to be imported.
        return [sys.executable, "-P", "-m", "summarize.service.workers.worker", json.dumps(wanted)]


class Worker:
    """A process that is ready for a task.

    Args:
        process: as `start` begins it.
    """

    def __init__(self, process: Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, options: WorkerOptions) -> Self:
        """One that is ready.

        Raises:
            WorkerError: it will not start.
        """
        try:
            process = await asyncio.create_subprocess_exec(
                *options.command,
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                env={**os.environ, **_ONE_THREAD},
            )
        except OSError as error:  # no more processes, files or memory: for now
            raise WorkerError(f"it cannot be begun: {error.strerror or error}") from error
        worker = cls(process)
        try:
            async with asyncio.timeout(START_SECONDS):
                said = await worker._next()
        except BaseException as error:
            await worker.kill()
            if isinstance(error, TimeoutError | Ended):
                raise WorkerError(f"it is not ready: {error or 'in time'}") from error
            raise
        if "failed" in said.header:
            await worker.stop()
            raise WorkerError(said.header["failed"])
        return worker

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it has not ended yet, as far as is known."""
        return self._process.returncode is None

    async def ended(self) -> None:
        """Wait until it has ended, by itself or not."""
        await self._process.wait()

    async def answers(
        self, head: dict[str, Any], items: Sequence[tuple[dict[str, Any], bytes]]
    ) -> AsyncIterator[tuple[int, Answer]]:
        """The answers to a task, each with its item's index, as they come.

        Args:
            head: `kind`, `options`, and `seconds`, after which the process may end itself.
            items: of each what it is about, and its bytes.

        Raises:
            Ended: the process ended before the last of them.
        """
        abouts = [{**about, "size": len(data)} for about, data in items]
        task = Frame({**head, "items": abouts}, b"".join(data for _, data in items))
        assert self._process.stdin
        try:
            self._process.stdin.write(framing.pack(task))
            await self._process.stdin.drain()
        except (BrokenPipeError, ConnectionResetError, RuntimeError) as error:
            raise Ended(await self._how()) from error  # RuntimeError: uvloop knew already
        await self._next()  # it has begun
        for _ in items:
            said = await self._next(begun=True)
            yield said.header.pop("index"), Answer(said.header, said.payload)

    async def _next(self, *, begun: bool = False) -> Frame:
        assert self._process.stdout
        try:
            return await framing.receive(self._process.stdout)
        except (asyncio.IncompleteReadError, ConnectionResetError) as error:
            raise Ended(await self._how(), begun=begun) from error

    async def _how(self) -> str:
        code = await self._process.wait()
        return f"ended by signal {-code}" if code < 0 else f"ended with code {code}"

    async def kill(self) -> None:
        """End it at once."""
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._closed()

    async def stop(self) -> None:
        """Let it end where it waits for a task, else at once."""
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
            # Shielded: all who wait for this share one future, and a timeout would cancel it for
            # the next, who then would not wait for the process.
            await asyncio.shield(self._process.stdin.wait_closed())
        await self._process.wait()
