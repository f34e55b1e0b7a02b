"""Quotations: what stands in quotation marks stands in the article, word for word."""

import re
from collections.abc import Iterator
from functools import lru_cache

from summarize.document import Span
from summarize.grounding.article import Claim, Reading, Source
from summarize.grounding.lexicon import NEGATIONS
from summarize.grounding.tokens import Line, line

__all__ = ["check_quotations", "found_in", "quoted"]

_QUOTED = re.compile(
    r"[“„]([^“”„]+)[”“]|(?<![\w\"])\"([^\"]+)\"(?!\w)|«([^»]+)»"
    r"|(?<![\w’'])‘((?:[^‘’]|(?<=\w)’(?=\w))+)’(?!\w)"
)
# Words that editors mend in a quotation without a mark; to have changed them is no misquotation.
SLACK = frozenset(("a", "an", "the", "am", "is", "are", "was", "were", "be", "been", "being", "has",
                   "have", "had", "do", "does", "did", "that", "and", "so"))  # fmt: skip
# "Its" for "it's", whose clitic is slack; rupees are written in two ways.
ALIKE = {"its": "it", "rs": "₹", "inr": "₹"}
_ASIDE = re.compile(r"\([^)]{1,40}\)|\[[^\]]{1,40}\]")  # what an editor put into a quotation
LONG = 4  # words of a quotation for each one that may be left out
MOST_LEFT_OUT = 3  # words at one place, no negation among them: editors do, and invent nothing
_LEFT_OUT = re.compile(r"\.\.\.|…|\[[^\]]*\]|\([^)]*\)|--|—")


def quoted(text: str) -> list[tuple[Span, str]]:
    """The quotations of a text: where each stands with its marks, and the words inside them."""
    return [
        (Span(found.start(), found.end()), next(filter(None, found.groups())))
        for found in _QUOTED.finditer(text)
    ]


def found_in(quotation: str, source: Source) -> list[int]:
    """The lines of the article that have the first part of a quotation."""
    first = _keys(next(filter(str.strip, _LEFT_OUT.split(quotation)), ""), source.code)
    return [at for at, each in enumerate(_by_line(source)) if first.strip() and first in each]


def check_quotations(reading: Reading, source: Source) -> Iterator[Claim]:
    """Quotations whose words the article does not have in a row, said or written."""
    found = quoted(reading.line.text)
    if not found:
        return
    for span, inner in found:
        for part in _LEFT_OUT.split(inner):
            keys = _keys(part, source.code)
            if keys.strip() and not any(_has(text, keys) for text in _spoken(source)):
                yield Claim(span, "quotation", "these words are not in the article in this order")
                break


def _has(text: str, keys: str) -> bool:
    """Whether a text has these words in a row, or with a few left out between them."""
    if keys in text:
        return True
    words, wanted = text.split(), keys.split()
    starts = [at for at, word in enumerate(words) if word == wanted[0]]
    return len(wanted) >= LONG and any(_follows(words, at, wanted) for at in starts)


def _follows(words: list[str], at: int, wanted: list[str]) -> bool:
    """Whether the words from a place on are those wanted, but for a few left out."""
    left = len(wanted) // LONG
    for word in wanted[1:]:
        window = words[at + 1 : at + 2 + MOST_LEFT_OUT]
        if word not in window:
            return False
        step = window.index(word)
        left -= step
        if left < 0 or not NEGATIONS.isdisjoint(window[:step]):
            return False
        at += step + 1
    return True


def _keys(text: str, code: str) -> str:
    """The words of a text as quotations are compared: figures and countries however written."""
    return _compared(line(text, code))


def _compared(each: Line) -> str:
    words = (w for w in each.words if w.key not in SLACK)
    keys = (w.stem if w.stem[0] == "@" else w.key for w in words)
    joined = " ".join(k.replace(",", "") if k[0].isdecimal() else ALIKE.get(k, k) for k in keys)
    return f" {joined.replace('per cent', '%').replace('percent', '%')} "


@lru_cache(maxsize=8)
def _spoken(source: Source) -> tuple[str, str, str]:
    """The article's words, those but for asides, and those in quotation marks as one speech."""
    written = "".join(keys[:-1] for keys in _by_line(source)) + " "
    aside = " ".join(each.text for each in source.lines)
    text = _ASIDE.sub(" ", aside)
    speech = " ".join(inner for _, inner in quoted(text))
    spoken = _keys(text, source.code) if text != aside else written
    return written, spoken, _keys(speech, source.code)


@lru_cache(maxsize=8)
def _by_line(source: Source) -> tuple[str, ...]:
    return tuple(map(_compared, source.lines))
