"""What a page puts among its paragraphs: posts, players, the data of scripts, notes of a change.

These are known by their form alone, a sentence's full stop or not.
"""

import re
from typing import NamedTuple

__all__ = ["embedded"]

MOST_WORDS = 90  # of any of them; past it the block is the article's

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_CLOCK = r"\d{1,2}(?:[:.]\d\d)? ?(?:[AaPp]\.?[Mm]\b\.?|[A-Z]{2,4}\b)"
_CHANGED = (
    r"(?:[Rr]evised|[Uu]pdate[sd]|[Aa]dd(?:s|ed)"
    r"|[Ww]ith (?:additional|more|new|comments?|details?|statements?))"
)
_READ = (
    r"(?:[Rr]ead more (?:about|from|on|here)|(?:Also|Must) read|READ MORE|(?:ALSO|MUST) READ"
    r"|Read the full (?:story|report|article))"
)
_CLICK = r"(?:Click (?:[Hh]ere|to (?:watch|read|see))|CLICK (?:HERE|TO))"
_REST = r"[^.!?\n]{0,260}(?:[.!?…]{0,3})$"


class _Form(NamedTuple):
    """A block that has `hint`, in any case, and the pattern is boilerplate by `rule`."""

    rule: str
    hint: str
    pattern: re.Pattern[str]


def _forms() -> tuple[_Form, ...]:
    rows = (
        # — Ann Reed (@reed) May 3, 2024
        ("embed", "@", rf"[—–-] ?[^()\n]{{1,60}}\(@\w{{1,20}}\),? {_MONTH} \d{{1,2}}, \d{{4}}\.?$"),
        ("embed", "pic.twitter.com/", r"\bpic\.twitter\.com/\w+\W*$"),
        ("embed", '":', r"^\{\"\w+\":[^\n]*\}"),
        ("caption", "![", r"^!\[[^\]\n]*\]\(\S+\)$"),  # a picture in Markdown
        ("caption", "close ", r"^CLOSE [A-Z]"),
        ("caption", "vpc", r"[.!?…”\"] VPC$"),
        ("caption", "video provided by", r"[.!?…”\"] Video provided by .{2,40}$"),
        # Updated at 9:20 p.m.: Revised to …
        (
            "timestamp",
            "update",
            rf"^(?:Updated?|UPDATED?)\b[^.!?]{{0,40}}{_CLOCK}[^.!?]{{0,20}}\b{_CHANGED}\b",
        ),
        ("related", "read", rf"^{_READ}\b{_REST}"),
        ("related", "see also", rf"^(?:[Ss]ee also|SEE ALSO)\b{_REST}"),
        ("related", "click ", rf"^{_CLICK}\b{_REST}"),
        ("related", "podcast", r"\bis a podcast (?:distributed|produced|hosted|presented) by\b"),
        (
            "byline",
            "expressed",
            r"\b(?:[Oo]pinions|[Vv]iews) expressed (?:in this \w+|here) "
            r"(?:are|belong|do not)\b",
        ),
        (
            "sign-up",
            "newsroom",
            r"\bnonprofit(?:, nonpartisan)?(?: \w+)? newsroom\b.*\bSign up (?:for|to)\b",
        ),
        ("sign-up", "sign up", r"^Sign up (?:for|to) [^.!?\n]{3,160}[.!]?$"),
    )
    return tuple(_Form(rule, hint, re.compile(pattern)) for rule, hint, pattern in rows)


_FORMS = _forms()


def embedded(text: str, words: int) -> str | None:
    """The rule by which a block is one of these; None where it is none.

    Args:
        text: the block.
        words: how many it has.
    """
    if words > MOST_WORDS:
        return None
    lowered = text.lower()
    rules = (f.rule for f in _FORMS if f.hint in lowered and f.pattern.search(text))
    return next(rules, None)
