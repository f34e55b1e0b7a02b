"""Splitting a text into blocks, and a block into sentences, by offsets into the text.

A block is what an author set apart: a paragraph, a heading, a list item, a piece of code. Pages
flattened to text have one a line; wrapped text has one between blank lines, and its lines are
joined. Sentences are nupunkt's (a Punkt model with a large list of abbreviations; Kiss & Strunk,
Computational Linguistics 2006), and what it does not know is mended here.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

__all__ = ["Kind", "blocks", "sentences"]

Kind = Literal["paragraph", "heading", "item", "code"]

# Wrapped text: lines end where the next word would not have fitted, in columns as wide as this.
WRAP_LEAST, WRAP_MOST = 40, 100
WRAP_SHARE = 0.85  # of the lines that end inside a sentence; the rest are ends of stanzas

HEADING_WORDS = 14  # headlines of newspapers have up to 14
HEADING_SHARE = 0.5  # of the blocks: where more look so, it is verse, a list, or notes
PROSE_WORDS = 12  # what stands under a heading has as many, and ends as a sentence does
CODE_SHARE = 0.6  # of a stanza's lines

_SPACE = (
    " \t\f\v\r\n\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff\u200b"
    + "".join(map(chr, range(0x2000, 0x200B)))
)
_LINE = re.compile(r"[^\n]+")
_BLANK = re.compile(r"\n[ \t\r\f\v\xa0\u200b]*\n")
_TERMINAL = re.compile(r"[.!?…:;。！？｡।؟۔][\"'”’»“)\]」』]*$")
_BULLET = re.compile(r"[-*+•‣◦▪●–]\s+(?=\S)")
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-z])[.)]\s+(?=\S)")
_MARKDOWN = re.compile(r"#{1,6}\s+(?=\S)")
_RULE = re.compile(r"[-=_*~#]{3,}")
_FENCE = re.compile(r"```|~~~")
_CODE = re.compile(
    r"[;{}]$|^[}\])]|^(?:def|class|import|from|return|function|const|let|var|public|private|for|if"
    r"|while|#include|package|fn|func|struct)\b[^.]*[:;({=)]?$|^[\w.\[\]]+\s*(?:[-+*/:|]?=|->)\s*\S"
    r"|^[\w.]+\([^ ]*\)$|^[$>]\s+[\w./-]+|^(?://|/\*)"
)
_STARTS_HEADING = re.compile(r"[\"'“‘«¿¡(]?[^\W_]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without the white space around it, and how it was marked."""

    start: int
    end: int
    text: str
    stanza: int
    kind: Kind = "paragraph"

    @property
    def closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return _TERMINAL.search(self.text[-8:]) is not None


def blocks(text: str) -> Iterator[tuple[int, int, Kind]]:
    """The blocks of `text`, in order: start, end (white space around them left out), kind."""
    found = list(_lines(text))
    width = _wrap_width(found)
    parts = [(g[0].start, g[-1].end, g[0].kind) for g in _groups(found, width)]
    headings = _headings(text, parts)
    for i, (start, end, kind) in enumerate(parts):
        yield start, end, "heading" if i in headings else kind


def _lines(text: str) -> Iterator[_Line]:
    """The lines that hold something, their list markers taken off, code and headings told."""
    gaps = [gap.start() for gap in _BLANK.finditer(text)]
    numbered = sum(1 for found in _LINE.finditer(text) if _NUMBER.match(found[0].strip(_SPACE))) > 1
    fenced = False
    for found in _LINE.finditer(text):
        line = found[0].strip(_SPACE)
        if not line:
            continue
        start = found.start() + found[0].index(line[0])
        stanza = bisect_left(gaps, start)
        if _FENCE.match(line):
            fenced = not fenced
            yield _Line(start, start + len(line), line, stanza, "code")
        elif fenced:
            yield _Line(start, start + len(line), line, stanza, "code")
        elif not _RULE.fullmatch(line):
            yield _marked(_Line(start, start + len(line), line, stanza), numbered)


def _marked(line: _Line, numbered: bool) -> _Line:
    """`line` without its marker, where it has one."""
    kinds: Sequence[tuple[re.Pattern[str], Kind]] = ((_MARKDOWN, "heading"), (_BULLET, "item"))
    if numbered:
        kinds = (*kinds, (_NUMBER, "item"))
    for pattern, kind in kinds:
        if marker := pattern.match(line.text):
            size = marker.end()
            return _Line(line.start + size, line.end, line.text[size:], line.stanza, kind)
    return line


