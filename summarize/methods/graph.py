"""Graph ranking of sentences in time linear in the document; arrays in, scores out.

TextRank (Mihalcea & Tarau, EMNLP 2004) and LexRank (Erkan & Radev, JAIR 2004) draw a graph whose
nodes are sentences and whose weights W_ij say how alike two of them are, and score a sentence by
the time a random walk spends on it:

    x_i = (1 - d) / n + d Σ_j W_ij x_j / Σ_k W_kj

The graph has n² edges and is never built. With C the sentences × terms matrix (sparse), the
weights all have the form

    W = Σ_r λ_r diag(u_r) C Cᵀ diag(u_r) - diag(s)

so that W x costs a pass or two over the non-zeros of C for each r. For the cosine, r = 1 and u is
one over the norms. For the overlap of TextRank, divided by log l_i + log l_j, the u_r come from
the small matrix 1 / (log g + log h) over the distinct lengths g and h: a Cauchy matrix, whose
singular values fall geometrically (Beckermann & Townsend, SIAM J. Matrix Anal. 2017), so that a
dozen columns of a pivoted Cholesky factor (Harbrecht, Peters & Schneider, Appl. Numer. Math. 2012)
give the weights to the last digits of a double.

Nothing here calls BLAS or LAPACK, whose last digits depend on the processor and on the number of
threads: the same sentences give the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = [
    "DAMPING",
    "Matrix",
    "Weights",
    "cosine",
    "overlap",
    "sumy",
    "sumy_walk",
    "walk",
]

Vector = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

DAMPING = 0.85  # the paper's, and PageRank's
TOLERANCE = 1e-6  # relative: ranks differ by far more; 1e-9 changed no order on 800 articles
ITERATIONS = 200  # at damping 0.85 the error falls below 1e-14 of the start: a walk always ends
RANK_TOLERANCE = 1e-14  # what is left of the kernel, as a share of its greatest: rounding noise

SUMY_EPSILON = 1e-4  # sumy's own constants, for parity with it
SUMY_NO_ZERO = 1e-7


@dataclass(frozen=True, slots=True)
class Matrix:
    """A sparse matrix of n sentences × m terms, row by row, and its product with vectors.

    Attributes:
        rows: row of each non-zero, ascending. Shape (nnz,).
        columns: its column. Shape (nnz,).
        values: its value. Shape (nnz,).
        shape: n and m.
    """

    rows: Indices
    columns: Indices
    values: Vector
    shape: tuple[int, int]

    @classmethod
    def of_counts(cls, sentences: Sequence[Sequence[str]]) -> "Matrix":
        """How often each term stands in each sentence; terms are numbered as they first come."""
        flat = [term for sentence in sentences for term in sentence]
        number = {term: i for i, term in enumerate(dict.fromkeys(flat))}
        columns = np.fromiter(map(number.__getitem__, flat), np.int64, len(flat))
        lengths = np.fromiter(map(len, sentences), np.int64, len(sentences))
        rows = np.repeat(np.arange(len(sentences)), lengths)
        width = max(1, len(number))
        places, counts = np.unique(rows * width + columns, return_counts=True)
        shape = (len(sentences), len(number))
        return cls(places // width, places % width, counts.astype(np.float64), shape)

    def with_values(self, values: Vector) -> "Matrix":
        """The same non-zeros with other values."""
        return Matrix(self.rows, self.columns, values, self.shape)

    def row_sums(self, values: Vector) -> Vector:
        """The sums over each row of `values`, one a non-zero. Shape (n,)."""
        sums: Vector = np.bincount(self.rows, values, self.shape[0]).astype(np.float64, copy=False)
        return sums

    def column_sums(self, values: Vector) -> Vector:
        """The sums over each column of `values`, one a non-zero. Shape (m,)."""
        sums: Vector = np.bincount(self.columns, values, self.shape[1]).astype(
            np.float64, copy=False
        )
        return sums

    def gram(self, x: Vector) -> Vector:
        """C Cᵀ x, without C Cᵀ. Shapes (n,) → (n,)."""
        shared = self.column_sums(self.values * x[self.rows])
        return self.row_sums(self.values * shared[self.columns])


@dataclass(frozen=True, slots=True)
class Weights:
    """The symmetric weights W = Σ_r λ_r diag(u_r) C Cᵀ diag(u_r) - diag(s) of a graph.

    Attributes:
        matrix: C.
        scales: the u_r, one a row. Shape (r, n).
        factors: the λ_r. Shape (r,).
        loops: s, what is taken off the diagonal. Shape (n,).
    """

    matrix: Matrix
    scales: npt.NDArray[np.float64]
    factors: Vector
    loops: Vector

    def times(self, x: Vector) -> Vector:
        """W x, never below zero. Shapes (n,) → (n,)."""
        product = -self.loops * x
        for factor, scale in zip(self.factors, self.scales, strict=True):
            product += factor * scale * self.matrix.gram(scale * x)
        return np.maximum(product, 0.0)


def cosine(sentences: Sequence[Sequence[str]]) -> Weights:
    """Cosine of the TF-IDF vectors, no self-loops: continuous LexRank (Erkan & Radev 2004, §4).

    idf is log(1 + n / df), which stays above zero for a term that every sentence has.
    """
    counts = Matrix.of_counts(sentences)
    seen = counts.column_sums(np.ones_like(counts.values))
    idf = np.log1p(counts.shape[0] / np.maximum(seen, 1))
    values = (1 + np.log(counts.values)) * idf[counts.columns]
    squares = counts.row_sums(values**2)
    scale = np.divide(1.0, np.sqrt(squares), out=np.zeros_like(squares), where=squares > 0)
    weighted = counts.with_values(values)
    return Weights(weighted, scale[np.newaxis], np.ones(1), (squares > 0).astype(np.float64))


def overlap(sentences: Sequence[Sequence[str]]) -> Weights:
    """|S_i ∩ S_j| / (log |S_i| + log |S_j|), no self-loops: TextRank as published.

    Two sentences of one term each would divide by zero; they weigh 1 where they are equal.
    """
    counts = Matrix.of_counts(sentences)
    present = counts.with_values(np.ones_like(counts.values))
    lengths = present.row_sums(present.values)
    scales, factors = _by_lengths(lengths)
    loops = np.zeros_like(lengths)
    for factor, scale in zip(factors, scales, strict=True):
        loops += factor * scale**2 * lengths
    return Weights(present, scales, factors, loops)


def sumy(sentences: Sequence[Sequence[str]]) -> Weights:
    """The weights of sumy: (C_i · C_j) / (log l_i + log l_j) of counts, self-loops kept."""
    counts = Matrix.of_counts(sentences)
    scales, factors = _by_lengths(counts.row_sums(counts.values))
    return Weights(counts, scales, factors, np.zeros(counts.shape[0]))


def _by_lengths(lengths: Vector) -> tuple[npt.NDArray[np.float64], Vector]:
    """The u_r and λ_r for 1 / (log l_i + log l_j): shapes (r, n) and (r,)."""
    distinct, group = np.unique(np.maximum(lengths, 1), return_inverse=True)
    logs = np.log(distinct)
    single = logs == 0  # two of one term divide by zero: they weigh 1, and log 1 is no Cauchy point
    scales = _cholesky(logs, ~single)
    factors = np.ones(len(scales))
    if single.any():
        others = np.divide(1.0, logs, out=np.full_like(logs, 0.5), where=~single)
        scales = np.vstack([scales, others + single, others - single])
        factors = np.append(factors, [0.5, -0.5])
    return scales[:, group], factors


def _cholesky(logs: Vector, among: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Rows u_r with Σ_r u_r u_rᵀ = 1 / (log g + log h) where both are `among`; shape (r, G).

    Each step takes the column with the most left on the diagonal; no product of matrices.
    """
    left = np.divide(0.5, logs, out=np.zeros_like(logs), where=among)
    enough = RANK_TOLERANCE * left.max(initial=0.0)
    rows: list[Vector] = []
    while left.max(initial=0.0) > enough:
        pivot = int(left.argmax())
        column = np.divide(1.0, logs + logs[pivot], out=np.zeros_like(logs), where=among)
        for row in rows:
            column -= row[pivot] * row
        column /= np.sqrt(left[pivot])
        rows.append(column)
        left = np.maximum(left - column**2, 0.0)
        left[pivot] = 0.0
    return np.array(rows).reshape(-1, logs.size)


