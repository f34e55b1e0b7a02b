"""`--extract`: the cleaned article, with what it says of itself and what was removed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from summarize.cli import main
from summarize.document import Document
from summarize.document.extraction import extract
from summarize.errors import UnknownNameError
from summarize.pipeline import read

MAIL = (
    "From: Nora Lind <nora@example.org>\nTo: ole@example.org\nDate: Tue, 05 Mar 2024 10:12 +0100\n"
    "Subject: The pump\n\nHi Ole,\n\nThe pump failed on Tuesday. A new one comes in March.\n\n"
    "- It costs a lot.\n- The town pays it.\n\nCheers\nNora\n"
)


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    path = tmp_path / "pump.eml"
    path.write_text(MAIL)
    return path


BODY = "The pump failed on Tuesday. A new one comes in March.\n\n"
BODY += "- It costs a lot.\n- The town pays it."


@pytest.mark.parametrize(
    ("form", "expected"),
    [("text", f"The pump\n\n{BODY}"), ("markdown", f"# The pump\n\n{BODY}")],
)
def test_the_article_is_its_title_and_its_blocks(mail: Path, form: str, expected: str) -> None:
    assert extract(read(mail), form) == expected


def test_json_has_metadata_and_what_was_removed_with_its_place(mail: Path) -> None:
    found = json.loads(extract(read(mail), "json"))
    assert found["title"] == "The pump"
    assert found["metadata"]["author"] == "Nora Lind <nora@example.org>"
    assert found["metadata"]["date"] == "2024-03-05T10:12:00+01:00"
    assert [item["rule"] for item in found["removed"]] == ["salutation", "signature"]
    text = read(mail).text
    for item in (*found["removed"], *found["blocks"]):
        assert text[slice(*item["span"])] == item["text"]


def test_the_command_prints_the_article(mail: Path) -> None:
    result = CliRunner().invoke(main, ["--extract", str(mail)])
    assert (result.exit_code, result.stdout) == (0, f"The pump\n\n{BODY}\n")


def test_several_articles_are_lines_of_json(mail: Path) -> None:
    result = CliRunner().invoke(main, ["--extract", "--format", "jsonl", str(mail), str(mail)])
    assert [json.loads(line)["title"] for line in result.stdout.splitlines()] == ["The pump"] * 2


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--format", "html"], "--extract writes text, markdown, json, jsonl, not html"),
        (["--server", "http://localhost:1"], "leave --server out"),
    ],
)
def test_what_does_not_go_with_it_is_refused(mail: Path, options: list[str], why: str) -> None:
    result = CliRunner().invoke(main, ["--extract", *options, str(mail)])
    assert result.exit_code == 2
    assert why in result.stderr


def test_a_form_that_there_is_not_lists_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match="text, markdown, json, jsonl"):
        extract(Document.from_text("One sentence."), "pdf")
