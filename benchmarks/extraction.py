"""How well articles are extracted from real pages, as HTML and as flattened text.

    python benchmarks/extraction.py --data DIR                    # or SUMMARIZE_DATA=DIR
    python benchmarks/extraction.py --data DIR --half held        # pages no weight has seen
    python benchmarks/extraction.py --data DIR --summaries        # and boilerplate in summaries

DIR holds `eval/pages.jsonl.xz`: `html` (as latin-1), `flat`, gold `text`, `title` where it is
known. They are third-party pages and not part of the project. Precision, recall and F1 count words,
and are means over pages; the headline is left out on both sides, since the gold text has none. The
classifiers were trained on the half `tuned` (`training/boilerplate.py`); `held` is the other. Peers
that are not installed are left out of the table: `pip install readability-lxml`.
"""

import argparse
import json
import logging
import lzma
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import process_time
from typing import Any

from summarize.cleaning import clean
from summarize.document import Document
from summarize.errors import SummarizeError
from summarize.pipeline import Settings, document_from_text, summarize
from summarize.reading import read_bytes
from summarize.reading.line_features import body_run, word_counts

Page = dict[str, Any]
Extractor = Callable[[Page], str]

LENGTHS = ("short", "medium", "bullets")
GRAM = 3
SAID = 0.5  # of a paragraph's or sentence's sequences of three words
PARAGRAPH_WORDS = 8

_DESCRIPTIONS = frozenset(("description", "og:description", "twitter:description"))
_WORD = re.compile(r"\w+")
_CLOSED = re.compile(r"[.!?…][\"'”’»)]*$")
_CITES = re.compile(
    r"^\^|\bRetrieved \d|\bISBN\b|\bdoi:|\bpp?\. ?\d|\((?:\d{1,2} \w+ )?(?:1[6-9]|20)\d\d\)\."
)


def words(text: str) -> list[str]:
    """The words of `text`, lower-cased."""
    return _WORD.findall(text.lower())


def precision_recall_f1(text: str, gold: str) -> tuple[float, float, float]:
    """Of the words of `text` as a bag, against those of `gold`."""
    own, wanted = Counter(words(text)), Counter(words(gold))
    shared = (own & wanted).total()
    precision = shared / max(own.total(), 1)
    recall = shared / max(wanted.total(), 1)
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def share_said(piece: str, grams: set[tuple[str, ...]]) -> float:
    """The share of the word sequences of `piece` that are among `grams`."""
    own = _grams(piece)
    return sum(gram in grams for gram in own) / len(own) if own else 1.0


def _grams(text: str) -> list[tuple[str, ...]]:
    said = words(text)
    return list(zip(*(said[i:] for i in range(GRAM)), strict=False))


def article(document: Document) -> str:
    """The text of a cleaned document, its headline left out."""
    return "\n".join(b.text for b in document.blocks if b.span != document.title_span)


def read_html(page: Page) -> Document:
    """Return a page as the package reads it."""
    return document_from_text(read_bytes(page["html"].encode("latin-1"), "page.html"), Settings())


def read_flat(page: Page) -> Document:
    """Return a flattened page as the package reads it."""
    return clean(Document.from_text(page["flat"]))


def trafilatura(page: Page, **options: Any) -> str:
    """What trafilatura extracts, with these of its settings."""
    from trafilatura import extract

    return extract(page["html"].encode("latin-1"), **options) or ""


def readability(page: Page) -> str:
    """What readability-lxml extracts."""
    from lxml.html import fromstring

    readability_lxml = import_module("readability")
    found = readability_lxml.Document(page["html"].encode("latin-1")).summary()
    return "\n".join(fromstring(found).itertext())


def run_of_prose(page: Page) -> str:
    """The run of lines with the most words in sentences less the words outside of them."""
    lines = [line.strip() for line in page["flat"].split("\n") if line.strip()]
    counts = word_counts(lines)
    prose = [n > 9 and bool(_CLOSED.search(line)) for n, line in zip(counts, lines, strict=True)]
    start, stop = body_run(counts, prose, 1.0)
    return "\n".join(lines[start:stop])


HTML: dict[str, Extractor] = {
    "summarize": lambda page: article(read_html(page)),
    "trafilatura": trafilatura,
    "trafilatura, no comments": partial(trafilatura, include_comments=False),
    "trafilatura, recall": partial(trafilatura, include_comments=False, favor_recall=True),
    "trafilatura, precision": partial(trafilatura, include_comments=False, favor_precision=True),
    "trafilatura, fast": partial(trafilatura, include_comments=False, fast=True),
    **({"readability-lxml": readability} if find_spec("readability") else {}),
}
FLAT: dict[str, Extractor] = {
    "summarize": lambda page: article(read_flat(page)),
    "maximum run of prose": run_of_prose,
    "everything": lambda page: str(page["flat"]),
}


def is_held(page: Page) -> bool:
    """Whether a page is of the half that nothing was trained on."""
    return int(sha256(page["id"].encode()).hexdigest(), 16) % 2 == 1


