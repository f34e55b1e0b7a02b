"""What a block of a page is by its own words: known furniture, or not.

No block is judged by its neighbours here; that is `cleaning`. Blocks longer than furniture ever is
are not looked into, and every test is linear in the block, so nothing on a page can be slow.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from summarize import furniture, vocabulary

__all__ = ["Line", "rule_of"]

MOST_LETTERS = 900  # the longest cookie notice met had 700; captions reach 500
PROSE_WORDS = 12  # a block of so many words that ends as a sentence does is prose
PROSE_LETTERS = 20  # the same where words are not spaced (Chinese, Japanese)
CREDIT_WORDS = 16
CAPTION_WORDS = 70
LIST_WORDS = 5  # in one entry of a menu; breadcrumbs end in longer ones
INTERFACE_SHARE = 0.66  # of the words of a line that are a page's buttons
MIDDLE_ENTRIES = 3  # a line of two such words may be a subheading: "Politics and Money"

# Points a block needs before its phrases (`vocabulary.CUES`) make it furniture: a floor, and more
# the longer it is. With 4 and 1/8, of 4,000 paragraphs of news that mention newsletters, cookies,
# copyright or subscriptions in passing none was lost; real notices have twice as many.
POINTS_FLOOR, POINTS_EACH_WORD, POINTS_QUOTED = 4.0, 1 / 8, 4.0
OPENING_POINTS = 3.0

_TOKEN = furniture.TOKEN
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_END = re.compile(r"""[.!?…。！？｡।؟۔]["'”’»“)\]」』]*$""")
_FULL_STOP = re.compile(r"""[.。｡।۔]["'”’»“)\]」』]*$""")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_DECORATION = " \t\xa0([{*•·—–-»›>→|☰▶►▸■□●◆✉📷📸#_~"
_ENTRY = re.compile(r"\s*[|·•›»☰]\s*|\s{2,}|\t| > | / | – ")
_BREADCRUMB = re.compile(r"\S\s*[›»]\s*\S| > ")
_QUOTED = re.compile(r"[“„«][^”“»]{12,}[”“»]")
_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*,?$")
_BY = re.compile(r"(?:by|von|par|por|di|door)[: ]\s*(?=\S)", re.IGNORECASE)
_BY_TAIL = re.compile(r"\s+(?:[|·•–—/(]|@|in\b|for\b|updated\b|published\b)|,\s", re.IGNORECASE)
_SENTENCE_BREAK = re.compile(r"""[.!?]["”’)]*\s+|\s[|—–]\s""")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_STAMPED = vocabulary.words(vocabulary.STAMPED)
_CREDITED = vocabulary.words(vocabulary.CREDITED)
_WIRES = vocabulary.words(vocabulary.WIRES)
_END_MARKS = frozenset({"# # #", "###", "-30-", "- 30 -", "– 30 –", "ends", "- ends -", "-ends-"})
_ROLES = vocabulary.words(vocabulary.ROLES)


@dataclass(frozen=True, slots=True)
class Line:
    """A block as these tests read it.

    Attributes:
        text: the block, white space around it left out.
        tokens: its words, lower-cased, a number as "#"; none where it is too long to be furniture.
        words: how many words it has.
        ends: whether it ends as a sentence does.
    """

    text: str
    tokens: tuple[str, ...]
    words: int
    ends: bool

    @classmethod
    def of(cls, text: str) -> "Line":
        """`text` as a line."""
        short = len(text) <= MOST_LETTERS
        tokens = furniture.tokens(text) if short else ()
        words = len(text.split())
        return cls(text, tokens, words, _END.search(text[-12:]) is not None)

    @property
    def is_long(self) -> bool:
        """Whether it is too long to be furniture."""
        return len(self.text) > MOST_LETTERS

    @property
    def is_prose(self) -> bool:
        """Whether it is long enough, and ends, as a paragraph does."""
        if self.is_long or (self.ends and self.words >= PROSE_WORDS):
            return True
        return self.ends and len(_UNSPACED.findall(self.text)) >= PROSE_LETTERS

    @property
    def is_date(self) -> bool:
        """Whether it is nothing but a date, a time or a number."""
        times = vocabulary.words(vocabulary.TIME)
        return (
            0 < len(self.tokens) <= 12
            and "#" in self.tokens
            and all(token == "#" or token in times for token in self.tokens)
        )

    @property
    def is_name(self) -> bool:
        """Whether it looks like the name of a person, two to four words."""
        return not self.ends and self.words <= 4 and _is_name(self.text.split())

    @property
    def is_list(self) -> bool:
        """Whether it is three or more short entries with something between them."""
        found = _entries(self.text)
        return len(found) >= MIDDLE_ENTRIES and not self.is_prose

    @property
    def key(self) -> str:
        """What two copies of the same block have in common."""
        return " ".join(self.tokens) if self.tokens else self.text


