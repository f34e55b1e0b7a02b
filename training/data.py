"""Reads the training data row by row, with its text detokenized."""

import hashlib
import json
import lzma
import os
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from summarize.language import segmentation
from summarize.reading.blocks import blocks
from training.warm_start import MINILM

__all__ = [
    "content",
    "covered",
    "detokenised",
    "folder",
    "rows",
    "sentences_of",
    "sources",
    "tokenizer",
    "verify",
]

SOURCES = Path(__file__).with_name("sources.toml")

# What the uncased vocabulary has one token for, or none.
PLAIN = str.maketrans("’‘“”—–\xa0", "''\"\"-- ")


def folder() -> Path:
    """Return the data folder: `SUMMARIZE_DATA`, or `../shared/data` beside the checkout."""
    beside = Path(__file__).resolve().parents[2] / "shared/data"
    return Path(os.environ.get("SUMMARIZE_DATA", beside))


def rows(name: str, limit: int | None = None, part: str = "train") -> Iterator[dict[str, Any]]:
    """The documents of one set, in the order of its file.

    Raises:
        SystemExit: the file is not the one that `sources.toml` names.
    """
    path = folder() / part / f"{name}.jsonl.xz"
    if part == "train":
        verify(name, path)
    with lzma.open(path, "rt") as lines:
        yield from map(json.loads, islice(lines, limit))


@cache
def sources() -> dict[str, dict[str, str]]:
    """Return the `file`, `origin` and `sha256` of each data set in `sources.toml`."""
    return tomllib.loads(SOURCES.read_text(encoding="utf-8"))


@cache
def verify(name: str, path: Path) -> None:
    """Compare a file of training data with its SHA-256 in `sources.toml`.

    Raises:
        SystemExit: it is another file, or the set is not listed.
    """
    if name not in sources():
        raise SystemExit(f"{name}: not listed in {SOURCES}")
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != sources()[name]["sha256"]:
        raise SystemExit(
            f"{path}: not the file that {SOURCES.name} lists (its SHA-256 is {digest})"
        )


@cache
def tokenizer() -> Tokenizer:
    """Return MiniLM's WordPiece tokenizer (uncased, 30,522 tokens), without padding."""
    loaded = Tokenizer.from_file(str(MINILM / "tokenizer.json"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def sentences_of(text: str, most: int = 45) -> list[str]:
    """The sentences of an article that are 5 to `most` words long, quotes and dashes made plain."""
    text = text.translate(PLAIN)
    found = (
        re.sub(r"\s+", " ", text[left:right])
        for block in blocks(text)
        for left, right in segmentation.sentences(text, block.start, block.end, language="en")
    )
    return [sentence for sentence in found if 5 <= sentence.count(" ") + 1 <= most]


def content(text: str) -> set[str]:
    """The words of more than three letters, lower-cased."""
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 3}


def covered(target: str, source: str) -> float:
    """Return the share of the target's content words that the source contains, 0 to 1."""
    words = content(target)
    return len(words & content(source)) / max(1, len(words))


def detokenised(text: str) -> str:
    """Join Treebank tokens to ordinary text."""
    for token, mark in (("-lrb-", "("), ("-rrb-", ")"), ("``", '"'), ("''", '"')):
        text = text.replace(token, mark)
    text = re.sub(r" ([.,;:!?%)\]])", r"\1", text)
    text = re.sub(r"([$£(\[]) ", r"\1", text)
    return re.sub(r" (n't|'s|'re|'ve|'ll|'d|'m|')(?= |$|[.,])", r"\1", text)
