"""An evaluation: who takes part, how they are scored, and that it comes out the same every way."""

import json
from collections.abc import Sequence
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest

from summarize.errors import InputError, OptionError, SummarizeError, UnknownNameError, UsageError
from summarize.evaluation import EvaluateOptions, Evaluation, Rouge, evaluate, rouge
from summarize.evaluation.data.datasets import Columns, load
from summarize.evaluation.systems import Predictions, split_specs

SAMPLES = Path(__file__).parent.parent / "samples"
ARTICLE = (
    "The harbour bridge reopened on Monday after a year of repairs.\n\n"
    "Engineers replaced forty cables and every lamp on the bridge.\n\n"
    "The town paid nine million euros for the repairs.\n\n"
    "Commuters cheered from the quay when the first bus crossed.\n\n"
    "Ferries that carried commuters across the harbour stop in May."
)
OTHER = (
    "A baker in the old town sells bread at night.\n\nNurses and drivers queue from two o'clock."
    "\n\nHe bakes rye loaves only, and sells three hundred of them.\n\nThe oven is a century old."
)
ROWS: list[dict[str, Any]] = [
    {"id": "bridge", "article": ARTICLE, "summary": "The bridge reopened. Ferries stop in May.",
     "systems": {"bart": "The harbour bridge reopened.", "lead": "Ferries stop in May."}},
    {"id": "baker", "article": OTHER, "summary": "Nurses queue for a baker's rye loaves at night.",
     "systems": {"bart": "A baker sells rye loaves at night.", "lead": "He bakes."}},
]  # fmt: skip

RAISES = """
class Picky:
    \"\"\"Fails on what it does not like.\"\"\"
    name = "picky"
    cheap = True
    def summarize(self, document, length):
        from summarize.errors import SummaryError
        from summarize.registry import get
        if "baker" in document.text:
            raise ZeroDivisionError("no bread today")
        return get("lead").summarize(document, length)
    def summarize_many(self, documents, length):
        yield from ()
"""


