"""Web sites for the tests of fetching: one that stands for the public, one that is inside.

The public one listens on an address whose network is allowed by name; the other, on the same port
of 127.0.0.1, is what must not be reached. Each keeps a list of who asked.
"""

import asyncio
import gzip
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from summarize.reading.web import Page
from summarize.service.http.safe_fetch import fetch
from summarize.service.settings import ServiceSettings

OUTSIDE, INSIDE = "127.0.0.2", "127.0.0.1"
PAGE = b"<html><body><article><p>The bridge is open.</p></article></body></html>"
HTML = {"Content-Type": "text/html; charset=utf-8"}
ZIPPED = {**HTML, "Content-Encoding": "gzip"}

# Path → status, headers, body; {port} stands for the server's own.
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/page": (200, HTML, PAGE),
    "/gzip": (200, ZIPPED, gzip.compress(PAGE)),
    "/parts": (200, ZIPPED, gzip.compress(PAGE[:30]) + gzip.compress(PAGE[30:])),
    "/bomb": (200, ZIPPED, gzip.compress(bytes(30_000_000))),
    "/large": (200, HTML, bytes(2_000_000)),
    "/cut": (200, ZIPPED, gzip.compress(PAGE)[:-12]),
    "/broken": (200, ZIPPED, b"no gzip at all"),
    "/brotli": (200, {**HTML, "Content-Encoding": "br"}, PAGE),
    "/twice": (200, {**HTML, "Content-Encoding": "gzip, gzip"}, PAGE),
    "/image": (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n"),
    "/gone": (410, {}, b""),
    "/on": (302, {"Location": "/page", "Set-Cookie": "a=b"}, b""),
    "/on-bomb": (302, {"Location": "/page", **ZIPPED}, gzip.compress(bytes(30_000_000))),
    "/circle": (302, {"Location": "/circle"}, b""),
    "/to-inside": (302, {"Location": "http://127.0.0.1:{port}/page"}, b""),
    "/to-name": (302, {"Location": "http://inside.example:{port}/page"}, b""),
    "/to-metadata": (307, {"Location": "http://169.254.169.254/latest/meta-data/"}, b""),
    "/to-file": (302, {"Location": "file:///etc/passwd"}, b""),
    "/to-port": (302, {"Location": "http://outside.example:22/"}, b""),
    "/to-user": (302, {"Location": "http://a:b@outside.example:{port}/page"}, b""),
    "/to-nowhere": (302, {"Location": "http://[::1"}, b""),
}


@dataclass
class Told:
    """What a server was asked."""

    paths: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)


class Site(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int]) -> None:
        super().__init__(address, Handler)
        self.told = Told()

    def handle_error(self, request: object, client_address: object) -> None:
        """The reader may have gone."""


class Handler(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.told.paths.append(self.path)
        self.server.told.hosts.append(self.headers["Host"])
        if self.path == "/silent":
            self.server.told.done.wait()
        if self.path == "/drip":
            self.drip()
            return
        status, headers, body = ANSWERS.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value.replace("{port}", str(self.server.server_port)))
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(body)

    def drip(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\n")
        with suppress(ConnectionError):
            while not self.server.told.done.wait(0.01):
                self.wfile.write(b"X-Drop: 1\r\n")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as the parent has it
        pass


@contextmanager
def serving(site: Site) -> Iterator[Site]:
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        site.told.done.set()
        site.shutdown()
        thread.join()
        site.server_close()


def settings(port: int, **more: object) -> ServiceSettings:
    wanted = {"urls": True, "url_ports": ("80", "443", str(port)), "url_limit": 1_000_000}
    wanted |= {"url_networks": (f"{OUTSIDE}/32",), **more}
    return ServiceSettings(**wanted)


Resolver = Callable[[str, int], Awaitable[Sequence[str]]]


def names(**known: list[str]) -> Resolver:
    """A resolver that knows `NAME.example`; each address is told once, the last for ever."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        left = known[host.rstrip(".").removesuffix(".example")]
        return (left.pop(0) if len(left) > 1 else left[0]).split()

    return resolve


def got(site: Site, path: str, *, resolve: Resolver | None = None, **more: object) -> Page:
    port = site.server_port
    url = path if "//" in path else f"http://outside.example:{port}{path}"
    known = resolve or names(outside=[OUTSIDE], inside=[INSIDE])
    return asyncio.run(fetch(url, settings(port, **more), resolve=known))
