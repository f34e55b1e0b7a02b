"""PDF to text; the PDFs are written here, by the smallest writer that will do."""

from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import EmptyInputError, InputError, PasswordError, SummarizeError
from summarize.reading import read_bytes
from summarize.reading.pdf import paragraphs, pdf, without_furniture


def stream(data: bytes, extra: str = "") -> bytes:
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(data), extra.encode(), data)


def shown(lines: Sequence[str]) -> bytes:
    """Drawing instructions that show the lines one below the other."""
    drawn = ") Tj T* (".join(lines).encode("cp1252")
    return b"BT /F1 11 Tf 14 TL 72 770 Td (" + drawn + b") Tj ET"


def written(pages: Sequence[bytes], title: str = "", forms: Sequence[bytes] = ()) -> bytes:
    """A PDF of these pages, each given by its drawing instructions."""
    first = 5 + len(forms)
    names = " ".join(f"/X{i} {5 + i} 0 R" for i in range(len(forms)))
    resources = f"/Resources << /Font << /F1 3 0 R >> /XObject << {names} >> >>"
    kids = " ".join(f"{first + 2 * i} 0 R" for i in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({title}) >>".encode(),
    ]
    objects += [
        stream(form, f"/Type /XObject /Subtype /Form /BBox [0 0 600 800] {resources} ")
        for form in forms
    ]
    for i, page in enumerate(pages):
        contents = f"/Contents {first + 2 * i + 1} 0 R {resources} /MediaBox [0 0 600 800]"
        objects += [f"<< /Type /Page /Parent 2 0 R {contents} >>".encode(), stream(page)]
    return file_of(objects)


