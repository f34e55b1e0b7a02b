"""How a sentence states its point: whether what follows elaborates on it, and how much it quotes.

A sentence that states the news is elaborated on: its terms recur in the sentences behind it. Those
of a scene, an aside or a quotation do not (the inverted pyramid of news writing).
"""

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from summarize.document import Document
    from summarize.methods.graph import Indices, Vector

__all__ = ["elaborated", "quoted_shares"]

REACH = 8  # sentences behind one that may elaborate on it
_QUOTATION = re.compile(r"[\"“][^\"“”]*[\"”]")


def elaborated(rows: "Indices", columns: "Indices", count: int) -> "Vector":
    """Return for each sentence the share of its terms that recur in the few sentences behind it.

    Args:
        rows: the sentence of each pair of a sentence and a term in it. Shape (pairs,).
        columns: the term of that pair. Shape (pairs,).
        count: how many sentences there are.

    Returns:
        Shape (count,), 0 for a sentence without terms.
    """
    order = np.lexsort((rows, columns))
    recurs = np.zeros(len(rows))
    same = columns[order][1:] == columns[order][:-1]
    recurs[order[:-1]] = same & (np.diff(rows[order]) <= REACH)
    shares: Vector = np.bincount(rows, recurs, count) / np.maximum(
        1, np.bincount(rows, None, count)
    )
    return shares


def quoted_shares(document: "Document") -> "Vector":
    """Return for each sentence the share of its characters that stand in quotation marks."""
    return np.array(
        [
            sum(len(quotation[0]) for quotation in _QUOTATION.finditer(s.text)) / len(s.text)
            for s in document.sentences
        ]
    )
