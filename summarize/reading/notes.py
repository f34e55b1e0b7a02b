"""Note marks and lists of references: what scholars and encyclopedias add to a text.

A mark such as `[1]` or `[citation needed]` behind a sentence becomes as many spaces as it has
characters, so that it neither ends nor opens a sentence and every offset stays exact.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from summarize.reading.text_block import TextBlock

__all__ = ["blank_note_marks", "with_references"]

FEWEST_REFERENCES = 2
FEWEST_ADDRESSES = 2  # in the list of a page's links
FEWEST_PLAIN, PLAIN_SHARE = 3, 0.8  # figures that look like notes; those that count up by one
MOST_REFERENCES = 200  # looked at
REFERENCE_SHARE = 0.6  # of what stands under the heading
REFERENCES_PLACE = 0.4  # of the text: a list of references stands behind it

# A figure, a page with it, a word that asks ("when?", "citation needed"), "note 2", a letter.
_FIGURE = r"\[\d{1,3}(?:[–,-]\s?\d{1,3})*(?:, pp?\. ?\d[\d–-]*)?\](?::\d{1,4}(?:[–-]\d{1,4})?)?"
_QUERY = r"\[(?:[^\W\d_][^\[\]\n]{1,30}\?|[^\[\]\n]{2,24} needed|note \d{1,3}|[a-z])\]"
# Behind a punctuation mark: figures, or a few words where the mark ends a sentence.
_MARKS = re.compile(
    r"(?:(?<=[.,;:!?)\"”’»…。，])[ \t]?(?:" + _FIGURE + "|" + _QUERY + r")+(?=[\s.,;:)]|$)"
    r"|(?<=[.!?…。])(?:\[[^\W\d_][^\[\]\n]{0,40}\])+(?=\s|$)"
    r"|(?<=[^\W\d_]{2})[ \t]?(?:\[\d{1,3}\])+(?=[.,;:)])"
    r"|(?<=[^\W\d_]{3})(?:" + _FIGURE + "|" + _QUERY + r")+(?=\s[^\W\d_])"
    r"|(?<=[.!?])[†‡]{1,2}(?=\s|$)"
    r"|(?<=[.,;!?”\"])[⁰¹²³⁴-⁹]{1,3}(?=\s|$))"
)
_PLAIN = (  # from the mark on: looking behind every character first takes twelve times as long
    re.compile(
        r"([.!?])(?<=[a-zà-ÿ]{2}.)(?<!\b[A-Z][a-z]\.)(\d{1,3})(?=\s+[\"“(]?[A-ZÀ-Þ]|\s*$)", re.M
    ),
    re.compile(r"([.!?])(?<=[a-zà-ÿ]{2}.) ?\((\d{1,3})\)(?=\s+[\"“]?[A-ZÀ-Þ]|\s*$)", re.M),
)
_RAISED = re.compile(r"[⁰¹²³⁴-⁹]{1,3}\s?\w|\[\d{1,3}\] ?\w")
# Text browsers number the links of a page before their words, and list the addresses at the end.
_LINK = re.compile(r"\[\d{1,4}\](?=[^\s\[])")
_ADDRESS = re.compile(r"^[ \t]*\d{1,4}\. [a-z]{3,8}:\S+$", re.MULTILINE)
_SIGN = re.compile("[\\[†‡⁰¹²³⁴-⁹]")  # tried first: a search for marks takes 30 times as long
_REFERENCE = re.compile(
    r"\[?\d{1,3}[\].)]|[↑^*]\s|.*(?:\b(?:1[6-9]|20)\d\d\b|https?://|\bdoi\b|\bISBN\b|\bpp?\.\s?\d)",
    re.IGNORECASE,
)
_HEADINGS = frozenset(
    [
        "references",
        "bibliography",
        "works cited",
        "notes",
        "footnotes",
        "sources",
        "citations",
        "notes and references",
        "literatur",
        "literaturverzeichnis",
        "einzelnachweise",
        "quellen",
        "anmerkungen",
        "références",
        "bibliographie",
        "notes et références",
        "referencias",
        "bibliografía",
        "notas",
        "riferimenti",
        "bibliografia",
        "note",
        "referências",
        "referenties",
        "bronnen",
        "literatuur",
        "referenser",
        "källor",
        "noter",
        "kilder",
        "referanser",
        "lähteet",
        "viitteet",
        "przypisy",
        "literatura",
        "reference",
        "литература",
        "примечания",
        "источники",
        "література",
        "kaynakça",
        "kaynaklar",
        "irodalom",
        "források",
        "jegyzetek",
        "参考文献",
        "参考资料",
        "参考",
        "注释",
        "脚注",
        "脚註",
        "각주",
        "참고 문헌",
    ]
)


def blank_note_marks(text: str) -> str:
    """Return `text` with note marks and link numbers as white space, in as many characters."""
    return _without_plain_figures(_without_marks(_without_link_numbers(text)))


def _without_link_numbers(text: str) -> str:
    if not _LINK.search(text) or len(_ADDRESS.findall(text)) < FEWEST_ADDRESSES:
        return text
    return _LINK.sub(lambda match: " " * len(match[0]), text)


def _without_marks(text: str) -> str:
    pieces, done = [], 0
    for sign in _SIGN.finditer(text):
        at = sign.start()
        if at < done:
            continue
        spaced = at > done and text[at - 1] in " \t"
        match = (spaced and _MARKS.match(text, at - 1)) or _MARKS.match(text, at)
        if match:
            pieces += [text[done : match.start()], " " * len(match[0])]
            done = match.end()
    return "".join([*pieces, text[done:]]) if pieces else text


def _without_plain_figures(text: str) -> str:
    """The text without figures behind full stops that count up, as raised ones lost their place."""
    for pattern in _PLAIN:
        numbers = [int(match[2]) for match in pattern.finditer(text)]
        rising = sum(b - a in (0, 1) for a, b in pairwise(numbers))
        if len(numbers) >= FEWEST_PLAIN and rising >= PLAIN_SHARE * (len(numbers) - 1):
            text = pattern.sub(lambda match: match[1].ljust(len(match[0])), text)
    return text


def with_references(text: str, blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """Give the rule `references` to a list of references and its heading."""
    start = next((i for i in range(len(blocks)) if _opens(text, blocks, i)), None)
    if start is None:
        return _with_notes(text, blocks)
    end = next(
        (i for i in range(start + 1, len(blocks)) if blocks[i].kind == "heading"), len(blocks)
    )
    return [
        b._replace(rule="references", kind="paragraph") if start <= i < end and not b.rule else b
        for i, b in enumerate(blocks)
    ]


def _with_notes(text: str, blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """Give the rule `references` to the notes at the end, each with its raised number."""
    start = len(blocks)
    while start and _RAISED.match(text, blocks[start - 1].start, blocks[start - 1].end):
        start -= 1
    if len(blocks) - start < FEWEST_REFERENCES or not start:
        return list(blocks)
    return [
        b._replace(rule=b.rule or "references") if i >= start else b for i, b in enumerate(blocks)
    ]


def _opens(text: str, blocks: Sequence[TextBlock], index: int) -> bool:
    """Whether a block is the heading of references, with references below it."""
    block = blocks[index]
    if block.end - block.start > 40 or block.start < REFERENCES_PLACE * len(text):
        return False
    if text[block.start : block.end].strip(" :.#*").casefold() not in _HEADINGS:
        return False
    below = []
    for other in blocks[index + 1 : index + 1 + MOST_REFERENCES]:
        if other.kind == "heading":
            break
        line_start = text.rfind("\n", 0, other.start) + 1  # with the number that marks an item
        below.append(_REFERENCE.match(text[line_start : other.end].lstrip()) is not None)
    return sum(below) >= max(FEWEST_REFERENCES, REFERENCE_SHARE * len(below))
