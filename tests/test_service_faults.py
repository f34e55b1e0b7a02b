"""The command `summarize serve` in a process of its own, and what the world does to it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest
from services import ARTICLE, Live, importable, install_faulty, live
from waiting import until

SECRET = "the seventh bridge is a secret"


@pytest.fixture(scope="module", autouse=True)
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with importable(install_faulty(tmp_path_factory.mktemp("site"))):
        yield


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    log = tmp_path_factory.mktemp("log") / "serve.log"
    with live(
        log, workers=2, queue=1, run_seconds=4, header_seconds=0.5, body_seconds=0.5,
        write_seconds=1.0,
    ) as running:  # fmt: skip
        yield running


def test_a_worker_killed_at_its_work_costs_nobody_an_answer(server: Live) -> None:
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(server.summarize, summarizer="faulty:seconds=0.4", length="1s")
        until(lambda: server.figure("summarize_pool_busy") == 1)
        for pid in server.workers():
            os.kill(pid, signal.SIGKILL)
        assert slow.result().status_code == 200
    assert server.summarize(length="1s").status_code == 200


def test_a_client_that_hangs_up_frees_its_place(server: Live) -> None:
    stopped = server.figure("summarize_workers_replaced_total")
    body = json.dumps({"text": f"SPIN {SECRET}.", "summarizer": "faulty"}).encode()
    for _ in range(3):
        with socket.create_connection(("127.0.0.1", server.port)) as client:
            client.sendall(head(b"Content-Length: %d" % len(body)) + body)
            until(lambda: server.figure("summarize_pool_busy") == 1)
        until(lambda: server.figure("summarize_pool_busy") == 0, seconds=3)
    assert server.figure("summarize_workers_replaced_total") == stopped + 3
    assert server.summarize().status_code == 200


def test_a_client_that_leaves_a_batch_frees_all_its_places(server: Live) -> None:
    documents = [{"id": str(n), "text": f"SPIN {n}"} for n in range(9)]
    body = json.dumps({"documents": documents, "summarizer": "faulty"}).encode()
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(head(b"Content-Length: %d" % len(body), path=b"/v1/summarize/batch") + body)
        until(lambda: server.figure("summarize_pool_busy") == 2)
    until(lambda: server.figure("summarize_pool_busy") == 0, seconds=3)
    assert server.figure("summarize_pool_waiting") == 0
    assert server.summarize().status_code == 200


def head(*headers: bytes, path: bytes = b"/v1/summarize") -> bytes:
    lines = (b"POST %s HTTP/1.1" % path, b"Host: x", b"Content-Type: application/json")
    return b"\r\n".join((*lines, *headers)) + b"\r\n\r\n"


def test_beyond_its_capacity_it_refuses_at_once_and_what_it_took_is_answered(
    server: Live,
) -> None:
    until(lambda: server.figure("summarize_pool_ready") == 2)

    def ask(number: int) -> httpx.Response:
        text = f"Number {number}. {ARTICLE}"
        return server.summarize(text, summarizer="faulty:seconds=0.3", length="1s")

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(ask, range(12)))
    refused = [answer for answer in answers if answer.status_code != 200]
    assert 1 <= len(answers) - len(refused) < 12
    assert {answer.status_code for answer in refused} == {503}
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in refused)
    assert all(answer.json()["type"].endswith(":busy") for answer in refused)
    full = server.summarize(summarizer="faulty:seconds=0.0")
    assert full.status_code == 200


def test_every_kind_of_work_is_refused_before_it_begins(server: Live) -> None:
    until(lambda: server.figure("summarize_pool_ready") == 2)

    def ask(number: int) -> int:
        text = f"Number {number}. {ARTICLE}"
        return server.summarize(text, summarizer="faulty:seconds=2").status_code

    document = {"id": "a", "text": ARTICLE, "references": [ARTICLE]}
    asked: list[tuple[str, dict[str, Any], dict[str, str]]] = [
        ("compare", {"text": ARTICLE, "summarizers": ["lead"]}, {}),
        ("summarize/batch", {"documents": [{"id": "a", "text": ARTICLE}]}, {}),
        ("evaluate", {"documents": [document], "summarizers": ["lead"]}, {}),
        ("summarize", {"text": ARTICLE, "length": "7s"}, {"accept": "text/event-stream"}),
    ]
    with ThreadPoolExecutor(4) as pool:
        slow = [pool.submit(ask, number) for number in range(4)]
        until(lambda: server.figure("summarize_pool_waiting") == 2)
        for path, body, headers in asked:
            url = f"{server.url}/v1/{path}"
            assert server.client.post(url, json=body, headers=headers).status_code == 503
        assert [one.result() for one in slow] == [200] * 4


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"", b"408"),
        (b"POST /v1/summarize HTTP/1.1\r\nHost", b"408"),
        (head(b"X-Padding: " + b"x" * 70_000)[:-4], b"431"),
        (head(b"Content-Length: 50") + b'{"text":', b"408"),
        (head(b"Transfer-Encoding: chunked") + b"5\r\n{", b"408"),
    ],
    ids=["silent", "half a head", "endless head", "half a body", "half a chunk"],
)
def test_a_slow_client_is_not_waited_for(server: Live, sent: bytes, status: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        client.sendall(sent)
        answer = b""
        while piece := client.recv(65_536):
            answer += piece
    assert answer.split(b" ")[1] == status


def test_a_client_that_leaves_amid_its_body_is_no_fault_of_the_service(server: Live) -> None:
    sent = head(b"Content-Length: 50\r\nX-Request-Id: left-amid") + b'{"text":'
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        client.sendall(sent)
    until(lambda: "left-amid" in server.log.read_text())
    lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    (line,) = [line for line in lines if line.get("id") == "left-amid"]
    assert (line["event"], line["status"]) == ("request", 499)


def with_a_long_answer() -> bytes:
    text = f"{ARTICLE}\n{'word ' * 200_000}"
    asked = {"text": text, "summarizer": "lead", "language": "en", "include_text": True}
    body = json.dumps(asked).encode()
    return head(b"Content-Length: %d" % len(body)) + body


def hesitant(server: Live) -> socket.socket:
    """A connection whose client's system takes little that is not read."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    client.settimeout(20)
    client.connect(("127.0.0.1", server.port))
    return client


