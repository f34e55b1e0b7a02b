"""The abstractive summarizer in the package: it chooses sentences, and writes each of them shorter.

An editor's way: what is said is chosen as `textrank` chooses it, as if the sentences were already
as short as they will be; then each is rewritten by the embedded model, under a control token for
its length, from the words of its source alone (`rewriter`). A rewriting that may not stand
(`wording`) gives way to the next, and the last to the sentence itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar, NamedTuple

from summarize import ranking, wording
from summarize.document import Document, Sentence, count_words
from summarize.errors import SummaryError
from summarize.extractive import (
    MOST_SHARED,
    Extractive,
    TextRank,
    best_first,
    document_terms,
    summary_from_scores,
)
from summarize.length import Length, select
from summarize.rewriter import (
    FREE,
    HEADLINE,
    MOST_TOKENS,
    Hypothesis,
    Rewriter,
    Token,
    embedded,
    ratio,
)
from summarize.summary import Summary, SummarySentence, compose

__all__ = ["Abstractive"]

# A sentence of so few words is as short as it should be.
SHORT = 12

# The share of a sentence's words that is asked for where the length leaves room for more: at 0.8
# attributions and asides go and the sentence stays whole.
SHARE = 0.8

# Of the mean log-probability of a word piece: below it the model did not know what to write. Read
# from outputs: broken sentences begin near -0.9, good ones lie above -0.5.
LEAST_SCORE = -0.8

SPOKEN = ("en", "und")  # the languages the model was taught, and where none could be told


class Rewriting(NamedTuple):
    """A sentence as it is written in the summary."""

    text: str
    score: float
    own: bool  # whether it is the source's


@dataclass(frozen=True)
class Abstractive(Extractive):
    """Chosen sentences rewritten shorter by the embedded model, from their own words alone."""

    name: ClassVar[str] = "abstractive"

    @cached_property
    def _model(self) -> Rewriter:
        return embedded()

    def summarize(self, document: Document, length: Length) -> Summary:
        """The summary of rewritten sentences.

        Raises:
            SummaryError: the document has no sentence.
        """
        if not document.sentences:
            raise SummaryError(document.source, "nothing to summarize: it holds no sentence")
        terms = document_terms(document)
        scores = TextRank().scores(document, terms)
        sizes = [s.words for s in document.sentences]
        resolved = length.of(sum(sizes))
        if resolved.admits(sizes) or document.language not in SPOKEN:
            made = summary_from_scores(document, scores, length, summarizer=self.name, terms=terms)
            if document.language in SPOKEN:
                return made
            note = f"the model writes English: sentences of '{document.language}' are given whole"
            return replace(made, notes=(*made.notes, note))
        each = _each(resolved)
        shrunk = [min(size, max(each, SHORT)) for size in sizes]
        texts = [s.text for s in document.sentences]
        redundancy = ranking.Redundancy(terms, texts, MOST_SHARED)
        chosen = select(best_first(scores), shrunk, resolved, redundancy)
        return self._written(document, chosen, scores, length, resolved)

    def summarize_many(
        self, documents: Iterable[Document], length: Length
    ) -> Iterator[Summary | SummaryError]:
        """A summary for each document, in order; what fails is yielded as its error."""
        yield from super().summarize_many(documents, length)

    def _written(
        self,
        document: Document,
        chosen: Sequence[int],
        scores: Sequence[float],
        length: Length,
        resolved: Length,
    ) -> Summary:
        """The chosen sentences rewritten, within the length."""
        sentences = [document.sentences[i] for i in chosen]
        written = _within(self._candidates(sentences, resolved), resolved)
        if length.style == "headline" and written[0].own:
            return summary_from_scores(document, scores, length, summarizer=self.name)
        made: dict[str, SummarySentence] = {}  # two sentences may have become the same
        for i, rewriting in zip(chosen[: len(written)], written, strict=True):
            text = _ended(rewriting.text, resolved)
            span = document.sentences[i].span
            made.setdefault(text.casefold(), SummarySentence(text, float(scores[i]), (span,)))
        notes = list(_notes(written, resolved))
        summary = compose(
            document, [*made.values()], length=length, summarizer=self.name, notes=notes
        )
        return replace(summary, model="summarize-rewriter-30m")

    def _candidates(self, sentences: Sequence[Sentence], length: Length) -> list[list[Rewriting]]:
        """For each sentence its rewritings that may stand, best first, and itself as the last."""
        each = _each(length)
        jobs: list[tuple[int, list[Token], str]] = []
        for number, sentence in enumerate(sentences):
            tokens = self._model.tokens(sentence.text)
            if len(tokens) > MOST_TOKENS or (
                sentence.words <= SHORT and length.style != "headline"
            ):
                continue
            jobs += [(number, tokens, control) for control in _controls(sentence, each, length)]
        results = self._model.rewrite([t for _, t, _ in jobs], [c for *_, c in jobs])
        found: list[list[Rewriting]] = [[] for _ in sentences]
        for (number, tokens, _), hypotheses in zip(jobs, results, strict=True):
            found[number] += _standing(sentences[number].text, tokens, hypotheses)
        for sentence, rewritings in zip(sentences, found, strict=True):
            rewritings.sort(key=lambda r: -r.score)
            rewritings.append(Rewriting(" ".join(sentence.text.split()), -9.0, own=True))
        return found


def _each(length: Length) -> int:
    """Words that one sentence may take."""
    if length.words_each is not None:
        return length.words_each
    if length.words is None:
        return 40
    return max(14, length.words // (length.most or max(1, length.words // 25)))


def _controls(sentence: Sentence, each: int, length: Length) -> list[str]:
    """What is asked of the model: the share that fits and a little less, and its own choice."""
    if length.style == "headline":
        return [HEADLINE, ratio(each / sentence.words - 0.05)]
    share = min(SHARE, each / sentence.words)
    return [ratio(share), ratio(share - 0.1), FREE]


def _standing(
    text: str, tokens: Sequence[Token], hypotheses: Sequence[Hypothesis]
) -> Iterator[Rewriting]:
    """The hypotheses that may stand, in the source's case and spacing."""
    source = wording.words(tokens)
    for hypothesis in hypotheses:
        if hypothesis.score < LEAST_SCORE or not hypothesis.pieces:
            continue
        output = [w.text for w in wording.words([Token(p, 0, 0) for p in hypothesis.pieces])]
        places = wording.aligned(output, source)
        if wording.refused(output, places, source):
            continue
        written = wording.restored(output, places, source, text)
        if count_words(written) <= count_words(text):
            yield Rewriting(written, hypothesis.score, own=False)


