"""HTML to text: one block a line or lines, an empty line between blocks."""

import html as entities
import logging
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from summarize.errors import TooLargeError
from summarize.reading.encoding import Reading, decode

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["html"]

# trafilatura's time grows with the square of the children of one element (50,000 took 164 s, the
# 6,000 whose square this is 1.5 s) and with the elements; lxml stops at a depth of 2,048, and
# recursion does before. Past any of these all visible text is taken.
_SQUARED_CHILDREN = 36_000_000
_ELEMENTS = 300_000
_DEPTH = 250

# libxml2's time grows with the square of the attributes of one tag: 50,000 took 20 s. A tag with so
# many characters outside of quotes (hundreds of attributes) loses them.
_ATTRIBUTES = 2_000

# Six million bytes of nothing but tags take 3 s; the longest page of a standard is 13 MB.
_HTML_LIMIT = 20_000_000

_NOT_EXTRACTED = "no main article found in the page: all of its visible text was read"

_TAG = re.compile(r"""<(/?[a-zA-Z][^\s/>]*+)((?>[^>"']++|"[^"]*+"|'[^']*+')*+)>?""")
_QUOTED = re.compile(r""""[^"]*+"|'[^']*+'""")
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|<[!?][^>]*+>?"
    r"|<(script|style|template|noscript|head|svg)\b.*?(?:</\1\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_INLINE = re.compile(
    r"/?(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp"
    r"|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)",
    re.IGNORECASE,
)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*>")


def html(data: bytes, source: str, *, charset: str | None = None) -> Reading:
    """The main text of a web page, found by trafilatura; its title, from the page.

    Where trafilatura finds no article, all visible text is read and a note says so.

    Args:
        data: the page.
        source: its path or URL, for messages.
        charset: as HTTP declared it; the page's own declaration comes after.

    Raises:
        BinaryInputError: it is no text.
        TooLargeError: larger than any article.
    """
    if len(data) > _HTML_LIMIT:
        why = f"over the {_HTML_LIMIT:,} bytes that are read of one page: save its text alone"
        raise TooLargeError(source, why, limit=_HTML_LIMIT)
    read = decode(data, source, charset=charset or _declared(data))
    page = _TAG.sub(_shortened, _XML_DECLARATION.sub("", read.text, count=1))
    tree = _tree(page)
    text = None if tree is None or _costly(tree) else _article(tree)
    notes = read.notes if text else (*read.notes, _NOT_EXTRACTED)
    title, heading = (None, None) if tree is None else _titles(tree)
    text = text or _visible(page)
    if heading and heading not in text:
        text = f"{heading}\n\n{text}"
    return Reading(text, source, notes, title)


def _declared(data: bytes) -> str | None:
    """The encoding that the page names in its own first kilobyte."""
    found = re.search(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", data[:1024], re.I)
    return found[1].decode() if found else None


def _shortened(tag: re.Match[str]) -> str:
    long = len(tag[2]) > _ATTRIBUTES and len(_QUOTED.sub("", tag[2])) > _ATTRIBUTES
    return f"<{tag[1]}>" if long else tag[0]


def _tree(page: str) -> "HtmlElement | None":
    from lxml.etree import LxmlError
    from lxml.html import HTMLParser, document_fromstring

    try:
        return document_fromstring(
            page, parser=HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
        )
    except (LxmlError, ValueError):  # nothing in it that is seen
        return None


def _costly(tree: "HtmlElement") -> bool:
    from lxml.etree import iterwalk

    depth = squares = 0
    for elements, (event, element) in enumerate(iterwalk(tree, ("start", "end"))):
        depth += 1 if event == "start" else -1
        squares += len(element) ** 2 if event == "end" else 0
        if depth > _DEPTH or elements > 2 * _ELEMENTS or squares > _SQUARED_CHILDREN:
            return True
    return False


def _article(tree: "HtmlElement") -> str | None:
    from trafilatura import extract

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    logging.getLogger("htmldate").addHandler(logging.NullHandler())
    found = extract(tree, include_comments=False, include_tables=True)
    return _spaced(found.split("\n")) if found else None


def _spaced(lines: Iterable[str]) -> str:
    """Blocks from the lines that trafilatura gives, one each; items and rows stay together."""
    text, before = "", ""
    for line in map(str.strip, lines):
        if not line or not line.strip("|- "):  # the rule under a table's head
            continue
        mark = line[0] if line.startswith(("- ", "|")) else ""
        text += ("\n" if mark and mark == before else "\n\n") if text else ""
        text += line.strip("| ") if mark == "|" else line
        before = mark
    return text


def _titles(tree: "HtmlElement") -> tuple[str | None, str | None]:
    """The page's title, and its only first-level heading, if it has only one."""
    headings = [_words(h.text_content()) for h in tree.iter("h1")]
    heading = headings[0] if len(headings) == 1 else None
    shared = tree.xpath("string(//meta[@property='og:title']/@content)")
    named = _words(tree.findtext(".//title") or "")
    return heading or _words(str(shared)) or named or None, heading


def _words(text: str) -> str:
    return " ".join(text.split())


def _visible(page: str) -> str:
    """All text that a reader would see, in time that grows with the page, however it is nested."""
    bare = _TAG.sub(_gap, _UNSEEN.sub(" ", page))
    lines = (_words(line) for line in entities.unescape(bare).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _gap(tag: re.Match[str]) -> str:
    return "" if _INLINE.fullmatch(tag[1]) else "\n"