def test_a_client_that_does_not_take_its_answers_is_not_waited_for(server: Live) -> None:
    with hesitant(server) as client, pytest.raises(ConnectionError):
        send_for_ever(client, with_a_long_answer())  # the system's own buffers take some of them


def test_a_client_that_takes_its_answers_late_gets_them_all(server: Live) -> None:
    count, got, tail = 8, 0, b""
    with hesitant(server) as client, ThreadPoolExecutor(1) as pool:
        sent = pool.submit(client.sendall, with_a_long_answer() * count)
        time.sleep(0.4)
        while got < count:
            piece = client.recv(65_536)
            assert piece, f"{got} of {count} answers"
            got += (tail + piece).count(b"HTTP/1.1 200") - tail.count(b"HTTP/1.1 200")
            tail = piece[-11:]
        sent.result()


def send_for_ever(client: socket.socket, sent: bytes) -> None:
    for _ in range(1_000):
        client.sendall(sent)


def test_several_requests_on_one_connection_are_each_on_time(server: Live) -> None:
    with httpx.Client(base_url=server.url) as client:
        for _ in range(3):
            assert client.get("/healthz").json() == {"status": "ok"}


def test_the_log_has_a_line_a_request_and_none_of_the_text(server: Live) -> None:
    done = server.client.post(
        f"{server.url}/v1/summarize",
        json={"text": f"{SECRET}. RAISE", "summarizer": "faulty"},
        headers={"x-request-id": "watched-1"},
    )
    assert done.status_code == 500
    until(lambda: "watched-1" in server.log.read_text())
    lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    (line,) = [line for line in lines if line.get("id") == "watched-1"]
    assert {"method": "POST", "path": "/v1/summarize", "status": 500}.items() <= line.items()
    assert line["summarizer"] == "faulty"
    assert line["ms"] > 0
    assert SECRET not in server.log.read_text()


def test_stopped_under_load_it_answers_all_it_has_taken(tmp_path: Path) -> None:
    with live(tmp_path / "log", workers=2, queue=20, drain_delay=1.0) as running:

        def ask(number: int) -> int:
            text = f"Number {number}. {ARTICLE}"
            return running.summarize(text, summarizer="faulty:seconds=0.4").status_code

        with ThreadPoolExecutor(10) as pool:
            asked = [pool.submit(ask, number) for number in range(10)]
            until(lambda: running.figure("summarize_requests_in_flight") == 10)
            running.process.send_signal(signal.SIGTERM)
            until(lambda: running.client.get(f"{running.url}/readyz").status_code == 503)
            assert [one.result() for one in asked] == [200] * 10
        assert running.process.wait(30) == 0
        with pytest.raises(httpx.ConnectError):
            httpx.get(running.url)


def test_it_closes_what_is_idle_and_ends_its_workers_when_it_is_stopped(tmp_path: Path) -> None:
    with live(tmp_path / "log", idle_seconds=0.5) as running:
        workers = running.workers()
        assert workers
        with socket.create_connection(("127.0.0.1", running.port), timeout=10) as client:
            client.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            while client.recv(65_536):
                pass  # nothing more is asked: it is closed
        assert running.stop() == 0
        assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]


def test_a_port_that_is_taken_is_an_error(server: Live) -> None:
    done = command("--port", str(server.port))
    assert done.returncode == 2
    assert "address already in use" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--host", "0.0.0.0"), "is reachable from other machines and no API key is set"),
        (("--make-key", "a b"), "use letters, digits, - and _"),
        (("--config", "missing.toml"), "no such file"),
    ],
)
def test_what_would_be_unsafe_or_is_wrong_is_one_line(
    arguments: tuple[str, ...], message: str
) -> None:
    done = command(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def command(*arguments: str) -> "subprocess.CompletedProcess[str]":
    code = "from summarize.cli import main; main(prog_name='summarize')"
    return subprocess.run(
        [sys.executable, "-c", code, "serve", *arguments],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
