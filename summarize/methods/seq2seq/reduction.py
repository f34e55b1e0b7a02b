"""Tree reduction: a text longer than the context window is summarized in chunks until it fits.

Shared by `seq2seq` and `chat`. They yield requests round by round, so that the requests of several
documents go to the model together.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol, TypeVar

from summarize.document import Document
from summarize.errors import SummarizeError, SummaryError
from summarize.language import segmentation
from summarize.length import Length
from summarize.methods.extractive import document_terms, summary_from_scores
from summarize.methods.seq2seq.chunking import Budget, budgets, cut, pack
from summarize.methods.textrank import TextRank
from summarize.models.runtime import Request, Written
from summarize.summary import Summary

__all__ = [
    "EXTRACTED",
    "Read",
    "Reduction",
    "TokenReader",
    "fallback",
    "split_output",
    "summarize_all",
    "summarize_one",
    "whole_sentences",
]

EXTRACTED = "the summary consists of sentences of the article"
"""The end of a note on why the model's output was not used."""

SENTENCE_MARKS = ("<n>", "<q>")  # what PEGASUS and PreSumm write between sentences
_ENDS = (".", "!", "?", "…", "。", "！", "？", "।", "؟", "۔", "։")
_CLOSING = "\"'”’»)]」』"

Ask = TypeVar("Ask")
Reply = TypeVar("Reply")
Work = Generator[list[Ask], list[Reply], Summary]
"""Yields requests, is sent their answers, and returns the summary."""


