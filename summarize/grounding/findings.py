"""What checking a sentence finds: which words, what kind of fault, and the article's words."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from summarize.document import Span

__all__ = ["Conflict", "Finding", "Verdict"]

Verdict = Literal["supported", "contradicted", "not found", "not checked"]


class Finding(NamedTuple):
    """Something in a sentence that its article does not support, or that was not checked.

    Attributes:
        span: of the sentence's own text.
        kind: "name", "first name", "number", "date", "quotation", "role", "negation",
            "opposite", "certainty", "condition", "quantity", "order" or "words"; of a model of
            the hub "model".
        why: in words.
        verdict: "contradicted", "not found" or "not checked".
        source: the article's words that contradict it, a span of the article; None for none.
    """

    span: Span
    kind: str
    why: str
    verdict: Verdict = "not found"
    source: Span | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """What of a claim its evidence contradicts.

    Attributes:
        words: the claim's words, by index.
        kind: "role", "name", "date", "number", "order", "negation", "opposite", "certainty",
            "condition" or "quantity".
        sentence: index of the evidence's sentence.
        said: its words that conflict, by index.
        strength: the share of the claim's clause that the evidence has, 0–1.
    """

    words: tuple[int, ...]
    kind: str
    sentence: int
    said: tuple[int, ...]
    strength: float
