"""What a job writes: whole parts only, and a manifest by which it is known again.

    OUTPUT/part-000000.jsonl      seen when it is whole, never before
    OUTPUT/_summarize/job.json    what was asked, of which files
    OUTPUT/_summarize/000000.json what a finished part holds, written before the part is shown
    OUTPUT/_summarize/aside-…     what is being written

A part that is there is done. Nothing else has to be remembered, so a job may be killed at any
moment, and two workers that make the same part make the same file.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any
from uuid import uuid4

from summarize.corpus.input import Record, is_local, store_of
from summarize.corpus.job import Job, Part
from summarize.corpus.rows import EVIDENCE, kept_names
from summarize.errors import InputError, MissingExtraError, OutputError

try:
    import fcntl
except ImportError:  # Windows has other locks
    fcntl = None  # type: ignore[assignment]

__all__ = ["Report", "Store", "schema"]

PRIVATE = "_summarize"
LOCK = "lock"
ROWS_AT_ONCE = 500  # written to a Parquet file together: its row group
SPAN = [("start", "int64"), ("end", "int64")]


@dataclass(slots=True)
class Report:
    """What became of some rows.

    Attributes:
        part: the part's number.
        rows: rows written.
        errors: how many documents failed, by kind.
        first_error: the first of them, in words.
    """

    part: int = 0
    rows: int = 0
    errors: dict[str, int] = field(default_factory=dict)
    first_error: str | None = None

    def add(self, row: Record) -> Record:
        """Count a row, and give it back."""
        self.rows += 1
        if row["error"] is not None:
            self.errors[row["error_kind"]] = self.errors.get(row["error_kind"], 0) + 1
            self.first_error = self.first_error or f"{row['id']}: {row['error']}"
        return row

    def merge(self, other: "Report") -> None:
        """Count another's rows in."""
        self.rows += other.rows
        self.errors = dict(Counter(self.errors) + Counter(other.errors))
        self.first_error = self.first_error or other.first_error


