"""Answers that are kept: the same for the same, bounded, the least recently used gone first."""

import json
import logging

import pytest

from summarize.service.logs import JsonFormatter
from summarize.service.workers.cache import Cache, key_of
from summarize.service.workers.pool import Task
from summarize.service.workers.tasks import Answer

TASK = Task("summarize", {"length": "1s"}, {"name": None, "limit": 9}, b"text")


@pytest.mark.parametrize(
    "other",
    [
        Task("evaluate", TASK.options, TASK.about, TASK.data),
        Task(TASK.kind, {"length": "2s"}, TASK.about, TASK.data),
        Task(TASK.kind, TASK.options, {"name": "a.txt", "limit": 9}, TASK.data),
        Task(TASK.kind, TASK.options, TASK.about, b"test"),
    ],
)
def test_whatever_can_change_an_answer_is_in_its_key(other: Task) -> None:
    assert key_of(other) != key_of(TASK)


def test_what_cannot_is_not() -> None:
    assert key_of(Task(TASK.kind, {"length": "1s"}, {"limit": 9}, b"text")) == key_of(TASK)


def answer(size: int) -> Answer:
    return Answer({"status": 200}, b"x" * size)


def test_the_least_recently_used_goes_first() -> None:
    cache = Cache(2, 1_000)
    for key in (b"a", b"b"):
        cache.put(key, answer(1))
    assert cache.get(b"a")
    cache.put(b"c", answer(1))
    assert [cache.get(key) is not None for key in (b"a", b"b", b"c")] == [True, False, True]


def test_it_holds_no_more_bytes_than_it_may() -> None:
    cache = Cache(10, 10)
    for key in (b"a", b"b", b"c", b"c"):
        cache.put(key, answer(4))
    assert (len(cache), cache.size) == (2, 8)
    cache.put(b"d", answer(11))
    assert cache.get(b"d") is None
    assert len(cache) == 2


def test_none_are_kept_where_none_are_wanted() -> None:
    cache = Cache(0, 10)
    cache.put(b"a", answer(1))
    assert len(cache) == 0


def test_an_error_in_the_log_has_its_place_and_not_its_words() -> None:
    try:
        raise KeyError("the text")
    except KeyError as error:
        record = logging.LogRecord(
            "uvicorn", logging.ERROR, "", 0, "failed", None, (KeyError, error, error.__traceback__)
        )
    line = json.loads(JsonFormatter().format(record))
    assert (line["event"], line["level"], line["error"]) == ("failed", "error", "KeyError")
    assert "test_service_cache.py:" in line["at"]
    assert "the text" not in json.dumps(line)