def rule_of(line: Line) -> str | None:
    """The rule by which `line` is furniture wherever it stands, or None."""
    if line.is_long:
        return None
    return next((rule for test in _TESTS if (rule := test(line))), None)


def _by_whole_line(line: Line) -> str | None:
    if line.text.casefold() in _END_MARKS:
        return "end-mark"
    return _lines().get(line.key)


def _by_opening(line: Line) -> str | None:
    found = _opening(line)
    if not found:
        return None
    rule, phrase = found
    if phrase.endswith(":"):
        stopped = " " not in phrase and _FULL_STOP.search(line.text[-12:])
        return None if stopped and rule in {"related", "byline", "photo-credit"} else rule
    sure = rule in {"copyright", "timestamp", "photo-credit", "caption", "citation"}
    return rule if sure or not line.ends or line.words <= 6 else None


def _by_time(line: Line) -> str | None:
    stamped = not _STAMPED.isdisjoint(line.tokens) or _CLOCK.search(line.text)
    return "timestamp" if line.is_date and stamped and not line.text.isdigit() else None


def _by_author(line: Line) -> str | None:
    found = _BY.match(line.text)
    if not found or line.words > 18:
        return None
    name, *rest = _BY_TAIL.split(line.text[found.end() :], maxsplit=1)
    single = bool(rest) and len(name.split()) == 1 and name.isupper()
    if not (single or _is_name(name.split(), most=9)):
        return None
    return None if line.ends and not rest and line.words > 6 else "byline"


def _by_credit(line: Line) -> str | None:
    text = line.text.strip("()[] ")
    if line.words <= CREDIT_WORDS and _is_credit(text, bracketed=text != line.text):
        return "photo-credit"
    if line.words > CAPTION_WORDS:
        return None
    tail = text[-90:]
    last = list(_SENTENCE_BREAK.finditer(tail))
    if last and not line.text.endswith(".") and _is_credit(tail[last[-1].end() :], bracketed=False):
        return "caption"
    return "caption" if _ends_in_bracketed_credit(line.text) else None


def _by_entries(line: Line) -> str | None:
    found = _entries(line.text)
    if len(found) < 2 or line.is_prose:
        return None
    known = [rules for entry in found if (rules := _interface_rules(furniture.tokens(entry)))]
    if (len(found) >= MIDDLE_ENTRIES and 3 * len(known) >= len(found)) or len(known) == len(found):
        return Counter(rules[0] for rules in known).most_common(1)[0][0]
    return "navigation" if _BREADCRUMB.search(line.text) else None


def _by_interface(line: Line) -> str | None:
    said = [token for token in line.tokens if token not in _GLUE]
    rules = _interface_rules(said)
    if line.is_prose or line.ends or not rules or len(rules) < INTERFACE_SHARE * len(said):
        return None
    rule, _ = Counter(rules).most_common(1)[0]
    least = MIDDLE_ENTRIES if rule in {"navigation", "timestamp"} else 2
    return rule if len(rules) >= least else None


def _by_cues(line: Line) -> str | None:
    points: dict[str, float] = {}
    strongest: dict[str, int] = {}
    for rule, weight in {hit[0]: hit[1:] for hit in _hits(line.tokens)}.values():
        points[rule] = points.get(rule, 0) + weight
        strongest[rule] = max(strongest.get(rule, 0), weight)
    opening = _opening(line)
    if opening and opening[0] in points:
        points[opening[0]] += OPENING_POINTS
    needed = POINTS_FLOOR + POINTS_EACH_WORD * line.words
    needed += POINTS_QUOTED * (_QUOTED.search(line.text) is not None)
    least = 3 if line.is_prose and not opening else 2
    able = [r for r in points if points[r] >= needed and strongest[r] >= least]
    return max(able, key=lambda rule: points[rule], default=None)


_TESTS: Sequence[Callable[[Line], str | None]] = (
    _by_whole_line,
    _by_opening,
    _by_time,
    _by_author,
    _by_credit,
    _by_entries,
    _by_interface,
    _by_cues,
)

_GLUE = vocabulary.words(vocabulary.GLUE)


@cache
def _lines() -> dict[str, str]:
    return {
        " ".join(phrase): rule
        for rule, table in furniture.LINES.items()
        for found in furniture.phrases(table).values()
        for phrase in found
    }


