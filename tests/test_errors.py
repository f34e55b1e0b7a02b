"""Errors: one tree, one line each, and the exit code a command ends with."""

import inspect
import pickle
import re

import pytest

from summarize import errors
from summarize.errors import (
    EmptyInputError,
    LanguageError,
    LengthError,
    MissingExtraError,
    OptionError,
    ServiceError,
    SummarizeError,
    SummaryError,
    TooLargeError,
    UnknownNameError,
)

CLASSES = [name for name in errors.__all__ if inspect.isclass(getattr(errors, name))]


def test_the_tree_at_the_top_of_the_module_shows_every_error() -> None:
    assert all(name in (errors.__doc__ or "") for name in CLASSES)


@pytest.mark.parametrize("name", CLASSES)
def test_every_error_derives_from_the_root_alone(name: str) -> None:
    found = getattr(errors, name)
    assert issubclass(found, SummarizeError)
    assert inspect.getmro(found)[-3:] == (Exception, BaseException, object)
    assert all(len(cls.__bases__) == 1 for cls in inspect.getmro(found)[:-1])


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (LengthError("tiny", ["short"]), 2, "'tiny' is not a length. Use short"),
        (
            LanguageError("xx", ["en"]),
            2,
            "'xx' is not a language we know: use auto, a name",
        ),
        (UnknownNameError("summarizer", "textrnk", ["textrank"]), 2, "Did you mean textrank?"),
        (OptionError("lead", "x", "does not exist", []), 2, "Its options are: none"),
        (EmptyInputError("a.txt", "holds no text"), 1, "a.txt: holds no text"),
        (TooLargeError("a.txt", "too large", limit=5), 1, "a.txt: too large"),
        (SummaryError(None, "no sentences"), 1, "no sentences"),
        (MissingExtraError("BERTScore", "torch"), 1, "pip install '.[torch]'"),
    ],
)
def test_an_error_says_what_where_and_the_remedy(
    error: SummarizeError, code: int, message: str
) -> None:
    assert error.exit_code == code
    assert message in str(error)
    assert "\n" not in str(error)


def test_an_unknown_name_keeps_its_alternatives_for_a_program() -> None:
    error = UnknownNameError("summarizer", "textrnk", ["lead", "textrank"])
    assert (error.nearest, error.known) == ("textrank", ("lead", "textrank"))


@pytest.mark.parametrize(
    "error",
    [
        LengthError("tiny", ["short"]),
        UnknownNameError("summarizer", "textrnk", ["textrank"]),
        OptionError("lead", "x", "does not exist", []),
        TooLargeError("a.txt", "too large", limit=5),
        SummaryError("a.txt", "no sentences"),
        ServiceError("is busy", status=503, problem={"field": "text"}, retry_after=2.0),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_comes_back_whole_from_another_process(error: SummarizeError) -> None:
    back = pickle.loads(pickle.dumps(error))
    assert (type(back), str(back), vars(back)) == (type(error), str(error), vars(error))


def test_a_missing_extra_names_packages_that_can_be_installed_anywhere() -> None:
    message = str(MissingExtraError("BERTScore", "torch"))
    assert re.search(r"pip install 'torch>=[\d.]+' 'transformers>=[\d.]+'$", message)
