"""`summarize check`, called as a person calls it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summarize.cli import main

ARTICLE = (
    "The harbour bridge reopened on Monday after a year of repairs.\n\n"
    "Engineers replaced forty cables and every lamp on the bridge.\n"
)
GOOD = "The bridge reopened on Monday.\n"
BAD = "The bridge reopened on Friday. Engineers replaced forty cables.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (("article", ARTICLE), ("good", GOOD), ("bad", BAD)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["check", *arguments], input=stdin, prog_name="summarize")


@pytest.mark.usefixtures("folder")
def test_a_supported_summary_is_shown_with_its_lines_and_exits_with_0() -> None:
    done = run("good.txt", "article.txt")
    assert done.exit_code == 0
    assert done.stdout == (
        "ok 1.00  The bridge reopened on Monday.  (line 1)\n1 sentence, 0 not supported\n"
    )


@pytest.mark.usefixtures("folder")
def test_what_nothing_supports_is_marked_and_exits_with_1() -> None:
    done = run("bad.txt", "article.txt")
    assert done.exit_code == 1
    assert "The bridge reopened on [[Friday]]." in done.stdout
    assert "date: the article has “Monday” there, not “Friday”" in done.stdout
    assert "ok 1.00  Engineers replaced forty cables.  (line 3)" in done.stdout
    assert done.stdout.endswith("2 sentences, 1 not supported\n")


@pytest.mark.usefixtures("folder")
def test_a_sentence_about_something_else_is_not_supported() -> None:
    done = run("-", "article.txt", stdin="quiet giraffes graze beneath volcanoes.")
    assert done.exit_code == 1
    assert "nothing in the article says this" in done.stdout


@pytest.mark.usefixtures("folder")
def test_json_has_spans_and_reasons() -> None:
    done = run("--json", "bad.txt", "article.txt")
    first, second = json.loads(done.stdout)["sentences"]
    (claim,) = first["unsupported"]
    start, end = claim["span"]
    assert first["text"][start:end] == "Friday"
    assert claim["kind"] == "date"
    assert not first["supported"]
    assert second["supported"]
    ((start, end),) = second["sources"]
    assert ARTICLE[start:end].startswith("Engineers replaced")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("-", "-"), 2, "only one of SUMMARY and ARTICLE can be standard input"),
        (("good.txt",), 2, "Missing argument 'ARTICLE'"),
        (("none.txt", "article.txt"), 1, "none.txt"),
        (("good.txt", "none.txt"), 1, "none.txt"),
        (("--language", "xx", "good.txt", "article.txt"), 2, "not a language we know"),
    ],
)
def test_a_wrong_request_says_what_is_wrong(
    arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = run(*arguments, stdin="Text.")
    assert done.exit_code == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("folder")
def test_a_piped_summary_of_the_article_is_supported_by_it() -> None:
    made = CliRunner().invoke(main, ["-l", "1s", "article.txt"], prog_name="summarize").stdout
    assert run("-", "article.txt", stdin=made).exit_code == 0


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("how", ["off", "flag", "repair"])
def test_the_main_command_and_its_environment_take_faithful(how: str) -> None:
    plain = CliRunner().invoke(main, ["-l", "1s", "article.txt"])
    asked = CliRunner().invoke(main, ["-l", "1s", "--faithful", how, "article.txt"])
    by_variable = CliRunner().invoke(
        main, ["-l", "1s", "article.txt"], env={"SUMMARIZE_FAITHFUL": how}
    )
    assert plain.stdout == asked.stdout == by_variable.stdout
    assert CliRunner().invoke(main, ["--faithful", "so-so", "article.txt"]).exit_code == 2
