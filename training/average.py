"""Average two models of the same shape.

    python -m training.average BEFORE AFTER SHARE OUT

What a finish gains on its own data it loses a little of elsewhere; between the weights of before
and after lies most of both (Wortsman et al., "Robust fine-tuning of zero-shot models", CVPR 2022).
"""

import argparse
from pathlib import Path

import torch
from transformers import BartForConditionalGeneration

__all__ = ["average"]


def average(
    before: BartForConditionalGeneration, after: BartForConditionalGeneration, share: float
) -> BartForConditionalGeneration:
    """Move the weights of `after` towards those of `before`, in place.

    Args:
        before: gives 1 - `share` of each weight.
        after: gives `share` of it.
        share: 0 to 1.

    Raises:
        ValueError: the share is none, or the models are not of one shape.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is no share: give 0 to 1")
    theirs = dict(before.named_parameters())
    with torch.no_grad():
        for name, weight in after.named_parameters():  # the embeddings once, whoever shares them
            if name not in theirs or theirs[name].shape != weight.shape:
                raise ValueError(f"{name}: the models are not of one shape")
            weight.copy_(torch.lerp(theirs[name].float(), weight.float(), share))
    return after


def main() -> None:
    """Read both models, and write the one between them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("share", type=float, help="of AFTER, 0 to 1")
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    load = BartForConditionalGeneration.from_pretrained
    average(load(given.before), load(given.after), given.share).save_pretrained(given.out)


if __name__ == "__main__":
    main()
