"""From rows to rows: the one function that every engine and adapter runs."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from summarize import pipeline
from summarize.corpus.input import BadRow, Reader, Record, is_of_the_file, opened
from summarize.corpus.job import Job, Options, Part, Slice
from summarize.document import Document
from summarize.errors import SummarizeError, SummaryError
from summarize.pipeline import Settings
from summarize.summary import Summary

__all__ = ["EVIDENCE", "Item", "Marker", "items", "kept_names", "output_rows", "summarize_rows"]

EVIDENCE = (
    "summary", "sentences", "title", "length", "summarizer", "model", "removed", "coverage",
    "words", "compression", "notes", "error_kind", "error",
)  # fmt: skip
"""The columns a summary makes. The seconds it took are left out: they are never the same twice."""


class Item(NamedTuple):
    """A document to be summarized: its id, where its text is, and the columns kept.

    Attributes:
        id: the row's own, or its file and line.
        source: the text, the path of a file, or why there is neither.
        others: the input's other columns.
    """

    id: str
    source: str | Path | Document | SummaryError
    others: Record


Marker = Callable[[int, int], None]
"""Told, before a document is begun, which rows are in the making: from the first to the last."""


def items(part: Part, job: Job, reader: Reader) -> Iterator[Item]:
    """The documents of a part, in order; a row that cannot be read has its error as its source."""
    for piece in part.slices:
        if piece.file.form == "document":
            yield Item(piece.file.path, _document(piece.file.path, job.options), {})
            continue
        for number, record in enumerate(_records(piece, reader), piece.start):
            if _is_sampled(piece, number, job.options):
                yield _item(record, f"{piece.file.path}:{number + 1}", job)
        if piece.broken:  # found when it was counted
            why = f"cannot be read after row {piece.rows + piece.start}: {piece.broken}"
            yield Item(piece.file.path, _error("InputError", f"{piece.file.path}: {why}"), {})


def _records(piece: Slice, reader: Reader) -> Iterator[Record | BadRow]:
    """The rows of a slice; where the file breaks off, each row that is missing says why."""
    read = 0
    try:
        for record in reader.take(piece.file, piece.start, piece.rows, piece.offset):
            read += 1
            yield record
    except Exception as error:
        if not is_of_the_file(error):
            raise
        reader.close()
        yield from [BadRow(f"cannot be read: {error}")] * (piece.rows - read)


def _is_sampled(piece: Slice, number: int, options: Options) -> bool:
    """Whether a row belongs to the sample: by a hash, so that every machine chooses alike."""
    if options.sample is None:
        return True
    digest = hashlib.blake2b(f"{options.seed}:{piece.file.path}:{number}".encode(), digest_size=8)
    return int.from_bytes(digest.digest()) < options.sample * 2**64


def _document(path: str, options: Options) -> Path | Document | SummaryError:
    """A local file by its path; one elsewhere is read here."""
    if "://" not in path:
        return Path(path)
    try:
        with opened(path) as stream:
            content = BytesIO(stream.read())
        return pipeline.read("-", language=options.language, clean=options.clean, stdin=content)
    except (OSError, SummarizeError) as error:
        return _error(type(error).__name__, f"{path}: {error}")


def _item(record: Record | BadRow, place: str, job: Job) -> Item:
    if isinstance(record, BadRow):
        return Item(place, _error("InputError", f"{place}: {record.why}"), {})
    options = job.options
    text = record.get(options.text_column or "")
    own_id = record.get(options.id_column) if options.id_column else None
    name = place if own_id is None else str(own_id)
    others = {column: record.get(column) for column in job.columns.names}
    if not isinstance(text, str):
        why = f"{place}: column '{options.text_column}' holds no text"
        return Item(name, _error("EmptyInputError", why), others)
    return Item(name, text, others)


def _error(kind: str, why: str) -> SummaryError:
    error = SummaryError(None, why)
    error.__cause__ = type(kind, (Exception,), {})(why)
    return error


def output_rows(
    documents: Iterable[Item],
    options: Options,
    *,
    mark: Marker,
    crashed: Mapping[int, str],
    alone: bool = False,
) -> Iterator[Record]:
    """A row for each document, in order, whatever happens to it.

    Args:
        documents: in order.
        options: how they are summarized.
        mark: told which rows are in the making before each is begun.
        crashed: rows at which a worker died, by their number in the part, and how.
        alone: whether each is summarized by itself, though the summarizer likes batches.
    """
    settings = _settings(options.settings)
    feed = _Feed(documents, mark, crashed)
    while feed.more():
        try:
            together = 1 if alone or feed.is_again else None
            for result in pipeline.summarize_many(feed, settings, batch_size=together):
                yield feed.answered(result)
            yield from feed.failed(RuntimeError("the summarizer gave no answer"))
        except Exception as error:  # a fault in a plug-in is its document's own
            if error is feed.broken:
                raise
            yield from feed.failed(error)
    if feed.broken is not None:
        raise feed.broken


@cache
def _settings(asked: Settings) -> Settings:
    """Resolved once a process: a model is loaded once."""
    return asked.resolved()


class _Feed:
    """Hands out sources and keeps their items until they are answered, in order."""

    def __init__(self, documents: Iterable[Item], mark: Marker, crashed: Mapping[int, str]) -> None:
        self._documents = enumerate(documents)
        self._mark, self._crashed = mark, crashed
        self._waiting: list[tuple[int, Item]] = []
        self._again: list[tuple[int, Item]] = []  # of a batch that failed: now one by one
        self._next: tuple[int, Item] | None = None
        self.broken: Exception | None = None

    def more(self) -> bool:
        """Whether there is another. What goes wrong in finding it is kept: no document did it."""
        if self._next is None and self.broken is None:
            try:
                self._next = next(self._documents, None)
            except Exception as error:  # noqa: BLE001  # raised again by `output_rows`
                self.broken = error
        return self._next is not None or bool(self._waiting or self._again)

    @property
    def is_again(self) -> bool:
        """Whether what comes next has failed once, in a batch."""
        return bool(self._again)

    def __iter__(self) -> Iterator[str | Path | Document]:
        if self._again:
            while self._again:
                yield self._handed(*self._again.pop(0))
            return
        while self.more() and self._next is not None:
            (index, item), self._next = self._next, None
            yield self._handed(index, item)

    def _handed(self, index: int, item: Item) -> str | Path | Document:
        """Its text, or nothing where there is none: that is answered with an error at once."""
        self._waiting.append((index, item))
        try:
            self._mark(self._waiting[0][0], index)
        except Exception as error:  # whoever is told is gone: that is no document's fault
            self.broken = error
            raise
        if index in self._crashed or isinstance(item.source, SummaryError):
            return ""
        return item.source

    def answered(self, result: Summary | SummaryError) -> Record:
        """The output row of the document that has waited longest."""
        index, item = self._waiting.pop(0)
        if index in self._crashed:
            result = _error("WorkerCrash", self._crashed[index])
        elif isinstance(item.source, SummaryError):
            result = item.source
        return row_of(item, result)

    def failed(self, error: Exception) -> Iterator[Record]:
        """The row of what was in the making when something else than ours was raised.

        Of several nobody knows which it was: each is made again by itself.
        """
        if len(self._waiting) > 1:
            self._again, self._waiting = self._waiting, []
        shown = " ".join(str(error).split())
        while self._waiting:
            yield self.answered(_error(type(error).__name__, f"{type(error).__name__}: {shown}"))


def row_of(item: Item, result: Summary | SummaryError) -> Record:
    """The output row: the id, what is kept, and the summary with its evidence, or its error."""
    row: Record = {"id": item.id}
    names = kept_names(item.others, ("id", *EVIDENCE))
    row |= {names[name]: value for name, value in item.others.items()}
    row |= dict.fromkeys(EVIDENCE)
    if isinstance(result, SummaryError):
        cause = result.__cause__
        row |= {"error": str(result), "error_kind": type(cause or result).__name__, "notes": ()}
        return row
    values = asdict(result)
    row |= {name: values[name] for name in EVIDENCE if name in values}
    return row | {"summary": result.text, "removed": [_removed(r) for r in values["removed"]]}


def kept_names(names: Iterable[str], taken: Iterable[str] = EVIDENCE) -> dict[str, str]:
    """Return for each input column its name in the output: `input_NAME` where a summary has one.

    Args:
        names: the input's columns.
        taken: the columns that a summary makes.
    """
    columns, result = list(names), dict[str, str]()
    used = {*taken, *columns}
    for name in columns:
        result[name] = name
        while result[name] in taken or (result[name] != name and result[name] in used):
            result[name] = f"input_{result[name]}"
        used.add(result[name])
    return result


def _removed(item: dict[str, Any]) -> dict[str, Any]:
    return {"rule": item["rule"], "text": item["text"], "span": item["span"]}


def summarize_rows(texts: Sequence[str | None], options: Options) -> list[Record]:
    """A row of evidence for each text, in order: what the adapters for other frameworks call.

    Args:
        texts: articles; None or an empty one gets an error.
        options: how they are summarized.
    """
    documents = [
        Item(str(i), text if isinstance(text, str) else _error("EmptyInputError", "no text"), {})
        for i, text in enumerate(texts)
    ]
    rows = list(output_rows(documents, options, mark=lambda first, last: None, crashed={}))
    return [{name: row[name] for name in EVIDENCE} for row in rows]
