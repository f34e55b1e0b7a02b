"""Each summarizer at equal length over every evaluation set: ROUGE, words, seconds.

    python benchmarks/quality.py --data DIR                 # or SUMMARIZE_DATA=DIR
    python benchmarks/quality.py --data DIR --length short  # one length for all documents

DIR holds the sets as NAME.jsonl.xz: `article`, `references`. The sets are third-party text and not
part of the project. Every summarizer is asked, for each document, for as many words as its
references have on average (`Nw`), or for the length given; sentences are whole, so what it uses
differs a little and is shown. `lead` is the beginning of the article whose number of words is
nearest to that: with one that never exceeds it, the baseline would be shorter than the rest.

The documents of each set are split in two by a hash of their ids. Constants are to be tuned on half
0; half 1 is reported first. Scores are F1 of the best reference, stemmed, one sentence a line;
`duc2004_task1` is the recall of the first 75 bytes, the mean over its references. Tokenised text
(`do n't`, `-LRB-`) is joined first, as a reader would see it.
"""

import argparse
import json
import lzma
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha1
from itertools import islice
from pathlib import Path
from time import process_time

from summarize.document import Document, count_words
from summarize.errors import SummaryError
from summarize.evaluation import Rouge
from summarize.evaluation.data.detokenise import detokenise, looks_tokenised
from summarize.language.segmentation import sentences
from summarize.length import Length
from summarize.registry import get

NEWS = ("cnndm_realsumm", "cnndm_summeval", "cnn_highlights", "inshorts", "newsroom",
        "xsum_pyrxsum")  # fmt: skip
OTHER = ("gum", "scitldr", "samsum")
SINGLE = ("gigaword", "duc2004_task1")  # one sentence each
LEAD = "lead:nearest=yes"
OURS = (LEAD, "random", "textrank", "lexrank", "salience", "abstractive")
SUMY = ("sumy-text-rank", "sumy-lex-rank", "sumy-lsa", "sumy-luhn", "sumy-edmundson", "sumy-kl",
        "sumy-sum-basic", "sumy-reduction")  # fmt: skip
METRICS = ("rouge1", "rouge2", "rougeLsum")
LEAST_WORDS = 5


@dataclass(frozen=True)
class Case:
    """A document, its references and the length for all summarizers."""

    document: Document
    references: tuple[str, ...]
    length: Length
    half: int = 0


def joined(text: str) -> str:
    """Return `text` detokenized, if it is tokenized."""
    return detokenise(text) if looks_tokenised(text) else text


