"""Where the documents of a corpus are: files found, rows counted, rows read from any place on.

A table (JSON Lines, CSV, TSV, Parquet) has a document in each row; any other file is a document.
Paths go through fsspec, so an object store is named as a folder is: `s3://bucket/articles/`.
"""

import csv
import json
import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from os import scandir
from typing import IO, Any, NamedTuple

from summarize.errors import InputError, MissingExtraError, OutputError

__all__ = [
    "BadRow",
    "Columns",
    "Counted",
    "File",
    "Reader",
    "columns_of",
    "count",
    "find",
    "is_of_the_file",
    "store_of",
]

FORMS = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl",
    ".csv": "csv", ".tsv": "tsv", ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip
COMPRESSED = (".gz", ".bz2", ".xz", ".zst")

# A line start is remembered each so many rows: a part begins at one, and no line is read in vain.
MARK_EVERY = 500

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """One file of the input: its path, its form, and what shows that it has changed.

    Attributes:
        path: local, or with its protocol.
        form: "jsonl", "csv", "tsv", "parquet" or "document".
        size: bytes.
        stamp: time of its last change, or the store's own mark of its content.
    """

    path: str
    form: str
    size: int
    stamp: str


class Columns(NamedTuple):
    """The columns of a table, in order; `types` are Arrow's, by name, where the file has them."""

    names: tuple[str, ...]
    types: dict[str, str]


class Counted(NamedTuple):
    """How many rows a file has, where some of them start, and why it could not be read on.

    Attributes:
        rows: those that can be read.
        marks: byte offsets of rows 0, 500, 1000, …; empty where one cannot go there directly.
        broken: the reason that the rest cannot be read, or None.
    """

    rows: int
    marks: tuple[int, ...] = ()
    broken: str | None = None


class BadRow(NamedTuple):
    """A row that is no record, and why."""

    why: str


def form_of(path: str) -> str:
    """The form a file's name gives it."""
    name = path.lower()
    for suffix in COMPRESSED:
        name = name.removesuffix(suffix)
    dot = name.rfind(".")
    return FORMS.get(name[dot:], "document") if dot >= 0 else "document"


def find(inputs: Sequence[str]) -> list[File]:
    """The files of the inputs, in the order given; those of a folder or glob in order of name.

    Args:
        inputs: files, folders and globs, local or with a protocol.

    Raises:
        InputError: one of them does not exist, or holds no file; tables of different forms, or
            tables and documents, are mixed.
    """
    found: dict[str, File] = {}
    for given in inputs:
        files = list(_files(given))
        if not files:
            raise InputError(given, "no such file, folder or glob, or nothing in it")
        found |= {file.path: file for file in files}
    kinds = {file.form: file.path for file in found.values()}
    if len(kinds) > 1:
        one, other = list(kinds.values())[:2]
        raise InputError(one, f"is not of the same form as {other}: name one form by a glob")
    return list(found.values())


def _files(given: str) -> Iterator[File]:
    system, path = store_of(given)
    try:
        paths = _paths(system, path, is_glob=any(mark in given for mark in "*?["))
    except OSError as error:
        raise InputError(given, f"cannot be listed: {_reason(error)}") from error
    root = path.rstrip("/") if len(paths) != 1 else ""
    for each in paths:
        inside = each[len(root) :] if each.startswith(root) else each
        hidden = len(paths) > 1 and any(p[:1] in "._" for p in inside.strip("/").split("/"))
        if not hidden and not system.isdir(each):
            yield _file(system, each)


def store_of(
    url: str, refused: type[InputError] | type[OutputError] = InputError
) -> tuple[Any, str]:
    """The file system behind a path or URL, and the path within it.

    Args:
        url: the path or URL.
        refused: what is raised where there is no such kind of store, or no package for it.
    """
    from fsspec.core import url_to_fs

    try:
        system, path = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise refused(url, f"is on a store that cannot be reached: {_reason(error)}") from error
    return system, path


def _paths(system: Any, path: str, *, is_glob: bool) -> list[str]:
    if is_glob:
        return sorted(system.glob(path))
    if system.isdir(path):
        if _is_local(system):
            with scandir(path):  # fsspec takes a folder that may not be read for an empty one
                pass
        return sorted(system.find(path))
    return [path] if system.exists(path) else []


def _file(system: Any, path: str) -> File:
    info = system.info(path)
    stamp = next(
        (info[k] for k in ("ETag", "etag", "mtime", "LastModified", "created") if k in info), ""
    )
    whole = path if _is_local(system) else system.unstrip_protocol(path)
    return File(whole, form_of(path), int(info.get("size") or 0), str(stamp))


def _is_local(system: Any) -> bool:
    return "file" in (system.protocol if isinstance(system.protocol, tuple) else (system.protocol,))


def opened(path: str) -> IO[bytes]:
    """The bytes of a file, decompressed.

    Raises:
        OSError: it cannot be opened.
        ValueError: it is compressed in a way that nothing here knows.
    """
    import fsspec

    stream: IO[bytes] = fsspec.open(path, "rb", compression="infer").open()
    return stream


def is_compressed(path: str) -> bool:
    """Whether its name says so."""
    return path.lower().endswith(COMPRESSED)


def count(file: File) -> Counted:
    """The rows of a file. One that breaks off has as many as can be read, and says why."""
    if file.form == "document":
        return Counted(1)
    if file.form == "parquet":
        return _count_parquet(file)
    rows, marks, broken = 0, [], None
    try:
        with opened(file.path) as stream:
            for rows, at in enumerate(_starts(stream, file.form), 1):
                if rows % MARK_EVERY == 1:
                    marks.append(at)
    except Exception as error:
        if not is_of_the_file(error):
            raise
        broken = _reason(error)
    direct = file.form == "jsonl" and not is_compressed(file.path)
    return Counted(rows, tuple(marks) if direct else (), broken)


