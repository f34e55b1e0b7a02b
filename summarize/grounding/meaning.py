"""What the parses of a sentence and its evidence say; English only."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import exp

from summarize.document import Span
from summarize.encoder import Encoder, Parse, Token, content, load
from summarize.grounding.article import Article
from summarize.grounding.displaced import displaced
from summarize.grounding.entities import Sentence, antecedents, days, key_of
from summarize.grounding.findings import Conflict, Finding
from summarize.grounding.invented import invented
from summarize.grounding.quotations import quoted
from summarize.grounding.speech import misattributed
from summarize.grounding.structure import conflicts
from summarize.grounding.tokens import Line
from summarize.language.lexicon import titles

__all__ = ["Evidenced", "Meaning", "calibrated", "features", "support", "with_findings"]

COMPARED = 3  # sentences of evidence that are parsed

WHY = {
    "role": "the article says it of another: “{said}”",
    "name": "the article has “{said}” there",
    "date": "the article has “{said}” there",
    "number": "the article has “{said}” there",
    "words": "the article has “{said}” there",
    "order": "the article has it in another order: “{said}”",
    "negation": "the article says the opposite: “{said}”",
    "opposite": "the article says the opposite: “{said}”",
    "certainty": "the article does not say that it is so: “{said}”",
    "condition": "the article says so on a condition: “{said}”",
    "quantity": "the article says “{said}”",
}


@dataclass(frozen=True, slots=True)
class Evidenced:
    """A sentence beside its evidence.

    Attributes:
        findings: what the evidence contradicts.
        proper: offsets of the words that are names.
        features: what `support` is made from, by name.
    """

    findings: tuple[Finding, ...]
    proper: frozenset[int]
    features: Mapping[str, float]


class Meaning:
    """Compares sentences with an article by their parses.

    Args:
        article: the article.
    """

    def __init__(self, article: Article) -> None:
        self._article = article

    def of(self, claims: Sequence[tuple[Line, Sequence[int]]]) -> list[Evidenced]:
        """Compare sentences, each with the indices of its evidence; all are encoded together."""
        if not claims:
            return []
        encoder: Encoder = load()
        article = self._article
        parses = map(article.with_names, encoder.parse([each.text for each, _ in claims]))
        article.parse((at for _, nearest in claims for at in nearest[:COMPARED]), encoder)
        return [
            self._evidenced(parse, nearest[:COMPARED])
            for parse, (_, nearest) in zip(parses, claims, strict=True)
        ]

    def _evidenced(self, parse: Parse, nearest: Sequence[int]) -> Evidenced:
        evidence = self._article.parsed(nearest)
        claim = Sentence(parse, antecedents([parse]), attributed=True)
        weight = self._article.evidence.weight
        conflicting = [*conflicts(claim, evidence, [self._context(at) for at in nearest])]
        words = {i for each in conflicting for i in each.words}
        conflicting += [
            each
            for each in displaced(claim, evidence, [self._before(at) for at in nearest], weight)
            if words.isdisjoint(each.words)
        ]
        stated = [c for c in conflicting if self._is_told(parse, c, evidence)]
        values = features(claim, evidence, weight)
        findings = [self._finding(parse, each, evidence, nearest) for each in stated]
        findings += misattributed(claim, self._article)
        findings += invented(claim, self._article.stem_sets) if evidence else []
        proper = frozenset(t.start for t in parse.tokens if t.upos == "PROPN")
        return Evidenced(tuple(findings), proper, values)

    def _before(self, at: int) -> frozenset[str]:
        """The stems of the sentence before one."""
        return self._article.stem_sets[at - 1] if at else frozenset()

    def _context(self, at: int) -> frozenset[str]:
        """The stems of what a sentence's pronouns may stand for: its paragraph so far."""
        article = self._article
        if not 0 < at < article.count:
            return frozenset()
        start = min(at - 1, article.paragraph_starts[at])
        return frozenset().union(*article.stem_sets[start:at])

    def _is_told(self, parse: Parse, each: Conflict, evidence: Sequence[Sentence]) -> bool:
        """Whether a conflict is outside quotations, and one of names between names."""
        tokens = [parse.tokens[i] for i in each.words]
        if any(s.start <= t.start < s.end for s, _ in quoted(parse.text) for t in tokens):
            return False  # words in quotation marks are compared one by one
        if each.kind != "name":
            return True
        names = self._article.names
        source = evidence[each.sentence].parse
        mine, theirs = (
            [t for t in (p.tokens[i] for i in words) if self._is_name(t)]
            for p, words in ((parse, each.words), (source, each.said))
        )
        keys = {key_of(t.lower) for t in theirs}
        mine = [t for t in mine if key_of(t.lower)[0] != "@" or any(k[0] == "@" for k in keys)]
        differ = mine and theirs and not any(names.alike(key_of(t.lower), keys) for t in mine)
        return bool(differ and not any(t.lower in names.acronyms for t in (*mine, *theirs)))

    def _is_name(self, token: Token) -> bool:
        """Whether a word is a name, no title and no day, that the article has."""
        names, key = self._article.names, key_of(token.lower)
        if token.lower in titles() | self._article.stops or key in days():
            return False
        return token.lower in names.upper or (token.upos == "PROPN" and key in names.stems)

    def _finding(
        self, parse: Parse, each: Conflict, evidence: Sequence[Sentence], nearest: Sequence[int]
    ) -> Finding:
        source = evidence[each.sentence].parse
        said = _written(source, each.said)
        at = nearest[each.sentence]
        start = self._article.document.text.find(said, *self._article.spans[at])
        place = Span(start, start + len(said)) if start >= 0 else self._article.spans[at]
        tokens = [parse.tokens[i] for i in each.words]
        span = Span(tokens[0].start, tokens[-1].end)
        return Finding(span, each.kind, WHY[each.kind].format(said=said), "contradicted", place)


