"""Adapters for other frameworks: each converts a batch to texts, and summaries to columns.

Ray Data      dataset.map_batches(MapBatches("text", length="short"))
datasets      dataset.map(MapBatches("text"), batched=True, features=features_of(dataset))
pandas        summarize_frame(frame, "text")
polars        summarize_frame(frame, "text")
Spark         frame.mapInPandas(MapInPandas("text"), schema=MapInPandas.schema_of("id string"))

Every row comes back with the columns of `EVIDENCE` beside its own; one that fails has its `error`.
A column of the input that has the name of one of them is kept as `input_NAME`.
`sentences`, `removed`, `coverage` and `notes` are JSON: nesting differs between frameworks.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from summarize.corpus.job import Options
from summarize.corpus.rows import EVIDENCE, kept_names, summarize_rows

__all__ = ["MapBatches", "MapInPandas", "evidence", "features_of", "summarize_frame"]

NESTED = ("sentences", "removed", "coverage", "notes")
TYPES = {"words": "long", "compression": "double"}  # the others are strings


def evidence(texts: Sequence[str | None], options: Options) -> dict[str, list[Any]]:
    """Return the columns of the summaries, in the order of the texts."""
    columns: dict[str, list[Any]] = {name: [] for name in EVIDENCE}
    for row in summarize_rows(texts, options):
        for name, column in columns.items():
            nested = name in NESTED and row[name] is not None
            column.append(json.dumps(row[name], ensure_ascii=False) if nested else row[name])
    return columns


class MapBatches:
    """Adds summaries and evidence to a batch of columns, for Ray Data and Hugging Face datasets.

    Args:
        text_column: the column with the article.
        options: as `Options` has them: length, summarizer, language, clean, faithful.
    """

    def __init__(self, text_column: str = "text", **options: Any) -> None:
        self.text_column, self.options = text_column, Options(**options)

    def __call__(self, batch: Mapping[str, Any]) -> dict[str, Any]:
        """Return the batch with the columns of the evidence."""
        names = kept_names(batch)
        own = {names[name]: column for name, column in batch.items()}
        return {**own, **evidence([*batch[self.text_column]], self.options)}


def features_of(dataset: Any) -> Any:
    """Return the features of the result; without them, `datasets` guesses from the first batch.

    Args:
        dataset: a `datasets.Dataset` that is to be mapped.
    """
    from datasets import Features, Value

    kinds = {"words": "int64", "compression": "float64"}
    features = {name: Value(kinds.get(name, "string")) for name in EVIDENCE}
    names = kept_names(dataset.features)
    return Features({**{names[n]: kind for n, kind in dataset.features.items()}, **features})


def summarize_frame(frame: Any, text_column: str = "text", **options: Any) -> Any:
    """Return a pandas or polars frame with summaries and evidence as further columns.

    Args:
        frame: left as it is.
        text_column: the column with the article.
        options: as `Options` has them: length, summarizer, language, clean, faithful.
    """
    columns = evidence(list(frame[text_column]), Options(**options))
    names = {name: new for name, new in kept_names(frame.columns).items() if new != name}
    if hasattr(frame, "with_columns"):
        added = type(frame)(columns, infer_schema_length=None)
        return frame.rename(names).with_columns(added.get_columns())
    return frame.rename(columns=names).assign(**columns)


class MapInPandas:
    """Adds summaries and evidence to pandas frames, for Spark's `mapInPandas`.

    Args:
        text_column: the column with the article.
        options: as `Options` has them.
    """

    def __init__(self, text_column: str = "text", **options: Any) -> None:
        self.text_column, self.options = text_column, options

    def __call__(self, frames: Iterable[Any]) -> Iterator[Any]:
        """Yield the result for each pandas frame."""
        for frame in frames:
            yield summarize_frame(frame, self.text_column, **self.options)

    @staticmethod
    def schema_of(fields: str) -> str:
        """Return the schema of the result, as Spark writes one, after the frame's own `fields`."""
        own = [field.strip().partition(" ") for field in _split_fields(fields)]
        names = kept_names(name for name, _, _ in own)
        first = (f"{names[name]} {kind}" for name, _, kind in own)
        added = (f"{name} {TYPES.get(name, 'string')}" for name in EVIDENCE)
        return ", ".join([*first, *added])


def _split_fields(fields: str) -> list[str]:
    """Return the fields of a Spark schema; commas inside <> or () separate none."""
    parts, depth = [""], 0
    for letter in fields:
        depth += (letter in "<(") - (letter in ">)")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return parts
