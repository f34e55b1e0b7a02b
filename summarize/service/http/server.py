"""Serves with uvicorn: limits on slow clients, and a shutdown that loses no accepted request."""

import asyncio
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from math import ceil
from types import FrameType

import uvicorn

from summarize.errors import ConfigurationError
from summarize.service.app import create_app
from summarize.service.http.auth import check_exposure
from summarize.service.http.connection import Protocol
from summarize.service.logs import Log, log_to_stderr
from summarize.service.settings import ServiceSettings
from summarize.service.workers.engine import Engine

__all__ = ["serve"]

BACKLOG = 1_024

_STOPPING = (signal.SIGINT, signal.SIGTERM)


class Server(uvicorn.Server):
    """A server that on shutdown first reports not ready, then closes its socket, then ends.

    Args:
        config: uvicorn's.
        engine: is told of the shutdown.
        delay: seconds between reporting not ready and closing, for load balancers to notice.
    """

    def __init__(self, config: uvicorn.Config, engine: Engine, delay: float) -> None:
        super().__init__(config)
        self.engine, self.delay = engine, delay

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Shut down; a second signal stops at once."""
        if self.engine.draining or not self.delay:
            super().handle_exit(sig, frame)
        else:
            later = partial(super().handle_exit, sig, frame)
            self._loop.call_soon_threadsafe(self._loop.call_later, self.delay, later)
        self.engine.draining = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Shut down on a signal, with exit code 0."""
        self._loop = asyncio.get_running_loop()
        before = {sig: signal.signal(sig, self.handle_exit) for sig in _STOPPING}
        try:
            yield
        finally:
            for sig, handler in before.items():
                signal.signal(sig, handler)


def bound(host: str, port: int) -> socket.socket:
    """Return a listening socket.

    Raises:
        ConfigurationError: the address is invalid or in use.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        if isinstance(error, socket.gaierror):
            raise ConfigurationError(f"host {host}", f"{why}: choose another --host") from error
        raise ConfigurationError(f"{host} port {port}", f"{why}: choose another --port") from error


def serve(settings: ServiceSettings) -> None:
    """Serve until a signal; accepted requests are answered first.

    Args:
        settings: how to serve.

    Raises:
        ConfigurationError: the settings are invalid, would serve other machines without API keys,
            or the address is in use.
    """
    check_exposure(settings)
    app = create_app(settings)
    listening = bound(settings.host, settings.port)
    log_to_stderr()
    protocol = type("Protocol", (Protocol,), {"settings": settings})
    config = uvicorn.Config(
        app,
        http=protocol,
        ws="none",
        loop="uvloop" if sys.platform != "win32" else "asyncio",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=ceil(settings.idle_seconds),
        timeout_graceful_shutdown=max(1, ceil(settings.drain_seconds)),
        proxy_headers=True,
        forwarded_allow_ips=settings.proxies,
        root_path=settings.root_path,
    )
    url = _url(listening)
    Log().event("listening", url=url, workers=settings.cores)
    if sys.stderr.isatty():
        sys.stderr.write(f"Open {url} in a browser. Press Ctrl-C to stop.\n")
    Server(config, app.state.engine, settings.drain_delay).run([listening])


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
