"""By what form the parts of a mail are known: headers, introductions of quotations, notices."""

import re
from collections.abc import Sequence

from summarize.language.index import mail_phrases
from summarize.reading.mail_words import labels as known_labels
from summarize.reading.mail_words import mentions

__all__ = [
    "ADDRESS",
    "introduces",
    "is_about_browsers",
    "is_about_printing",
    "is_about_subscription",
    "is_dated",
    "is_header",
    "is_labeled",
    "is_notice",
    "passes_on",
    "speaks_as_notice",
]

LONGEST_NOTICE = 400
LONGEST_FORWARD = 60  # letters of the line above a mail that is passed on
LAST_WORDS = 4  # among which is the verb: "wrote:", "schrieb Piet Vos:"
LABEL_LETTERS = 26  # of a header line before its colon

_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}年")
_STOPS = ",.!，。！;:-–— "
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


def is_labeled(text: str) -> bool:
    """Return whether a line may begin with a label before a colon."""
    return ":" in text[:LABEL_LETTERS] or "：" in text[:LABEL_LETTERS]


def is_header(labels: Sequence[str], values: Sequence[str]) -> bool:
    """Return whether lines with these labels and values are the header of a mail or commit."""
    known = sum(label in known_labels() for label in labels)
    if labels[:1] == ["commit"] and len(labels) > 1:
        return True
    if known < 2 or 2 * known < len(labels):
        return False
    addressed = any(ADDRESS.search(value) for value in values)
    dated = any(_CLOCK.search(value) or _YEAR.search(value) for value in values)
    subject = any(label in mail_phrases("subject") for label in labels)
    whole = known == len(labels) > 2  # From, To and Subject, with names for addresses
    return addressed + dated + subject + (whole or known >= 4) >= 2


def introduces(text: str, *, quoted: bool) -> bool:
    """Return whether `text` says who wrote what is quoted below it, and when."""
    lower = text.lower()
    wrote = mentions(lower, "wrote")
    addressed = ADDRESS.search(text) is not None
    dated = is_dated(text)
    if quoted:
        return wrote or addressed or (_YEAR.search(text) and _CLOCK.search(text)) is not None
    last = " ".join(lower.rstrip(_STOPS).split()[-LAST_WORDS:])
    says = mentions(last, "wrote") and _CLOCK.search(text) is not None
    return dated and (addressed or says)


def is_dated(text: str) -> bool:
    """Return whether a date or a time of day is in `text`."""
    return _YEAR.search(text) is not None or _CLOCK.search(text) is not None


def is_about_printing(lower: str) -> bool:
    """Return whether a text in lower case asks to think of the environment before printing."""
    return mentions(lower, "printing") and mentions(lower, "environment")


def is_about_browsers(lower: str) -> bool:
    """Return whether a text in lower case tells how to see a mail in a browser."""
    return mentions(lower, "browser") and mentions(lower, "viewed")


def is_about_subscription(lower: str) -> bool:
    """Return whether a text in lower case says why a mail was sent, or how to end a newsletter."""
    return mentions(lower, "subscribed") and mentions(lower, "message")


def passes_on(text: str) -> bool:
    """Return whether a line above a header says that a mail follows: "Begin forwarded message:"."""
    brief = len(text) < LONGEST_FORWARD and text[-1] in ":："
    return brief and mentions(text.lower(), "forwarded")


def is_notice(text: str, *, below: bool) -> bool:
    """Return whether a paragraph says that a mail is confidential, or for its recipient alone.

    Args:
        text: the paragraph.
        below: whether it stands below a signature, where less is enough.
    """
    if len(text.split()) > LONGEST_NOTICE:
        return False
    lower = text.lower()
    return _notice_points(lower) > 0 if below else speaks_as_notice(lower)


def speaks_as_notice(lower: str) -> bool:
    """Return whether a text in lower case says who may read a mail."""
    return mentions(lower, "message") and _notice_points(lower) > 1


def _notice_points(lower: str) -> int:
    names = ("confidential", "addressed", "in_error")
    return sum(mentions(lower, name) for name in names)
