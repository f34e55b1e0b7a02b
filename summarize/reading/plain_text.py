"""Plain text, and transcripts in plain text."""

import re
from dataclasses import replace

from summarize.reading.encoding import decode
from summarize.reading.mail import read_mail
from summarize.reading.source_text import SourceText
from summarize.reading.turns import as_text, transcript_turns
from summarize.reading.wrapping import join_divided_words, join_unspaced_lines

__all__ = ["as_prose", "text", "transcript"]

_QUOTED = re.compile(r"^[ \t]*>[> \t]*", re.MULTILINE)


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
    return replace(read, text=as_prose(read.text))


def as_prose(text: str) -> str:
    """Return `text` in as many characters, its divided words joined and its quotation marks blank.

    Words divided at the ends of lines are put together, and so are the lines of wrapped Chinese
    and Japanese, which break within words. The `>` before the lines of a quotation
    becomes white space, unless the text is a mail, where it marks what is quoted.
    """
    text, _ = join_divided_words(join_unspaced_lines(text))
    if _QUOTED.search(text) and not any(r.rule == "quoted-reply" for r in read_mail(text).regions):
        text = _QUOTED.sub(lambda match: " " * len(match[0]), text)
    return text


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
