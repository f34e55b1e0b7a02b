"""Summaries that answer a question or stay on a topic."""

import json
from pathlib import Path

import pytest

from summarize import read, summarize
from summarize.document import Document
from summarize.document.focus import relevance

SAMPLES = Path(__file__).parent.parent / "samples"
QUESTIONS = Path(__file__).parent / "questions" / "samples.jsonl"
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
    found = relevance(document, "lamps on the bridge")
    best = max(range(len(found.scores)), key=found.scores.__getitem__)
    assert "every lamp" in document.sentences[best].text
    assert found.match == "good"


@pytest.mark.parametrize(
    ("question", "answer"),
    [("retailers", "Shops on the quay"), ("boat traffic", "Ferries")],
)
def test_other_words_than_the_article_s_find_the_answer(question: str, answer: str) -> None:
    summary = summarize(TEXT, focus=question, length="1s")
    assert answer in summary.text


def test_in_other_languages_words_alone_decide() -> None:
    text = "Die Brücke wurde am Montag geöffnet. Die Fähre kostet vier Euro. Das Museum ist zu."
    found = relevance(Document.from_text(text, language="de"), "Was kostet die Fähre?")
    assert found.match == "good"
    assert found.scores[1] > found.scores[0]


def test_questions_of_the_samples_find_their_answers_and_miss_nothing_else() -> None:
    """A floor below what `benchmarks/focus.py` measures: 31 of 36, and 15 of 15."""
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    documents = {name: read(SAMPLES / f"{name}.txt") for name in {row["article"] for row in rows}}
    good = {True: 0, False: 0}
    for row in rows:
        match = relevance(documents[row["article"]], row["question"]).match
        good[row["answer"] is not None] += match == "good"
    assert good[True] >= 28
    assert good[False] <= 1


def test_a_long_document_is_searched_to_its_end() -> None:
    sample = read(SAMPLES / "harbour-bridge.txt")
    text = f"{sample.text}\n\nThe zeppelin museum in Dorne charges seven crowns."
    summary = summarize(text, focus="zeppelin museum", length="1s", clean=False)
    assert "seven crowns" in summary.text
