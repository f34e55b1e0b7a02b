"""Fit what `support` is made from: the weights of a sentence's features, and the threshold.

    python -m training.encoder.calibrate DIR summarize/grounding/calibration.json

Reads `eval/consistency.jsonl.xz` under DIR: of the summaries of CLIFF, the half whose articles'
hash is even (`benchmarks/consistency.py` reports the other). People marked summaries, not
sentences; a summary is taken to be consistent where all of its sentences are, so that its
likelihood is the product of theirs (a noisy-or over instances: Maron & Lozano-Pérez, "A framework
for multiple-instance learning", NIPS 1997). The weights are those of a logistic regression with an
L2 penalty on standardized features. A sentence in which nothing is found to be wrong is called "not
found" only under a support that hardly any consistent summary falls below.
"""

import argparse
import hashlib
import json
import lzma
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from summarize.document import Document
from summarize.evaluation.data.detokenise import detokenise
from summarize.grounding.checker import Checker, sentences_of

SHARES = ("covered", "nearest", "arcs", "bigrams", "names", "missing")
FEATURES = (*SHARES, "name", "first", "figure", "meant")
BELOW = 0.005  # of the consistent summaries are below the threshold
PENALTY = 40.0  # of the squared weights, against the summed log likelihoods; by cross-validation

Features = np.ndarray  # (sentences, features)


def marked(data: Path) -> Iterator[tuple[Features, bool]]:
    """Yield the features of each summary's sentences, (sentences, features), and its mark."""
    path = data / "eval" / "consistency.jsonl.xz"
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            digest = hashlib.sha256(row["article"].encode()).hexdigest()
            if not row["set"].startswith("cliff") or int(digest, 16) % 2:
                continue
            article = Document.from_text(detokenise(row["article"]), language="en")
            sentences = [*sentences_of(detokenise(row["summary"]), "en")]
            known = Checker(article).features(sentences)
            found = [[each[name] for name in FEATURES] for each in known]
            if found:
                yield np.array(found), row["consistent"]


def fit(rows: Sequence[Features], marks: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the weights of the features, (features,), and the bias.

    Args:
        rows: the features of each summary's sentences.
        marks: whether each summary is consistent, (summaries,).
    """
    stacked = np.vstack(rows)
    mean, spread = stacked.mean(0), stacked.std(0) + 1e-6
    values = (stacked - mean) / spread
    owners = np.repeat(np.arange(len(rows)), [len(row) for row in rows])

    def loss(parameters: np.ndarray) -> float:
        logs = -np.logaddexp(0, -(values @ parameters[:-1] + parameters[-1]))
        whole = np.zeros(len(rows))
        np.add.at(whole, owners, logs)
        whole = np.minimum(whole, -1e-6)
        likelihood = np.where(marks, whole, np.log1p(-np.exp(whole))).sum()
        return float(PENALTY * (parameters[:-1] ** 2).sum() - likelihood)

    found = minimize(loss, np.append(np.zeros(len(FEATURES)), 1.5), method="L-BFGS-B").x
    weights = found[:-1] / spread
    return weights, float(found[-1] - weights @ mean)


def threshold(scores: np.ndarray, marks: np.ndarray) -> float:
    """Return the support that all but `BELOW` of the consistent summaries reach."""
    return float(np.quantile(scores[marks], BELOW))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    rows, marks = zip(*marked(options.data), strict=True)
    consistent = np.array(marks)
    weights, bias = fit(rows, consistent)
    scores = np.array([1 / (1 + np.exp(-(row @ weights + bias).min())) for row in rows])
    values = {"bias": bias, "support": threshold(scores, consistent)}
    values |= {f"weight.{name}": weight for name, weight in zip(FEATURES, weights, strict=True)}
    rounded = {name: round(float(value), 3) for name, value in sorted(values.items())}
    options.out.write_text(json.dumps(rounded, indent=2) + "\n", encoding="utf-8")
    print(rounded)


if __name__ == "__main__":
    main()
