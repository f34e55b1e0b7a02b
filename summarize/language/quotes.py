"""Quotation marks in any language: which open a quotation, and which close it.

The same mark opens in one language and closes in another: “ in English and German, ” in English
and Swedish, » in French and Danish. A mark that may be both in a language, such as the straight
one, opens where nothing stands before it and something behind it.
"""

import re
from functools import cache
from typing import NamedTuple

from summarize.language.profiles import profile

__all__ = ["Quote", "closing", "opening", "quotes"]

COMMON = ("“”", '""', "«»", "„”", "「」", "『』")
"""Pairs that are found in any language, beside its own."""

_OPENS = r"(?<![\w.,!?…;:)\]'’])(?:{signs})(?=\S)"
_CLOSES = r"(?<=\S)(?:{signs})"
_SPACELESS = re.compile(r"(?<=[\w.,!?…;:)\]])\"(?=\w)")
_GERSHAYIM = re.compile(r'(?<=[\u05d0-\u05ea])"(?=[\u05d0-\u05ea])')  # within a Hebrew acronym


class Quote(NamedTuple):
    """A quotation mark: where it stands, the mark, and whether it opens a quotation."""

    start: int
    sign: str
    opens: bool


def quotes(text: str, code: str, *, within: bool | None = None) -> list[Quote]:
    """Return the quotation marks of a text in a language, in order.

    Args:
        text: one sentence, or more.
        code: its language.
        within: whether the text begins within a quotation, where that is known: then a straight
            mark that lost the space beside it (left."We go) opens where the one before it closed.
    """
    pattern = _pattern(code)
    if "\u05d0" <= max(text, default="") <= "\u2fff":
        text = _GERSHAYIM.sub("׳", text)
    marks: list[Quote] = []
    for match in pattern.finditer(text):
        opens = match.lastgroup == "opens"
        if within is not None:
            opens = within = not within if _SPACELESS.match(text, match.start()) else opens
        marks.append(Quote(match.start(), match[0], opens))
    return marks


def closing(sign: str, code: str) -> str:
    """Return the mark that closes a quotation which `sign` opens."""
    return next((pair[1] for pair in _pairs(code) if pair[0] == sign), sign)


def opening(sign: str, code: str) -> str:
    """Return the mark that opens a quotation which `sign` closes."""
    return next((pair[0] for pair in _pairs(code) if pair[1] == sign), sign)


def _pairs(code: str) -> tuple[str, ...]:
    return (*profile(code).quotes, *COMMON)


@cache
def _pattern(code: str) -> re.Pattern[str]:
    first = {pair[0] for pair in _pairs(code)}
    last = {pair[1] for pair in _pairs(code)}
    either = "|".join(sorted(first & last))
    only_first, only_last = "|".join(sorted(first - last)), "|".join(sorted(last - first))
    opens, closes = _OPENS.format(signs=either), _CLOSES.format(signs=either)
    return re.compile(rf"(?P<opens>{only_first}|{opens})|(?P<closes>{only_last}|{closes})")
