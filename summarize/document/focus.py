"""What of a document answers a question or concerns a topic: relevance, sentence by sentence.

Relevance is the share of the question's terms that a sentence has, each weighed by how rare it is
in the document (inverse document frequency, Spärck Jones 1972), and in English the cosine of their
embeddings above the document's mean. A neighbor of a relevant sentence is a little relevant
itself, and so is a sentence with the kind of answer that the question asks for: a date for "when",
a figure for "how much". The constants were tuned on half 0 of `benchmarks/focus.py`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from math import log
from typing import Any, Literal, NamedTuple

from summarize import language
from summarize.document import Document
from summarize.length import Length

__all__ = ["Focus", "Relevance", "focus", "relevance"]

MEANING = 2.0  # of the cosine above the mean, beside the share of words, which counts 1
MOST_EMBEDDED = 2_000  # sentences, 8 s of one core; in longer documents the rest goes by words
MOST_KEPT = 8  # documents and questions whose embeddings are kept
# Best cosine of a question and a sentence: unrelated ones reach 0.31, answered ones begin at 0.23.
UNRELATED, RELATED = 0.25, 0.35

NEIGHBOR = 0.25  # of a sentence's relevance goes to the one before and the one behind
ANSWER = 0.3  # for a sentence with the kind of answer that is asked for
NEAR_BEST = 0.6  # of the best relevance: a narrowed document has no sentence below it
# Of the question's weight: a document that has less of it in one sentence is not about it.
LEAST_MATCH = 0.34
FLOOR = 0.02  # weight of a sentence that does not match: it is taken where nothing else is left
# A summarizer doubles a weight at most: squared, the most relevant sentences stay before the rest.
SHARPNESS = 2

# The kind of answer by the question's words; English only.
ANSWERS: Mapping[str, str] = {
    r"\bhow (?:much|many|long|far|old|large|big|often)\b|\b(?:cost|price|fee)s?\b": r"\d|[$€£¥]",
    r"\bwhen\b|\bwhat (?:day|date|year|time)\b": (
        r"\b(?:\d{1,2}:\d{2}|\d{4}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
        r"|January|February|March|April|May|June|July|August|September|October|November|December)\b"
    ),
    r"\bwho(?:m|se)?\b": r"(?<=\w )[A-Z]\w+",
}


class Focus(NamedTuple):
    """A document narrowed to a question.

    Attributes:
        weighted: the document with its sentences' relevance as their weights.
        sentences: the document with its most relevant sentences alone.
        paragraphs: the document with their paragraphs alone.
        note: what a reader should know of the match, or None.
    """

    weighted: Document
    sentences: Document
    paragraphs: Document
    note: str | None


def focus(document: Document, question: str, length: Length) -> Focus:
    """The document narrowed to what concerns `question`.

    Args:
        document: with at least one sentence.
        question: a question or a topic.
        length: of the summary; the narrowed document has little more.
    """
    nearness = relevance(document, question)
    if nearness.match == "none":
        nothing = f"the article has nothing on “{question}”: this is its summary"
        return Focus(document, document, document, nothing)
    scores = nearness.scores
    weights = tuple(FLOOR + score**SHARPNESS for score in scores)
    candidates = _candidates(document, scores, length.of(document.words))
    nearest = tuple(document.sentences[i] for i in candidates)
    blocks = {sentence.block for sentence in nearest}
    sentences = tuple(sentence for sentence in document.sentences if sentence.block in blocks)
    note = None
    if nearness.match == "little":
        note = f"the article has little on “{question}”: the nearest sentences are given"
    return Focus(
        replace(document, weights=weights),
        replace(document, sentences=nearest),
        replace(document, sentences=sentences),
        note,
    )


class Relevance(NamedTuple):
    """How a document's sentences concern a question.

    Attributes:
        scores: of each sentence, 0 to about 3.
        match: how well the best of them does.
    """

    scores: list[float]
    match: Literal["none", "little", "good"]


def relevance(document: Document, question: str) -> Relevance:
    """The relevance of each sentence to `question`, by words and in English by meaning too."""
    sentences = [" ".join(s.text.split()) for s in document.sentences]
    matches = _word_matches(sentences, question, document.language)
    best = max(matches, default=0.0)
    if document.language != "en":
        # Words alone decide: one of the question's that is in the document is a little.
        match = _match(best, UNRELATED if best else 0.0)
        return Relevance(_spread(matches, _has_answer(question, sentences)), match)
    cosines = _cosines(sentences, matches, question)
    mean = sum(cosines) / max(1, len(cosines))
    both = [m + MEANING * max(0.0, c - mean) for m, c in zip(matches, cosines, strict=True)]
    return Relevance(_spread(both, _has_answer(question, sentences)), _match(best, max(cosines)))


def _match(words: float, cosine: float) -> Literal["none", "little", "good"]:
    """How well the best sentence matches, by its share of words or by its cosine."""
    if words >= LEAST_MATCH or cosine >= RELATED:
        return "good"
    return "little" if cosine >= UNRELATED else "none"


def _word_matches(sentences: Sequence[str], question: str, code: str) -> list[float]:
    """The share of the question's terms that each sentence has, weighed by rarity, 0–1."""
    terms = [set(some) for some in language.terms(sentences, code)]
    wanted = set(language.terms([question], code)[0])
    weights = {term: _rarity(term, terms) for term in wanted}
    total = sum(weights.values()) or 1.0
    return [sum(weights[term] for term in wanted & some) / total for some in terms]


