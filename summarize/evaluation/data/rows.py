"""Rows of a table: JSON Lines, JSON, CSV, TSV, Parquet, or a data set on a hub.

Each reader yields rows as they come, a broken one as what is wrong with it.
"""

import bz2
import codecs
import csv
import gzip
import json
import lzma
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from io import BufferedReader, FileIO
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from summarize.errors import InputError, MissingExtraError, SummarizeError
from summarize.reading.encoding import decode

__all__ = ["FORMATS", "Row", "read"]

_OPENERS: Mapping[str, Callable[[Path], Any]] = {
    ".gz": gzip.GzipFile,
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
}
_DAMAGED = (OSError, EOFError, lzma.LZMAError, zlib.error)
_DEFAULT_CONFIG = {"cnn_dailymail": "3.0.0"}  # data sets that cannot be loaded without one
_SPLITS = ("test", "train", "validation", "val", "dev")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: where it stands ("line 3"), and its columns, or what is wrong with it."""

    place: str
    values: Mapping[str, Any] | str


def read(name: str, notes: list[str]) -> Iterator[Row]:
    """The rows of a file or of `hf:NAME[:CONFIG][:SPLIT]`.

    Args:
        name: the path or address.
        notes: what a reader should know is added to it while the rows are read.

    Raises:
        InputError: it cannot be read, or is no table.
        MissingExtraError: what reads it is not installed.
    """
    if name.startswith("hf:"):
        return _hub(name)
    path = Path(name)
    if not path.exists():
        raise InputError(name, "there is no such file or folder: check the path")
    inner = path.with_suffix("") if path.suffix.lower() in _OPENERS else path
    form = FORMATS.get(inner.suffix.lower())
    if form is None:
        listed = ", ".join(FORMATS)
        raise InputError(name, f"no table by its name: {listed} (or .gz, .bz2, .xz of it)")
    return _guarded(name, form(path, notes))


def _guarded(name: str, found: Iterator[Row]) -> Iterator[Row]:
    """The rows; what the file system or a damaged archive raises becomes an InputError."""
    try:
        yield from found
    except SummarizeError:
        raise
    except _DAMAGED as error:
        why = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise InputError(name, f"cannot be read to its end: {why}") from error


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with _OPENERS.get(path.suffix.lower(), FileIO)(path) as file, BufferedReader(file) as buffered:
        yield buffered


def _lines(path: Path, notes: list[str]) -> Iterator[str]:
    """The lines, each in its own encoding: files put together from several are common."""
    other = 0
    with _opened(path) as file:
        for line in _undone_utf16(file):
            try:
                yield line.decode("utf-8")
            except UnicodeDecodeError:
                other += 1
                yield decode(line, str(path)).text
    if other:
        notes.append(f"lines not in UTF-8, their encoding guessed: {other}")


def _undone_utf16(file: BinaryIO) -> Iterable[bytes]:
    """The lines in UTF-8 where a mark says that the file is in UTF-16; the mark left out."""
    head = file.readline()
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        whole = (head + file.read()).decode("utf-16", "replace")
        return whole.encode("utf-8").splitlines(keepends=True)
    return chain([head.removeprefix(codecs.BOM_UTF8)], file)


def _json_lines(path: Path, notes: list[str]) -> Iterator[Row]:
    for number, line in enumerate(_lines(path, notes), 1):
        if line.strip():
            yield Row(f"line {number}", _object(line))


def _object(line: str) -> Mapping[str, Any] | str:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"it is no JSON ({error})"
    return value if isinstance(value, dict) else "it is no JSON object"


def _json(path: Path, notes: list[str]) -> Iterator[Row]:
    """An array of objects, one object that holds such an array, or objects one a line."""
    text = "".join(_lines(path, notes))
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        yield from _json_lines(path, [])
        return
    if isinstance(value, dict):
        arrays = [inner for inner in value.values() if _is_table(inner)]
        value = arrays[0] if len(arrays) == 1 else [value]
    if not isinstance(value, list):
        raise InputError(str(path), "it is JSON, but no array of objects")
    for number, row in enumerate(value, 1):
        yield Row(f"entry {number}", row if isinstance(row, dict) else "it is no JSON object")


def _is_table(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _csv(path: Path, notes: list[str]) -> Iterator[Row]:
    csv.field_size_limit(sys.maxsize)  # 131,072 characters otherwise: a report is longer
    lines = _lines(path, notes)
    if not (head := next(lines, "")):
        return
    table = csv.reader(chain([head], lines), delimiter=_delimiter(path, head), strict=True)
    try:
        header = next(table)
        for cells in table:
            if cells:
                yield Row(f"line {table.line_num}", _cells(header, cells))
    except csv.Error as error:
        yield Row(f"line {table.line_num}", f"it is no CSV from here on ({error})")


def _cells(header: list[str], cells: list[str]) -> Mapping[str, Any] | str:
    if len(cells) != len(header):
        return f"{len(cells)} cells where the head has {len(header)}"
    return dict(zip(header, cells, strict=True))


def _delimiter(path: Path, head: str) -> str:
    if ".tsv" in (suffix.lower() for suffix in path.suffixes):
        return "\t"
    return max(",;\t", key=head.count)


def _parquet(path: Path, notes: list[str]) -> Iterator[Row]:
    try:
        parquet = import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtraError(f"{path} is Parquet, which", "parquet") from error
    arrow = import_module("pyarrow")
    number = 0
    try:
        with _opened(path) as file:
            for batch in parquet.ParquetFile(arrow.PythonFile(file, "r")).iter_batches(256):
                for row in batch.to_pylist():
                    number += 1
                    yield Row(f"row {number}", row)
    except arrow.ArrowException as error:
        raise InputError(str(path), f"it is no Parquet ({str(error).partition('.')[0]})") from error


def _hub(name: str) -> Iterator[Row]:
    """The rows of a data set that the package `datasets` loads, from a hub or a local folder."""
    try:
        datasets = import_module("datasets")
    except ImportError as error:
        raise MissingExtraError(f"'{name}'", "hf") from error
    parts = re.split(r":(?![^\[]*\])", name.removeprefix("hf:"))  # a split may be train[:100]
    split = parts.pop() if len(parts) > 1 and parts[-1].partition("[")[0] in _SPLITS else "test"
    config = parts[1] if len(parts) > 1 else _DEFAULT_CONFIG.get(parts[0].rpartition("/")[2])
    try:
        found = datasets.load_dataset(parts[0], config, split=split)
    except (OSError, ValueError, RuntimeError, LookupError) as error:
        why = str(error).strip().partition("\n")[0] or type(error).__name__
        remedy = "if no hub can be reached, download its files and name them instead"
        raise InputError(name, f"cannot be loaded ({why}); {remedy}") from error
    return (Row(f"row {number}", row) for number, row in enumerate(found, 1))


FORMATS: Mapping[str, Callable[[Path, list[str]], Iterator[Row]]] = {
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".json": _json,
    ".csv": _csv,
    ".tsv": _csv,
    ".parquet": _parquet,
}
"""The endings there are, each with what reads it."""
