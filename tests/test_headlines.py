"""Headlines: what most of the rewritings say of a sentence that stands alone."""

from collections import Counter

import pytest

from summarize import summarize
from summarize.document import Document
from summarize.length import LENGTHS, Length
from summarize.methods.abstractive import Abstractive
from summarize.methods.abstractive.headlines import agreement
from summarize.methods.abstractive.rewriter import Hypothesis


def said(text: str, score: float = -0.2) -> Hypothesis:
    return Hypothesis(tuple(text.split()), score)


def test_what_most_rewritings_say_agrees_most() -> None:
    answers = [
        (1.0, [said("town mends bridge"), said("the town mends old bridge"), said("on monday")]),
        (0.5, [said("town mends the old bridge .")]),
    ]
    texts = ("town mends bridge", "town mends the old bridge", "on monday")
    first, second, third = (agreement(Counter(text.split()), answers) for text in texts)
    assert 1 > second > first > third > 0


def test_a_likelier_rewriting_counts_for_more() -> None:
    def value(text: str, score: float) -> float:
        answers = [(1.0, [said("town mends bridge"), said("ferry runs", score)])]
        return agreement(Counter(text.split()), answers)

    assert value("town mends bridge", -9.0) > value("ferry runs", -9.0)
    assert value("town mends bridge", 9.0) < value("ferry runs", 9.0)


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


@pytest.mark.parametrize(
    "sentence",
    [
        "Following her death, the ward holds an election. Bo Ash leads the council of Selwick.",
        "While the speech of Ann Lee was long, the mayor of Selwick delivered his in four words.",
    ],
)
def test_a_pronoun_has_its_noun_in_the_headline(sentence: str) -> None:
    document = Document.from_text(f"{sentence} It rained all day. They left.", language="en")
    headline = Abstractive().summarize(document, LENGTHS["headline"]).text
    assert not headline.startswith("Following her")
    assert "delivered his" not in headline or "speech" in headline


def test_a_headline_has_the_sentence_s_own_words_in_its_own_order() -> None:
    document = Document.from_text(ARTICLE.format(""), language="en")
    headline = Abstractive().summarize(document, LENGTHS["headline"])
    (span,) = headline.sentences[0].sources
    words = iter(span.of(document.text).casefold().replace(".", "").split())
    assert all(word in words for word in headline.text.casefold().split())
    assert headline.words <= 14


FERRY = (
    "A state-of-the-art ferry of the town of Selwick sank on Monday near the old harbour, after a "
    "storm that had lasted for three days and had closed the roads to the north of the town."
)


def test_a_hyphenated_word_stays_whole_and_north_of_the_town_is_no_north() -> None:
    document = Document.from_text(f"{FERRY} Nobody was hurt.", language="en")
    text = Abstractive().summarize(document, LENGTHS["headline"]).text
    assert "state-of-the-art" in text or "state" not in text
    assert not text.endswith("north")


def test_where_no_headline_is_short_enough_a_longer_one_stands_and_says_so() -> None:
    document = Document.from_text(
        "Group of eight finance ministers warned on Saturday that the world economy was menaced by "
        "soaring energy costs and called for closer cooperation to calm oil and gas markets.",
        language="en",
    )
    summary = Abstractive().summarize(document, Length.parse("8w"))
    assert 8 < summary.words < document.words
    assert any("longer than 8 words" in note for note in summary.notes)


def test_who_says_it_stands_behind_a_comma() -> None:
    document = Document.from_text(
        "A firebomb seriously damaged the car of the ambassador to Selwick overnight in the port "
        "of the old town, police said on Thursday.",
        language="en",
    )
    text = Abstractive().summarize(document, Length.parse("12w")).text
    assert " said" not in text or ", police said" in text


@pytest.mark.parametrize("summarizer", ["abstractive", "salience", "textrank", "lead"])
def test_a_document_s_own_headline_is_taken_by_every_summarizer(summarizer: str) -> None:
    text = "Harbour bridge to close for a year\n\n" + ARTICLE.format("")
    summary = summarize(text, summarizer=summarizer, length="headline")
    assert summary.text == "Harbour bridge to close for a year"


@pytest.mark.parametrize(
    ("sentence", "most"),
    [
        (
            "The council of Selwick closed the harbour bridge to all cars and buses on Monday by a"
            " vote of nine to four in the old hall, while the mayor of Ellis, who lost the vote,"
            " continued to call the closing of the bridge a costly and dangerous mistake.",
            14,
        ),
        (
            "The ferry company of Selwick pays its captains £500-a-week in summer for the work on"
            " the harbour, and it pays forty sailors of the winter ferry half as much.",
            14,
        ),
    ],
)
def test_a_long_sentence_gives_its_main_clause(sentence: str, most: int) -> None:
    document = Document.from_text(f"{sentence} It rained all day. They left.", language="en")
    headline = Abstractive().summarize(document, LENGTHS["headline"])
    assert headline.words <= most
    assert "mistake" not in headline.text
    assert "-week" not in headline.text or "-a-week" in headline.text
