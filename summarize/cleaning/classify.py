"""Whether a block of a page is boilerplate by its own words, and by which rule.

No block is judged by its neighbours here; `cleaning.rules` does that. Blocks longer than any
boilerplate are skipped, and every test is linear in the block, so no page is slow.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from summarize.cleaning import vocabulary
from summarize.cleaning.embeds import embedded
from summarize.cleaning.lines import Line, ends_in_credit, entries, is_credit, is_name
from summarize.cleaning.tables import CUE_WEIGHT, STRONG_WEIGHT, Tables, calendar, first
from summarize.language import is_unspaced

__all__ = ["likely_rule", "rule_of"]

CREDIT_WORDS = 16
BUTTON_WORDS = 6
_VERB_LAST = frozenset({"bn", "fa", "hi", "ja", "ko", "tr", "ur"})
ADDRESS_WORDS = 16
CAPTION_WORDS = 70
INTERFACE_SHARE = 0.66  # of the words of a line that are a page's buttons
MIDDLE_ENTRIES = 3  # a line of two such words may be a subheading: "Politics and Money"

# Points a block needs before its phrases (`vocabulary.cues`) make it boilerplate: a floor, and more
# the longer it is. Of 1,421 paragraphs of news that mention newsletters, cookies, copyright,
# privacy or advertising these take 209, each read and each a notice.
POINTS_FLOOR, POINTS_EACH_WORD = 4.0, 1 / 8
OPENING_POINTS = 3.0
SURE_CUES = 3  # phrases of one rule: with so many a line need not address the reader
BESIDE_WORDS = 25  # prose of at most so many, beside boilerplate, that addresses the reader

_AGENCY = re.compile(r"[(（]([^\W\d_]{2,9})(?:[/-][\w.]+)*[)）]")
_FULL_STOP = re.compile(r"""[.。｡।۔]["'”’»“)\]」』]*$""")
_BREADCRUMB = re.compile(r"\S\s*[›»]\s*\S| > ")
_QUOTES = "\"“„«‘'"
_BY = re.compile(r"(?:by|von|par|por|di|door)[: ]\s*(?=\S)", re.IGNORECASE)
_BY_TAIL = re.compile(r"\s+(?:[|·•–—/(]|@|in\b|for\b|updated\b|published\b)|,\s", re.IGNORECASE)
_SENTENCE_BREAK = re.compile(r"""[.!?]["”’)]*\s+|\s[|—–]\s""")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_END_MARKS = frozenset(
    {"# # #", "# #", "###", "-30-", "- 30 -", "– 30 –", "ends", "- ends -", "-ends-"}
)
_OPEN_ENDED = {"share"}  # "They share it on Twitter." is a sentence; without the stop, a button
_COUNTED = {"cookie"}  # whose openings only count: "We use" begins many a sentence
_SPOKEN = {"cookie", "sign-up"}  # they speak to the reader; what is written about them does not
_REACHED = vocabulary.words_of("reached")


def rule_of(line: Line) -> str | None:
    """Return the rule that makes `line` boilerplate wherever it stands, or None."""
    if line.is_gallery:
        return "caption"
    if line.is_long:
        return None
    return next((rule for test in _TESTS if (rule := test(line))), None)


def likely_rule(line: Line, *, share: float, beside: bool) -> str | None:
    """The rule that its phrases speak for with a share of the points `rule_of` asks.

    For a block whose page or neighbours are reason enough to doubt it.
    """
    if line.is_long:
        return None
    return _by_button(line) or _by_cues(line, share=share, beside=beside)


def _by_whole_line(line: Line) -> str | None:
    if line.text.casefold() in _END_MARKS:
        return "end-mark"
    answer = line.words < 3 and line.text.endswith(".") and not line.text.endswith("..")
    return None if answer else line.tables.lines.get(line.key)


def _by_opening(line: Line) -> str | None:
    opening = _opening(line)
    if not opening:
        return None
    rule, phrase = opening
    if phrase.endswith((":", ".")):
        stopped = " " not in phrase and _FULL_STOP.search(line.text[-12:])
        return None if stopped and rule in {"related", "byline", "photo-credit"} else rule
    if rule in _COUNTED:
        return None
    sure = rule == "citation" or (rule == "copyright" and any(sign in phrase for sign in "©#("))
    called = line.words <= 6 and not _FULL_STOP.search(line.text[-12:])
    return rule if sure or called or not line.ends else None


