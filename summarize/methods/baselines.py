"""Baselines: the first sentences, and sentences at random."""

import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar

from summarize import summary
from summarize.document import Document
from summarize.length import Length
from summarize.methods.extractive import (
    Extractive,
    Terms,
    check_sentences,
    length_notes,
    own_headline,
    whole_source,
)
from summarize.summary import Summary

__all__ = ["Lead", "Random"]


@dataclass(frozen=True)
class Lead(Extractive):
    """The first sentences, none skipped: the baseline that is hard to beat on news.

    Attributes:
        nearest: take the beginning whose number of words is nearest to the length, even if it is
            over it. For comparisons at equal length: a beginning that never exceeds the number
            would be shorter than the other summaries.
    """

    name: ClassVar[str] = "lead"
    weighs: ClassVar[bool] = False
    nearest: bool = False

    def summarize(self, document: Document, length: Length) -> Summary:
        """Return the longest beginning of the document that is within the length.

        Raises:
            SummaryError: the document has no sentence.
        """
        check_sentences(document)
        sizes = [s.words for s in document.sentences]
        resolved = length.of(sum(sizes))
        scores = self.scores(document, ())
        if (headline := own_headline(document, length, self.name)) is not None:
            return headline
        if resolved.admits(sizes):
            return whole_source(document, scores, length, self.name)
        count = _prefix(sizes, resolved, nearest=self.nearest)
        notes = _prefix_notes(sizes[:count], resolved)
        return summary.extract(
            document, range(count), scores, length=length, summarizer=self.name, notes=notes
        )

    def scores(self, document: Document, terms: Terms) -> Sequence[float]:
        """Return scores that fall from 1 with the position."""
        count = len(document.sentences)
        return [1 - i / count for i in range(count)]


def _prefix(sizes: Sequence[int], length: Length, *, nearest: bool) -> int:
    """Return how many of the first sentences are within the length, one at least."""
    totals = list(accumulate(sizes))
    if length.most is not None:
        totals = totals[: length.most]
    if length.words is None:
        return len(totals)
    within = bisect_right(totals, length.words)
    over = totals[within] - length.words if within < len(totals) else None
    if nearest and over is not None and within and over < length.words - totals[within - 1]:
        return within + 1
    return max(1, within)


def _prefix_notes(sizes: Sequence[int], length: Length) -> Sequence[str]:
    words, most = sum(sizes), length.words
    if most is None or (words > most and len(sizes) == 1):
        return tuple(length_notes(sizes, length))
    if words > most:
        return (f"{words} words, the beginning nearest to {most}",)
    if len(sizes) < length.least or words < length.to_fill:
        return (f"{words} of {most} words: the sentence after them does not fit",)
    return ()


@dataclass(frozen=True)
class Random(Extractive):
    """Sentences drawn at random, the same for the same text and seed."""

    name: ClassVar[str] = "random"
    stands_alone: ClassVar[bool] = False
    seed: int = 0

    def scores(self, document: Document, terms: Terms) -> Sequence[float]:
        """Return numbers drawn uniformly from 0-1."""
        draw = random.Random(f"{self.seed}:{document.text}")
        return [draw.random() for _ in document.sentences]
