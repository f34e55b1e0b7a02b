"""Train the forests of `salience` and write them into the package.

    python -m training.salience summarize/methods/salience/model/salience.npz [--seed 0]

It wants `catboost` and `scipy` beside the package, and the data as `training/README.md` says. Every
forest is two, each grown on the half of the documents that the other has not seen: what the next
stage is shown of a document comes from the half that did not know it, and what ships is their mean.
"""

import argparse
import json
import pickle
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import numpy as np
import numpy.typing as npt
from catboost import CatBoost, Pool

from summarize.length import Length
from summarize.methods.salience.features import with_words
from summarize.methods.salience.forest import Forest
from summarize.methods.salience.lexicon import Lexicon
from summarize.methods.salience.sentence_sets import Judged, Versions, candidates, rows
from summarize.methods.salience.summarizer import LEAST_LIKELY, unlike
from training.examples import Labelled, examples, rouge1
from training.lexicon import counted

Array = npt.NDArray[np.float32]

FOLDS = 2
WORDS_OF_A_DOCUMENT = 150  # a sample; a long article would drown the others
SETS_OF_A_DOCUMENT = 24
BUDGETS = (1.0, 1.0, 1.0, 0.6, 1.7)  # times the words of the reference: other lengths are asked for

ALL = {"thread_count": 1, "verbose": 0, "allow_writing_files": False, "border_count": 64}
SETTINGS: dict[str, dict[str, Any]] = {
    "words": {"iterations": 60, "depth": 6, "learning_rate": 0.25, "l2_leaf_reg": 10},
    "scores": {"iterations": 90, "depth": 6, "learning_rate": 0.14, "l2_leaf_reg": 10, "rsm": 0.5},
    "hits": {"iterations": 70, "depth": 6, "learning_rate": 0.14, "l2_leaf_reg": 10, "rsm": 0.5},
    "sets": {
        "loss_function": "QueryRMSE",
        "iterations": 300,
        "depth": 6,
        "learning_rate": 0.06,
        "l2_leaf_reg": 20,
        "rsm": 0.5,
    },
}


def grown(
    name: str, table: Array, wanted: Array, weights: Array, seed: int, **more: Array
) -> Forest:
    """Train a forest with CatBoost and convert it to ours."""
    model = CatBoost({"random_seed": seed, **ALL, **SETTINGS[name]})
    model.fit(Pool(table, wanted, weight=None if more else weights, **more))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "forest.json"
        model.save_model(str(path), format="json")
        stored = json.loads(path.read_text(encoding="utf-8"))
    trees = [tree for tree in stored["oblivious_trees"] if tree["splits"]]
    depth = max(len(tree["splits"]) for tree in trees)
    features = np.zeros((len(trees), depth), dtype=np.int16)
    borders = np.full((len(trees), depth), np.inf, dtype=np.float32)  # no value is above: bit 0
    leaves = np.zeros((len(trees), 2**depth), dtype=np.float32)
    for at, tree in enumerate(trees):
        for level, split in enumerate(tree["splits"]):
            features[at, level] = split["float_feature_index"]
            borders[at, level] = split["border"]
        leaves[at, : len(tree["leaf_values"])] = tree["leaf_values"]
    scale, (bias,) = stored["scale_and_bias"]
    return Forest(features, borders, leaves * np.float32(scale), float(bias))


def mean(forests: Sequence[Forest]) -> Forest:
    """Return the forest that answers with the mean of several."""
    return Forest(
        np.concatenate([forest.features for forest in forests]),
        np.concatenate([forest.borders for forest in forests]),
        (np.concatenate([f.leaves for f in forests]) / np.float32(len(forests))).astype(np.float32),
        float(np.mean([forest.bias for forest in forests])),
    )


Row = tuple[Array, Array, float]
"""Rows of one document, what is wanted for each, and what the document weighs."""


def in_folds(
    name: str, known: Sequence[Labelled], rows_of: Callable[[Labelled], Row], seed: int
) -> list[Forest]:
    """Return for each fold a forest trained on the documents outside it."""
    found = []
    for fold in range(FOLDS):
        parts = [rows_of(one) for one in known if one.fold != fold]
        weights = [np.full(len(w), of_one / np.sqrt(len(w))) for _, w, of_one in parts]
        table, wanted = (np.concatenate([part[at] for part in parts]) for at in (0, 1))
        found.append(grown(name, table, wanted, np.concatenate(weights), seed))
        print(f"{name} {fold}: {len(table)} rows, {process_time():.0f} s", flush=True)
    return found


