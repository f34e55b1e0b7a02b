"""A connection: a client that is slow with its headers, or to take its answer, is given up on."""

import json
from asyncio import TimerHandle, Transport
from http import HTTPStatus

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from summarize.service.http.problems import MEDIA_TYPE, Problem
from summarize.service.settings import ServiceSettings

__all__ = ["Protocol"]

MOST_HEADER_BYTES = 65_536  # browsers with their cookies send 8 KiB at most

BROKEN = Problem(400, "request", "that is no request of HTTP/1.1 that can be read")
LATE = Problem(408, "slow", "the headers have not come in time")
TOO_MANY = Problem(
    431, "headers", f"over {MOST_HEADER_BYTES:,} bytes of path and headers: send fewer"
)


class Protocol(HttpToolsProtocol):
    """uvicorn's own, that gives up on headers late or too many, and on answers not taken."""

    settings = ServiceSettings()  # a server has its own
    _late: TimerHandle | None = None
    _stuck: TimerHandle | None = None
    _unsent = 0  # bytes that the client had not taken when it was last looked at
    _come = 0  # bytes since the headers began; a body's may be among them
    _head = 0  # bytes of the headers that are read

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """A client is there: its first headers have so long."""
        super().connection_made(transport)
        self._begin()

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone."""
        self._end()
        self._taken()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Some bytes have come: of headers that do not end there may not be too many."""
        if self._late is not None:
            self._come += len(data)
        idle = self.timeout_keep_alive_task
        super().data_received(data)
        if idle is not None and self._is_idle:
            # No request has begun with it: the time it has for one runs on.
            self.timeout_keep_alive_task = self.loop.call_at(
                idle.when(), self.timeout_keep_alive_handler
            )
        if self._late is not None and self._come > MOST_HEADER_BYTES:
            self._give_up(TOO_MANY)

    @property
    def _is_idle(self) -> bool:
        """Whether nothing is asked, nor begun to be, and no clock runs that would end it."""
        asked = self.cycle is not None and not self.cycle.response_complete
        timed = self._late is not None or self.timeout_keep_alive_task is not None
        return not (asked or timed or self.transport.is_closing())

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

    def timeout_keep_alive_handler(self) -> None:
        """No request has come for a while: close, and wait for nothing."""
        self.transport.abort()

    def pause_writing(self) -> None:
        """The client takes less than it is sent: it is watched from now on."""
        super().pause_writing()
        self._watch()

    def resume_writing(self) -> None:
        """It has taken most of it."""
        self._taken()
        super().resume_writing()

    def _watch(self) -> None:
        self._unsent = self.transport.get_write_buffer_size()
        self._stuck = self.loop.call_later(self.settings.write_seconds, self._look)

    def _look(self) -> None:
        """Give up on a client that has taken nothing since the last look."""
        if self.transport.get_write_buffer_size() < self._unsent:
            self._watch()
        else:
            self.transport.abort()

    def _taken(self) -> None:
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None

    def _count(self, size: int) -> None:
        self._head += size
        if self._head > MOST_HEADER_BYTES:
            raise ValueError("too many headers")  # ends the reading: see send_400_response

    def _begin(self) -> None:
        self._end()
        self._come = self._head = 0
        self._late = self.loop.call_later(self.settings.header_seconds, self._give_up, LATE)

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
