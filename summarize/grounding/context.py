"""How well the words around one place agree with the words around another.

What tells a name put in another's place is not the name but the words beside it: of two copies of
a sentence the neighbours are the same. The words nearest count most, words of substance more than
words of grammar, and a few may have been left out on either side, as an editor leaves them out.
"""

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from summarize.grounding.tokens import Line, Word

__all__ = [
    "LOOSE",
    "PARENTHESIS",
    "TIGHT",
    "Spot",
    "agreement",
    "full",
    "is_set_off",
    "past_parentheses",
]

REACH = 6  # words looked at on each side of the claim
WINDOW = 14  # words of the source that they are looked for in
NEARNESS = (1.0, 0.8, 0.6, 0.45, 0.35, 0.25)
GRAMMAR = 0.35  # of a word of substance
MOST_SKIPPED = 2  # words of the source passed over to find a word of grammar
LOOSE, TIGHT = 0.05, 0.2
# Of the weight, for each word of substance of the source passed over: where the source says the
# same an editor has left words out; where it says another's, only a close copy proves anything.
PARENTHESIS = 40  # words that may be set off behind a name, in several parts
MOST = 3  # of these parts, the last: the sentence goes on behind one of them


class Spot(NamedTuple):
    """A place in a line: the index of its first word, and past its last; words not looked at."""

    line: Line
    start: int
    end: int
    masked: frozenset[int] = frozenset()

    def left(self, count: int) -> Sequence[Word]:
        """So many words before it, nearest first."""
        words = self.line.words
        if not self.masked:
            return words[max(0, self.start - count) : self.start][::-1]
        found = (words[i] for i in range(self.start - 1, -1, -1) if i not in self.masked)
        return [*islice(found, count)]

    def right(self, count: int, end: int | None = None) -> Sequence[Word]:
        """So many words behind it, or behind `end`."""
        words, end = self.line.words, self.end if end is None else end
        if not self.masked:
            return words[end : end + count]
        found = (words[i] for i in range(end, len(words)) if i not in self.masked)
        return [*islice(found, count)]


def full(spot: Spot, stops: frozenset[str]) -> float:
    """The agreement of a place with itself: the most there can be."""
    total = 0.0
    for side in (spot.left(REACH), spot.right(REACH)):
        total += sum(n * _weight(w, stops) for n, w in zip(NEARNESS, side, strict=False))
    return total


def agreement(claim: Spot, source: Spot, stops: frozenset[str], skip: float = LOOSE) -> float:
    """How well the words around the claim agree with those around a place of the source.

    Args:
        claim: where it stands.
        source: where it might be from.
        stops: words of grammar.
        skip: the price of a word of substance passed over.
    """
    wanted, found = claim.right(REACH), source.right(WINDOW)
    left = _side(claim.left(REACH), source.left(WINDOW), stops, skip)
    right = _side(wanted, found, stops, skip)
    if skip == LOOSE:
        for past in past_parentheses(source.line, source.end):
            right = max(right, _side(wanted, source.right(WINDOW, past), stops, skip))
        for past in past_parentheses(claim.line, claim.end):
            right = max(right, _side(claim.right(REACH, past), found, stops, skip))
    return left + right


def _weight(word: Word, stops: frozenset[str]) -> float:
    return GRAMMAR if word.key in stops else 1.0


def _side(
    wanted: Sequence[Word], found: Sequence[Word], stops: frozenset[str], skip: float
) -> float:
    stems = [word.stem for word in found]
    at, total = 0, 0.0
    for near, word in zip(NEARNESS, wanted, strict=False):
        weight = _weight(word, stops)
        most = at + 1 + MOST_SKIPPED if weight < 1 else len(stems)
        for place in range(at, min(most, len(stems))):
            if stems[place] == word.stem:
                passed = sum(skip if w.key not in stops else LOOSE for w in found[at:place])
                total += near * weight * max(0.0, 1 - passed)
                at = place + 1
                break
    return total


def past_parentheses(line: Line, end: int) -> list[int]:
    """Where the sentence may go on behind what is set off by commas, dashes or brackets.

    Ann Reed, a clerk, of Selwick, said: before "of" and before "said". None where nothing is set
    off right behind the place.
    """
    if not is_set_off(line, end):
        return []
    reach = range(end + 1, min(end + PARENTHESIS, len(line.words)))
    return [at for at in reach if is_set_off(line, at) or line.words[at].before[:1] == ")"][-MOST:]


def is_set_off(line: Line, at: int) -> bool:
    """Whether a comma, a dash or a bracket stands before a word."""
    return at < len(line.words) and line.words[at].before[:1] in (",", "(", "-", "–", "—")
