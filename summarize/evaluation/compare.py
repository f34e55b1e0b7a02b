"""Compare summarizers on one article, side by side at the same length."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from os import PathLike
from time import perf_counter
from typing import Any

from summarize import language as languages
from summarize import registry
from summarize.document import Document, Span
from summarize.errors import SummarizeError
from summarize.evaluation.rouge import Rouge, Score
from summarize.evaluation.systems import named
from summarize.grounding import CheckedSentence, Checker
from summarize.length import Length
from summarize.pipeline import Settings, load_document
from summarize.registry import Summarizer
from summarize.summary import Summary

__all__ = ["Agreed", "Comparison", "Entry", "compare"]

_WARMING = Document.from_text("One bridge opened. Two ferries stopped.", language="en")

MISSED_BY = 2
"""A sentence counts as missed if at least this many other summarizers chose it."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A sentence of the article and the summarizers that chose it."""

    text: str
    span: Span
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """The result of one summarizer for the article.

    Attributes:
        name: the summarizer, with its options.
        text: its summary; "" if it failed.
        words: words of the summary.
        seconds: time it took, without segmentation and cleaning.
        coverage: share of the article's content words, counted as often as they occur in it, that
            occur in the summary; 0-1.
        scores: ROUGE by metric, or None without a reference.
        missed: sentences that at least two others chose and this one did not.
        unsupported: its sentences that the article does not support, with what is wrong.
        error: why it failed, or None.
    """

    name: str
    text: str = ""
    words: int = 0
    seconds: float = 0.0
    coverage: float = 0.0
    scores: Mapping[str, Score] | None = None
    missed: tuple[str, ...] = ()
    unsupported: tuple[CheckedSentence, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Summaries of one article at one length.

    Attributes:
        source: the article's path or URL, or None for a text.
        title: its headline, or None.
        length: the requested length.
        entries: one per summarizer, in the order requested.
        agreement: the chosen sentences, those chosen by most summarizers first.
        signature: signature of the ROUGE scores, or None without a reference.
        reference: the reference summary, or None.
    """

    source: str | None
    title: str | None
    length: str
    entries: tuple[Entry, ...]
    agreement: tuple[Agreed, ...]
    signature: str | None = None
    reference: str | None = None

    def __str__(self) -> str:
        """The summaries below each other, as `summarize compare` prints them."""
        from summarize.evaluation.reports.side_by_side import render

        return render([self], "text")

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON."""
        return asdict(self)


def compare(
    article: str | PathLike[str] | Document,
    *,
    summarizers: str | Sequence[str] | None = None,
    length: str | Length = "medium",
    reference: str | None = None,
    language: str = "auto",
    clean: bool = True,
) -> Comparison:
    """Summarize `article` with each summarizer and compare the summaries.

    Args:
        article: a text, a path, or a document.
        summarizers: names with their options, in a list or separated by commas; None for all that
            need no extra and no model.
        length: the length of the summaries.
        reference: a summary to score them against.
        language: ISO 639-1 code, or "auto" to detect it; a document has its own.
        clean: whether boilerplate is removed first; a document is as it is.

    Raises:
        UsageError: a summarizer, an option or the length does not exist.
        InputError: the article cannot be read.
    """
    default = [info.name for info in registry.infos() if not (info.needs or info.error)]
    specs = default if summarizers is None else named(summarizers)
    by_name = {spec: registry.get(spec) for spec in dict.fromkeys(specs)}
    requested = Length.parse(length)
    document = load_document(
        article, Settings(requested, language=language, clean=clean).resolved()
    )
    results = {
        spec: _timed(summarizer, document, requested) for spec, summarizer in by_name.items()
    }
    chosen = {spec: _spans(result) for spec, (result, _) in results.items()}
    agreement = _agreement(document, chosen)
    rouge = Rouge(sentences="split")
    return Comparison(
        source=document.source,
        title=document.title,
        length=requested.name,
        entries=tuple(_entries(document, results, agreement, rouge, reference)),
        agreement=agreement,
        signature=str(rouge.signature) if reference else None,
        reference=reference,
    )


def _timed(
    summarizer: Summarizer, document: Document, length: Length
) -> tuple[Summary | SummarizeError, float]:
    """Return the summary or the error, and the seconds it took."""
    with suppress(SummarizeError):
        summarizer.summarize(_WARMING, Length.parse("1s"))  # so that imports do not count
    start = perf_counter()
    try:
        result: Summary | SummarizeError = summarizer.summarize(document, length)
    except SummarizeError as error:
        result = error
    return result, perf_counter() - start


def _spans(result: Summary | SummarizeError) -> frozenset[Span]:
    if isinstance(result, SummarizeError):
        return frozenset()
    return frozenset(span for sentence in result.sentences for span in sentence.sources)


def _agreement(document: Document, chosen: Mapping[str, frozenset[Span]]) -> tuple[Agreed, ...]:
    """Return the chosen sentences; a span inside a sentence (a headline's) counts for it."""
    agreed_sentences = []
    for sentence in document.sentences:
        start, end = sentence.span
        by = tuple(
            name
            for name, spans in chosen.items()
            if any(start <= span.start and span.end <= end for span in spans)
        )
        if by:
            agreed_sentences.append(Agreed(" ".join(sentence.text.split()), sentence.span, by))
    return tuple(sorted(agreed_sentences, key=lambda agreed: (-len(agreed.by), agreed.span)))


def _entries(
    document: Document,
    results: Mapping[str, tuple[Summary | SummarizeError, float]],
    agreement: Sequence[Agreed],
    rouge: Rouge,
    reference: str | None,
) -> Iterator[Entry]:
    terms = languages.terms([s.text for s in document.sentences], document.language)
    weights = Counter(term for sentence in terms for term in sentence)
    for name, (result, seconds) in results.items():
        if isinstance(result, SummarizeError):
            yield Entry(name, seconds=seconds, error=str(result))
            continue
        yield Entry(
            name,
            text=result.text,
            words=result.words,
            seconds=round(seconds, 6),
            coverage=_coverage(result, weights, document.language),
            scores=rouge.score(_lines(result), reference) if reference else None,
            missed=tuple(
                agreed.text
                for agreed in agreement
                if name not in agreed.by and len(agreed.by) >= MISSED_BY
            ),
            unsupported=_unsupported(result, document),
        )


def _unsupported(summary: Summary, document: Document) -> tuple[CheckedSentence, ...]:
    """Return the sentences that the article does not support; its own need no check."""
    texts = [s.text for s in summary.sentences if not s.is_close(document)]
    checked = Checker(document).check_sentences(texts) if texts else []
    return tuple(sentence for sentence in checked if not sentence.supported)


def _lines(summary: Summary) -> str:
    return "\n".join(sentence.text for sentence in summary.sentences)


def _coverage(summary: Summary, weights: Counter[str], code: str) -> float:
    texts = [sentence.text for sentence in summary.sentences]
    said = {term for sentence in languages.terms(texts, code) for term in sentence}
    return round(sum(weights[term] for term in said) / max(1, weights.total()), 4)
