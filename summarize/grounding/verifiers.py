"""What checks sentences: the embedded checker, a model of the hub, or a plug-in's.

A plug-in registers a function under the entry-point group `summarize.verifiers`; it is called with
the article, a `Document`, and the sentences, and returns a `CheckedSentence` for each.
"""

from collections.abc import Callable, Sequence
from importlib.metadata import entry_points

from summarize.document import Document, Span
from summarize.errors import OptionError, UnknownNameError
from summarize.grounding.article import Article
from summarize.grounding.checker import CheckedSentence, Checker
from summarize.grounding.findings import Finding, Verdict
from summarize.grounding.tokens import line

__all__ = ["EMBEDDED", "GROUP", "Verifier", "get", "names"]

GROUP = "summarize.verifiers"
EMBEDDED = "embedded"
HUB = "hub"
CHUNK = 220  # words of the article that a model reads at once, with the claim within 512 tokens
LEAST = 0.5  # of a model's probability

Verifier = Callable[[Document, Sequence[str]], list[CheckedSentence]]


def names() -> list[str]:
    """Return the names of all verifiers that are installed."""
    return [EMBEDDED, HUB, *sorted(entry.name for entry in entry_points(group=GROUP))]


def get(spec: str) -> Verifier:
    """Return the verifier that `spec` names: `embedded`, `hub:model=NAME` or a plug-in's name.

    Raises:
        UnknownNameError: there is none of that name; the error lists all.
        OptionError: `hub` without `model=NAME`.
        ModelError: the model cannot be loaded.
    """
    name, _, option = spec.partition(":")
    if spec == EMBEDDED:
        return embedded
    if name == HUB:
        key, _, model = option.partition("=")
        if key != "model" or not model:
            raise OptionError(HUB, "model", "is missing: write hub:model=NAME", ["model"])
        return hub(model)
    for entry in entry_points(group=GROUP, name=spec):
        verifier: Verifier = entry.load()
        return verifier
    raise UnknownNameError("verifier", spec, names())


def embedded(document: Document, sentences: Sequence[str]) -> list[CheckedSentence]:
    """Check sentences with the checker in the package."""
    return Checker(document).check_sentences(sentences)


def hub(name: str) -> Verifier:
    """Return a verifier that asks a model for entailment or consistency, chunk by chunk.

    A sentence is as well supported as by the chunk of the article that supports it best (Laban et
    al., "SummaC", TACL 2022).
    """
    from summarize.models.classifier import PairClassifier

    model = PairClassifier(name)

    def verify(document: Document, sentences: Sequence[str]) -> list[CheckedSentence]:
        article = Article(document)
        parts = _chunks([text for text in article.texts if text])
        checked = []
        for text in sentences:
            scores = model.scores([(part, text) for part in parts])
            support, refuted = float(scores[:, 0].max()), float(scores[:, 1].max())
            sources = article.sources(line(text, article.code), None)
            checked.append(_judged(text, support, refuted, sources))
        return checked

    return verify


def _judged(
    text: str, support: float, refuted: float, sources: tuple[Span, ...]
) -> CheckedSentence:
    if support >= LEAST:
        return CheckedSentence(text, round(support, 4), sources, ())
    verdict: Verdict = "contradicted" if refuted >= LEAST else "not found"
    finding = Finding(Span(0, len(text)), "model", f"support {support:.2f}", verdict)
    return CheckedSentence(text, round(support, 4), sources, (finding,), verdict, (finding,))


def _chunks(sentences: Sequence[str]) -> list[str]:
    """Sentences joined to parts of `CHUNK` words at most, each beginning with the last before."""
    parts: list[list[str]] = [[]]
    words = 0
    for sentence in sentences:
        size = sentence.count(" ") + 1
        if parts[-1] and words + size > CHUNK:
            parts.append(parts[-1][-1:])
            words = parts[-1][0].count(" ") + 1
        parts[-1].append(sentence)
        words += size
    return [" ".join(part) for part in parts if part] or [""]
