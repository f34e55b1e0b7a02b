"""Any sequence-to-sequence model as a summarizer: BART, PEGASUS, T5, mBART, LED and similar ones.

A document longer than the context window is split at sentence boundaries. Each chunk is summarized,
and the summaries are summarized again until they fit: `coverage` says how much was read. The model
is asked for the length of the contract, and never for more than the source has.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import ClassVar, Literal

from summarize.document import Document, count_words
from summarize.errors import OptionError, SummaryError
from summarize.grounding import Checker
from summarize.length import Length, trim
from summarize.methods.seq2seq.chunking import Budget
from summarize.methods.seq2seq.reduction import (
    EXTRACTED,
    Reduction,
    Work,
    fallback,
    split_output,
    summarize_all,
    summarize_one,
    whole_sentences,
)
from summarize.models.runtime import Request, Runtime, Settings, Written, load
from summarize.summary import Coverage, Summary, SummarySentence, compose

__all__ = ["Seq2Seq"]

# Words per sentence of a summary if the length only counts sentences.
SENTENCE_WORDS = 30
# The least length requested, as a share of the greatest: models trained on short summaries stop
# early, and the references of CNN/DailyMail vary by about half.
LEAST_SHARE = 0.4
ROUNDED = 8  # tokens: requests of nearly the same length go in one batch


@dataclass(frozen=True)
class Seq2Seq:
    """Any model of the hub or a folder, over the whole document; converted ones need no torch.

    Attributes:
        model: a folder, or a name on the hub; see `summarize models`.
        revision: a branch, tag or commit on the hub.
        runtime: torch, ctranslate2 (converted models), or auto, by the format of the model.
        beams: beams of the search; 0 for the model's own number.
        batch: texts per batch.
        device: auto, cpu, cuda, cuda:1, mps.
        dtype: auto, float32, float16, bfloat16, int8.
        source_language: language code as the model defines it (mBART: en_XX).
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
        """Return the model's summary of the whole document.

        Raises:
            SummaryError: the document has no sentence.
            ModelError: the model has not been fetched, or cannot be loaded.
            MissingExtraError: the model needs torch, which is not installed.
        """
        return summarize_one(self._work(document, length), self._runtime.write)

    def summarize_many(
        self, documents: Iterable[Document], length: Length
    ) -> Iterator[Summary | SummaryError]:
        """Yield a summary for each document, in order; their chunks are batched together."""
        return summarize_all(documents, lambda each: self._work(each, length), self._answer)

    def _answer(self, requests: list[Request]) -> list[Written]:
        # The first request loads the model, so that an error of loading is yielded, not raised.
        return self._runtime.write(requests)

    def _work(self, document: Document, length: Length) -> Work[Request, Written]:
        """Yield the requests of one document, round by round, and return its summary."""
        if not document.sentences:
            raise SummaryError(document.source, "nothing to summarize: it holds no sentence")
        sizes = [s.words for s in document.sentences]
        resolved = length.of(sum(sizes))
        if resolved.admits(sizes):
            return fallback(document, length, summarizer=self.name)
        texts = [" ".join(s.text.split()) for s in document.sentences]
        per_word = sum(self._runtime.count(texts)) / max(1, document.words)
        natural = Budget(self._runtime.card.least, self._runtime.card.most)
        reduction = Reduction(self._runtime, natural, document.language)
        text, read = yield from reduction.run(texts, document.source)
        budget = _budget(resolved, per_word, sum(self._runtime.count([text])))
        (written,) = yield [Request(text, *budget)]
        summary = self._finished(document, written, length)
        count = len(document.sentences)
        coverage = Coverage(count, count, read.tokens, read.tokens, read.chunks)
        return replace(summary, model=self._runtime.card.name, coverage=coverage)

    def _finished(self, document: Document, written: Written, length: Length) -> Summary:
        """Return the summary of a model's output, cut to the length.

        If no finished sentence fits, it consists of sentences of the article, with a note.
        """
        resolved = length.of(document.words)
        texts = whole_sentences(split_output(written.text, document.language))
        if length.style == "headline":
            texts = [text.rstrip(".。 ") for text in texts[:1]]
        most = min(document.words, resolved.words or document.words)
        sizes = [count_words(text) for text in texts]
        worst_first = [-i for i in range(len(texts))]
        indices = trim(sizes, worst_first, replace(resolved, words=most)) if texts else []
        if not indices or not 0 < sizes[indices[0]] <= most:
            note = f"the model finished no sentence of at most {most} words: {EXTRACTED}"
            return fallback(document, length, summarizer=self.name, note=note)
        checker = Checker(document)
        sentences = [
            SummarySentence(texts[i], 1 - i / len(texts), checker.sentence(texts[i]).sources)
            for i in indices
        ]
        notes = []
        if len(indices) < resolved.least:
            notes.append(f"{len(indices)} of at least {resolved.least} sentences: it wrote no more")
        return compose(document, sentences, length=length, summarizer=self.name, notes=notes)


def _budget(length: Length, per_word: float, source: int) -> Budget:
    """Return a length in tokens, at most those of the source."""
    words = length.words
    if words is None:
        words = (length.most or length.least) * (length.words_each or SENTENCE_WORDS)
    most = min(source, ROUNDED * -(-int(words * per_word) // ROUNDED))
    return Budget(int(LEAST_SHARE * most), max(1, most))
