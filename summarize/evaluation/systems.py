"""The systems of an evaluation: summarizers, baselines, and outputs of other systems."""

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from summarize import reading, registry
from summarize.errors import InputError, UsageError, many
from summarize.evaluation import oracle
from summarize.evaluation.data.datasets import Dataset
from summarize.evaluation.results import Kind
from summarize.reading import tables

__all__ = ["CHEAP", "Predictions", "System", "cheap", "named", "split_specs", "taking_part"]

CHEAP = ("textrank", "lexrank")
"""Those of our own that cost milliseconds; of others, those whose class says `cheap = True`."""

_FLOORS = ("lead", "random")

# What decoders and data preparation leave in outputs: marks between sentences, and marks of
# beginning, end and padding.
_SENTENCE_MARK = re.compile(r"\s*<(?:n|q)>\s*")
_OTHER_MARK = re.compile(
    r"\s*(?:</?s>|<pad>|<[be]os>|\[(?:CLS|SEP|PAD)\]|<\|endoftext\|>|<extra_id_\d+>)\s*"
)
_IDS_SHOWN = 3

Predictions = str | os.PathLike[str] | Sequence[str] | Mapping[str, str]
"""Outputs of another system: a file, a list in the order of the documents, or by document id."""


@dataclass(frozen=True, slots=True)
class System:
    """A system in an evaluation.

    Attributes:
        name: unique.
        kind: see `results.SystemResult`.
        spec: the summarizer with its options; "" for other systems.
        texts: document id → output, for other systems.
        note: what a reader of its figures should know, or "".
    """

    name: str
    kind: Kind
    spec: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    @classmethod
    def of_texts(cls, name: str, kind: Kind, texts: Mapping[str, str]) -> "System":
        """Return a system with given outputs, special tokens removed."""
        plain = {key: _without_marks(text) for key, text in texts.items()}
        changed = sum(plain[key] != text for key, text in texts.items())
        note = f"{name}: model marks such as <n> or </s> were removed from {many(changed, 'text')}"
        return cls(name, kind, "", plain, note if changed else "")

    @property
    def elsewhere(self) -> bool:
        """Whether its texts are outputs of another system."""
        return self.kind in ("stored", "predictions")


def taking_part(
    dataset: Dataset,
    summarizers: str | Sequence[str] | None,
    predictions: Mapping[str, Predictions],
    *,
    seed: int = 0,
    nearest: bool = False,
) -> list[System]:
    """Return all systems: requested ones, floors, ceiling, those in the data, and predictions.

    Args:
        dataset: may hold outputs of other systems.
        summarizers: how each is written; None for all that are cheap.
        predictions: name → outputs of another system.
        seed: for the random floor.
        nearest: whether `lead` takes the beginning nearest to the length: each document has its
            own number of words, and a beginning that never exceeds it would be shorter than the
            other summaries.

    Raises:
        UsageError: a summarizer or option does not exist, or two systems have one name.
        InputError: predictions cannot be read, or are not for these documents.
    """
    asked = dict.fromkeys(cheap() if summarizers is None else named(summarizers))
    written = [spec for spec in asked if spec not in (*_FLOORS, oracle.NAME, "")]
    for spec in written:
        registry.get(spec)
    systems = [System(spec, "summarizer", spec) for spec in written]
    systems.append(System("lead", "floor", "lead:nearest=yes" if nearest else "lead"))
    systems.append(System("random", "floor", f"random:seed={seed}"))
    systems.append(System(oracle.NAME, "ceiling", oracle.NAME))
    systems += _stored(dataset, {system.name for system in systems})
    for name, summaries in predictions.items():
        if any(system.name == name for system in systems):
            raise UsageError(f"--predictions {name}: there is a system of that name; call it else")
        systems.append(System.of_texts(name, "predictions", _predictions(name, summaries, dataset)))
    return systems


def cheap() -> list[str]:
    """Return the summarizers that are evaluated by default."""
    names = (info.name for info in registry.infos() if info.error is None)
    whole = [name for name in names if name not in registry.MODEL_NAMED]
    others = (name for name in whole if name not in CHEAP)
    return [*CHEAP, *(name for name in others if _says_cheap(name))]


