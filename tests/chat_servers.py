"""A small OpenAI-compatible server on this machine, whose replies a test decides.

It speaks HTTP over a real socket: streamed or not, with the list of models, token counts and
errors of the servers people use. Tokens are counted by words and marks, as a tokenizer would.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

__all__ = ["Request", "Response", "Server", "article_of", "served", "tokens"]

_TOKEN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]|\w{1,5}|[^\w\s]")
_ARTICLE = re.compile(r"<(article|part|passages)>\n(.*?)\n</\1>", re.DOTALL)


def tokens(text: str) -> list[str]:
    """Pieces of words, marks and ideographs: about as many as a real tokenizer makes."""
    return _TOKEN.findall(text)


@dataclass(frozen=True)
class Request:
    """One request as the server got it."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]

    @property
    def last(self) -> str:
        """The last message."""
        return str(self.body["messages"][-1]["content"])

    @property
    def prompt(self) -> str:
        """All messages, one after the other."""
        return "\n".join(str(message["content"]) for message in self.body["messages"])


@dataclass(frozen=True)
class Response:
    """What the server answers: a text, or an error.

    Attributes:
        text: the message's content.
        status: of HTTP.
        error: the `error` object of an error response.
        headers: sent with it.
        finish: the reason for the end.
        reasoning: sent apart from the content, as DeepSeek and vLLM do.
        raw: sent in the place of everything else.
        prompt_tokens: as the server counts them; None to count.
    """

    text: str = ""
    status: int = 200
    error: dict[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    finish: str = "stop"
    reasoning: str = ""
    raw: str | None = None
    prompt_tokens: int | None = None


Brain = Callable[[Request], Response | str]


@dataclass
class Server:
    """The server a test talks to.

    Attributes:
        brain: decides on the reply.
        models: what `GET /v1/models` lists; None for a server that has no list.
        extra: other paths and what they answer.
        streams: whether it streams when asked to.
        counts: whether it reports token counts.
        requests: every chat request, in order.
    """

    brain: Brain
    models: Sequence[dict[str, Any]] | None = ({"id": "tiny"},)
    extra: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    streams: bool = True
    counts: bool = True
    requests: list[Request] = field(default_factory=list)
    url: str = ""
    at_once: int = 0
    most_at_once: int = 0
    lock: Lock = field(default_factory=Lock)


@contextmanager
def served(brain: Brain, **traits: Any) -> Iterator[Server]:
    """A running server; `server.url` is its base URL."""
    server = Server(brain, **traits)

    class Handler(_Handler):
        state = server

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = False
    server.url = f"http://127.0.0.1:{httpd.server_port}/v1"
    thread = Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join(10)


def article_of(request: Request) -> str:
    """The text between the marks of the first message that has them."""
    found = _ARTICLE.search(request.prompt)
    return found[2] if found else ""


class _Handler(BaseHTTPRequestHandler):
    state: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Nothing on standard error."""

    def do_GET(self) -> None:
        if self.path == "/v1/models" and self.state.models is not None:
            self._json(200, {"object": "list", "data": list(self.state.models)})
        else:
            self._extra()

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.path != "/v1/chat/completions":
            self._extra()
            return
        request = Request(self.path, dict(self.headers.items()), body)
        with self.state.lock:
            self.state.requests.append(request)
            self.state.at_once += 1
            self.state.most_at_once = max(self.state.most_at_once, self.state.at_once)
        try:
            answer = self.state.brain(request)
            self._answer(request, Response(answer) if isinstance(answer, str) else answer)
        finally:
            with self.state.lock:
                self.state.at_once -= 1

    def _extra(self) -> None:
        found = self.state.extra.get(self.path)
        self._json(200 if found else 404, found or {"error": "not found"})

    def _answer(self, request: Request, response: Response) -> None:
        if response.raw is not None:
            self._send(response.status, "application/json", response.raw, response.headers)
        elif response.status != 200:
            self._json(response.status, {"error": response.error}, response.headers)
        elif self.state.streams and request.body.get("stream"):
            events = "".join(f"data: {json.dumps(e)}\n\n" for e in self._events(request, response))
            text = f": OPENROUTER PROCESSING\n\n{events}data: [DONE]\n\n"
            self._send(200, "text/event-stream; charset=utf-8", text, response.headers)
        else:
            message = {"role": "assistant", "content": response.text}
            choice = {"index": 0, "message": message, "finish_reason": response.finish}
            self._json(200, {"choices": [choice], **self._usage(request, response)})

    def _events(self, request: Request, response: Response) -> Iterator[dict[str, Any]]:
        if response.reasoning:
            yield {"choices": [{"delta": {"reasoning_content": response.reasoning}}]}
        yield {"choices": [{"delta": {"role": "assistant", "content": None}}]}
        for start in range(0, len(response.text), 40):
            yield {"choices": [{"delta": {"content": response.text[start : start + 40]}}]}
        yield {"choices": [{"delta": {}, "finish_reason": response.finish}]}
        yield {"choices": [], **self._usage(request, response)}

    def _usage(self, request: Request, response: Response) -> dict[str, Any]:
        if not self.state.counts:
            return {}
        counted = response.prompt_tokens
        read = len(tokens(request.prompt)) if counted is None else counted
        return {"usage": {"prompt_tokens": read, "completion_tokens": len(tokens(response.text))}}

    def _json(self, status: int, body: object, headers: Mapping[str, str] | None = None) -> None:
        self._send(status, "application/json", json.dumps(body), headers or {})

    def _send(self, status: int, kind: str, text: str, headers: Mapping[str, str]) -> None:
        data = text.encode()
        self.send_response(status)
        for name, value in {"content-type": kind, "content-length": len(data), **headers}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(data)
