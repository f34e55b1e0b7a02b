"""Significance: bootstrap intervals, and two tests between any two systems.

Every draw is a row of whole numbers, one a document: how often a resample has it, or +1 and -1.
Scores are rounded to multiples of a power of two, fine enough (about 1e-12 for ten thousand
documents) and coarse enough that every sum fits the bits a float holds. Sums of such numbers are
exact in whatever order they are added, so results are the same on any machine, and one matrix
product does a block of draws for all systems at once. The draws come from the bits of PCG64,
which NumPy keeps from version to version, not from its distributions, which it does not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from math import frexp, isfinite
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from summarize.errors import UsageError

__all__ = ["Comparison", "Interval", "Resampling", "Test", "compare_systems", "holm", "intervals"]

Test = Literal["permutation", "bootstrap"]
_Floats = NDArray[np.float64]

_CELLS = 1 << 20
# Weights held at a time: 8 MB a matrix, a few of them, for any number of documents and samples.
_EXACT_BITS = 51
# Whole numbers a float holds exactly, less two bits: for the difference of two systems' sums, and
# for the difference of two of those.
_FINEST = 1_000  # 2**-1000: with scores smaller still, one over the unit would be no float
_SMALLEST_SHOWN = 0.001


@dataclass(frozen=True, slots=True)
class Resampling:
    """Options of resampling.

    Attributes:
        samples: how many. The smallest p there can be is one in `samples + 1`, and Holm's
            correction multiplies it by the number of pairs: ten thousand are enough for 19
            systems at the level 0.05.
        seed: the same seed, the same draws, on any machine.
        confidence: of the intervals, between 0 and 1.

    Raises:
        UsageError: no samples, a negative seed, or a confidence outside 0-1.
    """

    samples: int = 1_000
    seed: int = 0
    confidence: float = 0.95

    def __post_init__(self) -> None:
        if self.samples < 1:
            raise UsageError(f"{self.samples} bootstrap samples: must be at least 1")
        if self.seed < 0:
            raise UsageError(f"seed {self.seed}: must be 0 or more")
        if not 0 < self.confidence < 1:
            raise UsageError(f"confidence {self.confidence}: must be between 0 and 1")

    @property
    def choices(self) -> dict[str, str]:
        """The entries of a signature."""
        shown = {"bootstrap": self.samples, "seed": self.seed, "ci": f"{100 * self.confidence:g}"}
        return {name: str(value) for name, value in shown.items()}


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean, and the percentile bootstrap interval around it (Efron, 1979)."""

    mean: float
    low: float
    high: float

    def to_dict(self) -> dict[str, float]:
        """Return plain values, ready for JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two systems on the same documents.

    Attributes:
        first: a system's name.
        second: the other's.
        difference: mean of the first less mean of the second.
        low: lower end of the bootstrap interval of the difference, not corrected.
        high: its upper end.
        permutation_p: p of the paired permutation test, not corrected.
        bootstrap_p: p of the paired bootstrap test, not corrected.
        p: that of the test asked for, by Holm's correction over all pairs.
        level: what `p` has to be below for the difference to count.
    """

    first: str
    second: str
    difference: float
    low: float
    high: float
    permutation_p: float
    bootstrap_p: float
    p: float
    level: float

    @property
    def significant(self) -> bool:
        """Whether the difference is significant at the level."""
        return self.p < self.level

    @property
    def verdict(self) -> str:
        """The result in words."""
        shown = f"p < {_SMALLEST_SHOWN}" if self.p < _SMALLEST_SHOWN else f"p = {self.p:.2g}"
        if not self.significant:
            return f"no significant difference between {self.first} and {self.second} ({shown})"
        higher, lower = self.first, self.second
        ends = self.low, self.high
        if self.difference < 0:
            higher, lower, ends = lower, higher, (-self.high, -self.low)
        gap = f"{abs(self.difference):.4g}, interval {ends[0]:.4g} to {ends[1]:.4g}"
        return f"{higher} is higher than {lower} ({gap}, {shown})"

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, ready for JSON, with the verdict."""
        return {**asdict(self), "significant": self.significant, "verdict": self.verdict}


def intervals(
    columns: Mapping[str, Sequence[float]], resampling: Resampling | None = None
) -> dict[str, Interval]:
    """Return the bootstrap interval of the mean of each column, all from the same resamples.

    Args:
        columns: scores by name of the metric, one per document, in the same order.
        resampling: how the draws are made; 1,000 samples with seed 0 if not given.

    Raises:
        UsageError: no documents, columns of different lengths, or a score that is not a number.
    """
    settings = resampling or Resampling()
    matrix = _matrix(columns)
    fixed, units = _fixed(matrix, np.abs(matrix).max(axis=0))
    sums = _sums(_resamples(len(fixed), settings), fixed)
    whole = fixed.sum(axis=0)
    return {
        name: _interval(whole[i], sums[:, i], len(fixed) * units[i], settings.confidence)
        for i, name in enumerate(columns)
    }


def compare_systems(
    scores: Mapping[str, Sequence[float]],
    resampling: Resampling | None = None,
    *,
    test: Test = "permutation",
    level: float = 0.05,
) -> tuple[Comparison, ...]:
    """Compare every two systems on one metric.

    The paired permutation test (Fisher's sign flips; Noreen, 1989) asks how often a difference as
    large comes up when each document's two scores are swapped by a coin; with so few documents
    that all swaps are fewer than the samples, all are tried and p is exact. The paired bootstrap
    test (Koehn, EMNLP 2004, in the form of Berg-Kirkpatrick et al., EMNLP 2012) asks how often a
    resample's difference is as far from the observed one as that is from zero. Both are
    two-sided. Holm (1979) corrects for the number of pairs.

    Args:
        scores: by name of the system, one per document, in the same order.
        resampling: how the draws are made; 10,000 samples with seed 0 if not given.
        test: which of the two decides.
        level: what the corrected p has to be below.

    Returns:
        All pairs, in the order of `scores`.

    Raises:
        UsageError: no documents, systems with different numbers of scores, or a score that is no
            number.
    """
    draws = _Draws.of(_matrix(scores), resampling or Resampling(samples=10_000))
    columns = list(combinations(range(len(scores)), 2))
    by_flips = [draws.permutation_p(a, b) for a, b in columns]
    by_draws = [draws.bootstrap_p(a, b) for a, b in columns]
    corrected = holm(by_flips if test == "permutation" else by_draws)
    ps = zip(by_flips, by_draws, corrected, strict=True)
    gaps = (draws.interval(a, b) for a, b in columns)
    return tuple(
        Comparison(*names, gap.mean, gap.low, gap.high, *each, level)
        for names, gap, each in zip(combinations(scores, 2), gaps, ps, strict=True)
    )


def holm(ps: Sequence[float]) -> list[float]:
    """Return the p-values with Holm's correction for the number of tests, in the same order.

    S. Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Stat. 6, 1979:
    the smallest times their number, the next times one less, none below the one before it.
    """
    corrected = [0.0] * len(ps)
    least = 0.0
    for rank, i in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        least = corrected[i] = min(1.0, max(least, (len(ps) - rank) * ps[i]))
    return corrected


@dataclass(frozen=True, slots=True)
class _Draws:
    """The sums of every system (columns) over all documents, and over those of each draw."""

    documents: int
    unit: float
    whole: _Floats
    resampled: _Floats
    flipped: _Floats
    settings: Resampling

    @classmethod
    def of(cls, matrix: _Floats, settings: Resampling) -> "_Draws":
        """The sums of `matrix`, documents x systems."""
        fixed, units = _fixed(matrix, np.full(matrix.shape[1], np.abs(matrix).max()))
        resampled = _sums(_resamples(len(fixed), settings), fixed)
        flipped = _sums(_flips(len(fixed), settings), fixed)
        return cls(len(fixed), units[0], fixed.sum(axis=0), resampled, flipped, settings)

    def interval(self, a: int, b: int) -> Interval:
        """The interval of the mean of system `a` less that of `b`."""
        drawn = self.resampled[:, a] - self.resampled[:, b]
        size = self.documents * self.unit
        return _interval(self.whole[a] - self.whole[b], drawn, size, self.settings.confidence)

    def permutation_p(self, a: int, b: int) -> float:
        """Return the share of sign flips whose difference is as large as the observed one."""
        gap = self.whole[a] - self.whole[b]
        as_far = self._as_far(self.flipped[:, a] - self.flipped[:, b], gap)
        return _share(as_far, exact=len(as_far) < self.settings.samples)

    def bootstrap_p(self, a: int, b: int) -> float:
        """Return the share of resamples as far from the observed difference as that is from 0."""
        gap = self.whole[a] - self.whole[b]
        return _share(
            self._as_far(self.resampled[:, a] - self.resampled[:, b] - gap, gap), exact=False
        )

    def _as_far(self, drawn: _Floats, gap: float) -> NDArray[np.bool_]:
        """Return which draws are as far from 0 as `gap`, with tolerance for rounding."""
        far: NDArray[np.bool_] = np.abs(drawn) >= abs(gap) - self.documents
        return far


def _matrix(columns: Mapping[str, Sequence[float]]) -> _Floats:
    """The columns as documents x columns."""
    sizes = {name: len(column) for name, column in columns.items()}
    if not sizes or not min(sizes.values()):
        raise UsageError("there are no scores to resample")
    if len(set(sizes.values())) > 1:
        listed = ", ".join(f"{name} {size}" for name, size in sizes.items())
        raise UsageError(f"systems have different numbers of scores: {listed}")
    for name, column in columns.items():
        if not all(map(isfinite, column)):
            raise UsageError(f"a score of {name} is not a number")
    return np.array(list(columns.values()), dtype=np.float64).T.copy()


def _fixed(matrix: _Floats, peaks: _Floats) -> tuple[_Floats, list[float]]:
    """`matrix` in whole numbers of a power of two for each column, and how many make up one."""
    room = _EXACT_BITS - len(matrix).bit_length()
    shifts = [min(room - frexp(float(peak))[1], _FINEST) for peak in peaks]
    return np.rint(np.ldexp(matrix, np.array(shifts))), [2.0**shift for shift in shifts]


def _sums(weights: Iterator[_Floats], fixed: _Floats) -> _Floats:
    """The rows are draws, the columns those of `fixed`: what each draw of documents sums to."""
    return np.concatenate([block @ fixed for block in weights])


def _resamples(size: int, resampling: Resampling) -> Iterator[_Floats]:
    """Yield blocks of draws x documents: how often each resample contains each document.

    One word of random bits draws two documents: the high half times `size`, over 2**32, and the
    low half alike. No document is likelier than another by more than `size` in 2**32.
    """
    bits = np.random.PCG64(resampling.seed)
    words = (size + 1) // 2
    half = np.uint64(32)
    for rows in _blocks(size, resampling.samples):
        drawn = bits.random_raw(rows * words).reshape(rows, words)
        halves = np.concatenate([drawn >> half, drawn & np.uint64(0xFFFF_FFFF)], axis=1)[:, :size]
        chosen = (halves * np.uint64(size) >> half).astype(np.int64)
        chosen += size * np.arange(rows)[:, np.newaxis]
        counts = np.bincount(chosen.ravel(), minlength=rows * size)
        yield counts.reshape(rows, size).astype(np.float64)


def _flips(size: int, resampling: Resampling) -> Iterator[_Floats]:
    """Yield blocks of draws x documents of +1 and -1: all sign flips, or a sample of them."""
    if size < 63 and 2**size < resampling.samples:
        yield _signs(np.arange(2**size, dtype=np.uint64)[:, np.newaxis], size)
        return
    # The seed's second stream: the first is the resamples'.
    bits = np.random.PCG64(resampling.seed).jumped()
    words = (size + 63) // 64
    for rows in _blocks(size, resampling.samples):
        yield _signs(bits.random_raw(rows * words).reshape(rows, words), size)


def _signs(words: NDArray[np.uint64], size: int) -> _Floats:
    """Return the first `size` bits of each row as +1 and -1."""
    places = np.arange(64, dtype=np.uint64)
    ones = (words[:, :, np.newaxis] >> places & np.uint64(1)).reshape(len(words), -1)[:, :size]
    return 1.0 - 2.0 * ones.astype(np.float64)


def _blocks(size: int, samples: int) -> Iterator[int]:
    rows = max(1, _CELLS // size)
    for start in range(0, samples, rows):
        yield min(rows, samples - start)


def _share(as_far: NDArray[np.bool_], *, exact: bool) -> float:
    """Return the p-value; the observation counts as one more draw, unless all were tried."""
    hits = int(np.count_nonzero(as_far))
    return hits / len(as_far) if exact else (hits + 1) / (len(as_far) + 1)


def _interval(whole: float, sums: _Floats, size: float, confidence: float) -> Interval:
    """Return the mean and its interval from sums; the ends are draws, without interpolation."""
    ordered = np.sort(sums)
    cut = int((1 - confidence) / 2 * len(ordered))
    low, high = float(ordered[cut]), float(ordered[-1 - cut])
    return Interval(float(whole) / size, low / size, high / size)
