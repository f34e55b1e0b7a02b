"""Words and phrases that make a line of a web page boilerplate, or count towards it.

Nothing here decides. They stand in `language/data/boilerplate.mul.toml`: languages stand together,
since pages mix them.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from summarize import language

__all__ = [
    "cues",
    "interface",
    "lines",
    "phrases",
    "plain",
    "split",
    "table_of",
    "tokens",
    "words",
    "words_of",
]

_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(r"[^\W\d_]+(?:['.][^\W\d_]+)*|\d[\d.,:]*|[©@#]")
_TYPESET_TOKEN = re.compile(r"[a-z]+(?:['.][a-z]+)*|[0-9][0-9.,:]*|[@#]")

_DATA = Path(language.__file__).with_name("data") / "boilerplate.mul.toml"


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


def lines() -> Mapping[str, str]:
    """Rule -> phrases that are a whole block."""
    table: Mapping[str, str] = _tables()["lines"]
    return table


def cues() -> Iterator[tuple[str, int, str]]:
    """Yield a rule, a weight, and the phrases that count so much towards it."""
    for rule, weights in _tables()["cues"].items():
        for weight, table in weights.items():
            yield rule, int(weight), table


def interface() -> Mapping[str, str]:
    """Rule -> words of buttons and menus."""
    table: Mapping[str, str] = _tables()["interface"]
    return table


def table_of(name: str) -> str:
    """Return a list of words or phrases, as it is written."""
    table: str = _tables()["words"][name]
    return table


@cache
def words_of(name: str) -> frozenset[str]:
    """Return the words of a list."""
    return words(table_of(name))


def plain(text: str) -> str:
    """`text` as phrases are written: lower case, plain apostrophes and spaces, no "e-mail"."""
    return " ".join(_folded(text).split()).replace(" :", ":")


def _folded(text: str) -> str:
    return (
        text.replace("İ", "i")
        .casefold()
        .replace("’", "'")
        .replace("：", ":")
        .replace("e-mail", "email")
    )


def tokens(text: str) -> tuple[str, ...]:
    """The words of `text` as the tables have them, a number as "#"."""
    folded = _folded(text)
    words = (_TYPESET_TOKEN if language.is_typeset(folded) else _TOKEN).findall(folded)
    if _DIGIT.search(text):
        return tuple(["#" if t[0].isdigit() else t for t in words])
    return tuple(words)


def split(table: str) -> list[str]:
    """The phrases of a table, one or several a line."""
    return [phrase for part in re.split(r"[|\n]", table) if (phrase := plain(part))]


@cache
def phrases(table: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The phrases of a table, as words, found by their first."""
    by_first: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in filter(None, map(tokens, split(table))):
        by_first[phrase[0]] = (*by_first.get(phrase[0], ()), phrase)
    return by_first


@cache
def words(table: str) -> frozenset[str]:
    """The words of a table."""
    return frozenset(table.split())
