"""Candidate compressions of a sentence: the rewriter votes, the parse says what may go.

The rewriting model shortens a sentence a few times over; what its rewritings leave out is a vote on
every word. The deletions that the parse allows (`compression`) are made as far as the votes go,
from few to many, and each step is a candidate. The sentence itself is always the first.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarize.document import count_words
from summarize.methods.abstractive import alignment
from summarize.methods.abstractive.compression import Deletion, deletions, without
from summarize.methods.abstractive.rewriter import (
    FREE,
    MOST_TOKENS,
    Hypothesis,
    Pending,
    Rewriter,
    Token,
    ratio,
)

if TYPE_CHECKING:
    from summarize.encoder import Parse

__all__ = ["Candidate", "Submission", "candidates", "fitting", "kept_by", "submit", "votes_on"]

CONTROLS = (FREE, ratio(0.5))
# An editor's own choice of length, and half. A third, at 0.7, changed no summary of twenty
# articles, and costs as much time again.

KEPT = 0.6  # a word that fewer of the rewritings leave out is worth its room
LADDER = (0.6, 0.45, 0.3, 0.1, -1.0)  # votes that a deletion needs; -1 makes all of them
READY = 0.45  # from so many votes down a candidate is for where nothing else fits
USUAL = 0.55  # share of the rewritings that leave out a word of a sentence, on the average
TOLD = 0.3  # of a vote: what counts against leaving out a word that the article tells of
STRANGE = 2  # words that are not the source's, in a rewriting that may vote


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence as it could stand in the summary.

    Attributes:
        text: the sentence, with what was deleted left out.
        words: its words.
        value: what its words are worth by the votes; higher is better.
        whole: whether nothing was deleted.
        urgent: whether more was deleted than the rewriter would.
    """

    text: str
    words: int
    value: float
    whole: bool
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Submission:
    """Sentences given to the rewriter, and what it will answer."""

    texts: tuple[str, ...]
    tokens: tuple[list[Token], ...]
    pending: Pending


def submit(model: Rewriter, parses: Sequence["Parse"]) -> Submission:
    """Have the model rewrite sentences of one document; `candidates` waits for the answer.

    A sentence from which nothing may be deleted is not rewritten: there is nothing to vote on.
    """
    texts = [parse.text for parse in parses]
    tokens = [model.tokens(p.text) if deletions(p) else [] for p in parses]
    short = tuple(t if len(t) <= MOST_TOKENS else [] for t in tokens)
    jobs = [(t, control) for t in short if t for control in CONTROLS]
    pending = model.begin([t for t, _ in jobs], [control for _, control in jobs])
    return Submission(tuple(texts), short, pending)


def candidates(
    submission: Submission, parses: Sequence["Parse"], worth: Callable[[str], float]
) -> list[list[Candidate]]:
    """Return the candidates of each sentence, from the whole one to the shortest.

    Args:
        submission: the sentences.
        parses: their parses.
        worth: how much of the article is about a word, 0–1.
    """
    answers = iter(submission.pending.result())
    candidates = []
    for tokens, parse in zip(submission.tokens, parses, strict=True):
        hypotheses = [h for _ in CONTROLS for h in next(answers)] if tokens else []
        allowed = deletions(parse)
        votes = [USUAL] * len(parse.tokens)
        if allowed:
            votes = votes_on(parse, tokens, hypotheses, worth)
        unique = {candidate.text: candidate for candidate in _ladder(parse, allowed, votes)}
        candidates.append(sorted(unique.values(), key=lambda candidate: -candidate.words))
    return candidates


def fitting(of: Sequence[Candidate], room: float, *, urgent: bool = False) -> Candidate | None:
    """Return the longest candidate for so many words; None where none fits."""
    return next((c for c in of if c.words <= room and (urgent or not c.urgent)), None)


def votes_on(
    parse: "Parse",
    tokens: Sequence[Token],
    hypotheses: Sequence[Hypothesis],
    worth: Callable[[str], float],
) -> list[float]:
    """Return for each word the share of the rewritings that leave it out, less its worth."""
    known = kept_by(parse, tokens, hypotheses)
    if not known:
        return [0.0] * len(parse.tokens)
    return [
        sum(token.index not in kept for kept in known) / len(known) - TOLD * worth(token.lower)
        for token in parse.tokens
    ]


def kept_by(
    parse: "Parse", tokens: Sequence[Token], hypotheses: Sequence[Hypothesis]
) -> list[frozenset[int]]:
    """Return the words of a sentence that each rewriting keeps; none for those that invent."""
    source = alignment.words(tokens)
    rewritings = [alignment.aligned(alignment.output(h), source) for h in hypotheses]
    places = [
        [i for i, w in enumerate(source) if w.start < token.end and token.start < w.end]
        for token in parse.tokens
    ]
    return [
        frozenset(i for i, own in enumerate(places) if not kept.isdisjoint(own))
        for kept in map(set, (r for r in rewritings if r and r.count(None) <= STRANGE))
    ]


def _ladder(
    parse: "Parse", allowed: Sequence[Deletion], votes: Sequence[float]
) -> Iterator[Candidate]:
    """Yield the sentence with less and less of it; of equal texts the last is the least urgent."""
    for least in reversed(LADDER):
        taken = _taken(parse, allowed, votes, least)
        text = without(parse, taken) if taken else None
        if text is not None:
            gone = {i for deletion in taken for i in range(deletion.start, deletion.end)}
            value = _value(votes, [i for i in range(len(votes)) if i not in gone])
            yield Candidate(text, count_words(text), value, False, least < READY)
    yield Candidate(parse.text, count_words(parse.text), _value(votes, range(len(votes))), True)


def _value(votes: Sequence[float], kept: Collection[int]) -> float:
    return sum(KEPT - votes[i] for i in kept)


def _taken(
    parse: "Parse", allowed: Sequence[Deletion], votes: Sequence[float], least: float
) -> list[Deletion]:
    """Return the deletions that so many votes are for, none within another."""

    def gain(deletion: Deletion) -> float:
        words = [i for i in range(deletion.start, deletion.end) if parse.tokens[i].text.isalnum()]
        return round(sum(votes[i] - least for i in words), 9)

    taken: list[Deletion] = []
    for deletion in sorted(allowed, key=lambda d: (-gain(d), d)):
        apart = all(deletion.end <= t.start or t.end <= deletion.start for t in taken)
        if apart and gain(deletion) > 0:
            taken.append(deletion)
    return sorted(taken)
