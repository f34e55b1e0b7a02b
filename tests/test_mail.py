"""Mails: what the sender wrote is kept, what stands around it goes, each with its rule."""

import pytest

from summarize.cleaning import clean
from summarize.document import Document
from summarize.errors import EmptyInputError, InputError
from summarize.reading import read_bytes

SAID = "The pump failed on Tuesday night and its motor is burnt. A new one comes on 28 March."
SAID_DE = "Die Pumpe fiel in der Nacht aus und der Motor ist verbrannt. Eine neue kommt im März."


def kept(text: str) -> str:
    return "\n".join(block.text for block in clean(Document.from_text(text)).blocks)


def rules(text: str) -> list[str]:
    return [removed.rule for removed in clean(Document.from_text(text)).removed]


# Above and below the message, and the rules by which they go.
AROUND = [
    ("Hi all,\n\n", "\n\nBest regards,\n\nNora Lind\nHarbor office\nT +34 555 010 333", 2),
    ("", "\n\n-- \nNora Lind\nHarbor office", 1),
    ("", "\n\nOn Tue, 5 Mar 2024 at 10:12, Ole <ole@example.org> wrote:\n\n> And the pump?", 2),
    ("", "\n\nOn Tue, 5 Mar 2024 at 10:12, Ole\nBerg <ole@example.org> wrote:\n> And the pump?", 2),
    ("", "\n\nLe mar. 5 mars 2024 à 10:12, Ole <o@example.org> a écrit :\n\n> Et la pompe ?", 2),
    ("", "\n\nAm 5. März 2024 um 10:12 schrieb Ole Berg <ole@example.org>:\n> Und die Pumpe?", 2),
    ("", "\n\n2024年3月5日 10:12 Ole <ole@example.org> のメール:\n> ポンプは?", 2),
    ("", "\n\n5 марта 2024 г., 10:12, Ole <ole@example.org> написал:\n> А насос?", 2),
    ("", "\n\n-----Original Message-----\nFrom: Ole Berg\nSent: 5 March 2024 10:12\nTo: Nora"
         "\nSubject: Pump\n\nWhat about the pump? We have had no answer.", 1),
    ("", "\n\nVon: Ole Berg <ole@example.org>\nGesendet: Dienstag, 5. März 2024 10:12\nAn: Nora"
         "\nBetreff: Pumpe\n\nWas ist mit der Pumpe? Wir haben keine Antwort.", 1),
    ("From: Nora <nora@example.org>\nTo: Ole <ole@example.org>\nDate: 5 March 2024\nSubject: Pump"
     "\n\n", "", 1),
    ("commit 8a1f0c2\nAuthor: Nora <nora@example.org>\nDate:   Tue Mar 5 09:12:44 2024 +0100\n\n",
     "\n\nSigned-off-by: Nora <nora@example.org>", 2),
    ("View this email in your browser\n\n", "", 1),
    ("View this email in your browser\n\n",
     "\n\nYou are receiving this email because you signed up. Unsubscribe", 2),
    ("", "\n\nYou are receiving this email because you signed up. Unsubscribe", 1),
    ("Begin forwarded message:\n\nFrom: Nora <nora@example.org>\nSubject: Pump\nDate: 5 March 2024"
     "\nTo: Ole <ole@example.org>\n\n", "\n\nNora\nSent from my iPad", 3),
    ("", "\n\nGrazie e a presto,\nNora", 1),
    ("", "\n\nMerci,\nNora Lind", 1),
    ("", "\n\nTack\nNora", 1),
    ("", "\n\nSent from my phone", 1),
    ("", "\n\nCheers\nNora\n\nPlease consider the environment before printing this e-mail.", 2),
    ("", "\n\nThis message is confidential and intended for the addressee alone. If you received"
         " this e-mail in error, please delete it.", 1),
    ("Harbor office\nQuay 4\n12345 Port Ellis\n\n5 March 2024\n\nDear residents,\n\n",
     "\n\nYours sincerely,\n\nNora Lind\nHarbor master", 3),
]  # fmt: skip


@pytest.mark.parametrize(("above", "below", "count"), AROUND)
def test_only_what_the_sender_wrote_is_kept(above: str, below: str, count: int) -> None:
    assert kept(above + SAID + below) == SAID
    assert len(rules(above + SAID + below)) == count


@pytest.mark.parametrize(
    ("closing", "notice"),
    [
        (
            "Viele Grüße\nNora Lind",
            "Diese E-Mail ist vertraulich und nur für den Empfänger bestimmt.",
        ),
        (
            "Mit freundlichen Grüßen,\n\nNora Lind",
            "Bitte denken Sie vor dem Drucken an die Umwelt.",
        ),
        ("LG\nNora", ""),
    ],
)
def test_a_german_signature_and_its_notices_go(closing: str, notice: str) -> None:
    assert kept(f"Hallo zusammen,\n\n{SAID_DE}\n\n{closing}\n\n{notice}") == SAID_DE


def test_a_mail_that_is_passed_on_is_the_message() -> None:
    header = "---------- Forwarded message ---------\nFrom: Ole <o@example.org>\nDate: 5 March 2024"
    assert kept(f"{header}\nSubject: Pump\nTo: Nora\n\n{SAID}") == SAID


