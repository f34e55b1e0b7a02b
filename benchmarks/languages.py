"""Sentence segmentation in 45 languages, and boilerplate on pages in 16.

    python benchmarks/languages.py --data DIR            # the held-out half, all systems
    python benchmarks/languages.py --data DIR --tuning   # the half that rules were tuned on
    python benchmarks/languages.py --data DIR --only summarize
    python benchmarks/languages.py --pages DIR           # boilerplate, instead of sentences

DIR holds `eval/sentence_ends.jsonl.xz` and `eval/sentence_ends_heldout.jsonl.xz`: paragraphs of
Universal Dependencies treebanks with the ends of their sentences (`ends`) and those of them that a
mark shows (`visible`). F1 is of precision on `ends` and recall on `visible`, the end of the
paragraph left out; intervals are 95 % bootstrap intervals over paragraphs (1,000 samples, seed 0).
A system that is not installed, or does not know a language, is left out there with a note.

The DIR of `--pages` holds files CODE.tagged: stories (`%S`, then lines `H` headline and `A`
paragraph) and pages made of them (`%P`, then `F` a line of boilerplate, `H` and `A1` where the
headline and a paragraph of the story stand). Each page is read twice, with and without blank lines
between its lines, its language detected. A line of boilerplate is removed if no block that is kept
contains it; a paragraph is lost if none contains it; a summary has boilerplate if a sentence of it
shares half of its three-letter sequences with a line of boilerplate, or contains one.
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
from summarize.pipeline import Settings, load_document, summarize

Splitter = Callable[[str], list[int]]

SAMPLES, SEED = 1_000, 0
LEAST_PARAGRAPHS = 20  # languages with fewer are shown in brackets and not held to a floor
LINE_LETTERS = 8  # a shorter line ("Share") may be part of a sentence
GRAM = 3
LENGTHS = ("short", "medium", "bullets")


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


@dataclass(frozen=True)
class Page:
    """A page with boilerplate: its lines in order, each with whether it is of the article."""

    lines: tuple[tuple[str, bool], ...]

    def text(self, gap: str) -> str:
        """The page with `gap` between its lines."""
        return gap.join(line for line, _ in self.lines)


def tagged_pages(path: Path) -> Iterator[Page]:
    """The pages of a file CODE.tagged."""
    stories: dict[str, dict[str, str]] = {}
    for section in path.read_text("utf-8").split("%")[1:]:
        head, *lines = section.strip().split("\n")
        rows = [(tag, text) for tag, _, text in (line.partition(" ") for line in lines)]
        if head[0] == "S":
            paragraphs = (text for tag, text in rows if tag == "A")
            stories[head] = {f"A{i}": text for i, text in enumerate(paragraphs, 1)}
            stories[head]["H"] = next(text for tag, text in rows if tag == "H")
        else:
            story = stories[head.split()[1]]
            yield Page(tuple((story.get(tag, text), tag != "F") for tag, text in rows))


def page_counts(page: Page, gap: str) -> tuple[int, ...]:
    """Lines of boilerplate, those removed, paragraphs, those lost, summaries, those with any."""
    document = load_document(page.text(gap), Settings())
    left = [" ".join(block.text.split()) for block in document.blocks]
    headline = document.title or ""
    extra = [line for line, own in page.lines if not own]
    own = [line for line, own in page.lines if own][1:]
    removed = sum(not _is_kept(line, [b for b in left if b != headline]) for line in extra)
    lost = sum(not _is_kept(line, left) for line in own)
    summaries = [summarize(document, length=length).sentences for length in LENGTHS]
    dirty = sum(any(_has_any(s.text, extra) for s in sentences) for sentences in summaries)
    return len(extra), removed, len(own), lost, len(summaries), dirty


def _is_kept(line: str, blocks: list[str]) -> bool:
    """Whether a line stands in a block; one of a few letters only as the whole of it."""
    return any(line in block if len(line) >= LINE_LETTERS else line == block for block in blocks)


def _has_any(sentence: str, lines: list[str]) -> bool:
    """Whether a sentence of a summary is boilerplate or has a line of it."""
    grams = _grams(sentence)
    shared = (len(grams & _grams(line)) for line in lines)
    return _is_kept_in(sentence, lines) or any(2 * size > len(grams) for size in shared)


def _is_kept_in(sentence: str, lines: list[str]) -> bool:
    return any(line in sentence for line in lines if len(line) >= LINE_LETTERS)


def _grams(text: str) -> set[str]:
    return {text[i : i + GRAM] for i in range(len(text) - GRAM + 1)}


def measure_pages(folder: Path) -> None:
    """Print, by language and in all, how much boilerplate is removed, and what is lost."""
    totals = np.zeros(6, dtype=int)
    print(f"{'':>4} {'lines':>6} {'removed':>8} {'lost':>6} {'in summaries':>13}")
    for path in sorted(folder.glob("*.tagged")):
        rows = [page_counts(page, gap) for page in tagged_pages(path) for gap in ("\n\n", "\n")]
        counted = np.sum(rows, axis=0)
        totals += counted
        print(_shares(path.stem, counted))
    print(_shares("all", totals))


def _shares(name: str, counted: np.ndarray[Any, Any]) -> str:
    lines, removed, own, lost, summaries, dirty = counted
    shares = (
        f"{100 * removed / lines:7.1f}% {100 * lost / own:5.1f}% {100 * dirty / summaries:12.1f}%"
    )
    return f"{name:>4} {lines:>6} {shares}"


def compare(data: list[Paragraph], names: list[str]) -> None:
    """Print F1 by language and system, the means with their intervals, and the time."""
    results = {}
    for name in names:
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


def main() -> None:
    """Measure sentences or pages, as asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, help="folder with eval/")
    parser.add_argument("--pages", type=Path, help="folder with CODE.tagged")
    parser.add_argument("--tuning", action="store_true", help="the half that rules were tuned on")
    parser.add_argument("--only", choices=SYSTEMS, action="append", help="one system; repeatable")
    options = parser.parse_args()
    if options.pages:
        measure_pages(options.pages)
    elif options.data:
        half = "sentence_ends" if options.tuning else "sentence_ends_heldout"
        data = list(paragraphs(options.data / "eval" / f"{half}.jsonl.xz"))
        compare(data, options.only or list(SYSTEMS))
    else:
        parser.error("give --data or --pages")


if __name__ == "__main__":
    main()
