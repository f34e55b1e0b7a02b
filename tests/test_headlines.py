"""Headlines: what most of the rewritings say, without articles, of a sentence that stands alone."""

import re

import pytest

from summarize import summarize
from summarize.document import Document
from summarize.length import LENGTHS
from summarize.methods.abstractive import Abstractive
from summarize.methods.abstractive.headlines import agreement, terse
from summarize.methods.abstractive.rewriter import Hypothesis


def said(text: str, score: float = -0.2) -> Hypothesis:
    return Hypothesis(tuple(text.split()), score)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("The town will mend the old bridge", "Town to mend old bridge"),
        ("A ferry has replaced its bridge", "Ferry replaced bridge"),
        ("An owner sold The Hague a mill", "Owner sold The Hague mill"),
        ("Library opens six days a week", "Library opens six days a week"),
        ("Town will not pay", "Town will not pay"),
        ("Mayor has been accused", "Mayor has been accused"),
        ("Mayor has a plan", "Mayor has plan"),
        ("Mayor is said to have opened it", "Mayor is said to have opened it"),
        ("But the mayor will pay", "Mayor to pay"),
        ("So far the town has paid", "So far town paid"),
        ("It will make rain", "It will make rain"),
        ("The 24-year-old left", "The 24-year-old left"),
        ("A few ferries run", "A few ferries run"),
        ("Town wants its own bridge", "Town wants its own bridge"),
        ("Heirs read the last will of a miller", "Heirs read last will of miller"),
        ("Court reads his will and testament", "Court reads will and testament"),
        ("Nurse of free will is heard", "Nurse of free will is heard"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_headline_goes_without_articles_and_tells_the_same(text: str, short: str) -> None:
    assert terse(text) == short


def test_what_most_rewritings_say_agrees_most() -> None:
    answers = [
        (1.0, [said("town mends bridge"), said("the town mends old bridge"), said("on monday")]),
        (0.5, [said("the town mends the old bridge .")]),
    ]
    first, second = agreement(answers)
    assert max(first) == first[1]
    assert min(first) == first[2]
    assert second[0] == pytest.approx(first[1])  # the same but for articles and the full stop
    assert all(0 <= value <= 1 for value in (*first, *second))


def test_a_likelier_rewriting_counts_for_more() -> None:
    def drawn(score: float) -> list[float]:
        ((one, other),) = agreement([(1.0, [said("town mends bridge"), said("ferry runs", score)])])
        return [one, other]

    (one, other), (less, more) = drawn(-9.0), drawn(9.0)
    assert one > other
    assert less < more


ARTICLE = (
    "{} The council of Selwick voted on Monday to close the harbour bridge to cars for a year. "
    "The bridge, which was built in 1931, has stuck four times since last spring. "
    "A ferry will carry the commuters of Selwick across the harbour until the bridge opens again."
)


@pytest.mark.parametrize(
    "first",
    [
        "I remember the harbour bridge of Selwick as it was before the vote of the council.",
        "Who will pay for the harbour bridge of Selwick, which the council voted to close?",
        "They remember the harbour bridge of Selwick as it was before the council voted.",
        "Ann Lee: Because the harbour bridge of Selwick is old, and the council voted for it.",
        "The two had seen the harbour bridge of Selwick and the vote of the council.",
    ],
)
def test_a_headline_is_of_a_sentence_that_stands_alone(first: str) -> None:
    document = Document.from_text(ARTICLE.format(first), language="en")
    made = Abstractive().summarize(document, LENGTHS["headline"])
    (span,) = made.sentences[0].sources
    assert made.model
    assert span.of(document.text) != first


def test_a_sentence_that_is_long_is_cut_where_no_headline_stands() -> None:
    text = (
        "The council of Selwick, whose members had met in the old hall since the spring of 1931, "
        "voted to close the harbour bridge, which has stuck four times and is the only one for "
        "nine miles, to cars, because the engineers had found cracks in the tower of the bridge."
    )
    summary = summarize(f"{text} It rained.", summarizer="abstractive", length="headline")
    assert summary.words <= 14
    assert not re.search(r"\b(?:the|a) [a-z]", summary.text)
