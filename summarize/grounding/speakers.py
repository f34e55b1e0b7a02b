"""Who says it: words that the article has somebody else say."""

from collections.abc import Iterator, Sequence

from summarize.grounding.names import Name
from summarize.grounding.quotations import found_in, quoted
from summarize.grounding.slots import past_parenthesis
from summarize.grounding.source import Claim, Reading, Source
from summarize.grounding.tables import SPEECH
from summarize.grounding.words import Line

__all__ = ["check_speakers"]

BETWEEN = 4  # words between "said" and the name: "said the town's police chief, Ann Reed"
BEFORE = 4  # lines before a quotation in which its speaker may have been named


def check_speakers(reading: Reading, source: Source) -> Iterator[Claim]:
    """A speaker who is not the one that the article names for these words."""
    line = reading.line
    for name in _speakers(line, reading.names):
        if name.stems[0][0] == "@" or _is_near(name, reading, source):
            continue
        for at in _said_in(reading, source):
            theirs = _speakers(source.lines[at], source.names.mentions[at])
            first = source.lines[at].words[theirs[0].start - 1].key if theirs else ""
            if not theirs or first == "the" or any(not name.different(other) for other in theirs):
                continue
            if any(not name.different(other) for other in source.names.mentions[at]):
                continue
            first = source.lines[at].words[theirs[0].start]
            last = source.lines[at].words[theirs[0].end - 1]
            said = source.lines[at].text[first.start : last.end]
            why = f"in the article “{said}” says this, not “{reading.written(name.start, name.end)}”"
            yield reading.claim(name.start, name.end, "role", why)
            break


def _is_near(name: Name, reading: Reading, source: Source) -> bool:
    """Whether the name stands in one of the nearest lines, or the one before it."""
    near = {at - step for at in reading.nearest[:2] for step in (0, 1)}
    mentions = (other for at in near if at >= 0 for other in source.names.mentions[at])
    return any(not name.different(other) for other in mentions)


def _said_in(reading: Reading, source: Source) -> list[int]:
    """The lines in which the article has these words said: the quotation's, or the nearest."""
    quotes = [text for _, text in quoted(reading.line.text) if len(text.split()) > 2]
    if quotes:
        return found_in(quotes[0], source)
    return [*reading.nearest[:1]]


def _speakers(line: Line, names: Sequence[Name]) -> list[Name]:
    """The names beside a verb of speech."""
    return [name for name in names if _speaks(line, name)]


def _speaks(line: Line, name: Name) -> bool:
    words = line.words
    for at in (name.end, past_parenthesis(line, name.end)):
        if at and at < len(words) and words[at].stem in SPEECH and words[at].before != '"':
            return True
    for at in range(name.start - 1, max(-1, name.start - 2 - BETWEEN), -1):
        if words[at].stem in SPEECH and words[at].stem != "tell":
            return True
        if words[at + 1].before or words[at].text[0].isupper():
            return False
    return False
