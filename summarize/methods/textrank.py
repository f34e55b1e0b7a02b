"""TextRank with a prior: how central a sentence is, times what its place and wording tell."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import ClassVar, Literal, NamedTuple

import numpy as np

from summarize import language
from summarize.document import Document
from summarize.language.lexicon import pattern_of
from summarize.language.profiles import phrases, profile
from summarize.methods import graph
from summarize.methods.extractive import Extractive, Terms, as_list, check_share

__all__ = ["ISOLATED_PENALTY", "ISOLATED_SHARE", "TITLE", "Signs", "TextRank", "prior", "signs"]

# The prior of TextRank. Tuned by random search for ROUGE-1 against `lead`, every set of
# benchmarks/quality.py counted alike, with one set of values for all genres; 0.1 to 0.5 of a point
# moves where one is halved or doubled. Features that did not help: questions, digits, names, words
# shared with the first sentence.
LEAD, LEAD_REACH = 2.5, 10  # the first sentences of ten weigh e^2.5 times those far below
FIRST, FIRST_REACH = 0.3, 3  # and the first three a little more
ANNOUNCING = 0.8  # +5 on abstracts, nothing elsewhere
SIZE = 0.45  # score grows with words to this power; 0 prefers fragments, 1 run-on sentences
SHORT_PENALTY, SHORT_WORDS = 1.0, 8
DANGLING_PENALTY = 0.3  # "But he …": costs 0.1 of ROUGE-1; readers miss the name
QUOTED_PENALTY = 2.5  # a quotation without its speaker; costs nothing
UNFINISHED_PENALTY = 2.0  # no full stop: a subheading, a label, a line of a table
ISOLATED_PENALTY, ISOLATED_SHARE = 3.0, 0.2  # hardly a word in common with the article
FEWEST_SENTENCES = 8  # of a text in which a sentence counts as isolated: a mail's first often is
# Of the prior's weight in languages whose news opens otherwise than the English it was tuned on:
# reference summaries of Arabic news repeat its first sentences, those of Japanese, Urdu and
# Vietnamese news do not.
LEAD_SHARE = {"ar": 2.0, "ja": 0.0, "ur": 0.0, "vi": 0.0}
# A sentence with all terms of the headline weighs e³ times one with none: from 1 to 4 on half 0 of
# `cnn_highlights`, `inshorts` and `gum` with headlines, +0.4 of ROUGE-1 there, +0.8 on half 1.
TITLE = 3.0
MOST_LEAD = 20.0  # e²⁰ is `lead` itself; more would only overflow
_ENDS = re.compile(r"[.!?…。！？｡।؟۔][\"'”’»“)\]」』]*$")
_IS_QUOTED = re.compile(r"[\"“‘«„].*[\"”’»“]$", re.DOTALL)


@dataclass(frozen=True)
class TextRank(Extractive):
    """Ranks sentences by how central they are (TextRank), with a bonus for position.

    The walk is that of Mihalcea & Tarau (EMNLP 2004). Its scores are multiplied by a prior, the
    same for every genre (`prior`), and by what they have of the headline (`titled`). `kernel=sumy`
    gives sumy's scores, without a prior.

    Attributes:
        kernel: similarity of two sentences: `graph.cosine`, `graph.overlap` or `graph.sumy`.
        damping: share of steps in which the random walk follows an edge.
        lead: weight of the opening; 0 switches the prior off, and the default differs in some
            languages (`LEAD_SHARE`).
    """

    name: ClassVar[str] = "textrank"
    kernel: Literal["cosine", "overlap", "sumy"] = "cosine"
    damping: float = graph.DAMPING
    lead: float = LEAD

    def __post_init__(self) -> None:
        check_share("damping", self.damping)
        if not 0 <= self.lead <= MOST_LEAD:
            raise ValueError(f"cannot be {self.lead}: lead is from 0 to {MOST_LEAD}")

    def scores(self, document: Document, terms: Terms) -> list[float]:
        """Return the share of its time the random walk spends on each sentence, times the prior."""
        if self.kernel == "sumy":
            return as_list(graph.sumy_walk(graph.sumy(terms), damping=self.damping))
        weights = {"cosine": graph.cosine, "overlap": graph.overlap}[self.kernel](terms)
        walked = graph.walk(weights, damping=self.damping)
        usual = LEAD_SHARE.get(document.language, 1.0) if self.lead == LEAD else 1.0
        lead = self.lead * usual
        if not lead:
            return as_list(walked)
        degrees = weights.times(np.ones(len(terms)))
        isolated = degrees < ISOLATED_SHARE * degrees.mean()
        isolated &= len(terms) >= FEWEST_SENTENCES
        logs = TITLE * titled(document, terms) - ISOLATED_PENALTY * isolated
        return as_list(walked * prior(document, lead) * np.exp(logs))


def titled(document: Document, terms: Terms) -> graph.Vector:
    """Return for each sentence the share of the headline's terms that it has.

    Headlines say what an article is about (Edmundson 1969). All are 0 where there is none.
    """
    title = frozenset(
        chain.from_iterable(language.terms([document.title or ""], document.language))
    )
    return np.array([len(title.intersection(sentence)) / max(1, len(title)) for sentence in terms])


class Signs(NamedTuple):
    """Features of the wording of each sentence, 1 or 0; shapes (sentences,).

    Attributes:
        announcing: announces a result ("we show that …").
        hanging: begins with a word that refers to the sentence before.
        quoted: is a quotation from beginning to end.
        unfinished: has no closing punctuation.
    """

    announcing: graph.Vector
    hanging: graph.Vector
    quoted: graph.Vector
    unfinished: graph.Vector


def signs(document: Document) -> Signs:
    """Return the features of the wording of each sentence of `document`."""
    texts = [s.text for s in document.sentences]
    hanging = _which(_dangling(document.language).match, texts)
    hanging[:1] = 0
    return Signs(
        announcing=_which(pattern_of("announcing", re.IGNORECASE).search, texts),
        hanging=hanging,
        quoted=_which(_IS_QUOTED.match, texts),
        unfinished=1 - _which(_ENDS.search, texts),
    )


def prior(document: Document, lead: float = LEAD, shown: Signs | None = None) -> graph.Vector:
    """Return a weight above 0 for each sentence, by position and wording; shape (sentences,).

    The opening says most (Brandow, Mitze & Rau 1995); a sentence that announces a result is one
    (Edmundson 1969); a very short sentence says little. Dangling references and quotations without
    a speaker read badly alone.

    Args:
        document: the document.
        lead: weight of the opening.
        shown: the `signs` of its sentences, where the caller has them already.
    """
    shown = shown or signs(document)
    at = np.arange(len(document.sentences))
    sizes = np.array([s.words for s in document.sentences], dtype=np.float64)
    opening = lead * np.exp(-at / LEAD_REACH) + FIRST * np.exp(-at / FIRST_REACH)
    logs = opening + ANNOUNCING * shown.announcing - SHORT_PENALTY * (sizes < SHORT_WORDS)
    logs -= DANGLING_PENALTY * shown.hanging + QUOTED_PENALTY * shown.quoted
    logs -= UNFINISHED_PENALTY * shown.unfinished
    weights: graph.Vector = np.exp(logs) * np.maximum(sizes, 1) ** SIZE
    return weights


@cache
def _dangling(code: str) -> re.Pattern[str]:
    listed = profile(code).openings.get("dangling")
    return re.compile(rf"(?:{phrases(listed)})\b" if listed else "(?!)", re.IGNORECASE)


def _which(match: Callable[[str], object], texts: Sequence[str]) -> graph.Vector:
    return np.array([match(text) is not None for text in texts], dtype=np.float64)
