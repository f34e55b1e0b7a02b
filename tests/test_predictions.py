"""Summaries of other systems, given in files: how they find their documents."""

from pathlib import Path

import pytest
from evaluations import ROWS, written

from summarize.errors import InputError, UsageError
from summarize.evaluation import EvaluateOptions, evaluate
from summarize.evaluation.systems import Predictions


def test_predictions_come_one_a_line_or_by_id(tmp_path: Path) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_text("The bridge reopened.\nHe bakes.\n", encoding="utf-8")
    ids = written(tmp_path, [{"id": "baker", "summary": "B."}, {"id": "bridge", "output": "A."}])
    ordered = written(tmp_path, [{"prediction": "A."}, {"prediction": "B."}], "o.jsonl")
    predictions: dict[str, Predictions] = {
        "lines": lines, "ids": str(ids), "ordered": ordered, "list": ["A.", "B."],
        "mapping": {"baker": "B.", "bridge": "A."},
    }  # fmt: skip
    found = evaluate(ROWS, options=EvaluateOptions(predictions=predictions))
    texts = {name: [r.text for r in found.systems[name].records] for name in predictions}
    assert texts.pop("lines") == ["The bridge reopened.", "He bakes."]
    assert all(text == ["A.", "B."] for text in texts.values())
    assert found.systems["list"].kind == "predictions"
    assert found.systems["list"].seconds is None


def test_predictions_keep_their_place_when_rows_are_left_out_or_limited() -> None:
    rows = [{"article": "", "summary": "x"}, *ROWS]
    options = EvaluateOptions(predictions={"mine": ["none", "A.", "B."]}, limit=2)
    assert [r.text for r in evaluate(rows, options=options).systems["mine"].records] == ["A."]


def test_a_document_without_a_prediction_counts_as_a_failure(tmp_path: Path) -> None:
    path = written(tmp_path, [{"id": "baker", "summary": "B."}])
    found = evaluate(ROWS, options=EvaluateOptions(predictions={"mine": path}))
    assert found.systems["mine"].failures == 1


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("one line only\n", "p.txt", "1 predictions for 2 documents: one a line is wanted"),
        (
            '{"id": "x", "summary": "s"}\n',
            "p.jsonl",
            "1 of its 1 ids are of no document ('x'); the ids of",
        ),
        ('{"id": "baker", "n": 1}\n', "p.jsonl", "line 1: no prediction in it"),
        ("oops\n", "p.jsonl", "line 1: it is no JSON"),
        (None, "p.txt", "there is no such file"),
    ],
)
def test_predictions_that_cannot_be_used_say_why(
    tmp_path: Path, content: str | None, name: str, said: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        evaluate(ROWS, options=EvaluateOptions(predictions={"mine": path}))
    assert said in str(caught.value)


def test_an_id_of_zero_is_an_id(tmp_path: Path) -> None:
    rows = [{**row, "id": number} for number, row in enumerate(ROWS)]
    path = written(tmp_path, [{"id": 1, "summary": "B."}, {"id": 0, "summary": "A."}])
    found = evaluate(rows, options=EvaluateOptions(predictions={"mine": path}))
    assert [example.id for example in found.documents] == ["0", "1"]
    assert [r.text for r in found.systems["mine"].records] == ["A.", "B."]


@pytest.mark.parametrize(
    "key", ["idx", "index", "doc_id", "article_id", "uid", "url", "example_id", "GUID"]
)
def test_ids_are_known_by_the_names_people_give_them(tmp_path: Path, key: str) -> None:
    rows = [{**row, key: row["id"]} for row in ROWS]
    for row in rows:
        del row["id"]
    path = written(tmp_path, [{key: "baker", "pred": "B."}, {key: "bridge", "pred": "A."}])
    found = evaluate(rows, options=EvaluateOptions(predictions={"mine": path}))
    assert [r.text for r in found.systems["mine"].records] == ["A.", "B."]


@pytest.mark.parametrize(
    "column", ["prediction", "summary_text", "generated_text", "Generated_Summary", "hypothesis"]
)
def test_predictions_are_known_by_the_names_people_give_them(tmp_path: Path, column: str) -> None:
    path = written(tmp_path, [{column: "A."}, {column: "B."}])
    found = evaluate(ROWS, options=EvaluateOptions(predictions={"mine": path}))
    assert [r.text for r in found.systems["mine"].records] == ["A.", "B."]


def test_predictions_may_be_in_any_table(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("id;prediction\nbaker;B.\nbridge;A.\n", encoding="utf-8")
    found = evaluate(ROWS, options=EvaluateOptions(predictions={"mine": path}))
    assert [r.text for r in found.systems["mine"].records] == ["A.", "B."]


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (["bridge", "bakery"], "1 of its 2 ids are of no document ('bakery'); the ids of"),
        (["1", "2"], "2 of its 2 ids are of no document ('1', '2'); the ids of"),
        (["bridge", "bridge"], "ids stand more than once: 'bridge'"),
        (["bridge", None], "1 of its 2 rows have no id"),
    ],
)
def test_ids_that_do_not_match_are_an_error_naming_both_sides(
    tmp_path: Path, ids: list[str | None], said: str
) -> None:
    path = written(tmp_path, [{"id": own, "summary": "S."} for own in ids])
    with pytest.raises(InputError) as caught:
        evaluate(ROWS, options=EvaluateOptions(predictions={"mine": path}))
    assert said in str(caught.value)


@pytest.mark.parametrize("first", [0, 1])
def test_documents_without_ids_take_predictions_by_row_number(tmp_path: Path, first: int) -> None:
    rows = [{"article": row["article"], "summary": row["summary"]} for row in ROWS]
    path = written(tmp_path, [{"id": first + 1, "summary": "B."}, {"id": first, "summary": "A."}])
    found = evaluate(rows, options=EvaluateOptions(predictions={"mine": path}))
    assert [r.text for r in found.systems["mine"].records] == ["A.", "B."]


def test_documents_without_ids_do_not_take_predictions_with_other_ids(tmp_path: Path) -> None:
    rows = [{"article": row["article"], "summary": row["summary"]} for row in ROWS]
    path = written(tmp_path, [{"id": own, "summary": "S."} for own in ("baker", "bridge")])
    with pytest.raises(InputError, match=r"its rows have ids .* but data has none"):
        evaluate(rows, options=EvaluateOptions(predictions={"mine": path}))


def test_ids_that_stand_twice_in_the_data_are_noted() -> None:
    found = evaluate([ROWS[0], {**ROWS[1], "id": "bridge"}])
    assert [example.id for example in found.documents] == ["bridge", "bridge#2"]
    assert "ids that stand more than once: 1; a number was added" in found.notes


def test_model_marks_are_removed_from_predictions_and_noted() -> None:
    marked = ["<s> The bridge reopened. <n> Ferries stop in May.</s><pad>", "He bakes.<q>Rye."]
    found = evaluate(ROWS, options=EvaluateOptions(predictions={"mine": marked}))
    texts = [r.text for r in found.systems["mine"].records]
    assert texts == ["The bridge reopened.\nFerries stop in May.", "He bakes.\nRye."]
    assert any("mine: model marks such as <n> or </s> were removed" in n for n in found.notes)


def test_predictions_may_not_take_anothers_name() -> None:
    with pytest.raises(UsageError, match="there is a system of that name"):
        evaluate(ROWS, options=EvaluateOptions(predictions={"lead": ["A.", "B."]}))
