"""Blocks of a web page: its visible text as paragraphs, headings, items and rows, with their place.

Every word that a browser would show is kept, inline elements in the sentence they stand in, so
that choosing blocks is all that can lose text. One pass, linear in the page, no recursion.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from summarize.reading.html.hints import HINTS, hints_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["FLAGS", "INLINE", "Block", "Node", "page_blocks"]

_SKIPPED = frozenset(
    """
    script style template noscript head svg canvas iframe audio video select datalist
    textarea input img picture source map area col colgroup rt rp rtc embed param track del
    s strike annotation annotation-xml frameset
    """.split()  # noqa: SIM905  one word a line would fill a page
)
_BLOCK = frozenset(
    """
    html body address article aside blockquote center dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main
    nav ol optgroup p pre search section summary table tbody tfoot thead tr ul caption
    """.split()  # noqa: SIM905  one word a line would fill a page
)
_CONTROLS = frozenset(["button", "input", "label", "option", "select", "textarea"])
_CELLS = frozenset(("td", "th"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_FLAGS = {
    "nav": "nav",
    "footer": "footer",
    "header": "header",
    "aside": "aside",
    "article": "article",
    "main": "main",
    "form": "form",
    "figure": "figure",
    "table": "table",
    "ul": "list",
    "ol": "list",
    "blockquote": "quote",
    "a": "link",
    "button": "button",
    "label": "button",
    "pre": "pre",
}
FLAGS = tuple(sorted({*_FLAGS.values(), "hidden", "heading"}))
"""What the elements around a block can be; `Node.flags` counts none of them twice."""

INLINE = frozenset(
    """
    a abbr b bdi bdo big cite code em font i ins kbd label mark q s small span strong sub
    sup time tt u var button
    """.split()  # noqa: SIM905  one word a line would fill a page
)
"""Elements that stand inside of a line."""

_SUPERSCRIPTS = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_POWER = re.compile(r"[+\-−]?\d+|n")
_NOTE_MARK = re.compile(r"\[?\(?(?:\d{1,3}|[a-z*†‡§])\)?\]?")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_KEEPS_LINES = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\f\v\n\xa0]+")
_LAYOUT_CELL = 300  # letters: a row with a longer cell is layout, or prose


@dataclass(eq=False, slots=True)
class Node:
    """An element that has text under it, as the features of blocks need it.

    Attributes:
        parent: the node around it; None for the root.
        tag: its name.
        names: its classes, as they stand in the page.
        flags: which kinds of element it is or is in (`FLAGS`).
        hints: how often each kind of name (`HINTS`) stands in the classes and ids around it.
        own: the same for its own classes and id.
        depth: how many nodes are above it.
    """

    parent: "Node | None"
    tag: str
    names: str
    flags: frozenset[str]
    hints: tuple[int, ...]
    own: tuple[int, ...]
    depth: int


@dataclass(eq=False, slots=True)
class Block:
    """One paragraph, heading, item or row.

    Attributes:
        text: what a reader sees; line feeds only where the page breaks the line.
        node: the element it stands in.
        kind: "heading", "item", "row", "pre" or "paragraph".
        linked: how many of its letters are in links.
        links: how many links it has.
        level: of a heading, 1 to 6; else 0.
    """

    text: str
    node: Node
    kind: str
    linked: int
    links: int
    level: int


@dataclass(slots=True)
class _Run:
    """Text that is being put together, until the block ends."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0


def page_blocks(tree: "HtmlElement") -> list[Block]:
    """The blocks of a page, in the order of the page.

    Args:
        tree: the parsed page; it is not changed.
    """
    return _Walk(tree).blocks


class _Walk:
    """One pass over the tree, an explicit stack in place of recursion."""

    def __init__(self, tree: "HtmlElement") -> None:
        self.blocks: list[Block] = []
        self.run = _Run()
        self.rows = _data_rows(tree)
        self.open_rows = 0
        none = (0,) * len(HINTS)
        self.node = Node(None, "", "", frozenset(), none, none, 0)
        self._walk(tree)
        self.flush()

    def _walk(self, tree: "HtmlElement") -> None:
        stack: list[tuple[HtmlElement, bool]] = [(tree, False)]
        nodes: list[Node] = []
        while stack:
            element, leaving = stack.pop()
            if leaving:
                self._leave(element)
                self.node = nodes.pop()
                self._say(element.tail or _parting(element))
                continue
            if not isinstance(element.tag, str) or self._is_skipped(element):
                self._say(element.tail or _parting(element))
                continue
            nodes.append(self.node)
            self._enter(element)
            self._say(element.text)
            stack.append((element, True))
            if len(element):
                stack.extend([(child, False) for child in reversed(element)])

    def _is_skipped(self, element: "HtmlElement") -> bool:
        if element.tag in _SKIPPED:
            return not (element.tag == "head" and element.getparent() is None)
        if element.tag == "tr":
            return element in self.rows and _is_table_head(element)
        return element.tag == "sup" and _is_note_mark(element)

    def _enter(self, element: "HtmlElement") -> None:
        tag = element.tag
        if tag == "br":
            self.run.pieces.append("\n")
        elif tag == "q":
            self.run.pieces.append("“")
        elif tag == "sup":
            self.run.pieces.append("\ue000")
        elif tag in _CELLS and self.open_rows:
            self.run.pieces.append("\ue002")
        elif self._breaks(element):
            self.flush()
        if tag == "a":
            self.run.links += 1
        if tag == "tr":
            self.open_rows += element in self.rows
        self.node = _below(self.node, element)

    def _leave(self, element: "HtmlElement") -> None:
        tag = element.tag
        if tag == "q":
            self.run.pieces.append("”")
        elif tag == "sup":
            self.run.pieces.append("\ue001")
        elif (tag not in _CELLS or not self.open_rows) and self._breaks(element):
            self.flush()
        if tag == "tr":
            self.open_rows -= element in self.rows

    def _breaks(self, element: "HtmlElement") -> bool:
        """Whether a block begins and ends with the element."""
        tag = element.tag
        if tag in _BLOCK:
            return not self.open_rows or (tag == "tr" and element in self.rows)
        if tag == "menu":
            return any(child.tag == "li" for child in element)
        return tag in _CELLS

    def _say(self, text: str | None) -> None:
        if text:
            self.run.pieces.append(text if "pre" in self.node.flags else _SPACES.sub(" ", text))
            if "link" in self.node.flags:
                self.run.linked += len(text.strip())

    def flush(self) -> None:
        run, self.run = self.run, _Run()
        text = "".join(run.pieces)
        if not text or text.isspace():
            return
        kind, level = _kind(self.node)
        if "\ue002" in text:
            kind = "row"
        text = _tidy(text, row=kind == "row")
        for paragraph in _paragraphs(text):
            self.blocks.append(Block(paragraph, self.node, kind, run.linked, run.links, level))


