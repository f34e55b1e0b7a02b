"""A text's blocks, by offsets: paragraphs, headings, list items, pieces of code.

A block is what an author set apart. Pages flattened to text have one a line; wrapped text has one
between blank lines, and its lines are joined (`wrapping`). What a mail holds beside its message
(`mail`) becomes blocks with the rule that says what it is.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarize.reading.mail import Mail, read_mail
from summarize.reading.notes import with_references
from summarize.reading.questions import with_questions, with_speakers
from summarize.reading.regions import Region
from summarize.reading.text_block import BlockKind, TextBlock
from summarize.reading.wrapping import (
    PROSE_COLUMNS,
    WrappedLine,
    columns,
    is_after_division,
    is_full,
    wrap_widths,
)

__all__ = ["blocks"]

HEADING_WORDS = 14  # headlines of newspapers have up to 14
HEADING_SHARE = 0.5  # of the blocks: where more look so, it is verse, a list, or notes
PROSE_WORDS = 12  # what stands under a heading has as many, and ends as a sentence does
NEARLY_FULL = 0.85  # of the width: above a list that a colon opens, lines are mostly shorter

_COLUMN_GAP = " " * 4  # justified text has up to three spaces between words
_SPACE = (
    " \t\f\v\r\n\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b"
    + "".join(map(chr, range(0x2000, 0x200B)))
)
_LINE = re.compile(r"[^\n]+")
_BLANK = re.compile(r"\n[ \t\r\f\v\xa0\u200b]*\n")
_TERMINAL = re.compile(r"[.!?…:;。！？｡।؟۔][\"'”’»“)\]」』]*$")
_SENTENCE_END = re.compile(r"\w{2}[.!?][\"'”’»)]*\s+[^\W\d_]")
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
    """A line without the white space around it, how it was marked, and by what rule it goes."""

    start: int
    end: int
    text: str
    stanza: int
    indent: int = 0
    kind: BlockKind = "paragraph"
    rule: str | None = None

    @property
    def closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return _TERMINAL.search(self.text[-8:]) is not None


def blocks(text: str, mail: Mail | None = None) -> list[TextBlock]:
    """Return the blocks of `text`, in order.

    Args:
        text: any text.
        mail: what `read_mail` found in it, if that is known already.
    """
    regions = (mail or read_mail(text)).regions
    lines = list(_lines(text, regions))
    widths = wrap_widths(
        [WrappedLine(line.text, line.stanza, line.indent, _is_plain(line)) for line in lines]
    )
    parts = [
        TextBlock(group[0].start, group[-1].end, group[0].kind, group[0].rule)
        for group in _groups(lines, widths)
    ]
    headings = _headings(text, parts)
    marked = [p._replace(kind="heading") if i in headings else p for i, p in enumerate(parts)]
    return with_questions(text, with_speakers(text, with_references(text, marked)))


def _is_plain(line: _Line) -> bool:
    """Whether it may go on from the line before: no item, heading, code or row of a table."""
    columns = _COLUMN_GAP in line.text or "\t" in line.text
    return line.kind == "paragraph" and line.rule is None and not columns


def _lines(text: str, regions: Sequence[Region]) -> Iterator[_Line]:
    """The lines that hold something, their list markers taken off, code and headings told."""
    gaps = [gap.start() for gap in _BLANK.finditer(text)]
    starts = [region.start for region in regions]
    numbered = sum(1 for match in _LINE.finditer(text) if _NUMBER.match(match[0].strip(_SPACE))) > 1
    hyphens = sum(1 for match in _LINE.finditer(text) if match[0].lstrip(_SPACE)[:2] == "- ")
    spoken = "–—" if hyphens > 1 else "–—-"
    fenced = False
    for match in _LINE.finditer(text):
        line = match[0].strip(_SPACE)
        if not line:
            continue
        indent = match[0].index(line[0])
        start = match.start() + indent
        stanza = bisect_left(gaps, start)
        at = bisect_right(starts, start) - 1
        if at >= 0 and start < regions[at].end:
            rule = regions[at].rule
            yield _Line(start, start + len(line), line, -1 - at, indent, "paragraph", rule)
        elif _FENCE.match(line):
            fenced = not fenced
            yield _Line(start, start + len(line), line, stanza, indent, "code")
        elif fenced:
            yield _Line(start, start + len(line), line, stanza, indent, "code")
        elif not _RULE.fullmatch(line):
            yield _marked(_Line(start, start + len(line), line, stanza, indent), numbered, spoken)


def _marked(line: _Line, numbered: bool, spoken: str) -> _Line:
    """`line` without its marker, where it has one.

    Args:
        line: the line.
        numbered: whether numbers mark items in this text.
        spoken: the dashes that open speech, not items, before a whole sentence.
    """
    if line.closed and line.text[0] in spoken:
        return line
    kinds: Sequence[tuple[re.Pattern[str], BlockKind]]
    kinds = ((_MARKDOWN, "heading"), (_BULLET, "item"))
    if numbered:
        kinds = (*kinds, (_NUMBER, "item"))
    for pattern, kind in kinds:
        if marker := pattern.match(line.text):
            size = marker.end()
            text = line.text[size:]
            start = line.start + size
            return _Line(start, line.end, text, line.stanza, line.indent + size, kind)
    return line


def _groups(lines: Sequence[_Line], widths: dict[int, int]) -> Iterator[list[_Line]]:
    """The lines of each block: one, or those of a wrapped paragraph, or of a piece of code."""
    group: list[_Line] = []
    for line in lines:
        if group and not _continues(group[-1], line, widths.get(line.stanza)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _continues(line: _Line, following: _Line, width: int | None) -> bool:
    if line.rule or following.rule:
        return line.rule == following.rule and line.stanza == following.stanza
    if line.kind == "code" or following.kind == "code":
        return line.kind == following.kind
    if line.stanza != following.stanza or line.kind == "heading" or not _is_plain(following):
        return False
    if _CODE.search(line.text) and _CODE.search(following.text):
        return False
    if line.closed and following.indent >= line.indent + 2:  # a paragraph's first line set in
        return False
    return _is_broken(line, following) if width is None else _is_wrapped(line, following, width)


def _is_broken(line: _Line, following: _Line) -> bool:
    """Whether a line whose width is not known goes on in small letters.

    It breaks off its second sentence, or a word was divided at its end.
    """
    long = len(line.text) >= PROSE_COLUMNS and _SENTENCE_END.search(line.text) is not None
    divided = is_after_division(line.text, line.indent, following.indent)
    return (long or divided) and not line.closed and following.text[0].islower()


def _is_wrapped(line: _Line, following: _Line, width: int) -> bool:
    """Whether a line of wrapped prose goes on: in small letters, or for want of space."""
    small = following.text[0].islower()
    if line.closed:  # "Fill some buckets:" and its reason in small letters
        small = small and line.text[-1] in ":;…" and columns(line.text) >= NEARLY_FULL * width
    divided = is_after_division(line.text, line.indent, following.indent)
    goes_on = small and (divided or 2 * columns(line.text) > width)
    return goes_on or is_full(line.text, following.text, width, line.indent)


def _headings(text: str, parts: Sequence[TextBlock]) -> set[int]:
    """Which blocks are headings: those marked so, and short unfinished ones above prose."""
    marked = {i for i, part in enumerate(parts) if part.kind == "heading"}
    likely = set()
    for i, (part, after) in enumerate(pairwise(parts)):
        alike = part.kind == after.kind == "paragraph" and "\n" in text[part.end : after.start]
        of_article = not (part.rule or after.rule)
        above = alike and of_article and _is_prose(text[after.start : after.end])
        above = above and not text[after.start].islower()
        if above and _is_heading(text[part.start : part.end]):
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