class Store:
    """The output folder of a job, wherever fsspec reaches.

    Raises:
        OutputError: from every method, where the folder cannot be read or written.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.system, self.root = store_of(job.output, OutputError)

    def path(self, part: int) -> str:
        """Where a part is, once it is whole."""
        return f"{self.root}/part-{part:06}.{self.job.options.form}"

    def _private(self, name: str) -> str:
        return f"{self.root}/{PRIVATE}/{name}"

    def begin(self, *, overwrite: bool = False) -> tuple[set[int], list[str]]:
        """Open the output folder; return the finished part numbers and notes for the user.

        Args:
            overwrite: delete the results of another job; else they are an error.

        Raises:
            OutputError: the folder holds other files or another job's results, or cannot be
                written.
        """
        notes = []
        with self._told():
            self.system.makedirs(f"{self.root}/{PRIVATE}", exist_ok=True)
            ours, before = self._ours(), self._read("job.json")
            if ours and before is None:
                raise OutputError(self.job.output, "holds parts of no known job: give a new folder")
            if before is not None and before["fingerprint"] != self.job.fingerprint:
                difference = changed(before["known"], self.job.known)
                if ours and not overwrite:
                    why = f"holds the results of another job ({difference})"
                    remedy = "give a new folder, or --overwrite to delete them"
                    raise OutputError(self.job.output, f"{why}: {remedy}")
                notes.append(f"starting anew: {difference}")
                self._delete(ours)
                ours = set()
            self._sweep("aside-")
            known = {"fingerprint": self.job.fingerprint, "known": self.job.known}
            self._write("job.json", json.dumps(known).encode())
        done = {int(name[5:].partition(".")[0]) for name in ours}
        if done:
            notes.append(f"resuming: {len(done)} of {len(self.job.parts)} parts done")
        return done, notes

    def _ours(self) -> set[str]:
        """Return the names of the finished parts.

        Raises:
            OutputError: the folder holds other files.
        """
        names = {path.rsplit("/", 1)[-1] for path in self.system.ls(self.root, detail=False)}
        ours = {name for name in names if re.fullmatch(r"part-\d{6,}\.(jsonl|parquet)", name)}
        if other := names - ours - {PRIVATE, ""}:
            why = f"holds other files ({min(other)}): give a new folder"
            raise OutputError(self.job.output, why)
        return ours

    def _delete(self, parts: Iterable[str]) -> None:
        """Delete finished parts, and all that is remembered of them."""
        for name in parts:
            self.system.rm(f"{self.root}/{name}")
        self._sweep("")

    def lock(self) -> int | None:
        """Keep other runs out of a local folder until the returned descriptor is closed.

        The operating system lets go of it when the process ends, however it ends. None for a store
        elsewhere, or a system without such locks.

        Raises:
            OutputError: another run is writing there.
        """
        if fcntl is None or not is_local(self.system):
            return None
        with self._told():
            self.system.makedirs(f"{self.root}/{PRIVATE}", exist_ok=True)
            held = os.open(self._private(LOCK), os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            by = os.read(held, 20).decode("ascii", "replace") or "?"
            os.close(held)
            why = f"another run (process {by}) is writing there: wait for it, or give a new folder"
            raise OutputError(self.job.output, why) from error
        os.truncate(held, 0)
        os.write(held, str(os.getpid()).encode())
        return held

    def is_done(self, part: int) -> bool:
        """Whether a part is there."""
        with self._told():
            return bool(self.system.exists(self.path(part)))

    def report(self, part: int) -> Report:
        """What a finished part holds."""
        with self._told():
            return Report(**(self._read(f"{part:06}.json") or {"part": part}))

    def write(self, part: Part, rows: Iterable[Record]) -> Report:
        """Write a part aside, then show it.

        Args:
            part: whose rows they are.
            rows: its output rows, taken one by one.
        """
        aside = self._private(f"aside-{part.number:06}-{uuid4().hex}")
        report = Report(part.number)
        with self._told():
            with self.system.open(aside, "wb") as stream:
                WRITERS[self.job.options.form](stream, map(report.add, rows), self.job)
                _to_disk(stream)
            self._write(f"{part.number:06}.json", json.dumps(_plain(report)).encode())
            self.system.mv(aside, self.path(part.number))
        return report

    def _read(self, name: str) -> dict[str, Any] | None:
        if not self.system.exists(self._private(name)):
            return None
        values: dict[str, Any] = json.loads(self.system.cat_file(self._private(name)))
        return values

    def _write(self, name: str, content: bytes) -> None:
        aside = self._private(f"aside-{uuid4().hex}")
        self.system.pipe_file(aside, content)
        self.system.mv(aside, self._private(name))

    def _sweep(self, prefix: str) -> None:
        """Remove what a killed job left aside; with no prefix, all that is remembered."""
        for path in self.system.ls(f"{self.root}/{PRIVATE}", detail=False):
            name = path.rsplit("/", 1)[-1]
            if name.startswith(prefix) and name != LOCK:
                self.system.rm(path)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            why = f"{error.strerror or error}: mend that and run the same command to go on"
            raise OutputError(self.job.output, f"cannot be written: {why}") from error


def changed(before: dict[str, Any], now: dict[str, Any]) -> str:
    """What differs between two jobs, in words."""
    differences = []
    if before["version"] != now["version"]:
        differences.append(f"version {before['version']} is now {now['version']}")
    for name, value in now["options"].items():
        was = before["options"].get(name)
        if was != value:
            differences.append(f"{name} was {was} and is {value}")
    if before["files"] != now["files"]:
        differences.append(_changed_files(before["files"], now["files"]))
    return "; ".join(differences)


def _changed_files(before: Sequence[dict[str, Any]], now: Sequence[dict[str, Any]]) -> str:
    """Say how the input differs."""
    was, is_now = ({file["path"]: file for file in files} for files in (before, now))
    if added := [path for path in is_now if path not in was]:
        return f"{added[0]} is new in the input"
    if gone := [path for path in was if path not in is_now]:
        return f"{gone[0]} is no longer in the input"
    other = [path for path in is_now if is_now[path] != was[path]]
    return f"the content of {other[0]} has changed" if other else "the input's order has changed"


def _plain(report: Report) -> dict[str, Any]:
    return {name: getattr(report, name) for name in report.__slots__}


def _to_disk(stream: IO[bytes]) -> None:
    """Have a local file on the disk before it is shown; a store keeps what it has taken."""
    stream.flush()
    try:
        os.fsync(stream.fileno())
    except (OSError, AttributeError):  # a stream that is no file of this machine
        return


def _write_jsonl(stream: IO[bytes], rows: Iterable[Record], job: Job) -> None:
    for row in rows:
        stream.write(json.dumps(row, ensure_ascii=False, default=str).encode() + b"\n")


def _write_parquet(stream: IO[bytes], rows: Iterable[Record], job: Job) -> None:
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ModuleNotFoundError:
        raise MissingExtraError("Parquet", "parquet") from None
    form = schema(job)
    with parquet.ParquetWriter(stream, form, compression="zstd") as writer:
        batch: list[Record] = []
        for row in rows:
            batch.append(_fitted(row, form))
            if len(batch) == ROWS_AT_ONCE:
                writer.write_table(arrow.Table.from_pylist(batch, schema=form))
                batch = []
        writer.write_table(arrow.Table.from_pylist(batch, schema=form))


WRITERS = {"jsonl": _write_jsonl, "parquet": _write_parquet}


def schema(job: Job) -> Any:
    """The Arrow schema of a job's output: the id, what is kept, the summary and its evidence."""
    import pyarrow as arrow

    span = arrow.struct(SPAN)
    spans = arrow.list_(span)
    sentence = arrow.struct(
        [("text", "string"), ("score", "double"), ("sources", spans), ("support", "double"),
         ("unsupported", spans), ("edited", arrow.list_(arrow.string()))]
    )  # fmt: skip
    removed = arrow.struct([("rule", "string"), ("text", "string"), ("span", span)])
    counts = ("sentences_read", "sentences", "tokens_read", "tokens", "chunks")
    special = {
        "sentences": arrow.list_(sentence),
        "removed": arrow.list_(removed),
        "coverage": arrow.struct([(name, "int64") for name in counts]),
        "words": arrow.int64(),
        "compression": arrow.float64(),
        "notes": arrow.list_(arrow.string()),
    }
    names = kept_names(job.columns.names, ("id", *EVIDENCE))
    own = [(names[n], _arrow_type(job.columns.types[n])) for n in job.columns.names]
    added = [(name, special.get(name, arrow.string())) for name in EVIDENCE]
    return arrow.schema([("id", arrow.string()), *own, *added])


