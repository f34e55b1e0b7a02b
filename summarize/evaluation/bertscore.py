"""BERTScore: similarity of a summary to a reference, by the token vectors of an encoder.

T. Zhang, V. Kishore, F. Wu, K. Weinberger, Y. Artzi, "BERTScore", ICLR 2020. Each token is matched
with the one of the other text nearest to it in angle; precision is the mean over the prediction's
tokens, recall over the reference's. Figures are those of the authors' package without its
rescaling, save that a text longer than the encoder reads is read in windows and not cut off.
Needs the extra `torch`; the encoder is any that transformers' AutoModel loads from safetensors,
a folder or a name on the hub. No code from the hub is run.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.metadata import version
from math import log
from typing import Any

from summarize.errors import MissingExtraError, UsageError
from summarize.evaluation.rouge import Score
from summarize.evaluation.rouge.signature import Signature

__all__ = ["BertScore"]

_BATCH = 32  # windows at a time: 1.2 GB for a large encoder at 512 tokens
_WINDOW = 512  # where an encoder does not say how much it reads
_LAYERS = {"roberta-large": 17, "roberta-base": 10, "bert-base-uncased": 9}
# The layers the authors found best on WMT16's human judgements and their package takes by default.


@dataclass(frozen=True, slots=True)
class _Encoder:
    torch: Any
    tokenizer: Any
    model: Any
    window: int


@dataclass(frozen=True)
class BertScore:
    """BERTScore with its options fixed, for many pairs; the encoder stays loaded.

    Attributes:
        model: a folder, or a name on the hub.
        layer: whose output the vectors are, 0 for the embeddings; the authors' choice for a model
            they chose one for, else the last.
        idf: weigh rare tokens more, by how many of the references have them.
    """

    model: str = "roberta-large"
    layer: int | None = None
    idf: bool = False

    def score(self, predictions: Sequence[str], references: Sequence[Sequence[str]]) -> list[Score]:
        """Return the score of each prediction, by the best of its references.

        Args:
            predictions: the summaries to judge.
            references: for each, what it is judged by.

        Raises:
            MissingExtraError: torch is not installed.
            UsageError: the encoder cannot be loaded, has no such layer, or a prediction has no
                reference.
        """
        if len(predictions) != len(references) or not all(references):
            raise UsageError("BERTScore needs one reference at least for each prediction")
        encoder = _load(self.model)
        texts = list(dict.fromkeys([*predictions, *(r for group in references for r in group)]))
        ids = {text: _ids(encoder, text) for text in texts}
        vectors = dict(zip(texts, _vectors(encoder, list(ids.values()), self._layer), strict=True))
        weight = self._weights(encoder, [ids[r] for group in references for r in group])

        special = set(encoder.tokenizer.all_special_ids)

        def pair(prediction: str, reference: str) -> Score:
            if not all(set(ids[text]) - special for text in (prediction, reference)):
                return Score(0.0, 0.0, 0.0)  # an empty text is like no other
            similar = vectors[prediction] @ vectors[reference].T
            precision = _mean(similar.max(dim=1).values, ids[prediction], weight)
            recall = _mean(similar.max(dim=0).values, ids[reference], weight)
            both = precision + recall
            return Score(precision, recall, 2 * precision * recall / both if both > 0 else 0.0)

        return [
            max((pair(prediction, reference) for reference in group), key=lambda score: score.f1)
            for prediction, group in zip(predictions, references, strict=True)
        ]

    @property
    def signature(self) -> Signature:
        """The signature of the scores, in one line."""
        layer = "last" if self._layer is None else str(self._layer)
        choices = {"model": self.model, "layer": layer, "idf": "yes" if self.idf else "no"}
        libraries = {name: version(name) for name in ("torch", "transformers")}
        return Signature("bertscore", tuple((choices | {"refs": "max"} | libraries).items()))

    @property
    def _layer(self) -> int | None:
        return _LAYERS.get(self.model) if self.layer is None else self.layer

    def _weights(self, encoder: _Encoder, references: list[list[int]]) -> Callable[[int], float]:
        special = set(encoder.tokenizer.all_special_ids)
        if not self.idf:
            return lambda token: float(token not in special)
        having = Counter(token for ids in references for token in set(ids))
        return lambda token: (
            0.0 if token in special else log((len(references) + 1) / (having[token] + 1))
        )


@lru_cache(maxsize=1)
def _load(name: str) -> _Encoder:
    try:
        torch = import_module("torch")
    except ImportError as error:
        raise MissingExtraError("BERTScore", "torch") from error
    transformers = import_module("transformers")
    with _no_progress_bars():
        try:
            tokenizer = transformers.AutoTokenizer.from_pretrained(name)
            model = transformers.AutoModel.from_pretrained(name, use_safetensors=True)
        except (OSError, ValueError) as error:
            why = str(error).partition("\n")[0]
            raise UsageError(f"the encoder '{name}' cannot be loaded: {why}") from error
    # RoBERTa keeps two places of its table to itself: the tokenizer knows, the table does not.
    places = getattr(model.config, "max_position_embeddings", _WINDOW)
    return _Encoder(torch, tokenizer, model.eval(), min(places, tokenizer.model_max_length))


@contextmanager
def _no_progress_bars() -> Iterator[None]:
    """Turn off progress bars, which would appear in the middle of a table of scores."""
    logging = import_module("transformers.utils.logging")
    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()


def _ids(encoder: _Encoder, text: str) -> list[int]:
    """The tokens of a text between the encoder's opening and closing ones."""
    ids: list[int] = encoder.tokenizer(text.strip(), verbose=False)["input_ids"]
    return ids


