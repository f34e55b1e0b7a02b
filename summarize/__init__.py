"""The summarizer people can trust: every sentence of a summary carries its evidence."""

from summarize.document import Document
from summarize.errors import SummarizeError
from summarize.pipeline import Settings, read, summarize, summarize_many
from summarize.summarizer import Summarizer
from summarize.summarizer import get as get_summarizer
from summarize.summarizer import infos as summarizers
from summarize.summary import Summary

__all__ = [
    "Document",
    "Settings",
    "SummarizeError",
    "Summarizer",
    "Summary",
    "get_summarizer",
    "read",
    "summarize",
    "summarize_many",
    "summarizers",
]

__version__ = "0.1.0"
