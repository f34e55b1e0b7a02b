"""LaTeX: the prose of a document, by its structure; no macro is expanded.

What stands outside `document`, comments, mathematics on lines of its own, figures, tables, code,
footnotes, citations and references are left out. Text in braces of other commands is kept. A
document whose text comes from its own macros is not read rightly.
"""

import re

from summarize.reading.encoding import decode
from summarize.reading.metadata import Metadata
from summarize.reading.source_text import SourceText

__all__ = ["is_tex", "latex"]

DEEPEST = 20  # braces in each other that are undone, one round of the pattern each

_DOCUMENT = re.compile(r"\\begin\s*\{document\}(.*?)(?:\\end\s*\{document\}|\Z)", re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)%[^\n]*\n?")
_LEFT_OUT = (
    "figure table tabular tabularx longtable equation align gather multline eqnarray displaymath"
    " math verbatim lstlisting minted algorithm algorithmic tikzpicture thebibliography comment"
    " filecontents picture"
)
_ENVIRONMENT = re.compile(
    r"\\begin\s*\{(" + "|".join(_LEFT_OUT.split()) + r")\*?\}"
    r"(?:(?!\\begin\s*\{\1).)*?\\end\s*\{\1\*?\}",
    re.DOTALL,
)
_DISPLAY = re.compile(r"\\\[(?:(?!\\\[).)*?\\\]|\$\$.*?\$\$", re.DOTALL)
_ARGUMENT = r"\s*(?:\[[^\[\]]*\]\s*)*\{([^{}]*)\}"
_DROPPED = re.compile(
    r"[~ \t]{0,3}\\(?:footnote|footnotetext|thanks|cite\w*|nocite|label|index|includegraphics|input"
    r"|include|bibliography\w*|usepackage|documentclass|pagestyle|thispagestyle|vspace|hspace"
    r"|setlength|newcommand|renewcommand|def|date|marginpar|todo|begin|end)\*?" + _ARGUMENT
)
_REFERENCE = re.compile(r"\\(?:eq|page|auto|c|C|name)?ref\*?\s*\{[^{}]*\}")
_HEADING = re.compile(r"\\(part|chapter|(?:sub){0,2}section|paragraph)\*?" + _ARGUMENT)
_LINK = re.compile(r"\\href\s*\{[^{}]*\}\s*\{([^{}]*)\}")
_COMMAND = re.compile(r"\\[a-zA-Z@]+\*?" + _ARGUMENT)
_NAMED = re.compile(r"\\(title|author)" + _ARGUMENT)
_ACCENT = re.compile(
    r"\\([`'^\"~=.uvHcdbkr])\s*\{?\\?([A-Za-z])\}?(?![A-Za-z])|\\([`'^\"~=.])([A-Za-z])"
)
_DOTLESS = re.compile(r"(?<=\\[`'^\"~=])\\([ij])(?: |\{\})?")
_MARKS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323",
    "b": "\u0331", "k": "\u0328", "r": "\u030a",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł",
    "aa": "å", "AA": "Å", "i": "i", "ldots": "…", "dots": "…", "textendash": "–",
    "textemdash": "—", "LaTeX": "LaTeX", "TeX": "TeX", "S": "§", "euro": "€", "item": "\n- ",
    "par": "\n\n",
}  # fmt: skip
_LETTER = re.compile(r"\\([A-Za-z]+)(?:\s*\{\}|\s+|(?=[^A-Za-z]|$))")
_PAIRS = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", " "), ("\\\\", "\n"))
_SPACES = re.compile(r"\\[,;:! ]|\\(?=\n)")
_ESCAPED = re.compile(r"\\([%&$#_{}])")


def is_tex(head: str) -> bool:
    """Return whether a text that begins so is a LaTeX document."""
    return re.search(r"^[ \t]*\\documentclass\b|^\\begin\{document\}", head, re.M) is not None


def latex(data: bytes, source: str, *, charset: str | None = None) -> SourceText:
    r"""Read a LaTeX document: its headings, paragraphs and items; its title is `\title`.

    Args:
        data: the document.
        source: its path or URL, for messages.
        charset: an encoding declared for it.

    Raises:
        BinaryInputError: it is no text.
    """
    read = decode(data, source, charset=charset)
    text = _COMMENT.sub("", read.text)
    named = {match[1]: _plain(match[2]) for match in _NAMED.finditer(_with_letters(text))}
    body = _DOCUMENT.search(text)
    body_text = _plain(body[1] if body else _NAMED.sub("", text))
    title = " ".join(named.get("title", "").split()) or None
    shown = f"# {title}\n\n{body_text}" if title else body_text
    author = " ".join(named.get("author", "").split()) or None
    note = "read as LaTeX: formulas on their own lines, figures, tables and notes were left out"
    return SourceText(shown, source, (*read.notes, note), title, Metadata(author=author))


def _plain(text: str) -> str:
    text = _DISPLAY.sub(" ", _ENVIRONMENT.sub("\n\n", text))
    text = _SPACES.sub(" ", _with_letters(text))
    for _ in range(DEEPEST):
        before = text
        text = _DROPPED.sub(_gap, text)
        text = _LINK.sub(r"\1", _REFERENCE.sub("…", text))
        text = _HEADING.sub(r"\n\n## \2\n\n", text)
        text = _COMMAND.sub(r"\1", text)
        if text == before:
            break
    for pair, sign in _PAIRS:
        text = text.replace(pair, sign)
    text = re.sub(r"\$([^$\n]*)\$", r"\1", _LETTER.sub(" ", text))
    text = _ESCAPED.sub(r"\1", re.sub(r"(?<!\\)[{}]", "", text))
    return re.sub(r"\n\s*\n\s*", "\n\n", text).strip()


def _gap(match: re.Match[str]) -> str:
    r"""A paragraph's end for `\begin` and `\end`, nothing for what else is dropped."""
    return "\n\n" if re.match(r"[~ \t]*\\(?:begin|end)\b", match[0]) else ""


def _with_letters(text: str) -> str:
    """The text with its accents and named letters as characters."""
    from unicodedata import normalize

    def accented(match: re.Match[str]) -> str:
        mark, letter = (match[1], match[2]) if match[1] else (match[3], match[4])
        return normalize("NFC", letter + _MARKS[mark])

    text = _ACCENT.sub(accented, _DOTLESS.sub(r"\1", text))
    return _LETTER.sub(lambda match: _LETTERS.get(match[1], match[0]), text)
