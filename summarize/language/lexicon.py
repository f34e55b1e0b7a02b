"""Classes of English words: `data/lexicon.en.toml`, read when it is first used."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from summarize import language
from summarize.language.profiles import listed, phrases, profile

__all__ = [
    "antonymous",
    "converses",
    "entailed",
    "first_of_row",
    "pattern_of",
    "quantity",
    "related",
    "rows_of",
    "sides_of",
    "stem",
    "stems_of",
    "table",
    "title_stems",
    "titles",
    "units",
    "words_of",
]


@cache
def table(name: str) -> Any:
    """Return a table of the data file."""
    return _data()[name]


@cache
def _data() -> Mapping[str, Any]:
    text = files("summarize.language").joinpath("data/lexicon.en.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words_of(name: str) -> frozenset[str]:
    """Return the words of a table that is one text."""
    return frozenset(table(name).split())


@cache
def pattern_of(name: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """Return a pattern of the words of a table, or of its phrases where `|` parts them."""
    text: str = table(name)
    return re.compile(
        rf"\b(?:{phrases(listed(text) if '|' in text else tuple(text.split()))})\b", flags
    )


@cache
def stems_of(name: str) -> frozenset[str]:
    """Return the stems of the words of a table."""
    return frozenset(map(stem, words_of(name)))


@cache
def titles() -> frozenset[str]:
    """Return the words that stand before a name."""
    return profile("en").titles


@cache
def title_stems() -> frozenset[str]:
    """Return the stems of those words."""
    return frozenset(map(stem, titles()))


def _rows(text: str) -> Iterable[list[str]]:
    return (line.split() for line in text.splitlines() if line.strip())


@cache
def first_of_row(name: str) -> Mapping[str, str]:
    """Return each word of a table's rows with the first word of its row."""
    return {word: row[0] for row in _rows(table(name)) for word in row}


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return what a lower-case word is compared by: of irregular forms, of the infinitive."""
    return language.stemmer("en")(first_of_row("irregular").get(word, word)) or word


@cache
def _sides() -> Mapping[str, tuple[tuple[int, int], ...]]:
    """Return for each stem the rows it stands in, and on which side of a bar."""
    sides: dict[str, list[tuple[int, int]]] = {}
    for name in ("opposites", "related"):
        for number, line in enumerate(table("words")[name].splitlines()):
            row = number if name == "opposites" else -1 - number
            for side, words in enumerate(line.split("|")):
                for word in words.split():
                    sides.setdefault(stem(word), []).append((row, side))
    compared = {
        form: places
        for word, places in sides.items()
        for form in map(stem, _degrees(word))
        if form not in sides
    }
    return {word: tuple(places) for word, places in (sides | compared).items()}


def _degrees(word: str) -> Iterable[str]:
    """Yield the comparative and superlative that a stem would have if it were an adjective's."""
    base = word[:-1] if word[-1] in "ei" else word  # a stemmer writes easi for easy
    for ending in ("er", "est"):
        yield (base + "i" if word[-1] == "i" else base) + ending
        if re.fullmatch(r"[^aeiou]+[aeiou][bdgmnt]", word):
            yield word + word[-1] + ending  # hot, hotter


def related(first: str, second: str) -> bool:
    """Whether two stems are the same or mean nearly the same."""
    return first == second or not set(_sides().get(first, ())).isdisjoint(_sides().get(second, ()))


def antonymous(first: str, second: str) -> bool:
    """Whether two stems stand on different sides of a bar, and on no side together."""
    if related(first, second):
        return False
    rows = dict(_sides().get(first, ()))
    return any(row in rows and rows[row] != side for row, side in _sides().get(second, ()))


@cache
def _quantities() -> Mapping[str, str]:
    return {word: name for name, words in table("quantifiers").items() for word in words.split()}


def quantity(word: str) -> str | None:
    """Return the class of a quantity word (`none`, `few`, …, `all`), or None."""
    return _quantities().get(word)


@cache
def entailed(name: str) -> frozenset[str]:
    """Return the classes of quantity that one class entails."""
    return frozenset(table("entails")[name].split())


@cache
def converses() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Return each verb's stem with the verb it turns into, and how the subject of that comes."""
    rows = {verb: text.split() for verb, text in table("converses").items()}
    return {stem(verb): (stem(row[0]), frozenset(row[1:])) for verb, row in rows.items()}


@cache
def units() -> Mapping[str, tuple[str, float]]:
    """Return each unit's stem with what it measures, and how much."""
    sizes = {}
    for dimension, text in table("units").items():
        words = text.split()
        for word, size in zip(words[::2], words[1::2], strict=True):
            sizes[stem(word)] = (dimension, float(size))
    return sizes


@cache
def sides_of(name: str) -> tuple[frozenset[str], ...]:
    """Return the words on each side of a table's bar."""
    return tuple(frozenset(side.split()) for side in table(name).split("|"))


@cache
def rows_of(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table, word by word."""
    return tuple(map(tuple, _rows(table(name))))
