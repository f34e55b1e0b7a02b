"""`summarize corpus`: every input row has one output row, and what it was made of."""

import bz2
import csv
import json
import lzma
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from corpora import Row, articles, rows_of, written
from corpus_jobs import ROWS, made

from summarize.corpus.job import Job, Options, Part, plan
from summarize.corpus.output import Store
from summarize.corpus.rows import Item, row_of
from summarize.corpus.runner import Run, preview
from summarize.errors import (
    InputError,
    OutputError,
    SummarizeError,
    SummaryError,
    UnknownNameError,
    UsageError,
)

UMLAUTS = "Das Caf\u00e9 \u00f6ffnet heute f\u00fcr G\u00e4ste."


def as_csv(path: Path, delimiter: str = ",") -> Path:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, ["id", "text", "year"], delimiter=delimiter)
        writer.writeheader()
        writer.writerows({k: row[k] for k in ("id", "text", "year")} for row in ROWS)
    return path


def as_parquet(path: Path) -> Path:
    import pyarrow as arrow
    from pyarrow import parquet

    kept = [{k: row[k] for k in ("id", "text", "year")} for row in ROWS]
    parquet.write_table(arrow.Table.from_pylist(kept), path, row_group_size=7)
    return path


def squeezed(path: Path, how: ModuleType) -> Path:
    plain = "".join(json.dumps(row) + "\n" for row in ROWS).encode()
    path.write_bytes(how.compress(plain))
    return path


FORMS: dict[str, Callable[[Path], Path]] = {
    "jsonl": lambda folder: written(folder / "a.jsonl", ROWS),
    "gzip": lambda folder: written(folder / "a.jsonl.gz", ROWS),
    "bzip2": lambda folder: squeezed(folder / "a.jsonl.bz2", bz2),
    "xz": lambda folder: squeezed(folder / "a.jsonl.xz", lzma),
    "csv": lambda folder: as_csv(folder / "a.csv"),
    "tsv": lambda folder: as_csv(folder / "a.tsv", "\t"),
    "parquet": lambda folder: as_parquet(folder / "a.parquet"),
}


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
@pytest.mark.parametrize("kind", FORMS)
def test_every_row_of_a_table_has_its_row(kind: str, form: str, tmp_path: Path) -> None:
    found = made([FORMS[kind](tmp_path)], tmp_path / "out", form=form, part_rows=5)
    assert [row["id"] for row in found] == [row["id"] for row in ROWS]
    assert [int(row["year"]) for row in found] == [row["year"] for row in ROWS]
    assert all(row["summary"] and row["error"] is None for row in found)
    assert "text" not in found[0]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_the_evidence_is_in_its_columns(form: str, tmp_path: Path) -> None:
    found = made([written(tmp_path / "a.jsonl", ROWS)], tmp_path / "out", form=form, length="short")
    for row, given in zip(found, ROWS, strict=True):
        for sentence in (one for one in row["sentences"] if not one["edited"]):
            for span in sentence["sources"]:
                start, end = span.values() if isinstance(span, dict) else span
                assert " ".join(given["text"][start:end].split()) == sentence["text"]
        assert row["coverage"]["sentences_read"] == row["coverage"]["sentences"]
        assert row["length"] == "short"


def test_a_nested_column_is_kept_as_json_in_parquet(tmp_path: Path) -> None:
    found = made([written(tmp_path / "a.jsonl", ROWS)], tmp_path / "out", form="parquet")
    assert json.loads(found[3]["tags"]) == ["a", 3]


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ([2, 2.75], [2.0, 2.75]),
        ([2, "about 1990"], ["2", "about 1990"]),
        ([None, 7], [None, 7]),
        ([2**70, 1], [str(2**70), "1"]),
        ([2**60, 0.5], [str(2**60), "0.5"]),
        ([2**60, 1], [2**60, 1]),
    ],
)
def test_a_parquet_column_is_as_wide_as_the_last_of_its_values_needs(
    values: list[object], kept: list[object], tmp_path: Path
) -> None:
    rows = [row | {"figure": values[n == 1_100]} for n, row in enumerate(articles(1_101))]
    table = tmp_path / "a.jsonl"
    options = Options(form="parquet")
    job = plan([str(written(table, rows))], str(tmp_path / "out"), options, version="1")
    fitted = [row_of_figure(job, value) for value in values]
    assert fitted == kept


