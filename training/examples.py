"""Training examples of `salience`: an article's features and labels."""

import hashlib
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
import numpy.typing as npt

from summarize import language
from summarize.document import Document, count_words
from summarize.evaluation import oracle
from summarize.evaluation.rouge import tokens
from summarize.length import Length
from summarize.methods.extractive import Terms, document_terms
from summarize.methods.salience.features import Sheet
from summarize.methods.salience.lexicon import Lexicon
from training.articles import Article, summarized
from training.events import events

__all__ = ["Labelled", "examples", "rouge1"]

Array = npt.NDArray[np.float32]

LEAST_SENTENCES, MOST_SENTENCES = 4, 150
TITLED = 0.5  # of the headlines are shown: many documents have none


@dataclass(slots=True)
class Labelled:
    """A document and its labels.

    Attributes:
        document: the article.
        terms: of its sentences.
        sheet: what the forests are shown.
        said: the words of each sentence, as ROUGE counts them.
        references: those of each reference.
        words: of a reference, on average.
        weight: what it weighs.
        fold: which forests may not see it.
        wanted: for each term the share of the references that have it.
        chosen: for each sentence 1 over its place in the oracle's order, 0 if it is not in it.
        hits: for each sentence the share of its words that a reference has.
        likely: what the forest of words says, once there is one.
    """

    document: Document
    terms: Terms
    sheet: Sheet
    said: list[Counter[str]]
    references: list[Counter[str]]
    words: int
    weight: float
    fold: int
    wanted: Array
    chosen: Array
    hits: Array
    likely: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))


def examples(lexicon: Lexicon, seed: int, share: float) -> Iterator[Labelled]:
    """Return all training articles with labels, except those that are too short or too long."""
    rng = random.Random(seed)
    for article in chain(summarized(seed, share), events(seed, share)):
        document = Document.from_text(article.text, language="en")
        if LEAST_SENTENCES <= len(document.sentences) <= MOST_SENTENCES:
            title = article.title if rng.random() < TITLED else None
            terms = document_terms(document)
            if any(terms):
                yield _labelled(article, document, terms, Sheet.of(document, terms, lexicon, title))


def _labelled(article: Article, document: Document, terms: Terms, sheet: Sheet) -> Labelled:
    words = tokens.tokenizer("rouge-score", stem=True, language="en")
    said = [Counter(words(s.text)) for s in document.sentences]
    references = [Counter(words(text)) for text in article.references]
    size = max(5, round(sum(map(count_words, article.references)) / len(article.references)))
    best = oracle.oracle(document, article.references, Length.parse(f"{size}w"), words)
    places = {sentence.sources[0]: sentence.score for sentence in best.sentences}
    chosen = [places.get(s.span, 0.0) for s in document.sentences]
    hits = [
        max((sentence & reference).total() for reference in references) / max(1, sentence.total())
        for sentence in said
    ]
    return Labelled(
        document,
        terms,
        sheet,
        said,
        references,
        size,
        article.weight,
        hashlib.sha256(article.id.encode()).digest()[0] % 2,
        _wanted(terms, article.references),
        np.array(chosen, dtype=np.float32),
        np.array(hits, dtype=np.float32),
    )


def _wanted(terms: Terms, references: Sequence[str]) -> Array:
    held = [set(found) for found in language.terms(references, "en")]
    vocabulary = dict.fromkeys(term for sentence in terms for term in sentence)
    shares = [sum(term in one for one in held) / len(held) for term in vocabulary]
    return np.array(shares, dtype=np.float32)


def rouge1(one: Labelled, chosen: Sequence[int]) -> float:
    """Return ROUGE-1 F1 of these sentences, by the best of the references."""
    said = Counter[str]()
    for at in chosen:
        said.update(one.said[at])
    return max(
        2 * (said & reference).total() / max(1, said.total() + reference.total())
        for reference in one.references
    )
