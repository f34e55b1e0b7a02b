"""TextRank's prior: how much the place and the wording of a sentence count, within bounds."""

import numpy as np
import pytest

from summarize.cleaning import clean
from summarize.document import Document
from summarize.length import Length
from summarize.methods.textrank import TextRank, prior, signs

PLAIN = "The council of Selwick mends the old harbor bridge."  # nine words
OTHERS = "Engineers replaced forty cables on the bridge last spring. " * 4


def weight(text: str, language: str = "en") -> float:
    """The prior of a sentence behind four others, as a share of that of `PLAIN` in its place."""
    weights = [
        prior(Document.from_text(f"{OTHERS}{sentence}", language=language))[-1]
        for sentence in (text, PLAIN)
    ]
    return float(weights[0] / weights[1])


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("They mend the old harbor bridge of the town.", 0.55, 0.9),
        ("“The council of Selwick mends the harbor bridge now.”", 0.02, 0.3),
        ("The council of Selwick mends the old harbor bridge", 0.03, 0.4),
        ("The council mends the bridge.", 0.1, 0.6),
        ("We show that the council mends the harbor bridge.", 1.5, 5.0),
        ("The council of Selwick mends the old harbor bridge of the town, and all of its cables.",
         1.1, 1.6),
    ],
)  # fmt: skip
def test_wording_counts_so_much_and_no_more(text: str, least: float, most: float) -> None:
    assert least < weight(text) < most


def test_the_opening_counts_most_and_fades() -> None:
    weights = prior(Document.from_text(f"{PLAIN} " * 40, language="en"))
    assert np.all(np.diff(weights) < 0)
    assert 6 < weights[0] / weights[-1] < 25
    assert weights[0] / weights[10] > 3


NEWS = (
    "Boats from the north wait near the quay. The council mends the bridge and its old cables. "
    "The bridge closes to cars for the repairs. Ferries replace the bridge until the cables hold. "
    "The old bridge and its cables close to cars while the council mends them."
)


@pytest.mark.parametrize(("code", "first"), [("ar", True), ("en", True), ("ur", False)])
def test_in_a_language_whose_news_opens_otherwise_the_opening_is_not_taken_for_its_place(
    code: str, first: bool
) -> None:
    document = Document.from_text(NEWS, language=code)
    chosen = TextRank().summarize(document, Length.parse("1s")).text
    assert chosen.startswith("The council") is first


@pytest.mark.parametrize(
    ("language", "text", "hangs"),
    [
        ("en", "They mend it.", True),
        ("de", "Damals war die Brücke neu.", True),
        ("fr", "Elle est fermée.", True),
        ("es", "Pero el puente está cerrado.", True),
        ("it", "Il ponte è chiuso.", False),
        ("de", "Die Brücke ist zu.", False),
    ],
)
def test_words_that_go_on_are_those_of_the_texts_own_language(
    language: str, text: str, hangs: bool
) -> None:
    document = Document.from_text(f"{PLAIN} {text}", language=language)
    assert bool(signs(document).hanging[-1]) is hangs


def test_a_sentence_with_the_words_of_the_headline_comes_first() -> None:
    paid = "The town pays for the ferries out of its own harbor fund."
    titled = clean(Document.from_text(f"# Town pays for ferries\n\n{NEWS} {paid}"))
    untitled = clean(Document.from_text(f"{NEWS} {paid}"))
    assert titled.title == "Town pays for ferries"
    assert TextRank().summarize(titled, Length.parse("1s")).text == paid
    assert TextRank().summarize(untitled, Length.parse("1s")).text != paid
