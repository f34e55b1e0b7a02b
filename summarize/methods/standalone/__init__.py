"""Extractive summaries that stand alone.

A sentence lifted out of an article may lean on its neighbors: a pronoun, "the company", "But", a
quotation whose speaker is named elsewhere, an answer without its question. For each sentence this
package says which others it needs beside it, and what small edits spare it them. What was edited is
listed with the sentence; its source span stays exact.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from summarize.document import Document, count_words
from summarize.language.datelines import without_dateline
from summarize.methods.standalone import edits, needs
from summarize.methods.standalone.quotations import (
    LEAST_WORDS,
    is_dashed,
    is_scrap,
    mended,
    says,
    torn_quotations,
    unattributed,
    unended,
)
from summarize.methods.standalone.requests import is_mail, requests

if TYPE_CHECKING:
    from summarize.methods.standalone.people import People

__all__ = ["Standalone", "Text"]

# Of its score what a sentence keeps that needs others, or that cannot stand: a scrap, a torn
# quotation. Without it two weak sentences took the place of two that stand alone.
LEANING, TORN = 0.6, 0.05
MOST_TOGETHER = 3  # sentences that are taken because one of them needs the others
BRIEF_REQUEST = 8  # words of a question: "Could you ask both for a copy?"
BRIEF_ANSWER = 7  # words of a turn that is given with the question before it
SPOKEN_SHARE = 0.3  # of sentences that begin with who speaks: over it in chats, under it elsewhere
NAME = "name for a pronoun"
FULL_NAME = "name in full"
QUOTATION = "quotation mark added"
SPEAKER = "speaker named"
CAPITAL = "capital letter"


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence as the summary has it, and what was done to it."""

    text: str
    edited: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standalone:
    """What the sentences of a document need in order to be read alone.

    Attributes:
        document: with at least one sentence.
        verbatim: whether no sentence may be edited.
        apart: whether each sentence is read by itself, as bullets are: then none may lean on the
            one before it.
    """

    document: Document
    verbatim: bool = False
    apart: bool = False

    @cached_property
    def texts(self) -> list[str]:
        """The sentences, their white space folded."""
        return [" ".join(s.text.split()) for s in self.document.sentences]

    @cached_property
    def _people(self) -> "People":
        from summarize.methods.standalone.people import People  # its patterns take time to compile

        return People(self.texts)

    @cached_property
    def _torn(self) -> dict[int, frozenset[int]]:
        """Of the blocks that were asked for: their sentences torn out of a quotation."""
        return {}

    @cached_property
    def _unattributed(self) -> frozenset[int]:
        return unattributed(self.document.sentences) if self._english else frozenset()

    def _is_torn(self, index: int) -> bool:
        block = self.document.sentences[index].block
        if block not in self._torn:
            code = self.document.language
            self._torn[block] = torn_quotations(self.document.sentences, code, block)
        return index in self._torn[block] or index in self._unattributed

    @cached_property
    def _unended(self) -> frozenset[int]:
        return unended(self.document.sentences)

    def _is_scrap(self, index: int) -> bool:
        """Whether a sentence is a label, a caption or a line of the page."""
        return index in self._unended or is_scrap(
            self.document.sentences[index], self.document.language
        )

    @cached_property
    def requests(self) -> tuple[int, ...]:
        """The sentences of a mail that ask something of whoever reads it."""
        return requests(self.document)

    @cached_property
    def is_conversation(self) -> bool:
        """Whether turns of speakers are much of it: what one says leans on what another said."""
        return len(self._turns) >= SPOKEN_SHARE * len(self.document.sentences)

    @cached_property
    def _turns(self) -> list[int]:
        """The sentences that begin with who speaks, or stand in the block of a speaker."""
        blocks = self.document.blocks
        return [
            i
            for i, s in enumerate(self.document.sentences)
            if needs.SPEAKER.match(s.text) is not None or blocks[s.block].speaker is not None
        ]

    def _is_spoken(self, index: int) -> bool:
        """Whether a sentence is part of a conversation, not of what introduces it."""
        return self.is_conversation and index >= self._turns[0]

    @property
    def _english(self) -> bool:
        return self.document.language == "en"

    def group(self, index: int, chosen: Collection[int] = ()) -> tuple[int, ...] | None:
        """Return a sentence with those it needs beside it, in order; None if it cannot stand.

        Args:
            index: of the sentence.
            chosen: the sentences that are in the summary already.
        """
        if self._is_spoken(index):
            return self._turn(index)
        if index in self.requests:
            return (index - 1, index) if self._request_leans(index) else (index,)
        if needs.asks(self.texts[index]):
            return None
        return self._with_needs(index, chosen)

    def _turn(self, index: int) -> tuple[int, ...] | None:
        """Return a sentence of a talk, with the answer to it; None if it says nothing."""
        text = needs.without_label(self.texts[index])
        if count_words(text) < LEAST_WORDS or needs.greets(text, self.document.language):
            return None
        if needs.asks(text) or (self.apart and self._is_torn_turn(index, text)):
            return None
        return (index - 1, index) if self._is_brief_answer(index) else (index,)

    def _is_torn_turn(self, index: int, text: str) -> bool:
        """Whether a sentence of a talk makes no sense without those before it."""
        code = self.document.language
        return self._is_brief_reply(index) or needs.points_back(
            edits.without_connective(text, code), code
        )

    def _is_brief_reply(self, index: int) -> bool:
        """Whether a sentence opens a turn in so few words that it needs the turn before it."""
        opens = self._is_spoken(index) and index > 0 and self._opens_block(index)
        return opens and count_words(needs.without_label(self.texts[index])) < BRIEF_ANSWER

    def _is_brief_answer(self, index: int) -> bool:
        """Whether a brief reply answers a question."""
        sentences = self.document.sentences
        if not self._is_brief_reply(index):
            return False
        before = [i for i in range(index) if sentences[i].block == sentences[index - 1].block]
        return any(needs.asks(self.texts[i]) for i in before)

    def _request_leans(self, index: int) -> bool:
        """Whether a request is read with the sentence before it: no answer follows it in a mail."""
        text = self._bare(index)
        brief = needs.asks(text) and self.document.sentences[index].words < BRIEF_REQUEST
        return index > 0 and (brief or self._leans(index, text))

    def _with_needs(self, index: int, chosen: Collection[int]) -> tuple[int, ...] | None:
        group, pending = {index}, [index]
        while pending:
            for need in self._needs(pending.pop(), lambda i: i in chosen or i in group):
                if need is None or len(group) == MOST_TOGETHER:
                    return None
                group.add(need)
                pending.append(need)
        return tuple(sorted(group))

    def second_best(self, index: int, chosen: Collection[int] = ()) -> tuple[int, ...] | None:
        """Return what `group` does where too few sentences can stand: only scraps cannot.

        Args:
            index: of the sentence.
            chosen: the sentences that are in the summary already.
        """
        group = replace(self, apart=False).group(index, chosen) if self.apart else None
        text = self._bare(index)
        says_nothing = needs.asks(text) or needs.greets(text, self.document.language)
        torn = self._is_torn(index) or self._is_scrap(index)
        if self.apart and self._is_brief_reply(index):
            return None
        if group is None and not torn and not says_nothing:
            return (index,)
        return group

    def standing(self, index: int, better: Collection[int]) -> float:
        """Return which share of its score a sentence keeps when sentences are chosen.

        Args:
            index: of the sentence.
            better: the sentences with a higher score; what it needs of them is likely there.
        """
        group = self.group(index)
        if group is None:
            return TORN
        return 1.0 if all(i == index or i in better for i in group) else LEANING

    def leads(self, index: int) -> bool:
        """Return whether a headline can be made of a sentence."""
        return self.group(index) == (index,) and needs.leads(self._bare(index))

    def unmet(self, chosen: Collection[int]) -> int:
        """Return how many of the chosen sentences lack what they need."""
        there = frozenset(chosen)
        return sum(
            not there.issuperset(self._turn(i) or (-1,))
            if self._is_spoken(i)
            else any(True for _ in self._needs(i, there.__contains__))
            for i in chosen
        )

    def has_twins(self, chosen: Collection[int]) -> bool:
        """Return whether two of the chosen sentences are the same."""
        return len({self.texts[i].casefold() for i in chosen}) < len(chosen)

    def _needs(self, index: int, there: Callable[[int], bool]) -> Iterator[int | None]:
        """Yield the sentences that one needs and that are not there; None where none would do."""
        for need in self._needed(index, there):
            if need is None or not there(need):
                yield need

    def _needed(self, index: int, there: Callable[[int], bool]) -> Iterator[int | None]:
        text = self._bare(index)
        stands = not needs.greets(text, self.document.language) and not self._is_torn(index)
        if (
            not stands
            or self._is_scrap(index)
            or needs.is_quoted(text, self.document.language)
            or self._is_unattributed(index)
        ):
            yield None
        if needs.asks(text) and index not in self.requests:
            answered = index + 1 < len(self.texts) and not self.apart
            answered = answered and needs.answers(self.document.sentences[index + 1])
            yield index + 1 if answered else None
        if index and self._leans(index, text):
            yield None if self.apart else index - 1
        elif index and (noun := self._undefined(index, text, there)):
            yield self._introduction(noun, index)

    def _leans(self, index: int, text: str) -> bool:
        """Whether a sentence answers the one before it, or points back to it."""
        asked = needs.asks(self.texts[index - 1])
        return (
            (asked and needs.answers(self.document.sentences[index]))
            or (self.verbatim and text != self.texts[index])
            or self._points_back(index, text)
            or self._is_within_speech(index)
            or (text.startswith(("(", "（")) and text.endswith((")", "）")))
        )

    def _is_unattributed(self, index: int) -> bool:
        """Whether a dash opens the sentence's block, and no verb says who speaks in it."""
        block = self.document.blocks[self.document.sentences[index].block]
        return is_dashed(block) and not says(block.text, self.document.language)

    def _is_within_speech(self, index: int) -> bool:
        """Whether a dash opens the speech that a sentence goes on with."""
        opens = self._opens_block(index)
        return not opens and is_dashed(self.document.blocks[self.document.sentences[index].block])

    def _undefined(self, index: int, text: str, there: Callable[[int], bool]) -> str | None:
        """Return the noun of a description that no sentence of the summary introduces."""
        if not self._english:
            return None
        noun = needs.description(text, lambda noun: self._introduced_at(noun, index) is not None)
        shown = (self.texts[i] for i in range(index) if there(i))
        return noun if noun and not any(needs.introduces(noun, one) for one in shown) else None

    def _points_back(self, index: int, text: str) -> bool:
        code = self.document.language
        if not needs.points_back(text, code):
            return False
        named = self._named(index, text)
        return named == text or needs.points_back(named, code)

    def _introduction(self, noun: str, index: int) -> int:
        """Return the nearest sentence before one that mentions a noun, else the one before it."""
        nearest = self._introduced_at(noun, index)
        return index - 1 if nearest is None else nearest

    def _introduced_at(self, noun: str, index: int) -> int | None:
        nearest = range(index - 1, max(-1, index - 1 - needs.REACH), -1)
        return next((i for i in nearest if needs.introduces(noun, self.texts[i])), None)

    def _bare(self, index: int) -> str:
        """Return a sentence without dateline and connective."""
        text = self.texts[index]
        if self._opens_block(index):
            text = without_dateline(text)
        return self._without_connective(text)

    def _opens_block(self, index: int) -> bool:
        sentences = self.document.sentences
        return not index or sentences[index].block != sentences[index - 1].block

    def _named(self, index: int, text: str) -> str:
        """Return a sentence with the name for its pronoun, where that is certain."""
        if self.verbatim or not self._english:
            return text
        name = self._people.antecedent(index)
        return self._people.named(index, name, text) if name else text

    def written(self, chosen: Sequence[int], room: int | None) -> list[Text]:
        """Return the chosen sentences as the summary has them.

        Args:
            chosen: in the document's order.
            room: words that names may add, or None for any number.
        """
        if self.verbatim:
            return [Text(self.texts[i]) for i in chosen]
        left = room
        texts: list[Text] = []
        for place, index in enumerate(chosen):
            follows = place > 0 and chosen[place - 1] == index - 1
            whole = self.texts[index]
            text = self.edit(index, whole, chosen[:place], follows and not self.apart, left)
            if any(text.text.casefold() == other.text.casefold() for other in texts):
                text = Text(whole)  # without its connective it would be said twice
            if left is not None:
                left -= max(0, count_words(text.text) - self.document.sentences[index].words)
            texts.append(text)
        return texts

    def edit(
        self, index: int, text: str, shown: Sequence[int], follows: bool, room: float | None
    ) -> Text:
        """Return a sentence edited so that it can be read alone.

        Args:
            index: of the sentence.
            text: the sentence, whole or shortened.
            shown: the sentences of the summary before it.
            follows: whether the sentence before it in the document is right before it.
            room: words that names may add, or None for any number.
        """
        steps: tuple[tuple[str, Callable[[str], str], bool], ...] = (
            (edits.DATELINE, without_dateline, self._opens_block(index)),
            (edits.PICTURE, edits.without_picture, self._english),
            (edits.CONNECTIVE, self._without_connective, not follows),
            (QUOTATION, partial(self._mended, index), True),
            (CAPITAL, edits.capitalized, is_mail(self.document) and self._opens_block(index)),
            (NAME, partial(self._named, index), not follows and self._english),
            (FULL_NAME, partial(self._in_full, index, shown), self._english),
            (SPEAKER, partial(self._spoken, index), not follows),
        )
        most = None if room is None else count_words(text) + room
        done = []
        for what, edit, wanted in steps:
            changed = edit(text) if wanted else text
            if changed != text and (most is None or count_words(changed) <= most):
                text = changed
                done.append(what)
        return Text(text, tuple(done))

    def _mended(self, index: int, text: str) -> str:
        return mended(text, self.document.language, opens=self._opens_block(index))

    def _spoken(self, index: int, text: str) -> str:
        """Return a sentence from within a turn behind the name of who speaks."""
        span = self.document.blocks[self.document.sentences[index].block].speaker
        if span is None or self._opens_block(index):
            return text
        name = span.of(self.document.text)
        return text if needs.is_answer_label(name) else f"{name}: {text}"

    def _in_full(self, index: int, shown: Sequence[int], text: str) -> str:
        return self._people.introduced(index, shown, text)

    def _without_connective(self, text: str) -> str:
        return edits.without_connective(text, self.document.language)
