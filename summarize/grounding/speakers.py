"""Who says it: words that the article has somebody else say."""

from collections.abc import Iterator, Sequence

from summarize.grounding.article import Claim, Reading, Source
from summarize.grounding.context import past_parentheses
from summarize.grounding.lexicon import SPEECH
from summarize.grounding.names import Name
from summarize.grounding.quotations import found_in, quoted
from summarize.grounding.tokens import Line

__all__ = ["check_speakers"]

BETWEEN = 4  # words between "said" and the name: "said the town's police chief, Ann Reed"
ABOUT = frozenset(("by", "about", "of", "from", "to", "with", "in", "at", "for", "against"))
BEFORE = 4  # lines before a quotation in which its speaker may have been named


def check_speakers(reading: Reading, source: Source) -> Iterator[Claim]:
    """A speaker who is not the one that the article names for these words."""
    quotes = [text for _, text in quoted(reading.line.text) if len(text.split()) > 2]
    lines = found_in(quotes[0], source) if quotes else [*reading.nearest[:1]]
    near = lines if quotes else reading.nearest[:2]
    for name in _speakers(reading.line, reading.names):
        if not lines or name.stems[0][0] == "@" or _is_near(name, near, source):
            continue
        mine = reading.written(name.start, name.end)
        others = [other for at in lines if (other := _another(name, at, source))]
        if len(others) == len(lines):
            why = f"in the article “{others[0]}” says this, not “{mine}”"
            yield reading.claim(name.start, name.end, "role", why)
        elif quotes and not _is_named(name, lines, source):
            why = f"the article does not name “{mine}” where these words are said"
            yield reading.claim(name.start, name.end, "role", why)


def _another(name: Name, at: int, source: Source) -> str:
    """Who speaks in a line of the article, where that cannot be this name; "" if it can."""
    names, line = source.names.mentions[at], source.lines[at]
    theirs = _speakers(line, names)
    if not theirs or any(not name.different(other) for other in names):
        return ""
    first = theirs[0]
    if first.start and line.words[first.start - 1].key == "the":
        return ""  # "the Kentucky Republican" is somebody named before
    return line.text[line.words[first.start].start : line.words[first.end - 1].end]


def _is_named(name: Name, lines: Sequence[int], source: Source) -> bool:
    """Whether the article has the name about these lines."""
    around = {at + step for at in lines for step in range(-BEFORE, 3)}
    mentions = (
        other for at in around if 0 <= at < len(source.lines) for other in source.names.mentions[at]
    )
    return any(not name.different(other) for other in mentions)


def _is_near(name: Name, lines: Sequence[int], source: Source) -> bool:
    """Whether the name stands in one of these lines, or the one before it."""
    near = {at - step for at in lines for step in (0, 1)}
    mentions = (other for at in near if at >= 0 for other in source.names.mentions[at])
    return any(not name.different(other) for other in mentions)


def _speakers(line: Line, names: Sequence[Name]) -> list[Name]:
    """The names beside a verb of speech."""
    return [name for name in names if _speaks(line, name)]


def _speaks(line: Line, name: Name) -> bool:
    words = line.words
    for at in (name.end, *past_parentheses(line, name.end)):
        if at < len(words) and words[at].stem in SPEECH and words[at].before != '"':
            return True
    if name.start and words[name.start - 1].key in ABOUT:
        return False
    for at in range(name.start - 1, max(-1, name.start - 2 - BETWEEN), -1):
        if words[at].stem in SPEECH and words[at].stem != "tell":
            return True
        if words[at + 1].before or words[at].text[0].isupper():
            return False
    return False
