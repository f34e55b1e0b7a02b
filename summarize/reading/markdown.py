"""Markdown to text: headings, paragraphs, lists, tables and code, an empty line between blocks."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from summarize.reading.encoding import decode
from summarize.reading.fragments import fragment_text
from summarize.reading.source_text import SourceText

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

__all__ = ["markdown"]

# markdown-it reads 2 MB of prose a second, and 40,000 marks that never close. Few books are
# larger than this, and a list of a thousand links has some 5,000 marks.
_MARKDOWN_LIMIT = 1_500_000
_MARKS = 100_000
# It fills short rows of a table up to its width, at 45,000 cells a second. Where a document could
# come to more, lines times the widest rule under a table's head, tables stay as they are written.
_CELLS = 200_000
_MARKDOWN_TOO_LARGE = "too large to read as Markdown: read as plain text, marks and all"

_RULE = re.compile(r"^[ \t>]*[|:-][ \t|:-]*$", re.MULTILINE)
_FENCED = re.compile(r"^(?:```|~~~).*?(?:^(?:```|~~~)[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)

# What is written into Markdown and is not Markdown, and what it is worth: of site generators (Hugo,
# Jekyll, MkDocs, Docusaurus), of notes (Obsidian), of Markdown's own dialects.
_EXTENSIONS = (
    (r"\{\{[<%](?:(?!\{\{[<%])(?:.|\n))*?[>%]\}\}", ""),
    (r"\{%(?:(?!\{%)(?:.|\n))*?%\}|\{\{[^{}\n]*\}\}", ""),
    (r"^(?:import|export)[ \t]+(?:[^\n.]*\bfrom[ \t]+)?[\"'{*\w][^\n]*[;'\"}\])>]$", ""),
    (r"^</?[A-Z][\w.]*(?:\s[^<>]*)?/?>$", ""),
    (r"%%(?:.|\n)*?%%", ""),
    (r"!\[\[[^\[\]\n]*\]\]", ""),
    (r"(?i)\[\[toc\]\]|^\[toc\]$", ""),
    (r"\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]+)\]\]", r"\1"),
    (r"^\[\^[^\]\n]+\]:.*(?:\n[ \t]+\S.*)*", ""),
    (r"\[\^[^\[\]\n]+\]", ""),
    (r"[ \t]\^[\w-]+$", ""),
    (r"^[ \t]*(?:#[^\W\d_][\w/-]*[ \t]*)+$", ""),
    (r"(?<![ \t])[ \t]*+\{[:#.][^{}\n]*\}[ \t]*$", ""),
    (r"^[ \t]*:::.*$|^[ \t]*(?:!!!|\?\?\?\+?)[ \t].*$|^>[ \t]*\[![A-Za-z]+\].*$", ""),
    (r"==(?=\S)([^=\n]+?)==", r"\1"),
)


def markdown(data: bytes, source: str, *, charset: str | None = None) -> SourceText:
    """Markdown as its reader sees it: words stay, marks and the addresses of links go.

    Headings keep their `#`, code stays between fences, items keep their bullets and numbers, and a
    table's cells stand between bars. What site generators and note programs add to Markdown
    (shortcodes, imports, links of wikis, tags, attributes, footnotes) goes too.

    Args:
        data: the text.
        source: its path or URL, for messages.
        charset: an encoding declared for it.

    Raises:
        BinaryInputError: it is no text.
    """
    read = decode(data, source, charset=charset)
    if len(read.text) > _MARKDOWN_LIMIT or sum(map(read.text.count, "[*_~`")) > _MARKS:
        return SourceText(read.text, source, (*read.notes, _MARKDOWN_TOO_LARGE))
    tree = _parsed(_without_extensions(read.text))
    title = None
    heading = next((n for n in tree.children if n.type == "heading" and n.tag == "h1"), None)
    if heading:
        title = _inline(heading)
    return SourceText("\n\n".join(_blocks(tree)), source, read.notes, title)


def _without_extensions(text: str) -> str:
    """`text` without what is no Markdown, code between fences as it is."""
    out, start = [], 0
    for fenced in _FENCED.finditer(text):
        out += [_plain(text[start : fenced.start()]), fenced[0]]
        start = fenced.end()
    return "".join([*out, _plain(text[start:])])


def _plain(text: str) -> str:
    for pattern, worth in _EXTENSIONS:
        text = re.sub(pattern, worth, text, flags=re.MULTILINE)
    return text


def _parsed(text: str) -> "SyntaxTreeNode":
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    parser = MarkdownIt("commonmark").enable("strikethrough")
    widest = max((rule[0].count("|") for rule in _RULE.finditer(text)), default=0)
    if text.count("\n") * widest < _CELLS:
        parser.enable("table")
    return SyntaxTreeNode(parser.parse(text))


def _blocks(node: "SyntaxTreeNode") -> Iterator[str]:
    """The text of each block under `node`, in order; quotations are seen through."""
    for child in node.children:
        if child.type == "paragraph":
            block = _inline(child)
        elif child.type == "heading":
            block = f"{'#' * int(child.tag[1])} {_inline(child)}"
        elif child.type in _WRITTEN:
            block = _WRITTEN[child.type](child)
        else:
            yield from _blocks(child)
            continue
        if block.strip("# \n"):
            yield block


def _items(node: "SyntaxTreeNode") -> Iterator[str]:
    """One line or more an item; a nested list's items follow, indented."""
    for item in node.children:
        mark = f"{item.info}{item.markup}" if node.type == "ordered_list" else "-"
        inner = "\n".join(_blocks(item)).replace("\n", "\n  ")
        if inner:
            yield f"{mark} {inner}"


def _rows(table: "SyntaxTreeNode") -> Iterator[str]:
    for part in table.children:
        for row in part.children:
            yield " | ".join(map(_inline, row.children))


def _inline(node: "SyntaxTreeNode") -> str:
    """The words of a run of text: a line wrapped in the source goes on, a hard break stays."""
    return re.sub(" {2,}", " ", "".join(_pieces(node))).strip()


def _pieces(node: "SyntaxTreeNode") -> Iterator[str]:
    for child in node.children:
        if child.type in ("text", "code_inline"):
            yield child.content
        elif child.type in ("softbreak", "hardbreak"):
            yield " " if child.type == "softbreak" else "\n"
        elif child.type != "image":
            yield from _pieces(child)


_WRITTEN: Mapping[str, Callable[["SyntaxTreeNode"], str]] = {
    "bullet_list": lambda node: "\n".join(_items(node)),
    "ordered_list": lambda node: "\n".join(_items(node)),
    "fence": lambda node: f"```\n{node.content.rstrip()}\n```",
    "code_block": lambda node: f"```\n{node.content.rstrip()}\n```",
    "table": lambda node: "\n".join(_rows(node)),
    "html_block": lambda node: fragment_text(node.content),
}
"""How a block of each of these kinds is written."""
