"""Splitting a text into blocks, and a block into sentences, by offsets into the text.

A block is what an author set apart: a paragraph, a heading, a list item, a piece of code. Pages
flattened to text have one a line; wrapped text has one between blank lines, and its lines are
joined. `boundaries` says where the sentences of a block end.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from summarize.language.boundaries import sentence_ends

__all__ = ["Kind", "blocks", "sentences"]

Kind = Literal["paragraph", "heading", "item", "code"]

# Wrapped text: lines end where the next word would not have fitted, in columns as wide as this.
WRAP_LEAST, WRAP_MOST = 40, 100
WRAP_SHARE = 0.85  # of the lines that end inside a sentence; the rest are ends of stanzas

HEADING_WORDS = 14  # headlines of newspapers have up to 14
HEADING_SHARE = 0.5  # of the blocks: where more look so, it is verse, a list, or notes
PROSE_WORDS = 12  # what stands under a heading has as many, and ends as a sentence does
CODE_SHARE = 0.6  # of a stanza's lines

_SPACE = (
    " \t\f\v\r\n\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b"
    + "".join(map(chr, range(0x2000, 0x200B)))
)
_LINE = re.compile(r"[^\n]+")
_BLANK = re.compile(r"\n[ \t\r\f\v\xa0\u200b]*\n")
_TERMINAL = re.compile(r"[.!?…:;。！？｡।؟۔][\"'”’»“)\]」』]*$")
_BULLET = re.compile(r"[-*+•‣◦▪●–]\s+(?=\S)")
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-z])[.)]\s+(?=\S)")
_MARKDOWN = re.compile(r"#{1,6}\s+(?=\S)")
_RULE = re.compile(r"[-=_*~#]{3,}")
_FENCE = re.compile(r"```|~~~")
_CODE = re.compile(
    r"[;{}]$|^[}\])]|^(?:def|class|import|from|return|function|const|let|var|public|private|for|if"
    r"|while|#include|package|fn|func|struct)\b[^.]*[:;({=)]?$|^[\w.\[\]]+\s*(?:[-+*/:|]?=|->)\s*\S"
    r"|^[\w.]+\([^ ]*\)$|^[$>]\s+[\w./-]+|^(?://|/\*)"
)
_STARTS_HEADING = re.compile(r"[\"'“‘«¿¡(]?[^\W_]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without the white space around it, and how it was marked."""

    start: int
    end: int
    text: str
    stanza: int
    kind: Kind = "paragraph"

    @property
    def closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return _TERMINAL.search(self.text[-8:]) is not None


def blocks(text: str) -> Iterator[tuple[int, int, Kind]]:
    """The blocks of `text`, in order: start, end (white space around them left out), kind."""
    found = list(_lines(text))
    width = _wrap_width(found)
    parts = [(g[0].start, g[-1].end, g[0].kind) for g in _groups(found, width)]
    headings = _headings(text, parts)
    for i, (start, end, kind) in enumerate(parts):
        yield start, end, "heading" if i in headings else kind


def _lines(text: str) -> Iterator[_Line]:
    """The lines that hold something, their list markers taken off, code and headings told."""
    gaps = [gap.start() for gap in _BLANK.finditer(text)]
    numbered = sum(1 for found in _LINE.finditer(text) if _NUMBER.match(found[0].strip(_SPACE))) > 1
    hyphens = sum(1 for found in _LINE.finditer(text) if found[0].lstrip(_SPACE)[:2] == "- ")
    spoken = "–—" if hyphens > 1 else "–—-"
    fenced = False
    for found in _LINE.finditer(text):
        line = found[0].strip(_SPACE)
        if not line:
            continue
        start = found.start() + found[0].index(line[0])
        stanza = bisect_left(gaps, start)
        if _FENCE.match(line):
            fenced = not fenced
            yield _Line(start, start + len(line), line, stanza, "code")
        elif fenced:
            yield _Line(start, start + len(line), line, stanza, "code")
        elif not _RULE.fullmatch(line):
            yield _marked(_Line(start, start + len(line), line, stanza), numbered, spoken)


