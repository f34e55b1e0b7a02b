"""The article, indexed once: its sentences as words, numbers, dates and parses."""

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from summarize.document import Document, Span
from summarize.grounding.dates import DatePart, dates
from summarize.grounding.evidence import Evidence
from summarize.grounding.names import Names
from summarize.grounding.numbers import Number, numbers
from summarize.grounding.quotations import Quotations
from summarize.grounding.tokens import ENGLISH, Line, line, stop
from summarize.language.datelines import without_dateline
from summarize.language.lexicon import related

if TYPE_CHECKING:
    from summarize.encoder import Encoder, Parse
    from summarize.grounding.entities import Sentence

__all__ = ["Article", "folded"]

MOST_SOURCES, MOST_COMPARED = 3, 4
REACH = 2  # sentences from a pronoun back to what it stands for


class Article:
    """An article as the checks ask for it.

    Args:
        document: the article; its headings, title and lines without a sentence are evidence too.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.code = document.language
        self.english = self.code in ENGLISH
        self.spans = [sentence.span for sentence in document.sentences]
        self.count = len(self.spans)
        told = {sentence.block for sentence in document.sentences}
        headings = [
            block.span
            for index, block in enumerate(document.blocks)
            if block.kind == "heading" or index not in told  # a line below the title
        ]
        if document.title_span:
            headings.append(document.title_span)
        self.spans += dict.fromkeys(headings)
        self.texts = [" ".join(span.of(document.text).split()) for span in self.spans]
        self.lines = [line(text, self.code) for text in self.texts]
        self.stops = stop(self.code)
        self.evidence = Evidence([self.stems(each) for each in self.lines])
        self.stem_sets = [frozenset(word.stem for word in each.words) for each in self.lines]
        self._stated = [without_dateline(text) for text in self.texts]
        both = [*enumerate(self.texts), *enumerate(self._stated)]
        self.folded = {folded(text): at for at, text in reversed(both)}
        self._parses: dict[int, Parse] = {}
        self._sentences: dict[int, Sentence] = {}

    @cached_property
    def paragraph_starts(self) -> Sequence[int]:
        """For each sentence of the document, the index of the first one of its paragraph."""
        first: dict[int, int] = {}
        sentences = self.document.sentences
        return [first.setdefault(each.block, at) for at, each in enumerate(sentences)]

    @cached_property
    def names(self) -> Names:
        """The names of all its sentences."""
        return Names(self.lines, self.code)

    @cached_property
    def quotations(self) -> Quotations:
        """Its words, for quotations."""
        return Quotations(self.lines, self.code)

    @cached_property
    def numbers(self) -> Sequence[Sequence[Number]]:
        """The numbers of each sentence."""
        return [numbers(each, self.code) for each in self.lines]

    @cached_property
    def dates(self) -> Sequence[Sequence[DatePart]]:
        """The weekdays and months of each sentence."""
        return [dates(each) for each in self.lines]

    def stems(self, each: Line) -> list[str]:
        """Return the stems of a sentence's words, those of grammar left out."""
        return [word.stem for word in each.words if word.key not in self.stops]

    def sources(self, each: Line, within: Collection[int] | None) -> tuple[Span, ...]:
        """Return the spans of the sentences that have a sentence's words, three at most."""
        indices = self.evidence.nearest(self.stems(each), MOST_SOURCES, overlap=0.0)
        return tuple(sorted(self.spans[at] for at in indices if within is None or at in within))

    def nearest(self, each: Line, within: Collection[int] | None) -> list[int]:
        """Return indices of the sentences that together have most of another, best first."""
        stems = self.stems(each) or [w.stem for w in each.words]
        known = self.evidence.weights
        if self.english:
            absent = [stem for stem in stems if stem not in known]
            stems += [other for stem in absent for other in known if related(stem, other)]
        indices = self.evidence.nearest(stems, MOST_COMPARED)
        return [at for at in indices if within is None or at in within]

    def parse(self, indices: Iterable[int], encoder: "Encoder") -> None:
        """Parse sentences that are not parsed yet, and those before them for their pronouns."""
        around = {each for at in indices for each in range(at - REACH, at + 1)}
        new = sorted(at for at in around if at not in self._parses and 0 <= at < len(self.texts))
        for at, parse in zip(new, encoder.parse([self._stated[at] for at in new]), strict=True):
            self._parses[at] = self.with_names(parse)

    def with_names(self, parse: "Parse") -> "Parse":
        """Return a parse in which words that the article writes as names are tagged so."""
        return parse.tagged(
            "PROPN",
            {
                token.index
                for token in parse.tokens
                if token.text[0].isupper()
                and token.upos != "PRON"
                and token.lower in self.names.upper
                and token.lower not in self.names.lower
            },
        )

    def parsed(self, indices: Sequence[int]) -> list["Sentence"]:
        """Return sentences that `parse` was called with, and what their pronouns stand for."""
        from summarize.grounding.entities import Sentence, antecedents

        for at in indices:
            if at not in self._sentences:
                near = [self._parses[each] for each in range(max(0, at - REACH), at + 1)]
                self._sentences[at] = Sentence(near[-1], antecedents(near))
        return [self._sentences[at] for at in indices]


def folded(text: str) -> str:
    """Return `text` without what does not matter: case, white space, the last full stop."""
    return " ".join(text.casefold().split()).rstrip(".")
