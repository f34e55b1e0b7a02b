"""Tables of documents: JSON Lines, JSON, CSV, TSV and Parquet, plain or compressed.

One reader for everything that takes rows: it yields them as they come, a broken one with what is
wrong with it. Columns are known by the names people give them: `ARTICLE`, `REFERENCE`, `ID`,
`TITLE`, `PREDICTION`.
"""

import bz2
import codecs
import csv
import gzip
import json
import lzma
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from io import BufferedReader, FileIO
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from summarize.errors import InputError, MissingExtraError
from summarize.reading.encoding import decode

__all__ = [
    "ARTICLE",
    "COMPRESSED",
    "ENDINGS",
    "FORMS",
    "ID",
    "PREDICTION",
    "REFERENCE",
    "TITLE",
    "Row",
    "column",
    "form_of",
    "is_damage",
    "parquet_file",
    "read",
    "rows",
]

ARTICLE = ("article", "document", "text", "maintext", "source", "dialogue", "content", "body",
           "input")  # fmt: skip
"""Names of the column with the article, the likeliest first."""

REFERENCE = ("references", "reference", "summaries", "summary", "highlights", "target", "abstract",
             "tldr", "output")  # fmt: skip
"""Names of the column with the reference summaries, the likeliest first."""

ID = ("id", "uid", "guid", "document_id", "doc_id", "docid", "article_id", "example_id", "idx",
      "index", "url")  # fmt: skip
"""Names of the column with the id, the likeliest first."""

TITLE = ("title", "headline")

PREDICTION = ("prediction", "predictions", "predicted_summary", "generated_summary",
              "generated_text", "summary_text", "generated", "summary", "output", "hypothesis",
              "candidate", "pred", "text")  # fmt: skip
"""Names of the column with a system's output, the likeliest first."""

ENDINGS: Mapping[str, str] = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "tsv",
    ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip
"""File name endings, each with the form of its table."""

_OPENERS: Mapping[str, Callable[[Path], Any]] = {
    ".gz": gzip.GzipFile,
    ".bz2": bz2.BZ2File,
    ".xz": lzma.LZMAFile,
}
COMPRESSED = (*_OPENERS, ".zst")
_DAMAGE = (OSError, EOFError, lzma.LZMAError, zlib.error)
_BATCH = 256  # rows of Parquet decoded at a time


class Row(NamedTuple):
    """A row of a table.

    Attributes:
        place: where it is in its file ("line 3").
        values: its columns, or in words what is wrong with it.
    """

    place: str
    values: Mapping[str, Any] | str


def form_of(path: str) -> str | None:
    """Return the form of table a file's name promises ("jsonl", "csv", …); None if none."""
    name = path.lower()
    for ending in COMPRESSED:
        name = name.removesuffix(ending)
    dot = name.rfind(".")
    return ENDINGS.get(name[dot:]) if dot >= 0 else None


def column(names: Iterable[str], row: Iterable[str]) -> str | None:
    """Return the first of `names` that is a column of `row`, in any case; None if none is."""
    written = {key.strip().lower(): key for key in row}
    return next((written[name] for name in names if name in written), None)


def read(name: str, notes: list[str]) -> Iterator[Row]:
    """Yield the rows of a local file.

    Args:
        name: the path.
        notes: what a reader of the figures should know is added while the rows are read.

    Raises:
        InputError: it cannot be read, or is no table.
        MissingExtraError: it is Parquet, and pyarrow is not installed.
    """
    path = Path(name)
    if not path.exists():
        raise InputError(name, "there is no such file or folder: check the path")
    if (form := form_of(name)) is None or path.suffix.lower() == ".zst":
        listed = ", ".join(ENDINGS)
        raise InputError(name, f"no table by its name: {listed} (or .gz, .bz2, .xz of it)")
    return _read(path, form, notes)


def _read(path: Path, form: str, notes: list[str]) -> Iterator[Row]:
    try:
        with _opened(path) as stream:
            yield from rows(stream, form, str(path), notes)
    except _DAMAGE as error:
        why = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise InputError(str(path), f"cannot be read to its end: {why}") from error


def rows(stream: BinaryIO, form: str, name: str, notes: list[str]) -> Iterator[Row]:
    """Yield the rows of an open, decompressed table.

    Args:
        stream: the file.
        form: one of `FORMS`.
        name: the file's name, for messages.
        notes: what a reader should know is added while the rows are read.

    Raises:
        InputError: it is no table of that form.
        MissingExtraError: it is Parquet, and pyarrow is not installed.
    """
    return FORMS[form](stream, name, notes)


