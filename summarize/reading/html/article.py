"""The article among the blocks of a page: a learned choice, held against another extractor's."""

import logging
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarize.reading.html.blocks import Block
from summarize.reading.html.features import block_features
from summarize.reading.html.structure import settled
from summarize.reading.sequence import load_model

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["agreement_with", "article_blocks", "second_opinion"]

# Where the two choices have less than this in common (F1 of words), one of them has taken a list of
# comments or teasers for the article, or lost most of it: trafilatura's is then the safer one.
# 85 pages of each half, either way round: F1 .952 without, .958 with it.
_LEAST_COMMON = 0.75
_AGREED = 0.25  # of a block's word sequences: a word that is left out breaks four
_GRAM = 4  # words of a sequence
_COPY_WORDS = 8
_RETOLD_LETTERS = 1_000  # of a block that may hold a second copy of the article, unbroken
_RETOLD = 0.8  # of its word sequences

_WORD = re.compile(r"\w+")


# For libraries whose warnings a reader cannot act on; always the same, so that it is added once.
_SILENT = logging.NullHandler()


def article_blocks(blocks: Sequence[Block], agreement: Sequence[float], title: str) -> list[Block]:
    """The blocks that are the article, in order.

    Args:
        blocks: of the page.
        agreement: the share of each that the second opinion has, see `agreement_with`.
        title: of the page, as it says itself.
    """
    if not blocks:
        return []
    features = block_features(blocks, agreement, title.casefold())
    chosen = load_model("summarize.reading.html", "article.npz").keep(features)
    other = [share >= _AGREED for share in agreement]
    words = [len(block.text.split()) + len(block.text) // 20 for block in blocks]
    if any(other) and _in_common(chosen, other, words) < _LEAST_COMMON:
        chosen = other
    chosen = settled(blocks, chosen)
    copies = _copied([block.text for block in blocks])
    _mark_retold(blocks, chosen, copies)
    return [
        block
        for block, taken, copy in zip(blocks, chosen, copies, strict=True)
        if taken and not copy
    ]


def second_opinion(tree: "HtmlElement") -> str:
    """What trafilatura takes for the article; "" where it finds none."""
    from trafilatura import extract

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).addHandler(_SILENT)
    # `fast`: its own second and third choices cost a quarter of its time and changed no F1 here.
    return extract(tree, include_comments=False, favor_recall=True, fast=True) or ""


def agreement_with(text: str, blocks: Sequence[Block]) -> list[float]:
    """The share of each block that `text` has too, by its sequences of four words."""
    grams = set(_grams(_words(text)))
    lines = {tuple(_words(line)) for line in text.split("\n")}
    return [_covered(_words(block.text), grams, lines) for block in blocks]


def _covered(said: list[str], grams: set[tuple[str, ...]], lines: set[tuple[str, ...]]) -> float:
    if len(said) < _GRAM + 2:
        return float(tuple(said) in lines)
    own = _grams(said)
    return sum(gram in grams for gram in own) / len(own)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _in_common(one: Sequence[bool], other: Sequence[bool], words: Sequence[int]) -> float:
    """F1 of the words of two choices of blocks."""
    sizes = (
        sum(w for w, a in zip(words, one, strict=True) if a),
        sum(w for w, b in zip(words, other, strict=True) if b),
    )
    shared = sum(w for w, a, b in zip(words, one, other, strict=True) if a and b)
    return 2 * shared / max(sum(sizes), 1)


def _mark_retold(blocks: Sequence[Block], chosen: Sequence[bool], copies: list[bool]) -> None:
    """Mark a long block that says again, all at once, what the blocks above it have said."""
    long = [i for i, b in enumerate(blocks) if chosen[i] and len(b.text) >= _RETOLD_LETTERS]
    said: set[tuple[str, ...]] = set()
    done = 0
    for i in long:
        for j in range(done, i):
            if chosen[j] and not copies[j]:
                said.update(_grams(_words(blocks[j].text)))
        done = i
        own = _grams(_words(blocks[i].text))
        copies[i] = copies[i] or sum(gram in said for gram in own) >= _RETOLD * max(len(own), 1)


def _grams(said: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*(said[i:] for i in range(_GRAM)), strict=False))


def _copied(texts: Sequence[str]) -> list[bool]:
    """Which blocks belong to a second copy of the article: a run of two or more said before."""
    first: dict[str, int] = {}
    copied = [False] * len(texts)
    before: tuple[int, int] | None = None
    for i, text in enumerate(texts):
        if len(text.split()) < _COPY_WORDS:
            continue
        source = first.setdefault(text, i)
        if source == i:
            before = None
        elif before and before[1] < source:
            copied[before[0]] = copied[i] = True
        before = (i, source) if source != i else None
    return copied
