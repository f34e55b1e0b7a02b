"""Summaries: values that carry their evidence, and the forms they are shown in."""

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.document import Document, Removed, Span
from summarize.errors import UnknownNameError
from summarize.length import LENGTHS, Length
from summarize.rendering import FORMATS, View, render
from summarize.summary import (
    SCHEMA,
    Coverage,
    Summary,
    SummarySentence,
    compose,
    enforce,
    extract,
)

TEXT = """Menu | Sport | Weather

The bridge is open again

The harbour bridge reopened on Monday. Engineers replaced <forty> cables & two lamps.

Ferries stop in May. The town paid nine million euros for it.
"""
NAVIGATION = 0


@pytest.fixture
def document() -> Document:
    return Document.from_text(TEXT, language="en", source="bridge.txt").without(
        {NAVIGATION: "navigation"}
    )


def by(document: Document, *starts: str) -> list[int]:
    """The indices of the sentences that start so."""
    texts = [s.text for s in document.sentences]
    return [next(i for i, text in enumerate(texts) if text.startswith(start)) for start in starts]


def made(document: Document, *starts: str, length: str = "short") -> Summary:
    scores = [1 / (i + 1) for i in range(len(document.sentences))]
    picked = by(document, *starts)
    return extract(document, picked, scores, length=LENGTHS[length], summarizer="test")


def test_a_summary_is_its_text(document: Document) -> None:
    summary = made(document, "The harbour", "Ferries")
    assert str(summary) == "The harbour bridge reopened on Monday. Ferries stop in May."


def test_every_sentence_knows_where_it_stands(document: Document) -> None:
    for sentence in made(document, "The harbour", "Ferries").sentences:
        assert [span.of(document.text) for span in sentence.sources] == [sentence.text]


def test_a_headline_has_no_full_stop_and_its_span_neither(document: Document) -> None:
    (sentence,) = made(document, "Ferries", length="headline").sentences
    assert sentence.text == "Ferries stop in May" == sentence.sources[0].of(document.text)


def test_bullets_stand_one_a_line(document: Document) -> None:
    assert str(made(document, "The harbour", "Ferries", length="bullets")) == (
        "• The harbour bridge reopened on Monday.\n• Ferries stop in May."
    )


def test_compression_is_words_of_the_document_for_each_of_the_summary(document: Document) -> None:
    summary = made(document, "Ferries")
    words = sum(len(s.text.replace("&", "").split()) for s in document.sentences)
    assert summary.compression == round(words / 4, 2)


def test_a_summary_over_its_length_loses_its_worst_and_what_it_repeats(document: Document) -> None:
    summary = made(document, "The harbour", "Ferries", "The town", "The harbour")
    shortened = enforce(summary, document, LENGTHS["short"])
    assert [s.text.split()[0] for s in shortened.sentences] == ["The", "Ferries"]
    assert "2 sentences over the length or repeated were left out" in shortened.notes
    assert enforce(shortened, document, LENGTHS["short"]) is shortened


def test_the_only_sentence_stays_however_long(document: Document) -> None:
    summary = made(document, "The harbour")
    assert enforce(summary, document, Length.parse("2w")) is summary


def test_an_empty_summary_has_no_words(document: Document) -> None:
    assert compose(document, [], length=LENGTHS["short"], summarizer="test").words == 0


def test_json_is_valid_versioned_and_exact(document: Document) -> None:
    value = json.loads(render(made(document, "The harbour", "Ferries"), document, "json"))
    assert (value["schema"], value["source"]) == (SCHEMA, "bridge.txt")
    for sentence in value["sentences"]:
        ((start, end),) = sentence["sources"]
        assert TEXT[start:end] == sentence["text"]
    ((start, end),) = [item["span"] for item in value["removed"]]
    assert TEXT[start:end] == "Menu | Sport | Weather"


def test_a_json_line_is_one_line_with_the_same(document: Document) -> None:
    summary = made(document, "The harbour")
    line = render(summary, document, "jsonl")
    assert "\n" not in line
    assert json.loads(line) == json.loads(render(summary, document, "json"))


