"""The body of a flattened page: which of its lines are the article, chosen all at once.

Rules for single lines cannot tell a teaser from a paragraph; what stands around it can. A small
learned classifier reads each line's form, its place and its neighbours, and the best sequence of
labels is taken (`reading.sequence`). Trained by `training/boilerplate.py`.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from summarize.reading.line_features import context_features, decayed, line_features
from summarize.reading.sequence import best_labels, load_model, with_neighbours

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["article_lines", "body_features"]

_PROSE = 3  # the feature that says that a line is long and ends as a sentence does
_LEAST_SCORE = -1.5  # log odds: prose right beside the body that is no less likely belongs to it
_SAMPLE = 60  # words of a line in which stop words are counted
_NEAR = 8  # of a line's own numbers, the first so many, are looked at in its neighbours too


def article_lines(
    lines: Sequence[str], known: Sequence[bool], stop_words: Collection[str]
) -> list[bool]:
    """Whether each line is the article.

    Args:
        lines: of the page, in order, paragraphs unwrapped.
        known: whether each is boilerplate by its own words.
        stop_words: of the page's language, lower-cased; none where it has no list.
    """
    if not lines:
        return []
    model = load_model("summarize.cleaning", "body.npz")
    features = body_features(lines, known, stop_words)
    scores = model.logits(features).tolist()
    kept = best_labels(scores, *model.change)
    prose = (features[:, _PROSE] > 0).tolist()
    may_grow = [
        is_prose and not is_known and score > _LEAST_SCORE
        for is_prose, is_known, score in zip(prose, known, scores, strict=True)
    ]
    for order in (range(1, len(lines)), range(len(lines) - 2, -1, -1)):
        for i in order:
            kept[i] = kept[i] or (may_grow[i] and kept[i - order.step])
    return kept


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
