"""A converted model of the size of bart-base with random weights, to measure speed only.

What it writes means nothing. Its speed is that of a trained model which writes as many tokens:
at least as many as the length asks for, and it may stop anywhere after that.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from summarize.models.conversion import convert

__all__ = ["converted"]

SEED = 7
PIECES = 8_000  # at most; of so few texts nearly every word is one piece
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
BEAMS = 4  # as bart-large-cnn has


@contextmanager
def converted(texts: list[str]) -> Iterator[Path]:
    """Yield the folder of the int8 model, and delete it afterwards.

    Args:
        texts: what its vocabulary is of.
    """
    import torch
    from transformers.utils import logging

    logging.disable_progress_bar()
    torch.manual_seed(SEED)
    with TemporaryDirectory() as folder:
        source, out = Path(folder) / "source", Path(folder) / "converted"
        _model().save_pretrained(source)
        _tokenizer(texts).save_pretrained(source)
        yield convert(str(source), out).folder


def _model() -> Any:
    """BART, with the sizes that `BartConfig` has for bart-base."""
    from transformers import BartConfig, BartForConditionalGeneration

    config = BartConfig(
        vocab_size=50_265,
        d_model=768,
        encoder_layers=6,
        decoder_layers=6,
        encoder_attention_heads=12,
        decoder_attention_heads=12,
        encoder_ffn_dim=3_072,
        decoder_ffn_dim=3_072,
        max_position_embeddings=1_024,
    )
    model = BartForConditionalGeneration(config)
    model.generation_config.update(num_beams=BEAMS, no_repeat_ngram_size=3)
    return model


def _tokenizer(texts: list[str]) -> Any:
    """BART's kind: byte pairs."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers
    from transformers import RobertaTokenizer

    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(
        vocab_size=PIECES,
        special_tokens=SPECIAL,
        initial_alphabet=alphabet,
        show_progress=False,
    )
    made.train_from_iterator(texts, trainer)
    model = json.loads(made.to_str())["model"]
    merges = [(left, right) for left, right in model["merges"]]
    return RobertaTokenizer(vocab=model["vocab"], merges=merges, model_max_length=1_024)