def _marked(line: _Line, numbered: bool, spoken: str) -> _Line:
    """`line` without its marker, where it has one.

    Args:
        line: the line.
        numbered: whether numbers mark items in this text.
        spoken: the dashes that open speech, not items, before a whole sentence.
    """
    kinds: Sequence[tuple[re.Pattern[str], Kind]] = ((_MARKDOWN, "heading"), (_BULLET, "item"))
    if numbered:
        kinds = (*kinds, (_NUMBER, "item"))
    if line.closed and line.text[0] in spoken:
        return line
    for pattern, kind in kinds:
        if marker := pattern.match(line.text):
            size = marker.end()
            return _Line(line.start + size, line.end, line.text[size:], line.stanza, kind)
    return line


def _wrap_width(lines: Sequence[_Line]) -> int | None:
    """The width that lines are wrapped to, or None where each line stands for itself."""
    width = max((len(line.text) for line in lines), default=0)
    if not WRAP_LEAST <= width <= WRAP_MOST:
        return None
    inside = [
        (line, following)
        for line, following in pairwise(lines)
        if line.stanza == following.stanza and not line.closed and following.kind == "paragraph"
    ]
    full = sum(_is_full(line, following, width) for line, following in inside)
    continued = any(following.text[0].islower() for _, following in inside)
    return width if continued and full >= WRAP_SHARE * len(inside) else None


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this one."""
    word = following.text.partition(" ")[0]
    return len(line.text) + 1 + len(word) > width - 2


def _groups(lines: Sequence[_Line], width: int | None) -> Iterator[list[_Line]]:
    """The lines of each block: one, or those of a wrapped paragraph, or of a piece of code."""
    group: list[_Line] = []
    for line in lines:
        if group and not _continues(group[-1], line, width):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _continues(line: _Line, following: _Line, width: int | None) -> bool:
    if line.kind == "code" or following.kind == "code":
        return line.kind == following.kind
    if line.stanza != following.stanza or following.kind != "paragraph" or line.kind == "heading":
        return False
    if _CODE.search(line.text) and _CODE.search(following.text):
        return False
    return width is not None and _is_full(line, following, width)


def _headings(text: str, parts: Sequence[tuple[int, int, Kind]]) -> set[int]:
    """Which blocks are headings: those marked so, and short unfinished ones above prose."""
    marked = {i for i, (_, _, kind) in enumerate(parts) if kind == "heading"}
    likely = set()
    for i, ((start, end, kind), (after, after_end, after_kind)) in enumerate(pairwise(parts)):
        alike = kind == after_kind == "paragraph" and "\n" in text[end:after]
        if alike and _is_prose(text[after:after_end]) and _is_heading(text[start:end]):
            likely.add(i)
    if len(likely) > HEADING_SHARE * len(parts):
        likely = set()
    return {i for i in marked | likely if i + 1 < len(parts)}


def _is_heading(line: str) -> bool:
    return (
        len(line.split(None, HEADING_WORDS)) <= HEADING_WORDS
        and not _TERMINAL.search(line[-8:])
        and line[-1] not in ',"”’»|-–—'
        and ": " not in line
        and _STARTS_HEADING.match(line) is not None
        and not line[0].islower()
        and not line[0].isdigit()
    )


def _is_prose(line: str) -> bool:
    return len(line.split(None, PROSE_WORDS)) >= PROSE_WORDS and bool(_TERMINAL.search(line[-8:]))


def sentences(text: str, start: int, end: int, *, language: str) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]`, in order, each as start and end in `text`.

    Together they hold every character of the block but the white space around them.

    Args:
        text: the whole text.
        start: where the block starts.
        end: where it ends.
        language: ISO 639-1 code; it brings abbreviations, ordinals and marks of its own.
    """
    piece = text[start:end]
    return list(_trimmed(text, start, [0, *sentence_ends(piece, language), len(piece)]))


def _trimmed(text: str, start: int, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretches between the cuts, trimmed; one without any letter joins the last."""
    spans: list[tuple[int, int]] = []
    for a, b in pairwise(cuts):
        piece = text[start + a : start + b]
        inner = piece.strip(_SPACE)
        if not inner:
            continue
        first = start + a + piece.index(inner[0])
        last = first + len(inner)
        if spans and not any(map(str.isalnum, inner)):
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    yield from spans
