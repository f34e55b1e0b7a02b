"""Splitting a text into blocks and a block into sentences, by offsets into the text."""

import re
from collections.abc import Iterator
from typing import Literal

__all__ = ["blocks", "sentences"]

Kind = Literal["paragraph", "heading", "item", "code"]


def blocks(text: str) -> Iterator[tuple[int, int, Kind]]:
    """The blocks of `text`, in order: start, end (white space around them left out), kind."""
    for found in re.finditer(r"[^\n]*\S[^\n]*", text):
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        yield start, start + len(found[0].strip()), "paragraph"


def sentences(text: str, start: int, end: int, *, language: str) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]`, in order, each as start and end in `text`."""
    from nupunkt import sent_spans

    spans = []
    for a, b in sent_spans(text[start:end]):
        piece = text[start + a : start + b]
        left = start + a + len(piece) - len(piece.lstrip())
        if piece.strip():
            spans.append((left, left + len(piece.strip())))
    return spans
