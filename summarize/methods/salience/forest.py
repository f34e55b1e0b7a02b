"""A forest of oblivious decision trees: every node of a level asks the same question.

Such a tree of depth d is d questions, whose answers are the bits of a leaf's number (Prokhorenkova
et al., NeurIPS 2018). A forest is then two arrays of questions and one of leaves, and its answer
for many rows a handful of numpy operations: no branch, no BLAS, the same bytes everywhere.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

__all__ = ["Forest", "Rows"]

Rows = npt.NDArray[np.float32]
"""One row for each thing that is judged, one column for each feature."""

# Rows judged at once: more are no faster, and a novel's words would need gigabytes.
BATCH = 1024


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees of one depth, 8 at most; the answer is the sum of their leaves, plus the bias.

    Attributes:
        features: which column each question looks at. Shape (trees, depth).
        borders: above which value its answer is yes. Shape (trees, depth).
        leaves: the value of each leaf. Shape (trees, 2**depth).
        bias: what is added.
    """

    features: npt.NDArray[np.int16]
    borders: npt.NDArray[np.float32]
    leaves: npt.NDArray[np.float32]
    bias: float

    @classmethod
    def of(cls, arrays: "dict[str, npt.NDArray[np.generic]]", name: str) -> Self:
        """The forest stored as `name_features`, `name_borders`, `name_leaves`, `name_bias`."""
        return cls(
            arrays[f"{name}_features"].astype(np.int16),
            arrays[f"{name}_borders"].astype(np.float32),
            arrays[f"{name}_leaves"].astype(np.float32),
            float(arrays[f"{name}_bias"].astype(np.float64)),
        )

    def values(self, rows: Rows) -> npt.NDArray[np.float64]:
        """The forest's answer for each row; shape (rows,)."""
        parts = [self._batch(rows[at : at + BATCH]) for at in range(0, len(rows), BATCH)]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _batch(self, rows: Rows) -> npt.NDArray[np.float64]:
        trees, depth = self.features.shape
        asked = np.ascontiguousarray(rows.T)[self.features.ravel()]
        yes = (asked > self.borders.reshape(-1, 1)).view(np.uint8).reshape(trees, depth, len(rows))
        leaf = yes[:, 0].copy()
        for level in range(1, depth):
            leaf |= yes[:, level] << np.uint8(level)
        place = leaf + np.arange(trees)[:, np.newaxis] * self.leaves.shape[1]
        values: npt.NDArray[np.float64] = self.leaves.ravel()[place].sum(axis=0, dtype=np.float64)
        return values + self.bias
