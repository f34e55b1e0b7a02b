"""JSON documents: the texts in them, and notebooks (`.ipynb`)."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from summarize.errors import EmptyInputError, InputError, many
from summarize.language import unspaced_letters
from summarize.reading.encoding import decode
from summarize.reading.fragments import fragment_text
from summarize.reading.front_matter import described
from summarize.reading.metadata import Metadata
from summarize.reading.source_text import SourceText

__all__ = ["is_json", "json_text", "notebook"]

PROSE_WORDS = 6  # of a text: fewer are a name, a tag, a state
PROSE_LETTERS = 20  # the same where words are not spaced
DEEPEST = 100
TITLE_WORDS = 30

_TITLES = ("title", "headline", "name", "subject")
_MARKUP = re.compile(r"<(?:p|div|br|h\d|ul|ol|a|b|i|em|strong|span|img)\b[^>]*>", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*(?:https?:|data:|/|[\w+/=]{60,}\s*$)")


def is_json(data: bytes) -> bool:
    """Return whether `data` looks like one JSON object or array, or several, one a line."""
    head = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:200]
    tail = data[-200:].rstrip()
    opens = re.match(rb'\{\s*"(?:[^"\\]|\\.)*"?\s*:?|\{\s*\}|\[\s*(?:[\[{"]|-?\d[\d.]*\s*,)', head)
    return opens is not None and tail[-1:] == (b"}" if head[:1] == b"{" else b"]")


def json_text(data: bytes, source: str, *, charset: str | None = None) -> SourceText:
    """Read the texts in a JSON document: every value that is prose, each under its title.

    Args:
        data: an object, an array, or several objects, one a line.
        source: its path or URL, for messages.
        charset: an encoding declared for it.

    Raises:
        EmptyInputError: nothing in it is prose.
        InputError: it is not valid JSON.
    """
    read = decode(data, source, charset=charset)
    value = _parsed(read.text, source)
    if isinstance(value, Mapping) and "nbformat" in value and "cells" in value:
        return notebook(data, source, charset=charset)
    texts: list[str] = []
    for text in _texts(value, 0):
        if not any(text in other for other in texts):
            texts = [other for other in texts if other not in text or other.startswith("# ")]
            texts.append(text)
    if not any(not text.startswith("# ") for text in texts):
        why = "JSON without a text: name the field (jq -r .FIELD FILE | summarize)"
        raise EmptyInputError(source, why)
    title, metadata = described(value) if isinstance(value, Mapping) else (None, Metadata())
    return replace(read, text="\n\n".join(texts), title=title, metadata=metadata)


def _parsed(text: str, source: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise InputError(source, "JSON nested too deep: name the part with the text") from error
    except ValueError as error:
        whole = error
    try:
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError):
        why = f"damaged JSON ({whole}): repair it, or rename it to .txt to read it as it is"
        raise InputError(source, why) from whole


def _texts(value: Any, depth: int) -> Iterator[str]:
    """The prose in a value, in order; titles beside it as headings."""
    if isinstance(value, str):
        text = _plain(value)
        if _is_prose(text):
            yield text
    elif isinstance(value, Mapping) and depth < DEEPEST:
        yield from _object_texts(value, depth)
    elif isinstance(value, list) and depth < DEEPEST:
        for one in value:
            yield from _texts(one, depth + 1)


def _object_texts(value: Mapping[str, Any], depth: int) -> Iterator[str]:
    key = next((key for key in _TITLES if isinstance(value.get(key), str)), None)
    title = _plain(value[key]) if key else ""
    inner = [
        text
        for name, one in value.items()
        if name != key or len(title.split()) > TITLE_WORDS
        for text in _texts(one, depth + 1)
    ]
    if title and inner and len(title.split()) <= TITLE_WORDS:
        yield f"# {title}"
    yield from inner


def _plain(value: str) -> str:
    return fragment_text(value) if _MARKUP.search(value) else value.strip()


def _is_prose(text: str) -> bool:
    spaced = len(text.split()) >= PROSE_WORDS and not _ADDRESS.match(text)
    return spaced or unspaced_letters(text[:2000]) >= PROSE_LETTERS


def notebook(data: bytes, source: str, *, charset: str | None = None) -> SourceText:
    """Read the Markdown of a Jupyter notebook; code and its output are left out, and counted.

    Args:
        data: the notebook.
        source: its path or URL, for messages.
        charset: an encoding declared for it.

    Raises:
        EmptyInputError: it has nothing but code.
        InputError: it is not valid JSON.
    """
    from summarize.reading.markdown import markdown

    value = _parsed(decode(data, source, charset=charset).text, source)
    cells = value.get("cells") if isinstance(value, Mapping) else None
    if not isinstance(cells, list):
        raise InputError(source, "damaged notebook: open it in Jupyter and save it anew")
    prose = [_cell(cell) for cell in cells if _kind(cell) in ("markdown", "raw")]
    code = sum(_kind(cell) == "code" for cell in cells)
    if not any(text.strip() for text in prose):
        raise EmptyInputError(source, "a notebook of code alone: there is no text to summarize")
    read = markdown("\n\n".join(prose).encode("utf-8", "replace"), source)
    notes = (f"{many(code, 'code cell')} not read",) if code else ()
    return replace(read, notes=(*read.notes, *notes))


def _kind(cell: Any) -> str:
    return str(cell.get("cell_type", "")) if isinstance(cell, Mapping) else ""


def _cell(cell: Mapping[str, Any]) -> str:
    written = cell.get("source", "")
    return "".join(map(str, written)) if isinstance(written, list) else str(written)