def split_specs(written: Iterable[str]) -> list[str]:
    """Split comma-separated summarizers; commas between options do not separate them.

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
    """Return the names of the given summarizers, at least one.

    Raises:
        UsageError: there is none among them.
    """
    written = [summarizers] if isinstance(summarizers, str) else summarizers
    if specs := split_specs(written):
        return specs
    raise UsageError(
        f"no summarizer is named; there are: {', '.join(i.name for i in registry.infos())}"
    )


def _says_cheap(name: str) -> bool:
    if registry.BUILT_IN.get(name, "").startswith("summarize.methods.sumy:"):
        return False
    summarizer = registry.get(name)
    own = summarizer.inner if isinstance(summarizer, registry.LengthEnforcing) else summarizer
    return bool(getattr(own, "cheap", False))


def _stored(dataset: Dataset, taken: set[str]) -> Iterator[System]:
    names = dict.fromkeys(name for example in dataset.examples for name in example.systems)
    for name in names:
        texts = {e.id: e.systems[name] for e in dataset.examples if name in e.systems}
        yield System.of_texts(f"{name} (stored)" if name in taken else name, "stored", texts)


def _predictions(name: str, summaries: Predictions, dataset: Dataset) -> Mapping[str, str]:
    if isinstance(summaries, Mapping):
        return _matched(name, {str(key): text for key, text in summaries.items()}, dataset)
    if isinstance(summaries, str | os.PathLike):
        name = str(summaries)
        if tables.form_of(name) is not None:
            return _of_table(name, dataset)
        summaries = reading.read(Path(summaries), format="text").text.removesuffix("\n").split("\n")
    return _in_order(name, summaries, dataset)


def _in_order(name: str, texts: Sequence[str], dataset: Dataset) -> Mapping[str, str]:
    if len(texts) != dataset.rows and (len(texts) < dataset.rows or not dataset.limited):
        why = f"{len(texts)} predictions for {dataset.rows} documents: one a line is wanted"
        raise InputError(name, why)
    return {example.id: texts[example.row] for example in dataset.examples}


def _of_table(name: str, dataset: Dataset) -> Mapping[str, str]:
    """Return the texts of a table by its column of ids; in the documents' order without one.

    Raises:
        InputError: a row cannot be read, ids stand twice, or are not those of the documents.
    """
    rows_ = list(tables.read(name, []))
    texts, ids = [], []
    for row in rows_:
        if isinstance(row.values, str):
            raise InputError(name, f"{row.place}: {row.values}")
        texts.append(_text(name, row.place, row.values))
        key = tables.column(tables.ID, row.values)
        own = row.values[key] if key is not None else None
        ids += [] if own is None or own == "" else [str(own)]
    if not ids:
        return _in_order(name, texts, dataset)
    if len(ids) < len(texts):
        raise InputError(name, f"{len(texts) - len(ids)} of its {len(texts)} rows have no id")
    if twice := _shown([key for key, count in Counter(ids).items() if count > 1]):
        raise InputError(name, f"ids stand more than once: {twice}")
    return _matched(name, dict(zip(ids, texts, strict=True)), dataset)


def _matched(name: str, texts: Mapping[str, str], dataset: Dataset) -> Mapping[str, str]:
    """Return the texts by the documents' ids.

    Raises:
        InputError: the ids are not those of the documents.
    """
    if not dataset.ids:
        return _by_number(name, texts, dataset)
    if twice := _shown([key for key, count in Counter(dataset.ids).items() if count > 1]):
        raise InputError(dataset.name, f"its ids stand more than once ({twice}): predictions by id")
    known = set(dataset.ids)
    unknown = [key for key in texts if key not in known]
    if len(unknown) == len(texts) or (unknown and not dataset.limited):
        why = (
            f"{len(unknown)} of its {len(texts)} ids are of no document ({_shown(unknown)}); "
            f"the ids of {dataset.name} are like {_shown(dataset.ids)}"
        )
        raise InputError(name, why)
    return texts


def _by_number(name: str, texts: Mapping[str, str], dataset: Dataset) -> Mapping[str, str]:
    """Return the texts of documents without ids by their row numbers, from 0 or from 1."""
    for first in (0, 1):
        if set(texts) == {str(first + row) for row in range(len(texts))}:
            return _in_order(name, [texts[str(first + n)] for n in range(len(texts))], dataset)
    why = (
        f"its rows have ids ({_shown(list(texts))}), but {dataset.name} has none: "
        "remove them to take the rows in order"
    )
    raise InputError(name, why)


def _shown(ids: Sequence[str]) -> str:
    more = ", …" if len(ids) > _IDS_SHOWN else ""
    return ", ".join(f"'{key}'" for key in ids[:_IDS_SHOWN]) + more


def _text(name: str, place: str, row: Mapping[str, Any]) -> str:
    key = tables.column((n for n in tables.PREDICTION if _is_text(row, n)), row)
    if key is not None:
        return str(row[key])
    wanted = tables.PREDICTION[0]
    raise InputError(name, f"{place}: no prediction in it (a text under '{wanted}' is wanted)")


def _is_text(row: Mapping[str, Any], name: str) -> bool:
    key = tables.column((name,), row)
    return key is not None and isinstance(row[key], str)


def _without_marks(text: str) -> str:
    """Return a model's output with a line for each sentence mark, other marks removed."""
    if "<" not in text and "[" not in text:
        return text
    return _OTHER_MARK.sub(" ", _SENTENCE_MARK.sub("\n", text)).strip()
