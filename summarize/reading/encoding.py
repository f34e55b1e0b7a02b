r"""Bytes to text: which encoding they are in, and what is said where that is a guess.

The text as read keeps every character of the source, with these exceptions, so that offsets mean
the same on every system: `\r\n` and `\r` become `\n`, a byte order mark is left out, and what no
text holds becomes a space (NUL and other control characters) or `\ufffd` (halves of surrogate
pairs).
"""

import codecs
import re
from functools import cache

from summarize.errors import BinaryInputError, many
from summarize.reading.source_text import SourceText

__all__ = ["decode", "plain"]

# The longer mark first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What articles were written in before UTF-8. Left free, detection also offers EBCDIC and rare
# national variants.
_LEGACY = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "iso8859_2",
    "iso8859_5",
    "koi8_r",
    "koi8_u",
    "mac_roman",
    "cp932",
    "shift_jis",
    "euc_jp",
    "iso2022_jp",
    "gb18030",
    "big5",
    "euc_kr",
    "cp949",
    "tis_620",
    "cp874",
]

# Detection looks at lines that are not ASCII, up to so many bytes: more makes it slower, not surer.
_SAMPLE = 65_536

# Text in UTF-16 without a mark: in Latin, Greek and Cyrillic letters and in all spaces and line
# ends, one byte of two is small. Real ones have over 80 % there; binary files far less.
_UTF16_SHARE = 0.7

# Encodings of Latin letters often come out alike, in disorder and in likeness to a language, to so
# much. Then it is the commonest of them that does not put signs inside words, or together letters
# that no language has both of: these are Czech and Hungarian ones, misread. Of 17 made-up lines in
# Latin letters this named 14 rightly (one each of Hungarian, Romanian and Polish not); without, 8.
_NEAR_CHAOS, _NEAR = 0.02, 0.15
_SIGN_IN_WORD = r"[^\W\d_][¡-¿×÷][^\W\d_]"
_COMMON = (
    ("cp1252", re.compile(f"{_SIGN_IN_WORD}|ø.*[ìè]|[ìè].*ø|õ.*û|û.*õ", re.DOTALL)),
    ("cp1250", re.compile(_SIGN_IN_WORD)),
    ("iso8859_2", re.compile(_SIGN_IN_WORD)),
)

# A UTF-8 file cut in the middle, or with a stray byte, is still UTF-8: at least so many good
# characters outside ASCII for each bad one. Legacy text misread as UTF-8 has hardly any.
_GOOD_FOR_BAD = 4

# More control characters than this share is no text. Terminal recordings stay below it.
_CONTROL_SHARE = 0.1

# What pages declare, and the wider encoding that their bytes are really in.
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}

_NO_TEXT = "not a text: name a text, HTML, PDF or DOCX file, or save it as UTF-8"

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n?")
_OUTSIDE_ASCII = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")


def decode(data: bytes, source: str, *, charset: str | None = None) -> SourceText:
    """The text in `data`.

    A byte order mark decides; then valid UTF-8; then the declared `charset`; then detection.

    Args:
        data: the bytes of a plain text, or of any format that is one (HTML, Markdown).
        source: the path or URL, for messages.
        charset: the encoding that the bytes' surroundings declare, if any; may be wrong.

    Raises:
        BinaryInputError: they are no text.
    """
    text, encoding = _marked(data) or _utf8(data) or _legacy(data, source, charset)
    notes: tuple[str, ...] = ()
    if codecs.lookup(encoding).name != "utf-8":
        notes = (f"read as {_shown(encoding)}, not UTF-8",)
    controls = sum(1 for _ in _CONTROL.finditer(text))
    if controls > _CONTROL_SHARE * len(text):
        raise BinaryInputError(source, _NO_TEXT)
    if controls:
        notes += (f"{many(controls, 'control character')} read as spaces",)
    bad = text.count("\ufffd")
    if bad:
        shown = "is" if bad == 1 else "are"
        what = many(bad, "character")
        notes += (f"{what} could not be decoded and {shown} shown as \ufffd",)
    return SourceText(plain(text), source, notes)


def plain(text: str) -> str:
    """`text` with its lines ended by line feeds, and spaces for what no text holds."""
    text = _CONTROL.sub(" ", _LINE_END.sub("\n", text))
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text).removeprefix("\ufeff")


def _marked(data: bytes) -> tuple[str, str] | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    return None


def _utf8(data: bytes) -> tuple[str, str] | None:
    """UTF-8, whole or slightly damaged; NULs in every other place are UTF-16 instead."""
    if b"\0" in data and (wide := _unmarked_utf16(data)):
        return data.decode(wide, "replace"), wide
    try:
        return data.decode(), "utf-8"
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = len(text) - len(data.decode("ascii", "ignore")) - bad
    return (text, "utf-8") if good >= _GOOD_FOR_BAD * bad else None


def _unmarked_utf16(data: bytes) -> str | None:
    sample = data[: _SAMPLE & ~1]
    half = len(sample) // 2
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        small = sum(map(high.count, range(5)))  # the blocks up to Cyrillic
        if half and small >= _UTF16_SHARE * half and high.count(0) < len(data):
            low = sample[::2] if encoding == "utf-16-le" else sample[1::2]
            if low.count(0) < half // 10:
                return encoding
    return None


def _legacy(data: bytes, source: str, charset: str | None) -> tuple[str, str]:
    """As the declaration says where it fits, else as detected, with what does not fit replaced."""
    if b"\0" in data:  # no encoding of text but UTF-16 and UTF-32 has these
        raise BinaryInputError(source, _NO_TEXT)
    declared = _known(charset)
    if declared:
        try:
            return data.decode(declared), declared
        except UnicodeDecodeError:
            pass
    encoding = _detected(data) or declared
    if not encoding:
        raise BinaryInputError(source, _NO_TEXT)
    return data.decode(encoding, "replace"), encoding


def _known(charset: str | None) -> str:
    """The encoding declared as `charset`, read as browsers do; "" for what texts are not in."""
    try:
        name = codecs.lookup(charset or "").name
    except (LookupError, ValueError):
        return ""
    name = _WIDER.get(name, name)
    return name if name.startswith("iso8859-") or name in _legacy_names() else ""


@cache
def _legacy_names() -> frozenset[str]:
    return frozenset(codecs.lookup(name).name for name in _LEGACY)


def _detected(data: bytes) -> str:
    """The likeliest legacy encoding, or "" where the bytes look like none."""
    from charset_normalizer import from_bytes

    sample = bytearray()
    for line in _OUTSIDE_ASCII.finditer(data):
        sample += line[0] + b"\n"
        if len(sample) >= _SAMPLE:
            break
    matches = list(from_bytes(bytes(sample[:_SAMPLE]), cp_isolation=_LEGACY))
    if not matches:
        return ""
    best = matches[0]
    near = {
        encoding
        for match in matches
        if match.chaos <= best.chaos + _NEAR_CHAOS and match.coherence >= best.coherence - _NEAR
        for encoding in match.could_be_from_charset
    }
    for encoding, impossible in _COMMON:
        if encoding in near and not impossible.search(sample.decode(encoding, "replace")):
            return encoding
    return best.encoding


def _shown(encoding: str) -> str:
    """The name that people know: windows-1252 for cp1252."""
    name = codecs.lookup(encoding).name
    return name.upper() if name.startswith("utf") else re.sub(r"^cp(?=125|874)", "windows-", name)
