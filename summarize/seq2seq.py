"""Any sequence-to-sequence model as a summarizer: BART, PEGASUS, T5, mBART, LED and their like.

What is longer than the model reads is cut where sentences end, each chunk is summarized, and what
was written is summarized again until all of it fits: `coverage` says how much was read. The lengths
that are asked of the model are always those of the contract, and never above the source.
"""

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import ClassVar, Literal, NamedTuple

from summarize import splitting
from summarize.chunking import Budget, budgets, cut, pack
from summarize.document import Document, count_words
from summarize.errors import SummarizeError, SummaryError
from summarize.extractive import TextRank, document_terms, summary_from_scores
from summarize.grounding import Checker
from summarize.length import Length, trim
from summarize.runtime import Request, Runtime, Settings, Written, load
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
    """Any sequence-to-sequence model of the hub or a folder, over the whole document.

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
    model: str = ""
    revision: str = ""
    runtime: Literal["auto", "torch", "ctranslate2"] = "auto"
    beams: int = 0
    batch: int = 8
    device: str = "auto"
    dtype: Literal["auto", "float32", "float16", "bfloat16", "int8"] = "auto"
    source_language: str = ""
    target_language: str = ""
    _loaded: list[Runtime] = field(default_factory=list, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.model:
            raise ValueError("needs a model: seq2seq:model=FOLDER or OWNER/NAME")
        if self.batch < 1 or self.beams < 0:
            raise ValueError("batch is 1 or more, and beams 0 or more")

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
        return load(
            self.model, settings, revision=self.revision or None, runtime=self.runtime
        )

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
        (per_word,) = self._tokens_per_word(texts)
        texts, read = yield from self._reduced(texts)
        source = sum(self._runtime.count(texts))
        budget = _budget(resolved, per_word, source)
        (written,) = yield [Request(" ".join(texts), *budget)]
        made = self._finished(document, written, resolved, length)
        if made is None:
            note = f"the model finished no sentence of at most {resolved.words} words"
            best = self._extracted(document, length)
            notes = (*best.notes, f"{note}: the source's own stand instead")
            return replace(best, notes=notes)
        count = len(document.sentences)
        coverage = Coverage(count, count, read.tokens, read.tokens, read.chunks)
        return replace(made, model=self._runtime.card.name, coverage=coverage)

    def _tokens_per_word(self, texts: Sequence[str]) -> tuple[float]:
        words = sum(map(count_words, texts))
        return (sum(self._runtime.count(texts)) / max(1, words),)

    def _reduced(
        self, texts: list[str]
    ) -> Generator[list[Request], list[Written], tuple[list[str], Read]]:
        """The sentences, summarized in chunks until all of them fit in one."""
        runtime = self._runtime
        read: Read | None = None
        while True:
            pieces = [piece for text in texts for piece in self._pieces(text)]
            sizes = [size + 1 for size in runtime.count(pieces)]  # and what joins them
            chunks = pack(sizes, runtime.room)
            read = read or Read(sum(sizes) - len(sizes), len(chunks))
            if len(chunks) == 1:
                return pieces, read
            wholes = [sum(sizes[i] for i in chunk) for chunk in chunks]
            natural = Budget(runtime.card.least, runtime.card.most)
            asked = [
                Request(" ".join(pieces[i] for i in chunk), *budget)
                for chunk, budget in zip(chunks, budgets(wholes, runtime.room, natural), strict=True)
            ]
            written = yield asked
            texts = [
                sentence
                for one, whole in zip(written, wholes, strict=True)
                for sentence in self._shorter(one, whole)
            ]

    def _pieces(self, text: str) -> Iterator[str]:
        """A sentence, or its pieces where the model reads no sentence that long."""
        return cut(text, lambda part: self._runtime.count([part])[0] + 1, self._runtime.room)

    def _shorter(self, written: Written, whole: int) -> list[str]:
        """What was written for a chunk, as sentences; never more than half of it."""
        kept: list[str] = []
        left = whole // 2
        for sentence in _sentences(written.text):
            left -= self._runtime.count([sentence])[0] + 1
            if left < 0 and kept:
                break
            kept.append(sentence)
        return kept

    def _finished(
        self, document: Document, written: Written, resolved: Length, length: Length
    ) -> Summary | None:
        """The summary of what was written, within the length; None where no sentence is whole."""
        texts = _whole(_sentences(written.text))
        if length.style == "headline":
            texts = [text.rstrip(".。 ") for text in texts[:1]]
        most = document.words if resolved.words is None else min(resolved.words, document.words)
        sizes = [count_words(text) for text in texts]
        kept = trim(sizes, [-i for i in range(len(texts))], resolved) if texts else []
        if not kept or sizes[kept[0]] > most:
            return None
        checker = Checker(document)
        sentences = []
        for i in kept:
            found = checker.sentence(texts[i])
            sentences.append(SummarySentence(texts[i], 1 - i / len(texts), found.sources))
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
    found = (text[a:b].strip() for a, b in splitting.sentences(text, 0, len(text), language="en"))
    return list(dict.fromkeys(filter(None, found)))


def _whole(sentences: Sequence[str]) -> list[str]:
    """The sentences less a last one that was cut; a text without any full stop is its author's way."""
    ended = [sentence.rstrip(_CLOSING).endswith(_ENDS) for sentence in sentences]
    if not any(ended):
        return [*sentences[:1]]
    return [sentence for sentence, whole in zip(sentences, ended, strict=True) if whole]
