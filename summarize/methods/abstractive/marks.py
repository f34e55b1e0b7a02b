"""Punctuation of a pruned sentence: which of its marks stay, beside the words that do."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from summarize.methods.abstractive.compression import DASHES, QUOTES

if TYPE_CHECKING:
    from summarize.encoder import Parse

__all__ = ["with_marks"]

PARTING = frozenset((",", ";", ":", *DASHES))
BRACKETS = {"(": ")", "[": "]"}
OTHERS = frozenset(
    (*PARTING, *QUOTES, *BRACKETS, *BRACKETS.values(), ".", "!", "?", "…", "...", "'")
)


def with_marks(parse: "Parse", kept: Sequence[int]) -> list[int]:
    """Return the kept words with the marks that they need, in order.

    A comma stays where the part that it sets off begins or ends, brackets and quotation marks
    where all that they hold does, and what is no mark of punctuation with the words it is glued to.
    """
    words = frozenset(kept)
    marks = {i for i, token in enumerate(parse.tokens) if token.text in OTHERS and i not in words}
    stay = {i for i in marks if parse.tokens[i].text in PARTING and _parts(parse, i, words, marks)}
    stay |= {i for i in marks if _is_glued(parse, i) and {i - 1, i + 1} <= words}
    for pair in _pairs(parse, marks):
        inside = {i for i in range(pair[0] + 1, pair[1]) if i not in marks}
        stay |= set(pair) if inside <= words else set()
    return sorted(words | stay)


def _is_glued(parse: "Parse", index: int) -> bool:
    """Whether no space stands on either side of a mark: state-of-the-art."""
    near = parse.text[parse.tokens[index].start - 1 : parse.tokens[index].end + 1]
    return 0 < index < len(parse.tokens) - 1 and not any(c.isspace() for c in near)


def _parts(parse: "Parse", mark: int, words: frozenset[int], marks: set[int]) -> bool:
    """Whether a part that is kept begins behind a mark or ends at it, and hangs on what is beyond.

    So does the subject of a reporting verb behind what is said: …, officials said.
    """
    for token in parse.tokens:
        if token.index not in words or token.head < 0:
            continue
        under = [i for i in parse.subtree(token.index) if i not in marks]
        if under[0] == mark + 1:
            said = token.relation == "nsubj" and parse.child(token.head, "ccomp")
            if token.head < mark or (said and said.index < mark and said.index in words):
                return True
        opens = under[0] == 0 or under[0] - 1 in marks
        if under[-1] == mark - 1 and opens and (token.head > mark or under[0] > 0):
            return not token.relation.startswith("nsubj")
    return False


def _pairs(parse: "Parse", marks: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the places of brackets and quotation marks that belong together."""
    opened: list[int] = []
    for i in sorted(marks):
        text = parse.tokens[i].text
        if opened and text in (BRACKETS.get(parse.tokens[opened[-1]].text), *QUOTES & {text}):
            yield opened.pop(), i
        elif text in BRACKETS or text in QUOTES:
            opened.append(i)
