"""Where the sentences of a paragraph end.

Every mark that can end a sentence is looked at once. Most are settled by what follows: a mark
before a comma, a small letter or a dash and a small letter ends nothing, in any language that has
small letters. A full stop before a capital ends a sentence unless the word before it is an
abbreviation, an initial or an ordinal; abbreviations belong to a language and come from its
profile. Thai and Lao have no mark: there the letters around a space decide, by learned weights.
"""

import re
from functools import cache
from typing import NamedTuple

from summarize.language import stop_words
from summarize.language.profiles import Abbreviation, Profile, profile
from summarize.language.spaces import space_ends

__all__ = ["sentence_ends"]

_INSIDE, _BEFORE_NUMBER, _EITHER, _CLOSING = map(int, Abbreviation)

# Unicode's Sentence_Terminal marks that living languages use; the first line needs no space after.
_UNSPACED_MARKS = "。！？｡…‥\u0964\u0965\u06d4\u061f\u1362\u0f0d\u0f0e\u17d4\u17d5\u104a\u104b"
_MARKS = f".!?\u0589\u2e2e\u1803\u1809\ua4ff{_UNSPACED_MARKS}"
_CLOSERS = "\"'”’»“)\\]」』》〉】）›"
_OPENERS = "\"'“”„‟«»‹›‘’‚(\\[{¿¡*—–―-"
_QUOTES = frozenset('"”’»“」』')
_QUOTATION_SIGNS = re.compile(r'["“”„«»‹›「」]|(?:^|\s)[—–-]')
_VOWELS = frozenset("aeiouyáéíóúàèìòùâêîôûäëïöüąęåøæıůýăőűаеёиоуыэюяіїєαεηιοωυάέήίόύώ")
_STRIP = "\"'“”„«»‹›‘’‚([{¿¡*—–―-"
_AROUND = 32  # letters before a mark that are looked at
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]")
_APOSTROPHES = ("'", "’", "‘")
_ELIDED = re.compile(r"[a-z] ([^\W\d_]+)")  # Dutch: 's Avonds is het dicht.
_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"(?:^|\s)[0-3]?\d\.? [^\W\d_]{2,6}$")  # "1 janv. 2024"
_TIMES = frozenset(("a.m", "p.m", "A.M", "P.M"))
_ROMAN = re.compile("[IVXLCDM]{1,6}$")
_INITIALS = re.compile(r"[^\W\d_]\.?-[^\W\d_]")  # J.-P. Bruneau
_ENUMERATOR = re.compile(r"\s*[\"„“«(]?(?:\d{1,3}(?:\.\d{1,2})*|[^\W\d_]|[IVX]{1,5})")
_ENUMERATOR_LETTERS = 12
_ORDINAL_DIGITS = 2
_ACRONYM_PART = 3  # letters between the stops of an acronym: U.S., e.g., Ph.D.
_PLAIN_LETTERS = 4  # of a word in small letters that ends in a vowel, and so is no abbreviation
_LONG_LETTERS = 6  # the same for one that ends in a consonant and has two vowels
_SHORT_PART = 4  # letters of what may be the first half of an abbreviation: "н. э."
_NOTED_LETTERS = 3  # small letters before a stop that a note number follows: "April.1 Engineers"
_DATE_LETTERS = 24  # of a phrase such as "10 marca 1896 r.", which is no sentence

# What follows a quotation and says whose it is, where writing has no small letters to show it.
_JAPANESE_PARTICLES = tuple("とっはがをにもでの")
_CLAUSE_LETTERS = 14, 60  # to the verb, in scripts without and with spaces


class _Language(NamedTuple):
    """A profile, with what the search needs made of it."""

    profile: Profile
    classes: dict[str, int]
    pattern: re.Pattern[str]
    frequent: frozenset[str]
    speaker: re.Pattern[str] | None