def _written(parse: Parse, words: Sequence[int]) -> str:
    tokens = [parse.tokens[i] for i in sorted(words)]
    return parse.text[tokens[0].start : tokens[-1].end] if tokens else parse.text


def features(
    claim: Sentence, evidence: Sequence[Sentence], weight: Callable[[str], float]
) -> dict[str, float]:
    """Return what the calibrated support is made from.

    `covered` is the share of the claim's words, rare ones counting more, that the evidence has;
    `nearest` that the best single sentence has; `arcs`, `bigrams` and `names` are the shares of its
    dependencies, its pairs of neighbors and the words of its names; `missing` is the weight of the
    rarest word that the evidence has not.
    """
    words = content(claim.parse, tuple(range(len(claim.parse.tokens))))
    weights = {key_of(t.lower): weight(key_of(t.lower)) for t in words}
    total = sum(weights.values()) or 1.0
    had = [{w for w in weights if each.has(w)} for each in evidence]
    covered = set().union(*had)
    named = {key_of(t.lower) for t in words if t.upos == "PROPN"}
    mine, pairs = _bigrams(claim), {pair for each in evidence for pair in _bigrams(each)}
    return {
        "covered": sum(weights[w] for w in covered) / total,
        "nearest": max((sum(weights[w] for w in each) / total for each in had), default=0.0),
        "arcs": _arcs(claim, evidence),
        "bigrams": len(mine & pairs) / max(1, len(mine)),
        "names": len(named & covered) / len(named) if named else 1.0,
        "missing": max((weights[w] for w in weights.keys() - covered), default=0.0) / weight(""),
    }


def _bigrams(sentence: Sentence) -> set[tuple[str, str]]:
    keys = [key_of(t.lower) for t in sentence.parse.tokens if t.text[0].isalnum()]
    return set(pairwise(keys))


def _arcs(claim: Sentence, evidence: Sequence[Sentence]) -> float:
    """The share of the claim's dependencies between words of substance that the evidence has."""
    wanted = _dependencies(claim)
    had = {arc for each in evidence for arc in _dependencies(each)}
    return sum(arc in had for arc in wanted) / len(wanted) if wanted else 1.0


def _dependencies(sentence: Sentence) -> set[frozenset[str]]:
    tokens = sentence.parse.tokens
    words = {t.index for t in content(sentence.parse, tuple(range(len(tokens))))}
    return {
        frozenset((key_of(t.lower), key_of(tokens[t.head].lower)))
        for t in tokens
        if t.index in words and t.head in words
    }


@cache
def _calibration() -> Mapping[str, float]:
    text = files("summarize.grounding").joinpath("calibration.json").read_text(encoding="utf-8")
    values: Mapping[str, float] = json.loads(text)
    return values


def calibrated(name: str) -> float:
    """Return a weight or threshold that `training.encoder.calibrate` fitted."""
    return _calibration()[name]


def with_findings(values: Mapping[str, float], findings: Sequence[Finding]) -> dict[str, float]:
    """Return features with those of what was found: names, figures, and conflicts of meaning."""
    kinds = {each.kind for each in findings}
    return {
        **values,
        "name": float(bool(kinds & {"name", "quotation"})),
        "first": float("first name" in kinds),
        "figure": float(bool(kinds & {"number", "date"})),
        "meant": float(bool(kinds - {"name", "first name", "quotation", "number", "date"})),
    }


def support(values: Mapping[str, float]) -> float:
    """Return how likely a sentence is borne out, 0–1, from its features."""
    weighted = sum(value * calibrated(f"weight.{name}") for name, value in values.items())
    return 1 / (1 + exp(-(weighted + calibrated("bias"))))
