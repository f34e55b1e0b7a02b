"""The input of a corpus: finds files, counts rows, and reads rows from any position.

A table (see `reading.tables`) has a document in each row; any other file is a document.
Paths go through fsspec, so an object store is named as a folder is: `s3://bucket/articles/`.
"""

import hashlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from os import scandir
from types import MappingProxyType
from typing import IO, Any, BinaryIO, NamedTuple, cast

from summarize.corpus.columns import Kinds, kind_of
from summarize.errors import InputError, MissingExtraError, OutputError
from summarize.reading import tables
from summarize.reading.tables import COMPRESSED, form_of

__all__ = [
    "BadRow",
    "Counted",
    "File",
    "Reader",
    "count",
    "find",
    "is_local",
    "is_of_the_file",
    "store_of",
]

# A line start is remembered each so many rows: a shard begins at one, so no line is read in vain.
MARK_EVERY = 500

_PIECE = 1 << 20  # bytes hashed at a time
_UTF16 = (b"\xff\xfe", b"\xfe\xff")

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class File:
    """One file of the input.

    Attributes:
        path: local, or with its protocol.
        form: the form of its table, or "document".
        size: bytes.
        digest: a hash of its content, or the store's own mark of it.
    """

    path: str
    form: str
    size: int
    digest: str


class Counted(NamedTuple):
    """The result of counting the rows of a file.

    Attributes:
        rows: rows that can be read.
        marks: byte offsets of rows 0, 500, 1000, …; empty where reading cannot start there.
        broken: why the rest cannot be read, or None.
        kinds: its columns, with the types of their values.
        bad: what is wrong with the first row that is no record, or None.
    """

    rows: int
    marks: tuple[int, ...] = ()
    broken: str | None = None
    kinds: Kinds = MappingProxyType({})
    bad: str | None = None


class BadRow(NamedTuple):
    """A row that cannot be read, and why."""

    why: str


def find(inputs: Sequence[str]) -> list[File]:
    """Return the files of the inputs, in the given order; those of a folder or glob by name.

    Args:
        inputs: files, folders and globs, local or with a protocol.

    Raises:
        InputError: one of them does not exist, or holds no file; tables of different forms, or
            tables and documents, are mixed.
    """
    files_by_path: dict[str, File] = {}
    for url in inputs:
        files = list(_files(url))
        if not files:
            raise InputError(url, "no such file, folder or glob, or nothing in it")
        files_by_path |= {file.path: file for file in files}
    kinds = {file.form: file.path for file in files_by_path.values()}
    if len(kinds) > 1:
        one, other = list(kinds.values())[:2]
        raise InputError(one, f"is not of the same form as {other}: name one form by a glob")
    return list(files_by_path.values())


def _files(url: str) -> Iterator[File]:
    system, path = store_of(url)
    try:
        paths = _paths(system, path, is_glob=any(mark in url for mark in "*?["))
    except OSError as error:
        raise InputError(url, f"cannot be listed: {_reason(error)}") from error
    root = path.rstrip("/") if len(paths) != 1 else ""
    for each in paths:
        inside = each[len(root) :] if each.startswith(root) else each
        hidden = len(paths) > 1 and any(p[:1] in "._" for p in inside.strip("/").split("/"))
        if not hidden and not system.isdir(each):
            yield _file(system, each)


def store_of(
    url: str, refused: type[InputError] | type[OutputError] = InputError
) -> tuple[Any, str]:
    """Return the file system of a path or URL, and the path within it.

    Args:
        url: the path or URL.
        refused: what is raised where there is no such kind of store, or no package for it.
    """
    from fsspec.core import url_to_fs

    try:
        system, path = url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise refused(url, f"cannot be opened: {_reason(error)}") from error
    return system, path


def _paths(system: Any, path: str, *, is_glob: bool) -> list[str]:
    if is_glob:
        return sorted(system.glob(path))
    if system.isdir(path):
        if is_local(system):
            with scandir(path):  # fsspec takes a folder that may not be read for an empty one
                pass
        return sorted(system.find(path))
    return [path] if system.exists(path) else []


def _file(system: Any, path: str) -> File:
    info = system.info(path)
    mark = next((str(info[key]) for key in ("ETag", "etag", "md5Hash") if info.get(key)), None)
    whole = path if is_local(system) else system.unstrip_protocol(path)
    form = form_of(path) or "document"
    return File(whole, form, int(info.get("size") or 0), mark or _digest(system, path))


def _digest(system: Any, path: str) -> str:
    """Return a hash of a file's content; "" where it cannot be read."""
    digest = hashlib.blake2b(digest_size=16)
    try:
        with system.open(path, "rb") as stream:
            while piece := stream.read(_PIECE):
                digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()