def word_rows(rng: np.random.Generator) -> Callable[[Labelled], Row]:
    """Gives a sample of the terms of a document."""

    def rows_of(one: Labelled) -> Row:
        count = len(one.sheet.words)
        some = rng.permutation(count)[:WORDS_OF_A_DOCUMENT]
        return one.sheet.words[some], one.wanted[some], one.weight

    return rows_of


def judged(known: Iterable[Labelled], words: Sequence[Forest]) -> None:
    """Return the likelihood of each document's words, by the forest not trained on it."""
    for one in known:
        values = words[one.fold].values(one.sheet.words)
        one.likely = np.clip(values, LEAST_LIKELY, 1.0)


def sets_of(
    known: Sequence[Labelled], scores: Sequence[Forest], hits: Sequence[Forest], seed: int
) -> Forest:
    """Train the forest on sets of sentences and their ROUGE-1."""
    rng = np.random.default_rng(seed)
    tables, wanted, groups, weights = [], [], [], []
    for number, one in enumerate(known):
        table = with_words(one.sheet, one.likely)
        found = Judged(
            one.sheet, one.likely, scores[one.fold].values(table), hits[one.fold].values(table)
        )
        budget = max(5, round(one.words * float(rng.choice(BUDGETS))))
        if one.sheet.sizes.sum() <= budget:
            continue
        among = unlike(one.document, one.terms, found.blended.tolist())
        sets = candidates(found, among, Length.parse(f"{budget}w"))
        some = [sets[at] for at in rng.permutation(len(sets))[:SETS_OF_A_DOCUMENT]]
        if len(some) > 1:
            tables.append(rows(found, *Versions.whole(found.sheet, some), budget))
            wanted.append([100 * rouge1(one, chosen) for chosen in some])
            groups.append(np.full(len(some), number))
            weights.append(np.full(len(some), one.weight))
    print(f"sets: {sum(map(len, tables))} rows, {process_time():.0f} s", flush=True)
    table, group, weight = (np.concatenate(rows) for rows in (tables, groups, weights))
    target = np.concatenate(wanted)
    return grown("sets", table, target, weight, seed, group_id=group, group_weight=weight)


def stored(lexicon: Lexicon, forests: "dict[str, Forest]") -> dict[str, npt.NDArray[np.generic]]:
    """The arrays that `Model.load` reads."""
    arrays: dict[str, npt.NDArray[np.generic]] = {
        "stems": np.frombuffer("\n".join(lexicon.stems).encode(), dtype=np.uint8),
        "rarity": lexicon.rarity,
        "telling": lexicon.telling,
    }
    for name, forest in forests.items():
        arrays[f"{name}_features"] = forest.features
        arrays[f"{name}_borders"] = forest.borders
        arrays[f"{name}_leaves"] = forest.leaves
        arrays[f"{name}_bias"] = np.array(forest.bias)
    return arrays


def main() -> None:
    """Count, grow, and write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--share", type=float, default=1.0, help="of the documents of each set")
    parser.add_argument("--keep", type=Path, help="write what was read of the articles there, too")
    given = parser.parse_args()
    lexicon = counted()
    print(f"lexicon: {len(lexicon.stems)} stems, {process_time():.0f} s", flush=True)
    known = list(examples(lexicon, given.seed, given.share))
    print(f"examples: {len(known)}, {process_time():.0f} s", flush=True)
    words = in_folds("words", known, word_rows(np.random.default_rng(given.seed)), given.seed)
    judged(known, words)
    if given.keep:
        given.keep.write_bytes(pickle.dumps((lexicon, known, words)))
    scores = in_folds(
        "scores",
        known,
        lambda one: (with_words(one.sheet, one.likely), one.chosen, one.weight),
        given.seed,
    )
    hits = in_folds(
        "hits",
        known,
        lambda one: (with_words(one.sheet, one.likely), one.hits, one.weight),
        given.seed,
    )
    sets = sets_of(known, scores, hits, given.seed)
    forests = {"words": mean(words), "scores": mean(scores), "hits": mean(hits), "sets": sets}
    given.out.parent.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = stored(lexicon, forests)
    np.savez_compressed(given.out, **arrays)
    print(f"{given.out}: {given.out.stat().st_size} bytes, {process_time():.0f} s")


if __name__ == "__main__":
    main()
