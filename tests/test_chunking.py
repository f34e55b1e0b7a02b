"""Sentences into chunks that fit, sentences that fit no chunk, and lengths that shrink."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.methods.seq2seq.chunking import MOST_KEPT, SENTENCE, Budget, budgets, cut, pack

sizes_and_room = st.tuples(st.lists(st.integers(1, 60), max_size=50), st.integers(60, 300))


@given(sizes_and_room)
def test_every_sentence_is_in_one_chunk_in_order_and_every_chunk_fits(
    case: tuple[list[int], int],
) -> None:
    sizes, room = case
    chunks = pack(sizes, room)
    assert [i for chunk in chunks for i in chunk] == [*range(len(sizes))]
    assert all(sum(sizes[i] for i in chunk) <= room for chunk in chunks)


@given(sizes_and_room)
def test_there_are_no_more_chunks_than_filling_one_after_the_other_makes(
    case: tuple[list[int], int],
) -> None:
    sizes, room = case
    filled, held = int(bool(sizes)), 0
    for size in sizes:
        held += size
        if held > room:
            filled, held = filled + 1, size
    assert len(pack(sizes, room)) == filled


@pytest.mark.parametrize(
    ("sizes", "room", "chunks"),
    [
        ([], 10, []),
        ([4], 10, [[0]]),
        ([4, 4, 2], 10, [[0, 1, 2]]),
        ([3, 3, 3, 3], 9, [[0, 1], [2, 3]]),  # not three and one
        ([9, 1, 9], 10, [[0, 1], [2]]),
        ([4, 40, 4], 10, [[0], [1], [2]]),  # what is too large is a chunk of its own
    ],
)
def test_chunks_are_filled_alike(sizes: list[int], room: int, chunks: list[list[int]]) -> None:
    assert [[*chunk] for chunk in pack(sizes, room)] == chunks


def letters(text: str) -> int:
    return len(text)


@given(st.text(st.sampled_from("abc "), max_size=200), st.integers(3, 40))
def test_the_pieces_of_a_sentence_fit_and_are_all_of_it(text: str, room: int) -> None:
    pieces = [*cut(text, letters, room)]
    assert all(0 < len(piece) <= room for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("in one", ["in one"]),
        ("two words more", ["two words", "more"]),
        ("incomprehensible it is", ["incomprehe", "nsible", "it is"]),
        ("a incomprehensible", ["a", "incomprehe", "nsible"]),
    ],
)
def test_a_sentence_is_cut_between_words_where_it_can(text: str, pieces: list[str]) -> None:
    assert [*cut(text, letters, 10)] == pieces


def test_one_letter_that_does_not_fit_is_given_as_it_is() -> None:
    assert [*cut("ab", lambda text: 9 * len(text), 4)] == ["a", "b"]


@given(
    st.lists(st.integers(1, 4000), min_size=2, max_size=40),
    st.integers(16, 4000),
    st.builds(Budget, st.integers(0, 80), st.integers(1, 300)),
)
def test_what_is_asked_of_a_chunk_is_half_of_it_at_most(
    sizes: list[int], room: int, natural: Budget
) -> None:
    for budget, size in zip(budgets(sizes, room, natural), sizes, strict=True):
        assert 0 <= budget.least <= budget.most
        assert budget.most <= max(1, min(MOST_KEPT * size, natural.most))


@given(st.lists(st.integers(50, 1000), min_size=2, max_size=8), st.integers(100, 1000))
def test_what_is_asked_of_all_chunks_comes_to_fit_or_is_a_sentence_of_each(
    sizes: list[int], room: int
) -> None:
    asked = budgets(sizes, room, Budget(0, 10**6))
    assert sum(budget.most for budget in asked) <= room + SENTENCE * len(sizes)
