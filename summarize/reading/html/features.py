"""What a block of a web page looks like to the classifier: its text, its elements, its place."""

from collections.abc import Sequence
from functools import lru_cache
from math import log1p
from typing import TYPE_CHECKING

from summarize.reading.html.blocks import FLAGS, INLINE, Block, Node
from summarize.reading.line_features import (
    context_features,
    decayed,
    line_features,
    word_counts,
)
from summarize.reading.sequence import with_neighbours

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["block_features"]

_LEVELS = 4  # containers around a block that are looked at
_KINDS = ("heading", "item", "row", "pre", "paragraph")
_PROSE_LETTERS = 60


def block_features(
    blocks: Sequence[Block], agreement: Sequence[float], title: str
) -> "NDArray[np.float32]":
    """One row of numbers for each block.

    Args:
        blocks: of the page, in order.
        agreement: the share of each block that another extractor took for the article.
        title: of the page, as it says itself.
    """
    import numpy as np

    lines = [block.text for block in blocks]
    own = line_features(lines)
    words = word_counts(lines)
    share = [min(1.0, block.linked / max(len(block.text), 1)) for block in blocks]
    prose = [
        len(line) * (row[2] > 0 and len(line) >= _PROSE_LETTERS and linked < 0.5)
        for line, row, linked in zip(lines, own.tolist(), share, strict=True)
    ]
    marks = [_marks(block, linked, title) for block, linked in zip(blocks, share, strict=True)]
    agreed = np.array(agreement, np.float32)[:, None]
    table = np.concatenate([agreed, np.array(marks, np.float32)], axis=1)
    around = np.array(_containers(blocks, prose, share, agreement), np.float32)
    near = np.concatenate([own[:, :4], agreed, table[:, 1:4]], axis=1)
    headings = _after_heading(blocks)
    said = context_features(lines)
    taken = _agreement_context(agreed[:, 0] * np.array(words, np.float32), np.array(words))
    return np.concatenate([own, table, around, headings, said, taken, with_neighbours(near)], 1)


def _agreement_context(
    taken: "NDArray[np.float32]", words: "NDArray[np.int64]"
) -> "NDArray[np.float32]":
    """How much the other extractor took before and after each block, and of the whole page."""
    import numpy as np

    size, whole = len(taken), max(float(taken.sum()), 1.0)
    before = ((np.cumsum(taken) - taken / 2) / whole).astype(np.float32)
    chosen = np.flatnonzero(taken > 0)
    inside = np.zeros(size, np.float32)
    if len(chosen):
        inside[chosen[0] : chosen[-1] + 1] = 1.0
    other = words - taken
    share = np.full(size, whole / max(float(words.sum()), 1.0), np.float32)
    columns: list[NDArray[np.float32]] = [before, inside, share]
    for backwards in (False, True):
        for decay in (0.7, 0.93):
            near = decayed(taken, decay, backwards=backwards)
            columns.append(near / (near + decayed(other, decay, backwards=backwards) + 1.0))
    return np.stack(columns, axis=1).astype(np.float32)


def _marks(block: Block, linked: float, title: str) -> list[float]:
    """Its links, its kind, what it is inside, what the names around it say."""
    node = block.node
    text = block.text
    said = text.casefold()
    titled = len(text) > 8 and (said in title or (len(title) > 8 and title in said))
    return [
        linked,
        log1p(block.links),
        *(block.kind == kind for kind in _KINDS),
        block.level / 6,
        titled,
        log1p(node.depth),
        *_flag_row(node.flags),
        *_hint_row(node.hints),
        *node.own,
        node.tag == "p",
        node.tag == "div",
        node.tag in ("span", "a", "td", "strong", "b", "em", "i"),
    ]


@lru_cache(maxsize=1024)
def _flag_row(flags: frozenset[str]) -> tuple[bool, ...]:
    return tuple(flag in flags for flag in FLAGS)


@lru_cache(maxsize=4096)
def _hint_row(hints: tuple[int, ...]) -> tuple[float, ...]:
    return tuple(min(count, 3) / 3 for count in hints)


