"""Candidates that say most together: which sentences, and how short each of them, chosen at once.

What a cut frees is room for another sentence, so no sentence can tell by itself how short it should
be. Sets of candidates that keep the length are built up, sentence by sentence, those first that
cover the likeliest terms for their words (a beam search); and what judges sets of whole sentences
for `salience` picks one.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from summarize import language
from summarize.length import Length
from summarize.methods.abstractive.candidates import Candidate
from summarize.methods.extractive import Terms
from summarize.methods.graph import Vector
from summarize.methods.repetition import Repetition
from summarize.methods.salience import Judged, Versions, vocabulary, worth

__all__ = ["Option", "best_together"]

WIDTH = 40  # sets of each size that are built on; three times as many changed nothing

# Points of ROUGE-1 for a word that all of the model's rewritings keep beyond what candidates need:
# from 0 to 0.3 moved 0.2 on news, this the best.
VALUE = 0.1


@dataclass(frozen=True, slots=True)
class Option:
    """A candidate of a sentence, and the words it takes up where it stands.

    Attributes:
        index: of the sentence.
        candidate: how it could stand.
        words: of the candidate, and of the name it may be given.
    """

    index: int
    candidate: Candidate
    words: int


@dataclass(frozen=True, slots=True)
class _Set:
    """Options that keep the length, and the terms they have. Shape of `held`: (terms,)."""

    places: tuple[int, ...]
    words: int
    held: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Search:
    """What sets are built of.

    Attributes:
        options: by sentence.
        clashes: whether no set may have both of two options. Shape (options, options).
        versions: the options as `worth` sees them.
        likely: for each term how likely a summary has it. Shape (terms,).
        length: the length.
    """

    options: Sequence[Option]
    clashes: npt.NDArray[np.bool_]
    versions: Versions
    likely: Vector
    length: Length

    def sets(self) -> Iterator[_Set]:
        """The best sets of one option, then of two, and so on while any fit."""
        front = [_Set((), 0, np.zeros(len(self.likely), dtype=np.bool_))]
        while front:
            longer: dict[tuple[int, ...], tuple[float, _Set]] = {}
            for shorter in front:
                for score, one in self._longer(shorter):
                    longer.setdefault(one.places, (score, one))
            ordered = sorted(longer.values(), key=lambda scored: (-scored[0], scored[1].places))
            front = [one for _, one in ordered[:WIDTH]]
            yield from front

    def _longer(self, shorter: _Set) -> Iterator[tuple[float, _Set]]:
        """The set with each option added that fits, and the likely terms a word of it has."""
        length, count = self.length, len(shorter.places)
        if length.most is not None and count >= length.most:
            return
        assert length.words is not None
        clashing = {int(at) for at in np.argwhere(self.clashes[list(shorter.places)])[:, 1]}
        fresh = np.where(shorter.held, 0.0, self.likely)
        added = (self.versions.has * fresh).sum(axis=1)
        covered = float((shorter.held * self.likely).sum())
        for place, option in enumerate(self.options):
            words = shorter.words + option.words
            if words <= length.words and place not in clashing:
                held = shorter.held | self.versions.has[place]
                places = tuple(sorted((*shorter.places, place)))
                score = round((covered + float(added[place])) / (words + length.words), 9)
                yield score, _Set(places, words, held)


def best_together(
    terms: Terms,
    judged: Judged,
    options: Sequence[Option],
    length: Length,
    *,
    may_stand: Callable[[Collection[int]], bool],
) -> Mapping[int, Candidate] | None:
    """The candidates that are best together, by sentence; None where none of them fits.

    Args:
        terms: those of the sentences of the document, an English one.
        judged: it, judged.
        options: what there is to choose from.
        length: with a number of words.
        may_stand: whether sentences of these indices may stand without the others; others are
            only chosen where none may.
    """
    options = sorted(options, key=lambda option: option.index)
    if not options:
        return None
    versions = _versions(terms, options)
    search = _Search(options, _clashes(terms, options), versions, judged.likely, length)
    sets = [s.places for s in search.sets()]
    if not sets:
        return None
    enough = [places for places in sets if len(places) >= length.least] or sets
    clear = [places for places in enough if may_stand({options[p].index for p in places})]
    enough = clear or enough
    assert length.words is not None
    values = worth(judged, versions, enough, length.words)
    values += [VALUE * sum(options[p].candidate.value for p in places) for places in enough]
    best = enough[int(np.round(values, 6).argmax())]
    return {options[p].index: options[p].candidate for p in best}


def _versions(terms: Terms, options: Sequence[Option]) -> Versions:
    """What each option has of the document's terms."""
    known = {term: at for at, term in enumerate(vocabulary(terms))}
    has = np.zeros((len(options), len(known)), dtype=np.bool_)
    for place, said in enumerate(language.terms([o.candidate.text for o in options], "en")):
        has[place, [known[term] for term in said if term in known]] = True
    of = np.array([option.index for option in options])
    return Versions(of, np.array([float(o.candidate.words) for o in options]), has)


def _clashes(terms: Terms, options: Sequence[Option]) -> npt.NDArray[np.bool_]:
    """Whether two options are of one sentence, or of two of which one repeats the other."""
    indices = list(dict.fromkeys(option.index for option in options))
    said = [terms[i] for i in indices]
    candidates = sorted(
        (option.candidate.words, option.candidate.text, option.index) for option in options
    )
    longest = {index: text for _, text, index in candidates}
    texts = [longest[i] for i in indices]
    clashes = np.eye(len(indices), dtype=np.bool_)
    for place in range(len(indices)):
        redundancy = Repetition(said, texts, "en")
        redundancy.add(place)
        clashes[place] |= [redundancy.repeats(other) for other in range(len(indices))]
    column = [indices.index(option.index) for option in options]
    return (clashes | clashes.T)[np.ix_(column, column)]
