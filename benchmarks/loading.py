"""A load generator: HTTP/1.1 over plain sockets, a tenth of the cost of what it measures.

Closed loop: so many clients, each asks again as soon as it is answered. Open loop: requests come at
a rate, by chance, whether or not those before are answered; a latency counts from when its request
was due.
"""

import asyncio
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import perf_counter

__all__ = ["Load", "closed", "opened"]

Bodies = Iterator[bytes]


@dataclass(slots=True)
class Load:
    """The result of a load test.

    Attributes:
        seconds: it took.
        latencies: seconds of each request, by its status; 0 where the connection failed.
        work: processor seconds of the server, where they were taken.
    """

    seconds: float = 0.0
    latencies: dict[int, list[float]] = field(default_factory=dict)
    work: float | None = None

    def add(self, status: int, seconds: float) -> None:
        """Count an answer."""
        self.latencies.setdefault(status, []).append(seconds)

    @property
    def rate(self) -> float:
        """Requests per second with status 200."""
        return len(self.latencies.get(200, ())) / self.seconds

    @property
    def cost(self) -> float:
        """Processor milliseconds of the server per request."""
        return 1000 * (self.work or 0.0) / max(1, self.statuses.total())

    def percentile(self, share: float, status: int = 200) -> float:
        """Return the milliseconds within which a share of the requests was answered."""
        found = sorted(self.latencies.get(status, ())) or [float("nan")]
        return 1000 * found[min(len(found) - 1, int(share * len(found)))]

    @property
    def statuses(self) -> Counter[int]:
        """How many of each."""
        return Counter({status: len(found) for status, found in self.latencies.items()})

    def __str__(self) -> str:
        others = {s: n for s, n in sorted(self.statuses.items()) if s != 200}
        shown = " ".join(f"p{100 * p:.0f} {self.percentile(p):7.1f}" for p in (0.5, 0.95, 0.99))
        cost = "" if self.work is None else f"{self.cost:7.2f} ms of processor"
        return f"{self.rate:8.1f}/s  {shown} ms {cost} {others or ''}".rstrip()


class Connection:
    """A persistent connection that is reopened if the server closes it."""

    def __init__(self, port: int, path: str) -> None:
        self.port, self.path = port, path
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, body: bytes) -> int:
        """The status of the answer; 0 where there was none."""
        try:
            if self._streams is None:
                self._streams = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 20)
            return await self._posted(*self._streams, body)
        except (OSError, EOFError):
            self.close()
            return 0

    async def _posted(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, body: bytes
    ) -> int:
        writer.write(
            f"POST {self.path} HTTP/1.1\r\nHost: load\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        await reader.readexactly(length)
        if b"connection: close" in head:
            self.close()
        return int(head[9:12])

    def close(self) -> None:
        """Close it."""
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None


async def closed(
    port: int, path: str, bodies: Bodies, *, clients: int, seconds: float, most: int | None = None
) -> Load:
    """The load of so many clients for so long, or until so many requests are answered."""
    load = Load()
    end = perf_counter() + seconds

    async def client() -> None:
        connection = Connection(port, path)
        while perf_counter() < end and (most is None or sum(load.statuses.values()) < most):
            start = perf_counter()
            load.add(await connection.post(next(bodies)), perf_counter() - start)
        connection.close()

    start = perf_counter()
    await asyncio.gather(*(client() for _ in range(clients)))
    load.seconds = perf_counter() - start
    return load


async def opened(port: int, path: str, bodies: Bodies, *, rate: float, seconds: float) -> Load:
    """The load of requests that come by chance (exponential gaps, seeded) at so many a second."""
    load, lot = Load(), random.Random(7)
    free: list[Connection] = []
    start = perf_counter()

    async def one(due: float) -> None:
        connection = free.pop() if free else Connection(port, path)
        status = await connection.post(next(bodies))
        load.add(status, perf_counter() - due)
        free.append(connection)

    due, running = start, set()
    while due < start + seconds:
        due += lot.expovariate(rate)
        await asyncio.sleep(max(0.0, due - perf_counter()))
        task = asyncio.create_task(one(due))
        running.add(task)
        task.add_done_callback(running.discard)
    if running:
        await asyncio.gather(*running)
    load.seconds = perf_counter() - start
    for connection in free:
        connection.close()
    return load


def varied(article: str, shape: Callable[[str], dict[str, object]]) -> Bodies:
    """Yield the article with a different first line each time, so that no cache has it."""
    number = 0
    while True:
        number += 1
        yield json.dumps(shape(f"Edition {number} of the day.\n\n{article}")).encode()
