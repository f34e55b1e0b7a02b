"""How many inserted errors the checker finds, and how often it raises false alarms.

    python benchmarks/grounding.py --data DIR            # or SUMMARIZE_DATA=DIR
    python benchmarks/grounding.py --data DIR --show 20  # with misses and false flags to read

DIR holds the sets as NAME.jsonl.xz: `article`, `references`, `systems`. The sets are third-party
text and not part of the project. A sentence of an article, or a reference's sentence of extractive
kind, is spoilt in one place: that is one case. A reference's sentence is of extractive kind where
90 % of its words stand in one or two sentences of the article and half of its pairs of neighbouring
words in the article. Documents are parted in two by the hash of their id.
"""

import argparse
import hashlib
import json
import lzma
import os
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from pathlib import Path
from time import process_time

from spoiling import SPOILERS, Spoilt

from summarize.cleaning import clean
from summarize.document import Document
from summarize.evaluation.data.detokenise import detokenise, looks_tokenised
from summarize.grounding import CheckedSentence, Checker
from summarize.language import stop_words, words

CASED = ("cnndm_summeval", "cnn_highlights", "inshorts", "newsroom", "xsum_pyrxsum")
SYSTEMS = ("cnndm_realsumm", "cnndm_summeval", "newsroom", "xsum_pyrxsum")
COVERED, PAIRS = 0.9, 0.5  # of a reference's sentence of extractive kind
LEAST_WORDS = 6
OF_ARTICLE = 6  # sentences of each article that are spoilt
UNTOUCHED = 12  # sentences of each article that are not
HALVES = ("one half", "the other")


@dataclass(frozen=True)
class Case:
    """A document of a set, its references' sentences, and what systems made of it."""

    name: str
    half: int
    document: Document
    references: tuple[str, ...]
    systems: dict[str, tuple[str, ...]]