def is_damage(error: Exception) -> bool:
    """Return whether an exception means that a file is damaged or out of reach."""
    known = (*_DAMAGE, InputError, ValueError, csv.Error)
    return isinstance(error, known) and not isinstance(error, MissingExtraError)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    with _OPENERS.get(path.suffix.lower(), FileIO)(path) as file, BufferedReader(file) as buffered:
        yield buffered


def _lines(stream: BinaryIO, name: str, notes: list[str]) -> Iterator[str]:
    """Yield the lines, each in its own encoding: files joined from several sources are common."""
    others = 0
    for line in _as_utf8(stream):
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            others += 1
            text = decode(line, name).text
        yield text
    if others:
        notes.append(f"lines not in UTF-8, their encoding guessed: {others}")


def _as_utf8(stream: BinaryIO) -> Iterable[bytes]:
    """Return the lines, in UTF-8 where a mark says that the file is UTF-16; without the mark."""
    head = stream.readline()
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        whole = (head + stream.read()).decode("utf-16", "replace")
        return whole.encode("utf-8").splitlines(keepends=True)
    return chain([head.removeprefix(codecs.BOM_UTF8)], stream)


def _json_lines(stream: BinaryIO, name: str, notes: list[str]) -> Iterator[Row]:
    for number, line in enumerate(_lines(stream, name, notes), 1):
        if line.strip():
            yield Row(f"line {number}", _object(line))


def _object(line: str) -> Mapping[str, Any] | str:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"it is no JSON ({error})"
    return value if isinstance(value, dict) else "it is no JSON object"


def _json(stream: BinaryIO, name: str, notes: list[str]) -> Iterator[Row]:
    """Yield the objects of an array, of one object that holds such an array, or one a line."""
    lines = list(_lines(stream, name, notes))
    try:
        value = json.loads("".join(lines))
    except (ValueError, RecursionError):
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield Row(f"line {number}", _object(line))
        return
    if isinstance(value, dict):
        arrays = [inner for inner in value.values() if _is_table(inner)]
        value = arrays[0] if len(arrays) == 1 else [value]
    if not isinstance(value, list):
        raise InputError(name, "it is JSON, but no array of objects")
    for number, row in enumerate(value, 1):
        yield Row(f"entry {number}", row if isinstance(row, dict) else "it is no JSON object")


def _is_table(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _csv(stream: BinaryIO, name: str, notes: list[str]) -> Iterator[Row]:
    """Yield the rows of a CSV file with a comma, semicolon or tab between its cells."""
    yield from _delimited(stream, name, notes, None)


def _tsv(stream: BinaryIO, name: str, notes: list[str]) -> Iterator[Row]:
    yield from _delimited(stream, name, notes, "\t")


def _delimited(
    stream: BinaryIO, name: str, notes: list[str], delimiter: str | None
) -> Iterator[Row]:
    # The module's own limit is 131,072 characters: an annual report is longer.
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    lines = _lines(stream, name, notes)
    if not (head := next(lines, "")):
        return
    between = delimiter or max(",;\t", key=head.count)
    table = csv.reader(chain([head], lines), delimiter=between, strict=True)
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


def parquet_file(stream: BinaryIO, name: str) -> Any:
    """Return an open stream as pyarrow's `ParquetFile`.

    Raises:
        InputError: it is no Parquet.
        MissingExtraError: pyarrow is not installed.
    """
    try:
        parquet = import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtraError(f"{name} is Parquet, which", "parquet") from error
    arrow = import_module("pyarrow")
    try:
        return parquet.ParquetFile(arrow.PythonFile(stream, "r"))
    except arrow.ArrowException as error:
        raise InputError(name, f"it is no Parquet ({str(error).partition('.')[0]})") from error


def _parquet(stream: BinaryIO, name: str, notes: list[str]) -> Iterator[Row]:
    table = parquet_file(stream, name)
    arrow = import_module("pyarrow")
    number = 0
    try:
        for batch in table.iter_batches(_BATCH):
            for values in batch.to_pylist():
                number += 1
                yield Row(f"row {number}", values)
    except arrow.ArrowException as error:
        raise InputError(name, f"it is no Parquet ({str(error).partition('.')[0]})") from error


FORMS: Mapping[str, Callable[[BinaryIO, str, list[str]], Iterator[Row]]] = {
    "jsonl": _json_lines,
    "json": _json,
    "csv": _csv,
    "tsv": _tsv,
    "parquet": _parquet,
}
"""The forms of tables, each with what reads it."""
