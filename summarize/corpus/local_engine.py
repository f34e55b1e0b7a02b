"""The engine that needs nothing: worker processes of this machine, each fed part after part."""

from collections.abc import Iterable, Iterator
from queue import Empty, SimpleQueue
from threading import Thread

from summarize.corpus.job import Job, Part
from summarize.corpus.output import Report
from summarize.corpus.supervisor import Host

__all__ = ["run"]

Event = int | Report | BaseException


def run(job: Job, parts: Iterable[Part], *, workers: int) -> Iterator[int | Report]:
    """Make the parts; yields a number for rows as they are done, and a report for each part.

    Args:
        job: whose parts they are.
        parts: those to do.
        workers: processes.

    Raises:
        SummarizeError: the first that a worker cannot go on from. What is done stays done.
    """
    waiting: SimpleQueue[Part] = SimpleQueue()
    for part in parts:
        waiting.put(part)
    events: SimpleQueue[Event] = SimpleQueue()
    hosts = [Host(job) for _ in range(min(workers, waiting.qsize()))]
    threads = [Thread(target=_serve, args=(host, waiting, events), daemon=True) for host in hosts]
    left = waiting.qsize()
    for thread in threads:
        thread.start()
    try:
        while left:
            event = events.get()
            if isinstance(event, BaseException):
                raise event
            left -= isinstance(event, Report)
            yield event
    finally:
        for host in hosts:
            host.stop()
        for thread in threads:
            thread.join()


def _serve(host: Host, waiting: "SimpleQueue[Part]", events: "SimpleQueue[Event]") -> None:
    """Feed one worker until nothing waits."""
    try:
        while True:
            events.put(host.run(waiting.get_nowait(), events.put))
    except Empty:
        return
    except BaseException as error:  # noqa: BLE001  # raised again by whoever waits for it
        events.put(error)
    finally:
        host.close()