class _Mark(NamedTuple):
    """A mark that may end a sentence, and what stands around it.

    Attributes:
        text: the paragraph.
        start: where the mark stands.
        end: where the sentence would end: behind the mark, what closes there, and a note's number.
        word_end: where the next word ends.
        mark: the mark, or a run of them.
        closers: quotation marks and brackets that close behind it.
        note: the number of a footnote behind those.
        space: the white space behind that.
        openers: quotation marks, brackets and dashes before the next word.
        word: the next word.
    """

    text: str
    start: int
    end: int
    word_end: int
    mark: str
    closers: str
    note: str
    space: str
    openers: str
    word: str

    @property
    def token(self) -> str:
        """What stands between white space and the mark, without what opens there."""
        return _token(self.text, self.start)

    @property
    def previous(self) -> str:
        """The token before that one."""
        tokens = self.text[max(0, self.start - _AROUND) : self.start].split()
        return tokens[-2] if len(tokens) > 1 else ""

    @property
    def follower(self) -> str:
        """The character behind the next word."""
        return self.text[self.word_end : self.word_end + 1]


def sentence_ends(text: str, code: str) -> list[int]:
    """Where the sentences of a paragraph end, but for the last, in order.

    Linear in the length of the text, whatever stands in it.

    Args:
        text: one paragraph.
        code: ISO 639 code of its language.
    """
    language = _language(code)
    small, last, ends = text.islower(), 0, []
    for match in language.pattern.finditer(text):
        mark, closers, note, space, openers, word = match.groups()
        start = match.start()
        if mark == "." and space and not (closers or note or openers) and word[:1].isupper():
            plain = _token(text, start)
            if _is_plain(plain, language):
                last = start + 1
                ends.append(last)
                continue
        end, word_end = match.end(3), match.end()
        if openers[-1:] in _APOSTROPHES and (elided := _ELIDED.match(text, word_end - len(word))):
            word, word_end = elided[1], elided.end()
        at = _Mark(text, start, end, word_end, mark, closers, note, space, openers, word)
        if end := _end(at, language, small=small, last=last):
            ends.append(end)
            last = end
    if language.profile.spaces:
        ends = sorted({*ends, *space_ends(text, language.profile.spaces)})
    return [end for end in ends if end < len(text)]


@cache
def _language(code: str) -> _Language:
    known = profile(code)
    inward = "|[«‹]" if "»«" in known.quotes else "|[ \u00a0\u202f]»(?!\\w)"
    pattern = re.compile(
        rf"([{(marks := _MARKS + known.marks)}][{marks}]*+)"  # one first, so that the search skips
        rf"((?:[{_CLOSERS}]{inward}|[ \u00a0]''(?=\s)|[ \u00a0][”“\"](?=\s))*+)"
        r"((?:\[\d{1,3}\])*+|\d{1,3}(?=\s)|[⁰¹²³⁴-⁹]*+)"
        r"(\s*+)"
        rf"((?:,,\s?|[{_OPENERS}]\s?)*+)"
        r"([^\W_]*+)"
    )
    flags = {word: int(flag) for word, flag in known.abbreviations.items()}
    return _Language(known, flags, pattern, stop_words(code), _speaker(known))


def _speaker(known: Profile) -> re.Pattern[str] | None:
    """A clause that says who spoke: up to a verb of speech, before any mark."""
    listed = sorted(verb for verb in known.reporting_verbs if verb.title() == verb)
    if not listed:  # in other scripts a small letter behind the quotation shows it
        return None
    verbs = "|".join(map(re.escape, listed))
    unspaced = _CJK.match(verbs) is not None
    letters = _CLAUSE_LETTERS[0 if unspaced else 1]
    before, after = ("", "") if unspaced else (r"(?<!\w)", r"(?!\w)")
    stop = "." if "।" not in known.marks else ""
    others = _MARKS.replace(".", stop) + ',;:，；：،؛"“”«»「」'
    return re.compile(rf"[^{others}]{{0,{letters}}}?{before}(?:{verbs}){after}")


def _token(text: str, end: int) -> str:
    if text[end - 1 : end].isspace():
        return ""
    token = text[max(0, end - _AROUND) : end].rsplit(maxsplit=1)
    return token[-1].lstrip(_STRIP) if token else ""


def _is_plain(token: str, language: _Language) -> bool:
    """Whether it is a word in small letters, too long for an abbreviation or known as none."""
    return (
        len(token) >= _PLAIN_LETTERS
        and token.isalpha()
        and token[1:].islower()
        and token not in language.classes
        and token.lower() not in language.classes
    )


