"""What is asked of all languages at once, because a text's language is not known yet.

Each language's words stand in its own file, `data/CODE.toml`; reading eighty of them takes a third
of a second, so these are kept together, too, in `data/index.json`. After a change to one of them,
`python -m training.language_index` writes it anew.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from summarize.language.profiles import codes, profile

__all__ = ["INDEX", "built_index", "common_words", "listed", "mail_phrases", "refusals"]

INDEX = Path(__file__).with_name("data") / "index.json"


def built_index() -> dict[str, Any]:
    """What the index should hold, from the files of the languages."""
    profiles = {code: profile(code) for code in codes()}
    mail: dict[str, set[str]] = {}
    refusal: dict[str, list[str]] = {}
    for known in profiles.values():
        for name, listed in known.mail.items():
            mail.setdefault(name, set()).update(listed)
        for kind, pattern in known.refusal.items():
            refusal.setdefault(kind, []).append(pattern)
    mail.pop("requests", None)  # of a mail whose language is known
    return {
        "common_words": {
            code: " ".join(known.common_words)
            for code, known in profiles.items()
            if known.common_words
        },
        "stop_words": [code for code, known in profiles.items() if known.stop_words],
        "mail": {name: " | ".join(sorted(phrases)) for name, phrases in sorted(mail.items())},
        "refusal": {kind: "|".join(patterns) for kind, patterns in sorted(refusal.items())},
    }


@cache
def _stored() -> dict[str, Any]:
    stored: dict[str, Any] = json.loads(INDEX.read_text("utf-8"))
    return stored


def common_words() -> Mapping[str, str]:
    """Code -> the commonest words of the language, spaces between them."""
    words: Mapping[str, str] = _stored()["common_words"]
    return words


def listed() -> frozenset[str]:
    """The codes of the languages whose stop words we list ourselves."""
    return frozenset(_stored()["stop_words"])


def refusals() -> Mapping[str, str]:
    """Kind of page without an article -> pattern of what such pages say in any language."""
    patterns: Mapping[str, str] = _stored()["refusal"]
    return patterns


@cache
def mail_phrases(name: str) -> tuple[str, ...]:
    """Return the phrases of one key of `[mail]` in all languages, in lower case."""
    return tuple(_stored()["mail"][name].split(" | "))
