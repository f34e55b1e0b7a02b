"""Languages: which one a text is in, its words, their stems, and its stop words.

Stems are Snowball's. Stop words are our own for English, and elsewhere those of stopwords-iso
(typed, kept up, 57 languages), with ours where it has none. Chinese, Japanese, Thai and their
like put no spaces between words: there every two neighbouring letters count as a word, which is
how search engines index them (Lucene's CJKAnalyzer). Korean spaces its words, and needs none of it.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from math import sqrt
from unicodedata import normalize

import Stemmer

from summarize.errors import LanguageError
from summarize.language.stopwords import COMMON, STOP_WORDS

__all__ = [
    "UNKNOWN",
    "caveat",
    "check",
    "detect",
    "known",
    "stemmer",
    "stop_words",
    "terms",
    "words",
]

UNKNOWN = "und"
"""ISO 639's code for a language that could not be told."""

_SAMPLE = 1_200
# Letters looked at in each of three places, however long the text: 3,600 letters hold some 600
# words, and the share of common words settles within 200. Costs 0.3 ms.
_LEAST_WORDS = 4  # Below this a name or a number decides, not the language.
_LEAST_SHARE = 0.15
# Of the words, how many must be common ones. English prose has 35-45 % in its own list, other
# languages 25-40 %, a wrong language under 10 % unless it is a close relative.
_LEAD = 0.25
# How far, as a share of its own hits, the best list must lead. Danish in the Norwegian list and
# Galician in the Portuguese come to 0.6-0.9 of the right one; then the statistical model decides.
_LEAST_MARGIN = 0.6
# py3langid's log-odds between the first two, over the root of the bytes; see tests/cases.
_CACHE = 100_000
# Words whose stems are kept: more than a million words of news hold (60,000), some 15 MB at most.

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "nl": "dutch", "no": "norwegian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "st": "sesotho", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
_ALIASES = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi"}
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
_RUN = re.compile(f"[{_UNSPACED}]+")
_PAIRABLE = re.compile(f"[{_UNSPACED}][{_MARKS}]*+")
_KANA = "[\u3041-\u30ff]"
_KANA_GLUE = re.compile("[\u3041-\u3096ー]{1,2}")

_SCRIPTS: tuple[tuple[str, str | None], ...] = (
    ("A-Za-z\u00c0-\u024f\u1e00-\u1eff", None),
    ("\u0400-\u052f", None),
    ("\u0600-\u06ff\u0750-\u077f", None),
    ("\u0900-\u097f", None),
    ("\u0590-\u05ff", None),
    ("\u3041-\u30ff\u4e00-\u9fff\u3400-\u4dbf", "zh"),
    ("\uac00-\ud7af\u1100-\u11ff", "ko"),
    ("\u0370-\u03ff\u1f00-\u1fff", "el"),
    ("\u0530-\u058f", "hy"),
    ("\u0980-\u09ff", "bn"),
    ("\u0a00-\u0a7f", "pa"),
    ("\u0a80-\u0aff", "gu"),
    ("\u0b00-\u0b7f", "or"),
    ("\u0b80-\u0bff", "ta"),
    ("\u0c00-\u0c7f", "te"),
    ("\u0c80-\u0cff", "kn"),
    ("\u0d00-\u0d7f", "ml"),
    ("\u0d80-\u0dff", "si"),
    ("\u0e00-\u0e7f", "th"),
    ("\u0e80-\u0eff", "lo"),
    ("\u1000-\u109f", "my"),
    ("\u10a0-\u10ff", "ka"),
    ("\u1200-\u137f", "am"),
    ("\u1780-\u17ff", "km"),
)
_LATIN = re.compile(f"[{_SCRIPTS[0][0]}]+")
_KANA_SHARE = 0.05  # Japanese has 50 % kana; a Chinese text quotes a name in it now and then.


def detect(text: str) -> str:
    """The ISO 639 code of the language `text` is in, or `UNKNOWN` where it cannot be told.

    First the script and the share of very common words, which cost a fraction of a millisecond
    and settle ordinary prose in some forty languages; only where they do not, py3langid's model
    (Lui and Baldwin, "langid.py", ACL 2012). At most 3,600 letters are looked at.
    """
    sample = _sample(text)
    code = _script(sample)
    return _vote(sample) or _model(sample) if code is None else code


def caveat(code: str) -> str | None:
    """What a reader should know of a summary in this language, or None if all is well."""
    if code == UNKNOWN:
        return "language not recognised: no stemming and no stop words used"
    if code not in _STEMMERS and code not in known():
        return f"language '{code}': no stemming and no stop words known for it"
    return None


