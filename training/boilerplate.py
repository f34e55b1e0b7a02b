"""Train the two classifiers that find the article on a page: in HTML, and in flat text.

    python -m training.boilerplate [--data DIR] [--seed 0]   # or SUMMARIZE_DATA=DIR

It wants `torch` beside the package. DIR holds `eval/pages.jsonl.xz` (`html`, `flat`, gold `text`)
and `train/news_articles.jsonl.xz`. Of the pages only the half whose id hashes to an even number is
read; `benchmarks/extraction.py` reports the other half by itself. For the flat text, the
boilerplate of those pages is also put around articles of the news, and articles stand alone, so
that the place and the length of an article are not learned by heart. Weights go where the package
reads them.
"""

import argparse
import json
import lzma
import os
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import torch

from summarize import language
from summarize.cleaning.body import body_features
from summarize.cleaning.classify import rule_of
from summarize.cleaning.lines import Line
from summarize.evaluation.data.detokenise import detokenise
from summarize.language.detection import detect
from summarize.reading.html import parse
from summarize.reading.html.article import agreement_with, second_opinion
from summarize.reading.html.blocks import page_blocks
from summarize.reading.html.features import block_features

Array = npt.NDArray[np.float32]

HIDDEN = 32
NETWORKS = 2  # that are averaged: side by side they are one, twice as wide
EPOCHS = 25
BATCH = 1024
DROPOUT = 0.5
WEIGHT_DECAY = 0.3
LEARNING_RATE = 3e-3
CLIP = 5.0
GRAM = 3
CHANGE = {"html": 0.5, "flat": 1.0}  # logits; the flat text takes the best run instead
DRESSED = 2  # articles put into the boilerplate of each page
ALONE = 50  # articles without any boilerplate
PACKAGE = Path(__file__).parents[1] / "summarize"
FILES = {"html": PACKAGE / "reading/html/article.npz", "flat": PACKAGE / "cleaning/body.npz"}

_WORD = re.compile(r"\w+")


class Example(NamedTuple):
    """The lines of a page: their features, whether they are the article, how much each counts."""

    features: Array
    labels: Array
    weights: Array


def is_training_half(page_id: str) -> bool:
    """Return whether a page is training data: its id hashes to an even number."""
    return int(sha256(page_id.encode()).hexdigest(), 16) % 2 == 0


def labels_of(lines: Sequence[str], gold: str) -> Array:
    """The share of each line's sequences of three words that the gold text has too."""
    said = _words(gold)
    grams = set(zip(*(said[i:] for i in range(GRAM)), strict=False))
    whole = {tuple(_words(line)) for line in gold.split("\n")}
    shares = []
    for line in lines:
        own = _words(line)
        if len(own) <= GRAM:
            shares.append(float(bool(own) and tuple(own) in whole))
            continue
        runs = list(zip(*(own[i:] for i in range(GRAM)), strict=False))
        shares.append(sum(run in grams for run in runs) / len(runs))
    return np.array(shares, np.float32)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def html_example(page: dict[str, Any]) -> Example | None:
    """Return the blocks of an HTML page."""
    tree = parse(page["html"].encode("latin-1"), page["id"]).tree
    if tree is None or not (blocks := page_blocks(tree)):
        return None
    title = " ".join((tree.findtext(".//title") or "").split())
    agreement = agreement_with(second_opinion(tree), blocks)
    lines = [block.text for block in blocks]
    features = block_features(blocks, agreement, title.casefold())
    return Example(features, labels_of(lines, page["text"]), _weights(lines))


def flat_example(lines: Sequence[str], labels: Array, code: str) -> Example:
    """Return the lines of a page as text."""
    known = [_is_known(line) for line in lines]
    features = body_features(lines, known, language.stop_words(code))
    return Example(features, labels, _weights(lines))


@cache
def _is_known(line: str) -> bool:
    return rule_of(Line.of(line)) is not None


def _weights(lines: Sequence[str]) -> Array:
    """The square root of the words, so that a page counts as much as another."""
    roots = np.sqrt([len(_words(line)) + 1.0 for line in lines])
    return np.asarray(roots / roots.sum(), np.float32)


def flat_examples(
    pages: Sequence[dict[str, Any]], articles: Iterator[list[str]], rng: random.Random
) -> Iterator[Example]:
    """Yield real pages, articles in the boilerplate of other pages, and plain articles."""
    for page in pages:
        lines = [line.strip() for line in page["flat"].split("\n") if line.strip()]
        labels = labels_of(lines, page["text"])
        yield flat_example(lines, labels, detect(page["text"]))
        for _ in range(DRESSED):
            dressed, marks = _dressed(lines, labels, next(articles), rng)
            yield flat_example(dressed, marks, "en")
    for _ in range(ALONE):
        title, *article = next(articles)
        example = flat_example([title, *article], np.array([0.0, *[1.0] * len(article)]), "en")
        example.weights[0] = 0.0
        yield example