def rows(path: Path, half: int | None = None) -> Iterator[dict[str, object]]:
    """The rows of a set; of one half those whose id hashes to it."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if half is None or half_of(row) == half:
                yield row


def half_of(row: dict[str, object]) -> int:
    """Return the half a document belongs to, 0 or 1, by a hash of its id."""
    return sha1(str(row["id"]).encode()).digest()[-1] % 2


def cases(found: Iterable[dict[str, object]], length: str | None = None) -> list[Case]:
    """Return what a set asks, in order."""
    made = []
    for row in found:
        text = joined(str(row["article"]))
        given = row["references"]
        assert isinstance(given, list)
        references = tuple(joined(str(text)) for text in given)
        words = round(sum(map(count_words, references)) / len(references))
        document = Document.from_text(text, language="en")
        asked = Length.parse(length or f"{max(LEAST_WORDS, words)}w")
        made.append(Case(document, references, asked, half_of(row)))
    return made


def lines(text: str) -> str:
    """`text` with a sentence a line, as ROUGE-Lsum wants it."""
    if "\n" in text.strip():
        return text
    return "\n".join(text[a:b] for a, b in sentences(text, 0, len(text), language="en"))


@dataclass(frozen=True)
class Row:
    """A summarizer's figures on one set: three scores, words, milliseconds, failures.

    `halves` are the means of the first score over the documents of half 0 and of half 1.
    """

    scores: tuple[float, ...]
    words: float
    milliseconds: float
    failed: int
    halves: tuple[float, float]

    def __str__(self) -> str:
        scores = " | ".join(f"{100 * score:.1f}" for score in self.scores)
        halves = " | ".join(f"{100 * half:.1f}" for half in reversed(self.halves))
        return f"{halves} | {scores} | {self.words:.0f} | {self.milliseconds:.1f}"


def measured(name: str, asked: Sequence[Case], rouge: Rouge) -> Row:
    """Run one summarizer over a set."""
    summarizer = get(name)
    totals, words, seconds, failed = [0.0] * len(METRICS), 0, 0.0, 0
    firsts: tuple[list[float], list[float]] = ([], [])
    for case in asked:
        start = process_time()
        try:
            summary = summarizer.summarize(case.document, case.length)
        except SummaryError:
            failed += 1
            firsts[case.half].append(0.0)
            continue
        finally:
            seconds += process_time() - start
        found = rouge.score("\n".join(s.text for s in summary.sentences), _lined(case))
        for place, metric in enumerate(METRICS):
            score = found[metric]
            totals[place] += (value := score.recall if rouge.limit_bytes else score.f1)
            firsts[case.half].extend([value] * (not place))
        words += summary.words
    count = len(asked)
    means = tuple(total / count for total in totals)
    halves = (_mean(firsts[0]), _mean(firsts[1]))
    return Row(means, words / count, 1000 * seconds / count, failed, halves)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _lined(case: Case) -> list[str]:
    return [lines(reference) for reference in case.references]


def report(name: str, rows_: dict[str, Row]) -> None:
    """One table for a set."""
    head = "| summarizer | R1 half 1 | R1 half 0 | R1 | R2 | Lsum | words | ms |"
    print(f"\n### {name}\n\n{head}\n|{'---|' * 8}")
    for summarizer, row in rows_.items():
        failed = f" ({row.failed} failed)" if row.failed else ""
        shown = f"{summarizer.partition(':')[0]}{failed}"
        print(f"| {shown} | {row} |", flush=True)


def averages(results: dict[str, dict[str, Row]]) -> None:
    """ROUGE-1 of each summarizer, averaged over the news and over the other sets, by half."""
    print("\n### Average ROUGE-1\n")
    print("| summarizer | news, half 1 | other, half 1 | news, half 0 | other, half 0 |")
    print("|---|---|---|---|---|")
    for summarizer in next(iter(results.values())):
        means = []
        for half in (1, 0):
            for group in (NEWS, OTHER):
                found = [
                    results[name][summarizer].halves[half] for name in group if name in results
                ]
                means.append(f"{100 * _mean(found):.1f}" if found else "-")
        print(f"| {summarizer.partition(':')[0]} | {' | '.join(means)} |")


def main() -> None:
    """Print a table for each set, and the averages."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("SUMMARIZE_DATA"))
    parser.add_argument("--sets", default=",".join((*NEWS, *OTHER, *SINGLE)))
    parser.add_argument("--summarizers", default=",".join((*OURS, *SUMY)))
    parser.add_argument("--limit", type=int, help="documents of each set")
    parser.add_argument("--length", help="of all summaries; else as long as the references")
    parser.add_argument("--half", type=int, choices=(0, 1), help="of the documents, by their ids")
    given = parser.parse_args()
    if given.data is None or not Path(given.data).is_dir():
        sys.exit("the evaluation sets are not part of the project: give their folder with --data")
    results = {}
    rouge = Rouge(metrics=METRICS)
    for name in given.sets.split(","):
        found_rows = rows(Path(given.data) / f"{name}.jsonl.xz", given.half)
        asked = cases(islice(found_rows, given.limit), given.length)
        scorer = (
            replace(rouge, limit_bytes=75, aggregate="mean") if name.startswith("duc") else rouge
        )
        found = {s: measured(s, asked, scorer) for s in given.summarizers.split(",")}
        results[name] = found
        report(f"{name} ({len(asked)} documents)", found)
    averages(results)
    print(f"\n`{rouge.signature}`")


if __name__ == "__main__":
    main()
