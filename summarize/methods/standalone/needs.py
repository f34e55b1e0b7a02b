"""What a sentence needs from the sentences around it before it can be read alone.

Closed classes are grammar's own: pronouns, adverbs that point back, forms of "be". Which
descriptions ("The company") need somebody to introduce them is learned: `openers.tsv` is counted
by `training/openers.py`, and a noun it does not have needs it where the article had it before.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from summarize.document import Sentence
from summarize.language import is_unspaced, stop_words
from summarize.language.english import NUMBER_WORDS
from summarize.language.profiles import phrases, profile
from summarize.language.quotes import quotes

__all__ = [
    "DESCRIPTION",
    "REACH",
    "SPEAKER",
    "answers",
    "asks",
    "description",
    "greets",
    "introduces",
    "is_answer_label",
    "is_quoted",
    "leads",
    "points_back",
    "without_label",
]

OPENERS = Path(__file__).parent / "openers.tsv"

_VOWEL_SIGNS = "\u0900-\u0963\u0966-\u0dff"  # of Indian scripts, which \w leaves out
REACH = 12  # sentences that an introduction is looked for in
INTRODUCED = -0.6  # log ratio of openings to later sentences: below it a noun has an introduction
GREETING_WORDS = 6  # "Good morning, everyone, and welcome."
SHORT_ANSWER = 9  # words; a longer answer says what it answers

SPEAKER = re.compile(r"\|? ?(?!(?:Q|A|Question|Answer):)[\w.' -]{1,25}: ")
_ANSWER_LABEL = re.compile(r"\w{1,2}\d*|Question|Answer|Frage|Antwort|Réponse|Pregunta|Respuesta")
_ASKS = re.compile(r"[?？؟][\"”’»)\]]*$")
_QUESTION = re.compile(r"[?？؟][\"”’»)\]]*\s")
_NO_LEAD = re.compile(
    r"[\"“]?(?:I|We|You|My|Our|Your|He|She|They|It|His|Her|Their|This|That|These|Those|There|Here"
    r"|(?:All|Both|None|Some|Most) (?:of|are|were|have|had)"
    r"|The (?:duo|trio|pair|two|three|latter))\b"
)
_ANSWERS = re.compile(
    r"(?:A|Answer|Re)[.:] |(?:Yes|No|Nope|Sure|Never|Absolutely|Certainly|Because|Maybe|Not)\b"
)

_AUXILIARY = (
    r"is|was|are|were|has|have|had|will|would|can|could|may|might|must|should|does|did|says|said"
    r"|also|then|now|later|came|went|took|made|gave|found|began|led|left|met|ran|saw|sent|set|told"
    r"|wrote|won|lost|put|cut|paid|held|kept|grew|rose|fell|drew|hit|\w+ed"
)
# The company said …; The new law would …; The man identifies …
DESCRIPTION = re.compile(
    rf"[\"“]?The (?:[a-z-]+ )??"
    rf"(?!(?:{'|'.join(NUMBER_WORDS)}) [a-z]+s\b)([a-z]+) (?:{_AUXILIARY}|[a-z]{{2,}}[a-rt-z]s)\b"
)

# … his role in this deal, 4 % of that cut; not this week, this is, these days, that kind of
_DEMONSTRATIVE = re.compile(
    r"\b(?:[Tt]his|[Tt]hese|[Tt]hose|[Ss]uch|(?:of|for|from|by|under|about) that)"
    r" (?!(?:weeks?|months?|years?|days?|mornings?|afternoon"
    r"|evening|weekend|summer|winter|spring|autumn|fall|seasons?|times?|century|decade|country|world"
    r"|ways?|kinds?|sorts?|types?|paper|works?|article|stud(?:y|ies)|guide|sections?|pages?|books?"
    rf"|as|an?|who|whose|which|that|in|of|to|for|and|or|not|one|ones|things?|people|{_AUXILIARY})\b)"
    r"([a-z]{3,})\b"
)

# … what caused the fire, he said.
_SAYS_LAST = re.compile(r", (?:he|she|they) \w+(?: (?!that\b)\w+){0,3}[.]$")
_EMPTY = re.compile(  # an "it" or "there" that stands for nothing, a "this" that points at the text
    r"It(?:['’]s| (?:is|was|has been|will be|would be|takes|took|seems|appears|turns|remains))"
    r" (?:(?:\w+ ){0,4}?(?:that|who|when|if|whether|unclear)|(?:(?!the\b)\w+ ){0,4}?(?:for"
    r"|(?<!ed )(?<!likely )(?<!known )(?<!said )(?<!thought )(?<!able )(?<!due )(?<!set )to))\b"
    r"|(?:This|That|These) (?:paper|work|article|study|guide|week|month|year|morning|evening"
    r"|weekend|summer|winter|spring|autumn|fall|season|time|section|chapter|page|book)\b"
    r"|Here,? we\b"
    r"|Those who\b|That said\b|They say\b|Such as\b|Both (?:[A-Z]|the\b)"
)
_JOINED = re.compile(r"^(?:But|And|Yet|Or|So) (\w)")
_PRONOUN = re.compile(
    r"[\"“]?(?:He|She|It|They|His|Her|Its|Their|Him|Them|This|That|These|Those|Both|Neither|Such"
    r"|Here|Nor|Others|Another|All (?:two|three|four|five|six)|The \d+-year-old"
    r"|The [A-Z][a-z]+(?:man|woman)|[A-Z][a-z]+ them)"  # Put them in the bag.
    r"\b(?!['’]?d rather|['’]s? [a-z]+ of)"
)
_UNNAMED = re.compile(  # The England midfielder, whoever that is
    r"[\"“]?The [A-Z][\w-]+ ((?:[a-z-]+ )?[a-z]+(?:er|or|ist|man|woman))(?=,? [a-z\d])"
)
_HIS = re.compile(  # In his complaint, he …: the owner is named further back
    r"(?:In|At|On|After|During|With|Before|For|Under|Since|Despite) (?:his|her|its|their)\b"
    r"(?![^,]{0,60}, [A-Z])"
    r"|(?:\w+ ){1,3}of (?:them|these|those|it|him|her)\b"
    r"|(?:While|When|As|After|Before|If|Although|Since|Because) (?:he|she|it|they|this|that)\b"
    r"(?![^,]{0,80}, [A-Z])"
    r"|(?:[\"“]|['‘] ?)?[^\"“”]*[,!?] ?[\"”'’] (?:he|she|they) [a-z]+"
)
_TIME = re.compile(
    r"\b(?:since then|by then|until then|back then|at that (?:time|point|moment)|at the time"
    r"|to th(?:at|is) end"
    r"|(?:the|that) (?:same|next|following|previous) (?:day|night|week|month|year|morning)"
    r"|(?:a|two|three|\w+) (?:days?|weeks?|months?|years?|hours?|minutes?) (?:later|earlier)"
    r"|in that case|for that reason|that (?:day|night|evening|morning)|as a result|in response"
    r"|the (?:latter|former) (?!\w+ (?:of|and))|the (?:duo|trio|pair)\b"
    r"|the two (?:are|were|have|had|will|also|then|met)\b)|^Then\b|^There,? [a-z]+ed\b"
    r"|\b(?:from|in|live|lives|lived|work|works|worked|went|go) there\b",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """Return whether a sentence is a question."""
    return _ASKS.search(text) is not None


def is_quoted(text: str, code: str) -> bool:
    """Return whether all of a sentence is a quotation, which nobody is said to say."""
    if text[:1] in ("‘", "'") and text.rstrip(".")[-1:] in ("’", "'"):
        return True
    marks = quotes(text, code)
    whole = [mark.opens for mark in marks] == [True, False] and not marks[0].start
    return whole and text[marks[1].start + 1 :] in ("", ".")


def leads(text: str) -> bool:
    """Return whether a sentence is one a headline can be made of: it says what it is about."""
    opens_well = _NO_LEAD.match(text) is None and _ANSWERS.match(text) is None
    asked = asks(text) or _QUESTION.search(text) is not None  # with a brief answer behind it
    return opens_well and not SPEAKER.match(text) and not asked


def answers(sentence: Sentence) -> bool:
    """Return whether a sentence behind a question only makes sense as its answer."""
    return sentence.words < SHORT_ANSWER or _ANSWERS.match(sentence.text) is not None


def without_label(text: str) -> str:
    """Return a sentence without the name of who speaks, where it begins with one."""
    label = SPEAKER.match(text)
    return text[label.end() :] if label else text


def greets(text: str, language: str) -> bool:
    """Return whether a short sentence greets, thanks or takes leave."""
    words = text.count(" ") + 1
    pattern = _greetings(language) if words <= GREETING_WORDS else None
    return pattern is not None and pattern.match(text) is not None


def is_answer_label(name: str) -> bool:
    """Return whether what stands before a colon marks a question or an answer, not who speaks."""
    return _ANSWER_LABEL.fullmatch(name) is not None


def points_back(text: str, language: str) -> bool:
    """Return whether a pronoun or adverb of a sentence stands for what came before it.

    Args:
        text: the sentence, without the connective it began with.
        language: its code.
    """
    if language != "en":
        pattern = _pointers(language)
        return pattern is not None and pattern.match(text) is not None
    if _TIME.search(text) or _HIS.match(text) or _SAYS_LAST.search(text):
        return True
    text = _JOINED.sub(lambda joined: joined[1].upper(), text)  # But that does not …
    if _PRONOUN.match(text) is None:
        return _is_unnamed(text)
    return _EMPTY.match(text) is None


def _is_unnamed(text: str) -> bool:
    """Whether the subject describes a person: not "The Senate voted for", "The Fed will lower"."""
    subject = _UNNAMED.match(text)
    return subject is not None and stop_words("en").isdisjoint(subject[1].split())


def description(text: str, mentioned: Callable[[str], bool]) -> str | None:
    """Return the noun of a bare opening "The …", or of "this …", that wants an introduction.

    Args:
        text: the sentence.
        mentioned: whether the article mentions a noun before it. That decides on nouns too rare to
            know whether articles open with them.
    """
    subject = DESCRIPTION.match(text)
    if subject:
        ratio = _openers().get(subject[1])
        if mentioned(subject[1]) if ratio is None else ratio <= INTRODUCED:
            return subject[1]
    for pointed in _DEMONSTRATIVE.finditer(text):
        if not introduces(pointed[1], text[: pointed.start()]):
            return pointed[1]
    return None


def introduces(noun: str, text: str) -> bool:
    """Return whether a sentence mentions what a later "the …" may mean."""
    return re.search(rf"\b{noun[:-1] if noun.endswith('s') else noun}s?\b", text, re.I) is not None


@cache
def _openers() -> dict[str, float]:
    lines = OPENERS.read_text(encoding="utf-8").splitlines()
    return {noun: float(ratio) for noun, _, ratio in (line.partition("\t") for line in lines)}


@cache
def _greetings(language: str) -> re.Pattern[str] | None:
    listed = profile(language).openings.get("greetings")
    return re.compile(rf"(?:{phrases(listed)})(?!\w)", re.IGNORECASE) if listed else None


@cache
def _pointers(language: str) -> re.Pattern[str] | None:
    """The pronouns and adverbs that point back at the start of a sentence, from its file."""
    openings = profile(language).openings
    if "points_back" not in openings:
        return None
    nowhere = openings.get("points_nowhere")
    but = rf"(?!(?:{phrases(nowhere)})\b)" if nowhere else ""
    listed = openings["points_back"]
    spaced = phrases(tuple(phrase for phrase in listed if not is_unspaced(phrase)))
    unspaced = phrases(tuple(phrase for phrase in listed if is_unspaced(phrase)))
    ends = rf"(?:{spaced})(?![\w{_VOWEL_SIGNS}])" if spaced else "(?!)"
    return re.compile(rf"{but}(?:{ends}|{unspaced or '(?!)'})", re.IGNORECASE)