def joined(text: str) -> str:
    """Return `text` detokenized, if it is tokenized."""
    return detokenise(text) if looks_tokenised(text) else text


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a summary, however it is set."""
    found = []
    for line in joined(text).splitlines():
        document = Document.from_text(line, language="en")
        found += [s.text for s in document.sentences]
    return tuple(found)


def cases(path: Path, limit: int | None) -> Iterator[Case]:
    """The documents of a set."""
    with lzma.open(path, "rt", encoding="utf-8") as rows:
        for number, written in enumerate(rows):
            if number == limit:
                return
            row = json.loads(written)
            name = f"{path.name.partition('.')[0]}/{row['id']}"
            half = hashlib.sha256(name.encode()).digest()[0] % 2
            document = clean(Document.from_text(joined(row["article"]), language="en"))
            references = tuple(s for r in row["references"][:3] for s in sentences(r))
            systems = {k: sentences(v) for k, v in row.get("systems", {}).items()}
            yield Case(name, half, document, tuple(dict.fromkeys(references)), systems)


def is_extractive(sentence: str, document: Document, covered: float = COVERED) -> bool:
    """Whether a reference's sentence is the article's own, cut and joined."""
    own = words(sentence, "en")
    stops = stop_words("en")
    content = {w for w in own if w not in stops}
    if len(own) < LEAST_WORDS or not content:
        return False
    lines, runs = known(document.text, document)
    pairs = [*pairwise(own)]
    if sum(pair in runs for pair in pairs) < PAIRS * len(pairs):
        return False
    shared = sorted((content & {*line} for line in lines), key=len, reverse=True)[:6]
    best = max((len(a | b) for a, b in combinations(shared, 2)), default=len(shared[0]))
    return best >= covered * len(content)


_KNOWN: dict[str, tuple[list[list[str]], set[tuple[str, str]]]] = {}


def known(text: str, document: Document) -> tuple[list[list[str]], set[tuple[str, str]]]:
    """The words of each sentence of an article, and its pairs of neighbouring words."""
    if text not in _KNOWN:
        lines = [words(s.text, "en") for s in document.sentences]
        _KNOWN[text] = lines, {pair for line in lines for pair in pairwise(line)}
    return _KNOWN[text]


@dataclass
class Figures:
    """Found and all, for each kind and half; and what to read."""

    found: Counter[tuple[str, int]] = field(default_factory=Counter)
    all: Counter[tuple[str, int]] = field(default_factory=Counter)
    shown: list[tuple[str, str]] = field(default_factory=list)

    def add(self, kind: str, half: int, found: bool, shown: str | None = None) -> None:
        """One case more."""
        self.all[kind, half] += 1
        self.found[kind, half] += found
        if shown:
            self.shown.append((kind, shown))

    def table(self, title: str) -> None:
        """Print a line for each kind: both halves, and both together."""
        print(f"\n### {title}\n\n| kind | {' | '.join(HALVES)} | both | cases |")
        print("|---|---|---|---|---|")
        for kind in dict.fromkeys(kind for kind, _ in self.all):
            halves = [(self.found[kind, h], self.all[kind, h]) for h in (0, 1)]
            both = (sum(f for f, _ in halves), sum(n for _, n in halves))
            shares = " | ".join(f"{100 * f / max(1, n):.1f} %" for f, n in (*halves, both))
            print(f"| {kind} | {shares} | {both[1]} |", flush=True)


def spoil_all(
    case: Case, texts: Sequence[str], others: Sequence[str], draw: random.Random
) -> Iterator[Spoilt]:
    """Yield each text with every possible error inserted."""
    names = [s.text for s in case.document.sentences]
    for text in texts:
        for spoil in SPOILERS:
            made = spoil(text, names, others, draw)
            if made and made.text != text:
                yield made


def marked(checked: CheckedSentence) -> str:
    """The sentence and what is unsupported in it."""
    why = "; ".join(f"{c.kind}: {c.why}" for c in checked.unsupported)
    return f"{checked.text}\n      [{checked.support:.2f}] {why}"


def measured(every: Sequence[Case], given: argparse.Namespace) -> tuple[Figures, ...]:
    """Measure on sentences of articles and references, with and without inserted errors."""
    of_articles, of_references, untouched = Figures(), Figures(), Figures()
    for number, case in enumerate(every):
        draw = random.Random(case.name)
        checker = Checker(case.document)
        other = every[(number + 1) % len(every)].document
        others = [s.text for s in other.sentences]
        long = [s.text for s in case.document.sentences if LEAST_WORDS <= s.words <= 45]
        kept = [r for r in case.references if is_extractive(r, case.document)]
        chosen = draw.sample(long, min(OF_ARTICLE, len(long)))
        looked_at = draw.sample(long, min(UNTOUCHED, len(long)))
        for figures, texts in ((of_articles, chosen), (of_references, kept)):
            for spoilt in spoil_all(case, texts, others, draw):
                found = checker.sentence(spoilt.text)
                hit = bool(found.unsupported)
                shown = None if hit else f"{case.name}\n  WAS {spoilt.was}\n  IS  {marked(found)}"
                figures.add(spoilt.kind, case.half, hit, shown)
        for kind, given_texts in (
            ("article sentences, lower-cased", [s.lower() for s in looked_at]),
            ("article sentences, cut at a comma", [cut(s) for s in looked_at]),
            ("references, extractive kind", kept),
            ("references, every word", [k for k in kept if is_extractive(k, case.document, 1.0)]),
            ("references, all", case.references),
        ):
            for text in given_texts:
                found = checker.sentence(text)
                shown = f"{case.name}\n  {marked(found)}" if found.unsupported else None
                untouched.add(kind, case.half, bool(found.unsupported), shown)
    return of_articles, of_references, untouched


def cut(sentence: str) -> str:
    """What stands before the last comma of a sentence, or all of it."""
    head = sentence.rpartition(", ")[0]
    return head if len(head.split()) >= LEAST_WORDS else sentence


def published(every: Sequence[Case]) -> None:
    """How many sentences of published systems have something unsupported, by kind of claim."""
    flagged: dict[str, Counter[str]] = {}
    for case in every:
        checker = Checker(case.document)
        for system, texts in case.systems.items():
            counts = flagged.setdefault(f"{case.name.partition('/')[0]} {system}", Counter())
            counts["summaries"] += 1
            for text in texts:
                found = checker.sentence(text)
                counts["sentences"] += 1
                counts["flagged"] += bool(found.unsupported)
                counts.update(claim.kind for claim in found.unsupported)
    kinds = ("name", "role", "number", "date", "quotation", "negation", "comparative")
    print(f"\n### Published systems\n\n| system | sentences flagged | {' | '.join(kinds)} |")
    print(f"|---|---|{'---|' * len(kinds)}")
    for system, counts in sorted(flagged.items()):
        share = 100 * counts["flagged"] / max(1, counts["sentences"])
        print(f"| {system} | {share:.1f} % of {counts['sentences']} | ", end="")
        print(" | ".join(str(counts[kind]) for kind in kinds), "|")


def timed(every: Sequence[Case]) -> None:
    """Milliseconds to index an article, and to check a sentence."""
    start = process_time()
    checkers = [Checker(case.document) for case in every]
    index = process_time() - start
    start, count = process_time(), 0
    for checker, case in zip(checkers, every, strict=True):
        for text in case.references:
            checker.sentence(text)
            count += 1
    each = process_time() - start
    print(f"\nindex {1000 * index / len(every):.2f} ms an article, ", end="")
    print(f"check {1000 * each / max(1, count):.2f} ms a sentence ({count} sentences)")


def show(figures: Figures, count: int, title: str) -> None:
    """Print some cases of each kind, to read."""
    draw = random.Random(7)
    for kind in dict.fromkeys(kind for kind, _ in figures.shown):
        texts = [text for k, text in figures.shown if k == kind]
        for text in draw.sample(texts, min(count, len(texts))):
            print(f"\n--- {title}: {kind}: {text}")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("SUMMARIZE_DATA"))
    parser.add_argument("--sets", default=",".join(CASED))
    parser.add_argument("--limit", type=int, help="documents of each set")
    parser.add_argument("--show", type=int, default=0, help="misses and false flags of each kind")
    parser.add_argument("--no-systems", action="store_true", help="leave published systems out")
    given = parser.parse_args()
    if given.data is None or not Path(given.data).is_dir():
        sys.exit("the evaluation sets are not part of the project: give their folder with --data")
    folder = Path(given.data)
    every = [
        case
        for name in given.sets.split(",")
        for case in cases(folder / f"{name}.jsonl.xz", given.limit)
    ]
    titles = ("Spoilt sentences of articles: found", "Spoilt references, extractive kind: found",
              "Untouched: flagged")  # fmt: skip
    for title, figures in zip(titles, measured(every, given), strict=True):
        figures.table(title)
        show(figures, given.show, title)
    timed(every)
    if not given.no_systems:
        published([c for name in SYSTEMS for c in cases(folder / f"{name}.jsonl.xz", given.limit)])


if __name__ == "__main__":
    main()
