"""From word pieces back to the words of the source: its case, its spaces, and nothing it has not.

The model's vocabulary is uncased and its output a row of pieces. Every word of the output is found
in the source, the one after the last found first; from there it takes its capitals and, beside its
neighbour, its spacing. What is not found must be a function word or an inflection. A rewriting that
breaks a name, a number or a compound, loses or gains a negation, or stops in mid-air is refused.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from summarize.cutting import (
    ARTICLES,
    ASKING,
    CLAIMING,
    DAYS,
    FINITE,
    MARKS,
    NEGATIONS,
    PREPOSITIONS,
    RELATIVE,
    SPANS,
    Cut,
    Word,
    Words,
    covers,
    is_highest,
    is_verb,
)
from summarize.cutting.openings import dateline
from summarize.rewriter import Token

__all__ = ["aligned", "ends_open", "headless", "orphans", "refused", "restored", "words"]

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
    "thought think thinks believe believes believed knew felt feels claim claims claimed argue "
    "argues argued insist insists insisted suggest suggests suggested hoped feared".split()
)
BEING = frozenset("is was were are be been being had would".split())
ASKS = frozenset(
    "what how who which why alleging claiming saying arguing suggesting warning insisting".split()
)
PARTICLES = frozenset("back up down out off over away around through".split())
HELD = frozenset(
    "former ex acting deputy vice interim alleged suspected attempted only against few last".split()
)
TELLING = frozenset(["told", "tells"])
SUPPOSING = frozenset("said says say suspect suspects think thinks believe believes".split())
COMPLETED = frozenset("full capable aware lack lacks proud guilty afraid fond short".split())
COMPLETING = PREPOSITIONS | RELATIVE | {"of", "to", "about", "that"}
AUXILIARY = frozenset("do does did to will would can could may might must should not".split())
QUANTITIES = frozenset(
    "number group dozen dozens hundreds thousands millions billions one some all lot couple series "
    "variety majority rest half part kind state city town province group".split()
)
LINKS = frozenset("and but as while after when who which , ;".split())
TURNING = frozenset("back up down out off away forward over".split())  # gave (back) a pound
DENIALS = frozenset("no not nobody nothing none never few neither".split())
EXCEPTING = frozenset("than except unless until without".split())
PLURAL = frozenset("are were have do".split())
DOUBTS = CLAIMING - frozenset("would should planned plans added wrote announced".split())
INVARIANT = frozenset(["uses", "use"])  # "used to" is neither
LESS = frozenset(["a", "an", "the", ""])
CLAUSE_MARKS = frozenset([",", ":", ";", "-", "that", '"'])
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
        or ends_open(output)
        or _halves(output, source)
        or _invents(output, places, source)
        or _breaks_a_unit(places, source)
        or _turns_round(output, places, source)
        or any(b <= a or not covers(allowed, a + 1, b) for a, b in _gaps(places, len(source)))
        or output.count('"') % 2 == 1
        or output.count("(") != output.count(")")
    )


def headless(
    output: Sequence[str],
    places: Sequence[int | None],
    source: Sequence[Word],
    words: Words,
    allowed: Sequence[Cut],
) -> bool:
    """Whether a headline may not stand; it may leave out what no sentence may.

    Args:
        output: its words, lower-cased.
        places: where each stands in the source, as `aligned` gives them.
        source: the words of the sentence.
        words: the same, as the rules for cuts see them.
        allowed: the cuts that the sentence bears.
    """
    taken = {place for place in places if place is not None}
    steps = [b - a for a, b in pairwise(p for p in places if p is not None)]
    lost = {word for i, word in enumerate(words.texts) if i not in taken}
    return (
        not output
        or ends_open(output)
        or _halves(output, source)
        or any(step <= 0 for step in steps)
        or not _begins_well(min(taken, default=0), words, allowed)
        or (INVARIANT & {*output} and bool(INVARIANT & {*output} - {*words.texts}))
        or _invents(output, places, source)
        or _breaks_a_unit(places, source)
        or _turns_round(output, places, source)
        or bool(DOUBTS & lost)
        or _unqualified(words.texts, taken)
        or _unexcepted(words.texts, taken)
        or _opens_badly(output, places, words)
        or _stops_short(output, places, words.texts)
        or any(_misjoins(words.texts, a, b) for a, b in _gaps(places, len(source)))
        or any(_halves_a_subject(words.texts, a, b) for a, b in _gaps(places, len(source)))
        or any(_changes_hands(words, a, b) for a, b in _gaps(places, len(source)))
        or any(_beheads(words, a, b) for a, b in _gaps(places, len(source)))
        or _verbless(output, places, words.texts)
        or any(_takes_over(words.texts, a, b) for a, b in _gaps(places, len(source)))
        or any(output.count(mark) % 2 for mark in '"')
        or _inflects_twice(output, places)
    )


def _inflects_twice(output: Sequence[str], places: Sequence[int | None]) -> bool:
    """Whether a verb that another helps was given an ending: it does drives."""
    return any(
        before in AUXILIARY and place is None and word.endswith(("s", "ed"))
        for before, (word, place) in zip(
            output, [*zip(output, places, strict=True)][1:], strict=False
        )
    )


def _unqualified(texts: Sequence[str], taken: set[int]) -> bool:
    """Whether a word that its noun is not true without went: the former governor, one of four."""
    return any(
        (
            text in HELD
            and not (SPANS | DAYS).intersection(texts[i + 1 : i + 2])
            and not taken.isdisjoint(range(i + 1, i + 4))
        )
        or (i in taken and i + 1 not in taken and is_highest(text))
        or (text in TURNING and i - 1 in taken and is_verb(texts[i - 1]))
        or (text == "one" and texts[i + 1 : i + 2] == ("of",) and i in taken and i + 1 not in taken)
        for i, text in enumerate(texts)
        if i not in taken or text == "one" or is_highest(text)
    )


def _unexcepted(texts: Sequence[str], taken: set[int]) -> bool:
    """Whether a denial lost what it leaves out: no town is older (than Ash)."""
    denied = next((i for i in sorted(taken) if texts[i] in DENIALS), len(texts))
    return any(texts[i] in EXCEPTING and i not in taken for i in range(denied + 1, len(texts)))


def _opens_badly(output: Sequence[str], places: Sequence[int | None], words: Words) -> bool:
    """Whether it begins with a pronoun whose noun went, a dateline, a phrase without its comma."""
    if output[0] in PERSONAL | THINGS and places[0]:
        return True
    ends = max((cut.end for cut in dateline(words, 0)), default=0)
    if any(place is not None and place < ends for place in places):
        return True
    return output[0] in PREPOSITIONS and "," in words.texts and "," not in output


def _stops_short(output: Sequence[str], places: Sequence[int | None], texts: Sequence[str]) -> bool:
    """Whether its last word, or a "told", wants more: full (of), keeps (the door), told her."""
    last = places[-1]
    after = texts[last + 1] if last is not None and last + 1 < len(texts) else "."
    noun = not ARTICLES.isdisjoint(output[-3:-1])  # a second look
    wants = not noun and output[-1] in ASKING | COMPLETED and after in COMPLETING
    if wants or after in ARTICLES or (output[-1] in TELLING and after not in MARKS):
        return True
    told = next((i for i, word in enumerate(output) if word in TELLING), len(output))
    said = [*output[:told], *output[told + 1 :]]
    if after == "and" and PLURAL.intersection(output) and "and" not in output:
        return True  # here are Ann Lee (and her clerk)
    cleft = "that" in texts and "that" not in output  # it was Ann Lee (that came)
    if cleft and any(a == "it" and b in ("is", "was") for a, b in pairwise(output)):
        return True
    of = output[told + 1 : told + 2] == ["of"]
    if told < len(output) and not (of or any(w in ("to", "about") or _is_verb(w) for w in said)):
        return True
    return any(a in SUPPOSING and b in FINITE for a, b in pairwise(output))


def _misjoins(texts: Sequence[str], before: int, after: int) -> bool:
    """Whether a verb gets what is not its own: signed (the plan for) a dam; Lee(, who) won …."""
    gone = texts[before + 1 : after]
    if before < 0 or after >= len(texts) or len(gone) < 2:
        return False
    if RELATIVE.intersection(gone) and is_verb(texts[after]):
        return any(map(is_verb, texts[after + 1 :]))  # those (who) won lost
    begun = any(map(is_verb, texts[:before]))
    if (
        # it was (Ann Lee) that came; a year (after it was read) and torn
        (texts[after] in RELATIVE | {"that"} and any(map(is_verb, gone)))
        or (texts[after] == "and" and is_verb(texts[after + 1]) and not begun)
        # took (a pill) and left; was (the quarrel) over money
        or (is_verb(texts[before]) and texts[after] in ("and", "or"))
        or (is_verb(texts[before]) and gone[0] in ARTICLES and texts[after] in COMPLETING)
    ):
        return True
    completed = gone[0] in ARTICLES and gone[-1] in PREPOSITIONS | {"of", "for"}
    return completed and not QUANTITIES.intersection(gone)


def _changes_hands(words: Words, before: int, after: int) -> bool:
    """Whether a verb goes to the one before: crews roared(, and Ann Lee) became mayor."""
    texts, capital = words.texts, words.capital
    if after >= len(texts) or texts[before + 1] == "," == texts[after - 1]:
        return False
    for i in range(before + 1, after - 1):
        begins = capital[i + 1] or texts[i + 1] in ARTICLES | {"he", "she", "it", "they"}
        names = all(capital[j] or texts[j] in MARKS for j in range(before + 1, i))  # a list's
        if texts[i] in ("and", "but", "as", "while") and begins and not names:
            return any(map(is_verb, texts[i + 1 : after + 1]))
    return False


def _halves_a_subject(texts: Sequence[str], before: int, after: int) -> bool:
    """Whether the verb of several is left to one: Ann Lee (and her clerks) are here."""
    return (
        after < len(texts)
        and texts[after] in PLURAL
        and "and" in texts[before + 1 : after]
        and "and" not in texts[: before + 1]
    )


def _beheads(words: Words, before: int, after: int) -> bool:
    """Whether a title stays without its name: Chairman (Ann Lee) to act."""
    if before < 1 or after >= len(words.texts) or not words.texts[before + 1].isalpha():
        return False
    return words.capital[before] and words.capital[before + 1] and not words.capital[after]


def _verbless(output: Sequence[str], places: Sequence[int | None], texts: Sequence[str]) -> bool:
    """Whether it ends before the verb does, of the sentence or of its last "what" or "who"."""
    last = max((place for place in places if place is not None), default=0)
    begun = max((i for i, word in enumerate(output) if word in ASKS), default=0)
    inflected = (
        place is None and word not in JOINING
        for word, place in zip(output[begun:], places[begun:], strict=True)
    )
    if any(map(_is_verb, output[begun:])) or any(inflected):
        return False
    within = texts[places[begun] or 0 : last + 1]
    return any(map(_is_verb, texts[last + 1 :])) and not any(map(_is_verb, within))


def _is_verb(word: str) -> bool:
    return is_verb(word) and word != "s"


def _begins_well(first: int, words: Words, allowed: Sequence[Cut]) -> bool:
    """Whether it begins where a clause does, less its article or title."""
    begin = first
    while begin and (words.texts[begin - 1] in LESS or words.capital[begin - 1]):
        begin -= 1
    return not begin or words.at(begin - 1) in CLAUSE_MARKS or covers(allowed, 0, begin)


def _takes_over(texts: Sequence[str], before: int, after: int) -> bool:
    """Whether a verb goes to another's doer: he came, asked (them) to act → he came to act."""
    if after >= len(texts) or texts[after] != "to":
        return False
    gone = texts[before + 1 : after]
    if LINKS.intersection(gone) and any(map(is_verb, gone)):
        return True
    other = is_verb(texts[before]) and gone[:1] and gone[0] not in PREPOSITIONS | DAYS
    return "to" in gone or bool(other)


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


def _gaps(places: Sequence[int | None], count: int) -> list[tuple[int, int]]:
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
