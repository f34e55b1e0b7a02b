"""A model run by transformers on torch: any architecture that AutoModelForSeq2SeqLM loads."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from importlib import import_module
from typing import Any

from summarize.errors import MissingExtraError, ModelError
from summarize.hub import Card, Found, card_of
from summarize.runtime.seam import Request, Settings, Written, batches

__all__ = ["OnTorch", "load_model", "load_tokenizer"]


class OnTorch:
    """Runs a model through `generate`.

    Args:
        found: the model, in transformers' form.
        settings: how it is run.

    Raises:
        MissingExtraError: torch or transformers is not installed.
        ModelError: it cannot be loaded.
    """

    def __init__(self, found: Found, settings: Settings) -> None:
        self._torch = libraries()[0]
        self._batch = settings.batch
        self._device = _device(self._torch, settings.device)
        self.tokenizer = load_tokenizer(found, settings)
        dtype = _dtype(self._torch, settings.dtype, self._device)
        self.model = load_model(found, dtype).to(self._device).eval()
        card = card_of(
            found.name, self.model.config, self.model.generation_config, self.tokenizer
        )
        if settings.target_language:
            card = replace(card, forced=_language(found, self.tokenizer, settings.target_language))
        self.card: Card = replace(card, beams=settings.beams or card.beams)

    @cached_property
    def room(self) -> int:
        """Tokens of a text it reads, without the prefix and the special ones."""
        return self.card.context - len(self.tokenizer(self.card.prefix, verbose=False)["input_ids"])

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without the special ones."""
        found = self.tokenizer([*texts], add_special_tokens=False, verbose=False)["input_ids"]
        return [len(ids) for ids in found]

    def write(self, requests: Sequence[Request]) -> list[Written]:
        """A summary for each request, in order."""
        written: dict[int, Written] = {}
        sizes = self.count([request.text for request in requests])
        for indices, asked in batches(requests, sizes, self._batch):
            texts = [self.card.prefix + requests[i].text for i in indices]
            written |= zip(indices, self._together(texts, asked), strict=True)
        return [written[i] for i in range(len(requests))]

    def _together(self, texts: list[str], asked: Request) -> list[Written]:
        given = self.tokenizer(texts, return_tensors="pt", padding=True).to(self._device)
        given.pop("token_type_ids", None)
        if self.card.architecture == "led":  # the first token sees and is seen by every other
            mask = self._torch.zeros_like(given["attention_mask"])
            mask[:, 0] = 1
            given["global_attention_mask"] = mask
        card = self.card
        with self._torch.inference_mode(), quiet():
            rows = self.model.generate(
                **given,
                do_sample=False,
                num_beams=card.beams,
                length_penalty=card.length_penalty,
                no_repeat_ngram_size=card.no_repeat or None,
                early_stopping=card.early if card.beams > 1 else False,
                forced_bos_token_id=card.forced,
                forced_eos_token_id=None,
                min_length=None,
                max_length=None,
                min_new_tokens=asked.least,
                max_new_tokens=asked.most,
            )
        return [self._written(row.tolist()) for row in rows]

    def _written(self, ids: list[int]) -> Written:
        special = set(self.tokenizer.all_special_ids)
        kept = tuple(i for i in ids if i not in special)
        text = self.tokenizer.decode(kept, clean_up_tokenization_spaces=False)
        return Written(text.strip(), kept)


def libraries() -> tuple[Any, Any]:
    """torch and transformers.

    Raises:
        MissingExtraError: one is not installed.
    """
    try:
        return import_module("torch"), import_module("transformers")
    except ModuleNotFoundError as error:
        raise MissingExtraError("a model that is not converted", "torch") from error


def load_tokenizer(found: Found, settings: Settings) -> Any:
    """The tokenizer of a model, for the languages given.

    Raises:
        ModelError: it cannot be loaded, or knows no such language.
    """
    _, transformers = libraries()
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(
            found.folder, trust_remote_code=False, local_files_only=True
        )
        if settings.source_language:
            _language(found, tokenizer, settings.source_language)
            tokenizer.src_lang = settings.source_language
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(found.name, f"has no tokenizer that can be loaded: {_said(error)}") from error
    return tokenizer


def load_model(found: Found, dtype: Any) -> Any:
    """The weights of a model, from safetensors alone.

    Raises:
        ModelError: they cannot be loaded, or are of no sequence-to-sequence model.
    """
    _, transformers = libraries()
    try:
        with quiet():
            return transformers.AutoModelForSeq2SeqLM.from_pretrained(
                found.folder,
                dtype=dtype,
                use_safetensors=True,
                trust_remote_code=False,
                local_files_only=True,
            )
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise ModelError(found.name, f"cannot be loaded: {_said(error)}") from error


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:200]


def _language(found: Found, tokenizer: Any, code: str) -> int:
    """The token of a language.

    Raises:
        ModelError: the model has none of that code.
    """
    known = tokenizer.get_vocab()
    if code not in known:
        codes = [token for token in tokenizer.all_special_tokens if "_" in token]
        listed = f": it knows {', '.join(codes)}" if codes else ""
        raise ModelError(found.name, f"has no language '{code}'{listed}")
    token: int = known[code]
    return token


def _device(torch: Any, given: str) -> str:
    if given != "auto":
        return given
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _dtype(torch: Any, given: str, device: str) -> Any:
    """The type of the weights: float32 on a processor, half of it where that is faster."""
    if given != "auto":
        return getattr(torch, given)
    if device.startswith("cuda"):
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    return torch.float16 if device == "mps" else torch.float32


@contextmanager
def quiet() -> Iterator[None]:
    """No progress bar and no advice on a person's terminal while weights load or a text is made."""
    talk = import_module("transformers.utils.logging")
    shown, level = talk.is_progress_bar_enabled(), talk.get_verbosity()
    talk.disable_progress_bar()
    talk.set_verbosity(logging.ERROR)
    try:
        yield
    finally:
        talk.set_verbosity(level)
        if shown:
            talk.enable_progress_bar()
