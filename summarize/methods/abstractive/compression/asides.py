"""Cuts of what stands before a sentence or between its marks."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarize.methods.abstractive.compression.tokens import Cut, Words, claims, is_verb
from summarize.methods.abstractive.compression.words import (
    AGENCIES,
    ARTICLES,
    ASIDES,
    CONNECTIVES,
    DASHES,
    DEGREES,
    DETERMINERS,
    FINITE,
    LIKE_ADVERBS,
    MARKS,
    OPENERS,
    PREPOSITIONS,
    RELATIVE,
    SUBJECTS,
    SUBORDINATING,
)

TOLD = ("said", "says", "added", "warned", "reported", "announced", "wrote", "told")
LONGEST_DATELINE = 12
LONGEST_SPEAKER = 7
LONGEST_NAME = 3  # words of a state, country or person behind a comma


def dateline(words: Words, start: int) -> Iterator[Cut]:
    """BEIJING — , (CNN) -- , London, Jan 15 (PTI) , BRACKWATER, Ind., Sept. 16 — , (1) ."""
    if start:
        return
    if words.texts[:1] == ("(",) and words.at(1).isdigit() and words.at(2) == ")":
        yield Cut(0, 3)
    for end in range(1, min(LONGEST_DATELINE, len(words.texts) - 4)):
        agency = words.texts[end] == ")" and AGENCIES.intersection(words.texts[end - 2 : end])
        if (agency and words.at(end + 1) not in DASHES) or words.texts[end] in DASHES:
            if words.at(end + 1) in DASHES:
                end += 1
            names = [i for i in range(end) if words.texts[i].isalpha()]
            if all(words.capital[i] or words.texts[i] in AGENCIES for i in names):
                yield Cut(0, end + 1)
            return


def opening(words: Words, start: int) -> Iterator[Cut]:
    """But … ; On Monday, … ; While it may move, … ."""
    if start or not words.texts:
        return
    if words.texts[0] in CONNECTIVES and words.at(1) not in PREPOSITIONS | MARKS | DEGREES:
        yield Cut(0, 1)
    first = words.texts[1] if words.texts[0] in CONNECTIVES else words.texts[0]
    if first not in OPENERS and not (first.endswith("ly") and first not in LIKE_ADVERBS):
        return
    if "," not in words.texts:
        return
    end = words.texts.index(",") + 1
    if words.at(end) in MARKS | SUBORDINATING | RELATIVE or words.at(end)[:1].isdigit():
        return
    if _is_subject_of(words, end):
        return
    ahead = words.texts[end : end + 10]
    listed = words.at(end) in ("a", "an", "and", "or") and "," in ahead
    listed |= (words.capital[end - 2] or not words.capital[end]) and "," in ahead[:4]
    clause = first in PREPOSITIONS - SUBORDINATING and (FINITE | SUBJECTS) & {*words.texts[:end]}
    if not listed and not clause and not claims(words.texts[:end]):
        yield Cut(0, end)


def _is_subject_of(words: Words, start: int) -> bool:
    """Whether only who says it parts an opening from its verb: now the dam, officials say, is."""
    end = next((i for i in range(start, len(words.texts)) if words.texts[i] == ","), 0)
    return end > start and words.texts[end - 1] in (*TOLD, "say") and is_verb(words.at(end + 1))


def aside(words: Words, start: int) -> Iterator[Cut]:
    """Between commas or dashes; the closing comma goes too, a full stop stays."""
    mark, texts = words.texts[start], words.texts
    closing = {",": (",",)}.get(mark, tuple(DASHES) if mark in DASHES else ())
    if not closing or not start or (mark in DASHES and not _opens(words, start)):
        return
    for end in range(start + 2, words.last + 1):
        at_end = end == words.last
        if not at_end and (end >= len(texts) or texts[end] not in closing):
            continue
        if not at_end and is_inner(words, end):
            continue
        inner = texts[start + 1 : end]
        if mark == "," and DASHES & {*inner}:
            return
        if is_aside(words, start, inner) and not lists(words, start, end, at_end=at_end):
            twice = mark in DASHES and words.at(end + 1) in DASHES  # "--" is two marks
            closes = mark == "," and (is_aged(words, start) or is_told(words, end))
            yield Cut(start, end if at_end or closes else end + 1 + twice)
        return


def _opens(words: Words, start: int) -> bool:
    """Whether a dash opens an aside: the first of two, or the only one; "--" is one dash."""
    texts = words.texts
    dashes = [i for i, t in enumerate(texts) if t in DASHES and texts[i - 1 : i] != (t,)]
    if start not in dashes or any(dateline(words, 0)):
        return False
    paired = len(dashes) % 2 == 0 or len(dashes) == 1  # of three, which two belong together?
    return paired and dashes.index(start) % 2 == 0


def bracketed(words: Words, start: int) -> Iterator[Cut]:
    """In brackets; an agency's name there goes with the dateline that it closes."""
    if not start or words.texts[start] != "(" or ")" not in words.texts[start + 2 :]:
        return
    end = words.texts.index(")", start + 2)
    if start > LONGEST_DATELINE or not AGENCIES.intersection(words.texts[start:end]):
        yield Cut(start, end + 1)


