"""A headline written from one sentence: what most rewritings keep, where the rest still follows.

The model is asked three times, for a headline, for a sentence as an editor would shorten it, and
for half the sentence; what its rewritings keep is a vote on every word. The pruned trees of the
sentence that the votes favour (`pruning`) are ranked by what they have in common with all it wrote
(minimum Bayes risk: Kumar & Byrne, NAACL 2004). The first stands that the rewriter finds well
formed and the article bears out.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, sqrt
from statistics import fmean
from typing import TYPE_CHECKING

from summarize.document import count_words
from summarize.methods.abstractive import alignment
from summarize.methods.abstractive.candidates import kept_by
from summarize.methods.abstractive.compression import joined
from summarize.methods.abstractive.marks import with_marks
from summarize.methods.abstractive.pruning import droppable, trees
from summarize.methods.abstractive.rewriter import (
    FREE,
    HEADLINE,
    MOST_TOKENS,
    Hypothesis,
    Rewriter,
    Token,
    ratio,
)
from summarize.methods.standalone.needs import leads

if TYPE_CHECKING:
    from summarize.encoder import Parse

__all__ = ["CONTROLS", "WELL_FORMED", "agreement", "headline"]

# What is asked, and how much an answer counts. Half the sentence counts for little, and is often
# the headline that says enough: asked for too, it brings 0.8 of ROUGE-1 against titles.
CONTROLS = {HEADLINE: 1.0, FREE: 0.5, ratio(0.5): 0.25}

FALL = 0.05  # what a headline of the second sentence must be better by
LEAST_WORDS = 4
ARTICLES = ("a", "an", "the")
LEAST_SHARE = 0.5  # of the rewritings with its head that a part which goes is left out by
# Mean log-probability of a word piece that the rewriter gives a well-formed compression: of 300
# editors' compressions 90 % have more, of as many spoilt in one place 5 %.
WELL_FORMED = -1.34
GARBAGE = -2.1  # of a whole sentence: below it headings and captions are glued to it, or it is none
LESS_LIKELY = 0.4  # than the whole sentence, whose rare words make it unlikely as well
OVER = 2.5  # times as many words as asked for, where no shorter headline stands
FULL = 7  # words of a headline that says enough; with fewer it counts for less
LONG = 0.3  # what each length asked for counts against a longer headline
TRIED = 12  # best headlines that the rewriter and the checker look at


@dataclass(frozen=True, slots=True)
class _Headline:
    """A headline that may stand.

    Attributes:
        index: of its sentence.
        text: the headline.
        value: how much it has in common with all the model wrote, 0–1, less what is against it.
        words: of the text.
    """

    index: int
    text: str
    value: float
    words: int


def headline(
    model: Rewriter,
    parses: Mapping[int, "Parse"],
    most: int,
    supported: Callable[[str], bool],
    *,
    nearest: bool = False,
) -> tuple[int, str] | None:
    """Return the best headline of a few sentences, with its sentence; None where none stands.

    Args:
        model: the rewriter.
        parses: of the sentences it may be written from, the best first, by their indices.
        most: words at most.
        supported: whether the article bears out a text.
        nearest: whether one up to `OVER` times as long is taken where none fits.
    """
    answered = _answers(model, parses)
    every = [
        candidate
        for index, (tokens, answers) in answered.items()
        for candidate in _headlines(
            index, parses[index], tokens, answers, int(OVER * most) if nearest else most
        )
        if candidate.words >= LEAST_WORDS and leads(candidate.text)
    ]
    ranks = {index: rank for rank, index in enumerate(parses)}
    fitting = [one for one in every if one.words <= most]
    fitting.sort(key=lambda one: FALL * ranks[one.index] - one.value)
    longer = [one for one in every if one.words > most] if nearest else []
    longer.sort(key=lambda one: LONG * one.words / most - one.value)
    for one in [*fitting[:TRIED], *longer[:TRIED]]:
        if _is_well_formed(model, parses[one.index].text, one.text) and supported(one.text):
            return one.index, one.text
    return None


def _is_well_formed(model: Rewriter, source: str, text: str) -> bool:
    """Whether the rewriter finds a headline about as likely as the sentence itself, or likely."""
    likelihood = model.likelihood(source, f"{text}.")
    if likelihood >= WELL_FORMED:
        return True
    whole = model.likelihood(source, source)
    return whole >= GARBAGE and likelihood >= whole - LESS_LIKELY


def _answers(
    model: Rewriter, parses: Mapping[int, "Parse"]
) -> dict[int, tuple[list[Token], list[list[Hypothesis]]]]:
    """Return each sentence's word pieces, and its rewritings under each of `CONTROLS`.

    A sentence that is too long for the model has none.
    """
    tokens = {i: model.tokens(parse.text) for i, parse in parses.items()}
    asked = [i for i in parses if 0 < len(tokens[i]) <= MOST_TOKENS]
    jobs = [(tokens[i], control) for i in asked for control in CONTROLS]
    answers = iter(model.rewrite([job for job, _ in jobs], [control for _, control in jobs]))
    return {i: (tokens[i], [next(answers) for _ in CONTROLS] if i in asked else []) for i in parses}


def _headlines(
    index: int,
    parse: "Parse",
    tokens: Sequence[Token],
    answers: Sequence[Sequence[Hypothesis]],
    most: int,
) -> Iterator[_Headline]:
    """Yield the pruned trees of a sentence that the rewritings favour."""
    weighted = [*zip(CONTROLS.values(), answers, strict=False)]
    rewritings = kept_by(parse, tokens, [h for of in answers for h in of])
    shares = [
        fmean(i in kept for kept in rewritings) if rewritings else 0.5
        for i in range(len(parse.tokens))
    ]
    may_go = {
        i for i, sure in droppable(parse).items() if sure or _is_left_out(parse, i, rewritings)
    }
    for kept in trees(parse, shares, most, may_go):
        words = Counter(parse.tokens[i].lower for i in kept)
        text = _written(parse, kept)
        size = count_words(text)
        if not (_has_wrong_article(parse, kept) or _has_nobody(parse, kept)):
            yield _Headline(index, text, agreement(words, weighted) * _fullness(size), size)


def _is_left_out(parse: "Parse", index: int, rewritings: Sequence[frozenset[int]]) -> bool:
    """Whether enough rewritings that keep a part's head go without the part: it is no argument."""
    part = [i for i in parse.subtree(index) if parse.tokens[i].text.isalnum()]
    with_head = [kept for kept in rewritings if parse.tokens[index].head in kept]
    out = sum(sum(i in kept for i in part) < len(part) / 2 for kept in with_head)
    return out >= LEAST_SHARE * len(with_head)


