"""Where articles with references may be kept, and what is said of what cannot be used."""

import bz2
import csv
import gzip
import io
import json
import lzma
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import (
    EmptyInputError,
    InputError,
    MissingExtraError,
    SummarizeError,
    UnknownNameError,
)
from summarize.evaluation.data.datasets import Columns, load, of_rows
from summarize.evaluation.data.rows import Row

SAMPLES = Path(__file__).parent.parent / "samples"
ROWS = [
    {"id": "a", "article": "The bridge, at last, reopened.", "summary": "Bridge open"},
    {"id": "b", "article": 'She said "no".\nThen she left.', "summary": "Café's gone"},
]


def delimited(rows: Sequence[Mapping[str, str]], delimiter: str) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def json_lines(rows: Sequence[Mapping[str, Any]]) -> bytes:
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode()


def parquet(rows: Sequence[Mapping[str, Any]]) -> bytes:
    out = io.BytesIO()
    table = import_module("pyarrow").Table.from_pylist([dict(row) for row in rows])
    import_module("pyarrow.parquet").write_table(table, out)
    return out.getvalue()


WRITTEN = {
    "data.jsonl": json_lines(ROWS),
    "data.ndjson": b"\n" + json_lines(ROWS) + b"\n\n",
    "data.json": json.dumps(ROWS).encode(),
    "nested.json": json.dumps({"version": 1, "data": ROWS}).encode(),
    "lines.json": json_lines(ROWS),
    "data.csv": delimited(ROWS, ","),
    "semicolons.csv": delimited(ROWS, ";"),
    "data.tsv": delimited(ROWS, "\t"),
    "marked.csv": b"\xef\xbb\xbf" + delimited(ROWS, ","),
    "wide.csv": delimited(ROWS, ",").decode().encode("utf-16"),
    "data.parquet": parquet(ROWS),
    "data.jsonl.gz": gzip.compress(json_lines(ROWS)),
    "data.csv.xz": lzma.compress(delimited(ROWS, ",")),
    "data.tsv.bz2": bz2.compress(delimited(ROWS, "\t")),
    "DATA.JSONL.GZ": gzip.compress(json_lines(ROWS)),
}


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", WRITTEN)
def test_the_same_rows_are_read_from_every_format(tmp_path: Path, name: str) -> None:
    dataset = load(written(tmp_path, name, WRITTEN[name]))
    assert [(e.id, e.article) for e in dataset.examples] == [(r["id"], r["article"]) for r in ROWS]
    assert [e.references for e in dataset.examples] == [("Bridge open",), ("Café's gone",)]
    assert (dataset.problems, dataset.notes, dataset.rows) == ((), (), 2)


@given(
    texts=st.lists(
        st.tuples(*[st.text(st.characters(exclude_categories=["C"]), min_size=1)] * 2)
        .filter(lambda pair: all(text.strip() for text in pair))
        .filter(lambda pair: not any(text.startswith('["') for text in pair)),
        min_size=1,
        max_size=5,
    )
)
@pytest.mark.parametrize("form", ["data.jsonl", "data.csv", "data.tsv"])
def test_no_character_of_a_text_is_lost(
    tmp_path_factory: pytest.TempPathFactory, form: str, texts: list[tuple[str, str]]
) -> None:
    rows = [{"article": article, "summary": summary} for article, summary in texts]
    data = {"data.jsonl": json_lines(rows), "data.csv": delimited(rows, ",")}.get(form)
    path = written(tmp_path_factory.mktemp("rows"), form, data or delimited(rows, "\t"))
    found = load(path).examples
    assert [(e.article, *e.references) for e in found] == texts


@pytest.mark.parametrize(
    ("row", "article", "references"),
    [
        ({"document": "d", "highlights": "h"}, "d", ("h",)),
        ({"dialogue": "d", "summary": "s"}, "d", ("s",)),
        ({"Text": "t", "Target": "x"}, "t", ("x",)),
        ({"source": "BBC", "text": "t", "abstract": "a"}, "t", ("a",)),
        ({"source": ["One.", "Two."], "target": ["x", "y"]}, "One.\nTwo.", ("x", "y")),
        ({"article": "t", "references": ["x", "", "y"], "summary": "z"}, "t", ("x", "y")),
        ({"article": "t", "reference1": "x", "reference2": "y"}, "t", ("x", "y")),
        ({"article": "t", "summary": '["x", "y"]'}, "t", ("x", "y")),
        ({"article": "t", "summary": '["x", "y" and more"]'}, "t", ('["x", "y" and more"]',)),
        ({"article": "t", "summary": "x", "reference": None}, "t", None),
        ({"article": "one\r\ntwo\x00", "summary": "x"}, "one\ntwo ", ("x",)),
    ],
)
def test_columns_are_found_by_the_names_people_give_them(
    row: dict[str, Any], article: str, references: tuple[str, ...] | None
) -> None:
    if references is None:
        with pytest.raises(InputError, match="no reference, or an empty one"):
            of_rows("data", [Row("row 1", row)])
        return
    (example,) = of_rows("data", [Row("row 1", row)]).examples
    assert (example.article, example.references) == (article, references)


