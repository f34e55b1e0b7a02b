"""Wikitext: the prose of a page of MediaWiki, by its markup; no template is expanded.

Templates, tables, files, categories, references and comments are left out, links are their text.
What a template would have shown is missing, and a note says so.
"""

import re

from summarize.reading.encoding import decode
from summarize.reading.source_text import SourceText

__all__ = ["is_wikitext", "wikitext"]

DEEPEST = 20  # templates in each other that are undone, one round of the pattern each

_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
_NOTE = re.compile(
    r"<ref\b[^<>]*/>|<ref\b[^<>]*>(?:(?!<ref\b).)*?</ref\s*>", re.DOTALL | re.IGNORECASE
)
_ELEMENT = re.compile(
    r"<(gallery|math|syntaxhighlight|source|timeline|score|imagemap|nowiki)\b[^<>]*>(?:(?!<\1\b).)*?</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>")
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}")
_TABLE = re.compile(r"^[ \t:]*\{\|(?:(?!\{\|).)*?^[ \t]*\|\}", re.DOTALL | re.MULTILINE)
_LEFT_OUT = re.compile(
    r"\[\[\s*:?[^\W\d_][^\[\]|:\n]{1,20}:[^\s\[\]|][^\[\]|]*(\|[^\[\]]*)?\]\]\n?"
)
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_ADDRESS = re.compile(r"\[(?:https?:)?//[^\s\[\]]+ ?([^\[\]\n]*)\]")
_HEADING = re.compile(r"^(={2,6})[ \t]*([^\s=][^=\n]{0,200})\1[ \t]*$", re.MULTILINE)
_ITEM = re.compile(r"^[*#;:]+[ \t]*", re.MULTILINE)
_EMPTY_SECTION = re.compile(r"^#{2,6} [^\n]+\n*(?=^#{2,6} |\Z)", re.MULTILINE)
_SIGNS = (
    re.compile(r"^={2,4}[^=\n]+={2,4}[ \t]*$", re.MULTILINE),
    re.compile(r"\[\[[^\[\]\n]+\]\]"),
    re.compile(r"\{\{[^{}]*\}\}"),
    re.compile(r"'''[^'\n]+'''"),
    re.compile(r"<ref\b"),
)
FEWEST_SIGNS = 3  # of the five kinds of markup


def is_wikitext(head: str) -> bool:
    """Return whether a text that begins so has three kinds of MediaWiki's markup."""
    return "[[" in head and sum(sign.search(head) is not None for sign in _SIGNS) >= FEWEST_SIGNS


def wikitext(data: bytes, source: str, *, charset: str | None = None) -> SourceText:
    """Read a page of wikitext: its headings, paragraphs and items.

    Args:
        data: the page.
        source: its path or URL, for messages.
        charset: an encoding declared for it.

    Raises:
        BinaryInputError: it is no text.
    """
    from html import unescape

    read = decode(data, source, charset=charset)
    text = _ELEMENT.sub("", _NOTE.sub("", _COMMENT.sub("", read.text)))
    text = _undone(text, _TEMPLATE, "")
    text = _undone(_TABLE.sub("", text), _LEFT_OUT, "")
    text = _undone(text, _LINK, r"\1")
    text = _undone(text, _LEFT_OUT, "")
    text = _TAG.sub("", _ADDRESS.sub(r"\1", text))
    text = re.sub(r"'{2,5}", "", re.sub(r"__[A-Z]+__", "", text))
    text = _HEADING.sub(
        lambda match: f"\n{'#' * len(match[1])} {match[2].strip()}\n", _ITEM.sub("- ", text)
    )
    text = re.sub(r"\n{3,}", "\n\n", unescape(text)).strip()
    text = _undone(text, _EMPTY_SECTION, "")
    note = "read as wikitext: templates and tables were left out"
    return SourceText(text.strip(), source, (*read.notes, note))


def _undone(text: str, pattern: re.Pattern[str], by: str) -> str:
    """The text with a pattern replaced, from the inside outwards."""
    for _ in range(DEEPEST):
        before = text
        text = pattern.sub(by, text)
        if text == before:
            break
    return text
