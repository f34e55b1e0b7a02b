"""A worker process from outside: given parts, watched, and replaced when it dies."""

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

from summarize import errors
from summarize.corpus.job import Job, Part
from summarize.corpus.output import Report
from summarize.errors import SummarizeError, UsageError, WorkerError

__all__ = ["Host"]

# A worker that dies between documents is no document's fault: so often it is tried again.
MOST_DEATHS = 3

GRACE = 2.0  # seconds: a worker that waits for a part ends in a tenth of that


class Rows(NamedTuple):
    """Rows in the making, from the first to the last."""

    first: int
    last: int


Seen = Callable[[int], None]
"""Told how many more rows are done."""


class Host:
    """Runs parts in a process of its own. A row at which that dies is an error, and no more.

    Args:
        job: whose parts they are.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self._process: subprocess.Popen[str] | None = None
        self._errors: IO[str] | None = None
        self._busy = self._over = False

    def run(self, part: Part, seen: Seen = lambda rows: None) -> Report:
        """Make a part, whatever its documents do to the process.

        Raises:
            WorkerError: the process will not start, or dies without a document to blame.
            SummarizeError: what the worker could not go on from, as the full disk.
        """
        self._busy = True
        try:
            return self._made(part, Tally(seen))
        finally:
            self._busy = False

    def _made(self, part: Part, tally: "Tally") -> Report:
        trouble, how = Trouble(), "stopped"
        while trouble.deaths < MOST_DEATHS and not self._over:
            report, making = self._attempt(part, trouble, tally)
            if report is not None:
                tally.reach(report.rows)
                return report
            trouble.learn(making, how := self._how())
        raise WorkerError(how)

    def _attempt(
        self, part: Part, trouble: "Trouble", tally: "Tally"
    ) -> tuple[Report | None, Rows | None]:
        """The part's report; or None, and the rows in the making when the worker died."""
        making = None
        with suppress(BrokenPipeError):
            process = self._started()
            assert process.stdin
            assert process.stdout
            task = {"part": part.to_dict(), "crashed": trouble.crashed, "alone": trouble.alone}
            process.stdin.write(json.dumps(task) + "\n")
            process.stdin.flush()
            if self._over:  # since `stop` found no process to kill
                process.kill()
            for line in process.stdout:
                event = json.loads(line)
                if "failed" in event:
                    raise told(event)
                if "rows" in event:
                    return Report(**event), None
                tally.reach(event["first"])
                making = Rows(event["first"], event["last"])
        return None, making

    def _started(self) -> "subprocess.Popen[str]":
        """The process, begun if there is none that lives.

        Raises:
            WorkerError: it will not start.
        """
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        self._errors = TemporaryFile("w+")  # noqa: SIM115  # closed by stop
        self._process = subprocess.Popen(
            [sys.executable, "-m", "summarize.corpus.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            encoding="utf-8",
        )
        assert self._process.stdin
        assert self._process.stdout
        with suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(self.job.head()) + "\n")
            self._process.stdin.flush()
        if not self._process.stdout.readline():
            raise WorkerError(self._how(begun=False))
        return self._process

    def _how(self, *, begun: bool = True) -> str:
        """How the process ended, in words; one that had begun may have run out of time."""
        assert self._process
        assert self._errors
        code = self._process.wait()
        if code < 0:
            return f"the worker was stopped by signal {-code} while at it"
        self._errors.seek(0)
        lines = self._errors.read().split("\n")
        said = next((line for line in reversed(lines) if line.strip()), "")
        if begun and code == 1 and not said:  # as the interpreter's own watch ends it
            return f"not done after {self.job.options.timeout:g} seconds"
        return f"the worker ended with code {code}: {said}".rstrip(": ")

    def stop(self) -> None:
        """From another thread: make no more, and kill the process if it is at a part."""
        self._over = True
        if self._busy and self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """Let go of the process, if there is one: it ends by itself where it waits for a part."""
        if self._process is not None:
            assert self._process.stdin
            assert self._process.stdout
            with suppress(BrokenPipeError):
                self._process.stdin.close()
            try:
                self._process.wait(GRACE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process.stdout.close()
        if self._errors is not None:
            self._errors.close()
        self._process = self._errors = None


@dataclass(slots=True)
class Trouble:
    """What is known of why a part's worker dies.

    Attributes:
        crashed: the rows at which it did, and how.
        alone: whether rows are made one by one, to find which of a batch it is.
        deaths: those that no document is to blame for.
    """

    crashed: dict[int, str] = field(default_factory=dict)
    alone: bool = False
    deaths: int = 0

    def learn(self, making: Rows | None, how: str) -> None:
        """Of one more death, with these rows in the making."""
        if making is None or making.first in self.crashed:
            self.deaths += 1
        elif making.first == making.last:
            self.crashed[making.first] = how
        else:
            self.alone = True


class Tally:
    """Says how many rows are done beyond those already said."""

    def __init__(self, seen: Seen) -> None:
        self._seen, self._done = seen, 0

    def reach(self, rows: int) -> None:
        """So many rows are done, counted from the part's first."""
        if rows > self._done:
            self._seen(rows - self._done)
            self._done = rows


def told(event: dict[str, Any]) -> SummarizeError:
    """The error a worker told of, with its exit code."""
    kind = getattr(errors, event["kind"], SummarizeError)
    return (UsageError if issubclass(kind, UsageError) else SummarizeError)(event["failed"])
