"""Convert a trained model to the form in the package: int8 for CTranslate2, with `vmap.txt`.

    python -m training.convert MODEL OUT

The map holds decoding to the source: each token allows itself and its inflections, and the line of
the empty source the function words of `training.vocabulary`.
"""

import argparse
import json
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import ctranslate2
import Stemmer

from training.data import tokenizer
from training.vocabulary import ALWAYS
from training.warm_start import MINILM

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
TOKENIZER_FILES = ("tokenizer.json", "tokenizer_config.json", "vocab.txt")

# What CTranslate2's loader of BART asks for, and transformers 5 does not write any more.
LOADER = {"normalize_before": False, "normalize_embedding": True, "add_final_layer_norm": False}

INFLECTIONS = ("", "s", "es", "ed", "d", "ing", "er", "ers", "ly", "'s")


def inflected() -> dict[str, list[str]]:
    """Return each whole word of the vocabulary with its inflections in the vocabulary."""
    stem = Stemmer.Stemmer("porter").stemWord
    words = [w for w in tokenizer().get_vocab() if w.isalpha() and w.isascii() and len(w) > 2]
    families = defaultdict(list)
    for word in sorted(words):
        families[stem(word)].append(word)
    return {
        word: [o for o in family if o != word and _is_inflection(word, o)]
        for family in families.values()
        for word in family
    }


def _is_inflection(one: str, other: str) -> bool:
    """Return whether two words with the same stem differ only in tense or number."""
    base = one
    while not other.startswith(base):
        base = base[:-1]
    base = base if len(base) >= max(3, min(len(one), len(other)) - 3) else one + other
    return one[len(base) :] in INFLECTIONS and other[len(base) :] in INFLECTIONS


def vocabulary_map() -> Iterator[str]:
    """Return the lines of `vmap.txt`: what is always allowed, then what each token allows."""
    yield "\t" + " ".join([*ALWAYS, "[CLS]"])
    families = inflected()
    vocabulary = tokenizer().get_vocab()
    for token in sorted(vocabulary, key=vocabulary.__getitem__):
        if token not in SPECIAL and not token.startswith("[unused"):
            yield f"{token}\t{' '.join([token, *families.get(token, [])])}"


def convert(model: Path, out: Path) -> None:
    """Write the int8 model, its map and its tokenizer's vocabulary to a folder."""
    with TemporaryDirectory() as scratch:
        copy = Path(
            shutil.copytree(model, Path(scratch) / "model", ignore=shutil.ignore_patterns("*.pt"))
        )
        for name in TOKENIZER_FILES:
            shutil.copy(MINILM / name, copy)
        _patch(copy / "config.json", **LOADER)
        _patch(copy / "tokenizer_config.json", bos_token="[CLS]", eos_token="[SEP]")
        vmap = Path(scratch) / "vmap.txt"
        vmap.write_text("\n".join(vocabulary_map()) + "\n", encoding="utf-8")
        converter = ctranslate2.converters.TransformersConverter(str(copy))
        converter.convert(str(out), quantization="int8", vmap=str(vmap), force=True)


def _patch(path: Path, **values: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def main() -> None:
    """Convert, and print the size of what was written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    convert(given.model, given.out)
    print(f"{sum(f.stat().st_size for f in given.out.iterdir()) / 1e6:.1f} MB in {given.out}")


if __name__ == "__main__":
    main()
