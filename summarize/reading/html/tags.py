"""Pages that parsers cannot take: tags with too many attributes, elements nested too deeply."""

import html as entities
import re

from summarize.reading.html.blocks import INLINE

__all__ = ["bounded_tags", "text_without_tags"]

# libxml2's time grows with the square of the attributes of one tag: 50,000 took 65 s. A tag with so
# many characters outside of quotes (hundreds of attributes) loses them.
_LONGEST = 2_000

# As browsers read them: a quotation mark opens a value only behind an equals sign, so that a stray
# one swallows nothing. Every part is possessive: one pass, whatever the page.
_TAG = re.compile(r"""<([a-zA-Z][^\s/>]*+)((?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))*+)>?""")
_QUOTED = re.compile(r""""[^"]*+"|'[^']*+'""")
_RAW = re.compile(r"<(/?)(script|style|textarea|title)\b|<!--|-->", re.IGNORECASE)


def bounded_tags(page: str) -> str:
    """`page` with no tag that has more than some hundred attributes; scripts are left alone."""
    pieces: list[str] = []
    start = 0
    inside: str | None = None
    for match in _RAW.finditer(page):
        name = match[2].lower() if match[2] else "!"
        closes = bool(match[1]) or match[0] == "-->"
        if inside is None and not closes:
            pieces.append(_TAG.sub(_shortened, page[start : match.start()]))
            start, inside = match.start(), name
        elif closes and inside == name:
            pieces.append(page[start : match.start()])
            start, inside = match.start(), None
    rest = page[start:]
    return "".join(pieces) + (rest if inside else _TAG.sub(_shortened, rest))


def _shortened(tag: re.Match[str]) -> str:
    long = len(tag[2]) > _LONGEST and len(_QUOTED.sub("", tag[2])) > _LONGEST
    return f"<{tag[1]}>" if long else tag[0]


_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|<[!?][^>]*+>?"
    r"|<(script|style|template|noscript|head|svg)\b.*?(?:</\1\s*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG = re.compile(r"</?" + _TAG.pattern[1:])


def text_without_tags(page: str) -> str:
    """All text that a reader would see, in time that grows with the page, however it is nested."""
    bare = _ANY_TAG.sub(_gap, _UNSEEN.sub(" ", page))
    lines = (" ".join(line.split()) for line in entities.unescape(bare).split("\n"))
    return "\n\n".join(line for line in lines if line)


def _gap(tag: re.Match[str]) -> str:
    return "" if tag[1].lower() in INLINE else "\n"
