r"""The shipped encoder as a network once more, so that training can go on from it.

    python -m training.encoder.thaw summarize/encoder/model OUT.pt

Thawing gives back each weight of the six layers to within half a step of its row's int8 scale, and
each of the heads to half precision.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

from training.encoder.network import Labels, Network
from training.encoder.train import Average, save
from training.thaw import Variables, linear, norm, variables

__all__ = ["thaw"]

# transformers' names of the parts of a BERT layer, and where CTranslate2 has them.
NORMS = {
    "attention.output.LayerNorm": "self_attention/layer_norm",
    "output.LayerNorm": "ffn/layer_norm",
}
LINEAR = {
    ("attention.self.query", "attention.self.key", "attention.self.value"): (
        "self_attention/linear_0"
    ),
    ("attention.output.dense",): "self_attention/linear_1",
    ("intermediate.dense",): "ffn/linear_0",
    ("output.dense",): "ffn/linear_1",
}


def _layers(stored: Variables, layers: int) -> Iterator[tuple[str, np.ndarray]]:
    yield "embeddings.word_embeddings.weight", stored["encoder/embeddings_0/weight"]
    yield "embeddings.token_type_embeddings.weight", stored["encoder/embeddings_1/weight"]
    yield "embeddings.position_embeddings.weight", stored["encoder/position_encodings/encodings"]
    yield from norm(stored, "encoder/layernorm_embedding", "embeddings.LayerNorm")
    for index in range(layers):
        here, there = f"encoder/layer_{index}", f"encoder.layer.{index}"
        for name, place in NORMS.items():
            yield from norm(stored, f"{here}/{place}", f"{there}.{name}")
        for names, place in LINEAR.items():
            yield from linear(stored, f"{here}/{place}", [f"{there}.{name}" for name in names])


def thaw(folder: Path) -> Network:
    """Return the network whose weights a folder of `training.encoder.export` holds."""
    heads = dict(np.load(folder / "heads.npz"))
    names = (heads.pop("upos_labels"), heads.pop("xpos_labels"), heads.pop("relations"))
    network = Network(Labels(*(tuple(map(str, labels)) for labels in names)))
    stored = variables(folder / "model.bin")
    layers = len(network.encoder.encoder.layer)
    weights = {f"encoder.{name}": value for name, value in _layers(stored, layers)} | heads
    state = {name: torch.from_numpy(np.array(value, np.float32)) for name, value in weights.items()}
    result = network.load_state_dict(state, strict=False)
    if result.unexpected_keys or result.missing_keys:
        raise SystemExit(f"{folder}: not the model of this recipe: {result}")
    return network


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    network = thaw(options.model)
    save(network, Average(network), options.out)


if __name__ == "__main__":
    main()
