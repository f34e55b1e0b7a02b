"""From word pieces back to the words of the source: its case, its spaces, and nothing it has not.

The model's vocabulary is uncased and its output a row of pieces. Every word of the output is found
in the source, the one after the last found first; from there it takes its capitals and, beside its
neighbour, its spacing. What is not found must be a function word or an inflection. A rewriting that
breaks a name, a number or a compound, loses or gains a negation, or stops in mid-air is refused.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from summarize.rewriter import Token

__all__ = ["Word", "refused", "restored", "words"]

# Function words that the model may put in of itself: they join, and assert nothing.
JOINING = frozenset(
    "the a an of to in on for and or with by from at as is was were are be been has have had will "
    "would it its that which who ' s , . - : ; ( ) \" its their his her".split()
)
NEGATIONS = frozenset(
    "not no never without neither nor none nobody nothing cannot hardly barely denied denies deny "
    "unless except".split()
)
# A sentence does not end with these: it was cut.
OPEN_END = frozenset(
    "the a an of to in on for and or but with by from at as is was were are be been has have had "
    "will would could may might can should that which who whom whose than if because while when "
    'into about over between against during through said says , ; : - ( " $'.split()
)
# A gap that takes one of these takes who said it, or how sure it is; what is left says it outright.
ATTRIBUTING = frozenset(
    "said says say told according claimed claims alleged allegedly reportedly accused suggested "
    "believed expected whether if could might may should would likely unlikely planned plans "
    "proposed thought".split()
)
FINITE = frozenset(
    "is was were are has have had will would could may might can should do does did".split()
)
SUBORDINATING = frozenset(
    "that which who whom whose when where while because as after before since although though "
    "until if whether what how why".split()
)
# What leaves its object behind when the words after it go.
LEADING = frozenset(
    "the a an of to in on for with by from at into about over between against during through under "
    "and or but if whether because while".split()
)
MARKS = frozenset(',;:-.()"—–')
CLOSING = frozenset(".,;:!?%)]'’”")
OPENING = frozenset("([$£€“")
_INITIAL = re.compile(r"^[\"'“‘(\[]*")


class Word(NamedTuple):
    """A word of a row of pieces: lower-cased, and its characters in the text."""

    text: str
    start: int
    end: int


def words(tokens: Sequence[Token]) -> list[Word]:
    """The pieces joined into words."""
    found: list[Word] = []
    for piece, start, end in tokens:
        if piece.startswith("##") and found:
            last = found[-1]
            found[-1] = Word(last.text + piece[2:], last.start, end)
        else:
            found.append(Word(piece, start, end))
    return found


def aligned(output: Sequence[str], source: Sequence[Word]) -> list[int | None]:
    """For each word of the output the source word it is, or None.

    Of those after the last the one is taken from which most of what follows agrees, and of equals
    the nearest; where there is none after it, one before.
    """
    places: dict[str, list[int]] = {}
    for index, word in enumerate(source):
        places.setdefault(word.text, []).append(index)
    found: list[int | None] = []
    last = -1
    for number, text in enumerate(output):
        at = places.get(text)
        if at is None:
            found.append(None)
            continue
        ahead = [i for i in at if i > last] or at[-1:]
        index = max(ahead, key=lambda i: (_agreement(output[number:], source[i:]), -i))
        found.append(index)
        last = index
    return found


def _agreement(output: Sequence[str], source: Sequence[Word], most: int = 6) -> int:
    """How many words from here on are the same."""
    pairs = zip(output[:most], source[:most], strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b.text), most)


def refused(output: Sequence[str], places: Sequence[int | None], source: Sequence[Word]) -> bool:
    """Whether a rewriting may not stand."""
    content = [word for word in output if word.isalnum()]
    return (
        len(content) < 4
        or output[-1] in OPEN_END
        or (len(output) > 1 and output[-1] == "." and output[-2] in OPEN_END)
        or _invents(output, places, source)
        or _breaks_a_unit(places, source)
        or _turns_round(output, places, source)
        or any(_is_bad_gap(source, a, b) for a, b in _gaps(places, len(source)))
        or output.count('"') % 2 == 1
        or output.count("(") != output.count(")")
    )


def _invents(output: Sequence[str], places: Sequence[int | None], source: Sequence[Word]) -> bool:
    """Whether it has a word that is neither the source's, nor its inflection, nor joins."""
    stems = {word.text[: max(3, len(word.text) - 3)] for word in source if word.text.isalpha()}
    return any(
        place is None
        and word not in JOINING
        and not (word.isalpha() and len(word) > 3 and word[: max(3, len(word) - 3)] in stems)
        for word, place in zip(output, places, strict=True)
    )


