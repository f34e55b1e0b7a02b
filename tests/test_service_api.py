"""The API, asked as a client asks it: what is answered, and what is refused, and how."""

import asyncio
import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import httpx
import pytest
from services import ARTICLE, application
from starlette.testclient import TestClient
from waiting import until

from summarize import summarize
from summarize.errors import FetchError
from summarize.reading.web import Page
from summarize.service.http.auth import make_key
from summarize.service.settings import ServiceSettings

GO = Event()  # lets go what is slow

PAGE = b"<html><head><title>Bridge</title></head><body><article>" + b"".join(
    b"<p>%s.</p>" % sentence.encode() for sentence in ARTICLE.split(". ")
)


@pytest.fixture(scope="module")
def service() -> Iterator[TestClient]:
    with application(
        most_documents=3, fetch=fetched, urls=True,
    ) as client:  # fmt: skip
        yield client


async def fetched(url: str, settings: ServiceSettings) -> Page:
    if "broken" in url:
        raise KeyError(url)
    while "slow" in url and not GO.is_set():
        await asyncio.sleep(0.02)
    if "missing" in url:
        raise FetchError(url, "there is no such page: check the address", status=404)
    return Page(PAGE, "/news", "text/html", "utf-8")


def post(service: TestClient, path: str = "summarize", **body: Any) -> httpx.Response:
    return service.post(f"/v1/{path}", json=body)  # type: ignore[return-value]


def test_a_text_comes_back_as_its_summary(service: TestClient) -> None:
    done = post(service, text=ARTICLE, length="2s").json()
    made = summarize(ARTICLE, length="2s").to_dict()
    assert {**done, "seconds": 0} == json.loads(json.dumps({**made, "seconds": 0}))


def test_spans_point_into_the_text_that_is_given_with_it(service: TestClient) -> None:
    text = "Überall 🌉 Brücken.\n\n" + ARTICLE
    done = post(service, text=text, length="3s", language="en", include_text=True).json()
    assert done["document"]["text"] == text
    for sentence in done["sentences"]:
        start, end = sentence["sources"][0]
        assert text[start:end] == sentence["text"]


@pytest.mark.parametrize(
    ("form", "media_type", "start"),
    [
        ("text", "text/plain", "The"),
        ("markdown", "text/markdown", "The"),
        ("html", "text/html", "<!doctype html>"),
    ],
)
def test_a_format_is_given_as_what_it_is(
    service: TestClient, form: str, media_type: str, start: str
) -> None:
    done = post(service, text=ARTICLE, format=form)
    assert done.headers["content-type"] == f"{media_type}; charset=utf-8"
    assert done.text.startswith(start)


def test_a_file_is_read_as_what_it_is(service: TestClient) -> None:
    done = service.post(
        "/v1/summarize",
        files={"file": ("news.html", PAGE)},
        data={"length": "1s", "include_text": "true", "clean": "false"},
    ).json()
    assert done["document"]["source"] == "news.html"
    assert "<p>" not in done["document"]["text"]
    assert len(done["sentences"]) == 1


def test_a_url_is_fetched_where_that_is_enabled(service: TestClient) -> None:
    done = post(service, url="https://example.org/news", include_text=True).json()
    assert done["document"]["source"] == "https://example.org/news"
    assert "harbour bridge" in done["document"]["text"]


def test_a_url_that_cannot_be_fetched_is_a_problem_of_its_field(service: TestClient) -> None:
    done = post(service, url="https://example.org/missing")
    assert (done.status_code, done.json()["field"]) == (422, "url")


def test_the_same_request_is_answered_from_the_cache(service: TestClient) -> None:
    first, again, other = (
        post(service, text=f"{ARTICLE} Indeed.", length=length) for length in ("1s", "1s", "2s")
    )
    assert [r.headers["x-cache"] for r in (first, again, other)] == ["miss", "hit", "miss"]
    assert first.content == again.content


def events_of(text: str) -> list[tuple[str, Any]]:
    parts = [part.split("\n") for part in text.split("\n\n") if part and part[0] != ":"]
    return [(e.removeprefix("event: "), json.loads(d.removeprefix("data: "))) for e, d in parts]