def _dressed(
    lines: Sequence[str], labels: Array, article: list[str], rng: random.Random
) -> tuple[list[str], Array]:
    """Return a page with its article replaced by another one, without some paragraphs."""
    title, *paragraphs = article
    paragraphs = paragraphs[: rng.choice([2, 4, 8, 16, 40])]
    kept = np.flatnonzero(labels >= 0.5)
    start, stop = (int(kept[0]), int(kept[-1])) if len(kept) else (len(lines), len(lines))
    above = [(line, 0.0) for line in lines[:start]]
    inside = [(line, 0.0) for line in np.array(lines, object)[start:stop][labels[start:stop] < 0.5]]
    below = [(line, 0.0) for line in lines[stop + 1 :]]
    if rng.random() < 0.4:
        above = above[rng.randrange(len(above) + 1) :]
    if rng.random() < 0.4:
        below = below[: rng.randrange(len(below) + 1)]
    body = [(paragraph, 1.0) for paragraph in paragraphs]
    for box in inside[: 2 * len(body)]:
        body.insert(rng.randrange(1, len(body) + 1), box)
    made = [*above, *([(title, 0.0)] if rng.random() < 0.7 else []), *body, *below]
    return [line for line, _ in made], np.array([mark for _, mark in made], np.float32)


def news(folder: Path, rng: random.Random) -> Iterator[list[str]]:
    """Articles of the news: the title, then the paragraphs."""
    with lzma.open(folder / "train/news_articles.jsonl.xz", "rt", encoding="utf-8") as file:
        for row in file:
            if rng.random() < 0.9:
                continue
            article = json.loads(row)
            text = detokenise(article["article"])
            paragraphs = [line.strip() for line in text.split("\n") if len(line.split()) > 3]
            if len(paragraphs) > 1 and article["title"]:
                yield [article["title"], *paragraphs]


def train(examples: Sequence[Example], name: str, seed: int) -> dict[str, Array]:
    """The weights of the averaged networks, as `LineModel` reads them."""
    features = torch.tensor(np.concatenate([e.features for e in examples]))
    labels = torch.tensor(np.concatenate([e.labels for e in examples]) >= 0.5).float()
    weights = torch.tensor(np.concatenate([e.weights for e in examples])).float()
    mean, deviation = features.mean(0), features.std(0) + 1e-3
    inputs = ((features - mean) / deviation).clamp(-CLIP, CLIP)
    networks = [
        _network(inputs, labels, weights / weights.mean(), seed + i) for i in range(NETWORKS)
    ]
    first, last = zip(*networks, strict=True)
    found = {
        "mean": mean,
        "scale": 1 / deviation,
        "hidden": torch.cat([layer.weight.T for layer in first], dim=1),
        "hidden_bias": torch.cat([layer.bias for layer in first]),
        "output": torch.cat([layer.weight[0] for layer in last]) / NETWORKS,
        "output_bias": torch.cat([layer.bias for layer in last]).mean(),
        "change": torch.full((2,), CHANGE[name]),
    }
    return {key: value.detach().numpy() for key, value in found.items()}


def _network(
    inputs: torch.Tensor, labels: torch.Tensor, weights: torch.Tensor, seed: int
) -> tuple[torch.nn.Linear, torch.nn.Linear]:
    torch.manual_seed(seed)
    first, last = torch.nn.Linear(inputs.shape[1], HIDDEN), torch.nn.Linear(HIDDEN, 1)
    network = torch.nn.Sequential(first, torch.nn.ReLU(), torch.nn.Dropout(DROPOUT), last)
    optimizer = torch.optim.AdamW(network.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    steps = EPOCHS * (len(inputs) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, LEARNING_RATE, total_steps=steps)
    loss_of = torch.nn.BCEWithLogitsLoss(reduction="none")
    for _ in range(EPOCHS):
        for rows in torch.split(torch.randperm(len(inputs)), BATCH):
            loss = (loss_of(network(inputs[rows])[:, 0], labels[rows]) * weights[rows]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return first, last


def main() -> None:
    """Train one or both classifiers and write their weights."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("SUMMARIZE_DATA"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=sorted(FILES))
    options = parser.parse_args()
    torch.set_num_threads(1)
    rng = random.Random(options.seed)
    with lzma.open(options.data / "eval/pages.jsonl.xz", "rt", encoding="utf-8") as file:
        pages = [page for page in map(json.loads, file) if is_training_half(page["id"])]
    for name in [options.only] if options.only else sorted(FILES):
        if name == "html":
            examples = [e for page in pages if (e := html_example(page))]
        else:
            examples = list(flat_examples(pages, news(options.data, rng), rng))
        weights = train(examples, name, options.seed)
        halved: dict[str, Any] = {key: value.astype(np.float16) for key, value in weights.items()}
        np.savez_compressed(FILES[name], **halved)
        lines = Counter(bool(x >= 0.5) for e in examples for x in e.labels)
        print(
            f"{name}: {len(examples)} pages, {lines[True]} lines of article, {lines[False]} others"
        )


if __name__ == "__main__":
    main()
