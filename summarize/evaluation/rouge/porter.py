"""Porter's stemmer for English, as every ROUGE score in print has used it.

M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980, with the changes its author
later published (`logi` to `log`, `bli` to `ble`, words of two letters left alone) and those that
NLTK's stemmer adds and `rouge-score` therefore scores with: a dozen irregular words, `dies` and
`died` to `die`, `y` to `i` only behind a consonant, `alli` before `bli`, `fulli` to `ful`, and an
`e` put back behind a vowel and a consonant (`using` is `use`). Snowball's "porter" has none of
NLTK's; it gives another stem for one English word in fifty.

A word is read as a row of consonants and vowels; its measure m counts the vowel-consonant steps
in it, and each rule asks for a measure of what it would leave.
"""

from collections import defaultdict
from collections.abc import Mapping

__all__ = ["stem"]

_IRREGULAR = {
    "skies": "sky", "sky": "sky", "dying": "die", "lying": "lie", "tying": "tie", "news": "news",
    "innings": "inning", "inning": "inning", "outings": "outing", "outing": "outing",
    "cannings": "canning", "canning": "canning", "howe": "howe", "proceed": "proceed",
    "exceed": "exceed", "succeed": "succeed",
}  # fmt: skip
_KINDS = defaultdict(lambda: "c", {ord(vowel): "v" for vowel in "aeiou"})

# Suffix and what stands in its place, where the measure of the rest is above zero. The longest
# suffix of a word decides, whether its condition holds or not.
_DOUBLE_SUFFIXES = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize",
    "bli": "ble", "alli": "al", "entli": "ent", "eli": "e", "ousli": "ous", "ization": "ize",
    "ation": "ate", "ator": "ate", "alism": "al", "iveness": "ive", "fulness": "ful",
    "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble", "fulli": "ful",
    "logi": "log",
}  # fmt: skip
_ENDINGS = {
    "icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": "",
}  # fmt: skip
# Taken off where the measure of the rest is above one.
_RESIDUES = dict.fromkeys(
    ("al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou",
     "ism", "ate", "iti", "ous", "ive", "ize"),
    "",
)  # fmt: skip


def stem(word: str) -> str:
    """The stem of a lower-cased English word.

    Letters other than a, e, i, o, u and y count as consonants, digits too.
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 2:
        return word
    word = _without_y(_without_past(_without_plural(word)))
    return _without_e(_without_residue(_without_ending(_without_double_suffix(word))))


def _shape(word: str) -> str:
    """`word` with c for each consonant and v for each vowel; y is what the letter before is not."""
    if "y" not in word:
        return word.translate(_KINDS)
    shape = ""
    for letter in word:
        if letter == "y":
            shape += "v" if shape.endswith("c") else "c"
        else:
            shape += _KINDS[ord(letter)]
    return shape


def _measure(word: str) -> int:
    return _shape(word).count("vc")


def _is_short(word: str) -> bool:
    """Whether an e belongs behind it: hop(ing), us(ing), but not show(ing)."""
    shape = _shape(word)
    return (shape.endswith("cvc") and word[-1] not in "wxy") or shape == "vc"


def _split(word: str, suffixes: Mapping[str, str]) -> tuple[str, str]:
    """`word` in two: what stands before its longest suffix among `suffixes`, and that suffix."""
    for length in range(min(7, len(word)), 1, -1):
        if word[-length:] in suffixes:
            return word[:-length], word[-length:]
    return word, ""


def _without_plural(word: str) -> str:
    """Step 1a: caresses, ponies, dies, cats."""
    if word.endswith("ies"):
        return word[:-1] if len(word) == 4 else word[:-2]
    if word.endswith("sses"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _without_past(word: str) -> str:
    """Step 1b: spied, died, agreed, plastered, motoring."""
    if word.endswith("ied"):
        return word[:-1] if len(word) == 4 else word[:-2]
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    rest = word.removesuffix("ed") if word.endswith("ed") else word.removesuffix("ing")
    return _mended(rest) if rest != word and "v" in _shape(rest) else word


def _mended(word: str) -> str:
    """What -ed or -ing left behind: conflat(e), hop(p), fil(e)."""
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if len(word) > 1 and word[-1] == word[-2] and _shape(word)[-1] == "c":
        return word if word[-1] in "lsz" else word[:-1]
    return word + "e" if _measure(word) == 1 and _is_short(word) else word


def _without_y(word: str) -> str:
    """Step 1c: happy, but enjoy and by as they are."""
    if word.endswith("y") and len(word) > 2 and _shape(word[:-1])[-1] == "c":
        return word[:-1] + "i"
    return word


def _without_double_suffix(word: str) -> str:
    """Step 2: relational, digitizer, hopefulness; radicalli goes through it twice."""
    rest, suffix = _split(word, _DOUBLE_SUFFIXES)
    # The l of logi counts for the rest, so that geologi is as good as archaeologi.
    if not suffix or _measure(rest + "l" if suffix == "logi" else rest) == 0:
        return word
    shorter = rest + _DOUBLE_SUFFIXES[suffix]
    return _without_double_suffix(shorter) if suffix == "alli" else shorter


def _without_ending(word: str) -> str:
    """Step 3: triplicate, formative, goodness."""
    rest, suffix = _split(word, _ENDINGS)
    return rest + _ENDINGS[suffix] if suffix and _measure(rest) > 0 else word


def _without_residue(word: str) -> str:
    """Step 4: revival, adjustment, adoption."""
    rest, suffix = _split(word, _RESIDUES)
    if not suffix or _measure(rest) < 2 or (suffix == "ion" and rest[-1] not in "st"):
        return word
    return rest


def _without_e(word: str) -> str:
    """Step 5: probate, cease, controll."""
    if word.endswith("e"):
        rest = word[:-1]
        measure = _measure(rest)
        if measure > 1 or (measure == 1 and not _is_short(rest)):
            word = rest
    return word[:-1] if word.endswith("ll") and _measure(word[:-1]) > 1 else word
