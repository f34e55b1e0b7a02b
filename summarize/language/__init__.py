"""The words of a text in any language, their stems, and a language's stop words.

Stems are Snowball's. Stop words are our own for English, and elsewhere those of stopwords-iso
(typed, kept up, 57 languages), with ours where it has none. Chinese, Japanese, Thai and their
like put no spaces between words: there every two neighbouring letters count as a word, which is
how search engines index them (Lucene's CJKAnalyzer). Korean spaces its words, and needs none of it.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from unicodedata import normalize

import Stemmer

from summarize.language.profiles import profile

__all__ = [
    "UNKNOWN",
    "fold",
    "has_stemmer",
    "is_typeset",
    "is_unspaced",
    "stemmed",
    "stemmer",
    "stop_words",
    "terms",
    "unspaced_letters",
    "words",
]

UNKNOWN = "und"
"""ISO 639's code for a language that could not be told."""

_CACHE = 100_000
# Words whose stems are kept: more than a million words of news hold (60,000), some 15 MB at most.

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "st": "sesotho", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish", "bs": "serbian", "hr": "serbian",
}  # fmt: skip
_LIKE = {"bs": "hr"}  # whose stop words serve for another
_ELIDING = frozenset({"ca", "fr", "it"})  # l'homme, dell'arte: what stands before ' is no word

_UNSPACED = (
    "\u0e00-\u0e4e\u0e80-\u0ece\u1000-\u103f\u1050-\u109d\u1780-\u17d3"
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
# Marks that \w leaves out though they belong to the letter before: accents written apart, vowel
# points, the vowel signs of Indian scripts (whole blocks: their only punctuation is the danda),
# and the joiners of Persian and Hindi.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u096f"
    "\u0971-\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f71-\u0f84"
    "\u102b-\u103e\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe20-\ufe2f"
)
_LETTER = rf"(?:[^\W_]|[{_MARKS}])"
# An acronym with its stops (u.s.), a number with its separators (1,200.50), or a word with its
# apostrophes (o'brien). Possessive throughout: no letter is looked at more than three times.
_WORD = re.compile(
    rf"[^\W\d_]\.(?:[^\W\d_]\.)++|\d++(?:[.,]\d++)++|[^\W_]{_LETTER}*+(?:['’ʼ]{_LETTER}++)*+"
)
# English as it is typeset: ASCII, and quotation marks, dashes, ellipses and bullets. Most of what
# people read is no more than that, and needs no table of letters and marks.
_TYPESET = re.compile("[\x00-\x7f“”‘’–—…•]*+")
_TYPESET_WORD = re.compile(
    r"[a-z]\.(?:[a-z]\.)++|\d++(?:[.,]\d++)++|[a-z0-9]++(?:['’][a-z0-9]++)*+"
)
_UNSPACED_LETTER = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)
_RUN = re.compile(f"[{_UNSPACED}]+")
_KANA_GLUE = re.compile("[\u3041-\u3096ー]{1,2}")


@cache
def stop_words(code: str) -> frozenset[str]:
    """The stop words of a language, lower-cased; none for a language without a list."""
    known = profile(code)
    stops = {*known.stop_words, *known.common_words}
    if code != "en":
        from stopwordsiso import has_lang, stopwords

        listed = _LIKE.get(code, code)
        stops |= stopwords(listed) if has_lang(listed) else set()
    return frozenset(normalize("NFC", word) for word in stops)


def is_unspaced(text: str) -> bool:
    """Whether a text has letters of a script that puts no spaces between words."""
    return not text.isascii() and _UNSPACED_LETTER.search(text) is not None


def unspaced_letters(text: str) -> int:
    """Return how many such letters a text has."""
    return 0 if text.isascii() else len(_UNSPACED_LETTER.findall(text))


def is_typeset(text: str) -> bool:
    """Return whether a text has only ASCII and the marks that English is typeset with."""
    return text.isascii() or _TYPESET.fullmatch(text) is not None


def words(text: str, code: str = UNKNOWN) -> list[str]:
    """The words of `text`, lower-cased, in order; stop words too."""
    text = _lower(text, code)
    if is_typeset(text):
        return _TYPESET_WORD.findall(text)
    if _RUN.search(text):
        text = _RUN.sub(_pairs, text)
    return _WORD.findall(text.replace("\u00ad", ""))


def terms(sentences: Sequence[str], code: str) -> list[list[str]]:
    """For each sentence the stems of its words that are no stop words, in order, repeats kept.

    A million words a third of a second: each distinct word is stemmed once per process.

    Args:
        sentences: their texts.
        code: their language; for `UNKNOWN`, or one without a stemmer, words stand for stems.
    """
    stems = _stems(code)
    return [[stem for word in words(s, code) if (stem := stems[word])] for s in sentences]


def has_stemmer(code: str) -> bool:
    """Whether a language has a stemmer."""
    return code in _STEMMERS


def stemmed() -> frozenset[str]:
    """The codes of the languages that have a stemmer."""
    return frozenset(_STEMMERS)


def stemmer(code: str) -> Callable[[str], str]:
    """What makes a lower-cased word of that language its stem; the word itself where none does."""
    name = _STEMMERS.get(code)
    stem: Callable[[str], str] = Stemmer.Stemmer(name, 0).stemWord if name else str
    return stem


class _Stems(dict[str, str]):
    """Word to stem, "" for a stop word; made as asked for, and emptied when too many."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code, self.stops = code, frozenset() if code == UNKNOWN else stop_words(code)
        self.stem = stemmer(code)

    def __missing__(self, word: str) -> str:
        if len(self) >= _CACHE:
            self.clear()
        stem = self[word] = "" if self._stops(word) else self._stem(word)
        return stem

    def _stops(self, word: str) -> bool:
        if self.code == UNKNOWN:
            return False
        if len(word) == 1 and "a" <= word <= "z":
            return True
        if self.code == "ja" and _KANA_GLUE.fullmatch(word):
            return True  # two hiragana are an ending or a particle far oftener than a word
        plain = fold(word)
        return plain in self.stops or _bare(plain, self.code) in self.stops

    def _stem(self, word: str) -> str:
        return word if "." in word else self.stem(_bare(fold(word), self.code))


@cache
def _stems(code: str) -> _Stems:
    return _Stems(code)


def fold(word: str) -> str:
    """The word with its accents in one piece and straight apostrophes."""
    if word.isascii():
        return word
    return normalize("NFC", word).replace("’", "'").replace("ʼ", "'")


def _bare(word: str, code: str) -> str:
    """`word` without what an apostrophe adds: l'homme, Trump's, they'll, couldn't."""
    head, apostrophe, tail = word.partition("'")
    if not apostrophe or code == UNKNOWN:
        return word
    if code in _ELIDING:
        return tail if len(head) <= 6 and head[-1] not in "aeiou" else word
    if tail == "t" and head.endswith("n"):
        return head[:-1]
    return head if tail in {"s", "ll", "ve", "re", "d", "m"} else word


def _lower(text: str, code: str) -> str:
    if code in {"az", "tr"}:
        text = text.replace("İ", "i").replace("I", "ı")
    return text.lower()


@cache
def _pairable() -> re.Pattern[str]:  # compiled where it is needed: it takes 5 ms
    return re.compile(f"[{_UNSPACED}][{_MARKS}]*+")


def _pairs(run: re.Match[str]) -> str:
    """Every two neighbouring letters of a run of unspaced script, spaces around them."""
    letters = _pairable().findall(run[0])
    pairs = [a + b for a, b in pairwise(letters)] or letters
    return f" {' '.join(pairs)} "
