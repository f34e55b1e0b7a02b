"""Which English words may stand for which, by WordNet: `data/thesaurus.en.txt.xz`.

`training.thesaurus` makes the file; `data/WORDNET` is WordNet's license.
"""

import lzma
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["PATH", "covers", "is_known", "sums_up"]

PATH = Path(__file__).with_name("data") / "thesaurus.en.txt.xz"


class _Meanings(NamedTuple):
    """The meanings of a stem: its own, those beside, next above, further above, and rare ones."""

    own: frozenset[str]
    beside: frozenset[str]
    next: frozenset[str]
    further: frozenset[str]
    rare: frozenset[str]


NONE = _Meanings(*[frozenset[str]()] * 5)


@cache
def _rows() -> Mapping[str, str]:
    lines = lzma.decompress(PATH.read_bytes()).decode().splitlines()
    return {key: row for key, _, row in (line.partition("\t") for line in lines)}


@cache
def _meanings(stem: str) -> _Meanings:
    row = _rows().get(stem)
    return _Meanings(*(frozenset(part.split()) for part in row.split("\t"))) if row else NONE


def is_known(stem: str) -> bool:
    """Whether the thesaurus has a stem."""
    return stem in _rows()


@cache
def covers(stem: str, other: str) -> bool:
    """Whether a word may stand for another: a synonym, derived or more general, or a kind of it.

    Args:
        stem: of the word that is written.
        other: stem of the word that it may stand for.
    """
    mine, theirs = _meanings(stem), _meanings(other)
    reached = theirs.own | theirs.beside | theirs.next | theirs.further
    above = not reached.isdisjoint(mine.own | mine.beside)
    return stem == other or above or not theirs.own.isdisjoint(mine.next)


@cache
def sums_up(stem: str, other: str) -> bool:
    """Whether a word says no more than another, in a rare sense of it too: no kind of it.

    Args:
        stem: of the word that is written.
        other: stem of the word that it may stand for.
    """
    mine, theirs = _meanings(stem), _meanings(other)
    reached = theirs.own | theirs.beside | theirs.next | theirs.further | theirs.rare
    return stem == other or not reached.isdisjoint(mine.own | mine.beside)
