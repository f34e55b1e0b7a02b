"""The lines of a PDF as blocks: paragraphs and headings, or slides and their items."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from summarize.reading.pdf_layout import Page, TextLine, leading
from summarize.reading.wrapping import count_words_apart, is_compound

__all__ = ["are_slides", "paragraphs", "slide_blocks"]

SHORT = 0.8  # of the column's width: a shorter line ends its paragraph
HEADING_SIZE = 1.15  # of the size of the text
HEADING_WORDS = 20
SLIDE_WORDS = 120  # on most pages of a presentation there are fewer

_ITEM = re.compile(r"[•‣▪●◦⁃–*■□➢✓-]\s*(?=\S)|\(?(?:\d{1,3}|[a-z])[.)]\s", re.IGNORECASE)
_BULLET = re.compile(r"[•‣▪●◦⁃–*■□➢✓-]\s*(?=[^\W\d_])|[•‣▪●◦⁃■□➢✓]\s*")
_ENDS = re.compile(r"[.!?:;…。！？]$|[.!?:;…。！？][\"'”’»)\]]+$")
_HYPHENATED = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def paragraphs(zones: Sequence[Sequence[TextLine]]) -> list[str]:
    """Put the lines of columns back into paragraphs, headings marked with `#`.

    A line goes on into the next unless it is clearly shorter than the column, the next begins an
    item or is set in, or the distance or the size changes. A paragraph goes on over the end of a
    column or page where its sentence does. A word divided at the line's end is joined; its hyphen
    stays where the text elsewhere shows that it is a compound.
    """
    lines = [line for zone in zones for line in zone]
    words = count_words_apart("\n".join(line.text for line in lines))
    body = Counter[float]()
    for line in lines:
        body[round(line.size, 1)] += len(line.text)
    size = body.most_common(1)[0][0] if body else 0.0
    blocks: list[list[TextLine]] = []
    for zone in zones:
        for i, line in enumerate(zone):
            before = zone[i - 1] if i else None
            if before is None:
                goes_on = bool(blocks) and _runs_over(blocks[-1], line, zone)
            else:
                goes_on = _is_one_heading(before, line, size) or not _parts(before, line, zone)
            if goes_on:
                blocks[-1].append(line)
            else:
                blocks.append([line])
    return [_text(block, size, words) for block in blocks]


def _runs_over(block: Sequence[TextLine], line: TextLine, zone: Sequence[TextLine]) -> bool:
    """Whether a paragraph goes on at the top of the next column or page."""
    alike = abs(block[-1].size - line.size) < 0.1 * line.size
    ended = _ENDS.search(block[-1].text) is not None
    return alike and not ended and not _ITEM.match(line.text) and len(zone) > 1


def _is_one_heading(line: TextLine, following: TextLine, size: float) -> bool:
    """Whether two lines are both in the large print of a heading, and near each other."""
    large = min(line.size, following.size) >= HEADING_SIZE * size
    alike = abs(line.size - following.size) <= 0.1 * line.size
    return large and alike and 0 < line.bottom - following.bottom <= 1.5 * line.size


def _parts(line: TextLine, following: TextLine, zone: Sequence[TextLine]) -> bool:
    """Whether a paragraph ends between two lines of a column."""
    if _ITEM.match(following.text) or abs(line.size - following.size) > 0.1 * line.size:
        return True
    if line.bottom - following.bottom > 1.35 * max(leading(zone), 1.05 * line.size):
        return True
    left, right = min(each.left for each in zone), _right_edge(zone)
    closed = _ENDS.search(line.text) is not None
    if closed and following.left > left + line.size and line.left <= left + 0.5 * line.size:
        return True
    if line.right >= left + SHORT * (right - left):
        return False
    return closed or not following.text[0].islower()


def _right_edge(zone: Sequence[TextLine]) -> float:
    edges = sorted(line.right for line in zone)
    return edges[len(edges) * 9 // 10]


def _text(block: Sequence[TextLine], size: float, words: Counter[str]) -> str:
    text = block[0].text
    for line in block[1:]:
        text = _continued(text, line.text, words)
    large = block[0].size >= HEADING_SIZE * size and len(text.split()) <= HEADING_WORDS
    return f"# {text}" if large else text


def _continued(text: str, line: str, words: Counter[str]) -> str:
    """`text` and the line that follows it, a divided word joined."""
    first, second = _HYPHENATED.search(text[-80:]), _WORDS.match(line)
    if not first or not second or not line[0].islower():
        return f"{text} {line}"
    hyphen = "-" if is_compound(first[1], second[0], words) else ""
    return text[:-1] + hyphen + line


def are_slides(pages: Sequence[Page]) -> bool:
    """Whether most pages are wider than high and have few words."""
    counts = sorted(_word_count(page) for page in pages)
    wide = sum(page.width > 1.2 * page.height for page in pages)
    return 2 * wide > len(pages) and counts[len(counts) // 2] <= SLIDE_WORDS


def _word_count(page: Page) -> int:
    return sum(len(line.text.split()) for zone in page.zones for line in zone)


def slide_blocks(page: Page) -> Iterator[str]:
    """The title of a slide as a heading, its other lines as items."""
    lines = [line for zone in page.zones for line in zone]
    if not lines:
        return
    largest = max(line.size for line in lines)
    top = list(takewhile(lambda line: line.size >= 0.95 * largest, lines))
    smaller = any(line.size < 0.95 * largest for line in lines)
    if top and smaller and len(top) <= 3:
        yield f"# {' '.join(line.text for line in top)}"
        lines = lines[len(top) :]
    items: list[str] = []
    for before, line in pairwise([None, *lines]):
        assert line is not None
        bullet = _BULLET.match(line.text)
        wrapped = before is not None and not bullet and _goes_on(before, line)
        if wrapped:
            items[-1] = f"{items[-1]} {line.text}"
        else:
            items.append(line.text[bullet.end() :] if bullet else line.text)
    if items:
        yield "\n".join(f"- {item}" for item in items if item)


def _goes_on(before: TextLine, line: TextLine) -> bool:
    near = before.bottom - line.bottom < 1.5 * before.size
    return near and line.left >= before.left - 1 and line.text[0].islower()