def _by_time(line: Line) -> str | None:
    if not line.is_date or line.text.isdigit():
        return None
    stamped = not line.tables.stamped.isdisjoint(line.tokens) or _CLOCK.search(line.text)
    return "timestamp" if stamped else None


def _by_author(line: Line) -> str | None:
    match = _BY.match(line.text)
    if not match or line.words > 18:
        return None
    name, *rest = _BY_TAIL.split(line.text[match.end() :], maxsplit=1)
    single = bool(rest) and len(name.split()) == 1 and name.isupper()
    if not (single or is_name(name.split(), most=9)):
        return None
    return None if line.ends and not rest and line.words > 6 else "byline"


def _by_credit(line: Line) -> str | None:
    text = line.text.strip("()[] ")
    if line.words <= CREDIT_WORDS and is_credit(
        text, bracketed=line.text[0] in "([", code=line.language
    ):
        return "photo-credit"
    if line.words > CAPTION_WORDS:
        return None
    if line.text.endswith("."):
        return "caption" if ends_in_credit(line.text, line.language) else None
    tail = text[-90:]
    breaks = list(_SENTENCE_BREAK.finditer(tail))[-2:]
    tails = (tail[match.end() :] for match in breaks)
    credited = any(is_credit(end, bracketed=False, code=line.language) for end in tails)
    return "caption" if credited or ends_in_credit(line.text, line.language) else None


def _by_agency(line: Line) -> str | None:
    """(Reuters), (dpa/mb): the agency alone, in brackets."""
    match = _AGENCY.fullmatch(line.text)
    if match is None:
        return None
    known = match[1].casefold() in vocabulary.words_of("agencies")
    return "byline" if known or match[1].isupper() else None


def _by_entries(line: Line) -> str | None:
    items = [] if line.is_prose else entries(line.text)
    if len(items) < 2:
        return None
    known = [
        rules
        for entry in items
        if (rules := _interface_rules(vocabulary.tokens(entry), line.tables))
    ]
    if (len(items) >= MIDDLE_ENTRIES and 3 * len(known) >= len(items)) or len(known) == len(items):
        return Counter(rules[0] for rules in known).most_common(1)[0][0]
    return "navigation" if _BREADCRUMB.search(line.text) else None


def _by_interface(line: Line) -> str | None:
    said = [] if line.ends else [token for token in line.tokens if token not in _GLUE]
    rules = _interface_rules(said, line.tables)
    if not rules or len(rules) < INTERFACE_SHARE * len(said):
        return None
    rule, _ = Counter(rules).most_common(1)[0]
    least = MIDDLE_ENTRIES if rule in {"navigation", "timestamp"} else 2
    return rule if len(rules) >= least else None


def _by_address(line: Line) -> str | None:
    """An e-mail address or a handle in a short line: how to reach somebody."""
    addressed = "@" in line.text and any(
        "@" in word[1:-1] or word[0] == "@" for word in line.text.split()
    )
    asked = not _REACHED.isdisjoint(line.tokens)
    return "contact" if addressed and asked and line.words <= ADDRESS_WORDS else None


def _by_button(line: Line) -> str | None:
    """A short line that begins with a word that is a button by itself, or ends where verbs do."""
    if line.ends or not 1 < line.words <= BUTTON_WORDS or not line.tokens:
        return None
    buttons = line.tables.buttons
    last = buttons.get(line.tokens[-1]) if line.language in _VERB_LAST else None
    return buttons.get(line.tokens[0]) or last


def _by_cues(line: Line, *, share: float = 1.0, beside: bool = False) -> str | None:
    if line.is_prose and (not _has_strong_cue(line) or _is_quoted(line)):
        return None
    points, strongest = _points(line)
    addressed = not line.tables.address.isdisjoint(line.tokens)
    needed = POINTS_FLOOR + POINTS_EACH_WORD * line.words
    if addressed or not line.ends:
        needed *= share
    near = beside and addressed and line.words <= BESIDE_WORDS
    least = (
        (STRONG_WEIGHT if near else CUE_WEIGHT) if line.is_prose else 1 + (line.ends or not beside)
    )
    able = [r for r in points if points[r] >= needed and strongest[r] >= least]
    return max(able, key=lambda rule: points[rule], default=None)


def _has_strong_cue(line: Line) -> bool:
    """Whether a line may hold a phrase strong enough for prose: most paragraphs do not."""
    known = line.tables
    return bool(
        known.inside
        or not known.strong.isdisjoint(line.tokens)
        or not known.strong.isdisjoint(pairwise(line.tokens))
        or _opening(line)
    )


