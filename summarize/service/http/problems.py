"""Problem details (RFC 9457) for everything that can go wrong."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException as StarletteHTTPException

from summarize.service.workers.pool import Busy
from summarize.service.workers.tasks import Answer

__all__ = ["MEDIA_TYPE", "Problem", "handlers"]

MEDIA_TYPE = "application/problem+json"

CLIENT_GONE = 499  # nobody reads it; nginx logs the same number


class Problem(Exception):  # noqa: N818  # RFC 9457's own word
    """Something to tell the client.

    Attributes:
        status: of HTTP.
        kind: which problem it is, for programs: the end of its `type`.
        detail: what, where and the remedy, in one line.
        errors: fields at fault, each with what is wrong with it.
        headers: of the answer.
    """

    def __init__(
        self,
        status: int,
        kind: str,
        detail: str,
        *,
        errors: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.kind, self.detail = status, kind, detail
        self.errors, self.headers = tuple(errors), dict(headers or {})

    @classmethod
    def of_answer(cls, answer: Answer) -> "Problem":
        """The problem that a worker, or the lane, answered."""
        header = answer.header
        at, wait = header.get("field"), header.get("retry_after")
        return cls(
            header["status"],
            header["kind"],
            header["detail"],
            errors=((at, header["detail"]),) if at else (),
            headers={"Retry-After": str(wait)} if wait else None,
        )

    @classmethod
    def of_busy(cls, busy: Busy) -> "Problem":
        """The problem of a full queue."""
        detail = f"the service is at its capacity: {busy}"
        return cls(503, "busy", detail, headers={"Retry-After": str(busy.seconds)})

    def to_dict(self) -> dict[str, Any]:
        """The members that RFC 9457 names; `field` and `errors` where fields are at fault."""
        phrase = HTTPStatus(self.status).phrase if self.status != CLIENT_GONE else "Client gone"
        shown: dict[str, Any] = {
            "type": f"urn:summarize:problem:{self.kind}",
            "title": phrase,
            "status": self.status,
            "detail": self.detail,
        }
        if self.errors:
            shown["field"] = self.errors[0][0]
            shown["errors"] = [{"field": at, "detail": why} for at, why in self.errors]
        return shown

    def response(self) -> Response:
        """The answer."""
        body = json.dumps(self.to_dict(), ensure_ascii=False).encode()
        return Response(body, self.status, self.headers, MEDIA_TYPE)


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return error.response()


async def _busy(request: Request, error: Exception) -> Response:
    assert isinstance(error, Busy)
    return Problem.of_busy(error).response()


async def _http(request: Request, error: Exception) -> Response:
    """What the framework itself refuses: no such path, another method, a broken form."""
    assert isinstance(error, StarletteHTTPException)
    kind = {404: "not-found", 405: "method"}.get(error.status_code, "request")
    detail = {
        404: "there is no such path: the API is described at /docs",
        405: "the path does not take this method: see the header Allow",
    }.get(error.status_code, str(error.detail))
    return Problem(error.status_code, kind, detail, headers=error.headers).response()


handlers: Mapping[Any, Any] = {
    Problem: _problem,
    Busy: _busy,
    StarletteHTTPException: _http,
}
"""What makes a response of each kind of error, as FastAPI takes it."""
