"""Significance: intervals and tests that are the same on any machine, and right."""

import random
from itertools import product
from math import fsum

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarize.errors import UsageError
from summarize.evaluation.significance import (
    Comparison,
    Interval,
    Resampling,
    compare_systems,
    holm,
    intervals,
)

SCORES = st.lists(st.floats(0, 1), min_size=1, max_size=12)


def drawn(seed: int, size: int, centre: float = 0.4) -> list[float]:
    draw = random.Random(seed)
    return [draw.gauss(centre, 0.1) for _ in range(size)]


def test_the_figures_are_these_to_the_last_digit() -> None:
    scores = {"r": [i / 8 for i in range(9)]}
    assert intervals(scores)["r"] == Interval(0.5, 0.3055555555555556, 0.7083333333333334)


def test_the_interval_covers_the_true_mean_as_often_as_it_says() -> None:
    covered = 0
    for seed in range(200):
        found = intervals({"r": drawn(seed, 60)}, Resampling(samples=400, seed=seed))["r"]
        covered += found.low <= 0.4 <= found.high
    assert 180 <= covered <= 198


def test_the_interval_is_as_wide_as_the_standard_error_says() -> None:
    values = drawn(3, 2_000)
    found = intervals({"r": values})["r"]
    assert found.high - found.low == pytest.approx(2 * 1.96 * 0.1 / 2_000**0.5, rel=0.1)


@given(SCORES, st.integers(0, 9))
@example([5e-324], 0)
@example([0.0, 0.0], 0)
def test_the_mean_is_exact_and_the_ends_are_means_of_documents(
    values: list[float], seed: int
) -> None:
    found = intervals({"r": values}, Resampling(samples=50, seed=seed))["r"]
    assert found.mean == pytest.approx(fsum(values) / len(values), abs=1e-12)
    assert min(values) - 1e-12 <= found.low <= found.high <= max(values) + 1e-12


@pytest.mark.parametrize("size", [1e-200, 1e-9, 60.0, 1e12, 1e300])
def test_scores_may_be_of_any_size(size: float) -> None:
    found = intervals({"r": [size, size, 2 * size]})["r"]
    assert found.low == pytest.approx(size, rel=1e-12, abs=0)
    assert found.high == pytest.approx(2 * size, rel=1e-12, abs=0)


def test_a_higher_confidence_is_a_wider_interval() -> None:
    values = {"r": drawn(1, 50)}
    narrow, wide = (intervals(values, Resampling(confidence=c))["r"] for c in (0.8, 0.99))
    assert wide.low < narrow.low < narrow.high < wide.high


def test_the_seed_decides_and_other_columns_do_not() -> None:
    a, b = drawn(1, 30), [1_000 * value for value in drawn(2, 30)]
    alone, together = intervals({"a": a}), intervals({"a": a, "b": b})
    assert alone["a"] == together["a"]
    assert alone != intervals({"a": a}, Resampling(seed=1))
    assert alone == intervals({"a": a}, Resampling(seed=0))


def test_more_documents_than_a_block_holds_are_resampled() -> None:
    values = [0.25, 0.75] * 600_000
    found = intervals({"r": values}, Resampling(samples=3))["r"]
    assert found.mean == 0.5
    assert 0.499 < found.low <= found.high < 0.501


def permutation_p(a: list[float], b: list[float]) -> float:
    """Every way to swap the systems' scores, counted one by one."""
    gaps = [round(x - y, 9) for x, y in zip(a, b, strict=True)]
    sums = [
        abs(fsum(s * g for s, g in zip(signs, gaps, strict=True)))
        for signs in product([1, -1], repeat=len(gaps))
    ]
    return sum(value >= abs(fsum(gaps)) - 1e-9 for value in sums) / len(sums)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=9))
def test_few_documents_have_every_swap_tried_and_ties_are_ties(
    pairs: list[tuple[int, int]],
) -> None:
    a, b = [x / 10 for x, _ in pairs], [y / 10 for _, y in pairs]
    found = compare_systems({"a": a, "b": b}, Resampling(samples=1_000))[0]
    assert found.permutation_p == pytest.approx(permutation_p(a, b), abs=1e-12)


