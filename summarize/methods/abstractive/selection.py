"""Drafts that say most together: which sentences, and how short each of them, chosen at once.

What a cut frees is room for another sentence, so no sentence can tell by itself how short it should
be. Sets of drafts that keep the length are built up, sentence by sentence, those first that cover
the likeliest terms for their words (a beam search); and what judges sets of whole sentences for
`salience` picks one. On the six news sets of `benchmarks/quality.py` this gained 0.7 of ROUGE-1
over taking the best sentences in turn, each as its best draft for the room that was left.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from summarize import language
from summarize.length import Length
from summarize.methods.abstractive.candidates import Draft
from summarize.methods.extractive import Terms
from summarize.methods.graph import Vector
from summarize.methods.repetition import Repetition
from summarize.methods.salience import Judged, Versions, vocabulary, worth

__all__ = ["Offer", "best_together"]

WIDTH = 40  # sets of each size that are built on; three times as many changed nothing

# Points of ROUGE-1 for a word that all of the model's rewritings keep beyond what drafts need: from
# 0 to 0.3 moved 0.2 on news, this the best.
VALUE = 0.1


@dataclass(frozen=True, slots=True)
class Offer:
    """A draft of a sentence, and the words it takes up where it stands.

    Attributes:
        index: of the sentence.
        draft: how it could stand.
        words: of the draft, and of the name it may be given.
    """

    index: int
    draft: Draft
    words: int


@dataclass(frozen=True, slots=True)
class _Set:
    """Offers that keep the length, and the terms they have. Shape of `held`: (terms,)."""

    places: tuple[int, ...]
    words: int
    held: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Search:
    """What sets are built of.

    Attributes:
        offers: by sentence.
        clashes: whether no set may have both of two offers. Shape (offers, offers).
        versions: the offers as `worth` sees them.
        likely: for each term how likely a summary has it. Shape (terms,).
        length: the length; `most` counts sentences before any are joined.
        apart: sentences that need no joint; each beyond takes a word.
    """

    offers: Sequence[Offer]
    clashes: npt.NDArray[np.bool_]
    versions: Versions
    likely: Vector
    length: Length
    apart: int

    def sets(self) -> Iterator[_Set]:
        """The best sets of one offer, then of two, and so on while any fit."""
        front = [_Set((), 0, np.zeros(len(self.likely), dtype=np.bool_))]
        while front:
            longer: dict[tuple[int, ...], tuple[float, _Set]] = {}
            for made in front:
                for score, one in self._longer(made):
                    longer.setdefault(one.places, (score, one))
            ordered = sorted(longer.values(), key=lambda found: (-found[0], found[1].places))
            front = [one for _, one in ordered[:WIDTH]]
            yield from front

    def _longer(self, made: _Set) -> Iterator[tuple[float, _Set]]:
        """The set with each offer added that fits, and the likely terms a word of it has."""
        length, count = self.length, len(made.places)
        if length.most is not None and count >= length.most:
            return
        assert length.words is not None
        joint = int(count >= self.apart)
        clashing = {int(at) for at in np.argwhere(self.clashes[list(made.places)])[:, 1]}
        fresh = np.where(made.held, 0.0, self.likely)
        added = (self.versions.has * fresh).sum(axis=1)
        covered = float((made.held * self.likely).sum())
        for place, offer in enumerate(self.offers):
            words = made.words + offer.words + joint
            if words <= length.words and place not in clashing:
                held = made.held | self.versions.has[place]
                places = tuple(sorted((*made.places, place)))
                score = round((covered + float(added[place])) / (words + length.words), 9)
                yield score, _Set(places, words, held)


def best_together(
    terms: Terms,
    judged: Judged,
    offers: Sequence[Offer],
    length: Length,
    *,
    apart: int,
    may_stand: Callable[[Collection[int]], bool],
) -> Mapping[int, Draft] | None:
    """The drafts that are best together, by sentence; None where none of them fits.

    Args:
        terms: those of the sentences of the document, an English one.
        judged: it, judged.
        offers: what there is to choose from.
        length: with a number of words; `most` counts sentences before any are joined.
        apart: sentences that need no "and" between them; each beyond takes a word more.
        may_stand: whether sentences of these indices may stand without the others; others are
            only chosen where none may.
    """
    offers = sorted(offers, key=lambda offer: offer.index)
    if not offers:
        return None
    versions = _versions(terms, offers)
    search = _Search(offers, _clashes(terms, offers), versions, judged.likely, length, apart)
    found = [s.places for s in search.sets()]
    if not found:
        return None
    enough = [places for places in found if len(places) >= length.least] or found
    clear = [places for places in enough if may_stand({offers[p].index for p in places})]
    enough = clear or enough
    assert length.words is not None
    values = worth(judged, versions, enough, length.words)
    values += [VALUE * sum(offers[p].draft.value for p in places) for places in enough]
    best = enough[int(np.round(values, 6).argmax())]
    return {offers[p].index: offers[p].draft for p in best}


def _versions(terms: Terms, offers: Sequence[Offer]) -> Versions:
    """What each offer has of the document's terms."""
    known = {term: at for at, term in enumerate(vocabulary(terms))}
    has = np.zeros((len(offers), len(known)), dtype=np.bool_)
    for place, said in enumerate(language.terms([o.draft.text for o in offers], "en")):
        has[place, [known[term] for term in said if term in known]] = True
    of = np.array([offer.index for offer in offers])
    return Versions(of, np.array([float(o.draft.words) for o in offers]), has)


def _clashes(terms: Terms, offers: Sequence[Offer]) -> npt.NDArray[np.bool_]:
    """Whether two offers are of one sentence, or of two of which one repeats the other."""
    indices = list(dict.fromkeys(offer.index for offer in offers))
    said = [terms[i] for i in indices]
    drafts = sorted((offer.draft.words, offer.draft.text, offer.index) for offer in offers)
    longest = {index: text for _, text, index in drafts}
    texts = [longest[i] for i in indices]
    clashes = np.eye(len(indices), dtype=np.bool_)
    for place in range(len(indices)):
        redundancy = Repetition(said, texts, "en")
        redundancy.add(place)
        clashes[place] |= [redundancy.repeats(other) for other in range(len(indices))]
    column = [indices.index(offer.index) for offer in offers]
    return (clashes | clashes.T)[np.ix_(column, column)]
