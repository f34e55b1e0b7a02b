"""The greedy extractive oracle: the ceiling of every evaluation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.document import Document
from summarize.errors import SummaryError
from summarize.evaluation import Rouge
from summarize.evaluation.oracle import oracle
from summarize.evaluation.rouge.tokens import tokenizer
from summarize.length import Length

TEXT = "The bridge reopened. Cables were replaced. Nobody came. Ferries stop in May."


def chosen(text: str, *references: str, length: str = "3s") -> list[str]:
    document = Document.from_text(text, language="en")
    found = oracle(document, references, Length.parse(length), str.split)
    return [sentence.text for sentence in found.sentences]


def test_it_takes_what_the_reference_says_in_the_documents_order() -> None:
    reference = "Ferries stop in May. The bridge reopened."
    assert chosen(TEXT, reference) == ["The bridge reopened.", "Ferries stop in May."]


def test_it_stops_where_nothing_more_helps_and_keeps_the_length() -> None:
    assert chosen(TEXT, "Nobody came.", length="4s") == ["Nobody came."]
    assert len(chosen(TEXT, TEXT, length="2s")) == 2
    assert len(chosen(TEXT, TEXT, length="7w")) == 2


def test_with_several_references_it_serves_all() -> None:
    assert chosen(TEXT, "Nobody came.", "Cables were replaced.") == [
        "Cables were replaced.",
        "Nobody came.",
    ]


def test_it_gives_one_sentence_even_where_none_fits_or_helps() -> None:
    assert chosen(TEXT, "Ferries stop in May.", length="1w") == ["Ferries stop in May."]
    assert chosen(TEXT, "Quite another thing!") == ["The bridge reopened."]


def test_a_document_without_a_sentence_has_none() -> None:
    with pytest.raises(SummaryError, match="holds no sentence"):
        chosen("***", "x")


sentences = st.lists(
    st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=5).map(
        lambda words: f"{' '.join(words).capitalize()} end."
    ),
    min_size=1,
    max_size=6,
    unique=True,
)


@given(texts=sentences, wanted=sentences)
def test_it_begins_with_the_sentence_that_scores_highest(
    texts: list[str], wanted: list[str]
) -> None:
    def gain(summary: str) -> float:
        found = Rouge(("rouge1", "rouge2"), stem=False).score(summary, " ".join(wanted))
        return sum(score.f1 for score in found.values())

    document = Document.from_text("\n\n".join(texts), language="en")
    words = tokenizer("rouge-score", stem=False, language="en")
    found = oracle(document, [" ".join(wanted)], Length.parse("6s"), words)
    first = max(found.sentences, key=lambda sentence: sentence.score)
    assert gain(first.text) >= max(gain(s.text) for s in document.sentences) - 1e-12
