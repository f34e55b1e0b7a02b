"""The tables of phrases that a page in one language is read with.

Those of `line_starts` and `vocabulary` are for any page, since English, German, French
and Spanish are mixed on many; to them come the phrases of the page's own language, which stand in
`language/data/CODE.toml` under `[boilerplate]`, and its months and weekdays, which are CLDR's.

A phrase there stands for a whole line; "phrase …" or "phrase:" for the beginning of one; and
"… phrase" for words that count wherever they stand in it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import TypeVar

from summarize.cleaning import vocabulary
from summarize.cleaning.line_starts import OPENINGS
from summarize.language import english, is_unspaced
from summarize.language.profiles import profile

__all__ = ["CUE_WEIGHT", "STRONG_WEIGHT", "Cue", "Tables", "calendar", "first", "tables"]

Cue = tuple[tuple[str, ...], str, int]

CUE_WEIGHT = 3
STRONG_WEIGHT = 2  # of the least cue that can make prose boilerplate
_Start = TypeVar("_Start")
_BUTTON_RULES = ("share", "comments", "cookie", "sign-up")
_WORD_LISTS = {
    "menu", "reader", "time", "credit", "roles", "about", "agencies", "stamped",
}  # fmt: skip
_COMMON = ("en", "de", "fr", "es")  # on pages in any language
_RUN = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Tables:
    """What is looked up of a line; sets of words in small letters, numbers as "#".

    Attributes:
        lines: whole lines -> rule.
        openings: first letters -> phrase, rule, most words of the line; the longest phrase first.
        single: cues of one word, by it.
        several: cues of more, by their first two words.
        strong: words of `single` and pairs of `several` whose cue weighs `STRONG_WEIGHT` or more.
        inside: cues of a script without spaces: phrase, rule, weight.
        interface: words of buttons and menus -> rule.
        buttons: words that are a button by themselves, in the page's own language -> rule.
        time: words of dates and times.
        stamped: those that make a date the page's own: "updated".
        credited: words that name who made a picture.
        reader: words that speak to the reader, or as the page.
        address: those that make a notice of it: "your", "our".
        said: verbs that say who spoke.
        roles: what people at a paper are: "reporter".
        about: verbs that say so: "is", "covers".
    """

    lines: Mapping[str, str]
    openings: Mapping[str, list[tuple[str, str, int]]]
    single: Mapping[str, list[Cue]]
    several: Mapping[tuple[str, str], list[Cue]]
    strong: frozenset[str | tuple[str, str]]
    interface: Mapping[str, str]
    buttons: Mapping[str, str]
    time: frozenset[str]
    stamped: frozenset[str]
    credited: frozenset[str]
    reader: frozenset[str]
    address: frozenset[str]
    said: frozenset[str]
    roles: frozenset[str]
    about: frozenset[str]
    inside: list[tuple[str, str, int]] = field(default_factory=list)


@cache
def tables(code: str) -> Tables:
    """The tables for a page in the language `code`; the common ones where it has none."""
    own = profile(code).boilerplate
    rules = {rule: table for rule, table in own.items() if rule not in _WORD_LISTS}
    lines, openings, cues = _common_lines(), _common_openings(), _common_cues()
    for rule, table in rules.items():
        for phrase in vocabulary.split(table):
            _place(phrase, rule, lines, openings, cues)
    single, several = _indexed(cues)
    reader = _words(
        vocabulary.table_of("address") + " " + vocabulary.table_of("reader"), own.get("reader", "")
    )
    return Tables(
        lines=lines,
        openings=_sorted(openings),
        single=single,
        several=several,
        strong=_strong([*single.items(), *several.items()]),
        inside=[("".join(p), r, w) for p, r, w in cues if is_unspaced("".join(p))],
        buttons=_buttons(rules),
        interface=_interface(own.get("menu", "")),
        time=_words(vocabulary.table_of("time"), own.get("time", ""), own.get("stamped", "")),
        stamped=_words(vocabulary.table_of("stamped"), own.get("stamped", "")),
        credited=_words(vocabulary.table_of("credited"), own.get("credit", "")),
        reader=reader,
        address=_words(vocabulary.table_of("address"), own.get("reader", "")),
        said=frozenset().union(*(profile(each).reporting_verbs for each in (*_COMMON, code))),
        roles=_words(vocabulary.table_of("roles"), own.get("roles", "")),
        about=_words(vocabulary.table_of("about"), own.get("about", "")),
    )


def first(text: str) -> str:
    """What openings are looked up by: the first word, or letter of an unspaced script."""
    match = _RUN.search(text[:60]) if text[:1].isalnum() else None
    if match is None or match.start():
        return text[:1]
    return text[0] if is_unspaced(text[0]) else match[0]


def _place(
    phrase: str,
    rule: str,
    lines: dict[str, str],
    openings: list[tuple[str, str, int]],
    cues: list[Cue],
) -> None:
    """Put a phrase of a language file where its form says."""
    if phrase.startswith("…"):
        cues.append((vocabulary.tokens(phrase), rule, CUE_WEIGHT))
    elif phrase.endswith((":", "…")):
        most = OPENINGS.get(rule, (20, ""))[0]
        openings.append((phrase.rstrip("… "), rule, most))
    else:
        lines[" ".join(vocabulary.tokens(phrase))] = rule


def _common_lines() -> dict[str, str]:
    return {
        " ".join(phrase): rule
        for rule, table in vocabulary.lines().items()
        for phrase in chain.from_iterable(vocabulary.phrases(table).values())
    }


def _common_openings() -> list[tuple[str, str, int]]:
    return [
        (phrase, rule, most)
        for rule, (most, table) in OPENINGS.items()
        for phrase in vocabulary.split(table)
    ]


def _common_cues() -> list[Cue]:
    return [
        (phrase, rule, weight)
        for rule, weight, table in vocabulary.cues()
        for phrase in chain.from_iterable(vocabulary.phrases(table).values())
    ]


def _sorted(
    rows: Iterable[tuple[str, str, int]],
) -> dict[str, list[tuple[str, str, int]]]:
    by_first: dict[str, list[tuple[str, str, int]]] = {}
    for row in rows:
        by_first.setdefault(first(row[0]), []).append(row)
    return {
        start: sorted(starts, key=lambda row: (-len(row[0]), row[2]))
        for start, starts in by_first.items()
    }


def _indexed(
    cues: Iterable[Cue],
) -> tuple[dict[str, list[Cue]], dict[tuple[str, str], list[Cue]]]:
    single: dict[str, list[Cue]] = {}
    several: dict[tuple[str, str], list[Cue]] = {}
    for cue in cues:
        phrase = cue[0]
        if len(phrase) == 1:
            single.setdefault(phrase[0], []).append(cue)
        elif phrase:
            several.setdefault((phrase[0], phrase[1]), []).append(cue)
    return single, several


def _strong(cues: Iterable[tuple[_Start, list[Cue]]]) -> frozenset[_Start]:
    return frozenset(start for start, listed in cues if any(c[2] >= STRONG_WEIGHT for c in listed))


def _interface(menu: str) -> dict[str, str]:
    """Word -> rule; a word of several belongs to the first."""
    rules: dict[str, str] = {}
    for rule, table in vocabulary.interface().items():
        for word in vocabulary.words(table):
            rules.setdefault(word, rule)
    for word in menu.casefold().split():
        rules.setdefault(word, "navigation")
    return rules


def _buttons(rules: Mapping[str, str]) -> dict[str, str]:
    """One-word phrases of the rules whose buttons are often longer: "Dela", "Dela artikeln"."""
    return {
        phrase: rule
        for rule in _BUTTON_RULES
        for phrase in vocabulary.split(rules.get(rule, ""))
        if len(vocabulary.tokens(phrase)) == 1 and phrase.isalpha()
    }


def _words(*lists: str) -> frozenset[str]:
    return frozenset(word for listed in lists for word in listed.casefold().split())


@cache
def calendar(code: str) -> frozenset[str]:
    """The names of months and weekdays of a language, long and short, as CLDR has them."""
    if code == "en":  # CLDR's file takes 20 ms to read, and most pages are English
        days = english.WEEKDAYS | english.WEEKDAY_ABBREVIATIONS
        return days | english.MONTH_ABBREVIATIONS | frozenset(english.MONTHS)
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse({"no": "nb"}.get(code, code))
    except (UnknownLocaleError, ValueError):
        return frozenset()
    return frozenset(chain.from_iterable(map(_name_words, (locale.months, locale.days))))


def _name_words(names: Mapping[str, Mapping[str, Mapping[int, str]]]) -> Iterator[str]:
    for context in names.values():
        for width in ("wide", "abbreviated"):
            for name in context.get(width, {}).values():
                yield from vocabulary.tokens(name)
