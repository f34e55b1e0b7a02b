"""The training articles of `salience`, with human summaries or substitutes for them."""

import json
import lzma
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarize.document import Document, count_words
from summarize.evaluation.data.detokenise import detokenise, looks_tokenised

__all__ = ["Article", "folder", "joined", "opening", "rows", "summarized"]

# Documents of each set, and what one of them weighs. News at most, and chats and abstracts so that
# the forests know them when they see them.
SETS = {
    "cnn_highlights": (668, 3.0),
    "inshorts": (2_655, 1.0),
    "bbc_intro": (2_000, 1.0),
    "bbc_extractive": (1_000, 0.4),
    "scitldr": (1_992, 0.8),
    "usgov_descriptions": (500, 0.4),
}


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its references, headline and weight."""

    id: str
    text: str
    references: tuple[str, ...]
    title: str | None
    weight: float


def folder() -> Path:
    """Return the data folder: `SUMMARIZE_DATA`, or `../shared/data` beside the checkout."""
    beside = Path(__file__).resolve().parents[2] / "shared/data"
    return Path(os.environ.get("SUMMARIZE_DATA", beside))


def rows(name: str, part: str = "train") -> Iterator[dict[str, Any]]:
    """The documents of one set, in the order of its file."""
    with lzma.open(folder() / part / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def joined(text: str) -> str:
    """Return `text` detokenized, if it is tokenized."""
    return detokenise(text) if looks_tokenised(text) else text


def summarized(seed: int, share: float) -> Iterator[Article]:
    """A sample of the articles that people have summarized."""
    for name, (most, weight) in SETS.items():
        known = list(rows(name))
        count = max(2, round(share * min(most, len(known))))
        for row in random.Random(seed).sample(known, count):
            references = tuple(joined(text) for text in row["references"])
            yield Article(row["id"], joined(row["article"]), references, row.get("title"), weight)


def opening(text: str, words: int) -> str:
    """Return the first sentences of an article, up to a number of words."""
    taken: list[str] = []
    for sentence in Document.from_text(text[:3_000], language="en").sentences:
        if sentence.words >= 6:
            taken.append(sentence.text)
        if sum(map(count_words, taken)) >= words:
            break
    return " ".join(taken)
