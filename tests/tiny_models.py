"""Sequence-to-sequence models of every family, small and untrained, and one that copies.

The tokenizers are trained on the samples, and everything is saved as transformers saves it.
"""

import json
import math
import shutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).parent.parent / "samples"
BARTS: dict[str, Any] = {
    "d_model": 32,
    "encoder_layers": 2,
    "decoder_layers": 2,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 4,
    "encoder_ffn_dim": 48,
    "decoder_ffn_dim": 48,
    "init_std": 0.4,
}
T5S: dict[str, Any] = {
    "d_model": 32,
    "d_kv": 8,
    "d_ff": 48,
    "num_layers": 2,
    "num_decoder_layers": 2,
    "num_heads": 4,
    "decoder_start_token_id": 0,
}


@cache
def lines() -> tuple[str, ...]:
    """The paragraphs of the samples."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt")))
    return tuple(line for text in texts for line in text.splitlines() if line.strip())


@cache
def pieces() -> tuple[tuple[str, float], ...]:
    """Word pieces with their log probabilities, as SentencePiece's unigram model has them."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.Unigram())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=400, special_tokens=["<unk>"], unk_token="<unk>", show_progress=False
    )
    tokenizer.train_from_iterator(lines(), trainer)
    weights = tokenizer.to_str()
    return tuple((piece, weight) for piece, weight in json.loads(weights)["model"]["vocab"][1:])


@cache
def byte_pairs() -> tuple[dict[str, int], list[tuple[str, str]]]:
    """BART's kind of vocabulary, and its merges."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=500,
        special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(lines(), trainer)
    made = json.loads(tokenizer.to_str())["model"]
    return made["vocab"], [(left, right) for left, right in made["merges"]]


def _roberta(limit: int) -> Any:
    from transformers import RobertaTokenizer

    vocabulary, merges = byte_pairs()
    return RobertaTokenizer(vocab=vocabulary, merges=merges, model_max_length=limit)


def _pegasus_tokenizer(limit: int) -> Any:
    from transformers import PegasusTokenizer

    head = [("<pad>", 0.0), ("</s>", 0.0), ("<mask_1>", 0.0), ("<mask_2>", 0.0)]
    head += [(f"<unk_{number}>", 0.0) for number in range(2, 103)] + [("<unk>", 0.0)]
    return PegasusTokenizer(vocab=[*head, *pieces()], model_max_length=limit)


def _t5_tokenizer(limit: int) -> Any:
    from transformers import T5Tokenizer

    head = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    return T5Tokenizer(vocab=[*head, *pieces()], extra_ids=4, model_max_length=limit)


def _mbart_tokenizer(limit: int) -> Any:
    from transformers import MBartTokenizer
    from transformers.models.mbart.tokenization_mbart import FAIRSEQ_LANGUAGE_CODES

    head = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    tail = [(code, 0.0) for code in FAIRSEQ_LANGUAGE_CODES] + [("<mask>", 0.0)]
    return MBartTokenizer(vocab=[*head, *pieces(), *tail], model_max_length=limit)


def _without_padding(model: Any) -> Any:
    """T5 begins with padding, and untrained would write what it begins with and nothing else."""
    model.shared.weight.data[0] = 0
    return model


def bart(context: int = 128) -> tuple[Any, Any]:
    """BART: byte pairs, learned positions, a forced first token."""
    from transformers import BartConfig, BartForConditionalGeneration

    tokenizer = _roberta(context)
    config = BartConfig(vocab_size=len(tokenizer), max_position_embeddings=context, **BARTS)
    model = BartForConditionalGeneration(config)
    model.generation_config.update(
        forced_bos_token_id=0,
        num_beams=3,
        length_penalty=2.0,
        no_repeat_ngram_size=3,
        early_stopping=True,
        min_length=10,
        max_length=40,
    )
    return model, tokenizer


def pegasus(context: int = 128) -> tuple[Any, Any]:
    """PEGASUS: sinusoids, normalization before each layer, a scaled embedding."""
    from transformers import PegasusConfig, PegasusForConditionalGeneration

    tokenizer = _pegasus_tokenizer(context)
    config = PegasusConfig(
        vocab_size=len(tokenizer), max_position_embeddings=context, scale_embedding=True, **BARTS
    )
    model = PegasusForConditionalGeneration(config)
    model.generation_config.update(num_beams=8, length_penalty=0.6, max_length=64)
    return model, tokenizer


def mbart(context: int = 128) -> tuple[Any, Any]:
    """mBART-50's way: begins with </s>, then the language is forced."""
    from transformers import MBartConfig, MBartForConditionalGeneration

    tokenizer = _mbart_tokenizer(context)
    config = MBartConfig(
        vocab_size=len(tokenizer),
        max_position_embeddings=context,
        scale_embedding=True,
        decoder_start_token_id=2,
        **BARTS,
    )
    model = MBartForConditionalGeneration(config)
    model.generation_config.forced_bos_token_id = tokenizer.convert_tokens_to_ids("en_XX")
    return model, tokenizer


