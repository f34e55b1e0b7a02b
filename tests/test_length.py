"""Lengths: what is written, what is meant, and what is chosen."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.document import count_words
from summarize.errors import LengthError
from summarize.length import LENGTHS, Length, select


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one", 1),
        ("One, two - three!", 3),
        ("U.S. exports rose 3.5 percent", 5),
        ("well-known co-author", 2),
        ("— … !", 0),
        ("東京は大きい。", 3),  # three characters, 1.75 to a word, and three kana, four to one
        ("iPhone を買う", 3),
        ("การศึกษา", 2),  # seven letters and a vowel sign, 4.2 to a word
        ("नमस्ते दुनिया", 2),
    ],
)
def test_words_are_counted_in_any_writing(text: str, words: int) -> None:
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("written", "least", "most", "words"),
    [
        ("short", 1, 2, 50),
        ("medium", 3, 5, 120),
        ("long", 6, 10, 250),
        ("headline", 1, 1, 14),
        ("SHORT", 1, 2, 50),
        ("5s", 5, 5, None),
        ("100w", 1, None, 100),
        ("100 W", 1, None, 100),
    ],
)
def test_a_length_is_read_as_it_is_written(
    written: str, least: int, most: int | None, words: int | None
) -> None:
    length = Length.parse(written)
    assert (length.least, length.most, length.words) == (least, most, words)


def test_bullets_have_a_limit_each() -> None:
    assert Length.parse("bullets").words_each == 25


@pytest.mark.parametrize("written", ["", "tiny", "0s", "-1w", "101%", "0", "1.5s", "s", "5 ss"])
def test_what_is_no_length_is_refused_with_those_there_are(written: str) -> None:
    with pytest.raises(LengthError, match="headline, short, medium, long, bullets"):
        Length.parse(written)


@pytest.mark.parametrize(("words", "limit"), [(1000, 200), (10, 2), (1, 1), (0, 1)])
def test_a_share_becomes_words_of_the_source(words: int, limit: int) -> None:
    assert Length.parse("20%").of(words).words == limit


def test_a_length_is_its_own_parse() -> None:
    assert Length.parse(LENGTHS["short"]) is LENGTHS["short"]


@dataclass
class Meanings:
    """Sentences with the same meaning repeat each other."""

    of: list[int]
    said: set[int] = field(default_factory=set)

    def repeats(self, index: int) -> bool:
        return self.of[index] in self.said

    def add(self, index: int) -> None:
        self.said.add(self.of[index])


def chosen(sizes: list[int], length: Length, meanings: list[int] | None = None) -> list[int]:
    unlike = list(range(len(sizes)))
    return select(unlike, sizes, length, Meanings(meanings or unlike))


def test_the_best_sentence_is_given_even_where_it_alone_is_too_long() -> None:
    assert chosen([80, 10, 10], LENGTHS["short"]) == [0]


def test_a_sentence_that_does_not_fit_makes_way_for_one_that_does() -> None:
    assert chosen([30, 40, 20], LENGTHS["short"]) == [0, 2]


def test_what_repeats_is_passed_over() -> None:
    assert chosen([10, 10, 10], LENGTHS["short"], meanings=[1, 1, 2]) == [0, 2]


def test_room_is_kept_for_as_many_sentences_as_the_length_needs() -> None:
    assert chosen([50, 60, 20, 20], LENGTHS["medium"]) == [0, 2, 3]


def test_the_main_fact_is_a_bullet_and_then_those_that_fit_come_before_better_ones() -> None:
    assert chosen([40, 10, 12, 30, 9, 30], LENGTHS["bullets"]) == [0, 1, 2, 3, 4]
    assert chosen([40, 10, 12, 30, 9, 8, 7], LENGTHS["bullets"]) == [0, 1, 2, 4, 5]


def test_a_headline_is_the_best_short_sentence_among_the_best() -> None:
    assert chosen([30, 12, 20, 5, 5, 5], LENGTHS["headline"]) == [1]
    assert chosen([30, 30, 30, 5, 5, 5], LENGTHS["headline"]) == [0]


lengths = st.one_of(
    st.sampled_from(list(LENGTHS.values())),
    st.builds(
        lambda n, unit: Length.parse(f"{n}{unit}"), st.integers(1, 40), st.sampled_from("sw")
    ),
)


@given(st.lists(st.integers(1, 90), min_size=1, max_size=40), lengths)
def test_a_selection_keeps_the_length_unless_its_only_sentence_is_too_long(
    sizes: list[int], length: Length
) -> None:
    picked = chosen(sizes, length)
    assert picked == sorted(set(picked))
    assert picked
    assert length.most is None or len(picked) <= length.most
    if len(picked) > 1 and length.words is not None:
        assert sum(sizes[i] for i in picked) <= length.words


@given(st.lists(st.integers(1, 30), min_size=10, max_size=40))
def test_enough_sentences_are_chosen_where_the_words_allow_it(sizes: list[int]) -> None:
    picked = chosen(sizes, LENGTHS["medium"])
    if sizes[0] + sum(sorted(sizes)[:2]) <= 120:
        assert len(picked) >= 3
