"""The clients, against the service itself, and against servers that fail in every way."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from clients import KEY, Both
from services import ARTICLE, Live, live

import summarize
from summarize.client import Batched, Link, Source, Upload
from summarize.errors import InputError, ServiceError
from summarize.summary import Summary, SummarySentence

SAMPLE = Path(__file__).parent.parent / "samples" / "harbour-bridge.txt"
PAGE = f"<html><body><article><p>{ARTICLE}</p></article></body></html>".encode()
TaskItem = TypeVar("TaskItem")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    log = tmp_path_factory.mktemp("service") / "log"
    with live(log, keys=KEY.entry, most_documents=5) as server:
        yield server


@pytest.fixture(params=[True, False], ids=["waits", "async"])
def waits(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def client(service: Live, waits: bool) -> Both:
    return Both(service.url, waits)


def timeless(summary: Summary) -> Summary:
    return replace(summary, seconds=0.0)


SOURCES: dict[str, tuple[Source, Any]] = {
    "text": (ARTICLE, ARTICLE),
    "path": (SAMPLE, SAMPLE),
    "bytes": (Upload('a/Brücke "1".html', PAGE), ARTICLE),
    "nameless": (Upload("", ARTICLE.encode()), ARTICLE),
}


@pytest.mark.parametrize("kind", SOURCES)
def test_a_summary_is_the_one_that_is_made_here(client: Both, kind: str) -> None:
    sent, here = SOURCES[kind]
    options: dict[str, Any] = {"length": "2s", "summarizer": "lexrank", "language": "en"}
    made = summarize.summarize(here, **options)
    assert timeless(client.one("summarize", sent, **options)) == timeless(made)


def test_the_text_as_read_comes_with_it_where_it_is_asked_for(client: Both) -> None:
    summary, text = client.one("answer", Upload("page.html", PAGE), length="2s")
    assert text == ARTICLE
    assert [s.sources[0].of(text) for s in summary.sentences] == [s.text for s in summary.sentences]


def test_a_stream_gives_each_sentence_then_the_summary(client: Both) -> None:
    *sentences, summary = client.many("stream", ARTICLE, length="3s")
    assert isinstance(summary, Summary)
    assert sentences == list(summary.sentences)
    assert all(isinstance(sentence, SummarySentence) for sentence in sentences)


def test_a_batch_is_answered_in_order_and_a_failure_is_only_its_own(client: Both) -> None:
    done: list[Batched] = client.many("batch", {"one": ARTICLE, "none": " ", "3": ARTICLE})
    assert [one.id for one in done] == ["one", "none", "3"]
    first, failed, last = (one.result for one in done)
    assert isinstance(first, Summary)
    assert isinstance(last, Summary)
    assert isinstance(failed, ServiceError)
    assert failed.status == 422


def test_a_comparison_has_a_summary_for_each(client: Both) -> None:
    found = client.one("compare", ARTICLE, ["lead", "random:seed=3"], length="1s")
    assert list(found) == ["lead", "random:seed=3"]
    assert str(found["lead"]) == str(summarize.summarize(ARTICLE, summarizer="lead", length="1s"))


def test_an_evaluation_scores_a_small_set(client: Both) -> None:
    rows = [{"id": "a", "text": ARTICLE, "references": ["The harbour bridge reopened."]}]
    found = client.one("evaluate", rows, ["lead", "textrank"], length="1s")
    assert {"lead", "textrank"} <= set(found["systems"])


def test_what_there_is_to_choose_from(client: Both) -> None:
    offered = client.one("summarizers")
    assert offered.summarizers["textrank"]["damping"] == 0.85
    assert {"short", "headline"} <= set(offered.lengths)
    assert {"auto", "en"} <= set(offered.languages)
    assert offered.defaults["length"] == "medium"
    assert offered.urls is False
    assert offered.limits["most_documents"] == 5


REFUSED: list[tuple[str, tuple[Any, ...], dict[str, Any], int, str | None]] = [
    ("summarize", (ARTICLE,), {"length": "tiny"}, 422, "length"),
    ("summarize", (ARTICLE,), {"summarizer": "best"}, 422, "summarizer"),
    ("summarize", ("",), {}, 422, None),
    ("summarize", (Upload("a.png", b"\x89PNG\r\n\x1a\n"),), {}, 415, "file"),
    ("summarize", (Link("https://example.org/"),), {}, 422, "url"),
    ("compare", (ARTICLE, ["best"]), {}, 422, "summarizers.0"),
    ("evaluate", ([],), {}, 422, "documents"),
]


@pytest.mark.parametrize(("method", "given", "options", "status", "at"), REFUSED)
def test_what_the_service_refuses_is_one_error(
    client: Both,
    method: str,
    given: tuple[Any, ...],
    options: dict[str, Any],
    status: int,
    at: str | None,
) -> None:
    with pytest.raises(ServiceError) as caught:
        client.one(method, *given, **options)
    assert (caught.value.status, caught.value.field) == (status, at)
    assert caught.value.problem["status"] == status
    assert "\n" not in str(caught.value)


def test_a_batch_that_is_not_taken_is_one_error(client: Both) -> None:
    with pytest.raises(ServiceError, match="more than 5") as caught:
        client.many("batch", {str(n): ARTICLE for n in range(6)})
    assert caught.value.status == 422


def test_a_stream_that_fails_is_one_error(client: Both) -> None:
    with pytest.raises(ServiceError) as caught:
        client.many("stream", " ")
    assert caught.value.status == 422


@pytest.mark.parametrize("key", [None, "sk-summarize-other"])
def test_without_a_key_that_is_known_there_is_nothing(client: Both, key: str | None) -> None:
    client.api_key = key
    with pytest.raises(ServiceError, match="API key missing or invalid") as caught:
        client.one("summarize", ARTICLE)
    assert caught.value.status == 401


def test_a_file_that_is_not_there_is_not_asked_about(client: Both, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        client.one("summarize", tmp_path / "none.txt")


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("ftp://127.0.0.1", None),
        ("127.0.0.1:8000", None),
        ("http://", None),
        ("http://[::1", None),
        ("http://127.0.0.1", "sk\r\nX-Evil: 1"),
        ("http://127.0.0.1", "schlüssel"),
    ],
)
def test_what_no_request_can_be_made_of_is_refused(waits: bool, url: str, key: str | None) -> None:
    with pytest.raises(ServiceError, match=r"not the address|invalid characters"):
        Both(url, waits, api_key=key).one("summarizers")
