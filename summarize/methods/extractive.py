"""Extractive summarizers: each scores every sentence; one function makes the summary of them.

All are alike: options are fields, `scores` gives one number a sentence, the rest is shared.
"""

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

import numpy as np

from summarize import language, summary
from summarize.document import Document, Span, count_words
from summarize.errors import SummarizeError, SummaryError
from summarize.length import Length, select
from summarize.methods import graph as ranking
from summarize.summary import Summary, SummarySentence

__all__ = [
    "Extractive",
    "Lead",
    "LexRank",
    "Random",
    "Signs",
    "Terms",
    "TextRank",
    "best_first",
    "document_terms",
    "length_notes",
    "prior",
    "signs",
    "summary_from_scores",
    "taken_in_turn",
]

Terms = Sequence[Sequence[str]]
"""For each sentence its terms, as `language.terms` gives them."""

MOST_SHARED = 0.6
# Of the terms of the shorter of two sentences: from there on they say the same. Paraphrases of one
# quotation share 0.6-0.8; neighbours on one subject under 0.5.

WORTH = 0.012
# Of the best score: below it a sentence is not taken only because a few words are left. Under
# TextRank's prior these are fragments that share next to nothing with the article.

# The prior of TextRank. Tuned by random search for ROUGE-1 against `lead`, every set of
# benchmarks/quality.py counted alike, with one set of values for all genres; 0.1 to 0.5 of a point
# moves where one is halved or doubled. What did not help, and went: questions, digits, names, words
# shared with the first sentence.
LEAD, LEAD_REACH = 2.5, 10  # the first sentences of ten weigh e^2.5 times those far below
FIRST, FIRST_REACH = 0.3, 3  # and the first three a little more
ANNOUNCING = 0.8  # +5 on abstracts, nothing elsewhere
SIZE = 0.45  # score grows with words to this power; 0 prefers fragments, 1 run-on sentences
BRIEF, BRIEF_WORDS = 1.0, 8
HANGING = 0.3  # "But he …": costs 0.1 of ROUGE-1 and spares readers a pronoun without its name
QUOTED = 2.5  # all of it in quotation marks: nobody is said to say it; costs nothing
UNFINISHED = 2.0  # no full stop: a subheading, a label, a line of a table
LONELY, LONELY_SHARE = 3.0, 0.2  # next to no word in common with the article: not of it
MOST_LEAD = 20.0  # e²⁰ is `lead` itself; more would only overflow
_HANGS = re.compile(
    r"(?:he|she|it|they|this|that|these|those|his|her|their|its|but|and|so|also|however|then|there"
    r"|such|both|instead|meanwhile"
    r"|er|sie|es|dies\w*|damals|aber|und|doch|il|elle|ils|elles|mais|et|cela|él|ella|pero|y)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?…。！？｡।؟۔][\"'”’»“)\]」』]*$")
_IS_QUOTED = re.compile(r"[\"“‘«„].*[\"”’»“]$", re.DOTALL)
_ANNOUNCES = re.compile(
    r"\b(?:we (?:propose|present|introduce|show|describe|develop|demonstrate|study|find|"
    r"investigate|provide|report|explore|argue|analy[sz]e|prove)"
    r"|this (?:paper|work|article|report|study|guide)|in this (?:paper|work)"
    r"|in (?:summary|conclusion)|to conclude|our (?:results|method|approach|work|experiments)"
    r"|results show)\b",
    re.IGNORECASE,
)


class Extractive:
    """What every extractive summarizer does once it has scores."""

    name: ClassVar[str]

    def scores(self, document: Document, terms: Terms) -> Sequence[float]:
        """One score a sentence, higher is better."""
        raise TypeError(f"{type(self).__name__} has no scores")

    def summarize(self, document: Document, length: Length) -> Summary:
        """The summary made of the best sentences.

        Raises:
            SummaryError: the document has no sentence, or the scores cannot be had.
        """
        if not document.sentences:
            raise SummaryError(document.source, "nothing to summarize: it holds no sentence")
        terms = document_terms(document)
        scores = self.scores(document, terms)
        return summary_from_scores(document, scores, length, summarizer=self.name, terms=terms)

    def summarize_many(
        self, documents: Iterable[Document], length: Length
    ) -> Iterator[Summary | SummaryError]:
        """A summary for each document, in order; what fails is yielded as its error."""
        for document in documents:
            try:
                yield self.summarize(document, length)
            except SummaryError as error:
                yield error
            except SummarizeError as error:
                yield SummaryError(document.source, str(error))


def document_terms(document: Document) -> Terms:
    """The terms of each sentence of `document`."""
    return language.terms([s.text for s in document.sentences], document.language)


