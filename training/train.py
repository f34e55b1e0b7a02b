"""Train the warm-started model to shorten sentences.

    python -m training.train PAIRS.npz OUT [--config training/cpu.toml] [--start MODEL] [--resume]

The output layer is held to the batch's own candidates, source tokens, targets and function words,
as decoding will be: the model never learns to choose a word it may not use, and the dearest layer
costs a twentieth. Adam with a flat learning rate that falls to nothing over the last fifth, so that
more steps can be asked of a run that was stopped. The same arrays and configuration give the same
batches in the same order.
"""

import argparse
import json
import time
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import BartForConditionalGeneration

from training.data import tokenizer
from training.vocabulary import ALWAYS
from training.warm_start import warm_start

IGNORED = -100
SAVE_EVERY = 250
REPORT_EVERY = 50


@dataclass(frozen=True)
class Recipe:
    """The settings of the configuration file."""

    steps: int = 7_000
    batch: int = 64
    decoder_from: tuple[int, ...] = (0, 2, 5)
    peak: float = 6e-4
    encoder_scale: float = 0.2  # of the learning rate: the encoder can read already
    warmup: int = 200
    cooldown: float = 0.25  # of the steps
    smoothing: float = 0.05
    dropout: float = 0.0
    seed: int = 0
    device: str = "cpu"

    @classmethod
    def read(cls, path: Path | None) -> "Recipe":
        """Return the recipe in a TOML file; an unknown key is an error."""
        given: dict[str, Any] = tomllib.loads(path.read_text()) if path else {}
        unknown = given.keys() - {field.name for field in fields(cls)}
        if unknown:
            raise SystemExit(f"{path}: no such setting: {', '.join(sorted(unknown))}")
        values: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in given.items()
        }
        return cls(**values)

    def rate(self, step: int) -> float:
        """Return the learning rate of a step: linear warm-up, constant, linear decay to 0."""
        slope = (self.steps - step) / (self.cooldown * self.steps)
        return self.peak * max(0.0, min(1.0, step / self.warmup, slope))


class Pairs:
    """The arrays of `prepare`, in batches of similar length."""

    def __init__(self, path: Path, recipe: Recipe) -> None:
        stored = np.load(path)
        self.tokens, self.ends = stored["tokens"].astype(np.int64), stored["ends"]
        self.recipe = recipe
        self.always = np.array(sorted(tokenizer().get_vocab()[token] for token in ALWAYS))

    def batches(self) -> Iterator[tuple[torch.Tensor, ...]]:
        """Yield shuffled batches, epoch by epoch; pools of forty batches are sorted by length."""
        rng = np.random.default_rng(self.recipe.seed)
        size, count = self.recipe.batch, (len(self.ends) - 1) // 2
        while True:
            order = rng.permutation(count)
            for start in range(0, count - 40 * size + 1, 40 * size):
                pool = order[start : start + 40 * size]
                lengths = self.ends[2 * pool + 1] - self.ends[2 * pool]
                pool = pool[np.argsort(lengths, kind="stable")]
                for at in rng.permutation(40):
                    yield self._batch(pool[at * size : (at + 1) * size])

    def _batch(self, indices: np.ndarray) -> tuple[torch.Tensor, ...]:
        """Source, decoder input, target as an index of the candidates, and the candidates."""
        source = self._padded(2 * indices)
        target = self._padded(2 * indices + 1)
        candidates, flat = np.unique(
            np.concatenate([self.always, source.ravel(), target.ravel()]), return_inverse=True
        )
        labels = np.where(target == 0, IGNORED, flat[-target.size :].reshape(target.shape))
        given = np.concatenate([np.full((len(indices), 1), 101), target[:, :-1]], axis=1)
        return tuple(map(torch.from_numpy, (source, given, labels, candidates)))

    def _padded(self, places: np.ndarray) -> np.ndarray:
        sequences = [self.tokens[self.ends[i] : self.ends[i + 1]] for i in places]
        out = np.zeros((len(sequences), max(map(len, sequences))), dtype=np.int64)
        for row, sequence in zip(out, sequences, strict=True):
            row[: len(sequence)] = sequence
        return out


