"""Write trained weights as the package reads them: int8 for CTranslate2, heads for numpy.

python -m training.encoder.export CHECKPOINT summarize/encoder/model
"""

import argparse
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ctranslate2
import numpy as np
from transformers import BertModel

from training.encoder.network import Network
from training.encoder.train import load
from training.warm_start import MINILM

FILES = ("tokenizer.json", "tokenizer_config.json", "vocab.txt")


def encoder(network: Network, out: Path) -> None:
    """Write the six layers as `model.bin`, int8, and the vocabulary beside it."""
    with TemporaryDirectory() as folder:
        # CTranslate2's loader asks for a pooler; nothing reads its output.
        whole = BertModel.from_pretrained(MINILM)
        whole.load_state_dict(network.encoder.state_dict(), strict=False)
        whole.save_pretrained(folder)
        for name in FILES:
            shutil.copy(MINILM / name, folder)
        converter = ctranslate2.converters.TransformersConverter(folder)
        converter.convert(str(out), quantization="int8", force=True)


def heads(network: Network, out: Path) -> None:
    """Write the heads, half precision, and their labels as `heads.npz`."""
    arrays: dict[str, Any] = {
        name: parameter.detach().numpy().astype(np.float16)
        for name, parameter in network.named_parameters()
        if not name.startswith("encoder.")
    }
    arrays["upos_labels"] = np.array(network.labels.upos)
    arrays["xpos_labels"] = np.array(network.labels.xpos)
    arrays["relations"] = np.array(network.labels.relations)
    np.savez_compressed(
        out / "heads.npz",
        **arrays,
    )


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    network = load(options.checkpoint).eval()
    encoder(network, options.out)
    heads(network, options.out)
    vocabulary = (MINILM / "vocab.txt").read_text(encoding="utf-8").splitlines()
    (options.out / "vocabulary.json").write_text(json.dumps(vocabulary, ensure_ascii=False))


if __name__ == "__main__":
    main()
