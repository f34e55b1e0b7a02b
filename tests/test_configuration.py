"""Defaults from a file."""

from pathlib import Path

import pytest

from summarize.cli.configuration import Key, defaults
from summarize.errors import ConfigurationError

KNOWN = {
    "length": Key("length"),
    "show_removed": Key("show_removed"),
    "format": Key("form", ("text", "html")),
}


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_names_are_those_of_the_options(tmp_path: Path) -> None:
    path = written(tmp_path, 'length = "short"\nshow-removed = true\n')
    assert defaults(path, command="text", known=KNOWN) == {"length": "short", "show_removed": True}


def test_a_commands_own_table_wins_and_anothers_is_passed_over(tmp_path: Path) -> None:
    path = written(tmp_path, 'length = "short"\n[text]\nlength = "long"\n[evaluate]\nlimit = 3\n')
    assert defaults(path, command="text", known=KNOWN) == {"length": "long"}


@pytest.mark.parametrize(
    ("written_form", "found"),
    [("text", {"form": "text"}), ("html", {}), ("pdf", {"form": "pdf"})],
)
def test_at_the_top_a_choice_of_the_main_command_alone_is_passed_over(
    tmp_path: Path, written_form: str, found: dict[str, str]
) -> None:
    path = written(tmp_path, f'format = "{written_form}"\nlength = "short"\n')
    mine = {"format": Key("form", ("text", "csv"))}
    main = {**KNOWN, "length": Key("length")}
    assert defaults(path, command="evaluate", known=mine, main=main) == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lenght = 1", "'lenght' is no option; there are: format, length, show_removed"),
        ("[tex]", r"\[tex\] is no command; there are: text, evaluate"),
        ("length =", "is no TOML"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigurationError, match=said):
        defaults(path, command="text", known=KNOWN, commands=("text", "evaluate"))


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="No such file"):
        defaults(tmp_path / "none.toml", command="text", known=KNOWN)
