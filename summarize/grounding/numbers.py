"""Numbers: in digits and words, with scale, unit and rounding; and when one supports another."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import floor, inf, isclose, log10

from summarize.grounding.tokens import ENGLISH, Line, Word
from summarize.language.english import ORDINALS, TENS, UNITS

__all__ = ["CURRENCIES", "PERCENT", "Number", "agrees", "numbers", "ordinal"]

_SCALES: Mapping[str, float] = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "million": 1e6, "mn": 1e6, "m": 1e6,
    "mln": 1e6, "crore": 1e7, "billion": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12,
}  # fmt: skip
CURRENCIES: Mapping[str, str] = {
    "$": "$", "usd": "$", "dollar": "$", "dollars": "$", "£": "£", "gbp": "£", "pound": "£",
    "pounds": "£", "sterling": "£", "€": "€", "eur": "€", "euro": "€", "euros": "€", "¥": "¥",
    "yen": "¥", "yuan": "yuan", "₹": "₹", "rs": "₹", "inr": "₹", "rupees": "₹", "rupee": "₹",
    "cents": "c", "pence": "p",
}  # fmt: skip
PERCENT = frozenset(("%", "percent", "pct", "percentage"))
_FRACTIONS = {"half": 0.5, "halves": 0.5, "quarter": 0.25, "quarters": 0.25, "dozen": 12.0}
_LOOSE = frozenset(("one", "first", "second", "half", "quarter"))  # said without being counted
_SUFFIXES = frozenset(("st", "nd", "rd", "th"))
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d{1,2}")
_HEDGES: Mapping[str, str] = {
    **dict.fromkeys(("about", "around", "roughly", "approximately", "some", "circa"), "~"),
    **dict.fromkeys(("over", "least", "exceeding", "exceeds", "exceeded", "topped"), ">"),
    **dict.fromkeys(("exactly", "precisely"), "="),
    **dict.fromkeys(("nearly", "almost", "under", "below", "up", "most"), "<"),
}
YEAR, YEAR_DIGITS = 4, 2  # of a year, and of the next when it is written short
DASHES = ("-", "–", "/")
_OF_THEM = frozenset(("the", "those", "these", "its", "their", "every", "each", "all"))
_RANGE = frozenset(("to", "and", "or", "-", "–", "—"))

# How far from the source's a rounded number may be: as a share of it.
# With "about" and its like it may be farther, with "more than" and its like half as much again.
NEAR, FAR, MUCH = 0.05, 0.15, 1.5
SHARE = 0.006  # a third is 33 percent


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a sentence.

    Attributes:
        value: with its scale.
        unit: "", "%", "#" for an ordinal, "s" for a decade, or a currency.
        digits: significant ones, as written.
        start: index of its first word.
        end: index past its last word, its unit left out.
        hedge: "~", "<", ">" or "".
        loose: whether the word is said without counting: "one", "first", "half".
        parts: of a ratio, how many of how many.
    """

    value: float
    unit: str
    digits: int
    start: int
    end: int
    hedge: str = ""
    loose: bool = False
    parts: tuple[float, ...] = ()

    @property
    def is_year(self) -> bool:
        """Whether it may be one."""
        return not self.unit and 1000 <= self.value <= 2100 and self.value % 1 == 0


def numbers(line: Line, code: str = "en") -> list[Number]:
    """The numbers of a sentence, in order; of a range, the unit of the last is that of both."""
    figures: list[Number] = list(_ratios(line.words, code))
    taken = {index for number in figures for index in range(number.start, number.end)}
    at = 0
    while at < len(line.words):
        number = None if at in taken else _read(line.words, at, code)
        if number is None:
            at += 1
            continue
        figures.append(_hedged(_with_unit(number, line.words), line.words))
        at = max(number.end, at + 1)
    return list(_shared_units(sorted(figures, key=lambda number: number.start), line.words))


def _ratios(words: Sequence[Word], code: str) -> Iterator[Number]:
    """One in three, six out of ten."""
    for at, word in enumerate(words[1:-1], 1):
        if word.key not in ("in", "of"):
            continue
        skipped = word.key == "of" and words[at + 1].key in _OF_THEM
        before = _read(words, at - 1, code)
        behind = _read(words, at + 1 + skipped, code) if at + 1 + skipped < len(words) else None
        if not before or not behind or before.end != at or before.unit or behind.unit:
            continue
        if 1 <= before.value < behind.value <= 1000:
            share = before.value / behind.value
            parts = (before.value, behind.value)
            yield Number(share, "", 2, at - 1, behind.end, parts=parts)


def ordinal(word: str) -> int | None:
    """Return the place that a lower-case ordinal in words names, or None."""
    return ORDINALS.get(word)


