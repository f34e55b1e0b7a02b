"""Cleaning: which blocks of a scraped page are not the article, and why."""

from summarize.cleaning.rules import clean

__all__ = ["clean"]
