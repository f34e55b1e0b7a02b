"""Rows of an evaluation's data: a local table, or a data set on a hub."""

import re
from collections.abc import Iterator
from importlib import import_module

from summarize.errors import InputError, MissingExtraError
from summarize.reading import tables
from summarize.reading.tables import Row

__all__ = ["Row", "read"]

_DEFAULT_CONFIG = {"cnn_dailymail": "3.0.0"}  # data sets that cannot be loaded without one
_SPLITS = ("test", "train", "validation", "val", "dev")


def read(name: str, notes: list[str]) -> Iterator[Row]:
    """Return the rows of a file or of `hf:NAME[:CONFIG][:SPLIT]`.

    Args:
        name: the path or address.
        notes: what a reader of the figures should know is added while the rows are read.

    Raises:
        InputError: it cannot be read, or is no table.
        MissingExtraError: the package that reads it is not installed.
    """
    return _hub(name) if name.startswith("hf:") else tables.read(name, notes)


def _hub(name: str) -> Iterator[Row]:
    """Yield the rows of a data set that the package `datasets` loads."""
    try:
        datasets = import_module("datasets")
    except ImportError as error:
        raise MissingExtraError(f"'{name}'", "hf") from error
    parts = re.split(r":(?![^\[]*\])", name.removeprefix("hf:"))  # a split may be train[:100]
    split = parts.pop() if len(parts) > 1 and parts[-1].partition("[")[0] in _SPLITS else "test"
    config = parts[1] if len(parts) > 1 else _DEFAULT_CONFIG.get(parts[0].rpartition("/")[2])
    try:
        loaded = datasets.load_dataset(parts[0], config, split=split)
    except (OSError, ValueError, RuntimeError, LookupError) as error:
        why = str(error).strip().partition("\n")[0] or type(error).__name__
        remedy = "if no hub can be reached, download its files and name them instead"
        raise InputError(name, f"cannot be loaded ({why}); {remedy}") from error
    return (Row(f"row {number}", row) for number, row in enumerate(loaded, 1))
