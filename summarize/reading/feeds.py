"""RSS and Atom: each item's title as a heading, and its text."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarize.errors import EmptyInputError
from summarize.reading.fragments import fragment_text
from summarize.reading.metadata import Metadata
from summarize.reading.source_text import SourceText
from summarize.reading.xml import local_name, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

__all__ = ["feed", "is_feed"]

_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<\?[^>]*>\s*|<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.S
)
_TEXTS = ("encoded", "content", "description", "summary")


def is_feed(head: bytes) -> bool:
    """Return whether a document that begins so is an RSS or Atom feed."""
    return _FEED.match(head) is not None


def feed(data: bytes, source: str, *, charset: str | None = None) -> SourceText:
    """Read a feed: the title and the text of each item, in the order of the feed.

    Args:
        data: the feed.
        source: its path or URL, for messages.
        charset: not used: XML declares its own encoding.

    Raises:
        EmptyInputError: no item has a text.
        InputError: it is damaged, or declares entities.
    """
    root = parse_xml(data, source)
    items = [node for node in root.iter() if local_name(node) in ("item", "entry")]
    texts = [text for item in items if (text := "\n\n".join(_item(item)))]
    if not texts:
        raise EmptyInputError(source, "a feed without items: name the address of an article")
    channel = next((node for node in root.iter() if local_name(node) == "channel"), root)
    title = _child_text(channel, "title")
    metadata = Metadata(
        site=title,
        author=_child_text(items[0], "creator", "author") if len(items) == 1 else None,
        date=_child_text(channel, "lastBuildDate", "pubDate", "updated", "date"),
        description=_child_text(channel, "description", "subtitle"),
        language=_child_text(channel, "language")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
    )
    head = [f"# {title}"] if title else []
    return SourceText("\n\n".join([*head, *texts]), source, (), title, metadata)


def _item(item: "Element") -> Iterator[str]:
    """An item's title as a heading, and the longest of its texts."""
    title = _child_text(item, "title")
    if title:
        yield f"## {title}"
    link = _link(item)
    texts = [
        fragment_text(_markup(child), skip_link=link)
        for child in item
        if local_name(child) in _TEXTS
    ]
    longest = max(texts, key=len, default="")
    if longest and longest != title:
        yield longest


def _markup(element: "Element") -> str:
    """The HTML in an element: escaped, in CDATA, or as elements of its own (XHTML in Atom)."""
    if len(element) == 0:
        return element.text or ""
    from lxml.etree import tostring

    return (element.text or "") + "".join(tostring(child, encoding="unicode") for child in element)


def _link(item: "Element") -> str | None:
    links = [child for child in item if local_name(child) == "link"]
    return next((address for link in links if (address := link.get("href") or link.text)), None)


def _child_text(element: "Element", *names: str) -> str | None:
    """The text of the first child with one of these names that has any."""
    for name in names:
        for child in element:
            if local_name(child) == name:
                text = fragment_text(" ".join(child.itertext()))
                if text:
                    return " ".join(text.removeprefix("# ").split())
    return None
