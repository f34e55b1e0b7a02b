"""A document: the text as read, its blocks and sentences, and where each of them stands.

Offsets are Unicode code points into the text as read, before cleaning: `text[start:end]` is
exactly the block or sentence. Cleaning takes blocks away; it never rewrites.
"""

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import ceil
from typing import NamedTuple

from summarize.language import detection as languages
from summarize.language import is_unspaced, segmentation
from summarize.reading.blocks import blocks as blocks_of
from summarize.reading.mail import read_mail
from summarize.reading.metadata import NO_METADATA, Metadata
from summarize.reading.text_block import BlockKind, TextBlock

__all__ = [
    "Block",
    "BlockKind",
    "Document",
    "Metadata",
    "Part",
    "Removed",
    "Sentence",
    "Span",
    "count_words",
]

# Letters of writing without spaces that say as much as one English word: the same thousand
# sentences (UD's PUD treebanks) have 18.1 words in English, 31.8 letters in Chinese and 76.6 in
# Thai, vowel signs and tone marks not counted. Japanese has some 2.6 letters a word: its kana say
# less than its characters.
_LETTERS_A_WORD: tuple[tuple[str, float], ...] = (
    ("\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff", 1.75),
    ("\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f", 4.0),
    (
        "\u0e01-\u0e30\u0e32\u0e33\u0e3f-\u0e46\u0e50-\u0e5b\u0e80-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6"
        "\u0ed0-\u0edf\u1000-\u102a\u103f-\u109d\u1780-\u17b3\u17e0-\u17e9",
        4.2,
    ),
)
# Marks above and below those letters, which part no words.
_UNSPACED_MARKS = re.compile(
    "[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3]"
)
_ASCII_MARKS = string.punctuation.encode()
_MARKS = re.compile(r"[^\w\s]|_")


def count_words(text: str) -> int:
    """The number of words in `text`, in any writing.

    A word is a run of characters between spaces that holds a letter or a digit. Chinese, Japanese,
    Thai and their like put no spaces between words: there, as many letters count as one as say
    what an English word says, so that 100 words are the same amount of reading.
    """
    if text.isascii():
        return len(text.encode("ascii").translate(None, _ASCII_MARKS).split())
    if not is_unspaced(text):
        return len(_MARKS.sub("", text).split())
    text, unspaced = _UNSPACED_MARKS.sub("", text), 0.0
    for letters, size in _unspaced():
        text, count = letters.subn(" ", text)
        unspaced += count / size
    return len(_MARKS.sub("", text).split()) + ceil(unspaced)


@cache
def _unspaced() -> tuple[tuple[re.Pattern[str], float], ...]:  # few texts need them
    return tuple((re.compile(f"[{letters}]"), size) for letters, size in _LETTERS_A_WORD)


class Span(NamedTuple):
    """A stretch of text: `start` up to, not including, `end`, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` in this span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list item or piece of code: what stands between line breaks.

    Attributes:
        span: where it stands in the text.
        kind: what it is.
        text: the characters in `span`.
        rule: why it is not the article (a quoted mail, a signature), told by its form alone.
        speaker: where the name of who speaks stands, in a talk.
    """

    span: Span
    kind: BlockKind
    text: str
    rule: str | None = None
    speaker: Span | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its place in the text, the index of its block in `Document.blocks`, its words."""

    text: str
    span: Span
    block: int
    words: int


@dataclass(frozen=True, slots=True)
class Removed:
    """A block that cleaning took away, and the rule that took it."""

    span: Span
    rule: str
    text: str


class Part(NamedTuple):
    """One of several documents that were put together: its name, its title and its place."""

    name: str
    title: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """An article, ready to summarize.

    Attributes:
        text: the text as read; every span counts in it.
        blocks: what was kept, in order.
        sentences: the sentences of `blocks`, in order; headings have none.
        language: ISO 639-1 code, or "und" where it could not be told.
        title_span: where the headline stands in `text`, if one was found.
        removed: what cleaning took away, in order.
        notes: what a reader of the summary should know about how the text was read.
        source: path or URL, or None for a text given as such.
        metadata: what the document says about itself: site, author, date, description, language.
        parts: the documents it was put together from; empty for a document of its own.
        weights: for each sentence how much it counts; empty where all count alike.
    """

    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    language: str = "en"
    title_span: Span | None = None
    removed: tuple[Removed, ...] = ()
    notes: tuple[str, ...] = ()
    source: str | None = None
    metadata: Metadata = NO_METADATA
    parts: tuple[Part, ...] = ()
    weights: tuple[float, ...] = ()

    @property
    def words(self) -> int:
        """The words of its sentences."""
        return sum(sentence.words for sentence in self.sentences)

    @property
    def title(self) -> str | None:
        """The headline, where one was found."""
        return self.title_span.of(self.text) if self.title_span else None

    @classmethod
    def from_text(
        cls, text: str, *, language: str = "auto", source: str | None = None
    ) -> "Document":
        """Split `text` into blocks and sentences; nothing is removed (see `cleaning.clean`).

        Args:
            text: any text at all, of any length.
            language: ISO 639-1 code, or "auto" to detect it.
            source: the path or URL it came from, for messages.

        Raises:
            LanguageError: unknown language code.
        """
        code = languages.detect(text) if language == "auto" else languages.check(language)
        caveat = languages.caveat(code)
        mail = read_mail(text)
        blocks: list[Block] = []
        sentences: list[Sentence] = []
        for block in blocks_of(text, mail):
            sentences += [
                Sentence(piece := text[a:b], Span(a, b), len(blocks), count_words(piece))
                for a, b in _sentence_spans(text, block, code)
            ]
            blocks.append(
                Block(
                    Span(block.start, block.end),
                    block.kind,
                    text[block.start : block.end],
                    block.rule,
                    block.speaker and Span(*block.speaker),
                )
            )
        return cls(
            text,
            tuple(blocks),
            tuple(sentences),
            language=code,
            title_span=mail.subject and Span(*mail.subject),
            notes=(caveat,) if caveat else (),
            source=source,
            metadata=Metadata(author=mail.sender),
        )

    def without(self, rules: Mapping[int, str]) -> "Document":
        """The same document less the blocks whose index is in `rules`, each with its rule."""
        if not rules:
            return self
        place: dict[int, int] = {}
        for index in range(len(self.blocks)):
            if index not in rules:
                place[index] = len(place)
        taken = [
            Removed(self.blocks[i].span, rule, self.blocks[i].text) for i, rule in rules.items()
        ]
        return replace(
            self,
            blocks=tuple(self.blocks[i] for i in place),
            sentences=tuple(
                s if s.block == place[s.block] else replace(s, block=place[s.block])
                for s in self.sentences
                if s.block in place
            ),
            removed=tuple(sorted((*self.removed, *taken), key=lambda r: r.span)),
        )


def _sentence_spans(text: str, block: TextBlock, language: str) -> list[tuple[int, int]]:
    """The sentences of a block; that of a brief answer begins with its question."""
    if block.kind == "heading":
        return []
    if block.answer is None:
        return segmentation.sentences(text, block.start, block.end, language=language)
    spans = segmentation.sentences(text, block.answer, block.end, language=language)
    return [(block.start, spans[0][1]), *spans[1:]] if spans else []