def test_an_answer_between_quoted_lines_is_kept() -> None:
    text = "> When does the pump come?\n\nOn 28 March, as the firm said.\n\n> Who pays?\n\n" + SAID
    assert kept(f"Hi Ole,\n\n{text}\n\nCheers\nNora") == f"On 28 March, as the firm said.\n{SAID}"


def test_a_postscript_is_kept() -> None:
    text = f"{SAID}\n\nBest,\nNora\n\nP.S. The second boat carries 31 people."
    assert kept(text).endswith("P.S. The second boat carries 31 people.")


@pytest.mark.parametrize(
    "text",
    [
        f"{SAID}\n\nHe wrote in a letter of 4 March 2024, at 10:00, to the council:\n\n{SAID_DE}",
        f"{SAID}\n\n___\n\nNora Lind contributed to this report.\n\n{SAID_DE}",
        "The best thing about it\n\n" + SAID,
        f"{SAID}\n\nThe firm said the deal was confidential and meant for its recipients alone.",
        "> A motto in front of a chapter.\n\n" + SAID,
    ],
)
def test_nothing_is_taken_from_what_is_no_mail(text: str) -> None:
    marked = [block.rule for block in Document.from_text(text).blocks]
    assert set(marked) == {None}


def test_the_subject_is_the_title() -> None:
    text = f"From: a@example.org\nTo: b@example.org\nSubject: The pump\n\n{SAID}"
    document = Document.from_text(text)
    assert document.title == "The pump"
    assert document.metadata.author == "a@example.org"


@pytest.mark.parametrize(
    "header",
    [
        "From: Ann Lee\nTo: the team\nSubject: The pump",
        "Kimden: Elif Demir\nKime: ekip\nKonu: The pump",
        "De: Ana Gil\nPara: equipo\nAsunto: The pump",
    ],
)
def test_a_header_may_have_names_for_addresses(header: str) -> None:
    document = clean(Document.from_text(f"{header}\n\nThe pump runs again. It was cleaned."))
    assert document.title == "The pump"
    assert document.sentences[0].text == "The pump runs again."


def test_without_cleaning_everything_stays() -> None:
    text = f"{SAID}\n\n-- \nNora Lind"
    assert [block.text for block in Document.from_text(text).blocks] == [SAID, "-- \nNora Lind"]


HEAD = (
    b"From: Nora Lind <nora@example.org>\nTo: ole@example.org\nDate: Tue, 05 Mar 2024 10:12 +0100\n"
)


def test_a_mail_file_is_decoded_and_its_subject_is_the_title() -> None:
    data = HEAD + (
        b"Subject: Re: =?utf-8?q?B=C3=BCro?=\nContent-Type: text/plain; charset=iso-8859-1\n"
        b"Content-Transfer-Encoding: quoted-printable\nMIME-Version: 1.0\n\n"
        b"Die T=FCr klemmt, und der Schl=\n=FCssel fehlt.\n"
    )
    read = read_bytes(data, "-")
    assert read.title == "Büro"
    assert read.text == "# Büro\n\nDie Tür klemmt, und der Schlüssel fehlt."
    assert read.metadata.author == "Nora Lind <nora@example.org>"
    assert read.metadata.date == "2024-03-05T10:12:00+01:00"


MULTIPART = HEAD + (
    b"Subject: Pump\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=A\n\n"
    b"--A\nContent-Type: text/html; charset=utf-8\n\n"
    b"<p>The pump <b>failed</b>.</p><blockquote>Older mail</blockquote>\n"
    b"--A\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n"
    b"Content-Disposition: attachment; filename=offer.pdf\n\nJVBERi0=\n--A--\n"
)


def test_attachments_are_listed_and_html_is_read_with_its_quotations_marked() -> None:
    read = read_bytes(MULTIPART, "a.eml")
    assert read.text == "# Pump\n\nThe pump failed.\n\n> Older mail"
    assert read.notes == ("attachments not read: offer.pdf",)


def test_a_mail_without_a_text_says_what_to_do() -> None:
    data = MULTIPART.replace(b"text/html", b"image/png")
    with pytest.raises(EmptyInputError, match="save what is attached to it"):
        read_bytes(data, "a.eml")


def test_an_encrypted_mail_says_what_to_do() -> None:
    data = HEAD + b"MIME-Version: 1.0\nContent-Type: multipart/encrypted; boundary=A\n\n--A--\n"
    with pytest.raises(InputError, match="encrypted mail: open it in a mail program"):
        read_bytes(data, "a.eml")


def test_a_mailbox_is_read_message_by_message() -> None:
    one = b"From a@example.org Tue Mar  5 10:12:00 2024\n" + HEAD + b"Subject: A\n\nFirst text.\n\n"
    assert read_bytes(one + one.replace(b"First", b"Second"), "a.mbox").text == (
        "First text.\n\nSecond text."
    )


def test_a_line_for_previews_that_a_newsletter_hides_is_not_read() -> None:
    page = f'<div style="display: none">In short</div><p>{SAID}</p><p hidden>Gone</p>'
    mail = (
        f"From: a@b.example\nSubject: Pump\nDate: 5 March 2024\nContent-Type: text/html\n\n{page}"
    )
    assert read_bytes(mail.encode(), "a.eml").text == f"# Pump\n\n{SAID}"
