"""Small edits that let a sentence stand alone: no dateline, no byline, no orphan connective.

Each edit only removes words that belong to the page or tie the sentence to the one before it.
Names of the edits are what a summary sentence lists as `edited`.
"""

import re
from collections.abc import Mapping

__all__ = ["CONNECTIVE", "DATELINE", "without_connective", "without_dateline"]

DATELINE = "dateline removed"
CONNECTIVE = "connective removed"

_DASH = r"(?:--+|[—–]|-(?= ))"
_PLACE = r"[A-Z][\w.'’-]*(?:[ /][A-Z][\w.'’-]*){0,3}"
_DAY = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?"
_SOURCE = r"\([A-Z][\w.&/ -]{1,40}\)"
_AGENCY = r"\((?:[A-Z]{2,5}|Reuters|Bloomberg)\)"
_BYLINE = rf"By {_PLACE}(?:(?:,| and) {_PLACE}){{0,2}}"

# BEIJING (Reuters) - …; (CNN) -- …; LIMA, Peru — …; London, Jan 15 (PTI) …; NEW DELHI: …
_DATELINES = re.compile(
    rf"(?:{_BYLINE},? {_DASH} ?)?"
    rf"(?:(?:{_PLACE}(?:, {_PLACE}){{0,2}}(?:,? {_DAY})? ?)?"
    rf"(?:{_SOURCE} ?(?:{_DASH}|:) ?|{_AGENCY} ?)"
    rf"|[A-Z][A-Z.'’-]{{2,}}(?: [A-Z][A-Z.'’-]+){{0,3}}(?:, {_PLACE}){{0,2}}(?:,? {_DAY})? ?"
    rf"(?:{_DASH}|:) ?"
    rf"|{_PLACE}(?:, {_PLACE}){{0,2}},? {_DAY} ?{_DASH} ?"
    rf"|{_BYLINE},? {_DASH} ?)"
    r"(?=[\"“‘']?[A-Z\d])"
)

# What joins a sentence to the one before and says nothing itself: with a comma behind it, or, of
# the conjunctions that open a main clause in its usual order of words, without.
_WITH_COMMA: Mapping[str, str] = {
    "en": (
        r"however|moreover|furthermore|additionally|also|meanwhile|nevertheless|nonetheless"
        r"|still|thus|therefore|hence|consequently|in addition|in fact|indeed|of course|besides"
        r"|similarly|likewise|accordingly|for example|for instance|that said|even so|and yet"
        r"|on the other hand|by contrast|in contrast|at the same time|as a result|after all|plus"
        r"|in other words|what['’]s more|to top it off|but|and|so|yet|then again"
    ),
    "fr": r"cependant|toutefois|pourtant|en outre|de plus|par ailleurs|ainsi|en effet|or|mais",
    "es": r"sin embargo|no obstante|además|por otra parte|por otro lado|asimismo|en efecto",
    "it": r"tuttavia|inoltre|infatti|d['’]altra parte",
    "pt": r"no entanto|porém|contudo|além disso|por outro lado",
}
_WITHOUT: Mapping[str, str] = {
    "en": r"(?:but|and|so|yet)(?! (?:far|that|as|much|many|few|for|long|called|too|do|does|did"
    r"|is|was|are|were|can|will|would|has|have)\b)",
    "de": r"aber|und|denn",
    "fr": r"mais|et|car",
    "es": r"pero|y",
    "it": r"ma|e",
    "pt": r"mas|e",
    "nl": r"maar|en",
}
_WITHIN = re.compile(r"(?<=\w), (?:however|though|meanwhile|moreover|nevertheless), ?(?=\w)")


def without_dateline(text: str) -> str:
    """Return a sentence without the dateline or byline it begins with.

    >>> without_dateline("LIMA, Peru (AP) — The bridge is open.")
    'The bridge is open.'
    """
    dateline = _DATELINES.match(text)
    return text[dateline.end() :] if dateline else text


def without_connective(text: str, language: str) -> str:
    """Return a sentence without the connective that opens it, the next word capitalized.

    >>> without_connective("But the bridge is open.", "en")
    'The bridge is open.'
    """
    while (rest := _without_opening(text, language)) != text:
        text = rest
    return _WITHIN.sub(" ", text) if language == "en" else text


def _without_opening(text: str, language: str) -> str:
    forms = (
        f"(?:{words}){behind}"
        for words, behind in (
            (_WITH_COMMA.get(language, ""), r", "),
            (_WITHOUT.get(language, ""), r" (?![,–—-])"),
        )
        if words
    )
    pattern = "|".join(forms)
    if not pattern or not (opening := re.match(pattern, text, re.IGNORECASE)):
        return text
    rest = text[opening.end() :]
    return rest[:1].upper() + rest[1:]
