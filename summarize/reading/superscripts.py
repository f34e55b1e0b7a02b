"""Raised figures: the mark of a note goes, an exponent stays as a superscript figure."""

import re

__all__ = ["raised"]

_MARK = re.compile(
    r"[\s\d,;:*†‡§¶()\[\]–-]{1,14}|[a-e]"
    r"|\[(?:[^\[\]]{2,30}\?|[^\[\]]{2,24} needed|note \d+|[a-z])\]"
)
_EXPONENT_BASE = re.compile(r"\d$|(?:^|[\s\d/(])[a-zA-Zµμ]{1,2}$")
_FIGURES = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def raised(before: str, text: str) -> str:
    """Return what a raised `text` is worth behind `before`.

    >>> raised("10", "6"), raised("12 m", "2"), raised("in April.", "3"), raised("the 4", "th")
    ('⁶', '²', ' ', 'th')

    Args:
        before: what stands before it on the line.
        text: the raised text.
    """
    if not _MARK.fullmatch(text):
        return text
    digits = text.strip().lstrip("+-−").isdigit()
    if digits and _EXPONENT_BASE.search(before[-4:]):
        return text.strip().translate(_FIGURES)
    return " "
