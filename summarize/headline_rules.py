"""Rules for what a headline says, over the words alone.

A headline leaves out what no sentence may: articles, auxiliaries, whole clauses from within. So it
is asked here what went with them: the noun that a title stands before, the one who did it, what a
verb is done to, what a "first" or "no" ranges over. What it may not have in common with any other
rewriting (a new name, half a number) is in `wording`.
"""

from collections.abc import Sequence
from itertools import pairwise

from summarize.cutting import (
    ARTICLES,
    ASKING,
    CLAIMING,
    DAYS,
    FINITE,
    MARKS,
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
from summarize.wording import (
    JOINING,
    PERSONAL,
    THINGS,
    broken,
    gaps,
)

__all__ = ["headless"]

ASKS = frozenset(
    "what how who which why alleging claiming saying arguing suggesting warning insisting".split()
)
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
    "variety majority rest half part kind state city town province".split()
)
LINKS = frozenset("and but as while after when who which , ;".split())
TURNING = frozenset("back up down out off away forward over".split())  # gave (back) a pound
DENIALS = frozenset("no not nobody nothing none never few neither".split())
EXCEPTING = frozenset("than except unless until without".split())
PLURAL = frozenset("are were have do".split())
DOUBTS = CLAIMING - frozenset("would should planned plans added wrote announced".split())
INVARIANT = frozenset(["uses", "use"])  # "used to" is neither
# Nobody has, wins or appoints as it is: something, or somebody.
HOLDING = frozenset("having have has had won win wins appointed appoints named names".split())
AMID = PREPOSITIONS | frozenset(["as", "while", "when", "because"])
SUPPOSED = frozenset("if when unless once".split())
ORGANISED = frozenset(
    "authority party commission court committee board university department ministry bank council "
    "agency force corporation association union institute service federation front".split()
)
LESS = frozenset(["a", "an", "the", ""])
CLAUSE_MARKS = frozenset([",", ":", ";", "-", "that", '"'])


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
    apart = gaps(places, len(source))
    steps = [b - a for a, b in pairwise(p for p in places if p is not None)]
    lost = {word for i, word in enumerate(words.texts) if i not in taken}
    return (
        not output
        or broken(output, places, source)
        or any(step <= 0 for step in steps)
        or not _begins_well(min(taken, default=0), words, allowed)
        or (INVARIANT & {*output} and bool(INVARIANT & {*output} - {*words.texts}))
        or bool(DOUBTS & lost)
        or _unqualified(words.texts, taken)
        or _unexcepted(words.texts, taken)
        or _opens_badly(output, places, words)
        or _stops_short(output, places, words.texts)
        or _leaves_unsaid(output, words.texts)
        or any(rule(words, a, b) for a, b in apart for rule in _OF_GAPS)
        or _verbless(output, places, words.texts)
        or _inflects_twice(output, places)
    )


def _inflects_twice(output: Sequence[str], places: Sequence[int | None]) -> bool:
    """Whether a verb that another helps was given an ending: it does drives."""
    return any(
        before in AUXILIARY and place is None and word.endswith(("s", "ed"))
        for before, word, place in zip(output, output[1:], places[1:], strict=False)
    )


def _unqualified(texts: Sequence[str], taken: set[int]) -> bool:
    """Whether a word that its noun is not true without went: the former governor, one of four."""
    return any(
        _splits_a_whole(texts, i, taken) if i in taken else _was_needed(texts, i, taken)
        for i in range(len(texts))
    )


def _splits_a_whole(texts: Sequence[str], kept: int, taken: set[int]) -> bool:
    """Whether what this word is the first or only one of went, or what it is one of."""
    following = texts[kept + 1 : kept + 2]
    ranges = is_highest(texts[kept]) or (texts[kept] == "one" and following == ("of",))
    return ranges and kept + 1 not in taken


def _was_needed(texts: Sequence[str], lost: int, taken: set[int]) -> bool:
    """Whether the noun that this word qualified stays, or the verb that it turned."""
    if texts[lost] in TURNING and lost - 1 in taken and is_verb(texts[lost - 1]):
        return True
    dated = (SPANS | DAYS).intersection(texts[lost + 1 : lost + 2])
    return texts[lost] in HELD and not dated and not taken.isdisjoint(range(lost + 1, lost + 4))


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
    if after == "and" and PLURAL.intersection(output) and "and" not in output:
        return True  # here are Ann Lee (and her clerk)
    supposed = FINITE if "," in output else FINITE | SUPPOSED  # says if he wins(, it will rain)
    return any(a in SUPPOSING and b in supposed for a, b in pairwise(output))


