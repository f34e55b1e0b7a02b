"""Clients of the service: `Client` blocks, `AsyncClient` is for `async` code.

    with Client("https://summaries.example.org", api_key=key) as client:
        print(client.summarize(Path("report.pdf"), length="short"))

Requests change nothing on the service, so they are retried when it is busy or the connection breaks
(see `Retry`). A request that fails in the end raises `ServiceError`.
"""

from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import aclosing
from types import TracebackType
from typing import Any, Generic, Self, TypeVar, Unpack

import httpx
from httpx_sse import EventSource, ServerSentEvent, SSEError

from summarize.client import protocol
from summarize.client.exchange import (
    Steps,
    broken,
    cut_short,
    exchange,
    http_options,
    run,
    run_async,
)
from summarize.client.protocol import (
    Answer,
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

Http = TypeVar("Http", httpx.Client, httpx.AsyncClient)

_SECONDS = 120.0  # longest wait for the next bytes; the service's own deadline is far below it


class _BaseClient(Generic[Http]):
    """What both clients are.

    Args:
        url: of the service; a path in it is kept.
        api_key: sent with each request.
        timeout: longest wait in seconds for the next bytes of an answer.
        retry: when a request is sent again.

    Raises:
        ServiceError: the URL is not an http or https address.
    """

    _open: Callable[..., Http]

    def __init__(
        self,
        url: str,
        *,
        api_key: str | None = None,
        timeout: float = _SECONDS,
        retry: Retry | None = None,
    ) -> None:
        self.url, self.retry = url, retry or Retry()
        self._http: Http = self._open(**http_options(url, api_key, timeout))

    def _steps(self, call: Call[Any], *, whole: bool) -> Steps:
        return exchange(call, self.retry, self.url, whole=whole)


class Client(_BaseClient[httpx.Client]):
    """A blocking client. Several threads can share one.

    Its arguments are `url`, and by keyword `api_key`, `timeout` (the longest wait in seconds for
    the next bytes of an answer) and `retry` (when a request is sent again).
    """

    _open = httpx.Client

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def summarize(self, source: Source, **options: Unpack[Options]) -> Summary:
        """Summarize one text, file or page.

        Raises:
            InputError: the file cannot be read.
            ServiceError: the request failed.
        """
        return self._ask(protocol.summarize(source, options))

    def answer(self, source: Source, **options: Unpack[Options]) -> Answered:
        """Summarize one text, file or page; return the text as read, too.

        Raises:
            InputError: the file cannot be read.
            ServiceError: the request failed.
        """
        return self._ask(protocol.answer(source, options))

    def stream(
        self, source: Source, **options: Unpack[Options]
    ) -> Iterator[SummarySentence | Summary]:
        """Yield each sentence of a summary, then the whole summary.

        Raises:
            InputError: the file cannot be read.
            ServiceError: the request failed.
        """
        response = self._send(protocol.stream(source, options), whole=False)
        try:
            for event in EventSource(response).iter_sse():
                if (part := protocol.event_of(event.event, event.data)) is not None:
                    yield part
                if isinstance(part, Summary):
                    return
        except httpx.HTTPError as error:
            raise _stream_error(error, self.url) from error
        finally:
            response.close()
        raise cut_short()

    def batch(self, documents: Mapping[str, str], **options: Unpack[Options]) -> Iterator[Batched]:
        """Yield a summary or an error for each text, in order, as they are done.

        Args:
            documents: id → text.
            options: how all of them are summarized.

        Raises:
            ServiceError: the batch was refused, or its answer ended too early.
        """
        count = 0
        response = self._send(protocol.batch(documents, options), whole=False)
        try:
            for line in response.iter_lines():
                count += 1
                yield protocol.batched_of(line)
        except httpx.HTTPError as error:
            raise broken(error, self.url) from error
        finally:
            response.close()
        if count < len(documents):
            raise cut_short()

    def compare(
        self, source: Source, summarizers: Sequence[str], **options: Unpack[Options]
    ) -> dict[str, Summary | ServiceError]:
        """Return summarizer → its summary of one document, or its error.

        Raises:
            InputError: the file cannot be read.
            ServiceError: the request failed.
        """
        return self._ask(protocol.compare(source, summarizers, options))

    def check(self, summary: str, source: Source, *, language: str = "auto") -> dict[str, Any]:
        """Check a summary against its article; return the answer of `POST /v1/check`.

        Args:
            summary: by any author.
            source: the article.
            language: of the article.

        Raises:
            InputError: the file cannot be read.
            ServiceError: the request failed.
        """
        return self._ask(protocol.check(summary, source, language))

    def extract(
        self, source: Source, *, language: str = "auto", clean: bool = True
    ) -> dict[str, Any]:
        """Extract the article of a page or file; return the answer of `POST /v1/extract`.

        Raises:
            InputError: the file cannot be read.
            ServiceError: the request failed.
        """
        return self._ask(protocol.extract(source, language, clean=clean))

    def evaluate(
        self,
        documents: Iterable[Mapping[str, Any]],
        summarizers: Sequence[str] = ("textrank",),
        **options: Unpack[Options],
    ) -> dict[str, Any]:
        """Return the scores of summarizers on a small data set, as `Evaluation.to_dict` does.

        Args:
            documents: each with `text`, `references` (a list) and optionally `id`.
            summarizers: to score.
            options: `length`, `language` and `clean`.

        Raises:
            ServiceError: the request failed.
        """
        return self._ask(protocol.evaluate(documents, summarizers, options))

    def summarizers(self) -> Offered:
        """Return what the service offers.

        Raises:
            ServiceError: the request failed.
        """
        return self._ask(protocol.offered())

    def _ask(self, call: Call[Answer]) -> Answer:
        return protocol.answer_in(call, self._send(call, whole=True).content)

    def _send(self, call: Call[Any], *, whole: bool) -> httpx.Response:
        return run(self._steps(call, whole=whole), self._http)


class AsyncClient(_BaseClient[httpx.AsyncClient]):
    """The same client for `async` code, with the methods of `Client`."""

    _open = httpx.AsyncClient

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def summarize(self, source: Source, **options: Unpack[Options]) -> Summary:
        """Summarize one text, file or page: see `Client.summarize`."""
        return await self._ask(protocol.summarize(source, options))

    async def answer(self, source: Source, **options: Unpack[Options]) -> Answered:
        """Summarize and return the text as read, too: see `Client.answer`."""
        return await self._ask(protocol.answer(source, options))

    async def stream(
        self, source: Source, **options: Unpack[Options]
    ) -> AsyncIterator[SummarySentence | Summary]:
        """Yield each sentence, then the summary: see `Client.stream`."""
        call = protocol.stream(source, options)
        async with aclosing(self._events(call)) as events:
            async for event in events:
                if (part := protocol.event_of(event.event, event.data)) is not None:
                    yield part
                if isinstance(part, Summary):
                    return
        raise cut_short()

    async def batch(
        self, documents: Mapping[str, str], **options: Unpack[Options]
    ) -> AsyncIterator[Batched]:
        """Yield a summary or an error for each text: see `Client.batch`."""
        count = 0
        async with aclosing(self._lines(protocol.batch(documents, options))) as lines:
            async for line in lines:
                count += 1
                yield protocol.batched_of(line)
        if count < len(documents):
            raise cut_short()

    async def compare(
        self, source: Source, summarizers: Sequence[str], **options: Unpack[Options]
    ) -> dict[str, Summary | ServiceError]:
        """Return summarizer → its summary or error: see `Client.compare`."""
        return await self._ask(protocol.compare(source, summarizers, options))

    async def check(
        self, summary: str, source: Source, *, language: str = "auto"
    ) -> dict[str, Any]:
        """Check a summary against its article: see `Client.check`."""
        return await self._ask(protocol.check(summary, source, language))

    async def extract(
        self, source: Source, *, language: str = "auto", clean: bool = True
    ) -> dict[str, Any]:
        """Extract the article of a page or file: see `Client.extract`."""
        return await self._ask(protocol.extract(source, language, clean=clean))

    async def evaluate(
        self,
        documents: Iterable[Mapping[str, Any]],
        summarizers: Sequence[str] = ("textrank",),
        **options: Unpack[Options],
    ) -> dict[str, Any]:
        """Return the scores of summarizers: see `Client.evaluate`."""
        return await self._ask(protocol.evaluate(documents, summarizers, options))

    async def summarizers(self) -> Offered:
        """Return what the service offers: see `Client.summarizers`."""
        return await self._ask(protocol.offered())

    async def _ask(self, call: Call[Answer]) -> Answer:
        return protocol.answer_in(call, (await self._send(call, whole=True)).content)

    async def _events(self, call: Call[Any]) -> AsyncGenerator[ServerSentEvent, None]:
        response = await self._send(call, whole=False)
        try:
            async for event in EventSource(response).aiter_sse():
                yield event
        except httpx.HTTPError as error:
            raise _stream_error(error, self.url) from error
        finally:
            await response.aclose()

    async def _lines(self, call: Call[Any]) -> AsyncGenerator[str, None]:
        response = await self._send(call, whole=False)
        try:
            async for line in response.aiter_lines():
                yield line
        except httpx.HTTPError as error:
            raise broken(error, self.url) from error
        finally:
            await response.aclose()

    async def _send(self, call: Call[Any], *, whole: bool) -> httpx.Response:
        return await run_async(self._steps(call, whole=whole), self._http)


def _stream_error(error: httpx.HTTPError, url: str) -> ServiceError:
    """Return the error for a stream of events that broke, or that is none."""
    return protocol.foreign() if isinstance(error, SSEError) else broken(error, url)
