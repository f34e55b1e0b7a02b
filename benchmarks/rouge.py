"""Our ROUGE compared with rouge-score: equal scores, and speed.

    python benchmarks/rouge.py                      speed, on made-up pairs
    python benchmarks/rouge.py --data DIR           speed, on the systems' outputs in DIR/eval
    python benchmarks/rouge.py --data DIR --check   every pair in DIR/eval, by both

DIR/eval holds `*.jsonl.xz`: `article`, `references` and, where there are any, `systems` (name to
output). Figures of one run on one machine are comparable with each other and with nothing else.
Needs the extra `bench`. Exits 1 where a floor or the equality does not hold.
"""

import argparse
import json
import lzma
import os
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path

from rouge_score.rouge_scorer import RougeScorer

from summarize.evaluation.rouge import DEFAULT_METRICS, Rouge, Score
from summarize.evaluation.significance import Resampling, intervals

PEER_METRICS = ("rouge1", "rouge2", "rougeLsum")
FLOOR = 15.0  # times rouge-score's pairs a second, one core
FULL_PAIRS, FULL_SECONDS = 11_490, 15.0  # CNN/DailyMail's test set, processor time
PEER_PAIRS = 400  # rouge-score needs some 2 ms a pair: enough for a steady mean
TOLERANCE = 1e-12
SPARSE_TEXT = ("", "\n", " \n .", "no", "no no no", "-", "café Ünicode 東京 हिन्दी")

Pair = tuple[str, str]


def main() -> int:
    """Measure or check, print, and say by the exit code whether all floors hold."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("SUMMARIZE_DATA"))
    parser.add_argument("--check", action="store_true", help="compare every pair instead")
    given = parser.parse_args()
    if given.check:
        return check(Path(given.data) if given.data else None)
    return speed(Path(given.data) if given.data else None)


def check(data: Path | None) -> int:
    """Every pair of every file, and awkward made-up ones: the largest difference there is."""
    worst = 0.0
    files = sorted((data / "eval").glob("*.jsonl.xz")) if data else []
    if not files:
        print("no data (--data or SUMMARIZE_DATA): made-up pairs only")
    for path in files:
        worst = max(worst, _checked(path.name, _pairs_of(path)))
    made = [(a, b) for a in SPARSE_TEXT for b in SPARSE_TEXT]
    worst = max(worst, _checked("made up", iter([*made, *made_up_pairs(2_000)])))
    print(f"largest difference {worst:g}")
    return int(worst > TOLERANCE)


def _checked(name: str, pairs: Iterator[Pair]) -> float:
    worst, count = 0.0, 0
    scorers = [(RougeScorer(DEFAULT_METRICS, use_stemmer=s), Rouge(stem=s)) for s in (True, False)]
    for prediction, reference in pairs:
        count += 1
        for peer, ours in scorers:
            theirs = peer.score(reference, prediction)
            worst = max(worst, _difference(theirs, ours.score(prediction, reference)))
    print(f"{name:32} {count:6} pairs, stemmed and not: largest difference {worst:g}", flush=True)
    return worst


def _difference(theirs: dict[str, tuple[float, float, float]], ours: dict[str, Score]) -> float:
    return max(
        abs(a - b)
        for metric, score in ours.items()
        for a, b in zip(theirs[metric], (score.precision, score.recall, score.f1), strict=True)
    )


def speed(data: Path | None) -> int:
    """Pairs a second of both, of one and two processes, and the whole of a large test set."""
    pairs = _timing_pairs(data)
    peer = RougeScorer(PEER_METRICS, use_stemmer=True)
    few = pairs[:: max(1, len(pairs) // PEER_PAIRS)]
    theirs = _seconds(lambda: [peer.score(b, a) for a, b in few]) / len(few)
    ours = Rouge(PEER_METRICS)
    one = _seconds(lambda: _score(ours, pairs)) / len(pairs)
    print(f"rouge-score  {1 / theirs:8,.0f} pairs a second (R1, R2, Lsum, stemmed, one core)")
    print(f"ours         {1 / one:8,.0f} pairs a second: {theirs / one:.1f} times as many")
    single, double = (_pool_seconds(ours, pairs, workers) for workers in (1, 2))
    print(f"two processes do {single / double:.2f} times what one does")
    full = [pairs[i % len(pairs)] for i in range(FULL_PAIRS)]
    took = _seconds(lambda: _whole_set(full))
    print(f"{FULL_PAIRS:,} pairs, four scores, 1,000 resamples: {took:.1f} s of processor time")
    return int(theirs / one < FLOOR or took > FULL_SECONDS)


def _whole_set(pairs: Sequence[Pair]) -> None:
    ours = Rouge()
    scored = [ours.score(prediction, reference) for prediction, reference in pairs]
    columns = {
        f"{metric}.{part}": [getattr(scores[metric], part) for scores in scored]
        for metric in DEFAULT_METRICS
        for part in ("precision", "recall", "f1")
    }
    found = intervals(columns, Resampling(samples=1_000))
    print(", ".join(f"{m} {100 * found[f'{m}.f1'].mean:.2f}" for m in DEFAULT_METRICS))
    print(ours.signature.with_choices(**Resampling().choices))


def _score(ours: Rouge, pairs: Sequence[Pair]) -> None:
    for prediction, reference in pairs:
        ours.score(prediction, reference)


def _pool_seconds(ours: Rouge, pairs: Sequence[Pair], workers: int) -> float:
    """Wall time of `workers` processes, started before the clock is."""
    pieces = [(ours, pairs[i::8]) for i in range(8)]
    with get_context("fork").Pool(workers) as pool:
        pool.starmap(_score, [(ours, pairs[:50])] * workers, chunksize=1)
        started = time.perf_counter()
        pool.starmap(_score, pieces, chunksize=1)
        return time.perf_counter() - started


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _pairs_of(path: Path) -> Iterator[Pair]:
    """Every system's output, and the article's beginning, with every reference."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            outputs = [*row.get("systems", {}).values(), " ".join(row["article"].split()[:120])]
            for output in outputs:
                for reference in row.get("references", []):
                    yield _lined(output), _lined(reference)