def is_local(system: Any) -> bool:
    """Return whether an fsspec file system is this machine's own."""
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
    """Return whether the file name says so."""
    return path.lower().endswith(COMPRESSED)


def count(file: File) -> Counted:
    """Count the rows of a file; of a damaged file, the readable rows, with the reason."""
    if file.form == "document":
        return Counted(1)
    if file.form == "parquet":
        return _count_parquet(file)
    tally, broken = _Tally(), None
    try:
        with opened(file.path) as stream:
            tally.read(file, stream)
    except Exception as error:
        if not is_of_the_file(error):
            raise
        broken = _reason(error)
    kinds = {name: frozenset(found) for name, found in tally.kinds.items()}
    return Counted(tally.rows, tuple(tally.marks), broken, kinds, tally.bad)


@dataclass(slots=True)
class _Tally:
    """The counts of a table's rows so far."""

    rows: int = 0
    marks: list[int] = field(default_factory=list)
    kinds: dict[str, set[str]] = field(default_factory=dict)
    bad: str | None = None

    def read(self, file: File, stream: IO[bytes]) -> None:
        """Count the rows and the types of their values."""
        tracked = _Tracked(stream)
        direct = file.form == "jsonl" and not is_compressed(file.path)
        start = 0
        for row in tables.rows(cast("BinaryIO", tracked), file.form, file.path, []):
            if self.rows % MARK_EVERY == 0 and direct and not tracked.is_utf16:
                self.marks.append(start)
            start = tracked.offset
            self.rows += 1
            if isinstance(row.values, str):
                self.bad = self.bad or row.values
            else:
                for name, value in row.values.items():
                    self.kinds.setdefault(name, set()).add(kind_of(value))


class _Tracked:
    """A stream that counts the bytes read from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self.offset, self.is_utf16 = stream, 0, False

    def readline(self) -> bytes:
        """Return the next line."""
        line = self._stream.readline()
        self.is_utf16 = self.is_utf16 or (not self.offset and line.startswith(_UTF16))
        self.offset += len(line)
        return line

    def read(self) -> bytes:
        """Return the rest."""
        rest = self._stream.read()
        self.offset += len(rest)
        return rest

    def __iter__(self) -> Iterator[bytes]:
        while line := self.readline():
            yield line


def is_of_the_file(error: Exception) -> bool:
    """Return whether an exception means that the file is damaged."""
    return tables.is_damage(error)


def _count_parquet(file: File) -> Counted:
    try:
        with opened(file.path) as stream:
            table = tables.parquet_file(cast("BinaryIO", stream), file.path)
            kinds = {f.name: frozenset([str(f.type)]) for f in table.schema_arrow}
            return Counted(table.metadata.num_rows, kinds=kinds)
    except MissingExtraError:
        raise
    except (OSError, ValueError, InputError) as error:
        return Counted(0, broken=_reason(error))


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


Records = Generator[Record | BadRow, None, None]


class Reader:
    """Reads rows of tables, continuing from the current position if possible."""

    def __init__(self) -> None:
        self._path = ""
        self._at = 0
        self._records: Records = _nothing()

    def take(
        self, file: File, start: int, rows: int, offset: int | None = None
    ) -> Iterator[Record | BadRow]:
        """Yield rows `start` to `start + rows`, counted from 0.

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
        """Close the file."""
        self._records.close()
        self._path = ""

    def _open(self, file: File, start: int, offset: int | None) -> tuple[Records, int]:
        if file.form == "parquet":
            return _parquet_rows(file, start)
        return _table_rows(file, offset or 0), start if offset is not None else 0


def _nothing() -> Records:
    yield from ()


def _table_rows(file: File, offset: int) -> Records:
    with opened(file.path) as stream:
        if offset:
            stream.seek(offset)
        for row in tables.rows(cast("BinaryIO", stream), file.form, file.path, []):
            yield BadRow(row.values) if isinstance(row.values, str) else dict(row.values)


def _parquet_rows(file: File, start: int) -> tuple[Records, int]:
    """Return the rows from the start of the row group with row `start`, and its first row."""
    with opened(file.path) as stream:
        table = tables.parquet_file(cast("BinaryIO", stream), file.path)
        sizes = [table.metadata.row_group(g).num_rows for g in range(table.num_row_groups)]
    first = at = 0
    while first < len(sizes) and at + sizes[first] <= start:
        at += sizes[first]
        first += 1
    return _groups(file, range(first, len(sizes))), at


def _groups(file: File, groups: Iterable[int]) -> Records:
    with opened(file.path) as stream:
        table = tables.parquet_file(cast("BinaryIO", stream), file.path)
        for group in groups:  # one at a time: a broken one takes none of the others with it
            for batch in table.iter_batches(batch_size=64, row_groups=[group]):
                yield from batch.to_pylist()
