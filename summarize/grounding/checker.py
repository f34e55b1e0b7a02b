"""Every sentence of a summary held against its article."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from summarize.document import Document, Span
from summarize.grounding.article import Claim, Reading, Source, folded
from summarize.grounding.checks import check_dates, check_names, check_numbers
from summarize.grounding.polarity import check_comparatives, check_negations
from summarize.grounding.quotations import check_quotations
from summarize.grounding.speakers import check_speakers
from summarize.grounding.tokens import ENGLISH
from summarize.language import segmentation
from summarize.reading.blocks import blocks
from summarize.summary import Summary

__all__ = ["CheckedSentence", "Checker", "check"]

MOST_SOURCES = 3
LEAST_GAIN = 0.12  # of a sentence's weight: what another source must add to be one
LEAST_SUPPORT = 0.25  # of a sentence's weight: below it nothing in the article says this
UNHEARD = 3.0  # the weight of a word that the article has not; a word of one sentence in 20 has 3.0

Check = Callable[[Reading, Source], Iterator[Claim]]
EVERY_LANGUAGE: Sequence[Check] = (check_names, check_numbers, check_quotations)
IN_ENGLISH: Sequence[Check] = (
    check_dates,
    check_negations,
    check_comparatives,
    check_speakers,
)


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence, and what in the article supports it.

    Attributes:
        text: the sentence.
        support: 0-1, the share of its words, weighed by how rare they are in the article, that its
            sources have; words that nothing supports do not count.
        sources: the spans of the article it rests on, in order; three at most.
        unsupported: what nothing in the article supports, in order.
    """

    text: str
    support: float
    sources: tuple[Span, ...]
    unsupported: tuple[Claim, ...]

    @property
    def supported(self) -> bool:
        """Whether the article bears it out: no claim is unsupported, and enough words are there."""
        return not self.unsupported and self.support >= LEAST_SUPPORT


class Checker:
    """Checks sentences against one article, which it indexes once.

    Args:
        document: the article.
    """

    def __init__(self, document: Document) -> None:
        if not isinstance(document, Document):
            kind = type(document).__name__
            raise TypeError(f"a Document is wanted, not {kind}: Document.from_text, or read()")
        self._source = Source(document)

    def sentence(self, text: str, within: Collection[int] | None = None) -> CheckedSentence:
        """One sentence, checked.

        Args:
            text: the sentence.
            within: indices of the document's sentences that alone may support it; None for all.
        """
        source = self._source
        at = source.folded.get(folded(text))
        if at is not None and (within is None or at in within):
            return CheckedSentence(text, 1.0, (source.spans[at],), ())
        reading = source.read(text, within)
        if not reading.line.words:
            return CheckedSentence(text, 1.0, (), ())
        checks = [*EVERY_LANGUAGE, *(IN_ENGLISH if source.code in ENGLISH else ())]
        found = {claim.span: claim for each in checks for claim in each(reading, source)}
        claims = tuple(claim for _, claim in sorted(found.items()))
        sources, support = self._supported(reading, claims)
        return CheckedSentence(text, support, sources, claims)

    def summary(self, summary: str | Summary) -> tuple[CheckedSentence, ...]:
        """Every sentence of a summary, checked."""
        texts = _sentences(summary, self._source.code)
        return tuple(self.sentence(text) for text in texts)

    def nearest(self, text: str) -> tuple[int, ...]:
        """Indices of the document's sentences most like this text, the likest first."""
        count = len(self._source.document.sentences)
        return tuple(at for at in self._source.read(text).nearest if at < count)

    def _supported(
        self, reading: Reading, claims: Sequence[Claim]
    ) -> tuple[tuple[Span, ...], float]:
        """The sources that together have most of the sentence, and how much that is."""
        source = self._source
        words = [w for w in reading.line.words if w.key not in source.stops] or [
            *reading.line.words
        ]
        weights = {w.stem: source.rarity.get(w.stem, UNHEARD) for w in words}
        refused = {
            w.stem for w in words if any(c.span.start <= w.start < c.span.end for c in claims)
        }
        total = sum(weights.values())
        left = {stem for stem in weights if stem not in refused}
        taken: list[int] = []
        covered = 0.0
        while len(taken) < MOST_SOURCES:
            gains = {
                at: sum(weights[w] for w in left & {x.stem for x in source.lines[at].words})
                for at in reading.nearest
                if at not in taken
            }
            best = max(gains, key=lambda at: (gains[at], -at), default=None)
            if best is None or gains[best] < (LEAST_GAIN * total if taken else 1e-9):
                break
            taken.append(best)
            covered += gains[best]
            left -= {word.stem for word in source.lines[best].words}
        spans = tuple(sorted(source.spans[at] for at in taken))
        return spans, round(covered / total, 4)


def check(summary: str | Summary, article: str | Document) -> tuple[CheckedSentence, ...]:
    """Every sentence of `summary`, with what in `article` supports it and what nothing does.

    >>> (found,) = check("The bridge opened on Friday.", "The bridge opened on Monday.")
    >>> found.unsupported[0].why
    'the article has “Monday” there, not “Friday”'

    Args:
        summary: a summary of ours, or anybody's text.
        article: what it is a summary of.
    """
    document = Document.from_text(article) if isinstance(article, str) else article
    return Checker(document).summary(summary)


def _sentences(summary: str | Summary, language: str) -> Iterator[str]:
    if isinstance(summary, Summary):
        yield from (sentence.text for sentence in summary.sentences)
        return
    for start, end, kind, *_ in blocks(summary):
        if kind == "heading":
            yield summary[start:end]
            continue
        for a, b in segmentation.sentences(summary, start, end, language=language):
            yield summary[a:b]
