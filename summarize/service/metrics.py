"""What is counted, as Prometheus reads it at `/metrics`."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

if TYPE_CHECKING:
    from summarize.service.workers.cache import Cache
    from summarize.service.workers.pool import Lane

__all__ = ["Metrics"]

# Seconds: an article takes milliseconds, a page to fetch seconds, a deadline half a minute.
_SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_BATCHES = (1, 2, 4, 8, 16, 32)


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
            "summarize_requests_in_flight", "Requests for work being answered.", registry=registry
        )
        self._summaries = Counter(
            "summarize_summaries", "Summaries answered.", ("summarizer",), registry=registry
        )
        self._cache = Counter(
            "summarize_cache", "Tasks by where their answer came from.", ("result",),
            registry=registry,
        )  # fmt: skip
        self._batches = Histogram(
            "summarize_batch_size", "Documents given to a worker at once.", ("lane",),
            buckets=_BATCHES, registry=registry,
        )  # fmt: skip
        self._replaced = Counter(
            "summarize_workers_replaced", "Workers that were stopped, or died.", ("lane", "why"),
            registry=registry,
        )  # fmt: skip

    def request(self, method: str, path: str, status: int, seconds: float) -> None:
        """A request was answered; `path` is the route's, never what was asked."""
        self._requests.labels(method, path, str(status)).inc()
        self._seconds.labels(path).observe(seconds)

    def summary(self, summarizer: str) -> None:
        """A summary was answered; only names there are may be given: each is a time series."""
        self._summaries.labels(summarizer).inc()

    def cached(self, result: str) -> None:
        """An answer was kept ("hit"), shared, or made ("miss")."""
        self._cache.labels(result).inc()

    def batch(self, lane: str, size: int) -> None:
        """So many documents were given to a worker."""
        self._batches.labels(lane).observe(size)

    def replaced(self, lane: str, why: str) -> None:
        """A worker was stopped, or died."""
        self._replaced.labels(lane, why).inc()

    def watch(self, lanes: "Mapping[str, Lane]", cache: "Cache") -> None:
        """Read these whenever the metrics are."""
        shown = {
            "waiting": "Documents that wait.",
            "busy": "Workers at work.",
            "ready": "Workers that are up.",
        }
        for name, about in shown.items():
            gauge = Gauge(f"summarize_lane_{name}", about, ("lane",), registry=self.registry)
            for lane in lanes.values():
                gauge.labels(lane.options.name).set_function(partial(_figure, lane, name))
        size = Gauge("summarize_cache_bytes", "Bytes of answers kept.", registry=self.registry)
        size.set_function(lambda: float(cache.size))

    def page(self) -> bytes:
        """All of it, in Prometheus's text format."""
        return generate_latest(self.registry)


def _figure(lane: "Lane", name: str) -> float:
    return float(getattr(lane, name))
