r"""Wrapped lines: at which width a text was wrapped, and which of its lines go on into the next.

A program that wraps text breaks a line where the next word would not have fitted. So each break
inside a paragraph bounds the width: it is at least the line's length, and less than the length
with the next word. Breaks of one width agree on it; lines of verse, addresses, signatures and
tables do not. Each stanza (lines between blank ones) is judged for itself against the widths that
the whole text speaks for, so that what stands beside wrapped prose changes nothing.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from summarize.reading.word_list import is_english_word

__all__ = [
    "PROSE_COLUMNS",
    "WrappedLine",
    "columns",
    "count_words_apart",
    "is_after_division",
    "is_compound",
    "is_full",
    "join_divided_words",
    "join_unspaced_lines",
    "wrap_widths",
]

NARROWEST, WIDEST = 36, 120
FEWEST_VOTES = (
    4  # for a width: a break has one, and two where the next line goes on in small letters
)
FEWEST_LINES = 2  # not longer than the widest
FULL_SHARE = 0.85  # of a stanza's breaks inside sentences; justified and hand-wrapped text has less
DIVIDED = 12  # letters that a line has more, or less, where a divided word was put together
SLACK = 3  # columns: programs count some characters differently
MOST_WIDTHS = 3  # a text, what it quotes, and a table of its own
PROSE_COLUMNS = 60  # that a line of prose has at least: verse has shorter ones
BY_HAND = 0.8  # of the longest line that the shortest has in a stanza broken by hand
BREAK_SHARE = 0.6  # of the breaks in the stanzas of that width that must agree on it

_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]")
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]"
)
_WIDE_END = re.compile("[。！？][」』”）]*(?=[^\n])")
_STANZA = re.compile(r"^[^\n]++(?:\n[^\n]++){2,}", re.M)  # tried once a line, not a character
_CLOSED = re.compile(r"[.!?…:;。！？｡।؟۔][\"'”’»“)\]」』]*$")
_DIVIDED = re.compile(
    r"(?<![^\W\d_])([^\W\d_]++)(-|\u2010|\u00ad)(\n[ \t>]*)([^\W\d_]+[^\s\w]*)", re.UNICODE
)
_WORDS = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")


class WrappedLine(NamedTuple):
    """What is asked of a line: its text without the space around it, and where it stands.

    `stanza` numbers the runs of lines between blank lines; `indent` counts the columns before it;
    `plain` is false for what never goes on: an item's start, a heading, code.
    """

    text: str
    stanza: int
    indent: int = 0
    plain: bool = True


def wrap_widths(lines: Sequence[WrappedLine]) -> dict[int, int]:
    """Return, for each stanza that is wrapped prose, the width it was wrapped to.

    Args:
        lines: the lines of a text that hold something, in order.
    """
    if sum(line.indent + columns(line.text) <= WIDEST + SLACK for line in lines) < FEWEST_LINES:
        return {}
    stanzas: dict[int, list[WrappedLine]] = {}
    for line in lines:
        stanzas.setdefault(line.stanza, []).append(line)
    breaks = {number: _breaks(stanza) for number, stanza in stanzas.items()}
    widths: dict[int, int] = {}
    left = {number for number, stanza_breaks in breaks.items() if stanza_breaks}
    for _ in range(MOST_WIDTHS):
        width = _best_width([breaks[number] for number in left])
        if width is None:
            break
        fitting = {number for number in left if _fits(breaks[number], width)}
        widths |= dict.fromkeys(fitting, width)
        if not fitting:
            break
        left -= fitting
    by_hand = {number: _width_by_hand(stanzas[number], breaks[number]) for number in left}
    return widths | {number: width for number, width in by_hand.items() if width}


class _Break(NamedTuple):
    """Where one line ends and the next begins: the columns of the line, alone and with a word more.

    `inside` is whether it is within a sentence by what stands before it; `surely` whether the next
    line goes on in a small letter, or in a writing that has none.
    """

    length: int
    full: int
    inside: bool
    surely: bool


def columns(line: str) -> int:
    """Return how many columns a line takes on a screen: two a letter of Chinese or Japanese."""
    return len(line) if line.isascii() else len(line) + len(_WIDE.findall(line))


def is_after_division(line: str, indent: int, following: int) -> bool:
    """Return whether the line behind `line` lacks its beginning: a divided word was put together.

    `join_divided_words` leaves a space or two where the second half of the word stood.

    Args:
        line: without the space around it.
        indent: the columns before it.
        following: the columns before the line behind it.
    """
    return indent < following <= indent + 2 and line[-1:].isalnum()


def is_full(line: str, following: str, width: int, indent: int = 0) -> bool:
    """Return whether the first word of `following` would not have fitted behind `line`."""
    return indent + columns(line) + _next_word(following, line) > width - SLACK


def _next_word(following: str, line: str) -> int:
    """The columns that the next line's first word would have taken, with its space."""
    if _UNSPACED.match(following[:1]) and _UNSPACED.match(line[-1:]):
        return columns(following[:1])
    return 1 + len(following.partition(" ")[0])


