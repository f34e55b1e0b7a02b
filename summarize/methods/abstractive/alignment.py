"""From the rewriter's word pieces back to the words of the source.

The model's vocabulary is uncased and its output a row of pieces. Every word of the output is found
in the source, the one after the last found first.
"""

from collections.abc import Sequence
from typing import NamedTuple

from summarize.methods.abstractive.rewriter import Hypothesis, Token

__all__ = ["Word", "aligned", "output", "words"]

AHEAD = 6  # words compared to tell which of several equal words is meant


class Word(NamedTuple):
    """A word of a sentence, lower-cased, and where it stands."""

    text: str
    start: int
    end: int


def words(tokens: Sequence[Token]) -> list[Word]:
    """Return the words that word pieces make."""
    joined: list[Word] = []
    for piece, start, end in tokens:
        if piece.startswith("##") and joined:
            last = joined[-1]
            joined[-1] = Word(last.text + piece[2:], last.start, end)
        else:
            joined.append(Word(piece, start, end))
    return joined


def output(hypothesis: Hypothesis) -> list[str]:
    """Return the words of a rewriting, lower-cased."""
    return [word.text for word in words([Token(piece, 0, 0) for piece in hypothesis.pieces])]


def aligned(rewriting: Sequence[str], source: Sequence[Word]) -> list[int | None]:
    """Return for each word of a rewriting the source word it is, or None.

    Of those after the last the one is taken from which most of what follows agrees, and of equals
    the nearest; where there is none after it, one before.
    """
    places: dict[str, list[int]] = {}
    for index, word in enumerate(source):
        places.setdefault(word.text, []).append(index)
    aligned_places: list[int | None] = []
    last = -1
    for number, text in enumerate(rewriting):
        at = places.get(text)
        if at is None:
            aligned_places.append(None)
            continue
        ahead = [i for i in at if i > last] or at[-1:]
        last = max(ahead, key=lambda i: (_agreement(rewriting[number:], source[i:]), -i))
        aligned_places.append(last)
    return aligned_places


def _agreement(rewriting: Sequence[str], source: Sequence[Word]) -> int:
    """Return how many words from here on are the same."""
    pairs = [*zip(rewriting[:AHEAD], source[:AHEAD], strict=False)]
    return next((i for i, (a, b) in enumerate(pairs) if a != b.text), len(pairs))
