"""Metrics of the service, for Prometheus at `/metrics`."""

from collections.abc import Mapping
from functools import partial
from typing import Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

__all__ = ["Metrics"]

# Seconds: an article takes milliseconds, a page to fetch seconds, a deadline half a minute.
_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_BATCHES = (1, 2, 4, 8, 16, 32)


class Sized(Protocol):
    """Has a size in bytes, as `workers.cache.Cache`."""

    size: int


class Pool(Protocol):
    """A worker pool, as `workers.pool.WorkerPool`."""

    @property
    def waiting(self) -> int:
        """Documents that wait."""

    @property
    def ready(self) -> int:
        """Live workers."""

    busy: int


class Metrics:
    """Counters of one application, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self._requests = Counter(
            "summarize_requests", "Requests answered.", ("method", "path", "status"),
            registry=registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "summarize_request_seconds", "From the headers to the last byte.", ("path",),
            buckets=_SECONDS, registry=registry,
        )  # fmt: skip
        self.in_flight = Gauge(
            "summarize_requests_in_flight", "Requests being answered.", registry=registry
        )
        self._summaries = Counter(
            "summarize_summaries", "Summaries returned.", ("summarizer",), registry=registry
        )
        self._cache = Counter(
            "summarize_cache", "Tasks by the origin of their answer.", ("result",),
            registry=registry,
        )  # fmt: skip
        self._batches = Histogram(
            "summarize_batch_size", "Documents in a batch.", ("pool",),
            buckets=_BATCHES, registry=registry,
        )  # fmt: skip
        self._replaced = Counter(
            "summarize_workers_replaced", "Workers that were killed or died.", ("pool", "why"),
            registry=registry,
        )  # fmt: skip

    def request(self, method: str, path: str, status: int, seconds: float) -> None:
        """Count a request; `path` is that of the route, never the requested one."""
        self._requests.labels(method, path, str(status)).inc()
        self._seconds.labels(path).observe(seconds)

    def summary(self, summarizer: str) -> None:
        """Count a summary; only for known names, since each is a time series."""
        self._summaries.labels(summarizer).inc()

    def cached(self, result: str) -> None:
        """Count where an answer came from: "hit", "miss" or "shared"."""
        self._cache.labels(result).inc()

    def batch(self, pool: str, size: int) -> None:
        """Count a batch of `size` documents."""
        self._batches.labels(pool).observe(size)

    def replaced(self, pool: str, why: str) -> None:
        """Count a worker that was killed or died."""
        self._replaced.labels(pool, why).inc()

    def watch(self, pools: Mapping[str, Pool], cache: Sized) -> None:
        """Report the state of the pools and the cache with the metrics."""
        states = {
            "waiting": "Documents that wait.",
            "busy": "Workers at work.",
            "ready": "Live workers.",
        }
        for state, about in states.items():
            gauge = Gauge(f"summarize_pool_{state}", about, ("pool",), registry=self.registry)
            for name, pool in pools.items():
                gauge.labels(name).set_function(partial(_figure, pool, state))
        size = Gauge("summarize_cache_bytes", "Bytes of cached answers.", registry=self.registry)
        size.set_function(lambda: float(cache.size))

    def page(self) -> bytes:
        """Return everything in Prometheus's text format."""
        return generate_latest(self.registry)


def _figure(pool: Pool, name: str) -> float:
    return float(getattr(pool, name))
