"""From the rewriter's word pieces back to the words of the source."""

from summarize.methods.abstractive import alignment
from summarize.methods.abstractive.rewriter import Token


def test_pieces_become_words_with_their_places() -> None:
    pieces = [Token("har", 0, 3), Token("##bour", 3, 7), Token("bridge", 8, 14)]
    assert alignment.words(pieces) == [("harbour", 0, 7), ("bridge", 8, 14)]


def test_of_equal_words_the_one_is_meant_from_which_most_agrees() -> None:
    source = [
        alignment.Word(word, 0, 0) for word in ["the", "mayor", "said", "the", "old", "bridge"]
    ]
    assert alignment.aligned(["the", "old", "bridge"], source) == [3, 4, 5]
    assert alignment.aligned(["a", "bridge"], source) == [None, 5]
