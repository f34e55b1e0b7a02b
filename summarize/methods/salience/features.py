"""What the forests are shown of a document: a row for each sentence, and a row for each term.

All of it is counted from the document and the `Lexicon`; nothing but numpy is needed, and the walk
and the prior of TextRank are among the columns. The order of the columns is that of `SENTENCE` and
`WORD`; the forests know them by number, so what changes here has to be trained anew.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from summarize import language
from summarize.document import Document
from summarize.methods import graph as ranking
from summarize.methods.extractive import Terms
from summarize.methods.graph import Vector
from summarize.methods.salience.forest import Rows
from summarize.methods.salience.lexicon import Lexicon
from summarize.methods.salience.wording import elaborated, quoted_shares
from summarize.methods.textrank import ISOLATED_PENALTY, ISOLATED_SHARE, Signs, prior, signs

__all__ = ["SENTENCE", "SPEAKER", "WORD", "Sheet", "vocabulary", "with_words"]

SENTENCE = (
    *("at", "share_before", "sentences", "after", "block", "in_block", "block_size", "blocks"),
    *("words", "relative_words", "textrank", "textrank_rank", "prior", "walk", "walk_rank"),
    *("centre", "centre_rank", "like_first", "like_three", "like_block", "of_title", "titled"),
    *("has_title", "novel", "unique", "rarity", "rarity_sum", "telling", "telling_most"),
    *("frequency", "frequency_sum", "numbers", "quotes", "question", "hanging", "announcing"),
    *("personal", "said", "speaker", "words_before", "words_next", "textrank_before"),
    *("textrank_next", "mean_words", "mean_quotes", "mean_question", "mean_speaker"),
    *("mean_announcing", "mean_personal", "degree", "words_so_far", "like_next", "like_before"),
)
"""Columns of `Sheet.sentences`; `with_words` adds six more."""

WORD = (
    *("count", "in_sentences", "first", "first_share", "rarity", "telling", "in_title"),
    *("has_title", "sentences", "terms", "spread", "best_textrank", "mean_walk", "best_walk"),
    *("best_prior", "letters", "count_rarity", "in_first_block", "mean_centre", "briefest"),
    *("share_of_sentences", "mean_place"),
)
"""Columns of `Sheet.words`."""

_NUMBER = re.compile(r"\d[\d,.]*")
_QUOTES = re.compile('["“”«»„]')
_PERSONAL = re.compile(r"\b(?:[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|me|us|I|i)\b")
_SAID = re.compile(r"\b(?:said|says|told|added|tweeted|wrote|according to)\b")
SPEAKER = re.compile(r"\|? ?[\w.' -]{1,25}: ")
_QUESTION = re.compile(r"\?[\"”’')]*$")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document as the forests see it.

    Attributes:
        sentences: shape (sentences, len(SENTENCE)).
        words: shape (terms, len(WORD)).
        rows: the sentence of each pair of a sentence and a term in it, ascending. Shape (pairs,).
        columns: the term of that pair. Shape (pairs,).
        sizes: words of each sentence. Shape (sentences,).
        shown: the signs of the sentences.
        elaborated: share of the terms of each that recur soon after it. Shape (sentences,).
        quoted: share of each that stands in quotation marks. Shape (sentences,).
    """

    sentences: Rows
    words: Rows
    rows: ranking.Indices
    columns: ranking.Indices
    sizes: Vector
    shown: Signs
    elaborated: Vector
    quoted: Vector

    @classmethod
    def of(
        cls, document: Document, terms: Terms, lexicon: Lexicon, title: str | None = None
    ) -> "Sheet":
        """The sheet of a document with at least one sentence.

        Args:
            document: what is read.
            terms: the terms of its sentences, as `language.terms` gives them.
            lexicon: what is known of words before.
            title: its headline, where it has one.
        """
        shown, graph = signs(document), _Graph.of(terms)
        known = vocabulary(terms)
        of_title = set(language.terms([title], document.language)[0]) if title else set()
        stock = _Stock(
            *lexicon.of(known),
            np.array([float(term in of_title) for term in known]),
            len(of_title),
            np.array([float(len(term)) for term in known]),
        )
        sizes = np.array([s.words for s in document.sentences], dtype=np.float64)
        weights = prior(document, shown=shown) * np.exp(-ISOLATED_PENALTY * graph.lonely)
        ranks = _Ranks.of(graph.walked, weights)
        places, wording = _places(document), _wording(document, shown)
        likeness = graph.likeness(int(places[6][0]))
        columns = [
            *places,
            *(sizes, sizes / max(1.0, sizes.mean())),
            *(ranks.textrank, _order(ranks.textrank), ranks.prior, ranks.walk, _order(ranks.walk)),
            *likeness,
            *_of_words(graph, stock),
            *wording,
            *_neighbours(sizes, ranks.textrank),
            *_genre(sizes, wording),
            *(graph.degrees, np.cumsum(sizes) - sizes),
            *_steps(terms),
        ]
        matrix = graph.weights.matrix
        words = _word_rows(graph, stock, ranks, sizes, (*places, likeness[0]))
        return cls(
            *(_table(columns), words, matrix.rows, matrix.columns, sizes, shown),
            elaborated(matrix.rows, matrix.columns, len(sizes)),
            quoted_shares(document),
        )