def _within(candidates: Sequence[Sequence[Rewriting]], length: Length) -> list[Rewriting]:
    """One rewriting of each sentence, together within the words; the last sentences go if not.

    The likeliest is taken that leaves the others room to be as short as they can: it is mostly the
    longest, and keeps most of what the sentence says.
    """
    sizes = [[count_words(r.text) for r in rewritings] for rewritings in candidates]
    least = [min(each) for each in sizes]
    while length.words is not None and len(least) > 1 and sum(least) > length.words:
        least.pop()
    taken: list[Rewriting] = []
    left = length.words
    for number, shortest in enumerate(least):
        room = shortest if left is None else max(shortest, left - sum(least[number + 1 :]))
        if left is None:
            room = max(room, length.words_each or max(sizes[number]))
        at = next(i for i, size in enumerate(sizes[number]) if size <= room)
        taken.append(candidates[number][at])
        left = None if left is None else left - sizes[number][at]
    return taken


def _notes(written: Sequence[Rewriting], length: Length) -> Iterator[str]:
    kept = sum(rewriting.own for rewriting in written)
    if kept:
        yield f"{kept} of {len(written)} sentences are the source's own, not rewritten"
    if length.words is not None and sum(count_words(r.text) for r in written) > length.words:
        yield f"the sentence is longer than {length.words} words: no shorter one may stand"
    if len(written) < length.least:
        short = f"{len(written)} of at least {length.least} sentences"
        yield f"{short}: no more fit or say anything new"


def _ended(text: str, length: Length) -> str:
    """With a full stop where a sentence wants one, without where a headline does not."""
    if length.style == "headline":
        return text.rstrip(". ")
    return (
        text
        if text.endswith((".", "!", "?", '"', "”", "…", ".)", "’"))
        else text.rstrip(" ,;:") + "."
    )
