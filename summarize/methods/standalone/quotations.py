"""Sentences that make no sense away from those beside them: torn quotations, scraps of a page.

An article quotes several sentences in a row, and says once who speaks. One of them taken alone is
said by nobody, or by the article itself. A scrap is a credit line, or two words.
"""

import re
from collections.abc import Iterator, Sequence

from summarize.document import Block, Sentence
from summarize.language.profiles import profile

__all__ = ["LEAST_WORDS", "is_dashed", "is_scrap", "mended", "says", "torn_quotations", "unended"]

LEAST_WORDS = 3
LEAST_QUOTED = 6  # words of a quotation's end that is worth having with who says it
STOPPED_SHARE = 0.8  # of sentences with a full stop: over it, one without is a label or a caption
LONGEST_QUOTATION = 8  # sentences; past it the mark that should close it was forgotten

_ENDS = re.compile(r"[.!?…:。！？｡।؟۔։။።][\"'”’»“)\]」』]*$")
# A mark opens where nothing stands before it, and closes where something does: "so" (and “so”).
_MARK = re.compile(r"(?P<opens>“|(?<![\w.,!?…;:)\]'’])\"(?=\S))|(?P<closes>”|(?<=\S)\")")
_TOLD = re.compile(r"\w[^\"“”]*[:,] ?[\"“]")  # Ann Lee said: “We …
_SAYS = re.compile(  # stop Trump,” the organizers said
    rf"(?:[^\s\"“”]+ ){{{LEAST_QUOTED - 1},}}[^\s\"“”]+[,!?][\"”] [^\"“”]*\b"
    r"(?:said|says|told|added|wrote|announced|asked|warned|argued|insisted)\b"
)
# “Of course not,” he said.
_REPLY = re.compile(r"^[\"“](?:[^\s\"“”]+ ){0,2}[^\s\"“”]+[\"”](?: \S+){1,6}$")
_SCRAP = re.compile(
    r"^(?:[|•©),;\]]|-\w|\.\.\.)"  # a credit line, an entry of a list, an end without its beginning
    r"|^\([^()]*\)[.]?$(?<![.!?]\))(?<![.!?]\)[.])"  # (AP Photo/Ann Lee)
    r"|^\(?(?:RELATED|(?:ALSO )?(?:WATCH|READ|SEE)|MORE|SEE ALSO|FYI|Related|Read more"
    r"|(?:Also|Must) [Rr]ead) ?[:|]"
    r"|\(@\w{1,20}\),? [A-Z][a-z]+ \d"  # who posted it, and when
    r"|\bCLICK (?:TO|HERE)\b|\bpic\.twitter\.com/"
    r"|^(?:Especially|Particularly) (?:\S+ ){1,6}\S+\.$"
    r"|^(?:And|But|Or|So) (?:\S+ ){1,4}\S+\.$"
    r"|^\(?See also\b"
    r"|\bRead more\.?$"
    r"|\bReplay\b.*\bVideos?\b|\bMUST (?:WATCH|READ)\b|\bJUST WATCHED\b"  # a player's labels
    r"|\b\d\d?:\d\d$"  # how long a video is
    r"|\w ?(?:\.\.\.|…)$"  # breaks off
    r"|^Here(?: are| is|['’]s) (?:the|some|our|my|top|what|how|why|\w+ (?:of|ways?|things?))\b"
    r"|^['‘](?=[A-Z])(?:(?![,.!?]['’](?!\w)).)*$"  # 'It is late: the mark that closes comes later
    r"|^(?:Scroll down|Find (?:out|all|more)|Click|Tap|Swipe|Watch|Read|Check out|Sign up"
    r"|Subscribe|Follow us"
    r"|Tune in|Stay tuned|Look at|Visit)\b(?! (?:and|or)\b)[^,;]{0,100}[.!]?$"  # to the reader
    r"|\((?:file (?:photo|picture|image)|file|pictured|stock (?:photo|image))\)[.]?$"  # a caption
    r"|^(?:Read or )?[Ss]hare this (?:story|article):?"
    r"|[:;,]$"  # what it speaks of comes next
    r"|\b[A-Z]?[a-z]{2,}[A-Z][a-z]+\b.*\bMORE\b"  # links in the text: Ann LeeLee steps down MORE
)


_DASHED = re.compile(r"^[–—-]+\s+(\w)")
_WORD = re.compile(r"\w+")
_SPEECH = re.compile(r"[–—―-]\s*[^\W\d_]")


def torn_quotations(sentences: Sequence[Sentence]) -> frozenset[int]:
    """The indices of those that begin, end or stand within a quotation without its speaker."""
    return frozenset(i for i, torn in enumerate(_torn(sentences)) if torn)


def unended(sentences: Sequence[Sentence]) -> frozenset[int]:
    """The indices of those without a full stop, where nearly all have one: labels and captions."""
    ended = [_ENDS.search(s.text) is not None for s in sentences]
    usual = sum(ended) >= STOPPED_SHARE * len(sentences)
    return frozenset(i for i, stop in enumerate(ended) if usual and not stop)


def _torn(sentences: Sequence[Sentence]) -> Iterator[bool]:
    """Of each sentence whether it is within a quotation, or one begins or ends in it."""
    opened = 0  # sentences ago
    block = -1
    for sentence in sentences:
        if sentence.block != block or opened > LONGEST_QUOTATION:
            opened = 0
        block = sentence.block
        begins = ends = opened > 0
        stray = False
        marked = '"' in sentence.text or "“" in sentence.text or "”" in sentence.text
        for match in _MARK.finditer(sentence.text) if marked else ():
            stray |= match.lastgroup == "closes" and not ends
            ends = match.lastgroup == "opens"
        opened = opened + 1 if ends else 0
        unsaid = (begins or stray) and not _SAYS.match(sentence.text)
        yield unsaid or (ends and not _TOLD.match(sentence.text))


def is_scrap(sentence: Sentence) -> bool:
    """Whether a sentence is a piece of a page, such as a credit line, or too short to stand."""
    scrap = _SCRAP.search(sentence.text) or _REPLY.match(sentence.text)
    return sentence.words < LEAST_WORDS or scrap is not None


def is_dashed(block: Block) -> bool:
    """Whether a block is speech that a dash opens, as in most languages of Europe."""
    return _opens_speech(block.text)


def says(text: str, language: str) -> bool:
    """Whether a text says who speaks by a verb of its language; true where no verbs are known."""
    known = profile(language)
    verbs = {*known.boilerplate.get("said", "").split(), *known.speech_verbs}
    return not verbs or not verbs.isdisjoint(_WORD.findall(text.lower()))


def _opens_speech(text: str) -> bool:
    match = _SPEECH.match(text)
    return match is not None and not match[0][-1].islower()


def mended(text: str, *, opens: bool = False) -> str:
    """A sentence less a dash before it, and with the mark that a quotation in it lacks.

    The rest of the quotation is in the article.

    Args:
        text: the sentence.
        opens: whether it opens its block: there a dash before a capital is a quotation mark.
    """
    if not (opens and _opens_speech(text)):
        text = _DASHED.sub(lambda match: match[1].upper(), text)
    marks = [*_MARK.finditer(text)]
    if marks and marks[0].lastgroup == "closes":
        text = ("“" if marks[0][0] == "”" else '"') + text
    if marks and marks[-1].lastgroup == "opens":
        text += "”" if marks[-1][0] == "“" else '"'
    return text
