"""HTTP connections that close on clients too slow to send headers or to read the answer."""

import json
from asyncio import TimerHandle, Transport
from http import HTTPStatus

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from summarize.service.http.problems import MEDIA_TYPE, Problem
from summarize.service.settings import ServiceSettings

__all__ = ["Protocol"]

MOST_HEADER_BYTES = 65_536  # browsers send 8 KiB at most, cookies included

BROKEN = Problem(400, "request", "malformed HTTP/1.1 request")
LATE = Problem(408, "slow", "the headers did not arrive in time")
TOO_MANY = Problem(
    431, "headers", f"path and headers are over {MOST_HEADER_BYTES:,} bytes: send less"
)


class Protocol(HttpToolsProtocol):
    """uvicorn's protocol, with limits on the time and size of headers and on stalled writes."""

    settings = ServiceSettings()  # replaced by each server
    _header_timer: TimerHandle | None = None
    _write_timer: TimerHandle | None = None
    _unsent = 0  # bytes in the write buffer when it was last checked
    _received = 0  # bytes since the headers began, some of them perhaps of a body
    _header_bytes = 0  # bytes of headers parsed

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Start the timer for the first headers."""
        super().connection_made(transport)
        self._start_header_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timers."""
        self._stop_header_timer()
        self._stop_write_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Close the connection if headers without an end grow too long."""
        if self._header_timer is not None:
            self._received += len(data)
        idle = self.timeout_keep_alive_task
        super().data_received(data)
        if idle is not None and self._is_idle:
            # The data began no request, so the keep-alive timer goes on.
            self.timeout_keep_alive_task = self.loop.call_at(
                idle.when(), self.timeout_keep_alive_handler
            )
        if self._header_timer is not None and self._received > MOST_HEADER_BYTES:
            self._refuse(TOO_MANY)

    @property
    def _is_idle(self) -> bool:
        """Whether no request is running or arriving and no timer would close the connection."""
        busy = self.cycle is not None and not self.cycle.response_complete
        timed = self._header_timer is not None or self.timeout_keep_alive_task is not None
        return not (busy or timed or self.transport.is_closing())

    def on_url(self, url: bytes) -> None:
        """Count the path and the query."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count a header."""
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def send_400_response(self, msg: str) -> None:
        """Answer a malformed request or too many headers."""
        self._refuse(TOO_MANY if self._header_bytes > MOST_HEADER_BYTES else BROKEN)

    def on_message_begin(self) -> None:
        """Start the timer for the headers of a request."""
        super().on_message_begin()
        if self._header_timer is None:
            self._start_header_timer()

    def on_headers_complete(self) -> None:
        """Stop the timer for the headers."""
        self._stop_header_timer()
        super().on_headers_complete()

    def timeout_keep_alive_handler(self) -> None:
        """Close an idle connection at once."""
        self.transport.abort()

    def pause_writing(self) -> None:
        """Start the write timer: the client reads more slowly than it is sent to."""
        super().pause_writing()
        self._start_write_timer()

    def resume_writing(self) -> None:
        """Stop the write timer."""
        self._stop_write_timer()
        super().resume_writing()

    def _start_write_timer(self) -> None:
        self._unsent = self.transport.get_write_buffer_size()
        self._write_timer = self.loop.call_later(self.settings.write_seconds, self._check_writing)

    def _check_writing(self) -> None:
        """Close the connection if the client has read nothing since the last check."""
        if self.transport.get_write_buffer_size() < self._unsent:
            self._start_write_timer()
        else:
            self.transport.abort()

    def _stop_write_timer(self) -> None:
        if self._write_timer is not None:
            self._write_timer.cancel()
            self._write_timer = None

    def _count(self, size: int) -> None:
        self._header_bytes += size
        if self._header_bytes > MOST_HEADER_BYTES:
            raise ValueError("too many headers")  # stops the parser: see send_400_response

    def _start_header_timer(self) -> None:
        self._stop_header_timer()
        self._received = self._header_bytes = 0
        self._header_timer = self.loop.call_later(self.settings.header_seconds, self._refuse, LATE)

    def _stop_header_timer(self) -> None:
        if self._header_timer is not None:
            self._header_timer.cancel()
            self._header_timer = None

    def _refuse(self, problem: Problem) -> None:
        self._stop_header_timer()
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