def _windows(ids: Sequence[int], size: int) -> list[list[int]]:
    """Tokens in pieces an encoder reads, each between the opening and the closing token."""
    if len(ids) <= size:
        return [list(ids)]
    first, *inner, last = ids
    room = size - 2
    return [[first, *inner[i : i + room], last] for i in range(0, len(inner), room)]


def _vectors(encoder: _Encoder, texts: Sequence[list[int]], layer: int | None) -> Iterator[Any]:
    """Return the unit vectors of each text's tokens."""
    pieces = [_windows(ids, encoder.window) for ids in texts]
    order = [(i, piece) for i, windows in enumerate(pieces) for piece in windows]
    vectors: list[list[Any]] = [[] for _ in texts]
    for start in range(0, len(order), _BATCH):
        batch = order[start : start + _BATCH]
        for (i, _), rows in zip(batch, _encode(encoder, [p for _, p in batch], layer), strict=True):
            vectors[i].append(rows)
    for windows in vectors:
        # Between windows no opening and closing tokens: the text had one of each.
        last = len(windows) - 1
        cut = [w[int(k > 0) : len(w) - int(k < last)] for k, w in enumerate(windows)]
        yield encoder.torch.cat(cut)


def _encode(encoder: _Encoder, batch: Sequence[list[int]], layer: int | None) -> Iterator[Any]:
    torch = encoder.torch
    padded = encoder.tokenizer.pad({"input_ids": list(batch)}, return_tensors="pt", verbose=False)
    with torch.inference_mode():
        states = encoder.model(**padded, output_hidden_states=True).hidden_states
    if layer is not None and not 0 <= layer < len(states):
        raise UsageError(f"layer {layer}: the encoder has layers 0 to {len(states) - 1}")
    chosen = states[-1 if layer is None else layer].float()
    unit = torch.nn.functional.normalize(chosen, dim=-1)
    for ids, rows in zip(batch, unit, strict=True):
        yield rows[: len(ids)]


def _mean(best: Any, ids: Sequence[int], weight: Callable[[int], float]) -> float:
    weights = [weight(token) for token in ids]
    total = sum(weights)
    return sum(w * b for w, b in zip(weights, best.tolist(), strict=True)) / total if total else 0.0