def _wrap_width(lines: Sequence[_Line]) -> int | None:
    """The width that lines are wrapped to, or None where each line stands for itself."""
    width = max((len(line.text) for line in lines), default=0)
    if not WRAP_LEAST <= width <= WRAP_MOST:
        return None
    inside = [
        (line, following)
        for line, following in pairwise(lines)
        if line.stanza == following.stanza and not line.closed and following.kind == "paragraph"
    ]
    full = sum(_is_full(line, following, width) for line, following in inside)
    continued = any(following.text[0].islower() for _, following in inside)
    return width if continued and full >= WRAP_SHARE * len(inside) else None


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this one."""
    word = following.text.partition(" ")[0]
    return len(line.text) + 1 + len(word) > width - 2


def _groups(lines: Sequence[_Line], width: int | None) -> Iterator[list[_Line]]:
    """The lines of each block: one, or those of a wrapped paragraph, or of a piece of code."""
    group: list[_Line] = []
    for line in lines:
        if group and not _continues(group[-1], line, width):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _continues(line: _Line, following: _Line, width: int | None) -> bool:
    if line.kind == "code" or following.kind == "code":
        return line.kind == following.kind
    if line.stanza != following.stanza or following.kind != "paragraph" or line.kind == "heading":
        return False
    if _CODE.search(line.text) and _CODE.search(following.text):
        return False
    return width is not None and _is_full(line, following, width)


def _headings(text: str, parts: Sequence[tuple[int, int, Kind]]) -> set[int]:
    """Which blocks are headings: those marked so, and short unfinished ones above prose."""
    marked = {i for i, (_, _, kind) in enumerate(parts) if kind == "heading"}
    likely = set()
    for i, ((start, end, kind), (after, after_end, after_kind)) in enumerate(pairwise(parts)):
        alike = kind == after_kind == "paragraph" and "\n" in text[end:after]
        if alike and _is_prose(text[after:after_end]) and _is_heading(text[start:end]):
            likely.add(i)
    if len(likely) > HEADING_SHARE * len(parts):
        likely = set()
    return {i for i in marked | likely if i + 1 < len(parts)}


def _is_heading(line: str) -> bool:
    return (
        len(line.split(None, HEADING_WORDS)) <= HEADING_WORDS
        and not _TERMINAL.search(line[-8:])
        and line[-1] not in ',"”’»|-–—'
        and ": " not in line
        and _STARTS_HEADING.match(line) is not None
        and not line[0].islower()
        and not line[0].isdigit()
    )


def _is_prose(line: str) -> bool:
    return len(line.split(None, PROSE_WORDS)) >= PROSE_WORDS and bool(_TERMINAL.search(line[-8:]))


# Abbreviations nupunkt does not know, by language, without their last full stop, lower-cased.
_ABBREVIATIONS = {
    "de": "abb abs abt art bd bzgl bzw ca chr d.h dipl dr ebd evtl fa frl ggf hr hrsg i.d.r inkl"
    " insb jh max min mio mrd nr o.ä prof s.o sog st str tel u.a u.u usf usw.a vgl z.b z.t zt",
    "fr": "art av apr c.-à-d cf ch chap dr éd env ex fig hab m me mgr mlle mm mme mmes n° no p pp"
    " pr st ste t vol",
    "es": "a.c art av avda c cap cía d d.c da dpto dr dra ee ej excmo fig gral hnos ilmo lic ma n"
    " núm p pág prof s sr sra sras sres srta sta sto tel ud uds vs",
    "it": "art avv cap dott ecc.a es fig geom ing n pag prof rag sig sigg sig.ra sig.na vol",
    "pt": "av cap dr dra ex fig n prof profa sr sra srs srta vol",
    "nl": "bijv blz ca dhr dr drs enz.a evt incl ing ir jl mevr mr nl nr o.a prof resp st t.a.v",
    "en": "lt sgt messrs nos approx dept est fig figs eq ed eds vol pp ch",
}
# What a full stop shortens in English however it is written, and only with a capital. nupunkt's
# list also has what ends sentences every day ("story.", "York."): it decides for these alone.
_SHORTENED = """
    mr mrs ms messrs mme mlle dr drs prof profs rev fr sr br st ste pres gov govs sen sens rep
    reps gen gens adm amb col cols lt lieut sgt cpl capt cmdr maj brig pvt pfc supt insp det
    atty asst assoc assn msgr jr inc corp co ltd bros dept vs al cf approx viz ibid resp incl
    esp suppl fig figs eq eqs eds vol vols pp nos mt ft
