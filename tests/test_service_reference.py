"""The API reference at /docs: examples run, answers are as described, errors are listed."""

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pydantic import BaseModel
from services import ARTICLE, application
from starlette.testclient import TestClient

from summarize.cli import main
from summarize.service.http import answers
from summarize.service.http.openapi import ERRORS, EXAMPLES

ANSWERS: Mapping[str, type[BaseModel]] = {
    "/v1/summarize": answers.SummaryAnswer,
    "/v1/summarize/batch": answers.BatchLine,
    "/v1/compare": answers.CompareAnswer,
    "/v1/extract": answers.ExtractAnswer,
    "/v1/check": answers.CheckAnswer,
    "/v1/evaluate": answers.EvaluateAnswer,
    "/v1/summarizers": answers.OffersAnswer,
}


@pytest.fixture(scope="module")
def service() -> Iterator[TestClient]:
    with application() as client:
        yield client


def run(service: TestClient, command: str) -> Any:
    """Do what curl would do."""
    words = shlex.split(command.replace("{url}", "/"))
    path = next(word for word in words if word.startswith("/"))
    if "--json" in words:
        return service.post(path, json=json.loads(words[words.index("--json") + 1]))
    return service.get(path)


@pytest.mark.parametrize("path", EXAMPLES)
def test_an_example_of_the_reference_succeeds(service: TestClient, path: str) -> None:
    answer = run(service, EXAMPLES[path])
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("path", ANSWERS)
def test_an_answer_has_the_fields_that_the_reference_describes(
    service: TestClient, path: str
) -> None:
    values = json.loads(run(service, EXAMPLES[path]).text)
    described = ANSWERS[path].model_validate(values).model_dump(by_alias=True, exclude_unset=True)
    assert set(described) >= set(values) - {"summarizers", "options", "timing"}


def test_every_operation_has_an_example_and_a_described_answer(service: TestClient) -> None:
    openapi = service.get("/openapi.json").json()
    for path, methods in openapi["paths"].items():
        for operation in methods.values():
            assert operation["x-codeSamples"], path
            if path.startswith("/v1/"):
                contents = operation["responses"]["200"]["content"].values()
                assert any("$ref" in content.get("schema", {}) for content in contents), path


def test_the_reference_has_one_table_of_errors(service: TestClient) -> None:
    page = service.get("/docs").text
    table = page[page.index('id="errors"') :]
    assert [int(status) for status in re.findall(r"<b>(\d+)</b>", table)] == list(ERRORS)
    assert page.count("Rate limit exceeded") == 1


def test_the_examples_of_the_reference_name_the_address_it_was_opened_at(
    service: TestClient,
) -> None:
    assert "curl -s http://testserver/v1/summarize --json" in service.get("/docs").text


EMOJI = "\U0001f389\U0001f389 The bridge reopened on Monday. \U0001f389 Ferries stop in May."


def utf16(text: str, span: list[int]) -> str:
    """Return what JavaScript's `text.slice(start, end)` returns."""
    return text.encode("utf-16-le")[2 * span[0] : 2 * span[1]].decode("utf-16-le")


@pytest.mark.parametrize("path", ["summarize", "compare", "extract", "check"])
def test_offsets_are_utf16_units_on_request(service: TestClient, path: str) -> None:
    body: dict[str, Any] = {"text": EMOJI, "offsets": "utf16", "include_text": True}
    if path == "check":
        body["summary"] = "\U0001f389 The bridge reopened on Friday."
    if path == "extract":
        del body["include_text"]
    answer = service.post(f"/v1/{path}", json=body).json()
    if path == "compare":
        answer = {**answer["summaries"][0]["summary"], "document": answer["document"]}
    if path == "extract":
        assert [utf16(EMOJI, block["span"]) for block in answer["blocks"]] == [
            block["text"] for block in answer["blocks"]
        ]
        return
    sentences = answer["sentences"]
    places = [utf16(EMOJI, span) for sentence in sentences for span in sentence["sources"]]
    assert all(place in EMOJI and place.endswith(".") for place in places)
    if path == "check":
        claims = [utf16(s["text"], c["span"]) for s in sentences for c in s["unsupported"]]
        assert "Friday" in claims


def test_offsets_are_code_points_by_default(service: TestClient) -> None:
    body = {"text": EMOJI, "length": "100%"}
    sentences = service.post("/v1/summarize", json=body).json()["sentences"]
    assert [EMOJI[slice(*sentence["sources"][0])] for sentence in sentences] == [
        sentence["text"] for sentence in sentences
    ]


