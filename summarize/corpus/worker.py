"""A process that makes parts: told which on standard input, telling how it goes on standard output.

    python -m summarize.corpus.worker

The first line it reads is the job, each further one a part and the rows that a worker died at. It
writes a line for every document it begins, so that whoever runs it knows, should it die, at which.
"""

import faulthandler
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from summarize.corpus.input import Reader, Record
from summarize.corpus.job import Job, Part
from summarize.corpus.output import Store
from summarize.corpus.rows import items, output_rows
from summarize.errors import InputError, SummarizeError

__all__ = ["main"]


class Worker:
    """Makes parts of one job, and says which rows are in the making."""

    def __init__(self, head: dict[str, Any], events: IO[str]) -> None:
        self.job = Job.from_head(head)
        self.store, self.reader = Store(self.job), Reader()
        self.events = events
        self.silent = Path(os.devnull).open("w")  # noqa: SIM115  # as long as the process

    def say(self, **event: Any) -> None:
        """Write an event, at once."""
        self.events.write(json.dumps(event) + "\n")
        self.events.flush()

    def mark(self, first: int, last: int) -> None:
        """Say which rows are begun, and stop this process should they never end.

        The watch is the interpreter's own: it needs no lock, so it ends a process that is stuck in
        another library's code as well.
        """
        self.say(first=first, last=last)
        faulthandler.dump_traceback_later(
            self.job.options.timeout * (last - first + 1), file=self.silent, exit=True
        )

    def make(self, part: Part, crashed: dict[int, str], *, alone: bool) -> None:
        """Make one part, and say what is in it, or why it could not be made."""
        try:
            rows = output_rows(
                items(part, self.job, self.reader),
                self.job.options,
                mark=self.mark,
                crashed=crashed,
                alone=alone,
            )
            if self.job.options.errors == "raise":
                rows = stopping(rows)
            report = self.store.write(part, rows)
        except SummarizeError as error:
            self.say(failed=str(error), kind=type(error).__name__)
        else:
            self.say(**{name: getattr(report, name) for name in report.__slots__})
        finally:
            faulthandler.cancel_dump_traceback_later()


def stopping(rows: Iterator[Record]) -> Iterator[Record]:
    """The rows, up to the first with an error.

    Raises:
        InputError: there is one.
    """
    for row in rows:
        if row["error"] is not None:
            raise InputError(row["id"], row["error"])
        yield row


def main() -> None:
    """Read the job, then parts until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever runs it, and no crash
    events = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a plug-in prints is none of our events
    worker = Worker(json.loads(sys.stdin.readline()), events)
    worker.say(ready=True)
    for line in sys.stdin:
        task = json.loads(line)
        crashed = {int(row): how for row, how in task["crashed"].items()}
        worker.make(Part.from_dict(task["part"]), crashed, alone=task["alone"])


if __name__ == "__main__":
    main()
