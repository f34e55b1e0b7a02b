"""Subtitles (SRT, WebVTT, SBV) to text: cues become sentences, speakers stay, times go."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from typing import NamedTuple

from summarize.reading.encoding import decode
from summarize.reading.source_text import SourceText
from summarize.reading.turns import Turn, as_text

__all__ = ["is_subtitles", "subtitles"]

PAUSE = 3.0  # seconds of silence after a sentence that begin a new paragraph
CLOSED_SHARE = 0.1  # of the cues that end as sentences do: with fewer there is no punctuation
LONGEST = 120  # words of a paragraph: then it ends with the sentence

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
_TIMING = re.compile(rf"\s*({_TIME})\s*(?:-->|,)\s*({_TIME})(?:\s.*)?$")
_CLASS_VOICE = re.compile(r"<v(?:\.[\w.]+)?\s+([^>]+)>")
_TAG = re.compile(r"</?(?:\d|[a-z])[^<>]*>|\{\\[^}]*\}", re.IGNORECASE)
_SOUND = re.compile(r"^[\[(（【♪♫#*][^\])）】]*[\])）】♪♫#*]$|^[♪♫].*$")
_SOUND_INSIDE = re.compile(r"\[[^\]\d][^\]]*\]|[♪♫]+")
_SPEAKER = re.compile(r"(?:>>+|-)?\s*([^\W\d_][\w.' -]{0,30}?)\s?:\s+(?=\S)")
_CHANGE = re.compile(r"(?:>>+|[-–—](?=\s?\S))\s*")
_CLOSED = re.compile(r"[.!?…。！？।][\"'”’»)\]」』]*$")
_HEADER = re.compile(r"WEBVTT\b.*|(?:Kind|Language|NOTE|X-TIMESTAMP-MAP)\b.*")
_SKIPPED = re.compile(r"(?:NOTE|STYLE|REGION)\b")


class _Cue(NamedTuple):
    """What is shown from one time to another, in seconds."""

    start: float
    end: float
    lines: tuple[str, ...]


def is_subtitles(head: str) -> bool:
    """Return whether a text that begins so is in SRT, WebVTT or SBV form."""
    if head.startswith("WEBVTT"):
        return True
    lines = [line for line in head.splitlines()[:4] if line.strip()]
    numbered = lines[:1] and lines[0].strip().isdigit()
    first = lines[1 if numbered else 0 :][:1]
    timed = [line for line in first if _TIMING.match(line)]
    return bool(timed) and ("-->" in timed[0] or bool(re.fullmatch(r"[\d:.,]+", timed[0])))


def subtitles(data: bytes, source: str, *, charset: str | None = None) -> SourceText:
    """Read subtitles: the words that are spoken, in sentences, with their speakers.

    Times, cue numbers, settings, tags, sounds in brackets and rolled-up repetitions are left out.

    Args:
        data: the file.
        source: its path or URL, for messages.
        charset: an encoding declared for it.

    Raises:
        BinaryInputError: it is no text.
    """
    read = decode(data, source, charset=charset)
    cues = list(_cues(read.text))
    turns = _turns(cues)
    note = f"{len(cues):,} subtitles joined into sentences; their times were left out"
    return replace(read, text=as_text(turns), notes=(*read.notes, note))


def _cues(text: str) -> Iterator[_Cue]:
    """The cues of a file, in order; what is said only once more is left out."""
    lines = text.split("\n")
    shown: tuple[str, ...] = ()
    i = 0
    while i < len(lines):
        timing = _TIMING.match(lines[i])
        i += 1
        if timing is None:
            continue
        body: list[str] = []
        while i < len(lines) and not _is_next(lines, i, bool(body)):
            body.append(lines[i])
            i += 1
        clean = tuple(filter(None, map(_bare, body)))
        fresh = _fresh(clean, shown)
        shown = clean or shown
        if fresh:
            yield _Cue(_seconds(timing[1]), _seconds(timing[2]), fresh)


def _is_next(lines: Sequence[str], i: int, begun: bool) -> bool:
    """Whether a cue's text ends before this line: another timing follows, by itself or numbered."""
    if _TIMING.match(lines[i]):
        return True
    following = lines[i + 1] if i + 1 < len(lines) else ""
    if not lines[i].strip() and begun and not following.strip():
        return True
    after = next((n for n in (i, i + 1) if n < len(lines) and lines[n].strip()), None)
    if after is None:
        return False
    timed = after + 1 < len(lines) and _TIMING.match(lines[after + 1]) is not None
    is_label = timed and (after > i or lines[i].strip().isdigit())
    return is_label or (_SKIPPED.match(lines[after]) is not None and after > i)