def vocabulary(terms: Terms) -> list[str]:
    """The terms of a document, in the order in which a sheet has them."""
    return list(dict.fromkeys(term for sentence in terms for term in sentence))


@dataclass(frozen=True, slots=True)
class _Stock:
    """For each term of the document: what the lexicon and the title say of it."""

    rarity: Vector
    telling: Vector
    in_title: Vector
    title_terms: int
    letters: Vector


@dataclass(frozen=True, slots=True)
class _Ranks:
    """The walk and the prior of TextRank, each on a scale that does not depend on the length."""

    textrank: Vector
    walk: Vector
    prior: Vector

    @classmethod
    def of(cls, walked: Vector, weights: Vector) -> "_Ranks":
        count, both = len(walked), walked * weights
        return cls(both / both.sum() * count, walked * count, np.log(weights))


@dataclass(frozen=True, slots=True)
class _Graph:
    """The sentences × terms matrix, the walk over it, and sums over rows and columns."""

    weights: ranking.Weights
    walked: Vector
    degrees: Vector
    lonely: npt.NDArray[np.bool_]
    by_column: ranking.Indices
    starts: ranking.Indices

    @classmethod
    def of(cls, terms: Terms) -> "_Graph":
        weights = ranking.cosine(terms)
        columns = weights.matrix.columns
        by_column = np.argsort(columns, kind="stable")
        starts = np.searchsorted(columns[by_column], np.arange(weights.matrix.shape[1]))
        degrees = weights.times(np.ones(len(terms)))
        lonely = degrees < ISOLATED_SHARE * degrees.mean()
        return cls(weights, ranking.walk(weights), degrees, lonely, by_column, starts)

    def of_column(self, gather: np.ufunc, values: Vector) -> Vector:
        """For each term `gather`, such as np.maximum, of a value of the sentences that have it."""
        if not self.starts.size:
            return np.zeros(0)
        gathered: Vector = gather.reduceat(
            values[self.weights.matrix.rows][self.by_column], self.starts
        )
        return gathered

    def most_of_row(self, values: Vector) -> Vector:
        """For each sentence the greatest of a value of its terms, 0 where it has none."""
        matrix = self.weights.matrix
        most = np.zeros(matrix.shape[0])
        if matrix.rows.size:
            starts = np.flatnonzero(np.diff(matrix.rows, prepend=-1))
            most[matrix.rows[starts]] = np.maximum.reduceat(values[matrix.columns], starts)
        return most

    def sum_of_row(self, values: Vector) -> Vector:
        """For each sentence the sum of a value of its distinct terms."""
        return self.weights.matrix.row_sums(values[self.weights.matrix.columns])

    def likeness(self, opening: int) -> list[Vector]:
        """Cosine to the document's centre, its rank, and to the first 1, 3 and `opening`."""
        centre = self._cosine(len(self.walked))
        return [centre, _order(centre), *(self._cosine(count) for count in (1, 3, opening))]

    def _cosine(self, count: int) -> Vector:
        """Cosine of each sentence with the sum of the first `count`."""
        matrix, scale = self.weights.matrix, self.weights.scales[0]
        values = matrix.values * scale[matrix.rows]
        total = matrix.column_sums(np.where(matrix.rows < count, values, 0.0))
        size = float(np.sqrt((total**2).sum())) or 1.0
        return matrix.row_sums(values * total[matrix.columns]) / size


