"""The same rows, whichever framework asks for them."""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from corpora import articles

from summarize import summarize
from summarize.corpus.adapters import MapBatches, MapInPandas, features_of, summarize_frame
from summarize.corpus.rows import EVIDENCE

ROWS = [{"id": row["id"], "text": row["text"]} for row in articles(7)]
ROWS[3] = {"id": "doc-3", "text": ""}


def by_pandas() -> list[dict[str, Any]]:
    import pandas

    found = summarize_frame(pandas.DataFrame(ROWS), length="short")
    return [{str(k): v for k, v in row.items()} for row in found.to_dict("records")]


def by_polars() -> list[dict[str, Any]]:
    import polars

    return list(summarize_frame(polars.DataFrame(ROWS), length="short").to_dicts())


def by_datasets() -> list[dict[str, Any]]:
    import datasets

    table = datasets.Dataset.from_list(ROWS)
    batches = MapBatches("text", length="short")
    features = features_of(table)
    return list(table.map(batches, batched=True, batch_size=3, features=features))


def by_map_batches() -> list[dict[str, Any]]:
    batch = {"id": [r["id"] for r in ROWS], "text": [r["text"] for r in ROWS]}
    made = MapBatches("text", length="short")(batch)
    return [dict(zip(made, values, strict=True)) for values in zip(*made.values(), strict=True)]


def by_map_in_pandas() -> list[dict[str, Any]]:
    import pandas

    frames = iter([pandas.DataFrame(ROWS[:4]), pandas.DataFrame(ROWS[4:])])
    made = pandas.concat(MapInPandas("text", length="short")(frames))
    return [{str(k): v for k, v in row.items()} for row in made.to_dict("records")]


@pytest.mark.parametrize(
    "rows", [by_pandas, by_polars, by_datasets, by_map_batches, by_map_in_pandas]
)
def test_every_row_comes_back_with_its_evidence(rows: Callable[[], list[dict[str, Any]]]) -> None:
    found = rows()
    assert [row["id"] for row in found] == [row["id"] for row in ROWS]
    assert set(found[0]) == {"id", "text", *EVIDENCE}
    for row, given in zip(found, ROWS, strict=True):
        if not given["text"]:
            assert row["error_kind"] == "EmptyInputError"
            continue
        expected = summarize(given["text"], length="short")
        assert row["summary"] == expected.text
        assert json.loads(row["sentences"])[0]["text"] == expected.sentences[0].text


def test_columns_of_the_same_name_are_kept_under_another() -> None:
    import datasets
    import pandas
    import polars

    text = ROWS[0]["text"]
    rows = [{"text": text, "summary": "mine", "title": "My title", "input_title": "another"}]
    table = datasets.Dataset.from_list(rows)
    batches = MapBatches("text", length="1s")
    mapped = table.map(batches, batched=True, features=features_of(table))
    made = [
        summarize_frame(pandas.DataFrame(rows), length="1s").to_dict("records")[0],
        summarize_frame(polars.DataFrame(rows), length="1s").to_dicts()[0],
        mapped[0],
    ]
    for row in made:
        assert row["input_summary"] == "mine"
        assert row["input_input_title"] == "My title"
        assert row["input_title"] == "another"
        assert row["summary"] == summarize(text, length="1s").text
    assert MapInPandas.schema_of("text string, title map<string, int>").startswith(
        "text string, input_title map<string, int>, summary string"
    )


def test_spark_is_told_every_column_of_the_result() -> None:
    import pandas

    schema = MapInPandas.schema_of("id string, text string")
    names = [field.split()[0] for field in schema.split(", ")]
    assert names == list(summarize_frame(pandas.DataFrame(ROWS)).columns)


@pytest.mark.slow
def test_a_ray_dataset_is_mapped() -> None:
    """In a process of its own: Ray leaves threads and warnings behind."""
    code = """
import json, sys, logging, ray
ray.init(address="local", num_cpus=1, include_dashboard=False, log_to_driver=False)
from summarize.corpus.adapters import MapBatches
rows = json.loads(sys.stdin.read())
made = ray.data.from_items(rows).map_batches(MapBatches("text", length="short"), batch_size=2)
print(json.dumps([[row["id"], row["summary"], row["error_kind"]] for row in made.take_all()]))
"""
    done = subprocess.run(
        [sys.executable, "-c", code], input=json.dumps(ROWS), capture_output=True, text=True,
        check=True, timeout=120,
    )  # fmt: skip
    found = {name: (text, error) for name, text, error in json.loads(done.stdout.splitlines()[-1])}
    assert found["doc-3"] == (None, "EmptyInputError")
    for row in (row for row in ROWS if row["text"]):
        assert found[row["id"]][0] == summarize(row["text"], length="short").text
