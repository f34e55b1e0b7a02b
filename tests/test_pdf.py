"""PDF to text; the PDFs are written here, by the smallest writer that will do."""

from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import EmptyInputError, InputError, PasswordError, SummarizeError
from summarize.reading import read_bytes
from summarize.reading.pdf import pdf


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


@pytest.mark.parametrize("drawn", [[10] * 5, [30, 30, 100]], ids=["deep", "wide"])
def test_forms_drawn_by_forms_over_and_over_are_not_followed(drawn: list[int]) -> None:
    forms = [f"/X{i + 1} Do ".encode() * n for i, n in enumerate(drawn[1:])]
    bomb = b"/X0 Do " * drawn[0]
    read = pdf(written([shown(LINES), bomb], forms=[*forms, shown(["words"] * 20)]), "a")
    assert read.text == TEXT
    assert read.notes == ("page 2 not read: drawings, or past what is read of one PDF",)


def test_text_in_a_form_is_read() -> None:
    assert pdf(written([b"/X0 Do"], forms=[shown(LINES)]), "a").text == TEXT


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


def placed(*texts: tuple[float, float, float, str]) -> bytes:
    """Drawing instructions that show each text at x, y, in a size."""
    return b"\n".join(
        f"BT /F1 {size:g} Tf {x:g} {y:g} Td (".encode() + text.encode("cp1252") + b") Tj ET"
        for x, y, size, text in texts
    )


def column(x: float, top: float, lines: Sequence[str], size: float = 11) -> list[tuple]:  # type: ignore[type-arg]
    return [(x, top - 14 * i, size, line) for i, line in enumerate(lines)]


BODY = LINES[1:]
WHOLE = TEXT.partition("\n\n")[2].replace("\n\n", " ")


def running(head: str, foot: str, number: int) -> bytes:
    words = ["one", "two", "three", "four", "five", "six"]
    lines = [f"{words[number]} {line}" for line in BODY]
    return placed((72, 790, 9, head), *column(72, 740, lines), (300, 30, 9, foot))


@pytest.mark.parametrize(
    ("heads", "feet"),
    [
        (["The Paper"] * 4, ["1", "2", "3", "4"]),
        ([f"{n} The Paper" for n in range(2, 6)], ["August"] * 4),
        (["Piers", "Cranes", "Tide mills", "Walls"], ["- 12 -", "xiii", "Page 14", "15 of 20"]),
        (["8 The Paper", "Town and Harbor 9"], ["Page 8 of 9", "Page 9 of 9"]),
    ],
)
def test_running_heads_and_page_numbers_go_also_where_they_differ(
    heads: list[str], feet: list[str]
) -> None:
    pages = [running(h, f, i) for i, (h, f) in enumerate(zip(heads, feet, strict=True))]
    read = pdf(written(pages), "a")
    assert read.text.count("cables") == len(heads)
    assert not any(head in read.text for head in heads)
    assert not any(foot in read.text for foot in feet)
    assert read.notes == (f"{2 * len(heads)} page headers, footers and page numbers left out",)


def test_a_number_alone_on_a_single_page_stays() -> None:
    assert pdf(written([shown(["12", *LINES])]), "a").text.startswith("12")


@pytest.mark.parametrize("size", [11, 8])
def test_footnotes_go_and_the_sentence_goes_on_over_the_page(size: int) -> None:
    first = placed(*column(72, 770, BODY[:2]), (72, 60, size, "1 Minutes of 4 March, page 3."))
    read = pdf(written([first, placed(*column(72, 770, BODY[2:]))]), "a")
    assert "Minutes" not in read.text
    assert "Engineers had replaced forty cables and painted" in read.text
    assert "1 footnote left out" in read.notes


@pytest.mark.parametrize("size", [6, 9])
def test_the_mark_of_a_note_glues_no_sentences_and_an_exponent_stays(size: int) -> None:
    marked = placed(
        (72, 770, 11, "The bridge opened."),
        (161, 774, size, "12"),
        (169, 770, 11, "It cost 10"),
        (216, 774, size, "6"),
        (226, 770, 11, "euros for the whole town."),
    )
    text = pdf(written([marked]), "a").text
    assert text == "The bridge opened. It cost 10⁶ euros for the whole town."


def test_columns_drawn_row_by_row_are_read_one_after_the_other() -> None:
    left = [f"left {word} of the first column" for word in ("one", "two", "three", "four", "five")]
    right = [line.replace("left", "right").replace("first", "next") for line in left]
    rows = zip(column(50, 770, left), column(320, 770, right), strict=True)
    text = pdf(written([placed(*(cell for row in rows for cell in row))]), "a").text
    assert text.index("left five") < text.index("right one")


def test_a_heading_of_two_lines_is_one() -> None:
    heading = [(72, 770, 20, "The bridge opens"), (72, 746, 20, "On Monday")]
    text = pdf(written([placed(*heading, *column(72, 700, BODY))]), "a").text
    assert text.startswith("# The bridge opens On Monday\n\nThe harbour bridge")


def test_a_table_is_read_row_by_row() -> None:
    cells = [(50, 700 - 20 * i, 11, f"Ferry {i}") for i in range(6)]
    prices = [(320, 700 - 20 * i, 11, f"{i} euros") for i in range(6)]
    rows = [cell for row in zip(cells, prices, strict=True) for cell in row]
    assert "Ferry 2 2 euros" in pdf(written([placed(*rows)]), "a").text


@pytest.mark.parametrize(
    ("ends", "begins", "joined"),
    [
        ("the regional govern-", "ment of the coast", "government"),
        ("a power-", "enhancing work of it", "power-enhancing"),
        ("the self-", "employed of the town", "self-employed"),
        ("a Zorb-", "ling toy and a zorbling", "Zorbling"),
        ("the Franco-", "German talks", "Franco- German"),
    ],
)
def test_a_word_divided_at_the_end_of_a_line_is_joined_and_a_compound_keeps_its_hyphen(
    ends: str, begins: str, joined: str
) -> None:
    assert joined in pdf(written([shown([f"The mayor spoke of {ends}", begins])]), "a").text


def test_slides_stay_slides() -> None:
    def slide(title: str, points: Sequence[str]) -> bytes:
        shown_points = [(60, 400 - 40 * i, 18, f"• {p}") for i, p in enumerate(points)]
        return placed((60, 480, 30, title), *shown_points)

    pages = [slide("Costs", ["Two million euros", "Eight months"]), slide("Next", ["Vote in May"])]
    data = written(pages).replace(b"[0 0 600 800]", b"[0 0 960 540]")
    assert pdf(data, "a").text == (
        "# Costs\n\n- Two million euros\n- Eight months\n\n# Next\n\n- Vote in May"
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
