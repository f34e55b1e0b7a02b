"""Which language a text is in, and which languages are known.

First the script and the share of very common words, which settle ordinary prose in some forty
languages in a fraction of a millisecond; only where they do not, py3langid's model. Languages that
share most of their common words, such as Croatian, Bosnian and Serbian, count as one until the
last step: a text is not unknown because it could be any of them.
"""

import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from math import sqrt

from summarize.errors import LanguageError
from summarize.language import UNKNOWN, fold, has_stemmer, stemmed, words
from summarize.language.index import common_words, listed
from summarize.language.profiles import codes

__all__ = ["UNKNOWN", "caveat", "check", "detect", "known"]

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
_RELATIVES = (frozenset({"hr", "bs", "sr"}), frozenset({"id", "ms"}), frozenset({"no", "da"}))
# Their common words and letters are nearly the same: what speaks for one does not speak against
# the other, and the one that has most is named.
_ALIASES = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi"}
_KANA = "[\u3041-\u30ff]"
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
    if code not in _served():
        return f"language '{code}': no stemming and no stop words known for it"
    return None


def check(code: str) -> str:
    """The code of a language as we write it; `UNKNOWN` is a language too.

    Args:
        code: a code ("pt-BR" is "pt", "nb" is "no", "deu" is "de"), an English name ("croatian"),
            or the language's own ("deutsch").

    Raises:
        LanguageError: it is no language that we know anything of, or can tell.
    """
    if not isinstance(code, str):
        raise LanguageError(str(code), known())
    name = code.strip().lower()
    short = re.split("[-_]", name, maxsplit=1)[0]
    short = _ALIASES.get(short, short)
    if _is_known(short):
        return short
    named = _three_letters().get(name) or _names().get(name) or _own_names().get(name, "")
    named = _ALIASES.get(named, named)
    if named and _is_known(named):
        return named
    raise LanguageError(code, known())


def _is_known(code: str) -> bool:
    return code == UNKNOWN or has_stemmer(code) or code in known() or code in _told()


@cache
def _names() -> Mapping[str, str]:
    """English names of languages, in small letters -> code (CLDR's)."""
    from babel import Locale

    listed = Locale("en").languages
    return {str(name).lower(): code for code, name in listed.items() if code.isalpha()}


@cache
def _own_names() -> Mapping[str, str]:
    """What languages call themselves, in small letters -> code (CLDR's): "deutsch", "français"."""
    from babel import Locale, UnknownLocaleError

    names: dict[str, str] = {}
    for code in known():
        with suppress(UnknownLocaleError):
            names[str(Locale(code).get_language_name(code)).lower()] = code
    return names


def _three_letters() -> Mapping[str, str]:
    """Codes of ISO 639-2 and -3 -> those of 639-1 (CLDR's aliases)."""
    from babel.core import get_global

    aliases: Mapping[str, str] = get_global("language_aliases")
    return aliases


@cache
def _told() -> frozenset[str]:
    """The codes that `detect` may answer: what it says may be said to it."""
    from py3langid import rank

    scripts = {code for _, code in _SCRIPTS if code}
    return frozenset(scripts | {_ALIASES.get(code, code) for code, _ in rank("a")})


@cache
def known() -> tuple[str, ...]:
    """The codes of the languages we have stems, stop words or a data file for, in order."""
    return tuple(sorted({*_served(), *codes()}))


@cache
def _served() -> frozenset[str]:
    """The codes of the languages with stems or a full list of stop words, or none needed."""
    from stopwordsiso import langs

    return frozenset({*stemmed(), *listed(), *langs(), "km", "lo", "my"})


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
        count = sum(map(len, re.findall(f"[{script}]+", sample)))
        if count > most:
            most, code = count, language
        if 2 * most > letters:
            break
    if code != "zh":
        return code
    return "ja" if len(re.findall(_KANA, sample)) > _KANA_SHARE * most else code


@cache
def _lists() -> dict[str, list[str]]:
    """For each common word, the languages in whose list it is."""
    lists: dict[str, list[str]] = {}
    for code, common in common_words().items():
        for word in dict.fromkeys(common.split()):
            lists.setdefault(word, []).append(code)
    return lists


def _vote(sample: str) -> str | None:
    """The language whose common words are by far the most frequent, if one is."""
    counts, lists = Counter(words(sample)), _lists()
    votes: dict[str, int] = {}
    for word, count in counts.items():
        for part in fold(word).split("'"):
            for code in lists.get(part, ()):
                votes[code] = votes.get(code, 0) + count
    if counts.total() < _LEAST_WORDS or not votes:
        return None
    best, *others = sorted(votes, key=lambda code: -votes[code])
    second = max((votes[code] for code in others if not _are_relatives(best, code)), default=0)
    sure = votes[best] >= max(2, _LEAST_SHARE * counts.total())
    if not sure or votes[best] - second < _LEAD * votes[best]:
        return None
    close = [code for code in others if _are_relatives(best, code)]
    return best if not close or votes[best] > votes[close[0]] else None


def _are_relatives(code: str, other: str) -> bool:
    return any(code in group and other in group for group in _RELATIVES)


def _model(sample: str) -> str:
    """py3langid's opinion, or UNKNOWN where its first two are too near each other."""
    if len(words(sample)) < _LEAST_WORDS:
        return UNKNOWN
    from py3langid import rank

    ranked: list[tuple[str, float]] = [(_ALIASES.get(c, c), score) for c, score in rank(sample)]
    (best, first), *others = ranked
    second = next(score for code, score in others if not _are_relatives(best, code))
    if (first - second) / sqrt(len(sample.encode("utf-8", "replace"))) < _LEAST_MARGIN:
        return UNKNOWN
    return best