def _breaks(stanza: Sequence[WrappedLine]) -> list[_Break]:
    breaks = []
    divided = False
    for line, following in pairwise(stanza):
        after, divided = divided, is_after_division(line.text, line.indent, following.indent)
        if not following.plain or after or divided:
            continue
        length = line.indent + columns(line.text)
        inside = _CLOSED.search(line.text[-8:]) is None
        opening = following.text[0]
        surely = inside and (opening.islower() or _UNSPACED.match(opening) is not None)
        full = length + _next_word(following.text, line.text)
        breaks.append(_Break(length, full, inside, surely))
    if any(line.indent + columns(line.text) > WIDEST + DIVIDED + SLACK for line in stanza):
        return []
    return breaks


def _best_width(stanzas: Sequence[Sequence[_Break]]) -> int | None:
    """The width that most breaks inside sentences agree on, if enough of them do."""
    votes: Counter[int] = Counter()
    for breaks in stanzas:
        longest = max(b.length for b in breaks)
        for one in breaks:
            if one.inside and one.full > longest:  # else the stanza itself contradicts
                votes[max(longest, NARROWEST)] += 1 + one.surely
                votes[min(one.full, WIDEST + 1)] -= 1 + one.surely
    if not votes:
        return None
    places = sorted(votes)
    heights = list(accumulate(votes[place] for place in places))
    at = heights.index(max(heights))
    width = places[at + 1] - 1 if at + 1 < len(places) else places[at]
    agreeing = [b for breaks in stanzas if _fits(breaks, width) for b in breaks if b.inside]
    sure = sum(b.surely for b in agreeing)
    if not sure or len(agreeing) + sure < FEWEST_VOTES:
        return None
    near = [b for breaks in stanzas if _is_near(breaks, width) for b in breaks if b.inside]
    return width if len(agreeing) >= BREAK_SHARE * len(near) else None


def _width_by_hand(stanza: Sequence[WrappedLine], breaks: Sequence[_Break]) -> int:
    """The width of lines that no one width fits, and that are yet prose; 0 where they are none.

    Somebody who breaks lines by hand, or a program that counts otherwise than we do, keeps to no
    width. But lines as long as each other, of which one goes on, are no verse, list or address; nor
    are lines at whose end a word was divided.
    """
    lengths = [line.indent + columns(line.text) for line in stanza]
    if not any(b.surely for b in breaks):
        return 0
    if any(
        is_after_division(line.text, line.indent, following.indent)
        for line, following in pairwise(stanza)
    ):
        return max(lengths)
    even = min(lengths[:-1]) >= max(BY_HAND * max(lengths), PROSE_COLUMNS)
    return min(lengths[:-1]) if even and len(breaks) == len(stanza) - 1 else 0


