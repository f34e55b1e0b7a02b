"""What may go from a sentence and leave it whole and true: an editor's cuts.

Each kind of cut is a rule over the words alone, without a parser: an aside between its commas, an
opening before its comma, a clause or phrase at the end, a phrase before the next, an adverb, a
day. (Dorr, Zajic & Schwartz, "Hedge Trimmer", DUC 2003, cut a parse tree by such rules.) What a
sentence claims, who says it, how sure it is and what is quoted stay. Which of the allowed cuts are
made is the model's to say (`summarize.abstractive`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple

__all__ = ["Cut", "Word", "Words", "covers", "cuts"]


class Word(NamedTuple):
    """A word of a row of pieces: lower-cased, and its characters in the text."""

    text: str
    start: int
    end: int


class Cut(NamedTuple):
    """Words that may go: the first, and the one after the last."""

    start: int
    end: int


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


NEGATIONS = _set("not no never without neither nor none nobody nothing cannot hardly barely n't")
DASHES = _set("- – — --")
ENDS = _set(". ! ?")
QUOTES = _set('" “ ”')
WITHIN = DASHES | _set(". , : ' ’ /")  # marks that may stand within a word or number
MARKS = DASHES | ENDS | _set(", ; : ( ) \" “ ” ' ‘ ’")
DETERMINERS = _set("a an its his her their another one two both")
RELATIVE = _set("who which whose whom where")
SUBORDINATING = _set(
    "while although though after before as when since because until whereas despite amid during "
    "following including"
)
PREPOSITIONS = _set(
    "in on at with from by over through during after before under against between among across "
    "near for since until amid despite within outside inside behind beyond alongside throughout "
    "following"
)
JOINTS = PREPOSITIONS | SUBORDINATING | _set(", ; : to that and")
FINITE = _set(
    "is was were are has have had will would could may might can should do does did be been being "
    "must s re ve ll"
)
PAST = _set(
    "went came took made got gave found told saw knew became began left kept held brought wrote "
    "stood lost met ran paid won led fell rose said sent built spent drew grew hit shut cut put "
    "set let says say caught bought fought struck broke chose spoke drove"
)
LINKING = FINITE | _set(
    "become becomes became remain remains remained seem seems seemed stay stays stayed stand "
    "stands stood lie lies lay live lives lived get gets got go goes went come comes came"
)
# Verbs and nouns that ask for what comes after them: call on, based in, evidence for.
ASKING = LINKING | _set(
    "call calls called calling depend depends depended rely relies focus focused insist insisted "
    "agree agreed consist consists result resulted lead leads led leading refer referred turn "
    "turned turning based known accused charged convicted used designed aimed intended expected "
    "such due instead more less rather other able part some many number kind sort deal dealing "
    "look looks looked looking located born put puts set sets take takes took taken make makes "
    "made bring brought brings apply applied applies comply respond responded belong participate "
    "interested involved engaged share shares shared work working works worked worth up down out "
    "off away back close closer account accounts accounted hold holds held keep kept play plays "
    "played sign signed carry carried point points pointed wait waiting waited pay pays paid "
    "ask asks asked search searching face faced compared related according next prior similar "
    "different responsible ready eligible dealt deals move moved moves available vote voted voting run ran running pass "
    "passed draw drew rise rose fall fell increase increased drop dropped range ranging begin "
    "began start started end ended open opened speak spoke talk talks talked meet met meets join "
    "joined help helped replace replaced give gave given provide provided leave left far most "
    "all any none each half rest first last only not than what how"
)
# What a claim rests on; where one stands close by, its range is not cut: the largest IN EUROPE.
RANGING = _set(
    "most least best worst largest biggest smallest highest lowest only first last every all no "
    "none never not nobody nothing few fewest any always more less than n't"
)
CLAIMING = _set(
    "said says say told tells according claimed claims alleged allegedly reportedly accused "
    "suggested believed believes thought whether if unless except could might may should would "
    "likely unlikely planned plans proposed asked argued warned added wrote announced reported "
    "denied denies deny"
)
# After these a clause needs no "that".
REPORTING = _set("said says say believes believed thinks thought hopes hoped knows knew")
OPENERS = (PREPOSITIONS | SUBORDINATING) - {"for"} | _set(
    "meanwhile moreover however furthermore nevertheless nonetheless indeed also still instead "
    "now then thus finally yesterday today tonight earlier later eventually recently typically"
)
CONNECTIVES = _set("but and so yet")
SUBJECTS = _set("it he she they we i you there")
OBJECTS = _set("him her them it us me you")
MEASURES = _set("yards miles feet metres meters kilometres kilometers inches blocks minutes hours")
# After these a phrase says when, or begins a clause: it cannot belong to the noun that went.
APART = _set(
    "after before during since until amid despite while when because although though whereas , ;"
)
MONTHS = _set(
    "january february march april may june july august september october november december jan feb "
    "aug sept oct nov dec"
)
ADVERBS = _set("also already still now then just even very quite rather again soon")
LIKE_ADVERBS = _set(
    "only nearly hardly barely early daily weekly monthly yearly family supply reply apply july "
    "italy likely unlikely allegedly reportedly probably possibly potentially apparently rarely "
    "partly mostly roughly approximately particularly assembly ally rally fly bully jelly belly "
    "ugly lonely friendly deadly costly elderly orderly holy monopoly anomaly butterfly seemingly "
    "supposedly presumably partially previously formerly lovely lively silly comply multiply rely "
    "imply homily melancholy kindly scarcely seldom initially presently emily kelly sally billy "
    "fully exactly simply merely equally jointly separately"
)
ARTICLES = _set("a an the its his her their")
ADJECTIVES = ("ous", "ful", "ive", "less", "ical", "ual", "ish")
# Adjectives that take back what the noun says, or are half of its name.
NEEDED = _set(
    "virtual potential hypothetical actual usual executive native relative alternative fugitive "
    "religious political medical sexual british english irish spanish jewish turkish polish "
    "initiative executive operative representative conservative progressive automotive adjective "
    "equal annual manual individual mutual visual vertical identical critical tropical clinical "
    "chemical physical technical historical various previous dangerous famous anonymous grateful "
    "useful successful unsuccessful peaceful active positive negative massive perspective motive "
    "objective effective parish garish olive archive dive drive live five false"
)
PARTS_THAT_TURN = _set("one then ex so would self non anti pro near half mid pre post soon still")
DAYS = _set("monday tuesday wednesday thursday friday saturday sunday")
PARTS = _set("morning afternoon evening night")
BEFORE_DAY = PREPOSITIONS | LINKING | _set("of to the late earlier early next")
SPANS = _set("week month year night")

WINDOW = 6  # words before a cut in which a word of RANGING still governs it
LONGEST_PHRASE = 9
LONGEST_DATELINE = 12


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence as the rules see it.

    Attributes:
        texts: its words, lower-cased.
        capital: whether each is written with a capital.
        quotes: how many double quotation marks stand before each.
        glued: whether no space stands before each. A hyphen glued on both sides is no dash, and a
            point or comma within a number ends nothing: both are written ``.
    """

    texts: tuple[str, ...]
    capital: tuple[bool, ...]
    quotes: tuple[int, ...]
    glued: tuple[bool, ...]

    @classmethod
    def of(cls, source: Sequence[Word], text: str) -> "Words":
        """The words of a sentence, given where they stand in it."""
        glued = [b.start == a.end for a, b in pairwise(source)]
        around = zip([False, *glued], [*glued, False], strict=True) if source else ()
        texts = tuple(
            "" if left and right and word.text in WITHIN else word.text
            for word, (left, right) in zip(source, around, strict=True)
        )
        return cls(
            texts,
            tuple(text[word.start : word.start + 1].isupper() for word in source),
            tuple(accumulate((word in QUOTES for word in texts), initial=0)),
            (False, *glued),
        )

    @property
    def last(self) -> int:
        """Where the mark that ends it stands, or its length."""
        return len(self.texts) - (bool(self.texts) and self.texts[-1] in ENDS)

    def at(self, index: int) -> str:
        """The word there, or a full stop outside."""
        return self.texts[index] if 0 <= index < len(self.texts) else "."


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
    """Whether what no cut may do is not done: into a quotation, a name or a number."""
    start, end = cut
    if words.glued[start] and words.texts[start] not in MARKS:
        return False
    if end < len(words.texts) and words.glued[end] and words.texts[end] not in MARKS:
        return False
    if not words.texts[start] or words.at(end) == "":
        return False
    if words.quotes[start] % 2 or words.quotes[start] != words.quotes[end]:
        return False
    if words.texts[start:end].count("(") != words.texts[start:end].count(")"):
        return False
    if start and words.at(end)[:1].isdigit() and words.texts[end - 1] not in MARKS:
        return False
    named = start and words.capital[start - 1] and words.capital[start]
    return not named and words.at(end) not in ("'", "’", "%")


