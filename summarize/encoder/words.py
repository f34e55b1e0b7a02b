"""The words of an English sentence as Universal Dependencies splits them, with their places.

Clitics and punctuation are words of their own, and so are the parts of a hyphenated compound.
"""

import re
from typing import NamedTuple

__all__ = ["Piece", "split"]

_ABBREVIATIONS = (
    "mr mrs ms dr prof st mt ft gen col lt capt sgt maj adm sen rep gov rev hon jr sr vs etc inc "
    "ltd co corp bros no vol fig jan feb mar apr jun jul aug sep sept oct nov dec"
)

_WORD = re.compile(
    rf"""
      (?:https?://|www\.)\S*[\w/]              # an address
    | [\w.+-]+@[\w-]+\.[\w.-]*\w
    | (?:[^\W\d_]\.){{2,}}                     # U.S., p.m.
    | (?:{_ABBREVIATIONS.replace(" ", "|")})\.(?=\s)   # Mr.
    | \b[A-Z]\.(?=\s+[A-Z])                    # John F. Kennedy
    | \d+(?:[.,:/]\d+)*+(?:(?:st|nd|rd|th|s)\b)?  # 1,260.50, 9/11, 21st
    | [^\W\d_](?:[^\W_]|[\u0300-\u036f])*(?:[&'’ʼ][^\W\d_]+)*
    | \.{{2,}}|--+
    | \S
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CLITIC = re.compile(r"(?:n['’]t|['’](?:s|ll|re|ve|d|m))$", re.IGNORECASE)


class Piece(NamedTuple):
    """A word and where it stands in its sentence."""

    text: str
    start: int
    end: int


def split(text: str) -> list[Piece]:
    """Return the words of `text`, in order."""
    pieces: list[Piece] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        word = match[0]
        clitic = _CLITIC.search(word)
        cut = 3 if word.casefold() == "cannot" else clitic.start() if clitic else 0
        if cut:
            pieces.append(Piece(word[:cut], start, start + cut))
        pieces.append(Piece(word[cut:], start + cut, end))
    return pieces
