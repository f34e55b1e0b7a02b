"""Drafts of a sentence: the model says what it would leave out, the rules what may be.

The embedded model rewrites a sentence a few times over. What a rewriting leaves out is a vote on
every word. The cuts that the rules allow (`cutting`) are then made as far as the votes go, from
few to many: each a draft. A rewriting of the model's own that breaks no rule (`wording`) is one
too, and so is the sentence itself. The best draft for the room there is keeps what the model
keeps, and loses what it loses.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from summarize.document import count_words
from summarize.methods.abstractive import alignment
from summarize.methods.abstractive.compression import ASIDES, DAYS, Cut, Words, cuts
from summarize.methods.abstractive.rewriter import (
    FREE,
    MOST_TOKENS,
    Hypothesis,
    Pending,
    Rewriter,
    Token,
    ratio,
)

__all__ = ["Asked", "Draft", "Sheet", "ask", "best", "drafts", "urgent"]

CONTROLS = (FREE, ratio(0.5))
# An editor's own choice of length, and half. A third, at 0.7, moved no draft of twenty articles,
# and costs as much time again.

KEPT = 0.6  # a word that fewer of the rewritings leave out is worth its room
LADDER = (0.6, 0.45)  # of the rewritings: what has fewer votes is not cut
# Cutting by fewer votes, to fit one more sentence in, cost 0.4 of ROUGE-1 on news: a shorter
# sentence taken whole says more.
LAST = (0.3, 0.1, -1.0)  # for a sentence that is too long however it is cut else; -1 cuts all
NONE = 2.0  # votes for no cut but those that are made in any case
LEAST = 3.0  # and for those alone that take away what is the page's, not the sentence's
TOLD = 0.3  # of a vote: what it counts against leaving out a word that the article tells of
FORMAL = frozenset(
    [("that",), *((who, verb) for who in ("who", "which", "that")
                  for verb in ("is", "are", "was", "were"))]
)  # fmt: skip
LEAST_WORDS = 5  # of a draft
_TWICE = re.compile(r"(?<=\w)\.\.$")  # the full stop of R-Ore. and the sentence's
STRANGE = 2  # words that are not the source's, in a rewriting that may vote


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence as it could stand in the summary.

    Attributes:
        text: it, as it would be printed.
        words: its words.
        value: what its words are worth, by the votes; higher is better.
        own: whether it is the source's own sentence.
        also: indices of the other sentences it rests on, where it was joined or given a name.
        urgent: whether it is cut beyond what the model would; for where nothing else fits.
    """

    text: str
    words: int
    value: float
    own: bool
    urgent: bool = False
    also: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Sentences given to the model, and what it will answer."""

    texts: tuple[str, ...]
    tokens: tuple[list[Token], ...]
    pending: Pending


def ask(model: Rewriter, texts: Sequence[str]) -> Asked:
    """Have the model rewrite sentences of one document; the answer is waited for by `drafts`."""
    tokens = tuple(model.tokens(text) for text in texts)
    short = [t if len(t) <= MOST_TOKENS else [] for t in tokens]
    jobs = [(t, control) for t in short if t for control in CONTROLS]
    pending = model.begin([t for t, _ in jobs], [control for _, control in jobs])
    return Asked(tuple(texts), tuple(short), pending)


def drafts(
    asked: Asked, finish: Callable[[int, str], str], worth: Callable[[str], float]
) -> list[list[Draft]]:
    """For each sentence its drafts, the one of highest value first.

    Args:
        asked: the sentences.
        finish: makes of the text of the sentence of that number what is printed.
        worth: how much of the article is about a word, 0-1.
    """
    answers = iter(asked.pending.result())
    found = []
    for number, (text, tokens) in enumerate(zip(asked.texts, asked.tokens, strict=True)):
        hypotheses = [h for _ in CONTROLS for h in next(answers)] if tokens else []
        sheet = Sheet(text, tokens, hypotheses, worth)
        made: dict[str, Draft] = {}
        for draft in sheet.drafts():
            if not draft.own and _misfit(draft.text) and not _misfit(text):
                continue
            written = finish(number, draft.text)
            made.setdefault(written, _finished(draft, written))
        found.append(sorted(made.values(), key=lambda d: -d.value))
    return found


def urgent(of: Sequence[Draft], room: int) -> Draft:
    """The longest draft for so many words, however it is cut; the shortest where none fits."""
    fitting = [draft for draft in of if draft.words <= room]
    if fitting:
        return max(fitting, key=lambda draft: (draft.words, draft.value))
    return min(of, key=lambda draft: draft.words)


def _misfit(text: str) -> bool:
    """Whether an article no longer fits its word: a official."""
    return bool(
        re.search(r"\b[Aa] (?:[ai]|e(?!u)|o(?!n[ce]))[a-z]|\b[Aa]n [bcdfgjklmnpqrstvwxyz]", text)
    )


def best(of: Sequence[Draft], room: int, *, tight: bool) -> Draft | None:
    """The draft for so many words: of highest value where `tight`, else the longest."""
    fitting = [draft for draft in of if draft.words <= room and not draft.urgent]
    if tight or not fitting:
        return next(iter(fitting), None)
    return max(fitting, key=lambda draft: (draft.words, draft.value))


def _finished(draft: Draft, written: str) -> Draft:
    return replace(draft, text=written, words=count_words(written))


class Sheet:
    """A sentence on the editor's desk.

    Args:
        text: the sentence.
        tokens: its word pieces; none where it is too long for the model.
        hypotheses: the model's rewritings of it.
        worth: how much of the article is about a word, 0-1.
    """

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        hypotheses: Sequence[Hypothesis],
        worth: Callable[[str], float] = lambda word: 0.0,
    ) -> None:
        self.text = " ".join(text.split())
        self.source = alignment.words(tokens)
        self.given = text
        self.words = Words.of(self.source, text)
        self.allowed = cuts(self.words)
        self._read = [self._aligned(h) for h in hypotheses]
        self.votes = self._votes(worth)

    def _aligned(self, hypothesis: Hypothesis) -> tuple[list[str], list[int | None]]:
        pieces = [Token(piece, 0, 0) for piece in hypothesis.pieces]
        output = [word.text for word in alignment.words(pieces)]
        return output, alignment.aligned(output, self.source)

    def _votes(self, worth: Callable[[str], float]) -> list[float]:
        """For each word the share of the rewritings that leave it out, less what it is worth."""
        known = [
            {place for place in places if place is not None}
            for _, places in self._read
            if places and places.count(None) <= STRANGE
        ]
        count = len(self.source)
        if not known:
            return [0.0] * count
        return [
            sum(i not in kept for kept in known) / len(known) - TOLD * worth(word.text)
            for i, word in enumerate(self.source)
        ]

    def drafts(self) -> Iterator[Draft]:
        """The sentence, cut less and more, and the rewritings that may stand."""
        if not self.source:
            yield Draft(self.text, count_words(self.text), 0.0, own=True)
            return
        tried: set[tuple[Cut, ...]] = set()
        for least in (LEAST, NONE, *LADDER, *LAST):
            taken = self._taken(least)
            if taken not in tried:
                tried.add(taken)
                gone = {i for cut in taken for i in range(*cut)}
                places = [i for i in range(len(self.source)) if i not in gone]
                output = [self.source[i].text for i in places]
                if least >= NONE or not alignment.ends_open(output) or self._ends_alike(places):
                    yield replace(self._draft(output, places), urgent=least in LAST)
        yield from self._rewritten()

    def _ends_alike(self, places: Sequence[int]) -> bool:
        """Whether what is left ends with the sentence's own last words: , the mayor said."""
        last = self.words.last
        return len(places) > 2 and {last - 2, last - 1} <= {*places}

    def _rewritten(self) -> Iterator[Draft]:
        for output, places in self._read:
            kept = [place for place in places if place is not None]
            orphaned = alignment.orphans(kept, self.words)
            if not orphaned and not alignment.refused(output, places, self.source, self.allowed):
                yield self._draft(output, places)

    def _draft(self, output: Sequence[str], places: Sequence[int | None]) -> Draft:
        text = _TWICE.sub(".", alignment.restored(output, places, self.source, self.given))
        value = sum(KEPT - self.votes[place] for place in places if place is not None)
        folded = " ".join(text.split())
        return Draft(folded, count_words(text), value, own=folded == self.text)

    def _taken(self, least: float) -> tuple[Cut, ...]:
        """The cuts that so large a share of the votes is for, none within another.

        What belongs to the page and not to the sentence, its dateline and the "But" that ties it
        to the one before, goes in any case.
        """
        taken: list[Cut] = []
        for gain, cut in sorted((-self._gain(cut, least), cut) for cut in self.allowed):
            free = all(cut.end <= other.start or other.end <= cut.start for other in taken)
            tied = self._ties(cut) and (least < LEAST or cut.start == 0)
            if free and (gain <= 0 or tied) and self._leaves_enough(taken, cut):
                taken.append(cut)
        return tuple(sorted(taken))

    def _gain(self, cut: Cut, least: float) -> float:
        """The votes for a cut beyond the least it needs, its words together."""
        return round(sum(vote - least for vote in self.votes[cut.start : cut.end]), 9)

    def _ties(self, cut: Cut) -> bool:
        """Whether a cut takes what is the page's, the day's or the grammar's."""
        out = self.words.texts[cut.start : cut.end]
        if cut.start == 0:
            return out[-1] != ","
        inner = tuple(word for word in out if word != ",")
        return out in FORMAL or inner in ASIDES or any(word in DAYS for word in out[:2])

    def _leaves_enough(self, taken: Sequence[Cut], cut: Cut) -> bool:
        gone = {i for one in (*taken, cut) for i in range(*one)}
        kept = [i for i in range(len(self.source)) if i not in gone]
        content = sum(self.words.texts[i].isalnum() for i in kept)
        return content >= LEAST_WORDS and not alignment.orphans(kept, self.words)