def _claims(texts: Sequence[str]) -> bool:
    return bool(CLAIMING.intersection(texts))


def _governed(words: Words, start: int) -> bool:
    """Whether a word close before ranges over what would go."""
    near = words.texts[max(0, start - WINDOW) : start]
    clause = words.texts[: start][_last_comma(words, start) :]
    if {"if", "unless", "whether"}.intersection(clause):
        return True
    return any(word in RANGING or (word.endswith("est") and len(word) > 5) for word in near)


def _last_comma(words: Words, start: int) -> int:
    """Where the last comma before a place stands, or the beginning."""
    return next((i for i in range(start - 1, -1, -1) if words.texts[i] == ","), 0)


def _dateline(words: Words, start: int) -> Iterator[Cut]:
    """BEIJING — , (CNN) -- , BRACKWATER, Ind., Sept. 16 — ."""
    if start:
        return
    for end in range(1, min(LONGEST_DATELINE, len(words.texts) - 4)):
        if words.texts[end] in DASHES:
            if words.at(end + 1) in DASHES:
                end += 1
            names = [i for i in range(end) if words.texts[i].isalpha()]
            if all(words.capital[i] or words.texts[i] in ("cnn", "ap") for i in names):
                yield Cut(0, end + 1)
            return


def _opening(words: Words, start: int) -> Iterator[Cut]:
    """But … ; On Monday, … ; While it may move, … ."""
    if start or not words.texts:
        return
    if words.texts[0] in CONNECTIVES and words.at(1) not in PREPOSITIONS | MARKS:
        yield Cut(0, 1)
    first = words.texts[1] if words.texts[0] in CONNECTIVES else words.texts[0]
    if first not in OPENERS and not (first.endswith("ly") and first not in LIKE_ADVERBS):
        return
    if "," not in words.texts:
        return
    end = words.texts.index(",") + 1
    if words.at(end) in MARKS | SUBORDINATING | RELATIVE or words.at(end)[:1].isdigit():
        return
    ahead = words.texts[end : end + 10]
    listed = words.at(end) in ("a", "an", "and", "or") and "," in ahead
    listed |= (words.capital[end - 2] or not words.capital[end]) and "," in ahead[:4]
    clause = first in PREPOSITIONS - SUBORDINATING and (FINITE | SUBJECTS) & {*words.texts[:end]}
    if not listed and not clause and not _claims(words.texts[:end]):
        yield Cut(0, end)


