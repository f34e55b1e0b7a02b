"""What extractive summarizers share: each scores every sentence, one function selects.

Options are fields of the class, `scores` gives one number a sentence, the rest is here.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from summarize import language, summary
from summarize.document import Document, Span, count_words
from summarize.document.combination import agreement, part_of, similar_sentences
from summarize.errors import SummarizeError, SummaryError
from summarize.language import segmentation
from summarize.length import Length, Redundancy, select
from summarize.methods.repetition import Repetition
from summarize.methods.standalone import Standalone, Text
from summarize.summary import Summary, SummarySentence

__all__ = [
    "Extractive",
    "Terms",
    "as_list",
    "best_first",
    "check_sentences",
    "check_share",
    "document_terms",
    "edited",
    "headline_order",
    "length_notes",
    "min_score_share",
    "own_headline",
    "select_sentences",
    "standing_first",
    "summary_from_scores",
    "whole_source",
]

Terms = Sequence[Sequence[str]]
"""For each sentence its terms, as `language.terms` gives them."""

# Of the best score: below it a sentence is not taken only because a few words are left. Under
# TextRank's prior these are fragments that share next to nothing with the article. A headline
# raises the best score up to twentyfold: at .012 it cost one document in eight sound sentences.
MIN_SCORE_SHARE = 0.0012
HEADLINE_LEAST = 4  # words of a clause that is taken for a headline
TRIED = 40  # best sentences whose standing is looked at: several times those of a long summary
MIN_BULLET_SHARE = 0.1  # a list is read item by item: one that says little is a flaw of its own


@dataclass(frozen=True)
class Extractive:
    """Base of the extractive summarizers: subclasses score sentences, the rest is shared.

    Attributes:
        verbatim: whether every sentence stays word for word as the document has it; else datelines,
            orphan connectives and the like are edited away.
    """

    name: ClassVar[str]
    stands_alone: ClassVar[bool] = True
    """Whether sentences are chosen so that each can be read without those around it."""
    weighs: ClassVar[bool] = True
    """Whether the document's weights go before the scores."""
    quotes: ClassVar[bool] = True
    """Whether it can be asked for sentences word for word."""

    verbatim: bool = field(default=False, kw_only=True)

    def scores(self, document: Document, terms: Terms) -> Sequence[float]:
        """Return one score a sentence, higher is better."""
        raise TypeError(f"{type(self).__name__} has no scores")

    def summarize(self, document: Document, length: Length) -> Summary:
        """Return the summary made of the best sentences.

        Raises:
            SummaryError: the document has no sentence, or the scores cannot be had.
        """
        check_sentences(document)
        terms = document_terms(document)
        scores = weighted(document, self.part_scores(document, terms))
        # What a sentence needs beside it is looked for before it: that may be another document's.
        # One sentence for a question is the one that answers it, even where it refers to another.
        answers = bool(document.weights) and length.of(document.words).most == 1
        reads_alone = self.stands_alone and not document.parts and not answers
        bullets = length.style == "bullets"
        alone = Standalone(document, self.verbatim, bullets) if reads_alone else None
        return summary_from_scores(
            document, scores, length, summarizer=self.name, terms=terms, alone=alone
        )

    def part_scores(self, document: Document, terms: Terms) -> Sequence[float]:
        """Return the scores; of several documents put together, those within each of them.

        The best of each document has 1, and more the more of the others say the same: position
        and centrality are those of an article, not of the row in which articles were given.
        """
        if not document.parts:
            return self.scores(document, terms)
        agreements = agreement(document)
        scores: list[float] = []
        for indices in _indices_by_part(document):
            part = replace(document, sentences=tuple(document.sentences[i] for i in indices))
            own = np.array(self.scores(replace(part, parts=()), [terms[i] for i in indices]))
            own = (own - min(0.0, own.min())) / (np.abs(own).max() or 1.0)
            scores += [float(s * (1 + agreements[i])) for s, i in zip(own, indices, strict=True)]
        return scores

    def summarize_many(
        self, documents: Iterable[Document], length: Length
    ) -> Iterator[Summary | SummaryError]:
        """Yield a summary for each document, in order; for one that fails, its error."""
        for document in documents:
            try:
                yield self.summarize(document, length)
            except SummaryError as error:
                yield error
            except SummarizeError as error:
                yield SummaryError(document.source, str(error))


def weighted(document: Document, scores: Sequence[float]) -> Sequence[float]:
    """Return the document's weights where it has any, each up to doubled by its score.

    What concerns a question goes before what is central: position alone makes a tenfold difference
    between scores.
    """
    if not document.weights:
        return scores
    least, most = min(scores), max(scores)
    span = (most - least) or 1.0
    return [w * (1 + (s - least) / span) for s, w in zip(scores, document.weights, strict=True)]


