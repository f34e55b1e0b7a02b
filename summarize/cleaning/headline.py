"""The headline: the first line above the article that the article's own words repeat."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from summarize import language
from summarize.cleaning.page import Page
from summarize.document import Document, Span

__all__ = ["find_headline", "sentence_count", "with_title"]

HEADLINE_WORDS = (3, 25)
HEADLINE_SHARE = 0.4  # of its content words that the article must say again
HEADLINE_ENOUGH = 3  # content words repeated: the first line with so many is the headline
HEADLINE_NEAR = 12  # lines above the article: further up, menus repeat its words too
HEADLINE_BLOCKS = 60  # above the article, among which the headline is looked for
ASKING_WORDS = 20  # of a headline that ends as a sentence does, with ? or !


def find_headline(page: Page) -> None:
    """The first line above the article that the article's own words repeat."""
    start = page.body.start
    if start >= len(page.lines) or not page.is_article:
        return
    start += _asks(page, start)
    likely = [i for i in range(max(0, start - HEADLINE_BLOCKS), start) if _may_be_headline(page, i)]
    said = _content(page, range(start, len(page.lines))) if likely else set()
    best = max(likely, key=lambda i: _likeness(page, i, said, start - i), default=None)
    if best is None or not _likeness(page, best, said, start - best):
        best = _only_line(page, likely)
    if best is None:
        return
    page.rules.pop(best, None)
    page.headline, key = best, page.lines[best].key
    page.take((i for i in range(start) if i != best and page.lines[i].key == key), "duplicate")


def _only_line(page: Page, likely: Sequence[int]) -> int | None:
    """The one line above the article of a page that could be its headline."""
    lines = [i for i in likely if not page.lines[i].is_name and not page.lines[i].is_list]
    return lines[0] if page.is_dirty and len(lines) == 1 else None


def _asks(page: Page, index: int) -> bool:
    """Whether the first paragraph is rather a headline that asks or calls, with more below it."""
    line = page.lines[index]
    short = line.words <= ASKING_WORDS and sentence_count(page, index) == 1
    return line.text.endswith(("?", "!")) and short and len(page.body) > 1


def _may_be_headline(page: Page, index: int) -> bool:
    line, (least, most) = page.lines[index], HEADLINE_WORDS
    if page.rules.get(index) not in _DOUBTED:
        return False
    stops = line.text.endswith((".", ",", ";", ":", "。"))
    fits = least <= line.words <= most and not (stops or line.is_date)
    return fits and sentence_count(page, index) == 1


_BELOW = frozenset(("byline", "timestamp"))
"""Rules of what stands right below a headline."""

_DOUBTED = frozenset((None, "boilerplate", "share", "duplicate"))
"""Rules that a headline may have been taken by: all it says may be what others share."""


def _content(page: Page, indices: Iterable[int]) -> set[str]:
    """What the words of these blocks that are no stop words begin with."""
    beginnings: set[str] = set()
    for i in indices:
        if page.is_open(i):
            beginnings |= _words_of(page, i)
        if len(beginnings) > 3000:
            break
    return beginnings


def _words_of(page: Page, index: int) -> set[str]:
    code = page.document.language
    stops = language.stop_words(code)
    said = language.words(page.lines[index].text[:2000], code)
    return {word[:5] for word in said if word not in stops}


def _likeness(page: Page, index: int, said: set[str], distance: int) -> float:
    """How much a line is like a headline: what the article repeats of it, and how near it is."""
    own = _words_of(page, index)
    shared = own & said
    marked = page.document.blocks[index].kind == "heading"
    if not shared or len(shared) < (0.0 if marked else HEADLINE_SHARE) * len(own):
        return 0.0
    signed = page.rules.get(index + 1) in _BELOW
    near = 0.5 * (distance <= HEADLINE_NEAR) + 0.25 * signed
    return min(len(shared), HEADLINE_ENOUGH) + near


def sentence_count(page: Page, index: int) -> int:
    """How many sentences the block has, by its full stops before a capital."""
    words = page.lines[index].text.split()
    return 1 + sum(a[-1] in ".!?" and b[0].isupper() and len(a) > 4 for a, b in pairwise(words))


def with_title(document: Document, index: int | None) -> Document:
    """`document` with the headline a heading, its sentences gone and its place known."""
    if index is None:
        return document
    block = document.blocks[index]
    blocks = (
        *document.blocks[:index],
        replace(block, kind="heading"),
        *document.blocks[index + 1 :],
    )
    return replace(
        document,
        blocks=blocks,
        sentences=tuple(s for s in document.sentences if s.block != index),
        title_span=Span(*block.span),
    )
