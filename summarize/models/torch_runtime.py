"""A model run by transformers on torch: any architecture that AutoModelForSeq2SeqLM loads."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from importlib import import_module
from typing import Any

from summarize.errors import MissingExtraError, ModelError
from summarize.models.hub import Card, Found, card_of
from summarize.models.runtime import Request, Settings, Written, batches, check_room, one_line

__all__ = ["OnTorch", "describe", "load", "quiet"]

# What transformers raises where files are missing or not what their configuration says.
UNLOADABLE = (OSError, ValueError, KeyError, RuntimeError, ImportError, AttributeError)


class OnTorch:
    """Runs a model through `generate`.

    Args:
        found: the model, in transformers' form.
        settings: how it is run.

    Raises:
        MissingExtraError: torch or transformers is not installed.
        ModelError: it cannot be loaded, or not as the settings want it.
    """

    def __init__(self, located: Found, settings: Settings) -> None:
        model, self._tokenizer, card = load(located, settings)
        self._device = _device(libraries()[0], settings.device)
        try:
            self._model = model.to(self._device).eval()
        except (RuntimeError, AssertionError, NotImplementedError) as error:
            why = f"cannot run on '{settings.device}': {one_line(error)}"
            raise ModelError(located.name, why) from error
        self.card: Card = replace(card, beams=settings.beams or card.beams)
        self._batch = settings.batch
        check_room(self)

    @cached_property
    def room(self) -> int:
        """Tokens of a text it reads, without the prefix and the special ones."""
        return self.card.context - len(self._ids([self.card.prefix])[0])

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without the special ones."""
        return [*map(len, self._ids(texts, add_special_tokens=False))]

    def _ids(self, texts: Sequence[str], **options: bool) -> list[list[int]]:
        if not texts:
            return []
        ids: list[list[int]] = self._tokenizer([*texts], verbose=False, **options)["input_ids"]
        return ids

    def write(self, requests: Sequence[Request]) -> list[Written]:
        """A summary for each request, in order."""
        written: dict[int, Written] = {}
        sizes = self.count([request.text for request in requests])
        for indices, asked in batches(requests, sizes, self._batch):
            texts = [self.card.prefix + requests[i].text for i in indices]
            written |= zip(indices, self._together(texts, asked), strict=True)
        return [written[i] for i in range(len(requests))]

    def _together(self, texts: list[str], asked: Request) -> list[Written]:
        torch = libraries()[0]
        inputs = self._tokenizer(texts, return_tensors="pt", padding=True).to(self._device)
        inputs.pop("token_type_ids", None)
        if self.card.architecture == "led":  # the first token sees and is seen by every other
            inputs["global_attention_mask"] = torch.zeros_like(inputs["attention_mask"])
            inputs["global_attention_mask"][:, 0] = 1
        with torch.inference_mode(), quiet():
            rows = self._model.generate(**inputs, **_search(self.card, asked))
        return [self._written(row.tolist()) for row in rows]

    def _written(self, ids: list[int]) -> Written:
        special = set(self._tokenizer.all_special_ids)
        shown = tuple(i for i in ids if i not in special)
        text = self._tokenizer.decode(shown, clean_up_tokenization_spaces=False)
        return Written(text.strip(), shown)


def _search(card: Card, asked: Request) -> dict[str, Any]:
    """How `generate` searches: as the card says, and so long as was asked.

    What a rule forbids is taken out before probabilities are formed, as CTranslate2 does it:
    otherwise the scores of beams that met the rule are those of no distribution.
    """
    several = {"length_penalty": card.length_penalty, "early_stopping": card.early}
    return {
        "do_sample": False,
        "renormalize_logits": True,
        "num_beams": card.beams,
        **(several if card.beams > 1 else {"length_penalty": None, "early_stopping": None}),
        "no_repeat_ngram_size": card.no_repeat or None,
        "repetition_penalty": card.repetition,
        "decoder_start_token_id": card.start,
        "forced_bos_token_id": card.forced,
        "forced_eos_token_id": None,
        "min_length": None,
        "max_length": None,
        "min_new_tokens": asked.least,
        "max_new_tokens": asked.most,
    }


