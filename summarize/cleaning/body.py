"""The body of a flattened page: which of its lines are the article, chosen all at once.

Rules for single lines cannot tell a teaser from a paragraph; what stands around it can. A small
learned classifier (`reading.sequence`) scores each line by its form, its place and its neighbours,
and the best run of lines is taken. Trained by `training/boilerplate.py`.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from summarize.reading.line_features import (
    best_run,
    context_features,
    decayed,
    line_features,
    word_counts,
)
from summarize.reading.sequence import load_model, with_neighbours

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Body", "article_lines", "body_features"]

# Chosen by cross-validation on the training half, where the learned scores alone reach F1 .869,
# plain prose alone .846, and both together .880.
_PLAIN = 0.35  # what plain prose counts beside the learned scores
_BIAS = 0.5  # log odds: a line lost costs more than one too many
_DOUBT = -2.0  # log odds below which a line inside the run is left out
_SURE = 0.5  # log odds below which a line is not chosen for a summary, though it may be kept
_SAMPLE = 60  # words of a line in which stop words are counted
_NEAR = 8  # of a line's own numbers, the first so many, are looked at in its neighbours too
_PROSE = 3  # the feature that says that a line is long and ends as a sentence does


class Body(NamedTuple):
    """For each line of a page whether it is the article, and whether that is sure."""

    kept: list[bool]
    sure: list[bool]


def article_lines(lines: Sequence[str], known: Sequence[bool], stop_words: Collection[str]) -> Body:
    """Find the lines that are the article.

    The article is the run of lines with the greatest sum of scores (maximum subarray; Bentley,
    "Programming pearls: algorithm design techniques", CACM 1984): a line scores its words, for or
    against, as far as the classifier is sure and as it looks like prose. Best sequences of labels
    with a price for each change do worse: one price fits neither long nor short articles.

    Args:
        lines: of the page, in order, paragraphs unwrapped.
        known: whether each is boilerplate by its own words.
        stop_words: of the page's language, lower-cased; none where it has no list.
    """
    import numpy as np

    if not lines:
        return Body([], [])
    features = body_features(lines, known, stop_words)
    logits = load_model("summarize.cleaning", "body.npz").logits(features)
    words = np.array(word_counts(lines), np.float32) + 1.0
    learned = np.tanh((logits + _BIAS) / 2)  # twice the probability, less one
    prose = (features[:, _PROSE] > 0) & ~np.array(known, bool)
    plain = np.where(prose, 1.0, -1.0)
    start, stop = best_run((words * (_PLAIN * plain + (1 - _PLAIN) * learned)).tolist())
    likely = (logits >= _DOUBT).tolist()
    kept = [start <= i < stop and likely[i] for i in range(len(lines))]
    return Body(kept, (logits >= _SURE).tolist())


def body_features(
    lines: Sequence[str], known: Sequence[bool], stop_words: Collection[str]
) -> "NDArray[np.float32]":
    """One row of numbers for each line, as the classifier reads it."""
    import numpy as np

    own = line_features(lines)
    flags = np.array(known, np.float32)
    common = [_stop_share(line, stop_words) for line in lines]
    columns = [flags, np.array(common, np.float32)]
    columns += [
        decayed(flags, decay, backwards=backwards)
        for decay in (0.5, 0.9)
        for backwards in (False, True)
    ]
    said = np.stack(columns, axis=1)
    near = with_neighbours(np.concatenate([own[:, :_NEAR], said[:, :2]], axis=1))
    return np.concatenate([own, said, context_features(lines), near], axis=1)


def _stop_share(line: str, stop_words: Collection[str]) -> float:
    words = line.lower().split(None, _SAMPLE)[:_SAMPLE]
    return sum(word in stop_words for word in words) / len(words) if words else 0.0
