"""Word documents to text."""

import re
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import (
    BinaryInputError,
    EmptyInputError,
    InputError,
    SummarizeError,
    TooLargeError,
)
from summarize.reading import read_bytes
from summarize.reading.docx import docx


def saved(title: str = "") -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.title = title
    document.add_heading("The bridge", 0)
    document.add_heading("Opening", 1)
    document.add_paragraph("It opened on Monday.\tAt last.")
    document.add_paragraph("Forty cables", style="List Bullet")
    document.add_paragraph("Nine piers", style="List Number")
    table = document.add_table(3, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Year", "Cost"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "unknown"
    document.add_paragraph("Ferries stop in May.")
    file = BytesIO()
    document.save(file)
    return file.getvalue()


DOCX = saved()


def changed(change: Callable[[str, bytes], bytes | None], data: bytes = DOCX) -> bytes:
    """The document with each part replaced by what `change(name, part)` returns, if anything."""
    file = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (part := change(name, old.read(name))) is not None:
                new.writestr(name, part)
    return file.getvalue()


def with_body(body: str) -> bytes:
    def change(name: str, part: bytes) -> bytes:
        if name != "word/document.xml":
            return part
        return re.sub(
            rb"(<w:body>).*(</w:body>)", rb"\1" + body.encode() + rb"\2", part, flags=re.S
        )

    return changed(change)


def test_paragraphs_headings_lists_and_tables_come_in_order() -> None:
    assert read_bytes(DOCX, "a.docx").text.split("\n\n") == [
        "The bridge",
        "Opening",
        "It opened on Monday. At last.",
        "- Forty cables\n- Nine piers",
        "Year | Cost\nunknown",
        "Ferries stop in May.",
    ]


def test_the_format_is_known_without_a_name() -> None:
    assert read_bytes(DOCX, "-").text == read_bytes(DOCX, "a.docx").text


def test_the_title_is_that_of_the_properties_or_of_the_title_style() -> None:
    assert docx(saved("Properties"), "a").title == "Properties"
    assert docx(DOCX, "a").title == "The bridge"


def piece(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<w:p>{piece('a')}<w:ins>{piece('b')}</w:ins></w:p>", "ab"),
        ("<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:noBreakHyphen/></w:r></w:p>", "a\nb-"),
        (f"<w:p>{piece('a')}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>", "a"),
        (f"<w:p>{piece('see ')}<w:hyperlink>{piece('this')}</w:hyperlink></w:p>", "see this"),
        (f"<w:sdt><w:sdtContent><w:p>{piece('control')}</w:p></w:sdtContent></w:sdt>", "control"),
        (f"<w:p><w:pPr><w:numPr/></w:pPr>{piece('numbered')}</w:p>", "- numbered"),
        (f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{piece('a')}</w:p>", "a"),
        (
            f"<w:tbl><w:tr><w:tc><w:p>{piece('a')}</w:p><w:p>{piece('b')}</w:p></w:tc>"
            f"<w:tc><w:tbl><w:tr><w:tc><w:p>{piece('c')}</w:p></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>",
            "a\n\nb\n\nc",
        ),
        (
            "<w:p><w:r><mc:AlternateContent "
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
            f"<w:p>{piece('boxed')}</w:p></mc:Choice><mc:Fallback><w:p>{piece('boxed')}</w:p></mc:Fallback>"
            f"</mc:AlternateContent></w:r>{piece('b')}</w:p>",
            "boxedb",
        ),
    ],
)  # fmt: skip
def test_what_word_writes_in_odd_places_is_read_once(body: str, text: str) -> None:
    assert docx(with_body(body), "a").text == text


def test_footnotes_are_not_read_and_a_note_says_so() -> None:
    read = docx(with_body(f"<w:p>{piece('a')}<w:r><w:footnoteReference/></w:r></w:p>"), "a")
    assert read.notes == ("1 footnotes not read",)


def test_a_document_without_text_is_empty() -> None:
    with pytest.raises(EmptyInputError):
        read_bytes(with_body("<w:p/>"), "a.docx")


@pytest.mark.parametrize(
    ("part", "limit"), [("word/more.xml", 20_000_000), ("word/media/a.png", 200_000_000)]
)
def test_a_document_that_unpacks_to_too_much_is_refused(part: str, limit: int) -> None:
    file = BytesIO(DOCX)
    with ZipFile(file, "a", ZIP_DEFLATED) as archive:
        archive.writestr(part, bytes(limit + 1))
    with pytest.raises(TooLargeError, match="save its text alone") as caught:
        docx(file.getvalue(), "a")
    assert caught.value.limit == limit


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (DOCX[:3000], "damaged"),
        (
            changed(lambda name, part: part[:100] if name == "word/document.xml" else part),
            "damaged",
        ),
        (changed(lambda name, part: None if name.startswith("_rels") else part), "damaged"),
        (changed(lambda name, part: part.replace(b"document.main", b"template.main")), "damaged"),
    ],
)
def test_a_damaged_document_says_what_to_do(data: bytes, why: str) -> None:
    with pytest.raises(InputError, match=rf"a\.docx: .*{why}.* save it"):
        read_bytes(data, "a.docx")