def test_text_is_the_summary_and_what_is_asked_for(document: Document) -> None:
    summary = made(document, "Ferries")
    assert render(summary, document, "text") == "Ferries stop in May."
    shown = render(summary, document, "text", View(explain=True, removed=True))
    assert "1. score 0." in shown
    assert "line 7" in shown
    assert "navigation     line 1: Menu | Sport | Weather" in shown


def test_nothing_removed_is_said(document: Document) -> None:
    whole = Document.from_text(TEXT, language="en")
    shown = render(made(whole, "Ferries"), whole, "text", View(removed=True))
    assert shown.endswith("Removed: none")


def test_markdown_escapes_what_would_be_markup(document: Document) -> None:
    summary = made(document, "Engineers", "Ferries", length="bullets")
    shown = render(summary, document, "markdown", View(explain=True, removed=True))
    assert "- Engineers replaced \\<forty\\> cables & two lamps.\n- Ferries" in shown
    assert "| Menu \\| Sport \\| Weather | navigation | line 1 |" in shown


class Page(HTMLParser):
    """Collects the text of the elements it is asked about, and every address."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.marked: list[str] = []
        self.open: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.open.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag == "mark":
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            continue

    def handle_data(self, data: str) -> None:
        if "mark" in self.open:
            self.marked[-1] += data


def test_html_marks_the_sentences_in_the_article_and_asks_nothing_of_the_network(
    document: Document,
) -> None:
    page = Page(render(made(document, "Engineers", "Ferries"), document, "html"))
    assert page.marked == ["Engineers replaced <forty> cables & two lamps.", "Ferries stop in May."]
    assert page.links == ["#s1", "#s2"]
    assert "forty" not in page.tags


def test_html_shows_what_was_removed_with_its_rule(document: Document) -> None:
    shown = render(made(document, "Ferries", length="bullets"), document, "html")
    assert "<small>navigation</small> Menu | Sport | Weather" in shown


def test_an_unknown_form_lists_those_there_are(document: Document) -> None:
    with pytest.raises(UnknownNameError, match=", ".join(FORMATS)):
        render(made(document, "Ferries"), document, "xml")


texts = st.text(max_size=8)
numbers = st.floats(allow_nan=False, allow_infinity=False)
counts = st.integers(0, 10**9)
spans = st.builds(Span, counts, counts)
summaries = st.builds(
    Summary,
    text=texts,
    sentences=st.lists(
        st.builds(
            SummarySentence,
            text=texts,
            score=numbers,
            sources=st.lists(spans, max_size=2).map(tuple),
            support=st.floats(0, 1),
            unsupported=st.lists(spans, max_size=2).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
    title=st.none() | texts,
    length=texts,
    summarizer=texts,
    model=st.none() | texts,
    removed=st.lists(st.builds(Removed, spans, texts, texts), max_size=2).map(tuple),
    coverage=st.builds(Coverage, counts, counts, counts, counts, counts),
    words=counts,
    compression=numbers,
    notes=st.lists(texts, max_size=2).map(tuple),
    seconds=numbers,
)


@settings(max_examples=40, deadline=None)
@given(summaries)
def test_a_summary_comes_back_from_its_json_as_it_was(summary: Summary) -> None:
    assert Summary.from_dict(json.loads(json.dumps(summary.to_dict()))) == summary
    assert Summary.from_dict({**summary.to_dict(), "source": "bridge.txt"}) == summary


@pytest.mark.parametrize(
    "change",
    [
        {"schema": 2},
        {"schema": None},
        {"sentences": 7},
        {"sentences": [{"text": "Ferries stop."}]},
        {"removed": [{}]},
        {"coverage": {"pages": 3}},
        {"notes": None},
    ],
)
def test_what_is_no_summary_is_refused(document: Document, change: dict[str, object]) -> None:
    values = made(document, "Ferries").to_dict()
    with pytest.raises(ValueError, match=r"^not a (summary|sentence)"):
        Summary.from_dict({**values, **change})
    values.pop("text")
    with pytest.raises(ValueError, match="not a summary: 'text'"):
        Summary.from_dict(values)
