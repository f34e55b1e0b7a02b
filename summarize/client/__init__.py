"""Clients of the service, one that waits and one that does not.

    with Client("https://summaries.example.org", api_key=key) as client:
        print(client.summarize(Path("report.pdf"), length="short"))

Every request can be sent again without harm, and is, where the service is at its capacity or a
connection breaks (`Retry`). A request that fails in the end raises `ServiceError`.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import aclosing
from http import HTTPStatus
from types import TracebackType
from typing import Any, Unpack

import httpx

from summarize._version import __version__
from summarize.client import protocol
from summarize.client.protocol import (
    Answered,
    Batched,
    Call,
    Link,
    Offered,
    Options,
    Retry,
    Source,
    Upload,
)
from summarize.errors import ServiceError
from summarize.summary import Summary, SummarySentence

__all__ = [
    "Answered",
    "AsyncClient",
    "Batched",
    "Client",
    "Link",
    "Offered",
    "Options",
    "Retry",
    "Source",
    "Upload",
]

_SECONDS = 120.0  # longest wait for the next bytes: the service's own deadline is far below it
_CONNECT_SECONDS = 10.0


class Client:
    """A client that waits for each answer. It can be used by several threads.

    Args:
        url: where the service is; a path in it is kept.
        api_key: sent with each request, where the service asks for one.
        timeout: seconds waited for the next bytes of an answer at most.
        retry: when a request is sent again.

    Raises:
        ServiceError: the URL is no address of http or https.
    """

    def __init__(
        self,
        url: str,
        *,
        api_key: str | None = None,
        timeout: float = _SECONDS,
        retry: Retry | None = None,
    ) -> None:
        self.url, self.retry = url, retry or Retry()
        self._http = httpx.Client(**_settings(url, api_key, timeout))

    def __enter__(self) -> "Client":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close its connections."""
        self._http.close()

    def summarize(self, source: Source, **options: Unpack[Options]) -> Summary:
        """Summarize one text, file or page.

        Raises:
            InputError: the file cannot be read.
            ServiceError: there is no summary; the error says why.
        """
        return protocol.summary_of(self._asked(protocol.summarize(source, options)))

    def answer(self, source: Source, **options: Unpack[Options]) -> Answered:
        """Summarize one text, file or page, and give the text as it was read, too.

        Raises:
            InputError: the file cannot be read.
            ServiceError: there is no summary; the error says why.
        """
        return protocol.answered_of(self._asked(protocol.summarize(source, options, text=True)))

    def stream(
        self, source: Source, **options: Unpack[Options]
    ) -> Iterator[SummarySentence | Summary]:
        """Each sentence of a summary once they are chosen, then the whole summary.

        Raises:
            InputError: the file cannot be read.
            ServiceError: there is no summary; the error says why.
        """
        events = protocol.Events()
        for line in self._lines(protocol.summarize(source, options, stream=True)):
            if (found := events.line(line)) is not None:
                yield found
            if isinstance(found, Summary):
                return
        raise _cut_short()

    def batch(self, documents: Mapping[str, str], **options: Unpack[Options]) -> Iterator[Batched]:
        """A summary, or its own error, for each of many texts, in order, as they are done.

        Args:
            documents: id → text.
            options: how all of them are summarized.

        Raises:
            ServiceError: the batch was not taken, or ended too early.
        """
        seen = 0
        for line in self._lines(protocol.batch(documents, options)):
            seen += 1
            yield protocol.batched_of(line)
        if seen < len(documents):
            raise _cut_short()

    def compare(
        self, source: Source, summarizers: Sequence[str], **options: Unpack[Options]
    ) -> dict[str, Summary | ServiceError]:
        """A summary of one document, or its error, under the name of each summarizer.

        Raises:
            InputError: the file cannot be read.
            ServiceError: there is no comparison; the error says why.
        """
        return protocol.compared_of(self._asked(protocol.compare(source, summarizers, options)))

    def evaluate(
        self,
        documents: Iterable[Mapping[str, Any]],
        summarizers: Sequence[str] = ("textrank",),
        **options: Unpack[Options],
    ) -> dict[str, Any]:
        """The scores of summarizers over a small set, as `Evaluation.to_dict` has them.

        Args:
            documents: each with `text` and `references`, a list; and an `id`, if you like.
            summarizers: whose summaries are scored.
            options: `length`, `language` and `clean`.

        Raises:
            ServiceError: there are no scores; the error says why.
        """
        return self._asked(protocol.evaluate(documents, summarizers, options))

    def summarizers(self) -> Offered:
        """What the service has to choose from.

        Raises:
            ServiceError: it does not say.
        """
        return protocol.offered_of(self._asked(protocol.offered()))

    def _asked(self, call: Call) -> dict[str, Any]:
        return protocol.json_in(self._sent(call, whole=True).content)

    def _lines(self, call: Call) -> Iterator[str]:
        response = self._sent(call, whole=False)
        try:
            yield from response.iter_lines()
        except httpx.HTTPError as broken:
            raise _broken(broken, self.url) from broken
        finally:
            response.close()

    def _sent(self, call: Call, *, whole: bool) -> httpx.Response:
        """A successful answer, with its body or with that still to come, however often it takes."""
        tried = 0
        while True:
            tried += 1
            try:
                response = self._http.send(_request(self._http, call), stream=True)
                if whole or not response.is_success:
                    response.read()
                if response.is_success:
                    return response
                error = protocol.refused(response.status_code, response.headers, response.content)
            except httpx.HTTPError as broken:
                error = _broken(broken, self.url)
            if (wait := self.retry.wait(tried, error)) is None:
                raise error
            time.sleep(wait)


