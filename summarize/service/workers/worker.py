"""A process that does the service's work: tasks on standard input, answers on standard output.

    python -m summarize.service.workers.worker '{"memory": 4096, "warm": "textrank"}'

It says when it is ready, then answers each item of a task as soon as it is done. Nothing but a
frame is ever written there, and what a plug-in prints goes nowhere: it could be the text.
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
from summarize.service.workers.tasks import KINDS, Answer, Item, failure

__all__ = ["main"]

# The service stops a worker at the deadline. Should the service itself be gone by then, the worker
# stops itself so many seconds later, even in a library's code that never comes back.
GRACE = 5.0

_WARMING = (
    "The harbour bridge reopened on Monday after a year of repairs. Engineers replaced forty "
    "cables and every lamp on it. The town paid nine million euros for the work. "
    "Ferries that carried commuters across the harbour stop in May. "
)


class Worker:
    """Does one task after another.

    Args:
        told: where frames are written.
    """

    def __init__(self, told: IO[bytes]) -> None:
        self.told = told
        self.silent = Path(os.devnull).open("w")  # noqa: SIM115  # as long as the process

    def say(self, header: dict[str, Any], payload: bytes = b"") -> None:
        """Write a frame, at once."""
        self.told.write(pack(Frame(header, payload)))
        self.told.flush()

    def watch(self, seconds: float) -> None:
        """End this process should the next answer not come, and nobody end it before."""
        faulthandler.dump_traceback_later(seconds + GRACE, file=self.silent, exit=True)

    def do(self, task: Frame) -> None:
        """Answer every item of a task, in order, as each is done."""
        header = task.header
        items = list(items_of(task))
        self.say({"begun": True})
        self.watch(header["seconds"])
        answered = 0
        try:
            for answer in KINDS[header["kind"]](header["options"], items):
                self.say({"index": answered, **answer.header}, answer.body)
                answered += 1
                if answered < len(items):
                    self.watch(header["seconds"])
        except Exception as error:  # noqa: BLE001  # a plug-in may raise anything; all are told
            told = failed(error)
            for index in range(answered, len(items)):
                self.say({"index": index, **told.header})
        finally:
            faulthandler.cancel_dump_traceback_later()


def failed(error: Exception) -> Answer:
    """What is answered where a summarizer raised what it may not; its words could be the text."""
    if isinstance(error, SummarizeError):
        return failure(error)
    if isinstance(error, MemoryError):
        detail = "the document needs more memory than a worker has: split it into parts"
        return Answer({"status": 413, "kind": "too-large", "detail": detail, "field": None})
    detail = f"the summarizer failed ({type(error).__name__}): it is a bug of its own"
    return Answer({"status": 500, "kind": "failed", "detail": detail, "field": "summarizer"})


def items_of(task: Frame) -> Iterator[Item]:
    """The items of a task, each with its share of the payload."""
    at = 0
    for about in task.header["items"]:
        yield Item(about, task.payload[at : at + about["size"]])
        at += about["size"]


def limit_memory(mebibytes: int) -> None:
    """Let this process have no more address space than that; 0 for any."""
    if not mebibytes:
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (mebibytes << 20, mebibytes << 20))


def warm(summarizer: str) -> None:
    """Load what the first document would otherwise wait for."""
    item = Item({"limit": 10_000}, _WARMING.encode() * 4)
    for _ in KINDS["summarize"]({"summarizer": summarizer, "length": "short"}, [item]):
        pass


def main() -> None:
    """Be ready, then do tasks until there are no more."""
    for stop in (signal.SIGINT, signal.SIGTERM):  # sent to the whole group: the service drains
        signal.signal(stop, signal.SIG_IGN)
    given, told = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    wanted = json.loads(sys.argv[1])
    worker = Worker(told)
    with suppress(BrokenPipeError):  # the service is gone
        try:
            os.nice(wanted["nice"])
            limit_memory(wanted["memory"])
            warm(wanted["warm"])
        except Exception as error:  # noqa: BLE001  # whatever it is, the service has to know
            worker.say({"failed": f"{type(error).__name__}: {error}"})
            return
        worker.say({"ready": True})
        while task := read(given):
            worker.do(task)


if __name__ == "__main__":
    main()
