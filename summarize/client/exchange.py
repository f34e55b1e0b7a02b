"""A request with its retries, written once as steps that do no input or output themselves.

`Client` runs the steps with httpx's blocking client, `AsyncClient` with its asynchronous one.
"""

import asyncio
import time
from collections.abc import Generator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import httpx

from summarize._version import __version__
from summarize.client import protocol
from summarize.client.protocol import Call, Retry
from summarize.errors import ServiceError

__all__ = ["Steps", "broken", "cut_short", "exchange", "http_options", "run", "run_async"]

_CONNECT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Send:
    """Send a request; the result is the response, its body still to be read."""

    call: Call[Any]


@dataclass(frozen=True, slots=True)
class Read:
    """Read the body of a response."""

    response: httpx.Response


@dataclass(frozen=True, slots=True)
class Wait:
    """Wait before the next attempt."""

    seconds: float


Step = Send | Read | Wait
Steps = Generator[Step, Any, httpx.Response]


def exchange(call: Call[Any], retry: Retry, url: str, *, whole: bool) -> Steps:
    """Yield the steps of a request; the generator returns a successful response.

    Args:
        call: the request.
        retry: when to try again.
        url: of the service, for messages.
        whole: whether the body is read, too; False for an answer that is streamed.

    Raises:
        ServiceError: the last attempt failed.
    """
    attempts = 0
    while True:
        attempts += 1
        try:
            response = yield Send(call)
            if whole or not response.is_success:
                yield Read(response)
        except httpx.HTTPError as failure:
            error = broken(failure, url)
        else:
            if response.is_success:
                return response  # type: ignore[no-any-return]
            error = protocol.refused(response.status_code, response.headers, response.content)
        if (seconds := retry.wait(attempts, error)) is None:
            raise error
        yield Wait(seconds)


def run(steps: Steps, http: httpx.Client) -> httpx.Response:
    """Run the steps and return the response."""
    step, result, failure = next(steps), None, None
    while True:
        try:
            result, failure = _do(step, http), None
        except httpx.HTTPError as error:
            failure = error
        try:
            step = steps.send(result) if failure is None else steps.throw(failure)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]


async def run_async(steps: Steps, http: httpx.AsyncClient) -> httpx.Response:
    """Run the steps and return the response."""
    step, result, failure = next(steps), None, None
    while True:
        try:
            result, failure = await _do_async(step, http), None
        except httpx.HTTPError as error:
            failure = error
        try:
            step = steps.send(result) if failure is None else steps.throw(failure)
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]


def _do(step: Step, http: httpx.Client) -> httpx.Response | None:
    if isinstance(step, Send):
        return http.send(_request(http, step.call), stream=True)
    if isinstance(step, Read):
        step.response.read()
    else:
        time.sleep(step.seconds)
    return None


async def _do_async(step: Step, http: httpx.AsyncClient) -> httpx.Response | None:
    if isinstance(step, Send):
        return await http.send(_request(http, step.call), stream=True)
    if isinstance(step, Read):
        await step.response.aread()
    else:
        await asyncio.sleep(step.seconds)
    return None


def _request(http: httpx.Client | httpx.AsyncClient, call: Call[Any]) -> httpx.Request:
    headers = {"Accept": call.accept}
    return http.build_request(call.method, call.path, headers=headers, **call.body)


def http_options(url: str, api_key: str | None, timeout: float) -> dict[str, Any]:
    """Return the arguments of httpx's clients. Redirects are not followed, to protect the key.

    Raises:
        ServiceError: the URL or the key is malformed.
    """
    try:
        address = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise ServiceError(f"{url}: not the address of a service ({error})") from error
    if address.scheme not in ("http", "https") or not address.host:
        raise ServiceError(f"{url}: not the address of a service: write http://HOST:PORT")
    headers = {"User-Agent": f"summarize/{__version__}"}
    if api_key:
        if not api_key.isascii() or not api_key.isprintable():
            raise ServiceError("the API key contains invalid characters: copy it again")
        headers["Authorization"] = f"Bearer {api_key}"
    limits = httpx.Timeout(timeout, connect=min(_CONNECT_SECONDS, timeout))
    return {"base_url": address, "headers": headers, "timeout": limits}


def broken(error: httpx.HTTPError, url: str) -> ServiceError:
    """Return the error for an answer that did not arrive, or not completely."""
    reason = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, httpx.ConnectError):
        return ServiceError(f"{url}: cannot connect to the service ({reason}): is it running?")
    if isinstance(error, httpx.TimeoutException):
        late = f"{url}: the service did not answer in time: try again later"
        return ServiceError(late, status=HTTPStatus.GATEWAY_TIMEOUT)
    return ServiceError(f"{url}: the connection to the service broke ({reason}): try again")


def cut_short() -> ServiceError:
    """Return the error for a streamed answer that ended too early."""
    return ServiceError("the answer of the service ended too early: request the rest again")