def row_of_figure(job: Job, value: object) -> object:
    """What a value of the column `figure` becomes on its way to Parquet and back."""
    from pyarrow import parquet

    result = SummaryError(None, "not summarized")
    rows = [row_of(Item("1", "", dict.fromkeys(job.columns.names) | {"figure": value}), result)]
    store = Store(job)
    store.begin(overwrite=True)
    store.write(Part(0, ()), rows)
    found = parquet.read_table(store.path(0)).column("figure").to_pylist()[0]
    Path(store.path(0)).unlink()
    return found


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_the_columns_are_those_of_all_files(form: str, tmp_path: Path) -> None:
    first = written(tmp_path / "a.jsonl", [{"id": "a", "text": ROWS[0]["text"], "year": 1990}])
    second = [{"id": "b", "text": ROWS[1]["text"], "year": 1990.5, "place": "Ellis"}]
    other = written(tmp_path / "b.jsonl", second)
    found = made([first, other], tmp_path / "out", form=form, summarizer="lead")
    assert [(row["year"], row["place"]) for row in found] == [(1990, None), (1990.5, "Ellis")]


def test_what_parquet_cannot_keep_stops_the_run(tmp_path: Path) -> None:
    import pyarrow as arrow
    from pyarrow import parquet

    text = ROWS[0]["text"]
    for name, figure, kind in (("a", 2**60 + 1, arrow.int64()), ("b", 0.5, arrow.float64())):
        columns = {"text": arrow.array([text]), "figure": arrow.array([figure], kind)}
        parquet.write_table(arrow.table(columns), tmp_path / f"{name}.parquet")
    with pytest.raises(SummarizeError, match=r"'figure' holds 1152921504606846977, which cannot"):
        made([tmp_path / "*.parquet"], tmp_path / "out", form="parquet")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("array.json", lambda rows: json.dumps(rows).encode()),
        ("nested.json", lambda rows: json.dumps({"data": rows}).encode()),
        ("semicolons.csv", lambda rows: b"id;text\n" + b"".join(
            f"{row['id']};\"{row['text']}\"\n".encode() for row in rows)),
        ("wide.jsonl", lambda rows: "\n".join(map(json.dumps, rows)).encode("utf-16")),
        ("old.jsonl", lambda rows: "".join(
            json.dumps(row | {"text": UMLAUTS}, ensure_ascii=False) + "\n" for row in rows
        ).encode("cp1252")),
    ],
)  # fmt: skip
def test_tables_are_read_as_evaluations_read_them(
    name: str, content: Callable[[list[Row]], bytes], tmp_path: Path
) -> None:
    rows = [{"id": row["id"], "text": row["text"].replace('"', "")} for row in ROWS[:3]]
    (tmp_path / name).write_bytes(content(rows))
    found = made([tmp_path / name], tmp_path / "out", summarizer="lead")
    assert [row["id"] for row in found] == [row["id"] for row in rows]
    assert all(row["error"] is None for row in found)


def test_a_column_of_the_evidence_s_name_is_kept_under_another(tmp_path: Path) -> None:
    rows = [row | {"title": f"Title {n}", "error": "old"} for n, row in enumerate(ROWS)]
    found = made([written(tmp_path / "a.jsonl", rows)], tmp_path / "out")
    assert [row["input_title"] for row in found] == [row["title"] for row in rows]
    assert {row["input_error"] for row in found} == {"old"}


