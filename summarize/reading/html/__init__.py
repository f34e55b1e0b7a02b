"""Web pages: the article of a page as text, its title and metadata, or what the page is instead."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from summarize.errors import NoArticleError, TooLargeError
from summarize.reading.encoding import decode
from summarize.reading.html.article import agreement_with, article_blocks, second_opinion
from summarize.reading.html.blocks import Block, page_blocks
from summarize.reading.html.declared import (
    declared_metadata,
    document_title,
    letters_of,
    meta_elements,
    page_title,
    structured_data,
)
from summarize.reading.html.refusal import PAYWALL_NOTE, asks_for_login, is_paywalled, what_instead
from summarize.reading.html.tags import bounded_tags, text_without_tags
from summarize.reading.source_text import SourceText

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["Page", "html", "parse"]

# trafilatura's time grows with the square of the children of one element (50,000 took 164 s, the
# 6,000 whose square this is 1.5 s) and with the elements; lxml stops at a depth of 2,048, and
# recursion does before. Past any of these all visible text is taken.
_SQUARED_CHILDREN = 36_000_000
_ELEMENTS = 300_000
_DEPTH = 250

# Six million bytes of nothing but tags take 3 s; the longest page of a standard is 13 MB.
_HTML_LIMIT = 20_000_000

_LONGEST_TITLE = 200  # letters of a block, and two for each of the title's: no longer one says it

_NOT_EXTRACTED = "no main article found in the page: all of its visible text was read"

_XML_DECLARATION = re.compile(r"\s{0,1000}<\?xml[^>]{0,1000}>")


class Page(NamedTuple):
    """A parsed page and what was said of its bytes; `tree` is None where nothing is in it."""

    tree: "HtmlElement | None"
    text: str
    notes: tuple[str, ...]


def html(data: bytes, source: str, *, charset: str | None = None) -> SourceText:
    """Read the article of a web page, with its title and metadata.

    Where no article is found, all visible text is read and a note says so.

    Args:
        data: the page.
        source: its path or URL, for messages.
        charset: as HTTP declared it; the page's own declaration comes after.

    Raises:
        BinaryInputError: it is no text.
        NoArticleError: the page is an error, a check, a login or has yet to load its text.
        TooLargeError: larger than any article.
    """
    if len(data) > _HTML_LIMIT:
        why = f"over the {_HTML_LIMIT:,} bytes that are read of one page: save its text alone"
        raise TooLargeError(source, why, limit=_HTML_LIMIT)
    page = parse(data, source, charset=charset)
    if page.tree is None:
        return SourceText("", source, page.notes)
    return _read(page, page.tree, source)


def _read(page: Page, tree: "HtmlElement", source: str) -> SourceText:
    metas, described = meta_elements(tree), structured_data(tree)
    title = page_title(tree, metas, described)
    metadata = declared_metadata(tree, metas, described)
    blocks = page_blocks(tree)
    named = document_title(tree)
    if instead := what_instead(tree, named or title or "", [block.text for block in blocks]):
        raise NoArticleError(source, instead)
    closed = asks_for_login([block.text for block in blocks])
    blocks = [block for block, asks in zip(blocks, closed, strict=True) if not asks]
    chosen = [] if _is_costly(tree) else _chosen(tree, blocks, named)
    notes = page.notes if chosen else (*page.notes, _NOT_EXTRACTED)
    paid = any(is_paywalled(tree, item.get("isAccessibleForFree")) for item in described)
    if paid or any(closed):
        notes = (*notes, PAYWALL_NOTE)
    if not chosen:
        text = text_without_tags(page.text) if _is_deep(blocks) else _joined(blocks)
        return SourceText(text, source, notes, title, metadata)
    key = letters_of(title) if title else ""
    text = _joined([block for block in chosen if not (key and _says(block, key))])
    text = f"{title}\n\n{text}" if title else text
    return SourceText(text, source, notes, title, metadata, is_extracted=True)


def _chosen(tree: "HtmlElement", blocks: Sequence[Block], named: str) -> list[Block]:
    """The blocks of the article; none where they say next to nothing."""
    agreement = agreement_with(second_opinion(tree), blocks)
    chosen = article_blocks(blocks, agreement, named)
    said = any(len(block.text.split()) > 3 or not block.text.isascii() for block in chosen)
    return chosen if said else []


def _is_deep(blocks: Sequence[Block]) -> bool:
    """Whether the parser may have left out what is nested more deeply than it goes."""
    return not blocks or max(block.node.depth for block in blocks) > _DEPTH


def parse(data: bytes, source: str, *, charset: str | None = None) -> Page:
    """Parse a page.

    Args:
        data: the page.
        source: its path or URL, for messages.
        charset: as HTTP declared it; the page's own declaration comes after.

    Raises:
        BinaryInputError: it is no text.
    """
    read = decode(data, source, charset=charset or _declared_charset(data))
    return Page(_tree(read.text), read.text, read.notes)


def _tree(markup: str) -> "HtmlElement | None":
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    text = _without_declaration(bounded_tags(markup))
    parser = HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(text, parser=parser)
    except (LxmlError, ValueError):  # nothing in it that is seen
        return None


def _without_declaration(text: str) -> str:
    """`text` without the XML declaration at its start, which lxml takes only in bytes."""
    match = _XML_DECLARATION.match(text)
    return text[match.end() :] if match else text


def _declared_charset(data: bytes) -> str | None:
    """The encoding that the page names in its own first kilobyte."""
    match = re.search(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", data[:1024], re.I)
    return match[1].decode() if match else None


def _is_costly(tree: "HtmlElement") -> bool:
    """Whether the extractors would take more than proportional time over it."""
    level = [tree]
    elements = squares = 0
    for _ in range(_DEPTH + 1):
        elements += len(level)
        squares += sum([len(element) ** 2 for element in level])
        if not level or elements > _ELEMENTS or squares > _SQUARED_CHILDREN:
            break
        level = [child for element in level for child in element]
    return bool(level)


def _says(block: Block, key: str) -> bool:
    """Whether a heading, or the first of its lines, says the title, perhaps with its section.

    Args:
        block: of the article.
        key: the letters of the title.
    """
    if len(block.text) > _LONGEST_TITLE + 2 * len(key):
        return False
    said = letters_of(block.text)
    return said == key or (block.level > 0 and key in said and len(said) <= len(key) + 30)


def _is_listed(block: Block) -> bool:
    """Whether a block is an item of a list; a term or its definition is none."""
    if block.kind != "item":
        return False
    at = block.node
    while at.parent is not None and at.tag not in ("li", "dt", "dd"):
        at = at.parent
    return at.tag == "li"


def _joined(blocks: Sequence[Block]) -> str:
    """The blocks as text: items and rows that follow each other a line each, an empty line else."""
    text, before = "", ""
    for block in blocks:
        mark = block.kind if block.kind == "row" or _is_listed(block) else ""
        text += ("\n" if mark and mark == before else "\n\n") if text else ""
        text += f"- {block.text}" if mark == "item" else block.text
        before = mark
    return text