def check(code: str) -> str:
    """`code` as we write it ("pt-BR" is "pt", "nb" is "no"); `UNKNOWN` is a language too.

    Raises:
        LanguageError: it is no language that we know anything of, or can tell.
    """
    if not isinstance(code, str):
        raise LanguageError(str(code), known())
    short = re.split("[-_]", code.strip().lower(), maxsplit=1)[0]
    short = _ALIASES.get(short, short)
    if short == UNKNOWN or short in _STEMMERS or short in known() or short in _told():
        return short
    raise LanguageError(code, known())


@cache
def _told() -> frozenset[str]:
    """The codes that `detect` may answer: what it says may be said to it."""
    from py3langid import rank

    scripts = {code for _, code in _SCRIPTS if code}
    return frozenset(scripts | {_ALIASES.get(code, code) for code, _ in rank("a")})


@cache
def known() -> tuple[str, ...]:
    """The codes of the languages we have stems, stop words or segmentation for, in order."""
    from stopwordsiso import langs

    return tuple(sorted({*_STEMMERS, *STOP_WORDS, *langs(), "km", "lo", "my"}))


@cache
def stop_words(code: str) -> frozenset[str]:
    """The stop words of a language, lower-cased; none for a language without a list."""
    found = {*STOP_WORDS.get(code, "").split(), *COMMON.get(code, "").split()}
    if code != "en":
        from stopwordsiso import has_lang, stopwords

        found |= stopwords(code) if has_lang(code) else set()
    return frozenset(normalize("NFC", word) for word in found)


def words(text: str, code: str = UNKNOWN) -> list[str]:
    """The words of `text`, lower-cased, in order; stop words too."""
    text = _lower(text, code)
    if text.isascii() or _TYPESET.fullmatch(text):
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
        plain = _plain(word)
        return plain in self.stops or _bare(plain, self.code) in self.stops

    def _stem(self, word: str) -> str:
        return word if "." in word else self.stem(_bare(_plain(word), self.code))


@cache
def _stems(code: str) -> _Stems:
    return _Stems(code)


def _plain(word: str) -> str:
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


def _pairs(run: re.Match[str]) -> str:
    """Every two neighbouring letters of a run of unspaced script, spaces around them."""
    letters = _PAIRABLE.findall(run[0])
    pairs = [a + b for a, b in pairwise(letters)] or letters
    return f" {' '.join(pairs)} "


def _sample(text: str) -> str:
    if len(text) <= 3 * _SAMPLE:
        return text.lower()
    middle = (len(text) - _SAMPLE) // 2
    return " ".join(text[at : at + _SAMPLE] for at in (0, middle, len(text) - _SAMPLE)).lower()


def _script(sample: str) -> str | None:
    """The language that alone is written in the sample's main script; None if several are."""
    latin = sum(map(len, _LATIN.findall(sample)))
    if latin > max(_LEAST_WORDS, len(sample) // 2):
        return None
    letters = sum(map(str.isalpha, sample))
    most, code = 0, UNKNOWN if letters < _LEAST_WORDS else None
    for script, language in _SCRIPTS:
        found = sum(map(len, re.findall(f"[{script}]+", sample)))
        if found > most:
            most, code = found, language
        if 2 * most > letters:
            break
    if code != "zh":
        return code
    return "ja" if len(re.findall(_KANA, sample)) > _KANA_SHARE * most else code


@cache
def _lists() -> dict[str, list[str]]:
    """For each common word, the languages in whose list it is."""
    lists: dict[str, list[str]] = {}
    for code, common in COMMON.items():
        for word in dict.fromkeys(common.split()):
            lists.setdefault(word, []).append(code)
    return lists


def _vote(sample: str) -> str | None:
    """The language whose common words are by far the most frequent, if one is."""
    found, lists = Counter(words(sample)), _lists()
    votes: dict[str, int] = {}
    for word, count in found.items():
        for part in _plain(word).split("'"):
            for code in lists.get(part, ()):
                votes[code] = votes.get(code, 0) + count
    if found.total() < _LEAST_WORDS or not votes:
        return None
    best, *others = sorted(votes, key=lambda code: -votes[code])
    second = votes[others[0]] if others else 0
    sure = votes[best] >= max(2, _LEAST_SHARE * found.total())
    return best if sure and votes[best] - second >= _LEAD * votes[best] else None


def _model(sample: str) -> str:
    """py3langid's opinion, or UNKNOWN where its first two are too near each other."""
    if len(words(sample)) < _LEAST_WORDS:
        return UNKNOWN
    from py3langid import rank

    (best, first), (_, second) = rank(sample)[:2]
    if (first - second) / sqrt(len(sample.encode("utf-8", "replace"))) < _LEAST_MARGIN:
        return UNKNOWN
    code: str = _ALIASES.get(best, best)
    return code