@pytest.mark.parametrize("test", ["permutation", "bootstrap"])
def test_a_true_difference_is_found_and_none_is_not(test: str) -> None:
    a = drawn(1, 300)
    better = [value + abs(more) / 4 for value, more in zip(a, drawn(2, 300), strict=True)]
    scores = {"a": a, "better": better, "like a": drawn(4, 300)}
    compared = compare_systems(scores, Resampling(samples=2_000), test=test)  # type: ignore[arg-type]
    assert [c.significant for c in compared] == [True, False, True]
    assert [(c.first, c.second) for c in compared] == [
        ("a", "better"), ("a", "like a"), ("better", "like a"),
    ]  # fmt: skip


def test_chance_is_called_significant_no_oftener_than_the_level() -> None:
    found = [
        compare_systems(
            {"a": drawn(seed, 40), "b": drawn(seed + 1_000, 40)}, Resampling(samples=300)
        )[0]
        for seed in range(200)
    ]
    assert sum(c.permutation_p < 0.05 for c in found) <= 18
    assert sum(c.bootstrap_p < 0.05 for c in found) <= 20


def test_a_system_and_itself_do_not_differ() -> None:
    a = drawn(1, 80)
    found = compare_systems({"a": a, "copy": a})[0]
    assert (found.difference, found.low, found.high) == (0.0, 0.0, 0.0)
    assert (found.permutation_p, found.bootstrap_p, found.p) == (1.0, 1.0, 1.0)


def test_changing_places_changes_the_sign_alone() -> None:
    a, b = drawn(1, 50), drawn(2, 50)
    forth, back = compare_systems({"a": a, "b": b})[0], compare_systems({"b": b, "a": a})[0]
    assert (forth.difference, forth.low, forth.high) == (-back.difference, -back.high, -back.low)
    assert (forth.permutation_p, forth.bootstrap_p) == (back.permutation_p, back.bootstrap_p)


def test_holms_correction_is_that_of_a_worked_example() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), max_size=8))
def test_a_corrected_p_is_no_smaller_keeps_the_order_and_stays_below_one(ps: list[float]) -> None:
    corrected = holm(ps)
    assert all(p <= c <= 1 for p, c in zip(ps, corrected, strict=True))
    order = sorted(range(len(ps)), key=ps.__getitem__)
    assert [corrected[i] for i in order] == sorted(corrected)


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ((0.02, -0.01, 0.05, 0.31), "no significant difference between a and b (p = 0.31)"),
        ((0.02, 0.01, 0.03, 0.012), "a is higher than b (0.02, interval 0.01 to 0.03, p = 0.012)"),
        ((-0.5, -0.6, -0.4, 1e-4), "b is higher than a (0.5, interval 0.4 to 0.6, p < 0.001)"),
    ],
)
def test_the_verdict_is_said_in_words(figures: tuple[float, ...], said: str) -> None:
    gap, low, high, p = figures
    made = Comparison("a", "b", gap, low, high, p, p, p, 0.05)
    assert made.verdict == said
    assert made.to_dict()["verdict"] == said


@pytest.mark.parametrize(
    "scores",
    [{}, {"a": []}, {"a": [1.0], "b": [1.0, 2.0]}, {"a": [float("nan")]}, {"a": [float("inf")]}],
)
def test_scores_that_cannot_be_resampled_are_refused(scores: dict[str, list[float]]) -> None:
    with pytest.raises(UsageError):
        intervals(scores)


@pytest.mark.parametrize("options", [{"samples": 0}, {"seed": -1}, {"confidence": 1.0}])
def test_draws_that_cannot_be_made_are_refused(options: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        Resampling(**options)  # type: ignore[arg-type]


def test_an_interval_becomes_a_plain_dict() -> None:
    assert Interval(0.5, 0.4, 0.6).to_dict() == {"mean": 0.5, "low": 0.4, "high": 0.6}


@pytest.mark.parametrize("samples", [99, 999])
def test_the_smallest_p_of_sampled_permutations_is_one_in_the_samples_and_one(samples: int) -> None:
    """A permutation test never proves that a difference is impossible by chance."""
    scores = {"good": [0.9] * 40, "bad": [0.1 + n / 1_000 for n in range(40)]}
    (comparison,) = compare_systems(scores, Resampling(samples=samples))
    assert comparison.permutation_p == 1 / (samples + 1)
