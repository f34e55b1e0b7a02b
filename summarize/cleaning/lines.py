"""What a line of a page looks like: prose, a name, a date, a menu, a credit."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarize.cleaning import vocabulary
from summarize.cleaning.tables import Tables, calendar, tables
from summarize.document import count_words
from summarize.language import is_unspaced, unspaced_letters

__all__ = ["Line", "ends_in_credit", "entries", "is_credit", "is_name"]

MOST_LETTERS = 900  # the longest cookie notice met had 700; captions reach 500
MOST_SLIDE = 900  # letters of a picture's text; an article that holds a gallery has more around it
PROSE_WORDS = 12  # a block of so many words that ends as a sentence does is prose
PROSE_LETTERS = 20  # the same where words are not spaced (Chinese, Japanese)
BIO_WORDS = 60
CREDIT_TOKENS = 6  # of a credit in brackets that ends with a full stop: a longer one is a sentence
LIST_WORDS = 5  # in one entry of a menu; those of four and more may be headlines
LIST_ENTRIES = 3
OPENING_LETTERS = 60  # that phrases which open a line are looked for in

_END = re.compile(r"""[.!?…。！？｡।؟۔]\s?["'”’»“)\]」』]*(?:\s?\[\w{1,3}\])*$""")
_ENTRY = re.compile(r"\s*[|·•›»☰]\s*|\s{2,}|\t| > | / | – ")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_DECORATION = " \t\xa0([{*•·—–-»›>→|☰▶►▸■□●◆✉📷📸#_~"
_NAME = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*,?$")
_SLIDE = re.compile(r"\bhide caption \d+ of \d+\b", re.IGNORECASE)
_WIRES = vocabulary.words_of("wires")
_SHORT_NAME = re.compile(
    "[\u4e00-\u9fff\u3005\uac00-\ud7af]{2,5}(?: [\u4e00-\u9fff\uac00-\ud7af]{1,5})?"
)


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A block as these tests read it; two are never equal, so that hashing one takes no time.

    Attributes:
        text: the block, white space around it left out.
        tokens: its words, lower-cased, a number as "#"; empty if too long for boilerplate.
        words: how many words it has.
        ends: whether it ends as a sentence does.
        is_prose: whether it is long enough, and ends, as a paragraph does.
        is_gallery: whether it is the texts of a row of pictures, or a part of them.
        opening: its first letters as phrases are written, a number as "#", decoration left out.
        language: ISO 639 code of the page's language.
    """

    text: str
    tokens: tuple[str, ...]
    words: int
    ends: bool
    is_prose: bool
    is_gallery: bool
    opening: str
    language: str = "und"

    @classmethod
    def of(cls, text: str, language: str = "und") -> "Line":
        """`text` as a line of a page in that language."""
        short = len(text) <= MOST_LETTERS
        words = count_words(text) if is_unspaced(text) else len(text.split())
        ends = _END.search(text[-16:]) is not None
        enough = words >= PROSE_WORDS or unspaced_letters(text) >= PROSE_LETTERS
        tokens = vocabulary.tokens(text) if short else ()
        slides = len(_SLIDE.findall(text)) if "aption" in text or "APTION" in text else 0
        gallery = 0 < len(text) <= MOST_SLIDE * slides
        prose = not short or (ends and enough)
        start = text.lstrip(_DECORATION)[:OPENING_LETTERS] or text[:1]
        opening = _NUMBER.sub("#", vocabulary.plain(start))
        return cls(text, tokens, words, ends, prose, gallery, opening, language)

    @property
    def tables(self) -> Tables:
        """The phrases of its language."""
        return tables(self.language)

    @property
    def is_long(self) -> bool:
        """Whether it is too long to be boilerplate."""
        return len(self.text) > MOST_LETTERS

    @property
    def is_date(self) -> bool:
        """Whether it is nothing but a date, a time or a number."""
        if not 0 < len(self.tokens) <= 12 or "#" not in self.tokens:
            return False
        others = {token for token in self.tokens if token != "#"} - self.tables.time
        return not others or others <= calendar(self.language)

    @property
    def is_name(self) -> bool:
        """Whether it looks like the name of a person, two to four words."""
        if self.ends or self.words > 4:
            return False
        return is_name(self.text.split()) or _SHORT_NAME.fullmatch(self.text) is not None

    @property
    def is_about_author(self) -> bool:
        """Whether it says what a person does at a paper: Jane Doe is a reporter for the Post."""
        said = self.text.split()
        verb = next((i for i, word in enumerate(said[:6]) if word in self.tables.about), 0)
        named = is_name([word.lstrip("—-•*") for word in said[:verb] if word.strip("—-•*")])
        covers = said[verb] in {"covers", "writes", "reports"} and "for" in said
        works = covers or not self.tables.roles.isdisjoint(self.tokens[:25])
        return named and works and self.words <= BIO_WORDS

    @property
    def is_list(self) -> bool:
        """Whether it is three or more short entries with something between them."""
        return not self.is_prose and len(entries(self.text)) >= LIST_ENTRIES

    @property
    def key(self) -> str:
        """What two copies of the same block have in common."""
        return " ".join(self.tokens) if self.tokens else self.text


def entries(text: str) -> list[str]:
    """The entries of a menu; none where one is too long, or a sentence."""
    parts = [entry for entry in _ENTRY.split(text) if entry.strip()]
    fits = all(
        len(e.split()) <= LIST_WORDS + 4 * (len(parts) > 3) and e[-1] not in ".!" for e in parts
    )
    return parts if fits and len(parts) > 1 else []


def is_name(words: Sequence[str], *, most: int = 5) -> bool:
    """Whether each word is a capitalised one or a particle of names, and two are capitalised."""
    particles = vocabulary.words_of("name_particles")
    capitalised = [word for word in words if _NAME.match(word)]
    others = [word for word in words if not _NAME.match(word)]
    return (
        2 <= len(words) <= most
        and len(capitalised) >= 2
        and all(o.lower() in particles for o in others)
    )


def is_credit(text: str, *, bracketed: bool, code: str = "und") -> bool:
    """Whether `text` names who made a picture: Jane Doe/Reuters, (AP Photo), Credit: Jane Doe."""
    said, known = vocabulary.tokens(text), tables(code).credited
    if not 0 < len(said) <= 12 or text.endswith((".", "?", "!")):
        return False
    agency = not vocabulary.words_of("agencies").isdisjoint(said)
    names = all(
        _NAME.match(w) or w.lower() in vocabulary.words_of("name_particles") or w in "/|,-"
        for w in re.split(r"[\s/]+", text)
        if w
    )
    if names and " for " in text and text.partition(" for ")[0].count(" "):
        return True
    if "/" in text and names:
        return agency or (" / " not in text and len(text.partition("/")[0].split()) > 1)
    credited = not known.isdisjoint(said) or not _WIRES.isdisjoint(said)
    if bracketed:
        return credited or (agency and names)
    return (said[0] in known and (":" in text or "by" in said)) or (
        names and said[-1] in {"images", *_WIRES} and len(said) <= 6
    )


def ends_in_credit(text: str, code: str = "und") -> bool:
    """Whether it ends in who made a picture: "... on Tuesday. (Jane Doe/AP)", "... (Image: AP)"."""
    if text[-1:] != ")" or (start := text.rfind("(")) < 1:
        return False
    said = vocabulary.tokens(text[start:])
    before = text[:start].rstrip()
    credited, named = tables(code).credited, text[start:].partition(":")
    if len(said) > 14 or (len(said) > CREDIT_TOKENS and _END.search(text[-4:-1])):
        return False
    if credited.isdisjoint(said) and _WIRES.isdisjoint(said):
        return False
    labelled = bool(named[1]) and not credited.isdisjoint(vocabulary.tokens(named[0]))
    return labelled or _END.search(before[-4:]) is not None or "photo" in said
