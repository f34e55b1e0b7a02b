"""What several documents say of the same thing: who else reports it, and where figures differ."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarize.document import Document, Span
from summarize.document.combination import part_of, similar_sentences
from summarize.grounding.checker import Checker
from summarize.summary import Summary, SummarySentence

__all__ = ["cited"]

FIGURES = frozenset({"number", "date"})  # kinds of claims that documents are compared by


def cited(summary: Summary, document: Document, documents: Sequence[Document]) -> Summary:
    """`summary` with every document that reports a sentence among its sources.

    Where a document gives another figure, it is no source, and a note says so.

    Args:
        summary: of `document`.
        document: the documents put together, by `combine`.
        documents: each by itself, in the same order.
    """
    similar = similar_sentences(document)
    places = {sentence.span: index for index, sentence in enumerate(document.sentences)}
    notes: list[str] = []
    sentences: list[SummarySentence] = []
    for sentence in summary.sentences:
        spans = set(sentence.sources)
        for index in {places[span] for span in sentence.sources if span in places}:
            for other in similar[index]:
                differing = [*_differing(sentence, document, documents, other)]
                notes += differing
                if not differing:
                    spans.add(document.sentences[other].span)
        sentences.append(replace(sentence, sources=tuple(sorted(spans))))
    unique = tuple(dict.fromkeys(notes))
    return replace(summary, sentences=tuple(sentences), notes=(*summary.notes, *unique))


def _differing(
    sentence: SummarySentence, document: Document, documents: Sequence[Document], other: int
) -> Iterator[str]:
    """A note for each figure of a sentence that another document has otherwise."""
    span = document.sentences[other].span
    number = part_of(document, span)
    offset = document.parts[number].span.start
    local = Span(span.start - offset, span.end - offset)
    index = next(i for i, s in enumerate(documents[number].sentences) if s.span == local)
    checked = Checker(documents[number]).check_sentence(sentence.text, within=[index])
    mine = part_of(document, sentence.sources[0]) + 1
    for claim in checked.unsupported:
        if claim.kind in FIGURES:
            said = claim.span.of(sentence.text)
            theirs = " ".join(document.sentences[other].text.split())
            yield f"[{mine}] says “{said}”; [{number + 1}]: “{theirs}”"
