"""Cuts of clauses and phrases at the end, and of phrases before the next."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarize.methods.abstractive.compression.tokens import Cut, Words, claims, governed, is_verb
from summarize.methods.abstractive.compression.words import (
    APART,
    ARTICLES,
    ASKING,
    DAYS,
    DETERMINERS,
    FINITE,
    GIVING,
    JOINTS,
    MARKS,
    MEASURES,
    MONTHS,
    NEGATIONS,
    OBJECTS,
    PAST,
    PREPOSITIONS,
    RELATIVE,
    SUBJECTS,
    SUBORDINATING,
)

LONGEST_PHRASE = 9
NOMINAL = frozenset(["during", "amid", "despite"])  # no clause stands behind them
GENERIC = frozenset(["people", "person", "man", "men", "woman", "women", "children"])
HEARD = (
    "testif",
    "appear",
    "argued",
    "argues",
    "speak",
    "spoke",
    "stood",
    "stand",
)  # before a court
ASKED_FOR = PREPOSITIONS | {"$", "£"}  # from across the land; for $3
BEING = frozenset(["is", "was", "are", "were"])
LONGEST_NOUN = 4  # words of what somebody is
ASKED = frozenset(["ask", "asks", "asked", "asking"])  # what for, comes later


def ending(words: Words, start: int) -> Iterator[Cut]:
    """A clause or phrase at the end, no mark before it."""
    texts = words.texts
    if texts[start] not in PREPOSITIONS | SUBORDINATING or start < 4:
        return
    before, rest = texts[start - 1], texts[start : words.last]
    if before in ASKING | MARKS | JOINTS | RELATIVE or claims(rest):
        return
    if complements(words, start) or MARKS.intersection(rest) - {"'", "’"}:
        return
    if _is_second(texts, start):
        return
    if any(a == "to" and b not in ARTICLES | {"the"} for a, b in pairwise(rest)):
        return  # what was decided on Monday TO DO
    if texts[start] not in SUBORDINATING - NOMINAL and verb_within(words, start, words.last):
        return
    if not governed(words, start) and len(rest) > 1 and any(map(is_verb, texts[:start])):
        yield Cut(start, words.last)


def _is_second(texts: Sequence[str], start: int) -> bool:
    """Whether it is the other half of a pair: as old AS Ash; once in May, again IN JUNE."""
    again = texts[start - 2 : start] == (",", "again")
    return again or (texts[start] == "as" and "as" in texts[:start])


def verb_within(words: Words, start: int, end: int) -> bool:
    """Whether what would go has a verb that no word there opens a clause for: the main one."""
    for index in range(start + 1, end):
        word, before = words.texts[index], words.texts[index - 1]
        if word in RELATIVE or word in SUBORDINATING - PREPOSITIONS or word == "that":
            return _ends_before_a_verb(words, index, end)
        if is_verb(word) and before not in DETERMINERS | PREPOSITIONS | {"the", "of", "to", ""}:
            return True
    return False


def _ends_before_a_verb(words: Words, start: int, end: int) -> bool:
    """Whether behind a clause another verb follows, the main one: that men were mending has won."""
    texts = words.texts
    finite = [i for i in range(start + 1, end) if texts[i] in FINITE and texts[i - 1] not in FINITE]
    joining = JOINTS | RELATIVE | {"or", "but", "what", "how", "he", "she", "they", "it"}
    return any(b - a > 1 and joining.isdisjoint(texts[a + 1 : b]) for a, b in pairwise(finite))


def complements(words: Words, start: int) -> bool:
    """Whether a phrase may complete the word before it: a verb, a name, a measure."""
    before, word, after = words.at(start - 1), words.texts[start], words.at(start + 1)
    if word in APART:
        return word == "before" and before.startswith(HEARD)
    if word == "with" and GIVING.intersection(words.texts[:start]):
        return True
    if before in OBJECTS or words.at(start - 2) == "to":
        return True
    if before.endswith(("ed", "ing", "en", "ly")) or after[:1].isdigit() or after in ASKED_FOR:
        return True
    if word == "for" and ("to" in words.texts[start:] or ASKED.intersection(words.texts[:start])):
        return True
    named = words.capital[start - 1] and any(words.capital[start + 1 : start + 3])
    measured = before in MEASURES and word == "from"
    return measured or (named and after not in DAYS) or _is_told_what(words, start)


def _is_told_what(words: Words, start: int) -> bool:
    """Whether what somebody is has only this to tell it: he is the clerk (for Ash)."""
    texts, after = words.texts, words.at(start + 1)
    begun = max((i for i in range(start) if texts[i] in BEING), default=start)
    noun = texts[begun + 1 : start]
    if not 0 < len(noun) <= LONGEST_NOUN or noun[0] in ("a", "an") or after in DAYS | MONTHS:
        return False
    return not any(word in JOINTS | MARKS or is_verb(word) for word in noun)


def phrase(words: Words, start: int) -> Iterator[Cut]:
    """A phrase between two joints: talks (in Rome) with the union."""
    texts = words.texts
    if texts[start] not in PREPOSITIONS - SUBORDINATING or start < 3:
        return
    before = texts[start - 1]
    if before in ASKING | MARKS | JOINTS | RELATIVE or governed(words, start):
        return
    if complements(words, start):
        return
    for end in range(start + 1, min(start + LONGEST_PHRASE, words.last)):
        word = texts[end]
        if word in JOINTS and end > start + 1:
            dated = words.at(end + 1) in DAYS | MONTHS
            clean = (word in APART or dated) and texts[end - 1].isalnum()
            clean &= word != "," or not any(words.capital[end + 1 : end + 2])  # in Ash, Ohio
            if clean and not claims(texts[start:end]) and not verb_within(words, start, end):
                yield Cut(start, end)
            return
        if word in MARKS or word in FINITE or word in RELATIVE or word in NEGATIONS:
            return


def relative(words: Words, start: int) -> Iterator[Cut]:
    """At the end, no comma before it: the machinery (that makes it move)."""
    texts = words.texts
    if texts[start] not in ("that", "who", "which") or start < 4:
        return
    before, after, rest = texts[start - 1], words.at(start + 1), texts[start : words.last]
    named = after in FINITE or after in PAST or after.endswith(("ed", "es", "s"))
    verbs = [i for i, word in enumerate(rest) if is_verb(word)]
    another = any(i > 2 and rest[i - 1] not in FINITE | {"and", "to", "the", "a"} for i in verbs)
    alone = not (another or MARKS.intersection(rest) or claims(rest) or claims(texts[:start]))
    noun = before.isalpha() and before not in ASKING | JOINTS | OBJECTS | RELATIVE | GENERIC
    noun &= words.at(start - 3) != "," or words.at(start - 2) not in ARTICLES  # , the man
    if noun and named and alone and not governed(words, start) and not before.endswith("ed"):
        yield Cut(start, words.last)


def coordinate(words: Words, start: int) -> Iterator[Cut]:
    """A second sentence after a semicolon, or after a comma and an "and"."""
    texts = words.texts
    rest = texts[start + 1 : words.last]
    if texts[start] == ";" and len(rest) > 1 and start > 4 and ";" not in texts[:start]:
        yield Cut(start, words.last)
    if texts[start : start + 2] != (",", "and") or "," in texts[:start] or start < 4:
        return
    subject = words.at(start + 2) in SUBJECTS | ARTICLES | {"the"} or any(
        words.capital[start + 2 : start + 3]
    )
    verbs = any(map(is_verb, texts[:start])) and any(map(is_verb, rest[2:6]))
    if subject and verbs and "," not in rest and not claims(texts[:start]):
        yield Cut(start, words.last)
