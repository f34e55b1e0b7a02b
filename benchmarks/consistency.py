"""How well the checker tells summaries that people marked as wrong from others.

    python benchmarks/consistency.py --data DIR [--cases DIR] [--split tune|report|all]

Reads `eval/consistency.jsonl.xz` under DIR (CLIFF and Goyal'21: summaries of CNN/DailyMail and
XSum by BART and PEGASUS with errors marked by people) and, under the folder of cases,
`claims.jsonl` and `falsified.jsonl`. A summary is as well supported as its worst sentence, and
flagged where a sentence is contradicted or not found. Printed are balanced accuracy of the flags,
the area under the curve of the support, and 95 % intervals of 1,000 bootstrap samples, beside the
share of words and of bigrams that the article has and ROUGE-L's precision. Documents are parted in
two by a hash of their article: constants were tuned on one half.
"""

import argparse
import hashlib
import json
import lzma
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from summarize.document import Document
from summarize.evaluation.data.detokenise import detokenise
from summarize.grounding import CheckedSentence, Checker
from summarize.language import words

# What the checker of version 0.9 reached on CLIFF's half, run once and noted.
BEFORE = {"balanced accuracy": 0.74, "AUC": 0.82}
SAMPLES = 1_000
LIMITS = (0.5, 0.6, 0.7, 0.78)  # of the support of a summary's worst sentence
COLUMNS = ("checker", "words", "bigrams", "ROUGE-L")


@dataclass(frozen=True, slots=True)
class Result:
    """A summary: whether it is consistent, whether it was flagged, and scores by method."""

    origin: str
    consistent: bool
    flagged: bool
    scores: dict[str, float]


def half(article: str) -> str:
    """Return the half of the documents that an article is in."""
    digest = hashlib.sha256(article.encode()).hexdigest()
    return "tune" if int(digest, 16) % 2 == 0 else "report"


def summaries(data: Path, split: str) -> Iterator[dict[str, Any]]:
    """Yield the marked summaries of one half, or of both."""
    path = data / "consistency.jsonl.xz"
    path = path if path.exists() else data / "eval" / path.name
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if split in ("all", half(row["article"])):
                yield row


def checked(row: dict[str, Any]) -> Result:
    """Check one summary."""
    article, summary = detokenise(row["article"]), detokenise(row["summary"])
    sentences = Checker(Document.from_text(article, language="en")).check_summary(summary)
    scores = {"checker": min((each.support for each in sentences), default=1.0)}
    scores |= overlaps(summary, article)
    flagged = any(not each.supported for each in sentences)
    return Result(f"{row['set']} {row['origin']}", row["consistent"], flagged, scores)


def overlaps(summary: str, article: str) -> dict[str, float]:
    """Return the shares of a summary that its article has."""
    mine, theirs = words(summary.lower()), words(article.lower())
    pairs, others = [*pairwise(mine)], set(pairwise(theirs))
    known = set(theirs)
    return {
        "words": sum(word in known for word in mine) / max(1, len(mine)),
        "bigrams": sum(pair in others for pair in pairs) / max(1, len(pairs)),
        "ROUGE-L": _common(mine, theirs) / max(1, len(mine)),
    }


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    """The length of the longest common subsequence."""
    row = [0] * (len(second) + 1)
    for word in first:
        diagonal = 0
        for at, other in enumerate(second, 1):
            above = row[at]
            row[at] = diagonal + 1 if word == other else max(above, row[at - 1])
            diagonal = above
    return row[-1]


def auc(scores: np.ndarray, labels: np.ndarray) -> float:
    """Return the chance that a consistent summary scores above another; ties count half."""
    good, bad = scores[labels], scores[~labels]
    if not len(good) or not len(bad):
        return float("nan")
    wins = (good[:, None] > bad).sum() + 0.5 * (good[:, None] == bad).sum()
    return float(wins / (len(good) * len(bad)))


def balanced(flagged: np.ndarray, labels: np.ndarray) -> float:
    """Return the mean of the shares of good ones passed and of bad ones flagged."""
    return float(((~flagged[labels]).mean() + flagged[~labels].mean()) / 2)


def interval(count: int, measure: Callable[[np.ndarray], float]) -> str:
    """Return a measure of all with its 95 % bootstrap interval."""
    rng = np.random.default_rng(0)
    values = [measure(rng.integers(0, count, count)) for _ in range(SAMPLES)]
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return f"{measure(np.arange(count)):.3f} [{low:.3f}, {high:.3f}]"


def report(name: str, results: Sequence[Result]) -> None:
    """Print the measures of some summaries."""
    labels = np.array([each.consistent for each in results])
    flagged = np.array([each.flagged for each in results])
    print(f"\n{name}: {len(results)} summaries, {int(labels.sum())} consistent")
    wrong, others = flagged[~labels].mean(), flagged[labels].mean()
    print(f"  flagged: {wrong:.1%} of the wrong, {others:.1%} of the others")
    print(f"  balanced accuracy {interval(len(labels), lambda i: balanced(flagged[i], labels[i]))}")
    for column in COLUMNS:
        scores = np.array([each.scores[column] for each in results])
        print(f"  AUC {column:9} {interval(len(labels), lambda i: auc(scores[i], labels[i]))}")  # noqa: B023
    support = np.array([each.scores["checker"] for each in results])
    for limit in LIMITS:
        below = support < limit
        wrong = 1 - labels[below].mean() if below.any() else float("nan")
        reached = (
            f"{below[~labels].mean():.0%} of the wrong, {below[labels].mean():.0%} of the others"
        )
        print(f"  support below {limit}: {reached}; {wrong:.0%} of them wrong")


def claims(cases: Path) -> Iterator[tuple[str, str, str, bool]]:
    """Yield kind, article, claim and whether it is supported, of both files of cases."""
    for line in (cases / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield row["kind"], row["article"], row["claim"], row["supported"]
    for line in (cases / "falsified.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield "falsified", row["article"], row["false"], False
        yield "falsified", row["article"], row["true"], True


def report_claims(cases: Path, split: str) -> None:
    """Print how many false claims were told and true ones flagged, kind by kind."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for kind, article, claim, supported in claims(cases):
        if split not in ("all", half(article)):
            continue
        found = _check(article, claim)
        for key in (kind, "falsified" if kind == "falsified" else "claims"):
            row = counts[key]
            row[2 * supported] += not found.supported
            row[2 * supported + 1] += 1
            if key == "falsified":
                break
    for kind, (told, false, flagged, true) in sorted(
        counts.items(), key=lambda i: -sum(i[1][1::2])
    ):
        print(f"  {kind:28} false told {told:3}/{false:<3}  true flagged {flagged:3}/{true:<3}")


def _check(article: str, claim: str) -> CheckedSentence:
    return Checker(Document.from_text(article, language="en")).check_sentence(claim)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cases", type=Path)
    parser.add_argument("--split", choices=("tune", "report", "all"), default="all")
    options = parser.parse_args()
    results = [checked(row) for row in summaries(options.data, options.split)]
    for name in ("cliff_dev", "cliff_dev cnndm", "cliff_dev xsum", "goyal_dev"):
        report(name, [each for each in results if each.origin.startswith(name)])
    print(f"\nbefore, on CLIFF: {BEFORE}")
    if options.cases:
        report_claims(options.cases, options.split)


if __name__ == "__main__":
    main()
