"""Repetition: whether a sentence makes the same statement as one that was chosen before.

Sharing words is not enough. "The minister will resign." and "The minister will not resign." share
all but one, and captions of one gallery share their headline. A sentence repeats another only if
nearly every word of it stands in the other, in the same order, no figure or name is new, and the
two have the same negations and conditions and are both questions or neither.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import chain
from typing import NamedTuple

from summarize import language
from summarize.language.profiles import profile

__all__ = ["Repetition"]

# At most one content word in so many may be missing from the other sentence. Of 2,600 pairs of
# sentences of news articles that share 60 % of the terms of the shorter, 45 drawn at random held
# one true repetition, which shared all of them; the rest were captions, questions and answers,
# and sentences on one subject.
WORDS_FOR_EACH_NEW = 8
LEAST_IN_ORDER = 0.75  # of the shared words; a clause that moved to the front keeps more

# Shared rare terms before two sentences are compared in full.
MATCHES = 3

_CONTRACTED = re.compile(r"n['’]t\b|\bcan(?=not\b)", re.IGNORECASE)
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"(?:(?<=\w )|(?<=\w[,;:] ))[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+")
_ASKS = re.compile(r"[?？؟;;][\"'”’»)\]」』]*$")


class _Claim(NamedTuple):
    """What has to be the same in two sentences that make the same statement."""

    operators: tuple[str, ...]
    asks: bool


@dataclass(slots=True)
class Repetition:
    """Knows which sentences were chosen, and whether another repeats one of them.

    Only sentences with the same operators and mood are compared, and of those with figures only
    sentences that have the rarest of them. Else, of k terms that share at least c with another
    sentence any k - c + m hold m shared ones, so only the rarest so many are looked up (prefix
    filtering: Chaudhuri, Ganti & Kaushik, ICDE 2006).
    (Protocol: `length.Redundancy`.)

    Attributes:
        sentences: the terms of each sentence, as `language.terms` gives them.
        texts: its text.
        code: the language, for its words of negation, condition and doubt.
    """

    sentences: Sequence[Sequence[str]]
    texts: Sequence[str]
    code: str = language.UNKNOWN
    _counts: Counter[str] = field(default_factory=Counter)
    _having: dict[tuple[_Claim, str], list[int]] = field(default_factory=dict)
    _terms: dict[int, frozenset[str]] = field(default_factory=dict)
    _folded: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._counts.update(chain.from_iterable(self.sentences))

    def repeats(self, index: int) -> bool:
        """Return whether this sentence says again what an added one says."""
        if _fold(self.texts[index]) in self._folded:
            return True
        terms = frozenset(self.sentences[index])
        if not terms or not self._folded:
            return False
        needed = _needed(len(terms))
        return any(
            len(terms & self._terms[other]) >= needed and self._same_statement(index, other)
            for other in self._candidates(index, terms, needed)
        )

    def _candidates(self, index: int, terms: frozenset[str], needed: int) -> Iterator[int]:
        """Yield the added sentences that may make the same statement."""
        claim, figures = self._claim(index), self._figures(index)
        if figures:
            having = [self._having.get((claim, f"#{figure}"), []) for figure in figures]
            yield from min(having, key=len)
            return
        rarest = sorted(terms, key=lambda term: (self._counts[term], term))
        rarest = rarest[: len(terms) - needed + min(MATCHES, needed)]
        shared = Counter(
            chain.from_iterable(self._having.get((claim, term), ()) for term in rarest)
        )
        yield from (other for other, count in shared.items() if count >= min(MATCHES, needed))

    def add(self, index: int) -> None:
        """Record that this sentence was chosen."""
        self._folded.add(_fold(self.texts[index]))
        claim = self._claim(index)
        terms = self._terms[index] = frozenset(self.sentences[index])
        for key in (*terms, *(f"#{figure}" for figure in self._figures(index))):
            self._having.setdefault((claim, key), []).append(index)

    def _line(self, index: int) -> str:
        return " ".join(self.texts[index].split())

    def _claim(self, index: int) -> _Claim:
        text = self._line(index)
        known = profile(self.code).operators
        operators = [word for word in language.words(text, self.code) if word in known]
        operators += ["not"] * len(_CONTRACTED.findall(text)) if self.code == "en" else []
        return _Claim(tuple(sorted(operators)), bool(_ASKS.search(text)))

    def _figures(self, index: int) -> frozenset[str]:
        return frozenset(_FIGURE.findall(self.texts[index]))

    def _same_statement(self, index: int, other: int) -> bool:
        """Return whether no figure or name is new, no word replaced, and the order kept."""
        if not self._figures(index) <= self._figures(other):
            return False
        names = {name for name in _NAME.findall(self._line(index)) if name[0].isupper()}
        if not names <= _names(self._line(other)):
            return False
        ours, theirs = self.sentences[index], self.sentences[other]
        matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
        shared = sum(block.size for block in matcher.get_matching_blocks())
        substituted = any(kind == "replace" for kind, *_ in matcher.get_opcodes())
        return not substituted and shared >= LEAST_IN_ORDER * len(ours)


def _needed(size: int) -> int:
    """Return how many of so many terms must be in the other sentence."""
    return max(1, size - size // WORDS_FOR_EACH_NEW)


def _names(text: str) -> set[str]:
    """Return every word as it is written, and the first with a capital."""
    words = _WORD.findall(text)
    return {*words, *(word.capitalize() for word in words[:1])}


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()
