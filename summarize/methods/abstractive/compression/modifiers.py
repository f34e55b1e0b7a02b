"""Cuts of a word or two: an adverb, a day, an adjective, what grammar does not need."""

from collections.abc import Iterator

from summarize.methods.abstractive.compression.tokens import Cut, Words, governed
from summarize.methods.abstractive.compression.words import (
    ADJECTIVES,
    ADVERBS,
    AFTER_DAY,
    ARTICLES,
    BEFORE_DAY,
    DAYS,
    FINITE,
    JOINTS,
    LIKE_ADVERBS,
    MARKS,
    MONTHS,
    NEEDED,
    NEGATIONS,
    PARTS,
    PARTS_THAT_TURN,
    RANGING,
    REPORTING,
    SPANS,
    SUBJECTS,
)


def adverb(words: Words, start: int) -> Iterator[Cut]:
    """It (also) settled a question; relations have (steadily) soured."""
    word, before = words.texts[start], words.at(start - 1)
    manner = word.endswith("ly") and len(word) > 4 and word not in LIKE_ADVERBS
    if not start or words.capital[start] or not (manner or word in ADVERBS):
        return
    if governed(words, start):
        return
    after = words.at(start + 1)
    if before in NEGATIONS | RANGING | {"how", "so", "as", "too", "t", "be"} or joins(after):
        return
    if after not in MARKS and before not in MARKS and (before in FINITE or after.endswith("ed")):
        yield Cut(start, start + 1)


def joins(word: str) -> bool:
    """Whether an adverb before it may be half of a pair: swiftly and surely, rather than."""
    return word in ("and", "or", "as", "than", "if", "so", "because") or word in NEGATIONS


def day(words: Words, start: int) -> Iterator[Cut]:
    """On Wednesday; earlier Wednesday; last month; Tuesday night."""
    texts, end = words.texts, start
    if not start or words.at(start - 1) in MARKS | BEFORE_DAY:
        return
    if texts[end] in ("on", "late", "earlier", "early"):
        end += 1
    if words.at(end) in DAYS and words.capital[end]:
        end += 1
        end += words.at(end) in PARTS
    elif end == start and texts[end] in ("last", "this") and words.at(end + 1) in SPANS:
        end += 2
    else:
        return
    follows = words.at(end)
    dated = follows[:1].isdigit() or (follows == "," and words.at(end + 1) in MONTHS)
    if not dated and follows not in AFTER_DAY:
        yield Cut(start, end)


def quality(words: Words, start: int) -> Iterator[Cut]:
    """An adjective after its article: a (two-year) quarrel, the (audacious) bet."""
    texts, end = words.texts, start + 1
    if words.at(start - 1) not in ARTICLES or words.capital[start]:
        return
    while end + 1 < len(texts) and texts[end] == "" and words.glued[end + 1]:
        end += 2
    compound = end > start + 1 and texts[start] not in PARTS_THAT_TURN and texts[end - 1] != "s"
    compound &= texts[end - 1].isalpha()  # not 0.2 percent
    compound &= texts[end - 1] not in ("plus", "odd")  # the 400-plus page report
    adjective = texts[start].endswith(ADJECTIVES) and texts[start] not in NEEDED
    noun = words.at(end)
    named = end < len(texts) and words.capital[end]
    bare = noun.isalpha() and len(noun) > 3 and noun not in JOINTS
    if (compound or adjective) and bare and not named:
        article = texts[start - 1]
        if article not in ("a", "an") or (article == "an") == (noun[0] in "aeiou"):
            yield Cut(start, end)


def that(words: Words, start: int) -> Iterator[Cut]:
    """She said (that) the ferry runs."""
    following = words.at(start + 1)
    clear = following in SUBJECTS | ARTICLES | {"the"} or words.capital[start + 1 : start + 2] == (
        True,
    )
    if words.texts[start] == "that" and words.at(start - 1) in REPORTING and clear:
        yield Cut(start, start + 1)


def reduced(words: Words, start: int) -> Iterator[Cut]:
    """The man (who was) arrested; a ferry (that is) running."""
    if (
        governed(words, start)
        or words.texts[start] not in ("who", "which", "that")
        or not words.at(start - 1).isalpha()
    ):
        return
    before, after = words.at(start - 1), words.at(start + 2)
    verb = words.at(start + 1) in ("is", "are", "was", "were")
    participle = after.endswith(("ed", "ing")) and after not in NEEDED and len(after) > 4
    if verb and participle and before not in REPORTING | JOINTS | FINITE | {"said"}:
        yield Cut(start, start + 2)
