"""A chat model behind an OpenAI-compatible server: prompts in, answers and token counts out.

Works with Ollama, llama.cpp, vLLM, LM Studio, OpenAI and every other server that answers
`POST /v1/chat/completions`. Nothing is sent to a host that the caller did not name: the default is
this machine, redirects are not followed, and proxies are not used for loopback addresses.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from summarize.errors import ModelError
from summarize.models.chat_cache import AnswerCache
from summarize.models.chat_server import ChatServer, api_key, context_window, open_client

if TYPE_CHECKING:
    import httpx

__all__ = ["Answer", "ChatRuntime", "ChatSettings", "Message", "Prompt"]

RETRIED_STATUSES = frozenset({408, 409, 429, 500, 502, 503, 504, 529})
FIRST_WAIT = 1.0  # seconds before the first retry; doubled each time
LONGEST_WAIT = 120.0  # seconds: a server that asks for more is reported instead
BYTES_PER_TOKEN = 4  # English prose, for every tokenizer in use within a fifth
MARGIN = 1.1  # counts are estimates: chunks are filled to 1 / 1.1 of the room
SAMPLE_TOKENS = 500  # of the document, to measure how many tokens the model's tokenizer makes
# A prompt that comes to less than this share of its expected tokens was shortened. Uncalibrated,
# tokenizers differ by more; calibrated, samples of one text differ by a tenth at most.
# Of a sample, whatever its writing, no tokenizer makes less than a fifth.
LEAST_SHARE, LEAST_SHARE_CALIBRATED, LEAST_SHARE_SAMPLE = 0.4, 0.8, 0.2
SHORT_PROMPT = 200  # tokens: the server's template outweighs a prompt shorter than this


class Message(NamedTuple):
    """One turn of a conversation."""

    role: str
    content: str


class Prompt(NamedTuple):
    """A conversation to continue, and the tokens its answer may have."""

    messages: tuple[Message, ...]
    most: int


class Answer(NamedTuple):
    """What the model wrote.

    Attributes:
        text: the content, without what a reasoning model thought.
        finished: False where the answer reached its token limit.
        prompt_tokens: tokens read, as the server counts them; 0 where it does not.
        completion_tokens: tokens written, reasoning included; 0 where the server does not count.
        cached: whether it was read from the cache, at no cost.
    """

    text: str
    finished: bool
    prompt_tokens: int
    completion_tokens: int
    cached: bool = False


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """How a chat model is asked.

    Attributes:
        url: base URL of the API, up to and including `/v1`.
        model: the model's name on that server; empty where the server has only one.
        context: tokens of the context window; 0 to ask the server.
        temperature: 0 for the most likely answer.
        seed: sent with every request, for servers that honor it.
        concurrency: requests in flight at once.
        retries: how often a failed request is repeated.
        timeout: seconds for one answer.
        key_variable: environment variable with the API key; empty for the default ones.
        cache: whether answers are stored and reused.
    """

    url: str
    model: str = ""
    context: int = 0
    temperature: float = 0.0
    seed: int = 0
    concurrency: int = 2
    retries: int = 4
    timeout: float = 600.0
    key_variable: str = ""
    cache: bool = True


class _RetryableError(Exception):
    """A failure that may pass; `after` is how many seconds the server asks to wait, if it says."""

    def __init__(self, why: str, after: float | None = None) -> None:
        super().__init__(why)
        self.after = after


class _RejectedParameter(Exception):  # noqa: N818 - control flow, like StopIteration
    """The server does not accept an optional parameter of the request."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class ChatRuntime:
    """Asks one model on one server.

    Args:
        settings: which, and how.
        sleep: waits between retries; tests pass their own.
        cache: stores answers; None for the user's cache folder.
    """

    def __init__(
        self,
        settings: ChatSettings,
        *,
        sleep: Callable[[float], None] = time.sleep,
        cache: AnswerCache | None = None,
    ) -> None:
        self.settings = settings
        self._sleep = sleep
        self._cache = (cache or AnswerCache()) if settings.cache else None
        self._tokens_per_unit: float | None = None
        # Optional parameters, renamed or dropped when the server refuses them.
        self._names: dict[str, str | None] = {
            name: name for name in ("max_tokens", "temperature", "seed", "stream_options")
        }

    @cached_property
    def server(self) -> ChatServer:
        """The server, its flavor and the model found on it.

        Raises:
            ModelError: it does not answer, or has no such model.
        """
        return ChatServer.connect(self.settings.url, self.settings.model, self._key)

    @cached_property
    def context(self) -> int:
        """Tokens of the context window: prompt and answer together."""
        return self.settings.context or context_window(self.server, self._key)

    @property
    def model(self) -> str:
        """The model's name on the server."""
        return self.settings.model or self.server.model

    def calibrate(self, sample: str) -> None:
        """Measure how many tokens the model's tokenizer makes of `sample`, once.

        Costs one request with an answer of one token. Servers that count no tokens leave the
        estimate as it is. Raises ModelError where only a part of the sample was read.
        """
        if self._tokens_per_unit is None and _units(sample) >= SAMPLE_TOKENS / 2:
            prompt = Prompt((Message("user", sample),), 1)
            (answer,) = self._ask([prompt])
            self._check_whole_prompt_was_read(prompt, answer, LEAST_SHARE_SAMPLE)
            if answer.prompt_tokens:
                self._tokens_per_unit = answer.prompt_tokens / _units(sample)

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text: an estimate that errs on the high side."""
        factor = MARGIN * (self._tokens_per_unit or 1.0)
        return [ceil(factor * _units(text)) for text in texts]

    def ask(self, prompts: Sequence[Prompt]) -> list[Answer]:
        """An answer for each prompt, in order; `concurrency` of them at a time.

        Raises:
            ModelError: the server cannot be reached, refuses, keeps failing, or read only a part of
                a prompt.
        """
        answers = self._ask(prompts)
        for prompt, answer in zip(prompts, answers, strict=True):
            share = LEAST_SHARE_CALIBRATED if self._tokens_per_unit else LEAST_SHARE
            self._check_whole_prompt_was_read(prompt, answer, share)
        return answers

    def _ask(self, prompts: Sequence[Prompt]) -> list[Answer]:
        if not prompts:
            return []
        with open_client(self.settings.url, self._key, self.settings.timeout) as client:
            workers = max(1, min(self.settings.concurrency, len(prompts)))
            with ThreadPoolExecutor(workers) as pool:
                return list(pool.map(lambda prompt: self._ask_one(client, prompt), prompts))

    @cached_property
    def _key(self) -> str:
        return api_key(self.settings.url, self.settings.key_variable)

    def _ask_one(self, client: "httpx.Client", prompt: Prompt) -> Answer:
        settings = self.settings
        fingerprint = [settings.url, self.model, settings.temperature, settings.seed, prompt]
        if self._cache and (stored := self._cache.get(fingerprint)):
            answer = Answer(**{**stored, "cached": True})
        else:
            answer = self._with_retries(client, prompt)
            if self._cache and (answer.text or prompt.most == 1):  # of one token: to be counted
                self._cache.put(fingerprint, answer._asdict())
        return answer

    def _with_retries(self, client: "httpx.Client", prompt: Prompt) -> Answer:
        wait, failures = FIRST_WAIT, 0
        while True:
            try:
                return self._request(client, prompt)
            except _RejectedParameter as refused:
                self._give_up_parameter(refused.name)
            except _RetryableError as error:
                failures += 1
                pause = wait if error.after is None else error.after
                if failures > self.settings.retries or pause > LONGEST_WAIT:
                    times = "" if failures == 1 else f" (tried {failures} times)"
                    raise self._error(f"{error}{times}") from error
                self._sleep(pause)
                wait = min(2 * wait, LONGEST_WAIT)

    def _give_up_parameter(self, name: str) -> None:
        """OpenAI's reasoning models want `max_completion_tokens`; others know less than that."""
        renamed = {"max_tokens": "max_completion_tokens"}
        original = next(key for key, sent in self._names.items() if sent == name)
        self._names[original] = renamed.get(name)

    def _body(self, prompt: Prompt) -> dict[str, Any]:
        optional = {
            "max_tokens": prompt.most,
            "temperature": self.settings.temperature,
            "seed": self.settings.seed,
            "stream_options": {"include_usage": True},
        }
        return {
            "model": self.model,
            "messages": [message._asdict() for message in prompt.messages],
            "stream": True,
        } | {sent: optional[name] for name, sent in self._names.items() if sent}

    def _request(self, client: "httpx.Client", prompt: Prompt) -> Answer:
        """One request.

        Streamed, so that the time limit is kept while an answer is being written.
        """
        import httpx

        deadline = time.monotonic() + self.settings.timeout
        try:
            with client.stream("POST", "chat/completions", json=self._body(prompt)) as response:
                if response.status_code != httpx.codes.OK:
                    response.read()
                    self._refuse(response)
                return _answer_of(_events(response, deadline))
        except httpx.TimeoutException as error:
            raise _RetryableError(f"did not answer in {self.settings.timeout:g} seconds") from error
        except httpx.TransportError as error:
            raise _RetryableError(f"cannot be reached ({_one_line(error)})") from error

    def _refuse(self, response: "httpx.Response") -> None:
        """Raise what an error response means."""
        status, detail = response.status_code, _detail(response)
        parameter = str(detail.get("param") or "")
        if status == 400 and parameter in {sent for sent in self._names.values() if sent}:
            raise _RejectedParameter(parameter)
        why = f"answered {status}: {_one_line(detail.get('message') or response.reason_phrase)}"
        if status in RETRIED_STATUSES:
            raise _RetryableError(why, _retry_after(response))
        if status in (401, 403):
            variable = self.settings.key_variable or "SUMMARIZE_CHAT_KEY"
            raise self._error(f"{why}: API key missing or invalid, set {variable}")
        if detail.get("code") == "context_length_exceeded":
            raise self._error(f"{why}: give its context window, chat:context=TOKENS")
        raise self._error(why)

    def _check_whole_prompt_was_read(self, prompt: Prompt, answer: Answer, share: float) -> None:
        """Raise ModelError if the server read less than `share` of the tokens expected.

        Ollama drops the start of a prompt that is longer than its window, instructions first, and
        answers as if nothing had happened.
        """
        expected = (self._tokens_per_unit or 1.0) * sum(_units(m.content) for m in prompt.messages)
        if 0 < answer.prompt_tokens < share * expected and expected > SHORT_PROMPT:
            raise self._error(
                f"read {answer.prompt_tokens} of about {round(expected)} tokens: the server "
                "shortened the prompt. Raise its context window or give it: chat:context=TOKENS"
            )

    def _error(self, why: str) -> ModelError:
        name = self.settings.model or "default"
        return ModelError(name, f"on {self.settings.url} {why}")


