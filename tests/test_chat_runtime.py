"""Asking a chat model: every server's way of answering, refusing, and saying what it reads."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from chat_servers import Request, Response, Server, served, tokens

from summarize.errors import ModelError, UsageError
from summarize.models.chat_cache import AnswerCache
from summarize.models.chat_runtime import ChatRuntime, ChatSettings, Message, Prompt

HELLO = Prompt((Message("user", "Say hello."),), 50)
LONG = Prompt((Message("user", "The ferry left the harbour at noon. " * 200),), 50)


@pytest.fixture(autouse=True)
def without_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No key of the person who runs the tests, and a cache of this test alone."""
    for name in ("SUMMARIZE_CHAT_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SUMMARIZE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def runtime(server: Server, **settings: Any) -> ChatRuntime:
    """A runtime that waits no time between retries; `waits` has what it would have waited."""
    waits: list[float] = []
    made = ChatRuntime(
        ChatSettings(**{"url": server.url, "cache": False, **settings}), sleep=waits.append
    )
    made.waits = waits  # type: ignore[attr-defined]
    return made


def scripted(*answers: Response | str) -> Callable[[Request], Response | str]:
    """A brain that gives these answers one after the other."""
    left: Iterator[Response | str] = iter(answers)
    return lambda request: next(left)


@pytest.mark.parametrize("streams", [True, False])
def test_an_answer_comes_with_its_token_counts_streamed_or_not(streams: bool) -> None:
    with served(lambda r: "Hello there.", streams=streams) as server:
        (answer,) = runtime(server).ask([HELLO])
    assert (answer.text, answer.finished) == ("Hello there.", True)
    assert answer.prompt_tokens == len(tokens("Say hello."))
    assert answer.completion_tokens == len(tokens("Hello there."))


def test_answers_come_in_the_order_of_the_prompts_and_few_at_once() -> None:
    prompts = [Prompt((Message("user", str(number)),), 9) for number in range(12)]
    with served(lambda r: r.last) as server:
        answers = runtime(server, concurrency=3).ask(prompts)
        assert server.most_at_once <= 3
    assert [answer.text for answer in answers] == [str(number) for number in range(12)]


def test_what_a_model_thinks_apart_is_no_part_of_its_answer() -> None:
    with served(lambda r: Response("Hello.", reasoning="The user wants a greeting.")) as server:
        (answer,) = runtime(server).ask([HELLO])
    assert answer.text == "Hello."


def test_an_answer_that_was_cut_says_so() -> None:
    with served(lambda r: Response("Hello the", finish="length")) as server:
        (answer,) = runtime(server).ask([HELLO])
    assert not answer.finished


def test_the_content_may_be_a_list_of_parts() -> None:
    parts = [{"type": "text", "text": "Hello "}, {"type": "text", "text": "there."}]
    raw = json.dumps({"choices": [{"message": {"content": parts}, "finish_reason": "stop"}]})
    with served(lambda r: Response(raw=raw)) as server:
        (answer,) = runtime(server).ask([HELLO])
    assert answer.text == "Hello there."


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_failure_that_may_pass_is_retried(status: int) -> None:
    busy = Response(status=status, error={"message": "busy"})
    with served(scripted(busy, busy, "Hello.")) as server:
        asked = runtime(server, retries=2)
        assert asked.ask([HELLO])[0].text == "Hello."
        assert asked.waits == [1.0, 2.0]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [
        ("7", 7, 7),
        ("0", 0, 0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0, 0),
        ("soon", 1, 1),
    ],
)
def test_retry_after_is_waited_for(header: str, least: float, most: float) -> None:
    busy = Response(status=429, error={"message": "busy"}, headers={"Retry-After": header})
    with served(scripted(busy, "Hello.")) as server:
        asked = runtime(server)
        asked.ask([HELLO])
        (waited,) = asked.waits  # type: ignore[attr-defined]
    assert least <= waited <= most


def test_a_wait_of_an_hour_is_reported_and_not_waited() -> None:
    busy = Response(status=429, error={"message": "quota"}, headers={"Retry-After": "3600"})
    with (
        served(lambda r: busy) as server,
        pytest.raises(ModelError, match="429: quota"),
    ):
        runtime(server).ask([HELLO])


