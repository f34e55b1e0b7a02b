"""Check each sentence of a summary against its article: supported, contradicted or not found."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from summarize.document import Document, Span
from summarize.grounding.article import Article, folded
from summarize.grounding.figures import check_dates, check_numbers
from summarize.grounding.findings import Finding, Verdict
from summarize.grounding.meaning import Evidenced, Meaning, calibrated, with_findings
from summarize.grounding.meaning import support as likelihood
from summarize.grounding.names import shows_names
from summarize.grounding.tokens import ENGLISH, Line, line
from summarize.language import segmentation
from summarize.reading.blocks import blocks
from summarize.summary import Summary

__all__ = ["CheckedSentence", "Checker", "check", "checks_in", "sentences_of"]

LEAST_SUPPORT = 0.25  # the share of the words that must be there, in any language
LEAST_COVERED = 0.1  # of the words, those that mean the same counted, in English
LEAST_WITHIN = 0.5  # where only some sentences may support it
BEYOND = 0.3  # by which support may exceed the share of the words that are there


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence, and what its article says about it.

    Attributes:
        text: the sentence.
        support: 0–1, how likely the article supports it (docs/grounding.md says how precise a
            threshold is); in languages other than English the share of its words that are there.
        sources: the spans of the article it was compared with, in order; at most three.
        unsupported: what the article contradicts or does not have, in order.
        verdict: "supported", "contradicted", "not found" or "not checked".
        findings: everything found, including what was not checked.
    """

    text: str
    support: float
    sources: tuple[Span, ...]
    unsupported: tuple[Finding, ...]
    verdict: Verdict = "supported"
    findings: tuple[Finding, ...] = ()

    @property
    def supported(self) -> bool:
        """Whether no contradiction was found and nothing is missing; no proof that it is true."""
        return self.verdict in ("supported", "not checked")

    @property
    def marked(self) -> str:
        """The sentence with what is wrong in double square brackets; its white space is folded."""
        parts, at = [], 0
        for finding in sorted(self.unsupported):
            start = max(at, finding.span.start)
            if finding.span.end <= start:
                continue
            parts += [self.text[at:start], f"[[{self.text[start : finding.span.end]}]]"]
            at = finding.span.end
        return " ".join("".join([*parts, self.text[at:]]).split())


