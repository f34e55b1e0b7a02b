"""A corpus job: the request, its plan in shards, and the fingerprint that identifies it."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from summarize.corpus.columns import Columns, union
from summarize.corpus.input import MARK_EVERY, Counted, File, count, find
from summarize.errors import InputError, UnknownNameError, UsageError
from summarize.pipeline import DEFAULT_FAITHFUL, DEFAULT_LENGTH, DEFAULT_SUMMARIZER, Settings
from summarize.reading.tables import ARTICLE, ID, column

__all__ = ["FORMATS", "Job", "Options", "Part", "Slice", "plan"]

FORMATS = ("jsonl", "parquet")
# Rows of a part: at 250 rows a second a worker loses at most 20 seconds' work when it is killed,
# and a hundred million rows make twenty thousand files.
PART_ROWS = 5_000

# Options that change no result: a run may go on with others.
WITHOUT_EFFECT = ("errors", "timeout")


@dataclass(frozen=True, slots=True)
class Options:
    """How every document is summarized, and how rows are read and written.

    Attributes:
        length: as `summarize` takes it.
        summarizer: a name, with its options.
        language: a code, or "auto".
        clean: whether boilerplate is removed first.
        faithful: what is done with what the document does not support: "repair", "flag", "off".
        text_column: the column with the article; None looks for one of the usual names.
        id_column: the column with the id; None looks for one, or numbers the rows.
        keep_text: whether the article is kept beside its summary.
        form: "jsonl" or "parquet".
        part_rows: rows of each output file at most.
        limit: only so many rows, the first.
        sample: only this share of the rows, chosen by `seed`.
        seed: of the sample.
        errors: "record" keeps an error in its row; "raise" stops at the first.
        timeout: seconds for one document; a worker that takes longer is replaced.
    """

    length: str = DEFAULT_LENGTH
    summarizer: str = DEFAULT_SUMMARIZER
    language: str = "auto"
    clean: bool = True
    faithful: str = DEFAULT_FAITHFUL
    text_column: str | None = None
    id_column: str | None = None
    keep_text: bool = False
    form: str = "jsonl"
    part_rows: int = PART_ROWS
    limit: int | None = None
    sample: float | None = None
    seed: int = 0
    errors: str = "record"
    timeout: float = 300.0

    def check(self) -> None:
        """Raise `UsageError` for invalid options.

        Raises:
            UsageError: an invalid value, or a number that is not above 0.
        """
        if self.form not in FORMATS:
            raise UnknownNameError("format", self.form, FORMATS)
        if self.errors not in ("record", "raise"):
            raise UnknownNameError("way with errors", self.errors, ("record", "raise"))
        for name in ("part_rows", "limit", "timeout"):
            value = getattr(self, name)
            if value is not None and value <= 0:
                raise UsageError(f"{name.replace('_', '-')} is {value}: give a number above 0")
        if self.sample is not None and not 0 < self.sample <= 1:
            raise UsageError(f"sample is {self.sample}: give a share above 0 and up to 1")
        self.settings.resolved()

    @property
    def settings(self) -> Settings:
        """Return the settings for reading and summarizing each document."""
        return Settings(self.length, self.summarizer, self.language, self.clean, self.faithful)


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows `start` to `start + rows` of a file; `offset` is their first byte, if known.

    `broken` says why the file cannot be read after them: that takes a row of its own.
    """

    file: File
    start: int
    rows: int
    offset: int | None = None
    broken: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The unit of work: rows of the input, in order, written to one output file."""

    number: int
    slices: tuple[Slice, ...]

    @property
    def rows(self) -> int:
        """How many input rows it has, an unreadable rest counted as one."""
        return sum(s.rows + bool(s.broken) for s in self.slices)

    def to_dict(self) -> dict[str, Any]:
        """As plain values, for another process or machine."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Part":
        """What `to_dict` made."""
        slices = (Slice(**{**s, "file": File(**s["file"])}) for s in values["slices"])
        return cls(values["number"], tuple(slices))


