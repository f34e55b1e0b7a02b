"""Sentences of a mail that ask something of whoever reads it: what the mail is for."""

import re
from functools import cache

from summarize.document import Document
from summarize.language import is_unspaced
from summarize.language.profiles import phrases, profile

__all__ = ["is_mail", "requests"]

_MAIL_RULES = frozenset(
    (
        "mail-header",
        "salutation",
        "signature",
        "quoted-reply",
        "attribution",
        "disclaimer",
    )
)


def is_mail(document: Document) -> bool:
    """Return whether parts of a mail were taken from the document: a salutation, a signature."""
    return any(removed.rule in _MAIL_RULES for removed in document.removed)


def requests(document: Document) -> tuple[int, ...]:
    """Return the indices of the sentences that ask something of the reader, in a mail.

    "Please …", "Could you …", "They asked us not to …": phrases of the document's language, from
    its data file. None in a text that is no mail, or in a language without such phrases.
    """
    pattern = _pattern(document.language)
    if pattern is None or not is_mail(document):
        return ()
    texts = (" ".join(s.text.split()) for s in document.sentences)
    return tuple(i for i, text in enumerate(texts) if pattern.search(text))


@cache
def _pattern(code: str) -> re.Pattern[str] | None:
    listed = profile(code).mail.get("requests")
    if not listed:
        return None
    spaced = phrases(tuple(p for p in listed if not is_unspaced(p)))
    unspaced = phrases(tuple(p for p in listed if is_unspaced(p)))
    spaced = rf"(?<!\w)(?:{spaced})(?!\w)" if spaced else ""
    return re.compile("|".join(filter(None, (spaced, unspaced))), re.IGNORECASE)
