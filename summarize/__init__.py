"""The summarizer people can trust: every sentence of a summary carries its evidence."""

from summarize._version import __version__ as __version__
from summarize.document import Document
from summarize.errors import SummarizeError
from summarize.pipeline import (
    Settings,
    combine_sources,
    read,
    summarize,
    summarize_async,
    summarize_many,
    summarize_many_async,
)
from summarize.registry import Summarizer
from summarize.registry import get as get_summarizer
from summarize.registry import infos as summarizers
from summarize.summary import Summary

__all__ = [
    "Document",
    "Settings",
    "SummarizeError",
    "Summarizer",
    "Summary",
    "combine_sources",
    "get_summarizer",
    "read",
    "summarize",
    "summarize_async",
    "summarize_many",
    "summarize_many_async",
    "summarizers",
]
