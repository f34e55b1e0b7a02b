"""URLs, against a server of our own on this machine."""

import gzip
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from summarize.errors import BinaryInputError, FetchError, TooLargeError
from summarize.reading import read
from summarize.reading.web import fetch

TEXT = "Die Brücke über den Hafen ist nach einem Jahr wieder geöffnet."
PAGE = (
    f"<html><head><title>Hafen</title></head><body><article><p>{TEXT}</p></article></body></html>"
)

# Path → status, headers, body.
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/page": (200, {"Content-Type": "text/html; charset=UTF-8"}, PAGE.encode()),
    "/latin": (200, {"Content-Type": "text/html; charset=iso-8859-1"}, PAGE.encode("latin-1")),
    "/plain": (200, {"Content-Type": "text/plain"}, TEXT.encode()),
    "/notes.md": (200, {"Content-Type": "text/plain"}, f"# Hafen\n\n*{TEXT}*".encode()),
    "/markdown": (200, {"Content-Type": "text/markdown"}, f"*{TEXT}*".encode()),
    "/untold": (200, {}, PAGE.encode()),
    "/gzip": (
        200,
        {"Content-Type": "text/html", "Content-Encoding": "gzip"},
        gzip.compress(PAGE.encode()),
    ),
    "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(3_000_000))),
    "/broken": (200, {"Content-Encoding": "gzip"}, b"no gzip at all"),
    "/image": (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n"),
    "/binary": (200, {"Content-Type": "application/octet-stream"}, b"\x7fELF\0\0"),
    "/moved": (301, {"Location": "/page"}, b""),
    "/away": (302, {"Location": "ftp://example.org/a"}, b""),
    "/circle": (302, {"Location": "/circle"}, b""),
    "/slow": (200, {}, b""),
    "/drip": (200, {"Content-Length": "300"}, b"." * 100),
    "/403": (403, {}, b"no"),
    "/500": (500, {}, b"no"),
    "/418": (418, {}, b"no"),
}


class Site(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.done = threading.Event()


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        if self.path == "/slow":
            self.server.done.wait()
        status, headers, body = ANSWERS.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(ConnectionError):  # the reader may have gone
            for _ in range(200 if self.path == "/drip" else 0):
                self.wfile.write(b".")
                self.server.done.wait(0.01)
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as the parent has it
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.done.set()
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["/page", "/latin", "/plain", "/untold", "/gzip", "/moved"])
def test_a_url_is_read_as_what_it_says_it_is(site: str, path: str) -> None:
    title = "" if path == "/plain" else "Hafen\n\n"  # a page's title is its first line
    assert read(site + path).text == title + TEXT


@pytest.mark.parametrize("path", ["/notes.md", "/markdown"])
def test_markdown_is_known_by_its_media_type_or_its_name(site: str, path: str) -> None:
    assert read(site + path).text.endswith(f"\n{TEXT}" if path == "/notes.md" else TEXT)


def test_what_was_read_carries_the_address_as_given_and_its_notes(site: str) -> None:
    found = read(f"{site}/latin")
    assert found.source == f"{site}/latin"
    assert found.title == "Hafen"
    assert found.notes == ("read as windows-1252, not UTF-8",)


@pytest.mark.parametrize(
    ("path", "status", "why"),
    [
        ("/404", 404, "there is no such page: check the address"),
        ("/403", 403, "refuses access: open it in a browser"),
        ("/418", 418, "check the address"),
        ("/500", 500, "the server failed: try again later"),
        ("/image", 200, "is image/png, not text"),
        ("/circle", None, "redirects in a circle"),
        ("/away", None, "leads to no http or https address"),
        ("/broken", None, "cannot be fetched"),
    ],
)
def test_what_is_no_page_says_why(site: str, path: str, status: int | None, why: str) -> None:
    with pytest.raises(FetchError, match=why) as caught:
        read(site + path)
    assert caught.value.status == status
    assert caught.value.source == site + path


def test_a_program_behind_a_url_is_binary(site: str) -> None:
    with pytest.raises(BinaryInputError, match="a program"):
        read(f"{site}/binary")


def test_a_page_is_read_up_to_the_limit_after_decompression(site: str) -> None:
    with pytest.raises(TooLargeError, match="over the limit of 1,000,000 bytes"):
        read(f"{site}/bomb", limit=1_000_000)


def test_the_page_tells_where_redirects_led(site: str) -> None:
    page = fetch(f"{site}/moved", limit=10_000)
    assert (page.path, page.media_type, page.charset) == ("/page", "text/html", "utf-8")


@pytest.mark.parametrize("path", ["/slow", "/drip"])
def test_a_server_that_never_comes_to_an_end_is_given_up(site: str, path: str) -> None:
    with pytest.raises(FetchError, match="does not answer in time: try again later"):
        fetch(site + path, limit=10_000, seconds=0.1)


def test_a_server_that_does_not_speak_tls_is_told(site: str) -> None:
    with pytest.raises(FetchError, match="no secure connection that can be trusted"):
        read(site.replace("http", "https"))


def test_nobody_listening_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchError, match="connection refused"):
        read(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "url", ["http://no-such-host.invalid/", "http://[::1", "http://", "http://a b/"]
)
def test_an_address_that_leads_nowhere_is_told(url: str) -> None:
    with pytest.raises(FetchError, match=r"check (it|the address)"):
        read(url)
