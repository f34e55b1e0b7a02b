"""Summaries that answer a question or stay on a topic."""

from pathlib import Path

import pytest

from summarize import read, summarize
from summarize.document import Document
from summarize.document.focus import relevance

TEXT = (
    "The harbour bridge reopened on Monday after a year of repairs, the town said.\n\n"
    "Engineers replaced forty cables and every lamp on the bridge. The work began in April.\n\n"
    "The town paid nine million euros for the repairs. A ticket for the ferry costs 4 euros.\n\n"
    "Ferries that carried commuters across the harbour stop in May. Mayor Lind thanked them.\n\n"
    "Shops on the quay hope for more visitors in the summer. A market opens at 9:00 on Saturday.\n"
)


@pytest.mark.parametrize("summarizer", ["textrank", "lexrank", "lead", "salience"])
@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What does a ticket cost?", "4 euros"),
        ("ferry tickets", "4 euros"),
        ("When does the market open?", "9:00"),
        ("Which cables were replaced?", "forty cables"),
        ("shops", "Shops on the quay"),
    ],
)
def test_one_sentence_answers(summarizer: str, question: str, answer: str) -> None:
    summary = summarize(TEXT, focus=question, length="1s", summarizer=summarizer)
    assert answer in summary.text
    assert not any("has nothing on" in note for note in summary.notes)


def test_abstractive_writes_of_the_paragraphs_that_answer() -> None:
    for question, answer in (("What does a ticket cost?", "4 euros"), ("market", "9:00")):
        summary = summarize(TEXT, focus=question, summarizer="abstractive", length="short")
        assert answer in summary.text


def test_what_the_article_does_not_have_is_said() -> None:
    summary = summarize(TEXT, focus="penguins of Antarctica", length="1s")
    assert any("has nothing on “penguins of Antarctica”" in note for note in summary.notes)
    assert summary.text == summarize(TEXT, length="1s").text


def test_the_length_is_kept_and_spans_are_exact() -> None:
    document = Document.from_text(TEXT)
    summary = summarize(document, focus="the bridge", length="short")
    assert len(summary.sentences) <= 2
    for sentence in summary:
        (span,) = sentence.sources
        assert " ".join(span.of(TEXT).split()) == sentence.text


def test_relevance_is_highest_where_the_rarest_words_are() -> None:
    document = Document.from_text(TEXT)
    scores, match = relevance(document, "lamps on the bridge")
    best = max(range(len(scores)), key=scores.__getitem__)
    assert "every lamp" in document.sentences[best].text
    assert match > 0.5


def test_a_long_document_is_searched_to_its_end() -> None:
    sample = read(Path(__file__).parent.parent / "samples" / "harbour-bridge.txt")
    text = f"{sample.text}\n\nThe zeppelin museum in Dorne charges seven crowns."
    summary = summarize(text, focus="zeppelin museum", length="1s")
    assert "seven crowns" in summary.text