def _indices_by_part(document: Document) -> list[list[int]]:
    """Return the indices of the sentences of each part that has any."""
    parts = [part_of(document, sentence.span) for sentence in document.sentences]
    return [[i for i, p in enumerate(parts) if p == part] for part in sorted(set(parts))]


def check_sentences(document: Document) -> None:
    """Raise SummaryError for a document without a sentence."""
    if not document.sentences:
        raise SummaryError(document.source, "nothing to summarize: it holds no sentence")


def document_terms(document: Document) -> Terms:
    """Return the terms of each sentence of `document`."""
    return language.terms([s.text for s in document.sentences], document.language)


def summary_from_scores(
    document: Document,
    scores: Sequence[float],
    length: Length,
    *,
    summarizer: str,
    terms: Terms | None = None,
    alone: Standalone | None = None,
) -> Summary:
    """Return the summary of the best sentences that fit, none of which repeats another.

    A document within the length is returned whole.

    Args:
        document: with at least one sentence.
        scores: one a sentence, higher is better; of equals the earlier is taken.
        length: the length asked for.
        summarizer: the name of the summarizer whose scores these are.
        terms: the terms of the sentences, where the caller has them already.
        alone: what the sentences need to be read alone; None where each is taken as it is.
    """
    sizes = [s.words for s in document.sentences]
    resolved = length.of(sum(sizes))
    if (headline := own_headline(document, length, summarizer)) is not None:
        return headline
    if resolved.admits(sizes) and not document.parts:
        return whole_source(document, scores, length, summarizer)
    terms = terms or document_terms(document)
    chosen = select_sentences(document, scores, resolved, terms, alone)
    if alone is None:
        notes = list(length_notes([sizes[i] for i in chosen], resolved))
        return summary.extract(
            document, chosen, scores, length=length, summarizer=summarizer, notes=notes
        )
    sentences = edited(alone, chosen, scores, resolved)
    written = sum(count_words(s.text) for s in sentences)
    notes = list(length_notes([sizes[i] for i in chosen], resolved, written))
    return summary.compose(document, sentences, length=length, summarizer=summarizer, notes=notes)


def edited(
    alone: Standalone, chosen: Sequence[int], scores: Sequence[float], length: Length
) -> list[SummarySentence]:
    """Return the chosen sentences as they can be read alone, each with its exact source.

    Args:
        alone: what they need.
        chosen: indices of sentences, in order.
        scores: one for every sentence of the document.
        length: the length, its share resolved; edits keep it.
    """
    sentences = alone.document.sentences
    words = sum(sentences[i].words for i in chosen)
    room = max(0, min(length.words or alone.document.words, alone.document.words) - words)
    texts = alone.written(chosen, room)
    return [
        _sentence(text, float(scores[i]), sentences[i].span, length)
        for i, text in zip(chosen, texts, strict=True)
    ]


def _sentence(text: Text, score: float, span: Span, length: Length) -> SummarySentence:
    written = text.text
    if length.style == "headline" and written.endswith((".", "。")) and written[-2:-1] != ".":
        written = written[:-1]
        span = span if text.edited else Span(span.start, span.end - 1)
    return SummarySentence(written, score, (span,), edited=text.edited)


def headline_order(order: Sequence[int], alone: Standalone) -> list[int]:
    """Return the sentences a headline is made of: the best to be read alone, and the first."""
    best = next(filter(alone.leads, order), order[0])
    return list(dict.fromkeys([best, *filter(alone.leads, (0,))]))


def select_sentences(
    document: Document,
    scores: Sequence[float],
    length: Length,
    terms: Terms,
    alone: Standalone | None = None,
) -> list[int]:
    """Return the best sentences that fit, none of which repeats another, in document order.

    Args:
        document: with at least one sentence.
        scores: one a sentence, higher is better.
        length: the length, its share resolved.
        terms: the terms of the sentences.
        alone: what they need to be read alone; None where each is taken as it is.
    """
    order = best_first(scores) if alone is None else standing_first(scores, alone)
    if alone is not None and length.style == "headline":
        order = headline_order(order, alone)
    elif alone is not None and (asking := frozenset(alone.requests)) and length.most != 1:
        first = next(i for i in order if i in asking)
        order = [first, *(i for i in order if i != first)]
    share = min_score_share(length)
    good_enough = sum(scores[i] >= share * scores[order[0]] for i in order)
    sizes = [s.words for s in document.sentences]
    repetition: Redundancy = Repetition(
        terms, [s.text for s in document.sentences], document.language
    )
    if document.parts:
        repetition = _AcrossDocuments(repetition, similar_sentences(document))
    groups = (alone.group, alone.second_best) if alone is not None else ()
    return select(order, sizes, length, repetition, good_enough=good_enough, groups=groups)