def _breaks_a_unit(places: Sequence[int | None], source: Sequence[Word]) -> bool:
    """Whether it has a part only of what no space parts: 1,260, $1.2, al-Qaeda, don't."""
    taken = {place for place in places if place is not None}
    follows = {(a, b) for a, b in pairwise(places) if a is not None and b is not None}
    for index in range(1, len(source)):
        before, word = source[index - 1], source[index]
        glued = before.end == word.start
        outer = not (before.text.isalnum() or before.text in "$£€'-’") or (
            not word.text.isalnum() and not _inside(source, index)
        )
        touched = index in taken or index - 1 in taken
        if glued and not outer and touched and (index - 1, index) not in follows:
            return True
    return False


def _inside(source: Sequence[Word], index: int) -> bool:
    """Whether a mark stands within a word or number: letters or digits touch both its sides."""
    if index + 1 >= len(source):
        return False
    after = source[index + 1]
    return source[index].end == after.start and after.text.isalnum()


def _gaps(places: Sequence[int | None], count: int) -> list[tuple[int, int]]:
    """The gaps in the source, as the places of the words kept before and after each: (3, 7).

    Before the first word stands -1, after the last `count`. A step back is a gap of everything.
    """
    kept = [-1, *(place for place in places if place is not None), count]
    return [(a, b) for a, b in pairwise(kept) if b != a + 1]


def _is_bad_gap(source: Sequence[Word], before: int, after: int) -> bool:
    """Whether leaving out what stands between two words breaks the sentence, or its meaning."""
    if after <= before:
        return True
    out = [source[i].text for i in range(before + 1, min(after, len(source)))]
    left = source[before].text if before >= 0 else ""
    right = source[after].text if after < len(source) else "."
    halved = right[:1].isdigit()  # a number without what it counts, or half a date
    if halved or ATTRIBUTING & set(out) or (left in LEADING and not right.isalnum()):
        return True
    if out[0] in MARKS and (out[-1] in MARKS or right in MARKS):
        return False  # an aside, its marks on both sides
    if before < 0:
        return out[-1] not in MARKS
    if right in MARKS and out[0] not in LEADING | SUBORDINATING | MARKS:
        return True  # an end that is no phrase of its own: what it is that was done
    clause = next((i for i, word in enumerate(out) if word in SUBORDINATING), len(out))
    verbs = [i for i, word in enumerate(out) if word in FINITE]
    return (
        any(i < clause for i in verbs)  # the verb of the sentence itself
        or (clause < len(out) and right in FINITE)  # a clause whose verb stays
        or out[0] == right
        or out[-1] == left  # the same gap, seen one word on
        or (left in LEADING | FINITE and (right in LEADING or right in FINITE))
        or (out[0] == "to" and right not in MARKS)
    )


def _turns_round(
    output: Sequence[str], places: Sequence[int | None], source: Sequence[Word]
) -> bool:
    """Whether a negation was lost that what is left needs, or gained."""
    taken = {place for place in places if place is not None}
    if any(w in NEGATIONS and p is None for w, p in zip(output, places, strict=True)):
        return True
    lost = (i for i, word in enumerate(source) if _negates(source, i) and i not in taken)
    return any(taken & set(range(index + 1, index + 4)) for index in lost)


def _negates(source: Sequence[Word], index: int) -> bool:
    text = source[index].text
    return text in NEGATIONS or (text == "t" and index > 0 and source[index - 1].text in "'’")


def restored(
    output: Sequence[str], places: Sequence[int | None], source: Sequence[Word], text: str
) -> str:
    """The rewriting as the source writes its words, a sentence.

    Args:
        output: its words, lower-cased.
        places: as `aligned` gives them.
        source: the words of the sentence.
        text: the sentence.
    """
    made = ""
    last: int | None = None
    for word, place in zip(output, places, strict=True):
        surface = word if place is None else text[source[place].start : source[place].end]
        if place is not None and place > 0 and _opens(source, place) and word in JOINING:
            surface = surface.lower()
        if place == 0 and made and word in JOINING:
            surface = surface.lower()
        made += _between(made, word, last, place, source, text) + surface
        last = place
    made = made.strip()
    start = _INITIAL.match(made)
    at = start.end() if start else 0
    return made[:at] + made[at : at + 1].upper() + made[at + 1 :]


def _opens(source: Sequence[Word], place: int) -> bool:
    """Whether a word begins a sentence or quotation within the source."""
    return source[place - 1].text in '".!?'


def _between(
    made: str,
    word: str,
    last: int | None,
    place: int | None,
    source: Sequence[Word],
    text: str,
) -> str:
    """What stands before a word: the source's own where both were neighbours there."""
    if not made:
        return ""
    if last is not None and place == last + 1:
        return " " if text[source[last].end : source[place].start] else ""
    closes = word[:1] in CLOSING or (word in ("s", "t") and made[-1] in "'’")
    return "" if closes or made[-1] in OPENING else " "
