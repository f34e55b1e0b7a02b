"""A sentence put as an editor puts it: who says it first, a name for a pronoun, marks for words.

Each change is made only where the form of the sentence leaves no doubt, and none inside a
quotation.
"""

import re
from collections.abc import Callable

from summarize.methods.abstractive.plain_english import plainly

__all__ = ["antecedent", "fused", "hangs", "named", "recast"]

_NAME = r"(?:[A-Z][\w.'’-]*)(?: (?:[A-Z][\w.'’-]*|de|van|von|bin|al|and|of)){0,5}"
_SPEAKER = rf"(?:{_NAME}|[Tt]he [a-z]+|[Oo]fficials|[Ee]xperts|[Pp]olice|[Aa]uthorities)"
_SAID = r"(said|says|added|warned)"

# “We will see,” said Ann Lee.  →  Ann Lee said: “We will see.”
_QUOTED = re.compile(rf"^([\"“])([^\"“”]+),([\"”]) (said|says) ({_NAME})\.$")
_QUOTED_OF = re.compile(rf"^([\"“])([^\"“”]+),([\"”]) (said|says) ({_NAME}), (an? [^\"“”,;:]+)\.$")
_QUOTED_LAST = re.compile(rf"^([\"“])([^\"“”]+),([\"”]) ({_SPEAKER}) (said|says)\.$")
# to ask his host, Ann Lee, to stay  →  to ask Ann Lee to stay
_HOST = re.compile(
    r"(?<=[a-z] )(?:his|her|its|their|the) (?:[a-z]+ )?[a-z]+, "
    r"((?:(?:Mr|Mrs|Ms|Dr)\. )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,3}), (?!and\b|or\b|who\b|which\b)"
)
# The dam will hold, the ministry said.  →  The ministry said the dam will hold.
_SAID_LAST = re.compile(rf"^([^\"“”]+), ({_SPEAKER}) {_SAID}\.$")
# Trump, a senior official said, plans to stay.  →  A senior official said Trump plans to stay.
_SAID_WITHIN = re.compile(
    rf"^({_NAME}), ((?:[Aa]n? |[Tt]he |[A-Z])[^,\"“”]{{2,60}}) (said|says), ([a-z][^\"“”]+)$"
)
# The dam will hold, according to the ministry.  →  The ministry said the dam will hold.
_ACCORDING = re.compile(r"^([^\"“”]+), according to ((?:the |an? )?[^,\"“”]{3,50})\.$")
_ACCORDING_FIRST = re.compile(r"^According to ((?:the |an? )?[^,\"“”]{3,50}), ([^\"“”]+)\.$")
_SHORTENED = re.compile(
    r"\b(do|does|did|is|are|was|were|has|have|had|would|could|should|ca|wo)n['’]t\b"
)
_WHOLE = {"ca": "cannot", "wo": "will not"}

# Words that are written small wherever they do not begin a sentence.
_SMALL = frozenset(
    "the a an this that these those it its he she they his her their there we our in on at for "
    "with from by after before more most many some all both few several "
    "about nearly".split()
)

# What two sentences joined would not bear: a quotation, a second clause, a mark that ends.
_COMPOUND = re.compile(
    r"[\"“”:;?!()—–…]|, (?:and|but|or|while|which|who)\b|^(?:If|While|Although|When)\b"
)

_QUOTES = re.compile(r"[\"“”]")
_BRACKETED = re.compile(r"^\(([A-Z][^()]+[.!?])\)$")
_PRONOUN = re.compile(r"^(He|She|His|Her)\b(?!['’])")
_TAG = re.compile(  # “We will see,” she added.
    r"(?s)^([\"“].*?[,!?][\"”] )(?:he|she|they)"
    r"(?= (?:said|says|added|told|wrote|asked|explained|insisted)\b)"
)
# What stands for something that was named before; "Her last film, …, but Ann Lee" names it itself.
_HANGING = re.compile(
    r"^(?:He|She|It|They|His|Her|Its|Their)\b"
    r"(?!.*?, (?:but |and )?[A-Z]\w+(?: [A-Z]\w+)* (?!said|says)[a-z])"
    r"|^(?:Experts|Officials|Police|Critics|Analysts|Researchers|Scientists|Authorities|Prosecutors"
    r"|Witnesses|Friends|Relatives|Some|Many|Others) [a-z]+ (?:that )?(?:he|she|his|her)\b"
    r"|^(?:That|This|These|Those)(?:['’]s| (?:is|was|are|were|has|have|had|will|would|could|can|may"
    r"|might|means?|meant|makes?|made|comes?|came|leaves?|left|includes?|included)) (?!why\b|the\b)"
    r"|^(?:\w+ ){1,4}of (?:these|those|this|that) [a-z]+\b"
    r"|^Nor\b|^[A-Z][a-z]+ of (?:it|them|him|her)\b|^The (?:duo|trio|pair|latter)\b"
    r"|^(?:In|At|On|After|During|With|Before|For) (?:his|her|its|their|the) [^,\"“A-Z]{2,60}"
    r", (?:he|she|they)\b"
)
_EMPTY_IT = re.compile(
    r"^(?:It (?:is|was|has been|will be|takes|took) (?:\w+ )?(?:\w+ )?(?:that|to|who|when)\b"
    r"|This (?:paper|work|article|report|study|guide|year|week|month))"
)
_RUN = re.compile(
    r"(?:(?P<before>\b[a-z]+) )?(?P<name>(?:(?:Dr|Mr|Mrs|Ms|Sen|Rep|Gov|Prof|Sir)\.? )?"
    r"[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*)*)"
)
_PLACED = frozenset("in at of from to across near the a an between against for on with by".split())
_TIMES = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August"
    r"|September|October|November|December"
)