def _cosines(sentences: Sequence[str], matches: Sequence[float], question: str) -> list[float]:
    """The cosine of each sentence with the question; 0 for those that are not embedded."""
    order: Sequence[int] = range(len(sentences))
    if len(sentences) > MOST_EMBEDDED:
        order = sorted(order, key=lambda i: (-matches[i], i))[:MOST_EMBEDDED]
    vectors = _vectors([sentences[i] for i in order])
    cosines = [0.0] * len(sentences)
    for i, cosine in zip(order, (vectors @ _vectors([question])[0]).tolist(), strict=True):
        cosines[i] = cosine
    return cosines


_embedded: dict[bytes, Any] = {}


def _vectors(texts: Sequence[str]) -> Any:
    """Return the embeddings, (texts, 384); kept, for the next question about the same document.

    Found again by a digest, so that the texts themselves are not kept.
    """
    from summarize import encoder

    key = sha256("\0".join(texts).encode("utf-8", "surrogatepass")).digest()
    vectors = _embedded.get(key)
    if vectors is None:
        vectors = encoder.load().embed(texts)
        for oldest in list(_embedded)[: len(_embedded) + 1 - MOST_KEPT]:
            _embedded.pop(oldest, None)
        _embedded[key] = vectors
    return vectors


def _rarity(term: str, sentences: Sequence[set[str]]) -> float:
    holding = sum(term in some for some in sentences)
    return log((len(sentences) + 1) / (holding + 0.5))


def _has_answer(question: str, sentences: Sequence[str]) -> list[bool]:
    """Whether each sentence has the kind of answer that the question asks for."""
    kinds = [answer for asks, answer in ANSWERS.items() if re.search(asks, question, re.IGNORECASE)]
    return [any(re.search(kind, sentence) for kind in kinds) for sentence in sentences]


def _spread(matches: Sequence[float], answers: Sequence[bool]) -> list[float]:
    """Matches, with what neighbors and the kind of answer add to those near a match."""
    padded = [0.0, *matches, 0.0]
    scores = []
    for at, match in enumerate(matches, 1):
        near = match + NEIGHBOR * max(padded[at - 1], padded[at + 1])
        scores.append(near + ANSWER * (answers[at - 1] and near > 0))
    return scores


def _candidates(document: Document, scores: Sequence[float], length: Length) -> list[int]:
    """The sentences near the best, in order, until they come to more than the length."""
    order = sorted(range(len(scores)), key=lambda i: (-scores[i], i))
    indices: list[int] = []
    for index in order:
        if scores[index] < NEAR_BEST * scores[order[0]]:
            break
        indices.append(index)
        if not length.admits([document.sentences[i].words for i in indices]):
            break
    return sorted(indices)