def _units(text: str) -> float:
    """The length of a text in expected tokens, before the tokenizer is known."""
    return len(text.encode()) / BYTES_PER_TOKEN


def _events(response: "httpx.Response", deadline: float) -> Iterator[dict[str, Any]]:
    """The JSON objects of an answer: server-sent events, or one object if it does not stream."""
    if "event-stream" not in response.headers.get("content-type", ""):
        response.read()
        yield _object(response.text)
        return
    for line in response.iter_lines():
        if time.monotonic() > deadline:
            raise _RetryableError("took too long to write its answer")
        field, _, value = line.partition(":")
        if field == "data" and value.strip() != "[DONE]":
            yield _object(value)


def _object(text: str) -> dict[str, Any]:
    try:
        event = json.loads(text)
    except ValueError as error:
        raise _RetryableError(f"answered with no JSON: {_one_line(text)}") from error
    if not isinstance(event, dict):
        raise _RetryableError(f"answered with no object: {_one_line(text)}")
    if "error" in event:
        detail = event["error"]
        message = detail.get("message") if isinstance(detail, dict) else detail
        raise _RetryableError(f"stopped: {_one_line(message)}")
    return event


def _answer_of(events: Iterator[dict[str, Any]]) -> Answer:
    """The answer put together from its events; fields of reasoning are left out."""
    parts: list[str] = []
    answer, finish, seen = Answer("", True, 0, 0), "", False
    for event in events:
        for choice in (event.get("choices") or [])[:1]:
            seen = True
            message = choice.get("delta") or choice.get("message") or {}
            parts.append(_content(message.get("content")))
            finish = choice.get("finish_reason") or finish
        if usage := event.get("usage"):
            answer = replace_tokens(answer, usage)
    if not seen:
        raise _RetryableError("answered without a choice")
    return answer._replace(text="".join(parts), finished=finish != "length")


def replace_tokens(answer: Answer, usage: dict[str, Any]) -> Answer:
    """`answer` with the token counts of a `usage` object."""
    return answer._replace(
        prompt_tokens=int(usage.get("prompt_tokens") or 0),
        completion_tokens=int(usage.get("completion_tokens") or 0),
    )


def _content(content: Any) -> str:
    """The text of a message's content: a string, nothing, or a list of parts."""
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def _detail(response: "httpx.Response") -> dict[str, Any]:
    """The `error` object of a response, whatever shape the server gives it."""
    try:
        body = response.json()
    except ValueError:
        return {"message": response.text}
    error = body.get("error", body) if isinstance(body, dict) else {}
    return error if isinstance(error, dict) else {"message": error}


def _retry_after(response: "httpx.Response") -> float | None:
    """Seconds of the `Retry-After` header, which is a number or an HTTP date."""
    written = response.headers.get("retry-after", "").strip()
    if not written:
        return None
    try:
        return max(0.0, float(written))
    except ValueError:
        pass
    try:
        moment = parsedate_to_datetime(written)
    except ValueError:
        return None
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _one_line(what: object) -> str:
    """Another program's words: white space folded, length bounded."""
    return " ".join(str(what).split())[:200]