def _leaves_unsaid(output: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether what it was that did it, or what somebody was told, went."""
    cleft = "that" in texts and "that" not in output  # it was Ann Lee (that came)
    if cleft and any(a == "it" and b in ("is", "was") for a, b in pairwise(output)):
        return True
    told = next((i for i, word in enumerate(output) if word in TELLING), len(output))
    said = [*output[:told], *output[told + 1 :]]
    of = output[told + 1 : told + 2] == ["of"]
    return told < len(output) and not (of or any(w in ("to", "about") or _is_verb(w) for w in said))


def _misjoins(words: Words, before: int, after: int) -> bool:
    """Whether a verb gets what is not its own: signed (the plan for) a dam; Lee(, who) won …."""
    texts = words.texts
    gone = texts[before + 1 : after]
    if before < 0 or after >= len(texts) or len(gone) < 2:
        return False
    if RELATIVE.intersection(gone) and is_verb(texts[after]):
        return any(map(is_verb, texts[after + 1 :]))  # those (who) won lost
    begun = any(map(is_verb, texts[:before]))
    if (
        # it was (Ann Lee) that came; a year (after it was read) and torn
        (texts[after] in RELATIVE | {"that"} and any(map(is_verb, gone)))
        or (texts[after] == "and" and is_verb(words.at(after + 1)) and not begun)
        # took (a pill) and left; was (the quarrel) over money
        or (is_verb(texts[before]) and texts[after] in ("and", "or"))
        or (is_verb(texts[before]) and gone[0] in ARTICLES and texts[after] in COMPLETING)
    ):
        return True
    if len(gone) == 2 and gone[0] in ("and", "or") and _is_plain(words, after):
        return True  # to fight (or plead) guilty; red (and blue) cars
    completed = gone[0] in ARTICLES and gone[-1] in PREPOSITIONS | {"of"}
    return completed and not QUANTITIES.intersection(gone)


def _is_plain(words: Words, index: int) -> bool:
    """Whether a word is none that joins, and no verb: it belongs to the one before."""
    word = words.texts[index]
    return word.isalpha() and word not in PREPOSITIONS | LINKS | {"to", "of"} and not is_verb(word)


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


def _halves_a_subject(words: Words, before: int, after: int) -> bool:
    """Whether the verb of several is left to one: Ann Lee (and her clerks) are here."""
    texts = words.texts
    gone, begun = texts[before + 1 : after], texts[: before + 1]
    if not begun or after >= len(texts) or "and" not in gone or "and" in begun:
        return False
    return texts[after] in PLURAL or (gone[0] == "and" and not any(map(is_verb, begun)))


def _beheads(words: Words, before: int, after: int) -> bool:
    """Whether a title stays without its name: Chairman (Ann Lee) to act."""
    if before < 1 or after >= len(words.texts) or not words.texts[before + 1].isalpha():
        return False
    return words.capital[before] and words.capital[before + 1] and not words.capital[after]


def _breaks_a_body(words: Words, before: int, after: int) -> bool:
    """Whether the name of a body lost a word: the (Unique) Identity Authority; People's (Party)."""
    texts, capital = words.texts, words.capital
    if after >= len(texts) or before < 0:
        return False
    gone = range(before + 1, after)
    if capital[after] and capital[after - 1] and texts[after - 1].isalpha():
        end = next((i for i in range(after, len(texts)) if not capital[i]), len(texts))
        return not ORGANISED.isdisjoint(texts[after:end]) and texts[after - 1] not in LESS
    return texts[before] == "s" and all(capital[i] for i in gone) and not capital[after]


def _loses_its_object(words: Words, before: int, after: int) -> bool:
    """Whether what somebody has, or is, went: won (the cup) by a goal; is mostly (me) and Lee."""
    texts = words.texts
    if before < 0 or after >= len(texts):
        return False
    if texts[before].endswith("ly") and texts[after] == "and":
        return True
    held = texts[before] in HOLDING and texts[before + 1] not in AMID
    return held and texts[after] in AMID


def _verbless(output: Sequence[str], places: Sequence[int | None], texts: Sequence[str]) -> bool:
    """Whether it ends before the verb does, of the sentence or of its last "what" or "who"."""
    last = max((place for place in places if place is not None), default=0)
    described = next((i for i, word in enumerate(output) if word in ("who", "which")), 0)
    if described and not any(w == "to" or _is_verb(w) for w in output[:described]):
        return sum(map(_is_verb, output[described:])) < 2  # a man who dug (is held)
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


def _takes_over(words: Words, before: int, after: int) -> bool:
    """Whether a verb goes to another's doer: he came, asked (them) to act → he came to act."""
    texts = words.texts
    if after >= len(texts) or texts[after] != "to":
        return False
    gone = texts[before + 1 : after]
    if LINKS.intersection(gone) and any(map(is_verb, gone)):
        return True
    other = is_verb(texts[before]) and gone[:1] and gone[0] not in PREPOSITIONS | DAYS
    return "to" in gone or bool(other)


# What may be wrong where words went: given the words, and the places of those kept on either side.
_OF_GAPS = (
    _misjoins,
    _halves_a_subject,
    _changes_hands,
    _beheads,
    _breaks_a_body,
    _loses_its_object,
    _takes_over,
)
