"""Articles with their references, from wherever they are kept.

A file of rows (JSON Lines, JSON, CSV, TSV, Parquet; plain, .gz, .bz2, .xz), a folder of pairs, or
`hf:NAME[:CONFIG][:SPLIT]` from a hub. The columns are known by the names people give them:

| what | column |
|---|---|
| article, reference, id, title | see `ARTICLE`, `REFERENCE`, `ID`, `TITLE` in `reading.tables`; |
|  | references also with a number behind the name (`reference1`, `reference2`) |
| stored outputs | systems: name → text |
| known boilerplate | boilerplate: lines of the page that are not the article |

A row that cannot be used is left out and said; the others are not lost.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from os import PathLike
from pathlib import Path
from typing import Any

from summarize.errors import EmptyInputError, InputError, UnknownNameError
from summarize.evaluation.data import pairs, rows
from summarize.reading.encoding import plain
from summarize.reading.tables import ARTICLE, ID, REFERENCE, TITLE, column

__all__ = ["Columns", "Dataset", "Example", "load", "of_rows"]


@dataclass(frozen=True, slots=True)
class Example:
    """A document to summarize, and what its summaries are judged by.

    Attributes:
        id: unique in its data: the row's own, or its number.
        article: the text as read.
        references: one at least, none of them empty.
        title: its headline, where the data has one.
        systems: name → output, of other systems in the data.
        boilerplate: lines of the article that are known not to belong to it.
        row: its index in the data, from 0, counting rows that could not be used.
    """

    id: str
    article: str
    references: tuple[str, ...]
    title: str | None = None
    systems: Mapping[str, str] = field(default_factory=dict)
    boilerplate: tuple[str, ...] = ()
    row: int = 0


@dataclass(frozen=True, slots=True)
class Dataset:
    """What was read.

    Attributes:
        name: the path or address, as given.
        examples: in order, one at least.
        problems: what could not be used, one line each: where, and why.
        notes: what a reader of the figures should know.
        rows: how many were read, those that could not be used too.
        ids: the data's own, of every row that has one; empty where no column holds ids.
        limited: whether there may be more than were read.
        detokenised: whether its tokens were joined after reading.
    """

    name: str
    examples: tuple[Example, ...]
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    rows: int = 0
    ids: tuple[str, ...] = ()
    limited: bool = False
    detokenised: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the columns where they are given; None where they are to be found."""

    article: str | None = None
    reference: str | None = None


def load(
    source: str | PathLike[str],
    *,
    columns: Columns | None = None,
    length: str = "medium",
    limit: int | None = None,
) -> Dataset:
    """Read a file, a folder of pairs, or `hf:NAME[:CONFIG][:SPLIT]`.

    Args:
        source: where the data is.
        columns: the names of the columns; found where not given.
        length: which reference of a folder of pairs, where it has several lengths.
        limit: so many rows at most, from the first.

    Raises:
        InputError: it cannot be read, has no such columns, or no row in it can be used.
        UnknownNameError: a column that was named does not exist.
        MissingExtraError: Parquet or a hub without the package that reads it.
    """
    name = str(source)
    path = Path(source)
    if not name.startswith("hf:") and path.is_dir():
        folder = pairs.read(path, length=length)
        return of_rows(name, folder.rows, limit=limit, notes=folder.notes)
    notes: list[str] = []
    return of_rows(name, rows.read(name, notes), columns=columns, limit=limit, notes=notes)


def of_rows(
    name: str,
    entries: Iterable[rows.Row],
    *,
    columns: Columns | None = None,
    limit: int | None = None,
    notes: Sequence[str] = (),
) -> Dataset:
    """The data set that rows make.

    Args:
        name: of the data, for messages.
        entries: each with the place it stands, and its columns or what is wrong with it.
        columns: the names of the columns; found where not given.
        limit: so many rows at most.
        notes: may still grow while the rows are read.

    Raises:
        InputError: there is no such column, or no row can be used.
        UnknownNameError: a column that was named does not exist.
    """
    examples: list[Example] = []
    problems: list[str] = []
    readers = _Readers(name, columns or Columns())
    count = 0
    for number, row in enumerate(islice(entries, limit)):
        count += 1
        try:
            examples.append(readers.example(row, number))
        except ValueError as error:
            problems.append(f"{name}: {row.place}: {error}")
    if not count:
        raise EmptyInputError(name, "holds no documents")
    if not examples:
        first = problems[0].removeprefix(f"{name}: ")
        raise readers.error or InputError(name, f"no document in it can be used; {first}")
    twice = len(readers.ids) - len(set(readers.ids))
    repeated = [f"ids that stand more than once: {twice}; a number was added"] if twice else []
    return Dataset(
        name,
        tuple(_numbered(examples)),
        tuple(problems),
        (*notes, *repeated),
        rows=count,
        ids=tuple(readers.ids),
        limited=count == limit,
    )


