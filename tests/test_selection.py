"""Candidates chosen together: within the length, none twice, and what a cut frees is used."""

from collections.abc import Collection, Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.document import Document, count_words
from summarize.length import Length
from summarize.methods.abstractive.candidates import Candidate
from summarize.methods.abstractive.selection import Option, best_together
from summarize.methods.extractive import document_terms
from summarize.methods.salience import embedded, judge

TEXT = (
    "The harbour bridge, which was built in 1931, closed to cars on Monday after a year of debate. "
    "The council will spend nine million euros on the cables of the harbour bridge and its lamps. "
    "A ferry, painted white, will carry commuters across the harbour until the spring of next year."
    " The harbour bridge closed to cars on Monday after a year of debate, as was said before. "
    "A gull watched the workers from a lamp and was pleased with what it saw below on the deck."
)
DOCUMENT = Document.from_text(TEXT, language="en")
TERMS = document_terms(DOCUMENT)
JUDGED = judge(DOCUMENT, TERMS, embedded())
REPEATED = {0, 3}

WHOLE = [sentence.text for sentence in DOCUMENT.sentences]
SHORTER = [
    "The harbour bridge closed to cars on Monday.",
    "The council will spend nine million euros on the harbour bridge.",
    "A ferry will carry commuters across the harbour.",
    "The harbour bridge closed to cars on Monday.",
    "A gull watched the workers.",
]


def option(index: int, text: str, value: float = 0.0) -> Option:
    words = count_words(text)
    return Option(index, Candidate(text, words, value, whole=text == WHOLE[index]), words)


OPTIONS = [option(i, text) for i, text in (*enumerate(WHOLE), *enumerate(SHORTER))]


def anything(chosen: Collection[int]) -> bool:
    return True


def chosen(
    words: int, *, options: Collection[Option] = OPTIONS, most: int | None = None, least: int = 1
) -> Mapping[int, Candidate]:
    length = Length("made", least=least, most=most, words=words)
    found = best_together(TERMS, JUDGED, list(options), length, may_stand=anything)
    assert found is not None
    return found


def test_a_cut_that_makes_room_for_another_sentence_is_made() -> None:
    found = chosen(22, options=[option(1, WHOLE[1]), option(1, SHORTER[1]), option(2, SHORTER[2])])
    assert count_words(WHOLE[1]) <= 22  # it would have fitted alone
    assert {i: candidate.text for i, candidate in found.items()} == {1: SHORTER[1], 2: SHORTER[2]}


def test_the_same_is_not_said_twice() -> None:
    assert not chosen(200).keys() >= REPEATED


def test_where_candidates_are_alike_what_the_model_would_keep_decides() -> None:
    options = [option(1, SHORTER[1], value) for value in (0.0, 4.0, 2.0)]
    assert chosen(30, options=options)[1].value == 4.0


def test_a_set_that_may_not_stand_is_not_chosen() -> None:
    length = Length("made", words=60)
    free = best_together(TERMS, JUDGED, OPTIONS, length, may_stand=anything)
    assert free is not None
    (first, *_) = free

    def without(them: Collection[int]) -> bool:
        return first not in them

    held = best_together(TERMS, JUDGED, OPTIONS, length, may_stand=without)
    assert held
    assert first not in held


@pytest.mark.parametrize("words", [0, 3])
def test_where_nothing_fits_there_is_no_set(words: int) -> None:
    length = Length("made", words=words)
    assert best_together(TERMS, JUDGED, OPTIONS, length, may_stand=anything) is None
    assert best_together(TERMS, JUDGED, [], length, may_stand=anything) is None


@settings(deadline=None, max_examples=40)
@given(
    st.sets(st.sampled_from(range(len(OPTIONS))), min_size=1),
    st.integers(5, 80),
    st.none() | st.integers(1, 4),
    st.integers(1, 3),
)
def test_the_length_is_kept_and_no_order_of_the_options_matters(
    some: set[int], words: int, most: int | None, least: int
) -> None:
    least = min(least, most or least)
    options = [OPTIONS[at] for at in some]
    length = Length("made", least=least, most=most, words=words)
    found, again = (
        best_together(TERMS, JUDGED, given, length, may_stand=anything)
        for given in (options, options[::-1])
    )
    assert found == again
    if found is None:
        assert all(one.words > words for one in options)
        return
    assert length.admits([candidate.words for candidate in found.values()])
    known = {(one.index, one.candidate.text) for one in options}
    assert {(i, candidate.text) for i, candidate in found.items()} <= known
    assert not found.keys() >= REPEATED
    if len(found) < least:  # then no so many fit
        brief = [min((o.words for o in options if o.index == i), default=99) for i in range(5)]
        together = [pair for pair in product(range(5), repeat=2) if pair[0] < pair[1]]
        fitting = [p for p in together if brief[p[0]] + brief[p[1]] <= words and set(p) != REPEATED]
        assert least > 2 or not fitting
