"""Any sequence-to-sequence model as a summarizer: BART, PEGASUS, T5, mBART, LED and their like.

What is longer than the model reads is cut where sentences end, each chunk is summarized, and what
was written is summarized again until all of it fits: `coverage` says how much was read. The lengths
that are asked of the model are always those of the contract, and never above the source.
"""

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import ClassVar, Literal, NamedTuple

from summarize.document import Document, count_words
from summarize.errors import OptionError, SummarizeError, SummaryError
from summarize.grounding import Checker
from summarize.language import segmentation
from summarize.length import Length, trim
from summarize.methods.extractive import document_terms, summary_from_scores
from summarize.methods.seq2seq.chunking import Budget, budgets, cut, pack
from summarize.methods.textrank import TextRank
from summarize.models.runtime import Request, Runtime, Settings, Written, load
from summarize.summary import Coverage, Summary, SummarySentence, compose

__all__ = ["Seq2Seq"]

# Words that a sentence of a summary may have where the length only counts sentences.
SENTENCE_WORDS = 30
# What is asked for at least, as a share of what is asked for at most: models trained on short
# summaries stop early, and half is what the references of CNN/DailyMail vary by.
LEAST_SHARE = 0.4
ROUNDED = 8  # tokens: requests of nearly the same length go in one batch

_MARKS = ("<n>", "<q>")  # what PEGASUS and PreSumm write between sentences
_ENDS = (".", "!", "?", "…", "。", "！", "？")
_CLOSING = "\"'”’»)]"

Work = Generator[list[Request], list[Written], Summary]
"""Asks for texts, is told what was written, and returns the summary."""


class Read(NamedTuple):
    """What was read of a document: its tokens, and in how many chunks."""

    tokens: int
    chunks: int


