r"""Train the encoder: first to parse and embed, then also to score pairs.

    python -m training.encoder.train OUT --config training/encoder/parsing.toml
    python -m training.encoder.train OUT2 --config training/encoder/scoring.toml \
        --weights OUT --pairs FILE

The same data, seed and number of steps give the same batches in the same order. What is saved is
the moving average of the weights (Polyak & Juditsky 1992), so that a checkpoint at any step can be
used. bf16 on a GPU, and on a CPU that has it.
"""

import argparse
import os
import random
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import torch
from torch import Tensor, distributed, nn

from training.data import folder
from training.encoder.batches import (
    IGNORED,
    PairBatch,
    ParseBatch,
    groups,
    pair_batches,
    parse_batch,
    parse_batches,
)
from training.encoder.network import Labels, Network
from training.encoder.treebank import Sentence, read

ParseBatches = Iterator[ParseBatch]
PairBatches = Iterator[PairBatch]

WARMUP = 60  # steps
REPORT_EVERY = 50
SAVE_EVERY = 250
SYNCHRONIZE_EVERY = 20
TAUGHT = 2_500  # sentences of each process whose teacher's embeddings are asked for
AVERAGE = 0.998  # decay of the moving average of the weights
HEAD_RATE = 10  # times the encoder's learning rate


@dataclass(frozen=True, slots=True)
class Recipe:
    """What may be set in the configuration file."""

    steps: int = 4_000
    batch: int = 32  # sentences
    pairs: int = 0  # pairs of a batch; 0: none
    pair_share: float = 0.67  # of the steps, where there are pairs
    peak: float = 2e-4
    final: float = 0.2  # share of the peak that the learning rate falls to
    seed: int = 0
    device: str = "cpu"

    @classmethod
    def read(cls, path: Path) -> "Recipe":
        """Return the recipe of a TOML file; an unknown key is an error."""
        values = tomllib.loads(path.read_text())
        if unknown := values.keys() - {field.name for field in fields(cls)}:
            raise SystemExit(f"{path}: no such setting: {', '.join(sorted(unknown))}")
        return cls(**values)

    def rate(self, step: int) -> float:
        """Return the learning rate of a step: a ramp, then a line down to `final`."""
        fall = 1 - (1 - self.final) * min(1.0, step / self.steps)
        return self.peak * min(1.0, (step + 1) / WARMUP) * fall


def labels_of(sentences: list[Sentence]) -> Labels:
    """Return the labels that the treebank uses, sorted."""
    words = [word for sentence in sentences for word in sentence]
    return Labels(
        tuple(sorted({word.upos for word in words})),
        tuple(sorted({word.xpos for word in words})),
        tuple(sorted({word.relation for word in words})),
    )


@torch.no_grad()
def teach(sentences: list[Sentence], network: Network) -> Tensor:
    """Return the embeddings that all-MiniLM-L6-v2, not yet trained, gives the first sentences."""
    network.eval()
    taught = min(TAUGHT, len(sentences))
    order = sorted(range(taught), key=lambda i: len(sentences[i]))
    vectors = torch.zeros(len(sentences), 384)
    for group in groups(order, 64):
        batch = parse_batch([sentences[i] for i in group], network.labels)
        states = network.encode(batch.ids, batch.mask)
        vectors[list(group)] = network.embed(states, batch.mask)
    return vectors


def parse_losses(network: Network, batch: ParseBatch) -> dict[str, Tensor]:
    """Return the weighted losses of tags, arcs, labels and embeddings."""
    states = network.encode(batch.ids, batch.mask)
    syntax = network.syntax(states, batch.first)
    relations = network.relations(syntax, batch.heads.clamp(min=0))

    def cross(logits: Tensor, gold: Tensor) -> Tensor:
        return nn.functional.cross_entropy(
            logits.flatten(0, 1), gold.flatten(), ignore_index=IGNORED
        )

    losses = {
        "arcs": cross(syntax.arcs, batch.heads),
        "relations": cross(relations, batch.relations),
        "upos": 0.4 * cross(syntax.upos, batch.upos),
        "xpos": 0.3 * cross(syntax.xpos, batch.xpos),
    }
    if batch.teacher is not None:
        vectors = network.embed(states, batch.mask)
        taught = batch.teacher.abs().sum(-1) > 0
        distance = (1 - (vectors * batch.teacher).sum(-1)) * taught
        losses["embedding"] = 3 * distance.sum() / taught.sum().clamp(min=1)
    return losses


