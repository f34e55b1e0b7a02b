"""What is known of a word before the article is read: how rare it is, and how telling.

Counted over 36,920 news articles: in how many a stem stands, and how much oftener than others it is
also in the headline of an article that has it. Both are logarithms in steps, one byte each.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

__all__ = ["RARITY_STEP", "TELLING_STEP", "Lexicon"]

RARITY_STEP, TELLING_STEP = 1 / 16, 1 / 32  # of a natural logarithm


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Stems with two bytes each; a stem that is not there is as rare as the rarest, and tells 0.

    Attributes:
        stems: as `language.terms` gives them for English.
        rarity: log of how many articles there are for each that has the stem.
        telling: log of how much likelier than another it is to be in the headline.
    """

    stems: Sequence[str]
    rarity: npt.NDArray[np.uint8]
    telling: npt.NDArray[np.int8]
    _places: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_places", {stem: at for at, stem in enumerate(self.stems)})

    def of(self, terms: Sequence[str]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Rarity and telling of each term; two arrays of shape (terms,)."""
        places = np.fromiter((self._places.get(term, -1) for term in terms), np.int64, len(terms))
        known = places >= 0
        rarity = np.where(known, self.rarity[places], self.rarity.max(initial=0)) * RARITY_STEP
        telling = np.where(known, self.telling[places], 0) * TELLING_STEP
        return rarity, telling
