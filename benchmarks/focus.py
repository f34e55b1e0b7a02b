"""How well `--focus` finds the sentence that answers, and whether it says when there is none.

    python benchmarks/focus.py                # questions of our own on the samples
    python benchmarks/focus.py --data DIR     # and gum: DIR/gum.jsonl.xz

**The samples** (`tests/questions/samples.jsonl`): 51 questions and topics on five of them, most in
other words than the article's, 15 of which it says nothing on. Printed is the share of answers in
a summary of one sentence and in a short one, and how many questions were said to have nothing,
little or something in the article.

**gum**: each article with one of its reference summaries as the topic, and with one of another
genre's. The summary of one sentence is scored by the article's other references, with and
without the topic.

Constants of `summarize/document/focus.py` were tuned on half 0 of the questions, by a hash.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from quality import half_of, joined, rows

from summarize import read, summarize
from summarize.document import Document
from summarize.document.focus import relevance
from summarize.evaluation import Rouge

ROOT = Path(__file__).parent.parent
QUESTIONS = ROOT / "tests" / "questions" / "samples.jsonl"
SUMMARIZERS = ("textrank", "salience", "lead", "abstractive")
LENGTHS = ("1s", "short")


def questions() -> Iterator[tuple[int, dict[str, str | None]]]:
    """Each question with its half, 0 or 1."""
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield sha256((row["article"] + row["question"]).encode()).digest()[-1] % 2, row


def of_the_samples(names: Sequence[str]) -> None:
    """Print the table of the questions on the samples."""
    asked = list(questions())
    documents = {
        row["article"]: read(ROOT / "samples" / f"{row['article']}.txt") for _, row in asked
    }
    print("| summarizer | 1s, half 1 | 1s, half 0 | short, half 1 | short, half 0 |")
    print("|---|---|---|---|---|")
    for name in names:
        cells = []
        for length in LENGTHS:
            hits: tuple[list[bool], list[bool]] = ([], [])
            for half, row in asked:
                if row["answer"]:
                    document = documents[row["article"]]
                    hits[half].append(_answers(document, row, name, length))
            cells += [f"{sum(h)} of {len(h)}" for h in reversed(hits)]
        print(f"| {name} | {' | '.join(cells)} |")
    found = Counter(
        (bool(row["answer"]), relevance(documents[row["article"]], str(row["question"])).match)
        for _, row in asked
    )
    for answered in (True, False):
        counts = ", ".join(f"{m} {found[answered, m]}" for m in ("good", "little", "none"))
        print(f"{'with' if answered else 'without'} an answer: {counts}")


def _answers(document: Document, row: dict[str, str | None], name: str, length: str) -> bool:
    """Whether a source of the summary has the answer."""
    question, answer = str(row["question"]), str(row["answer"])
    summary = summarize(document, focus=question, summarizer=name, length=length)
    spans = [span for sentence in summary for span in sentence.sources]
    return any(answer in span.of(document.text) for span in spans)


def of_gum(path: Path) -> None:
    """Print how topics of the article's own, and of another article, are taken."""
    known = list(rows(path))
    rouge = Rouge(("rouge1", "rouge2"))
    for half in (1, 0):
        own, other = Counter[str](), Counter[str]()
        totals = {"with the topic": [0.0, 0.0], "without": [0.0, 0.0]}
        count = 0
        for place, row in enumerate(known):
            if half_of(row) != half:
                continue
            document = Document.from_text(joined(str(row["article"])), language="en")
            topic, *rest = (joined(str(text)) for text in _references(row))
            stranger = joined(str(_references(known[place - len(known) // 2])[0]))
            own[relevance(document, topic).match] += 1
            other[relevance(document, stranger).match] += 1
            count += 1
            for label, focus in (("with the topic", topic), ("without", "")):
                text = summarize(document, focus=focus, length="1s").text
                scores = rouge.score(text, rest)
                totals[label][0] += scores["rouge1"].f1
                totals[label][1] += scores["rouge2"].f1
        print(f"gum, half {half}, {count} articles")
        for label, counts in (("its own topic", own), ("another's", other)):
            print(
                f"  {label}: " + ", ".join(f"{m} {counts[m]}" for m in ("good", "little", "none"))
            )
        for label, values in totals.items():
            print(f"  {label}: ROUGE-1, -2 {', '.join(f'{100 * v / count:.1f}' for v in values)}")


def _references(row: dict[str, object]) -> list[object]:
    references = row["references"]
    assert isinstance(references, list)
    return references


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder that has gum.jsonl.xz")
    parser.add_argument("--summarizers", default=",".join(SUMMARIZERS))
    args = parser.parse_args()
    of_the_samples(args.summarizers.split(","))
    if args.data:
        of_gum(args.data / "gum.jsonl.xz")


if __name__ == "__main__":
    main()
