"""Tree reduction: a text longer than a model reads, summarized in chunks until it fits in one.

Shared by every summarizer that runs a model of its own window: `seq2seq` and `chat`. They yield
requests round after round, so that the requests of several documents go to the model together.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from summarize.errors import SummaryError
from summarize.language import segmentation
from summarize.methods.seq2seq.chunking import Budget, budgets, cut, pack
from summarize.models.runtime import Request, Written
from summarize.summary import Summary

__all__ = ["Read", "Reduction", "TokenReader", "run_together", "split_output", "whole_sentences"]

SENTENCE_MARKS = ("<n>", "<q>")  # what PEGASUS and PreSumm write between sentences
_ENDS = (".", "!", "?", "…", "。", "！", "？", "।", "؟", "۔", "։")
_CLOSING = "\"'”’»)]」』"

Ask = TypeVar("Ask")
Reply = TypeVar("Reply")
Work = Generator[list[Ask], list[Reply], Summary]
"""Yields requests, is sent their answers, and returns the summary."""


class TokenReader(Protocol):
    """What a reduction needs to know of a model."""

    @property
    def room(self) -> int:
        """Tokens of a text that the model reads at a time."""

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text."""


class Read(NamedTuple):
    """What was read of a document: its tokens, and in how many chunks."""

    tokens: int
    chunks: int


@dataclass(frozen=True, slots=True)
class Reduction:
    """Shortens texts to what a model reads at a time.

    Attributes:
        reader: counts tokens, and says how many fit.
        natural: tokens that a summary of one chunk should have at least and at most.
        language: of the texts; decides where sentences end.
    """

    reader: TokenReader
    natural: Budget
    language: str = "en"

    def run(
        self, texts: Sequence[str], source: str | None
    ) -> Generator[list[Request], list[Written], tuple[str, Read]]:
        """Return the text of these sentences, summarized in chunks until all of it fits in one.

        Args:
            texts: the sentences, in order.
            source: the document's name, for errors.

        Yields:
            A request for each chunk; the summaries are sent back, in order.

        Raises:
            SummaryError: what the model writes does not get shorter.
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
        """A sentence, or its pieces where the model reads no sentence that long."""
        return cut(text, self._size, self.reader.room)

    def _size(self, text: str) -> int:
        """Tokens of a text, and of what joins it to the next."""
        return self.reader.count([text])[0] + 1

    def _chunks(self, pieces: list[str]) -> list[str]:
        """The pieces joined to as few texts as hold them; each fits, counted as it is joined."""
        sizes = [size + 1 for size in self.reader.count(pieces)]
        while True:
            ranges = pack(sizes, self.reader.room)
            joined = [" ".join(pieces[i] for i in chunk) for chunk in ranges]
            over = max(self.reader.count(joined)) > self.reader.room
            if not over or len(joined) == len(pieces):
                return joined
            sizes = [size + 1 for size in sizes]  # a tokenizer that joins worse than it counts

    def _first_half(self, text: str, whole: int) -> Iterator[str]:
        """The first sentences of a chunk's summary, to half of the chunk's tokens."""
        left = whole // 2
        for sentence in whole_sentences(split_output(text, self.language)):
            size = self._size(sentence)
            if size > left:
                first = next(cut(sentence, self._size, left), "") if left == whole // 2 else ""
                yield from [first] * bool(first)
                return
            left -= size
            yield sentence


def run_together(
    works: Sequence[Work[Ask, Reply]], answer: Callable[[list[Ask]], list[Reply]]
) -> list[Summary | SummaryError]:
    """Run the work of several documents side by side: each round is one call of the model.

    Args:
        works: one a document.
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
    """What a model wrote, as sentences, each once."""
    for mark in SENTENCE_MARKS:
        text = text.replace(mark, " ")
    text = " ".join(text.split())
    spans = segmentation.sentences(text, 0, len(text), language=language)
    sentences = (text[start:end].strip() for start, end in spans)
    return list({sentence.casefold(): sentence for sentence in sentences if sentence}.values())


def whole_sentences(sentences: Sequence[str]) -> list[str]:
    """The sentences without an unfinished one; the first where none is."""
    finished = [s for s in sentences if s.rstrip(_CLOSING).endswith(_ENDS)]
    return finished or [*sentences[:1]]
