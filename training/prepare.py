"""Write the pairs as token arrays, so that training only reads them.

    python -m training.prepare OUT.npz [--mixture rewriting] [--seed 0]

`tokens` holds every sequence end to end; sequence `i` is `tokens[ends[i]:ends[i + 1]]`, sources at
even and targets at odd places. A source is `[CLS] control … [SEP]`, a target `… [SEP]`.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from random import Random

import numpy as np

from training.data import tokenizer
from training.pairs import (
    Articles,
    Pair,
    aligned,
    compressions,
    headlines,
    masked,
    reported,
    titled,
)

CLS, SEP, CONTROL = 101, 102, 2  # [unused1] is token 2, so [unused1 + control] is 2 + control
LONGEST_SOURCE, LONGEST_TARGET = 90, 44

# How often each kind is gone through: what was rare is read more often. `rewriting` teaches what
# may be left out; `finishing` goes on from it with what editors wrote alone, `headlining` from that
# with three times the titles.
MIXTURES = {
    "rewriting": {
        "compressions": 1, "spliced": 4, "headlines": 3, "inshorts": 4, "cnn_highlights": 4,
    },
    "finishing": {
        "masked": 1, "titled": 12, "spliced": 1, "inshorts": 2, "cnn_highlights": 2,
    },
    "headlining": {
        "masked": 1, "reported": 8, "spliced": 1, "inshorts": 2, "cnn_highlights": 2,
    },
}  # fmt: skip


def mixture(name: str, seed: int) -> Iterator[tuple[str, Pair]]:
    """Every pair with its kind, unshuffled."""
    rng = Random(seed)
    articles = Articles()
    names = articles.names()
    made = {
        "compressions": lambda: compressions(rng, names),
        "masked": lambda: masked(rng, compressions(rng, names)),
        "titled": lambda: masked(rng, titled(articles, rng)),
        "reported": lambda: masked(rng, reported(articles, rng)),
        "spliced": lambda: articles.spliced(rng),
        "headlines": lambda: headlines(articles),
        "inshorts": lambda: aligned("inshorts"),
        "cnn_highlights": lambda: aligned("cnn_highlights"),
    }
    for kind, rounds in MIXTURES[name].items():
        for _ in range(rounds):
            yield from ((kind, pair) for pair in made[kind]())


def encoded(pairs: Iterable[tuple[str, Pair]]) -> Iterator[tuple[str, list[int], list[int]]]:
    """Return the pairs as token ids, without those that are too long."""
    rest = iter(pairs)
    while group := list(islice(rest, 1_000)):
        sources = tokenizer().encode_batch([p.source for _, p in group], add_special_tokens=False)
        targets = tokenizer().encode_batch([p.target for _, p in group], add_special_tokens=False)
        for (kind, pair), source, target in zip(group, sources, targets, strict=True):
            s, t = source.ids, target.ids
            if len(s) <= LONGEST_SOURCE and 3 <= len(t) <= LONGEST_TARGET:
                control = min(9, 10 * len(t) // len(s)) if pair.control is None else pair.control
                yield kind, [CLS, CONTROL + control, *s, SEP], [*t, SEP]


def main() -> None:
    """Write the arrays and print how many of each kind there are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--mixture", choices=MIXTURES, default="rewriting")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    found = list(encoded(mixture(given.mixture, given.seed)))
    Random(given.seed).shuffle(found)
    sequences = [np.array(ids, dtype=np.uint16) for _, *pair in found for ids in pair]
    ends = np.cumsum([0, *map(len, sequences)])
    np.savez(given.out, tokens=np.concatenate(sequences), ends=ends)
    kinds = Counter(kind for kind, *_ in found)
    print(json.dumps({"pairs": len(found), "tokens": int(ends[-1]), **kinds}))


if __name__ == "__main__":
    main()
