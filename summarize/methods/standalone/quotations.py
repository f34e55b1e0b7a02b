"""Sentences that make no sense away from those beside them: torn quotations, scraps of a page.

An article quotes several sentences in a row, and says once who speaks. One of them taken alone is
said by nobody, or by the article itself. A scrap is a credit line, or two words.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import attrgetter

from summarize.document import Block, Sentence, count_words
from summarize.language import is_unspaced, words
from summarize.language.profiles import profile
from summarize.language.quotes import Quote, closing, opening, quotes

__all__ = [
    "LEAST_WORDS",
    "is_dashed",
    "is_scrap",
    "mended",
    "says",
    "torn_quotations",
    "unattributed",
    "unended",
]

LEAST_WORDS = 3
LEAST_QUOTED = 6  # words of a quotation's end that is worth having with who says it
PERSONAL_SHARE = 0.2  # of sentences that say "I" outside quotation marks: over it the author does
STOPPED_SHARE = 0.8  # of sentences with a full stop: over it, one without is a label or a caption
REPLY_WORDS, SPEAKER_WORDS = 3, 6  # of a short reply, and of who gives it
RUN_ON, RUN_ON_TIMES = 60, 2.5  # words, and times the median: over both, a sentence is several
ALIKE, LEAST_ALIKE = 6, 5  # words that open so many captions of one gallery
LONGEST_QUOTATION = 8  # sentences; past it the mark that should close it was forgotten

_ENDS = re.compile(r"[.!?…:。！？｡।؟۔։။።][\"'”’»“)\]」』]*$")
# Single marks are apostrophes, too: they open a quotation only where none closes it behind them.
_SINGLE_OPENS = re.compile(r"(?:^|[:,] )['‘] ?(?=[A-Z])(?!.*[^s]['’](?!\w))")
_SINGLE_CLOSES = re.compile(r"[,.!?…] ?['’](?!\w)|^['’] ")
_COLON = (":", ",", "：", "，")  # Ann Lee said: “We …
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
    r"|^On (?:the )?one hand\b(?!.*\bother\b)"  # the other comes next
    r"|\b(?:Image|Photo|Photograph|Picture|Credit): [A-Z]"  # a caption, or one glued to it
    r"|[:;,]$"  # what it speaks of comes next
    r"|\b[A-Z]?[a-z]{2,}[A-Z][a-z]+\b.*\bMORE\b"  # links in the text: Ann LeeLee steps down MORE
)


# I think; and I think; not: Charles I
_PERSONAL = re.compile(r"(?:^|[^\w\s.'’] |\b[a-z]\w* )I\b(?!\.)|\b(?:[Mm]y|me|myself)\b")
_SELF = re.compile(r"(?:I(?<!\wI)|My(?<!\wMy)|my(?<!\wmy)(?:self)?|me(?<!\wme))\b")
_QUOTATION = re.compile(
    r"[\"“][^\"“”]*(?:[\"”]|$)|^[^\"“”]*(?:\"(?!\w)|”)|['‘](?=[A-Z]).*?[,.!?…] ?['’](?!\w)"
)
_NUMBER = re.compile(r"\d+")
_DASHED = re.compile(r"^[–—-]+\s+(\w)")
_SPEECH = re.compile(r"[–—―-]\s*[^\W\d_]")


def torn_quotations(sentences: Sequence[Sentence], language: str, block: int) -> frozenset[int]:
    """Return the indices of the sentences of a block that are torn out of a quotation.

    They begin, end or stand within one, and nobody is said to say them.

    Args:
        sentences: of a document, in order.
        language: its code.
        block: the index of the block.
    """
    first = bisect_left(sentences, block, key=attrgetter("block"))
    last = bisect_right(sentences, block, lo=first, key=attrgetter("block"))
    inside = sentences[first:last]
    torn = {i for i, is_torn in enumerate(_torn(inside, language)) if is_torn}
    return frozenset(first + i for i in torn | _single(inside))


def unattributed(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the indices of those that say "I" in an article whose author hardly does.

    They are of a quotation whose marks are some sentences away, or were lost.
    """
    personal = [
        i
        for i, s in enumerate(sentences)
        if _SELF.search(s.text) and _PERSONAL.search(_QUOTATION.sub("", s.text))
    ]
    rare = len(personal) <= PERSONAL_SHARE * len(sentences)
    return frozenset(personal if rare else ())


