"""The old place of `summarize.methods.extractive`; it goes with the next release."""

import warnings

from summarize.methods.extractive import summary_from_scores

__all__ = ["summary_from_scores"]

warnings.warn(
    "summarize.extractive is now summarize.methods.extractive",
    DeprecationWarning,
    stacklevel=2,
)