def _lined(text: str) -> str:
    """One sentence a line, well enough for a comparison of programs."""
    return text.replace(" . ", " .\n").replace(". ", ".\n")


def _timing_pairs(data: Path | None) -> list[Pair]:
    found = []
    for name in ("cnndm_realsumm", "cnndm_summeval"):
        path = data / "eval" / f"{name}.jsonl.xz" if data else None
        found += list(_pairs_of(path)) if path and path.exists() else []
    if not found:
        print("no data (--data or SUMMARIZE_DATA): made-up pairs")
        return made_up_pairs(4_000)
    print(f"{len(found):,} pairs of published systems' outputs and references")
    return found


def made_up_pairs(count: int, seed: int = 1) -> list[Pair]:
    """Pairs as long as CNN/DailyMail's, of words as frequent as Zipf has them."""
    draw = random.Random(seed)
    onsets = "bcdfghjklmnprstvwy"
    tails = (
        "al",
        "an",
        "ed",
        "er",
        "ies",
        "ing",
        "ion",
        "ity",
        "ly",
        "ment",
        "ness",
        "s",
        "y",
        "e",
    )
    vocabulary = [
        "".join(draw.choice(onsets) + draw.choice("aeiou") for _ in range(draw.randint(1, 3)))
        + draw.choice(tails)
        for _ in range(30_000)
    ]
    weights = list(accumulate(1 / rank for rank in range(1, len(vocabulary) + 1)))

    def text(words: list[str], low: int, high: int) -> str:
        size = draw.randint(low, high)
        chosen = [draw.choice(words) for _ in range(size)]
        ends = set(draw.sample(range(size), k=min(size - 1, 3)))
        return "".join(w + (".\n" if i in ends else " ") for i, w in enumerate(chosen))

    pairs = []
    for _ in range(count):
        article = draw.choices(vocabulary, cum_weights=weights, k=300)
        pairs.append((text(article, 40, 80), text(article, 35, 65)))
    return pairs


if __name__ == "__main__":
    sys.exit(main())