@dataclass(slots=True)
class _Readers:
    """Reads rows by the columns of the first one that has what is wanted."""

    name: str
    columns: Columns
    reader: "_Reader | None" = None
    error: InputError | UnknownNameError | None = None
    ids: list[str] = field(default_factory=list)

    def example(self, row: rows.Row, number: int) -> Example:
        """The example of a row.

        Raises:
            ValueError: what is wrong with it.
        """
        if isinstance(row.values, str):
            raise ValueError(row.values)
        if self.reader is None:
            try:
                self.reader = _Reader.of(self.name, row.values, self.columns)
            except (InputError, UnknownNameError) as error:
                self.error = self.error or error
                raise ValueError("the columns wanted are not in it") from error
        if (own := self.reader.own_id(row.values)) is not None:
            self.ids.append(own)
        return self.reader.example(row.values, number)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Which columns hold what."""

    article: str
    references: tuple[str, ...]
    id: str | None
    title: str | None

    @classmethod
    def of(cls, name: str, row: Mapping[str, Any], columns: Columns) -> "_Reader":
        article = _named(columns.article, row) or column(ARTICLE, row)
        if article is None:
            raise _no_column(name, "article", row)
        rest = {key: value for key, value in row.items() if key != article}
        if columns.reference:
            references: tuple[str, ...] = (_named(columns.reference, row) or "",)
        else:
            references = _references(rest)
        if not references:
            raise _no_column(name, "reference", row)
        return cls(article, references, column(ID, rest), column(TITLE, rest))

    def own_id(self, row: Mapping[str, Any]) -> str | None:
        """Return the row's own id; None where it has none. 0 is an id."""
        value = row.get(self.id) if self.id else None
        return None if value is None or value == "" else str(value)

    def example(self, row: Mapping[str, Any], number: int) -> Example:
        """Return the example of a row.

        Raises:
            ValueError: what is wrong with it.
        """
        article = _joined(row, self.article)
        if not article.strip():
            raise ValueError("the article is empty")
        texts = [text for name in self.references for text in _texts(row.get(name))]
        if not (filled := tuple(text for text in texts if text.strip())):
            raise ValueError("no reference, or an empty one")
        return Example(
            id=self.own_id(row) or str(number + 1),
            article=article,
            references=filled,
            title=" ".join(_texts(row.get(self.title))) or None if self.title else None,
            systems=_systems(row.get("systems")),
            boilerplate=tuple(_texts(row.get("boilerplate"))),
            row=number,
        )


def _named(name: str | None, row: Mapping[str, Any]) -> str | None:
    if name is not None and name not in row:
        raise UnknownNameError("column", name, row)
    return name


def _references(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The likeliest column; or of the likeliest name all those with a number behind it."""
    if only := column(REFERENCE, row):
        return (only,)
    for name in REFERENCE:
        numbered = re.compile(rf"{name}[ _-]?\d+", re.IGNORECASE)
        if columns := tuple(key for key in row if numbered.fullmatch(key.strip())):
            return columns
    return ()


def _no_column(name: str, what: str, row: Mapping[str, Any]) -> InputError:
    there = ", ".join(map(str, row)) or "none"
    why = f"no column looks like the {what}: name it with --{what}-column (there are: {there})"
    return InputError(name, why)


def _joined(row: Mapping[str, Any], name: str) -> str:
    if name not in row:
        raise ValueError(f"it has no '{name}'")
    return "\n".join(_texts(row[name]))


def _texts(value: object) -> list[str]:
    """The texts in a cell: one, a list of them, or a list written as JSON.

    Raises:
        ValueError: it holds something else.
    """
    if value is None or value == "":
        return []
    if isinstance(value, str):
        return _written_list(value) or [plain(value)]
    if isinstance(value, Mapping) or not isinstance(value, Iterable):
        raise ValueError(f"{type(value).__name__} where a text should be")
    return [text for item in value for text in _texts(item)]


def _written_list(text: str) -> list[str]:
    if not (text.startswith('["') and text.rstrip().endswith('"]')):
        return []
    try:
        items = json.loads(text)
    except ValueError:
        return []
    return [plain(item) for item in items if isinstance(item, str)]


def _systems(value: object) -> dict[str, str]:
    """The stored outputs of a row: an object, or the pairs that Parquet makes of one."""
    if not value:
        return {}
    named = value.items() if isinstance(value, Mapping) else value
    if not isinstance(named, Iterable):
        raise ValueError("its systems are no names with texts")
    try:
        return {str(name): "\n".join(_texts(text)) for name, text in named if text is not None}
    except TypeError as error:
        raise ValueError("its systems are no names with texts") from error


def _numbered(examples: Iterable[Example]) -> Iterator[Example]:
    """The examples, with a number behind an id that was there before."""
    taken: set[str] = set()
    for example in examples:
        own, number = example.id, 1
        while own in taken:
            number += 1
            own = f"{example.id}#{number}"
        taken.add(own)
        yield replace(example, id=own)
