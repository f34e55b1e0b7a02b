"""Lines of a page that may be boilerplate: kept in the article, and not chosen for a summary.

A line too many in an extraction costs less than a line lost; in a summary it is one sentence of
three. On 170 flattened pages this halves the summaries with boilerplate.
"""

from dataclasses import replace

from summarize.cleaning.lines import Line
from summarize.cleaning.page import Page
from summarize.document import Document

__all__ = ["without_doubtful"]

SURE_WORDS, SURE_SHARE = 100, 0.5  # in the sentences left; with fewer none is left out
SHARED_WORDS, STEM = 2, 5  # of a lead and its headline; letters of the beginning of a word


def without_doubtful(page: Page, document: Document) -> Document:
    """Return `document` without the sentences that may be boilerplate, their blocks kept.

    The lead is spared: it stands beside bylines and captions, so the classifier often doubts it.

    Args:
        page: with its headline, its rules and its doubtful lines found.
        document: whose blocks are the lines of `page`.
    """
    left = [s for s in document.sentences if s.block not in page.rules]
    doubtful = page.doubtful - {_lead(page)}
    sure = sum(s.words for s in left if s.block not in doubtful)
    if sure < max(SURE_WORDS, SURE_SHARE * sum(s.words for s in left)):
        return document
    return replace(
        document, sentences=tuple(s for s in document.sentences if s.block not in doubtful)
    )


def _lead(page: Page) -> int | None:
    """The paragraph above all that are sure, if it shares words with the headline."""
    sure = (i for i in page.body if page.is_prose(i) and i not in page.doubtful)
    first = next(sure, page.body.start)
    lead = next((i for i in reversed(range(page.body.start, first)) if page.is_prose(i)), None)
    if lead is None or page.headline is None:
        return None
    shared = _long_words(page.lines[page.headline]) & _long_words(page.lines[lead])
    return lead if len(shared) >= SHARED_WORDS else None


def _long_words(line: Line) -> set[str]:
    """The beginnings of a line's longer words, which inflected forms share."""
    return {token[:STEM] for token in line.tokens if len(token) >= STEM}
