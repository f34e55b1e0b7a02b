"""What comes to harm a service: bombs, lies, names and broken requests, each refused as documented.

Every row says which status is answered, or 200 where it can be read after all; in no case may it
take long, cost much memory, reach a file, or keep the next request from its answer.
"""

import gzip
import json
import re
import socket
import zlib
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from services import ARTICLE, BODY_LIMIT, Live, limited, live
from starlette.testclient import TestClient


@pytest.fixture(scope="module")
def service() -> Iterator[TestClient]:
    with limited() as client:
        yield client


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    log = tmp_path_factory.mktemp("service") / "log"
    with live(log, body_limit=BODY_LIMIT, body_seconds=0.8, header_seconds=0.8) as running:
        yield running


def form(*parts: tuple[str, bytes], end: bytes = b"--b--\r\n") -> bytes:
    """A body of multipart/form-data with the boundary `b`, each part with its header."""
    made = (
        b"--b\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (head.encode(), body)
        for head, body in parts
    )
    return b"".join(made) + end


FORM_TYPE = {"Content-Type": "multipart/form-data; boundary=b"}
JSON_TYPE = {"Content-Type": "application/json"}
FILE = ('name="file"; filename="a.txt"', ARTICLE.encode())
TEXT = json.dumps({"text": ARTICLE}).encode()
# What it is → headers, body, status.
BODIES: dict[str, tuple[dict[str, str], bytes, int]] = {
    "a form": (FORM_TYPE, form(FILE), 200),
    "a form of 41 fields": (FORM_TYPE, form(*[(f'name="f{n}"', b"") for n in range(41)]), 400),
    "a form of two files": (FORM_TYPE, form(FILE, FILE), 400),
    "a form without an end": (FORM_TYPE, form(FILE, end=b""), 400),
    "a form without a boundary": ({"Content-Type": "multipart/form-data"}, form(FILE), 400),
    "a form with another boundary": (
        {"Content-Type": "multipart/form-data; boundary=c"}, form(FILE), 400),
    "a form with a boundary of 5,000": (
        {"Content-Type": f"multipart/form-data; boundary={'b' * 5_000}"}, form(FILE), 400),
    "a form of no parts": (FORM_TYPE, b"--b--\r\n", 422),
    "a part without a name": (FORM_TYPE, form(("", b"a")), 400),
    "a part with 100 kB of headers": (
        FORM_TYPE, form((f'name="file"; filename="{"a" * 100_000}"', b"a")), 400),
    "a part with 2,000 headers": (
        FORM_TYPE, form(('name="text"' + "\r\nX-A: 1" * 2_000, ARTICLE.encode())), 400),
    "a field in letters of old": (FORM_TYPE, form(('name="text"', b"Die Br\xfccke.")), 200),
    "a file without a file name": (FORM_TYPE, form(('name="file"', ARTICLE.encode())), 422),
    "a field nobody knows": (FORM_TYPE, form(FILE, ('name="path"', b"/etc/passwd")), 422),
    "rubbish as a form": (FORM_TYPE, bytes(range(256)), 400),
    "JSON": (JSON_TYPE, TEXT, 200),
    "JSON as text/plain": ({"Content-Type": "text/plain"}, TEXT, 415),
    "JSON of no type": ({}, TEXT, 415),
    "JSON as a form": (FORM_TYPE, TEXT, 400),
    "a form as JSON": (JSON_TYPE, form(FILE), 400),
    "a form of the old kind": (
        {"Content-Type": "application/x-www-form-urlencoded"}, b"text=a", 415),
    "XML": ({"Content-Type": "application/xml"}, b"<a>text</a>", 415),
    "a pickle": ({"Content-Type": "application/python-pickle"}, b"\x80\x04N.", 415),
    "gzip": ({**JSON_TYPE, "Content-Encoding": "gzip"}, gzip.compress(TEXT), 415),
    "a gzip of 300 MB": (
        {**JSON_TYPE, "Content-Encoding": "gzip"}, gzip.compress(bytes(300_000_000)), 415),
    "deflate": ({**JSON_TYPE, "Content-Encoding": "deflate"}, zlib.compress(TEXT), 415),
    "brotli": ({**JSON_TYPE, "Content-Encoding": "br"}, TEXT, 415),
    "identity": ({**JSON_TYPE, "Content-Encoding": "identity"}, TEXT, 200),
    "nothing": (JSON_TYPE, b"", 400),
    "half of it": (JSON_TYPE, TEXT[:-2], 400),
    "too much of it": (JSON_TYPE, TEXT + b"}", 400),
    "arrays 100,000 deep": (JSON_TYPE, b"[" * 100_000, 400),
    "objects 50,000 deep": (JSON_TYPE, b'{"text":' * 50_000, 400),
    "an array": (JSON_TYPE, b"[]", 422),
    "a number of 100,000 digits": (JSON_TYPE, b'{"text":' + b"9" * 100_000 + b"}", 400),
    "not a number": (JSON_TYPE, b'{"text": NaN}', 422),
    "half a character": (JSON_TYPE, b'{"text": "\\ud800"}', 400),
    "no UTF-8": (JSON_TYPE, b'{"text": "\xff"}', 400),
    "UTF-16": (JSON_TYPE, json.dumps({"text": "a"}).encode("utf-16"), 400),
    "NUL": (JSON_TYPE, b'{"text": "\\u0000\\u0000"}', 200),
    "a key twice": (JSON_TYPE, b'{"text": "a", ' + TEXT[1:], 200),
    "a prototype": (JSON_TYPE, b'{"text": "a", "__proto__": {"clean": false}}', 422),
    "a model from anywhere": (
        JSON_TYPE, json.dumps({"text": ARTICLE, "summarizer": "seq2seq:model=/etc"}).encode(), 422),
    "a length of 20 digits": (JSON_TYPE, b'{"text": "a", "length": "99999999999999999999s"}', 422),
    "a file's path": (JSON_TYPE, b'{"path": "/etc/passwd"}', 422),
    "a file's URL": (JSON_TYPE, b'{"url": "file:///etc/passwd"}', 422),
    "over the limit": (JSON_TYPE, json.dumps({"text": "a " * BODY_LIMIT}).encode(), 413),
}  # fmt: skip


