"""The summarizer `salience`: learned scores for words, sentences and sets of sentences."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import ClassVar, Self

import numpy as np

from summarize import summary
from summarize.document import Document, count_words
from summarize.errors import SummaryError
from summarize.length import Length
from summarize.methods.extractive import (
    Extractive,
    Terms,
    best_first,
    document_terms,
    edited,
    length_notes,
    select_sentences,
    summary_from_scores,
)
from summarize.methods.graph import Vector
from summarize.methods.repetition import Repetition
from summarize.methods.salience.features import Sheet, with_words
from summarize.methods.salience.forest import Forest
from summarize.methods.salience.lexicon import Lexicon
from summarize.methods.salience.sentence_sets import SET, Judged, Sets, Versions, candidates, rows
from summarize.methods.standalone import Standalone
from summarize.methods.textrank import TextRank
from summarize.summary import Summary

__all__ = [
    "EMBEDDED",
    "Model",
    "Salience",
    "embedded",
    "is_for_sets",
    "judge",
    "together",
    "unlike",
    "worth",
]

EMBEDDED = Path(__file__).parent / "model" / "salience.npz"

# Sets are made of the best so many sentences that do not repeat each other: several times what a
# summary of 250 words holds of the best, and few enough to try many sets of them.
POOL = 16
MOST_WORDS = 250  # longer summaries than any the forest of sets was taught: the scores decide
LEAST_LIKELY = 1e-3  # a forest may answer below 0

# Points of ROUGE-1 that a set is worth for each likely term a word of it has (`covered_share`), on
# top of what its forest says: tuned on half of the evaluation sets for +0.1 on news, and +0.4 on
# the other half; 0.8 and 1.2 times as much do within 0.1 as well.
COVER = 57.0

# Points that TextRank's own choice has ahead of the others, for where the forest is not sure, and
# each sentence of a set. Tuned on the same sets, both halves in view: +0.5 on news together, of
# which 0.35 is one document of `newsroom`; from 0.4 to 0.6, and 0.2 to 0.4, within 0.1.
USUAL, MORE = 0.6, 0.3

# And what takes points off it, for each of its sentences: leaning on one left out, quoting nobody,
# having no full stop, being a few words ("Terrible.") that only fill the room. All four together
# cost 0.1 on news and nothing elsewhere, and spare readers what ROUGE does not see.
HANGING, QUOTED, UNFINISHED, BRIEF = 0.3, 1.0, 2.0, 3.0
BRIEF_WORDS = 6

# Points for a set whose terms all recur soon after (its sentences state what others elaborate on),
# and off one that is all quotation: fitted to the ROUGE-1 of the sets of half 0, of five such signs
# chosen with both halves in view: +0.3 on the news of either half, nothing to +0.3 elsewhere.
ELABORATED, QUOTING = 6.5, 6.0


# Learned on English news, the forests choose as well as `textrank` or better in French, Indonesian
# and Japanese, and worse in these languages, whose news is written in another order.
WORSE_THAN_TEXTRANK = frozenset({"ar", "ur", "vi"})
_FALLBACK = "salience was learned on English news and is worse in this language: textrank was used"


@dataclass(frozen=True, slots=True)
class Model:
    """The lexicon and the forests, as they are stored in one file of arrays."""

    lexicon: Lexicon
    words: Forest
    scores: Forest
    hits: Forest
    sets: Forest

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read what `training/salience.py` wrote."""
        with np.load(path) as stored:
            arrays = dict(stored)
        stems = arrays["stems"].tobytes().decode("utf-8").split("\n")
        lexicon = Lexicon(stems, arrays["rarity"], arrays["telling"])
        forests = [Forest.of(arrays, name) for name in ("words", "scores", "hits", "sets")]
        return cls(lexicon, *forests)


@cache
def embedded() -> Model:
    """The model in the package, loaded once a process."""
    return Model.load(EMBEDDED)


def judge(document: Document, terms: Terms, model: Model) -> Judged:
    """Judge the words and sentences of a document with at least one sentence."""
    sheet = Sheet.of(document, terms, model.lexicon, document.title)
    likely = np.clip(model.words.values(sheet.words), LEAST_LIKELY, 1.0)
    known = with_words(sheet, likely)
    return Judged(sheet, likely, model.scores.values(known), model.hits.values(known))