"""
_TITLES = frozenset(
    ["sen", "rep", "gov", "gen", "pres", "lt", "col", "sgt", "adm", "dr", "mr", "mrs"]
)
_TITLES_OF_MANY = frozenset(["Govs", "Sens", "Reps", "Gens", "Profs", "Revs"])
_SHORTENED_NAMES = """
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun
    Ala Ariz Ark Cal Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Me Mich Minn Miss Mo
    Mont Neb Nev Okla Ont Ore Pa Penn Que Tenn Tex Va Vt Wash Wis Wyo Wm Geo Chas Thos Jas Jos
    Hon Def Sec Secy Treas Min Dir Mgr Dep Admin Comm Ret Ed Ch Chap Sect Art Am Eng Intl Natl
    Univ Inst Dist Div Ave Blvd Rd Hwy Bldg Sq Acad Ann Appl Biol Bull Chem Conf Econ Hist Int
    Lett Math Phys Proc Psychol Sci Ser Soc Symp Tech Trans Plc Cos Id Op
"""
_ELSEWHERE = 5  # letters of a word in small letters that no other language shortens, but these:
_SHORTENED_ELSEWHERE = ("approx", "aprox", "assoc", "suppl", "insbes", "einschl")
_PLAIN_END = re.compile(r"\.(?<=[^\W\d_A-Z]\.)[\"”’)\]]{0,2}\s+(?=[\"“‘'(«„¿¡]?[^\W\d_a-z])")
_WORD_BEFORE = re.compile(r"(?:^|[\s\"“„‘'’«(/—–-])([^\W\d_]{2,})$")
_ORDINAL_LANGUAGES = frozenset(
    ("cs", "da", "de", "et", "fi", "hr", "hu", "lv", "no", "pl", "sk", "sl", "sr", "tr")
)
_ORDINAL = re.compile(r"(?:^|\(|[^\s.][ \n])\d{1,2}\.$")  # not "Nr. 4."
_ENUMERATOR = re.compile(r"\s*\(?(?:\d{1,3}|[A-Za-z])[.)]\s*")
_LAST_WORD = re.compile(r"([^\s(\"'“„«]+)\.$")
_FOOTNOTES = re.compile(r"(?:\[\d{1,3}\])+\s*")
_OPEN_END = re.compile(r"[!?…][\"'”’»“)\]]*$|\.\.\.[\"'”’»“)\]]*$|[\"”’»“]$")
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}$")  # the Saudi-U.S. talks
_EXTRA = re.compile(  # begins with a set of characters, so that the search skips to them
    r"[.!?。！？｡।॥؟۔።។៕“](?:"
    r"(?<=[。！？｡])[。！？｡]*[」』”’）】》〉]*\s*"  # Chinese, Japanese
    r"|(?<=[।॥؟۔።។៕])[।॥؟۔።។៕]*[\"”’)]*\s*"  # Hindi, Arabic, Urdu, Amharic, Khmer
    r"|(?<=[^\W\d_A-Z]{2}[.!?])[\"”’)]?(?=[A-Z][a-z'’]*[ ,])"  # a scrape without the space
    r"|(?<=[^\W\d_A-Z]{2}[\"”][.!?])(?=[A-Z][a-z'’]*[ ,])"
    r"|(?<=[.!?])(?:\[\d{1,3}\])+\s+(?=[\"“'‘(«]?[A-Z])"  # footnote marks
    r"|(?<=\d [CFKVW]\.)\s+(?=[A-Z])"  # units that look like initials
    r"|(?<=[.!?]“)\s+(?=[„A-ZÄÖÜ])"  # German closing quotation marks
    r")"
)
_STRAIGHT = re.compile('"')
_LOWER_END = re.compile(r"(?<=[^\W\d_]{3})[.!?]+\s+(?=[^\W\d_])")
_AROUND = 32  # letters looked at on each side of a boundary
_LONG = re.compile(r"(?<!\S)\S{128,}+")
# nupunkt parts only where white space stands, and its time grows with the square of a run such as
# "!?!?!?" (200,000 of them: half a minute), so of a longer run it is shown the end alone.


@cache
def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def sentences(text: str, start: int, end: int, *, language: str) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]`, in order, each as start and end in `text`.

    Together they hold every character of the block but the white space around them.

    Args:
        text: the whole text.
        start: where the block starts.
        end: where it ends.
        language: ISO 639-1 code; it brings abbreviations and ordinals.
    """
    from nupunkt import sent_spans

    piece = text[start:end]
    cuts = {a for a, _ in sent_spans(_LONG.sub(_masked, piece))} - {0}
    cuts = {_past_footnotes(piece, cut) for cut in cuts}
    lower = piece.islower()
    joined = sorted(cuts)
    kept = [
        cut
        for before, cut, after in zip([0, *joined], joined, [*joined[1:], len(piece)], strict=False)
        if not _joins(piece[before:cut], piece[cut:after], language, lower)
    ]
    quotes = [found.start() for found in _STRAIGHT.finditer(piece)]
    kept += [
        found.end() - _opens_next(quotes, found.end() - 1)
        for found in _EXTRA.finditer(piece)
        if not _in_address(piece, found)
    ]
    kept += [found.end() for found in _PLAIN_END.finditer(piece) if _ends(piece, found, language)]
    if lower:
        kept += [found.end() for found in _LOWER_END.finditer(piece)]
    return list(_trimmed(text, start, [0, *sorted(set(kept)), len(piece)]))


