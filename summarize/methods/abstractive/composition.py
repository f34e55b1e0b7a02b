"""The last stage of `abstractive`: drafts chosen, checked and put together.

The model has answered with drafts of the best sentences (`drafting`). Those that say most together
within the length are chosen (`choosing`), none that the article does not bear out (`grounding`):
the next draft does, and the last is the sentence itself.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import nsmallest
from itertools import chain, pairwise
from math import ceil

from summarize.document import Document, Sentence, count_words
from summarize.grounding import Checker
from summarize.length import Length
from summarize.methods.abstractive import candidates, rephrasing, selection
from summarize.methods.abstractive.candidates import Asked, Draft
from summarize.methods.abstractive.selection import Offer
from summarize.methods.extractive import MIN_SCORE_SHARE, Terms
from summarize.methods.repetition import Repetition
from summarize.methods.salience import Judged
from summarize.methods.standalone.quotations import mended
from summarize.summary import Summary, SummarySentence, compose

__all__ = ["MODEL", "NAME", "Plan", "Writing", "pool"]

NAME = "abstractive"
MODEL = "summarize-rewriter-30m"

SPARE = 3  # sentences given to the model beyond those there is room for
EACH = 17  # words of a draft, about: by it the number of sentences is reckoned
NAMING = 2  # words that a name may have more than the pronoun it stands for
JOINED = 2  # sentences that may become one
MOST_JOINED = 34  # words of it
TOLD = 4  # other sentences that tell of a word: from there on it belongs in the summary
SMALL = 3  # letters of a word that tells nothing
UNBOUNDED = 10**6
HARDLY = 80  # words: so long is what has no full stops, a table or a list of names
ROUNDS = 4  # of choosing anew

# A question, what nobody is said to say, the label of one who speaks: they need what is around.
_ASKS = re.compile(r"\?[\"”’)]*$|^[\"“][^\"“”]*[\"”]$")
_LABELLED = re.compile(r"^(?:[A-Z][\w.'’-]* ?){1,4}:")

_LOOSE_MARK = re.compile(r" (?=[.,;](?: |$))")
_WORD = re.compile(r"\w+")
_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]*")


@dataclass(frozen=True, slots=True)
class Plan:
    """A document with what was asked of the model, until it answers."""

    document: Document
    length: Length
    resolved: Length
    terms: Terms
    scores: Sequence[float]
    order: Sequence[int]
    judged: Judged | None  # for the lengths that a set of sentences is sought for
    asked: Asked
    numbers: Sequence[int]  # of the sentences asked


def pool(order: Sequence[int], length: Length) -> Sequence[int]:
    """The sentences that a summary may be made of, best first: a few more than it has room for."""
    return order[: _wanted(_loose(length)) + SPARE]


def _wanted(length: Length) -> int:
    """How many sentences the length may hold."""
    if length.words is None:
        return length.most or 1
    by_words = ceil(length.words / EACH)
    return by_words if length.most is None else min(length.most, by_words)


def _loose(length: Length) -> Length:
    """The length with as many sentences as may become, joined, those it has."""
    if length.most is None or length.words is None or length.style != "prose":
        return length
    return replace(length, most=JOINED * length.most)


def _unclear(sentences: Sequence[Sentence], index: int) -> bool:
    text = sentences[index].text
    if _ASKS.search(text) or _LABELLED.match(text):
        return True
    return rephrasing.hangs(text) and _name_for(sentences, index) is None


def _name_for(sentences: Sequence[Sentence], index: int) -> str | None:
    """The name for the pronoun that a sentence begins with, where it is certain."""
    text = sentences[index].text
    if not index or sentences[index].block - sentences[index - 1].block > 1:
        return None
    name = rephrasing.antecedent(sentences[index - 1].text)
    return name if name and rephrasing.named(text, name) != text else None


def _near(document: Document, numbers: Sequence[int]) -> Document:
    """Only these sentences and those before them: all took longer to index than to rewrite."""
    near = sorted({j for i in numbers for j in (i - 1, i) if j >= 0})
    return replace(document, sentences=tuple(document.sentences[j] for j in near))


class Writing:
    """The last stage, once the model has answered: drafts chosen, checked and put together."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.sentences = plan.document.sentences
        self.chosen: Sequence[tuple[int, Draft]] = ()
        capitals = {word for s in self.sentences for word in _CAPITAL.findall(s.text)}
        self.names = {re.sub(r"['’]s?$", "", word) for word in capitals}
        made = candidates.drafts(plan.asked, self._finish, self._worth)
        self.drafts = dict(zip(plan.numbers, made, strict=True))
        self.order = sorted(plan.order, key=self._is_too_long)

    def _is_too_long(self, index: int) -> bool:
        """Whether a sentence, however it is cut, is longer than a bullet, or the whole length.

        Of a number of words the best sentence may be over, but not one that is hardly a sentence.
        """
        length = self.plan.resolved
        most = length.words_each or length.words or UNBOUNDED
        if length.most is None:
            most = max(most, HARDLY)
        drafts = (draft.words for draft in self.drafts.get(index, ()))
        return min(drafts, default=self.sentences[index].words) > most

    def _finish(self, number: int, text: str) -> str:
        return _ended(rephrasing.recast(mended(text), self._is_name))

    @cached_property
    def checker(self) -> Checker:
        """Knows the sentences that were chosen, and those before them."""
        return Checker(_near(self.plan.document, [i for i, _ in self.chosen]))

    @cached_property
    def _seen(self) -> Counter[str]:
        """In how many sentences each word stands."""
        words = (set(_WORD.findall(s.text.lower())) for s in self.sentences)
        return Counter(chain.from_iterable(words))

    def _worth(self, word: str) -> float:
        """How much of the article is about a word: 0-1, 1 from four other sentences on."""
        return min(1.0, max(0, self._seen[word] - 1) / TOLD) if len(word) > SMALL else 0.0

    def _is_name(self, word: str) -> bool:
        return re.sub(r"['’]s?$", "", word) in self.names

    def summary(self) -> Summary:
        """The drafts that fit, each supported, in the document's order."""
        plan = self.plan
        chosen = self.chosen = sorted((self._together() or self._in_turn()).items())
        there = {i for i, _ in chosen}
        named = [(i, d if i - 1 in there else self._naming(i, d)) for i, d in chosen]
        supported = [(i, one) for i, d in named if (one := self._supported(i, d))]
        written = self._joined(supported or [(i, self._whole(i)) for i, _ in chosen[:1]])
        made: dict[str, SummarySentence] = {}  # two sentences may have become the same
        for i, draft in written:
            made.setdefault(draft.text.casefold(), self._sentence(i, draft))
        notes = [*_notes([draft for _, draft in written], plan.resolved)]
        summary = compose(
            plan.document,
            [*made.values()],
            length=plan.length,
            summarizer=NAME,
            notes=notes,
        )
        return replace(summary, model=MODEL)

    def _sentence(self, index: int, draft: Draft) -> SummarySentence:
        checked = self.checker.sentence(draft.text)
        return SummarySentence(
            draft.text,
            float(self.plan.scores[index]),
            tuple(self.sentences[i].span for i in sorted({index, *draft.also})),
            checked.support,
            tuple(claim.span for claim in checked.unsupported),
        )

    def _joined(self, written: list[tuple[int, Draft]]) -> list[tuple[int, Draft]]:
        """No more sentences than the length has: neighbours are joined, else the worst goes."""
        most = self.plan.resolved.most
        while most is not None and len(written) > most:
            pairs = (
                (at, one)
                for at, (first, second) in enumerate(pairwise(written))
                if (one := self._one(first[1], second))
            )
            if pair := next(pairs, None):
                at, one = pair
                written[at : at + 2] = [(written[at][0], one)]
            else:
                written.remove(min(written, key=lambda w: self.plan.scores[w[0]]))
        return written

    def _one(self, first: Draft, other: tuple[int, Draft]) -> Draft | None:
        index, second = other
        text = rephrasing.fused(first.text, second.text, self._is_name)
        if text is None or count_words(text) > MOST_JOINED:
            return None
        value, also = first.value + second.value, (*first.also, index, *second.also)
        return Draft(text, count_words(text), value, own=False, also=also)

    def _together(self) -> Mapping[int, Draft] | None:
        """The drafts that say most together; None where the sentences are taken in turn.

        That is for lengths without a number of words, for bullets, and where the best sentence is
        longer than the whole length, and is cut to it.
        """
        plan, length = self.plan, _loose(self.plan.resolved)
        if plan.judged is None or self.sentences[self.order[0]].words > (length.words or UNBOUNDED):
            return None
        best = pool(self.order, plan.resolved)
        worthy = [i for i in best if not self._fills_up(i, length.least)]
        offers = [
            Offer(i, draft, draft.words + self._extra(i))
            for i in (worthy if len(worthy) >= length.least else best)
            for draft in self._of(i)
            if not draft.urgent
        ]
        return selection.best_together(
            plan.terms,
            plan.judged,
            offers,
            length,
            apart=plan.resolved.most or UNBOUNDED,
            may_stand=lambda chosen: not self._lost(chosen),
        )

    def _extra(self, index: int) -> int:
        """The words that a sentence may need beside its own, for a name."""
        return NAMING * (_name_for(self.sentences, index) is not None)

    def _lost(self, chosen: Collection[int]) -> set[int]:
        """Those of the chosen that stand for what only the sentence before names, without it."""
        return {i for i in chosen if i - 1 not in chosen and _unclear(self.sentences, i)}

    def _in_turn(self) -> dict[int, Draft]:
        """Sentences with the drafts that fit, the best first.

        One that stands for what only the sentence before names goes to the end of the order, unless
        that one is chosen too; then it is chosen anew.
        """
        order, taken = [*self.order], dict[int, Draft]()
        for _ in range(ROUNDS):
            taken = self._taken(order)
            lost = self._lost(taken)
            if not lost:
                break
            order.sort(key=lambda i: i in lost)
        return taken

    def _taken(self, order: Sequence[int]) -> dict[int, Draft]:
        """The best sentences first, each as its best draft for the room that is left.

        The first stands as its shortest draft if none fits. Room stays for as many of the shortest
        as the least number of sentences needs; past that number none is taken only to fill up.
        """
        plan, length = self.plan, _loose(self.plan.resolved)
        texts = [s.text for s in self.sentences]
        redundancy = Repetition(plan.terms, texts, plan.document.language)
        brief = nsmallest(length.least, (self._of(i)[-1].words for i in order[: 3 * length.least]))
        taken: dict[int, Draft] = {}
        left = length.words or UNBOUNDED
        for i in order:
            if len(taken) == length.most or self._fills_up(i, len(taken)):
                break
            kept = sum(brief[: max(0, length.least - len(taken) - 1)])
            drafts = self._of(i)
            joins = int(plan.resolved.most is not None and len(taken) >= plan.resolved.most)
            joins += self._extra(i)
            room = min(left - kept - joins, length.words_each or UNBOUNDED)
            draft = candidates.best(drafts, room, tight=length.most is not None)
            if draft is None and not taken:
                draft = candidates.urgent(drafts, room)
            if draft is not None and not redundancy.repeats(i):
                redundancy.add(i)
                taken[i] = draft
                left -= draft.words + joins  # an "and" for each joint
        return taken

    def _fills_up(self, index: int, taken: int) -> bool:
        """Whether a sentence that need not be there says too little to be."""
        scores = self.plan.scores
        return taken >= self.plan.resolved.least and scores[index] < MIN_SCORE_SHARE * max(scores)

    def _of(self, index: int) -> list[Draft]:
        """The drafts of a sentence, the best first; itself where the model was not asked."""
        if index not in self.drafts:
            text = " ".join(self.sentences[index].text.split())
            own = self._finish(index, text)
            self.drafts[index] = [Draft(own, count_words(own), 0.0, own=True)]
        return self.drafts[index]

    def _naming(self, index: int, draft: Draft) -> Draft:
        """The draft with a name for the pronoun it begins with."""
        name = _name_for(self.sentences, index)
        if name is None:
            return draft
        text = rephrasing.named(draft.text, name)
        return replace(draft, text=text, words=count_words(text), own=False, also=(index - 1,))

    def _supported(self, index: int, draft: Draft) -> Draft | None:
        """The draft if the article bears it out, else another for its room, the sentence last."""
        spare = () if draft.also else (*self._of(index), self._whole(index))
        others = (d for d in spare if d.words <= draft.words)
        borne_out = (d for d in (draft, *others) if self.checker.sentence(d.text).supported)
        return next(borne_out, None)

    def _whole(self, index: int) -> Draft:
        """The sentence itself."""
        text = mended(" ".join(self.sentences[index].text.split()))
        return Draft(text, count_words(text), 0.0, own=True)


def _notes(written: Sequence[Draft], length: Length) -> Iterator[str]:
    kept = sum(draft.own for draft in written)
    if kept:
        yield f"{kept} of {len(written)} sentences are the source's own, not rewritten"
    if length.words is not None and sum(draft.words for draft in written) > length.words:
        yield f"the sentence is longer than {length.words} words: no shorter one may stand"
    if len(written) < length.least:
        yield f"{len(written)} of at least {length.least} sentences: no more fit or say more"


def _ended(text: str) -> str:
    """With a full stop where a sentence wants one."""
    whole = text.endswith((".", "!", "?", '"', "”", "…", ".)", "’"))
    text = _LOOSE_MARK.sub("", text)
    return text if whole else text.rstrip(" ,;:") + "."
