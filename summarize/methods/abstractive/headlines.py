"""A headline written from one sentence: the words the rewriter keeps, where the rest still follows.

The model is asked three times, for a headline, for a sentence as an editor would shorten it, and
for half the sentence, and the headline is taken that has most in common with all it wrote (minimum
Bayes risk: Kumar & Byrne, NAACL 2004): a likely headline may be a fragment, and what twelve of them
say is the point. It stands only if its words are a pruned tree of the sentence (`compression`), and
the rewriter finds it well formed. Where none of these stands, the sentence's own main clause does.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import exp, sqrt
from typing import TYPE_CHECKING

from summarize.document import count_words
from summarize.methods.abstractive import alignment
from summarize.methods.abstractive.candidates import votes_on
from summarize.methods.abstractive.compression import QUOTES, deletions, joined, outermost
from summarize.methods.abstractive.pruning import follows, has_bare_phrase, headlinese, prunable
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

__all__ = ["CONTROLS", "WELL_FORMED", "Style", "agreement", "headline"]

# What is asked, and how much an answer counts. Half the sentence counts for little, and is often
# the headline that says enough: asked for too, it brings 0.8 of ROUGE-1 against titles.
CONTROLS = {HEADLINE: 1.0, FREE: 0.5, ratio(0.5): 0.25}

FALL = 0.2  # what a headline of the second sentence must be better by
LEAST_WORDS = 4
ARTICLES = ("a", "an", "the")
LEAST_SHARE = 0.3  # of the rewritings that leave out a part which a headline goes without
# Mean log-probability of a word piece that the rewriter gives a well-formed compression: of 300
# editors' compressions 90 % have more, of as many spoilt in one place 5 %.
WELL_FORMED = -1.34
GARBAGE = -2.1  # of a whole sentence: below it headings and captions are glued to it, or it is none
LESS_LIKELY = 0.4  # than the whole sentence, whose rare words make it unlikely as well
OVER = 1.6  # times as many words as asked for, where no shorter headline stands
FULL = 7  # words of a headline that says enough; with fewer it counts for less


@dataclass(frozen=True, slots=True)
class _Headline:
    """A headline that may stand.

    Attributes:
        text: the headline.
        whole: the same with its articles, as a sentence has them.
        value: how much it has in common with all the model wrote, 0–1.
        words: of the text.
        bare: whether a phrase lacks its preposition.
    """

    text: str
    whole: str
    value: float
    words: int
    bare: bool

    @classmethod
    def of(cls, parse: "Parse", kept: Sequence[int], value: float, *, terse: bool) -> "_Headline":
        kept = _with_hyphenated(parse, kept)
        whole = _written(parse, kept, terse=False)
        text = _written(parse, kept, terse=True) if terse else whole
        return cls(text, whole, value, count_words(text), has_bare_phrase(parse, kept))


@dataclass(frozen=True, slots=True)
class Style:
    """What is asked of a headline.

    Attributes:
        terse: whether articles are left out.
        rewrites: whether the rewriter is asked; else only the main clauses are tried.
        nearest: whether the shortest up to `OVER` times as long is taken where none fits.
    """

    terse: bool
    rewrites: bool = True
    nearest: bool = False


def headline(
    model: Rewriter,
    parses: Mapping[int, "Parse"],
    most: int,
    supported: Callable[[str], bool],
    style: Style,
) -> tuple[int, str] | None:
    """Return the best headline of a few sentences, with its sentence; None where none stands.

    Args:
        model: the rewriter.
        parses: of the sentences it may be written from, the best first, by their indices.
        most: words at most.
        supported: whether the article bears out a text.
        style: what is asked of it.
    """
    answered = _answers(model, parses) if style.rewrites else {i: ([], []) for i in parses}
    ranked = sorted(
        (
            (headline.value * _fullness(headline.words) - FALL * rank, index, headline)
            for rank, (index, (tokens, answers)) in enumerate(answered.items())
            for headline in _headlines(parses[index], tokens, answers, most, terse=style.terse)
            if headline.words >= LEAST_WORDS and leads(headline.text) and not headline.bare
        ),
        key=lambda one: -one[0],
    )
    fitting = [one for one in ranked if one[2].words <= most]
    longer = [one for one in ranked if most < one[2].words <= OVER * most]
    longer = sorted(longer, key=lambda one: one[2].words) if style.nearest else []

    def stands(index: int, headline: _Headline) -> bool:
        return _is_well_formed(model, parses[index].text, headline.whole) and supported(
            headline.text
        )

    both = chain(fitting, longer)
    return next(((i, headline.text) for _, i, headline in both if stands(i, headline)), None)


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
    parse: "Parse",
    tokens: Sequence[Token],
    answers: Sequence[Sequence[Hypothesis]],
    most: int,
    *,
    terse: bool,
) -> Iterator[_Headline]:
    """Yield the rewritings that say what the sentence says, and its own compressions."""
    source = alignment.words(tokens)
    weighted = [*zip(CONTROLS.values(), answers, strict=False)]
    for (_, hypotheses), values in zip(weighted, agreement(weighted), strict=True):
        for hypothesis, value in zip(hypotheses, values, strict=True):
            rewriting = alignment.output(hypothesis)
            kept = alignment.kept(_unended(rewriting), source, parse)
            if kept and follows(parse, kept) and _has_subject(parse, kept):
                yield _Headline.of(parse, kept, value, terse=terse)
    votes = votes_on(parse, tokens, [h for of in answers for h in of], lambda word: 0.0)
    for kept in _pruned(parse, votes, most):
        yield _Headline.of(parse, kept, 0.0, terse=terse)


def _has_subject(parse: "Parse", kept: Sequence[int]) -> bool:
    """Whether the main verb is kept with its subject."""
    root = parse.root
    subject = root and parse.child(root.index, "nsubj", "nsubj:pass", "csubj", "expl")
    return subject is not None and root is not None and {root.index, subject.index} <= {*kept}


def _pruned(parse: "Parse", votes: Sequence[float], most: int) -> Iterator[list[int]]:
    """Yield the sentence with less and less of it: first goes what most rewritings leave out.

    Down to `most` words everything may go that a headline does without.
    """
    gone = {i for one in outermost(deletions(parse)) for i in range(one.start, one.end)}
    kept = [token.index for token in parse.tokens if token.index not in gone]
    while _has_subject(parse, kept):
        yield kept
        there = frozenset(kept)
        parts = [
            [i for i in parse.subtree(token.index) if i in there]
            for token in parse.tokens
            if token.index in there and token.head in there and prunable(parse, token)
        ]
        shares = [(sum(votes[i] for i in part) / len(part), len(part), part) for part in parts]
        share, _, part = max(shares, default=(0.0, 0, []))
        if not part or (share < LEAST_SHARE and len(kept) <= most):
            return
        kept = [i for i in kept if i not in part]


def _unended(rewriting: list[str]) -> list[str]:
    while rewriting and rewriting[-1] in (".", ","):
        rewriting.pop()
    return rewriting


def _written(parse: "Parse", kept: Sequence[int], *, terse: bool) -> str:
    there = frozenset(kept)
    attributing = _commas(parse, there)
    words = [
        i
        for i in sorted(there | attributing)
        if parse.tokens[i].text not in (",", ".", ";")
        or {i - 1, i + 1} <= there
        or i in attributing
    ]
    if sum(parse.tokens[i].text in QUOTES for i in words) % 2:
        words = [i for i in words if parse.tokens[i].text not in QUOTES]
    kept = headlinese(parse, words) if terse else words
    text = joined(parse, kept).rstrip(" ,;:.")
    return text[:1].upper() + text[1:]


def _with_hyphenated(parse: "Parse", kept: Sequence[int]) -> list[int]:
    """Return the kept words with the rest of those hyphenated words of which a piece is kept."""
    whole = set(kept)
    for indices in _hyphenated(parse):
        if not whole.isdisjoint(indices):
            whole.update(indices)
    return sorted(whole)


def _hyphenated(parse: "Parse") -> Iterator[range]:
    """Yield the words of each hyphenated word: state - of - the - art."""
    tokens, start = parse.tokens, 0
    for at in range(1, len(tokens) + 1):
        ends = at == len(tokens) or tokens[at].start > tokens[at - 1].end
        if ends or "-" not in (tokens[at].text, tokens[at - 1].text):
            if at - start > 1:
                yield range(start, at)
            start = at


def _commas(parse: "Parse", there: frozenset[int]) -> frozenset[int]:
    """Return the commas before those parts that stand beside the clause: …, officials said."""
    beside = [t for t in parse.tokens if t.relation == "parataxis" and t.index in there]
    said = parse.child(parse.root.index, "ccomp") if parse.root else None
    speaker = parse.child(parse.root.index, "nsubj") if parse.root else None
    if said and speaker and said.index < speaker.index in there:
        beside.append(speaker)
    firsts = (parse.subtree(token.index)[0] for token in beside)
    return frozenset(i - 1 for i in firsts if i and parse.tokens[i - 1].text == ",")


def agreement(
    answers: Sequence[tuple[float, Sequence[Hypothesis]]],
) -> list[list[float]]:
    """Return how much each rewriting has in common with all of them, 0–1.

    That is the F1 of its words with those of each, the mean by probability.

    Args:
        answers: rewritings of one sentence, and how much such an answer counts.
    """
    words = [[_bag(h) for h in hypotheses] for _, hypotheses in answers]
    weights = [[share * exp(h.score) for h in hypotheses] for share, hypotheses in answers]
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
    words = alignment.output(hypothesis)
    return Counter(word for word in words if word.isalnum() and word not in ARTICLES)


def _shared(some: Counter[str], other: Counter[str]) -> float:
    return 2 * (some & other).total() / max(1, some.total() + other.total())


def _fullness(words: int) -> float:
    """Return what a headline's value is taken times: less than one where it has few words."""
    return sqrt(min(1.0, words / FULL))
