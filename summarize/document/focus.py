"""What of a document answers a question or concerns a topic: relevance, sentence by sentence.

Relevance is the share of the question's terms that a sentence has, each weighed by how rare it is
in the document (inverse document frequency, Spärck Jones 1972). A neighbor of a relevant sentence
is a little relevant itself, and so is a sentence with the kind of answer that the question asks
for: a date for "when", a figure for "how much".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log
from typing import NamedTuple

from summarize import language
from summarize.document import Document
from summarize.length import Length

__all__ = ["Focus", "focus", "relevance"]

NEIGHBOR = 0.25  # of a sentence's relevance goes to the one before and the one behind
ANSWER = 0.3  # for a sentence with the kind of answer that is asked for
NEAR_BEST = 0.6  # of the best relevance: a narrowed document has no sentence below it
# Of the question's weight: a document that has less of it in one sentence is not about it.
LEAST_MATCH = 0.34
FLOOR = 0.02  # weight of a sentence that does not match: it is taken where nothing else is left

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
    scores, match = relevance(document, question)
    if not match:
        return Focus(
            document,
            document,
            document,
            f"the article has nothing on “{question}”: this is its summary",
        )
    weights = tuple(FLOOR + score for score in scores)
    candidates = _candidates(document, scores, length.of(document.words))
    nearest = tuple(document.sentences[i] for i in candidates)
    blocks = {sentence.block for sentence in nearest}
    kept = tuple(sentence for sentence in document.sentences if sentence.block in blocks)
    note = None
    if match < LEAST_MATCH:
        note = f"the article has little on “{question}”: the nearest sentences are given"
    return Focus(
        replace(document, weights=weights),
        replace(document, sentences=nearest),
        replace(document, sentences=kept),
        note,
    )


def relevance(document: Document, question: str) -> tuple[list[float], float]:
    """The relevance of each sentence, 0 to about 1.5, and the best match of the words alone.

    The match is 0 where no term of the question is in the document.
    """
    sentences = [s.text for s in document.sentences]
    terms = [set(some) for some in language.terms(sentences, document.language)]
    wanted = set(language.terms([question], document.language)[0])
    weights = {term: _rarity(term, terms) for term in wanted}
    total = sum(weights.values()) or 1.0
    matches = [sum(weights[term] for term in wanted & some) / total for some in terms]
    best = max(matches, default=0.0)
    return _spread(matches, _has_answer(question, sentences)), best


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
    kept: list[int] = []
    for index in order:
        if scores[index] < NEAR_BEST * scores[order[0]]:
            break
        kept.append(index)
        if not length.admits([document.sentences[i].words for i in kept]):
            break
    return sorted(kept)