def _aside(words: Words, start: int) -> Iterator[Cut]:
    """Between commas, brackets or dashes; the closing comma goes too, a full stop stays."""
    mark, texts = words.texts[start], words.texts
    closing = {"(": (")",), ",": (",",)}.get(mark, tuple(DASHES) if mark in DASHES else ())
    if not closing or not start or (mark in DASHES and any(_dateline(words, 0))):
        return
    for end in range(start + 2, words.last + 1):
        at_end = end == words.last and mark != "("
        if not at_end and (end >= len(texts) or texts[end] not in closing):
            continue
        if mark == "(":
            yield Cut(start, end + 1)
            return
        inner = texts[start + 1 : end]
        if _is_aside(words, start, inner) and not _lists(words, start, end, at_end=at_end):
            yield Cut(start, end if at_end else end + 1)
        return


def _is_aside(words: Words, start: int, inner: Sequence[str]) -> bool:
    first = inner[0]
    past = first.endswith("ed") and "," not in words.texts[:start]
    participle = (first.endswith("ing") or past) and not words.capital[start + 1]
    relative = first in RELATIVE
    if words.texts[start] in DASHES and start and words.at(start - 1).isalnum():
        glued = len(inner) < 2
        return not glued and not _claims(inner)
    if ";" in inner or ":" in inner:
        return False
    if first in SUBORDINATING | PREPOSITIONS or participle or first in DETERMINERS:
        return not _claims(inner)
    return relative