def _opens_next(quotes: Sequence[int], place: int) -> bool:
    """Whether a straight quotation mark stands there that opens: as many close as open before."""
    before = bisect_left(quotes, place)
    return quotes[before : before + 1] == [place] and before % 2 == 0


def _masked(run: re.Match[str]) -> str:
    """As many letters, of which only the last are those of the run."""
    return "x" * (len(run[0]) - _AROUND) + run[0][-_AROUND:]


def _past_footnotes(piece: str, cut: int) -> int:
    """`cut`, moved behind footnote marks that belong to the sentence before."""
    found = _FOOTNOTES.match(piece, cut)
    return found.end() if found else cut


def _joins(before: str, after: str, language: str, lower: bool) -> bool:
    """Whether what nupunkt parted is one sentence."""
    end, opening = before[-_AROUND:].rstrip(), after[:_AROUND].lstrip()
    if not any(map(str.isalnum, after)) or _ENUMERATOR.fullmatch(before[-8:].strip() or "-"):
        return True
    if opening[:1].islower() and not lower and (_OPEN_END.search(end) or _INITIALS.search(end)):
        return True
    if language in _ORDINAL_LANGUAGES and _ORDINAL.search(end):
        return True
    word = _LAST_WORD.search(end)
    if word is None:
        return False
    if language == "en":
        _, hyphen, last = word[1].rpartition("-")
        if word[1] in _TITLES_OF_MANY or (hyphen and last.lower() in _TITLES):
            return True  # Govs. Lee and Oak; then-Sen. Lee
    return word[1].lower() in _words(_ABBREVIATIONS.get(language, ""))


def _ends(piece: str, stop: re.Match[str], language: str) -> bool:
    """Whether a full stop before a capital ends a sentence, told by the word before it."""
    before = _WORD_BEFORE.search(piece[max(0, stop.start() - _AROUND) : stop.start()])
    if before is None:
        return False
    word = before[1]
    if language == "en":
        return word.lower() not in _words(_SHORTENED) and word not in _words(_SHORTENED_NAMES)
    return len(word) >= _ELSEWHERE and word.islower() and word not in _SHORTENED_ELSEWHERE


def _in_address(piece: str, found: re.Match[str]) -> bool:
    """Whether the full stop stands in an address, not at an end."""
    token = piece[max(0, found.start() - _AROUND) : found.start()].rpartition(" ")[2]
    return "/" in token or "@" in token or token.startswith("www")


def _trimmed(text: str, start: int, cuts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretches between the cuts, trimmed; one without any letter joins the last."""
    spans: list[tuple[int, int]] = []
    for a, b in pairwise(cuts):
        piece = text[start + a : start + b]
        inner = piece.strip(_SPACE)
        if not inner:
            continue
        first = start + a + piece.index(inner[0])
        last = first + len(inner)
        if spans and not any(map(str.isalnum, inner)):
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    yield from spans
