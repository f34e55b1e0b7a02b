"""What may go from a sentence and leave it whole and true: an editor's cuts.

Each kind of cut is a rule over the words alone, without a parser: an aside between its commas, an
opening before its comma, a clause or phrase at the end, a phrase before the next, an adverb, a
day. (Dorr, Zajic & Schwartz, "Hedge Trimmer", DUC 2003, cut a parse tree by such rules.) What a
sentence claims, who says it, how sure it is and what is quoted stay. Which of the allowed cuts are
made is the model's to say (`summarize.methods.abstractive`).
"""

from collections.abc import Sequence

from summarize.methods.abstractive.compression.asides import aside, bracketed, dateline, opening
from summarize.methods.abstractive.compression.modifiers import adverb, day, quality, reduced, that
from summarize.methods.abstractive.compression.phrases import coordinate, ending, phrase, relative
from summarize.methods.abstractive.compression.tokens import Cut, Word, Words, is_highest, is_verb
from summarize.methods.abstractive.compression.words import (
    ARTICLES,
    ASIDES,
    ASKING,
    CLAIMING,
    DAYS,
    FINITE,
    MARKS,
    NEGATIONS,
    PREPOSITIONS,
    QUOTES,
    RELATIVE,
    SPANS,
)

__all__ = [
    "ARTICLES",
    "ASIDES",
    "ASKING",
    "CLAIMING",
    "DAYS",
    "FINITE",
    "MARKS",
    "NEGATIONS",
    "PREPOSITIONS",
    "RELATIVE",
    "SPANS",
    "Cut",
    "Word",
    "Words",
    "covers",
    "cuts",
    "is_highest",
    "is_verb",
]

RULES = (
    dateline, opening, aside, bracketed, ending, relative, phrase, adverb, day, quality, that,
    reduced, coordinate,
)  # fmt: skip


def cuts(words: Words) -> list[Cut]:
    """Every cut that may be made, each alone or with others, in order."""
    found = {
        cut
        for start in range(len(words.texts))
        for rule in RULES
        for cut in rule(words, start)
        if cut.end - cut.start < words.last and _stands(words, cut)
    }
    return sorted(found)


def covers(allowed: Sequence[Cut], start: int, end: int) -> bool:
    """Whether a gap is made of allowed cuts, end to end."""
    reached = {start}
    for cut in allowed:
        if cut.start in reached and cut.end <= end:
            reached.add(cut.end)
    return end in reached


def _stands(words: Words, cut: Cut) -> bool:
    """Whether what no cut may do is not done: into a word, a quotation, a name or a number."""
    start, end = cut
    quoted = words.quotes[start] % 2 or words.quotes[start] != words.quotes[end]
    out = words.texts[start:end]
    if quoted or _splits(words, start) or _splits(words, end):
        return False
    if out.count("(") != out.count(")") or (start and words.at(end) in QUOTES):
        return False  # who says what is quoted
    if start and words.at(end)[:1].isdigit() and out[-1] not in MARKS:
        return False
    named = start and words.capital[start - 1] and words.capital[start]
    return not named and words.at(end) not in ("'", "’", "%")


def _splits(words: Words, place: int) -> bool:
    """Whether a cut before this word would part what no space parts."""
    if place >= len(words.texts):
        return False
    word = words.texts[place]
    return not word or (words.glued[place] and word not in MARKS)
