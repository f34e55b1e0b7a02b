"""Sentence segmentation in 45 languages, compared with other packages on held-out paragraphs.

    python benchmarks/languages.py --data DIR            # the held-out half, all systems
    python benchmarks/languages.py --data DIR --tuning   # the half that rules were tuned on
    python benchmarks/languages.py --data DIR --only summarize

DIR holds `eval/sentence_ends.jsonl.xz` and `eval/sentence_ends_heldout.jsonl.xz`: paragraphs of
Universal Dependencies treebanks with the ends of their sentences (`ends`) and those of them that a
mark shows (`visible`). F1 is of precision on `ends` and recall on `visible`, the end of the
paragraph left out; intervals are 95 % bootstrap intervals over paragraphs (1,000 samples, seed 0).
A system that is not installed, or does not know a language, is left out there with a note.
"""

import argparse
import json
import lzma
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np

from summarize.language.boundaries import sentence_ends

Splitter = Callable[[str], list[int]]

SAMPLES, SEED = 1_000, 0
LEAST_PARAGRAPHS = 20  # languages with fewer are shown in brackets and not held to a floor


@dataclass(frozen=True)
class Paragraph:
    """A paragraph and the places where its sentences end, its own end left out."""

    language: str
    text: str
    ends: frozenset[int]
    visible: frozenset[int]


def paragraphs(path: Path) -> Iterator[Paragraph]:
    """The paragraphs of one half."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            last = {len(row["text"])}
            yield Paragraph(
                row["language"],
                row["text"],
                frozenset(row["ends"]) - last,
                frozenset(row["visible"]) - last,
            )


def counts(paragraph: Paragraph, splitter: Splitter) -> tuple[int, int, int, int]:
    """True ends found, ends found, visible ends found, visible ends."""
    last = len(paragraph.text.rstrip())
    found = {end for end in splitter(paragraph.text) if end < last}
    visible = len(found & paragraph.visible)
    return len(found & paragraph.ends), len(found), visible, len(paragraph.visible)


def f1(table: np.ndarray[Any, Any]) -> float:
    """F1 in per cent of summed counts; nothing found where nothing is to find is right."""
    true, found, visible, to_find = table.sum(axis=0)
    precision = true / found if found else 1.0
    recall = visible / to_find if to_find else 1.0
    return 200 * precision * recall / (precision + recall) if precision + recall else 0.0


def interval(tables: list[np.ndarray[Any, Any]]) -> tuple[float, float]:
    """The 95 % bootstrap interval of the mean F1 over languages, paragraphs drawn within each."""
    rng = np.random.default_rng(SEED)
    means = [
        np.mean([f1(table[rng.integers(0, len(table), len(table))]) for table in tables])
        for _ in range(SAMPLES)
    ]
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def _offsets(text: str, sentences: list[str]) -> list[int]:
    """Where each sentence, as its package wrote it, ends in the text."""
    ends, place = [], 0
    for sentence in (s.strip() for s in sentences):
        start = text.find(sentence, place)
        if sentence and start >= 0:
            place = start + len(sentence)
            ends.append(place)
    return ends


def ours(code: str) -> Splitter:
    """This package."""
    return lambda text: sentence_ends(text, code)


def pysbd(code: str) -> Splitter:
    """Pragmatic rules, 23 languages; English ones for others."""
    module = import_module("pysbd")
    known = import_module("pysbd.languages").LANGUAGE_CODES
    segmenter = module.Segmenter(language=code if code in known else "en", clean=False)
    return lambda text: _offsets(text, segmenter.segment(text))


def sentencex(code: str) -> Splitter:
    """Wikimedia's rules, with fallbacks between languages."""
    module = import_module("sentencex")
    return lambda text: _offsets(text, list(module.segment(code, text)))


def blingfire(code: str) -> Splitter:
    """Microsoft's automaton, one for all languages."""
    module = import_module("blingfire")
    return lambda text: _offsets(text, module.text_to_sentences(text).split("\n"))


def spacy(code: str) -> Splitter:
    """The rule-based sentencizer of spaCy, with each language's tokenizer."""
    module = import_module("spacy")
    try:
        pipeline = module.blank({"no": "nb"}.get(code, code))
    except ImportError:  # it has no tokenizer for that language, or wants another package for it
        pipeline = module.blank("xx")
    pipeline.add_pipe("sentencizer")
    return lambda text: [sentence.end_char for sentence in pipeline(text).sents]


def nupunkt(code: str) -> Splitter:
    """Punkt with a large list of English abbreviations."""
    module = import_module("nupunkt")
    return lambda text: [start + len(text[start:end].rstrip())
                         for start, end in module.sent_spans(text)]  # fmt: skip


SYSTEMS: dict[str, Callable[[str], Splitter]] = {
    "summarize": ours,
    "pysbd": pysbd,
    "sentencex": sentencex,
    "blingfire": blingfire,
    "spacy": spacy,
    "nupunkt": nupunkt,
}


def measure(name: str, data: list[Paragraph]) -> tuple[dict[str, np.ndarray[Any, Any]], float]:
    """The counts of each paragraph by language, and processor seconds."""
    tables: dict[str, np.ndarray[Any, Any]] = {}
    start = process_time()
    for code in dict.fromkeys(paragraph.language for paragraph in data):
        splitter = SYSTEMS[name](code)
        tables[code] = np.array([counts(p, splitter) for p in data if p.language == code])
    return tables, process_time() - start


def main() -> None:
    """Print F1 by language and system, the means with their intervals, and the time."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with eval/")
    parser.add_argument("--tuning", action="store_true", help="the half that rules were tuned on")
    parser.add_argument("--only", choices=SYSTEMS, action="append", help="one system; repeatable")
    options = parser.parse_args()
    half = "sentence_ends" if options.tuning else "sentence_ends_heldout"
    data = list(paragraphs(options.data / "eval" / f"{half}.jsonl.xz"))
    results = {}
    for name in options.only or SYSTEMS:
        try:
            results[name] = measure(name, data)
        except ModuleNotFoundError as error:
            print(f"{name} left out: {error.name} is not installed (pip install '.[bench]')")
    names = list(results)
    print(f"{'':>4} {'n':>4} " + " ".join(f"{name:>10}" for name in names))
    for code in dict.fromkeys(paragraph.language for paragraph in data):
        size = sum(paragraph.language == code for paragraph in data)
        few = "*" if size < LEAST_PARAGRAPHS else " "
        row = " ".join(f"{f1(results[name][0][code]):10.1f}" for name in names)
        print(f"{code:>4}{few}{size:>4} {row}")
    for name in names:
        tables = list(results[name][0].values())
        low, high = interval(tables)
        mean = np.mean([f1(table) for table in tables])
        print(f"{name:>10}: mean {mean:.2f} ({low:.2f}-{high:.2f}), {results[name][1]:.1f} s")
    print(f"* fewer than {LEAST_PARAGRAPHS} paragraphs")


if __name__ == "__main__":
    main()
