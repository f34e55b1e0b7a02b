"""Sentences from the edges of a document: where many writers put what matters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from summarize.document import Document
from summarize.errors import SummarizeError, SummaryError
from summarize.length import Length
from summarize.methods.extractive import summary_from_scores
from summarize.summary import Summary


@dataclass(frozen=True)
class Edges:
    """The first and the last sentences of a document, the middle last."""

    name: ClassVar[str] = "edges"
    end: float = 0.5  # how much the last sentence counts beside the first

    def summarize(self, document: Document, length: Length) -> Summary:
        """Score every sentence by its nearness to an edge and take the best."""
        last = max(1, len(document.sentences) - 1)
        scores = [max(1 - i / last, self.end * i / last) for i in range(len(document.sentences))]
        return summary_from_scores(document, scores, length, summarizer=self.name)

    def summarize_many(
        self, documents: Iterable[Document], length: Length
    ) -> Iterator[Summary | SummaryError]:
        """One after the other; a failure is yielded in its place."""
        for document in documents:
            try:
                yield self.summarize(document, length)
            except SummarizeError as error:
                yield SummaryError(document.source, str(error))
