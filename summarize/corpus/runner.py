"""A whole job: what is done is left, what is not is made, and everything is counted."""

import os
from collections.abc import Callable, Iterator
from itertools import islice
from weakref import finalize

from summarize.corpus import local_engine, ray_engine
from summarize.corpus.input import Reader, Record
from summarize.corpus.job import Job, Part
from summarize.corpus.output import Report, Store
from summarize.corpus.rows import items, output_rows
from summarize.errors import UnknownNameError, UsageError
from summarize.models.machine import cores

__all__ = ["ENGINES", "Run", "preview"]

ENGINES = ("local", "ray")


class Run:
    """A job under way.

    Args:
        job: what is made.
        overwrite: whether results of another job in the output folder are deleted.

    Raises:
        OutputError: the folder holds other files or results, or another run is writing there.

    Attributes:
        job: what is made.
        total: rows made so far, of this run and of those before, with their errors.
        notes: what a person should know of what was there before.
        resumed: rows that were done before this run.
    """

    def __init__(self, job: Job, *, overwrite: bool = False) -> None:
        self.job = job
        store = Store(job)
        self._release: Callable[[], object] = lambda: None
        if (lock := store.lock()) is not None:
            self._release = finalize(self, os.close, lock)
        try:
            self._done, self.notes = store.begin(overwrite=overwrite)
        except BaseException:
            self._release()
            raise
        self.total = Report()
        for part in sorted(self._done):
            self.total.merge(store.report(part))
        self.resumed = self.total.rows

    def events(
        self, *, engine: str = "local", workers: int | None = None, address: str | None = None
    ) -> Iterator[int]:
        """Make what is left; yields how many more rows are done, as they are.

        Args:
            engine: "local" or "ray".
            workers: processes; None for one on every core.
            address: of a Ray cluster; None starts one here.

        Raises:
            UsageError: no such engine, or a number of workers below one.
            SummarizeError: what cannot be gone on from. What is done stays done.
        """
        if engine not in ENGINES:
            raise UnknownNameError("engine", engine, ENGINES)
        if workers is not None and workers < 1:
            raise UsageError(f"workers is {workers}: give 1 or more")
        left: list[Part] = [part for part in self.job.parts if part.number not in self._done]
        if not left:
            self._release()
            return
        if engine == "ray":
            events = ray_engine.run(self.job, left, workers=workers, address=address)
        else:
            events = local_engine.run(self.job, left, workers=workers or cores())
        try:
            for event in events:
                if isinstance(event, Report):
                    self.total.merge(event)
                else:
                    yield event
        finally:
            self._release()


def preview(job: Job, rows: int = 3) -> list[Record]:
    """The first few output rows, made here and written nowhere."""
    reader = Reader()
    documents = (item for part in job.parts for item in items(part, job, reader))
    some = list(islice(documents, rows))
    reader.close()
    return list(output_rows(some, job.options, mark=lambda first, last: None, crashed={}))
