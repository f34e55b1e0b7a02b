"""Convert a model of the package back to a BART, to continue its training.

    python -m training.thaw summarize/models/rewriter OUT

`model.bin` holds each matrix as int8 rows and one scale a row; `value / scale` gives the weight to
within half of 1/127 of its row's greatest. What is frozen again from it is the same to the byte.
"""

import argparse
import struct
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import torch
from transformers import BartForConditionalGeneration

from training.warm_start import configuration

__all__ = ["Variables", "linear", "norm", "thaw", "variables"]

# CTranslate2's `DataType`, as the file numbers them (include/ctranslate2/types.h).
KINDS = {0: np.float32, 1: np.int8, 2: np.int16, 3: np.int32, 4: np.float16}
VERSION = 6  # of the file's form

# Where CTranslate2 puts the parts of a BART layer: `linear_0` of self-attention holds query, key
# and value one above the other, `linear_1` of attention to the source key and value.
SELF = {"linear_0": ("q_proj", "k_proj", "v_proj"), "linear_1": ("out_proj",)}
CROSS = {"linear_0": ("q_proj",), "linear_1": ("k_proj", "v_proj"), "linear_2": ("out_proj",)}
FEED = {"linear_0": ("fc1",), "linear_1": ("fc2",)}

Variables = Mapping[str, np.ndarray]


def variables(path: Path) -> dict[str, np.ndarray]:
    """Return the variables of a `model.bin` by name, with int8 rows scaled back to float."""
    with path.open("rb") as file:
        read = dict(_stored(file))
    return {
        name: value / read[f"{name}_scale"][:, None] if f"{name}_scale" in read else value
        for name, value in read.items()
        if not name.endswith("_scale")
    }


def _stored(file: BinaryIO) -> Iterator[tuple[str, np.ndarray]]:
    version = _number(file, "I")
    if version != VERSION:
        raise SystemExit(f"{file.name}: form {version} of the file, not {VERSION}")
    _name(file)
    _number(file, "I")  # the revision of its specification
    for _ in range(_number(file, "I")):
        name = _name(file)
        shape = [_number(file, "I") for _ in range(_number(file, "B"))]
        kind, size = KINDS[_number(file, "B")], _number(file, "I")
        yield name, np.frombuffer(file.read(size), dtype=kind).reshape(shape)


def _number(file: BinaryIO, form: str) -> int:
    (value,) = struct.unpack(f"<{form}", file.read(struct.calcsize(f"<{form}")))
    return int(value)


def _name(file: BinaryIO) -> str:
    return file.read(_number(file, "H"))[:-1].decode()


def state(found: Variables, encoder: int, decoder: int) -> Iterator[tuple[str, np.ndarray]]:
    """Return the variables under the names that transformers' BART uses."""
    yield "model.shared.weight", found["decoder/embeddings/weight"]
    for stack, layers in (("encoder", encoder), ("decoder", decoder)):
        positions = found[f"{stack}/position_encodings/encodings"]
        yield f"model.{stack}.embed_positions.weight", np.pad(positions, ((2, 0), (0, 0)))
        yield from norm(found, f"{stack}/layernorm_embedding", f"model.{stack}.layernorm_embedding")
        for index in range(layers):
            yield from _layer(found, f"{stack}/layer_{index}", f"model.{stack}.layers.{index}")


def _layer(found: Variables, given: str, name: str) -> Iterator[tuple[str, np.ndarray]]:
    parts: list[tuple[str, str, str, Mapping[str, tuple[str, ...]]]] = [
        ("self_attention", "self_attn", "self_attn.", SELF),
        ("ffn", "final", "", FEED),
    ]
    if f"{given}/attention/linear_0/weight" in found:
        parts.insert(1, ("attention", "encoder_attn", "encoder_attn.", CROSS))
    for part, after, prefix, table in parts:
        yield from norm(found, f"{given}/{part}/layer_norm", f"{name}.{after}_layer_norm")
        for place, names in table.items():
            parts_of = [f"{name}.{prefix}{one}" for one in names]
            yield from linear(found, f"{given}/{part}/{place}", parts_of)


def linear(found: Variables, given: str, names: Sequence[str]) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the matrices and biases that stand one above the other in one of CTranslate2's.

    Args:
        found: the variables of a `model.bin`.
        given: the name of the one there.
        names: transformers' names of its parts, from the top.
    """
    for kind in ("weight", "bias"):
        pieces = np.split(found[f"{given}/{kind}"], len(names))
        for name, piece in zip(names, pieces, strict=True):
            yield f"{name}.{kind}", piece


def norm(found: Variables, given: str, name: str) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the weight and bias of a layer norm, `name` to transformers and `given` there."""
    yield f"{name}.weight", found[f"{given}/gamma"]
    yield f"{name}.bias", found[f"{given}/beta"]


def thaw(folder: Path) -> BartForConditionalGeneration:
    """Return the BART with the weights in an output folder of `training.convert`."""
    found = variables(folder / "model.bin")
    layers = sum(name.endswith("/attention/linear_0/weight") for name in found)
    model = BartForConditionalGeneration(configuration(layers))
    named: dict[str, Any] = {
        name: torch.from_numpy(np.array(value, dtype=np.float32))
        for name, value in state(found, model.config.encoder_layers, layers)
    }
    tied = {"final_logits_bias", "lm_head.weight"} | {
        f"model.{stack}.embed_tokens.weight" for stack in ("encoder", "decoder")
    }
    result = model.load_state_dict(named, strict=False)
    if result.unexpected_keys or set(result.missing_keys) - tied:
        raise SystemExit(f"{folder}: not the model of this recipe: {result}")
    return model


def main() -> None:
    """Write the model to a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    thaw(given.model).save_pretrained(given.out)


if __name__ == "__main__":
    main()
