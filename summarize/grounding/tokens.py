"""The words of a sentence as grounding compares them: folded, stemmed, each with its place.

Punctuation is no word; what stands between two words is kept with the second, so that a comma or a
quotation mark can be asked for. Clitics stand alone: "isn't" is `is` and `not`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import combining, normalize

from summarize import language
from summarize.language.lexicon import first_of_row, rows_of

__all__ = ["ENGLISH", "Line", "Word", "line", "stop"]

ENGLISH = frozenset(("en", "und"))  # where the language could not be told, English rules are tried

_WORD = re.compile(
    r"\d+(?:[.,]\d+)*"  # 1,260.50
    r"|(?:[^\W\d_]\.){2,}|[A-Z]+(?:&[A-Z]+)+"  # U.S., R&AW
    r"|[\u3041-\u30ff\u3400-\u9fff\u0e00-\u0eff]"  # no spaces between words: a letter each
    r"|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff])*(?:['’ʼ][^\W\d_]+)*"
    r"|[%$£€¥₹]"
)
_CLITICS = {"n't": "not", "'ll": "will", "'re": "are", "'ve": "have", "'m": "am", "'s": "",
            "'d": ""}  # fmt: skip
_CLITIC = re.compile(r"(?:n't|'(?:ll|re|ve|m|s|d))$")
_SMALL = frozenset(("a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "of",
                    "on", "or", "over", "s", "the", "to", "up", "vs", "with"))  # fmt: skip
_PLURAL = re.compile(r"[A-Z]{2,}s")  # MPs
_AUXILIARIES = {"ca": "can", "wo": "will", "sha": "shall"}


class Word(NamedTuple):
    """A word: its characters, what it is compared by, and what stands before it.

    Attributes:
        text: as written, without the clitic.
        start: in the text it is a word of.
        end: with its possessive left out.
        key: lower-cased, accents and full stops off.
        stem: of the key, irregular verbs by their infinitive, demonyms by their country.
        before: the punctuation between it and the word before.
    """

    text: str
    start: int
    end: int
    key: str
    stem: str
    before: str


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one sentence.

    Attributes:
        text: the sentence.
        words: in order.
        tail: the punctuation behind the last one.
        cased: whether capitals tell names here: not in all-lower, all-upper or headline case.
    """

    text: str
    words: tuple[Word, ...]
    tail: str
    cased: bool


def line(text: str, code: str = "en") -> Line:
    """`text` as words.

    Args:
        text: one sentence.
        code: its language.
    """
    stem = _stemmer(code)
    words: list[Word] = []
    last = 0
    for match in _WORD.finditer(text):
        before = text[last : match.start()].strip() if match.start() - last > 1 else ""
        if match.start() - last == 1 and text[last] != " ":
            before = text[last].strip()
        last = match.end()
        words += _parts(match[0], match.start(), before, stem)
    if code in ENGLISH:
        _join(words)
    return Line(text, tuple(words), text[last:].strip(), _cased(words))


def _join(words: list[Word]) -> None:
    """Give the words of United States, and the like, the stem of the whole."""
    at = {word.key for word in words}
    for keys, stem in _joined().items():
        if not at.issuperset(keys):
            continue
        for start in range(len(words) - len(keys) + 1):
            if tuple(word.key for word in words[start : start + len(keys)]) == keys:
                for place in range(start, start + len(keys)):
                    words[place] = words[place]._replace(stem=stem)


@cache
def stop(code: str) -> frozenset[str]:
    """The words of a language that carry no subject; English where it could not be told."""
    return language.stop_words("en" if code in ENGLISH else code)


def _parts(written: str, start: int, before: str, stem: Callable[[str], str]) -> Iterator[Word]:
    """One word, or two where a clitic hangs on."""
    lowered = (
        written.lower().replace("’", "'").replace("ʼ", "'") if not written.isdecimal() else written
    )
    clitic = _CLITIC.search(lowered) if "'" in lowered else None
    size = clitic.start() if clitic else len(written)
    head = written[:size]
    if lowered == "cannot":
        yield Word("can", start, start + 3, "can", "can", before)
        yield Word("not", start + 3, start + 6, "not", "not", "")
        return
    if head:
        key = _folded(lowered[:size], head)
        key = _AUXILIARIES.get(key, key) if clitic and clitic[0] == "n't" else key
        key = key[:-1] if _PLURAL.fullmatch(head) else key
        if key:  # a tone mark is none
            yield Word(head, start, start + size, key, stem(key), before)
    if clitic and (meant := _CLITICS[clitic[0]]):
        yield Word(written[size:], start + size, start + len(written), meant, meant, "")


def _folded(lowered: str, written: str) -> str:
    """Without accents and the stops of an acronym; US is no pronoun."""
    if written in ("US", "U.S", "U.S.", "USA", "U.S.A.", "u.s.", "u.s"):
        return "usa"
    if not lowered.isascii():
        lowered = "".join(c for c in normalize("NFKD", lowered) if not combining(c))
    return lowered.replace(".", "").replace("&", "") if lowered[:1].isalpha() else lowered


def _cased(words: list[Word]) -> bool:
    """Whether some words have capitals, and some have none that a headline would give them."""
    letters = [word.text for word in words if word.text[0].isalpha()]
    return any(text[0].isupper() for text in letters) and any(
        text[0].islower() and text not in _SMALL for text in letters
    )


@cache
def _joined() -> Mapping[tuple[str, ...], str]:
    """Names of several words that stand for one: each of the words has its stem."""
    return {tuple(row[:-1]): row[-1] for row in rows_of("joined")}


@cache
def _table() -> Mapping[str, str]:
    """English words that are compared by another: irregular forms, nicknames, demonyms."""
    places = {w: f"@{p}" for w, p in first_of_row("demonyms").items() if w != "us"}
    return {**first_of_row("irregular"), **places, **first_of_row("nicknames")}


@cache
def _stemmer(code: str) -> Callable[[str], str]:
    """Return the stemmer of a language; 100,000 stems are kept, some 15 MB."""
    stem = language.stemmer("en" if code in ENGLISH else code)
    table = _table() if code in ENGLISH else {}

    @lru_cache(maxsize=100_000)
    def stemmed(key: str) -> str:
        known = table.get(key)
        if known is None and key.endswith("s") and table.get(key[:-1], "")[:1] == "@":
            known = table[key[:-1]]  # Malaysias: the apostrophe was lost
        return known if known and known[0] == "@" else stem(known or key) or key

    return stemmed