def _is_near(breaks: Sequence[_Break], width: int) -> bool:
    """Whether a stanza is about as wide as that."""
    longest = max(b.length for b in breaks)
    return 0.8 * width <= longest <= width + SLACK


def _fits(breaks: Sequence[_Break], width: int) -> bool:
    """Whether a stanza's breaks are where a text of that width has them."""
    if max(b.length for b in breaks) > width + SLACK:
        return False
    inside = [b for b in breaks if b.inside and (b.surely or 2 * b.length > width)]
    full = sum(b.full > width - SLACK for b in inside)
    return full >= FULL_SHARE * len(inside) and (full > 0 or _all_closed_fit(breaks, width))


def _all_closed_fit(breaks: Sequence[_Break], width: int) -> bool:
    """Whether every line ends a sentence and is yet as long as the width lets it be."""
    return all(b.full > width - SLACK for b in breaks)


def is_compound(first: str, second: str, seen: Counter[str]) -> bool:
    """Return whether two halves are a compound whose hyphen stays when they are put together.

    Args:
        first: what stands before the hyphen.
        second: what stands at the start of the next line.
        seen: how often the text has each word, in lower case, compounds as one word.
    """
    first, second = first.lower(), second.lower()
    if seen[first + second] or is_english_word(first + second):
        return False
    if seen[f"{first}-{second}"]:
        return True
    halves = seen[first] > 0 and seen[second] > 0 and min(len(first), len(second)) > 2
    known = is_english_word(first) or is_english_word(f"{first}-")
    return halves or (known and is_english_word(second))


def count_words_apart(text: str) -> Counter[str]:
    """Count the words of `text` in lower case, without those divided at the ends of lines."""
    return Counter(_WORDS.findall(_DIVIDED.sub(" ", text.lower())))


def join_divided_words(text: str) -> tuple[str, int]:
    """Put words together that were divided at the ends of lines, and count them.

    The text keeps its length: the second half of a word moves up, and the line ends behind it. The
    hyphen goes, unless the rest of the text shows that the two are a compound (`is_compound`).

    Args:
        text: a wrapped text.

    Returns:
        The text, of the same number of code points, and how many words were put together.
    """
    if "-\n" not in text and "\u00ad\n" not in text and "\u2010\n" not in text:
        return text, 0
    seen = count_words_apart(text)
    count = 0

    def joined(match: re.Match[str]) -> str:
        nonlocal count
        first, _, end, second = match.groups()
        bare = _WORDS.match(second)
        if not second[0].islower() or bare is None:
            return match[0]
        count += 1
        hyphen = "-" if is_compound(first, bare[0], seen) else ""
        return f"{first}{hyphen}{second}{end}{' ' * (1 - len(hyphen))}"

    return _DIVIDED.sub(joined, text), count


def join_unspaced_lines(text: str) -> str:
    """Return `text` with the line breaks of wrapped Chinese and Japanese behind the sentences.

    There a line ends anywhere, also within a word, and a space in its place would be read as one.
    The text keeps its length.
    """
    if "\n" not in text or not _WIDE.search(text):
        return text
    return _STANZA.sub(lambda stanza: _moved_breaks(stanza[0]), text)


def _moved_breaks(stanza: str) -> str:
    lines = [line.strip() for line in stanza.split("\n")]
    width = max(map(columns, lines))
    wide = sum(len(_WIDE.findall(line)) for line in lines)
    if not NARROWEST <= width <= WIDEST or 2 * wide < sum(map(len, lines)):
        return stanza
    if any(columns(line) < width - SLACK for line in lines[:-1]):
        return stanza
    joined = "".join(lines)
    spare = len(stanza) - len(joined)
    joined = _WIDE_END.sub(lambda match: f"{match[0]}\n", joined, count=spare)
    return joined.ljust(len(stanza))