def pair_losses(network: Network, batch: PairBatch) -> dict[str, Tensor]:
    """Return the losses of the score of whole claims and of the faults of their words."""
    states = network.encode(batch.ids, batch.mask, batch.segments)
    support, faults = network.judge(states, batch.claim, batch.first)
    known = batch.faults != IGNORED
    words = nn.functional.binary_cross_entropy_with_logits(
        faults[known],
        batch.faults[known].float(),
        pos_weight=torch.tensor(3.0),  # one word in eight is at fault
    )
    return {
        "support": nn.functional.binary_cross_entropy_with_logits(support, batch.supported),
        "faults": 2 * words,
    }


@torch.no_grad()
def attachment(network: Network, sentences: list[Sentence]) -> str:
    """Return tag accuracy, UAS and LAS, all tokens counted, as one line."""
    network.eval()
    counts: Counter[str] = Counter()
    for group in groups(sorted(sentences, key=len), 64):
        batch = parse_batch(group, network.labels)
        syntax = network.syntax(network.encode(batch.ids, batch.mask), batch.first)
        heads = syntax.arcs.argmax(-1)
        relations = network.relations(syntax, heads).argmax(-1)
        words = batch.heads != IGNORED
        right = (heads == batch.heads) & words
        counts["words"] += int(words.sum())
        counts["UPOS"] += int(((syntax.upos.argmax(-1) == batch.upos) & words).sum())
        counts["XPOS"] += int(((syntax.xpos.argmax(-1) == batch.xpos) & words).sum())
        counts["UAS"] += int(right.sum())
        counts["LAS"] += int((right & (relations == batch.relations)).sum())
    network.train()
    words_ = counts.pop("words")
    return " ".join(f"{name} {count / words_:.4f}" for name, count in counts.items())


@dataclass(frozen=True, slots=True)
class Workers:
    """The processes that train together: this one's number, and how many there are."""

    rank: int
    size: int

    @classmethod
    def join(cls) -> "Workers":
        """Return this process's place, as `torch.distributed.run` tells it; alone without that."""
        size = int(os.environ.get("WORLD_SIZE", "1"))
        if size > 1:
            distributed.init_process_group("gloo")
        return cls(int(os.environ.get("RANK", "0")), size)

    @torch.no_grad()
    def synchronize(self, weights: list[Tensor]) -> None:
        """Average the weights of all processes."""
        if self.size > 1:
            flat = nn.utils.parameters_to_vector(weights)
            distributed.all_reduce(flat)
            nn.utils.vector_to_parameters(flat / self.size, weights)


