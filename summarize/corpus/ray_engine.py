"""The same parts on a Ray cluster: Ray Data hands them out, retries and scales."""

import json
import logging
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from summarize.corpus.job import Job, Part
from summarize.corpus.output import Report, Store
from summarize.corpus.supervisor import Host, told
from summarize.errors import MissingExtraError, SummarizeError, UsageError

__all__ = ["run"]

Rows = dict[str, Any]


class PartMaker:
    """An actor of Ray Data: makes the parts of its batches, one worker process for all of them.

    A part that is there already is not made again: Ray repeats what was on a node that is gone.
    """

    def __init__(self, head: dict[str, Any]) -> None:
        job = Job.from_head(head)
        self.host, self.store = Host(job), Store(job)

    def __call__(self, batch: Rows) -> Rows:
        """A batch of parts, as JSON → their reports, as JSON."""
        return {"report": [json.dumps(self._made(json.loads(part))) for part in batch["part"]]}

    def _made(self, values: dict[str, Any]) -> dict[str, Any]:
        part = Part.from_dict(values)
        try:
            if self.store.is_done(part.number):
                report = self.store.report(part.number)
            else:
                report = self.host.run(part)
        except SummarizeError as error:
            return {"failed": str(error), "kind": type(error).__name__}
        return {name: getattr(report, name) for name in report.__slots__}


def run(
    job: Job, parts: Iterable[Part], *, workers: int | None, address: str | None = None
) -> Iterator[int | Report]:
    """Make the parts on a cluster; yields rows as they are done, and a report for each part.

    Args:
        job: whose parts they are. Its input and output must be reached from every node.
        parts: those to do.
        workers: actors at most; None for as many as there are processors (or GPUs, for a model).
        address: of a cluster; None starts one on this machine.

    Raises:
        MissingExtraError: Ray is not installed.
        SummarizeError: the first that a worker cannot go on from. What is done stays done.
    """
    try:
        ray: Any = import_module("ray")
        data: Any = import_module("ray.data")
    except ModuleNotFoundError:
        raise MissingExtraError("the Ray engine", "ray") from None
    if not ray.is_initialized():
        _connect(ray, address, workers)
    data.DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    rows = [{"part": json.dumps(part.to_dict())} for part in parts]
    each = resources(job, ray.cluster_resources())
    most = workers or max(1, int(ray.cluster_resources().get(next(iter(each)), 1)))
    reports = data.from_items(rows, override_num_blocks=len(rows)).map_batches(
        PartMaker,
        fn_constructor_args=(job.head(),),
        batch_size=1,
        compute=data.ActorPoolStrategy(
            min_size=1,  # when nodes go
            max_size=min(most, len(rows)),
            initial_size=min(most, len(rows)),
            max_tasks_in_flight_per_actor=1,  # else the first actor takes two parts of two
        ),
        **{"CPU": {"num_cpus": 1}, "GPU": {"num_gpus": 1}}[next(iter(each))],
    )
    for row in reports.iter_rows():
        event = json.loads(row["report"])
        if "failed" in event:
            raise told(event)
        yield event["rows"]
        yield Report(**event)


def _connect(ray: Any, address: str | None, workers: int | None) -> None:
    """Join the cluster at `address`, or begin one here.

    Raises:
        UsageError: none answers there.
    """
    try:
        ray.init(
            address=address or "local",
            num_cpus=None if address else workers,
            include_dashboard=None if address else False,
            log_to_driver=False,
            logging_level=logging.ERROR,
        )
    except (ConnectionError, ValueError) as error:
        why = " ".join(str(error).split())
        raise UsageError(f"no Ray cluster at {address}: {why}") from error


def resources(job: Job, cluster: dict[str, float]) -> dict[str, float]:
    """What a worker takes: a GPU for a model where the cluster has any, else a processor."""
    model = job.options.summarizer.startswith("seq2seq")
    return {"GPU": 1.0} if model and cluster.get("GPU") else {"CPU": 1.0}
