"""Whatever comes in, a summary or a clear error comes out, and every span is exact."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from summarize.cleaning import clean
from summarize.document import Document
from summarize.errors import SummarizeError
from summarize.length import LENGTHS
from summarize.reading import FORMATS, read_bytes
from summarize.registry import get
from summarize.rendering import FORMATS as FORMS
from summarize.rendering import View, render

pytestmark = pytest.mark.slow

SENTENCES = st.sampled_from(
    [
        "The harbour bridge reopened on Monday.",
        "Sign up for our newsletter",
        "Engineers replaced forty cables!",
        "© 2024 Selwick Courier. All rights reserved.",
        "“We are glad,” the mayor said.",
        "Home | News | Sport",
        "Photo: Marta Quillan",
        "东京很大。",
        "",
    ]
)
pieces = st.one_of(SENTENCES, st.text(max_size=40))
pages = st.lists(pieces, max_size=20).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n", " ", "\r\n", "\u2028"]).map(
        lambda gap: gap.join(lines)
    )
)
tags = st.sampled_from(
    ["<p>", "</p>", "<div>", "<article>", "</article>", "<script>", "<h1>", "<!--", "<td", "&#0;",
     "<![CDATA[", "<br/>", "</", "<a href='x'>", "<svg><title>", "\x00"]
)  # fmt: skip
markup = st.lists(st.one_of(tags, pieces), max_size=30).map("".join)
calm = settings(
    deadline=10_000, max_examples=150, suppress_health_check=[HealthCheck.too_slow]
)  # ten seconds for an input of any kind is the promise, and these are small


def summarized(text: str, length: str) -> None:
    """Take a text the whole way, and look at what came of it."""
    document = clean(Document.from_text(text))
    assert all(removed.span.of(text) == removed.text for removed in document.removed)
    assert all(sentence.span.of(text) == sentence.text for sentence in document.sentences)
    if document.title_span:
        assert document.title == document.title_span.of(text)
    summary = get("textrank").summarize(document, LENGTHS[length])
    for sentence in summary.sentences:
        said = [" ".join(span.of(text).split()) for span in sentence.sources]
        assert said == [sentence.text] or sentence.edited
    for form in FORMS:
        assert render(summary, document, form, View(explain=True, removed=True))


@calm
@given(pages, st.sampled_from(sorted(LENGTHS)))
@example("\ud800", "short")
@example("\x00", "short")
def test_any_text(text: str, length: str) -> None:
    try:
        summarized(text, length)
    except SummarizeError as error:
        one_line = str(error)
        assert "\n" not in one_line


@calm
@given(st.binary(max_size=600), st.sampled_from([None, *FORMATS]))
def test_any_bytes_in_any_format(data: bytes, form: str | None) -> None:
    try:
        summarized(read_bytes(data, "fuzz", format=form).text, "short")
    except SummarizeError as error:
        one_line = str(error)
        assert "\n" not in one_line


@calm
@given(markup)
def test_any_markup(text: str) -> None:
    try:
        summarized(read_bytes(text.encode("utf-8", "replace"), "page.html").text, "medium")
    except SummarizeError as error:
        one_line = str(error)
        assert "\n" not in one_line


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "a " * 500_000, ". " * 500_000, "\n" * 1_000_000, "Ab. " * 80_000,
     "!?" * 200_000, "“" * 500_000, "x\n\n" * 30_000, "Same line.\n" * 20_000, "(a " * 80_000],
    ids=lambda text: repr(text[:6]),
)  # fmt: skip
def test_a_large_text_made_to_be_hard(text: str) -> None:
    try:
        summarized(text, "short")
    except SummarizeError as error:
        one_line = str(error)
        assert "\n" not in one_line
