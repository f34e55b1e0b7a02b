"""A list of English words that answers one question: is this a word?

The words are those of 18,000 news articles that stand in eight or more of them, without words that
are mostly written with a hyphen; and the first parts of compounds, with their hyphen. They are kept
as a Bloom filter (Bloom, Communications of the ACM 1970) of 32 kB: a word of the list is always
known; of others one in fifty is, too. `training/words.py` makes the file.
"""

import zlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

__all__ = ["filter_of", "is_english_word"]

BITS = 1 << 18
HASHES = 5


def is_english_word(word: str) -> bool:
    """Return whether `word`, in lower case, is in the list; `self-` is the part of a compound."""
    bits = _filter()
    return all(bits[place >> 3] >> (place & 7) & 1 for place in _places(word))


def filter_of(words: Iterator[str]) -> bytes:
    """Return the filter that knows these words."""
    bits = bytearray(BITS // 8)
    for word in words:
        for place in _places(word):
            bits[place >> 3] |= 1 << (place & 7)
    return bytes(bits)


@cache
def _filter() -> bytes:
    return files("summarize.reading").joinpath("data/english_words.bloom").read_bytes()


def _places(word: str) -> Iterator[int]:
    data = word.encode()
    first, step = zlib.crc32(data), zlib.crc32(data, 0x9E3779B9) | 1
    return ((first + number * step) % BITS for number in range(HASHES))