def mbart_25(context: int = 128) -> tuple[Any, Any]:
    """mBART-25's way: begins with the language."""
    model, tokenizer = mbart(context)
    start = tokenizer.convert_tokens_to_ids("ro_RO")
    model.config.decoder_start_token_id = model.generation_config.decoder_start_token_id = start
    model.generation_config.forced_bos_token_id = None
    return model, tokenizer


def t5(context: int = 128) -> tuple[Any, Any]:
    """T5: relative positions, outputs scaled, a prefix."""
    from transformers import T5Config, T5ForConditionalGeneration

    tokenizer = _t5_tokenizer(context)
    task = {"prefix": "summarize: ", "num_beams": 3, "min_length": 5, "max_length": 30}
    config = T5Config(
        vocab_size=len(tokenizer), task_specific_params={"summarization": task}, **T5S
    )
    model = T5ForConditionalGeneration(config)
    model.generation_config.no_repeat_ngram_size = 3
    return _without_padding(model), tokenizer


def flan_t5(context: int = 128) -> tuple[Any, Any]:
    """T5 1.1 and Flan-T5: gated, the output layer its own and unscaled."""
    import torch
    from torch.nn import Parameter
    from transformers import T5Config, T5ForConditionalGeneration

    tokenizer = _t5_tokenizer(context)
    config = T5Config(
        vocab_size=len(tokenizer),
        feed_forward_proj="gated-gelu",
        tie_word_embeddings=False,
        **T5S,
    )
    model = T5ForConditionalGeneration(config)
    model.lm_head.weight = Parameter(torch.randn_like(model.lm_head.weight))
    return _without_padding(model), tokenizer


def mt5(context: int = 128) -> tuple[Any, Any]:
    """mT5: gated, many languages, no prefix."""
    from transformers import MT5Config, MT5ForConditionalGeneration

    tokenizer = _t5_tokenizer(context)
    config = MT5Config(vocab_size=len(tokenizer), feed_forward_proj="gated-gelu", **T5S)
    return _without_padding(MT5ForConditionalGeneration(config)), tokenizer


def led(context: int = 128) -> tuple[Any, Any]:
    """LED: windows of attention, and a first token that sees everything."""
    from transformers import LEDConfig, LEDForConditionalGeneration

    tokenizer = _roberta(context)
    config = LEDConfig(
        vocab_size=len(tokenizer),
        max_encoder_position_embeddings=context,
        max_decoder_position_embeddings=context,
        attention_window=16,
        **BARTS,
    )
    return LEDForConditionalGeneration(config), tokenizer


def long_t5(context: int = 128) -> tuple[Any, Any]:
    """LongT5: local attention and transient global tokens."""
    from transformers import LongT5Config, LongT5ForConditionalGeneration

    tokenizer = _t5_tokenizer(context)
    config = LongT5Config(
        vocab_size=len(tokenizer),
        local_radius=8,
        encoder_attention_type="transient-global",
        **T5S,
    )
    return _without_padding(LongT5ForConditionalGeneration(config)), tokenizer


def pegasus_x(context: int = 128) -> tuple[Any, Any]:
    """PEGASUS-X: blocks and global tokens."""
    from transformers import PegasusXConfig, PegasusXForConditionalGeneration

    tokenizer = _pegasus_tokenizer(context)
    config = PegasusXConfig(
        vocab_size=len(tokenizer),
        max_position_embeddings=context,
        num_global_tokens=4,
        block_size=8,
        **BARTS,
    )
    return PegasusXForConditionalGeneration(config), tokenizer


