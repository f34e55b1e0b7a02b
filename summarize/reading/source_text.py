"""What every reader returns: a text as read, and what is known about it."""

from dataclasses import dataclass

from summarize.reading.metadata import NO_METADATA, Metadata

__all__ = ["SourceText"]


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text as read.

    Attributes:
        text: what every later offset counts in, in code points; each line ends with a line feed.
        source: the path or URL it came from, or "-".
        notes: what a reader of the summary should know about how it was read.
        title: the document's own title, where its format has one.
        metadata: what the document says about itself besides.
        is_extracted: whether the article alone was taken from a page, by its markup.
    """

    text: str
    source: str
    notes: tuple[str, ...] = ()
    title: str | None = None
    metadata: Metadata = NO_METADATA
    is_extracted: bool = False
