"""A page while it is being cleaned: its blocks as lines, and the rules found so far."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from summarize.cleaning.lines import Line
from summarize.document import Document

__all__ = ["TURN_SHARE", "Page"]

PROSE_SHARE = 0.5  # of the words left must be in paragraphs before anything is taken from a page
SURE_PAGE_BLOCKS, SURE_PAGE_SHARE = 5, 0.2  # where so much is boilerplate beyond doubt
TURNS = 4  # lines that begin with a name that returns: fewer may be "Photo:" or "Note:"
TURN_SHARE = 0.25  # of all lines; or half as many sentences as there are paragraphs
DIRTY_BLOCKS = 2  # of boilerplate beyond doubt

_LABEL = re.compile(r"\|?\s*([^\W\d_][\w.'-]*(?: [^\W\d_][\w.'-]*)?):\s")


@dataclass(eq=False)
class Page:
    """A document's blocks as lines, and the rules found so far, by index."""

    document: Document

    def __post_init__(self) -> None:
        blocks = self.document.blocks
        self.lines = [Line.of(block.text, self.document.language) for block in blocks]
        self.rules: dict[int, str] = {}
        self.known: dict[int, str] = {}
        text = self.document.text
        gaps = (text[a.span.end : b.span.start] for a, b in pairwise(blocks))
        self.glued = [False, *(gap.count("\n") < 2 for gap in gaps)]
        self.headline: int | None = None
        self.has_body = False
        self.outside: frozenset[int] = frozenset()
        self.doubtful: frozenset[int] = frozenset()
        self._paragraphs = [i for i, line in enumerate(self.lines) if line.is_prose]
        self.settle()

    def is_open(self, index: int) -> bool:
        """Whether there is such a block and no rule has taken it."""
        return 0 <= index < len(self.lines) and index not in self.rules

    def is_prose(self, index: int) -> bool:
        """Whether it is a paragraph that no rule has taken."""
        return self.is_open(index) and self.lines[index].is_prose

    def take(self, indices: Iterable[int], rule: str) -> None:
        """Give these blocks that rule, where they have none and are no code."""
        for index in indices:
            if self.is_open(index) and self.document.blocks[index].kind != "code":
                self.rules[index] = rule

    def is_taken(self, index: int) -> bool:
        """Whether a rule has taken it."""
        return index in self.rules

    @property
    def is_dirty(self) -> bool:
        """Whether there is so much known boilerplate that this must be a web page."""
        return len(self.rules) >= DIRTY_BLOCKS

    @cached_property
    def is_spaced(self) -> bool:
        """Whether blank lines stand between paragraphs, so that what is glued belongs together."""
        prose = [i for i in range(1, len(self.lines)) if self.lines[i].is_prose]
        return 2 * sum(not self.glued[i] for i in prose) > len(prose)

    @property
    def is_article(self) -> bool:
        """Whether most words that are left stand in paragraphs."""
        left = [i for i in range(len(self.lines)) if i not in self.rules]
        words = sum(self.lines[i].words for i in left)
        prose = sum(self.lines[i].words for i in left if self.lines[i].is_prose)
        share = PROSE_SHARE if len(self.known) < SURE_PAGE_BLOCKS else SURE_PAGE_SHARE
        return prose > 0 and prose >= share * words

    @cached_property
    def is_spoken(self) -> bool:
        """Whether lines are somebody's turns in a talk, their names before a colon.

        Teasers repeat a label too ("Video: "), but are few among a page's lines and paragraphs.
        """
        labels = [
            (label[1], line.ends)
            for line in self.lines
            if not line.is_long and (label := _LABEL.match(line.text))
        ]
        names = Counter(name for name, _ in labels)
        turns = [ends for name, ends in labels if names[name] > 1]
        often = len(turns) >= TURN_SHARE * len(self.lines)
        return len(turns) >= TURNS and (often or 2 * sum(turns) >= len(self._paragraphs))

    @cached_property
    def words_from(self) -> list[int]:
        """How many words stand in each block and all after it."""
        return list(accumulate(reversed([line.words for line in self.lines])))[::-1]

    def settle(self) -> None:
        """See anew where the article is: `body`, from its first paragraph to its last."""
        indices = [i for i in self._paragraphs if i not in self.rules and i not in self.outside]
        end = len(self.lines)
        self.body = range(indices[0], indices[-1] + 1) if indices else range(end, end)

    def groups(self) -> Iterable[range]:
        """Runs of blocks without a blank line between them; none where that tells nothing."""
        if not self.is_spaced:
            return
        start = 0
        for i in range(1, len(self.lines) + 1):
            if i == len(self.lines) or not self.glued[i]:
                yield range(start, i)
                start = i