def with_words(sheet: Sheet, likely: Vector) -> Rows:
    """The sentence rows with six columns more: what a summary is likely to have of each sentence.

    Args:
        sheet: of the document.
        likely: for each term how likely a summary has it. Shape (terms,).

    Returns:
        Shape (sentences, len(SENTENCE) + 6): the sum and mean and most over the terms, the sum for
        each word, the sum over those not seen before, and its rank.
    """
    count = len(sheet.sizes)
    values = likely[sheet.columns]
    total: Vector = np.bincount(sheet.rows, values, count).astype(np.float64)
    terms = np.maximum(np.bincount(sheet.rows, minlength=count), 1)
    first = np.full(len(likely), count)
    np.minimum.at(first, sheet.columns, sheet.rows)
    unseen = values * (first[sheet.columns] == sheet.rows)
    fresh: Vector = np.bincount(sheet.rows, unseen, count).astype(np.float64)
    most = np.zeros(count)
    np.maximum.at(most, sheet.rows, values)
    dense = total / (sheet.sizes + 5)
    more = [total, total / terms, most, dense, fresh, _order(fresh)]
    return np.concatenate([sheet.sentences, _table(more)], axis=1)


def _table(columns: Sequence[npt.NDArray[np.generic]]) -> Rows:
    """The columns side by side; single precision takes off what rounding left last."""
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _order(values: Vector) -> Vector:
    """0 for the highest up to under 1 for the lowest; of equals the earlier first."""
    order = np.argsort(-np.round(values, 9), kind="stable")
    ranks = np.empty(len(values))
    ranks[order] = np.arange(len(values)) / len(values)
    return ranks


def _shifted(values: Vector, steps: int) -> Vector:
    """The value of the sentence so many steps before (after, where negative); 0 past the end."""
    padding = np.zeros(min(abs(steps), len(values)))
    moved = values[:-steps] if steps > 0 else values[-steps:]
    return np.concatenate([padding, moved] if steps > 0 else [moved, padding])


def _places(document: Document) -> list[Vector]:
    """Where each sentence stands in the document and in its block: eight columns."""
    count = len(document.sentences)
    at = np.arange(count, dtype=np.float64)
    blocks = np.array([s.block for s in document.sentences])
    block = np.cumsum(np.diff(blocks, prepend=blocks[0]) != 0)
    held = np.bincount(block).astype(np.float64)
    starts = np.cumsum(held) - held
    all_of = np.ones(count)
    return [
        *(at, at / count, count * all_of, count - 1 - at),
        *(block, at - starts[block], held[block], len(held) * all_of),
    ]


