"""A small learned classifier of the lines of a page: a perceptron, then the best sequence.

One hidden layer scores each line from its features and its neighbours'; the Viterbi algorithm
(Forney, 1973) then chooses the labels of all lines at once, a change of label having its price.
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["LineModel", "best_labels", "load_model", "with_neighbours"]

_CLIP = 5.0  # standard deviations: no feature of an odd page outweighs all others
_REACH = 2  # lines on either side that a line is judged with


@dataclass(frozen=True, slots=True, eq=False)
class LineModel:
    """Weights of the classifier.

    Attributes:
        mean: of each feature, taken off before the first layer.
        scale: each feature is multiplied by it then.
        hidden: weights of the first layer, (features, units).
        hidden_bias: (units,).
        output: weights of the second layer, (units,).
        output_bias: a number.
        change: the price of a change between two lines, in logits: into the article, out of it.
    """

    mean: "NDArray[np.float32]"
    scale: "NDArray[np.float32]"
    hidden: "NDArray[np.float32]"
    hidden_bias: "NDArray[np.float32]"
    output: "NDArray[np.float32]"
    output_bias: float
    change: tuple[float, float]

    def logits(self, features: "NDArray[np.float32]") -> "NDArray[np.float32]":
        """How much each line looks like the article, in log odds."""
        import numpy as np

        inputs = np.clip((features - self.mean) * self.scale, -_CLIP, _CLIP)
        hidden = np.maximum(inputs @ self.hidden + self.hidden_bias, 0)
        return np.asarray(hidden @ self.output + self.output_bias, np.float32)

    def keep(self, features: "NDArray[np.float32]") -> list[bool]:
        """Which lines are the article: the labels whose scores, less the changes, are the most."""
        return best_labels(self.logits(features).tolist(), *self.change)


def best_labels(scores: list[float], enter: float, leave: float) -> list[bool]:
    """The labels with the greatest sum of scores (of those kept) less the price of changes."""
    inside, outside = 0.0, 0.0
    steps: list[tuple[bool, bool]] = []
    for i, score in enumerate(scores):
        price = (0.0, 0.0) if i == 0 else (enter, leave)
        into, out = outside - price[0], inside - price[1]
        steps.append((into > inside, out > outside))
        inside, outside = max(inside, into) + score, max(outside, out)
    labels: list[bool] = []
    label = inside > outside
    for entered, left in reversed(steps):
        labels.append(label)
        label = label != (entered if label else left)
    return labels[::-1]


def with_neighbours(features: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """Each line's features beside those of the lines around it; zero past either end."""
    import numpy as np

    padded = np.pad(features, ((_REACH, _REACH), (0, 0)))
    size = len(features)
    return np.concatenate([padded[i : i + size] for i in range(2 * _REACH + 1)], axis=1)


@cache
def load_model(package: str, name: str) -> LineModel:
    """The model `name` that is shipped in `package`, read once."""
    import numpy as np

    with resources.files(package).joinpath(name).open("rb") as file, np.load(file) as weights:
        arrays = {key: weights[key].astype(np.float32) for key in weights.files}
    enter, leave = arrays.pop("change").tolist()
    bias = float(arrays.pop("output_bias"))
    return LineModel(**arrays, output_bias=bias, change=(enter, leave))
