"""Wrapped lines are joined where they were wrapped, and nowhere else."""

import random
import textwrap

import pytest

from summarize.document import Document
from summarize.reading import from_string, read_bytes

PROSE = [
    "The town council of Port Ellis voted on Tuesday to close the old quay from April, since "
    "engineers found in January that waves had washed out the ground beneath it.",
    "Repairs will cost about two million euros and take eight months, the council said, and shop "
    "owners fear that fewer visitors will come during the summer season.",
    "A bus will run every twenty minutes from the station to the harbor while work goes on, and "
    "a vote on who pays for the repairs will be held in May.",
]
SIGNATURE = "Dana\n\n--\nDana Ortiz\nFacilities Manager\nOffice 555 010 020"
ADDRESS = "Port Ellis Council\nHarbor Street 4\n12345 Port Ellis"
POEM = "The sea comes in,\nthe sea goes out,\nand nobody asks\nwhat it is about"
TABLE = "Boat      Seats    Fare\nNora      50       4.20\nOle       120      3.10"
LIST = "- one boat\n- two boats\n- three boats"


def paragraphs(text: str) -> list[str]:
    return [" ".join(b.text.split()) for b in Document.from_text(text).blocks if not b.rule]


@pytest.mark.parametrize("width", [36, 48, 60, 72, 80, 100, 110, 120])
@pytest.mark.parametrize("beside", ["", SIGNATURE, ADDRESS, POEM, TABLE, LIST])
@pytest.mark.parametrize("first", [True, False])
def test_prose_is_joined_whatever_stands_beside_it(width: int, beside: str, first: bool) -> None:
    wrapped = "\n\n".join(textwrap.fill(part, width) for part in PROSE)
    text = f"{beside}\n\n{wrapped}" if first else f"{wrapped}\n\n{beside}"
    assert [part for part in paragraphs(text) if part in PROSE] == PROSE


def divided(text: str, width: int) -> str:
    """The text wrapped, with every word divided that does not fit."""
    lines, line = [], ""
    for word in text.split():
        room = width - len(line) - 2
        if len(line) + len(word) < width:
            line = f"{line} {word}".strip()
        elif len(word) > 4 and word.isalpha() and 2 <= room <= len(word) - 2:
            lines.append(f"{line} {word[:room]}-")
            line = word[room:]
        else:
            lines.append(line)
            line = word
    return "\n".join([*lines, line])


@pytest.mark.parametrize("width", [40, 44, 56, 68, 80])
def test_prose_with_many_divided_words_is_joined(width: int) -> None:
    given = "\n\n".join(divided(part, width) for part in PROSE)
    read = from_string(given).text
    assert len(read) == len(given)
    assert paragraphs(read) == PROSE


@pytest.mark.parametrize("width", [20, 24, 36])
def test_wrapped_japanese_is_joined_without_spaces(width: int) -> None:
    said = (
        "市議会は灯台を再建することを決めた。灯台はずっと使われていない。工事費は三億円である。" * 2
    )
    given = "\n".join(said[i : i + width] for i in range(0, len(said), width))
    read = from_string(given).text
    assert len(read) == len(given)
    assert "".join(s.text for s in Document.from_text(read).sentences) == said


@pytest.mark.parametrize("text", [POEM, ADDRESS, TABLE])
def test_other_lines_stay_apart_beside_wrapped_prose(text: str) -> None:
    wrapped = "\n\n".join(textwrap.fill(part, 72) for part in PROSE)
    found = [part.split() for part in paragraphs(f"{wrapped}\n\n{text}\n\n{wrapped}")]
    assert all(line.split() in found for line in text.split("\n"))


@pytest.mark.parametrize("seed", range(3))
def test_justified_and_ragged_lines_are_joined_too(seed: int) -> None:
    chance = random.Random(seed)
    wrapped = []
    for part in PROSE:
        lines = [""]
        for word in part.split():
            if len(lines[-1]) + len(word) > 72 - chance.randrange(5):
                lines[-1] = lines[-1].replace(" ", "   ", 2)
                lines.append("")
            lines[-1] = f"{lines[-1]} {word}".strip()
        wrapped.append("\n".join(lines))
    assert paragraphs("\n\n".join(wrapped)) == PROSE


def test_lines_behind_quotation_marks_of_a_text_that_is_no_mail_are_joined() -> None:
    wrapped = "\n>\n".join(textwrap.indent(textwrap.fill(part, 66), "> ") for part in PROSE)
    read = from_string(f"He said in the evening:\n\n{wrapped}")
    assert len(read.text) == len(wrapped) + 25
    assert paragraphs(read.text)[1:] == PROSE


def test_lines_set_in_are_joined_too() -> None:
    wrapped = "\n\n".join(textwrap.indent(textwrap.fill(part, 66), "    ") for part in PROSE)
    assert paragraphs(wrapped) == PROSE


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("The regional govern-\nment paid.", "The regional government\n  paid."),
        ("a well-\nknown man", "a well-known\n man"),
        ("Franco-\nGerman talks", "Franco-\nGerman talks"),
        ("a zorb-\nling; this zorb-ling", "a zorb-ling;\n this zorb-ling"),
        ("a zorb-\nling; this zorbling", "a zorbling;\n  this zorbling"),
    ],
)
def test_a_divided_word_is_put_together_in_as_many_characters(given: str, read: str) -> None:
    assert len(given) == len(read)
    assert read_bytes(given.encode(), "a.txt").text == read


@pytest.mark.parametrize(
    "text",
    [
        "The harbour bridge reopened on Monday. Engineers replaced forty cables. The town paid\n"
        "nine million euros. Commuters cheered from the quay. Ferries will stop in May.",
        "Der Rat von Port Ellis hat am Dienstag beschlossen, den alten Weg an der Mole bis Mai\n"
        "zu sperren. Wellen haben den Boden ausgewaschen. Die Reparatur kostet rund\n"
        "2,4 Mio. Euro und dauert acht Monate, wie das Amt für Küstenschutz mitteilte. Geschäfte\n"
        "fürchten um ihre Kunden.",
        "L'eau sera coupée lundi 4 mars de 8 h à 15 h dans la rue des Tilleuls, car une\n"
        "conduite fuit depuis vendredi. Veuillez remplir quelques seaux dimanche soir :\n"
        "les toilettes ne fonctionneront pas non plus. L'eau pourra être trouble ensuite\n"
        "pendant quelques heures.",
    ],
    ids=["a line breaks off its second sentence", "no one width", "a colon ends a full line"],
)
def test_few_lines_of_prose_are_joined(text: str) -> None:
    assert paragraphs(text) == [text.replace("\n", " ")]


def test_long_lines_that_each_say_their_own_stay_apart() -> None:
    lines = [
        "Minister promises two million euros for the harbor wall at Port Ellis",
        "Ferries to run all night from May, the operator says in a letter to members",
        "Second tide mill planned at Crane Point, with room for nine hundred homes",
    ]
    assert paragraphs("\n".join(lines)) == lines
