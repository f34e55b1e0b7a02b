"""Batches of token ids for each task, in a seeded order, sentences of like length together."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor

from summarize.encoder.model import CLS, MOST_CLAIM, MOST_TOKENS, SEP, subwords
from summarize.encoder.words import Piece, split
from training.data import tokenizer
from training.encoder.network import Labels
from training.encoder.treebank import Sentence, without_final_mark

__all__ = [
    "IGNORED",
    "PairBatch",
    "ParseBatch",
    "groups",
    "padded",
    "pair_batches",
    "parse_batch",
    "parse_batches",
]

Item = TypeVar("Item")

IGNORED = -100
WINDOW = 16  # batches that are sorted by length together


@dataclass(frozen=True, slots=True)
class ParseBatch:
    """Tokens of sentences, and the gold analysis of their words."""

    ids: Tensor
    mask: Tensor
    first: Tensor
    heads: Tensor
    upos: Tensor
    xpos: Tensor
    relations: Tensor
    teacher: Tensor | None


def groups(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Yield slices of `size` items; the last may be shorter."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def padded(rows: Sequence[Sequence[int]], fill: int) -> Tensor:
    """Return rows of different lengths as one array."""
    width = max(map(len, rows))
    return torch.tensor([[*row, *[fill] * (width - len(row))] for row in rows])


def _index(labels: tuple[str, ...], names: Sequence[str]) -> list[int]:
    known = {label: at for at, label in enumerate(labels)}
    return [known.get(name, IGNORED) for name in names]


def parse_batch(
    sentences: Sequence[Sentence], labels: Labels, teacher: Tensor | None = None
) -> ParseBatch:
    """Return the arrays of sentences; words cut off by `MOST_TOKENS` are ignored."""
    ids, first = [], []
    for encoded in tokenizer().encode_batch(
        [[word.form for word in sentence] for sentence in sentences], is_pretokenized=True
    ):
        starts: dict[int, int] = {}
        for place, word in enumerate(encoded.word_ids[:MOST_TOKENS]):
            if word is not None:
                starts.setdefault(word, place)
        ids.append(encoded.ids[:MOST_TOKENS])
        first.append(starts)
    places = [
        [starts.get(i, -1) for i in range(len(sentence))]
        for sentence, starts in zip(sentences, first, strict=True)
    ]
    heads = [
        [w.head if at >= 0 else IGNORED for w, at in zip(s, places_of, strict=True)]
        for s, places_of in zip(sentences, places, strict=True)
    ]
    tokens = padded(ids, -1)
    return ParseBatch(
        ids=tokens.clamp(min=0),
        mask=(tokens >= 0).long(),
        first=padded(places, -1),
        heads=padded(heads, IGNORED),
        upos=padded([_index(labels.upos, [w.upos for w in s]) for s in sentences], IGNORED),
        xpos=padded([_index(labels.xpos, [w.xpos for w in s]) for s in sentences], IGNORED),
        relations=padded(
            [_index(labels.relations, [w.relation for w in s]) for s in sentences], IGNORED
        ),
        teacher=teacher,
    )


def parse_batches(
    sentences: Sequence[Sentence], teacher: Tensor, labels: Labels, size: int, seed: int
) -> Iterator[ParseBatch]:
    """Yield batches without end; each epoch in an order of its own."""
    rng = random.Random(seed)
    order = list(range(len(sentences)))
    while True:
        rng.shuffle(order)
        for start in range(0, len(order) - WINDOW * size + 1, WINDOW * size):
            window = sorted(order[start : start + WINDOW * size], key=lambda i: len(sentences[i]))
            groups = [window[i : i + size] for i in range(0, len(window), size)]
            rng.shuffle(groups)
            for group in groups:
                chosen = [without_final_mark(sentences[i], rng) for i in group]
                yield parse_batch(chosen, labels, teacher[group])


@dataclass(frozen=True, slots=True)
class PairBatch:
    """Claims, each followed by its evidence, and what of them is false."""

    ids: Tensor
    mask: Tensor
    segments: Tensor
    claim: Tensor
    first: Tensor
    supported: Tensor
    faults: Tensor


def _faults(words: Sequence[Piece], spans: list[list[int]] | None) -> list[int]:
    """1 for each word in a false span, else 0; unknown where the spans are."""
    if spans is None:
        return [IGNORED] * len(words)
    return [
        int(any(word.start < end and start < word.end for start, end in spans)) for word in words
    ]


def _encoded(pair: list[Any]) -> tuple[list[int], list[int], list[int], int, list[int]]:
    evidence, claim, supported, _, spans = pair
    words = split(claim)
    own, first = subwords(tokenizer(), words, MOST_CLAIM)
    other, _ = subwords(tokenizer(), split(evidence), MOST_TOKENS - 3 - len(own))
    ids = [CLS, *own, SEP, *other, SEP]
    segments = [0] * (len(own) + 2) + [1] * (len(other) + 1)
    places = [at + 1 if at >= 0 else -1 for at in first]
    return ids, segments, places, supported, _faults(words, spans)


def pair_batch(pairs: Sequence[list[Any]]) -> PairBatch:
    """Return the arrays of pairs as `training.encoder.claims` writes them."""
    ids, segments, first, supported, faults = zip(*map(_encoded, pairs), strict=True)
    tokens, places = padded(ids, -1), padded(first, -1)
    segment = padded(segments, 0)
    mask = (tokens >= 0).long()
    claim = mask * (1 - segment)
    claim[:, 0] = 0
    return PairBatch(
        ids=tokens.clamp(min=0),
        mask=mask,
        segments=segment,
        claim=claim,
        first=places,
        supported=torch.tensor(supported, dtype=torch.float32),
        faults=padded(faults, IGNORED).masked_fill(places < 0, IGNORED),
    )


def pair_batches(path: Path, size: int, seed: int, share: slice) -> Iterator[PairBatch]:
    """Yield batches of pairs without end; `share` is this process's part of them."""
    with path.open(encoding="utf-8") as lines:
        pairs = [json.loads(line) for line in lines][share]
    rng = random.Random(seed)
    while True:
        rng.shuffle(pairs)
        for window in groups(pairs, WINDOW * size):
            ordered = sorted(window, key=lambda pair: len(pair[0]) + len(pair[1]))
            batches = list(groups(ordered, size))
            rng.shuffle(batches)
            for batch in batches:
                yield pair_batch(batch)
