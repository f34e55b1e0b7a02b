"""Any sequence-to-sequence model as a summarizer: BART, PEGASUS, T5, mBART, LED and their like.

What is longer than the model reads is cut where sentences end, each chunk is summarized, and what
was written is summarized again until all of it fits: `coverage` says how much was read. The lengths
that are asked of the model are always those of the contract, and never above the source.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import ClassVar, Literal

from summarize.document import Document, count_words
from summarize.errors import OptionError, SummarizeError, SummaryError
from summarize.grounding import Checker
from summarize.length import Length, trim
from summarize.methods.extractive import document_terms, summary_from_scores
from summarize.methods.seq2seq.chunking import Budget
from summarize.methods.seq2seq.reduction import (
    Reduction,
    Work,
    run_together,
    split_output,
    whole_sentences,
)
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
        (result,) = run_together([self._work(document, length)], self._runtime.write)
        if isinstance(result, SummaryError):
            raise result
        return result

    def summarize_many(
        self, documents: Iterable[Document], length: Length
    ) -> Iterator[Summary | SummaryError]:
        """A summary for each document, in order, their chunks computed together."""
        batch = list(documents)
        works = [self._work(document, length) for document in batch]
        try:
            yield from run_together(works, self._runtime.write)
        except SummarizeError as error:
            yield from (SummaryError(document.source, str(error)) for document in batch)

    def _work(self, document: Document, length: Length) -> Work[Request, Written]:
        """One document's requests, round after round, and at the end its summary."""
        if not document.sentences:
            raise SummaryError(document.source, "nothing to summarize: it holds no sentence")
        sizes = [s.words for s in document.sentences]
        resolved = length.of(sum(sizes))
        if resolved.admits(sizes):
            return self._extracted(document, length)
        texts = [" ".join(s.text.split()) for s in document.sentences]
        per_word = sum(self._runtime.count(texts)) / max(1, document.words)
        natural = Budget(self._runtime.card.least, self._runtime.card.most)
        reduction = Reduction(self._runtime, natural, document.language)
        text, read = yield from reduction.run(texts, document.source)
        budget = _budget(resolved, per_word, sum(self._runtime.count([text])))
        (written,) = yield [Request(text, *budget)]
        made = self._finished(document, written, length)
        count = len(document.sentences)
        coverage = Coverage(count, count, read.tokens, read.tokens, read.chunks)
        return replace(made, model=self._runtime.card.name, coverage=coverage)

    def _finished(self, document: Document, written: Written, length: Length) -> Summary:
        """The summary of what was written, within the length.

        Where the model finished no sentence that short, the source's own stand, with a note.
        """
        resolved = length.of(document.words)
        texts = whole_sentences(split_output(written.text, document.language))
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