@dataclass(frozen=True)
class Seq2Seq:
    """Any model of the hub or a folder, over the whole document; converted ones need no torch.

    Attributes:
        model: a folder, or a name of the hub; see `summarize models`.
        revision: of the hub: a branch, tag or commit.
        runtime: torch, ctranslate2 (converted models), or whichever the model is made for.
        beams: hypotheses of the search; 0 for the model's own number.
        batch: texts computed together.
        device: auto, cpu, cuda, cuda:1, mps.
        dtype: auto, float32, float16, bfloat16, int8.
        source_language: the model's code for it (mBART: en_XX).
        target_language: likewise.
    """

    name: ClassVar[str] = "seq2seq"
    needs: ClassVar[str] = "torch"
    model: str = ""
    revision: str = ""
    runtime: Literal["auto", "torch", "ctranslate2"] = "auto"
    beams: int = 0
    batch: int = 8
    device: str = "auto"
    dtype: Literal["auto", "float32", "float16", "bfloat16", "int8"] = "auto"
    source_language: str = ""
    target_language: str = ""

    def __post_init__(self) -> None:
        known = [f"{each.name}={each.default}" for each in fields(self)]
        if not self.model:
            why = "is missing (seq2seq:model=FOLDER, or OWNER/NAME of the hub)"
            raise OptionError(self.name, "model", why, known)
        if self.batch < 1 or self.beams < 0:
            raise OptionError(self.name, "batch,beams", "cannot be below 1, and 0", known)

    @cached_property
    def _runtime(self) -> Runtime:
        settings = Settings(
            beams=self.beams,
            batch=self.batch,
            device=self.device,
            dtype=self.dtype,
            source_language=self.source_language,
            target_language=self.target_language,
        )
        return load(self.model, settings, revision=self.revision or None, runtime=self.runtime)

    def summarize(self, document: Document, length: Length) -> Summary:
        """The model's summary of the whole document.

        Raises:
            SummaryError: the document has no sentence.
            ModelError: the model is not here, or cannot be loaded.
            MissingExtraError: it needs torch, which is not installed.
        """
        (result,) = self._together([document], length)
        if isinstance(result, SummaryError):
            raise result
        return result

    def summarize_many(
        self, documents: Iterable[Document], length: Length
    ) -> Iterator[Summary | SummaryError]:
        """A summary for each document, in order, their chunks computed together."""
        given = list(documents)
        try:
            yield from self._together(given, length)
        except SummarizeError as error:
            yield from (SummaryError(document.source, str(error)) for document in given)

    def _together(
        self, documents: Sequence[Document], length: Length
    ) -> list[Summary | SummaryError]:
        """Every document's work side by side: what they ask for goes to the model as one."""
        results: dict[int, Summary | SummaryError] = {}
        working: dict[int, tuple[Work, list[Request]]] = {}

        def go_on(place: int, work: Work, told: list[Written] | None) -> None:
            try:
                working[place] = work, work.send(told) if told is not None else next(work)
            except StopIteration as done:
                results[place] = done.value
            except SummaryError as error:
                results[place] = error

        for place, document in enumerate(documents):
            go_on(place, self._work(document, length), None)
        while working:
            asked, working = working, {}
            written = iter(self._runtime.write([r for _, some in asked.values() for r in some]))
            for place, (work, some) in asked.items():
                go_on(place, work, [next(written) for _ in some])
        return [results[place] for place in range(len(documents))]

    def _work(self, document: Document, length: Length) -> Work:
        """One document's requests, round after round, and at the end its summary."""
        if not document.sentences:
            raise SummaryError(document.source, "nothing to summarize: it holds no sentence")
        sizes = [s.words for s in document.sentences]
        resolved = length.of(sum(sizes))
        if resolved.admits(sizes):
            return self._extracted(document, length)
        texts = [" ".join(s.text.split()) for s in document.sentences]
        per_word = sum(self._runtime.count(texts)) / max(1, document.words)
        text, read = yield from self._reduced(texts, document.source)
        budget = _budget(resolved, per_word, sum(self._runtime.count([text])))
        (written,) = yield [Request(text, *budget)]
        made = self._finished(document, written, length)
        count = len(document.sentences)
        coverage = Coverage(count, count, read.tokens, read.tokens, read.chunks)
        return replace(made, model=self._runtime.card.name, coverage=coverage)

    def _reduced(
        self, texts: list[str], source: str | None
    ) -> Generator[list[Request], list[Written], tuple[str, Read]]:
        """The text of these sentences, summarized in chunks until all of it fits in one."""
        read: Read | None = None
        before = 0
        while True:
            pieces = [piece for text in texts for piece in self._pieces(text)]
            chunks = self._chunks(pieces)
            sizes = self._runtime.count(chunks)
            read = read or Read(sum(sizes), len(chunks))
            if len(chunks) == 1:
                return chunks[0], read
            if before and sum(sizes) >= before:  # which halves forbid, but for what no model reads
                raise SummaryError(source, f"does not get shorter than {sum(sizes)} tokens")
            before = sum(sizes)
            natural = Budget(self._runtime.card.least, self._runtime.card.most)
            asked = budgets(sizes, self._runtime.room, natural)
            written = yield [Request(c, *b) for c, b in zip(chunks, asked, strict=True)]
            texts = [
                sentence
                for one, chunk, size in zip(written, chunks, sizes, strict=True)
                for sentence in self._shorter(one.text or chunk, size)
            ]

    def _pieces(self, text: str) -> Iterator[str]:
        """A sentence, or its pieces where the model reads no sentence that long."""
        return cut(text, self._size, self._runtime.room)

    def _size(self, text: str) -> int:
        """Tokens of a text, and of what joins it to the next."""
        return self._runtime.count([text])[0] + 1

    def _chunks(self, pieces: list[str]) -> list[str]:
        """The pieces joined to as few texts as hold them; each fits, counted as it is joined."""
        sizes = [size + 1 for size in self._runtime.count(pieces)]
        while True:
            ranges = pack(sizes, self._runtime.room)
            joined = [" ".join(pieces[i] for i in chunk) for chunk in ranges]
            over = max(self._runtime.count(joined)) > self._runtime.room
            if not over or len(joined) == len(pieces):
                return joined
            sizes = [size + 1 for size in sizes]  # a tokenizer that joins worse than it counts

    def _shorter(self, text: str, whole: int) -> Iterator[str]:
        """The first sentences of what was written for a chunk, to half of the chunk's tokens."""
        left = whole // 2
        for sentence in _whole(_sentences(text)):
            size = self._size(sentence)
            if size > left:
                first = next(cut(sentence, self._size, left), "") if left == whole // 2 else ""
                yield from [first] * bool(first)
                return
            left -= size
            yield sentence

    def _finished(self, document: Document, written: Written, length: Length) -> Summary:
        """The summary of what was written, within the length.

        Where the model finished no sentence that short, the source's own stand, with a note.
        """
        resolved = length.of(document.words)
        texts = _whole(_sentences(written.text))
        if length.style == "headline":
            texts = [text.rstrip(".。 ") for text in texts[:1]]
        most = min(document.words, resolved.words or document.words)
        sizes = [count_words(text) for text in texts]
        worst_first = [-i for i in range(len(texts))]
        kept = trim(sizes, worst_first, replace(resolved, words=most)) if texts else []
        if not kept or not 0 < sizes[kept[0]] <= most:
            note = f"the model finished no sentence of at most {most} words: the source's own stand"
            best = self._extracted(document, length)
            return replace(best, notes=(*best.notes, note))
        checker = Checker(document)
        sentences = [
            SummarySentence(texts[i], 1 - i / len(texts), checker.sentence(texts[i]).sources)
            for i in kept
        ]
        notes = []
        if len(kept) < resolved.least:
            notes.append(f"{len(kept)} of at least {resolved.least} sentences: it wrote no more")
        return compose(document, sentences, length=length, summarizer=self.name, notes=notes)

    def _extracted(self, document: Document, length: Length) -> Summary:
        terms = document_terms(document)
        scores = TextRank().scores(document, terms)
        return summary_from_scores(document, scores, length, summarizer=self.name, terms=terms)


def _budget(length: Length, per_word: float, source: int) -> Budget:
    """The tokens a length comes to, never above those of the source."""
    words = length.words
    if words is None:
        words = (length.most or length.least) * (length.words_each or SENTENCE_WORDS)
    most = min(source, ROUNDED * -(-int(words * per_word) // ROUNDED))
    return Budget(int(LEAST_SHARE * most), max(1, most))


def _sentences(text: str) -> list[str]:
    """What a model wrote, as sentences, each once."""
    for mark in _MARKS:
        text = text.replace(mark, " ")
    text = " ".join(text.split())
    found = (
        text[a:b].strip() for a, b in segmentation.sentences(text, 0, len(text), language="en")
    )
    return list({sentence.casefold(): sentence for sentence in found if sentence}.values())


def _whole(sentences: Sequence[str]) -> list[str]:
    """The sentences less a last one that was cut; where none ends, the first: a headline's way."""
    ended = [sentence.rstrip(_CLOSING).endswith(_ENDS) for sentence in sentences]
    if not any(ended):
        return [*sentences[:1]]
    return [sentence for sentence, whole in zip(sentences, ended, strict=True) if whole]