@pytest.mark.parametrize(("headers", "body", "status"), BODIES.values(), ids=BODIES)
def test_a_body_is_what_it_says_or_refused(
    service: TestClient, headers: dict[str, str], body: bytes, status: int
) -> None:
    done = service.post("/v1/summarize", content=body, headers=headers)
    assert done.status_code == status, done.text[:500]
    if status != 200:
        assert done.headers["content-type"] == "application/problem+json"
        assert len(done.content) < 4_000


LINES = {"Content-Type": "application/x-ndjson"}
LINE = json.dumps({"id": "a", "text": ARTICLE}).encode()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (LINE + b"\n" + LINE, 200),
        (LINE + b"\n{", 400),
        (b"[" * 100_000, 400),
        (b'{"id": "a", "text": "\\ud800"}', 400),
        (b'{"id": "\\ud800", "text": "a"}', 400),
        (b'{"id": "a", "text": ' + b"9" * 100_000 + b"}", 400),
        (b"\xff\xfe", 400),
        (b"7", 422),
        (b"", 422),
    ],
)
def test_a_batch_of_lines_is_taken_or_refused_whole(
    service: TestClient, body: bytes, status: int
) -> None:
    done = service.post("/v1/summarize/batch", content=body, headers=LINES)
    assert done.status_code == status, done.text[:500]


