"""docs/languages.md: its table says what each language has."""

import re
import tomllib
from pathlib import Path

import pytest

from summarize.cleaning.tables import tables
from summarize.language import has_stemmer, stop_words
from summarize.language.boundaries import sentence_ends
from summarize.language.profiles import codes, profile
from summarize.methods.salience.summarizer import WORSE_THAN_TEXTRANK
from summarize.methods.textrank import LEAD_SHARE

PAGE = (Path(__file__).parents[1] / "docs" / "languages.md").read_text("utf-8")
ROW = re.compile(
    r"^\| ([^|]+) \| (\w+) \| [^|]*\| (\S+) \| (\S+) \| (\S+) \| (\S+) \| (\S+) \|$", re.MULTILINE
)
ROWS = {row[1]: row for row in ROW.findall(PAGE)}
FULL_LIST = 50  # words; shorter lists only tell a language from others


def said(has: object) -> str:
    return "yes" if has else "–"


def test_every_language_with_a_file_has_a_row() -> None:
    assert set(ROWS) == set(codes())


@pytest.mark.parametrize("code", codes())
def test_a_row_says_what_its_language_has(code: str) -> None:
    known = profile(code)
    assert ROWS[code] == (
        known.name,
        code,
        said(known.abbreviations),
        said(has_stemmer(code)),
        said(len(stop_words(code)) >= FULL_LIST),
        said(known.titles and known.reporting_verbs and known.quotes),
        said(known.boilerplate),
    )


@pytest.mark.parametrize("code", [code for code in codes() if profile(code).boilerplate])
def test_a_language_that_is_cleaned_knows_who_speaks(code: str) -> None:
    known = profile(code)
    assert min(len(known.titles), len(known.reporting_verbs)) >= 3
    assert known.quotes
    assert all(len(pair) == 2 for pair in known.quotes)


@pytest.mark.parametrize("code", codes())
def test_a_shortened_title_ends_no_sentence(code: str) -> None:
    known = profile(code)
    for title in known.titles & set(known.abbreviations):
        text = f"Anna Lis, {title}. Lund, Olle Roy."
        assert sentence_ends(text, code) == [], title


def test_the_page_names_the_languages_that_are_summarized_otherwise() -> None:
    text = " ".join(PAGE.split())
    names = [profile(code).name for code in sorted(WORSE_THAN_TEXTRANK)]
    assert f"{names[0]}, {names[1]} and {names[2]} it uses `textrank`" in text
    for code, share in LEAD_SHARE.items():
        assert profile(code).name in text.partition("`textrank` gives")[2].partition(". ")[0], share


def test_the_example_of_a_data_file_is_one() -> None:
    example = tomllib.loads(PAGE.partition("```toml")[2].partition("```")[0])
    assert {"name", "common_words", "stop_words", "sentences"} <= set(example)
    assert set(example["boilerplate"]) <= {*profile("de").boilerplate}
    assert tables("de").lines["nach oben"] == "navigation"