def is_aged(words: Words, comma: int) -> bool:
    """Whether a comma closes an age, and has to: Ann Lee, 31, (who is a clerk,) was there."""
    return words.at(comma - 1).isdigit() and words.at(comma - 2) == ","


def is_told(words: Words, comma: int) -> bool:
    """Whether a comma is followed by who says it, and has to stay: , the mayor said."""
    rest = words.texts[comma + 1 : words.last]
    return 1 < len(rest) <= LONGEST_SPEAKER and rest[-1] in TOLD


def is_inner(words: Words, comma: int) -> bool:
    """Whether a comma only parts names: in Charlotte, North Carolina; of Lee, Oak and Hall."""
    texts, end = words.texts, comma + 1
    while end < words.last and words.capital[end] and texts[end].isalpha():
        end += 1
    named = words.capital[comma - 1] and 0 < end - comma - 1 <= LONGEST_NAME
    return texts[comma] == "," and named and (end == words.last or texts[end] in (",", "and"))


def is_aside(words: Words, start: int, inner: Sequence[str]) -> bool:
    """Whether what stands after a comma or dash describes, and claims nothing."""
    first = inner[0]
    past = first.endswith("ed") and "," not in words.texts[:start]
    participle = (first.endswith("ing") or past) and not words.capital[start + 1]
    relative = first in RELATIVE
    if words.texts[start] in DASHES and start and words.at(start - 1).isalnum():
        glued = len(inner) < 2
        return not glued and not claims(inner)
    if inner in ASIDES:
        return True
    if ";" in inner or ":" in inner:
        return False
    if first in SUBORDINATING | PREPOSITIONS or participle or first in DETERMINERS:
        return not claims(inner)
    return relative


def _is_needed(words: Words, start: int, end: int, *, at_end: bool) -> bool:
    """Whether the comma that closes an aside parts what stands behind it from what is before."""
    texts = words.texts
    rest = texts[end + 1 : words.last]
    listed = any(a == "," and b in ("and", "or") for a, b in pairwise(rest[:9]))  # on tax, and rent
    apposed = words.at(start + 1) in RELATIVE and words.at(end + 1) in ARTICLES | {"the"}
    apposed = apposed and not any(map(is_verb, rest[2:]))  # whom Ann Lee leads, the mayor
    opened = texts[0] in ("a", "an") and not at_end and not any(map(is_verb, texts[:start]))
    more = rest[:1] and rest[0] not in PREPOSITIONS | SUBORDINATING and "and" in rest
    more = more and not any(map(is_verb, rest))  # consistent, fair and sure
    return (
        listed or apposed or bool(more) or (opened and not is_verb(words.at(end + 1)))
    )  # a way, she said, it …


def lists(words: Words, start: int, end: int, *, at_end: bool) -> bool:
    """Whether the comma belongs to a list, or ends an opening clause before the main one."""
    texts = words.texts
    if texts[start] in DASHES:
        return False
    opened = texts[0] in OPENERS | CONNECTIVES | {"if", "unless"} and "," not in texts[:start]
    if opened or _is_needed(words, start, end, at_end=at_end):
        return True
    inner = texts[start + 1 : end]
    if inner[0] in DETERMINERS and ("and" in inner or "or" in inner) and "," in texts[:start]:
        return True
    follows = words.at(end + 1)
    named = end + 1 < len(texts) and words.capital[end + 1] and inner[0] not in RELATIVE
    named |= follows[:1].isdigit()  # , on parole, 6.9 million men, is
    unsure = named or follows in ("and", "or", "but", ".") or follows.endswith(("ed", "ing"))
    return not at_end and unsure