@cache
def _openings() -> dict[str, list[tuple[str, str, int]]]:
    """First letters -> (phrase, rule, most words), the longest phrase first."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    for rule, (most, table) in furniture.OPENINGS.items():
        for phrase in furniture.split(table):
            found.setdefault(_first(phrase), []).append((phrase, rule, most))
    return {
        first: sorted(rows, key=lambda row: (-len(row[0]), row[2])) for first, rows in found.items()
    }


@cache
def _cues() -> dict[str, list[tuple[tuple[str, ...], str, int]]]:
    found: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    for rule, weights in vocabulary.CUES.items():
        for weight, table in weights.items():
            for first, listed in furniture.phrases(table).items():
                found.setdefault(first, []).extend((p, rule, weight) for p in listed)
    return found


@cache
def _interface() -> dict[str, str]:
    """Word -> rule; a word of several belongs to the first."""
    found: dict[str, str] = {}
    for rule, table in vocabulary.INTERFACE.items():
        for word in vocabulary.words(table):
            found.setdefault(word, rule)
    return found


def _first(text: str) -> str:
    found = re.match(r"[^\W_]+", text)
    return found[0] if found else text[:1]


def _opening(line: Line) -> tuple[str, str] | None:
    """The rule and the phrase that `line` begins with, where it is short enough for it."""
    bare = line.text.lstrip(_DECORATION)[:60] or line.text[:1]
    plain = _NUMBER.sub("#", furniture.plain(bare))
    for phrase, rule, most in _openings().get(_first(plain), ()):
        after = plain[len(phrase) : len(phrase) + 1]
        open_end = not phrase[-1].isalnum() or not after.isalnum()
        if plain.startswith(phrase) and open_end and line.words <= most:
            return rule, phrase
    return None


def _hits(tokens: Sequence[str]) -> list[tuple[tuple[str, ...], str, int]]:
    """The phrases that stand in `tokens`, each with its rule and its weight."""
    cues, found = _cues(), []
    for i in [i for i, token in enumerate(tokens) if token in cues]:
        for phrase, rule, weight in cues[tokens[i]]:
            if tuple(tokens[i : i + len(phrase)]) == phrase:
                found.append(((*phrase, rule), rule, weight))
    return found


def _interface_rules(tokens: Sequence[str]) -> list[str]:
    table = _interface()
    return [table[token] for token in tokens if token in table]


def _entries(text: str) -> list[str]:
    """The entries of a menu; none where one is too long, or a sentence."""
    found = [entry for entry in _ENTRY.split(text) if entry.strip()]
    fits = all(
        len(e.split()) <= LIST_WORDS + 4 * (len(found) > 3) and e[-1] not in ".!" for e in found
    )
    return found if fits and len(found) > 1 else []


def _is_name(words: Sequence[str], *, most: int = 5) -> bool:
    """Whether each word is a capitalised one or a particle of names, and two are capitalised."""
    particles = vocabulary.words(vocabulary.NAME_PARTICLES)
    capitalised = [word for word in words if _NAME.match(word)]
    others = [word for word in words if not _NAME.match(word)]
    return (
        2 <= len(words) <= most
        and len(capitalised) >= 2
        and all(o.lower() in particles for o in others)
    )


def _is_credit(text: str, *, bracketed: bool) -> bool:
    """Whether `text` names who made a picture: Jane Doe/Reuters, (AP Photo), Credit: Jane Doe."""
    said = furniture.tokens(text)
    if not 0 < len(said) <= 12 or text.endswith((".", "?", "!")):
        return False
    agency = not vocabulary.words(vocabulary.AGENCIES).isdisjoint(said)
    names = all(
        _NAME.match(w) or w.lower() in vocabulary.words(vocabulary.NAME_PARTICLES) or w in "/|,-"
        for w in re.split(r"[\s/]+", text)
        if w
    )
    if "/" in text and names:
        return agency or (" / " not in text and len(text.partition("/")[0].split()) > 1)
    credited = not _CREDITED.isdisjoint(said) or not _WIRES.isdisjoint(said)
    if bracketed:
        return credited or (agency and names)
    return (said[0] in _CREDITED and (":" in text or "by" in said)) or (
        names and said[-1] in {"images", *_WIRES} and len(said) <= 6
    )


def _ends_in_bracketed_credit(text: str) -> bool:
    """Whether it ends "... on Tuesday. (Jane Doe/AP)": the sentence ends before the bracket."""
    if text[-1:] != ")" or (start := text.rfind("(")) < 1:
        return False
    said = furniture.tokens(text[start:])
    before = text[:start].rstrip()
    credited = not _CREDITED.isdisjoint(said) or not _WIRES.isdisjoint(said)
    return (
        len(said) <= 14 and credited and (_END.search(before[-4:]) is not None or "photo" in said)
    )