class TokenReader(Protocol):
    """The part of a model that a reduction uses."""

    @property
    def room(self) -> int:
        """Tokens of text that fit the context window."""

    def count(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text."""


class Read(NamedTuple):
    """How much of a document was read: its tokens, and the number of chunks."""

    tokens: int
    chunks: int


@dataclass(frozen=True, slots=True)
class Reduction:
    """Shortens texts to the context window of a model.

    Attributes:
        reader: counts tokens and knows how many fit.
        natural: least and most tokens of the summary of one chunk.
        language: language of the texts, for sentence segmentation.
    """

    reader: TokenReader
    natural: Budget
    language: str = "en"

    def run(
        self, texts: Sequence[str], source: str | None
    ) -> Generator[list[Request], list[Written], tuple[str, Read]]:
        """Return the text of these sentences, summarized in chunks until it fits in one.

        Args:
            texts: the sentences, in order.
            source: the document's name, for errors.

        Yields:
            A request for each chunk; the summaries are sent back, in order.

        Raises:
            SummaryError: the summaries of the chunks are not shorter than the chunks.
        """
        read: Read | None = None
        before = 0
        while True:
            pieces = [piece for text in texts for piece in self._pieces(text)]
            chunks = self._chunks(pieces)
            sizes = self.reader.count(chunks)
            read = read or Read(sum(sizes), len(chunks))
            if len(chunks) == 1:
                return chunks[0], read
            if before and sum(sizes) >= before:
                raise SummaryError(source, f"does not get shorter than {sum(sizes)} tokens")
            before = sum(sizes)
            limits = budgets(sizes, self.reader.room, self.natural)
            written = yield [Request(c, *b) for c, b in zip(chunks, limits, strict=True)]
            texts = [
                sentence
                for one, chunk, size in zip(written, chunks, sizes, strict=True)
                for sentence in self._first_half(one.text or chunk, size)
            ]

    def _pieces(self, text: str) -> Iterator[str]:
        """Return a sentence, in pieces if it does not fit the context window."""
        return cut(text, self._size, self.reader.room)

    def _size(self, text: str) -> int:
        """Return the tokens of a text and of the space after it."""
        return self.reader.count([text])[0] + 1

    def _chunks(self, pieces: list[str]) -> list[str]:
        """Join the pieces to as few chunks as possible, with their sizes counted after joining."""
        sizes = [size + 1 for size in self.reader.count(pieces)]
        while True:
            ranges = pack(sizes, self.reader.room)
            joined = [" ".join(pieces[i] for i in chunk) for chunk in ranges]
            over = max(self.reader.count(joined)) > self.reader.room
            if not over or len(joined) == len(pieces):
                return joined
            sizes = [size + 1 for size in sizes]  # joined text has more tokens than its pieces

    def _first_half(self, text: str, whole: int) -> Iterator[str]:
        """Yield the first sentences of a chunk's summary, up to half of the chunk's tokens."""
        left = whole // 2
        for sentence in whole_sentences(split_output(text, self.language)):
            size = self._size(sentence)
            if size > left:
                first = next(cut(sentence, self._size, left), "") if left == whole // 2 else ""
                yield from [first] * bool(first)
                return
            left -= size
            yield sentence


def summarize_one(work: Work[Ask, Reply], answer: Callable[[list[Ask]], list[Reply]]) -> Summary:
    """Run the work of one document.

    Args:
        work: yields requests and returns the summary.
        answer: returns a reply for each request, in order.

    Raises:
        SummaryError: the document cannot be summarized.
        ModelError: the model cannot be used.
    """
    (result,) = _run_together([work], answer)
    if isinstance(result, SummaryError):
        raise result
    return result


def summarize_all(
    documents: Iterable[Document],
    start: Callable[[Document], Work[Ask, Reply]],
    answer: Callable[[list[Ask]], list[Reply]],
) -> Iterator[Summary | SummaryError]:
    """Yield a summary for each document, in order; their requests go to the model together.

    Args:
        documents: read at once.
        start: returns the work of a document.
        answer: returns a reply for each request, in order. If it fails, so do all documents.
    """
    batch = list(documents)
    try:
        yield from _run_together([start(document) for document in batch], answer)
    except SummarizeError as error:
        yield from (SummaryError(document.source, str(error)) for document in batch)


def fallback(document: Document, length: Length, *, summarizer: str, note: str = "") -> Summary:
    """Return a TextRank summary, for a document that the model need not or cannot summarize.

    Args:
        document: the document.
        length: the length of the summary.
        summarizer: name of the summarizer that falls back.
        note: why, for the reader of the summary; "" for none.
    """
    terms = document_terms(document)
    scores = TextRank().scores(document, terms)
    summary = summary_from_scores(document, scores, length, summarizer=summarizer, terms=terms)
    return replace(summary, notes=(*summary.notes, note)) if note else summary


def _run_together(
    works: Sequence[Work[Ask, Reply]], answer: Callable[[list[Ask]], list[Reply]]
) -> list[Summary | SummaryError]:
    """Run the work of several documents together; each round is one call of the model.

    Args:
        works: one per document.
        answer: returns a reply for each request, in order.
    """
    results: dict[int, Summary | SummaryError] = {}
    waiting: dict[int, list[Ask]] = {}

    def advance(place: int, replies: list[Reply] | None) -> None:
        work = works[place]
        try:
            waiting[place] = next(work) if replies is None else work.send(replies)
        except StopIteration as done:
            results[place] = done.value
        except SummaryError as error:
            results[place] = error

    for place in range(len(works)):
        advance(place, None)
    while waiting:
        asked, waiting = waiting, {}
        replies = iter(answer([request for requests in asked.values() for request in requests]))
        for place, requests in asked.items():
            advance(place, [next(replies) for _ in requests])
    return [results[place] for place in range(len(works))]


def split_output(text: str, language: str = "en") -> list[str]:
    """Split the output of a model into sentences, without repetitions."""
    for mark in SENTENCE_MARKS:
        text = text.replace(mark, " ")
    text = " ".join(text.split())
    spans = segmentation.sentences(text, 0, len(text), language=language)
    sentences = (text[start:end].strip() for start, end in spans)
    return list({sentence.casefold(): sentence for sentence in sentences if sentence}.values())


def whole_sentences(sentences: Sequence[str]) -> list[str]:
    """Return the finished sentences, or the first sentence if none is finished."""
    finished = [s for s in sentences if s.rstrip(_CLOSING).endswith(_ENDS)]
    return finished or [*sentences[:1]]
