"""The cleaned article itself, as text, Markdown or JSON: what was read, and what was removed."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from itertools import pairwise
from typing import Any

from summarize.document import Block, Document
from summarize.errors import UnknownNameError

__all__ = ["EXTRACT_FORMATS", "SCHEMA", "extract", "extracted"]

SCHEMA = 2
"""The version of the JSON that `extract` writes and the service answers with."""


def extract(document: Document, form: str = "text") -> str:
    """Return the article of `document`, without a line break at its end.

    Args:
        document: as `summarize.read` returns it, cleaned or not.
        form: "text", "markdown", "json" or "jsonl".

    Raises:
        UnknownNameError: there is no such form.
    """
    if form not in EXTRACT_FORMATS:
        raise UnknownNameError("format", form, EXTRACT_FORMATS)
    return EXTRACT_FORMATS[form](document)


def _as_text(document: Document) -> str:
    """The title, then the blocks with a blank line between; items stay together."""
    return _joined(document, _plain)


def _as_markdown(document: Document) -> str:
    return _joined(document, _marked)


def _as_json(document: Document) -> str:
    return json.dumps(extracted(document), ensure_ascii=False, indent=2)


def _as_json_line(document: Document) -> str:
    return json.dumps(extracted(document), ensure_ascii=False)


def extracted(document: Document) -> dict[str, Any]:
    """Return the article of `document` as values for JSON: the command's and the service's.

    `text` is the article alone; spans are offsets into `source_text`, the text as it was read.
    """
    return {
        "schema": SCHEMA,
        "source": document.source,
        "title": document.title,
        "metadata": asdict(document.metadata),
        "language": document.language,
        "words": document.words,
        "text": _as_text(document),
        "source_text": document.text,
        "blocks": [
            {"kind": block.kind, "span": block.span, "text": block.text}
            for block in document.blocks
        ],
        "removed": [asdict(removed) for removed in document.removed],
        "notes": document.notes,
    }


def _joined(document: Document, shown: Callable[[Block], str]) -> str:
    pieces = list(_title(document, shown))
    blocks = [block for block in document.blocks if block.span != document.title_span]
    for before, block in pairwise([None, *blocks]):
        assert block is not None
        listed = before is not None and before.kind == block.kind and block.kind in ("item", "code")
        if pieces:
            pieces.append("\n" if listed else "\n\n")
        pieces.append(shown(block))
    return "".join(pieces)


def _title(document: Document, shown: Callable[[Block], str]) -> Iterator[str]:
    if document.title and document.title_span:
        title = " ".join(document.title.split())
        yield f"# {title}" if shown is _marked else title


def _plain(block: Block) -> str:
    text = _folded(block)
    return f"- {text}" if block.kind == "item" else text


def _marked(block: Block) -> str:
    prefix = {"item": "- ", "heading": "## "}.get(block.kind, "")
    return f"{prefix}{_folded(block)}"


def _folded(block: Block) -> str:
    """The text of a block; wrapped lines joined, but for code and tables."""
    return block.text if block.kind == "code" else " ".join(block.text.split())


EXTRACT_FORMATS: Mapping[str, Callable[[Document], str]] = {
    "text": _as_text,
    "markdown": _as_markdown,
    "json": _as_json,
    "jsonl": _as_json_line,
}
"""The forms of an extracted article, each with the function that writes it."""
