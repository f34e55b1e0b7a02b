"""Which sentences of an article a claim is held against: those that share its rarer words."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from math import fsum, log

__all__ = ["Evidence"]

MOST = 4  # sentences
LEAST_GAIN = 0.08  # of a claim's weight: what a further sentence must add, or share anew
OVERLAP = 0.35  # of what a sentence shares that counts though another has it already


class Evidence:
    """An index of sentences by their stems.

    Args:
        sentences: the stems of each; grammar words left out.
    """

    def __init__(self, sentences: Sequence[Iterable[str]]) -> None:
        self._stems = [frozenset(stems) for stems in sentences]
        counts = Counter(stem for stems in self._stems for stem in stems)
        total = len(self._stems)
        self.weights = {stem: log(1 + total / count) for stem, count in counts.items()}
        self.unknown = log(1 + 2 * max(total, 1))

    def weight(self, stem: str) -> float:
        """Return how much a stem tells: the rarer in the article, the more."""
        return self.weights.get(stem, self.unknown)

    def nearest(
        self, claim: Iterable[str], most: int = MOST, overlap: float = OVERLAP
    ) -> list[int]:
        """Return indices of the sentences that together have most of a claim, best first.

        Args:
            claim: its stems.
            most: sentences to return.
            overlap: how much words count that a better sentence has already.
        """
        wanted = set(claim)
        shared = {
            index: both for index, stems in enumerate(self._stems) if (both := wanted & stems)
        }
        total = fsum(map(self.weight, wanted)) or 1.0
        chosen: list[int] = []
        left = set(wanted)
        while shared and len(chosen) < most:
            best = max(shared, key=lambda index: (self._gain(shared[index], left, overlap), -index))
            if chosen and self._gain(shared[best], left, overlap) < LEAST_GAIN * total:
                break
            chosen.append(best)
            left -= shared.pop(best)
        return chosen

    def _gain(self, both: Iterable[str], left: Collection[str], overlap: float) -> float:
        # Exact whatever the order: that of a set differs from process to process.
        return fsum(self.weight(stem) * (1.0 if stem in left else overlap) for stem in both)
