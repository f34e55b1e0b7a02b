"""Defaults from a file."""

from pathlib import Path

import pytest

from summarize.configuration import defaults
from summarize.errors import ConfigurationError

KNOWN = {"length": None, "show_removed": None}


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
    ("text", "said"),
    [
        ("lenght = 1", "'lenght' is no option; there are: length, show_removed"),
        ("length =", "is no TOML"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        defaults(written(tmp_path, text), command="text", known=KNOWN)


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="No such file"):
        defaults(tmp_path / "none.toml", command="text", known=KNOWN)
