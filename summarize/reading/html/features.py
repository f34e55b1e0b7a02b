"""What a block of a web page looks like to the classifier: its text, its elements, its place."""

from collections.abc import Sequence
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
        *(flag in node.flags for flag in FLAGS),
        *(min(count, 3) / 3 for count in node.hints),
        *node.own,
        node.tag == "p",
        node.tag == "div",
        node.tag in ("span", "a", "td", "strong", "b", "em", "i"),
    ]


def _after_heading(blocks: Sequence[Block]) -> "NDArray[np.float32]":
    """Whether a first-level heading stands before a block; how many headings and blocks since."""
    import numpy as np

    rows, since_first, since = [], -1, 0
    for block in blocks:
        since = 0 if block.level else since + 1
        since_first = 0 if block.level == 1 else since_first + (since_first >= 0)
        rows.append([since_first >= 0, log1p(max(since_first, 0)), log1p(since)])
    return np.array(rows, np.float32).reshape(len(rows), 3)


def _containers(
    blocks: Sequence[Block],
    prose: Sequence[float],
    linked: Sequence[float],
    agreement: Sequence[float],
) -> list[list[float]]:
    """How much of the page's prose each of the elements around a block holds."""
    nodes, totals = _totals(blocks, prose, linked, agreement)
    whole = max(sum(prose), 1.0)
    heart = [_lowest(nodes, totals, whole * part) for part in (0.4, 0.65, 0.9)]
    cache: dict[int, list[float]] = {}
    rows = []
    for block in blocks:
        key = id(block.node)
        if key not in cache:
            cache[key] = _container_row(block.node, totals, whole, heart)
        rows.append(cache[key])
    return rows


_Totals = dict[int, list[float]]


def _totals(
    blocks: Sequence[Block],
    prose: Sequence[float],
    linked: Sequence[float],
    agreement: Sequence[float],
) -> tuple[list[Node], _Totals]:
    """Each node with the letters, prose, linked letters and blocks under it."""
    totals: _Totals = {}
    nodes: list[Node] = []
    for block, said, share, agreed in zip(blocks, prose, linked, agreement, strict=True):
        size = len(block.text)
        at: Node | None = block.node
        while at is not None:
            total = totals.get(id(at))
            if total is None:
                total = totals[id(at)] = [0.0] * 6
                nodes.append(at)
            total[0] += size
            total[1] += said
            total[2] += share * size
            total[3] += 1
            total[4] += said > 0
            total[5] += agreed * size
            at = at.parent
    return nodes, totals


def _lowest(nodes: Sequence[Node], totals: _Totals, least: float) -> Node | None:
    """The deepest node with at least so much prose; the largest of equals."""
    found = [node for node in nodes if totals[id(node)][1] >= least]
    return max(found, key=lambda node: (node.depth, totals[id(node)][1]), default=None)


def _container_row(
    node: Node, totals: _Totals, whole: float, heart: Sequence[Node | None]
) -> list[float]:
    row: list[float] = []
    boxes = _boxes(node)
    for level in range(_LEVELS):
        box = boxes[min(level, len(boxes) - 1)]
        size, said, links, count, prose_count, agreed = totals[id(box)]
        row += [
            said / whole,
            said / max(size, 1.0),
            links / max(size, 1.0),
            agreed / max(size, 1.0),
            log1p(count),
            log1p(prose_count),
        ]
    above = {id(n) for n in _ancestors(node)}
    row += [float(middle is not None and id(middle) in above) for middle in heart]
    return row


def _boxes(node: Node) -> list[Node]:
    """The nodes around it that are boxes of the page, the nearest first, inline ones left out."""
    boxes = [n for n in _ancestors(node) if n.tag not in INLINE]
    return boxes or [node]


def _ancestors(node: Node) -> list[Node]:
    found = []
    at: Node | None = node
    while at is not None:
        found.append(at)
        at = at.parent
    return found