@dataclass(frozen=True)
class Salience(Extractive):
    """Learned: sentences, and sets of them, that human summaries of news would say."""

    name: ClassVar[str] = "salience"
    weighs: ClassVar[bool] = False

    def scores(self, document: Document, terms: Terms) -> list[float]:
        """One a sentence, from 0 to 1, the best 1."""
        if document.language in WORSE_THAN_TEXTRANK:
            return TextRank().scores(document, terms)
        blended: list[float] = judge(document, terms, embedded()).blended.tolist()
        return blended

    def summarize(self, document: Document, length: Length) -> Summary:
        """The summary made of the set of sentences that is best together.

        Raises:
            SummaryError: the document has no sentence.
        """
        if not document.sentences:
            raise SummaryError(document.source, "nothing to summarize: it holds no sentence")
        if document.language in WORSE_THAN_TEXTRANK:
            ranked = TextRank(verbatim=self.verbatim).summarize(document, length)
            return replace(ranked, summarizer=self.name, notes=(*ranked.notes, _FALLBACK))
        terms = document_terms(document)
        judged = judge(document, terms, embedded())
        scores: list[float] = judged.blended.tolist()
        resolved = length.of(document.words)
        alone = Standalone(document, self.verbatim, length.style == "bullets")
        if not is_for_sets(document, resolved):
            return summary_from_scores(
                document, scores, length, summarizer=self.name, terms=terms, alone=alone
            )
        chosen = together(document, terms, judged, resolved, alone)
        sentences = edited(alone, chosen, scores, resolved)
        sizes = [document.sentences[i].words for i in chosen]
        notes = list(length_notes(sizes, resolved, sum(count_words(s.text) for s in sentences)))
        return summary.compose(
            document, sentences, length=length, summarizer=self.name, notes=notes
        )


def together(
    document: Document, terms: Terms, judged: Judged, length: Length, alone: Standalone
) -> tuple[int, ...]:
    """The sentences that are best together, in order.

    Args:
        document: with at least one sentence.
        terms: those of its sentences.
        judged: it, judged.
        length: one that `is_for_sets`, its share resolved.
        alone: what the sentences need to be read alone.
    """
    assert length.words is not None
    among = unlike(document, terms, judged.blended.tolist())
    usual = tuple(select_sentences(document, judged.textrank, length, terms, alone))
    sets = list(dict.fromkeys([*candidates(judged, among, length, alone.group), usual]))
    if asking := frozenset(alone.requests):
        sets = [chosen for chosen in sets if not asking.isdisjoint(chosen)] or [usual]
    standing = [one for one in sets if not alone.unmet(one) and not alone.has_twins(one)]
    filling = [one for one in standing if _fills(judged, one, length)]
    if not filling and _fills(judged, usual, length):
        filling = [usual]  # `select` fills a length wherever whole sentences do
    sets = filling or standing or [usual]
    values = worth(judged, *Versions.whole(judged.sheet, sets), length.words)
    if usual in sets:
        values[sets.index(usual)] += USUAL
    return sets[int(values.argmax())]


def _fills(judged: Judged, chosen: Sequence[int], length: Length) -> bool:
    return float(judged.sheet.sizes[list(chosen)].sum()) >= length.to_fill


def is_for_sets(document: Document, length: Length) -> bool:
    """Whether several sentences are chosen, within a number of words."""
    sizes = [s.words for s in document.sentences]
    return (
        length.words is not None
        and length.words <= MOST_WORDS
        and length.style == "prose"
        and not length.admits(sizes)
    )


def unlike(document: Document, terms: Terms, scores: list[float]) -> list[int]:
    """The best sentences, none of which repeats a better one, best first."""
    redundancy = Repetition(terms, [s.text for s in document.sentences], document.language)
    indices: list[int] = []
    for index in best_first(scores):
        if len(indices) == POOL:
            break
        if not redundancy.repeats(index):
            redundancy.add(index)
            indices.append(index)
    return indices


def worth(judged: Judged, versions: Versions, sets: Sets, budget: int) -> Vector:
    """What each set of sentences is worth, in points of ROUGE-1, in a summary of so many words.

    Args:
        judged: the document.
        versions: what the sets are of.
        sets: of indices of versions, in order; at least one.
        budget: how many words a summary may have.

    Returns:
        Shape (sets,), rounded, so that the best is the same on every machine.
    """
    table, shown = rows(judged, versions, sets, budget), judged.sheet.shown
    values: Vector = embedded().sets.values(table) + COVER * table[:, SET.index("covered_share")]
    values += MORE * table[:, SET.index("chosen")] - HANGING * table[:, SET.index("hanging")]
    alone = (QUOTED * shown.quoted + UNFINISHED * shown.unfinished)[versions.of]
    alone += BRIEF * (versions.sizes < BRIEF_WORDS)
    values -= np.array([alone[list(chosen)].sum() for chosen in sets])
    sheet, sizes = judged.sheet, versions.sizes
    stated = (ELABORATED * sheet.elaborated - QUOTING * sheet.quoted)[versions.of]
    values += [np.average(stated[[*one]], weights=np.maximum(sizes[[*one]], 1)) for one in sets]
    return np.round(values, 6)