def standing_first(scores: Sequence[float], alone: Standalone) -> list[int]:
    """Return the indices best first, a sentence that cannot stand alone behind its equals.

    Args:
        scores: one a sentence, higher is better.
        alone: what the sentences need.
    """
    order = best_first(scores)
    tried = order[:TRIED]
    least = min([0.0, *(scores[i] for i in tried)])
    standing = [
        (scores[i] - least) * alone.standing(i, frozenset(tried[:place]))
        for place, i in enumerate(tried)
    ]
    return [*(tried[place] for place in best_first(standing)), *order[TRIED:]]


def min_score_share(length: Length) -> float:
    """Return the share of the best score that a sentence past the least number must have."""
    return MIN_BULLET_SHARE if length.style == "bullets" else MIN_SCORE_SHARE


@dataclass(slots=True)
class _AcrossDocuments:
    """Repetition of what another document has said already, with other figures or without.

    Attributes:
        inner: what repeats within a document.
        similar: for each sentence those of other documents that report the same.
    """

    inner: Redundancy
    similar: Sequence[Sequence[int]]
    added: set[int] = field(default_factory=set)

    def repeats(self, index: int) -> bool:
        return not self.added.isdisjoint(self.similar[index]) or self.inner.repeats(index)

    def add(self, index: int) -> None:
        self.added.add(index)
        self.inner.add(index)


def best_first(scores: Sequence[float]) -> list[int]:
    """Return the indices from the highest score to the lowest; of equals the earlier first.

    Scores that differ by less than a rounding error are equal, so that the order is the same on
    every machine.
    """
    values = np.asarray(scores, dtype=np.float64)
    scale = np.abs(values).max(initial=0.0) or 1.0
    order: list[int] = np.argsort(-np.round(values / scale, 12), kind="stable").tolist()
    return order


def whole_source(
    document: Document, scores: Sequence[float], length: Length, summarizer: str
) -> Summary:
    """Return every sentence of a document that is within the length.

    Only a sentence that stands twice, letter for letter, is given once, and the note says so.
    """
    folded = [" ".join(s.text.split()).casefold() for s in document.sentences]
    first = list({text: index for index, text in reversed(list(enumerate(folded)))}.values())
    notes = ["the source is already within the length: it is given as it is"]
    if len(first) < len(folded):
        notes = [f"{notes[0]}, sentences that stand twice once"]
    return summary.extract(
        document, sorted(first), scores, length=length, summarizer=summarizer, notes=notes
    )


def length_notes(sizes: Sequence[int], length: Length, written: int | None = None) -> Iterator[str]:
    """Yield what a reader should know about the sentences of a summary.

    Args:
        sizes: words of each, as the document has it.
        length: the length, its share resolved.
        written: words of all as the summary has them, where some were edited.
    """
    if length.words is not None and sum(sizes) > length.words:
        yield f"the best sentence alone is longer than {length.words} words: it is given whole"
    elif len(sizes) < length.least:
        yield f"{len(sizes)} of at least {length.least} sentences: no more fit or say anything new"
    elif sum(sizes) < length.to_fill:
        words = sum(sizes) if written is None else written
        yield f"{words} of {length.words} words: no other whole sentences fit or say more"
    if length.words_each is not None and any(size > length.words_each for size in sizes):
        yield f"a bullet is longer than {length.words_each} words: its sentence is given whole"


def own_headline(document: Document, length: Length, summarizer: str) -> Summary | None:
    """Return the document's own headline, where one is asked for and its own fits; else None."""
    if length.style != "headline":
        return None
    span = document.title_span or _opening_clause(document, length)
    if span is None:
        return None
    start, end = span
    text = document.text[start:end]
    if count_words(text) > (length.words or 0):
        return None
    if text.endswith((".", "。")) and not text.endswith(".."):
        end -= 1
    sentence = SummarySentence(" ".join(document.text[start:end].split()), 1.0, (Span(start, end),))
    own = "the headline is the document's own"
    notes = [own if document.title_span else "the headline is the first clause"]
    return summary.compose(document, [sentence], length=length, summarizer=summarizer, notes=notes)


def _opening_clause(document: Document, length: Length) -> Span | None:
    """Return the first clause of the first sentence, if it makes a headline."""
    first = document.sentences[0] if document.sentences else None
    clause = first and segmentation.opening_clause(first.text, language=document.language)
    if not (first and clause and HEADLINE_LEAST <= count_words(clause) <= (length.words or 0)):
        return None
    return Span(first.span.start, first.span.start + len(clause))


def as_list(scores: NDArray[np.float64]) -> list[float]:
    """Return an array of scores as a list of floats."""
    floats: list[float] = scores.tolist()
    return floats


def check_share(name: str, value: float) -> None:
    """Raise ValueError unless `value` is at least 0 and below 1."""
    if not 0 <= value < 1:
        raise ValueError(f"cannot be {value}: {name} is from 0 up to 1")
