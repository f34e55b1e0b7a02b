"""A text longer than a model reads, cut where sentences end: nothing is left out, everything fits.

Sizes are in tokens, of the model that will read.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

__all__ = ["Budget", "budgets", "cut", "pack"]

# What a text is shortened to before it is read again: half is what a model trained to summarize
# still writes from what it reads; the reduction ends after log2(size / room) rounds at most.
MOST_KEPT = 0.5
FILLED = 0.9  # of the room for the next round: what is written is not as long as was asked
SENTENCE = 40  # tokens: with less, a model breaks off in the middle of what it has begun


class Budget(NamedTuple):
    """How long what is written may be, in tokens."""

    least: int
    most: int


def pack(sizes: Sequence[int], room: int) -> list[range]:
    """As few chunks of neighbouring sentences as hold them all, filled as alike as can be.

    A last chunk of one sentence would be summarized as if it were an article of its own.

    Args:
        sizes: tokens of each sentence.
        room: tokens of a chunk at most; a sentence above it is a chunk of its own: `cut` it first.

    Returns:
        The sentences of each chunk, in order, by their indices.
    """
    if not sizes or max(sizes) > room:
        return _filled(sizes, room) if sizes else []
    count = len(_filled(sizes, room))
    low, high = max(sizes), room  # the least room that makes no more chunks
    while low < high:
        middle = (low + high) // 2
        if len(_filled(sizes, middle)) > count:
            low = middle + 1
        else:
            high = middle
    return _filled(sizes, high)


def _filled(sizes: Sequence[int], room: int) -> list[range]:
    """Chunks filled one after the other."""
    chunks, start, held = [], 0, 0
    for index, size in enumerate(sizes):
        if held + size > room and index > start:
            chunks.append(range(start, index))
            start, held = index, 0
        held += size
    return [*chunks, range(start, len(sizes))]


def cut(text: str, count: Callable[[str], int], room: int) -> Iterator[str]:
    """A sentence in pieces that fit, cut between words; within one only where it alone is too long.

    Args:
        text: the sentence.
        count: tokens of a text.
        room: tokens of a piece at most; what even one letter exceeds is given as it is.
    """
    while len(text) > 1 and count(text) > room:
        joint = " " if " " in text else ""
        parts = text.split(joint) if joint else [*text]
        fit = _longest(parts, joint, count, room)
        head = joint.join(parts[:fit])
        yield from cut(head, count, room) if joint and fit == 1 else [head]
        text = joint.join(parts[fit:])
    if text:
        yield text


def _longest(parts: Sequence[str], joint: str, count: Callable[[str], int], room: int) -> int:
    """How many of the first parts fit, but not all of them, and at least one; by halving."""
    low, high = 1, len(parts) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if count(joint.join(parts[:middle])) <= room:
            low = middle
        else:
            high = middle - 1
    return low


def budgets(sizes: Sequence[int], room: int, natural: Budget) -> list[Budget]:
    """How long each chunk's summary may be, so that all together get shorter, and come to fit.

    Args:
        sizes: tokens of each chunk.
        room: tokens that what is written should come to.
        natural: what the model was trained to write.

    Returns:
        For each chunk a budget: half its size at most, so that rounds come to an end, and a whole
        sentence at least, where that is not more.
    """
    share = FILLED * room / max(1, sum(sizes))
    mosts = [
        max(1, min(max(int(share * size), SENTENCE), int(MOST_KEPT * size), natural.most))
        for size in sizes
    ]
    return [Budget(min(natural.least, most // 2), most) for most in mosts]