def _is_quoted(line: Line) -> bool:
    """Whether somebody in the article says it."""
    said = not line.tables.said.isdisjoint(line.tokens)
    return line.text[0] in _QUOTES or (said and any(sign in line.text for sign in _QUOTES))


def _points(line: Line) -> tuple[dict[str, float], dict[str, int]]:
    """For each rule the points that the line's phrases give it, and the most that one gives.

    Prose that comes to it only in its second half is an article with a notice glued on.
    """
    points: dict[str, float] = {}
    strongest: dict[str, int] = {}
    start: dict[str, int] = {}
    hits, opening = _hits(line), _opening(line)
    if not (hits or opening):
        return points, strongest
    sure = Counter(r for _, r, weight in hits.values() if weight >= CUE_WEIGHT)
    for phrase, (at, rule, weight) in hits.items():
        if phrase[0] == rule and line.ends and rule in _OPEN_ENDED:
            continue
        points[rule] = points.get(rule, 0) + weight
        strongest[rule] = max(strongest.get(rule, 0), weight)
        start[rule] = min(start.get(rule, at), at)
    if opening:
        rule = opening[0]
        points[rule] = points.get(rule, 0) + OPENING_POINTS
        strongest[rule] = max(strongest.get(rule, 0), 0 if rule in _COUNTED else 3)
        start[rule] = 0
    if line.is_prose:
        brief = line.words <= BESIDE_WORDS
        spoken = not line.tables.reader.isdisjoint(line.tokens) or is_unspaced(line.text)
        early = (r for r in points if brief or 2 * start[r] <= len(line.tokens))
        points = {
            r: points[r]
            for r in early
            if r not in _SPOKEN or ((spoken or sure[r] >= SURE_CUES) and not _is_dated(line))
        }
    return points, strongest


def _is_dated(line: Line) -> bool:
    """Whether it names a day of a month: an article sets dates, a standing notice does not."""
    months, tokens = calendar(line.language), line.tokens
    numbers = [i for i, token in enumerate(tokens) if token == "#"]
    return any(not months.isdisjoint(tokens[max(0, i - 2) : i + 3]) for i in numbers)


def _by_form(line: Line) -> str | None:
    return embedded(line.text, line.words)


_TESTS: Sequence[Callable[[Line], str | None]] = (
    _by_agency,
    _by_whole_line,
    _by_form,
    _by_opening,
    _by_time,
    _by_author,
    _by_credit,
    _by_entries,
    _by_interface,
    _by_address,
    _by_cues,
)

_GLUE = vocabulary.words_of("glue")


def _opening(line: Line) -> tuple[str, str] | None:
    """The rule and the phrase that `line` begins with, where it is short enough for it."""
    plain = line.opening
    for phrase, rule, most in line.tables.openings.get(first(plain), ()):
        after = plain[len(phrase) : len(phrase) + 1]
        last = phrase[-1]
        open_end = not last.isalnum() or not after.isalnum() or is_unspaced(last)
        if plain.startswith(phrase) and open_end and line.words <= most:
            return rule, phrase
    return None


def _hits(line: Line) -> dict[tuple[str, ...], tuple[int, str, int]]:
    """The phrases that stand in `line`: (rule, phrase) -> where first, the rule, its weight."""
    tokens, known = line.tokens, line.tables
    hits: dict[tuple[str, ...], tuple[int, str, int]] = {}
    if not known.single.keys().isdisjoint(tokens):
        for i, token in enumerate(tokens):
            for phrase, rule, weight in known.single.get(token, ()):
                hits.setdefault((rule, *phrase), (i, rule, weight))
    for i in [i for i, pair in enumerate(pairwise(tokens)) if pair in known.several]:
        for phrase, rule, weight in known.several[tokens[i], tokens[i + 1]]:
            if tokens[i : i + len(phrase)] == phrase:
                hits.setdefault((rule, *phrase), (i, rule, weight))
    return hits | _inner_hits(line) if known.inside else hits


def _inner_hits(line: Line) -> dict[tuple[str, ...], tuple[int, str, int]]:
    """The same for writing without spaces, where phrases are searched for."""
    joined = "".join(line.tokens)
    return {
        (rule, text): (0, rule, weight)
        for text, rule, weight in line.tables.inside
        if text in joined
    }


def _interface_rules(tokens: Sequence[str], known: Tables) -> list[str]:
    return [known.interface[token] for token in tokens if token in known.interface]
