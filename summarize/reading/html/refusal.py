"""Pages that hold no article: what they are instead, by their form, and by their words if short.

A page is doubted only where hardly any text was found on it. Then its markup decides (no text
but scripts, a challenge, a login), a status code in its heading, and at last what short pages of
these kinds say, in the languages they are met in.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from summarize.language.index import refusals

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["PAYWALL_NOTE", "asks_for_login", "is_paywalled", "what_instead"]

PAYWALL_NOTE = "the page says that its article is for subscribers: only the open part was read"

_LONGEST = 150  # words: a longer page is never refused; the longest error page met had 130
_SHORT = 45  # words: of a page so short one sentence that speaks for a kind is enough
_OPEN_WORDS = 15  # of whole sentences: of less nothing can be summarized
_CLOSED = re.compile(r"[.!?…]['\"”’»)]*$|[。！？]")
_STATUS = re.compile(r"\b(?:4[0-5]\d|50[0-4]|52\d)\b")
_SENTENCE = re.compile(r"(?<=[.!?。！？…])\s+|\n+")


class _Kind(NamedTuple):
    """What a page is, with the remedy, and the pattern of the sentences that say so."""

    what: str
    words: re.Pattern[str]
    partly: bool  # what stands above the words is open to all


_CHALLENGE = re.compile(
    r"/cdn-cgi/challenge|cf-challenge|challenge-form|challenge-platform|[hg]-(?:re)?captcha|h-captcha"
    r"|px-captcha|captcha-delivery|cf-turnstile|_incapsula_resource|distil_r_captcha|awswafcaptcha",
    re.IGNORECASE,
)


def what_instead(tree: "HtmlElement", title: str, lines: Sequence[str]) -> str | None:
    """What a page is that holds no article, with the remedy; None where it may hold one.

    Args:
        tree: the page.
        title: of the page.
        lines: all of its visible text.
    """
    words = sum(len(line.split()) + len(line) // 12 * (not line.isascii()) for line in lines)
    if words > _LONGEST:
        return None
    return _by_markup(tree, words) or _by_words(tree, title, lines, words)


def _by_markup(tree: "HtmlElement", words: int) -> str | None:
    marked = any(
        _CHALLENGE.search(" ".join(element.attrib.values()))
        for element in tree.iter("form", "div", "iframe", "script", "input")
        if element.attrib
    )
    if marked and words < _LONGEST:
        return _kinds()["check"].what
    if any(field.get("type") == "password" for field in tree.iter("input")):
        return _kinds()["login"].what
    if words:
        return None
    scripted = next(tree.iter("script", "noscript"), None) is not None
    return _kinds()["scripts"].what if scripted else None


def _by_words(tree: "HtmlElement", title: str, lines: Sequence[str], words: int) -> str | None:
    from summarize.reading.html.declared import text_of

    unseen = [text_of(element) for element in tree.iter("noscript")] if words < _SHORT // 2 else []
    heads = [title, *(text_of(h) for h in tree.iter("h1", "h2"))]
    parts = [part for line in (*lines, *unseen) for part in _SENTENCE.split(line) if part.strip()]
    for kind in _kinds().values():
        said = [part for part in parts if kind.words.search(part)]
        if kind.partly and _has_open_part(parts, said):
            continue
        if any(len(head.split()) <= 12 and kind.words.search(head) for head in heads):
            return kind.what
        if said and (words <= _SHORT or 2 * sum(map(len, said)) >= sum(map(len, parts))):
            return kind.what
    if words <= _SHORT and any(_STATUS.search(head) and len(head) < 60 for head in heads):
        missing = any("404" in head or "410" in head for head in heads)
        return _kinds()["missing" if missing else "failed"].what
    return None


def _has_open_part(parts: Sequence[str], said: Sequence[str]) -> bool:
    """Whether some sentences stand above what a page says to visitors who are not logged in."""
    above = takewhile(lambda part: part not in said, parts)
    return sum(len(part.split()) for part in above if _CLOSED.search(part)) >= _OPEN_WORDS


def asks_for_login(lines: Sequence[str]) -> list[bool]:
    """Return which lines of a short page say that the rest is for those who log in or pay.

    Long pages say so of their comments, and instructions ("Log in to your account and …") with more
    of the article below.

    Args:
        lines: all of the page's visible text.
    """
    if sum(len(line.split()) for line in lines) > _LONGEST:
        return [False] * len(lines)
    asks = [_kinds()["login"].words.search(line) is not None for line in lines]
    below = 0
    for i in reversed(range(len(lines))):
        if below >= _OPEN_WORDS:
            asks[i] = False
        elif not asks[i] and _CLOSED.search(lines[i]):
            below += len(lines[i].split())
    return asks


@cache
def _kinds() -> dict[str, _Kind]:
    """The kinds of pages in `refusal.toml`, by name, read once, with the words of all languages."""
    text = resources.files("summarize.reading.html").joinpath("refusal.toml").read_text("utf-8")
    kinds = {}
    for name, row in tomllib.loads(text).items():
        words = refusals().get(name, "")
        form = rf"^\W*(?:{words})\b.{{0,60}}$" if row.get("whole") else words
        kinds[name] = _Kind(row["what"], re.compile(form, re.IGNORECASE), row.get("partly", False))
    return kinds


def is_paywalled(tree: "HtmlElement", free: object) -> bool:
    """Whether a page marks its article as not free and holds a box that asks for money.

    Args:
        tree: the page.
        free: `isAccessibleForFree` of its JSON-LD, where it has one.
    """
    if str(free).lower() != "false":
        return False
    names = (f"{e.get('class', '')} {e.get('id', '')}".lower() for e in tree.iter("div", "section"))
    return any(_PAYWALL.search(name) for name in names)


_PAYWALL = re.compile(
    r"paywall|regwall|meter(?:ed|ing)|subscriber-only|premium-(?:wall|box|content)"
)
