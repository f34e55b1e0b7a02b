r"""RTF: the text of the document, without its fonts, pictures, headers, notes and hidden text.

The syntax is that of Microsoft's RTF 1.9.1: control words, control symbols, and groups in braces.
Destinations that hold no text of the document are passed over, and so is every group that begins
with `\*`, which readers may ignore.
"""

import codecs
import re
from dataclasses import dataclass, field, replace

from summarize.errors import InputError
from summarize.reading.metadata import Metadata
from summarize.reading.source_text import SourceText

__all__ = ["rtf"]

DEEPEST = 500  # groups in each other: no program writes more than a few dozen

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+"
    rb"|([^\\{}\r\n]+)"
)
_SKIPPED = frozenset(
    """
    fonttbl colortbl stylesheet pict object header headerl headerr headerf footer footerl footerr
    footerf footnote annotation listtable listoverridetable revtbl rsidtbl generator xmlnstbl
    themedata colorschememapping datastore latentstyles fldinst operator author company keywords
    subject comment doccomm category manager creatim revtim printim buptim nonshppict
    """.split()  # noqa: SIM905  a list of so many is no easier to read
)
_BREAKS = {
    "par": "\n\n", "sect": "\n\n", "page": "\n\n", "line": "\n", "tab": "\t", "cell": "\t",
    "row": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
}  # fmt: skip
_CODE_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_HIDING = frozenset(("info", "v", "deleted", "strike", "striked"))
_SYMBOLS = {b"~": "\u00a0", b"_": "\u2011", b"-": "", b"\n": "\n\n", b"\r": "\n\n"}


@dataclass(slots=True)
class _Group:
    """What holds within a pair of braces."""

    skipped: bool = False
    hidden: bool = False
    title: bool = False
    fallback: int = 1  # characters behind \u that stand for programs without Unicode


@dataclass(slots=True)
class _Reader:
    """Reads the tokens of one document; `pieces` is its text so far."""

    encoding: str = "cp1252"
    pieces: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    groups: list[_Group] = field(default_factory=lambda: [_Group()])
    pending: bytearray = field(default_factory=bytearray)
    left: int = 0  # characters to pass over behind \u

    def read(self, data: bytes, source: str) -> None:
        for token in _TOKEN.finditer(data):
            word, number, code, symbol, brace, text = token.groups()
            if code:
                self._byte(int(code, 16))
            elif text:
                self._text(text)
            else:
                self._flush()
                if brace:
                    self._brace(brace, source)
                elif symbol:
                    self._symbol(symbol)
                elif word:
                    self._control(word.decode(), int(number) if number else None)
        self._flush()

    def _brace(self, brace: bytes, source: str) -> None:
        if brace == b"{":
            if len(self.groups) >= DEEPEST:
                raise InputError(source, "a damaged RTF file: save it anew")
            self.groups.append(replace(self.groups[-1]))
        elif len(self.groups) > 1:
            self.groups.pop()

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self.groups[-1].skipped = True
        else:
            self._write(_SYMBOLS.get(symbol, symbol.decode("latin-1")))

    def _control(self, word: str, number: int | None) -> None:
        if word in _BREAKS:
            self._write(_BREAKS[word])
        elif word == "u" and number is not None:
            self._write(_character(number))
            self.left = self.groups[-1].fallback
        elif word == "uc":
            self.groups[-1].fallback = max(0, number or 0)
        elif word in _CODE_PAGES or word == "ansicpg":
            self.encoding = _CODE_PAGES.get(word) or _known(f"cp{number}") or self.encoding
        else:
            self._state(word, number)

    def _state(self, word: str, number: int | None) -> None:
        """What a word says about the group that it stands in."""
        group = self.groups[-1]
        if word in _SKIPPED:
            group.skipped = True
        elif word == "title":
            group.title = True
        elif word in _HIDING:
            group.hidden = number != 0
        elif word == "plain":
            group.hidden = False

    def _byte(self, value: int) -> None:
        if self.left:
            self.left -= 1
        else:
            self.pending.append(value)

    def _text(self, text: bytes) -> None:
        used = min(self.left, len(text))
        self.left -= used
        self.pending += text[used:]

    def _flush(self) -> None:
        if self.pending:
            self._write(self.pending.decode(self.encoding, "replace"))
            self.pending.clear()

    def _write(self, text: str) -> None:
        group = self.groups[-1]
        if group.title:
            self.title.append(text)
        elif not (group.skipped or group.hidden):
            self.pieces.append(text)


def rtf(data: bytes, source: str, *, charset: str | None = None) -> SourceText:
    """Read an RTF document; its title is the one that it declares.

    Args:
        data: the document.
        source: its path or URL, for messages.
        charset: not used: an RTF file says its code page itself.

    Raises:
        InputError: its groups are nested without end.
    """
    del charset
    reader = _Reader()
    reader.read(data, source)
    text = "".join(reader.pieces)
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    title = "".join(reader.title).strip() or None
    return SourceText(re.sub(r"\n{3,}", "\n\n", text).strip(), source, (), title, Metadata())


def _character(number: int) -> str:
    number = number + 0x10000 if number < 0 else number
    return chr(number) if 0 < number <= 0x10FFFF else ""


def _known(name: str) -> str | None:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