def file_of(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, data in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(out + trailer % (len(objects) + 1, table))


LINES = [
    "The harbour bridge",
    "The harbour bridge reopened on Monday after a year of re-",
    "pairs, the town said. Engineers had replaced forty cables",
    "and painted all nine piers.",
    "Ferries, which carried people over the harbour for a year",
    "at no cost, will stop in May. The mayor crossed it first.",
]
PDF = written([shown(LINES)], title="The bridge")
TEXT = (
    "The harbour bridge\n\n"
    "The harbour bridge reopened on Monday after a year of repairs, the town said. Engineers had "
    "replaced forty cables and painted all nine piers.\n\n"
    "Ferries, which carried people over the harbour for a year at no cost, will stop in May. The "
    "mayor crossed it first."
)


def encrypted(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer, file = PdfWriter(), BytesIO()
    writer.append(PdfReader(BytesIO(PDF)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-128")
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "-"])
def test_lines_become_paragraphs_whatever_the_file_is_called(name: str) -> None:
    assert read_bytes(PDF, name).text == TEXT


def test_the_title_is_that_of_its_properties() -> None:
    assert read_bytes(PDF, "a").title == "The bridge"


@pytest.mark.parametrize("title", ["", "untitled", "Microsoft Word - a", "report.doc"])
def test_a_title_that_a_program_wrote_is_none(title: str) -> None:
    assert read_bytes(written([shown(LINES)], title), "a").title is None


def test_a_scan_is_told_to_be_recognised_first() -> None:
    with pytest.raises(EmptyInputError, match=r"no text layer .*ocrmypdf"):
        pdf(written([b"0 0 m 9 9 l S"] * 2), "a.pdf")


def test_pages_without_text_are_noted() -> None:
    blank = b"0 0 m 9 9 l S"
    pages = [blank, shown(LINES), blank, blank, blank]
    assert pdf(written(pages), "a").notes == ("pages 1, 3-5 without text (scanned?)",)


def test_a_page_that_is_a_drawing_is_noted_and_the_others_are_read() -> None:
    read = pdf(written([shown(LINES), b"0 0 m 9 9 l S\n" * 200_000]), "a")
    assert read.text == TEXT
    assert read.notes == ("page 2 not read: drawings, or past what is read of one PDF",)


def test_a_form_drawn_over_and_over_is_not_followed_to_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "summarize.reading.pdf._OPERATIONS", 60_000
    )  # a tenth: the rest is only time
    bomb, forms = b"/X0 Do " * 80, [b"0 0 m " * 10_000]
    read = pdf(written([shown(LINES), bomb], forms=forms), "a")
    assert read.text == TEXT
    assert read.notes == ("page 2 not read: drawings, or past what is read of one PDF",)


def test_a_password_is_asked_to_be_taken_off() -> None:
    with pytest.raises(PasswordError, match="password: save it without one"):
        read_bytes(encrypted("secret"), "a.pdf")


def test_a_pdf_locked_against_changes_alone_is_read() -> None:
    assert read_bytes(encrypted(""), "a.pdf").text == TEXT


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", PDF[:200], b"%PDF-1.7\n" + bytes(900)])
def test_a_damaged_pdf_says_what_to_do(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^a\.pdf: damaged.* save it anew"):
        read_bytes(data, "a.pdf")


def test_text_named_pdf_is_refused() -> None:
    with pytest.raises(InputError, match="is named PDF and is none"):
        read_bytes(b"plain text", "a.pdf")


def test_what_stands_on_every_page_is_left_out_and_noted() -> None:
    pages = [
        shown(
            ["The Paper, May 2020", f"{word} ends.", *LINES[1:4], f"So {word}.", f"Page {i} of 4"]
        )
        for i, word in enumerate(["spring", "summer", "autumn", "winter"], 1)
    ]
    read = pdf(written(pages), "a")
    assert "Paper" not in read.text
    assert "Page" not in read.text
    assert read.text.count("forty cables") == 4
    assert read.notes == ("8 page headers, footers and page numbers left out",)


@pytest.mark.parametrize(
    ("pages", "kept"),
    [
        ([["a b", "1"], ["c d", "2"]], [["a b"], ["c d"]]),
        ([["a b", "- 12 -"], ["c d", "xiv"]], [["a b"], ["c d"]]),
        ([["12"]], [["12"]]),
        ([["head", "a"], ["head", "b"], ["head", "c"]], [["a"], ["b"], ["c"]]),
        ([["head", "a"], ["head", "b"]], [["head", "a"], ["head", "b"]]),
        ([["a", "head", "b", "c", "d"]] * 3, [["b"]] * 3),
        ([["a 1", "text"], ["b 2"], [], ["c 3"]], [["a 1", "text"], ["b 2"], [], ["c 3"]]),
        ([[], []], [[], []]),
    ],
)
def test_furniture_is_page_numbers_and_what_repeats_at_the_edges(
    pages: list[list[str]], kept: list[list[str]]
) -> None:
    assert without_furniture(pages)[0] == kept


def test_a_running_head_that_counts_the_pages_goes_though_few_have_it() -> None:
    pages = [[f"line {word}", "middle", f"end {word}"] for word in "abcdefghijkl"]
    for number in (3, 4, 5):
        pages[number].insert(0, f"Chapter 2 {number + 10}")
    assert without_furniture(pages)[1] == 3


WIDE = "a line as wide as all the others in this column are"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ([], []),
        ([WIDE, "goes on"], [f"{WIDE} goes on"]),
        ([WIDE, "ends here.", "Another begins"], [f"{WIDE} ends here.", "Another begins"]),
        (["Heading", f"The {WIDE}"], ["Heading", f"The {WIDE}"]),
        (["short but", "not ended", WIDE], [f"short but not ended {WIDE}"]),
        ([WIDE, "• one", "• two", "3. three"], [WIDE, "• one", "• two", "3. three"]),
        ([WIDE + " inter-", "national"], [f"{WIDE} international"]),
        ([WIDE + " well-", "known", "Well-known"], [f"{WIDE} well-known", "Well-known"]),
        ([WIDE + " Franco-", "German"], [f"{WIDE} Franco- German"]),
        ([WIDE + " soft\u00ad", "ware"], [f"{WIDE} software"]),
        ([WIDE + " 1990-", "era"], [f"{WIDE} 1990- era"]),
    ],
)
def test_lines_are_joined_as_a_reader_would(lines: list[str], joined: list[str]) -> None:
    assert paragraphs(lines) == joined


@given(st.lists(st.text(st.characters(codec="ascii", categories=["L", "P"]), min_size=1)))
def test_joining_loses_nothing_but_hyphens(lines: list[str]) -> None:
    assert "".join("".join(paragraphs(lines)).replace(" ", "").split("-")) == "".join(
        "".join(lines).split("-")
    )


@given(st.integers(0, len(PDF) - 1), st.binary(max_size=4))
def test_no_damage_brings_a_strange_error(place: int, there: bytes) -> None:
    with suppress(SummarizeError):
        read_bytes(PDF[:place] + there + PDF[place + len(there) :], "a.pdf")


LOCKED = encrypted("")


@given(st.integers(0, len(LOCKED) - 1), st.binary(min_size=1, max_size=4))
def test_nor_does_damage_to_an_encrypted_one(place: int, there: bytes) -> None:
    with suppress(SummarizeError):
        read_bytes(LOCKED[:place] + there + LOCKED[place + len(there) :], "a.pdf")