def summary_from_scores(
    document: Document,
    scores: Sequence[float],
    length: Length,
    *,
    summarizer: str,
    terms: Terms | None = None,
) -> Summary:
    """The summary of the best sentences that fit, none of which repeats another.

    Args:
        document: with at least one sentence.
        scores: one a sentence, higher is better; of equals the earlier is taken.
        length: the length asked for.
        summarizer: the name of what gave the scores.
        terms: the terms of the sentences, where the caller has them already.
    """
    sizes = [s.words for s in document.sentences]
    resolved = length.of(sum(sizes))
    if resolved.style == "headline" and _fits(document.title, resolved):
        return _headline(document, length, summarizer)
    terms = terms or document_terms(document)
    if resolved.admits(sizes):
        chosen = _unlike(range(len(sizes)), _redundancy(document, terms))
        notes = ["the source is already within the length: it is given as it is"]
    else:
        chosen = taken_in_turn(document, scores, resolved, terms)
        notes = list(length_notes([sizes[i] for i in chosen], resolved))
    return summary.extract(
        document, chosen, scores, length=length, summarizer=summarizer, notes=notes
    )


def taken_in_turn(
    document: Document, scores: Sequence[float], length: Length, terms: Terms
) -> list[int]:
    """The best sentences that fit, one after the other, none of which repeats another, in order.

    Args:
        document: with at least one sentence.
        scores: one a sentence, higher is better.
        length: the length, its share resolved.
        terms: the terms of the sentences.
    """
    order = best_first(scores)
    worthy = _worthy([scores[i] for i in order])
    sizes = [s.words for s in document.sentences]
    return select(order, sizes, length, _redundancy(document, terms), worthy=worthy)


def best_first(scores: Sequence[float]) -> list[int]:
    """The indices from the highest score to the lowest; of equals the earlier first.

    Scores that differ by less than a rounding error are equal, so that the order is the same on
    every machine.
    """
    values = np.asarray(scores, dtype=np.float64)
    scale = np.abs(values).max(initial=0.0) or 1.0
    order: list[int] = np.argsort(-np.round(values / scale, 12), kind="stable").tolist()
    return order


def _worthy(falling: Sequence[float]) -> int:
    """How many of these scores are worth a place that need not be filled."""
    return sum(score >= WORTH * falling[0] for score in falling)


def _unlike(order: Iterable[int], redundancy: ranking.Redundancy) -> list[int]:
    chosen = []
    for i in order:
        if not redundancy.repeats(i):
            redundancy.add(i)
            chosen.append(i)
    return chosen


def _redundancy(document: Document, terms: Terms) -> ranking.Redundancy:
    texts = [s.text for s in document.sentences]
    return ranking.Redundancy(terms, texts, MOST_SHARED)


def length_notes(sizes: Sequence[int], length: Length) -> Iterator[str]:
    """What a reader should know of sentences of these sizes, in words, given for a length."""
    if length.words is not None and sum(sizes) > length.words:
        yield f"the best sentence alone is longer than {length.words} words: it is given whole"
    elif len(sizes) < length.least:
        yield f"{len(sizes)} of at least {length.least} sentences: no more fit or say anything new"
    if length.words_each is not None and any(size > length.words_each for size in sizes):
        yield f"a bullet is longer than {length.words_each} words: too few sentences are shorter"


def _fits(title: str | None, length: Length) -> bool:
    return title is not None and count_words(title) <= (length.words or 0)


def _headline(document: Document, length: Length, summarizer: str) -> Summary:
    """The document's own headline, which its author chose as the best."""
    assert document.title_span is not None
    start, end = document.title_span
    text = document.text[start:end]
    if text.endswith((".", "。")) and not text.endswith(".."):
        end -= 1
    sentence = SummarySentence(" ".join(document.text[start:end].split()), 1.0, (Span(start, end),))
    notes = ["the headline is the document's own"]
    return summary.compose(document, [sentence], length=length, summarizer=summarizer, notes=notes)


@dataclass(frozen=True)
class Lead(Extractive):
    """The first sentences: what every other summarizer has to beat on news."""

    name: ClassVar[str] = "lead"

    def scores(self, document: Document, terms: Terms) -> Sequence[float]:
        """Falling from 1 with the position."""
        count = len(document.sentences)
        return [1 - i / count for i in range(count)]


@dataclass(frozen=True)
class Random(Extractive):
    """Sentences by lot, the same ones for the same text and seed: the floor."""

    name: ClassVar[str] = "random"
    seed: int = 0

    def scores(self, document: Document, terms: Terms) -> Sequence[float]:
        """Uniform in 0-1."""
        lot = random.Random(f"{self.seed}:{document.text}")
        return [lot.random() for _ in document.sentences]


