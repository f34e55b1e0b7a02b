"""A headline written by the embedded model: a sentence of the article, as short as headlines are.

A headline leaves out what a sentence may not, articles and auxiliaries, and tells the past in the
present; so the rules for cuts (`cutting`) do not hold here. What holds: no word that is not the
source's or its inflection, no name, number or compound broken, no negation or doubt lost, and
nothing that the article does not bear out.

The model is asked three times, for a headline, for a sentence as an editor would shorten it, and
for half the sentence, and the headline is taken that has most in common with all it wrote (minimum
Bayes risk: Kumar & Byrne, NAACL 2004): a likely headline may be a fragment, and what twelve of them
say is the point.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import exp, sqrt

from summarize.document import Document, count_words
from summarize.grounding import Checker
from summarize.length import Length
from summarize.methods.abstractive import alignment, rephrasing
from summarize.methods.abstractive.candidates import Sheet
from summarize.methods.abstractive.compression import Words, cuts
from summarize.methods.abstractive.headlines.rules import headless
from summarize.methods.abstractive.rewriter import (
    FREE,
    HEADLINE,
    MOST_TOKENS,
    Hypothesis,
    Rewriter,
    Token,
    ratio,
)
from summarize.methods.salience.features import SPEAKER

__all__ = ["CONTROLS", "agreement", "headline", "terse"]

# What is asked, and how much an answer counts. Half the sentence counts for little, and is often
# the headline that says enough: asked for too, it brings 0.8 of ROUGE-1 against titles.
CONTROLS = {HEADLINE: 1.0, FREE: 0.5, ratio(0.5): 0.25}

SENTENCES = 5  # of the best, that a headline is sought in
LEAST_SCORE = -0.5  # of the mean log-probability of a word piece; below it headlines are broken
FALL = 0.2  # what a sentence further down the order must be better by
LEAST_WORDS = 4
FULL = 7  # words of a headline that says enough; with fewer it counts for less

_AMOUNTS = (
    "few|lot|little|bit|dozen|hundred|thousand|million|billion|couple|more|most|same|third|quarter"
    "|half|day|week|month|year|hour|minute|second|night|time|head|person|share|barrel|ton|tonne"
    "|litre|gallon|pound|kilo|mile|piece|pop"
)
_ARTICLE = re.compile(rf"\b(?:the|an?) (?!(?:{_AMOUNTS})\b)")
_ARTICLE_FIRST = re.compile(rf"^(?:The|An?) (?=[a-z])(?!(?:{_AMOUNTS})\b)")
_TIED = re.compile(r"^(?:But|And|So|Yet),? (?!(?:far|long|much|many)\b)")
_POSSESSIVE = re.compile(r"(?<=[a-z] )(?:his|her|its|their) (?=[a-z])(?!own\b)")
_WILL = re.compile(  # the verb, not the last will and testament; it will stays
    r"\b(?!(?:[Ii]t|[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|[Yy]ou|[Tt]hat|[Ww]ho)\b)(\w+) will (?=[a-z])"
    r"(?!(?:not|have|be able|of|and|or|but|is|was|has|had|to|in|on|at|for|with|from|by|as|that)\b)"
)
_PERFECT = re.compile(
    r"(?<=\w )(?<!\bto )(?:has|have|had) (?=[a-z]{3,}ed\b|won\b|lost\b|made\b|found\b|said\b"
    r"|told\b|sent\b|held\b|kept\b|left\b|met\b|paid\b|put\b|set\b|sold\b|spent\b|struck\b|cut\b"
    r"|hit\b|built\b)"
)
_LEANING = re.compile(
    r"^[\"“]?(?:I|We|You|My|Our|Your|This|That|These|Those|To this"
    r"|(?:All|Both|None|Some|Most) (?:are|were|have|had)"
    r"|(?:All|Both|None|Some|Most|Much|Many) of (?:them|these|those|that|this|it|what)"
    r"|The (?:duo|trio|pair|two|three|latter|incident|move|decision|development|statement"
    r"|couple))\b"
)


@dataclass(frozen=True, slots=True)
class _Headline:
    """A headline as it could stand.

    Attributes:
        text: it.
        value: how much it has in common with all that the model wrote, 0-1.
    """

    text: str
    value: float


def agreement(
    answers: Sequence[tuple[float, Sequence[Hypothesis]]],
) -> list[list[float]]:
    """How much each rewriting has in common with all of them, 0-1.

    That is the F1 of the words of its headline with those of each, the mean by probability.

    Args:
        answers: rewritings of one sentence, and how much such an answer counts.

    Returns:
        One number for each rewriting of each answer.
    """
    words = [[_bag(h) for h in found] for _, found in answers]
    weights = [[share * exp(h.score) for h in found] for share, found in answers]
    every = [
        (bag, weight)
        for bags, row in zip(words, weights, strict=True)
        for bag, weight in zip(bags, row, strict=True)
    ]
    total = sum(weight for _, weight in every) or 1.0
    return [
        [sum(weight * _shared(bag, other) for other, weight in every) / total for bag in bags]
        for bags in words
    ]


def _bag(hypothesis: Hypothesis) -> Counter[str]:
    return Counter(word for word in terse(text_of(hypothesis)).split() if word.isalnum())


def _shared(some: Counter[str], other: Counter[str]) -> float:
    return 2 * (some & other).total() / max(1, some.total() + other.total())


def text_of(hypothesis: Hypothesis) -> str:
    """The pieces of a rewriting, joined to words."""
    return " ".join(hypothesis.pieces).replace(" ##", "")


def terse(text: str) -> str:
    """A text without what a headline goes without: articles, possessives, "has"; "to" for "will".

    >>> terse("The town has closed its bridge and will mend it in a week")
    'Town closed bridge and to mend it in a week'
    """
    if tied := _TIED.match(text):
        text = text[tied.end() :]
        text = text[:1].upper() + text[1:]
    for pattern, put in ((_ARTICLE, ""), (_POSSESSIVE, ""), (_PERFECT, ""), (_WILL, r"\1 to ")):
        text = pattern.sub(put, text)
    if first := _ARTICLE_FIRST.match(text):
        text = text[first.end() :]
        text = text[:1].upper() + text[1:]
    return text


class _Desk:
    """A sentence, and what the model made of it.

    Args:
        text: the sentence.
        tokens: its word pieces.
        answers: the rewritings under each of `CONTROLS`.
    """

    def __init__(
        self, text: str, tokens: Sequence[Token], answers: Sequence[Sequence[Hypothesis]]
    ) -> None:
        self.text, self.tokens = text, tokens
        self.answers = [*zip(CONTROLS.values(), answers, strict=True)]
        self.source = alignment.words(tokens)

    def headlines(self) -> Iterator[_Headline]:
        """Those of the rewritings that may stand as headlines."""
        words = Words.of(self.source, self.text)
        allowed = cuts(words)
        for (_, found), values in zip(self.answers, agreement(self.answers), strict=True):
            for hypothesis, value in zip(found, values, strict=True):
                output = _output(hypothesis)
                places = alignment.aligned(output, self.source)
                if hypothesis.score >= LEAST_SCORE and not headless(
                    output, places, self.source, words, allowed
                ):
                    written = alignment.restored(output, places, self.source, self.text)
                    yield _Headline(terse(" ".join(written.split())), value)

    def shortest(self, most: int) -> str | None:
        """The sentence cut, as a sentence may be, to so many words; None where none may stand."""
        sheet = Sheet(self.text, self.tokens, [h for _, found in self.answers for h in found])
        texts = (terse(draft.text.rstrip(".")) for draft in sheet.drafts())
        return next((text for text in texts if count_words(text) <= most), None)


def _output(hypothesis: Hypothesis) -> list[str]:
    """The words of a rewriting, without what ends a sentence."""
    output = [word.text for word in alignment.words([Token(p, 0, 0) for p in hypothesis.pieces])]
    while output and output[-1] in (".", ","):
        output.pop()
    return output


def headline(
    model: Rewriter, document: Document, order: Sequence[int], length: Length
) -> tuple[int, str] | None:
    """The best headline for a document, with the index of its sentence; None where none stands.

    Args:
        model: the embedded one.
        document: with at least one sentence.
        order: the indices of its sentences, best first.
        length: its `words` hold.
    """
    texts = {i: document.sentences[i].text for i in order}
    clear = [i for i in order if not _leans(texts[i])]
    best = (clear or [*order])[:SENTENCES]
    checker = Checker(
        replace(document, sentences=tuple(document.sentences[i] for i in sorted(best)))
    )
    desks = _desks(model, {i: texts[i] for i in best})
    most = length.words or 10**6

    def may_stand(text: str) -> bool:
        fits = LEAST_WORDS <= count_words(text) <= most
        return fits and _is_closed(text) and checker.sentence(text).supported

    candidates = [
        (made.value * _fullness(made.text) - FALL * rank, i, made.text)
        for rank, (i, desk) in enumerate(desks.items())
        for made in desk.headlines()
    ]
    for _, i, text in sorted(candidates, key=lambda c: -c[0]):
        if may_stand(text):
            return i, text
    cut = ((i, desk.shortest(most)) for i, desk in desks.items())
    return next(((i, text) for i, text in cut if text and may_stand(text)), None)


def _fullness(text: str) -> float:
    """What a headline's value is taken times: less than one where it has few words."""
    return sqrt(min(1.0, count_words(text) / FULL))


def _is_closed(text: str) -> bool:
    """Whether every quotation and parenthesis that is opened is closed."""
    pairs = (("(", ")"), ("“", "”"), ("[", "]"))
    return all(text.count(a) == text.count(b) for a, b in pairs) and text.count('"') % 2 == 0


def _leans(text: str) -> bool:
    """Whether a sentence makes no headline: it asks, answers, or leaves open what it is about."""
    leaning = _LEANING.match(text) or SPEAKER.match(text)
    hangs = rephrasing.hangs(text) or rephrasing.hangs(text.lstrip('"“'))
    return text.endswith("?") or hangs or leaning is not None


def _desks(model: Rewriter, texts: dict[int, str]) -> dict[int, _Desk]:
    """The sentences that are not too long for the model, with its answers."""
    tokens = {i: model.tokens(text) for i, text in texts.items()}
    asked = [i for i in texts if len(tokens[i]) <= MOST_TOKENS]
    jobs = [(tokens[i], control) for i in asked for control in CONTROLS]
    found = iter(model.rewrite([job for job, _ in jobs], [control for _, control in jobs]))
    return {i: _Desk(texts[i], tokens[i], [next(found) for _ in CONTROLS]) for i in asked}
