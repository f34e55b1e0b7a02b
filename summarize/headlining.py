"""A headline written by the embedded model: a sentence of the article under the headline token.

A headline leaves out what a sentence may not, articles and auxiliaries, and tells the past in the
present; so the rules for cuts (`cutting`) do not hold here. What holds: no word that is not the
source's or its inflection, no name, number or compound broken, no negation or doubt lost, and
nothing that the article does not bear out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from summarize import wording
from summarize.cutting import Words, cuts
from summarize.document import Document, count_words
from summarize.grounding import Checker
from summarize.length import Length
from summarize.rewriter import HEADLINE, MOST_TOKENS, Hypothesis, Rewriter, Token

__all__ = ["headline", "headlines"]

SENTENCES = 5  # of the best, that a headline is sought in
LEAST_SCORE = -0.5  # of the mean log-probability of a word piece; below it headlines are broken
FALL = 0.06  # what a sentence further down the order must be likelier by
LEAST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline as it could stand, and how likely the model holds it."""

    text: str
    score: float


def headlines(
    text: str, tokens: Sequence[Token], found: Sequence[Hypothesis]
) -> Iterator[Headline]:
    """Those of the model's headlines for a sentence that may stand, best first."""
    source = wording.words(tokens)
    words = Words.of(source, text)
    allowed = cuts(words)
    for hypothesis in found:
        pieces = [Token(piece, 0, 0) for piece in hypothesis.pieces]
        output = [word.text for word in wording.words(pieces)]
        while output and output[-1] in (".", ","):
            output.pop()
        places = wording.aligned(output, source)
        if wording.headless(output, places, source, words, allowed):
            continue
        written = wording.restored(output, places, source, text)
        yield Headline(" ".join(written.split()), hypothesis.score)


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
    texts = {i: document.sentences[i].text for i in order[:SENTENCES]}
    sentences = tuple(document.sentences[i] for i in sorted(texts))
    checker = Checker(replace(document, sentences=sentences))
    tokens = {i: model.tokens(text) for i, text in texts.items()}
    asked = [i for i in texts if len(tokens[i]) <= MOST_TOKENS]
    answers = model.rewrite([tokens[i] for i in asked], [HEADLINE] * len(asked))
    candidates = chain.from_iterable(
        (
            (made.score - FALL * rank, i, made.text)
            for made in headlines(texts[i], tokens[i], found)
            if made.score >= LEAST_SCORE
        )
        for rank, (i, found) in enumerate(zip(asked, answers, strict=True))
    )
    for _, i, text in sorted(candidates, key=lambda c: -c[0]):
        fits = LEAST_WORDS <= count_words(text) <= (length.words or 10**6)
        if fits and checker.sentence(text).supported:
            return i, text
    return None
