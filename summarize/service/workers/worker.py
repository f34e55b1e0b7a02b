"""The worker process: reads tasks on standard input, writes answers to standard output.

    python -m summarize.service.workers.worker '{"memory": 4096, "warm": "textrank"}'

It reports when it is ready, then answers each item of a task as soon as it is done. Only frames are
written there; anything a plug-in prints is discarded, since it could be a document's text.
"""

import faulthandler
import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from summarize.errors import SummarizeError
from summarize.service.workers.framing import Frame, pack, read
from summarize.service.workers.tasks import HANDLERS, Answer, TaskItem, failure

__all__ = ["main"]

# The service kills a worker at the deadline. If the service itself is gone by then, the worker ends
# itself this many seconds later, even inside library code that never returns.
GRACE = 5.0

_WARMING = (
    "The harbour bridge reopened on Monday after a year of repairs. Engineers replaced forty "
    "cables and every lamp on it. The town paid nine million euros for the work. "
    "Ferries that carried commuters across the harbour stop in May. "
)


class Worker:
    """Processes one task after another.

    Args:
        output: where frames are written.
    """

    def __init__(self, output: IO[bytes]) -> None:
        self.output = output
        self.silent = Path(os.devnull).open("w")  # noqa: SIM115  # open as long as the process

    def send(self, header: dict[str, Any], payload: bytes = b"") -> None:
        """Write a frame and flush it."""
        self.output.write(pack(Frame(header, payload)))
        self.output.flush()

    def watch(self, seconds: float) -> None:
        """End this process if the next answer is late and nobody has killed it before."""
        faulthandler.dump_traceback_later(seconds + GRACE, file=self.silent, exit=True)

    def do(self, task: Frame) -> None:
        """Answer every item of a task, in order, each as it is done."""
        header = task.header
        items = list(items_of(task))
        self.send({"begun": True})
        self.watch(header["seconds"])
        answered = 0
        try:
            for answer in HANDLERS[header["kind"]](header["options"], items):
                self.send({"index": answered, **answer.header}, answer.body)
                answered += 1
                if answered < len(items):
                    self.watch(header["seconds"])
        except Exception as error:  # noqa: BLE001  # a plug-in may raise anything
            failed = failed_answer(error)
            for index in range(answered, len(items)):
                self.send({"index": index, **failed.header})
        finally:
            faulthandler.cancel_dump_traceback_later()


def failed_answer(error: Exception) -> Answer:
    """Return the answer for an exception, without its message, which could be the text."""
    if isinstance(error, SummarizeError):
        return failure(error)
    if isinstance(error, MemoryError):
        detail = "the document needs more memory than a worker has: split it into parts"
        return Answer({"status": 413, "kind": "too-large", "detail": detail, "field": None})
    detail = f"the summarizer raised {type(error).__name__}: report it to its author"
    return Answer({"status": 500, "kind": "failed", "detail": detail, "field": "summarizer"})


def items_of(task: Frame) -> Iterator[TaskItem]:
    """Yield the items of a task, each with its part of the payload."""
    at = 0
    for about in task.header["items"]:
        yield TaskItem(about, task.payload[at : at + about["size"]])
        at += about["size"]


def limit_memory(mebibytes: int) -> None:
    """Limit the address space of this process; 0 for no limit."""
    if not mebibytes:
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (mebibytes << 20, mebibytes << 20))


def warm(summarizer: str) -> None:
    """Summarize a sample, so that the first document does not wait for imports."""
    item = TaskItem({"limit": 10_000}, _WARMING.encode() * 4)
    for _ in HANDLERS["summarize"]({"summarizer": summarizer, "length": "short"}, [item]):
        pass


def main() -> None:
    """Report ready, then process tasks until standard input ends."""
    for stop in (signal.SIGINT, signal.SIGTERM):  # sent to the process group; the service drains
        signal.signal(stop, signal.SIG_IGN)
    tasks, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    options = json.loads(sys.argv[1])
    worker = Worker(answers)
    with suppress(BrokenPipeError):  # the service is gone
        try:
            os.nice(options["nice"])
            limit_memory(options["memory"])
            warm(options["warm"])
        except Exception as error:  # noqa: BLE001  # the service reports it, whatever it is
            worker.send({"failed": f"{type(error).__name__}: {error}"})
            return
        worker.send({"ready": True})
        while task := read(tasks):
            worker.do(task)


if __name__ == "__main__":
    main()
