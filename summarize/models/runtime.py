"""What the runtimes have in common: requests in, texts out, and how one is chosen."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from typing import NamedTuple, Protocol

from summarize.errors import ModelError
from summarize.models.hub import Card, Found, find

__all__ = [
    "Request",
    "Runtime",
    "Settings",
    "Written",
    "batches",
    "check_room",
    "load",
    "one_line",
]

RUNTIMES: Mapping[str, str] = {
    "transformers": "summarize.models.torch_runtime:OnTorch",
    "ctranslate2": "summarize.models.ctranslate2_runtime:OnCTranslate2",
}


LEAST_ROOM = (
    16  # tokens: in less, no sentence is read, and nothing gets shorter by being read again
)


class Request(NamedTuple):
    """A text to be summarized, and how many tokens its summary has at least and at most."""

    text: str
    least: int
    most: int


class Written(NamedTuple):
    """What the model wrote: the text, and its tokens but for the special ones."""

    text: str
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model is run.

    Attributes:
        beams: hypotheses kept beside each other; 0 for as many as the model's author chose.
        batch: requests computed together.
        device: "auto", "cpu", "cuda", "cuda:1", "mps".
        dtype: "auto", "float32", "float16", "bfloat16", "int8" (CTranslate2 alone).
        source_language: a language code of the model (mBART: en_XX), or "".
        target_language: likewise.
    """

    beams: int = 0
    batch: int = 8
    device: str = "auto"
    dtype: str = "auto"
    source_language: str = ""
    target_language: str = ""


class Runtime(Protocol):
    """Runs one model."""

    @property
    def card(self) -> Card:
        """What one must know of the model."""

    @property
    def room(self) -> int:
        """Tokens of a text it reads, without the prefix and the special ones."""

    def count(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without the special ones."""

    def write(self, requests: Sequence[Request]) -> list[Written]:
        """A summary for each request, in order; no text may be larger than the room."""


def batches(
    requests: Sequence[Request], sizes: Sequence[int], most: int
) -> Iterator[tuple[list[int], Request]]:
    """Requests that go together: of the same lengths asked for, then the longest first.

    Args:
        requests: all of them.
        sizes: tokens of each.
        most: requests of a batch.

    Yields:
        Indices, and one of their requests.
    """

    def asked(index: int) -> tuple[int, int]:
        return requests[index].least, requests[index].most

    order = sorted(range(len(requests)), key=lambda i: (asked(i), -sizes[i], i))
    for _, alike in groupby(order, asked):
        indices = list(alike)
        for start in range(0, len(indices), most):
            yield indices[start : start + most], requests[indices[start]]


def load(
    name: str, settings: Settings, *, revision: str | None = None, runtime: str = "auto"
) -> Runtime:
    """The model of that name, loaded.

    Args:
        name: a folder, or a name of the hub.
        settings: how it is run.
        revision: of the hub.
        runtime: "auto", "torch" or "ctranslate2".

    Raises:
        ModelError: it is not here, or has not the form that the runtime needs.
        MissingExtraError: it needs torch and transformers, which are not installed.
    """
    model = find(name, revision, converted=runtime != "torch")
    if runtime == "torch" and model.form == "ctranslate2":
        raise ModelError(name, "is converted, which torch does not run: name its source")
    if runtime == "ctranslate2" and model.form == "transformers":
        raise ModelError(name, f"is not converted: summarize models convert {name}")
    module, _, attribute = RUNTIMES[model.form].partition(":")
    make: Callable[[Found, Settings], Runtime] = getattr(import_module(module), attribute)
    return make(model, settings)


def check_room(runtime: Runtime) -> None:
    """Nothing, for a model that reads enough to summarize.

    Raises:
        ModelError: it reads next to nothing.
    """
    if runtime.room < LEAST_ROOM:
        why = f"reads {runtime.card.context} tokens at a time, which is too few to summarize"
        raise ModelError(runtime.card.name, why)


def one_line(error: Exception) -> str:
    """What another library says went wrong, its white space folded, its length bounded."""
    return " ".join(str(error).split())[:200] or type(error).__name__