def _arrow_type(name: str) -> Any:
    """The type of that name; nested and mixed ones are kept as JSON in a string."""
    import pyarrow as arrow

    try:
        return arrow.type_for_alias(name)
    except ValueError:
        return arrow.string()


def _fitted(row: Record, form: Any) -> Record:
    """Return the row as its schema wants it.

    Raises:
        InputError: a value cannot be kept; counting has seen them all, so the input has changed.
    """
    import pyarrow as arrow

    for name in [name for name in row if name not in ("id", *EVIDENCE)]:
        value, kind = row[name], form.field(name).type
        if arrow.types.is_string(kind):
            if value is not None and not isinstance(value, str):
                row[name] = json.dumps(value, ensure_ascii=False, default=str)
        elif not _fits(value, kind):
            why = f"column '{name}' holds {value!r}, which cannot be kept as {kind}"
            raise InputError(str(row["id"]), f"{why}: use --format jsonl")
    return row


def _fits(value: object, kind: Any) -> bool:
    """Return whether a value is the same once it is of an Arrow type."""
    import pyarrow as arrow

    if value is None:
        return True
    try:
        stored = arrow.scalar(value, kind).as_py()
    except (arrow.ArrowException, OverflowError, TypeError, ValueError):
        return False
    return bool(stored == value) or value != value  # not a number is itself
