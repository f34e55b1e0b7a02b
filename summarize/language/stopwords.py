"""The common words of all languages at once, by which a text's language is told.

Each language's stand in its own file, `data/CODE.toml`; reading eighty of them takes a third of a
second, so they are kept together, too, in `data/index.json`. After a change to `common_words` or
`stop_words` of a file, `python -m training.language_index` writes it anew.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from summarize.language.profiles import codes, profile

__all__ = ["INDEX", "built_index", "common_words", "listed"]

INDEX = Path(__file__).with_name("data") / "index.json"


def built_index() -> dict[str, Any]:
    """What the index should hold, from the files of the languages."""
    profiles = {code: profile(code) for code in codes()}
    return {
        "common_words": {
            code: " ".join(known.common_words)
            for code, known in profiles.items()
            if known.common_words
        },
        "stop_words": [code for code, known in profiles.items() if known.stop_words],
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