def _starts(stream: IO[bytes], form: str) -> Iterator[int]:
    """The byte where each row starts; of CSV, whose rows have no place of their own, nought."""
    if form != "jsonl":
        yield from (0 for _ in _csv(stream, form))
        return
    at = 0
    for line in stream:
        if line.strip():
            yield at
        at += len(line)


def is_of_the_file(error: Exception) -> bool:
    """Whether what was raised says that the file is broken; lzma and zlib have their own."""
    known = (OSError, EOFError, ValueError, csv.Error)
    return isinstance(error, known) or type(error).__module__ in ("_lzma", "lzma", "zlib")


def _count_parquet(file: File) -> Counted:
    try:
        with opened(file.path) as stream:
            return Counted(_parquet(stream).metadata.num_rows)
    except (OSError, ValueError) as error:
        return Counted(0, (), _reason(error))


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _parquet(stream: IO[bytes]) -> Any:
    try:
        import pyarrow.parquet as parquet
    except ModuleNotFoundError:
        raise MissingExtraError("Parquet", "parquet") from None
    return parquet.ParquetFile(stream)


def columns_of(file: File, rows: int) -> Columns:
    """The columns of a table: the file's own, or those its first `rows` have.

    Raises:
        InputError: none of these rows is a record.
    """
    if file.form == "parquet":
        with opened(file.path) as stream:
            schema = _parquet(stream).schema_arrow
            return Columns(tuple(schema.names), {f.name: str(f.type) for f in schema})
    names: dict[str, set[type]] = {}
    bad: BadRow | None = None
    reader = Reader()
    for record in reader.take(file, 0, rows):
        if isinstance(record, BadRow):
            bad = bad or record
            continue
        for name, value in record.items():
            names.setdefault(name, set()).add(type(value))
    reader.close()
    if bad and not names:
        raise InputError(file.path, f"has no row that can be read: {bad.why}")
    types = {name: _type_of(kinds - {type(None)}) for name, kinds in names.items()}
    return Columns(tuple(names), types)


def _type_of(kinds: set[type]) -> str:
    """The Arrow type of a column by the types its values have; "json" where none fits."""
    if kinds == {int, float}:
        kinds = {float}
    plain = {str: "string", int: "int64", float: "double", bool: "bool"}
    return plain.get(next(iter(kinds)), "json") if len(kinds) == 1 else "json"


def _csv(stream: IO[bytes], form: str) -> Iterator[Record]:
    from io import TextIOWrapper

    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    lines = TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        yield from csv.DictReader(lines, delimiter="\t" if form == "tsv" else ",", restkey="more")
    finally:
        lines.detach()  # the stream is closed by whoever opened it


Records = Generator[Record | BadRow, None, None]


class Reader:
    """Reads rows of tables, going on from where it was when that is on the way."""

    def __init__(self) -> None:
        self._path = ""
        self._at = 0
        self._records: Records = _nothing()

    def take(
        self, file: File, start: int, rows: int, offset: int | None = None
    ) -> Iterator[Record | BadRow]:
        """Rows `start` to `start + rows`, counted from 0.

        Args:
            file: the table.
            start: the first.
            rows: how many.
            offset: the byte where the first begins, if known.

        Raises:
            EOFError: the file has changed, so that a row is not there any more.
            OSError, ValueError: as `is_of_the_file` knows them.
        """
        if not rows:
            return
        if file.path != self._path or self._at > start or offset is not None:
            self.close()
            self._records, self._at = self._open(file, start, offset)
            self._path = file.path
        for _ in islice(self._records, start - self._at):
            pass
        self._at = start
        for _ in range(rows):
            record = next(self._records, None)
            if record is None:
                raise EOFError("it has fewer rows than when it was counted")
            self._at += 1
            yield record

    def close(self) -> None:
        """Let go of the file."""
        self._records.close()
        self._path = ""

    def _open(self, file: File, start: int, offset: int | None) -> tuple[Records, int]:
        if file.form == "parquet":
            return _parquet_rows(file, start)
        if file.form == "jsonl":
            return _json_rows(file, offset or 0), start if offset is not None else 0
        return _csv_rows(file), 0


def _nothing() -> Records:
    yield from ()


def _csv_rows(file: File) -> Records:
    with opened(file.path) as stream:
        yield from _csv(stream, file.form)


def _json_rows(file: File, offset: int) -> Records:
    with opened(file.path) as stream:
        if offset:
            stream.seek(offset)
        yield from map(_record, filter(bytes.strip, stream))


def _record(line: bytes) -> Record | BadRow:
    try:
        found = json.loads(line)
    except ValueError as error:
        return BadRow(f"the line is no JSON: {_reason(error)}")
    return found if isinstance(found, dict) else BadRow("the line is no JSON object")


def _parquet_rows(file: File, start: int) -> tuple[Records, int]:
    """The rows from the start of the row group that has row `start`, and its first row."""
    with opened(file.path) as stream:
        table = _parquet(stream)
    sizes = [table.metadata.row_group(g).num_rows for g in range(table.num_row_groups)]
    first = at = 0
    while first < len(sizes) and at + sizes[first] <= start:
        at += sizes[first]
        first += 1
    return _groups(file, range(first, len(sizes))), at


def _groups(file: File, groups: Iterable[int]) -> Records:
    with opened(file.path) as stream:
        table = _parquet(stream)
        for group in groups:  # one at a time: a broken one takes none of the others with it
            for batch in table.iter_batches(batch_size=64, row_groups=[group]):
                yield from batch.to_pylist()
