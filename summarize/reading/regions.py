"""Regions of a text that are not the article, each with the rule that says why."""

import re
from collections.abc import Iterator
from typing import NamedTuple

__all__ = ["Line", "Region", "lines_of"]

_LINE = re.compile(r"[^\n]+")


class Region(NamedTuple):
    """A stretch of text that is not the article: `start` up to, not including, `end`."""

    start: int
    end: int
    rule: str


class Line(NamedTuple):
    """A line that holds something, the white space around it left out.

    `indent` counts the characters before it; `gap` says whether a blank line stands above it.
    """

    start: int
    end: int
    text: str
    indent: int = 0
    gap: bool = False

    @property
    def words(self) -> int:
        """The number of words, by white space."""
        return len(self.text.split())


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines of `text` that are not blank, in order."""
    before = 0
    for match in _LINE.finditer(text):
        line = match[0].strip()
        if not line:
            continue
        indent = match[0].index(line[0])
        start = match.start() + indent
        gap = text.count("\n", before, match.start()) > 1
        yield Line(start, start + len(line), line, indent, gap)
        before = start + len(line)
