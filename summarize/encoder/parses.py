"""A parsed sentence: its words, their tags, and the tree they make."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

__all__ = ["Parse", "Token"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a parsed sentence.

    Attributes:
        index: its place among the words.
        text: as written.
        start: its first character in the sentence.
        end: past its last character.
        upos: universal part of speech (`NOUN`, `PROPN`, `VERB`, …).
        xpos: Penn tag (`VBD`, `NNS`, …).
        head: index of the word it depends on, -1 for the root.
        relation: Universal Dependencies relation (`nsubj:pass`, `obl:agent`, …).
    """

    index: int
    text: str
    start: int
    end: int
    upos: str
    xpos: str
    head: int
    relation: str

    @property
    def lower(self) -> str:
        """The word in lower case, its apostrophe plain."""
        return self.text.lower().replace("’", "'")


@dataclass(frozen=True, slots=True)
class Parse:
    """A sentence and the tree of its words."""

    text: str
    tokens: tuple[Token, ...]
    _children: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        children: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head >= 0:
                children[token.head].append(token.index)
        object.__setattr__(self, "_children", tuple(map(tuple, children)))

    def tagged(self, upos: str, indices: Collection[int]) -> "Parse":
        """Return the parse with another universal part of speech for some words."""
        tokens = [replace(t, upos=upos) if t.index in indices else t for t in self.tokens]
        return Parse(self.text, tuple(tokens)) if indices else self

    @property
    def root(self) -> Token | None:
        """The word that depends on no other; None in an empty sentence."""
        return next((token for token in self.tokens if token.head < 0), None)

    def children(self, index: int, *relations: str) -> list[Token]:
        """Return the words that depend on a word, of these relations or of any."""
        tokens = [self.tokens[child] for child in self._children[index]]
        return [t for t in tokens if t.relation in relations] if relations else tokens

    def child(self, index: int, *relations: str) -> Token | None:
        """Return the first dependent of one of these relations, or None."""
        return next(iter(self.children(index, *relations)), None)

    def subtree(self, index: int) -> list[int]:
        """Return the indices of a word and all words under it, in order."""
        indices, stack = [], [index]
        while stack:
            at = stack.pop()
            indices.append(at)
            stack.extend(self._children[at])
        return sorted(indices)

    def ancestors(self, index: int) -> Iterator[Token]:
        """Yield the word's head, the head's head, and so on to the root."""
        at = self.tokens[index].head
        while at >= 0:
            yield self.tokens[at]
            at = self.tokens[at].head

    def written(self, index: int) -> str:
        """Return the characters from the first to the last word of a subtree."""
        words = self.subtree(index)
        return self.text[self.tokens[words[0]].start : self.tokens[words[-1]].end]
