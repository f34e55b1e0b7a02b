"""Serving with uvicorn: patient with no client for ever, and stopped without loss."""

import asyncio
import sys
from asyncio import TimerHandle, Transport
from collections.abc import Callable
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from summarize.service.access import check_exposure
from summarize.service.app import create_app
from summarize.service.engine import Engine
from summarize.service.logs import Log, to_stderr
from summarize.service.settings import ServiceSettings

__all__ = ["serve"]

MOST_HEADER_BYTES = 65_536  # browsers with their cookies send 8 KiB at most
BACKLOG = 1_024


class Protocol(HttpToolsProtocol):
    """uvicorn's own, that gives up on headers which are late or too many."""

    seconds: float = 10.0
    _late: TimerHandle | None = None
    _head = 0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """A client is there: its first headers have so long."""
        super().connection_made(transport)
        self._begin()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self._end()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Some bytes have come: of headers there may not be too many."""
        if self._late is not None:
            self._head += len(data)
        super().data_received(data)
        if self._late is not None and self._head > MOST_HEADER_BYTES:
            self._give_up("431 Request Header Fields Too Large")

    def on_message_begin(self) -> None:
        """A request's headers begin."""
        super().on_message_begin()
        self._begin()

    def on_headers_complete(self) -> None:
        """They are all there."""
        self._end()
        super().on_headers_complete()

    def _begin(self) -> None:
        self._end()
        self._head = 0
        self._late = self.loop.call_later(self.seconds, self._give_up, "408 Request Timeout")

    def _end(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _give_up(self, status: str) -> None:
        self._end()
        if not self.transport.is_closing():
            head = f"HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            self.transport.write(head.encode())
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

    def handle_exit(self, sig: int, frame: Any) -> None:
        """Begin to stop; the second signal stops at once."""
        if self.engine.draining or not self.delay or not self.started:
            super().handle_exit(sig, frame)
        else:
            loop = self.engine_loop
            loop.call_soon_threadsafe(loop.call_later, self.delay, super().handle_exit, sig, frame)
        self.engine.draining = True

    async def startup(self, sockets: list[Any] | None = None) -> None:
        """Listen, and say where."""
        self.engine_loop = asyncio.get_running_loop()
        await super().startup(sockets)
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            Log().event(
                "listening", url=f"http://{shown}:{port}", workers=self.engine.settings.cores
            )


def serve(settings: ServiceSettings, tell: Callable[[str], None] = lambda line: None) -> int:
    """Serve until a signal stops it: everything accepted is answered first.

    Args:
        settings: how.
        tell: is given the address once it listens.

    Returns:
        The exit code: 0, or 1 where it could not listen.

    Raises:
        ConfigurationError: the settings are of no use, or would serve strangers without a key.
    """
    check_exposure(settings)
    app = create_app(settings)
    to_stderr()
    protocol = type("Protocol", (Protocol,), {"seconds": settings.header_seconds})
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        http=protocol,
        ws="none",
        loop="uvloop" if sys.platform != "win32" else "asyncio",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=BACKLOG,
        timeout_keep_alive=int(settings.idle_seconds) or 1,
        timeout_graceful_shutdown=int(settings.drain_seconds) or None,
        proxy_headers=True,
        forwarded_allow_ips=settings.proxies,
        root_path=settings.root_path,
    )
    server = Server(config, app.state.engine, settings.drain_delay)
    server.run()
    return 0 if server.started else 1
