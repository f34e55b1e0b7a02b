"""Cleaning: which blocks of a scraped page are not the article, and why."""

from summarize.document import Document

__all__ = ["clean"]


def clean(document: Document) -> Document:
    """`document` less its furniture, each removal with its rule; its headline found."""
    return document