@dataclass(frozen=True, slots=True)
class Job:
    """A request with its plan.

    Attributes:
        options: what was asked, its columns found.
        output: the folder.
        columns: of the input that are kept, with their Arrow types.
        parts: the work, cut up.
        known: what makes this job the same as an earlier one, in words.
    """

    options: Options
    output: str
    columns: Columns
    parts: tuple[Part, ...] = field(repr=False)
    known: dict[str, Any] = field(repr=False)

    @property
    def rows(self) -> int:
        """Rows of the input."""
        return sum(part.rows for part in self.parts)

    @property
    def fingerprint(self) -> str:
        """A hash of `known`."""
        return hashlib.sha256(json.dumps(self.known, sort_keys=True).encode()).hexdigest()

    def head(self) -> dict[str, Any]:
        """All but the parts, as plain values: what a worker must know."""
        return {
            "options": asdict(self.options),
            "output": self.output,
            "columns": [list(self.columns.names), self.columns.types],
        }

    @classmethod
    def from_head(cls, values: dict[str, Any]) -> "Job":
        """A job without its parts, as a worker has it."""
        names, types = values["columns"]
        options = Options(**values["options"])
        return cls(options, values["output"], Columns(tuple(names), types), (), {})


def plan(inputs: Sequence[str], output: str, options: Options, *, version: str) -> Job:
    """Find the input, count its rows, and split it into shards.

    Args:
        inputs: files, folders and globs.
        output: the folder to write to.
        options: what is asked.
        version: of the package: another one starts anew.

    Raises:
        InputError: there is no such input, or nothing in it.
        UsageError: an option or a column does not exist.
    """
    options.check()
    files = find(inputs)
    counted = [count(file) for file in files]
    if not any(c.rows or c.broken for c in counted):
        raise InputError(files[0].path, "holds no rows")
    options, columns = _with_columns(files, counted, options)
    known = {
        "version": version,
        "options": {k: v for k, v in asdict(options).items() if k not in WITHOUT_EFFECT},
        "files": [asdict(file) for file in files],
    }
    parts = tuple(_parts(files, counted, options))
    return Job(options, output, columns, parts, known)


def _with_columns(
    files: Sequence[File], counted: Sequence[Counted], options: Options
) -> tuple[Options, Columns]:
    """Return the options with the text and id columns detected, and the columns to keep."""
    if files[0].form == "document":
        return options, Columns((), {})
    columns = _columns(files, counted)
    text = options.text_column or column(ARTICLE, columns.names)
    if text not in columns.names:
        raise UnknownNameError("--text-column", text or ARTICLE[0], columns.names)
    id_column = options.id_column or column(ID, columns.names)
    if id_column and id_column not in columns.names:
        raise UnknownNameError("--id-column", id_column, columns.names)
    dropped = () if options.keep_text else (text,)
    others = tuple(n for n in columns.names if n not in (*dropped, id_column))
    types = {n: columns.types[n] for n in others}
    return replace(options, text_column=text, id_column=id_column), Columns(others, types)


def _columns(files: Sequence[File], counted: Sequence[Counted]) -> Columns:
    """Return the columns of all tables that can be read.

    Raises:
        InputError: there is none; it says what is wrong with the first.
    """
    columns = union(one.kinds for one in counted)
    if columns.names:
        return columns
    for file, one in zip(files, counted, strict=True):
        if one.broken:
            raise InputError(file.path, f"cannot be read: {one.broken}")
        if one.bad:
            raise InputError(file.path, f"has no row that can be read: {one.bad}")
    raise InputError(files[0].path, "has no columns")


def _parts(files: Sequence[File], counted: Sequence[Counted], options: Options) -> Iterator[Part]:
    number, room = 0, options.part_rows
    slices: list[Slice] = []
    for piece in _limited(_pieces(files, counted, options.part_rows), options.limit):
        rows = piece.rows + bool(piece.broken)
        if rows > room and slices:
            yield Part(number, tuple(slices))
            number, slices, room = number + 1, [], options.part_rows
        slices.append(piece)
        room -= rows
    yield Part(number, tuple(slices))


def _pieces(files: Sequence[File], counted: Sequence[Counted], most: int) -> Iterator[Slice]:
    """Split the files into pieces of at most `most` rows, at known line starts."""
    step = max(1, most // MARK_EVERY) * MARK_EVERY if most >= MARK_EVERY else most
    for file, (rows, marks, broken, *_) in zip(files, counted, strict=True):
        for start in range(0, rows, step):
            exact = marks and start % MARK_EVERY == 0
            offset = marks[start // MARK_EVERY] if exact else None
            yield Slice(file, start, min(step, rows - start), offset)
        if broken:
            yield Slice(file, rows, 0, None, broken)


def _limited(pieces: Iterator[Slice], limit: int | None) -> Iterator[Slice]:
    left = limit
    for piece in pieces:
        if left is not None:
            if left <= 0:
                return
            if piece.rows > left:
                piece = replace(piece, rows=left, broken=None)
            left -= piece.rows + bool(piece.broken)
        yield piece
