"""Articles and references in files of their own, beside each other or in two folders."""

from pathlib import Path

import pytest

from summarize.errors import (
    EmptyInputError,
)
from summarize.evaluation.data.datasets import load

SAMPLES = Path(__file__).parent.parent / "samples"


def folder(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def references(root: Path, length: str = "medium") -> dict[str, tuple[str, ...]]:
    return {example.id: example.references for example in load(root, length=length).examples}


def test_pairs_are_found_by_their_names(tmp_path: Path) -> None:
    folder(tmp_path, a_txt="Article.", a_ref_txt="A.", b_txt="Article.", b_summary_txt="B.",
           c_md="Article.", c_highlights_txt="C.", README_md="About.", LICENSE_txt="Free.",
           d_html="<p>Article.</p>", d_ref1_txt="D1.", d_ref2_txt="D2.")  # fmt: skip
    found = references(tmp_path)
    assert found == {"a": ("A.",), "b": ("B.",), "c": ("C.",), "d": ("D1.", "D2.")}


@pytest.mark.parametrize(
    ("length", "wanted"),
    [("short", "S."), ("medium", "M."), ("headline", "T"), ("5s", "R."), ("bullets", "R.")],
)
def test_the_reference_is_the_one_as_long_as_the_summaries(
    tmp_path: Path, length: str, wanted: str
) -> None:
    folder(tmp_path, a_txt="Article.", a_short_txt="S.", a_medium_txt="M.", a_title_txt="T",
           a_reference_txt="R.")  # fmt: skip
    assert references(tmp_path, length) == {"a": (wanted,)}


def test_a_reference_of_another_length_is_better_than_none_and_said(tmp_path: Path) -> None:
    dataset = load(folder(tmp_path, a_txt="Article.", a_short_txt="S."), length="5s")
    assert dataset.examples[0].references == ("S.",)
    assert dataset.notes == ("the references are those for the length 'short'",)


def test_an_article_without_a_reference_is_said(tmp_path: Path) -> None:
    dataset = load(folder(tmp_path, a_txt="Article.", a_ref_txt="A.", b_txt="Article."))
    assert [e.id for e in dataset.examples] == ["a"]
    assert dataset.problems[0].endswith("b.txt: no reference beside it (b.ref.txt)")


def test_a_pair_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    folder(tmp_path, a_txt="Article.", a_ref_txt="A.", b_txt="Article.", b_ref_txt=" ")
    assert "b.ref.txt: holds no text" in load(tmp_path).problems[0]


def test_articles_and_references_may_be_in_two_folders(tmp_path: Path) -> None:
    folder(tmp_path, articles__a_txt="Article.", articles__b_txt="Article.", summaries__a_txt="A.")
    assert references(tmp_path) == {"a": ("A.",)}


def test_names_may_have_dots(tmp_path: Path) -> None:
    folder(tmp_path, v1_2_txt="Article.", v1_2_ref_txt="A.", v1_txt="Article.", v1_ref_txt="B.")
    assert set(references(tmp_path)) == {"v1"}
    (tmp_path / "v1.txt").unlink()
    assert references(tmp_path) == {"v1.2": ("A.",)}


def test_a_folder_without_articles_says_what_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(EmptyInputError, match="is wanted, and beside it NAME"):
        load(tmp_path)


@pytest.mark.parametrize("length", ["short", "medium", "bullets", "headline"])
def test_the_samples_are_pairs_with_a_reference_for_each_length(length: str) -> None:
    dataset = load(SAMPLES, length=length)
    assert len(dataset.examples) == 8
    assert not dataset.problems
    assert not dataset.notes
    assert all(example.boilerplate for example in dataset.examples)
