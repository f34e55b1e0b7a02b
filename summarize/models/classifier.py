"""Models that classify pairs of texts: entailment and consistency, through torch."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarize.errors import ModelError
from summarize.models.hub import find
from summarize.models.runtime import one_line
from summarize.models.torch_runtime import UNLOADABLE, libraries, quiet

__all__ = ["PairClassifier"]

BATCH = 8
SUPPORTED = ("entail", "consist", "support")
REFUTED = ("contradict", "refut")


class PairClassifier:
    """A sequence-classification model for (evidence, claim) pairs.

    A label that has "entail", "consist" or "support" in its name says that the evidence bears the
    claim out; of two labels without such names, as MiniCheck has, the second does.

    Args:
        name: a folder, or a name of the hub that `summarize models --fetch` has fetched.

    Raises:
        MissingExtraError: torch or transformers is not installed.
        ModelError: it cannot be loaded, or has no such label.
    """

    def __init__(self, name: str) -> None:
        located = find(name, converted=False)
        self._torch, transformers = libraries()
        try:
            with quiet():
                self._tokenizer = transformers.AutoTokenizer.from_pretrained(
                    located.folder, trust_remote_code=False, local_files_only=True
                )
                model = transformers.AutoModelForSequenceClassification.from_pretrained(
                    located.folder,
                    use_safetensors=True,
                    trust_remote_code=False,
                    local_files_only=True,
                )
        except UNLOADABLE as error:
            raise ModelError(name, f"cannot be loaded: {one_line(error)}") from error
        self._model: Any = model.eval()
        labels = [str(model.config.id2label[i]).lower() for i in range(model.config.num_labels)]
        self._supported = _label(labels, SUPPORTED)
        self._refuted = _label(labels, REFUTED)
        if self._supported is None and len(labels) == 2:
            self._supported = 1
        if self._supported is None:
            shown = ", ".join(labels)
            raise ModelError(name, f"has no label for entailment or consistency, only {shown}")

    def scores(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Return (pairs, 2): how likely the evidence bears the claim out, and refutes it."""
        rows = [self._batch(pairs[at : at + BATCH]) for at in range(0, len(pairs), BATCH)]
        return np.concatenate(rows) if rows else np.zeros((0, 2), dtype=np.float32)

    def _batch(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        evidence, claims = zip(*pairs, strict=True)
        encoded = self._tokenizer(
            list(evidence),
            list(claims),
            truncation="only_first",
            padding=True,
            return_tensors="pt",
        )
        with self._torch.inference_mode():
            shares = self._model(**encoded).logits.float().softmax(-1).numpy()
        refuted = np.zeros(len(pairs)) if self._refuted is None else shares[:, self._refuted]
        return np.stack([shares[:, self._supported], refuted], axis=1).astype(np.float32)


def _label(labels: Sequence[str], names: Sequence[str]) -> int | None:
    for index, label in enumerate(labels):
        if any(name in label for name in names) and not label.startswith(
            ("not", "non", "in", "un")
        ):
            return index
    return None
