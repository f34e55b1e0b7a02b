"""Rules for where a headline leaves words out: what the two words that then meet would say.

Each rule is given the sentence and the places of the words kept on either side of a gap, -1 and
the number of its words past its ends.
"""

from collections.abc import Callable

from summarize.methods.abstractive.compression import (
    ARTICLES,
    DAYS,
    MARKS,
    PREPOSITIONS,
    RELATIVE,
    Words,
    is_verb,
)
from summarize.methods.abstractive.compression.words import DASHES, OBJECTS

__all__ = ["AUXILIARY", "COMPLETING", "LESS", "PLURAL", "TELLING", "misread"]

TELLING = frozenset(["told", "tells"])
COMPLETING = PREPOSITIONS | RELATIVE | {"of", "to", "about", "that"}
AUXILIARY = frozenset("do does did to will would can could may might must should not".split())
QUANTITIES = frozenset(
    "number group dozen dozens hundreds thousands millions billions one some all lot couple "
    "series variety majority rest half part kind state city town province".split()
)
LINKS = frozenset("and but as while after when who which , ;".split())
PLURAL = frozenset(["are", "were", "have", "do"])
# Nobody has, wins or appoints as it is: something, or somebody.
HOLDING = frozenset("having have has had won win wins appointed appoints named names".split())
HAVING = frozenset(["had", "has", "have", "having"])
AMID = PREPOSITIONS | frozenset(["as", "while", "when", "because"])
ORGANISED = frozenset(
    "authority party commission court committee board university department ministry bank "
    "council agency force corporation association union institute service federation front".split()
)
TYING = frozenset(
    "when if because while until unless since although though whether whereas".split()
)
PAUSES = DASHES | {":"}
GIVING = frozenset("give gives gave given giving pay pays paid send sends sent offers".split())
NEAR = 3  # words before a gap
OWNING = frozenset("his her its their our my your".split())  # and then a noun
LEADING = frozenset("same very own other such".split())
PLACING = PREPOSITIONS | frozenset("of to into onto around about".split())
LESS = frozenset(["a", "an", "the", ""])


def _misjoins(words: Words, before: int, after: int) -> bool:
    """Whether a verb gets what is not its own: signed (the plan for) a dam; Lee(, who) won …."""
    texts = words.texts
    gone = texts[before + 1 : after]
    if len(gone) < 2:
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
    gone = range(before + 1, after)
    if capital[after] and capital[after - 1] and texts[after - 1].isalpha():
        end = next((i for i in range(after, len(texts)) if not capital[i]), len(texts))
        return not ORGANISED.isdisjoint(texts[after:end]) and texts[after - 1] not in LESS
    return texts[before] == "s" and all(capital[i] for i in gone) and not capital[after]


def _loses_its_object(words: Words, before: int, after: int) -> bool:
    """Whether what somebody has, or is, went: won (the cup) by a goal; is mostly (me) and Lee."""
    texts = words.texts
    if texts[before].endswith("ly") and texts[after] == "and":
        return True
    active = before and texts[before - 1] in HAVING and texts[before].endswith("ed")
    if active and words.capital[before + 1] and texts[after] in COMPLETING | {"before"}:
        return True  # had subpoenaed (Ann Lee to come) before a court
    gone = texts[before + 1 : after]
    if len(gone) == 1 and gone[0] in OBJECTS and texts[after] in AMID | COMPLETING:
        return True  # to keep (her) as leader
    held = texts[before] in HOLDING and texts[before + 1] not in AMID
    return held and texts[after] in AMID


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


def _strands_an_infinitive(words: Words, before: int, after: int) -> bool:
    """Whether the "to" before a word went: to give Ann Lee (money to) vote."""
    texts = words.texts
    return texts[after - 1] == "to" and texts[before] not in AUXILIARY | {"to"}


def _gives_nothing(words: Words, before: int, after: int) -> bool:
    """Whether what somebody is given went: to give Ann Lee (money) to vote."""
    texts = words.texts
    if before < 1 or words.at(after) != "to":
        return False
    given = not GIVING.isdisjoint(texts[max(0, before - NEAR) : before])
    return given and words.capital[before] and not words.capital[before + 1]


def _closes_a_gap(words: Words, before: int, after: int) -> bool:
    """Whether only the dash or colon between two parts went: two aims (-) a dam, a pier."""
    gone = words.texts[before + 1 : after]
    told = len(gone) <= NEAR and ":" in gone  # a dilemma(: either) admit to it
    return told or PAUSES.issuperset(gone)


def _frees_a_clause(words: Words, before: int, after: int) -> bool:
    """Whether what ties a clause to the one before went: it began (when) luggage fell."""
    gone = words.texts[before + 1 : after]
    return not TYING.isdisjoint(gone) and {*gone} <= TYING | ARTICLES


def _asks_nobody(words: Words, before: int, after: int) -> bool:
    """Whether whom somebody told went: Ann Lee told (the Post) she will run."""
    return words.texts[before] in TELLING


def _gives_away(words: Words, before: int, after: int) -> bool:
    """Whether a word that leads to a noun gets another's: his (boat -) Ann Lee; same (day as a)."""
    texts = words.texts
    gone = texts[before + 1 : after]
    owned = texts[before] in OWNING and not MARKS.isdisjoint(gone)
    same = texts[before] in LEADING and gone[-1] in ARTICLES | PREPOSITIONS
    return owned or same


def _halves_a_place(words: Words, before: int, after: int) -> bool:
    """Whether of two prepositions the second went, and its noun stayed: from (across the) land."""
    texts = words.texts
    return texts[before] in PLACING and texts[before + 1] in PLACING


_Rules = tuple[Callable[[Words, int, int], bool], ...]

# What may be wrong where words went, and where they went between two that stay.
_ANYWHERE: _Rules = (_halves_a_subject, _changes_hands, _beheads, _takes_over, _gives_nothing)
_WITHIN: _Rules = (
    _misjoins,
    _breaks_a_body,
    _loses_its_object,
    _strands_an_infinitive,
    _closes_a_gap,
    _frees_a_clause,
    _asks_nobody,
    _gives_away,
    _halves_a_place,
)


def misread(words: Words, before: int, after: int) -> bool:
    """Whether a headline may not leave out what stands between two words.

    Args:
        words: the sentence.
        before: the place of the word kept before the gap; -1 at the beginning.
        after: of the one kept behind it; the number of words at the end.
    """
    within = before >= 0 and after < len(words.texts)
    rules = (*_ANYWHERE, *_WITHIN) if within else _ANYWHERE
    return any(rule(words, before, after) for rule in rules)