def libraries() -> tuple[Any, Any]:
    """The modules of torch and transformers.

    Raises:
        MissingExtraError: one is not installed.
    """
    try:
        return import_module("torch"), import_module("transformers")
    except ModuleNotFoundError as error:
        raise MissingExtraError("a model that is not converted", "torch") from error


def describe(model: Found) -> Card:
    """The card of a model whose weights are not loaded.

    Raises:
        MissingExtraError: torch or transformers is not installed.
        ModelError: its files cannot be read.
    """
    transformers = libraries()[1]
    try:
        config = transformers.AutoConfig.from_pretrained(model.folder, trust_remote_code=False)
        said = [p.name for p in model.folder.glob("generation_config.json")] or ["config.json"]
        generation = transformers.GenerationConfig.from_pretrained(model.folder, said[0])
    except UNLOADABLE as error:
        raise ModelError(model.name, f"cannot be loaded: {one_line(error)}") from error
    return card_of(model, config, generation, _tokenizer(model))


def load(located: Found, settings: Settings) -> tuple[Any, Any, Card]:
    """A model's weights, from safetensors alone, its tokenizer and its card, for the languages.

    Raises:
        MissingExtraError: torch or transformers is not installed.
        ModelError: they cannot be loaded, are of no sequence-to-sequence model, or know no such
            language.
    """
    torch, transformers = libraries()
    tokenizer = _tokenizer(located)
    if settings.source_language:
        _language(located, tokenizer, settings.source_language)
        tokenizer.src_lang = settings.source_language
    try:
        with quiet():
            model = transformers.AutoModelForSeq2SeqLM.from_pretrained(
                located.folder,
                dtype=_dtype(torch, settings, located),
                use_safetensors=True,
                trust_remote_code=False,
                local_files_only=True,
            )
    except UNLOADABLE as error:
        raise ModelError(located.name, f"cannot be loaded: {one_line(error)}") from error
    card = card_of(located, model.config, model.generation_config, tokenizer)
    if settings.target_language:
        card = _towards(card, _language(located, tokenizer, settings.target_language), tokenizer)
    return model, tokenizer, card


def _tokenizer(model: Found) -> Any:
    """The tokenizer of a model.

    Raises:
        ModelError: it cannot be loaded.
    """
    try:
        with quiet():
            return libraries()[1].AutoTokenizer.from_pretrained(
                model.folder, trust_remote_code=False, local_files_only=True
            )
    except UNLOADABLE as error:
        raise ModelError(model.name, f"has no tokenizer that loads: {one_line(error)}") from error


def _languages(tokenizer: Any) -> dict[str, int]:
    """The languages of a model of several, by their codes, and the token of each."""
    if not hasattr(tokenizer, "src_lang"):
        return {}
    ids = dict(zip(tokenizer.all_special_tokens, tokenizer.all_special_ids, strict=True))
    return {code: number for code, number in ids.items() if "_" in code}


def _language(model: Found, tokenizer: Any, code: str) -> int:
    """The token of a language.

    Raises:
        ModelError: the model has none of that code.
    """
    known = _languages(tokenizer)
    if code not in known:
        listed = f"it knows {', '.join(sorted(known))}" if known else "it knows none by a code"
        raise ModelError(model.name, f"has no language '{code}': {listed}")
    return known[code]


def _towards(card: Card, language: int, tokenizer: Any) -> Card:
    """The card of a model that is to write a language: mBART-25 begins with it, others force it."""
    if card.forced is None and card.start in _languages(tokenizer).values():
        return replace(card, start=language)
    return replace(card, forced=language)


def _device(torch: Any, name: str) -> str:
    if name != "auto":
        return name
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _dtype(torch: Any, settings: Settings, model: Found) -> Any:
    """The type of the weights: bfloat16 where a GPU has it, else float32.

    Never float16 of itself: T5, mT5, LongT5 and PEGASUS were trained in bfloat16 and overflow it.
    """
    if settings.dtype == "int8":
        raise ModelError(model.name, f"has no int8: summarize models convert {model.name}")
    if settings.dtype != "auto":
        return getattr(torch, settings.dtype)
    fast = _device(torch, settings.device).startswith("cuda") and torch.cuda.is_bf16_supported()
    return torch.bfloat16 if fast else torch.float32


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
