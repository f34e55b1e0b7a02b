"""A finished summary made faithful: each sentence held against its article, flagged or repaired."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from summarize.document import Document, Span, count_words
from summarize.errors import many
from summarize.grounding.checker import CheckedSentence, Checker
from summarize.length import Length
from summarize.summary import Summary, SummarySentence, compose

__all__ = ["faithful"]


def faithful(summary: Summary, document: Document, length: Length, *, repair: bool) -> Summary:
    """`summary` with every sentence's support and sources, and what nothing supports.

    A sentence of the article's own is taken as it is, at no cost.

    Args:
        summary: of `document`, whoever made it.
        document: the article.
        length: that the summary keeps.
        repair: put the article's nearest sentence in the place of one it does not support, or leave
            it out where none fits the length. The last sentence is never left out.
    """
    checker = Checker(document)
    checked = [
        None if sentence.is_own(document) else checker.check_sentence(sentence.text)
        for sentence in summary.sentences
    ]
    told = [
        _told(sentence, found) for sentence, found in zip(summary.sentences, checked, strict=True)
    ]
    bad = [at for at, found in enumerate(checked) if found and not found.supported]
    if not bad or not repair:
        note = [f"{len(bad)} of {len(told)} sentences: not all is supported"] if bad else []
        return replace(summary, sentences=tuple(told), notes=(*summary.notes, *note))
    return _repaired(summary, document, length.of(document.words), told, bad)


def _told(sentence: SummarySentence, found: CheckedSentence | None) -> SummarySentence:
    if found is None:
        return sentence
    return replace(
        sentence,
        support=found.support,
        sources=found.sources or sentence.sources,
        unsupported=tuple(claim.span for claim in found.unsupported),
    )


def _repaired(
    summary: Summary,
    document: Document,
    length: Length,
    told: Sequence[SummarySentence],
    bad: Sequence[int],
) -> Summary:
    """The summary with the bad sentences replaced, or left out."""
    kept: list[SummarySentence | None] = list(told)
    checker, replaced = Checker(document), 0
    for at in bad:
        kept[at] = None
        others = [sentence for sentence in kept if sentence is not None]
        kept[at] = next(_own(checker, document, told[at], others, length), None)
        replaced += kept[at] is not None
    sentences = [sentence for sentence in kept if sentence is not None]
    if not sentences:
        sentences = [next(_own(checker, document, told[bad[0]], [], None), told[bad[0]])]
        replaced = 1
    made = compose(document, sentences, length=length, summarizer=summary.summarizer)
    return replace(
        made,
        title=summary.title,
        length=summary.length,
        model=summary.model,
        coverage=summary.coverage,
        notes=(*summary.notes, *_notes(len(bad), replaced)),
    )


def _own(
    checker: Checker,
    document: Document,
    sentence: SummarySentence,
    others: Sequence[SummarySentence],
    length: Length | None,
) -> Iterator[SummarySentence]:
    """The article's sentences that may stand for this one beside the others, nearest first."""
    said = {other.text.casefold() for other in others}
    sizes = [count_words(other.text) for other in others]
    for index in checker.nearest(sentence.text):
        text, span = document.sentences[index].text, document.sentences[index].span
        if length is not None and length.style == "headline" and text[-1:] == ".":
            text, span = text[:-1], Span(span.start, span.end - 1)
        text = " ".join(text.split())
        fits = length is None or length.admits([*sizes, count_words(text)])
        if fits and text.casefold() not in said:
            yield SummarySentence(text, sentence.score, (span,))


def _notes(bad: int, replaced: int) -> Iterator[str]:
    if replaced:
        yield f"{many(replaced, 'sentence')} the article does not support: replaced by its own"
    if bad > replaced:
        yield f"{many(bad - replaced, 'sentence')} the article does not support: left out"
