"""Paragraphs, headings, lists and code in plain text."""

import pytest

from summarize.document import Document
from summarize.reading.blocks import blocks


def kinds(text: str) -> list[tuple[str, str]]:
    return [(kind, text[start:end]) for start, end, kind, *_ in blocks(text)]


def texts(text: str) -> list[str]:
    return [text[start:end] for start, end, *_ in blocks(text)]


PROSE = "The harbour bridge reopened on Monday after a year of repairs, the mayor of the town said."


def test_a_page_has_a_block_a_line_however_it_is_indented() -> None:
    page = f"    {PROSE}\n    {PROSE} {PROSE}\n\n    Marta Quillan/Selwick Courier\n"
    assert texts(page) == [PROSE, f"{PROSE} {PROSE}", "Marta Quillan/Selwick Courier"]


WRAPPED = """The harbour bridge reopened on Monday after a year of
repairs. Engineers replaced forty cables and every lamp on
the bridge, and the town paid nine million euros for it.

Ferries that carried commuters across the harbour will
stop in May, the operator said.
"""


def test_wrapped_lines_are_one_paragraph() -> None:
    assert [" ".join(block.split()) for block in texts(WRAPPED)] == [
        " ".join(paragraph.split()) for paragraph in WRAPPED.split("\n\n")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A road goes up\nand turns to stone\nthe lamps are lit\nand I am home alone",
        "ANNA: Did you see it?\nBEN: I saw the bridge.\nANNA: And then\nBEN: nothing",
        "Home\nNews\nSport\nWeather\nMore",
    ],
    ids=["verse", "transcript", "navigation"],
)
def test_lines_that_are_not_wrapped_stand_for_themselves(text: str) -> None:
    assert texts(text) == text.split("\n")


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("- milk\n- eggs", ["milk", "eggs"]),
        ("* Buy milk.\n* Buy eggs.", ["Buy milk.", "Buy eggs."]),
        ("• one\n• two", ["one", "two"]),
        ("1. Dig.\n2. Plant.\n10) Water.", ["Dig.", "Plant.", "Water."]),
        ("a) first\nb) second", ["first", "second"]),
    ],
)
def test_a_list_marker_is_no_part_of_its_item(text: str, items: list[str]) -> None:
    assert kinds(text) == [("item", item) for item in items]


@pytest.mark.parametrize("dash", ["–", "-"])
def test_a_dash_that_opens_speech_is_no_list_marker(dash: str) -> None:
    text = f"{PROSE}\n{dash} It is a scandal, and the council knows it.\n{PROSE}"
    assert kinds(text)[1] == ("paragraph", f"{dash} It is a scandal, and the council knows it.")


def test_a_number_that_stands_alone_is_no_list() -> None:
    assert kinds("3. Oktober war es.") == [("paragraph", "3. Oktober war es.")]


@pytest.mark.parametrize(
    "text",
    [f"# The bridge\n\n{PROSE}", f"The bridge\n==========\n\n{PROSE}", f"The bridge\n\n{PROSE}"],
    ids=["markdown", "underlined", "plain"],
)
def test_headings_are_told_from_what_they_head(text: str) -> None:
    assert kinds(text) == [("heading", "The bridge"), ("paragraph", PROSE)]


@pytest.mark.parametrize(
    "text", ["The bridge", f"{PROSE}\n\nThe bridge", "Roses\n\nViolets\n\nSugar\n\nYou"]
)
def test_what_heads_nothing_is_no_heading(text: str) -> None:
    assert "heading" not in [kind for kind, _ in kinds(text)]


def test_code_is_one_block() -> None:
    code = "def add(a, b):\n    return a + b\n"
    assert kinds(f"{PROSE}\n\n```\n{code}```\n")[1][0] == "code"


def test_headings_have_no_sentences() -> None:
    document = Document.from_text(f"The bridge\n\n{PROSE}", language="en")
    assert [s.text for s in document.sentences] == [PROSE]
