"""Sentences with one inserted error, as a summarizer might invent it; a function per kind.

A name is a run of words with capitals inside a sentence; what a run is and where it may stand is
decided here and not by the code that is measured.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["SPOILERS", "Spoilt"]

_NAME = re.compile(r"(?<![\w.$£€’'-])[A-Z][a-zA-Zéíóáñ]+(?: [A-Z][a-zA-Zéíóáñ]+)*(?![\w-])")
_INSIDE = re.compile(r"[a-z,] $")
_NO_NAME = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\b(?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Oct|Nov|Dec)\b"
    r"|\b(?:I|The|A|An|In|On|At|But|And|He|She|It|They|We|His|Her|This|That|Mr|Mrs|Ms|Dr|President"
    r"|Prime|Minister|Sir|Senator|Sen|Gov|Rep|Gen|Secretary|State|If|As|For|So|No|Not|OK)\b"
)
_NUMBER = re.compile(r"(?<![\w.,$£€-])(\d{1,3}(?:,\d{3})+|\d+)(?![\w,.]*\d)(?!(?:st|nd|rd|th|s)\b)")
_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
          "twelve", "twenty", "thirty", "forty", "fifty", "million", "billion")  # fmt: skip
_SPELT = re.compile(rf"\b(?:{'|'.join(_WORDS)})\b", re.IGNORECASE)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_DATE = re.compile(rf"\b(?:{'|'.join((*_DAYS, *_MONTHS))})\b")
_NOT = re.compile(
    r" (?:not|never)\b(?! only| just| merely| necessarily)|(?<=[a-z])n['’]t\b(?! only| just)"
)
_AUXILIARY = re.compile(
    r"\b(?:is|was|were|are|will|would|can|could|has|have|had|should|did|does)\b"
)
_DENIED = re.compile(r"(?:n['’]t| not| never| no| nor| neither| without)\b")
_SAID = re.compile(
    r"\b(?:said|says|told|added|announced|claimed|insisted) ((?:[A-Z][a-z]+)(?: [A-Z][a-z]+)*)\b"
    r"|\b((?:[A-Z][a-z]+)(?: [A-Z][a-z]+)*) (?:said|says|told|added|announced|claimed|insisted)\b"
)


@dataclass(frozen=True)
class Spoilt:
    """A sentence, what it was, and the kind of what was done to it."""

    kind: str
    was: str
    text: str


def _names(text: str, own: Sequence[str]) -> list[re.Match[str]]:
    """The names of a sentence; its first word is one where the article has it inside another."""
    found = [m for m in _NAME.finditer(text) if not _NO_NAME.search(m[0])]
    return [
        m
        for m in found
        if _INSIDE.search(text[: m.start()])
        or any(re.search(rf"[a-z,] {re.escape(m[0])}\b", other) for other in own)
    ]


def _pool(texts: Sequence[str]) -> list[str]:
    return [m[0] for text in texts for m in _names(text, texts)]


def _replaced(text: str, at: re.Match[str], by: str) -> str:
    return text[: at.start()] + by + text[at.end() :]


def _alien(name: str, text: str) -> bool:
    """Whether no word of a name stands in a text."""
    return not any(re.search(rf"\b{re.escape(word[:4])}", text, re.I) for word in name.split())


def name_of_article(
    text: str, own: Sequence[str], others: Sequence[str], draw: random.Random
) -> Spoilt | None:
    """Replace a name by another name of the same article."""
    found = _names(text, own)
    if not found:
        return None
    at = draw.choice(found)
    pool = [name for name in _pool(own) if _alien(name, text)]
    return (
        Spoilt("name, same article", text, _replaced(text, at, draw.choice(pool))) if pool else None
    )


def name_of_another(
    text: str, own: Sequence[str], others: Sequence[str], draw: random.Random
) -> Spoilt | None:
    """Replace a name by one of another article."""
    found = _names(text, own)
    everything = " ".join(own)
    pool = [name for name in _pool(others) if _alien(name, everything)]
    if not found or not pool:
        return None
    return Spoilt(
        "name, other article", text, _replaced(text, draw.choice(found), draw.choice(pool))
    )


def number(
    text: str, own: Sequence[str], others: Sequence[str], draw: random.Random
) -> Spoilt | None:
    """Replace a number, in digits or words, by another of similar size."""
    found = [*_NUMBER.finditer(text), *_SPELT.finditer(text)]
    if not found:
        return None
    at = draw.choice(found)
    if at[0][0].isdigit():
        value = int(at[0].replace(",", ""))
        least = 10 ** (len(str(value)) - 1)
        choices = [v for v in (draw.randrange(least, 10 * least) for _ in range(20)) if v != value]
        if 1900 < value < 2100:
            choices = [v for v in range(value - 6, value + 6) if v != value]
        made = draw.choice(choices)
        written = f"{made:,}" if "," in at[0] else str(made)
    else:
        low = at[0].lower()
        alike = [w for w in _WORDS if w != low and w.endswith("illion") == low.endswith("illion")]
        written = draw.choice(alike)
        written = written.capitalize() if at[0][0].isupper() else written
    return Spoilt("number", text, _replaced(text, at, written))


def date(
    text: str, own: Sequence[str], others: Sequence[str], draw: random.Random
) -> Spoilt | None:
    """Replace a weekday or month by another."""
    found = [*_DATE.finditer(text)]
    if not found:
        return None
    at = draw.choice(found)
    table = _DAYS if at[0] in _DAYS else _MONTHS
    return Spoilt("date", text, _replaced(text, at, draw.choice([d for d in table if d != at[0]])))


def without_not(
    text: str, own: Sequence[str], others: Sequence[str], draw: random.Random
) -> Spoilt | None:
    """Delete a "not"."""
    found = [*_NOT.finditer(text)]
    if not found:
        return None
    at = draw.choice(found)
    made = _replaced(text, at, "")
    made = re.sub(r"\bca\b", "can", re.sub(r"\bwo\b", "will", made))
    return Spoilt("negation dropped", text, made)


def with_not(
    text: str, own: Sequence[str], others: Sequence[str], draw: random.Random
) -> Spoilt | None:
    """Insert a "not" after an auxiliary, in a sentence without one."""
    found = [*_AUXILIARY.finditer(text)]
    if not found or _DENIED.search(text):
        return None
    at = draw.choice(found)
    return Spoilt("negation added", text, _replaced(text, at, f"{at[0]} not"))


def attribution(
    text: str, own: Sequence[str], others: Sequence[str], draw: random.Random
) -> Spoilt | None:
    """Attribute a statement to another person."""
    found = [m for m in _SAID.finditer(text) if not _NO_NAME.search(m[1] or m[2])]
    pool = [name for name in _pool(own) if _alien(name, text)]
    if not found or not pool:
        return None
    at = draw.choice(found)
    group = 1 if at[1] else 2
    made = text[: at.start(group)] + draw.choice(pool) + text[at.end(group) :]
    return Spoilt("attribution", text, made)


def swapped(
    text: str, own: Sequence[str], others: Sequence[str], draw: random.Random
) -> Spoilt | None:
    """Swap two names of the sentence that have a verb between them."""
    found = _names(text, own)
    pairs = [
        (a, b)
        for a, b in pairwise(found)
        if re.fullmatch(r" [a-z][a-z' ]{3,60} ", text[a.end() : b.start()])
        and not re.search(r"\b(?:and|or|of|in|with|between)\b", text[a.end() : b.start()])
        and _alien(a[0], b[0])
    ]
    if not pairs:
        return None
    a, b = draw.choice(pairs)
    made = text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]
    return Spoilt("roles swapped", text, made)


Spoiler = Callable[[str, Sequence[str], Sequence[str], random.Random], Spoilt | None]
SPOILERS: tuple[Spoiler, ...] = (
    name_of_article,
    name_of_another,
    number,
    date,
    without_not,
    with_not,
    attribution,
    swapped,
)
