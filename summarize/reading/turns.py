"""Turns of a talk: who speaks, and what is said; stamped lines of transcripts and chats."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

__all__ = ["Turn", "as_text", "is_transcript", "transcript_turns"]

FEWEST_STAMPS = 3
STAMPED_SHARE = 0.25  # of the lines; a message may have several
FIRST_STAMP = 5  # lines: a title, a date and the names of those present may stand above
LONGEST_NAME = 120  # characters of a line with a name and a time
JOINED_WORDS = 120  # of a paragraph made of stamped pieces of one speaker
CLOSED_SHARE = 0.2  # of the pieces that end as sentences do: with fewer each stays a line

_CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\s?[apAP]\.?\s?[mM]\.?)?"
_DATE = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\.?)"
_STAMP = (
    rf"(?:[\[(]\s?(?:{_DATE}[,T ]*\s?)?{_CLOCK}(?:\s?(?:-->|-|–)\s?{_CLOCK})?Z?\s?[\])]"
    rf"|(?:{_DATE}[,T ]*\s?)?{_CLOCK}(?:\s?(?:-->|–)\s?{_CLOCK})?Z?(?=\s|$))"
)
_LEADING = re.compile(rf"[\u200e\u200f\ufeff]?({_STAMP})\s*(?:[-–|]\s)?\s*")
_STAMP_ALONE = re.compile(r"\d{1,2}:\d{2}(?:\s?[AP]M)?")  # Slack's, within a turn
_TRAILING = re.compile(rf"(?:\s+|\s*[|·,–-]\s*)({_STAMP})\s*:?$")
_LABEL = re.compile(r"(?:<([^<>\n]{1,40})>|(\+?[^\W_][^:：\n<>]{0,39}?)\s?[:：])(?:\s+|(?<=：)|$)")
_NAME = re.compile(r"[^\W\d_][\w.'’&+()/-]*(?: [\w.'’&+()/-]+){0,4}")
# What stands for a picture; a chat's own notices begin with a left-to-right mark.
_MEDIA = re.compile(r"[<＜\[(][^<>]{2,60}[>＞\])]|\u200e.*|.{0,40}\bomitted")
_EDITED = re.compile(r"\s*(?:\u200e?<[^<>]{5,60}>|\((?:edited|bearbeitet|modifié|editado)\))$")
_REACTIONS = re.compile(r"(?::[\w+-]{2,30}:\s*\d*\s*)+")
_CREDIT = re.compile(r"(?:Transcribed|Transcript generated|Captioned|Subtitles?) by\b.{0,80}")
_NOTICES = ("* ", "*** ", "-!- ", "-->", "<--", "== ")  # of chat programs: who joined, who left
_WORD = re.compile(r"\w", re.UNICODE)
_CLOSED = re.compile(r"[.!?…。！？।][\"'”’»)\]」』]*$")
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e]")


class Turn(NamedTuple):
    """What one speaker says without a break; the speaker where it is known."""

    text: str
    speaker: str | None = None


class _Stamped(NamedTuple):
    """A piece of a transcript: its speaker, if named with it, and its lines."""

    speaker: str | None
    lines: tuple[str, ...]


def as_text(turns: Iterable[Turn]) -> str:
    """Return the turns as paragraphs, the speaker before a colon where one is known."""
    return "\n\n".join(f"{t.speaker}: {t.text}" if t.speaker else t.text for t in turns)


def is_transcript(text: str) -> bool:
    """Return whether the lines of `text` carry the times at which they were said or written."""
    lines = [line for line in text.split("\n") if line.strip()]
    stamps = [i for i, line in enumerate(lines) if _stamp_kind(line)]
    if len(stamps) < FEWEST_STAMPS or stamps[0] >= FIRST_STAMP:
        return False
    if len(stamps) < STAMPED_SHARE * len(lines):
        return False
    kinds = Counter(_stamp_kind(lines[i]) for i in stamps)
    if kinds["trailing"] >= FEWEST_STAMPS:  # stamps alone are within their turns
        kinds["trailing"] += sum(bool(_STAMP_ALONE.fullmatch(lines[i].strip())) for i in stamps)
    return kinds.most_common(1)[0][1] >= 0.8 * len(stamps)


def _stamp_kind(line: str) -> str:
    """Where the stamp of a line stands, and how its figures are written; "" without one."""
    line = line.strip()
    if match := _LEADING.match(line):
        return "leading" + re.sub(r"\d+", "0", match[1])[:1]
    match = _TRAILING.search(line) if len(line) <= LONGEST_NAME else None
    named = match and _NAME.fullmatch(line[: match.start()].strip())
    return "trailing" if named else ""


def transcript_turns(text: str) -> list[Turn]:
    """Return what is said in a transcript or chat, without its times.

    Pieces of one speaker become paragraphs where they are punctuated, and stay lines of their own
    in a chat. What stands for a picture, and messages without a word, are left out.

    Args:
        text: a text for which `is_transcript` is true.
    """
    pieces = [piece for piece in _pieces(text) if any(map(_WORD.search, piece.lines))]
    named = Counter(piece.speaker for piece in pieces if piece.speaker)
    chat = _is_chat(text)
    closed = sum(bool(p.lines) and _CLOSED.search(p.lines[-1]) is not None for p in pieces)
    joins = not chat and closed > CLOSED_SHARE * len(pieces)
    turns: list[Turn] = []
    for piece in pieces:
        said = _said_lines(piece.lines, chat=chat)
        speaker = piece.speaker
        if joins and turns and _goes_on(turns[-1], speaker, bool(named)):
            turns[-1] = Turn(f"{turns[-1].text} {said}", turns[-1].speaker)
        else:
            turns.append(Turn(said, speaker))
    return turns


def _goes_on(turn: Turn, speaker: str | None, named: bool) -> bool:
    """Whether a piece of that speaker belongs to the paragraph that `turn` is so far."""
    same = speaker == turn.speaker or (speaker is None and not named)
    full = len(turn.text.split()) >= JOINED_WORDS and _CLOSED.search(turn.text)
    return same and not full


def _is_chat(text: str) -> bool:
    """Whether the stamps are dates, as in the exports of chats: each message stands for itself."""
    first = next((m[1] for line in text.split("\n") if (m := _LEADING.match(line.strip()))), "")
    return re.search(_DATE, first) is not None


def _pieces(text: str) -> Iterator[_Stamped]:
    speaker: str | None = None
    lines: list[str] = []
    stamped = False
    for raw in text.split("\n"):
        line = raw.strip()
        if not line:
            continue
        opened = _opened(line)
        if opened is None:
            if stamped and not _CREDIT.fullmatch(line):
                lines.append(line)
            continue
        if lines:
            yield _Stamped(speaker, tuple(lines))
        stamped = True
        if _STAMP_ALONE.fullmatch(line) is None:  # the same speaker goes on, later
            speaker = opened[0]
        said = opened[1]
        lines = [said] if said else []
    if lines:
        yield _Stamped(speaker, tuple(lines))


def _said_lines(lines: Sequence[str], *, chat: bool) -> str:
    """The lines of a piece as one; in a chat, a full stop parts those that lack a mark."""
    said = [_EDITED.sub("", line) for line in lines]
    said = [_MARKS.sub("", line).strip() for line in said if not _REACTIONS.fullmatch(line)]
    if chat:
        said = [
            f"{line}." if line[-1:].isalnum() and not after[:1].islower() else line
            for line, after in zip(said, [*said[1:], "a"], strict=True)
        ]
    return " ".join(filter(None, said))


def _opened(line: str) -> tuple[str | None, str] | None:
    """The speaker and the words of a line that a stamp marks; None for a line without one."""
    match = _LEADING.match(line)
    if match is None:
        trailing = _TRAILING.search(line) if len(line) <= LONGEST_NAME else None
        name = line[: trailing.start()].strip() if trailing else ""
        return (name, "") if trailing and _NAME.fullmatch(name) else None
    rest = line[match.end() :]
    label = _LABEL.match(_MARKS.sub("", rest))
    if label and _is_name(label[1] or label[2]):
        said = _MARKS.sub("", rest)[label.end() :]
        media = _MEDIA.fullmatch(rest[rest.find(":") + 1 :].strip()) if rest else None
        return label[1] or label[2], "" if media else said
    bare = _MARKS.sub("", rest).strip()
    if bare and _NAME.fullmatch(bare) and not _CLOSED.search(bare) and len(bare.split()) <= 3:
        return (bare, "") if bare.istitle() else (None, bare)
    # A chat's own notices name nobody.
    system = re.search(_DATE, match[1]) is not None or bare.startswith(_NOTICES)
    return None, "" if system else bare


def _is_name(label: str) -> bool:
    return _NAME.fullmatch(label.strip()) is not None or label.strip().startswith("+")
