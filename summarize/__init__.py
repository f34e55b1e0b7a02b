"""The summarizer people can trust: every sentence of a summary carries its evidence."""
