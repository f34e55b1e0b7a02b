"""What each key of the service's configuration does: a case for every one of them.

Where a key only bounds what is refused, no worker is needed and none is begun; a request that would
need one then waits until its deadline, which is a way to fill queues.
"""

import asyncio
import json
import os
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from services import ARTICLE, Live, application, importable, install_faulty, live
from sites import OUTSIDE, Site, got, serving
from starlette.testclient import TestClient
from waiting import until

from summarize.errors import ConfigurationError, SummarizeError
from summarize.service.app import create_app
from summarize.service.http.auth import check_exposure, make_key
from summarize.service.settings import ServiceSettings, keys

KEY = make_key("press")
ROW = {"id": "a", "text": ARTICLE}
SCORED = {"text": ARTICLE, "references": ["The bridge is open."]}
ELSEWHERE = "127.0.0.9"  # another address of this machine: it stands for a proxy


def idle(**settings: Any) -> TestClient:
    """The application without its workers: what it refuses, it refuses all the same."""
    return TestClient(
        create_app(ServiceSettings(**{"rate": "", **settings})), client=("127.0.0.1", 50_000)
    )


def posted(client: TestClient | httpx.Client, path: str = "summarize", **body: Any) -> Any:
    return client.post(f"/v1/{path}", json=body)


def together(count: int, **settings: Any) -> list[int]:
    """The statuses of so many requests, sent at once to an application without workers."""
    app = create_app(ServiceSettings(**{"rate": "", "workers": 1, **settings}))

    async def ask() -> list[int]:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://service") as client:
            sent = (
                client.post("/v1/summarize", json={"text": f"{n}. {ARTICLE}"}) for n in range(count)
            )
            return [answer.status_code for answer in await asyncio.gather(*sent)]

    return asyncio.run(ask())


@pytest.fixture(scope="module", autouse=True)
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with importable(install_faulty(tmp_path_factory.mktemp("site"))):
        yield


