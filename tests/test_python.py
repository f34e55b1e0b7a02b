"""Python as people write it: pages, bytes, warnings, iteration, notebooks, async, a JSON schema."""

import asyncio
import json
from pathlib import Path

import jsonschema
import pytest

from summarize import (
    Summary,
    get_summarizer,
    read,
    summarize,
    summarize_async,
    summarize_many_async,
)
from summarize.errors import OptionError, UnknownNameError

SAMPLES = Path(__file__).parent.parent / "samples"
PATH = SAMPLES / "harbour-bridge.txt"
TEXT = PATH.read_text(encoding="utf-8")
PAGE = f"<html><body><nav>Home</nav><article><p>{TEXT}</p></article></body></html>"


def test_a_page_is_given_as_its_source() -> None:
    summary = summarize(html=PAGE, length="2s")
    assert len(summary.sentences) == 2
    assert "<" not in summary.text


def test_bytes_are_read_by_their_name() -> None:
    assert summarize(data=TEXT.encode(), name="bridge.txt", length="2s").text
    assert summarize(data=PAGE.encode(), name="page.html").text == summarize(html=PAGE).text


@pytest.mark.parametrize("given", [{}, {"source": TEXT, "html": PAGE}])
def test_exactly_one_source_is_given(given: dict[str, str]) -> None:
    with pytest.raises(TypeError, match="give one of source, html"):
        summarize(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["article.txt", "docs/report.pdf", "https://example.com/news", " page.html "]
)
def test_a_text_that_looks_like_a_name_is_warned_about(text: str) -> None:
    with pytest.warns(UserWarning, match=r"use read\("):
        summarize(text)


def test_a_summary_is_a_sequence_of_its_sentences() -> None:
    summary = summarize(TEXT, length="3s")
    assert [sentence.text for sentence in summary] == [s.text for s in summary.sentences]
    assert len(summary) == 3


def test_a_notebook_shows_the_evidence_of_each_sentence() -> None:
    summary = summarize(TEXT, length="2s")
    shown = summary._repr_html_()
    assert shown.count("<details>") == 2
    assert shown.count("<blockquote>") == 2


def test_html_shows_marks_as_they_are() -> None:
    text = "Tom & Jerry <b>fight</b> again on Monday, said the studio. " * 2
    assert "<b>" not in summarize(text, clean=False).to_html()


def test_json_is_what_the_schema_says_and_comes_back() -> None:
    summary = summarize(read(PATH), length="bullets")
    values = json.loads(summary.to_json())
    jsonschema.validate(values, Summary.json_schema())
    assert Summary.from_dict(values) == summary
    values["sentences"][0]["score"] = "high"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(values, Summary.json_schema())


def test_markdown_has_the_title_and_a_list() -> None:
    summary = summarize(read(PATH), length="bullets")
    shown = summary.to_markdown()
    assert shown.startswith(f"# {summary.title}") or summary.title is None
    assert shown.count("\n- ") + shown.startswith("- ") == len(summary)


def test_options_may_be_keywords() -> None:
    assert get_summarizer("textrank", damping=0.9) == get_summarizer("textrank:damping=0.9")
    with pytest.raises(OptionError, match="Did you mean damping"):
        get_summarizer("textrank", dampng=0.9)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("TextRank", "textrank"),
        ("lex-rank", "lexrank"),
        ("lsa", "sumy-lsa"),
        ("KL", "sumy-kl"),
        ("sumy_luhn", "sumy-luhn"),
    ],
)
def test_names_are_found_as_people_write_them(written: str, name: str) -> None:
    assert get_summarizer(written).name == name


def test_a_name_like_none_has_no_suggestion() -> None:
    with pytest.raises(UnknownNameError) as caught:
        get_summarizer("gpt-4o")
    assert "Did you mean" not in str(caught.value)


def test_async_helpers_do_the_same() -> None:
    async def both() -> tuple[Summary, list[object]]:
        one = await summarize_async(TEXT, length="1s")
        many = [result async for result in summarize_many_async([TEXT, TEXT])]
        return one, list(many)

    one, many = asyncio.run(both())
    assert one.text == summarize(TEXT, length="1s").text
    assert len(many) == 2


def test_a_length_in_characters_is_kept() -> None:
    for characters in (200, 280, 500):
        summary = summarize(TEXT, length=f"{characters} characters")
        assert len(summary.text) <= characters
        assert summary.length == f"{characters}c"
    assert any("longer than 50 characters" in n for n in summarize(TEXT, length="50c").notes)
