"""What a summary is like without a reference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import LanguageError
from summarize.evaluation.metrics import (
    Fragments,
    boilerplate,
    compression,
    fragments,
    grounding,
    measure,
    novelty,
    redundancy,
    repetition,
)
from summarize.evaluation.rouge import lcs

ARTICLE = (
    "The harbour bridge reopened on Monday after a year of repairs. "
    "Engineers replaced forty cables."
)
TEXTS = st.lists(st.sampled_from(["a", "b", "c", "d.", "E", "東京"]), max_size=15).map(" ".join)


@pytest.mark.parametrize(
    ("summary", "coverage", "density"),
    [
        ("The harbour bridge reopened.", 1.0, 4.0),
        ("Bridge reopened; forty cables replaced!", 1.0, (4 + 4 + 1) / 5),
        ("A crossing is open on Monday", 3 / 6, (1 + 4) / 6),
        ("Ferries stop", 0.0, 0.0),
        ("", 0.0, 0.0),
    ],
)
def test_coverage_and_density_are_grusky_s(summary: str, coverage: float, density: float) -> None:
    assert fragments(summary, ARTICLE) == Fragments(coverage, density)


def test_the_longest_run_is_the_fragment_wherever_the_article_has_it() -> None:
    assert fragments("a b c d", "a b x a b c d").density == 4.0


@pytest.mark.parametrize(("n", "share"), [(1, 0.25), (2, 2 / 3), (3, 1.0), (4, 1.0), (5, 0.0)])
def test_novelty_is_the_share_of_runs_the_article_has_not(n: int, share: float) -> None:
    assert novelty("The bridge reopened yesterday", "The old bridge reopened", n) == share


@pytest.mark.parametrize(
    ("summary", "share"),
    [("a b c a b c", 0.25), ("a a a a a", 2 / 3), ("a b c d", 0.0), ("a b", 0.0), ("", 0.0)],
)
def test_repetition_is_the_share_of_runs_said_before(summary: str, share: float) -> None:
    assert repetition(summary) == pytest.approx(share)


def test_redundancy_is_of_the_sentences_among_each_other() -> None:
    found = redundancy("The bridge reopened. Ferries will stop. The bridge reopened.")
    assert found.mean == pytest.approx(1 / 3)
    assert found.most == 1.0
    assert redundancy("One sentence alone.").most == redundancy("").mean == 0.0


def test_compression_is_words_for_a_word() -> None:
    assert compression("Ferries stop", ARTICLE) == 7.5
    assert compression("...", ARTICLE) == 0.0


@pytest.mark.parametrize(
    ("summary", "share"),
    [
        ("The harbour bridge reopened. Sign up for our daily newsletter", 6 / 10),
        ("The harbour bridge reopened. Advertisement", 1 / 5),
        ("Sign up now for our news", 0.0),
        ("The harbour bridge reopened on Monday", 0.0),
        ("", 0.0),
    ],
)
def test_boilerplate_is_what_stands_in_a_removed_block_and_not_in_the_article(
    summary: str, share: float
) -> None:
    removed = [
        "Sign up for our daily newsletter!",
        "Advertisement",
        "Read more: the harbour bridge reopened on Monday",
    ]
    assert boilerplate(summary, removed, ARTICLE) == share


def test_words_taken_from_two_removed_blocks_count_once() -> None:
    blocks = ["Share this story with friends", "Share this story with friends on the web"]
    assert boilerplate("Share this story with friends", blocks) == 1.0


@given(TEXTS, TEXTS)
def test_shares_are_shares_and_density_is_no_longer_than_the_summary(
    summary: str, article: str
) -> None:
    found = measure(summary, article, language="ja", removed=[article])
    shares = [found.coverage, *found.novelty, found.repetition, found.redundancy, found.boilerplate]
    assert all(0 <= share <= 1 for share in shares)
    assert found.redundancy <= found.most_alike + 1e-12 <= 1 + 1e-12
    assert found.coverage <= found.density or found.density == 0


@given(TEXTS)
def test_a_summary_that_is_the_article_is_copied_whole(text: str) -> None:
    found = measure(text, text)
    assert found.novelty == (0.0,) * 4
    assert found.coverage in {0.0, 1.0}
    assert found.compression in {0.0, 1.0}


def test_words_of_other_writings_are_measured_too() -> None:
    assert fragments("東京は雨", "今日東京は晴れ", language="ja") == Fragments(0.75, 9 / 4)


def test_all_measures_become_one_flat_dict() -> None:
    found = measure("The bridge reopened.", ARTICLE).to_dict()
    assert list(found) == [
        "words", "compression", "coverage", "density", "repetition", "redundancy", "most_alike",
        "boilerplate", "support", "unsupported", "novel1", "novel2", "novel3", "novel4",
    ]  # fmt: skip
    assert found["words"] == 3


def test_a_language_nobody_knows_is_refused() -> None:
    with pytest.raises(LanguageError):
        measure("a", "b", language="xx")


def test_redundancy_without_stems_is_rouge_l_of_one_sentence_by_the_other() -> None:
    a, b = "The bridge has reopened.", "The bridge reopened at last."
    expected = 2 * lcs.length(["the", "bridge", "has", "reopened"], b.lower()[:-1].split()) / 9
    assert redundancy(f"{a} {b}").most == pytest.approx(expected)


@pytest.mark.parametrize(
    ("summary", "support", "unsupported"),
    [
        ("The harbour bridge reopened on Monday.", 0.9, 0),
        ("Engineers replaced fifty cables on Sunday.", 0.3, 2),
        ("", 1.0, 0),
    ],
)
def test_grounding_counts_what_the_article_does_not_have(
    summary: str, support: float, unsupported: int
) -> None:
    found, count = grounding(summary, ARTICLE)
    assert found == pytest.approx(support, abs=0.2)
    assert count == unsupported