def asked(server: Live, sent: bytes, *, end: bool = False) -> bytes:
    """What the server answers to these bytes, up to where it closes or has said enough."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(sent)
        if end:
            connection.shutdown(socket.SHUT_WR)
        found = bytearray()
        while piece := connection.recv(65_536):
            found += piece
            if _whole(bytes(found)):
                break
    return bytes(found)


def _whole(found: bytes) -> bool:
    head, gap, body = found.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    return bool(gap and length and len(body) >= int(length[1]))


def post(*headers: str, body: bytes = TEXT, path: str = "/v1/summarize") -> bytes:
    head = "\r\n".join([f"POST {path} HTTP/1.1", "Host: a", "Content-Type: application/json"])
    return "\r\n".join([head, *headers, "", ""]).encode("latin-1") + body


def get(path: str, *headers: str) -> bytes:
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: a", *headers, "", ""]).encode("latin-1")


CHUNKED = "Transfer-Encoding: chunked"
CHUNK = b"%x\r\n%s\r\n" % (len(TEXT), TEXT)
# What it is → what is sent, the status of the first answer.
RAW: dict[str, tuple[bytes, int]] = {
    "as it should be": (post(f"Content-Length: {len(TEXT)}"), 200),
    "in a chunk": (post(CHUNKED, body=CHUNK + b"0\r\n\r\n"), 200),
    "declared over the limit": (post("Content-Length: 999999999", body=b""), 413),
    "chunks over the limit": (post(CHUNKED, body=b"186a0\r\n" + b"a" * 100_000 + b"\r\n"
                                   + (b"186a0\r\n" + b"a" * 100_000 + b"\r\n") * 4), 413),
    "declared and not sent": (post("Content-Length: 900"), 408),
    "less declared than sent": (post("Content-Length: 10"), 400),
    "a negative length": (post("Content-Length: -1"), 400),
    "a length of 400 digits": (post(f"Content-Length: {'9' * 400}"), 400),
    "a length of 20,000 digits": (post(f"Content-Length: {'9' * 20_000}"), 400),
    "a length that is no number": (post("Content-Length: ten"), 400),
    "two lengths": (post("Content-Length: 5", f"Content-Length: {len(TEXT)}"), 400),
    "a length and chunks": (post(f"Content-Length: {len(TEXT)}", CHUNKED, body=CHUNK), 400),
    "chunks of no size": (post(CHUNKED, body=b"zz\r\n"), 400),
    "a chunk of 2^70": (post(CHUNKED, body=b"f" * 18 + b"\r\na"), 400),
    "100 kB of headers": (get("/healthz", *[f"X-{n}: {'a' * 1_000}" for n in range(100)]), 431),
    "a header of 100 kB": (get("/healthz", f"X-A: {'a' * 100_000}"), 431),
    "a path of 100 kB": (get("/" + "a" * 100_000), 431),
    "a header with NUL": (get("/healthz", "X-A: a\0b"), 400),
    "a header without a colon": (get("/healthz", "X-A"), 400),
    "a name with a space": (get("/healthz", "X A: 1"), 400),
    "a line that is no request": (b"hello\r\n\r\n", 400),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500), 400),
    "another version": (b"GET /healthz HTTP/9.9\r\nHost: a\r\n\r\n", 400),
    "a path that climbs": (get("/page/../../../../etc/passwd"), 404),
    "a path that climbs, encoded": (get("/page/%2e%2e%2f%2e%2e%2fetc%2fpasswd"), 404),
    "a path that climbs, encoded twice": (get("/page/%252e%252e%252fsettings.py"), 404),
    "a path that climbs, backwards": (get("/page/..\\..\\settings.py"), 404),
    "a path with NUL": (get("/page/index.html%00.css"), 404),
    "a path that starts twice": (get("//etc/passwd"), 404),
    "a file that is no page's": (get("/page/../settings.py"), 404),
    "an address in full": (get("http://example.org/page/page.css"), 200),
    "a line end in a path": (get("/page/a%0d%0aX-Evil:%201"), 404),
    "a line end in an id": (get("/healthz", "X-Request-Id: a%0d%0aX-Evil: 1"), 200),
    "a bare line feed in an id": (get("/healthz", "X-Request-Id: a\nX-Evil: 1"), 400),
    "an id of markup": (get("/healthz", "X-Request-Id: <script>"), 200),
    "a host of markup": (b"GET /docs HTTP/1.1\r\nHost: <script>\r\n\r\n", 200),
    "a forwarded host": (get("/docs", "X-Forwarded-Host: evil.example"), 200),
}  # fmt: skip


@pytest.mark.parametrize(("sent", "status"), RAW.values(), ids=RAW)
def test_a_request_that_lies_is_refused_and_the_next_is_answered(
    server: Live, sent: bytes, status: int
) -> None:
    answer = asked(server, sent)
    assert answer.startswith(b"HTTP/1.1 %d" % status), answer[:300]
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert b"x-evil" not in head
    assert b"<script>" not in answer.replace(b"<script>alert", b"")
    assert b"evil.example" not in answer
    assert b"root:" not in answer
    assert httpx.get(f"{server.url}/healthz").status_code == 200


def test_nothing_that_was_sent_stands_in_the_log(server: Live) -> None:
    secret: dict[str, Any] = {"text": "The Zanzibar papers are secret."}
    httpx.post(f"{server.url}/v1/summarize", json=secret)
    httpx.post(f"{server.url}/v1/summarize", json={**secret, "length": "Zanzibar"})
    httpx.post(f"{server.url}/v1/summarize", files={"file": ("Zanzibar.txt", b"Zanzibar.")})
    httpx.post(f"{server.url}/v1/summarize?q=Zanzibar", content=b"Zanzibar")
    assert "Zanzibar" not in server.log.read_text()
