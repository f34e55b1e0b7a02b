"""The Python face: a text, path or document in, a summary out."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarize import Document, Settings, Summary, get_summarizer, read, summarize, summarize_many
from summarize.errors import (
    EmptyInputError,
    LengthError,
    SummaryError,
    UnknownNameError,
    UsageError,
)

TEXT = (
    "The harbour bridge reopened on Monday after a year of repairs. "
    "Engineers replaced forty cables and every lamp. The town paid nine million euros. "
    "Ferries that carried commuters across the harbour stop in May."
)


def test_a_string_is_the_text_itself() -> None:
    assert str(summarize(TEXT, length="1s")) in TEXT


def test_a_path_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bridge.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert str(summarize(path, length="1s")) == str(summarize(TEXT, length="1s"))
    assert read(path).source == str(path)


def test_a_document_is_taken_as_it_is() -> None:
    assert summarize(Document.from_text(TEXT), length="1s").words > 0


def test_a_summarizer_may_be_given_itself() -> None:
    assert summarize(TEXT, length="1s", summarizer=get_summarizer("lead")).summarizer == "lead"


def test_what_it_took_is_measured() -> None:
    assert summarize(TEXT).seconds > 0


def test_many_come_in_order_and_what_fails_is_yielded(tmp_path: Path) -> None:
    first, failed, empty, last = summarize_many(
        [TEXT, tmp_path / "none.txt", " ", TEXT], Settings(length="1s")
    )
    assert isinstance(first, Summary)
    assert isinstance(failed, SummaryError)
    assert "none.txt" in str(failed)
    assert isinstance(empty, SummaryError)
    assert str(first) == str(last)


def test_wrong_settings_are_raised_before_the_first_document() -> None:
    with pytest.raises(LengthError):
        summarize_many([TEXT], Settings(length="tiny"))


@pytest.mark.parametrize("text", ["", " \n "])
def test_nothing_to_summarize_is_an_error(text: str) -> None:
    with pytest.raises(EmptyInputError):
        summarize(text)


def test_an_unknown_summarizer_is_an_error() -> None:
    with pytest.raises(UnknownNameError):
        summarize(TEXT, summarizer="textrnk")


PAGE = f"""Home News Sport Weather

The bridge is open again

{TEXT}

Sign up for our newsletter
"""


def test_boilerplate_is_removed_unless_it_is_to_stay() -> None:
    assert any("newsletter" in item.text for item in summarize(PAGE).removed)
    assert summarize(PAGE, clean=False).removed == ()


WRONG: Any = b"Text."


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: summarize(WRONG), "must be a text, a Path or a Document, not bytes"),
        (
            lambda: summarize(TEXT, summarizer=WRONG),
            "must be a name or a summarizer, not b'Text.'",
        ),
        (lambda: [*summarize_many("abc")], "must be a list of documents, not one str"),
        (lambda: [*summarize_many([TEXT], WRONG)], "must be Settings(length=…)"),
    ],
)
def test_a_wrong_type_names_the_right_one(call: Callable[[], object], said: str) -> None:
    with pytest.raises(TypeError, match=re.escape(said)):
        call()


@pytest.mark.parametrize("options", [{"length": 5}, {"language": None}, {"faithful": None}])
def test_a_wrong_value_lists_those_there_are(options: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=r"([Uu]se|There are)"):
        summarize(TEXT, **options)


@pytest.mark.parametrize(
    "text", ["北京新桥周一开通。市长出席了仪式。", "橋は月曜日に開通した。市長が出席した。"]
)
def test_sentences_that_stood_without_a_space_stay_so(text: str) -> None:
    assert str(summarize(text, length="5s")) == text


def test_the_old_name_of_batch_size_still_works_with_a_warning() -> None:
    with pytest.warns(DeprecationWarning, match="batch_size"):
        (summary,) = summarize_many([TEXT], Settings(length="1s"), together=2)
    assert isinstance(summary, Summary)
    assert len(summary.sentences) == 1
