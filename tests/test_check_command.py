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
    first, last = done.stdout.splitlines()
    assert first.startswith("supported")
    assert first.endswith("  The bridge reopened on Monday.  (line 1)")
    assert last == "1 sentence"


@pytest.mark.usefixtures("folder")
def test_what_the_article_contradicts_is_marked_with_its_words_and_exits_with_3() -> None:
    done = run("bad.txt", "article.txt")
    assert done.exit_code == 3
    assert done.stdout.startswith("contradicted ")
    assert "The bridge reopened on [[Friday]]." in done.stdout
    assert "date: the article has “Monday”, not “Friday” (line 1)" in done.stdout
    assert "Engineers replaced forty cables.  (line 3)" in done.stdout
    assert done.stdout.endswith("2 sentences, 1 contradicted\n")


@pytest.mark.usefixtures("folder")
def test_a_sentence_about_something_else_is_not_found() -> None:
    done = run("-", "article.txt", stdin="quiet giraffes graze beneath volcanoes.")
    assert done.exit_code == 3
    assert done.stdout.startswith("not found ")
    assert "nothing in the article says this" in done.stdout


def test_another_language_is_said_to_be_checked_in_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text(
        "Le pont de la ville a été rouvert lundi par Anna Bell. Il a coûté 12 millions d'euros,"
        " et la ville a payé la moitié de la somme.\n",
        encoding="utf-8",
    )
    right = run("-", "article.txt", stdin="Le pont a coûté 12 millions d'euros à la ville.")
    wrong = run("-", "article.txt", stdin="Le pont a coûté 15 millions d'euros à la ville.")
    assert (right.exit_code, wrong.exit_code) == (0, 3)
    assert right.stdout.startswith("not checked ")
    line = "language 'fr': only names, numbers and quotations are checked"
    assert line in right.stdout
    assert line in wrong.stdout
    assert "number: the article has “12”, not “15” (line 1)" in wrong.stdout


@pytest.mark.parametrize(
    ("language", "checks"),
    [
        ("en", ["names", "numbers", "quotations", "dates", "meaning"]),
        ("pl", ["names", "numbers", "quotations"]),
        ("de", ["numbers", "quotations"]),
        ("hi", ["numbers", "quotations"]),
    ],
)
def test_the_checks_that_work_in_the_language_are_listed(
    language: str, checks: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text("Most 12. Die 12 Lis.", encoding="utf-8")
    done = run("-", "article.txt", "--json", "--language", language, stdin="Die 12 Lis.")
    found = json.loads(done.stdout)
    assert (found["language"], found["checks"]) == (language, checks)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("verifier", "said"),
    [
        ("embeded", "there is no verifier 'embeded'. Did you mean embedded?"),
        ("hub", "option 'model' is missing: write hub:model=NAME"),
        ("hub:model=./nowhere", "there is no such folder"),
    ],
)
def test_a_verifier_that_is_none_says_so(verifier: str, said: str) -> None:
    done = run("--verifier", verifier, "good.txt", "article.txt")
    assert done.exit_code in (1, 2)
    assert said in done.stderr


@pytest.mark.usefixtures("folder")
def test_json_has_spans_and_reasons() -> None:
    done = run("--json", "bad.txt", "article.txt")
    read = json.loads(done.stdout)
    assert read["schema"] == 2
    first, second = read["sentences"]
    assert (first["verdict"], second["verdict"]) == ("contradicted", "supported")
    start, end = first["findings"][0]["source"]
    assert ARTICLE[start:end] == "Monday"
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