class Average:
    """The moving average of the trained weights."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.live: list[Tensor] = [p for p in network.parameters() if p.requires_grad]
        self.mean = [p.detach().clone() for p in self.live]

    @torch.no_grad()
    def update(self, step: int) -> None:
        """Take in the weights after a step."""
        decay = min(AVERAGE, (step + 1) / (step + 10))
        torch._foreach_lerp_(self.mean, self.live, 1 - decay)

    @torch.no_grad()
    def swap(self) -> None:
        """Exchange the weights and their average."""
        for live, mean in zip(self.live, self.mean, strict=True):
            kept = live.detach().clone()
            live.copy_(mean)
            mean.copy_(kept)


def optimizer(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    """Return AdamW; heads learn `HEAD_RATE` times as fast as the encoder."""
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    return torch.optim.AdamW(
        [{"params": encoder, "scale": 1.0}, {"params": heads, "scale": HEAD_RATE}], lr=recipe.peak
    )


def save(network: Network, average: Average, path: Path) -> None:
    """Write the averaged weights, and the others to go on from."""
    average.swap()
    torch.save({"labels": asdict(network.labels), "weights": network.state_dict()}, path)
    average.swap()


def load(path: Path) -> Network:
    """Return a saved network."""
    saved = torch.load(path)
    network = Network(Labels(**{name: tuple(v) for name, v in saved["labels"].items()}))
    network.load_state_dict(saved["weights"])
    return network


def _report(step: int, losses: list[dict[str, float]], rate: float) -> None:
    names = dict.fromkeys(name for each in losses for name in each)
    values = {name: [each[name] for each in losses if name in each] for name in names}
    means = {name: sum(each) / len(each) for name, each in values.items()}
    text = " ".join(f"{name} {mean:.3f}" for name, mean in means.items())
    print(f"step {step} {rate:.0f} tokens/s {text}", flush=True)


def begin(recipe: Recipe, weights: Path | None, workers: Workers) -> tuple[Network, ParseBatches]:
    """Return the network to train, and this process's batches of the treebank."""
    torch.manual_seed(recipe.seed)
    sentences = read(folder() / "train/syntax_english.conllu.xz")
    network = Network(labels_of(sentences))
    random.Random(recipe.seed).shuffle(sentences)
    sentences = sentences[workers.rank :: workers.size]
    teacher = teach(sentences, network)
    print(f"{len(sentences)} sentences", flush=True)
    if weights:
        network = load(weights)
    seed = recipe.seed + workers.rank
    torch.manual_seed(seed)
    return network, parse_batches(sentences, teacher, network.labels, recipe.batch, seed)


def all_losses(
    network: Network, recipe: Recipe, batches: ParseBatches, scoring: PairBatches | None
) -> Iterator[tuple[dict[str, Tensor], int]]:
    """Yield the losses of one batch after another, of either task, and how many tokens it has."""
    rng = random.Random(recipe.seed)  # all processes do the same task at each step
    while True:
        if scoring and rng.random() < recipe.pair_share:
            pairs = next(scoring)
            yield pair_losses(network, pairs), pairs.ids.numel()
        else:
            batch = next(batches)
            yield parse_losses(network, batch), batch.ids.numel()


def train(recipe: Recipe, out: Path, weights: Path | None, pairs: Path | None) -> None:
    """Train for `recipe.steps` steps and save to `out`."""
    workers = Workers.join()
    network, batches = begin(recipe, weights, workers)
    scoring = _scoring(recipe, pairs, workers)
    average, adam = Average(network), optimizer(network, recipe)
    network.train()
    began, tokens, history = time.monotonic(), 0, []
    steps = all_losses(network, recipe, batches, scoring)
    for step in range(1, recipe.steps + 1):
        losses, size = next(steps)
        torch.stack([*losses.values()]).sum().backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(average.live, 1.0)
        for group in adam.param_groups:
            group["lr"] = recipe.rate(step - 1) * group["scale"]
        adam.step()
        adam.zero_grad()
        if step % SYNCHRONIZE_EVERY == 0:
            workers.synchronize(average.live)
        average.update(step - 1)
        tokens += size
        history.append({name: loss.item() for name, loss in losses.items()})
        if workers.rank == 0 and step % REPORT_EVERY == 0:
            _report(step, history[-REPORT_EVERY:], tokens / (time.monotonic() - began))
        if workers.rank == 0 and (step % SAVE_EVERY == 0 or step == recipe.steps):
            save(network, average, out)
            _evaluate(step, network, average)


def _scoring(recipe: Recipe, pairs: Path | None, workers: Workers) -> PairBatches | None:
    if pairs is None:
        return None
    share = slice(workers.rank, None, workers.size)
    return pair_batches(pairs, recipe.pairs, recipe.seed + workers.rank, share)


def _evaluate(step: int, network: Network, average: Average) -> None:
    development = read(folder() / "eval/syntax_english.conllu.xz")[:300]
    average.swap()
    print(f"step {step} {attachment(network, development)}", flush=True)
    average.swap()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--pairs", type=Path)
    options = parser.parse_args()
    train(Recipe.read(options.config), options.out, options.weights, options.pairs)


if __name__ == "__main__":
    main()
