"""An evaluation: who takes part, how they are scored, and that it comes out the same every way."""

import json
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest
from evaluations import ARTICLE, ROWS, by_system, written

from summarize.errors import OptionError, SummarizeError, UnknownNameError, UsageError
from summarize.evaluation import EvaluateOptions, Rouge, evaluate, rouge
from summarize.evaluation.data.datasets import Columns, load
from summarize.evaluation.systems import split_specs

SAMPLES = Path(__file__).parent.parent / "samples"
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


def test_lead_is_as_near_as_it_can_be_where_lengths_are_matched() -> None:
    rows = [{**ROWS[0], "summary": "word " * 18}]
    options = EvaluateOptions(match_reference_length=True)
    lead = evaluate(rows, options=options).systems["lead"]
    assert lead.measures["words"] == 21  # 11 and 10 are nearer to 18 than 11 alone
    assert lead.name == "lead"


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
