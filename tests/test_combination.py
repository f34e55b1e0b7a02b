"""Several documents in one summary: said once, cited, differing figures noted."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from summarize import Settings, combine_sources
from summarize.cli import main
from summarize.document import Document
from summarize.document.combination import agreement, combine, part_of, similar_sentences

FIRST = (
    "The harbour bridge in Fairhaven reopened on Monday after a year of repairs.\n\n"
    "Engineers replaced forty cables and every lamp on the bridge. Bakers sold out by noon.\n\n"
    "The town paid nine million euros for the repairs of the bridge.\n"
)
SECOND = (
    "The harbour bridge in Fairhaven reopened on Monday after long repairs.\n\n"
    "The town paid eleven million euros for the repairs of the bridge.\n\n"
    "A market will be held on the quay on Saturday. Fishermen asked for a new crane.\n"
)
THIRD = "In Dorne the library lent ten thousand books last year. Readers like crime novels best.\n"


@pytest.fixture
def documents() -> list[Document]:
    texts = {"first.txt": FIRST, "second.txt": SECOND, "third.txt": THIRD}
    return [Document.from_text(text, source=name) for name, text in texts.items()]


def test_offsets_stay_exact(documents: list[Document]) -> None:
    document = combine(documents)
    assert len(document.sentences) == sum(len(each.sentences) for each in documents)
    for sentence in document.sentences:
        assert sentence.span.of(document.text) == sentence.text
        part = document.parts[part_of(document, sentence.span)]
        assert part.span.start <= sentence.span.start < sentence.span.end <= part.span.end
    for part, each in zip(document.parts, documents, strict=True):
        assert part.span.of(document.text) == each.text


def test_what_two_documents_report_is_found(documents: list[Document]) -> None:
    document = combine(documents)
    texts = [sentence.text for sentence in document.sentences]
    (other, *_) = similar_sentences(document)[0]
    assert texts[other].startswith("The harbour bridge in Fairhaven reopened")
    agreements = agreement(document)
    assert agreements[0] > agreements[-1] == 0


@pytest.mark.parametrize("length", ["short", "medium", "long", "bullets", "headline", "30w"])
def test_a_statement_is_said_once(documents: list[Document], length: str) -> None:
    result = combine_sources(documents, Settings(length))
    assert sum("reopened on Monday" in sentence.text for sentence in result.summary) <= 1
    assert sum("million euros" in sentence.text for sentence in result.summary) <= 1


def test_a_statement_cites_every_document_that_makes_it(documents: list[Document]) -> None:
    document, summary = combine_sources(documents, Settings("short"))
    (shared,) = [s for s in summary if "reopened on Monday" in s.text]
    assert {part_of(document, span) for span in shared.sources} == {0, 1}


def test_differing_figures_are_noted_and_not_cited(documents: list[Document]) -> None:
    document, summary = combine_sources(documents, Settings("medium"))
    (price,) = [s for s in summary if "million euros" in s.text]
    assert len({part_of(document, span) for span in price.sources}) == 1
    assert any("nine million" in note and "eleven million" in note for note in summary.notes)


def test_the_command_cites_and_lists_the_documents(tmp_path: Path) -> None:
    for name, text in (("a.txt", FIRST), ("b.txt", SECOND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    names = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    shown = CliRunner().invoke(main, ["--combine", "-l", "short", *names]).stdout
    assert "[1] [2]" in shown
    assert f"\n[2] {names[1]}\n" in shown
    values = json.loads(CliRunner().invoke(main, ["--combine", "--json", *names]).stdout)
    assert [each["number"] for each in values["documents"]] == [1, 2]
    assert all(sentence["documents"] for sentence in values["sentences"])


def test_one_that_cannot_be_read_is_reported_and_the_rest_combined(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    done = CliRunner().invoke(main, ["--combine", str(tmp_path / "a.txt"), "nowhere.txt"])
    assert done.exit_code == 1
    assert "[1]" in done.stdout
    assert "nowhere.txt" in done.stderr
