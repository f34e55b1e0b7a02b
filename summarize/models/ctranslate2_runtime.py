"""A converted model run by CTranslate2: neither torch nor transformers is needed."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from summarize.errors import ModelError
from summarize.models.hub import Card, Found
from summarize.models.runtime import Request, Settings, Written, batches, check_room, one_line

__all__ = ["OnCTranslate2"]


class OnCTranslate2:
    """Runs a converted model.

    Args:
        found: the model, as `summarize models convert` writes one.
        settings: how it is run.

    Raises:
        ModelError: it cannot be loaded, or not as the settings want it.
    """

    def __init__(self, model: Found, settings: Settings) -> None:
        import ctranslate2
        from tokenizers import Tokenizer

        card = Card.read(model.folder)
        self.card = replace(card, beams=settings.beams or card.beams)
        self._batch = settings.batch
        if settings.source_language or settings.target_language:
            raise ModelError(
                model.name,
                "is converted for its languages: give them to `summarize models convert`",
            )
        device, _, number = _device(ctranslate2, settings.device).partition(":")
        try:
            tokenizer = (model.folder / "tokenizer.json").read_text(encoding="utf-8")
            self._translator: Any = ctranslate2.Translator(
                str(model.folder),
                device=device,
                device_index=int(number or 0),
                compute_type="default" if settings.dtype == "auto" else settings.dtype,
            )
        except (RuntimeError, ValueError, OSError) as error:
            raise ModelError(model.name, f"cannot be loaded: {one_line(error)}") from error
        self._tokenizer = Tokenizer.from_str(tokenizer)
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        check_room(self)

    @cached_property
    def room(self) -> int:
        """Tokens of a text it reads, without the prefix and the special ones."""
        return self.card.context - len(self._tokenizer.encode(self.card.prefix).ids)

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without the special ones."""
        encodings = self._tokenizer.encode_batch([*texts], add_special_tokens=False)
        return [len(encoded.ids) for encoded in encodings]

    def write(self, requests: Sequence[Request]) -> list[Written]:
        """A summary for each request, in order."""
        texts = [self.card.prefix + request.text for request in requests]
        sources = [encoded.tokens for encoded in self._tokenizer.encode_batch(texts)]
        written: dict[int, Written] = {}
        for indices, asked in batches(requests, [*map(len, sources)], self._batch):
            answers = self._together([sources[i] for i in indices], asked)
            written |= zip(indices, answers, strict=True)
        return [written[i] for i in range(len(requests))]

    def _together(self, sources: list[list[str]], asked: Request) -> list[Written]:
        card = self.card
        first = None if card.forced is None else [self._tokenizer.id_to_token(card.forced)]
        results = self._translator.translate_batch(
            sources,
            target_prefix=None if first is None else [first] * len(sources),
            beam_size=card.beams,
            length_penalty=card.length_penalty,
            no_repeat_ngram_size=card.no_repeat,
            repetition_penalty=card.repetition,
            min_decoding_length=asked.least,
            max_decoding_length=asked.most,
            max_input_length=0,  # the default cuts what is longer, and does not say so
        )
        return [self._written(result.hypotheses[0]) for result in results]

    def _written(self, tokens: Sequence[str]) -> Written:
        ids = [self._tokenizer.token_to_id(token) for token in tokens]
        shown = tuple(i for i in ids if i is not None and i not in self._special)
        return Written(self._tokenizer.decode(shown, skip_special_tokens=False).strip(), shown)

    @cached_property
    def _special(self) -> frozenset[int]:
        added = self._tokenizer.get_added_tokens_decoder()
        return frozenset(number for number, token in added.items() if token.special)


def _device(ctranslate2: Any, name: str) -> str:
    if name != "auto":
        return name
    return "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