def test_a_summary_is_checked_against_its_article(service: TestClient) -> None:
    summary = "The harbour bridge reopened on Monday. The town paid nine hundred million euros."
    answer = service.post("/v1/check", json={"text": ARTICLE, "summary": summary}).json()
    assert [sentence["supported"] for sentence in answer["sentences"]] == [True, False]
    assert answer["supported"] is False
    start, end = answer["sentences"][0]["sources"][0]
    assert ARTICLE[start:end].startswith("The harbour bridge reopened on Monday")


def test_a_check_needs_a_summary_and_an_article(service: TestClient) -> None:
    missing = service.post("/v1/check", json={"text": ARTICLE})
    assert (missing.status_code, missing.json()["field"]) == (422, "summary")
    missing = service.post("/v1/check", json={"summary": "The bridge reopened."})
    assert (missing.status_code, missing.json()["field"]) == (422, "text")


PAGE = b"""<html><head><title>The bridge is open</title></head><body><nav>Home | News | Sport</nav>
<article><h1>The bridge is open</h1>
<p>The harbour bridge reopened on Monday after a year of repairs, the council said.</p>
<p>Engineers replaced forty cables and every lamp on it, and the town paid for the work.</p>
</article><footer>Copyright 2024. All rights reserved.</footer></body></html>"""


def test_the_article_of_an_uploaded_page_is_extracted(service: TestClient) -> None:
    answer = service.post("/v1/extract", files={"file": ("page.html", PAGE)}).json()
    assert "blocks" in answer, answer
    article = " ".join(block["text"] for block in answer["blocks"])
    assert "reopened on Monday" in article
    assert "All rights reserved" not in article
    assert (answer["title"], answer["language"]) == ("The bridge is open", "en")
    assert all(answer["source_text"][slice(*b["span"])] == b["text"] for b in answer["blocks"])


def test_the_service_and_the_command_extract_the_same(service: TestClient, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE)
    answer = service.post("/v1/extract", files={"file": ("page.html", PAGE)}).json()
    written = json.loads(CliRunner().invoke(main, ["--extract", "--json", str(path)]).stdout)
    assert {**written, "source": None} == {**answer, "source": None}


def test_what_was_removed_is_listed_unless_cleaning_is_off(service: TestClient) -> None:
    text = f"{ARTICLE}\n\nShare this story  Facebook  Email  Copy link"
    cleaned = service.post("/v1/extract", json={"text": text}).json()
    assert [block["text"] for block in cleaned["removed"]] == [text.split("\n\n")[1]]
    whole = service.post("/v1/extract", json={"text": text, "clean": False}).json()
    assert whole["removed"] == []


@pytest.mark.parametrize(
    "spec", ["seq2seq:model=/etc", "chat:url=http://169.254.169.254/v1,model=x"]
)
def test_a_request_cannot_name_a_model_or_an_address_of_its_own(
    service: TestClient, spec: str
) -> None:
    for path in ("summarize", "summarize/batch"):
        body: dict[str, Any] = {"summarizer": spec, "text": ARTICLE}
        if path.endswith("batch"):
            body = {"summarizer": spec, "documents": [{"id": "a", "text": ARTICLE}]}
        refused = service.post(f"/v1/{path}", json=body)
        assert refused.status_code == 422
        assert "not configured here" in refused.json()["detail"]


FERRIES = {"length": "1s", "focus": "the ferries"}


def test_a_summary_keeps_to_the_focus_of_the_request(service: TestClient) -> None:
    unfocused = service.post("/v1/summarize", json={"text": ARTICLE, "length": "1s"}).json()
    focused = service.post("/v1/summarize", json={"text": ARTICLE, **FERRIES}).json()
    assert "Ferries" not in unfocused["text"]
    assert "Ferries" in focused["text"]


def test_every_document_of_a_batch_keeps_to_the_focus(service: TestClient) -> None:
    rows = [{"id": str(n), "text": ARTICLE} for n in range(3)]
    answer = service.post("/v1/summarize/batch", json={"documents": rows, **FERRIES})
    summaries = [json.loads(line)["summary"]["text"] for line in answer.text.splitlines()]
    assert ["Ferries" in summary for summary in summaries] == [True] * 3
