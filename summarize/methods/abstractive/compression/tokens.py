"""A sentence as the rules for cuts see it, and what they ask of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

from summarize.methods.abstractive.compression.words import (
    CLAIMING,
    ENDS,
    FINITE,
    LIKE_SUPERLATIVES,
    PAST,
    QUOTES,
    RANGING,
    WITHIN,
)

WINDOW = 6  # words before a cut in which a word of RANGING still governs it


class Word(NamedTuple):
    """A word of a row of pieces: lower-cased, and its characters in the text."""

    text: str
    start: int
    end: int


class Cut(NamedTuple):
    """Words that may go: the first, and the one after the last."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence as the rules see it.

    Attributes:
        texts: its words, lower-cased.
        capital: whether each is written with a capital.
        quotes: how many double quotation marks stand before each.
        glued: whether no space stands before each. A hyphen glued on both sides is no dash, nor is
            that of "second- and third-largest", and a point or comma within a number ends nothing:
            all are written ``.
    """

    texts: tuple[str, ...]
    capital: tuple[bool, ...]
    quotes: tuple[int, ...]
    glued: tuple[bool, ...]

    @classmethod
    def of(cls, source: Sequence[Word], text: str) -> "Words":
        """The words of a sentence, given where they stand in it."""
        glued = [b.start == a.end for a, b in pairwise(source)]
        around = zip([False, *glued], [*glued, False], strict=True) if source else ()
        after = [word.text for word in source[1:]] + [""] * bool(source)
        texts = tuple(
            "" if _is_within(word.text, left, right, follows) else word.text
            for word, (left, right), follows in zip(source, around, after, strict=True)
        )
        return cls(
            texts,
            tuple(text[word.start : word.start + 1].isupper() for word in source),
            tuple(accumulate((word in QUOTES for word in texts), initial=0)),
            (False, *glued),
        )

    @property
    def last(self) -> int:
        """Where the mark that ends it stands, or its length."""
        return len(self.texts) - (bool(self.texts) and self.texts[-1] in ENDS)

    def at(self, index: int) -> str:
        """The word there, or a full stop outside."""
        return self.texts[index] if 0 <= index < len(self.texts) else "."


def _is_within(mark: str, left: bool, right: bool, follows: str) -> bool:
    """Whether a mark is part of a word or number, given whether it touches what is beside it."""
    hangs = mark == "-" and left and not right and follows in ("and", "or", "to")
    return hangs or (left and right and mark in WITHIN)


def claims(texts: Sequence[str]) -> bool:
    """Whether they say who says it, or how sure it is."""
    return bool(CLAIMING.intersection(texts))


def governed(words: Words, start: int) -> bool:
    """Whether a word close before ranges over what would go."""
    near = words.texts[max(0, start - WINDOW) : start]
    clause = words.texts[:start][last_comma(words, start) :]
    if {"if", "unless", "whether"}.intersection(clause):
        return True
    return any(word in RANGING or is_highest(word) for word in near)


def is_highest(word: str) -> bool:
    """Whether a word says of how many a thing is the first, the only one or the most."""
    superlative = word.endswith("est") and len(word) > 5 and word not in LIKE_SUPERLATIVES
    return superlative or word in ("first", "only", "most")


def last_comma(words: Words, start: int) -> int:
    """Where the last comma before a place stands, or the beginning."""
    return next((i for i in range(start - 1, -1, -1) if words.texts[i] == ","), 0)


def is_verb(word: str) -> bool:
    """Whether a word is a verb in the past, or one that helps another."""
    return word in FINITE or word in PAST or (word.endswith("ed") and len(word) > 4)