class AsyncClient:
    """The same client for `async` code; each method is that of `Client`.

    Args:
        url: where the service is; a path in it is kept.
        api_key: sent with each request, where the service asks for one.
        timeout: seconds waited for the next bytes of an answer at most.
        retry: when a request is sent again.

    Raises:
        ServiceError: the URL is no address of http or https.
    """

    def __init__(
        self,
        url: str,
        *,
        api_key: str | None = None,
        timeout: float = _SECONDS,
        retry: Retry | None = None,
    ) -> None:
        self.url, self.retry = url, retry or Retry()
        self._http = httpx.AsyncClient(**_settings(url, api_key, timeout))

    async def __aenter__(self) -> "AsyncClient":
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close its connections."""
        await self._http.aclose()

    async def summarize(self, source: Source, **options: Unpack[Options]) -> Summary:
        """As `Client.summarize`."""
        return protocol.summary_of(await self._asked(protocol.summarize(source, options)))

    async def answer(self, source: Source, **options: Unpack[Options]) -> Answered:
        """As `Client.answer`."""
        return protocol.answered_of(
            await self._asked(protocol.summarize(source, options, text=True))
        )

    async def stream(
        self, source: Source, **options: Unpack[Options]
    ) -> AsyncIterator[SummarySentence | Summary]:
        """As `Client.stream`."""
        events = protocol.Events()
        async with aclosing(self._lines(protocol.summarize(source, options, stream=True))) as lines:
            async for line in lines:
                if (found := events.line(line)) is not None:
                    yield found
                if isinstance(found, Summary):
                    return
        raise _cut_short()

    async def batch(
        self, documents: Mapping[str, str], **options: Unpack[Options]
    ) -> AsyncIterator[Batched]:
        """As `Client.batch`."""
        seen = 0
        async with aclosing(self._lines(protocol.batch(documents, options))) as lines:
            async for line in lines:
                seen += 1
                yield protocol.batched_of(line)
        if seen < len(documents):
            raise _cut_short()

    async def compare(
        self, source: Source, summarizers: Sequence[str], **options: Unpack[Options]
    ) -> dict[str, Summary | ServiceError]:
        """As `Client.compare`."""
        return protocol.compared_of(
            await self._asked(protocol.compare(source, summarizers, options))
        )

    async def evaluate(
        self,
        documents: Iterable[Mapping[str, Any]],
        summarizers: Sequence[str] = ("textrank",),
        **options: Unpack[Options],
    ) -> dict[str, Any]:
        """As `Client.evaluate`."""
        return await self._asked(protocol.evaluate(documents, summarizers, options))

    async def summarizers(self) -> Offered:
        """As `Client.summarizers`."""
        return protocol.offered_of(await self._asked(protocol.offered()))

    async def _asked(self, call: Call) -> dict[str, Any]:
        return protocol.json_in((await self._sent(call, whole=True)).content)

    async def _lines(self, call: Call) -> AsyncGenerator[str, None]:
        response = await self._sent(call, whole=False)
        try:
            async for line in response.aiter_lines():
                yield line
        except httpx.HTTPError as broken:
            raise _broken(broken, self.url) from broken
        finally:
            await response.aclose()

    async def _sent(self, call: Call, *, whole: bool) -> httpx.Response:
        """As `Client._sent`."""
        tried = 0
        while True:
            tried += 1
            try:
                response = await self._http.send(_request(self._http, call), stream=True)
                if whole or not response.is_success:
                    await response.aread()
                if response.is_success:
                    return response
                error = protocol.refused(response.status_code, response.headers, response.content)
            except httpx.HTTPError as broken:
                error = _broken(broken, self.url)
            if (wait := self.retry.wait(tried, error)) is None:
                raise error
            await asyncio.sleep(wait)


def _settings(url: str, api_key: str | None, timeout: float) -> dict[str, Any]:
    """What both of httpx's clients are made with; no redirect is followed, for the key's sake."""
    try:
        address = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise ServiceError(f"{url}: is no address of a service ({error})") from error
    if address.scheme not in ("http", "https") or not address.host:
        raise ServiceError(f"{url}: is no address of a service: write http://HOST:PORT")
    headers = {"User-Agent": f"summarize/{__version__}"}
    if api_key:
        if not api_key.isascii() or not api_key.isprintable():
            raise ServiceError("the API key has characters that no key has: copy it anew")
        headers["Authorization"] = f"Bearer {api_key}"
    limits = httpx.Timeout(timeout, connect=min(_CONNECT_SECONDS, timeout))
    return {"base_url": address, "headers": headers, "timeout": limits}


def _request(http: httpx.Client | httpx.AsyncClient, call: Call) -> httpx.Request:
    headers = {"Accept": call.accept}
    return http.build_request(call.method, call.path, headers=headers, **call.body)


def _broken(error: httpx.HTTPError, url: str) -> ServiceError:
    """What it means that no answer came, or only part of one."""
    why = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, httpx.ConnectError):
        return ServiceError(f"{url}: the service cannot be reached ({why}): is it running there?")
    if isinstance(error, httpx.TimeoutException):
        late = f"{url}: the service does not answer in time: try again later"
        return ServiceError(late, status=HTTPStatus.GATEWAY_TIMEOUT)
    return ServiceError(f"{url}: the connection to the service broke ({why}): try again")


def _cut_short() -> ServiceError:
    return ServiceError("the service's answer ended too early: ask again for what is missing")
