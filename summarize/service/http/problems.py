"""Error answers: problem details as in RFC 9457."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException as StarletteHTTPException

from summarize.service.workers.pool import QueueFull
from summarize.service.workers.tasks import Answer

__all__ = ["MEDIA_TYPE", "Problem", "handlers"]

MEDIA_TYPE = "application/problem+json"

CLIENT_GONE = 499  # for the log only; the number that nginx uses


class Problem(Exception):  # noqa: N818  # RFC 9457's own word
    """An error answer.

    Attributes:
        status: the HTTP status.
        kind: the last part of `type`, by which programs tell problems apart.
        detail: what is wrong, where, and the remedy, in one line.
        errors: (field, reason) for each invalid field.
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
        """Return the problem that a worker or the pool answered."""
        header = answer.header
        field, wait = header.get("field"), header.get("retry_after")
        return cls(
            header["status"],
            header["kind"],
            header["detail"],
            errors=((field, header["detail"]),) if field else (),
            headers={"Retry-After": str(wait)} if wait else None,
        )

    @classmethod
    def of_full_queue(cls, error: QueueFull) -> "Problem":
        """Return the problem of a full queue."""
        detail = f"the service is at capacity: {error}"
        return cls(503, "busy", detail, headers={"Retry-After": str(error.seconds)})

    def to_dict(self) -> dict[str, Any]:
        """Return the members of RFC 9457, and `field` and `errors` for invalid fields."""
        phrase = HTTPStatus(self.status).phrase if self.status != CLIENT_GONE else "Client gone"
        values: dict[str, Any] = {
            "type": f"urn:summarize:problem:{self.kind}",
            "title": phrase,
            "status": self.status,
            "detail": self.detail,
        }
        if self.errors:
            values["field"] = self.errors[0][0]
            values["errors"] = [{"field": at, "detail": why} for at, why in self.errors]
        return values

    def response(self) -> Response:
        """Return the answer."""
        body = json.dumps(self.to_dict(), ensure_ascii=False).encode()
        return Response(body, self.status, self.headers, MEDIA_TYPE)


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return error.response()


async def _queue_full(request: Request, error: Exception) -> Response:
    assert isinstance(error, QueueFull)
    return Problem.of_full_queue(error).response()


async def _http(request: Request, error: Exception) -> Response:
    """Answer what the framework refuses: an unknown path, a wrong method, a broken form."""
    assert isinstance(error, StarletteHTTPException)
    kind = {404: "not-found", 405: "method"}.get(error.status_code, "request")
    detail = {
        404: "no such path: see /docs for the API",
        405: "method not allowed for this path: see the Allow header",
    }.get(error.status_code, str(error.detail))
    return Problem(error.status_code, kind, detail, headers=error.headers).response()


handlers: Mapping[Any, Any] = {
    Problem: _problem,
    QueueFull: _queue_full,
    StarletteHTTPException: _http,
}
"""Exception handlers, as FastAPI takes them."""
