"""The last stage of `abstractive`: candidates chosen, checked and put together.

The sentences that say most together within the length are chosen (`selection`), each as one of its
candidates. What fits whole stays whole. A shortened sentence stands only if the rewriter finds it
well formed and the article bears it out (`grounding`); otherwise the choice is made again without
it, and at last the sentence is taken whole.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from math import ceil, inf
from typing import TYPE_CHECKING

from summarize.document import Document
from summarize.length import Group, Length
from summarize.methods.abstractive import selection
from summarize.methods.abstractive.candidates import (
    Candidate,
    Submission,
    candidates,
    fitting,
)
from summarize.methods.abstractive.headlines import WELL_FORMED
from summarize.methods.abstractive.rewriter import Rewriter
from summarize.methods.abstractive.selection import Option
from summarize.methods.extractive import Terms, min_score_share
from summarize.methods.repetition import Repetition
from summarize.methods.salience import Judged
from summarize.methods.standalone import Standalone
from summarize.summary import SHORTENED, Summary, SummarySentence, compose

if TYPE_CHECKING:
    from summarize.encoder import Parse
    from summarize.grounding import Checker

__all__ = ["MODEL", "NAME", "TOO_LONG", "Composer", "Plan", "Ranked", "near", "pool"]

NAME = "abstractive"
MODEL = "summarize-rewriter-30m"

EXTRA_SENTENCES = 3  # given to the model beyond those there is room for
WORDS_PER_SENTENCE = 17  # about, of a compressed one
FULL_TOPIC_COUNT = 4  # other sentences that tell of a word: from there on it belongs in the summary
SMALL = 3  # letters of a word that tells nothing
ROUNDS = 4  # of choosing again

TOO_LONG = "the sentence is longer than {} words: no shorter one may stand"

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document with its sentences ranked.

    Attributes:
        document: the article.
        length: the length asked for.
        resolved: the same, its share resolved.
        terms: of its sentences.
        scores: of its sentences.
        order: of its sentences, best first.
        judged: the article as `salience` judges it, for lengths that a set is sought for.
        alone: what the sentences need to be read alone.
    """

    document: Document
    length: Length
    resolved: Length
    terms: Terms
    scores: Sequence[float]
    order: Sequence[int]
    judged: Judged | None
    alone: Standalone


@dataclass(frozen=True, slots=True)
class Plan:
    """A ranked document with what was asked of the rewriter, until it answers.

    Attributes:
        ranked: the document.
        model: the rewriter.
        indices: of the sentences given to it.
        submission: those sentences.
        parses: their parses.
    """

    ranked: Ranked
    model: Rewriter
    indices: Sequence[int]
    submission: Submission
    parses: Sequence["Parse"]


def pool(order: Sequence[int], length: Length) -> Sequence[int]:
    """Return the sentences that a summary may be made of: a few more than it has room for."""
    most = length.most or 1
    if length.words is not None:
        by_words = ceil(length.words / WORDS_PER_SENTENCE)
        most = by_words if length.most is None else min(length.most, by_words)
    return order[: most + EXTRA_SENTENCES]


def near(document: Document, indices: Collection[int]) -> Document:
    """Return a document of some sentences and those before them: all would take long to index."""
    needed = sorted({j for i in indices for j in (i - 1, i) if j >= 0})
    return replace(document, sentences=tuple(document.sentences[j] for j in needed))


