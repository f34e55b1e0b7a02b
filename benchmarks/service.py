"""The service under load: requests per second, latencies, refusals, memory; compared with sumy.

    python benchmarks/service.py --article ARTICLE          # all of it: a quarter of an hour
    python benchmarks/service.py --seconds 2 --requests 500 # a quick look

The server is `summarize serve` in processes of its own, the load comes from this one (`loading`),
over the loopback. Each request has a first line of its own, so no cache answers it and none is
shared. Where nothing else is said the queue is long enough for every client, so that figures are of
work and not of refusals.
"""

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import memory, processes
from loading import Bodies, Load, closed, opened, varied
from untrained import converted

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "harbour-bridge.txt"
COMMAND = [sys.executable, "-c", "from summarize.cli import main; main()", "serve"]
PATH = "/v1/summarize"
CLIENTS = (1, 16, 64, 256)
LONG_QUEUE = {"queue": 256, "requests": 1_024, "deadline": 300, "rate": ""}


@dataclass(frozen=True)
class Server:
    """A running server: its port and process."""

    port: int
    pid: int

    @property
    def processor_seconds(self) -> float:
        """That it and all below it have used."""
        return sum(map(_processor_seconds, processes(self.pid)))


def _processor_seconds(pid: int) -> float:
    try:
        figures = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(figures[11]) + int(figures[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def service(**settings: Any) -> Iterator[Server]:
    """A running service."""
    given = {"port": 0, "rate": "", **settings}
    environment = {f"SUMMARIZE_SERVE_{name.upper()}": str(v) for name, v in given.items()}
    process = subprocess.Popen(
        COMMAND, env={**os.environ, **environment}, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr
    port = int(json.loads(process.stderr.readline())["url"].rpartition(":")[2])
    quiet = subprocess.Popen(["cat"], stdin=process.stderr, stdout=subprocess.DEVNULL)
    try:
        answering(port, "/readyz")
        yield Server(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()
        quiet.wait()


@contextmanager
def handler(port: int = 8_799) -> Iterator[Server]:
    """Start the plain handler that calls sumy."""
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "sumy_handler:app", "--app-dir", Path(__file__).parent,
         "--port", str(port), "--no-access-log", "--log-level", "warning"]
    )  # fmt: skip
    try:
        answering(port, "/openapi.json")
        yield Server(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def answering(port: int, path: str, seconds: float = 60.0) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{path}").close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


def asking(article: str, summarizer: str) -> Bodies:
    """Requests for a short summary, each of another text."""
    return varied(article, lambda text: {"text": text, "length": "short", "summarizer": summarizer})


def load(server: Server, bodies: Bodies, clients: int, seconds: float) -> Load:
    """Run a closed loop after a short warm-up."""
    port = server.port
    asyncio.run(closed(port, PATH, bodies, clients=min(clients, 4), seconds=0.5))
    before = server.processor_seconds
    found = asyncio.run(closed(port, PATH, bodies, clients=clients, seconds=seconds))
    found.work = server.processor_seconds - before
    return found


def clients(article: str, given: argparse.Namespace) -> None:
    """A row for each summarizer and number of clients."""
    print("closed loop, a queue of 256 a worker")
    with service(**LONG_QUEUE) as server:
        for summarizer in ("textrank", "abstractive"):
            for count in CLIENTS:
                found = load(server, asking(article, summarizer), count, given.seconds)
                print(f"  {summarizer:<12}{count:>4} clients {found}", flush=True)


def overload(article: str, given: argparse.Namespace) -> None:
    """At capacity, and at twice as much, with the queue as it is by default."""
    print("open loop, the default queue")
    for summarizer in ("textrank", "abstractive"):
        with service() as server:
            bodies = asking(article, summarizer)
            capacity = load(server, bodies, 8, given.seconds).rate
            p99 = 0.0
            for share in (0.5, 1.0, 2.0):
                rate = share * capacity
                found = asyncio.run(
                    opened(server.port, PATH, bodies, rate=rate, seconds=given.seconds)
                )
                print(f"  {summarizer:<12}{share:>4.1f} of {capacity:.1f}/s {found}", flush=True)
                if share == 2.0:
                    refused = [found.percentile(p, 503) for p in (0.5, 0.99, 1.0)]
                    shown = "  ".join(f"{ms:.1f}" for ms in refused)
                    print(f"    refused: p50 p99 worst {shown} ms")
                    print(f"    p99 of the accepted is {found.percentile(0.99) / p99:.2f} of that"
                          " at capacity")  # fmt: skip
                p99 = found.percentile(0.99)


def batching(article: str, given: argparse.Namespace) -> None:
    """Both kinds of model with and without micro-batching, at 16 clients.

    The seq2seq one has bart-base's size and random weights: only its speed means anything.
    """
    print("micro-batching, abstractive, 16 clients")
    _batched(article, given, "abstractive", (1, 8))
    samples = [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.parent.glob("*.txt"))]
    with converted([article, *samples]) as folder:
        print("micro-batching, seq2seq of bart-base's size with random weights, int8, 16 clients")
        _batched(article, given, f"seq2seq:model={folder},batch=16", (1, 8, 16))


def _batched(
    article: str, given: argparse.Namespace, summarizer: str, sizes: Sequence[int]
) -> None:
    """A row for each size of a batch, and what the larger ones gain over the first."""
    models = summarizer if summarizer.startswith("seq2seq") else ""
    rates: list[float] = []
    for size in sizes:
        settings = {"batch_size": size, "workers": 1, "models": models, "run_seconds": 300}
        with service(**LONG_QUEUE, **settings) as server:
            found = load(server, asking(article, summarizer), 16, given.seconds)
        rates.append(found.rate)
        gain = f"  {found.rate / rates[0]:.2f} times the throughput" if rates[1:] else ""
        print(f"  batches of {size:>2} at most {found}{gain}", flush=True)


def growth(article: str, given: argparse.Namespace) -> None:
    """Memory of the service and its workers, over many requests and a full cache."""
    print(f"memory over {given.requests} requests, textrank, 16 clients, a cache of 256 answers")
    with service(cache_entries=256, **LONG_QUEUE) as server:
        bodies = asking(article, "textrank")
        tenth = max(1, given.requests // 10)
        for part in range(1, 11):
            asyncio.run(closed(server.port, PATH, bodies, clients=16, seconds=3_600, most=tenth))
            print(f"  {part * tenth:>7} requests {memory(server.pid) / 2**20:8.1f} MiB", flush=True)


def sumy(article: str, given: argparse.Namespace) -> None:
    """The same article through the bare handler, and through ours, at 16 clients."""
    print("a bare handler that calls sumy, and ours, 16 clients")
    with handler() as server:
        theirs = load(server, asking(article, "textrank"), 16, given.seconds)
        print(f"  sumy, one process  {theirs}", flush=True)
    with service(**LONG_QUEUE) as server:
        ours = load(server, asking(article, "textrank"), 16, given.seconds)
        print(f"  ours, textrank     {ours}", flush=True)
    print(f"  {ours.rate / theirs.rate:.1f} times its throughput, with every core there is")
    print(f"  {theirs.cost / ours.cost:.1f} times as many requests for the same processor time")


PARTS: dict[str, Callable[[str, argparse.Namespace], None]] = {
    "clients": clients,
    "overload": overload,
    "batching": batching,
    "growth": growth,
    "sumy": sumy,
}


def main() -> None:
    """Print a block for each part."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--article", type=Path, default=SAMPLE)
    parser.add_argument("--seconds", type=float, default=15.0, help="of each load")
    parser.add_argument("--requests", type=int, default=10_000, help="for memory")
    parser.add_argument(
        "--parts", default=",".join(PARTS), help="which parts to run, separated by commas"
    )
    given = parser.parse_args()
    article = given.article.read_text(encoding="utf-8")
    print(f"{given.article.name}: {len(article.split())} words; {os.cpu_count()} cores")
    for name in given.parts.split(","):
        PARTS[name](article, given)


if __name__ == "__main__":
    main()