def test_a_folder_of_documents_has_a_row_for_each_file(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text(ROWS[0]["text"])
    (folder / "deep/b.html").write_text(f"<html><body><p>{ROWS[1]['text']}</p></body></html>")
    (folder / "empty.txt").write_text("")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (folder / ".hidden").write_text("not this one")
    found = {Path(row["id"]).name: row for row in made([folder], tmp_path / "out")}
    assert sorted(found) == ["a.txt", "b.html", "empty.txt", "picture.png"]
    assert found["a.txt"]["summary"]
    assert found["b.html"]["summary"]
    assert found["empty.txt"]["error_kind"] == "EmptyInputError"
    assert found["picture.png"]["error_kind"] == "BinaryInputError"


def test_rows_that_are_no_articles_have_their_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps(ROWS[0])
    path.write_text(
        f'{good}\nno json\n[1, 2]\n\n{{"id": "n", "text": null}}\n{{"id": "e", "text": ""}}\n'
    )
    found = made([path], tmp_path / "out")
    assert [row["error"] is None for row in found] == [True, False, False, False, False]
    assert f"{path}:2" in found[1]["error"]
    assert [row["id"] for row in found[3:]] == ["n", "e"]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.parquet"])
def test_one_corrupt_file_among_many_is_a_row_and_the_rest_complete(
    name: str, tmp_path: Path
) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    make = FORMS["gzip" if name.endswith("gz") else "parquet"]
    whole = make(tmp_path).read_bytes()
    for number in range(3):
        (folder / f"{number}-{name}").write_bytes(whole)
    (folder / f"1-{name}").write_bytes(whole[: len(whole) // 2])
    found = made([folder], tmp_path / "out", form="jsonl")
    bad = [row for row in found if row["error"]]
    assert len(bad) == 1
    assert f"1-{name}" in bad[0]["error"]
    assert [row["id"] for row in found].count("doc-22") == 2


def test_a_glob_and_several_inputs_are_taken_in_their_order(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        written(tmp_path / f"{name}.jsonl", [{"id": name, "text": ROWS[0]["text"]}])
    found = made([tmp_path / "c.jsonl", tmp_path / "*.jsonl"], tmp_path / "out")
    assert [row["id"] for row in found] == ["c", "a", "b"]


def test_rows_without_an_id_are_named_by_file_and_row(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", [{"body": row["text"]} for row in ROWS])
    found = made([path], tmp_path / "out", text_column="body")
    assert found[4]["id"] == f"{path}:5"


def test_a_memory_store_is_read_and_written_as_a_folder_is() -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    lines = "".join(json.dumps(row) + "\n" for row in ROWS)
    memory.pipe_file("/in/a.jsonl", lines.encode())
    memory.pipe_file("/in/b.jsonl", lines.encode())
    job = plan(["memory://in/*.jsonl"], "memory://out", Options(), version="1")
    assert job.rows == 2 * len(ROWS)
    assert [row["id"] for row in preview(job, 2)] == ["doc-0", "doc-1"]


def test_limit_takes_the_first_rows(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", ROWS)
    found = made([path], tmp_path / "out", limit=7, part_rows=3)
    assert [row["id"] for row in found] == [row["id"] for row in ROWS[:7]]


def test_a_sample_is_the_same_whatever_the_parts(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", articles(400))
    taken = []
    for part_rows in (500, 40):
        output = tmp_path / f"out{part_rows}"
        options = Options(sample=0.1, seed=3, part_rows=part_rows, summarizer="lead")
        list(Run(plan([str(path)], str(output), options, version="1")).events(workers=1))
        taken.append([row["id"] for row in rows_of(output)])
    assert taken[0] == taken[1]
    assert 15 < len(taken[0]) < 75


def test_parts_survive_the_way_to_another_process(tmp_path: Path) -> None:
    job = plan([str(written(tmp_path / "a.jsonl", ROWS))], "out", Options(part_rows=4), version="1")
    again = [Part.from_dict(json.loads(json.dumps(part.to_dict()))) for part in job.parts]
    assert tuple(again) == job.parts


WRONG = [
    ({"form": "xml"}, UnknownNameError),
    ({"errors": "ignore"}, UnknownNameError),
    ({"text_column": "txt"}, UnknownNameError),
    ({"id_column": "key"}, UnknownNameError),
    ({"part_rows": 0}, UsageError),
    ({"sample": 2.0}, UsageError),
    ({"timeout": -1.0}, UsageError),
    ({"length": "tiny"}, UsageError),
    ({"summarizer": "textrang"}, UnknownNameError),
]


@pytest.mark.parametrize(("options", "error"), WRONG)
def test_what_cannot_be_is_refused_before_anything_is_written(
    options: Row, error: type[SummarizeError], tmp_path: Path
) -> None:
    path = written(tmp_path / "a.jsonl", ROWS)
    with pytest.raises(error):
        plan([str(path)], str(tmp_path / "out"), Options(**options), version="1")
    assert not (tmp_path / "out").exists()


def test_an_input_that_is_not_there_or_mixed_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        plan([str(tmp_path / "none*")], "out", Options(), version="1")
    written(tmp_path / "a.jsonl", ROWS)
    (tmp_path / "b.txt").write_text("A text.")
    with pytest.raises(InputError, match="not of the same form"):
        plan([str(tmp_path)], "out", Options(), version="1")


def test_a_folder_with_other_files_is_not_written_to(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", ROWS)
    (tmp_path / "out").mkdir()
    (tmp_path / "out/thesis.txt").write_text("mine")
    job = plan([str(path)], str(tmp_path / "out"), Options(), version="1")
    with pytest.raises(OutputError, match=r"thesis\.txt"):
        Run(job)


def test_a_table_that_breaks_after_it_was_counted_still_has_all_its_rows(tmp_path: Path) -> None:
    path = as_parquet(tmp_path / "a.parquet")
    job = plan([str(path)], str(tmp_path / "out"), Options(part_rows=5), version="1")
    damaged = bytearray(path.read_bytes())
    damaged[len(damaged) // 3 : len(damaged) // 2] = bytes(len(damaged) // 2 - len(damaged) // 3)
    path.write_bytes(damaged)
    list(Run(job).events(workers=1))
    found = rows_of(tmp_path / "out")
    assert len(found) == len(ROWS)
    assert 0 < sum("cannot be read" in (row["error"] or "") for row in found) < len(ROWS)