def _lists(words: Words, start: int, end: int, *, at_end: bool) -> bool:
    """Whether the comma belongs to a list, or ends an opening clause before the main one."""
    texts = words.texts
    if texts[0] in OPENERS | CONNECTIVES | {"if", "unless"} and "," not in texts[:start]:
        return True
    inner = texts[start + 1 : end]
    if inner[0] in DETERMINERS and ("and" in inner or "or" in inner) and "," in texts[:start]:
        return True
    follows = words.at(end + 1)
    named = end + 1 < len(texts) and words.capital[end + 1] and inner[0] not in RELATIVE
    unsure = named or follows in ("and", "or", "but", ".") or follows.endswith(("ed", "ing"))
    return not at_end and unsure


def _ending(words: Words, start: int) -> Iterator[Cut]:
    """A clause or phrase at the end, no mark before it."""
    texts = words.texts
    if texts[start] not in PREPOSITIONS | SUBORDINATING or start < 4:
        return
    before, rest = texts[start - 1], texts[start : words.last]
    if before in ASKING or before in MARKS or before in JOINTS or _claims(rest):
        return
    if _complements(words, start) or MARKS.intersection(rest) - {"'", "’"}:
        return
    if texts[start] == "as" and "as" in texts[:start]:
        return
    if any(a == "to" and b not in ARTICLES | {"the"} for a, b in pairwise(rest)):
        return  # what was decided on Monday TO DO
    if texts[start] not in SUBORDINATING and _verb_within(words, start, words.last):
        return
    if not _governed(words, start) and len(rest) > 1 and any(map(_is_verb, texts[:start])):
        yield Cut(start, words.last)


def _is_verb(word: str) -> bool:
    return word in FINITE or word in PAST or (word.endswith("ed") and len(word) > 4)


def _verb_within(words: Words, start: int, end: int) -> bool:
    """Whether what would go has a verb that no word there opens a clause for: the main one."""
    for index in range(start + 1, end):
        word, before = words.texts[index], words.texts[index - 1]
        if word in RELATIVE or word in SUBORDINATING - PREPOSITIONS or word == "that":
            return False
        if _is_verb(word) and before not in DETERMINERS | PREPOSITIONS | {"the", "of", "to", ""}:
            return True
    return False


def _complements(words: Words, start: int) -> bool:
    """Whether a phrase may complete the word before it: a verb, a name, a measure."""
    before, word, after = words.at(start - 1), words.texts[start], words.at(start + 1)
    if word in APART:
        return False
    if before in OBJECTS or words.at(start - 2) == "to":
        return True
    if before.endswith(("ed", "ing", "en", "ly")) or after[:1].isdigit() or after in ("$", "£"):
        return True
    if word == "for" and "to" in words.texts[start:]:
        return True
    named = words.capital[start - 1] and any(words.capital[start + 1 : start + 3])
    return (before in MEASURES and word == "from") or (named and after not in DAYS)


def _phrase(words: Words, start: int) -> Iterator[Cut]:
    """A phrase between two joints: talks (in Rome) with the union."""
    texts = words.texts
    if texts[start] not in PREPOSITIONS or start < 3:
        return
    before = texts[start - 1]
    if before in ASKING or before in MARKS or before in JOINTS or _governed(words, start):
        return
    if _complements(words, start):
        return
    for end in range(start + 1, min(start + LONGEST_PHRASE, words.last)):
        word = texts[end]
        if word in JOINTS and end > start + 1:
            dated = words.at(end + 1) in DAYS | MONTHS
            clean = (word in APART or dated) and texts[end - 1].isalnum()
            if clean and not _claims(texts[start:end]) and not _verb_within(words, start, end):
                yield Cut(start, end)
            return
        if word in MARKS or word in FINITE or word in RELATIVE or word in NEGATIONS:
            return


