"""Graph ranking without a graph: equal to the plain definition, to sumy, and to itself."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarize.methods import graph as ranking

Terms = Sequence[Sequence[str]]

terms = st.lists(
    st.lists(st.sampled_from([f"t{n}" for n in range(12)]), max_size=14), min_size=1, max_size=25
)


def plain_overlap(first: Sequence[str], second: Sequence[str]) -> float:
    """The weight of Mihalcea & Tarau's paper, as it is written there."""
    shared, lengths = set(first) & set(second), [len(set(first)), len(set(second))]
    if not shared:
        return 0.0
    total = sum(map(math.log, lengths))
    return len(shared) / total if total else 1.0


def plain_graph(sentences: Terms, weight: Callable[..., float], loops: bool) -> np.ndarray:
    return np.array(
        [
            [weight(a, b) if loops or i != j else 0.0 for j, b in enumerate(sentences)]
            for i, a in enumerate(sentences)
        ]
    )


def tfidf(sentences: Terms) -> Callable[[Sequence[str], Sequence[str]], float]:
    """Cosine of vectors with (1 + log tf) log(1 + n / df), written out."""
    seen = Counter(term for sentence in sentences for term in set(sentence))

    def vector(sentence: Sequence[str]) -> dict[str, float]:
        return {
            term: (1 + math.log(count)) * math.log(1 + len(sentences) / seen[term])
            for term, count in Counter(sentence).items()
        }

    def cosine(first: Sequence[str], second: Sequence[str]) -> float:
        a, b = vector(first), vector(second)
        norms = math.hypot(*a.values()) * math.hypot(*b.values())
        return sum(a[t] * b[t] for t in a.keys() & b.keys()) / norms if norms else 0.0

    return cosine


def plain_walk(graph: np.ndarray, damping: float, steps: int = 400) -> np.ndarray:
    """PageRank by the book: a dense matrix, columns that sum to one, many steps."""
    n = len(graph)
    degrees = graph.sum(axis=0)
    columns = np.where(degrees > 1e-6, graph / np.where(degrees > 1e-6, degrees, 1), 1 / n)
    x = np.full(n, 1 / n)
    for _ in range(steps):
        x = (1 - damping) / n + damping * columns @ x
    return x


@settings(deadline=None)
@given(terms, st.sampled_from([0.5, 0.85]))
def test_the_overlap_walk_is_that_of_the_built_graph(sentences: Terms, damping: float) -> None:
    expected = plain_walk(plain_graph(sentences, plain_overlap, loops=False), damping)
    found = ranking.walk(ranking.overlap(sentences), damping=damping)
    assert found == pytest.approx(expected, abs=1e-5)


@settings(deadline=None)
@given(terms, st.sampled_from([0.5, 0.85]))
def test_the_cosine_walk_is_that_of_the_built_graph(sentences: Terms, damping: float) -> None:
    expected = plain_walk(plain_graph(sentences, tfidf(sentences), loops=False), damping)
    found = ranking.walk(ranking.cosine(sentences), damping=damping)
    assert found == pytest.approx(expected, abs=1e-5)


class HashableSentence:
    """What sumy asks of a sentence: words, and a hash."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)


@settings(deadline=None)
@given(terms)
def test_the_sumy_mode_gives_sumys_scores(sentences: Terms) -> None:
    from sumy.summarizers.text_rank import TextRankSummarizer

    nodes = [HashableSentence(words) for words in sentences]
    rated = TextRankSummarizer().rate_sentences(SimpleNamespace(sentences=nodes))
    expected = [float(rated[node]) for node in nodes]
    assert ranking.sumy_walk(ranking.sumy(sentences)) == pytest.approx(expected, abs=1e-9)


@given(terms)
def test_scores_sum_to_one_and_none_is_below_zero(sentences: Terms) -> None:
    scores = ranking.walk(ranking.cosine(sentences))
    assert scores.sum() == pytest.approx(1)
    assert (scores >= 0).all()


@given(terms)
def test_the_same_sentences_give_the_same_bytes(sentences: Terms) -> None:
    once, again = (ranking.walk(ranking.overlap(sentences)).tobytes() for _ in range(2))
    assert once == again


def test_a_prior_draws_the_walk() -> None:
    sentences = [["a", "b"], ["b", "c"], ["c", "a"]]
    drawn = ranking.walk(ranking.cosine(sentences), prior=np.array([1.0, 1.0, 4.0]))
    assert drawn.argmax() == 2


def test_a_sentence_like_no_other_keeps_only_what_jumps_give_it() -> None:
    scores = ranking.walk(ranking.cosine([["a", "b"], ["a", "c"], ["z"]]))
    assert scores.argmin() == 2


def test_ten_vectors_stand_for_every_pair_of_lengths() -> None:
    sentences = [[f"t{n}" for n in range(size)] for size in range(1, 120)]
    assert len(ranking.overlap(sentences).factors) < 20


def test_no_sentences_and_no_terms_are_no_trouble() -> None:
    assert ranking.walk(ranking.cosine([[]])) == pytest.approx([1.0])
    assert ranking.walk(ranking.overlap([[], []])) == pytest.approx([0.5, 0.5])
