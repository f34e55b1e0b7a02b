"""Grounding: which sentences of an article support a summary's, and what nothing supports."""

from summarize.grounding.article import Claim
from summarize.grounding.checker import CheckedSentence, Checker, check

__all__ = ["CheckedSentence", "Checker", "Claim", "check"]