def _adverb(words: Words, start: int) -> Iterator[Cut]:
    word, before = words.texts[start], words.at(start - 1)
    manner = word.endswith("ly") and len(word) > 4 and word not in LIKE_ADVERBS
    if not start or words.capital[start] or not (manner or word in ADVERBS):
        return
    if _governed(words, start):
        return
    after = words.at(start + 1)
    if before in NEGATIONS | RANGING | {"how", "so", "as", "too", "t", "be"} or _joins(after):
        return
    if after not in MARKS and before not in MARKS and (before in FINITE or after.endswith("ed")):
        yield Cut(start, start + 1)


def _joins(word: str) -> bool:
    """Whether an adverb before it may be half of a pair: swiftly and surely, rather than."""
    return word in ("and", "or", "as", "than", "if", "so", "because") or word in NEGATIONS


def _day(words: Words, start: int) -> Iterator[Cut]:
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
    if not follows[:1].isdigit() and follows not in _set("' ’ - and or of"):
        yield Cut(start, end)


def _relative(words: Words, start: int) -> Iterator[Cut]:
    """At the end, no comma before it: the machinery (that makes it move)."""
    texts = words.texts
    if texts[start] not in ("that", "who", "which") or start < 4:
        return
    before, after, rest = texts[start - 1], words.at(start + 1), texts[start : words.last]
    named = after in FINITE or after in PAST or after.endswith(("ed", "es", "s"))
    alone = not (MARKS.intersection(rest) or _claims(rest) or _claims(texts[:start]))
    noun = before.isalpha() and before not in ASKING | JOINTS | OBJECTS | RELATIVE
    if noun and named and alone and not _governed(words, start) and not before.endswith("ed"):
        yield Cut(start, words.last)


def _quality(words: Words, start: int) -> Iterator[Cut]:
    """An adjective after its article: a (two-year) quarrel, the (audacious) bet."""
    texts, end = words.texts, start + 1
    if words.at(start - 1) not in ARTICLES or words.capital[start]:
        return
    while end + 1 < len(texts) and texts[end] == "":
        end += 2
    compound = end > start + 1 and texts[start] not in PARTS_THAT_TURN and texts[end - 1] != "s"
    adjective = texts[start].endswith(ADJECTIVES) and texts[start] not in NEEDED
    noun = words.at(end)
    named = end < len(texts) and words.capital[end]
    bare = noun.isalpha() and len(noun) > 3 and noun not in JOINTS
    if (compound or adjective) and bare and not named:
        article = texts[start - 1]
        if article not in ("a", "an") or (article == "an") == (noun[0] in "aeiou"):
            yield Cut(start, end)


def _that(words: Words, start: int) -> Iterator[Cut]:
    """She said (that) the ferry runs."""
    following = words.at(start + 1)
    clear = following in SUBJECTS | ARTICLES | {"the"} or words.capital[start + 1 : start + 2] == (True,)
    if words.texts[start] == "that" and words.at(start - 1) in REPORTING and clear:
        yield Cut(start, start + 1)


def _reduced(words: Words, start: int) -> Iterator[Cut]:
    """The man (who was) arrested; a ferry (that is) running."""
    if _governed(words, start) or words.texts[start] not in ("who", "which", "that") or not words.at(start - 1).isalpha():
        return
    before, after = words.at(start - 1), words.at(start + 2)
    verb = words.at(start + 1) in ("is", "are", "was", "were")
    participle = after.endswith(("ed", "ing")) and after not in NEEDED and len(after) > 4
    if verb and participle and before not in REPORTING | JOINTS | FINITE | {"said"}:
        yield Cut(start, start + 2)


RULES = (
    _dateline, _opening, _aside, _ending, _relative, _phrase, _adverb, _day, _quality, _that,
    _reduced,
)  # fmt: skip
