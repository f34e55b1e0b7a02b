"""Quotations: what stands in quotation marks stands in the article, word for word."""

import re
from collections.abc import Iterator
from functools import lru_cache

from summarize.document import Span
from summarize.grounding.source import Claim, Reading, Source
from summarize.grounding.words import line

__all__ = ["check_quotations"]

_QUOTED = re.compile(
    r"[“„]([^“”„]+)[”“]|(?<![\w\"])\"([^\"]+)\"(?!\w)|«([^»]+)»"
    r"|(?<![\w’'])‘((?:[^‘’]|(?<=\w)’(?=\w))+)’(?!\w)"
)
_LEFT_OUT = re.compile(r"\.\.\.|…|\[[^\]]*\]|\([^)]*\)|--|—")


def check_quotations(reading: Reading, source: Source) -> Iterator[Claim]:
    """Quotations whose words the article does not have in a row, said or written."""
    found = list(_QUOTED.finditer(reading.line.text))
    if not found:
        return
    everything, speech = _spoken(source)
    for quoted in found:
        inner = next(filter(None, quoted.groups()))
        for part in _LEFT_OUT.split(inner):
            keys = _keys(part, source.code)
            if keys.strip() and keys not in everything and keys not in speech:
                span = Span(quoted.start(), quoted.end())
                yield Claim(span, "quotation", "these words are not in the article in this order")
                break


def _keys(text: str, code: str) -> str:
    return f" {' '.join(word.key for word in line(text, code).words)} "


@lru_cache(maxsize=8)
def _spoken(source: Source) -> tuple[str, str]:
    """The words of the article, and those in its quotation marks alone, as if never interrupted."""
    text = " ".join(each.text for each in source.lines)
    speech = " ".join(next(filter(None, q.groups())) for q in _QUOTED.finditer(text))
    return _keys(text, source.code), _keys(speech, source.code)
