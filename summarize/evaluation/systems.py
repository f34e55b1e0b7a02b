"""Who takes part: summarizers, what they are held against, and texts made elsewhere."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from summarize import reading, registry
from summarize.errors import InputError, UsageError
from summarize.evaluation import oracle
from summarize.evaluation.data import rows
from summarize.evaluation.data.datasets import Dataset
from summarize.evaluation.results import Kind

__all__ = ["CHEAP", "Predictions", "System", "cheap", "named", "split_specs", "taking_part"]

CHEAP = ("textrank", "lexrank")
"""Those of our own that cost milliseconds; of others, those whose class says `cheap = True`."""

_FLOORS = ("lead", "random")
_TEXT = ("prediction", "summary", "output", "text", "generated", "hypothesis", "candidate")

Predictions = str | os.PathLike[str] | Sequence[str] | Mapping[str, str]
"""Texts made elsewhere: a file, one a document in their order, or by the document's id."""


@dataclass(frozen=True, slots=True)
class System:
    """One that takes part.

    Attributes:
        name: unique.
        kind: see `results.SystemResult`.
        spec: how the summarizer is written; "" for texts made elsewhere.
        texts: document id → text, for texts made elsewhere.
    """

    name: str
    kind: Kind
    spec: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def elsewhere(self) -> bool:
        """Whether its texts were made elsewhere."""
        return self.kind in ("stored", "predictions")


def taking_part(
    dataset: Dataset,
    summarizers: str | Sequence[str] | None,
    predictions: Mapping[str, Predictions],
    *,
    seed: int = 0,
) -> list[System]:
    """Every system: those asked for, the floors, the ceiling, the data's own, and predictions.

    Args:
        dataset: may hold outputs of other systems.
        summarizers: how each is written; None for all that are cheap.
        predictions: name → texts made elsewhere.
        seed: for the random floor.

    Raises:
        UsageError: a summarizer or option does not exist, or two systems have one name.
        InputError: predictions cannot be read, or are not for these documents.
    """
    asked = dict.fromkeys(cheap() if summarizers is None else named(summarizers))
    written = [spec for spec in asked if spec not in (*_FLOORS, oracle.NAME, "")]
    for spec in written:
        registry.get(spec)
    systems = [System(spec, "summarizer", spec) for spec in written]
    systems.append(System("lead", "floor", "lead"))
    systems.append(System("random", "floor", f"random:seed={seed}"))
    systems.append(System(oracle.NAME, "ceiling", oracle.NAME))
    systems += _stored(dataset, {system.name for system in systems})
    for name, given in predictions.items():
        if any(system.name == name for system in systems):
            raise UsageError(f"--predictions {name}: there is a system of that name; call it else")
        systems.append(System(name, "predictions", "", _predictions(name, given, dataset)))
    return systems


def cheap() -> list[str]:
    """The summarizers that are compared where none are named."""
    whole = [info for info in registry.infos() if info.name not in registry.MODEL_NAMED]
    others = (info.name for info in whole if info.name not in CHEAP)
    return [*CHEAP, *(name for name in others if _says_cheap(name))]


def split_specs(written: Iterable[str]) -> list[str]:
    """The summarizers in comma-separated lists; commas between options part nothing.

    >>> split_specs(["textrank:damping=0.9,lead=0,lexrank"])
    ['textrank:damping=0.9,lead=0', 'lexrank']
    """
    specs: list[str] = []
    for piece in (part.strip() for text in written for part in text.split(",")):
        before, equals, _ = piece.partition("=")
        if specs and equals and ":" not in before and ":" in specs[-1]:
            specs[-1] += f",{piece}"
        elif piece:
            specs.append(piece)
    return specs


def named(summarizers: str | Iterable[str]) -> list[str]:
    """The summarizers given, one at least.

    Raises:
        UsageError: there is none among them.
    """
    written = [summarizers] if isinstance(summarizers, str) else summarizers
    if found := split_specs(written):
        return found
    raise UsageError(
        f"no summarizer is named; there are: {', '.join(i.name for i in registry.infos())}"
    )


def _says_cheap(name: str) -> bool:
    if registry.BUILT_IN.get(name, "").startswith("summarize.methods.sumy:"):
        return False
    made = registry.get(name)
    own = made.inner if isinstance(made, registry.Held) else made
    return bool(getattr(own, "cheap", False))


def _stored(dataset: Dataset, taken: set[str]) -> Iterator[System]:
    names = dict.fromkeys(name for example in dataset.examples for name in example.systems)
    for name in names:
        texts = {e.id: e.systems[name] for e in dataset.examples if name in e.systems}
        yield System(f"{name} (stored)" if name in taken else name, "stored", "", texts)


def _predictions(name: str, given: Predictions, dataset: Dataset) -> Mapping[str, str]:
    if isinstance(given, Mapping):
        return given
    if isinstance(given, str | os.PathLike):
        path = Path(given)
        inner = path.with_suffix("") if path.suffix.lower() in (".gz", ".bz2", ".xz") else path
        if inner.suffix.lower() in (".jsonl", ".ndjson", ".json"):
            return _by_id(str(path), dataset)
        given = reading.read(path, format="text").text.removesuffix("\n").split("\n")
        name = str(path)
    if len(given) != dataset.rows and (len(given) < dataset.rows or not dataset.limited):
        why = f"{len(given)} predictions for {dataset.rows} documents: one a line is wanted"
        raise InputError(name, why)
    return {example.id: given[example.row] for example in dataset.examples}


def _by_id(name: str, dataset: Dataset) -> Mapping[str, str]:
    """The texts of a file of objects, by their `id`, or in the documents' order without."""
    found = list(rows.read(name, []))
    broken = next((row for row in found if isinstance(row.values, str)), None)
    if broken:
        raise InputError(name, f"{broken.place}: {broken.values}")
    texts: dict[str, str] = {}
    numbered = {example.row: example.id for example in dataset.examples}
    for number, row in enumerate(found):
        assert isinstance(row.values, Mapping)
        own = str(row.values["id"]) if "id" in row.values else numbered.get(number, "")
        texts[own] = _text(name, row.place, row.values)
    if not any(example.id in texts for example in dataset.examples):
        raise InputError(name, "no id in it is one of a document's: are they for other data?")
    return texts


def _text(name: str, place: str, row: Mapping[str, Any]) -> str:
    for column in _TEXT:
        if isinstance(row.get(column), str):
            return str(row[column])
    raise InputError(name, f"{place}: no prediction in it (a text under '{_TEXT[0]}' is wanted)")