def _bare(line: str) -> str:
    """A line of a cue without its tags and the sounds in it; its voice, if any, before a colon."""
    line = _CLASS_VOICE.sub(lambda match: f"{match[1].strip()}: ", line)
    line = " ".join(unescape(_TAG.sub("", line)).replace("\u200b", "").split())
    if _SOUND.match(line):
        return ""
    return " ".join(_SOUND_INSIDE.sub(" ", line).split())


def _fresh(lines: tuple[str, ...], shown: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of a cue that were not on the screen before; rolled-up captions repeat one."""
    for size in range(min(len(lines), len(shown)), 0, -1):
        if lines[:size] == shown[-size:]:
            return lines[size:]
    if lines and shown and lines[0].startswith(f"{shown[-1]} "):  # it grows word by word
        return (lines[0][len(shown[-1]) + 1 :], *lines[1:])
    return lines


def _seconds(stamp: str) -> float:
    seconds = 0.0
    for part in stamp.replace(",", ".").split(":"):
        seconds = 60 * seconds + float(part)
    return seconds


def _turns(cues: Sequence[_Cue]) -> Iterator[Turn]:
    """What each speaker says, in paragraphs; a line each where nothing is punctuated."""
    pieces = list(_pieces(cues))
    closed = sum(_CLOSED.search(piece.text) is not None for piece in pieces)
    punctuated = closed > CLOSED_SHARE * len(pieces)
    said: list[str] = []
    speaker: str | None = None
    before: _Piece | None = None
    for piece in pieces:
        same = piece.speaker is not None and piece.speaker == speaker
        changes = piece.changes and not same
        words = sum(len(text.split()) for text in said)
        if before and said and (changes or _parts(before, piece, words, punctuated)):
            yield Turn(" ".join(said), speaker)
            said = []
        if piece.changes:
            speaker = piece.speaker
        said.append(piece.text)
        before = piece
    if said:
        yield Turn(" ".join(said), speaker)


class _Piece(NamedTuple):
    """A line of a cue, or more of one speaker's; whether the speaker changes with it."""

    text: str
    start: float
    end: float
    changes: bool
    speaker: str | None


def _pieces(cues: Sequence[_Cue]) -> Iterator[_Piece]:
    heads = Counter(cue.lines[0] for cue in cues if len(cue.lines) > 1)
    names = {
        n for n, count in heads.items() if count > 1 and _is_label(n) and not _CLOSED.search(n)
    }
    for cue in cues:
        head = cue.lines[0] in names and len(cue.lines) > 1  # Teams puts the speaker above
        lines = (f"{cue.lines[0]}: {cue.lines[1]}", *cue.lines[2:]) if head else cue.lines
        for line in lines:
            named = _SPEAKER.match(line)
            label = named[1] if named and _is_label(named[1]) else None
            change = None if named and label else _CHANGE.match(line)
            mark = named if named and label else change
            text = line[mark.end() :] if mark else line
            if text.strip():
                yield _Piece(text, cue.start, cue.end, mark is not None, label)


def _is_label(name: str) -> bool:
    """Whether it names a speaker: capitalized words, few of them."""
    parts = name.split()
    return len(parts) <= 4 and all(not part[0].islower() for part in parts)


def _parts(before: _Piece, piece: _Piece, words: int, punctuated: bool) -> bool:
    """Whether a paragraph ends between two pieces."""
    if not punctuated:
        return True
    closed = _CLOSED.search(before.text) is not None
    return closed and (piece.start - before.end >= PAUSE or words >= LONGEST)
