"""The gate every request goes through: its id, its key, its rate, its size and its time.

It is the outermost layer, and stands before any of the body is read. It also writes the one line of
log a request gets, counts it, and sets the headers that every answer has.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from uuid import uuid4

from starlette.requests import ClientDisconnect

from summarize.service.http.auth import Keys, Rate, is_near
from summarize.service.http.problems import CLIENT_GONE, Problem
from summarize.service.logs import Log
from summarize.service.metrics import Metrics
from summarize.service.settings import ServiceSettings

__all__ = ["GUARDED", "WORK", "Exchange", "Gate"]

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
_SHOWN = 200  # characters of a path in the log


@dataclass(slots=True)
class Exchange:
    """One request and its answer, as they come to be known.

    Attributes:
        id: the client's own, where it is one that can be echoed; else ours.
        key: the name of the key it came with, or None.
        summarizer: that was asked for, once it is known.
        cache: where the answer came from, once it is known.
        status: of the answer; 499 where the client went before there was one.
        begun: when its headers were there, by `perf_counter`.
        read: when its body was.
        received: bytes of its body.
        sent: bytes of the answer's.
    """

    id: str
    key: str | None = None
    summarizer: str | None = None
    cache: str | None = None
    status: int = CLIENT_GONE
    begun: float = field(default_factory=perf_counter)
    read: float = field(default_factory=perf_counter)
    received: int = 0
    sent: int = 0


class Gate:
    """An ASGI application in front of another.

    Args:
        app: the other.
        settings: the limits.
        keys: those that are known.
        rate: how often each may ask.
        metrics: told of every request.
        draining: whether the service is being stopped.
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
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        exchange = Exchange(_request_id(dict(scope["headers"]).get(b"x-request-id")))
        scope.setdefault("state", {})["exchange"] = exchange
        work = _path(scope).startswith(WORK)
        self._count(work)
        try:
            await self._answer(scope, Guarded(self, exchange, receive, send), exchange)
        finally:
            self._count(-work)
            self._record(scope, exchange)

    def _count(self, more: int) -> None:
        self.in_flight += more
        self.metrics.in_flight.set(self.in_flight)

    async def _answer(
        self, scope: MutableMapping[str, Any], guarded: "Guarded", exchange: Exchange
    ) -> None:
        """What the application answers, or why it is not asked, or that it failed."""
        try:
            problem = self._refusal(scope, dict(scope["headers"]), exchange)
            if problem is None:
                await self.app(scope, guarded.receive, guarded.send)
            else:
                await problem.response()(scope, guarded.receive, guarded.send)
        except ClientDisconnect:
            return  # before its body was whole: the status stays that of a client who is gone
        except Exception as error:
            self.log.failed(error, id=exchange.id)
            if exchange.status != CLIENT_GONE:
                raise  # it is half answered: all that is left is to break it off
            await INTERNAL.response()(scope, guarded.receive, guarded.send)

    def _refusal(
        self, scope: MutableMapping[str, Any], headers: dict[bytes, bytes], exchange: Exchange
    ) -> Problem | None:
        """Why a request is not let through, or None where it is."""
        path = _path(scope)
        if not path.startswith(GUARDED):
            return None
        work = path.startswith(WORK)
        if work and self.in_flight > self.settings.requests:
            detail = f"over {self.settings.requests} requests in flight: try again in a second"
            return Problem(503, "busy", detail, headers={"Retry-After": "1"})
        exchange.key = self.keys.owner(_secret(headers))
        if self.keys and exchange.key is None:
            detail = "a key is needed, and known: send it as Authorization: Bearer KEY"
            return Problem(401, "key", detail, headers={"WWW-Authenticate": "Bearer"})
        client = scope["client"][0] if scope.get("client") else ""
        if not (self.keys or self.settings.no_auth or is_near(client)):
            detail = "no key is set here, so nobody from outside is served: set `keys` or `no_auth`"
            return Problem(401, "key", detail, headers={"WWW-Authenticate": "Bearer"})
        if work and (wait := self.rate.wait(exchange.key or client)):
            detail = f"over {self.settings.rate} requests: try again in {wait} seconds"
            return Problem(429, "rate", detail, headers={"Retry-After": str(wait)})
        return _too_large(headers.get(b"content-length", b""), self.settings.body_limit)

    def _record(self, scope: MutableMapping[str, Any], exchange: Exchange) -> None:
        seconds = perf_counter() - exchange.begun
        route = scope.get("route")
        path = getattr(route, "path", None) or "other"
        method = scope["method"] if path != "other" else "other"
        self.metrics.request(method, path, exchange.status, seconds)
        self.log.request(
            id=exchange.id,
            method=scope["method"][:_SHOWN],
            path=scope["path"][:_SHOWN],
            status=exchange.status,
            ms=round(1000 * seconds, 2),
            received=exchange.received,
            sent=exchange.sent,
            summarizer=exchange.summarizer,
            cache=exchange.cache,
            key=exchange.key,
        )


