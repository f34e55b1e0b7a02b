"""A block of a text by offsets: a paragraph, heading, list item or piece of code."""

from typing import Literal, NamedTuple

__all__ = ["BlockKind", "TextBlock"]

BlockKind = Literal["paragraph", "heading", "item", "code"]


class TextBlock(NamedTuple):
    """A block, by offsets into its text; white space around it is left out.

    `rule` says why it is not the article (a quoted mail, a signature), where it is not. `speaker`
    is where the name of who speaks stands. `answer` is where the answer begins in a block that
    opens with its question.
    """

    start: int
    end: int
    kind: BlockKind
    rule: str | None = None
    speaker: tuple[int, int] | None = None
    answer: int | None = None