def _end(at: _Mark, language: _Language, *, small: bool, last: int) -> int:
    """Where the sentence ends at this mark; 0 where it does not."""
    if not (at.space or _needs_no_space(at)):
        return _glued_end(at, language)
    if not _may_end(at, language):
        return 0
    if at.word[:1].islower():
        ends = _ends_before_small(at, language, small=small)
    elif at.closers or at.mark != ".":
        ends = _ends_after_closers(at, language)
    else:
        ends = _stop_ends(at, language, last)
    return _before_opening_quote(at) if ends else 0


def _needs_no_space(at: _Mark) -> bool:
    """Whether a mark of a script without spaces ends there, or any mark among its letters."""
    if at.mark[0] in _UNSPACED_MARKS:
        return True
    after = at.word[:1] or at.openers[:1] or "。"
    return _CJK.match(at.text, at.start - 1) is not None and _CJK.match(after) is not None


def _glued_end(at: _Mark, language: _Language) -> int:
    """Where a sentence ends that the next follows without a space."""
    token = at.token.rstrip('"”’')
    if at.mark not in {".", "!", "?"} or not at.word[:1].isupper() or at.word[1:].isupper():
        return 0
    if any(sign in token for sign in "/@") or token.startswith("www"):
        return 0
    small = len(token) > 1 and token[-2:].isalpha() and token[-2:].islower()
    known = token.lower() in language.classes and not (at.closers or at.openers)
    if not small or known or (at.follower and at.follower not in " ,'’"):
        return 0
    opens = at.closers[-1:] == "“" and "„" not in at.text[: at.start]
    if opens or (at.closers[-1:] == '"' and _opens(at.text, at.start + len(at.mark))):
        return at.start + len(at.mark) + len(at.closers) - 1
    return at.end


def _opens(text: str, place: int) -> bool:
    """Whether a straight quotation mark there opens: as many close as open before."""
    return text.count('"', 0, place) % 2 == 0


def _before_opening_quote(at: _Mark) -> int:
    """The sentence's end, moved before a quotation mark that opens the next one."""
    closers = at.closers
    if not closers or closers[-1] not in '"“' or at.note:
        return at.end
    place = at.end - 1
    spaced = len(closers) > 1 and closers[-2] in " \u00a0"
    if closers[-1] == '"':
        loose = spaced or not at.space
        return place - spaced if loose and _opens(at.text, place) else at.end
    loose = (spaced or not at.space) and "„" not in at.text[:place]
    return place - spaced if loose else at.end


def _may_end(at: _Mark, language: _Language) -> bool:
    """Whether what follows could begin a sentence."""
    if not at.word and (not at.follower or (at.follower in ",;:).!?…" and not at.openers)):
        return False
    if at.note[:1].isdigit():
        token = at.token
        noted = token[-_NOTED_LETTERS:]
        whole = len(noted) == _NOTED_LETTERS and noted.isalpha() and noted.islower()
        return whole and token.lower() not in language.classes and at.word[:1].isupper()
    return True


def _ends_before_small(at: _Mark, language: _Language, *, small: bool) -> bool:
    """Whether a sentence ends before a small letter: seldom, and never behind a quotation.

    A full stop does behind what is surely a word, and a question mark where nothing is quoted.
    """
    if at.closers or at.openers or language.profile.marks == ":":
        return False
    if at.mark[0] == "?":
        return not _QUOTATION_SIGNS.search(at.text)
    token = at.token
    if at.mark != ".":
        return small and at.mark[0] == "!"
    if not _is_plain(token, language):
        return small and len(token) > 2 and token.isalpha() and token not in language.classes
    vowels = sum(letter in _VOWELS for letter in token)
    return small or token[-1] in _VOWELS or (len(token) >= _LONG_LETTERS and vowels > 1)


def _ends_after_closers(at: _Mark, language: _Language) -> bool:
    """Whether a sentence ends at a mark that is no bare full stop, before what is not small."""
    code, quoted = language.profile.code, not _QUOTES.isdisjoint(at.closers)
    if quoted and _is_attributed(at, language):
        return False
    if code in {"zh", "ja"} and not quoted and at.mark[0] in "…‥":
        return False
    caseless = at.word[:1].isalpha() and not at.word[:1].isupper()
    return quoted or not caseless or at.mark[0] != "…" or code == "fa"


