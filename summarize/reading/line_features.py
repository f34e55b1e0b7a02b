"""What a line looks like, in numbers that mean the same in every language.

Form alone: length, punctuation, capitals, digits, where a line stands and what stands around it.
No word of any language is looked at, except whether a line shares its words with the others.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "best_run",
    "body_run",
    "context_features",
    "decayed",
    "line_features",
    "word_counts",
]

PROSE_WORDS = 10
"""A line of so many words that ends as a sentence does is taken for prose."""

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
)
_CLOSED = re.compile(r"[.!?…。！？｡।؟۔։။][\"'”’»“)\]」』]*(?:\s?\[\w{1,3}\])*$")
_INNER_END = re.compile(r"[.!?…][\"'”’»)]*\s+[\"'“‘«„(]?(?=[^\W\d_])|[。！？।؟۔։။]")
_SYMBOLS = re.compile(r"[|›»·•→▸▾►☰©®@#/_=<>{}\[\]+*~^\\]")
_TIME = re.compile(  # each branch opens with the digit, which the search looks for first
    r"\d(?:[:.h]\d\d\b|(?<=\b1)9\d\d\b|(?<=\b2)0\d\d\b|[./-]\d{1,2}[./-]\d|(?<=\b\d)\d?\s?[hmd]\b)"
)
_ADDRESS_SIGNS = ("@", "://", "www.", ".com", ".org", ".net")
_ADDRESS = re.compile(r"https?://|www\.|\w@\w|(?:^|\s)@\w|\.(?:com|org|net)\b", re.IGNORECASE)
_QUOTE = re.compile(r"[\"“”„«»「」]")
_COMMAS = ",;:،、，；："
_DIGIT = re.compile(r"[\d²³¹⁰-₉①-⑨]")
_TOKEN = re.compile(r"[^\W\d_]{4,}|[\u3040-\u30ff\u4e00-\u9fff]{2}")
_SAMPLE = 2_000  # letters of a line that are looked at: what it is shows by then


def word_counts(lines: Sequence[str]) -> list[int]:
    """How many words each line has; two letters are one where words are not spaced."""
    return [_words(line) for line in lines]


def _words(line: str) -> int:
    count = len(line.split())
    if line.isascii():
        return count
    return count + len(_UNSPACED.findall(line)) // 2


def line_features(lines: Sequence[str]) -> "NDArray[np.float32]":
    """One row of numbers for each line, from its own letters.

    Returns:
        Shape (lines, 20).
    """
    import numpy as np

    counts = Counter(line.strip() for line in lines)
    rows = [_features(line[:_SAMPLE], counts[line.strip()]) for line in lines]
    return np.array(rows, np.float32).reshape(len(rows), 20)


def _features(line: str, copies: int) -> tuple[float, ...]:
    from math import log1p

    text = line.strip()
    said = text.split()
    words, letters = _words(text), max(len(text), 1)
    spoken = max(len(said), 1)
    capitals = sum([word[0].isupper() or _opens_capital(word) for word in said])
    shouted = sum([len(word) > 1 for word in said if word.isupper()])
    digits = sum(map(str.isdigit, text)) if _DIGIT.search(text) else 0
    closed = _CLOSED.search(text[-16:]) is not None
    first = text[:1]
    return (
        log1p(words),
        log1p(letters / spoken),
        closed,
        closed and words >= PROSE_WORDS,
        text.endswith((":", "：")),
        text.endswith(("…", "...", "»", "›", "→")),
        text.endswith(("?", "？", "؟", "!", "！")),
        log1p(len(_INNER_END.findall(text))),
        sum([text.count(mark) for mark in _COMMAS]) / spoken,
        capitals / spoken,
        shouted / spoken,
        digits / letters,
        len(_SYMBOLS.findall(text)) / letters,
        first.islower(),
        first.isdigit(),
        digits > 0 and _TIME.search(text) is not None,
        _has_address(text),
        _QUOTE.search(text) is not None,
        "©" in text,
        log1p(copies - 1),
    )


def _has_address(text: str) -> bool:
    """Whether a web or mail address or a handle is in it; most lines have none of the signs."""
    lower = text.lower()
    return any(sign in lower for sign in _ADDRESS_SIGNS) and _ADDRESS.search(text) is not None


def _opens_capital(word: str) -> bool:
    """Whether a capital stands behind the mark that a word opens with."""
    return word[0] in "\"“'‘(«" and word[1:2].isupper()


def body_run(words: Sequence[int], prose: Sequence[bool], penalty: float) -> tuple[int, int]:
    """The run of lines with the most words in prose less the others' (maximum subarray).

    Args:
        words: of each line.
        prose: whether each line is prose.
        penalty: what a line that is no prose costs, beside its words.

    Returns:
        Its first line, and the one past its last.
    """
    pairs = zip(words, prose, strict=True)
    return best_run([count if said else -count - penalty for count, said in pairs])


def best_run(scores: Sequence[float]) -> tuple[int, int]:
    """The run with the greatest sum of scores (maximum subarray), (0, 0) where none is positive.

    Returns:
        Its first index, and the one past its last.
    """
    best, run, total, start = 0.0, (0, 0), 0.0, 0
    for i, score in enumerate(scores):
        if total <= 0:
            total, start = 0.0, i
        total += score
        if total > best:
            best, run = total, (start, i + 1)
    return run


def context_features(lines: Sequence[str]) -> "NDArray[np.float32]":
    """One row of numbers for each line, from where it stands and what stands around it.

    Returns:
        Shape (lines, 19).
    """
    import numpy as np

    words = word_counts(lines)
    prose = [
        count >= PROSE_WORDS and _CLOSED.search(line.rstrip()[-16:]) is not None
        for line, count in zip(lines, words, strict=True)
    ]
    size = len(lines)
    said = np.array(words, np.float32) * np.array(prose, np.float32)
    other = np.array(words, np.float32) + 2.0 - said
    columns = [np.arange(size) / max(size, 1), _so_far(said), _so_far(other)]
    for decay in (0.5, 0.8, 0.95):
        for backwards in (False, True):
            near = decayed(said, decay, backwards=backwards)
            far = decayed(other, decay, backwards=backwards)
            columns += [np.log1p(near), near / (near + far + 1.0)]
    inside = np.zeros((2, size), np.float32)
    for row, penalty in zip(inside, (1.0, 6.0), strict=True):
        start, stop = body_run(words, prose, penalty)
        row[start:stop] = 1.0
    columns += [
        inside[0],
        inside[1],
        np.full(size, np.log1p(said.sum()) / 8),
        _shared(lines, inside),
    ]
    return np.stack([np.asarray(column, np.float32) for column in columns], axis=1)


def _so_far(values: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """The share of the total that stands before each line, half of its own counted."""
    import numpy as np

    total = max(float(values.sum()), 1.0)
    return np.asarray((np.cumsum(values) - values / 2) / total, np.float32)


def decayed(
    values: "NDArray[np.float32]", decay: float, *, backwards: bool
) -> "NDArray[np.float32]":
    """The sum of what stands before (or after) each line, less the further away it is."""
    import numpy as np

    order = values[::-1].tolist() if backwards else values.tolist()
    sums = list(accumulate(order, lambda total, value: total * decay + value))
    near = np.array([0.0, *sums][: len(sums)], np.float32)
    return np.asarray(near[::-1] if backwards else near, np.float32)


def _shared(lines: Sequence[str], inside: "NDArray[np.float32]") -> list[float]:
    """The share of each line's longer words that another line of the likely body has too."""
    tokens = [{t[:6] for t in _TOKEN.findall(line[:_SAMPLE].lower())} for line in lines]
    body = Counter(t for i, own in enumerate(tokens) if inside[0][i] for t in own)
    return [
        sum(body[t] > (1 if inside[0][i] else 0) for t in own) / len(own) if own else 0.0
        for i, own in enumerate(tokens)
    ]
