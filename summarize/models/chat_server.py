"""What an OpenAI-compatible server says about itself: its models, and how much they read."""

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from summarize.errors import ConfigurationError, ModelError, UsageError

if TYPE_CHECKING:
    import httpx

__all__ = ["ChatServer", "api_key", "context_window", "is_loopback", "open_client"]

UNKNOWN_CONTEXT = 8192  # tokens, where a server does not say; what it shortens is found by counts
OLLAMA_CONTEXT = 4096  # tokens: what Ollama gives a model that is told nothing
ANSWER_TIME = 10.0  # seconds for a question about the server itself

# Variables that hold the keys of well-known hosts. A key is only ever sent to its own host.
KEY_VARIABLES: Mapping[str, str] = {
    "api.openai.com": "OPENAI_API_KEY",
    "api.anthropic.com": "ANTHROPIC_API_KEY",
    "api.deepseek.com": "DEEPSEEK_API_KEY",
    "api.groq.com": "GROQ_API_KEY",
    "api.mistral.ai": "MISTRAL_API_KEY",
    "generativelanguage.googleapis.com": "GEMINI_API_KEY",
    "openrouter.ai": "OPENROUTER_API_KEY",
}
# How servers call the window in their list of models: vLLM, OpenRouter, Groq, LM Studio, Mistral.
CONTEXT_FIELDS = (
    "max_model_len",
    "loaded_context_length",
    "context_length",
    "context_window",
    "max_context_length",
)


@dataclass(frozen=True, slots=True)
class ChatServer:
    """A server and the model chosen on it.

    Attributes:
        url: base URL of its API, up to `/v1`.
        model: the model's name.
        entry: what the server's list of models says of it; empty where there is no list.
    """

    url: str
    model: str
    entry: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def connect(cls, url: str, model: str, key: str) -> "ChatServer":
        """The server at `url` with `model`, or with its only model where none is named.

        Raises:
            ModelError: it does not answer, or does not have the model.
        """
        with open_client(url, key, ANSWER_TIME) as client:
            listed = _models(client, url, model)
        if not model:
            return cls(url, *_only(listed, url))
        if listed and model not in listed:
            raise ModelError(model, f"is not on {url}.{_nearest(model, listed)}")
        return cls(url, model, listed.get(model, {}))


def open_client(url: str, key: str, timeout: float) -> "httpx.Client":
    """An HTTP client for the API at `url`: no redirects, and no proxy for this machine."""
    import httpx

    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return httpx.Client(
        base_url=url.rstrip("/") + "/",
        headers=headers,
        timeout=httpx.Timeout(timeout, connect=min(timeout, ANSWER_TIME)),
        trust_env=not is_loopback(url),
        verify=url.startswith("https"),  # certificates take 30 ms to load
        follow_redirects=False,
    )