def test_columns_may_be_named(tmp_path: Path) -> None:
    path = written(tmp_path, "d.jsonl", json_lines([{"text": "t", "body": "b", "kurz": "k"}]))
    (example,) = load(path, columns=Columns("body", "kurz")).examples
    assert (example.article, example.references) == ("b", ("k",))


def test_what_else_a_row_holds_is_kept() -> None:
    row = {
        "guid": 7,
        "headline": "Open",
        "article": "t",
        "summary": "s",
        "systems": {"bart": "b", "t5": ["x.", "y."], "gone": None},
        "boilerplate": ["Menu"],
    }
    (example,) = of_rows("data", [Row("row 1", row)]).examples
    assert (example.id, example.title, example.boilerplate) == ("7", "Open", ("Menu",))
    assert example.systems == {"bart": "b", "t5": "x.\ny."}


def test_stored_systems_come_as_pairs_from_parquet_maps() -> None:
    row = {"article": "t", "summary": "s", "systems": [("bart", "b")]}
    assert of_rows("data", [Row("row 1", row)]).examples[0].systems == {"bart": "b"}


def test_ids_are_unique_and_are_row_numbers_where_there_are_none() -> None:
    rows = [{"article": "t", "summary": "s", **own} for own in ({"id": "a"}, {"id": "a"}, {})]
    dataset = of_rows("data", [Row("", row) for row in rows])
    assert [e.id for e in dataset.examples] == ["a", "a#2", "3"]


def test_a_limit_reads_the_first_rows_only() -> None:
    def endless() -> Any:
        while True:
            yield Row("row", {"article": "t", "summary": "s"})

    dataset = of_rows("data", endless(), limit=3)
    assert (len(dataset.examples), dataset.rows, dataset.limited) == (3, 3, True)


def test_rows_that_cannot_be_used_are_said_and_the_others_kept(tmp_path: Path) -> None:
    good = {"article": "t", "summary": "s"}
    lines = [
        b'{"odd": 1}', *json_lines([good]).splitlines(), b"not json", b"[1]",
        *json_lines([
            {"article": " ", "summary": "s"}, {"article": "t", "summary": []},
            {"text": "t", "summary": "s"}, {"article": 5, "summary": "s"},
            {"article": {}, "summary": "s"}, {**good, "systems": 3}, {**good, "systems": [1]},
            good,
        ]).splitlines(),
    ]  # fmt: skip
    dataset = load(written(tmp_path, "d.jsonl", b"\n".join(lines)))
    assert [e.row for e in dataset.examples] == [1, 11]
    said = [problem.partition("d.jsonl: ")[2] for problem in dataset.problems]
    expected = [
        "line 1: the columns wanted are not in it",
        "line 3: it is no JSON (",
        "line 4: it is no JSON object",
        "line 5: the article is empty",
        "line 6: no reference, or an empty one",
        "line 7: it has no 'article'",
        "line 8: int where a text should be",
        "line 9: dict where a text should be",
        "line 10: its systems are no names with texts",
        "line 11: its systems are no names with texts",
    ]
    for line, wanted in zip(said, expected, strict=True):
        assert line.startswith(wanted)


def test_csv_rows_of_another_size_are_said(tmp_path: Path) -> None:
    data = b'article,summary\nt,s\nbroken\n\nt,s,x\n"t",s\n'
    dataset = load(written(tmp_path, "d.csv", data))
    assert len(dataset.examples) == 2
    assert [p.partition("d.csv: ")[2] for p in dataset.problems] == [
        "line 3: 1 cells where the head has 2",
        "line 5: 3 cells where the head has 2",
    ]


def test_csv_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    dataset = load(written(tmp_path, "d.csv", b'article,summary\nt,s\n"t,s\n'))
    assert len(dataset.examples) == 1
    assert "it is no CSV from here on" in dataset.problems[0]


def test_a_cell_may_be_longer_than_the_csv_module_likes(tmp_path: Path) -> None:
    data = f"article,summary\n{'word ' * 50_000},s\n".encode()
    assert len(load(written(tmp_path, "d.csv", data)).examples[0].article) == 250_000