def table(title: str, systems: dict[str, Extractor], pages: Sequence[Page]) -> None:
    """Print precision, recall, F1, lost paragraphs and time of each system."""
    print(f"\n{title}, {len(pages)} pages")
    print(
        f"{'':26} precision  recall    F1  F1 tuned  F1 held  paragraphs lost  but citations"
        "  ms/page"
    )
    times: dict[str, tuple[float, float]] = {}
    for name, system in systems.items():
        _text(system, pages[0])  # models are loaded before the clock runs
        start = process_time()
        texts = [_text(system, page) for page in pages]
        milliseconds = 1000 * (process_time() - start) / len(pages)
        scores = [precision_recall_f1(t, p["text"]) for t, p in zip(texts, pages, strict=True)]
        halves = [
            [s[2] for s, p in zip(scores, pages, strict=True) if is_held(p) is held]
            for held in (False, True)
        ]
        means = [_mean(score[i] for score in scores) for i in range(3)]
        times[name] = means[2], milliseconds
        print(
            f"{name:26} {means[0]:9.3f} {means[1]:7.3f} {means[2]:6.4f} {_mean(halves[0]):8.4f}"
            f" {_mean(halves[1]):8.4f} {lost_paragraphs(texts, pages):15.2%}"
            f" {lost_paragraphs(texts, pages, citations=False):13.2%} {milliseconds:8.0f}",
            flush=True,
        )
    peers = [time for name, time in times.items() if name.startswith("trafilatura")]
    if peers:
        ratio = times["summarize"][1] / max(peers)[1]
        print(f"time: {ratio:.2f} times that of trafilatura with the best F1")


def _text(system: Extractor, page: Page) -> str:
    try:
        return system(page)
    except SummarizeError as error:
        print(f"  {page['id']}: {error}")
        return ""


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else float("nan")


def lost_paragraphs(
    texts: Sequence[str], pages: Sequence[Page], *, citations: bool = True
) -> float:
    """Return the share of the paragraphs of the gold texts that are not in what was read.

    Args:
        texts: what was read of each page.
        pages: the pages.
        citations: count entries of reference lists too. The gold text of one page is half of them;
            the package leaves them out on purpose.
    """
    lost = total = 0
    for text, page in zip(texts, pages, strict=True):
        grams = set(_grams(text))
        for paragraph in page["text"].split("\n"):
            counts = citations or not _CITES.search(paragraph)
            if counts and len(words(paragraph)) >= PARAGRAPH_WORDS:
                total += 1
                lost += share_said(paragraph, grams) < SAID
    return lost / max(total, 1)


def titles(pages: Sequence[Page]) -> None:
    """Print on how many of the pages that name a title it is ours, letter by letter."""
    known = [page for page in pages if page["title"]]
    right = 0
    for page in known:
        try:
            right += read_html(page).title == page["title"]
        except SummarizeError:
            continue
    print(f"\ntitles: {right} of {len(known)} exact")


def standfirst(page: Page) -> str:
    """What the page declares as the description of its article."""
    from lxml.html import HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8")
    metas = document_fromstring(page["html"].encode("latin-1"), parser=parser).iter("meta")
    return "\n".join(
        meta.get("content", "")
        for meta in metas
        if (meta.get("name") or meta.get("property") or "").lower() in _DESCRIPTIONS
    )


def boilerplate_in_summaries(pages: Sequence[Page]) -> None:
    """Print the share of summaries with a sentence that is not in the gold text.

    Many gold texts leave the standfirst out. The second figure of each length does not count a
    sentence that the page declares as its description: its editors' own summary of the article.
    """
    for name, reader in (("HTML", read_html), ("flattened", read_flat)):
        shares = []
        for length in LENGTHS:
            dirty = foreign = total = 0
            for page in pages:
                try:
                    summary = summarize(reader(page), length=length)
                except SummarizeError:
                    continue
                gold, declared = set(_grams(page["text"])), set(_grams(standfirst(page)))
                others = [s.text for s in summary.sentences if share_said(s.text, gold) < SAID]
                total += 1
                dirty += bool(others)
                foreign += any(share_said(text, declared) < SAID for text in others)
            total = max(total, 1)
            shares.append(f"{length} {dirty / total:.1%} ({foreign / total:.1%})")
        print(f"summaries with boilerplate (but standfirsts), {name}: {', '.join(shares)}")


def main() -> None:
    """Measure, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("SUMMARIZE_DATA"))
    parser.add_argument("--half", choices=("all", "tuned", "held"), default="all")
    parser.add_argument("--every", type=int, default=1, help="take one page of so many")
    parser.add_argument("--summaries", action="store_true", help="summarize each page as well")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    with lzma.open(Path(options.data) / "eval/pages.jsonl.xz", "rt", encoding="utf-8") as file:
        pages = [json.loads(line) for line in file]
    if options.half != "all":
        pages = [page for page in pages if is_held(page) is (options.half == "held")]
    pages = pages[:: options.every]
    table("HTML", HTML, pages)
    table("flattened", FLAT, pages)
    titles(pages)
    if options.summaries:
        boilerplate_in_summaries(pages)


if __name__ == "__main__":
    main()