def agrees(claim: Number, source: Number) -> bool:
    """Whether `source` supports `claim`: equal, or what it comes to when rounded as it says."""
    mine, theirs = _share(claim), _share(source)
    if mine and theirs and claim.unit != source.unit:
        return abs(mine - theirs) <= (FAR * theirs if claim.hedge else SHARE)
    if not _units_agree(claim, source):
        return False
    if claim.unit == "s":
        return _decade(claim.value, source)
    a, b = claim.value, source.value
    equal = isclose(a, b)
    if equal and claim.hedge in ("<", ">", "=") and source.hedge in ("<", ">"):
        return claim.hedge == source.hedge
    return equal or (b != 0 and claim.digits <= source.digits and _rounds(claim, source))


def _share(number: Number) -> float | None:
    """A percentage or a fraction as a part of one."""
    if number.unit == "%":
        return number.value / 100
    return number.value if number.unit == "" and 0 < number.value < 1 else None


def _rounds(claim: Number, source: Number) -> bool:
    """Whether the claim is the source's number, less exact, on the side that it says."""
    a, b = claim.value, source.value
    if claim.hedge and claim.hedge != "=":
        least, most = {"~": (1 - FAR, 1 + FAR), "<": (1.0, 1 + FAR), ">": (1 / MUCH, 1.0)}[
            claim.hedge
        ]
        return least * b <= a <= most * b
    if (
        claim.is_year
        or source.is_year
        or claim.digits == source.digits
        or not 100 <= max(a, b) < inf
    ):
        return False
    rounded = round(b, claim.digits - 1 - floor(log10(abs(b))))
    return abs(a - b) <= NEAR * abs(b) and abs(rounded - a) <= 1e-9 * a


def _units_agree(claim: Number, source: Number) -> bool:
    if claim.unit == source.unit or "s" in (claim.unit, source.unit):
        return True
    if claim.unit == "" or source.unit == "":
        other = claim.unit or source.unit
        return other != "%" or 0 < min(claim.value, source.value) < 1
    return False


def _decade(value: float, source: Number) -> bool:
    start = value if value > 100 else value + 1900
    return source.value == value or start <= source.value < start + 10


def _read(words: Sequence[Word], at: int, code: str) -> Number | None:
    """The number that begins at this word, if one does."""
    key = words[at].key
    if words[at].text[0].isdecimal():
        return _digits(words, at, code)
    if key in UNITS or key in TENS:
        return _spelt(words, at)
    if key in ORDINALS:
        return _ordinal(words, at)
    if key in _FRACTIONS:
        return Number(_FRACTIONS[key], "", 2, at, at + 1, loose=key in _LOOSE)
    if at and words[at - 1].key == "a" and len(key) > 2 and key in _SCALES:
        return _scaled(Number(_SCALES[key], "", 1, at, at + 1), words)  # a hundred thousand
    return None


def _ordinal(words: Sequence[Word], at: int) -> Number:
    key = words[at].key
    if at and words[at - 1].key in ("a", "one") and _is_of(words, at + 1):
        return Number(1 / ORDINALS[key], "", 2, at, at + 1)  # a third of
    return Number(ORDINALS[key], "#", 1, at, at + 1, loose=key in _LOOSE)


