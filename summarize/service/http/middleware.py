"""ASGI middleware around every request: id, API key, rate, size and time limits.

It is the outermost layer and runs before any of the body is read. It also logs each request, counts
it, and adds the security headers to every answer.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from uuid import uuid4

from starlette.requests import ClientDisconnect

from summarize.service.http.auth import Keys, Rate, is_loopback
from summarize.service.http.problems import CLIENT_GONE, Problem
from summarize.service.logs import Log
from summarize.service.metrics import Metrics
from summarize.service.settings import ServiceSettings

__all__ = ["GUARDED", "WORK", "RequestState", "ServiceMiddleware"]

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)

HEADERS = (
    (b"content-security-policy", CSP.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)

_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
WORK = "/v1/"
GUARDED = (WORK, "/metrics")
_LOGGED = 200  # characters of a path in the log


@dataclass(slots=True)
class RequestState:
    """What is known about a request and its answer so far.

    Attributes:
        id: the client's own, if it can be echoed; else a random one.
        key: the name of its API key's owner, or None.
        summarizer: the requested summarizer, once known.
        cache: "hit", "miss" or "shared", once known.
        status: of the answer; 499 if the client disconnected before it.
        started: when its headers had arrived, by `perf_counter`.
        read: when its body had arrived.
        received: bytes of its body.
        sent: bytes of the body of the answer.
    """

    id: str
    key: str | None = None
    summarizer: str | None = None
    cache: str | None = None
    status: int = CLIENT_GONE
    started: float = field(default_factory=perf_counter)
    read: float = field(default_factory=perf_counter)
    received: int = 0
    sent: int = 0


class ServiceMiddleware:
    """Wraps an ASGI application.

    Args:
        app: the application.
        settings: the limits.
        keys: the API keys.
        rate: the rate limit.
        metrics: counts requests.
        draining: returns True while the service shuts down.
    """

    def __init__(
        self,
        app: Application,
        settings: ServiceSettings,
        keys: Keys,
        rate: Rate,
        metrics: Metrics,
        draining: Callable[[], bool],
    ) -> None:
        self.app, self.settings, self.metrics, self.draining = app, settings, metrics, draining
        self.keys, self.rate, self.log = keys, rate, Log()
        self.in_flight = 0

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        state = RequestState(_request_id(dict(scope["headers"]).get(b"x-request-id")))
        scope.setdefault("state", {})["request"] = state
        work = _path(scope).startswith(WORK)
        self._count(work)
        try:
            channels = LimitedChannels(self, state, receive, send)
            channels.expects = b"expect" in dict(scope["headers"])
            await self._answer(scope, channels, state)
        finally:
            self._count(-work)
            self._record(scope, state)

    def _count(self, more: int) -> None:
        self.in_flight += more
        self.metrics.in_flight.set(self.in_flight)

    async def _answer(
        self, scope: MutableMapping[str, Any], channels: "LimitedChannels", state: RequestState
    ) -> None:
        """Send the application's answer, a refusal, or a 500."""
        try:
            problem = self._refusal(scope, dict(scope["headers"]), state)
            if problem is None:
                await self.app(scope, channels.receive, channels.send)
            else:
                await problem.response()(scope, channels.receive, channels.send)
        except ClientDisconnect:
            return  # before the body was complete: the status stays 499
        except Exception as error:
            self.log.failed(error, id=state.id)
            if state.status != CLIENT_GONE:
                raise  # the answer is half sent: all that is left is to close the connection
            await INTERNAL.response()(scope, channels.receive, channels.send)

    def _refusal(
        self, scope: MutableMapping[str, Any], headers: dict[bytes, bytes], state: RequestState
    ) -> Problem | None:
        """Return why a request is refused, or None."""
        path = _path(scope)
        if not path.startswith(GUARDED):
            return None
        work = path.startswith(WORK)
        if work and self.in_flight > self.settings.requests:
            detail = f"more than {self.settings.requests} requests at once: try again in a second"
            return Problem(503, "busy", detail, headers={"Retry-After": "1"})
        state.key = self.keys.owner(_secret(headers))
        if self.keys and state.key is None:
            detail = "API key missing or invalid: send it as Authorization: Bearer KEY"
            return Problem(401, "key", detail, headers={"WWW-Authenticate": "Bearer"})
        client = scope["client"][0] if scope.get("client") else ""
        if not (self.keys or self.settings.no_auth or not client or is_loopback(client)):
            detail = "without API keys only this machine is served: set `keys` or `no_auth`"
            return Problem(401, "key", detail, headers={"WWW-Authenticate": "Bearer"})
        if work and (wait := self.rate.acquire(state.key or client)):
            detail = f"rate limit of {self.settings.rate} exceeded: try again in {wait} seconds"
            return Problem(429, "rate", detail, headers={"Retry-After": str(wait)})
        return _too_large(headers.get(b"content-length", b""), self.settings.body_limit)

    def _record(self, scope: MutableMapping[str, Any], state: RequestState) -> None:
        seconds = perf_counter() - state.started
        route = scope.get("route")
        path = getattr(route, "path", None) or "other"
        method = scope["method"] if path != "other" else "other"
        self.metrics.request(method, path, state.status, seconds)
        self.log.request(
            id=state.id,
            method=scope["method"][:_LOGGED],
            path=scope["path"][:_LOGGED],
            status=state.status,
            ms=round(1000 * seconds, 2),
            received=state.received,
            sent=state.sent,
            summarizer=state.summarizer,
            cache=state.cache,
            key=state.key,
        )