def loss_of(
    model: BartForConditionalGeneration, batch: tuple[torch.Tensor, ...], recipe: Recipe
) -> torch.Tensor:
    """Cross-entropy over the batch's candidates, label-smoothed."""
    source, given, labels, candidates = (tensor.to(recipe.device) for tensor in batch)
    keep = labels != IGNORED
    with torch.autocast(recipe.device, dtype=torch.bfloat16):
        hidden = model.model(
            input_ids=source, attention_mask=(source != 0).long(), decoder_input_ids=given
        ).last_hidden_state
        logits = hidden[keep] @ model.model.shared.weight[candidates].T.to(hidden.dtype)
    return torch.nn.functional.cross_entropy(
        logits.float(), labels[keep], label_smoothing=recipe.smoothing
    )


class Run:
    """A model in training, with its optimizer and step."""

    def __init__(
        self, recipe: Recipe, out: Path, *, start: Path | None = None, resume: bool = False
    ) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe, self.out, self.step = recipe, out, 0
        if begun := out if resume else start:
            self.model = BartForConditionalGeneration.from_pretrained(begun)
        else:
            self.model = warm_start(recipe.decoder_from)
        self.model.train().to(recipe.device)
        # The default attention takes half the time of a step in its backward pass on a CPU.
        self.model.set_attn_implementation("eager" if recipe.device == "cpu" else "sdpa")
        for module in self.model.modules():
            if hasattr(module, "dropout"):
                module.dropout = recipe.dropout
        named = list(self.model.named_parameters())
        groups = [
            {"params": [p for n, p in named if "decoder" in n], "scale": 1.0},
            {"params": [p for n, p in named if "decoder" not in n], "scale": recipe.encoder_scale},
        ]
        self.optimizer = torch.optim.AdamW(
            groups, lr=recipe.peak, betas=(0.9, 0.98), weight_decay=0.01, fused=True
        )
        if resume:
            state = torch.load(out / "optimizer.pt", weights_only=True)
            self.step = state["step"]
            self.optimizer.load_state_dict(state["optimizer"])

    def take(self, batch: tuple[torch.Tensor, ...]) -> float:
        """Run one step and return its loss."""
        self.step += 1
        for group in self.optimizer.param_groups:
            group["lr"] = self.recipe.rate(self.step) * group["scale"]
        loss = loss_of(self.model, batch, self.recipe)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        return loss.item()

    def save(self) -> None:
        """Return the weights, the optimizer and the step, for `--resume`."""
        self.model.save_pretrained(self.out)
        state = {"step": self.step, "optimizer": self.optimizer.state_dict()}
        torch.save(state, self.out / "optimizer.pt")


def train(pairs: Pairs, run: Run) -> None:
    """Train to the last step, printing progress."""
    began, tokens, average = time.time(), 0, None
    for index, batch in enumerate(pairs.batches()):
        if index < run.step:
            continue  # a resumed run takes up the same order where it left off
        if run.step >= run.recipe.steps:
            break
        loss = run.take(batch)
        tokens += int((batch[0] != 0).sum() + (batch[2] != IGNORED).sum())
        average = loss if average is None else 0.98 * average + 0.02 * loss
        if run.step % REPORT_EVERY == 0:
            rate = tokens / (time.time() - began)
            print(
                json.dumps({"step": run.step, "loss": round(average, 4), "tokens/s": round(rate)}),
                flush=True,
            )
        if run.step % SAVE_EVERY == 0:
            run.save()
    run.save()


def main() -> None:
    """Read the recipe and the arrays, and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--config", type=Path)
    parser.add_argument("--steps", type=int, help="instead of the configuration's")
    parser.add_argument("--start", type=Path, help="a model to go on from, not the warm start")
    parser.add_argument("--resume", action="store_true", help="from OUT's last checkpoint")
    given = parser.parse_args()
    recipe = Recipe.read(given.config)
    recipe = Recipe(**asdict(recipe) | ({"steps": given.steps} if given.steps else {}))
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "recipe.json").write_text(json.dumps(asdict(recipe), indent=2))
    train(
        Pairs(given.pairs, recipe), Run(recipe, given.out, start=given.start, resume=given.resume)
    )


if __name__ == "__main__":
    main()
