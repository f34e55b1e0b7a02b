"""The signature: one line that says how a score was made."""

import pytest

from summarize import __version__
from summarize.evaluation import Rouge, Signature
from summarize.evaluation.significance import Resampling


def test_the_signature_of_the_defaults_names_every_choice() -> None:
    assert str(Rouge().signature) == (
        "rouge|stem:porter-nltk|lsum:lines|case:lower|tok:rouge-score|refs:max|limit:none"
        f"|summarize:{__version__}"
    )


def test_resampling_is_said_before_the_version() -> None:
    shown = str(Rouge().signature.with_choices(**Resampling(samples=500, seed=7).choices))
    assert shown.endswith(f"|bootstrap:500|seed:7|ci:95|summarize:{__version__}")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"stem": False}, "stem:none"),
        ({"language": "ja"}, "stem:none"),
        ({"language": "de"}, "stem:snowball-de:"),
        ({"language": "fr"}, "tok:unicode-"),
        ({"tokenizer": "unicode"}, "tok:unicode-"),
        ({"sentences": "split"}, "lsum:summarize"),
        ({"aggregate": "mean"}, "refs:mean"),
        ({"limit_bytes": 75}, "limit:75b"),
        ({"limit_words": 100}, "limit:100w"),
    ],
)
def test_what_changes_a_score_changes_the_signature(options: dict[str, object], said: str) -> None:
    shown = str(Rouge(**options).signature)  # type: ignore[arg-type]
    assert said in shown
    assert shown != str(Rouge().signature)


def test_two_spellings_of_a_language_have_one_signature() -> None:
    assert Rouge(language="pt-BR").signature == Rouge(language="pt").signature


def test_a_choice_named_again_takes_the_place_of_the_first() -> None:
    made = Signature("rouge", (("refs", "max"),)).with_choices(refs="mean", seed=1)
    assert made.to_dict() == {
        "metric": "rouge", "refs": "mean", "seed": "1", "summarize": __version__
    }  # fmt: skip