@dataclass(frozen=True)
class TextRank(Extractive):
    """Sentences that many others resemble, weighed by where they stand and what they announce.

    The walk is that of Mihalcea & Tarau (EMNLP 2004). Its scores are multiplied by a prior, the
    same for every genre: see `prior`. `kernel=sumy` gives sumy's scores, without a prior.

    Attributes:
        kernel: how alike two sentences are: `ranking.cosine`, `overlap` or `sumy`.
        damping: how often the walk follows an edge.
        lead: how much the opening counts; 0 for no prior at all.
    """

    name: ClassVar[str] = "textrank"
    kernel: Literal["cosine", "overlap", "sumy"] = "cosine"
    damping: float = ranking.DAMPING
    lead: float = LEAD

    def __post_init__(self) -> None:
        check_share("damping", self.damping)
        if not 0 <= self.lead <= MOST_LEAD:
            raise ValueError(f"cannot be {self.lead}: lead is from 0 to {MOST_LEAD}")

    def scores(self, document: Document, terms: Terms) -> Sequence[float]:
        """Where the walk spends its time, times the prior."""
        if self.kernel == "sumy":
            return _list(ranking.sumy_walk(ranking.sumy(terms), damping=self.damping))
        weights = {"cosine": ranking.cosine, "overlap": ranking.overlap}[self.kernel](terms)
        walked = ranking.walk(weights, damping=self.damping)
        if not self.lead:
            return _list(walked)
        degrees = weights.times(np.ones(len(terms)))
        alone = degrees < LONELY_SHARE * degrees.mean()
        return _list(walked * prior(document, self.lead) * np.exp(-LONELY * alone))


class Signs(NamedTuple):
    """What the wording of each sentence shows: 1 where it is so, else 0; shapes (sentences,).

    Attributes:
        announcing: it says that a result follows.
        hanging: it leans on the sentence before.
        quoted: all of it is a quotation.
        unfinished: it has no full stop.
    """

    announcing: ranking.Vector
    hanging: ranking.Vector
    quoted: ranking.Vector
    unfinished: ranking.Vector


def signs(document: Document) -> Signs:
    """What the wording of each sentence of `document` shows."""
    texts = [s.text for s in document.sentences]
    hanging = _which(_HANGS.match, texts)
    hanging[:1] = 0
    return Signs(
        announcing=_which(_ANNOUNCES.search, texts),
        hanging=hanging,
        quoted=_which(_IS_QUOTED.match, texts),
        unfinished=1 - _which(_ENDS.search, texts),
    )


def prior(document: Document, lead: float = LEAD, shown: Signs | None = None) -> ranking.Vector:
    """What is known of a sentence before its words are compared; shape (sentences,), above 0.

    The opening says most, and ever less further on (Brandow, Mitze & Rau 1995); who announces a
    result says it is one (Edmundson 1969); a sentence of a word or two says little, and a long one
    more than a short one. What hangs on the sentence before, or quotes nobody, reads badly alone.

    Args:
        document: whose sentences.
        lead: how much the opening counts.
        shown: the `signs` of its sentences, where the caller has them already.
    """
    shown = shown or signs(document)
    at = np.arange(len(document.sentences))
    sizes = np.array([s.words for s in document.sentences], dtype=np.float64)
    opening = lead * np.exp(-at / LEAD_REACH) + FIRST * np.exp(-at / FIRST_REACH)
    logs = opening + ANNOUNCING * shown.announcing - BRIEF * (sizes < BRIEF_WORDS)
    logs -= HANGING * shown.hanging + QUOTED * shown.quoted + UNFINISHED * shown.unfinished
    weights: ranking.Vector = np.exp(logs) * np.maximum(sizes, 1) ** SIZE
    return weights


def _which(found: Callable[[str], object], texts: Sequence[str]) -> ranking.Vector:
    """1 where a pattern is found, else 0."""
    return np.array([found(text) is not None for text in texts], dtype=np.float64)


@dataclass(frozen=True)
class LexRank(Extractive):
    """The centre of the graph of TF-IDF cosines, as published: no position, no headline.

    Erkan & Radev (JAIR 2004), continuous: every weight counts, and none is cut at a threshold.
    """

    name: ClassVar[str] = "lexrank"
    damping: float = ranking.DAMPING

    def __post_init__(self) -> None:
        check_share("damping", self.damping)

    def scores(self, document: Document, terms: Terms) -> Sequence[float]:
        """Where the walk spends its time."""
        return _list(ranking.walk(ranking.cosine(terms), damping=self.damping))


def check_share(name: str, value: float) -> None:
    """Raise ValueError unless `value` is in 0-1, 1 left out."""
    if not 0 <= value < 1:
        raise ValueError(f"cannot be {value}: {name} is from 0 up to 1")


def _list(values: ranking.Vector) -> list[float]:
    floats: list[float] = values.tolist()
    return floats
