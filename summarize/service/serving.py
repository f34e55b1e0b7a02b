"""Serving with uvicorn: patient with no client for ever, and stopped without loss."""

import asyncio
import json
import signal
import socket
import sys
from asyncio import TimerHandle, Transport
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from types import FrameType

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from summarize.errors import ConfigurationError
from summarize.service.access import check_exposure
from summarize.service.app import create_app
from summarize.service.engine import Engine
from summarize.service.logs import Log, to_stderr
from summarize.service.problems import MEDIA_TYPE, Problem
from summarize.service.settings import ServiceSettings

__all__ = ["serve"]

MOST_HEADER_BYTES = 65_536  # browsers with their cookies send 8 KiB at most
BACKLOG = 1_024

BROKEN = Problem(400, "request", "that is no request of HTTP/1.1 that can be read")
LATE = Problem(408, "slow", "the headers have not come in time")
TOO_MANY = Problem(
    431, "headers", f"over {MOST_HEADER_BYTES:,} bytes of path and headers: send fewer"
)
_STOPPING = (signal.SIGINT, signal.SIGTERM)


class Protocol(HttpToolsProtocol):
    """uvicorn's own, that gives up on headers which are late or too many."""

    seconds: float = 10.0  # of the settings: see `serve`
    _late: TimerHandle | None = None
    _come = 0  # bytes since the headers began; a body's may be among them
    _head = 0  # bytes of the headers that are read

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """A client is there: its first headers have so long."""
        super().connection_made(transport)
        self._begin()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self._end()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Some bytes have come: of headers that do not end there may not be too many."""
        if self._late is not None:
            self._come += len(data)
        super().data_received(data)
        if self._late is not None and self._come > MOST_HEADER_BYTES:
            self._give_up(TOO_MANY)

    def on_url(self, url: bytes) -> None:
        """The path, and what follows it, is there."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header is there."""
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def send_400_response(self, msg: str) -> None:
        """What came is no request, or too much of one."""
        self._give_up(TOO_MANY if self._head > MOST_HEADER_BYTES else BROKEN)

    def on_message_begin(self) -> None:
        """A request's headers begin."""
        super().on_message_begin()
        if self._late is None:
            self._begin()

    def on_headers_complete(self) -> None:
        """They are all there."""
        self._end()
        super().on_headers_complete()

    def _count(self, size: int) -> None:
        self._head += size
        if self._head > MOST_HEADER_BYTES:
            raise ValueError("too many headers")  # ends the reading: see send_400_response

    def _begin(self) -> None:
        self._end()
        self._come = self._head = 0
        self._late = self.loop.call_later(self.seconds, self._give_up, LATE)

    def _end(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _give_up(self, problem: Problem) -> None:
        self._end()
        if self.transport.is_closing():
            return
        body = json.dumps(problem.to_dict()).encode()
        head = (
            f"HTTP/1.1 {problem.status} {HTTPStatus(problem.status).phrase}\r\n"
            f"content-type: {MEDIA_TYPE}\r\nx-content-type-options: nosniff\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()


class Server(uvicorn.Server):
    """A server that, told to stop, first says it is not ready, then closes, then ends.

    Args:
        config: uvicorn's.
        engine: told that it is being stopped.
        delay: seconds between not ready and closed, for balancers to notice.
    """

    def __init__(self, config: uvicorn.Config, engine: Engine, delay: float) -> None:
        super().__init__(config)
        self.engine, self.delay = engine, delay

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop; the second signal stops at once."""
        if self.engine.draining or not self.delay:
            super().handle_exit(sig, frame)
        else:
            later = partial(super().handle_exit, sig, frame)
            self._loop.call_soon_threadsafe(self._loop.call_later, self.delay, later)
        self.engine.draining = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at a signal, and end as one who has done what it was told: with exit code 0."""
        self._loop = asyncio.get_running_loop()
        before = {sig: signal.signal(sig, self.handle_exit) for sig in _STOPPING}
        try:
            yield
        finally:
            for sig, handler in before.items():
                signal.signal(sig, handler)


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens there.

    Raises:
        ConfigurationError: it cannot.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise ConfigurationError(f"{host} port {port}", f"{why}: choose another --port") from error


def serve(settings: ServiceSettings) -> None:
    """Serve until a signal stops it: everything accepted is answered first.

    Args:
        settings: how.

    Raises:
        ConfigurationError: the settings are of no use, would serve strangers without a key, or
            the address is taken.
    """
    check_exposure(settings)
    app = create_app(settings)
    listening = bound(settings.host, settings.port)
    to_stderr()
    protocol = type("Protocol", (Protocol,), {"seconds": settings.header_seconds})
    config = uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        loop="uvloop" if sys.platform != "win32" else "asyncio",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=int(settings.idle_seconds) or 1,
        timeout_graceful_shutdown=int(settings.drain_seconds) or None,
        proxy_headers=True,
        forwarded_allow_ips=settings.proxies,
        root_path=settings.root_path,
    )
    Log().event("listening", url=_url(listening), workers=settings.cores)
    Server(config, app.state.engine, settings.drain_delay).run([listening])


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
