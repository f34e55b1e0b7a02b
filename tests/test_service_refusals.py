"""What the API refuses: a table of requests, each with its status and the field at fault."""

from collections.abc import Iterator
from typing import Any

import pytest
from services import ARTICLE, application
from starlette.testclient import TestClient

from summarize.service.app import create_app
from summarize.service.http.auth import make_key
from summarize.service.settings import ServiceSettings


@pytest.fixture(scope="module")
def service() -> Iterator[TestClient]:
    with application(
        most_documents=3, most_evaluated=2, most_summarizers=2, body_limit=50_000, read_limit=40_000
    ) as client:
        yield client


JSON = {"content-type": "application/json"}
LINES = {"content-type": "application/x-ndjson"}


def form(name: bytes, value: bytes) -> bytes:
    """A form of one field, its boundary "B"."""
    head = b'--B\r\nContent-Disposition: form-data; name="%s"\r\n\r\n' % name
    return head + value + b"\r\n--B--\r\n"


DOCUMENT = {"id": "a", "text": ARTICLE}
REFERRED = {"text": ARTICLE, "references": ["The bridge."]}

REFUSED: dict[str, tuple[str, dict[str, Any], int, str | None]] = {
    "no JSON": ("summarize", {"content": b"{", "headers": JSON}, 400, None),
    "not UTF-8": ("summarize", {"content": b'{"text":"\xff"}', "headers": JSON}, 400, None),
    "a line that is no JSON": (
        "summarize/batch",
        {"content": b"{}\nno", "headers": {"content-type": "application/x-ndjson"}},
        400,
        None,
    ),
    "another media type": ("summarize", {"content": b"text"}, 415, None),
    "compressed": (
        "summarize",
        {"content": b"x", "headers": {**JSON, "content-encoding": "gzip"}},
        415,
        None,
    ),
    "a broken form": (
        "summarize",
        {"content": b"x", "headers": {"content-type": "multipart/form-data"}},
        400,
        None,
    ),
    "nothing": ("summarize", {"json": {}}, 422, "text"),
    "both": ("summarize", {"json": {"text": "a", "url": "b"}}, 422, "text"),
    "no object": ("summarize", {"json": [1]}, 422, "body"),
    "half a letter": (
        "summarize",
        {"content": b'{"text":"\\ud800"}', "headers": JSON},
        400,
        None,
    ),
    "empty": ("summarize", {"json": {"text": " \n"}}, 422, None),
    "length": ("summarize", {"json": {"text": ARTICLE, "length": "tiny"}}, 422, "length"),
    "summarizer": ("summarize", {"json": {"text": "a", "summarizer": "best"}}, 422, "summarizer"),
    "option": ("summarize", {"json": {"text": "a", "summarizer": "lead:x=1"}}, 422, "summarizer"),
    "language": ("summarize", {"json": {"text": "a", "language": "xx"}}, 422, "language"),
    "faithful": ("summarize", {"json": {"text": "a", "faithful": "no"}}, 422, "faithful"),
    "unknown field": ("summarize", {"json": {"text": "a", "size": 1}}, 422, "size"),
    "format": ("summarize", {"json": {"text": "a", "format": "pdf"}}, 422, "format"),
    "no model": ("summarize", {"json": {"text": "a", "summarizer": "abstractive"}}, 422,
                 "summarizer"),
    "a model by path": (
        "summarize",
        {"json": {"text": "a", "summarizer": "seq2seq:model=/etc/passwd"}},
        422,
        "summarizer",
    ),
    "a file that is a field": (
        "summarize",
        {"data": {"file": "x", "length": "1s"}, "files": {"other": ("a", b"b")}},
        422,
        "file",
    ),
    "a field twice": (
        "summarize",
        {"data": {"length": ["1s", "2s"]}, "files": {"file": ("a.txt", b"b")}},
        422,
        "length",
    ),
    "two files": (
        "summarize",
        {"files": [("file", ("a.txt", b"b")), ("file", ("b.txt", b"b"))]},
        400,
        None,
    ),
    "a picture": ("summarize", {"files": {"file": ("a.png", b"\x89PNG\r\n\x1a\n123")}}, 415,
                  "file"),
    "a document too large": (
        "summarize", {"files": {"file": ("a.txt", b"word " * 9_000)}}, 413, None,
    ),
    "a body too large": ("summarize", {"json": {"text": "a" * 60_000}}, 413, None),
    "a body too large in pieces": (
        "summarize",
        {"content": (b"a" * 10_000 for _ in range(6)), "headers": JSON},
        413,
        None,
    ),
    "documents": ("summarize/batch", {"json": {"documents": [DOCUMENT] * 4}}, 422, "documents"),
    "no documents": ("summarize/batch", {"json": {"documents": []}}, 422, "documents"),
    "a batch without a model": (
        "summarize/batch",
        {"json": {"documents": [DOCUMENT], "summarizer": "seq2seq"}},
        422,
        "summarizer",
    ),
    "summarizers": (
        "compare",
        {"json": {"text": "a", "summarizers": ["lead", "random", "textrank"]}},
        422,
        "summarizers",
    ),
    "a batch without any model": (
        "summarize/batch",
        {"json": {"documents": [DOCUMENT], "summarizer": "abstractive"}},
        422,
        "summarizer",
    ),
    "a line without text": (
        "summarize/batch",
        {"content": b'{"id":"a"}', "headers": {"content-type": "application/x-ndjson"}},
        422,
        "documents.0.text",
    ),
    "evaluated": ("evaluate", {"json": {"documents": [REFERRED] * 3}}, 422, "documents"),
    "evaluating many": (
        "evaluate",
        {"json": {"documents": [REFERRED], "summarizers": ["lead"] * 3}},
        422,
        "summarizers",
    ),
    "a reference without words": (
        "evaluate", {"json": {"documents": [{"text": "a", "references": [" "]}]}}, 422, None,
    ),
    "a field inside": (
        "evaluate", {"json": {"documents": [{"text": "a"}]}}, 422, "documents.0.references",
    ),
    "names without number": (
        "compare",
        {"json": {"text": "a", "summarizers": [f"best{n}" for n in range(900)]}},
        422,
        "summarizers.0",
    ),
    "more names than are looked at": (
        "compare",
        {"json": {"text": "a", "summarizers": ["lead"] * 2_000}},
        422,
        "summarizers",
    ),
    "documents that are none": (
        "summarize/batch", {"json": {"documents": [1] * 20_000}}, 422, "documents.0",
    ),
    "fields without number": (
        "summarize", {"json": {"text": "a", **{f"x{n}": 1 for n in range(3_000)}}}, 422, None,
    ),
    "an option twice": (
        "summarize/batch?length=1s&length=2s",
        {"content": b'{"id":"a","text":"b"}', "headers": LINES},
        422,
        "length",
    ),
    "documents in the query": (
        "summarize/batch?documents=5",
        {"content": b'{"id":"a","text":"b"}', "headers": LINES},
        422,
        "documents",
    ),
    "more lines than documents": (
        "summarize/batch",
        {"content": b'{"id":"a","text":"b"}\n' * 4, "headers": LINES},
        422,
        "documents",
    ),
    **{
        f"a form in {charset}": (
            "summarize",
            {
                "content": form(b"text", text),
                "headers": {
                    "content-type": f"multipart/form-data; boundary=B; charset={charset}"
                },
            },
            status,
            field,
        )
        for charset, text, status, field in (
            ("utf-7", b"+2AA-", 422, "text"),
            ("unicode_escape", rb"\ud800", 422, "text"),
            ("undefined", b"text", 400, None),
        )
    },
}  # fmt: skip


