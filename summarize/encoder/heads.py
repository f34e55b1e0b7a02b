"""What the encoder's states say: numpy forward passes of the heads that `training` trained."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from summarize.encoder.trees import best_tree

__all__ = ["Array", "Heads", "Syntax"]

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Syntax:
    """Of each word: universal tag, Penn tag, head (0 is the root, i word i), relation."""

    upos: list[str]
    xpos: list[str]
    heads: list[int]
    relations: list[str]


def _with_one(x: Array) -> Array:
    return np.concatenate([x, np.ones_like(x[:, :1])], axis=1)


def _sigmoid(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-x)), dtype=np.float32)


class Heads:
    """The heads' weights, read from `heads.npz`."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as arrays:
            self._labels = {
                name: arrays[name].tolist() for name in ("upos_labels", "xpos_labels", "relations")
            }
            self._arrays: dict[str, Array] = {
                name: arrays[name].astype(np.float32)
                for name in arrays.files
                if arrays[name].dtype.kind == "f"
            }

    def _linear(self, name: str, x: Array) -> Array:
        return x @ self._arrays[f"{name}.weight"].T + self._arrays[f"{name}.bias"]

    def _rectified(self, name: str, x: Array) -> Array:
        return np.maximum(self._linear(name, x), 0)

    def syntax(self, words: Array) -> Syntax:
        """Return tags and tree of a sentence from its words' states, (words, 384)."""
        nodes = np.concatenate([self._arrays["root"][None], words])
        arcs = (
            _with_one(self._rectified("arc_dependent", words))
            @ self._arrays["arc"]
            @ self._rectified("arc_head", nodes).T
        )
        arcs -= np.logaddexp.reduce(arcs, axis=1, keepdims=True)
        heads = best_tree(arcs)
        of_heads = _with_one(self._rectified("label_head", nodes))[heads]
        dependents = _with_one(self._rectified("label_dependent", words))
        labels = self._labels["relations"]
        # (n, r, e): each dependent's weights for each relation, then against its own head
        weighted = np.tensordot(dependents, self._arrays["label"], axes=(1, 1))
        relations = np.matmul(weighted, of_heads[:, :, None])[..., 0].argmax(axis=1)
        return Syntax(
            [self._labels["upos_labels"][i] for i in self._linear("upos", words).argmax(axis=1)],
            [self._labels["xpos_labels"][i] for i in self._linear("xpos", words).argmax(axis=1)],
            heads.tolist(),
            [labels[i] for i in relations],
        )

    def embedding(self, states: Array) -> Array:
        """Return the unit vector of a text from all its states, [CLS] and [SEP] among them."""
        vector = self._linear("embedding", states.mean(axis=0)[None])[0]
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)

    def support(self, states: Array, claim: Array) -> float:
        """Return how likely the claim is supported, 0–1, from [CLS] and the claim's own states."""
        both = np.concatenate([states[0], claim.mean(axis=0)])[None]
        hidden = np.tanh(self._linear("support_dense", both))
        return float(_sigmoid(self._linear("support", hidden))[0, 0])

    def faults(self, words: Array) -> Array:
        """Return for each word of a claim how likely the evidence does not bear it out, 0–1."""
        hidden = np.tanh(self._linear("fault_dense", words))
        return _sigmoid(self._linear("fault", hidden)[:, 0])
