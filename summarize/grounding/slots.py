"""How well the words around one place agree with the words around another.

What tells a name put in another's place is not the name but the words beside it: of two copies of
a sentence the neighbours are the same. The words nearest count most, words of substance more than
words of grammar, and a few may have been left out on either side, as an editor leaves them out.
"""

from collections.abc import Sequence

from summarize.grounding.words import Line, Word

__all__ = ["LOOSE", "TIGHT", "agreement", "full"]

REACH = 6  # words looked at on each side of the claim
WINDOW = 14  # words of the source that they are looked for in
NEARNESS = (1.0, 0.8, 0.6, 0.45, 0.35, 0.25)
GRAMMAR = 0.35  # of a word of substance
MOST_SKIPPED = 2  # words of the source passed over to find a word of grammar
LOOSE, TIGHT = 0.05, 0.2
# Of the weight, for each word of substance of the source passed over: where the source says the
# same an editor has left words out; where it says another's, only a close copy proves anything.
PARENTHESIS = 14  # words a parenthesis may have


def full(line: Line, start: int, end: int, stops: frozenset[str]) -> float:
    """The agreement of a place with itself: the most there can be."""
    total = 0.0
    for side in (_left(line, start, REACH), _right(line, end, REACH)):
        total += sum(n * _weight(w, stops) for n, w in zip(NEARNESS, side, strict=False))
    return total


def agreement(
    claim: tuple[Line, int, int],
    source: tuple[Line, int, int],
    stops: frozenset[str],
    skip: float = LOOSE,
) -> tuple[float, float]:
    """How well the words left and right of the claim agree with those of the source.

    Args:
        claim: a line, the index of the claim's first word, and that past its last.
        source: the same for the place in the source.
        stops: words of grammar.
        skip: the price of a word of substance passed over.
    """
    line, start, end = claim
    other, first, last = source
    left = _side(_left(line, start, REACH), _left(other, first, WINDOW), stops, skip)
    right = _side(_right(line, end, REACH), _right(other, last, WINDOW), stops, skip)
    past = _past_parenthesis(other, last)
    if past:
        right = max(right, _side(_right(line, end, REACH), _right(other, past, WINDOW), stops, skip))
    own = _past_parenthesis(line, end)
    if own:
        right = max(right, _side(_right(line, own, REACH), _right(other, last, WINDOW), stops, skip))
    return left, right


def _left(line: Line, start: int, count: int) -> Sequence[Word]:
    return line.words[max(0, start - count) : start][::-1]


def _right(line: Line, end: int, count: int) -> Sequence[Word]:
    return line.words[end : end + count]


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


def _past_parenthesis(line: Line, end: int) -> int:
    """Past what stands between commas, dashes or brackets right behind a place; 0 for none."""
    if end >= len(line.words) or line.words[end].before[:1] not in (",", "(", "-", "–", "—"):
        return 0
    for place in range(end + 1, min(end + PARENTHESIS, len(line.words))):
        if line.words[place].before[:1] in (",", ")", "-", "–", "—"):
            return place
    return 0
