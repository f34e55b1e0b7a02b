"""Mails as files (`.eml`, mbox): the message decoded, its subject the title, attachments listed."""

import re
from typing import TYPE_CHECKING

from summarize.errors import EmptyInputError, InputError
from summarize.reading.encoding import decode
from summarize.reading.fragments import blocks_of
from summarize.reading.metadata import Metadata
from summarize.reading.source_text import SourceText

if TYPE_CHECKING:
    from email.message import EmailMessage

    from lxml.html import HtmlElement

__all__ = ["eml", "is_eml"]

STUB_WORDS = 25  # of a plain part that only says that the mail is in HTML
SHOWN_ATTACHMENTS = 5

_FIELD = re.compile(rb"(?i)(?:from|to|cc|subject|date|sent|received|return-path|message-id|reply-to"
                    rb"|delivered-to|mime-version|content-type|content-transfer-encoding|sender|bcc"
                    rb"|x-[\w-]+|dkim-signature|arc-[\w-]+|list-[\w-]+|references|in-reply-to"
                    rb"|authentication-results|user-agent|thread-[\w-]+|importance|precedence)"
                    rb":[ \t\r\n]")  # fmt: skip
_NEEDED = re.compile(rb"(?im)^(?:from|received|return-path|message-id):")
_MBOX = re.compile(rb"^From \S+.*\d{4}\r?\n", re.MULTILINE)
_FOLDED = re.compile(rb"\r?\n(?=[ \t])")
_REPLY = re.compile(
    r"^(?:(?:re|fwd?|aw|wg|sv|vs|vl|antw|tr|rv|res|enc|odp|ynt|ilt|i|r|vá|回复|答复|转发|回覆|轉寄)"
    r"(?:\[\d+\])?\s?[:：]\s*)+",
    re.IGNORECASE,
)


def is_eml(head: bytes) -> bool:
    """Return whether a file that begins so is a mail: header fields alone, then a blank line."""
    if _MBOX.match(head):
        return True
    fields, blank, _ = _FOLDED.sub(b" ", head).replace(b"\r\n", b"\n").partition(b"\n\n")
    lines = fields.split(b"\n")
    known = sum(_FIELD.match(line + b"\n") is not None for line in lines)
    whole = bool(blank) or len(head) >= 1024
    return whole and known >= 3 and 2 * known > len(lines) and _NEEDED.search(fields) is not None


def eml(data: bytes, source: str, *, charset: str | None = None) -> SourceText:
    """Read a mail, or a mailbox of several: each message under its subject.

    What is quoted, signed and appended stays in the text, for cleaning to take away with its rule.

    Args:
        data: the mail.
        source: its path or URL, for messages.
        charset: an encoding declared for it; what its parts declare goes first.

    Raises:
        InputError: it is encrypted.
        EmptyInputError: no part of it is a text.
    """
    from email import policy  # a twentieth of the start-up time, and few inputs are mails
    from email.message import EmailMessage
    from email.parser import BytesParser

    starts = [match.end() for match in _MBOX.finditer(data)] or [0]
    ends = [*[match.start() for match in _MBOX.finditer(data)][1:], len(data)]
    parser = BytesParser(policy=policy.default)
    messages = [parser.parsebytes(data[a:b]) for a, b in zip(starts, ends, strict=True)]
    assert all(isinstance(message, EmailMessage) for message in messages)
    texts = [_message(message, source, charset) for message in messages]
    first = messages[0]
    title = _REPLY.sub("", " ".join(_field(first, "subject").split())) or None
    shown = [text for text in texts if text]
    if not shown:
        raise EmptyInputError(source, "a mail without a text: save what is attached to it")
    if title and len(messages) == 1:
        shown = [f"# {title}", *shown]
    metadata = Metadata(author=_field(first, "from") or None, date=_date(first))
    return SourceText("\n\n".join(shown), source, _notes(messages), title, metadata)


def _message(message: "EmailMessage", source: str, charset: str | None) -> str:
    """The text of one message; of several, a subject above each is written by the caller."""
    if message.get_content_type() in ("multipart/encrypted", "application/pkcs7-mime"):
        raise InputError(source, "an encrypted mail: open it in a mail program and save its text")
    from email.message import EmailMessage

    plain = message.get_body(("plain",))
    rich = message.get_body(("html",))
    text = _decoded(plain, source, charset) if isinstance(plain, EmailMessage) else ""
    if isinstance(rich, EmailMessage) and len(text.split()) < STUB_WORDS:
        other = _rich_text(_decoded(rich, source, charset))
        if not text.strip() or len(other.split()) > 3 * len(text.split()):
            return other
    return text.strip("\n")


def _decoded(part: "EmailMessage", source: str, charset: str | None) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        return ""
    text = decode(payload, source, charset=part.get_content_charset() or charset).text
    if part.get_param("format") == "flowed":
        return re.sub(r"(?m)(?<!^--) \n(?![>\s])", " ", text)
    return text


def _rich_text(page: str) -> str:
    """The text of a mail in HTML; quoted mails behind `>`, as in plain ones."""
    from lxml.etree import LxmlError
    from lxml.html import document_fromstring

    try:
        tree = document_fromstring(page)
    except (LxmlError, ValueError):
        return ""
    return mail_text(tree)


def mail_text(tree: "HtmlElement") -> str:
    """Return the text of a mail in HTML; quotations (`blockquote`) get `>` before their lines."""
    quotes = [q for q in tree.iter("blockquote") if not any(q.iterancestors("blockquote"))]
    for quote in quotes:
        lines = "\n\n".join(blocks_of(quote)).split("\n")
        tail = quote.tail
        quote.clear()
        quote.tail = tail
        for line in lines:
            child = quote.makeelement("div")
            child.text = f"> {line}"
            quote.append(child)
    return "\n\n".join(blocks_of(tree))


def _field(message: "EmailMessage", name: str) -> str:
    """A header field as text; "" where it is missing or cannot be read."""
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError):  # defects that the parser does not catch
        return ""


def _date(message: "EmailMessage") -> str | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(_field(message, "date")).isoformat()
    except (TypeError, ValueError):
        return None


def _notes(messages: "list[EmailMessage]") -> tuple[str, ...]:
    names = [
        " ".join((part.get_filename() or part.get_content_type()).split())
        for message in messages
        for part in message.iter_attachments()
    ]
    if not names:
        return ()
    shown = ", ".join(names[:SHOWN_ATTACHMENTS])
    more = f" and {len(names) - SHOWN_ATTACHMENTS} more" if len(names) > SHOWN_ATTACHMENTS else ""
    return (f"attachments not read: {shown}{more}",)
