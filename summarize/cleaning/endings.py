"""What follows an article on its page: readers' comments, and the notes under a press release."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from summarize.cleaning import vocabulary
from summarize.cleaning.lines import Line
from summarize.cleaning.page import Page

__all__ = ["below_inset", "comments", "press_release", "remarks"]

TAIL_SHARE = 0.3  # of the words: readers' comments and notes to editors stand in the last of them
INSET_LINES = 2  # of a box in the text: its label and one story
REMARKS = 2  # comments, each below a time: one may be a date in an article


def remarks(page: Page) -> None:
    """Readers' comments without a heading: at the end, texts that each stand below a time."""
    last = len(page.lines) - 1
    dated = [
        i
        for i in page.body
        if page.rules.get(i) == "timestamp" and i < last and page.is_prose(i + 1)
    ]
    above = sum(page.is_prose(i) for i in range(dated[0])) if dated else 0
    below = sum(page.is_prose(i) for i in range(dated[0], len(page.lines))) if dated else 0
    if len(dated) >= REMARKS and above > 1 and below <= 2 * len(dated):
        page.take(range(dated[0], len(page.lines)), "comments")


def below_inset(page: Page, kept: Sequence[bool]) -> range:
    """Return the article's last paragraphs, below a box that names one other story or an ad.

    They have two sentences or more: the text of a teaser is one.

    Args:
        page: the page, its known boilerplate taken.
        kept: whether each line is of the article so far.
    """
    last = max((i for i, keep in enumerate(kept) if keep), default=len(kept))
    gap = list(takewhile(lambda i: not page.lines[i].is_prose, range(last + 1, len(kept))))
    if not gap or len(gap) > INSET_LINES or page.rules.get(gap[0]) not in _INSETS:
        return range(0)
    counts = Counter(sentence.block for sentence in page.document.sentences)
    below = range(gap[-1] + 1, len(kept))
    own = list(takewhile(lambda i: page.is_prose(i) and counts[i] > 1, below))
    return below[: len(own)]


_INSETS = {"advertisement", "related"}


def comments(page: Page) -> None:
    """Readers' comments: all that follows their heading, where buttons show what it is."""
    start = next((i for i, rule in sorted(page.rules.items()) if rule == "comments"), None)
    if start is None or not _is_tail(page, start):
        return
    after = range(start + 1, len(page.lines))
    if any(page.rules.get(i) in {"comments", "share"} for i in after):
        page.take(after, "comments")


def press_release(page: Page) -> None:
    """The notes under a press release: about the company, cautions, contacts."""
    exact = _keys(vocabulary.table_of("press_release"))
    starts = [i for i, line in enumerate(page.lines) if line.key in exact]
    marks = [*starts, *(i for i, line in enumerate(page.lines) if _is_release_mark(page, i, line))]
    if not starts or len(marks) < 2:
        return
    about = [i for i, line in enumerate(page.lines) if _is_about(line)]
    start = min((i for i in (*starts, *about) if _is_tail(page, i)), default=len(page.lines))
    page.take(range(start, len(page.lines)), "boilerplate")


def _is_release_mark(page: Page, index: int, line: Line) -> bool:
    return page.rules.get(index) == "end-mark" or line.key == "for immediate release"


def _is_about(line: Line) -> bool:
    return line.tokens[:1] in {("about",), ("über",)} and line.words <= 6 and not line.ends


@cache
def _keys(table: str) -> frozenset[str]:
    """The phrases of a table as the keys of lines."""
    rows = vocabulary.phrases(table).values()
    return frozenset(" ".join(phrase) for listed in rows for phrase in listed)


def _is_tail(page: Page, index: int) -> bool:
    return page.words_from[index] <= TAIL_SHARE * page.words_from[0]
