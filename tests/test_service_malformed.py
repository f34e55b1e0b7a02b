"""Malformed requests that schemathesis makes from the service's own OpenAPI document.

None may be a fault of the service: every answer is below 500, and what is refused is a problem that
says why. SUMMARIZE_MALFORMED=10000 sends as many as the benchmark of a release; the suite sends
fewer, since making one takes longer than answering it.
"""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from services import application
from starlette.testclient import TestClient

pytestmark = pytest.mark.slow

REQUESTS = int(os.environ.get("SUMMARIZE_MALFORMED", "600"))
PATHS = ("/v1/summarize", "/v1/summarize/batch", "/v1/compare", "/v1/evaluate")


@pytest.fixture(scope="module")
def service() -> Iterator[TestClient]:
    with application(deadline=5.0, run_seconds=2.0) as client:
        yield client


@pytest.mark.parametrize("path", PATHS)
def test_no_malformed_request_is_a_fault_of_the_service(service: TestClient, path: str) -> None:
    document = service.get("/openapi.json").json()
    operation = schemathesis.openapi.from_dict(document)[path]["POST"]
    seen: Counter[int] = Counter()

    @settings(
        max_examples=REQUESTS // len(PATHS),
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
        deadline=None,
        derandomize=True,
    )
    @given(case=operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def ask(case: Any) -> None:
        answer = sent(service, case)
        seen[answer.status_code] += 1
        assert answer.status_code < 500, answer.text
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["detail"]

    ask()
    assert seen.total() >= REQUESTS // len(PATHS)
    assert seen[422] > seen.total() / 2, "most are refused for a field"


def sent(service: TestClient, case: Any) -> Any:
    """The answer to a request as schemathesis, by way of `requests`, would put it on the wire."""
    wire: Any = requests.Request(**case.as_transport_kwargs(base_url="http://service")).prepare()
    headers = {name: value for name, value in wire.headers.items() if value is not None}
    return service.request(case.method, wire.url, content=wire.body or b"", headers=headers)
