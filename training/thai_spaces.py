"""Learn which letters around a Thai space end a sentence; write them into `data/th.toml`.

    python -m training.thai_spaces DIR/eval/sentence_ends.jsonl.xz

A logistic regression (Newton-free: plain gradient descent with momentum, deterministic) over the
last and the first one to seven letters around each space. Weights near zero are left out.
"""

import argparse
import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

LETTERS = 7
LEAST_SEEN = 2
PENALTY = 1.0
STEPS, RATE, MOMENTUM = 400, 0.01, 0.9
LEAST_WEIGHT = 0.2
BIAS = 0.4  # added after training: a little more recall, so that few sentences run on
MARKER = "[spaces]"


def features(text: str, start: int, end: int) -> list[str]:
    """The letters before a space, "…_", and after it, "_…"; "_" is the bias."""
    before, after = text[max(0, start - LETTERS) : start], text[end : end + LETTERS]
    found = {"_", *(before[-n:] + "_" for n in range(1, LETTERS + 1))}
    return sorted(found | {"_" + after[:n] for n in range(1, LETTERS + 1)})


def spaces(path: Path) -> Iterator[tuple[list[str], bool]]:
    """The features of each space in the Thai paragraphs, and whether a sentence ends there."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["language"] == "th":
                ends = set(row["ends"])
                for found in re.finditer(r"(?<=\S)\s+(?=\S)", row["text"]):
                    yield features(row["text"], found.start(), found.end()), found.start() in ends


def fit(rows: list[tuple[list[str], bool]]) -> dict[str, float]:
    """Weights by feature."""
    seen = Counter(feature for names, _ in rows for feature in names)
    place = {name: i for i, name in enumerate(sorted(n for n in seen if seen[n] >= LEAST_SEEN))}
    matrix = np.zeros((len(rows), len(place)))
    for i, (names, _) in enumerate(rows):
        matrix[i, [place[name] for name in names if name in place]] = 1
    gold = np.array([end for _, end in rows], float)
    weights, speed = np.zeros(len(place)), np.zeros(len(place))
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-matrix @ weights))
        speed = MOMENTUM * speed - RATE * (matrix.T @ (guess - gold) + 2 * PENALTY * weights)
        weights += speed
    return {name: float(weights[i]) for name, i in place.items()}


def main() -> None:
    """Train, and replace the table at the end of the data file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path, help="sentence_ends.jsonl.xz")
    path = Path(__file__).parents[1] / "summarize" / "language" / "data" / "th.toml"
    weights = fit(list(spaces(parser.parse_args().data)))
    weights["_"] += BIAS
    kept = {k: round(v, 2) for k, v in sorted(weights.items()) if abs(v) >= LEAST_WEIGHT}
    rows = [f'"{name}" = {weight}' for name, weight in kept.items() if '"' not in name]
    head = path.read_text("utf-8").partition(MARKER)[0].rstrip()
    path.write_text("\n".join([head, "", MARKER, *rows, ""]), "utf-8")
    print(f"{len(rows)} weights")


if __name__ == "__main__":
    main()