def test_a_summary_comes_sentence_by_sentence_where_events_are_accepted(
    service: TestClient,
) -> None:
    body = {"text": ARTICLE, "length": "3s"}
    done = service.post("/v1/summarize", json=body, headers={"accept": "text/event-stream"})
    assert done.headers["content-type"].startswith("text/event-stream")
    names, data = zip(*events_of(done.text), strict=True)
    assert names == ("accepted", "sentence", "sentence", "sentence", "summary")
    assert [d["text"] for d in data[1:-1]] == [s["text"] for s in data[-1]["sentences"]]
    assert data[0]["id"] == done.headers["x-request-id"]


def test_a_problem_is_an_event_too(service: TestClient) -> None:
    done = service.post(
        "/v1/summarize", json={"text": " "}, headers={"accept": "text/event-stream"}
    )
    assert events_of(done.text)[-1][1]["status"] == 422


def lines_of(response: httpx.Response) -> list[dict[str, Any]]:
    return [json.loads(line) for line in response.text.splitlines()]


def test_a_batch_comes_back_in_order_and_an_error_is_one_documents_own(
    service: TestClient,
) -> None:
    texts = [ARTICLE, "  ", f"Once more. {ARTICLE}"]
    documents = [{"id": f"d{n}", "text": text} for n, text in enumerate(texts)]
    done = post(service, "summarize/batch", documents=documents, length="1s")
    assert done.headers["content-type"] == "application/x-ndjson"
    first, empty, last = lines_of(done)
    assert (first["id"], empty["id"], last["id"]) == ("d0", "d1", "d2")
    assert first["summary"]["length"] == last["summary"]["length"] == "1s"
    assert empty["error"]["status"] == 422


def test_a_batch_may_come_as_lines_with_its_options_in_the_query(service: TestClient) -> None:
    lines = "\n".join(json.dumps({"id": str(n), "text": ARTICLE}) for n in range(2))
    done = service.post(
        "/v1/summarize/batch?length=1s",
        content=f"{lines}\n\n",
        headers={"content-type": "application/x-ndjson"},
    )
    assert [line["summary"]["length"] for line in lines_of(done)] == ["1s", "1s"]  # type: ignore[arg-type]


def test_summarizers_are_compared_on_one_document(service: TestClient) -> None:
    done = post(
        service, "compare", text=ARTICLE, summarizers=["lead", "sumy-lsa"], length="1s",
        include_text=True,
    ).json()  # fmt: skip
    assert [one["summarizer"] for one in done["summaries"]] == ["lead", "sumy-lsa"]
    assert all(one["summary"]["text"] in ARTICLE for one in done["summaries"])
    assert done["document"]["text"] == ARTICLE


def test_a_file_is_compared_too_and_what_fails_is_one_summarizers_own(
    service: TestClient,
) -> None:
    done = service.post(
        "/v1/compare",
        files={"file": ("a.txt", ARTICLE.encode())},
        data={"summarizers": ["lead", "abstractive"]},
    ).json()
    lead, model = done["summaries"]
    assert "summary" in lead
    assert model["error"]["type"].endswith(":no-model")


def test_one_summarizer_is_compared_alone(service: TestClient) -> None:
    done = post(service, "compare", text=ARTICLE, summarizer="lead").json()
    assert [one["summarizer"] for one in done["summaries"]] == ["lead"]


def test_a_small_set_is_evaluated_with_its_signature(service: TestClient) -> None:
    documents = [
        {"id": "a", "text": ARTICLE, "references": ["The harbour bridge reopened on Monday."]},
        {"text": f"News. {ARTICLE}", "references": ["The bridge cost nine million euros."]},
    ]
    done = post(service, "evaluate", documents=documents, summarizers=["textrank"]).json()
    assert done["documents"] == 2
    assert done["signature"].startswith("rouge|")
    assert 0 < done["systems"]["textrank"]["scores"]["rouge1"]["f1"]["mean"] <= 1


def test_what_there_is_to_choose_from_is_told(service: TestClient) -> None:
    told = service.get("/v1/summarizers").json()
    names = [info["name"] for info in told["summarizers"]]
    assert "textrank" in names
    assert "abstractive" not in names, "no model is served here"
    assert {"name": "short", "sentences": 2, "words": 50} in told["lengths"]
    assert told["limits"]["most_documents"] == 3
    assert told["urls"] is True


