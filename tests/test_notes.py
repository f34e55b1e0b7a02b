"""Note marks neither end nor open a sentence; lists of references are not the article."""

import pytest

from summarize.cleaning import clean
from summarize.document import Document
from summarize.reading import from_string, read_bytes

ARTICLE = "The old path along the quay closes in April, and engineers found holes below it.\n\n" * 3


@pytest.mark.parametrize(
    "mark",
    [
        "[1]",
        "[2][3]",
        " [12]",
        "[4–6]",
        "[citation needed]",
        "[a]",
        "[kilde mangler]",
        "¹²",
        "[2][citation needed]",
        "[8, p. 3]",
        "[3]:12–14",
        "[when?]",
        "[note 2]",
        "†",
    ],
)
def test_a_note_mark_ends_and_opens_no_sentence(mark: str) -> None:
    given = f"The path closes in April.{mark} Engineers found holes below it."
    read = from_string(given)
    assert len(read.text) == len(given)
    sentences = [sentence.text for sentence in Document.from_text(read.text).sentences]
    assert sentences == ["The path closes in April.", "Engineers found holes below it."]


def test_a_mark_inside_a_sentence_goes_too() -> None:
    given = b"The path,[1] which is old,[2] closes in the spring [3]."
    assert " ".join(read_bytes(given, "a").text.split()).replace(" .", ".") == (
        "The path, which is old, closes in the spring."
    )


@pytest.mark.parametrize("mark", ["{}", " ({})", "({})"])
def test_figures_that_count_up_behind_full_stops_are_note_marks(mark: str) -> None:
    said = ["The path closes in April.", "Repairs cost nine million.", "Nobody paid for them."]
    given = " ".join(said[i] + mark.format(i + 1) for i in range(3))
    assert [s.text for s in Document.from_text(from_string(given).text).sentences] == said


@pytest.mark.parametrize(
    "given",
    [
        "It cost 4.2 Euros. The path is 2.5 Miles long. It closed.",
        "See vol.2 Nobody came.",
        "Room no.7 Floor no.3 House no.9 Street",
    ],
)
def test_other_figures_behind_full_stops_stay(given: str) -> None:
    assert from_string(given).text == given


def test_notes_at_the_end_are_not_the_article() -> None:
    given = f"{ARTICLE}¹ Minutes, page 3.\n² Report of January."
    removed = clean(Document.from_text(given)).removed
    assert [(r.rule, r.text) for r in removed if r.rule == "references"] == [
        ("references", "¹ Minutes, page 3."),
        ("references", "² Report of January."),
    ]


@pytest.mark.parametrize(
    "given",
    [
        "x = items[1] + items[2]",
        "He said [the mayor] would go.",
        "It rose by 5 m².",
        "See [1] first.",
    ],
)
def test_brackets_and_exponents_that_mark_no_note_stay(given: str) -> None:
    assert from_string(given).text == given


@pytest.mark.parametrize(
    ("heading", "entries"),
    [
        ("References", "[1] N. Lind, Quays, 2019.\n[2] O. Berg, Walls, 2021, p. 4."),
        ("Einzelnachweise", "1. N. Lind: Kais. 2019.\n2. O. Berg: Mauern. 2021."),
        ("参考文献", "↑ 林。2019年。\n↑ 山。2021年。"),
    ],
)
def test_a_list_of_references_is_not_the_article(heading: str, entries: str) -> None:
    document = clean(Document.from_text(f"{ARTICLE}{heading}\n\n{entries}"))
    assert {removed.rule for removed in document.removed} >= {"references"}
    assert not any("2019" in block.text for block in document.blocks)


def test_a_section_that_is_only_called_notes_stays() -> None:
    text = f"{ARTICLE}Notes\n\nThe council meets again in May, and everybody may come."
    assert all(block.rule is None for block in Document.from_text(text).blocks)
