"""Several documents as one, each sentence still knowing which of them it is from."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import log, sqrt

from summarize import language
from summarize.document import Block, Document, Part, Removed, Sentence, Span

__all__ = ["SAME_STATEMENT", "agreement", "combine", "part_of", "similar_sentences"]

SEPARATOR = "\n\n"
# Cosine of TF-IDF vectors from which two sentences of different documents report the same thing.
SAME_STATEMENT = 0.5
COMMON_SHARE = 0.2  # of all sentences: a term in more says nothing about likeness


def combine(documents: Sequence[Document]) -> Document:
    """The documents one after the other as one; `parts` has where each begins and ends.

    The language is that of most words.
    """
    texts: list[str] = []
    parts: list[Part] = []
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    removed: list[Removed] = []
    at = 0
    for number, document in enumerate(documents, 1):
        name = document.source or f"document {number}"
        shifted = _shifted(document, at, len(blocks))
        blocks += shifted.blocks
        sentences += shifted.sentences
        removed += shifted.removed
        parts.append(Part(name, document.title, Span(at, at + len(document.text))))
        texts.append(document.text)
        at += len(document.text) + len(SEPARATOR)
    return Document(
        SEPARATOR.join(texts),
        tuple(blocks),
        tuple(sentences),
        language=_language(documents),
        removed=tuple(removed),
        notes=tuple(dict.fromkeys(note for document in documents for note in document.notes)),
        source=", ".join(part.name for part in parts),
        parts=tuple(parts),
    )


def part_of(document: Document, span: Span) -> int:
    """The index of the document in `document.parts` that a span is in."""
    starts = [index for index, part in enumerate(document.parts) if part.span.start <= span.start]
    return starts[-1]


def agreement(document: Document) -> list[float]:
    """How many of the other documents say what each sentence says, by their likest sentence."""
    best: list[dict[int, float]] = [{} for _ in document.sentences]
    for first, second, cosine in _pairs(document):
        for one, other in ((first, second), (second, first)):
            part = part_of(document, document.sentences[other].span)
            best[one][part] = max(best[one].get(part, 0.0), cosine)
    return [sum(by_part.values()) for by_part in best]


def similar_sentences(document: Document) -> list[list[int]]:
    """For each sentence those of other documents that report the same, likest first."""
    cosines: list[dict[int, float]] = [{} for _ in document.sentences]
    for first, second, cosine in _pairs(document):
        if cosine >= SAME_STATEMENT:
            cosines[first][second] = cosines[second][first] = cosine
    return [sorted(by_other, key=lambda other: (-by_other[other], other)) for by_other in cosines]


def _pairs(document: Document) -> Iterator[tuple[int, int, float]]:
    """Pairs of sentences of different documents that share a term, with their cosine."""
    vectors = _vectors(document)
    parts = [part_of(document, sentence.span) for sentence in document.sentences]
    by_term: dict[str, list[int]] = defaultdict(list)
    for index, vector in enumerate(vectors):
        products: dict[int, float] = defaultdict(float)
        for term, weight in vector.items():
            for other in by_term[term]:
                if parts[other] != parts[index]:
                    products[other] += weight * vectors[other][term]
            by_term[term].append(index)
        yield from ((other, index, cosine) for other, cosine in products.items())


def _vectors(document: Document) -> list[dict[str, float]]:
    """TF-IDF of each sentence, of length 1; terms of many sentences are left out."""
    texts = [sentence.text for sentence in document.sentences]
    terms = [set(some) for some in language.terms(texts, document.language)]
    holding: dict[str, int] = defaultdict(int)
    for some in terms:
        for term in some:
            holding[term] += 1
    most = max(3, COMMON_SHARE * len(terms))
    rarity = {t: log((len(terms) + 1) / n) for t, n in holding.items() if n <= most}
    vectors = [{term: rarity[term] for term in sorted(some & rarity.keys())} for some in terms]
    for vector in vectors:
        norm = sqrt(sum(weight * weight for weight in vector.values())) or 1.0
        for term in vector:
            vector[term] /= norm
    return vectors


def _shifted(document: Document, by: int, blocks: int) -> Document:
    """The document with its spans moved, and its blocks counted from `blocks`."""

    def moved(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    return replace(
        document,
        blocks=tuple(replace(block, span=moved(block.span)) for block in document.blocks),
        sentences=tuple(
            replace(s, span=moved(s.span), block=s.block + blocks) for s in document.sentences
        ),
        removed=tuple(replace(item, span=moved(item.span)) for item in document.removed),
    )


def _language(documents: Sequence[Document]) -> str:
    words: dict[str, int] = defaultdict(int)
    for document in documents:
        words[document.language] += document.words
    return max(words, key=lambda code: words[code], default="en")