class Guarded:
    """The two channels of a request, within the limits of size and time."""

    def __init__(self, gate: Gate, exchange: Exchange, receive: Receive, send: Send) -> None:
        self.gate, self.exchange = gate, exchange
        self._receive, self._send = receive, send
        self._whole = False
        self._end = asyncio.get_running_loop().time() + gate.settings.body_seconds

    async def receive(self) -> Message:
        """The next piece of the body.

        Raises:
            Problem: it is over the limit, or does not come in time.
        """
        if self._whole:
            return await self._receive()
        settings = self.gate.settings
        try:
            async with asyncio.timeout_at(self._end):
                message = await self._receive()
        except TimeoutError as error:
            detail = f"the body has not come within {settings.body_seconds:g} seconds"
            raise Problem(408, "slow", detail, headers=CLOSE) from error
        self.exchange.received += len(message.get("body", b""))
        if problem := _too_large(b"%d" % self.exchange.received, settings.body_limit):
            raise problem
        if message["type"] == "http.request" and not message.get("more_body"):
            self._whole, self.exchange.read = True, perf_counter()
        return message

    async def send(self, message: Message) -> None:
        """Pass on a piece of the answer."""
        if message["type"] == "http.response.start":
            self.exchange.status = message["status"]
            message["headers"] = [*message.get("headers", []), *self._headers(message)]
        self.exchange.sent += len(message.get("body", b""))
        await self._send(message)

    def _headers(self, message: Message) -> list[tuple[bytes, bytes]]:
        given = {name.lower() for name, _ in message.get("headers", [])}
        own = [(b"x-request-id", self.exchange.id.encode()), *HEADERS]
        if b"cache-control" not in given:
            own.append((b"cache-control", b"no-store"))
        if self.gate.draining() and b"connection" not in given:
            own.append((b"connection", b"close"))
        return [(name, value) for name, value in own if name not in given]


INTERNAL = Problem(500, "internal", "the service failed: the log has more, under the request's id")

CLOSE = {"Connection": "close"}
"""For an answer that comes before the whole body: what is left of it is not to be waited for."""


def _path(scope: MutableMapping[str, Any]) -> str:
    """The path less the one that a proxy serves it all under: what routes are found by."""
    root, path = scope.get("root_path", ""), str(scope["path"])
    return path[len(root) :] if path.startswith(f"{root}/") else path


def _request_id(given: bytes | None) -> str:
    return given.decode() if given and _ID.fullmatch(given) else uuid4().hex


def _secret(headers: dict[bytes, bytes]) -> str:
    scheme, _, secret = headers.get(b"authorization", b"").decode("latin-1").partition(" ")
    if scheme.lower() == "bearer" and secret.strip():
        return secret.strip()
    return headers.get(b"x-api-key", b"").decode("latin-1")


def _too_large(length: bytes, limit: int) -> Problem | None:
    if not length.isdigit() or int(length) <= limit:
        return None
    detail = f"the body is over the limit of {limit:,} bytes: split it into parts"
    return Problem(413, "too-large", detail, headers=CLOSE)