def test_lines_in_another_encoding_are_read_and_said(tmp_path: Path) -> None:
    text = "article,summary\nDas Caf\u00e9 \u00f6ffnet heute f\u00fcr G\u00e4ste,auf\n"
    data = text.encode() + text.splitlines()[1].encode("cp1252") + b"\n"
    dataset = load(written(tmp_path, "d.csv", data))
    assert dataset.examples[0].article == dataset.examples[1].article
    assert dataset.notes == ("lines not in UTF-8, their encoding guessed: 1",)


@pytest.mark.parametrize(
    ("name", "data", "kind", "said"),
    [
        ("none.jsonl", None, InputError, "there is no such file or folder"),
        ("d.txt", b"text", InputError, "no table by its name: .jsonl, .ndjson, .json, .csv"),
        ("d.jsonl", b"", EmptyInputError, "holds no documents"),
        ("d.csv", b"", EmptyInputError, "holds no documents"),
        ("d.csv", b"article,summary\n", EmptyInputError, "holds no documents"),
        ("d.json", b'"text"', InputError, "no array of objects"),
        ("d.json", b'{"article": "t", "x": 1}', InputError, "looks like the reference"),
        ("d.json", b"[1]", InputError, "entry 1: it is no JSON object"),
        ("d.jsonl", b"oops\n", InputError, "no document in it can be used; line 1: it is no JSON"),
        ("d.jsonl", b'{"a": 1}', InputError, "looks like the article: name it with --article-c"),
        ("d.jsonl.gz", b"\x1f\x8b\x08damaged", InputError, "cannot be read to its end"),
        ("d.jsonl.xz", b"no archive", InputError, "cannot be read to its end"),
        ("d.parquet", b"PAR0", InputError, "it is no Parquet"),
    ],
)
def test_data_that_cannot_be_used_says_why(
    tmp_path: Path, name: str, data: bytes | None, kind: type[SummarizeError], said: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(kind) as caught:
        load(path)
    assert said in str(caught.value)


@pytest.mark.parametrize("columns", [Columns(article="texte"), Columns(reference="texte")])
def test_a_named_column_that_does_not_exist_lists_those_there_are(columns: Columns) -> None:
    with pytest.raises(UnknownNameError, match=r"no column 'texte'\. Did you mean text\?"):
        of_rows("data", [Row("row 1", {"text": "t", "summary": "s"})], columns=columns)


@pytest.mark.parametrize(
    ("source", "module", "extra", "package"),
    [
        ("d.parquet", "pyarrow.parquet", "parquet", "pyarrow"),
        ("hf:xsum", "datasets", "hf", "datasets"),
    ],
)
def test_what_reads_it_may_be_missing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    module: str,
    extra: str,
    package: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d.parquet").write_bytes(parquet(ROWS))
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(
        MissingExtraError, match=rf"pip install '\.\[{extra}\]'.*pip install '{package}>="
    ):
        load(source)


Loader = Callable[..., Any]


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """Stands for the package `datasets`, whose hub no test can reach; what it was asked for."""
    asked: list[tuple[object, ...]] = []

    def load_dataset(name: str, config: str | None, *, split: str) -> list[dict[str, str]]:
        asked.append((name, config, split))
        if name == "none":
            raise ConnectionError("Couldn't reach the hub\nwith details")
        return [{"article": "t", "highlights": "h"}]

    module = ModuleType("datasets")
    vars(module)["load_dataset"] = load_dataset
    monkeypatch.setitem(sys.modules, "datasets", module)
    return asked


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("hf:xsum", ("xsum", None, "test")),
        ("hf:cnn_dailymail", ("cnn_dailymail", "3.0.0", "test")),
        ("hf:abisee/cnn_dailymail:2.0.0", ("abisee/cnn_dailymail", "2.0.0", "test")),
        ("hf:xsum:validation[:100]", ("xsum", None, "validation[:100]")),
        ("hf:a/b:config:train", ("a/b", "config", "train")),
    ],
)
def test_a_hub_is_asked_for_name_config_and_split(
    hub: list[tuple[object, ...]], address: str, asked: tuple[object, ...]
) -> None:
    assert load(address).examples[0].references == ("h",)
    assert hub == [asked]


@pytest.mark.usefixtures("hub")
def test_a_hub_that_cannot_be_reached_says_what_to_do() -> None:
    with pytest.raises(InputError, match=r"Couldn't reach the hub\); if no hub can be reached"):
        load("hf:none")
