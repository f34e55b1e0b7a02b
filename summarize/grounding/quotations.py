"""Quotations: what stands in quotation marks stands in the article, word for word."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from summarize.document import Span
from summarize.grounding.findings import Finding
from summarize.grounding.tokens import Line, line
from summarize.language.lexicon import first_of_row, words_of

__all__ = ["Quotations", "quoted"]

_QUOTED = re.compile(
    r"[“„]([^“”„]+)[”“]|(?<![\w\"])\"([^\"]+)\"(?!\w)|«([^«»]+)»"
    r"|(?<!\w)[”»]([^“”«»]+)[”»«](?!\w)|[「『]([^「」『』]+)[」』]"
    r"|(?<![\w’'])‘((?:[^‘’]|(?<=\w)’(?=\w))+)’(?!\w)"
)
_ASIDE = re.compile(r"\([^)]{1,40}\)|\[[^\]]{1,40}\]")  # what an editor put into a quotation
_LEFT_OUT = re.compile(r"\.\.\.|…|\[[^\[\]]*\]|\([^()]*\)|--|—")
LONG = 4  # words of a quotation for each one that may be left out
MOST_LEFT_OUT = 3  # words at one place, no negation among them: editors do, and invent nothing


def quoted(text: str) -> list[tuple[Span, str]]:
    """Return where each quotation of a text stands with its marks, and the words inside."""
    return [
        (Span(*match.span()), next(filter(None, match.groups())))
        for match in _QUOTED.finditer(text)
    ]


class Quotations:
    """The words of an article as quotations are compared with them.

    Args:
        lines: its sentences.
        code: its language.
    """

    def __init__(self, lines: Sequence[Line], code: str) -> None:
        self._lines, self._code = lines, code

    def check(self, text: str) -> Iterator[Finding]:
        """Yield the quotations whose words the article does not have in a row."""
        for span, inner in quoted(text):
            parts = [keys for part in _LEFT_OUT.split(inner) if (keys := self._keys(part)).strip()]
            if not all(any(_has(said, keys) for said in self._spoken) for keys in parts):
                why = "these words are not in the article in this order"
                yield Finding(span, "quotation", why)

    def where(self, quotation: str) -> list[int]:
        """Return the indices of the sentences that have the first part of a quotation."""
        first = self._keys(next(filter(str.strip, _LEFT_OUT.split(quotation)), ""))
        return [at for at, keys in enumerate(self._by_line) if first.strip() and first in keys]

    def _keys(self, text: str) -> str:
        return _compared(line(text, self._code))

    @cached_property
    def _by_line(self) -> list[str]:
        return [_compared(each) for each in self._lines]

    @cached_property
    def _spoken(self) -> tuple[str, str, str]:
        """The article's words, those without asides, and those in quotation marks as one speech."""
        whole = " ".join(each.text for each in self._lines)
        text = _ASIDE.sub(" ", whole)
        speech = " ".join(inner for _, inner in quoted(text))
        written = "".join(keys[:-1] for keys in self._by_line) + " "
        return written, self._keys(text) if text != whole else written, self._keys(speech)


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
        if left < 0 or not words_of("negations").isdisjoint(window[:step]):
            return False
        at += step + 1
    return True


def _compared(each: Line) -> str:
    """The words as quotations are compared: figures and countries however they are written."""
    words = (w for w in each.words if w.key not in words_of("slack"))
    alike = first_of_row("spellings")
    keys = (w.stem if w.stem[0] == "@" else w.key for w in words)
    joined = " ".join(k.replace(",", "") if k[0].isdecimal() else alike.get(k, k) for k in keys)
    return f" {joined.replace('per cent', '%').replace('percent', '%')} "
