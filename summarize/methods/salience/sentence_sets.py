"""Sentences that are good together: sets that keep the length, and what each of them is like.

ROUGE, and a reader, judge a summary and not its sentences one by one: what two of them share is
said once, and a long sentence takes the place of two. So a few dozen sets that keep the length are
made from several orders of the best sentences, and a forest that was taught on such sets, each with
its ROUGE, picks one (as MatchSum does with a transformer: Zhong et al., ACL 2020).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from summarize.length import Group, Length, select
from summarize.methods.graph import Indices, Vector
from summarize.methods.salience.features import SENTENCE, Sheet
from summarize.methods.salience.forest import Rows
from summarize.methods.textrank import TITLE

__all__ = ["SET", "Judged", "Sets", "Versions", "candidates", "rows"]

SET = (
    *("use", "budget", "budget_share", "sentences", "chosen", "covered", "covered_share"),
    *("repeated", "terms_a_word", "score", "score_by_words", "least_score", "hits", "textrank"),
    *("prior", "walk", "place", "first_place", "last_place", "has_first", "steps", "lead_share"),
    *("hanging", "quotes", "announcing", "of_title", "telling", "personal", "numbers"),
    *(
        "mean_speaker",
        "mean_announcing",
        "mean_words",
        "covered_below",
        "score_below",
        "hits_below",
    ),
)
"""Columns of `rows`. The last three are how far a set is below the best of its document."""

OPENING = 3  # sentences that are tried as the first of a set, whatever their scores
TRIED = 6  # of the best sentences, each is tried as the first, and in place of a chosen one
STEPS = 6  # sentences of a set that is made to cover the most; what is left is too short to matter
SAME = 1e-9  # scores that spread no further are all alike
_COLUMN = {name: at for at, name in enumerate(SENTENCE)}
_GENRE = ("mean_speaker", "mean_announcing", "mean_words")
_BY_WORDS = ("textrank", "prior", "walk", "at", "quotes", "of_title", "telling", "personal",
             "numbers")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """A document whose words and sentences have been judged.

    Attributes:
        sheet: the document.
        likely: for each term how likely a summary has it. Shape (terms,).
        scores: how good each sentence is. Shape (sentences,).
        hits: which share of its words a summary has. Shape (sentences,).
    """

    sheet: Sheet
    likely: Vector
    scores: Vector
    hits: Vector

    @property
    def textrank(self) -> list[float]:
        """What TextRank scores each sentence."""
        table = self.sheet.sentences.astype(np.float64)
        scores = table[:, _COLUMN["textrank"]] * np.exp(TITLE * table[:, _COLUMN["of_title"]])
        ranked: list[float] = scores.tolist()
        return ranked

    @property
    def dense(self) -> Vector:
        """Likely terms for each word of a sentence; 5 words are added, so that length counts."""
        total = np.bincount(self.sheet.rows, self.likely[self.sheet.columns], len(self.sheet.sizes))
        dense: Vector = total / (self.sheet.sizes + 5)
        return dense

    @property
    def blended(self) -> Vector:
        """One score of the three there are of a sentence, each on its own scale; at most 1."""
        blend = _scaled(self.scores) + 0.5 * _scaled(self.hits) + 0.5 * _scaled(self.dense)
        blended: Vector = np.exp(blend - blend.max())
        return blended


def _scaled(values: Vector) -> Vector:
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > SAME else np.zeros_like(values)


class _Nothing:
    """For `select`: no sentence here repeats another."""

    def repeats(self, index: int) -> bool:
        return False

    def add(self, index: int) -> None: ...


def candidates(
    judged: Judged, among: Sequence[int], length: Length, group: Group | None = None
) -> list[tuple[int, ...]]:
    """Different sets of sentences that keep the length, each in the document's order.

    Args:
        judged: the document.
        among: indices of sentences, none of which repeats another, best first.
        length: the length, with a number of words, its share resolved.
        group: the sentences that one needs beside it, as `length.select` takes them.
    """
    sizes = [int(size) for size in judged.sheet.sizes]
    nothing = _Nothing()
    groups = () if group is None else (group,)
    sets: dict[tuple[int, ...], None] = {}
    for order in _orders(judged, np.array(among)):
        sets[tuple(select(order, sizes, length, nothing, groups=groups))] = None
    for chosen in list(sets)[:3]:
        for swapped in _swapped(chosen, among[:TRIED], sizes, length):
            sets[swapped] = None
    return list(sets)


def _orders(judged: Judged, among: Indices) -> Iterator[list[int]]:
    """Ways to rank the sentences `among`, themselves best first."""
    best: list[int] = among.tolist()
    yield best
    for values in (judged.dense, judged.scores, judged.hits, np.array(judged.textrank)):
        order: list[int] = among[np.argsort(-np.round(values[among], 9), kind="stable")].tolist()
        yield order
    yield sorted(best)
    cover = _Cover.of(judged, among)
    for first in dict.fromkeys([*best[:TRIED], *sorted(best)[:OPENING]]):
        yield [first, *(i for i in best if i != first)]
        yield [best[place] for place in cover.order(best.index(first))]


@dataclass(frozen=True, slots=True)
class _Cover:
    """What likely terms a few sentences have, and how many words each of them costs."""

    held: Vector  # shape (sentences, terms)
    sizes: Vector

    @classmethod
    def of(cls, judged: Judged, among: Indices) -> "_Cover":
        sheet = judged.sheet
        place = np.full(len(sheet.sizes), -1)
        place[among] = np.arange(len(among))
        inside = place[sheet.rows] >= 0
        held = np.zeros((len(among), len(judged.likely)))
        columns = sheet.columns[inside]
        held[place[sheet.rows[inside]], columns] = judged.likely[columns]
        return cls(held, sheet.sizes[among])

    def order(self, first: int) -> list[int]:
        """`first`, then always the one that adds most for each word, up to `STEPS`."""
        order, covered = [first], self.held[first]
        while len(order) < min(STEPS, len(self.sizes)):
            added = np.maximum(self.held - covered, 0.0).sum(axis=1) / (self.sizes + 5)
            added[order] = -1.0
            most = int(np.round(added, 9).argmax())
            order.append(most)
            covered = np.maximum(covered, self.held[most])
        return order


def _swapped(
    chosen: Sequence[int], best: Sequence[int], sizes: Sequence[int], length: Length
) -> Iterator[tuple[int, ...]]:
    """The set with one of its sentences changed for another of the best, where that fits."""
    for out in chosen:
        rest = [i for i in chosen if i != out]
        for other in best:
            changed = sorted([*rest, other])
            if other not in chosen and length.admits([sizes[i] for i in changed]):
                yield tuple(changed)


Sets = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Versions:
    """Sentences as they could stand in a summary: whole, or written shorter.

    Attributes:
        of: the sentence of the document that each is a version of, ascending. Shape (versions,).
        sizes: words of each. Shape (versions,).
        has: whether each has each term. Shape (versions, terms).
    """

    of: Indices
    sizes: Vector
    has: npt.NDArray[np.bool_]

    @classmethod
    def whole(cls, sheet: Sheet, sets: Sets) -> tuple["Versions", Sets]:
        """The sentences of a document that sets have, as they are, and the sets by their places."""
        of = np.array(sorted({i for chosen in sets for i in chosen}))
        place = np.full(len(sheet.sizes), -1)
        place[of] = np.arange(len(of))
        inside = place[sheet.rows] >= 0
        has = np.zeros((len(of), len(sheet.words)), dtype=np.bool_)
        has[place[sheet.rows[inside]], sheet.columns[inside]] = True
        placed = [[int(place[i]) for i in chosen] for chosen in sets]
        return cls(of, sheet.sizes[of], has), placed


def rows(judged: Judged, versions: Versions, sets: Sets, budget: int) -> Rows:
    """What each set is like: the columns of `SET`.

    Args:
        judged: the document.
        versions: what the sets are of.
        sets: of indices of versions, in order, no two of one sentence; at least one.
        budget: how many words a summary may have.

    Returns:
        Shape (sets, len(SET)).
    """
    member = np.zeros((len(sets), len(versions.of)), dtype=np.bool_)
    for row, chosen in enumerate(sets):
        member[row, list(chosen)] = True
    sheet = judged.sheet
    words = np.maximum((member * versions.sizes).sum(axis=1), 1.0)
    columns = [
        *(words / budget, np.full(len(sets), float(budget))),
        np.full(len(sets), budget / max(1.0, float(sheet.sizes.sum()))),
        *(np.full(len(sets), float(len(sheet.sizes))), member.sum(axis=1)),
        *_covering(judged, versions, member, words, budget),
        *_scored(judged, versions, member, words, budget),
        *_standing(judged, versions, member, words, budget),
    ]
    below = [columns[at] - columns[at].max() for at in _BELOW]
    return np.stack([np.asarray(column, np.float32) for column in (*columns, *below)], axis=1)


_Member = npt.NDArray[np.bool_]
"""Which of the versions each set has. Shape (sets, versions)."""


def _covering(
    judged: Judged, versions: Versions, member: _Member, words: Vector, budget: int
) -> list[Vector]:
    """The likely terms of each set, for its words, of all told twice, and its distinct terms."""
    has = versions.has
    with_repeats = (member * (has * judged.likely).sum(axis=1)).sum(axis=1)
    held = np.stack([has[row].any(axis=0) for row in member])
    covered = (held * judged.likely).sum(axis=1)
    share, repeated = covered / (words + budget), covered / np.maximum(with_repeats, 1e-9)
    return [covered, share, repeated, held.sum(axis=1) / (words + 1)]


def _scored(
    judged: Judged, versions: Versions, member: _Member, words: Vector, budget: int
) -> list[Vector]:
    """The scores of the sentences of each set: mean, mean by words, least; and their hits."""
    scores, sizes = judged.scores[versions.of], versions.sizes
    share = member * sizes / words[:, np.newaxis]
    return [
        (member * scores).sum(axis=1) / member.sum(axis=1),
        (share * scores).sum(axis=1),
        np.where(member, scores, np.inf).min(axis=1),
        (member * sizes * judged.hits[versions.of]).sum(axis=1) / (words + budget),
    ]


def _standing(
    judged: Judged, versions: Versions, member: _Member, words: Vector, budget: int
) -> list[Vector]:
    """Where the sentences of each set stand, what they are like, and what the document is."""
    sheet, of = judged.sheet, versions.of
    table = sheet.sentences[of].astype(np.float64)
    share = member * versions.sizes / words[:, np.newaxis]
    means = {name: (share * table[:, _COLUMN[name]]).sum(axis=1) for name in _BY_WORDS}
    joined = member & _before(of, member)
    so_far = table[:, _COLUMN["words_so_far"]]
    inside = np.clip((budget - so_far) / np.maximum(sheet.sizes[of], 1), 0, 1)
    first = of[member.argmax(axis=1)]
    last = of[len(of) - 1 - member[:, ::-1].argmax(axis=1)]
    genre = [np.full(len(words), table[0, _COLUMN[name]]) for name in _GENRE]
    return [
        *(means[name] for name in ("textrank", "prior", "walk", "at")),
        *(first, last, first == 0, joined.sum(axis=1), (share * inside).sum(axis=1)),
        (member * sheet.shown.hanging[of] * ~joined).sum(axis=1),
        *(means["quotes"], (member * sheet.shown.announcing[of]).sum(axis=1)),
        *(means[name] for name in ("of_title", "telling", "personal", "numbers")),
        *genre,
    ]


def _before(of: Indices, member: _Member) -> _Member:
    """Whether each set has the sentence before that of each version."""
    known, column = np.unique(of, return_inverse=True)
    there = np.stack([np.bincount(column[row], minlength=len(known)) > 0 for row in member])
    follows = np.diff(known, prepend=-2) == 1
    before: _Member = (np.roll(there, 1, axis=1) & follows)[:, column]
    return before


_BELOW = [SET.index(name) for name in ("covered_share", "score_by_words", "hits")]
