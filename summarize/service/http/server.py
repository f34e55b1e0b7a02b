"""Serving with uvicorn: patient with no client for ever, and stopped without loss."""

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
from summarize.service.logs import Log, to_stderr
from summarize.service.settings import ServiceSettings
from summarize.service.workers.engine import Engine

__all__ = ["serve"]

BACKLOG = 1_024

_STOPPING = (signal.SIGINT, signal.SIGTERM)


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
        if isinstance(error, socket.gaierror):
            raise ConfigurationError(f"host {host}", f"{why}: choose another --host") from error
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
    Log().event("listening", url=_url(listening), workers=settings.cores)
    Server(config, app.state.engine, settings.drain_delay).run([listening])


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