class LimitedChannels:
    """The receive and send channels of a request, with limits of size and time."""

    def __init__(
        self, middleware: ServiceMiddleware, state: RequestState, receive: Receive, send: Send
    ) -> None:
        self.middleware, self.state = middleware, state
        self._receive, self._send = receive, send
        self._complete = False
        self.expects = False
        self._end = asyncio.get_running_loop().time() + middleware.settings.body_seconds

    async def receive(self) -> Message:
        """Return the next part of the body.

        Raises:
            Problem: it is over the size limit or late.
        """
        if self._complete:
            return await self._receive()
        settings = self.middleware.settings
        try:
            async with asyncio.timeout_at(self._end):
                message = await self._receive()
        except TimeoutError as error:
            detail = f"the body did not arrive within {settings.body_seconds:g} seconds"
            raise Problem(408, "slow", detail, headers=CLOSE) from error
        self.state.received += len(message.get("body", b""))
        if problem := _too_large(b"%d" % self.state.received, settings.body_limit):
            raise problem
        if message["type"] == "http.request" and not message.get("more_body"):
            self._complete, self.state.read = True, perf_counter()
        return message

    async def send(self, message: Message) -> None:
        """Send a part of the answer, with our headers."""
        if message["type"] == "http.response.start":
            if message["status"] == TOO_LARGE:
                await self._discard_rest()
            self.state.status = message["status"]
            message["headers"] = [*message.get("headers", []), *self._headers(message)]
        self.state.sent += len(message.get("body", b""))
        await self._send(message)

    async def _discard_rest(self) -> None:
        """Read and discard what the client still sends, up to a bound.

        A connection that is closed with unread data is reset, and most clients then report that
        instead of the answer. A client that waits for "100 Continue" sends nothing yet.
        """
        left = 0 if self.expects else DISCARDED
        with suppress(TimeoutError):
            while left > 0 and not self._complete:
                async with asyncio.timeout(DISCARD_SECONDS):
                    message = await self._receive()
                left -= len(message.get("body", b""))
                more = message["type"] == "http.request" and message.get("more_body")
                self._complete = not more

    def _headers(self, message: Message) -> list[tuple[bytes, bytes]]:
        present = {name.lower() for name, _ in message.get("headers", [])}
        own = [(b"x-request-id", self.state.id.encode()), *HEADERS]
        if b"cache-control" not in present:
            own.append((b"cache-control", b"no-store"))
        if self.middleware.draining() and b"connection" not in present:
            own.append((b"connection", b"close"))
        return [(name, value) for name, value in own if name not in present]


TOO_LARGE = 413
DISCARDED = 64_000_000  # bytes of a body over the limit that are read before the connection closes
DISCARD_SECONDS = 2.0  # without a byte of it: a client that has stopped sending reads the answer

INTERNAL = Problem(500, "internal", "internal error: the log has details under this X-Request-Id")

CLOSE = {"Connection": "close"}
"""For an answer sent before the whole body has arrived: the rest is not waited for."""


def _path(scope: MutableMapping[str, Any]) -> str:
    """Return the path that routes match: without the prefix of a proxy."""
    root, path = scope.get("root_path", ""), str(scope["path"])
    return path[len(root) :] if path.startswith(f"{root}/") else path


def _request_id(requested: bytes | None) -> str:
    return requested.decode() if requested and _ID.fullmatch(requested) else uuid4().hex


def _secret(headers: dict[bytes, bytes]) -> str:
    scheme, _, secret = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
    if scheme.lower() == "bearer" and secret.strip():
        return secret.strip()
    return headers.get(b"x-api-key", b"").decode("latin-1")


def _too_large(length: bytes, limit: int) -> Problem | None:
    if not length.isdigit() or int(length) <= limit:
        return None
    detail = f"the body is over the limit of {limit:,} bytes: send less, or in parts"
    return Problem(413, "too-large", detail, headers=CLOSE)
