"""Pieces of HTML as text: what feeds, books and messages hold; no search for an article."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["blocks_of", "fragment_text"]

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = HEADINGS.union(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details"),
    ("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr"),
    ("html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody"),
    ("td", "tfoot", "th", "thead", "tr", "ul"),
)
_UNSEEN = frozenset(
    ("audio", "base", "canvas", "embed", "head", "iframe", "link", "meta", "noscript", "object")
).union(
    ("picture", "script", "select", "style", "svg", "template", "textarea", "title", "video"),
    ("rt", "rp", "del", "s", "strike"),
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_DEEPEST = 200  # levels: recursion ends before the stack does


def fragment_text(markup: str, *, skip_link: str | None = None) -> str:
    """Return the text of a piece of HTML: a blank line between blocks, headings marked with `#`.

    Args:
        markup: any HTML, or a text without any.
        skip_link: an address; links to it in few words ("Read more") are left out.
    """
    if "<" not in markup:
        from html import unescape

        return " ".join(unescape(markup).split())
    from lxml.etree import LxmlError
    from lxml.html import document_fromstring

    try:
        tree = document_fromstring(f"<div>{markup.replace(chr(0), ' ')}</div>")
    except (LxmlError, ValueError):
        return ""
    for link in list(tree.iter("a")) if skip_link else ():
        if link.get("href") == skip_link and len(link.text_content().split()) <= 5:
            link.drop_tree()
    return "\n\n".join(blocks_of(tree))


def blocks_of(tree: "Element") -> Iterator[str]:
    """Yield the text of each block of an HTML or XHTML tree, in order, none of them empty."""
    pieces: list[str] = []
    mark = ""
    for kind, value in _events(tree, 0):
        if kind == "text":
            pieces.append(value)
            continue
        text = _joined(pieces)
        if text:
            yield f"{mark}{text}"
        pieces = []
        mark = "# " if value in HEADINGS else "- " if value == "li" else ""
    if text := _joined(pieces):
        yield f"{mark}{text}"


def _joined(pieces: list[str]) -> str:
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\x1e"))
    return "\n".join(filter(None, lines))


def _is_hidden(element: "Element") -> bool:
    """Whether an element is not shown (a mail's line for previews), or is a book's note."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    if style and _HIDING.search(style):
        return True
    kind = element.get("{http://www.idpf.org/2007/ops}type") or element.get("epub:type") or ""
    return kind in ("footnote", "footnotes", "endnote", "endnotes", "rearnote", "noteref")


def _events(element: "Element", depth: int) -> Iterator[tuple[str, str]]:
    """Texts, and the names of blocks as they begin ("" as they end)."""
    tag = element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""
    if tag in _UNSEEN or depth > _DEEPEST or not tag or _is_hidden(element):
        return
    if tag == "br":
        yield "text", "\x1e"
        return
    block = tag in _BLOCKS
    if block:
        yield "block", tag
    if element.text:
        yield "text", element.text
    for child in element:
        yield from _events(child, depth + 1)
        if child.tail:
            yield "text", child.tail
    if block:
        yield "block", ""
