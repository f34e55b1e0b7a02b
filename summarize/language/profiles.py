"""What is known of a language: its abbreviations, titles, marks, quotation marks and phrases.

Everything about a language stands in one file, `data/CODE.toml`, which is read when the language is
first used. `docs/languages.md` says what each key means and how a language is added.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntFlag
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["Abbreviation", "Profile", "codes", "listed", "phrases", "profile"]

_DATA = Path(__file__).with_name("data")


class Abbreviation(IntFlag):
    """What may follow an abbreviation's full stop when the next word has a capital letter."""

    INSIDE = 1
    """The sentence goes on: a title, "e.g.", a street. After a number another class decides."""
    BEFORE_NUMBER = 2
    """The sentence goes on if a number follows: "No. 5", "p. 12"."""
    EITHER = 4
    """The sentence ends if a frequent word follows: "Acme Inc. The", not "Acme Inc. Europe"."""
    CLOSING = 8
    """The sentence ends: "etc.", "8 p.m."."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a language.

    Attributes:
        code: ISO 639 code.
        name: its English name; the code where the language has no file.
        common_words: its commonest words that it does not share with its neighbors, by which it is
            told.
        stop_words: words that carry no subject, where we list them ourselves.
        abbreviations: an abbreviation without its last full stop -> its classes. One written in
            small letters stands for any case, one with a capital only for itself.
        ordinals: whether a number with a full stop is an ordinal before a capital ("3. Oktober").
        marks: marks that end a sentence in this language alone.
        titles: words before a name, in small letters, without full stops: "dr", "frau".
        reporting_verbs: words that say who spoke: "said", "selon".
        quotes: pairs of quotation marks, the commonest first, beside those of any language.
        after_times: words that go on from "8 p.m.": weekdays, time zones.
        spaces: weights of what stands around a space, where only spaces part sentences.
        boilerplate: phrases by rule, and lists of words, for `cleaning`.
        openings: phrases that a sentence begins with: "points_back" (pronouns, adverbs),
            "points_nowhere" (exceptions), "dangling" (it reads badly alone), "connectives" (a
            comma follows), "conjunctions", "greetings".
        mail: phrases by which mails are known, in small letters: "requests" (what asks something
            of the reader), the labels of headers, what closes a letter, notices below it.
        operators: words that change what a sentence claims without naming anything: negation,
            condition, doubt.
        refusal: what pages without an article say, by kind, as regular expressions.
    """

    code: str
    name: str
    common_words: tuple[str, ...] = ()
    stop_words: tuple[str, ...] = ()
    abbreviations: Mapping[str, Abbreviation] = field(default_factory=dict)
    ordinals: bool = False
    marks: str = ""
    titles: frozenset[str] = frozenset()
    reporting_verbs: frozenset[str] = frozenset()
    quotes: tuple[str, ...] = ()
    after_times: frozenset[str] = frozenset()
    spaces: Mapping[str, float] = field(default_factory=dict)
    boilerplate: Mapping[str, str] = field(default_factory=dict)
    openings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    mail: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    operators: frozenset[str] = frozenset()
    refusal: Mapping[str, str] = field(default_factory=dict)


@cache
def codes() -> tuple[str, ...]:
    """The codes of the languages that have a file, in order."""
    return tuple(sorted(_stems()))


def _stems() -> Iterator[str]:
    for entry in _DATA.iterdir():
        code = entry.name.removesuffix(".toml")
        if code != entry.name and code.isalpha():
            yield code


@cache
def profile(code: str) -> Profile:
    """The profile of a language; an empty one for a language without a file."""
    entry = _DATA / f"{code}.toml"
    if not code.isalpha() or not entry.is_file():
        return Profile(code, code)
    table: dict[str, Any] = tomllib.loads(entry.read_text("utf-8"))
    sentences, titles = table.get("sentences", {}), table.get("titles", "").split()
    return Profile(
        code,
        table["name"],
        common_words=tuple(table.get("common_words", "").split()),
        stop_words=tuple(table.get("stop_words", "").split()),
        abbreviations=_abbreviations(table.get("abbreviations", {}), titles),
        ordinals=sentences.get("ordinals", False),
        marks=sentences.get("marks", ""),
        titles=frozenset(title.lower().replace(".", "") for title in titles),
        reporting_verbs=frozenset(table.get("reporting_verbs", "").split()),
        quotes=tuple(table.get("quotes", "").split()),
        after_times=frozenset(sentences.get("after_times", "").split()),
        spaces=table.get("spaces", {}),
        boilerplate=table.get("boilerplate", {}),
        openings={name: listed(words) for name, words in table.get("openings", {}).items()},
        mail={name: listed(words) for name, words in table.get("mail", {}).items()},
        operators=frozenset(table.get("operators", "").split()),
        refusal=table.get("refusal", {}),
    )


def phrases(listed: tuple[str, ...]) -> str:
    """Return a pattern of phrases, longest first: `…` is any word, `'` any apostrophe."""
    forms = (re.escape(phrase) for phrase in sorted(listed, key=len, reverse=True))
    return "|".join(form.replace("…", r"\w+").replace("'", "['’]") for form in forms)


def listed(phrases: str) -> tuple[str, ...]:
    """The phrases of a list, which `|` or the end of a line parts."""
    parts = phrases.replace("\n", "|").split("|")
    return tuple(part.strip() for part in parts if part.strip())


def _abbreviations(table: Mapping[str, str], titles: Sequence[str]) -> dict[str, Abbreviation]:
    """The classes of each abbreviation; a title with a full stop is one too."""
    shortened = (title[:-1] for title in titles if title.endswith("."))
    classes = dict.fromkeys(shortened, Abbreviation.INSIDE)
    for name, words in table.items():
        flag = Abbreviation[name.upper()]
        for word in words.split():
            classes[word] = classes.get(word, Abbreviation(0)) | flag
    return classes
