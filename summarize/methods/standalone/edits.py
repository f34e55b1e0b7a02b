"""Small edits that let a sentence stand alone: no dateline, no byline, no orphan connective.

Each edit only removes words that belong to the page or tie the sentence to the one before it.
Names of the edits are what a summary sentence lists as `edited`.
"""

import re
from functools import cache

from summarize.language.profiles import phrases, profile

__all__ = [
    "CONNECTIVE",
    "DATELINE",
    "PICTURE",
    "capitalized",
    "without_connective",
    "without_picture",
]

DATELINE = "dateline removed"
CONNECTIVE = "connective removed"
PICTURE = "reference to a picture removed"

_SHOWN = re.compile(  # what only stands beside its picture
    r" ?\((?:pictured|seen|shown|file(?: photo| picture)?|above|below|left|right)"
    r"(?:,? (?:above|below|left|right|here))?\)"
)

# English conjunctions that join nothing: "So far …", "But for the rain …".
_KEPT = (
    r"(?! (?:far|that|as|much|many|few|for|long|called|too|do|does|did|is|was|are|were|can|will"
    r"|would|has|have)\b)"
)
_ASKS = re.compile(r"[^.!?…]{0,200}[?？؟]")
_WITHIN = re.compile(r"(?<=\w), (?:however|though|meanwhile|moreover|nevertheless), ?(?=\w)")


def capitalized(text: str) -> str:
    """Return a sentence with a capital, where its first word is all in small letters.

    >>> capitalized("wir treffen uns am Montag."), capitalized("eBay is down.")
    ('Wir treffen uns am Montag.', 'eBay is down.')
    """
    first = text.partition(" ")[0]
    return text[:1].upper() + text[1:] if first.isalpha() and first.islower() else text


def without_picture(text: str) -> str:
    """Return a sentence without the words in parentheses that point at a picture.

    >>> without_picture("The mayor (pictured left) opened the bridge.")
    'The mayor opened the bridge.'
    """
    return _SHOWN.sub("", text)


def without_connective(text: str, language: str) -> str:
    """Return a sentence without the connective that opens it, the next word capitalized.

    A question keeps it: of "And the library?" little is left.

    >>> without_connective("But the bridge is open.", "en")
    'The bridge is open.'
    """
    if _ASKS.match(text):
        return text
    while (rest := _without_opening(text, language)) != text:
        text = rest
    return _WITHIN.sub(" ", text) if language == "en" else text


def _without_opening(text: str, language: str) -> str:
    pattern = _connectives(language)
    if pattern is None or not (opening := pattern.match(text)):
        return text
    rest = text[opening.end() :]
    return rest[:1].upper() + rest[1:]


@cache
def _connectives(language: str) -> re.Pattern[str] | None:
    """What joins a sentence to the one before and says nothing itself, from the language's file.

    A connective has a comma behind it; a conjunction opens a main clause in its usual order of
    words, and needs none.
    """
    openings = profile(language).openings
    exceptions = _KEPT if language == "en" else ""
    forms = [f"(?:{phrases(openings['connectives'])}), "] if "connectives" in openings else []
    if "conjunctions" in openings:
        forms.append(f"(?:{phrases(openings['conjunctions'])}){exceptions} (?![,–—-])")
    return re.compile("|".join(forms), re.IGNORECASE) if forms else None