def unended(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the indices of labels and captions.

    They have no full stop where nearly all sentences have one, are many times as long as the others
    (several run together), or open alike but for a number ("Hide caption 2 of 9 …").
    """
    ended = [_ENDS.search(s.text) is not None for s in sentences]
    usual = sum(ended) >= STOPPED_SHARE * len(sentences)
    longest = max(RUN_ON, RUN_ON_TIMES * sorted(s.words for s in sentences)[len(sentences) // 2])
    openings = [_NUMBER.sub("0", " ".join(s.text.split(None, ALIKE)[:ALIKE])) for s in sentences]
    counts = Counter(opening for opening in openings if "0" in opening)
    return frozenset(
        i
        for i, s in enumerate(sentences)
        if (usual and not ended[i]) or s.words > longest or counts[openings[i]] >= LEAST_ALIKE
    )


def _torn(sentences: Sequence[Sentence], language: str) -> Iterator[bool]:
    """Of each sentence of a block whether it is within a quotation, or one begins or ends in it."""
    opened = 0  # sentences ago
    for sentence in sentences:
        begins = ends = 0 < opened <= LONGEST_QUOTATION
        stray = False
        marks = quotes(sentence.text, language, within=ends)
        for mark in marks:
            stray |= not (mark.opens or ends)
            ends = mark.opens
        opened = opened + 1 if ends and opened <= LONGEST_QUOTATION else 0
        unsaid = (begins or stray) and not _ends_with_speaker(sentence.text, marks, language)
        yield unsaid or (ends and not _begins_with_speaker(sentence.text, marks))


def _begins_with_speaker(text: str, marks: Sequence[Quote]) -> bool:
    """Whether a sentence says who speaks before a quotation that it does not end."""
    before = text[: marks[0].start].rstrip() if marks else ""
    return text[:1].isalnum() and before.endswith(_COLON)


def _ends_with_speaker(text: str, marks: Sequence[Quote], language: str) -> bool:
    """Whether a sentence is the end of a quotation, and says who speaks: stop Trump,” they said."""
    if not marks or marks[0].opens:
        return False
    end, next_mark = marks[0].start, marks[1].start if len(marks) > 1 else len(text)
    quoted, rest = text[:end].rstrip(), text[end + 1 : next_mark].lstrip()
    parted = quoted.endswith((",", "!", "?")) or rest.startswith((",", "，"))
    known = bool(profile(language).reporting_verbs)
    return parted and count_words(quoted) >= LEAST_QUOTED and known and says(rest, language)


def _single(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the indices of those behind the first of a quotation in single marks, to its last."""
    within: set[int] = set()
    for i, sentence in enumerate(sentences):
        if i in within or not _SINGLE_OPENS.search(sentence.text):
            continue
        rest = range(i + 1, min(len(sentences), i + 1 + LONGEST_QUOTATION))
        last = next((j for j in rest if _SINGLE_CLOSES.search(sentences[j].text)), i)
        within.update(range(i + 1, last + 1))
    return frozenset(within)


def is_scrap(sentence: Sentence, language: str) -> bool:
    """Whether a sentence is a piece of a page, such as a credit line, or too short to stand."""
    scrap = _SCRAP.search(sentence.text) is not None or _is_reply(sentence.text, language)
    return sentence.words < LEAST_WORDS or scrap


def _is_reply(text: str, language: str) -> bool:
    """Whether a sentence is a few words that somebody said: “Of course not,” he said."""
    marks = quotes(text, language)
    if len(marks) != 2 or marks[0].start or [mark.opens for mark in marks] != [True, False]:
        return False
    quoted, rest = text[1 : marks[1].start], text[marks[1].start + 1 :]
    brief = len(quoted.split()) <= REPLY_WORDS and 0 < len(rest.split()) <= SPEAKER_WORDS
    return brief and rest.startswith((" ", ","))


def is_dashed(block: Block) -> bool:
    """Whether a block is speech that a dash opens, as in most languages of Europe."""
    return _opens_speech(block.text)


def says(text: str, language: str) -> bool:
    """Whether a text says who speaks by a verb of its language; true where no verbs are known."""
    verbs = profile(language).reporting_verbs
    if not verbs or not verbs.isdisjoint(words(text, language)):
        return True
    return is_unspaced(text) and any(verb in text for verb in verbs)


def _opens_speech(text: str) -> bool:
    match = _SPEECH.match(text)
    return match is not None and not match[0][-1].islower()


def mended(text: str, language: str, *, opens: bool = False) -> str:
    """A sentence less a dash before it, and with the mark that a quotation in it lacks.

    The rest of the quotation is in the article.

    Args:
        text: the sentence.
        language: its ISO 639 code.
        opens: whether it opens its block: there a dash before a capital is a quotation mark.
    """
    if not (opens and _opens_speech(text)):
        text = _DASHED.sub(lambda match: match[1].upper(), text)
    marks = quotes(text, language)
    if marks and not marks[0].opens:
        space = text[: marks[0].start][-1:]  # « … » is spaced in French
        text = opening(marks[0].sign, language) + space * space.isspace() + text
    if marks and marks[-1].opens:
        space = text[marks[-1].start + 1 :][:1]
        text += space * space.isspace() + closing(marks[-1].sign, language)
    return text