def _parting(element: "HtmlElement") -> str:
    """A space behind a form's label or button, which a reader sees apart from the next."""
    return " " if element.tag in _CONTROLS else ""


def _kind(node: Node) -> tuple[str, int]:
    at: Node | None = node
    while at is not None:
        if at.tag in _HEADINGS:
            return "heading", int(at.tag[1])
        if at.tag in ("li", "dt", "dd"):
            return "item", 0
        if at.tag == "pre":
            return "pre", 0
        if at.tag in _BLOCK and at.tag not in ("div", "p", "section"):
            break
        at = at.parent
    return "paragraph", 0


def _below(parent: Node, element: "HtmlElement") -> Node:
    tag = element.tag
    attributes = element.attrib
    flags = parent.flags
    extra = {_FLAGS[tag]} if tag in _FLAGS else set()
    if tag in _HEADINGS:
        extra.add("heading")
    own = parent.own
    hints = parent.hints
    if attributes:
        style = attributes.get("style", "")
        if "hidden" in attributes or _HIDDEN.search(style):
            extra.add("hidden")
        if _KEEPS_LINES.search(style):
            extra.add("pre")
        role = attributes.get("role", "")
        names = f"{attributes.get('class', '')} {attributes.get('id', '')} {role}"
        if len(names) > 2:
            own = hints_of(names[:300])
            hints = _added(hints, own)
    if extra - flags:
        flags = flags | extra
    return Node(parent, tag, attributes.get("class", ""), flags, hints, own, parent.depth + 1)


@lru_cache(maxsize=4096)  # templates have the same few elements inside of each other
def _added(hints: tuple[int, ...], own: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(min(a + b, 9) for a, b in zip(hints, own, strict=True))


def _data_rows(tree: "HtmlElement") -> frozenset["HtmlElement"]:
    """Rows of tables that hold data: two cells or more, each of them short."""
    rows = []
    for row in tree.iter("tr"):
        cells = [cell for cell in row if cell.tag in _CELLS]
        if len(cells) < 2 or next(row.iter("table"), None) is not None:
            continue
        if all(len("".join(cell.itertext()).strip()) <= _LAYOUT_CELL for cell in cells):
            rows.append(row)
    return frozenset(rows)


def _is_table_head(row: "HtmlElement") -> bool:
    """Whether a row names the columns of the rows below it, and holds nothing else."""
    parent = row.getparent()
    heads = all(cell.tag == "th" for cell in row)
    return heads and parent is not None and (len(parent) > 1 or parent.tag == "thead")


def _is_note_mark(element: "HtmlElement") -> bool:
    """Whether a raised text is the mark of a footnote: it links within the page."""
    link = next(element.iter("a"), None)
    if link is None:
        parent = element.getparent()
        link = parent if parent is not None and parent.tag == "a" else None
    if link is None or "#" not in link.get("href", ""):
        return False
    return _NOTE_MARK.fullmatch("".join(element.itertext()).strip()) is not None


_RAISED = re.compile("(\\S?)[ ]?\ue000([^\ue000\ue001]*)\ue001")


def _raised(match: re.Match[str]) -> str:
    before, text = match[1], match[2].strip()
    if not _POWER.fullmatch(text):
        return f"{before}{text}"
    base = match.string[max(0, match.start() - 3) : match.start() + 1]
    price = len(text) == 2 and text.isdigit() and before.isdigit() and not base.endswith("10")
    return f"{before}.{text}" if price and text != "10" else before + text.translate(_SUPERSCRIPTS)


def _tidy(text: str, *, row: bool) -> str:
    if "\ue000" in text:
        text = _RAISED.sub(_raised, text).replace("\ue000", "").replace("\ue001", "")
    if row:
        cells = (" ".join(cell.split()) for cell in text.split("\ue002"))
        return " | ".join(cell for cell in cells if cell)
    return text.replace("\xad", "").replace("\u200b", "")


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of a block: parted by two line breaks, or one after a whole sentence."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if not line or (paragraphs[-1] and _closes(paragraphs[-1][-1])):
            paragraphs.append([])
        if line:
            paragraphs[-1].append(line)
    return ["\n".join(lines) for lines in paragraphs if lines]


_CLOSED = re.compile(r"[.!?…。！？｡।؟۔։][\"'”’»“)\]」』]*$")


def _closes(line: str) -> bool:
    return _CLOSED.search(line[-8:]) is not None
