"""Grounding: whether an article supports each sentence of a summary, and what it does not."""

from summarize.grounding.checker import (
    CheckedSentence,
    Checker,
    check,
    checks_in,
    sentences_of,
)
from summarize.grounding.findings import Finding

__all__ = ["CheckedSentence", "Checker", "Finding", "check", "checks_in", "sentences_of"]