def _is_attributed(at: _Mark, language: _Language) -> bool:
    """Whether the words behind a quotation say whose it is."""
    code, spoken = language.profile.code, language.speaker
    if code == "ja" and not at.space:
        return at.word.startswith(_JAPANESE_PARTICLES)
    if code == "ko" and not at.space:
        return bool(at.word)
    if spoken is None or at.openers or not _opens_sentence(at):
        return False
    return spoken.match(at.text, at.end) is not None


def _opens_sentence(at: _Mark) -> bool:
    """Whether the quotation that closes there was not led in by a colon or comma."""
    opened = max(at.text.rfind(sign, 0, at.start) for sign in '“「『«"')
    return at.text[max(0, opened - 2) : max(0, opened)].strip()[-1:] not in tuple("：:，,،")


def _stop_ends(at: _Mark, language: _Language, last: int) -> bool:
    """Whether a full stop ends a sentence, before a capital, a number or a caseless letter."""
    token = at.token
    if not token or token[-1] in _CLOSERS:
        return True
    near = at.start - last < _ENUMERATOR_LETTERS
    enumerates = near and _ENUMERATOR.fullmatch(at.text, last, at.start) is not None
    if enumerates or _goes_on(at, token, language):
        return False
    token = re.split("['’]", token)[-1] or token  # all'art. 5
    frequent = at.word.lower() in language.frequent and not _is_number(at.word)
    initial = len(at.word) == 1 and at.word.isupper() and at.follower == "."
    if _INITIALS.fullmatch(token):
        return frequent and not initial
    classes = _classes(at, token, language)
    letter = len(token) == 1 and token.isupper()  # "H." leads in a number, or is a person's initial
    if classes and not (letter and classes == _BEFORE_NUMBER and not _is_number(at.word)):
        closing = not initial or bool(classes & _CLOSING)
        return closing and _abbreviation_ends(at, classes, frequent=frequent, last=last)
    if len(token) == 1 and token.isalpha():
        small_word = token in language.frequent and token.islower()
        return not initial and (frequent or small_word)
    return frequent or not _is_shortened(token, at, ordinals=language.profile.ordinals)


def _goes_on(at: _Mark, token: str, language: _Language) -> bool:
    """Whether a full stop is within a date, a time or the number of a law: it ends nothing."""
    timed = token in _TIMES and at.word in language.profile.after_times
    before = at.text[max(0, at.start - _AROUND) : at.start]
    dated = _YEAR.fullmatch(at.word) is not None and _DAY.search(before) is not None
    return timed or dated or (token.isdigit() and at.follower == "§")


def _is_shortened(token: str, at: _Mark, *, ordinals: bool) -> bool:
    """Whether a token that no list has is an ordinal or an acronym by its form."""
    if token.isdigit():
        return ordinals and len(token) <= _ORDINAL_DIGITS and not _is_number(at.word)
    if "." in token:
        return all(len(p) <= _ACRONYM_PART and not p.isdigit() for p in token.split("."))
    return ordinals and _ROMAN.match(token) is not None


def _is_number(word: str) -> bool:
    return word[:1].isdigit() or (word != "I" and _ROMAN.match(word) is not None)


def _classes(at: _Mark, token: str, language: _Language) -> int:
    """The classes of an abbreviation, written in one, in two parts, or behind a hyphen."""
    forms = [token]
    previous = at.previous
    if previous.endswith(".") and len(previous) <= _SHORT_PART and len(token) <= _SHORT_PART:
        forms.insert(0, previous.lstrip(_STRIP) + token)
    if "-" in token:
        forms.append(token.rpartition("-")[2])
    for form in forms:
        folded = form.lower() if len(form) > 1 else form
        if flags := language.classes.get(form) or language.classes.get(folded):
            return flags
    return 0


def _abbreviation_ends(at: _Mark, classes: int, *, frequent: bool, last: int) -> bool:
    """Whether a sentence ends at an abbreviation's full stop."""
    counted = _is_number(at.previous) or at.previous[-1:].isdigit()
    if _is_number(at.word):
        return classes == _CLOSING and not counted
    if classes & _INSIDE and not (counted and classes & (_EITHER | _CLOSING)):
        return False
    if classes & _EITHER:
        whole = at.start - last > _DATE_LETTERS  # "W 2011 r." alone only leads in
        return frequent or (counted and whole and not at.openers)
    return True