def test_a_request_id_is_echoed(service: TestClient) -> None:
    done = service.get("/healthz", headers={"x-request-id": "job-7.a_b"})
    assert done.headers["x-request-id"] == "job-7.a_b"


@pytest.mark.parametrize("given", [b"a b", b"x" * 65, b"a\tb", b"\xe9", b""])
def test_an_id_that_could_break_a_header_or_a_log_is_replaced(
    service: TestClient, given: bytes
) -> None:
    made = service.get("/healthz", headers=[(b"x-request-id", given)])
    assert len(made.headers["x-request-id"]) == 32


@pytest.mark.parametrize("path", ["/", "/healthz", "/docs", "/v1/summarizers", "/nowhere"])
def test_every_answer_is_sealed(service: TestClient, path: str) -> None:
    headers = service.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    ("path", "media_type"),
    [("/", "text/html"), ("/page/page.css", "text/css"), ("/page/main.js", "text/javascript")],
)
def test_the_page_is_served_as_what_it_is(service: TestClient, path: str, media_type: str) -> None:
    done = service.get(path)
    assert done.headers["content-type"].startswith(media_type)
    assert done.headers["cache-control"] == "no-cache"
    assert done.headers["etag"]


def test_a_fault_of_its_own_is_a_problem_that_says_nothing_of_what_was_asked(
    service: TestClient,
) -> None:
    done = post(service, url="https://example.org/broken")
    assert done.status_code == 500
    assert done.json()["type"].endswith(":internal")
    assert "broken" not in done.text


def test_more_requests_than_may_be_in_flight_are_refused() -> None:
    with (
        application(requests=1, urls=True, fetch=fetched) as client,
        ThreadPoolExecutor(1) as pool,
    ):
        slow = pool.submit(post, client, url="https://example.org/slow")
        until(lambda: "in_flight 1.0" in client.get("/metrics").text)
        refused = client.get("/v1/summarizers")
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
        assert client.get("/healthz").status_code == 200
        GO.set()
        assert slow.result().status_code == 200


def test_the_reference_loads_nothing_from_other_hosts(service: TestClient) -> None:
    page = service.get("/docs").text
    assert "POST /v1/summarize/batch" in page
    assert not re.search(r"(src|href)=.?https?:|<script", page)
    described = service.get("/openapi.json").json()
    assert set(described["paths"]["/v1/summarize"]["post"]["requestBody"]["content"]) == {
        "application/json",
        "multipart/form-data",
    }
    assert "SummarizeRequestForm" in described["components"]["schemas"]


def test_figures_are_counted_by_route_and_never_by_what_was_asked(service: TestClient) -> None:
    post(service, text=ARTICLE, summarizer="lexrank")
    service.get("/wp-login.php")
    page = service.get("/metrics").text
    assert 'summarize_summaries_total{summarizer="lexrank"}' in page
    assert 'summarize_requests_total{method="POST",path="/v1/summarize",status="200"}' in page
    assert 'summarize_pool_ready{pool="extractive"} 1.0' in page
    assert "wp-login" not in page


@pytest.fixture(scope="module")
def locked() -> Iterator[tuple[TestClient, str]]:
    key = make_key("press")
    with application(keys=(key.entry,), rate="4/hour") as client:
        yield client, key.secret


def test_without_a_key_nothing_is_answered_but_whether_it_lives(
    locked: tuple[TestClient, str],
) -> None:
    client, _ = locked
    for headers in ({}, {"authorization": "Bearer guess"}, {"authorization": "Basic x"}):
        done = client.get("/v1/summarizers", headers=headers)
        assert done.status_code == 401
        assert done.headers["www-authenticate"] == "Bearer"
    assert client.get("/metrics").status_code == 401
    assert client.get("/healthz").status_code == client.get("/readyz").status_code == 200


def test_a_key_opens_up_to_its_rate(locked: tuple[TestClient, str]) -> None:
    client, secret = locked
    ways = [{"authorization": f"bearer {secret}"}, {"x-api-key": secret}] * 3
    done = [client.get("/v1/summarizers", headers=headers) for headers in ways]
    assert [r.status_code for r in done] == [200] * 4 + [429] * 2
    assert 1 <= int(done[-1].headers["retry-after"]) <= 3600