@pytest.fixture(scope="module")
def near(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server that is short of patience, on an address of its own."""
    with socket.socket() as free:
        free.bind((OUTSIDE, 0))
        port = free.getsockname()[1]
    log = tmp_path_factory.mktemp("near") / "log"
    with live(
        log, host=OUTSIDE, port=port, workers=2, worker_memory=3_000, header_seconds=0.4,
        body_seconds=0.4, idle_seconds=1, write_seconds=0.5,
    ) as server:  # fmt: skip
        assert server.port == port
        yield server


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server behind a proxy, that ends slowly and still not too slowly."""
    log = tmp_path_factory.mktemp("behind") / "log"
    with live(
        log,
        proxies=ELSEWHERE,
        no_auth=True,
        rate="2/hour",
        drain_delay=0.6,
        drain_seconds=1,
        run_seconds=60,
    ) as server:
        yield server


@pytest.fixture(scope="module")
def under(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server under a path of somebody else's, with keys."""
    log = tmp_path_factory.mktemp("under") / "log"
    with live(log, root_path="/summaries", keys=KEY.entry, rate="2/hour") as server:
        yield server


def spoken(server: Live, sent: bytes, after: bytes = b"") -> tuple[bytes, float]:
    """What is answered until the server closes, and after how many seconds it does.

    Args:
        server: the one that is spoken to.
        sent: at once.
        after: once an answer has begun to come.
    """
    begun = time.monotonic()
    with socket.create_connection(("127.0.0.2", server.port), timeout=20) as client:
        client.sendall(sent)
        answer = client.recv(65_536)
        client.sendall(after)
        while piece := client.recv(65_536):
            answer += piece
    return answer, time.monotonic() - begun


def host_and_port(near: Live, behind: Live) -> None:
    assert near.url == f"http://{OUTSIDE}:{near.port}"
    assert behind.url.startswith("http://127.0.0.1:")
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", near.port))


def workers(near: Live) -> None:
    assert len(near.workers()) == 2


def worker_memory(near: Live) -> None:
    (limits,) = {Path(f"/proc/{pid}/limits").read_text() for pid in near.workers()}
    assert re.search(rf"Max address space\s+{3_000 << 20}\s", limits)


def model_workers() -> None:
    refused = posted(idle(model_workers=0), text=ARTICLE, summarizer="abstractive")
    assert refused.json()["type"].endswith(":no-model")
    for count in (0, 1):
        offered = idle(model_workers=count).get("/v1/summarizers").json()["summarizers"]
        assert ("abstractive" in [one["name"] for one in offered]) is bool(count)


def queue() -> None:
    """One is thought of as at work, and so many wait for it."""
    assert sorted(together(5, queue=2, deadline=0.3)) == [503, 503, 504, 504, 504]


def requests() -> None:
    assert sorted(together(3, requests=2, deadline=0.3)) == [503, 504, 504]


def deadline() -> None:
    begun = time.monotonic()
    assert together(1, deadline=0.3) == [504]
    assert time.monotonic() - begun < 20


def run_seconds() -> None:
    with application(run_seconds=0.5) as client:
        late = posted(client, text=f"SPIN {ARTICLE}", summarizer="faulty")
        assert late.status_code == 504
        assert "0.5 seconds of work" in late.json()["detail"]


def batch_size_and_wait() -> None:
    """Of five that come within the wait, a model is given two, two and one."""
    with application(model_workers=1, batch_size=2, batch_wait=0.5) as client:
        rows = [{"id": str(n), "text": f"{n}. {ARTICLE}"} for n in range(5)]
        assert posted(client, "summarize/batch", documents=rows, summarizer="abstractive").text
        shown = client.get("/metrics").text
    found = dict(re.findall(r'batch_size_bucket{le="([\d.]+)",pool="model"} ([\d.]+)', shown))
    assert (found["1.0"], found["2.0"], found["4.0"]) == ("1.0", "3.0", "3.0")


def models() -> None:
    served = "seq2seq:model=/srv/model"
    client = idle(models=(served,), model_workers=1, deadline=0.2)
    assert client.get("/v1/summarizers").json()["models"] == [served]
    other = posted(client, text=ARTICLE, summarizer="seq2seq:model=/etc")
    assert f"configured: {served}" in other.json()["detail"]


def keys_() -> None:
    client = idle(keys=(KEY.entry,))
    assert client.get("/v1/summarizers").status_code == 401
    known = {"Authorization": f"Bearer {KEY.secret}"}
    assert client.get("/v1/summarizers", headers=known).status_code == 200


def no_auth() -> None:
    with pytest.raises(ConfigurationError, match="no API key is set"):
        check_exposure(ServiceSettings(host="0.0.0.0"))
    check_exposure(ServiceSettings(host="0.0.0.0", no_auth=True))


def rate() -> None:
    client = idle(rate="2/hour")
    assert [client.get("/v1/summarizers").status_code for _ in range(3)] == [200, 200, 429]


def body_limit() -> None:
    refused = posted(idle(body_limit=500), text="a" * 500)
    assert "over the limit of 500 bytes" in refused.json()["detail"]


def read_limit_and_cache() -> None:
    """The last answers are kept, as many as are wanted; a document may be so large."""
    with application(read_limit=3_000, cache_entries=1) as client:
        too_large = client.post("/v1/summarize", files={"file": ("a.txt", b"word " * 1_000)})
        assert too_large.status_code == 413
        kept = [
            posted(client, text=text).headers["x-cache"]
            for text in (ARTICLE, ARTICLE, f"Again. {ARTICLE}", ARTICLE)
        ]
        assert kept == ["miss", "hit", "miss", "miss"]


def cache_bytes() -> None:
    with application(cache_bytes=100) as client:
        kept = [posted(client, text=ARTICLE).headers["x-cache"] for _ in range(2)]
    assert kept == ["miss", "miss"]


def most_documents() -> None:
    refused = posted(idle(most_documents=1), "summarize/batch", documents=[ROW, ROW])
    assert (refused.json()["field"], refused.status_code) == ("documents", 422)


def most_evaluated() -> None:
    refused = posted(idle(most_evaluated=1), "evaluate", documents=[SCORED, SCORED])
    assert (refused.json()["field"], refused.status_code) == ("documents", 422)


def most_summarizers() -> None:
    names = ["lead", "random"]
    refused = posted(idle(most_summarizers=1), "compare", text=ARTICLE, summarizers=names)
    assert (refused.json()["field"], refused.status_code) == ("summarizers", 422)


def urls() -> None:
    url = "http://127.0.0.1/"
    for wanted, why in ((False, "does not download URLs"), (True, "not public")):
        assert why in posted(idle(urls=wanted), url=url).json()["detail"]
        assert idle(urls=wanted).get("/v1/summarizers").json()["urls"] is wanted


def url_keys() -> None:
    """What may be fetched from a site, which stands for the public."""
    refused: list[tuple[str, dict[str, Any], str]] = [
        ("/page", {"url_limit": 20}, "over the limit of 20 bytes"),
        ("/silent", {"url_seconds": 0.1}, "does not answer in time"),
        ("/on", {"url_redirects": 0}, "redirects more than 0 times"),
        ("/page", {"url_ports": ("80",)}, "is not allowed"),
        ("/page", {"url_networks": ("10.0.0.0/8",)}, "not public"),
    ]
    with serving(Site((OUTSIDE, 0))) as site:
        assert got(site, "/on").data
        for path, settings, why in refused:
            with pytest.raises(SummarizeError, match=why):
                got(site, path, **settings)


def header_seconds(near: Live) -> None:
    answer, seconds = spoken(near, b"GET /healthz HTTP/1.1\r\nHost")
    assert answer.startswith(b"HTTP/1.1 408")
    assert seconds < 9


def body_seconds(near: Live) -> None:
    head = b"POST /v1/summarize HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
    answer, seconds = spoken(near, head + b"Content-Length: 900\r\n\r\n{")
    assert answer.startswith(b"HTTP/1.1 408")
    assert seconds < 20


def idle_seconds(near: Live) -> None:
    """The connection is the server's to close, once it has been quiet for so long."""
    answer, seconds = spoken(near, b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200")
    assert seconds < 14
    # What begins no request does not put it off: an empty line, a piece of a body not waited for.
    for head, after in ((b"", b"\r\n"), (b"Content-Length: 1000000\r\n", b"x")):
        request = b"GET /healthz HTTP/1.1\r\nHost: a\r\n%s\r\n" % head
        answer, seconds = spoken(near, request, after)
        assert answer.startswith(b"HTTP/1.1 200")
        assert seconds < 14


def write_seconds(near: Live) -> None:
    """A client that asks for megabytes and takes none of them is not waited for."""
    body = json.dumps({"text": "word " * 600_000, "include_text": True, "language": "en"}).encode()
    head = b"POST /v1/summarize HTTP/1.1\r\nHost: a\r\nX-Request-Id: slow-reader\r\n"
    head += b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        client.connect((OUTSIDE, near.port))
        client.sendall(head + body)
        until(lambda: "slow-reader" in near.log.read_text(), 30)


def root_path(under: Live) -> None:
    """A proxy takes `/summaries` away from paths; keys and rates hold all the same."""
    described = under.client.get(f"{under.url}/openapi.json").json()
    assert described["servers"] == [{"url": "/summaries"}]
    for path in ("/v1/summarizers", "/metrics"):
        assert under.client.get(f"{under.url}{path}").status_code == 401
    known = {"X-API-Key": KEY.secret}
    asked = [under.client.get(f"{under.url}/v1/summarizers", headers=known) for _ in range(3)]
    assert [answer.status_code for answer in asked] == [200, 200, 429]
    assert under.client.get(f"{under.url}/page/page.css").status_code == 200


def proxies(behind: Live) -> None:
    """Of a proxy, the address it names is counted; of anybody else, their own."""
    statuses = []
    for address in (ELSEWHERE, "127.0.0.1"):
        transport = httpx.HTTPTransport(local_address=address)
        with httpx.Client(transport=transport, base_url=behind.url) as client:
            for number in range(3):
                named = {"X-Forwarded-For": f"203.0.113.{number}"}
                statuses.append(client.get("/v1/summarizers", headers=named).status_code)
    assert statuses == [200, 200, 200, 200, 200, 429]


def drain_delay_and_seconds(behind: Live) -> None:
    """It says it ends, still answers for the delay, and waits so long for what never ends."""
    body = json.dumps({"text": f"SPIN {ARTICLE}", "summarizer": "faulty"}).encode()
    head = b"POST /v1/summarize HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 203.0.113.9\r\n"
    head += b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
    with socket.socket() as client:
        client.bind((ELSEWHERE, 0))
        client.connect(("127.0.0.1", behind.port))
        client.sendall(head + body)
        time.sleep(0.2)
        os.kill(behind.process.pid, signal.SIGTERM)
        until(lambda: behind.client.get(f"{behind.url}/readyz").status_code == 503, 5)
        behind.process.wait(20)


EFFECTS: dict[tuple[str, ...], Callable[..., None]] = {
    ("host", "port"): host_and_port,
    ("workers",): workers,
    ("worker_memory",): worker_memory,
    ("model_workers",): model_workers,
    ("queue",): queue,
    ("requests",): requests,
    ("deadline",): deadline,
    ("run_seconds",): run_seconds,
    ("batch_size", "batch_wait"): batch_size_and_wait,
    ("models",): models,
    ("keys",): keys_,
    ("no_auth",): no_auth,
    ("rate",): rate,
    ("body_limit",): body_limit,
    ("read_limit", "cache_entries"): read_limit_and_cache,
    ("cache_bytes",): cache_bytes,
    ("most_documents",): most_documents,
    ("most_evaluated",): most_evaluated,
    ("most_summarizers",): most_summarizers,
    ("urls",): urls,
    ("url_limit", "url_seconds", "url_redirects", "url_ports", "url_networks"): url_keys,
    ("header_seconds",): header_seconds,
    ("body_seconds",): body_seconds,
    ("idle_seconds",): idle_seconds,
    ("write_seconds",): write_seconds,
    ("root_path",): root_path,
    ("proxies",): proxies,
    ("drain_delay", "drain_seconds"): drain_delay_and_seconds,
}


@pytest.mark.parametrize("names", EFFECTS, ids=" ".join)
def test_a_key_does_what_it_says(names: tuple[str, ...], request: pytest.FixtureRequest) -> None:
    effect = EFFECTS[names]
    wanted = [name for name in ("near", "behind", "under") if name in effect.__annotations__]
    effect(*(request.getfixturevalue(name) for name in wanted))


def test_there_is_no_key_without_a_case() -> None:
    assert sorted(name for names in EFFECTS for name in names) == sorted(k.name for k in keys())