def test_text_named_docx_is_refused() -> None:
    with pytest.raises(BinaryInputError, match="is named DOCX and is none"):
        read_bytes(b"plain text", "a.docx")


@given(st.integers(0, len(DOCX) - 1), st.binary(max_size=4))
def test_no_damage_to_the_file_brings_a_strange_error(place: int, bytes_there: bytes) -> None:
    with suppress(SummarizeError):
        read_bytes(DOCX[:place] + bytes_there + DOCX[place + len(bytes_there) :], "a.docx")


XML = ZipFile(BytesIO(DOCX)).read("word/document.xml")


@given(st.integers(0, len(XML) - 1), st.sampled_from([b"", b"<", b"w:p", b"&a;", b"\0", b"</w:p>"]))
def test_no_damage_to_the_text_within_brings_a_strange_error(place: int, there: bytes) -> None:
    def change(name: str, part: bytes) -> bytes:
        return part[:place] + there + part[place + 3 :] if name == "word/document.xml" else part

    with suppress(SummarizeError):
        read_bytes(changed(change), "a.docx")


def part_of(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


RAISED = '<w:vertAlign w:val="superscript"/>'


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (
            part_of("The fee is ") + part_of("900 ", "<w:strike/>") + part_of("950."),
            "The fee is 950.",
        ),
        (part_of("It costs 2.") + part_of(" We would pay 3.", "<w:vanish/>"), "It costs 2."),
        (part_of("It costs 2.") + part_of(" Seen.", '<w:vanish w:val="0"/>'), "It costs 2. Seen."),
        (f"<w:moveFrom>{part_of('Before. ')}</w:moveFrom>" + part_of("After."), "After."),
        (
            part_of("It opened.") + part_of("12", RAISED) + part_of(" It cost 10"),
            "It opened. It cost 10",
        ),
        (part_of("It cost 10") + part_of("6", RAISED) + part_of(" euros."), "It cost 10⁶ euros."),
        (part_of("the 4") + part_of("th", RAISED) + part_of(" time"), "the 4th time"),
    ],
)
def test_only_what_is_seen_is_read(runs: str, text: str) -> None:
    assert read_bytes(with_body(f"<w:p>{runs}</w:p>"), "a.docx").text == text


def test_a_paragraph_for_each_line_is_wrapped_text() -> None:
    lines = [
        "The town council of Port Ellis voted on Tuesday to close the old",
        "quay from April, since engineers found in January that waves had",
        "washed out the ground beneath almost two hundred meters of it.",
        "",
        "Repairs will cost about two million euros and take eight months,",
        "the council said.",
    ]
    body = "".join(f"<w:p>{part_of(line) if line else ''}</w:p>" for line in lines)
    assert read_bytes(with_body(body), "a.docx").text == "\n".join(lines)
