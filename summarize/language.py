"""Languages: which one a text is in, its words, stems and stop words."""

import re
from collections.abc import Sequence
from functools import cache

import Stemmer

from summarize.errors import LanguageError

__all__ = ["UNKNOWN", "check", "detect", "stop_words", "terms"]

UNKNOWN = "und"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def detect(text: str) -> str:
    """The ISO 639-1 code of the language `text` is in, or `UNKNOWN`."""
    return "en"


def check(code: str) -> None:
    """Raise LanguageError unless `code` is a language we know or `UNKNOWN`."""
    if code not in {"en", UNKNOWN}:
        raise LanguageError(code, ["en"])


@cache
def stop_words(code: str) -> frozenset[str]:
    """The stop words of a language, lower-cased."""
    from stop_words import get_stop_words

    return frozenset(get_stop_words(code))


def terms(sentences: Sequence[str], code: str) -> list[list[str]]:
    """For each sentence the stems of its words that are no stop words, in order, repeats kept."""
    stem = Stemmer.Stemmer("english").stemWord
    stops = stop_words(code)
    return [[stem(w) for w in _WORD.findall(s.lower()) if w not in stops] for s in sentences]
