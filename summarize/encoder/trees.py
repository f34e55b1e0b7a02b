"""Dependency trees from scores: the greedy choice where it is a tree, else the best tree.

Chu & Liu 1965, Edmonds 1967, as McDonald et al. 2005 ("Non-projective dependency parsing using
spanning tree algorithms") apply them, with exactly one word under the root.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["best_tree"]

Scores = NDArray[np.floating[Any]]
Heads = NDArray[np.int64]

ROOT_PENALTY = 1e4  # more than all scores of a sentence: the best tree has one root arc


def best_tree(scores: Scores) -> Heads:
    """Return the head of each word: 0 for the root, i for word i.

    Args:
        scores: (words, words + 1); column 0 is the root, column i word i.
    """
    count = len(scores)
    heads: Heads = scores.argmax(axis=1)
    if (heads == 0).sum() == 1 and _cycle(np.concatenate([[0], heads])) is None:
        return heads
    weights = np.full((count + 1, count + 1), -np.inf)
    weights[1:] = scores
    weights[1:, 0] -= ROOT_PENALTY
    np.fill_diagonal(weights, -np.inf)
    tree: Heads = _spanning(weights)[1:]
    return tree


def _cycle(heads: Heads) -> list[int] | None:
    """Return the nodes of a cycle, or None; node 0 is the root."""
    state = [0] * len(heads)
    for start in range(1, len(heads)):
        path, at = [], start
        while at and not state[at]:
            state[at] = start
            path.append(at)
            at = int(heads[at])
        if at and state[at] == start and at in path:
            return path[path.index(at) :]
    return None


def _spanning(weights: Scores) -> Heads:
    """Return the heads of the best spanning tree under node 0; weights[d, h] scores h → d."""
    heads: Heads = weights.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    outside = [node for node in range(len(weights)) if node not in set(cycle)]
    inner = weights[cycle, heads[cycle]]
    # The cycle becomes one node, the last: entering at a word loses the word's own arc.
    entering = weights[np.ix_(cycle, outside)] - inner[:, None]
    leaving = weights[np.ix_(outside, cycle)]
    size = len(outside) + 1
    smaller = np.full((size, size), -np.inf)
    smaller[:-1, :-1] = weights[np.ix_(outside, outside)]
    smaller[-1, :-1] = entering.max(axis=0)
    smaller[:-1, -1] = leaving.max(axis=1)
    inner_heads = _spanning(smaller)
    for node, head in zip(outside, inner_heads[:-1], strict=True):
        heads[node] = (
            outside[head] if head < size - 1 else cycle[int(leaving[outside.index(node)].argmax())]
        )
    broken = int(entering[:, inner_heads[-1]].argmax())
    heads[cycle[broken]] = outside[inner_heads[-1]]
    heads[0] = 0
    return heads