def copier(context: int = 128) -> tuple[Any, Any]:
    """A BART that learned in seconds to write what it reads, word for word, from the beginning.

    It starts where training would bring it late: attention from each place to the same place.
    """
    import torch
    from transformers import BartConfig, BartForConditionalGeneration

    torch.manual_seed(1)
    tokenizer = _roberta(context)
    size = {"d_model": 64, "encoder_layers": 1, "decoder_layers": 1, "dropout": 0.0}
    size |= {"encoder_attention_heads": 2, "decoder_attention_heads": 2}
    size |= {"encoder_ffn_dim": 16, "decoder_ffn_dim": 16}
    config = BartConfig(
        vocab_size=len(tokenizer), max_position_embeddings=context, init_std=0.05, **size
    )
    model = BartForConditionalGeneration(config)
    model.generation_config.forced_bos_token_id = 0
    _look_where_you_are(model, context)
    _learn_to_copy(model, tokenizer, context)
    return model.eval(), tokenizer


def _look_where_you_are(model: Any, context: int) -> None:
    """Sinusoids in one half of the width, words in the other, and cross-attention by the first."""
    import torch

    half = 32
    steps = torch.exp(torch.arange(0, half, 2) * (-math.log(500.0) / half))
    angles = torch.arange(context + 2)[:, None] * steps[None]
    places = torch.zeros(context + 2, 2 * half)
    places[:, 0:half:2], places[:, 1:half:2] = angles.sin(), angles.cos()
    by_place = torch.cat([3 * torch.eye(half), 3 * torch.eye(half)])
    by_place = torch.cat([by_place, torch.zeros(2 * half, half)], dim=1)
    attention = model.model.decoder.layers[0].encoder_attn
    with torch.no_grad():
        for part in (model.model.encoder, model.model.decoder):
            part.embed_positions.weight.copy_(places)
        for linear in (attention.q_proj, attention.k_proj):
            linear.weight.copy_(by_place)
        for linear in (attention.v_proj, attention.out_proj):
            linear.weight.copy_(torch.eye(2 * half))
        model.model.shared.weight[:, :half] *= 0.2
        model.model.shared.weight[:, half:] *= 4


def _learn_to_copy(model: Any, tokenizer: Any, context: int, steps: int = 80) -> None:
    import torch

    told = tokenizer([*lines()], add_special_tokens=False, verbose=False)["input_ids"]
    tokens = torch.tensor([token for line in told for token in line])
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    for _ in range(steps):
        size = int(torch.randint(20, context - 2, (1,)))
        starts = torch.randint(0, len(tokens) - size, (8,)).tolist()
        ends = torch.tensor([0]), torch.tensor([2])
        rows = [torch.cat([ends[0], tokens[at : at + size], ends[1]]) for at in starts]
        batch = torch.stack(rows)
        loss = model(input_ids=batch, labels=batch).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def save(folder: Path, make: Callable[..., tuple[Any, Any]], context: int = 128) -> Path:
    """A model and its tokenizer, in a folder, as transformers saves them."""
    import torch
    from transformers.utils import logging

    logging.disable_progress_bar()
    torch.manual_seed(7)
    model, tokenizer = make(context)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def in_cache(cache: Path, name: str, folder: Path, commit: str = "c0ffee" * 6 + "c0de") -> Path:
    """A model laid into the hub's cache as its library lays it."""
    from huggingface_hub.file_download import repo_folder_name

    place: Path = cache / repo_folder_name(repo_id=name, repo_type="model")
    snapshot = place / "snapshots" / commit
    (place / "refs").mkdir(parents=True)
    (place / "refs" / "main").write_text(commit, encoding="utf-8")
    (place / "blobs").mkdir()
    snapshot.mkdir(parents=True)
    for number, file in enumerate(sorted(folder.iterdir())):
        blob = place / "blobs" / f"{number:040x}"
        shutil.copy(file, blob)
        (snapshot / file.name).symlink_to(blob)
    return snapshot


CONVERTIBLE: Mapping[str, Callable[..., tuple[Any, Any]]] = {
    "bart": bart,
    "pegasus": pegasus,
    "t5": t5,
    "flan-t5": flan_t5,
    "mt5": mt5,
    "mbart": mbart,
    "mbart-25": mbart_25,
}
TORCH_ONLY: Mapping[str, Callable[..., tuple[Any, Any]]] = {
    "led": led,
    "longt5": long_t5,
    "pegasus-x": pegasus_x,
}
FAMILIES = {**CONVERTIBLE, **TORCH_ONLY}