def test_retries_come_to_an_end() -> None:
    with served(lambda r: Response(status=503, error={"message": "loading"})) as server:
        with pytest.raises(ModelError, match=r"503: loading \(tried 3 times\)"):
            runtime(server, retries=2).ask([HELLO])
        assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("<html>Bad gateway</html>", "no JSON"),
        ("[]", "no object"),
        ('{"object": "chat.completion"}', "without a choice"),
        ('{"error": {"message": "out of memory"}}', "out of memory"),
        ('{"error": "no slot"}', "no slot"),
    ],
)
def test_an_answer_that_is_none_is_an_error_in_one_line(raw: str, words: str) -> None:
    with (
        served(lambda r: Response(raw=raw)) as server,
        pytest.raises(ModelError, match=words) as caught,
    ):
        runtime(server, retries=0).ask([HELLO])
    assert "\n" not in str(caught.value)


def test_parameters_that_a_model_does_not_take_are_given_up() -> None:
    def choosy(request: Request) -> Response | str:
        for name in ("max_tokens", "temperature", "seed"):
            if name in request.body:
                error = {"message": f"Unsupported parameter: {name}", "param": name}
                return Response(status=400, error=error)
        return str(request.body["max_completion_tokens"])

    with served(choosy) as server:
        asked = runtime(server)
        assert asked.ask([HELLO])[0].text == "50"
        asked.ask([HELLO])
        assert len(server.requests) == 5, "the second request knows already"


def test_a_missing_key_names_the_variable() -> None:
    refusal = Response(status=401, error={"message": "Incorrect API key provided"})
    with (
        served(lambda r: refusal) as server,
        pytest.raises(ModelError, match="SUMMARIZE_CHAT_KEY"),
    ):
        runtime(server).ask([HELLO])


def test_a_key_is_sent_and_shown_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MY_KEY", "sk-secret")
    refusal = Response(status=401, error={"message": "no"})
    with served(lambda r: refusal) as server:
        asked = runtime(server, key_variable="MY_KEY")
        with pytest.raises(ModelError) as caught:
            asked.ask([HELLO])
        assert server.requests[0].headers["Authorization"] == "Bearer sk-secret"
    assert "sk-secret" not in f"{caught.value} {asked.settings!r}"


def test_the_key_of_one_host_is_not_sent_to_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    with served(lambda r: "Hello.") as server:
        runtime(server).ask([HELLO])
        assert "Authorization" not in server.requests[0].headers


