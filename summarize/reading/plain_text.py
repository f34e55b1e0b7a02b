"""Plain text, and transcripts in plain text."""

from dataclasses import replace

from summarize.reading.encoding import decode
from summarize.reading.source_text import SourceText
from summarize.reading.turns import as_text, transcript_turns
from summarize.reading.wrapping import join_divided_words

__all__ = ["text", "transcript"]


def text(data: bytes, source: str, *, charset: str | None = None) -> SourceText:
    """Read plain text; words divided at the ends of lines are put together.

    Args:
        data: the text.
        source: its path or URL, for messages.
        charset: an encoding declared for it.

    Raises:
        BinaryInputError: it is no text.
    """
    read = decode(data, source, charset=charset)
    joined, _ = join_divided_words(read.text)
    return replace(read, text=joined)


def transcript(data: bytes, source: str, *, charset: str | None = None) -> SourceText:
    """Read a transcript or chat whose lines carry times: who speaks, and what is said.

    Args:
        data: the text.
        source: its path or URL, for messages.
        charset: an encoding declared for it.

    Raises:
        BinaryInputError: it is no text.
    """
    read = decode(data, source, charset=charset)
    note = "read as a transcript: its times were left out"
    return replace(read, text=as_text(transcript_turns(read.text)), notes=(*read.notes, note))