def recast(text: str, is_name: Callable[[str], bool]) -> str:
    """The sentence with its speaker first, its marks for words, and its short forms in full.

    Args:
        text: a sentence.
        is_name: whether a word that begins a sentence is written large elsewhere too.
    """
    text = _BRACKETED.sub(r"\1", text)
    if not _QUOTES.search(text):
        text = _HOST.sub(r"\1 ", plainly(text))
        if not text.endswith("?"):
            text = _SHORTENED.sub(lambda found: _WHOLE.get(found[1], f"{found[1]} not"), text)
    return _speaker_first(text, is_name) or text


def _speaker_first(text: str, is_name: Callable[[str], bool]) -> str | None:
    """The sentence with who says it before what is said; None where nobody is said to."""
    for pattern, put in _FORMS:
        if (found := pattern.match(text)) and (written := put(found, is_name)):
            return written
    return None


def _after_said(speaker: str, said: str, rest: str | None) -> str | None:
    return rest and f"{_large(speaker)} {said} {rest}."


def _large(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str, is_name: Callable[[str], bool]) -> str | None:
    """The sentence as it goes on after another's beginning; None where that cannot be told."""
    first = re.split(r"[\s,'’-]", text)[0]
    if first.lower() in _SMALL:
        return text[:1].lower() + text[1:]
    return text if is_name(first) else None


def fused(first: str, second: str, is_name: Callable[[str], bool]) -> str | None:
    """Two sentences as one, joined by "and"; None where either quotes, lists or asks.

    >>> fused("The bridge closed.", "The ferry runs.", lambda word: False)
    'The bridge closed, and the ferry runs.'
    """
    joined = _small(second, is_name)
    simple = all(text.endswith(".") and not _COMPOUND.search(text) for text in (first, second))
    if joined is None or not simple:
        return None
    return f"{first[:-1]}, and {joined}"


_Put = Callable[[re.Match[str], Callable[[str], bool]], str | None]

# The forms of a sentence that say last, or within, who says it; and how each is put.
_FORMS: tuple[tuple[re.Pattern[str], _Put], ...] = (
    (_QUOTED, lambda f, _: f"{f[5]} {f[4]}: {f[1]}{f[2]}.{f[3]}"),
    (_QUOTED_OF, lambda f, _: f"{f[5]}, {f[6]}, {f[4]}: {f[1]}{f[2]}.{f[3]}"),
    (_QUOTED_LAST, lambda f, _: f"{_large(f[4])} {f[5]}: {f[1]}{f[2]}.{f[3]}"),
    (_SAID_LAST, lambda f, is_name: _after_said(f[2], f[3], _small(f[1], is_name))),
    (_ACCORDING, lambda f, is_name: _after_said(f[2], "said", _small(f[1], is_name))),
    (_ACCORDING_FIRST, lambda f, _: _after_said(f[1], "said", f[2])),
    (_SAID_WITHIN, lambda f, is_name: (
        f"{_large(f[2])} {f[3]} {f[1]} {f[4]}" if is_name(f[1].split()[0]) else None)),
)  # fmt: skip


def hangs(text: str) -> bool:
    """Whether a sentence stands for something that only one before it names."""
    if _TAG.match(text):
        return True
    return bool(_HANGING.match(text)) and not _EMPTY_IT.match(text)


def antecedent(before: str) -> str | None:
    """Whom "he" or "she" after this sentence means, where it names one person only."""
    runs = []
    for found in _RUN.finditer(before):
        name = re.sub(r"['’]s$", "", found["name"])
        first, _, rest = name.partition(" ")
        if first.lower() in _SMALL:
            name = rest
        ignored = found["before"] in _PLACED or (found.start() > 0 and _TIMES.match(name))
        if name and not ignored and name not in runs:
            runs.append(name)
    if len(runs) != 1 or _TIMES.match(runs[0]):
        return None
    speaks = re.search(
        rf"(?:said|says|told by|added) {re.escape(runs[0])}\b|{re.escape(runs[0])} "
        rf"(?:said|says|told|added|asked|wrote|warned)\b|^{re.escape(runs[0])},? (?:who\b|\d)"
        rf"|^(?:Dr|Mr|Mrs|Ms|Sen|Rep|Gov|Prof|Sir)\.? ",
        before,
    )
    return runs[0] if speaks else None


def named(text: str, name: str) -> str:
    """The sentence with a name for the pronoun it begins with, or that says what is quoted."""
    found = _PRONOUN.match(text)
    if found is None:
        return _TAG.sub(lambda tag: tag[1] + name, text)
    owner = found[1] == "His" or (found[1] == "Her" and re.match(r"Her [a-z]", text))
    return (f"{name}'s" if owner else name) + text[found.end() :]
