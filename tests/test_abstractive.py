"""The embedded abstractive summarizer: shorter, of the source's own words, and offline."""

import subprocess
import sys
from pathlib import Path

import pytest

from summarize import read, summarize

SAMPLES = Path(__file__).parent.parent / "samples"


def test_a_summary_is_not_made_of_whole_sentences_alone() -> None:
    document = read(str(SAMPLES / "harbour-bridge.txt"))
    summary = summarize(document, summarizer="abstractive", length="short")
    whole = {" ".join(sentence.text.split()) for sentence in document.sentences}
    assert any(sentence.text not in whole for sentence in summary.sentences)
    assert summary.words <= 50
    assert summary.model
    assert all(sentence.sources for sentence in summary.sentences)


def test_the_same_text_gives_the_same_summary() -> None:
    path = SAMPLES / "reef-sound.txt"
    first, second = (summarize(path, summarizer="abstractive").text for _ in range(2))
    assert first == second


def test_a_headline_is_rewritten_or_the_document_s_own() -> None:
    text = summarize(
        SAMPLES / "harbour-bridge.txt", summarizer="abstractive", length="headline"
    ).text
    assert len(text.split()) <= 14
    assert not text.endswith(".")


def test_a_text_within_the_length_comes_back_as_it_is() -> None:
    text = "The bridge opened on Monday after a year of repairs."
    summary = summarize(text, summarizer="abstractive")
    assert summary.text == text
    assert summary.model is None


def test_another_language_is_not_rewritten_and_the_summary_says_so() -> None:
    summary = summarize(SAMPLES / "bergbahn.txt", summarizer="abstractive", length="short")
    assert any("the model writes English" in note for note in summary.notes)
    document = read(str(SAMPLES / "bergbahn.txt"))
    whole = {" ".join(sentence.text.split()) for sentence in document.sentences}
    assert {sentence.text for sentence in summary.sentences} <= whole


@pytest.mark.parametrize("module", ["torch", "transformers"])
def test_neither_torch_nor_transformers_is_loaded(module: str) -> None:
    code = (
        "import sys; from summarize import summarize; from pathlib import Path;"
        f"summarize(Path({str(SAMPLES / 'reef-sound.txt')!r}), summarizer='abstractive');"
        f"sys.exit({module!r} in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