def test_keys_are_read_from_the_configuration_by_host(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "summarize"
    folder.mkdir(parents=True)
    (folder / "keys.toml").write_text('"127.0.0.1" = "sk-local"\n', encoding="utf-8")
    with served(lambda r: "Hello.") as server:
        runtime(server).ask([HELLO])
        assert server.requests[0].headers["Authorization"] == "Bearer sk-local"


def test_a_redirect_to_another_host_is_not_followed() -> None:
    with served(lambda r: "Hello.") as other:
        away = Response(status=307, headers={"Location": f"{other.url}/chat/completions"})
        with served(lambda r: away) as server, pytest.raises(ModelError, match="307"):
            runtime(server).ask([HELLO])
        assert not other.requests


def test_no_server_is_an_error_that_says_so() -> None:
    with pytest.raises(ModelError, match=r"nothing answers at http://127\.0\.0\.1:9/v1"):
        _ = ChatRuntime(ChatSettings("http://127.0.0.1:9/v1")).context


@pytest.mark.parametrize("url", ["localhost:11434", "ftp://localhost/v1", "http://"])
def test_an_address_that_is_none_is_a_wrong_request(url: str) -> None:
    with pytest.raises(UsageError, match="is not the URL of a server"):
        _ = ChatRuntime(ChatSettings(url)).context


@pytest.mark.parametrize(
    ("models", "extra", "tokens_read"),
    [
        ([{"id": "tiny", "max_model_len": 16384}], {}, 16384),  # vLLM
        ([{"id": "tiny", "context_length": 131072}], {}, 131072),  # OpenRouter
        ([{"id": "tiny"}], {"/props": {"default_generation_settings": {"n_ctx": 2048}}}, 2048),
        ([{"id": "tiny"}], {"/api/show": {"parameters": "stop x\nnum_ctx   12288"}}, 12288),
        ([{"id": "tiny"}], {"/api/show": {"model_info": {"llama.context_length": 131072}}}, 4096),
        (
            [{"id": "tiny"}],
            {"/api/ps": {"models": [{"name": "tiny", "context_length": 32768}]}},
            32768,
        ),
        ([{"id": "tiny"}], {"/api/v0/models/tiny": {"loaded_context_length": 6144}}, 6144),
        ([{"id": "tiny"}], {}, 8192),
        (None, {}, 8192),
    ],
)
def test_the_context_window_is_read_from_the_server(
    models: list[dict[str, Any]] | None, extra: dict[str, dict[str, Any]], tokens_read: int
) -> None:
    with served(lambda r: "", models=models, extra=extra) as server:
        assert runtime(server, model="tiny").context == tokens_read


def test_a_context_window_that_is_given_is_not_asked_for() -> None:
    assert ChatRuntime(ChatSettings("http://127.0.0.1:9/v1", context=99)).context == 99


def test_a_server_with_one_model_needs_no_name() -> None:
    with served(lambda r: str(r.body["model"])) as server:
        assert runtime(server).ask([HELLO])[0].text == "tiny"


def test_several_models_are_listed_where_none_is_named() -> None:
    with (
        served(lambda r: "", models=[{"id": "qwen3:4b"}, {"id": "llama3.2"}]) as server,
        pytest.raises(ModelError, match=r"llama3\.2, qwen3:4b"),
    ):
        runtime(server).ask([HELLO])


def test_a_model_that_is_not_there_is_told_with_the_nearest() -> None:
    with (
        served(lambda r: "", models=[{"id": "qwen3:4b"}, {"id": "llama3.2"}]) as server,
        pytest.raises(ModelError, match=r"Did you mean llama3\.2\?"),
    ):
        _ = runtime(server, model="lama3.2").context


def test_a_shortened_prompt_is_an_error() -> None:
    """Ollama drops the beginning, instructions first, and answers."""
    with (
        served(lambda r: Response("Hello.", prompt_tokens=512)) as server,
        pytest.raises(ModelError, match="read 512 of about"),
    ):
        runtime(server).ask([LONG])


def test_a_prompt_shortened_by_a_quarter_is_found_once_the_tokenizer_is_known() -> None:
    def shortening(request: Request) -> Response:
        return Response("Hello.", prompt_tokens=min(1400, len(tokens(request.prompt))))

    with served(shortening) as server:
        asked = runtime(server)
        asked.calibrate("The ferry left the harbour at noon. " * 60)
        with pytest.raises(ModelError, match="shortened the prompt"):
            asked.ask([LONG])


@pytest.mark.parametrize(
    "sample", ["The ferry left at noon. ", "港の橋は月曜日に再開した。", "Паром ушёл в полдень. "]
)
def test_a_calibrated_count_is_above_the_true_one_by_a_quarter_at_most(sample: str) -> None:
    with served(lambda r: "x") as server:
        asked = runtime(server)
        asked.calibrate(sample * 200)
        (counted,) = asked.count([sample * 500])
    true = len(tokens(sample * 500))
    assert true <= counted <= 1.25 * true


def test_a_server_that_counts_no_tokens_is_taken_at_its_word() -> None:
    with served(lambda r: "Hello.", counts=False) as server:
        asked = runtime(server)
        asked.calibrate("The ferry left the harbour at noon. " * 60)
        assert asked.ask([LONG])[0].text == "Hello."


def test_the_same_question_is_asked_once(tmp_path: Path) -> None:
    with served(lambda r: "Hello.") as server:
        settings = ChatSettings(server.url, "tiny")
        first = ChatRuntime(settings, cache=AnswerCache(tmp_path)).ask([HELLO])
        again = ChatRuntime(settings, cache=AnswerCache(tmp_path)).ask([HELLO])
        assert len(server.requests) == 1
        ChatRuntime(settings, cache=AnswerCache(tmp_path)).ask([HELLO._replace(most=51)])
        assert len(server.requests) == 2, "another length is another question"
    assert again[0]._replace(cached=False) == first[0]


def test_a_damaged_cache_is_as_good_as_empty(tmp_path: Path) -> None:
    with served(lambda r: "Hello.") as server:
        settings = ChatSettings(server.url, "tiny")
        ChatRuntime(settings, cache=AnswerCache(tmp_path)).ask([HELLO])
        for path in tmp_path.rglob("*.json"):
            path.write_text("{", encoding="utf-8")
        (answer,) = ChatRuntime(settings, cache=AnswerCache(tmp_path)).ask([HELLO])
    assert answer.text == "Hello."


def test_a_server_that_never_answers_is_given_up(tmp_path: Path) -> None:
    from threading import Event

    over = Event()

    def silent(request: Request) -> str:
        over.wait(5)
        return "late"

    with served(silent) as server:
        with pytest.raises(ModelError, match=r"did not answer in 0.2 seconds"):
            runtime(server, timeout=0.2, retries=0, model="tiny").ask([HELLO])
        over.set()
