"""LexRank: how central a sentence is in the graph of TF-IDF cosines, as published."""

from dataclasses import dataclass
from typing import ClassVar

from summarize.document import Document
from summarize.methods import graph
from summarize.methods.extractive import Extractive, Terms, as_list, check_share

__all__ = ["LexRank"]


@dataclass(frozen=True)
class LexRank(Extractive):
    """Ranks sentences by how central they are (LexRank), without position or headline.

    Continuous LexRank (Erkan & Radev, JAIR 2004): TF-IDF cosines without a threshold.
    """

    name: ClassVar[str] = "lexrank"
    damping: float = graph.DAMPING

    def __post_init__(self) -> None:
        check_share("damping", self.damping)

    def scores(self, document: Document, terms: Terms) -> list[float]:
        """Return the share of its time the random walk spends on each sentence."""
        return as_list(graph.walk(graph.cosine(terms), damping=self.damping))
