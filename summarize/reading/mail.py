"""Mails as text: which lines are not what the sender wrote, and why.

A mail is known by its form: header lines above it, a quoted mail with a line that introduces it, a
signature below two hyphens, or a closing line with a name under it. Nothing is taken from a text
that has none of these. What is found is returned as regions; nothing is rewritten.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from summarize.language.index import mail_phrases
from summarize.reading import mail_words as words
from summarize.reading.mail_forms import (
    ADDRESS,
    introduces,
    is_about_browsers,
    is_about_printing,
    is_about_subscription,
    is_dated,
    is_header,
    is_labeled,
    is_notice,
    passes_on,
    speaks_as_notice,
)
from summarize.reading.regions import Line, Region, lines_of

__all__ = ["Mail", "read_mail"]

CLOSING_WORDS = 7  # "Thanks and kind regards from Port Ellis,"
NAME_WORDS = 6  # of the line under the closing
SALUTATION_WORDS = 6
LETTERHEAD_LINES = 12
CONTACT_WORDS = 9  # of a line of a signature without a number or address in it
NOTICE_LINES = 100
NOTICE_WORDS = 60  # below a signature: what is longer must say that it is a notice
COVER_WORDS = 12  # above a mail that is passed on: "FYI, see below"
BROWSER_WORDS = 14
BROWSER_LINES = 6
SIGNATURE_WORDS = 25  # without a blank line between them
EDGE_LETTERS = 5_000  # at either end of a mail: where notices stand
SIGNATURE_LINES = 12
HEADER_LINES = 40
MOST_LETTERS = 300  # of a line that introduces a quoted mail

_HEADER = re.compile(
    r"\*?([^\W\d_][^\W_]*(?:[ '-][^\W_]+){0,2}) ?\*?\s?[:：]\*?(?:\s+|$)(.*)", re.DOTALL
)
_COMMIT = re.compile(r"commit [0-9a-f]{4,40}\b.*")
_TRAILER = re.compile(r"[A-Z][a-z]+(?:-[a-z]+)*-[Bb]y: .+<\S+@\S+>|(?:Change-Id|Closes|Fixes): \S+")
_SEPARATOR = re.compile(r"[-_*]{3,}\s?[^\W\d_].*?[^\W\d_]\s?[-_*]{3,}|_{10,}|-{10,}")
_QUOTED = re.compile(r"[>|]\s?|>+")
_DELIMITER = re.compile(r"-- ?|—")
_TERMINAL = re.compile(r"[.!?…。！？।]['\"”’»)]*$")
_POSTSCRIPT = re.compile(r"p\.? ?s\.?\b|n\.? ?b\.?\b", re.IGNORECASE)
_CONTACT = re.compile(r"@|https?://|www\.|\+?\d[\d ()/.-]{6,}\d")
_IMAGE = re.compile(r"\[(?:cid:|image\b|inline image|https?:)[^\]]*\]|<(?:mailto:|https?:)[^>]*>")


@dataclass(slots=True)
class Mail:
    """What was found in a text: the regions that are not the message, and its subject.

    Attributes:
        regions: in order, none of them empty or overlapping another.
        subject: where the subject stands in the text, if a header line gives it.
        sender: the value of the header line that names who wrote it.
    """

    regions: list[Region] = field(default_factory=list)
    subject: tuple[int, int] | None = None
    sender: str | None = None


def read_mail(text: str) -> Mail:
    """Return the parts of `text` that are not the message, where the text is a mail.

    Headers, quoted mails, the lines that introduce them, the salutation, the signature and the
    notices below it are found by form, and by the closed classes of `mail_words`.

    Args:
        text: any text.
    """
    reader = _MailReader(list(lines_of(text)), text.lower())
    reader.read()
    return reader.mail


@dataclass(slots=True)
class _MailReader:
    """Finds the regions of one text; `rules` has the rule of each line that has one."""

    lines: Sequence[Line]
    lower: str
    rules: dict[int, str] = field(default_factory=dict)
    mail: Mail = field(default_factory=Mail)

    def read(self) -> None:
        self._headers()
        self._quotations()
        self._notices()
        messages = self._messages()
        for start, end in messages:
            self._signature(start, end)
        if self.rules:
            self._take(
                [i for i, line in enumerate(self.lines) if line.text[0] == ">"], "quoted-reply"
            )
            for start, end in messages:
                self._ends(start, end)
                self._salutation(start, end)
        self.mail.regions = self._regions()

    def _regions(self) -> list[Region]:
        regions: list[Region] = []
        for i in sorted(self.rules):
            line, rule = self.lines[i], self.rules[i]
            joins = i - 1 in self.rules and self.rules[i - 1] == rule and regions
            start = regions.pop().start if joins else line.start
            regions.append(Region(start, line.end, rule))
        return regions

    def _take(self, indices: Sequence[int] | range, rule: str) -> None:
        for i in indices:
            self.rules.setdefault(i, rule)

    # Headers ------------------------------------------------------------------------------------

    def _headers(self) -> None:
        """Header lines: at the start, under a separator, or below another message."""
        i = 0
        while i < len(self.lines):
            size = self._header_size(i)
            if size:
                self._read_header(i, size)
                i += size
            else:
                i += 1

    def _header_size(self, start: int) -> int:
        """The number of lines of the header that starts there, or 0."""
        lines = self.lines
        if not is_labeled(lines[start].text) and not lines[start].text.startswith("commit "):
            return 0
        i = start
        labels: list[str] = []
        values: list[str] = []
        if lines[i].text.startswith("commit ") and _COMMIT.fullmatch(lines[i].text):
            labels, i = ["commit"], i + 1
        last = min(len(lines), start + HEADER_LINES)
        while i < last and not (lines[i].gap and i > start):
            match = _HEADER.match(lines[i].text) if is_labeled(lines[i].text) else None
            if match:
                labels.append(match[1].lower())
                values.append(match[2])
            elif not (labels and lines[i].indent):
                break
            i += 1
        return i - start if is_header(labels, values) else 0

    def _read_header(self, start: int, size: int) -> None:
        first = not any(rule == "mail-header" for rule in self.rules.values())
        self._take(range(start, start + size), "mail-header")
        if not first:
            return
        for line in self.lines[start : start + size]:
            match = _HEADER.fullmatch(line.text)
            if match is None:
                continue
            if match[1].lower() in mail_phrases("subject") and self.mail.subject is None:
                self.mail.subject = (line.start + match.start(2), line.end)
            elif ADDRESS.search(match[2]) and self.mail.sender is None:
                self.mail.sender = match[2]

    # Quoted mails -------------------------------------------------------------------------------

    def _quotations(self) -> None:
        """Lines behind `>`, the lines that introduce them, and older mails below the message."""
        for i in self._introductions():
            after = i + 1
            if after < len(self.lines) and _QUOTED.match(self.lines[after].text):
                continue
            if i > 0 and self._speaks_of_writing(i):
                self._take(range(after, len(self.lines)), "quoted-reply")
        self._older_mails()
        quoted = [i for i, line in enumerate(self.lines) if line.text.startswith(">")]
        if quoted and (self.rules or self._is_mixed(quoted)):
            self._take(quoted, "quoted-reply")

    def _introductions(self) -> list[int]:
        """Mark "On … wrote:", in one line or two; return the last line of each."""
        last_lines = []
        for i, line in enumerate(self.lines):
            if line.text[-1] not in ":：" or i in self.rules or len(line.text) > MOST_LETTERS:
                continue
            first = self._introduction_start(i)
            if first is not None:
                self._take(range(first, i + 1), "attribution")
                last_lines.append(i)
        return last_lines

    def _introduction_start(self, last: int) -> int | None:
        """The first line of what introduces a quotation and ends with the line `last`."""
        quoted = last + 1 < len(self.lines) and self.lines[last + 1].text.startswith(">")
        start = None
        for first in range(last, max(-1, last - 3), -1):
            goes_on = not self.lines[first + 1].gap if first < last else True
            if not goes_on or (first < last and _TERMINAL.search(self.lines[first].text[-8:])):
                break
            text = " ".join(line.text for line in self.lines[first : last + 1])
            if introduces(text, quoted=quoted):
                start = first
                if is_dated(text):
                    break
        return start

    def _speaks_of_writing(self, index: int) -> bool:
        return words.mentions(self.lines[index].text.lower(), "wrote")

    def _older_mails(self) -> None:
        """A header below a message opens an older mail, unless it is passed on as the message."""
        headers = [
            i
            for i in sorted(self.rules)
            if self.rules[i] == "mail-header" and self.rules.get(i - 1) != "mail-header"
        ]
        if self.lines and _COMMIT.fullmatch(self.lines[0].text):
            return
        said, counted = 0, 0
        for i in headers:
            opener = i - 1 if i and _SEPARATOR.fullmatch(self.lines[i - 1].text) else i
            above = (j for j in range(counted, opener) if j not in self.rules)
            said, counted = said + sum(self.lines[j].words for j in above), opener
            forwarded = opener < i and words.mentions(self.lines[opener].text.lower(), "forwarded")
            if opener < i or (i and passes_on(self.lines[i - 1].text)):
                self._take([min(opener, i - 1)], "mail-header")
            if said and not forwarded and said > COVER_WORDS:
                for j in range(opener, len(self.lines)):
                    self.rules[j] = "quoted-reply"
                return

    def _is_mixed(self, quoted: Sequence[int]) -> bool:
        """Whether lines quote a quotation, as only mails do."""
        return any(re.match(r">\s?>", self.lines[i].text) for i in quoted)

    # What stands around the message -------------------------------------------------------------

    def _messages(self) -> list[tuple[int, int]]:
        """The runs of lines that no rule has taken: start, end."""
        runs: list[tuple[int, int]] = []
        for i in range(len(self.lines)):
            if i in self.rules:
                continue
            if runs and runs[-1][1] == i:
                runs[-1] = (runs[-1][0], i + 1)
            else:
                runs.append((i, i + 1))
        return runs

    def _notices(self) -> None:
        """Lines about the mail itself: confidential, printed, seen in a browser."""
        edges = self.lower[:EDGE_LETTERS] + self.lower[-EDGE_LETTERS:]
        bottom = self.lower[-EDGE_LETTERS:]
        if is_about_browsers(edges) or is_about_printing(bottom) or is_about_subscription(bottom):
            self._line_notices()
        elif self.lines and len(self.lines[-1].text) < MOST_LETTERS:
            self._sent_from()
        if speaks_as_notice(self.lower[len(self.lower) // 3 :]):
            for start, end in self._paragraphs(len(self.lines) // 3):
                said = " ".join(line.text for line in self.lines[start:end])
                if is_notice(said, below=False):
                    self._take(range(start, end), "disclaimer")

    def _line_notices(self) -> None:
        self._sent_from()
        count = len(self.lines)
        for i, line in enumerate(self.lines):
            if i in self.rules:
                continue
            lower = line.text.lower()
            edge = i < BROWSER_LINES or i >= count - BROWSER_LINES
            seen = edge and line.words <= BROWSER_WORDS and is_about_browsers(lower)
            low = 2 * i > count and line.words < NOTICE_WORDS
            last = i >= count - BROWSER_LINES and line.words < NOTICE_WORDS // 2
            subscribed = last and is_about_subscription(lower)
            if seen or subscribed or (low and is_about_printing(lower)):
                self._take([i], "mail-notice")

    def _sent_from(self) -> None:
        last = self.lines[-1]
        if last.words <= NAME_WORDS and words.sent_from().match(last.text.lower()):
            self._take([len(self.lines) - 1], "mail-notice")

    def _paragraphs(self, first: int) -> list[tuple[int, int]]:
        """The runs of lines without a blank line between them, from the line `first` on."""
        starts = [i for i in range(len(self.lines)) if i == 0 or self.lines[i].gap]
        return [
            (a, b)
            for a, b in zip(starts, [*starts[1:], len(self.lines)], strict=True)
            if a >= first and a not in self.rules
        ]

    def _signature(self, start: int, end: int) -> None:
        """From the closing line, or the delimiter, to the end of the message."""
        for i in range(start, end):
            text = self.lines[i].text
            delimited = _DELIMITER.fullmatch(text) is not None and self._is_contact(i + 1, end)
            if delimited or (i > start and self._is_closing(i, end)):
                self._take_signature(i, end)
                return

    def _is_closing(self, index: int, end: int) -> bool:
        line = self.lines[index]
        if len(line.text) > MOST_LETTERS // 4:
            return False
        known = len(words.closings().findall(line.text.lower()))
        parted = line.text.endswith((",", "，"))
        if line.words > CLOSING_WORDS or not known or (not parted and 3 * known < line.words):
            return False
        if (_TERMINAL.search(line.text[-8:]) and line.words > 3) or line.text.endswith("?"):
            return False
        return self._is_name(index + 1, end) and self._is_contact(index + 1, end)

    def _is_name(self, index: int, end: int) -> bool:
        """Whether the message ends there, or a short line without a full stop follows."""
        if index >= end:
            return index >= len(self.lines) or index in self.rules
        line = self.lines[index]
        return line.words <= NAME_WORDS and not line.text.endswith((".", "?", "!", ":"))

    def _is_contact(self, start: int, end: int) -> bool:
        """Whether what follows until the next prose is short lines, and any prose a notice."""
        said = 0
        for i in range(start, end):
            line = self.lines[i]
            said = line.words + (0 if line.gap else said)
            if self._is_prose(i) or said > SIGNATURE_WORDS:
                left = " ".join(line.text for line in self.lines[i : min(end, i + NOTICE_LINES)])
                short = len(left.split()) <= NOTICE_WORDS or is_notice(left, below=True)
                return short or bool(_POSTSCRIPT.match(line.text))
            if i - start >= SIGNATURE_LINES:
                return False
        return True

    def _is_prose(self, index: int) -> bool:
        line = self.lines[index]
        return line.words > CONTACT_WORDS and not _CONTACT.search(line.text)

    def _take_signature(self, start: int, end: int) -> None:
        rule = "signature"
        for i in range(start, end):
            line = self.lines[i]
            if _POSTSCRIPT.match(line.text):
                rule = ""
            elif rule and self._is_prose(i):
                rule = "disclaimer"
            if rule:
                self._take([i], rule)

    def _ends(self, start: int, end: int) -> None:
        """The name alone under a message, telephone lines, what a telephone writes, trailers."""
        for i in range(end - 1, start, -1):
            if i in self.rules:
                continue
            line = self.lines[i]
            named = line.gap and line.words <= 3 and line.text.istitle() and line.text[-1].isalpha()
            if _TRAILER.fullmatch(line.text):
                self._take([i], "trailer")
            elif words.sent_from().match(line.text.lower()) or _IMAGE.fullmatch(line.text):
                self._take([i], "mail-notice")
            elif named and (i + 1 == len(self.lines) or i + 1 in self.rules):
                self._take([i], "signature")
            else:
                return

    def _salutation(self, start: int, end: int) -> None:
        """The salutation, and the address and the date above it."""
        head = list(takewhile(lambda i: self._is_head(i), range(start, end)))
        greetings = [i for i in head[: LETTERHEAD_LINES + 1] if self._is_greeting(i, end)]
        if greetings:
            above = range(start, greetings[-1])
            self._take([i for i in above if self.lines[i].text[0] != "#"], "letterhead")
            self._take([greetings[-1]], "salutation")

    def _is_head(self, index: int) -> bool:
        line = self.lines[index]
        return line.words <= CONTACT_WORDS and not line.text.endswith((".", "?"))

    def _is_greeting(self, index: int, end: int) -> bool:
        line = self.lines[index]
        followed = index + 1 < end and (self.lines[index + 1].gap or index == 0)
        return line.words <= SALUTATION_WORDS and line.text[-1] in ",!:，：" and followed
