"""A model of the hub in CTranslate2's form: it then runs without torch, in a quarter of the memory.

Next to the weights stand `tokenizer.json`, set for the languages given, and the card
(`hub.CARD`) that says how the model is run.
"""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Literal, get_args

from summarize.errors import ModelError
from summarize.models.hub import CARD, Card, Found, converted_folder, find
from summarize.models.runtime import Settings, one_line
from summarize.models.torch_runtime import libraries, load, quiet

__all__ = ["QUANTIZATIONS", "Quantization", "convert"]

Quantization = Literal["int8", "int8_float16", "int16", "float16", "bfloat16", "float32"]
QUANTIZATIONS: tuple[str, ...] = get_args(Quantization)

# What CTranslate2's loaders ask of a configuration, and transformers 5 does not write any more.
PRE_NORM = {"normalize_before": True, "normalize_embedding": False}
BARTS = {"normalize_before": False, "normalize_embedding": True}
ASKED: Mapping[str, Callable[[Any], Mapping[str, bool]]] = {
    "bart": lambda config: BARTS,
    "mbart": lambda config: PRE_NORM | {"normalize_embedding": True},
    "mt5": lambda config: {"tie_word_embeddings": scaled(config)},
    "pegasus": lambda config: PRE_NORM,
    "t5": lambda config: {"tie_word_embeddings": scaled(config)},
    "umt5": lambda config: {"tie_word_embeddings": scaled(config)},
}


def scaled(config: Any) -> bool:
    """Whether a T5 scales its outputs, which CTranslate2 reads off another setting."""
    return bool(getattr(config, "scale_decoder_outputs", False))


def convert(
    name: str,
    out: Path | None = None,
    *,
    quantization: Quantization = "int8",
    revision: str | None = None,
    source_language: str = "",
    target_language: str = "",
) -> Found:
    """Convert a model that is on this machine; what was converted before is replaced.

    Args:
        name: a folder, or a name of the hub.
        out: where to; by default where `hub.find` looks for that name.
        quantization: of the weights.
        revision: of the hub.
        source_language: the model's code for it, for a model of several.
        target_language: likewise.

    Raises:
        ModelError: it is not here or cannot be loaded, or CTranslate2 has no such architecture.
        MissingExtraError: torch or transformers is not installed.
    """
    located = find(name, revision, converted=False)
    if located.form == "ctranslate2":
        raise ModelError(name, "is converted already: give its source")
    if out is None and Path(name).is_dir():
        raise ModelError(name, "is a folder: name another to write to, with --output")
    settings = Settings(
        device="cpu",
        dtype="float32",
        source_language=source_language,
        target_language=target_language,
    )
    model, tokenizer, card = load(located, settings)
    if card.architecture not in ASKED:
        why = f"cannot be converted: {card.architecture} is none of {', '.join(sorted(ASKED))}"
        raise ModelError(name, f"{why}; run it as it is: seq2seq:model={name},runtime=torch")
    place = (out or converted_folder(name)).absolute()
    if place.exists() and not (place / CARD).is_file():
        raise ModelError(name, f"cannot be written to {place}: something else is there")
    _replaced(place, model, tokenizer, replace(card, quantization=quantization))
    return Found(name, place, "ctranslate2")


def _replaced(place: Path, model: Any, tokenizer: Any, card: Card) -> None:
    """Write the model aside, then put it in the place of what was there."""
    place.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(mkdtemp(prefix=f".{place.name}.", dir=place.parent))
    try:
        _write(aside / "model", model, tokenizer, card)
        if place.exists():
            place.rename(aside / "before")
        (aside / "model").rename(place)
    finally:
        shutil.rmtree(aside)


def _write(folder: Path, model: Any, tokenizer: Any, card: Card) -> None:
    for key, value in ASKED[card.architecture](model.config).items():
        setattr(model.config, key, value)
    try:
        with quiet():
            _converter(model, tokenizer, card).convert(str(folder), quantization=card.quantization)
    except (RuntimeError, ValueError, KeyError, AttributeError) as error:
        raise ModelError(card.name, f"cannot be converted: {one_line(error)}") from error
    tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    card.write(folder)


def _converter(model: Any, tokenizer: Any, card: Card) -> Any:
    """CTranslate2's own converter, given what is loaded already."""
    libraries()
    from ctranslate2.converters import TransformersConverter

    rows = model.get_input_embeddings().num_embeddings

    class Loaded(TransformersConverter):  # type: ignore[misc]
        """Takes a model from memory."""

        def load_model(self, *arguments: Any, **options: Any) -> Any:
            return model

        def load_tokenizer(self, *arguments: Any, **options: Any) -> Any:
            return _named(tokenizer, rows)

        def _load(self) -> Any:
            spec = super()._load()
            spec.config.decoder_start_token = tokenizer.convert_ids_to_tokens(card.start)
            return spec

    return Loaded(str(model.name_or_path))


def _named(tokenizer: Any, rows: int) -> Any:
    """The tokenizer with a name for each row of the embeddings.

    CTranslate2 takes a token's row from its place among the names: where a vocabulary is padded to
    a round size, or has gaps, those after would move.
    """
    named = {number: token for token, number in tokenizer.get_vocab().items()}
    names = {named.get(row, f"<row {row}>"): row for row in range(max(rows, max(named) + 1))}
    tokenizer.get_vocab = names.copy
    return tokenizer