def _of_words(graph: _Graph, stock: _Stock) -> list[Vector]:
    """What each sentence's terms are: of the title, new, rare, telling, frequent: ten columns."""
    matrix = graph.weights.matrix
    count = matrix.shape[0]
    each = np.maximum(matrix.row_sums(np.ones_like(matrix.values)), 1)
    first = graph.of_column(np.minimum, np.arange(count, dtype=np.float64))
    seen = graph.of_column(np.add, np.ones(count))
    fresh = matrix.row_sums((first[matrix.columns] == matrix.rows).astype(np.float64))
    titled, rarity = graph.sum_of_row(stock.in_title), graph.sum_of_row(stock.rarity)
    frequency = graph.sum_of_row(np.log(np.maximum(seen, 1)))
    return [
        *(titled / max(1, stock.title_terms), titled / each),
        np.full(count, float(stock.title_terms > 0)),
        *(fresh / each, graph.sum_of_row((seen == 1).astype(np.float64)) / each),
        *(rarity / each, rarity, graph.sum_of_row(stock.telling) / each),
        graph.most_of_row(stock.telling),
        *(frequency / each, frequency),
    ]


def _wording(document: Document, shown: Signs) -> list[Vector]:
    """Numbers, quotation marks, questions and who speaks: eight columns."""
    texts = [s.text for s in document.sentences]

    def counted(pattern: re.Pattern[str]) -> Vector:
        return np.array([len(pattern.findall(text)) for text in texts], dtype=np.float64)

    return [
        *(counted(_NUMBER), counted(_QUOTES), counted(_QUESTION)),
        *(shown.hanging, shown.announcing, counted(_PERSONAL)),
        np.minimum(counted(_SAID), 1),
        np.array([float(SPEAKER.match(text) is not None) for text in texts]),
    ]


def _neighbours(sizes: Vector, textrank: Vector) -> list[Vector]:
    """How long and how good the sentences before and after are: four columns."""
    return [_shifted(values, steps) for values in (sizes, textrank) for steps in (1, -1)]


def _genre(sizes: Vector, wording: Sequence[Vector]) -> list[Vector]:
    """What the document is like, the same for each sentence: six columns."""
    _, quotes, question, _, announcing, personal, _, speaker = wording
    means = (sizes, quotes, question, speaker, announcing, personal)
    return [np.full(len(sizes), values.mean()) for values in means]


def _steps(terms: Terms) -> list[Vector]:
    """How much of its terms each sentence shares with the next and with the one before."""
    sets = [frozenset(sentence) for sentence in terms]
    shared = [len(a & b) / max(1, min(len(a), len(b))) for a, b in pairwise(sets)]
    return [np.array([*shared, 0.0]), np.array([0.0, *shared])]


def _word_rows(
    graph: _Graph, stock: _Stock, ranks: _Ranks, sizes: Vector, known: Sequence[Vector]
) -> Rows:
    """What is known of each term: the columns of `WORD`; `known` is `_places`, then the centre."""
    matrix = graph.weights.matrix
    count, terms = matrix.shape
    at, block_size, centre, all_of = known[0], known[6], known[-1], np.ones(terms)
    seen = graph.of_column(np.add, np.ones(count))
    counts = _counts(matrix)
    first, last = (graph.of_column(gather, at) for gather in (np.minimum, np.maximum))

    def mean(values: Vector) -> Vector:
        return graph.of_column(np.add, values) / seen

    return _table(
        [
            *(counts, seen, first, first / count, stock.rarity, stock.telling, stock.in_title),
            *(float(stock.title_terms > 0) * all_of, count * all_of, counts.sum() * all_of),
            (last - first) / count,
            graph.of_column(np.maximum, ranks.textrank),
            *(mean(ranks.walk), graph.of_column(np.maximum, ranks.walk)),
            graph.of_column(np.maximum, ranks.prior),
            *(stock.letters, counts * stock.rarity, first < block_size[0]),
            mean(centre),
            *(graph.of_column(np.minimum, sizes), seen / count, mean(at)),
        ]
    )


def _counts(matrix: ranking.Matrix) -> Vector:
    """How often each term stands in the document: the matrix holds (1 + log count) idf of each."""
    seen = matrix.column_sums(np.ones_like(matrix.values))
    idf = np.log1p(matrix.shape[0] / np.maximum(seen, 1))
    return np.round(matrix.column_sums(np.exp(matrix.values / idf[matrix.columns] - 1)))
