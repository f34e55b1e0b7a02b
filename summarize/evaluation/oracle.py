"""The extractive oracle: the sentences of a document that score highest by its references.

R. Nallapati, F. Zhai, B. Zhou, "SummaRuNNer", AAAI 2017: greedily the sentence that raises
ROUGE-1 + ROUGE-2 F1 most, until none does. It has seen the references, so it is no summarizer; no
choice of whole sentences within the same length can be expected to do much better.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from summarize import summary
from summarize.document import Document
from summarize.errors import SummaryError
from summarize.length import Length
from summarize.summary import Summary

__all__ = ["NAME", "oracle"]

NAME = "oracle"

_Grams = tuple[Counter[object], Counter[object]]


def oracle(
    document: Document,
    references: Sequence[str],
    length: Length,
    words: Callable[[str], list[str]],
) -> Summary:
    """Return the greedy best extractive summary of `document`.

    Pairs of words across sentences are not counted while choosing; the score itself counts them.
    With several references it goes by the mean over them.

    Args:
        document: with at least one sentence.
        references: what it is judged by.
        length: the length asked for; its least number of sentences is not kept.
        words: what makes a text the words that are compared, stemmed or not.

    Raises:
        SummaryError: the document has no sentence.
    """
    if not document.sentences:
        raise SummaryError(document.source, "nothing to summarize: it holds no sentence")
    targets = [_Target(_grams(words(text))) for text in references]
    grams = [_grams(words(sentence.text)) for sentence in document.sentences]
    sizes = [sentence.words for sentence in document.sentences]
    resolved = length.of(sum(sizes))
    chosen: list[int] = []
    scores = [0.0] * len(sizes)
    best = 0.0
    while allowed := _allowed(chosen, sizes, resolved):
        totals = {i: sum(target.with_these(grams[i]) for target in targets) for i in allowed}
        next_best = max(totals, key=lambda i: (totals[i], -i))
        if totals[next_best] <= best and chosen:
            break
        best = totals[next_best]
        chosen.append(next_best)
        scores[next_best] = 1 / len(chosen)
        for target in targets:
            target.take(grams[next_best])
    return summary.extract(document, sorted(chosen), scores, length=length, summarizer=NAME)


def _grams(words: Sequence[str]) -> _Grams:
    return Counter(words), Counter(pairwise(words))


def _allowed(chosen: Sequence[int], sizes: Sequence[int], length: Length) -> list[int]:
    """Return the sentences that still fit; at first any sentence, if none fits."""
    taken = [sizes[i] for i in chosen]
    rest = [i for i in range(len(sizes)) if i not in chosen]
    return [i for i in rest if length.admits([*taken, sizes[i]])] or ([] if chosen else rest)


@dataclass(slots=True)
class _Target:
    """A reference, and what the chosen sentences have of it: words first, pairs second."""

    wanted: _Grams
    have: _Grams = field(default_factory=lambda: (Counter(), Counter()))

    def with_these(self, grams: _Grams) -> float:
        """ROUGE-1 + ROUGE-2 F1 once `grams` are added."""
        return sum(map(_f1, self.wanted, self.have, grams))

    def take(self, grams: _Grams) -> None:
        """Add `grams` to what the chosen sentences have."""
        for have, more in zip(self.have, grams, strict=True):
            have.update(more)


def _f1(wanted: Counter[object], have: Counter[object], more: Counter[object]) -> float:
    hits = sum(min(count, have[gram] + more[gram]) for gram, count in wanted.items())
    return 2 * hits / (wanted.total() + have.total() + more.total()) if hits else 0.0