def walk(weights: Weights, *, damping: float = DAMPING, prior: Vector | None = None) -> Vector:
    """Where a random walk over the graph spends its time, by power iteration; sums to 1.

    Args:
        weights: of the graph's edges.
        damping: how often the walk follows an edge; else, and from a sentence without any, it
            jumps.
        prior: where it jumps to, in proportion (Haveliwala 2002); anywhere alike where None.
            Shape (n,).

    Returns:
        The share of its time at each sentence. Shape (n,).
    """
    n = weights.loops.size
    jump = np.full(n, 1 / n) if prior is None else prior / prior.sum()
    degrees = weights.times(np.ones(n))
    linked = degrees > TOLERANCE
    share = np.divide(1.0, degrees, out=np.zeros(n), where=linked)
    x = jump
    for _ in range(ITERATIONS):
        walked = weights.times(x * share)
        following = damping * walked + (1 - damping * walked.sum()) * jump
        moved = np.abs(following - x).sum()
        x = following
        if moved <= TOLERANCE:
            break
    scores: Vector = x / x.sum()
    return scores


def sumy_walk(weights: Weights, *, damping: float = DAMPING) -> Vector:
    """The scores sumy 0.12's TextRank gives: its steps, its stop, and its leaks. Shape (n,)."""
    n = weights.loops.size
    degrees = weights.times(np.ones(n)) + SUMY_NO_ZERO
    x, moved = np.full(n, 1 / n), 1.0
    while moved > SUMY_EPSILON:
        following = (1 - damping) / n * x.sum() + damping * weights.times(x / degrees)
        moved = float(np.sqrt(((following - x) ** 2).sum()))
        x = following
    return x
