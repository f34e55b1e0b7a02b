"""From word pieces back to the words of the source: its case, its spaces, and nothing it has not.

The model's vocabulary is uncased and its output a row of pieces. Every word of the output is found
in the source, the one after the last found first; from there it takes its capitals and, beside its
neighbour, its spacing. What is not found must be a function word or an inflection. A rewriting that
breaks a name, a number or a compound, loses or gains a negation, or stops in mid-air is refused.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from summarize.methods.abstractive.compression import NEGATIONS, Cut, Word, Words, covers
from summarize.methods.abstractive.rewriter import Token

__all__ = [
    "JOINING",
    "PERSONAL",
    "THINGS",
    "aligned",
    "broken",
    "ends_open",
    "gaps",
    "orphans",
    "refused",
    "restored",
    "words",
]

# Function words that the model may put in of itself: they join, and assert nothing.
JOINING = frozenset(
    "the a an of to in on for and or with by from at as is was were are be been has have had will "
    "would it its that which who ' s , . - : ; ( ) \" its their his her".split()
)
# A sentence does not end with these: it was cut.
OPEN_END = frozenset(
    "the a an of to in on for and or but with by from at as is was were are be been has have had "
    "will would could may might can should that which who whom whose than if because while when "
    'into about over between against during through said says , ; : - ( " $ '
    "want wants wanted whether thought think thinks believe believes believed knew felt feels "
    "claim claims claimed argue argues argued insist insists insisted suggest "
    "suggests suggested hoped feared".split()
)
BEING = frozenset("is was were are be been being had would".split())
PARTICLES = frozenset("back up down out off over away around through".split())
PERSONAL = frozenset("he she him his her hers himself herself".split())
THINGS = frozenset("it its they them their theirs".split())
FEW = 3  # words from the beginning: what stands for a thing there stands for one named before
CLOSING = frozenset(".,;:!?%)]'’”")
OPENING = frozenset("([$£€“")
_INITIAL = re.compile(r"^[\"'“‘(\[]*")


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
    pairs = [*zip(output[:most], source[:most], strict=False)]
    return next((i for i, (a, b) in enumerate(pairs) if a != b.text), len(pairs))


def refused(
    output: Sequence[str],
    places: Sequence[int | None],
    source: Sequence[Word],
    allowed: Sequence[Cut],
) -> bool:
    """Whether a rewriting may not stand.

    Args:
        output: its words, lower-cased.
        places: where each stands in the source, as `aligned` gives them.
        source: the words of the sentence.
        allowed: the cuts that the sentence bears, as `cutting.cuts` gives them.
    """
    content = [word for word in output if word.isalnum()]
    return (
        len(content) < 4
        or broken(output, places, source)
        or any(b <= a or not covers(allowed, a + 1, b) for a, b in gaps(places, len(source)))
        or output.count("(") != output.count(")")
    )


def broken(output: Sequence[str], places: Sequence[int | None], source: Sequence[Word]) -> bool:
    """Whether it does what neither a sentence nor a headline may: breaks off, invents, turns round.

    Args:
        output: its words, lower-cased.
        places: where each stands in the source, as `aligned` gives them.
        source: the words of the sentence.
    """
    return (
        ends_open(output)
        or _halves(output, source)
        or _invents(output, places, source)
        or _breaks_a_unit(places, source)
        or _turns_round(output, places, source)
        or output.count('"') % 2 == 1
    )


def _invents(output: Sequence[str], places: Sequence[int | None], source: Sequence[Word]) -> bool:
    """Whether it has a word that is neither the source's, nor its inflection, nor joins."""
    stems = {
        word.text[: max(3, len(word.text) - 3)]
        for word in source
        if word.text.isalpha() and word.text not in PARTICLES  # "back" in pushes back backs nothing
    }
    after = [*output[1:], ""]
    named = zip(output, places, after, strict=True)
    if any(w == "'" and p is None and n != "s" for w, p, n in named):
        return True  # a mark of its own, not an owner's
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


def gaps(places: Sequence[int | None], count: int) -> list[tuple[int, int]]:
    """The gaps in the source, as the places of the words kept before and after each: (3, 7).

    Before the first word stands -1, after the last `count`. A step back is a gap of everything.
    """
    kept = [-1, *(place for place in places if place is not None), count]
    return [(a, b) for a, b in pairwise(kept) if b != a + 1]


def orphans(kept: Sequence[int], words: Words) -> bool:
    """Whether a pronoun stays whose noun went: "he" where the sentence began with the name.

    Args:
        kept: the places of the words that stay, in order.
        words: the sentence.
    """
    opened = kept[0] if kept else 0
    if not opened or not any(words.capital[i] for i in range(opened)):
        return False
    for number, place in enumerate(kept):
        if words.texts[place] in PERSONAL or (words.texts[place] in THINGS and number < FEW):
            return True
        if number and words.capital[place]:
            return False
    return False


def _turns_round(
    output: Sequence[str], places: Sequence[int | None], source: Sequence[Word]
) -> bool:
    """Whether a negation was lost that what is left needs, or gained."""
    taken = {place for place in places if place is not None}
    if any(w in NEGATIONS and p is None for w, p in zip(output, places, strict=True)):
        return True
    lost = [i for i, word in enumerate(source) if _negates(source, i) and i not in taken]
    but = max((i for i in taken if source[i].text == "but"), default=0)  # not this, but that
    return any(taken & {*range(index + 1, index + 4)} or index < but for index in lost)


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
        moved = place is not None and place > 0 and last != place - 1
        if moved and place and _opens(source, place) and word in JOINING:
            surface = surface.lower()
        if place == 0 and made and word in JOINING:
            surface = surface.lower()
        made += _between(made, word, last, place, source, text) + surface
        last = place
    made = made.strip()
    start = _INITIAL.match(made)
    at = start.end() if start else 0
    return made[:at] + made[at : at + 1].upper() + made[at + 1 :]


def ends_open(output: Sequence[str]) -> bool:
    """Whether a sentence ends with a word that wants another after it: was; was, to some."""
    words = [word for word in output if word not in (".", "!", "?")]
    comma = next((i for i in range(len(words) - 1, 0, -1) if words[i] == ","), 0)
    open_before = comma and words[comma - 1] in BEING
    return not words or words[-1] in OPEN_END or bool(open_before)


def _halves(output: Sequence[str], source: Sequence[Word]) -> bool:
    """Whether it has "between" without the "and" that the source has behind it."""
    whole = [word.text for word in source]
    if "between" not in output or "between" not in whole:
        return False
    rest, wanted = (row[row.index("between") :] for row in ([*output], whole))
    return "and" in wanted and "and" not in rest


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