class Checker:
    """Checks sentences against one article, which it indexes once.

    Args:
        document: the article.
    """

    def __init__(self, document: Document) -> None:
        if not isinstance(document, Document):
            kind = type(document).__name__
            raise TypeError(f"expected a Document, not {kind}: use Document.from_text or read")
        self._article = Article(document)
        self._meaning = Meaning(self._article)

    def check_sentence(self, text: str, within: Collection[int] | None = None) -> CheckedSentence:
        """Check one sentence.

        Args:
            text: the sentence.
            within: indices of the document's sentences that alone may support it; None for all.
        """
        return self.check_sentences([text], within)[0]

    def check_sentences(
        self, texts: Sequence[str], within: Collection[int] | None = None
    ) -> list[CheckedSentence]:
        """Check sentences together, which is faster than one by one."""
        return [
            self._checked(text, *compared, within)
            for text, compared in zip(texts, self._compared(texts, within), strict=True)
        ]

    def features(self, texts: Sequence[str]) -> list[Mapping[str, float]]:
        """Return what the support of sentences is made from, the article's own left out.

        Args:
            texts: English sentences.
        """
        return [
            with_findings(meant.features, [*self._findings(words, nearest, meant)])
            for words, nearest, meant in self._compared(texts, None)
            if meant is not None
        ]

    def check_summary(self, summary: str | Summary) -> tuple[CheckedSentence, ...]:
        """Check every sentence of a summary."""
        return tuple(self.check_sentences([*sentences_of(summary, self._article.code)]))

    def nearest(self, text: str) -> tuple[int, ...]:
        """Return indices of the document's sentences most like a text, the most alike first."""
        near = self._article.nearest(line(text, self._article.code), None)
        return tuple(at for at in near if at < self._article.count)

    # The names of version 0.9; to be removed in the next but one.
    sentence = check_sentence
    summary = check_summary

    def _compared(
        self, texts: Sequence[str], within: Collection[int] | None
    ) -> Iterator[tuple[Line, Sequence[int], Evidenced | None]]:
        """Yield the words of sentences, the indices of their evidence, and what parses say."""
        lines = [line(" ".join(text.split()), self._article.code) for text in texts]
        nearest = [self._article.nearest(each, within) for each in lines]
        asked = [i for i, text in enumerate(texts) if self._own(text, within) is None]
        if not self._article.english:
            asked = []
        meant = self._meaning.of([(lines[i], nearest[i]) for i in asked])
        known = dict(zip(asked, meant, strict=True))
        yield from ((lines[i], nearest[i], known.get(i)) for i in range(len(texts)))

    def _own(self, text: str, within: Collection[int] | None) -> int | None:
        """The index of the article's sentence that the text is, if it is one."""
        at = self._article.folded.get(folded(text))
        return at if at is not None and (within is None or at in within) else None

    def _checked(
        self,
        text: str,
        words: Line,
        nearest: Sequence[int],
        meant: Evidenced | None,
        within: Collection[int] | None,
    ) -> CheckedSentence:
        article = self._article
        own = self._own(text, within)
        if own is not None or not words.words:
            spans = () if own is None else (article.spans[own],)
            return CheckedSentence(text, 1.0, spans, ())
        found = sorted(self._findings(words, nearest, meant))
        findings = [*{(each.span, each.kind): each for each in found}.values()]
        sources = article.sources(words, within)
        bad = tuple(each for each in findings if each.verdict != "not checked")
        if meant is None:
            support, least = self._share(words, bad), LEAST_SUPPORT
        else:
            support, least = (
                likelihood(with_findings(meant.features, findings)),
                calibrated("support"),
            )
            support = min(support, meant.features["covered"] + BEYOND)
            if meant.features["covered"] < (LEAST_COVERED if within is None else LEAST_WITHIN):
                support = min(support, meant.features["covered"] * least)
        verdict = _verdict(findings, english=article.english)
        if support < least and not findings:
            verdict = "not found"
        return CheckedSentence(text, round(support, 4), sources, bad, verdict, tuple(findings))

    def _findings(
        self, words: Line, nearest: Sequence[int], meant: Evidenced | None
    ) -> Iterator[Finding]:
        article = self._article
        yield from article.names.check(words, meant.proper if meant else None)
        yield from check_numbers(words, article, nearest)
        yield from article.quotations.check(words.text)
        if article.english:
            yield from check_dates(words, article, nearest)
        if meant:
            yield from meant.findings

    def _share(self, words: Line, bad: Sequence[Finding]) -> float:
        """The share of a sentence's words, by weight, that the article has, bad ones left out."""
        evidence = self._article.evidence
        total = had = 0.0
        for word in words.words:
            if word.key in self._article.stops:
                continue
            weight = evidence.weight(word.stem)
            total += weight
            wrong = any(each.span.start <= word.start < each.span.end for each in bad)
            had += weight * (word.stem in evidence.weights and not wrong)
        return had / total if total else 1.0


def _verdict(findings: Sequence[Finding], *, english: bool) -> Verdict:
    verdicts = {each.verdict for each in findings}
    for verdict in ("contradicted", "not found", "not checked"):
        if verdict in verdicts:
            return verdict
    return "supported" if english else "not checked"


def checks_in(language: str) -> tuple[str, ...]:
    """Return what is checked in a language: "names", "numbers", "quotations", "dates", "meaning".

    Args:
        language: ISO 639-1 code, or "und" for unknown, which is checked as English.
    """
    names = ("names",) if shows_names(language) else ()
    english = ("dates", "meaning") if language in ENGLISH else ()
    return (*names, "numbers", "quotations", *english)


def check(summary: str | Summary, article: str | Document) -> tuple[CheckedSentence, ...]:
    """Check every sentence of `summary` against `article`.

    >>> (checked,) = check("The bridge opened on Friday.", "The bridge opened on Monday.")
    >>> checked.verdict, checked.unsupported[0].why
    ('contradicted', 'the article has “Monday”, not “Friday”')

    Args:
        summary: a summary of ours, or any text.
        article: what it is a summary of.
    """
    document = Document.from_text(article) if isinstance(article, str) else article
    return Checker(document).check_summary(summary)


def sentences_of(summary: str | Summary, language: str) -> Iterator[str]:
    """Yield the sentences and headings of a summary, or of any text."""
    if isinstance(summary, Summary):
        yield from (sentence.text for sentence in summary.sentences)
        return
    for start, end, kind, *_ in blocks(summary):
        if kind == "heading":
            yield summary[start:end]
            continue
        for a, b in segmentation.sentences(summary, start, end, language=language):
            yield summary[a:b]
