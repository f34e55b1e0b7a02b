"""Both clients and a service that is not well: retries, time-outs, answers cut short."""

import asyncio
import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from clients import AT_ONCE, Both
from services import ARTICLE

import summarize
from summarize.client import AsyncClient, Client, Retry
from summarize.errors import ServiceError


@pytest.fixture(params=[True, False], ids=["waits", "async"])
def waits(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@dataclass(frozen=True)
class Said:
    """What a server says to one request; with no status it hangs up."""

    status: int = 0
    body: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    short: int = 0  # bytes that are promised and do not come


class Scripted(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, script: Sequence[Said]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script, self.asked = list(script), list[str]()
        self.done = threading.Event()


class Handler(BaseHTTPRequestHandler):
    server: Scripted

    def do_POST(self) -> None:
        self.server.asked.append(self.path)
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        said = self.server.script.pop(0)
        self.close_connection = True
        if said.status == 0:
            return
        if said.status < 0:
            self.server.done.wait()
            return
        self.send_response(said.status)
        for name, value in said.headers.items():
            self.send_header(name, value)
        body = said.body.encode()
        self.send_header("Content-Type", self.headers["Accept"])
        self.send_header("Content-Length", str(len(body) + said.short))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST  # noqa: N815  as the parent has it

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as the parent has it
        pass


@contextmanager
def scripted(*script: Said) -> Iterator[Scripted]:
    with Scripted(script) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.done.set()
        server.shutdown()
        thread.join()


def url_of(server: Scripted, path: str = "") -> str:
    return f"http://127.0.0.1:{server.server_port}{path}"


MADE = summarize.summarize(ARTICLE, length="1s")
DONE = Said(200, json.dumps(MADE.to_dict()))
AGAIN = {"Retry-After": "0"}
LINE = json.dumps({"id": "a", "summary": MADE.to_dict()}) + "\n"
EVENT = f"event: sentence\ndata: {json.dumps(MADE.to_dict()['sentences'][0])}\n\n"


@pytest.mark.parametrize(
    "script",
    [
        [Said(503, headers=AGAIN)],
        [Said(429, headers=AGAIN), Said(429, headers=AGAIN)],
        [Said(502, headers=AGAIN)],
        [Said(503, headers={"Retry-After": format_datetime(datetime.now(UTC), usegmt=True)})],
        [Said(503)],
        [Said()],
        [Said(200, "{", short=9)],
    ],
    ids=["busy", "too many", "proxy", "date", "untold", "hung up", "cut short"],
)
def test_what_passes_is_asked_again(waits: bool, script: list[Said]) -> None:
    with scripted(*script, DONE) as server:
        found = Both(url_of(server, "/under/a/path"), waits).one("summarize", ARTICLE)
    assert found == MADE
    assert server.asked == ["/under/a/path/v1/summarize"] * (len(script) + 1)


@pytest.mark.parametrize("status", [400, 401, 404, 413, 415, 422, 500, 504, 301])
def test_what_stays_is_asked_once(waits: bool, status: int) -> None:
    said = Said(status, "<html>", {"Location": "/"})
    with scripted(said) as server, pytest.raises(ServiceError, match=f"HTTP {status}") as caught:
        Both(url_of(server), waits).one("summarize", ARTICLE)
    assert caught.value.status == status
    assert len(server.asked) == 1


def test_it_is_given_up_after_so_many_tries(waits: bool) -> None:
    busy = [Said(503, '{"detail": "full"}', AGAIN)] * 3
    with scripted(*busy) as server, pytest.raises(ServiceError, match="full") as caught:
        Both(url_of(server), waits, retry=Retry(tries=3)).one("summarize", ARTICLE)
    assert (caught.value.status, caught.value.retry_after) == (503, 0.0)
    assert len(server.asked) == 3


def test_a_service_that_says_nothing_is_given_up(waits: bool) -> None:
    with scripted(Said(-1)) as server:
        with pytest.raises(ServiceError, match="did not answer in time"):
            Both(url_of(server), waits, timeout=0.1).one("summarize", ARTICLE)
        server.done.set()
    assert len(server.asked) == 1


def test_nobody_there_is_told(waits: bool) -> None:
    with scripted() as server:
        url = url_of(server)
    with pytest.raises(ServiceError, match="cannot connect to the service") as caught:
        Both(url, waits, retry=Retry(tries=1)).one("summarize", ARTICLE)
    assert caught.value.status is None


NOT_OURS: list[tuple[str, tuple[Any, ...], str]] = [
    ("summarize", (ARTICLE,), "<html>"),
    ("summarize", (ARTICLE,), "[]"),
    ("summarize", (ARTICLE,), '{"schema": 99}'),
    ("summarize", (ARTICLE,), '{"schema": 1}'),
    ("summarize", (ARTICLE,), "[" * 100_000),
    ("answer", (ARTICLE,), json.dumps(MADE.to_dict())),
    ("compare", (ARTICLE, ["lead"]), '{"summaries": [1]}'),
    ("summarizers", (), "{}"),
    ("batch", ({"a": ARTICLE},), "{}\n"),
    ("stream", (ARTICLE,), 'event: sentence\ndata: {"text": 1}\n\n'),
    ("stream", (ARTICLE,), "event: sentence\ndata: 7\n\n"),
]


@pytest.mark.parametrize(("method", "given", "body"), NOT_OURS)
def test_what_is_no_service_of_ours_is_told(
    waits: bool, method: str, given: tuple[Any, ...], body: str
) -> None:
    with scripted(Said(200, body)) as server:
        client = Both(url_of(server), waits)
        ask = client.many if method in ("batch", "stream") else client.one
        with pytest.raises(ServiceError, match="not from a summarize service"):
            ask(method, *given)


@pytest.mark.parametrize(
    ("method", "said", "count"),
    [
        ("batch", Said(200, LINE), 1),
        ("batch", Said(200, LINE, short=9), 1),
        ("stream", Said(200, EVENT), 1),
        (
            "stream",
            Said(200, f": still at it\n\nevent: accepted\ndata: {{}}\n\n{EVENT}", short=9),
            1,
        ),
    ],
)
def test_a_stream_that_ends_too_early_is_told(
    waits: bool, method: str, said: Said, count: int
) -> None:
    given = {"a": ARTICLE, "b": ARTICLE} if method == "batch" else ARTICLE
    seen = []

    def waiting(url: str) -> None:
        with Client(url, retry=AT_ONCE) as client:
            for one in getattr(client, method)(given):
                seen.append(one)  # noqa: PERF402  what came before the error counts

    async def asynchronous(url: str) -> None:
        async with AsyncClient(url, retry=AT_ONCE) as client:
            async for one in getattr(client, method)(given):
                seen.append(one)  # noqa: PERF401  as above

    with scripted(said) as server, pytest.raises(ServiceError, match=r"ended too early|broke"):
        waiting(url_of(server)) if waits else asyncio.run(asynchronous(url_of(server)))
    assert len(seen) == count


@pytest.mark.parametrize(
    ("tried", "status", "after", "least", "most"),
    [
        (1, 503, None, 0.25, 0.5),
        (2, None, None, 0.5, 1.0),
        (4, 429, None, 2.0, 4.0),
        (1, 429, 3.0, 3.0, 4.0),
        (1, 503, 0.0, 0.0, 0.0),
        (1, 503, 60.0, 60.0, 61.0),
    ],
)
def test_how_long_is_waited(
    tried: int, status: int | None, after: float | None, least: float, most: float
) -> None:
    error = ServiceError("busy", status=status, retry_after=after)
    assert Retry(jitter=lambda: 0.0).wait(tried, error) == least
    assert Retry(jitter=lambda: 1.0).wait(tried, error) == most


@pytest.mark.parametrize(
    ("tried", "status", "after"),
    [(5, 503, 0.0), (1, 503, 61.0), (1, 422, None), (1, 504, None), (1, 500, 0.0)],
)
def test_when_it_is_given_up(tried: int, status: int, after: float | None) -> None:
    assert Retry().wait(tried, ServiceError("no", status=status, retry_after=after)) is None


def test_a_date_far_away_is_not_waited_for() -> None:
    in_an_hour = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    with scripted(Said(503, headers={"Retry-After": in_an_hour})) as server:
        client = Both(url_of(server), waits=True)
        with pytest.raises(ServiceError) as caught:
            client.one("summarize", ARTICLE)
        assert caught.value.retry_after is not None
        assert 3_500 < caught.value.retry_after <= 3_600


def test_a_date_that_is_none_is_not_heeded() -> None:
    script = [Said(503, headers={"Retry-After": "tomorrow"}), DONE]
    with scripted(*script) as server:
        assert Both(url_of(server), waits=True).one("summarize", ARTICLE) == MADE