def _has_nobody(parse: "Parse", kept: Sequence[int]) -> bool:
    """Whether a pronoun comes before all nouns, or a possessive stands for one: *his* was brief."""
    for i in kept:
        token = parse.tokens[i]
        if token.xpos == "PRP$" and token.relation != "nmod:poss":
            return True
        if token.xpos in ("PRP", "PRP$") and token.relation != "expl":
            before = (parse.tokens[j].upos for j in kept if j < i)
            if not any(upos in ("NOUN", "PROPN") for upos in before):
                return True
    return False


def _has_wrong_article(parse: "Parse", kept: Sequence[int]) -> bool:
    """Whether "a" or "an" has come before another word that does not begin as its own does."""

    def is_vowel(index: int) -> bool:
        return parse.tokens[index].lower[:1] in "aeiou"

    return any(
        parse.tokens[i].lower in ("a", "an") and is_vowel(i + 1) != is_vowel(after)
        for i, after in pairwise(kept)
    )


def _written(parse: "Parse", kept: Sequence[int]) -> str:
    text = joined(parse, with_marks(parse, kept)).rstrip(" ,;:.")
    return text[:1].upper() + text[1:]


def agreement(words: Counter[str], answers: Sequence[tuple[float, Sequence[Hypothesis]]]) -> float:
    """Return how much words have in common with all rewritings: the mean F1 by probability.

    Args:
        words: lower-cased.
        answers: rewritings of one sentence, and how much such an answer counts.
    """
    own = _content(words)
    weighted = [(share * exp(h.score), h) for share, hypotheses in answers for h in hypotheses]
    total = sum(weight for weight, _ in weighted) or 1.0
    others = ((weight, _content(Counter(alignment.output(h)))) for weight, h in weighted)
    return sum(weight * _shared(own, other) for weight, other in others) / total


def _content(words: Counter[str]) -> Counter[str]:
    return Counter({w: n for w, n in words.items() if w.isalnum() and w not in ARTICLES})


def _shared(some: Counter[str], other: Counter[str]) -> float:
    return 2 * (some & other).total() / max(1, some.total() + other.total())


def _fullness(words: int) -> float:
    """Return what a headline's value is taken times: less than one where it has few words."""
    return sqrt(min(1.0, words / FULL))
