"""Sentences of Universal Dependencies treebanks (CoNLL-U), as the parser learns them."""

import lzma
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Sentence", "Word", "read", "without_final_mark"]

# Subtypes that say who did what; all other subtypes are folded into their relation.
KEPT_SUBTYPES = {
    "nsubj:pass",
    "aux:pass",
    "csubj:pass",
    "acl:relcl",
    "nmod:poss",
    "obl:agent",
    "compound:prt",
    "obl:unmarked",
    "nmod:unmarked",
    "cc:preconj",
}

LONGEST = 70  # words


@dataclass(frozen=True, slots=True)
class Word:
    """A word, its part of speech (universal and Penn), its head (0: none) and its relation."""

    form: str
    upos: str
    xpos: str
    head: int
    relation: str


Sentence = tuple[Word, ...]


def _relation(label: str) -> str:
    return label if label in KEPT_SUBTYPES else label.split(":")[0]


def _word(columns: list[str]) -> Word:
    return Word(columns[1], columns[3], columns[4], int(columns[6]), _relation(columns[7]))


def _blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line.rstrip("\n"))
        elif block:
            yield block
            block = []
    if block:
        yield block


def read(path: Path) -> list[Sentence]:
    """Return the sentences of 2 to `LONGEST` words; ranges and empty nodes are left out."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        blocks = [
            tuple(_word(columns) for line in block if (columns := line.split("\t"))[0].isdigit())
            for block in _blocks(lines)
        ]
    return [sentence for sentence in blocks if 2 <= len(sentence) <= LONGEST]


def without_final_mark(sentence: Sentence, rng: random.Random, share: float = 0.1) -> Sentence:
    """Drop the final mark of a `share` of sentences, as headlines and claims do without it."""
    if sentence[-1].upos != "PUNCT" or len(sentence) < 3 or rng.random() >= share:
        return sentence
    if any(word.head == len(sentence) for word in sentence):
        return sentence
    return sentence[:-1]
