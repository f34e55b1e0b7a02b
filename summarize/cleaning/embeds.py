"""What a page puts among its paragraphs: posts, players, the data of scripts, notes of a change.

These are known by their form alone, a sentence's full stop or not.
"""

import re
from collections.abc import Mapping

__all__ = ["embedded"]

MOST_WORDS = 90  # of any of them; past it the block is the article's

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_CLOCK = r"\d{1,2}(?:[:.]\d\d)? ?(?:[AaPp]\.?[Mm]\b\.?|[A-Z]{2,4}\b)"
_LINKS = (
    r"(?:Read more (?:about|from|on|here)|See also|Also read|Must read|Click here"
    r"|Click to (?:watch|read|see)|Read the full (?:story|report|article))\b"
)

# Rule -> the forms; a block that has one is furniture.
_FORMS: Mapping[str, tuple[str, ...]] = {
    "embed": (
        rf"[—–-] ?[^()\n]{{1,60}}\(@\w{{1,20}}\),? {_MONTH} \d{{1,2}}, \d{{4}}\.?$",
        r"\bpic\.twitter\.com/\w+\W*$",
        r"^\{\"\w+\":[^\n]*\}",
    ),
    "caption": (r"^CLOSE [A-Z]", r"[.!?…”\"] (?:VPC|Video provided by .{2,40})$"),
    "timestamp": (
        rf"^(?:UPDATED?|Updated?)\b[^.!?]{{0,40}}{_CLOCK}[^.!?]{{0,20}}"
        r"\b(?:[Rr]evised|[Uu]pdate[sd]|[Aa]dd(?:s|ed)|[Ww]ith (?:additional|more|new|comments?"
        r"|details?|statements?))\b",
    ),
    "related": (
        r"\bis a podcast (?:distributed|produced|hosted|presented) by\b",
        rf"^(?i:{_LINKS})[^.!?\n]{{0,160}}(?:[.!?…]{{0,3}}|[.…]{{3}})$",
    ),
    "byline": (
        r"\b(?:[Oo]pinions|[Vv]iews) expressed (?:in this \w+|here) (?:are|belong)\b",
        r"\b(?:[Oo]pinions|[Vv]iews) expressed (?:in this \w+|here) (?:do not|are not)\b",
    ),
    "sign-up": (
        r"\bnonprofit(?:, nonpartisan)?(?: \w+)? newsroom\b.*\bSign up (?:for|to)\b",
        r"^Sign up (?:for|to) [^.!?\n]{3,160}[.!]?$",
    ),
}
_ANY = {rule: re.compile("|".join(forms)) for rule, forms in _FORMS.items()}


def embedded(text: str, words: int) -> str | None:
    """The rule by which a block is one of these; None where it is none.

    Args:
        text: the block.
        words: how many it has.
    """
    if words > MOST_WORDS:
        return None
    return next((rule for rule, form in _ANY.items() if form.search(text)), None)
