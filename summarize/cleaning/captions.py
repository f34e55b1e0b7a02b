"""Captions of pictures, known by the credit beside them, and what a page says twice."""

import re
from collections.abc import Sequence

from summarize.cleaning.headline import sentence_count
from summarize.cleaning.lines import Line
from summarize.cleaning.page import Page
from summarize.language.lexicon import first_of_row

__all__ = ["captions", "copies", "galleries"]

CAPTION_WORDS = 45  # of a caption known only by the credit beside it; news captions have up to 40
LOOSE_CAPTION_WORDS = 25  # the same where no blank lines say what belongs together
COPY_WORDS = 6  # a shorter line may be said twice on purpose
COPY_SHARE = 0.75  # of its words a cut or retouched copy has in common with the other
MOST_COPIED = 0.2  # of the words in paragraphs: no page pastes more of its article twice
REFRAIN_WORDS = 100  # of a paragraph that may be a refrain, or filler
SIGNATURE = 7  # words at either end by which copies find each other
LABEL_WORDS = 20  # of what stands below a picture and is no sentence

_COUNTER = re.compile(r"\d{1,3}\s?(?:/|[^\W\d_]{1,3})\s?\d{1,3}")
_NOT_PAST = frozenset(
    ("is", "are", "am", "has", "does", "goes", "says", "men", "women", "children", "people", "feet")
)


def copies(page: Page) -> None:
    """What is said twice: captions around a credit, and paragraphs pasted again."""
    first: dict[tuple[str, ...], int] = {}
    for i, line in enumerate(page.lines):
        if line.words < COPY_WORDS or not page.is_open(i):
            continue
        ends = _signatures(line)
        end = next((first[s] for s in ends if s in first), None)
        if end is not None and _alike(page.lines[end], line):
            _take_copy(page, end, i)
        for signature in ends:
            first.setdefault(signature, i)
    _spare_refrains(page)


def _spare_refrains(page: Page) -> None:
    """Keep short paragraphs said twice where so many are that the text means it."""
    copied = [i for i, rule in page.rules.items() if rule == "duplicate"]
    words = [page.lines[i].words for i in copied]
    prose = sum(line.words for line in page.lines if line.is_prose)
    if copied and max(words) <= REFRAIN_WORDS and sum(words) > MOST_COPIED * prose:
        for i in copied:
            del page.rules[i]


def _signatures(line: Line) -> list[tuple[str, ...]]:
    if not line.tokens:
        return [(line.text,)]
    return [("^", *line.tokens[:SIGNATURE]), ("$", *line.tokens[-SIGNATURE:])]


def _alike(one: Line, other: Line) -> bool:
    if not one.tokens or not other.tokens:
        return one.text == other.text
    a, b = set(one.tokens), set(other.tokens)
    return len(a & b) >= COPY_SHARE * max(len(a), len(b))


def _take_copy(page: Page, first: int, second: int) -> None:
    between = [page.rules.get(i) for i in range(first + 1, min(second, first + 5))]
    credited = "photo-credit" in [*between, page.rules.get(second + 1)]
    caption = page.lines[second].words <= CAPTION_WORDS
    same = page.lines[first].key == page.lines[second].key
    if caption and second - first <= 4 and credited:
        lead = not same and page.is_prose(first) and page.is_prose(second)
        page.take([second], "duplicate") if lead else page.take([first, second], "caption")
    elif page.lines[second].is_prose and same:
        page.take([second], "duplicate")


def captions(page: Page) -> None:
    """What stands right above or below a credit."""
    for i in [i for i, rule in page.rules.items() if rule == "photo-credit"]:
        above, below = i - 1, i + 1
        if page.is_open(above) and _is_caption(page, above, i):
            page.take([above], "caption")
        elif page.is_spaced and page.is_open(below) and page.glued[below] and not page.glued[i]:
            after = below + 1 == len(page.lines) or not page.glued[below + 1]
            if after and page.lines[below].words <= CAPTION_WORDS:
                page.take([below], "caption")


def galleries(page: Page) -> None:
    """A counter of pictures ("1 of 6"), and the caption above it."""
    if not page.is_article:
        return
    for i, line in enumerate(page.lines):
        if not _COUNTER.fullmatch(line.text):
            continue
        page.take([i], "caption")
        above = i - 1
        while page.rules.get(above) == "caption" or _is_label(page, above):
            page.take([above], "caption")
            above -= 1
        if above < i - 1 or page.glued[i]:
            _take_scene(page, above)


def _is_label(page: Page, index: int) -> bool:
    if not page.is_open(index) or index <= page.body.start or index == page.headline:
        return False
    line, kind = page.lines[index], page.document.blocks[index].kind
    return not line.ends and line.words <= LABEL_WORDS and kind not in {"heading", "code"}


def _take_scene(page: Page, index: int) -> None:
    """Take a sentence that says what a picture shows: in English, captions stand in the present."""
    if not page.is_prose(index) or sentence_count(page, index) > 1:
        return
    line = page.lines[index]
    short = line.words <= CAPTION_WORDS and not line.tables.said.intersection(line.tokens)
    if line.language == "en" and short and not _is_past(line.tokens):
        page.take([index], "caption")


def _is_past(tokens: Sequence[str]) -> bool:
    """Whether an English sentence has a past tense or a participle."""
    infinitives = first_of_row("irregular")
    return any(
        (len(t) > len("shed") and t.endswith("ed"))
        or (t not in _NOT_PAST and infinitives.get(t, t) != t)
        for t in tokens
    )


def _is_caption(page: Page, index: int, credit: int) -> bool:
    line = page.lines[index]
    if line.words > CAPTION_WORDS or sentence_count(page, index) > 2 or line.words < 4:
        return False
    if page.is_spaced:
        return page.glued[credit] and (index == 0 or not page.glued[index])
    said = line.tables.said.intersection(line.tokens)
    first = index <= page.body.start and line.ends
    return line.words <= LOOSE_CAPTION_WORDS and not said and (first or line.ends)
