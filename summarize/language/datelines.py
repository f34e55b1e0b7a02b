"""Datelines and bylines: what a news agency puts before the first sentence of an article."""

import re

__all__ = ["without_dateline"]

_DASH = r"(?:--+|[—–]|\.?-(?= ))"
_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_PLACE = rf"{_CAPITAL}[\w.'’-]*(?:[ /]{_CAPITAL}[\w.'’-]*){{0,3}}"
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|(?:le )?\d{1,2}\.? [^\W\d_]{3,9}\.?)(?:,? \d{4})?"
_SOURCE = rf"\((?:{_CAPITAL}[\w.&/ -]{{1,40}}|[^\W\d_][\w.&/-]{{1,9}})\)"
_AGENCY = r"\((?:[A-Z]{2,5}|Reuters|Bloomberg)\)"
_CLOCK = r"\d\d?[:.]\d\d(?: ?[AaPp]\.?[Mm]\.?)?(?: [A-Z]{2,4}(?= ))?"
_BYLINE = rf"By {_PLACE}(?:(?:,| and) {_PLACE}){{0,2}}"

# BEIJING (Reuters) - …; (CNN) -- …; LIMA, Peru — …; London, Jan 15 (PTI) …; NEW DELHI: …
_DATELINES = re.compile(
    rf"(?:{_BYLINE},? {_DASH} ?)?"
    rf"(?:(?:{_PLACE}(?:, {_PLACE}){{0,2}}(?:,? {_DAY})? ?)?"
    rf"(?:{_SOURCE} ?(?:{_DASH}|:) ?|{_AGENCY} ?)"
    rf"|[A-Z][A-Z.'’-]{{2,}}(?: [A-Z][A-Z.'’-]+){{0,3}}(?:, {_PLACE}){{0,2}}(?:,? {_DAY})? ?"
    rf"(?:{_DASH}|:) ?"
    rf"|{_PLACE}(?:, {_PLACE}){{0,2}},? {_DAY} ?{_DASH} ?"
    rf"|{_BYLINE},? {_DASH} ?"
    r"|\([^()]{20,120}\)(?=[A-Z])"  # a link's title, glued to what follows
    rf"|\({_PLACE}/[^()]{{3,40}}\) |\[\d{{1,3}}\] "  # a picture's credit; a note's number
    rf"|(?:Updated|Published|Posted|Last updated)(?: on| at)?:? (?:{_CLOCK},? )?{_DAY}"
    rf"(?:,? (?:at )?{_CLOCK})? (?:{_DASH} |\| )?)"
    rf"(?=[\"“‘'„«»]?(?:{_CAPITAL}|\d))"
)

_MOST = 2  # (ANSA) - ROMA, 12 MAR - …


def without_dateline(text: str) -> str:
    """Return a sentence without the dateline or byline it begins with.

    >>> without_dateline("LIMA, Peru (AP) — The bridge is open.")
    'The bridge is open.'
    """
    for _ in range(_MOST):
        if not (dateline := _DATELINES.match(text)):
            break
        text = text[dateline.end() :]
    return text
