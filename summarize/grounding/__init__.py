"""Grounding: which sentences of an article support a summary's, and what nothing supports."""

from summarize.grounding.checker import CheckedSentence, Checker, check
from summarize.grounding.source import Claim

__all__ = ["CheckedSentence", "Checker", "Claim", "check"]