@pytest.mark.parametrize(("path", "request_", "status", "field"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_refused_as_a_problem_that_names_the_field(
    service: TestClient, path: str, request_: dict[str, Any], status: int, field: str | None
) -> None:
    done = service.post(f"/v1/{path}", **request_)
    assert done.status_code == status, done.text
    assert done.headers["content-type"] == "application/problem+json"
    problem = done.json()
    assert problem["status"] == status
    assert problem.get("field") == field, problem
    assert problem["detail"]
    assert problem["title"]
    assert problem["type"].startswith("urn:summarize:problem:")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/summarise", 404),
        ("GET", "/page/../settings.py", 404),
        ("GET", "/page/%2e%2e%2fsettings.py", 404),
        ("GET", "/v1/summarize", 405),
        ("DELETE", "/healthz", 405),
    ],
)
def test_what_is_not_there_is_a_problem_too(
    service: TestClient, method: str, path: str, status: int
) -> None:
    done = service.request(method, path)
    assert (done.status_code, done.json()["status"]) == (status, status)


def test_a_file_is_read_in_the_encoding_it_says_it_has(service: TestClient) -> None:
    text = "Мост открыли в понедельник. Город заплатил за ремонт девять миллионов."
    file = ("a.txt", text.encode("cp1251"), "text/plain; charset=cp1251")
    done = service.post("/v1/summarize", files={"file": file}, data={"include_text": "true"})
    assert done.json()["document"]["text"].strip() == text


def test_nobody_from_outside_is_served_without_a_key() -> None:
    app = create_app(ServiceSettings(workers=1, model_workers=0))
    for address, status in (("127.0.0.1", 200), ("::1", 200), ("203.0.113.9", 401), ("x", 401)):
        client = TestClient(app, client=(address, 50_000))
        assert client.get("/v1/summarizers").status_code == status, address
    open_ = create_app(ServiceSettings(workers=1, model_workers=0, no_auth=True))
    assert TestClient(open_, client=("203.0.113.9", 1)).get("/v1/summarizers").status_code == 200


def test_an_empty_bearer_leaves_the_other_header_its_say() -> None:
    key = make_key("mine")
    app = create_app(ServiceSettings(workers=1, model_workers=0, keys=(key.entry,)))
    headers = {"Authorization": "Bearer ", "X-API-Key": key.secret}
    assert TestClient(app).get("/v1/summarizers", headers=headers).status_code == 200
