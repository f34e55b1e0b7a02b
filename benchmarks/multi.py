"""One summary of several reports of an event: what it covers, repeats and cites.

    python benchmarks/multi.py --data DIR [--limit 60] [--articles 12000]

DIR/train/news_articles.jsonl.xz holds news of many papers. Topics are found as in
`training/events.py`: an article and the reports most like it, by the terms of headline and opening.
Of each topic the last report is held out: its opening is the reference. The others are combined to
100 words, beside two baselines of the same length: the lead of the first report, and the first
sentences of all reports in turn.

Printed for each system: ROUGE-1 and -2 F1; `documents`, how many of the reports it takes sentences
from; `repeats`, the share of summaries with two sentences that are nearly the same (ROUGE-L F1 of
0.5 and more); and for `--combine`, `cited`, citations for each sentence, and `right`, the share of
citations whose document supports the sentence, by the checker.

Topics are of half 1 by a hash of the first article's id. Nothing was tuned on them.
"""

import argparse
import json
import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from pathlib import Path

from quality import half_of, joined, lines

from summarize.document import Document, count_words
from summarize.document.combination import part_of
from summarize.evaluation import Rouge
from summarize.evaluation.metrics import redundancy
from summarize.grounding import Checker
from summarize.pipeline import Settings, combine_sources
from training.articles import opening
from training.events import LETTERS, near

WORDS = 100
REFERENCE = 60  # words of the held-out report
SUMMARIZERS = ("textrank", "lexrank", "salience")
SAME = 0.5  # ROUGE-L F1 of two sentences that say the same
LEAST_REPORTS = 3  # of a topic: two that are combined, and one held out


@dataclass
class Row:
    """Sums over the topics of one system."""

    topics: int = 0
    rouge1: float = 0.0
    rouge2: float = 0.0
    words: int = 0
    documents: int = 0
    repeats: int = 0
    sentences: int = 0
    citations: list[bool] = field(default_factory=list)

    def __str__(self) -> str:
        n = max(1, self.topics)
        cited = f"{len(self.citations) / self.sentences:.2f}" if self.citations else "–"
        right = sum(self.citations) / max(1, len(self.citations))
        return (
            f"{100 * self.rouge1 / n:.1f} | {100 * self.rouge2 / n:.1f} | {self.words / n:.0f} | "
            f"{self.documents / n:.2f} | {100 * self.repeats / n:.0f} % | {cited} | "
            f"{f'{100 * right:.0f} %' if self.citations else '–'}"
        )


def topics(path: Path, articles: int) -> Iterator[list[dict[str, str]]]:
    """The reports of each event, the one that the others are like first."""
    with lzma.open(path, "rt", encoding="utf-8") as rows:
        known = [json.loads(line) for line in islice(rows, articles)]
    found = near([f"{row.get('title') or ''} . {row['article'][:LETTERS]}" for row in known])
    used: set[int] = set()
    for at, others in enumerate(found):
        members = [at, *(i for i, _ in others)]
        if len(members) >= LEAST_REPORTS and not used & {*members} and half_of(known[at]):
            used |= {*members}
            yield [known[i] for i in members]


def measured(row: Row, texts: Sequence[str], origins: set[int], reference: str) -> None:
    """Add what a summary has in common with the reference, and with itself."""
    scores = Rouge(("rouge1", "rouge2")).score("\n".join(texts), [lines(reference)])
    row.topics += 1
    row.rouge1 += scores["rouge1"].f1
    row.rouge2 += scores["rouge2"].f1
    row.words += sum(map(count_words, texts))
    row.documents += len(origins)
    row.sentences += len(texts)
    row.repeats += redundancy("\n".join(texts)).most >= SAME


def combined(row: Row, documents: Sequence[Document], name: str, reference: str) -> None:
    """Add the summary that `--combine` makes, and whether what it cites supports it."""
    document, summary = combine_sources(documents, Settings(f"{WORDS}w", name))
    checkers = [Checker(each) for each in documents]
    origins: set[int] = set()
    for sentence in summary.sentences:
        cited = {part_of(document, span) for span in sentence.sources}
        origins |= cited
        row.citations += [checkers[i].check_sentence(sentence.text).supported for i in cited]
    measured(row, [s.text for s in summary.sentences], origins, reference)


def leads(documents: Sequence[Document], *, in_turn: bool) -> tuple[list[str], set[int]]:
    """The first sentences of the first report, or of all in turn, up to the length."""
    columns = [[(s.text, i) for s in d.sentences] for i, d in enumerate(documents)]
    rows = zip_longest(*columns) if in_turn else zip(columns[0], strict=True)
    texts: list[str] = []
    origins: set[int] = set()
    for text, origin in (pair for row in rows for pair in row if pair):
        if texts and sum(map(count_words, [*texts, text])) > WORDS:
            break
        texts.append(" ".join(text.split()))
        origins.add(origin)
    return texts, origins


def main() -> None:
    """Print one row for each system."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=60, help="topics at most")
    parser.add_argument("--articles", type=int, default=12_000, help="read to find topics in")
    args = parser.parse_args()
    rows = {f"--combine -s {name}": Row() for name in SUMMARIZERS}
    rows |= {"lead of the first": Row(), "leads in turn": Row()}
    sizes = []
    path = args.data / "train" / "news_articles.jsonl.xz"
    for reports in islice(topics(path, args.articles), args.limit):
        *given, held_out = reports
        documents = [
            Document.from_text(joined(each["article"]), language="en", source=each["id"])
            for each in given
        ]
        sizes.append(len(documents))
        reference = opening(held_out["article"], REFERENCE)
        for name in SUMMARIZERS:
            combined(rows[f"--combine -s {name}"], documents, name, reference)
        measured(rows["lead of the first"], *leads(documents, in_turn=False), reference)
        measured(rows["leads in turn"], *leads(documents, in_turn=True), reference)
    print(f"{len(sizes)} topics of {sum(sizes) / max(1, len(sizes)):.1f} reports\n")
    print("| system | R-1 | R-2 | words | documents | repeats | cited | right |")
    print("|---|---|---|---|---|---|---|---|")
    for name, row in rows.items():
        print(f"| {name} | {row} |")


if __name__ == "__main__":
    main()