def _is_of(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and words[at].key == "of"


def _digits(words: Sequence[Word], at: int, code: str) -> Number:
    plain = _plain(words[at].text, code)
    digits = len(plain.replace(".", "").lstrip("0")) if "." in plain else len(plain.strip("0"))
    number = Number(float(plain), "", max(1, digits), at, at + 1)
    after = words[at + 1] if at + 1 < len(words) else None
    glued = after.key if after and after.start == words[at].end else ""
    if glued in _SUFFIXES:
        return replace(number, unit="#", end=at + 2)
    if glued == "s":
        return replace(number, unit="s", end=at + 2)
    if len(plain) == YEAR_DIGITS and at and words[at].before in DASHES:  # 2017-18
        before = words[at - 1].text
        if len(before) == YEAR and before.isdecimal() and int(plain) == int(before[2:]) + 1:
            return replace(number, value=float(before[:2] + plain), digits=YEAR)
    return _scaled(number, words)


def _plain(text: str, code: str) -> str:
    """Digits with a point at most: 1,260.5 and, out of English, 1.260,5."""
    if _THOUSANDS.fullmatch(text):
        return text.replace(",", "")
    if code not in ENGLISH and _EUROPEAN.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    if text.count(".") + text.count(",") == 1:
        return text.replace(",", ".")
    return text.replace(".", "").replace(",", "")  # 1.2.3 and other numbers that are none


def _scaled(number: Number, words: Sequence[Word]) -> Number:
    """With the million behind it."""
    while number.end < len(words) and (scale := _SCALES.get(words[number.end].key)):
        glued = words[number.end].start == words[number.end - 1].end
        if len(words[number.end].key) == 1 and not glued and number.unit not in CURRENCIES:
            break
        number = replace(number, value=number.value * scale, end=number.end + 1)
    return number


def _spelt(words: Sequence[Word], at: int) -> Number:
    """Twenty-one, two hundred and five thousand."""
    total, group, end = 0.0, 0.0, at
    while end < len(words):
        if end > at and words[end].before not in ("", "-", "‑"):
            break
        key = words[end].key
        if key == "and" and group and group % 100 == 0 and _counts(words, end + 1):
            end += 1
            continue
        if key in ORDINALS and group % 10 == 0 and group:
            return Number(total + group + ORDINALS[key], "#", 2, at, end + 1)
        grown = _grown(total, group, key)
        if grown is None:
            break
        total, group = grown
        end += 1
    value = total + group
    digits = len(str(int(value)).strip("0")) or 1
    loose = end == at + 1 and words[at].key in _LOOSE
    return _fraction(Number(value, "", digits, at, max(end, at + 1), loose=loose), words)


def _counts(words: Sequence[Word], at: int) -> bool:
    return at < len(words) and (words[at].key in UNITS or words[at].key in TENS)


def _grown(total: float, group: float, key: str) -> tuple[float, float] | None:
    """The sum and the group under a thousand with one more word, or None if it is of neither."""
    if key in TENS:
        return (total, group + TENS[key]) if group % 100 == 0 else None
    if key in UNITS:
        fits = group % 100 == 0 or (group % 10 == 0 and UNITS[key] < 10)
        return (total, group + UNITS[key]) if fits else None
    if key == "hundred" and 0 < group < 100:
        return total, group * 100
    if key in _SCALES and len(key) > 2 and group:
        return total + group * _SCALES[key], 0.0
    return None


def _share_of(word: str, count: float) -> float:
    """What a word means behind a number of them: a fifth, two fifths; 0 for none."""
    ordinal = ORDINALS.get(word if count == 1 else word.removesuffix("s"), 0)
    if ordinal > 2 and (count == 1) != word.endswith("s"):
        return 1 / ordinal
    return _FRACTIONS.get(word, 0.0)


def _fraction(number: Number, words: Sequence[Word]) -> Number:
    """Two thirds."""
    if number.end < len(words) and number.value < 10:
        share = _share_of(words[number.end].key, number.value)
        if share and words[number.end].key not in ("half", "quarter", "dozen"):
            return replace(number, value=number.value * share, digits=2, end=number.end + 1)
        if words[number.end].key == "dozen":
            return replace(number, value=number.value * 12, digits=2, end=number.end + 1)
    return number


def _with_unit(number: Number, words: Sequence[Word]) -> Number:
    """With the currency before it, or the unit behind it."""
    if number.unit:
        return number
    before = words[number.start - 1].key if number.start else ""
    if before in CURRENCIES and before not in ("pound", "dollar", "euro", "dollars", "pounds"):
        return _scaled(replace(number, unit=CURRENCIES[before]), words)
    after = [word.key for word in words[number.end : number.end + 2]]
    if (after and after[0] in PERCENT) or after == ["per", "cent"]:
        return replace(number, unit="%")
    if after and after[0] in CURRENCIES and after[0] not in ("$", "£", "€", "₹", "rs", "yuan"):
        return replace(number, unit=CURRENCIES[after[0]])
    return number


def _hedged(number: Number, words: Sequence[Word]) -> Number:
    before = [w.key for w in words[max(0, number.start - 3) : number.start] if w.key not in "$£€₹"]
    if not before:
        return number
    if before[-2:] in (["more", "than"], ["greater", "than"], ["higher", "than"]):
        return replace(number, hedge=">")
    if before[-2:] in (["less", "than"], ["fewer", "than"], ["up", "to"], ["close", "to"]):
        return replace(number, hedge="<")
    hedge = _HEDGES.get(before[-1], "")
    if before[-1] in ("least", "most") and before[-2:-1] != ["at"]:
        hedge = ""
    return replace(number, hedge=hedge)


def _shared_units(figures: Sequence[Number], words: Sequence[Word]) -> Iterator[Number]:
    """40 to 50 per cent: the first has the unit of the second."""
    for number, following in zip(figures, [*figures[1:], None], strict=False):
        if following and not number.unit and following.unit in ("%", "$", "£", "€"):
            between = words[number.end : following.start + 1]
            keys = {word.key for word in between[:-1]} or {between[-1].before}
            if keys <= _RANGE | {"$", "£", "€"}:
                yield replace(number, unit=following.unit)
                continue
        yield number
