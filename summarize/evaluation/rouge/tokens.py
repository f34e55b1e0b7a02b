"""What ROUGE compares: the words of a text, line by line or sentence by sentence.

Two tokenizers. "rouge-score" is the one of Google's package, and of the Perl script before it:
lower case, then every run of a-z and 0-9. It is what English scores in print were made with, so
it is the one for English; but it cuts "café" to "caf", and of Greek, Hindi or Japanese it leaves
nothing. "unicode" is for every other language: compatibility characters folded (NFKC), case
folded, letters with their combining marks and digits of any writing make words, and in writing
without spaces between words every letter, with its marks, is one; in Thai, Lao, Burmese and Khmer,
whose letters are few, every three neighboring letters.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Literal
from unicodedata import category, normalize, unidata_version

import Stemmer

from summarize.evaluation.rouge import porter
from summarize.language import segmentation
from summarize.reading.blocks import blocks

__all__ = [
    "Tokenizer",
    "TokenizerName",
    "first_bytes",
    "first_words",
    "sentence_lines",
    "splitter_name",
    "stemmer_name",
    "tokenizer",
    "tokenizer_name",
]

TokenizerName = Literal["rouge-score", "unicode"]
Tokenizer = Callable[[str], list[str]]

_CACHE = 200_000
# Words whose stems are kept: the whole CNN/DailyMail test set, summaries and references, has
# 60,000 different ones. Some 25 MB when full.
_LEAST_STEMMED = 4  # Porter's scripts for ROUGE leave words of three letters and fewer alone.

_ASCII_WORD = re.compile("[a-z0-9]+")
# Thai, Lao, Burmese, Khmer, kana, bopomofo and the Chinese characters.
_UNSPACED = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6"
    "\u1000-\u102a\u103f\u1050-\u1055\u1780-\u17b3\u3005-\u3007\u3041-\u3096\u309d-\u309f"
    "\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff"
)
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_LIMIT_WORD = re.compile(rf"[{_UNSPACED}]|[^\s{_UNSPACED}]+")
# Thai, Lao, Burmese and Khmer have so few letters that two unrelated texts share most of them:
# there, every run of three letters is a word. (Unrelated Thai paragraphs have 70 % of their single
# letters in common and 10 % of their runs of three; unrelated English ones, 14 % of their words.)
_ALPHABETIC = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
SHINGLE = 3
# After `_Classes`: a letter of unspaced writing and its marks, or a run of anything else.
_CLASSED_WORD = re.compile("(?:\x03.(?:\x02.)*)+|\x01.(?:\x02.)*|(?:\x02.|[^ \x01\x02\x03])+")
_ALPHABETIC_LETTER = re.compile("\x03.(?:\x02.)*")
_SIGNS = str.maketrans("", "", "\x01\x02\x03")


class _Classes(dict[int, str]):
    """For `str.translate`: what each character becomes before words are cut out.

    A space for what is in no word; a letter of unspaced writing gets U+0001 before it, one of an
    alphabet without spaces U+0003, a mark U+0002; other letters and digits stay as they are.
    """

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        kind = category(letter)
        if _IS_UNSPACED.match(letter):
            shown = ("\x03" if _ALPHABETIC.match(letter) else "\x01") + letter
        elif kind[0] == "M" or letter in "\u200c\u200d":  # the joiners of Persian and Hindi
            shown = "\x02" + letter
        else:
            shown = letter if kind[0] in "LN" else " "
        self[code] = shown
        return shown


class _Stems(dict[str, str]):
    """Word to stem; made as asked for, and emptied when too many."""

    def __init__(self, stem: Callable[[str], str]) -> None:
        super().__init__()
        self.stem = stem

    def __missing__(self, word: str) -> str:
        if len(self) >= _CACHE:
            self.clear()
        stem = self[word] = self.stem(word) if len(word) >= _LEAST_STEMMED else word
        return stem


_classes = _Classes()


def _ascii_words(text: str) -> list[str]:
    return _ASCII_WORD.findall(text.lower())


def _unicode_words(text: str) -> list[str]:
    classed = normalize("NFKC", text).casefold().translate(_classes)
    words: list[str] = _CLASSED_WORD.findall(classed)
    if "\x03" in classed:
        words = [part for word in words for part in _shingles(word)]
    if "\x01" in classed or "\x02" in classed or "\x03" in classed:
        return [word.translate(_SIGNS) for word in words]
    return words


def _shingles(word: str) -> list[str]:
    """The runs of `SHINGLE` letters of a word of an unspaced alphabet; any other word alone."""
    if word[0] != "\x03":
        return [word]
    letters = _ALPHABETIC_LETTER.findall(word)
    last = max(1, len(letters) - SHINGLE + 1)
    return ["".join(letters[i : i + SHINGLE]) for i in range(last)]


_WORDS: dict[TokenizerName, Callable[[str], list[str]]] = {
    "rouge-score": _ascii_words,
    "unicode": _unicode_words,
}


@cache
def _stemmer(language: str) -> tuple[str, Callable[[str], str] | None]:
    if language == "en":
        return "porter-nltk", porter.stem
    try:
        snowball = Stemmer.Stemmer(language, 0)
    except KeyError:
        return "none", None
    return f"snowball-{language}:{Stemmer.version()}", snowball.stemWord


def stemmer_name(language: str) -> str:
    """What stems words of a language, with its version: "porter-nltk", "snowball-de:3.0.1".

    "none" where there is no stemmer for it.
    """
    return _stemmer(language)[0]


def tokenizer_name(name: TokenizerName) -> str:
    """The tokenizer with the version of what its words depend on: "unicode-15.0.0-thai3grams"."""
    return f"unicode-{unidata_version}-thai{SHINGLE}grams" if name == "unicode" else name


@cache
def tokenizer(name: TokenizerName, *, stem: bool, language: str) -> Tokenizer:
    """The function that makes a text a list of words.

    Args:
        name: "rouge-score" or "unicode".
        stem: whether words of four letters and more are stemmed, where the language has a stemmer.
        language: ISO 639-1 code, checked before.
    """
    words = _WORDS[name]
    stemmer = _stemmer(language)[1] if stem else None
    if stemmer is None:
        return words
    stems = _Stems(stemmer)
    stem_of = stems.__getitem__
    return lambda text: list(map(stem_of, words(text)))


def sentence_lines(text: str, language: str) -> list[str]:
    """The sentences of `text` by our own splitter; a line break ends a sentence, too."""
    return [
        text[a:b]
        for start, end, *_ in blocks(text)
        for a, b in segmentation.sentences(text, start, end, language=language)
    ]


def splitter_name() -> str:
    """The name of the sentence segmenter: ours, whose version is the signature's last field."""
    return "summarize"


def first_words(text: str, count: int) -> str:
    """`text` up to the end of its word number `count`.

    A word is what stands between white space; each letter is one in writing without spaces.
    """
    end = 0
    for number, match in enumerate(_LIMIT_WORD.finditer(text), 1):
        if number > count:
            return text[:end]
        end = match.end()
    return text


def first_bytes(text: str, count: int) -> str:
    """`text` up to `count` bytes of UTF-8, a character that is cut left out (DUC's 75 bytes)."""
    return text.encode("utf-8", "surrogatepass")[:count].decode("utf-8", "ignore")
