"""TextRank of sumy, summa and ours in one process, from 1,000 to 1,000,000 words.

    python benchmarks/ranking.py                    # sumy up to 100,000 words: some minutes
    python benchmarks/ranking.py --sumy-words 10000 # a quick look

Each gets the same text and is timed from the text to the chosen sentences: splitting, tokenising
and ranking. The text is made: words by Zipf's law, sentences of 5 to 40 words, seeded. sumy gets
our splitter and words (its own wants a download), which only makes it faster. Figures are processor
seconds of this process.
"""

import argparse
import json
import lzma
import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import process_time

from summarize import language, summarize
from summarize.document import Document
from summarize.language import segmentation
from summarize.length import Length
from summarize.methods import graph
from summarize.reading.blocks import blocks
from summarize.registry import get

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
FIVE = Length.parse("5s")
SUMY = "sumy-text-rank"
MOST_REAL = 100_000  # words of the set


def made_text(words: int, seed: int = 0) -> str:
    """Return an article of about a number of words, most of them from a tenth of its vocabulary."""
    lot = random.Random(seed)
    syllables = ["ba", "do", "ka", "li", "mer", "nor", "pe", "ri", "sta", "tu", "ven", "zo"]
    vocabulary = [
        "".join(lot.choices(syllables, k=lot.randint(1, 4)))
        for _ in range(min(50_000, 500 + words))
    ]
    weights = [1 / (rank + 2) for rank in range(len(vocabulary))]
    parts, count = [], 0
    while count < words:
        size = lot.randint(5, 40)
        parts.append(" ".join(lot.choices(vocabulary, weights, k=size)).capitalize() + ".")
        count += size
        parts.append("\n\n" if lot.random() < 0.3 else " ")
    return "".join(parts)


def seconds(call: Callable[[], object]) -> float:
    """Processor seconds of one call; the best of three where it is short."""
    best = float("inf")
    for _ in range(3):
        start = process_time()
        call()
        best = min(best, process_time() - start)
        if best > 1:
            break
    return best


def ours(text: str) -> object:
    """From the text to five sentences."""
    return get("textrank").summarize(Document.from_text(text, language="en"), FIVE)


def sumys(text: str) -> object:
    """The same by sumy's TextRank."""
    return get("sumy-text-rank").summarize(Document.from_text(text, language="en"), FIVE)


def summas(text: str) -> object:
    """The same by summa, with its own splitter."""
    return import_module("summa.summarizer").summarize(text, words=100)


def is_installed(package: str) -> bool:
    """Return whether a package is installed; print a note if not."""
    found = find_spec(package) is not None
    if not found:
        print(f"{package} is not installed: its columns are left out (pip install {package})")
    return found


def real_text(data: Path, words: int) -> str:
    """Return about so many words of news articles, one after the other."""
    parts, count = [], 0
    with lzma.open(data / "cnn_highlights.jsonl.xz", "rt", encoding="utf-8") as lines:
        for article in (str(json.loads(line)["article"]) for line in lines):
            parts.append(article)
            count += len(article.split())
            if count >= words:
                break
    return "\n\n".join(parts)


def public_calls(data: Path, given: argparse.Namespace) -> None:
    """Print the seconds of the public call on real text, with our TextRank and with sumy's."""
    sumy = is_installed("sumy")
    for summarizer in ("textrank", SUMY) if sumy else ("textrank",):  # imports are not measured
        summarize(real_text(data, 1_000), length="5s", summarizer=summarizer)
    print(f"{'words':>9} {'ours s':>8} {'sumy s':>9} {'ratio':>7}")
    for size in (size for size in SIZES if size <= min(given.words, MOST_REAL)):
        text = real_text(data, size)
        count = len(text.split())
        own = seconds(lambda text=text: summarize(text, length="5s"))  # type: ignore[misc]
        row = f"{count:>9} {own:8.3f}"
        if sumy and size <= given.sumy_words:
            theirs = seconds(lambda text=text: summarize(text, length="5s", summarizer=SUMY))  # type: ignore[misc]
            row += f" {theirs:9.2f} {theirs / own:6.0f}x"
        print(row, flush=True)


@dataclass(frozen=True)
class Parts:
    """Our seconds, part by part."""

    splitting: float
    words: float
    ranking: float

    def __str__(self) -> str:
        return f"{self.splitting:8.3f} {self.words:8.3f} {self.ranking:8.3f}"


def parts(text: str) -> Parts:
    """How our time divides: blocks and sentences, words and stems, the walk."""
    document = Document.from_text(text, language="en")
    sentences = [s.text for s in document.sentences]
    terms = language.terms(sentences, "en")

    def split() -> list[object]:
        return [
            segmentation.sentences(text, start, end, language="en")
            for start, end, *_ in blocks(text)
        ]

    return Parts(
        seconds(split),
        seconds(lambda: language.terms(sentences, "en")),
        seconds(lambda: graph.walk(graph.cosine(terms))),
    )


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sumy-words", type=int, default=100_000, help="sumy's largest text")
    parser.add_argument("--summa-words", type=int, default=30_000, help="summa's largest text")
    parser.add_argument("--words", type=int, default=1_000_000, help="our largest text")
    parser.add_argument("--data", type=Path, default=os.environ.get("SUMMARIZE_DATA"))
    given = parser.parse_args()
    if given.data is not None:
        public_calls(Path(given.data), given)
        return
    peers = [
        (peer, most)
        for package, peer, most in (
            ("sumy", sumys, given.sumy_words),
            ("summa", summas, given.summa_words),
        )
        if is_installed(package)
    ]
    ours(made_text(1_000))  # imports are not what is measured
    print(f"{'words':>9} {'ours s':>8} {'us/word':>8} {'split':>8} {'words':>8} {'rank':>8}"
          f" {'sumy s':>9} {'ratio':>7} {'summa s':>9} {'ratio':>7}")  # fmt: skip
    for size in (size for size in SIZES if size <= given.words):
        text = made_text(size)
        own = seconds(lambda text=text: ours(text))  # type: ignore[misc] # mypy infers no default
        row = f"{size:>9} {own:8.3f} {1e6 * own / size:8.2f} {parts(text)}"
        for peer, most in peers:
            if size <= most:
                theirs = seconds(lambda peer=peer, text=text: peer(text))  # type: ignore[misc]
                row += f" {theirs:9.2f} {theirs / own:6.0f}x"
            else:
                row += f" {'-':>9} {'-':>7}"
        print(row, flush=True)


if __name__ == "__main__":
    main()
