"""Rules for what a headline says, over the words alone.

A headline leaves out what no sentence may: articles, auxiliaries, whole clauses from within. So it
is asked here what went with them: the noun that a title stands before, the one who did it, what a
verb is done to, what a "first" or "no" ranges over. What it may not have in common with any other
rewriting (a new name, half a number) is in `wording`.
"""

from collections.abc import Sequence
from itertools import pairwise

from summarize.methods.abstractive.alignment import JOINING, PERSONAL, THINGS, broken, gaps
from summarize.methods.abstractive.compression import (
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
from summarize.methods.abstractive.compression.asides import dateline
from summarize.methods.abstractive.headlines.gaps import (
    AUXILIARY,
    COMPLETING,
    LESS,
    PLURAL,
    TELLING,
    misread,
)

__all__ = ["headless"]

ASKS = frozenset(
    "what how who which why alleging claiming saying arguing suggesting warning insisting".split()
)
HELD = frozenset(
    "former ex acting deputy vice interim alleged suspected attempted only against few last".split()
)
SUPPOSING = frozenset("said says say suspect suspects think thinks believe believes".split())
COMPLETED = frozenset(
    "full capable aware lack lacks proud guilty afraid fond short ban bans".split()
)
TURNING = frozenset("back up down out off away forward over".split())  # gave (back) a pound
DENIALS = frozenset("no not nobody nothing none never few neither".split())
EXCEPTING = frozenset("than except unless until without".split())
DOUBTS = CLAIMING - frozenset(
    "would should planned plans added wrote announced".split()
) | frozenset("believe think thinks want wants hope hopes fear fears doubt doubts".split())
INVARIANT = frozenset(["uses", "use"])  # "used to" is neither
SUPPOSED = frozenset("if when unless once".split())
COMPARING = frozenset(["more", "less", "rather", "worse", "fewer", "sooner"])
BEGINNING = frozenset(["and", "but", "that", "when", "while", "as", "because"])
FEW = 5  # words behind an article in which its noun stands
STEM = 5  # letters by which a verb's forms are alike
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
        or any(misread(words, a, b) for a, b in apart)
        or _leads_nowhere(output, places)
        or _halves_a_pair(output, words.texts)
        or _miscounts(output, words.texts)
        or _undenied(words.texts, taken)
        or _acts_for_another(output, places, words.texts)
        or _does_what_was_only_meant(output, places, words.texts)
        or _verbless(output, places, words.texts)
        or _inflects_twice(output, places)
    )


def _leads_nowhere(output: Sequence[str], places: Sequence[int | None]) -> bool:
    """Whether a "which" has no verb of its own: software which to help."""
    return any(
        a in RELATIVE and b == "to" and place is None
        for a, b, place in zip(output, output[1:], places[1:], strict=False)
    )


def _halves_a_pair(output: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether a "than" has nothing compared, a "not only" no "but", a "those" nothing to be of."""
    said = [*output, ""]
    for word, after in pairwise(said):
        if word == "than" and not any(w in COMPARING or w.endswith("er") for w in output):
            return True
        if word == "not" and after == "only" and "but" in texts and "but" not in output:
            return True
        if word in ("those", "these") and after not in COMPLETING | {"whose"}:
            return True
    return False


def _miscounts(output: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether a noun was put into the plural before the verb of one: the 60-37 votes shows."""
    led = ((i, {*texts[max(0, i - FEW) : i]}) for i in range(1, len(texts) - 1))
    there = {
        (texts[i], texts[i + 1]) for i, before in led if "the" in before and "to" not in before
    }
    return any(
        a.endswith("s") and b.endswith("s") and (a[:-1], b) in there for a, b in pairwise(output)
    )


def _undenied(texts: Sequence[str], taken: set[int]) -> bool:
    """Whether a denial went and the verb that it denied stayed: (not one of) the four won."""
    for i, word in enumerate(texts):
        begins = not i or texts[i - 1] in MARKS | BEGINNING
        if begins and word in DENIALS and i not in taken:
            denied = next((j for j in range(i + 1, len(texts)) if is_verb(texts[j])), None)
            if denied in taken:
                return True
    return False


def _acts_for_another(
    output: Sequence[str], places: Sequence[int | None], texts: Sequence[str]
) -> bool:
    """Whether what is done by somebody is done to him: funds are defined by debt, define debt."""
    done = {a[:STEM] for a, b in pairwise(texts) if b == "by" and is_verb(a)}
    return "by" not in output and any(
        place is None and word[:STEM] in done and not word.endswith("ed")
        for word, place in zip(output, places, strict=True)
    )


def _does_what_was_only_meant(
    output: Sequence[str], places: Sequence[int | None], texts: Sequence[str]
) -> bool:
    """Whether what somebody is to do is done: money to vote, votes."""
    meant = {b for a, b in pairwise(texts) if a == "to" and len(b) >= STEM - 1}
    return any(
        place is None and word[:-1] in meant and word.endswith("s")
        for word, place in zip(output, places, strict=True)
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
    if is_highest(texts[lost]) and texts[max(0, lost - 3) : lost] == ("one", "of", "the"):
        return lost - 3 in taken
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


def _verbless(output: Sequence[str], places: Sequence[int | None], texts: Sequence[str]) -> bool:
    """Whether it ends before the verb does, of the sentence or of its last "what" or "who"."""
    last = max((place for place in places if place is not None), default=0)
    described = next((i for i, word in enumerate(output) if word in ("who", "which")), 0)
    if described and not any(w == "to" or _is_verb(w) for w in output[:described]):
        who = places[described] or 0
        if who and texts[who - 1] == ",":  # Ann Lee, who is to speak, (would not come)
            ends = next((i for i in range(who, len(texts)) if texts[i] == ","), len(texts))
            kept = [p for p in places if p is not None and p > ends]
            return not any(_is_verb(texts[p]) for p in kept)
        return sum(map(_is_verb, output[described:])) < 2  # a man who dug (is held)
    begun = max((i for i, word in enumerate(output) if word in ASKS), default=0)
    inflected = (
        place is None and word not in JOINING
        for word, place in zip(output[begun:], places[begun:], strict=True)
    )
    if any(map(_is_verb, output[begun:])) or any(inflected):
        return False
    within = texts[places[begun] or 0 : last + 1]
    ahead = any(map(_is_verb, texts[last + 1 :])) and not any(map(_is_verb, within))
    told = any(w == "to" or (len(w) > STEM - 2 and w.endswith("s")) for w in output[begun:])
    return ahead or (any(map(_is_verb, within)) and not told)  # the first (recorded) a low


def _is_verb(word: str) -> bool:
    return is_verb(word) and word != "s"


def _begins_well(first: int, words: Words, allowed: Sequence[Cut]) -> bool:
    """Whether it begins where a clause does, less its article or title."""
    begin = first
    while begin and (words.texts[begin - 1] in LESS or words.capital[begin - 1]):
        begin -= 1
    return not begin or words.at(begin - 1) in CLAUSE_MARKS or covers(allowed, 0, begin)
