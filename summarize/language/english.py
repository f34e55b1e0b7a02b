"""Closed classes of English that several modules share.

Words are in lower case. Classes with relations between their words (auxiliaries with their moods,
opposites, quantities, irregular forms) are in `data/lexicon.en.toml`: see `lexicon`.
"""

__all__ = [
    "MONTHS",
    "MONTH_ABBREVIATIONS",
    "NUMBER_WORDS",
    "ORDINALS",
    "TENS",
    "UNITS",
    "WEEKDAYS",
    "WEEKDAY_ABBREVIATIONS",
]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


WEEKDAYS = _set("monday tuesday wednesday thursday friday saturday sunday")
WEEKDAY_ABBREVIATIONS = _set("mon tue tues wed thu thur thurs fri sat sun")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
"""In order."""
MONTH_ABBREVIATIONS = _set("jan feb mar apr jun jul aug sep sept oct nov dec")

_UNIT_WORDS = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
"""
UNITS = {word: value for value, word in enumerate(_UNIT_WORDS.split())}
"""Word to value, zero to nineteen."""
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {word: 10 * value for value, word in enumerate(_TEN_WORDS.split(), 2)}
"""Word to value, twenty to ninety."""
NUMBER_WORDS = {**UNITS, **TENS, "dozen": 12, "hundred": 100, "thousand": 1_000}
"""Word to value, for numbers of one word."""
_ORDINAL_WORDS = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth
"""
ORDINALS = {word: place for place, word in enumerate(_ORDINAL_WORDS.split(), 1)}
"""Word to place, first to twentieth."""
