"""Longest common subsequences of word lists, a whole column of the table at a time.

The textbook table costs one step for each pair of words. Neighbouring cells of a column differ by
0 or 1, so a column is held as the bits of one integer: bit i is clear where the subsequence
grows at word i of the first list. One addition and two logical operations make the next column
(Crochemore et al., "A fast and practical bit-vector algorithm for the longest common subsequence
problem", IPL 80, 2001; Hyyrö, "Bit-parallel LCS-length computation revisited", 2004). Python's
integers are as wide as they need to be.
"""

from collections.abc import Iterable, Sequence
from itertools import compress, count

__all__ = ["length", "positions", "union_positions"]


def length(first: Sequence[str], second: Sequence[str]) -> int:
    """How many words the longest common subsequence of the two lists has."""
    shared = set(first).intersection(second)
    words = [word for word in first if word in shared]
    masks, full = _masks(words), (1 << len(words)) - 1
    column = full
    for word in second:
        if word in shared:
            matched = column & masks[word]
            column = ((column + matched) | (column - matched)) & full
    return len(words) - column.bit_count()


def positions(first: Sequence[str], second: Sequence[str]) -> list[int]:
    """The places in `first` of one longest common subsequence.

    Of several it is the one that a walk back through the table reads out when it takes each match
    it meets, and otherwise goes back in `first` unless only going back in `second` keeps the
    length: the one `rouge-score` takes, on which ROUGE-Lsum depends.
    """
    return union_positions(first, [second])


def union_positions(first: Sequence[str], others: Iterable[Sequence[str]]) -> list[int]:
    """The places in `first` that are in its common subsequence with any of `others`."""
    masks, full = _masks(first), (1 << len(first)) - 1
    union = 0
    for other in others:
        if columns := _columns(masks, full, other):
            union |= _walk_back(columns, full)
    return list(compress(count(), map("1".__eq__, reversed(f"{union:b}"))))


def _masks(words: Iterable[str]) -> dict[str, int]:
    """For each word the bits of the places where it stands."""
    masks: dict[str, int] = {}
    bit = 1
    for word in words:
        masks[word] = masks.get(word, 0) | bit
        bit <<= 1
    return masks


def _columns(masks: dict[str, int], full: int, other: Sequence[str]) -> list[tuple[int, int]]:
    """For each word of `other`: where it stands in the first list, and the column of the table.

    Words that the first list has not leave the column as it is. One such column is kept of a run,
    since the walk back stops at it; none at the beginning, where the column has no steps. Bits
    carried past the end of the list mean nothing and stay.
    """
    columns: list[tuple[int, int]] = []
    column, last = full, 0
    for word in other:
        if word in masks:
            last = masks[word]
            matched = column & last
            column = (column + matched) | (column - matched)
            columns.append((last, column))
        elif last:
            last = 0
            columns.append((0, column))
    return columns


def _walk_back(columns: list[tuple[int, int]], full: int) -> int:
    """The bits of the places that the walk back through `columns` takes."""
    taken, allowed = 0, full
    for match, column in reversed(columns):
        candidates = (match | ~column) & allowed
        if not candidates:
            break
        top = 1 << (candidates.bit_length() - 1)
        if match & top:
            taken |= top
            allowed = top - 1
        else:
            allowed = (top << 1) - 1
    return taken
