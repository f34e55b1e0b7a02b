"""Which English words may stand for which, by WordNet: `data/thesaurus.en.txt.xz`.

`training.thesaurus` makes the file; `data/WORDNET` is WordNet's license.
"""

import lzma
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["PATH", "covers", "is_known", "sums_up"]

PATH = Path(__file__).with_name("data") / "thesaurus.en.txt.xz"


class _Meanings(NamedTuple):
    """The meanings of a stem.

    Attributes:
        own: of its commonest senses.
        said: those and the ones beside them.
        next: those right above its own.
        reached: all of these, and those further above.
        rare: of its other senses.
    """

    own: frozenset[str]
    said: frozenset[str]
    next: frozenset[str]
    reached: frozenset[str]
    rare: frozenset[str]


NONE = _Meanings(*[frozenset[str]()] * 5)


@cache
def _rows() -> Mapping[str, str]:
    lines = lzma.decompress(PATH.read_bytes()).decode().splitlines()
    return {key: row for key, _, row in (line.partition("\t") for line in lines)}


@lru_cache(maxsize=20_000)
def _meanings(stem: str) -> _Meanings:
    row = _rows().get(stem)
    if not row:
        return NONE
    own, beside, above, further, rare = (frozenset(part.split()) for part in row.split("\t"))
    return _Meanings(own, own | beside, above, own | beside | above | further, rare)


def is_known(stem: str) -> bool:
    """Whether the thesaurus has a stem."""
    return stem in _rows()


def covers(stem: str, other: str) -> bool:
    """Whether a word may stand for another: a synonym, derived or more general, or a kind of it.

    Args:
        stem: of the word that is written.
        other: stem of the word that it may stand for.
    """
    mine, theirs = _meanings(stem), _meanings(other)
    above = not mine.said.isdisjoint(theirs.reached)
    return stem == other or above or not theirs.own.isdisjoint(mine.next)


def sums_up(stem: str, other: str) -> bool:
    """Whether a word says no more than another, in a rare sense of it too: no kind of it.

    Args:
        stem: of the word that is written.
        other: stem of the word that it may stand for.
    """
    mine, theirs = _meanings(stem), _meanings(other)
    above = not mine.said.isdisjoint(theirs.reached)
    return stem == other or above or not mine.said.isdisjoint(theirs.rare)
