"""The sentences of a block, by offsets into the text; `boundaries` says where they end."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarize.language.boundaries import sentence_ends
from summarize.language.profiles import profile

__all__ = ["opening_clause", "sentences"]

_SPACE = (
    " \t\f\v\r\n\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b"
    + "".join(map(chr, range(0x2000, 0x200B)))
)


def sentences(text: str, start: int, end: int, *, language: str) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]`, in order, each as start and end in `text`.

    Together they hold every character of the block but the white space around them.

    Args:
        text: the whole text.
        start: where the block starts.
        end: where it ends.
        language: ISO 639-1 code; it brings abbreviations, ordinals and marks of its own.
    """
    piece = text[start:end]
    return list(_trimmed(text, start, [0, *sentence_ends(piece, language), len(piece)]))


def opening_clause(sentence: str, *, language: str) -> str | None:
    """The first clause of a sentence, where writing has no mark but the space between clauses.

    Thai is written so, and what is found as one sentence is often several. None in other writing.
    """
    return sentence.split(maxsplit=1)[0] if profile(language).spaces else None


def _trimmed(text: str, start: int, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretches between the cuts, trimmed; one without any letter joins the last."""
    spans: list[tuple[int, int]] = []
    for a, b in pairwise(cuts):
        piece = text[start + a : start + b]
        inner = piece.strip(_SPACE)
        if not inner:
            continue
        first = start + a + piece.index(inner[0])
        last = first + len(inner)
        if spans and not any(map(str.isalnum, inner)):
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    yield from spans
