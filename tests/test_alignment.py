"""From the rewriter's word pieces back to the words of the source."""

import pytest

from summarize import encoder
from summarize.methods.abstractive import alignment
from summarize.methods.abstractive.rewriter import Token, embedded

TEXT = "The mayor said the old bridge, which isn't safe, will cost 1,260 euros."
PARSE = encoder.load().parse([TEXT])[0]


def test_pieces_become_words_with_their_places() -> None:
    pieces = [Token("har", 0, 3), Token("##bour", 3, 7), Token("bridge", 8, 14)]
    assert alignment.words(pieces) == [("harbour", 0, 7), ("bridge", 8, 14)]


def test_of_equal_words_the_one_is_meant_from_which_most_agrees() -> None:
    source = [
        alignment.Word(word, 0, 0) for word in ["the", "mayor", "said", "the", "old", "bridge"]
    ]
    assert alignment.aligned(["the", "old", "bridge"], source) == [3, 4, 5]
    assert alignment.aligned(["a", "bridge"], source) == [None, 5]


REWRITINGS = [
    ("the bridge will cost 1 , 260 euros", "The bridge will cost 1,260 euros"),
    ("the mayor said the bridge isn ' t safe", "The mayor said the bridge is n't safe"),
    ("the bridge will cost 260 euros", None),  # half a number
    ("will cost the bridge", None),  # out of order
    ("the bridge was old", None),  # a word of its own
]


@pytest.mark.parametrize(("rewriting", "text"), REWRITINGS)
def test_a_rewriting_that_only_leaves_words_out_is_found_in_the_parse(
    rewriting: str, text: str | None
) -> None:
    source = alignment.words(embedded().tokens(TEXT))
    kept = alignment.kept(rewriting.split(), source, PARSE)
    words = None if kept is None else [PARSE.tokens[i].text for i in kept]
    assert words == (None if text is None else text.replace("1,260", "1,260").split())