@pytest.fixture
def picky(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another package's summarizer, installed; it says that it is cheap, and fails on bakers."""
    (tmp_path / "picky_package.py").write_text(RAISES, encoding="utf-8")
    info = tmp_path / "picky_package-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: picky-package\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[summarize.summarizers]\npicky = picky_package:Picky\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)


def written(folder: Path, rows: Sequence[dict[str, Any]], name: str = "data.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def by_system(evaluation: Evaluation) -> dict[str, str]:
    return {name: system.kind for name, system in evaluation.systems.items()}


def test_the_cheap_ones_the_floors_the_ceiling_and_what_is_stored_take_part() -> None:
    assert by_system(evaluate(ROWS)) == {
        "textrank": "summarizer",
        "lexrank": "summarizer",
        "lead": "floor",
        "random": "floor",
        "oracle": "ceiling",
        "bart": "stored",
        "lead (stored)": "stored",
    }


def test_only_those_asked_for_take_part_beside_floors_and_ceiling() -> None:
    rows = [{name: row[name] for name in ("article", "summary")} for row in ROWS]
    found = evaluate(rows, summarizers=["lexrank:damping=0.5", "lead", "lexrank:damping=0.5"])
    assert set(found.systems) == {"lexrank:damping=0.5", "lead", "random", "oracle"}
    assert found.systems["lexrank:damping=0.5"].spec == "lexrank:damping=0.5"


@pytest.mark.usefixtures("picky")
def test_another_packages_summarizer_takes_part_where_it_says_that_it_is_cheap() -> None:
    assert "picky" in evaluate(ROWS[:1]).systems


@pytest.mark.parametrize(
    ("spec", "kind"), [("textrnk", UnknownNameError), ("textrank:x=1", OptionError)]
)
def test_a_summarizer_that_does_not_exist_stops_it_at_once(
    spec: str, kind: type[SummarizeError]
) -> None:
    with pytest.raises(kind):
        evaluate(ROWS, summarizers=[spec])


@pytest.mark.parametrize(
    ("lists", "specs"),
    [
        (["a,b", "c"], ["a", "b", "c"]),
        (["textrank:damping=0.9,lead=0,lexrank"], ["textrank:damping=0.9,lead=0", "lexrank"]),
        (["a:x=1,b:y=2"], ["a:x=1", "b:y=2"]),
        ([" a , ,b "], ["a", "b"]),
        ([], []),
    ],
)
def test_commas_part_summarizers_but_not_their_options(lists: list[str], specs: list[str]) -> None:
    assert split_specs(lists) == specs


def test_each_summary_is_scored_as_rouge_scores_it() -> None:
    found = evaluate(ROWS, options=EvaluateOptions(rouge=Rouge()))
    for system in found.systems.values():
        for record, example in zip(system.records, found.documents, strict=True):
            assert record.scores == rouge(record.text, example.references)


def test_a_systems_score_is_the_mean_with_its_interval() -> None:
    system = evaluate(ROWS).systems["textrank"]
    f1s = [record.scores["rouge1"].f1 for record in system.records]
    found = system.scores["rouge1"].f1
    assert found.mean == pytest.approx(sum(f1s) / 2)
    assert found.low == pytest.approx(min(f1s))
    assert found.high == pytest.approx(max(f1s))
    words = [record.measures.words for record in system.records if record.measures]
    assert system.measures["words"] == sum(words) / 2


def test_the_best_system_stands_first_by_the_score_asked_for() -> None:
    found = evaluate(ROWS, options=EvaluateOptions(rank_by="rouge2"))
    means = [system.scores["rouge2"].f1.mean for system in found.systems.values()]
    assert means == sorted(means, reverse=True)
    assert found.rank_by == "rouge2"


def test_the_ceiling_stands_highest_on_the_samples() -> None:
    found = evaluate(SAMPLES)
    assert next(iter(found.systems)) == "oracle"
    assert set(by_system(found).values()) == {"summarizer", "floor", "ceiling"}


def test_summaries_keep_the_length_and_may_match_the_references() -> None:
    one = evaluate(ROWS, length="1s")
    assert all("\n" not in record.text for record in one.systems["textrank"].records)
    matched = evaluate(SAMPLES, options=EvaluateOptions(match_reference_length=True))
    references = [sum(map(len, e.references)) for e in matched.documents]
    lengths = [len(record.text) for record in matched.systems["textrank"].records]
    assert sum(lengths) == pytest.approx(sum(references), rel=0.25)
    assert matched.length == "reference"


def test_much_longer_summaries_than_references_are_noted() -> None:
    (note,) = evaluate(ROWS, length="5s").notes
    assert "--match-reference-length makes them alike" in note


def test_every_two_systems_are_compared_but_not_the_oracle_that_saw_the_references() -> None:
    found = evaluate(ROWS)
    assert len(found.comparisons) == 6 * 5 / 2
    assert found.comparison("bart", "textrank") == found.comparison("textrank", "bart")
    assert found.comparison("oracle", "lead") is None
    assert "lead" not in found.against_baseline()
    assert found.verdicts[0].startswith("no significant difference between")


def test_a_clear_difference_is_said_in_words() -> None:
    rows = [
        {"article": ARTICLE.replace("nine", str(n)), "summary": "Nothing of it.",
         "systems": {"good": "Nothing of it."}}
        for n in range(12)
    ]  # fmt: skip
    found = evaluate(rows, length="1s")
    assert found.verdicts[0].startswith("good is higher than ")
    assert found.against_baseline()["good"].significant
    assert "lead" in found.verdicts[-1]


def test_the_signature_says_how_the_figures_were_made() -> None:
    signature = evaluate(ROWS, length="3s", options=EvaluateOptions(seed=7)).signature
    for choice in (
        "rouge|stem:porter-nltk|lsum:summarize",
        "|refs:max|",
        "|lang:en|",
        "|docs:2|",
        "|length:3s|",
        "|clean:yes|",
        "|detok:no|",
        "|seed:7|",
        "|test:permutation-",
    ):
        assert choice in signature  # fmt: skip
    assert evaluate(ROWS[:1]).signature != signature


def test_documents_in_two_languages_are_scored_each_in_its_own() -> None:
    found = evaluate(SAMPLES, summarizers=["lead"])
    assert "|lang:de+en|" in found.signature
    assert "snowball-de" in found.signature
    german = evaluate(SAMPLES, summarizers=["lead"], options=EvaluateOptions(language="de"))
    assert "|lang:de|" in german.signature


def test_a_language_that_can_hardly_be_told_is_the_others() -> None:
    rows = [*ROWS, {"article": "xq zv qx.", "summary": "xq."}]
    assert "|lang:en|" in evaluate(rows).signature
    assert "|lang:und|" in evaluate(rows[2:]).signature


TOKENISED = {
    "article": "It is n't over -LRB- yet -RRB- , she said . The bridge , closed , did n't open .",
    "summary": "It is n't over .",
    "systems": {"bart": "She said , it is n't ."},
}


@pytest.mark.parametrize(
    ("wanted", "text", "signed"),
    [(None, "She said, it isn't.", "yes"), (False, "She said , it is n't .", "no")],
)
def test_tokenised_text_is_joined_and_said(wanted: bool | None, text: str, signed: str) -> None:
    found = evaluate([TOKENISED], options=EvaluateOptions(detokenise=wanted))
    assert found.systems["bart"].records[0].text == text
    assert f"|detok:{signed}|" in found.signature
    assert any("tokens were joined" in note for note in found.notes) == (signed == "yes")


def test_boilerplate_is_cleaned_away_and_what_is_left_is_measured() -> None:
    first = EvaluateOptions(limit=2, clean=False)
    found = evaluate(SAMPLES, summarizers=["lead"], length="long", options=first)
    assert found.systems["lead"].measures["boilerplate"] > 0
    clean = evaluate(SAMPLES, summarizers=["lead"], length="long", options=EvaluateOptions(limit=2))
    before, after = (f.systems["lead"].measures["boilerplate"] for f in (found, clean))
    assert after <= before


@pytest.mark.usefixtures("picky")
@pytest.mark.parametrize("workers", [1, 2])
def test_one_bad_document_is_reported_and_stops_nothing(workers: int) -> None:
    rows = [*ROWS, {"id": "stars", "article": "***", "summary": "Stars."}]
    found = evaluate(rows, summarizers=["picky"], options=EvaluateOptions(workers=workers))
    assert {(r.document, r.system): r.error for r in found.failures} == {
        ("baker", "picky"): "ZeroDivisionError: no bread today",
        ("stars", "picky"): "nothing to summarize: it holds no sentence",
        ("stars", "lead"): "nothing to summarize: it holds no sentence",
        ("stars", "random"): "nothing to summarize: it holds no sentence",
        ("stars", "oracle"): "nothing to summarize: it holds no sentence",
        ("stars", "bart"): "it has no output for this document",
        ("stars", "lead (stored)"): "it has no output for this document",
    }
    picky = found.systems["picky"]
    assert picky.failures == 2
    alone = picky.records[0].scores["rouge1"].f1
    assert picky.scores["rouge1"].f1.mean == pytest.approx(alone / 3)


def test_rows_that_cannot_be_used_are_problems_not_documents() -> None:
    found = evaluate([ROWS[0], {"article": "", "summary": "x"}])
    assert found.problems == ("data: row 2: the article is empty",)
    assert len(found.documents) == 1


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


def test_lead_is_as_near_as_it_can_be_where_lengths_are_matched() -> None:
    rows = [{**ROWS[0], "summary": "word " * 18}]
    options = EvaluateOptions(match_reference_length=True)
    lead = evaluate(rows, options=options).systems["lead"]
    assert lead.measures["words"] == 21  # 11 and 10 are nearer to 18 than 11 alone
    assert lead.name == "lead"


def test_predictions_may_not_take_anothers_name() -> None:
    with pytest.raises(UsageError, match="there is a system of that name"):
        evaluate(ROWS, options=EvaluateOptions(predictions={"lead": ["A.", "B."]}))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"workers": 0}, "workers 0: must be at least 1"),
        ({"limit": 0}, "limit 0: must be at least 1"),
        ({"rank_by": "rouge3"}, "no metric 'rouge3'"),
        ({"seed": -1}, "seed -1"),
        ({"language": "xx"}, "'xx' is not a language we know"),
    ],
)
def test_options_that_make_no_sense_are_refused(options: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        EvaluateOptions(**options)


def test_columns_and_limit_go_to_the_data(tmp_path: Path) -> None:
    rows = [{"wort": row["article"], "summary": row["summary"]} for row in ROWS]
    options = EvaluateOptions(columns=Columns(article="wort"), limit=1)
    assert len(evaluate(written(tmp_path, rows), options=options).documents) == 1
    assert len(evaluate(load(SAMPLES), options=EvaluateOptions(limit=3)).documents) == 3


def test_records_are_flat_and_all_alike() -> None:
    records = evaluate([*ROWS, {"article": "***", "summary": "x"}]).to_records()
    assert len(records) == 3 * 7
    assert len({tuple(record) for record in records}) == 1
    assert not any(isinstance(value, dict | list) for r in records for value in r.values())
    assert "seconds" not in records[0]
    assert "seconds" in evaluate(ROWS).to_records(timing=True)[0]


def test_the_dict_is_json_without_what_differs_from_run_to_run() -> None:
    found = evaluate(ROWS)
    value = json.loads(json.dumps(found.to_dict()))
    assert value["systems"]["textrank"]["scores"]["rouge1"]["f1"]["mean"] > 0
    assert value["documents"] == 2
    assert value["comparisons"][0]["verdict"]
    assert '"seconds"' not in json.dumps(value)
    assert found.to_dict(timing=True)["systems"]["textrank"]["seconds"] > 0


def test_results_are_frozen() -> None:
    found = evaluate(ROWS)
    with pytest.raises(FrozenInstanceError):
        found.data = "other"  # type: ignore[misc]
