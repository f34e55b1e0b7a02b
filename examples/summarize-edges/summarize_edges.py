"""An example summarizer: sentences from the start and the end of a document."""

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
    """Prefers the first and the last sentences of a document."""

    name: ClassVar[str] = "edges"
    end: float = 0.5  # weight of the last sentence; the first has 1

    def summarize(self, document: Document, length: Length) -> Summary:
        """Score each sentence by its distance from the start and the end, and take the best."""
        last = max(1, len(document.sentences) - 1)
        scores = [max(1 - i / last, self.end * i / last) for i in range(len(document.sentences))]
        return summary_from_scores(document, scores, length, summarizer=self.name)

    def summarize_many(
        self, documents: Iterable[Document], length: Length
    ) -> Iterator[Summary | SummaryError]:
        """Summarize one document after another; yield an error in the place of its summary."""
        for document in documents:
            try:
                yield self.summarize(document, length)
            except SummarizeError as error:
                yield SummaryError(document.source, str(error))
