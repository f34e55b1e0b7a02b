"""Words by which mails are known in the languages people write them in.

They stand in `[mail]` of each language's file and are asked for all languages at once: a mail's
headers are read before its language is known, and often are in another.
"""

import re
from functools import cache

from summarize.language.index import mail_phrases

__all__ = ["FIELDS", "closings", "labels", "mentions", "sent_from"]

_COMMIT = ("author", "commit", "authordate", "commitdate", "merge")
FIELDS = frozenset((*_COMMIT, "message-id", "mime-version", "content-type", "list-id"))
"""Labels that programs write in no language: of a commit, of a mail's technical headers."""

_UNSPACED = "\u2e80"  # from here on: Chinese, Japanese, Korean


def mentions(lower: str, name: str) -> bool:
    """Return whether a text in lower case has a stem of this key of `[mail]` in any language."""
    return any(stem in lower for stem in mail_phrases(name))


@cache
def labels() -> frozenset[str]:
    """The labels of the lines above a mail, or above a commit's message, in lower case."""
    return FIELDS.union(mail_phrases("headers"), mail_phrases("subject"))


@cache
def closings() -> re.Pattern[str]:
    """A word of the line that closes a letter, in lower case."""
    listed = mail_phrases("closings")
    spaced = "|".join(re.escape(phrase) for phrase in listed if phrase < _UNSPACED)
    return re.compile(
        "|".join([rf"\b(?:{spaced})\b", *(phrase for phrase in listed if phrase >= _UNSPACED)])
    )


@cache
def sent_from() -> re.Pattern[str]:
    """How the line begins that a telephone puts under a mail, in lower case; `…` is any text."""
    forms = (re.escape(phrase).replace("…", ".+") for phrase in mail_phrases("sent_from"))
    return re.compile("|".join(forms))