class Composer:
    """Chooses candidates once the rewriter has answered, checks them, and composes the summary."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.ranked = plan, plan.ranked
        self.sentences = plan.ranked.document.sentences
        of = candidates(plan.submission, plan.parses, self._worth)
        self.candidates = dict(zip(plan.indices, of, strict=True))

    @cached_property
    def _sentences_with(self) -> Counter[str]:
        """In how many sentences each word stands."""
        words = (set(_WORD.findall(s.text.lower())) for s in self.sentences)
        return Counter(chain.from_iterable(words))

    def _worth(self, word: str) -> float:
        """Return how much of the article is about a word: 0–1, 1 from four other sentences on."""
        others = max(0, self._sentences_with[word] - 1)
        return min(1.0, others / FULL_TOPIC_COUNT) if len(word) > SMALL else 0.0

    def summary(self) -> Summary:
        """Return the summary: what fits, each sentence supported, in the document's order."""
        plan = self.ranked
        chosen: Mapping[int, Candidate] = {}
        for _ in range(ROUNDS):
            chosen = self._lengthened(self._together() or self._in_turn())
            refused = [i for i, c in chosen.items() if not c.whole and not self._may_stand(i, c)]
            if not refused:
                break
            for i in refused:
                self.candidates[i] = [c for c in self._of(i) if c != chosen[i]]
        else:
            chosen = {i: self._of(i)[0] for i in list(chosen)[:1]} if refused else chosen
        sentences = [*self._written(dict(sorted(chosen.items())))]
        notes = [*_notes(sentences, chosen.values(), plan.resolved)]
        summary = compose(
            plan.document, sentences, length=plan.length, summarizer=NAME, notes=notes
        )
        return replace(summary, model=MODEL)

    def _written(self, chosen: Mapping[int, Candidate]) -> Iterator[SummarySentence]:
        """Yield the chosen candidates, edited so that they can be read alone."""
        indices, length = [*chosen], self.ranked.resolved
        left = (length.words or inf) - sum(c.words for c in chosen.values())
        for place, (index, candidate) in enumerate(chosen.items()):
            follows = place > 0 and indices[place - 1] == index - 1 and length.style == "prose"
            source = self.ranked.alone.texts[index] if candidate.whole else candidate.text
            text = self.ranked.alone.edit(index, source, indices[:place], follows, left)
            done = text.edited if candidate.whole else (*text.edited, SHORTENED)
            score, span = float(self.ranked.scores[index]), self.sentences[index].span
            written = text.text.rstrip(".") if length.style == "headline" else text.text
            yield SummarySentence(written, score, (span,), edited=done)

    def _of(self, index: int) -> list[Candidate]:
        """Return the candidates of a sentence, the whole one first."""
        if index not in self.candidates:
            text = " ".join(self.sentences[index].text.split())
            self.candidates[index] = [Candidate(text, self.sentences[index].words, 0.0, True)]
        return self.candidates[index]

    def _together(self) -> dict[int, Candidate] | None:
        """Return the candidates that say most together; None where sentences are taken in turn.

        That is for lengths without a number of words, for bullets, and where the best sentence is
        longer than the whole length, and is cut to it.
        """
        plan, length = self.ranked, self.ranked.resolved
        best = pool(plan.order, length)
        if plan.judged is None or self._of(best[0])[0].words > (length.words or inf):
            return None
        options = [
            Option(i, candidate, candidate.words)
            for i in best
            if not self._fills_up(i, length.least)
            for candidate in self._of(i)
            if not candidate.urgent
        ]
        together = selection.best_together(
            plan.terms,
            plan.judged,
            options,
            length,
            may_stand=lambda chosen: not plan.alone.unmet(chosen),
        )
        return dict(together) if together else None

    def _in_turn(self) -> dict[int, Candidate]:
        """Return sentences as the longest candidates that fit, the best first.

        The first stands as its shortest if none fits. Past the least number of sentences none is
        taken only to fill up.
        """
        plan, length = self.ranked, self.ranked.resolved
        texts = [s.text for s in self.sentences]
        redundancy = Repetition(plan.terms, texts, plan.document.language)
        taken: dict[int, Candidate] = {}
        alone = plan.alone
        passes: tuple[tuple[Group, bool], ...] = (
            (alone.group, False),
            (alone.group, True),
            (alone.second_best, False),
            (lambda index, _: (index,), False),
        )
        for place, (group_of, longer) in enumerate(passes):
            standing = not place
            for i in plan.order:
                enough = len(taken) >= length.least
                if len(taken) == length.most or (enough and (self._fills_up(i, 0) or not standing)):
                    break
                group = None if i in taken else group_of(i, taken)
                fits = self._fitting(group or (), taken, longer)
                if fits and not any(redundancy.repeats(j) for j in fits):
                    taken |= fits
                    for j in fits:
                        redundancy.add(j)
        return taken

    def _fitting(
        self, group: Sequence[int], taken: Mapping[int, Candidate], longer: bool
    ) -> dict[int, Candidate]:
        """Return sentences as candidates that fit beside those taken; none if not all do.

        With `longer`, a bullet may exceed the length if it can be read alone.
        """
        length = self.ranked.resolved
        left = (length.words or inf) - sum(c.words for c in taken.values())
        left -= WORDS_PER_SENTENCE // 2 * max(0, length.least - len(taken) - len(group))
        candidates: dict[int, Candidate] = {}
        if len(taken) + len(group) > (length.most or inf):
            return candidates
        for i in group:
            room = min(left, length.words_each or inf)
            candidate = fitting(self._of(i), room, urgent=not taken)
            if candidate is None and (taken or candidates) and not longer:
                return {}
            candidates[i] = candidate or self._of(i)[-1]
            left -= candidates[i].words
        return candidates

    def _fills_up(self, index: int, least: int) -> bool:
        """Whether a sentence that need not be there says too little to be."""
        scores = self.ranked.scores
        share = min_score_share(self.ranked.resolved)
        return least <= 0 and scores[index] < share * max(scores)

    def _lengthened(self, chosen: Mapping[int, Candidate]) -> dict[int, Candidate]:
        """Return the chosen, each as long as the length allows: what fits whole is left whole."""
        length = self.ranked.resolved
        longer = dict(chosen)
        for i in sorted(chosen, key=self.ranked.order.index):
            others = sum(c.words for j, c in longer.items() if j != i)
            room = min((length.words or inf) - others, length.words_each or inf)
            longer[i] = fitting(self._of(i), room) or longer[i]
        return longer

    @cached_property
    def _checker(self) -> "Checker":
        """Knows the sentences that candidates are of, and those before them.

        It is loaded only where a sentence was shortened: that takes a tenth of a second.
        """
        from summarize.grounding import Checker

        return Checker(near(self.ranked.document, self.plan.indices))

    def _may_stand(self, index: int, candidate: Candidate) -> bool:
        """Whether a shortened sentence is well formed, and the article bears it out."""
        whole = self._of(index)[0].text
        well_formed = self.plan.model.likelihood(whole, candidate.text) >= WELL_FORMED
        return well_formed and self._checker.check_sentence(candidate.text).supported


def _notes(
    sentences: Sequence[SummarySentence], chosen: Collection[Candidate], length: Length
) -> Iterator[str]:
    words = sum(candidate.words for candidate in chosen)
    whole = sum(candidate.whole for candidate in chosen)
    if whole:
        verb = "is" if whole == 1 else "are"
        yield f"{whole} of {len(sentences)} sentences {verb} the source's own, not shortened"
    if length.words is not None and words > length.words:
        yield TOO_LONG.format(length.words)
    if length.words_each is not None and any(c.words > length.words_each for c in chosen):
        yield f"a bullet is longer than {length.words_each} words: it cannot be shortened"
    if len(sentences) < length.least:
        yield f"{len(sentences)} of at least {length.least} sentences: no more fit or say more"
