"""What summaries promise: a source that fits comes back whole, `lead` skips nothing, `Nw` fills."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize import summarize
from summarize.document import Document
from summarize.language import terms
from summarize.length import FILLED, LENGTHS, Length
from summarize.methods.repetition import Repetition
from summarize.registry import get

WORDS = [
    *("the", "a", "of", "and", "to", "in", "is", "was", "not", "for", "on", "that", "by", "no"),
    *("harbour", "bridge", "cable", "ferry", "town", "mayor", "river", "engineer", "repair"),
    *("Monday", "report", "money", "nine", "forty", "school", "library", "garden", "12", "4.5"),
]
sentences = st.builds(
    lambda words, end: f"{' '.join(words).capitalize()}{end}",
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=45),
    st.sampled_from([".", "!", "?"]),
)
articles = st.lists(
    st.lists(sentences, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=7
).map("\n\n".join)
RANKERS = ("textrank", "salience", "lexrank", "lead", "random", "sumy-luhn")

WITHIN = {
    "a negation": "The council will sell the mill. The council will not sell the mill. Few care.",
    "figures": "In May the ferry carried 310 people. In June the ferry carried 420 people."
    " In July the ferry carried 290 people.",
    "years": "In 2019 the school had one teacher. In 2021 the school had one teacher.",
    "a short sentence before a long one": "Rents rose.\n\nRents of small flats in the old town rose"
    " by 6 percent in April, the agency said. Rents of houses did not rise.",
    "letters that name things": "Gate A is open to visitors. Gate B is closed to visitors."
    " Gate C is open to visitors with a pass. Gate D is closed to visitors until May.",
    "a question and its answer": "Will the library stay open on Sunday? The library will stay open"
    " on Sunday.",
    "who did what to whom": "The dog bit the postman. The postman bit the dog.",
    "names": "Anna Bell voted for the plan. Piet Moor voted for the plan.",
    "a condition": "The fair takes place. The fair takes place if it does not rain.",
}


def texts_of(document: Document) -> list[str]:
    return [" ".join(sentence.text.split()) for sentence in document.sentences]


@pytest.mark.parametrize("summarizer", RANKERS)
@pytest.mark.parametrize("length", ["long", "100%"])
@pytest.mark.parametrize("text", WITHIN.values(), ids=WITHIN)
def test_a_source_within_the_length_comes_back_whole(
    text: str, length: str, summarizer: str
) -> None:
    summary = summarize(text, length=length, summarizer=summarizer, language="en")
    assert [s.text for s in summary.sentences] == texts_of(Document.from_text(text, language="en"))
    assert summary.notes == ("the source is already within the length: it is given as it is",)


@pytest.mark.parametrize("summarizer", ["textrank", "salience", "lead"])
@settings(max_examples=25, deadline=None)
@given(text=articles)
def test_any_source_within_the_length_comes_back_whole(summarizer: str, text: str) -> None:
    document = Document.from_text(text, language="en")
    length = Length.parse(f"{document.words}w")
    summary = get(summarizer).summarize(document, length)
    folded = dict.fromkeys(text.casefold() for text in texts_of(document))
    assert [s.text.casefold() for s in summary.sentences] == list(folded)
    twice = len(folded) < len(document.sentences)
    assert any("sentences that stand twice once" in note for note in summary.notes) == twice


@settings(max_examples=60, deadline=None)
@given(text=articles, written=st.sampled_from([*LENGTHS, "1s", "4s", "30w", "100w", "15%", "60%"]))
def test_lead_is_a_beginning_and_the_next_sentence_does_not_fit(text: str, written: str) -> None:
    document, asked = Document.from_text(text, language="en"), Length.parse(written)
    summary = get("lead").summarize(document, asked)
    length = asked.of(document.words)
    if length.admits([s.words for s in document.sentences]):
        return
    count = len(summary.sentences)
    spans = [s.sources[0].start for s in summary.sentences]
    assert spans == [s.span.start for s in document.sentences[:count]]
    if length.style == "prose" and count < len(document.sentences):
        longer = [s.words for s in document.sentences[: count + 1]]
        assert not length.admits(longer)


def test_lead_skips_no_sentence_that_does_not_fit() -> None:
    long = "The old bridge over the river reopened on Monday after a year of repairs to its cables."
    text = f"The ferry stops in May. {long} Nobody minds. The mayor spoke."
    summary = summarize(text, length="12w", summarizer="lead", language="en")
    assert summary.text == "The ferry stops in May."
    assert summary.notes == ("5 of 12 words: the sentence after them does not fit",)


def test_lead_can_take_the_beginning_nearest_to_a_number_of_words() -> None:
    text = "One two three four. Five six seven eight. Nine ten eleven twelve. One more."
    nearest = get("lead:nearest=yes")
    for words, sentences_taken in ((5, 1), (7, 2), (11, 3), (3, 1)):
        document = Document.from_text(text, language="en")
        summary = nearest.summarize(document, Length.parse(f"{words}w"))
        assert len(summary.sentences) == sentences_taken, words


def some_selection_fills(sizes: Sequence[int], words: int) -> bool:
    sums = {0}
    for size in sizes:
        sums |= {total + size for total in sums if total + size <= words}
    return max(sums) >= FILLED * words


def say_something_of_their_own(texts: Sequence[str]) -> Iterator[int]:
    """Yield the sentences that neither repeat another nor are repeated, in whichever order."""
    for index in range(len(texts)):
        alike = False
        for other in (i for i in range(len(texts)) if i != index):
            for first, second in ((index, other), (other, index)):
                distinct = Repetition(terms(texts, "en"), texts, "en")
                distinct.add(first)
                alike |= distinct.repeats(second)
        if not alike:
            yield index


@pytest.mark.parametrize("summarizer", ["textrank", "salience", "lexrank", "random"])
@settings(max_examples=30, deadline=None)
@given(text=articles, written=st.sampled_from(["20w", "60w", "120w", "251w", "10%", "50%", "80%"]))
def test_a_number_of_words_is_filled_or_the_summary_says_why_not(
    summarizer: str, text: str, written: str
) -> None:
    document = Document.from_text(text, language="en")
    length = Length.parse(written).of(document.words)
    assert length.words is not None
    if length.admits([s.words for s in document.sentences]):
        return
    summary = get(summarizer).summarize(document, Length.parse(written))
    chosen = {source for sentence in summary.sentences for source in sentence.sources}
    words = sum(s.words for s in document.sentences if s.span in chosen)
    if words < FILLED * length.words:
        note = f"{summary.words} of {length.words} words: no other whole sentences fit or say more"
        assert summary.notes == (note,)
        texts = texts_of(document)
        sizes = [document.sentences[i].words for i in say_something_of_their_own(texts)]
        assert not some_selection_fills(sizes, length.words)


@pytest.mark.parametrize("summarizer", ["textrank", "salience"])
def test_a_longer_summary_is_asked_for_and_given_past_250_words(summarizer: str) -> None:
    text = " ".join(
        f"On day {n} the crew of boat {n} {verb} the {thing} near the {place} after a long night."
        for n, (verb, thing, place) in enumerate(
            (verb, thing, place)
            for verb in ("mended", "lost", "sold", "found")
            for thing in ("nets", "anchor", "lamps", "sail")
            for place in ("pier", "mill", "bay")
        )
    )
    before = summarize(text, length="250w", summarizer=summarizer, language="en").words
    after = summarize(text, length="251w", summarizer=summarizer, language="en").words
    assert before >= 200
    assert after >= 200


@pytest.mark.parametrize(
    ("said", "again", "repeats"),
    [
        ("The bridge reopened on Monday.", "The bridge reopened on Monday!", True),
        ("The bridge over the bay reopened on Monday.", "The bridge reopened on Monday.", True),
        ("In 2019 the old mill closed, as planned.", "The old mill closed.", True),
        ("The bridge reopened.", "The bridge over the bay reopened on Monday.", False),
        ("The mayor will resign.", "The mayor will not resign.", False),
        ("The mayor will resign.", "Will the mayor resign?", False),
        ("The mayor won't resign.", "The mayor will resign.", False),
        ("The boat carried 310 people.", "The boat carried 420 people.", False),
        ("Gate A is open to visitors.", "Gate B is open to visitors.", False),
        ("Anna Bell voted for the plan.", "Piet Moor voted for the plan.", False),
        ("The dog bit the postman.", "The postman bit the dog.", False),
        ("The gate is open to all visitors.", "The gate is closed to all visitors.", False),
        ("Rents fell.", "Rents rose.", False),
        (
            "He then turned to the captain, adding that the crew had slept, eaten and mended the"
            " nets before the storm reached the harbour.",
            "Turning to the captain, he said that the crew had slept, eaten and mended the nets"
            " before the storm reached the harbour.",
            True,
        ),
    ],
)
def test_a_repetition_makes_the_same_statement(said: str, again: str, repeats: bool) -> None:
    repetition = Repetition(terms([said, again], "en"), [said, again], "en")
    repetition.add(0)
    assert repetition.repeats(1) is repeats


@pytest.mark.parametrize(
    ("code", "said", "again"),
    [
        ("de", "Die Brücke wird im Mai gebaut.", "Die Brücke wird im Mai nicht gebaut."),
        ("fr", "Le pont sera construit en mai.", "Le pont ne sera pas construit en mai."),
        ("es", "El puente se abre en mayo.", "El puente no se abre en mayo."),
        ("ru", "Мост откроют в мае.", "Мост не откроют в мае."),
    ],
)
def test_a_negation_is_seen_in_other_languages(code: str, said: str, again: str) -> None:
    repetition = Repetition(terms([said, again], code), [said, again], code)
    repetition.add(0)
    assert not repetition.repeats(1)


def test_sentences_of_one_template_are_told_apart_in_time_that_grows_with_their_number() -> None:
    texts = [f"Row {n} of the table lists the boats of the harbour by age." for n in range(5_000)]
    repetition = Repetition([text.lower().rstrip(".").split() for text in texts], texts, "en")
    for index in range(len(texts)):
        assert not repetition.repeats(index)
        repetition.add(index)