def is_loopback(url: str) -> bool:
    """Whether `url` is on this machine.

    Raises:
        UsageError: it is not an http(s) URL.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"'{url}' is not the URL of a server: http://localhost:11434/v1")
    if parts.hostname == "localhost":
        return True
    try:
        return ip_address(parts.hostname).is_loopback
    except ValueError:
        return False


def api_key(url: str, variable: str = "") -> str:
    """The key for the server at `url`, or "" where none is set.

    Looked for in `variable` if one is given, else in SUMMARIZE_CHAT_KEY, in the usual variable of a
    well-known host, and under the host's name in `keys.toml` of the configuration folder.

    Raises:
        UsageError: `variable` is given but not set.
        ConfigurationError: `keys.toml` cannot be read.
    """
    if variable:
        if key := os.environ.get(variable):
            return key
        raise UsageError(f"the environment variable {variable} is not set: it holds the API key")
    host = urlsplit(url).hostname or ""
    for name in ("SUMMARIZE_CHAT_KEY", KEY_VARIABLES.get(host, "")):
        if name and (key := os.environ.get(name)):
            return key
    return _stored_keys().get(host, "")


def _stored_keys() -> dict[str, str]:
    from platformdirs import user_config_path

    path = user_config_path("summarize") / "keys.toml"
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ConfigurationError(str(path), f"cannot be read: {error}") from error
    return {host: str(key) for host, key in values.items()}


def context_window(server: ChatServer, key: str) -> int:
    """Tokens that the model reads and writes at a time, as its server says."""
    with open_client(server.url, key, ANSWER_TIME) as client:
        for source in CONTEXT_SOURCES:
            if tokens := source(client, server):
                return tokens
    return UNKNOWN_CONTEXT


def _listed_context(client: "httpx.Client", server: ChatServer) -> int:
    return next((_whole(server.entry[f]) for f in CONTEXT_FIELDS if server.entry.get(f)), 0)


def _llama_cpp_context(client: "httpx.Client", server: ChatServer) -> int:
    """`/props`: the window of one slot."""
    settings = _json(client, "GET", f"{_root(server.url)}/props").get("default_generation_settings")
    return _whole(settings.get("n_ctx")) if isinstance(settings, dict) else 0


def _ollama_context(client: "httpx.Client", server: ChatServer) -> int:
    """The window in use if the model is loaded, else the one in its file, else Ollama's own.

    `model_info` has what the model was trained for, which Ollama does not give it by itself.
    """
    root = _root(server.url)
    loaded = _json(client, "GET", f"{root}/api/ps").get("models")
    for entry in loaded if isinstance(loaded, list) else ():
        if server.model in (entry.get("name"), entry.get("model")) and entry.get("context_length"):
            return _whole(entry["context_length"])
    shown = _json(client, "POST", f"{root}/api/show", {"model": server.model})
    written = re.search(r"^num_ctx\s+(\d+)", str(shown.get("parameters", "")), re.MULTILINE)
    if written:
        return int(written[1])
    return OLLAMA_CONTEXT if "model_info" in shown else 0


def _lm_studio_context(client: "httpx.Client", server: ChatServer) -> int:
    entry = _json(client, "GET", f"{_root(server.url)}/api/v0/models/{server.model}")
    return _whole(entry.get("loaded_context_length") or entry.get("max_context_length"))


CONTEXT_SOURCES: tuple[Callable[["httpx.Client", ChatServer], int], ...] = (
    _listed_context,
    _llama_cpp_context,
    _ollama_context,
    _lm_studio_context,
)


def _models(client: "httpx.Client", url: str, model: str) -> dict[str, Mapping[str, Any]]:
    """The server's models by name; none where it keeps no list.

    Raises:
        ModelError: nothing answers at `url`.
    """
    import httpx

    try:
        response = client.get("models")
    except httpx.HTTPError as error:
        why = f"cannot be asked: nothing answers at {url}. Start the server, or give chat:url=URL"
        raise ModelError(model or "chat", why) from error
    entries = _body(response).get("data")
    named = entries if isinstance(entries, list) else []
    return {str(e["id"]): e for e in named if isinstance(e, dict) and "id" in e}


def _only(listed: Mapping[str, Mapping[str, Any]], url: str) -> tuple[str, Mapping[str, Any]]:
    if len(listed) == 1:
        return next(iter(listed.items()))
    names = f"it has {', '.join(sorted(listed))}" if listed else "it lists none"
    raise ModelError(
        "chat", f"has to be named, chat:model=NAME: {url} has several or none; {names}"
    )


def _nearest(model: str, listed: Mapping[str, Any]) -> str:
    close = get_close_matches(model, listed, n=1)
    hint = f" Did you mean {close[0]}?" if close else ""
    return f"{hint} It has: {', '.join(sorted(listed))}"


def _root(url: str) -> str:
    return url.rstrip("/").removesuffix("/v1")


def _json(
    client: "httpx.Client", method: str, url: str, body: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The object a server answers with; empty where it does not know the path."""
    import httpx

    try:
        return _body(client.request(method, url, json=body))
    except httpx.HTTPError:
        return {}


def _body(response: "httpx.Response") -> dict[str, Any]:
    if not response.is_success:
        return {}
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _whole(value: object) -> int:
    return int(value) if isinstance(value, int | float | str) and str(value).isdigit() else 0