def _after_heading(blocks: Sequence[Block]) -> "NDArray[np.float32]":
    """Whether a first-level heading stands before a block; how many headings and blocks since."""
    import numpy as np

    rows, since_first, since = [], -1, 0
    for block in blocks:
        since = 0 if block.level else since + 1
        since_first = 0 if block.level == 1 else since_first + (since_first >= 0)
        rows.append([since_first >= 0, log1p(max(since_first, 0)), log1p(since)])
    return np.array(rows, np.float32).reshape(len(rows), 3)


_Totals = dict[Node, list[float]]


def _containers(
    blocks: Sequence[Block],
    prose: Sequence[float],
    linked: Sequence[float],
    agreement: Sequence[float],
) -> list[list[float]]:
    """How much of the page's prose each of the elements around a block holds."""
    totals = _totals(blocks, prose, linked, agreement)
    whole = max(sum(prose), 1.0)
    heart = [_lowest(totals, whole * part) for part in (0.4, 0.65, 0.9)]
    above = [_inside(middle, totals) for middle in heart]
    shares = {node: _shares(total, whole) for node, total in totals.items()}
    rows: dict[Node, list[float]] = {}
    for node in dict.fromkeys(block.node for block in blocks):
        row: list[float] = []
        for box in _boxes(node):
            row += shares[box]
        rows[node] = row + [float(node in nodes) for nodes in above]
    return [rows[block.node] for block in blocks]


def _totals(
    blocks: Sequence[Block],
    prose: Sequence[float],
    linked: Sequence[float],
    agreement: Sequence[float],
) -> _Totals:
    """Each node with the letters, prose, linked letters and blocks under it."""
    totals: _Totals = {}
    for block, said, share, agreed in zip(blocks, prose, linked, agreement, strict=True):
        size = len(block.text)
        own = (size, said, share * size, 1, said > 0, agreed * size)
        total = totals.setdefault(block.node, [0.0] * 6)
        for i, value in enumerate(own):
            total[i] += value
    _add_to_parents(totals)
    return totals


def _add_to_parents(totals: _Totals) -> None:
    """Add each node's totals to those of the nodes around it, the deepest first."""
    levels: list[list[Node]] = [[] for _ in range(max(n.depth for n in totals) + 1)]
    for node in totals:
        levels[node.depth].append(node)
    for node in (node for level in reversed(levels) for node in level):
        if node.parent is None:
            continue
        if (above := totals.get(node.parent)) is None:
            above = totals[node.parent] = [0.0] * 6
            levels[node.parent.depth].append(node.parent)
        for i, value in enumerate(totals[node]):
            above[i] += value


def _lowest(totals: _Totals, least: float) -> Node | None:
    """The deepest node with at least so much prose; the largest of equals."""
    nodes = [node for node, total in totals.items() if total[1] >= least]
    return max(nodes, key=lambda node: (node.depth, totals[node][1]), default=None)


def _inside(middle: Node | None, totals: _Totals) -> set[Node]:
    """The nodes that stand in `middle`, and itself."""
    nodes: set[Node] = set() if middle is None else {middle}
    for node in sorted(totals, key=lambda node: node.depth):
        if node.parent in nodes:
            nodes.add(node)
    return nodes


def _shares(total: Sequence[float], whole: float) -> tuple[float, ...]:
    size, said, links, count, prose_count, agreed = total
    size = max(size, 1.0)
    return (
        said / whole,
        said / size,
        links / size,
        agreed / size,
        log1p(count),
        log1p(prose_count),
    )


def _boxes(node: Node) -> list[Node]:
    """The nearest nodes around it that are boxes of the page, inline ones left out.

    Always as many as are looked at: the last stands for those that are missing.
    """
    boxes: list[Node] = []
    at: Node | None = node
    while at is not None and len(boxes) < _LEVELS:
        if at.tag not in INLINE:
            boxes.append(at)
        at = at.parent
    boxes = boxes or [node]
    return boxes + [boxes[-1]] * (_LEVELS - len(boxes))
