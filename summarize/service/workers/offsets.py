"""Offsets in UTF-16 code units, for clients whose strings count them: JavaScript, Java, C#.

Our own offsets are Unicode code points. A character outside the basic plane, such as an emoji, is
one code point and two UTF-16 units, so every offset after it is one higher.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

from summarize.document import Span

__all__ = ["Utf16", "check_in_utf16", "extract_in_utf16", "summary_in_utf16"]

_LAST_SINGLE_UNIT = 0xFFFF


class Utf16:
    """Converts offsets in one text.

    Args:
        text: the text whose code points are counted.
    """

    def __init__(self, text: str) -> None:
        astral = () if text.isascii() else enumerate(text)
        self._astral = [at for at, character in astral if ord(character) > _LAST_SINGLE_UNIT]

    def offset(self, code_point: int) -> int:
        """Return the UTF-16 offset of a code point offset."""
        return code_point + bisect_left(self._astral, code_point)

    def span(self, span: Sequence[int]) -> Span:
        """Return a span in UTF-16 units."""
        return Span(self.offset(span[0]), self.offset(span[1]))

    def spans(self, spans: Sequence[Sequence[int]]) -> list[Span]:
        """Return spans in UTF-16 units."""
        return [self.span(span) for span in spans]


def summary_in_utf16(summary: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Return a summary, as `Summary.to_dict` has it, with UTF-16 offsets.

    Args:
        summary: with offsets in code points.
        text: the document that `sources` and `removed` refer to.
    """
    units = Utf16(text)
    return {
        **summary,
        "sentences": [
            {
                **sentence,
                "sources": units.spans(sentence["sources"]),
                "unsupported": Utf16(sentence["text"]).spans(sentence["unsupported"]),
            }
            for sentence in summary["sentences"]
        ],
        "removed": _blocks(summary["removed"], units),
    }


def check_in_utf16(check: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Return the result of a check with UTF-16 offsets: `sources` are spans of `text`."""
    units = Utf16(text)
    sentences = [
        {
            **sentence,
            "sources": units.spans(sentence["sources"]),
            "unsupported": _blocks(sentence["unsupported"], Utf16(sentence["text"])),
        }
        for sentence in check["sentences"]
    ]
    return {**check, "sentences": sentences}


def extract_in_utf16(extract: Mapping[str, Any]) -> dict[str, Any]:
    """Return an extracted article with UTF-16 offsets into its `source_text`."""
    units = Utf16(extract["source_text"])
    return {
        **extract,
        "blocks": _blocks(extract["blocks"], units),
        "removed": _blocks(extract["removed"], units),
    }


def _blocks(blocks: Sequence[Mapping[str, Any]], units: Utf16) -> list[dict[str, Any]]:
    return [{**block, "span": units.span(block["span"])} for block in blocks]
