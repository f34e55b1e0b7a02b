"""Dates: weekdays, months, and days of a month, however abbreviated."""

from collections.abc import Sequence
from typing import NamedTuple

from summarize.grounding.tokens import Line, Word
from summarize.language.lexicon import first_of_row

__all__ = ["DatePart", "dates"]

# These are words too; they are months and days with a number beside them or a word that leads one.
_AMBIGUOUS = frozenset(("may", "march", "mar", "sun", "sat", "wed", "mon", "second", "dec", "jan"))
_LEADING = frozenset(("in", "since", "until", "till", "by", "of", "from", "last", "next", "this",
                      "early", "late", "mid", "during", "on", "and", "to", "before",
                      "after"))  # fmt: skip


class DatePart(NamedTuple):
    """A weekday or month: "weekday" or "month", its full name, and the index of its word."""

    kind: str
    value: str
    at: int


def dates(line: Line) -> list[DatePart]:
    """The weekdays and months named in a sentence."""
    dates = []
    for at, word in enumerate(line.words):
        for kind, table in (
            ("weekday", first_of_row("weekdays")),
            ("month", first_of_row("months")),
        ):
            if word.key in table and _meant(line.words, at, line.cased):
                dates.append(DatePart(kind, table[word.key], at))
                break
            if word.key[-1:] == "s" and word.key[:-1] in table and len(word.key) > 6:
                dates.append(DatePart(kind, table[word.key[:-1]], at))
                break
    return dates


def _meant(words: Sequence[Word], at: int, cased: bool) -> bool:
    word = words[at]
    around = [words[i] for i in (at - 1, at + 1) if 0 <= i < len(words)]
    if any(neighbour.text[0].isdecimal() for neighbour in around):
        return True
    if cased and not word.text[0].isupper():
        return False
    if word.key not in _AMBIGUOUS and len(word.key) > 4:
        return True
    leads = at > 0 and words[at - 1].key in _LEADING
    return leads and (cased or word.key not in _AMBIGUOUS)
