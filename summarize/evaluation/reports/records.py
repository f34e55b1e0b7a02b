"""The records of an evaluation as a file: a row for each document and system."""

import json
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from summarize.errors import MissingExtraError, OutputError
from summarize.evaluation.results import Evaluation

__all__ = ["check", "records"]


def check(path: Path) -> None:
    """Raise before the work what would stop it after.

    Raises:
        OutputError: `path` ends in none of `.jsonl` and `.parquet`, or is a folder.
        MissingExtraError: Parquet without the package that writes it.
    """
    if path.suffix not in _FORMS:
        raise OutputError(str(path), "records are written as .jsonl or .parquet")
    if path.is_dir():
        raise OutputError(str(path), "is a folder: name a file")
    if path.suffix == ".parquet":
        _arrow(str(path))


def records(evaluation: Evaluation, path: Path, *, timing: bool = False) -> bytes:
    """The content of the file `path`, Parquet or JSON Lines as it ends.

    Args:
        evaluation: whose records.
        path: only its ending counts; nothing is written.
        timing: whether the seconds are in it: they differ from run to run.

    Raises:
        OutputError: it has another ending.
        MissingExtraError: Parquet without the package that writes it.
    """
    check(path)
    return _FORMS[path.suffix](evaluation.to_records(timing=timing), evaluation.signature)


def _json_lines(rows: Sequence[Mapping[str, Any]], signature: str) -> bytes:
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _parquet(rows: Sequence[Mapping[str, Any]], signature: str) -> bytes:
    """The signature is in the file's metadata."""
    arrow = _arrow("Parquet")
    out = BytesIO()
    rows_table = arrow.Table.from_pylist(
        [dict(row) for row in rows], schema=_schema(rows[0], arrow)
    )
    labelled = rows_table.replace_schema_metadata({"signature": signature})
    import_module("pyarrow.parquet").write_table(labelled, out, compression="zstd")
    return out.getvalue()


def _arrow(what: str) -> Any:
    try:
        import_module("pyarrow.parquet")
        return import_module("pyarrow")
    except ImportError as error:
        raise MissingExtraError(f"{what}: writing Parquet (.jsonl does not)", "parquet") from error


def _schema(row: Mapping[str, Any], arrow: Any) -> Any:
    """Types by name: a column may be empty throughout, and would have none."""
    kinds = dict.fromkeys(("document", "system", "error", "text"), arrow.string())
    kinds["words"] = arrow.int64()
    return arrow.schema([(name, kinds.get(name, arrow.float64())) for name in row])


_FORMS: Mapping[str, Callable[[Sequence[Mapping[str, Any]], str], bytes]] = {
    ".jsonl": _json_lines,
    ".parquet": _parquet,
}
