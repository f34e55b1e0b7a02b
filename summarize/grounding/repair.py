"""A finished summary made faithful: each sentence held against its article, flagged or repaired."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from summarize.document import Document, Span, count_words
from summarize.errors import SummaryError, many
from summarize.grounding.checker import CheckedSentence, Checker
from summarize.length import Length
from summarize.summary import Summary, SummarySentence, compose

__all__ = ["faithful"]


def faithful(
    summary: Summary,
    document: Document,
    length: Length,
    *,
    ranked: Callable[[], Sequence[SummarySentence]] | None = None,
) -> Summary:
    """Return `summary` with each sentence's support and sources, flagged or repaired.

    A sentence taken whole from the article is supported; it is not checked.

    Args:
        summary: a summary of `document`.
        document: the article.
        length: the length the summary keeps.
        ranked: returns sentences of the article, the best first. The first that fit replace those
            the article does not support; what nothing replaces is left out. None only flags.

    Raises:
        SummaryError: nothing is left of the summary.
    """
    checker = Checker(document)
    checked = [
        None if sentence.is_close(document) else checker.check_sentence(sentence.text)
        for sentence in summary.sentences
    ]
    marked = [
        _told(sentence, verdict)
        for sentence, verdict in zip(summary.sentences, checked, strict=True)
    ]
    bad = sum(verdict is not None and not verdict.supported for verdict in checked)
    if not bad or ranked is None:
        note = [f"{bad} of {many(len(marked), 'sentence')}: not all is supported"] if bad else []
        return replace(summary, sentences=tuple(marked), notes=(*summary.notes, *note))
    supported = [
        None if verdict and not verdict.supported else sentence
        for sentence, verdict in zip(marked, checked, strict=True)
    ]
    return _repaired(summary, document, length.of(document.words), supported, ranked())


def _told(sentence: SummarySentence, verdict: CheckedSentence | None) -> SummarySentence:
    if verdict is None:
        return sentence
    return replace(
        sentence,
        support=verdict.support,
        sources=verdict.sources or sentence.sources,
        unsupported=tuple(claim.span for claim in verdict.unsupported),
    )


def _repaired(
    summary: Summary,
    document: Document,
    length: Length,
    supported: Sequence[SummarySentence | None],
    ranked: Sequence[SummarySentence],
) -> Summary:
    """Return the summary with every unsupported sentence replaced or left out."""
    sentences = [sentence for sentence in supported if sentence is not None]
    bad = len(supported) - len(sentences)
    replaced = 0
    for own in ranked:
        if replaced == bad:
            break
        said = {source for sentence in sentences for source in sentence.sources}
        sizes = [count_words(sentence.text) for sentence in (*sentences, own)]
        if said.isdisjoint(own.sources) and length.admits(sizes):
            own = _without_full_stop(own) if length.style == "headline" else own
            sentences.insert(_place(own, sentences), own)
            replaced += 1
    if not sentences:
        why = (
            "the document supports no sentence of the summary, and none of its own fits the length"
        )
        raise SummaryError(document.source, f"{why}: ask for a longer one, or use --faithful flag")
    repaired = compose(document, sentences, length=length, summarizer=summary.summarizer)
    return replace(
        repaired,
        title=summary.title,
        length=summary.length,
        model=summary.model,
        coverage=summary.coverage,
        notes=(*summary.notes, *_notes(bad, replaced)),
    )


def _without_full_stop(sentence: SummarySentence) -> SummarySentence:
    if not sentence.text.endswith((".", "。")) or sentence.text.endswith(".."):
        return sentence
    (span,) = sentence.sources
    return replace(sentence, text=sentence.text[:-1], sources=(Span(span.start, span.end - 1),))


def _place(own: SummarySentence, sentences: Sequence[SummarySentence]) -> int:
    """Return where a sentence goes so that the summary stays in document order."""
    later = (
        at for at, other in enumerate(sentences) if other.sources and other.sources > own.sources
    )
    return next(later, len(sentences))


def _notes(bad: int, replaced: int) -> Iterator[str]:
    if replaced:
        yield f"{many(replaced, 'sentence')} the article does not support: replaced by its own"
    if bad > replaced:
        yield f"{many(bad - replaced, 'sentence')} the article does not support: left out"
