"""The command, called as a person calls it: what goes where, and with which exit code."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summarize.cli import main

TEXT = (
    "The harbour bridge reopened on Monday after a year of repairs.\n\n"
    "Engineers replaced forty cables and every lamp on the bridge.\n\n"
    "The town paid nine million euros for the repairs of the bridge.\n\n"
    "Ferries that carried commuters across the harbour stop in May.\n"
)

Command = Callable[..., Result]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Runs the command in a folder of its own, without the person's own configuration."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "bridge.txt").write_text(TEXT, encoding="utf-8")

    def run(*arguments: str, input: str | bytes | None = None, **variables: str) -> Result:  # noqa: A002 - click's own name
        return CliRunner().invoke(
            main, arguments, input=input, env=variables, prog_name="summarize"
        )

    return run


def test_no_subcommand_is_named_for_the_main_job(command: Command) -> None:
    done = command("--length", "1s", "bridge.txt")
    assert done.exit_code == 0
    assert done.stdout.strip() in TEXT
    assert done.stdout.count("\n") == 1


def test_the_package_runs_as_a_module_too(tmp_path: Path) -> None:
    module = [sys.executable, "-m", "summarize"]
    done = subprocess.run(
        [*module, "-l", "1s"], input=TEXT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() in TEXT
    wrong = subprocess.run(
        [*module, "nowhere.txt"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (wrong.returncode, wrong.stdout, wrong.stderr.count("\n")) == (1, "", 1)


@pytest.mark.parametrize("arguments", [("-l", "1s"), ("-l", "1s", "-")])
def test_standard_input_is_read_from_a_pipe(command: Command, arguments: tuple[str, ...]) -> None:
    assert command(*arguments, input=TEXT).stdout == command("-l", "1s", "bridge.txt").stdout


def test_a_file_may_be_called_as_the_hidden_default_command(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "text").write_text(TEXT, encoding="utf-8")
    assert command("text", "-l", "1s").exit_code == 0


def test_several_files_are_headed_by_their_names(command: Command, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("Ferries stop in May.", encoding="utf-8")
    done = command("-l", "1s", "bridge.txt", "other.txt")
    assert done.stdout.startswith("==> bridge.txt <==\n")
    assert "\n\n==> other.txt <==\nFerries stop in May.\n" in done.stdout


def test_one_bad_file_is_reported_and_the_others_are_done(command: Command) -> None:
    done = command("-l", "1s", "missing.txt", "bridge.txt")
    assert done.exit_code == 1
    assert "bridge" in done.stdout
    assert "summarize: missing.txt:" in done.stderr


def test_json_of_several_is_one_valid_array_even_where_one_fails(command: Command) -> None:
    done = command("-f", "json", "bridge.txt", "missing.txt", "bridge.txt")
    assert [value["source"] for value in json.loads(done.stdout)] == ["bridge.txt", "bridge.txt"]
    assert json.loads(command("-f", "json", "missing.txt", "none.txt").stdout) == []


def test_json_lines_stand_one_a_document(command: Command) -> None:
    done = command("-f", "jsonl", "bridge.txt", "bridge.txt")
    assert len([json.loads(line) for line in done.stdout.splitlines()]) == 2


def test_json_spans_are_exact(command: Command) -> None:
    value = json.loads(command("-f", "json", "-l", "2s", "bridge.txt").stdout)
    for sentence in value["sentences"]:
        ((start, end),) = sentence["sources"]
        assert TEXT[start:end] == sentence["text"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--length", "tiny", "bridge.txt"), "is not a length. Use headline, short"),
        (("-s", "textrnk", "bridge.txt"), "Did you mean textrank?"),
        (("-s", "textrank:dampin=1", "bridge.txt"), "option 'dampin' does not exist"),
        (("-s", "textrank:damping=x", "bridge.txt"), "option 'damping' cannot be 'x'"),
        (("-s", "textrank:damping", "bridge.txt"), "option 'damping' has no value"),
        (("--language", "xx", "bridge.txt"), "'xx' is not a language we know"),
        (("-f", "xml", "bridge.txt"), "there is no format 'xml'. There are: text"),
        (("--lenght", "short"), "No such option"),
        (("--lenght", "short"), "(see summarize --help)"),
        (("compare", "bridge.txt", "--lenght", "short"), "(see summarize compare --help)"),
        (("compare", "bridge.txt", "-s", ""), "no summarizer is named"),
        (("-f", "html", "bridge.txt", "bridge.txt"), "give a folder: --output pages/"),
        (("-o", "bridge.txt", "bridge.txt"), "it would be overwritten"),
        (("--config", "none.toml", "bridge.txt"), "No such file"),
    ],
)
def test_a_wrong_request_exits_with_2_and_says_what_to_do(
    command: Command, arguments: tuple[str, ...], said: str
) -> None:
    done = command(*arguments)
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_output_goes_to_a_file_or_one_for_each_to_a_folder(
    command: Command, tmp_path: Path
) -> None:
    assert command("-l", "1s", "-o", "one.txt", "bridge.txt").stdout == ""
    assert (tmp_path / "one.txt").read_text() in TEXT.replace("\n\n", "\n")
    command("-f", "html", "-o", "pages/", "bridge.txt", "bridge.txt")
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == [
        "bridge-2.summary.html",
        "bridge.summary.html",
    ]


def test_files_in_a_folder_are_numbered_around_each_other(command: Command, tmp_path: Path) -> None:
    for name in ("a.txt", "a-2.txt", "x/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert command("-o", "out/", "a.txt", "x/a.txt", "a-2.txt").exit_code == 0
    assert len([*(tmp_path / "out").iterdir()]) == 3


@pytest.mark.parametrize(
    ("arguments", "kept"),
    [
        (("-o", "../{folder}/bridge.txt", "bridge.txt"), "bridge.txt"),
        (("-o", "link.txt", "bridge.txt"), "bridge.txt"),
        (("-o", "./", "bridge.txt", "bridge.summary.txt"), "bridge.summary.txt"),
        (("compare", "bridge.txt", "--reference", "ref.txt", "-o", "ref.txt"), "ref.txt"),
        (("compare", "pairs", "-o", "pairs/n.txt"), "pairs/n.txt"),
        (("evaluate", "pairs", "-o", "pairs/n.ref.txt"), "pairs/n.ref.txt"),
        (("evaluate", "pairs", "-p", "mine=ref.txt", "--report", "ref.txt"), "ref.txt"),
        (("evaluate", "pairs", "-o", "t.txt", "--records", "t.txt"), "bridge.txt"),
    ],
)
def test_no_input_is_written_over_by_whatever_name(
    command: Command, tmp_path: Path, arguments: tuple[str, ...], kept: str
) -> None:
    (tmp_path / "pairs").mkdir()
    for name in ("bridge.summary.txt", "ref.txt", "pairs/n.txt", "pairs/n.ref.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("bridge.txt")
    done = command(*(argument.format(folder=tmp_path.name) for argument in arguments))
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert (tmp_path / kept).read_text(encoding="utf-8") == TEXT


def test_an_earlier_result_stays_where_nothing_succeeds(command: Command, tmp_path: Path) -> None:
    earlier = tmp_path / "one.txt"
    earlier.write_text("Earlier.", encoding="utf-8")
    for form in ("text", "json"):
        assert command("-f", form, "-o", "one.txt", "none.txt", "no.txt").exit_code == 1
        assert earlier.read_text(encoding="utf-8") == "Earlier."


def test_a_dash_is_standard_output(command: Command, tmp_path: Path) -> None:
    assert command("-o", "-", "bridge.txt").stdout == command("bridge.txt").stdout
    assert not (tmp_path / "-").exists()


def test_a_command_behind_its_options_is_told_where_it_goes(command: Command) -> None:
    done = command("-q", "evaluate", "bridge.txt")
    assert done.exit_code == 2
    assert "summarize evaluate bridge.txt" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("arguments", [("bridge.txt",), ("compare", "bridge.txt", "-s", "lead")])
def test_json_has_a_flag_of_its_own(command: Command, arguments: tuple[str, ...]) -> None:
    assert "schema" in json.loads(command(*arguments, "--json").stdout) or arguments[0] == "compare"


def test_a_form_that_is_the_main_commands_alone_is_no_matter_to_others(command: Command) -> None:
    done = command("compare", "bridge.txt", "-s", "lead", SUMMARIZE_FORMAT="jsonl")
    assert done.exit_code == 0
    wrong = command("compare", "bridge.txt", SUMMARIZE_FORMAT="pdf")
    assert wrong.exit_code == 2


def run_here(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell in a folder, `summarize` being this very package."""
    line = script.replace("summarize", f"{sys.executable} -m summarize")
    return subprocess.run(
        ["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=False, timeout=60
    )


def test_pipes_devices_and_links_are_written_to_and_not_replaced(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "private.txt").touch(mode=0o600)
    (tmp_path / "link.txt").symlink_to("private.txt")
    script = "mkfifo pipe; cat pipe & summarize -l 1s -o pipe bridge.txt; wait"
    assert run_here(tmp_path, script).stdout.strip() in TEXT
    assert (tmp_path / "pipe").is_fifo()
    assert run_here(tmp_path, "summarize -l 1s -o >(cat) bridge.txt | cat").stdout.strip() in TEXT
    assert command("-l", "1s", "-o", "link.txt", "bridge.txt").exit_code == 0
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "private.txt").read_text(encoding="utf-8").strip() in TEXT
    assert (tmp_path / "private.txt").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("summarize -q bridge.txt > /dev/full", "cannot be written: No space left"),
        ("summarize list > /dev/full", "cannot be written: No space left"),
        ("summarize --help > /dev/full", "cannot be written: No space left"),
        ("summarize <&-", "there is no standard input"),
    ],
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the device is Linux's")
def test_streams_that_are_full_or_closed_are_one_line(
    command: Command, tmp_path: Path, script: str, said: str
) -> None:
    done = run_here(tmp_path, script)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert said in done.stderr


def test_ctrl_c_exits_with_130_and_one_line(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("summarize.cli.text.Run.results", interrupted)
    done = command("bridge.txt")
    assert done.exit_code == 130
    assert done.stderr.split() == ["summarize:", "stopped"]


def test_output_that_cannot_be_written_says_so(command: Command, tmp_path: Path) -> None:
    done = command("-o", "bridge.txt/summary.txt", "bridge.txt")
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr


def test_the_environment_and_the_configuration_set_defaults_and_options_win(
    command: Command, tmp_path: Path
) -> None:
    whole, one = command("-l", "4s", "bridge.txt").stdout, command("-l", "1s", "bridge.txt").stdout
    assert command("bridge.txt", SUMMARIZE_LENGTH="1s").stdout == one
    own = tmp_path / "config" / "summarize"
    own.mkdir(parents=True)
    (own / "config.toml").write_text('length = "1s"\n', encoding="utf-8")
    assert command("bridge.txt").stdout == one
    assert command("-l", "4s", "bridge.txt").stdout == whole
    (tmp_path / "mine.toml").write_text('[text]\nlength = "4s"\n', encoding="utf-8")
    assert command("--config", "mine.toml", "bridge.txt").stdout == whole


def test_a_wrong_configuration_is_one_line_and_exit_code_2(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "mine.toml").write_text("colour = 1\n", encoding="utf-8")
    done = command("--config", "mine.toml", "bridge.txt")
    assert done.exit_code == 2
    assert "'colour' is no option; there are: api_key, combine" in done.stderr


def test_explain_shows_scores_and_source_lines(command: Command) -> None:
    shown = command("--explain", "-l", "1s", "bridge.txt").stdout
    assert "Why these sentences:\n  1. score " in shown
    assert ", line " in shown


def test_notes_go_to_standard_error_unless_quiet(command: Command, tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("Ferries stop in May.", encoding="utf-8")
    assert "summarize: brief.txt: note: " in command("brief.txt").stderr
    assert command("--quiet", "brief.txt").stderr == ""


def test_list_shows_every_summarizer_and_its_options(command: Command) -> None:
    shown = command("list").stdout
    assert all(name in shown for name in ("textrank", "lexrank", "lead", "random", "sumy-lsa"))
    assert "damping=" in shown
    assert json.loads(command("list", "-f", "json").stdout)[0]["name"] == "textrank"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_printed(command: Command, shell: str) -> None:
    done = command("completion", shell)
    assert done.exit_code == 0
    assert "_SUMMARIZE_COMPLETE" in done.stdout


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("li", "list"), ("--le", "--length"), ("--length sh", "short"), ("-s lex", "lexrank")],
)
def test_completion_offers(command: Command, typed: str, offered: str) -> None:
    words = f"summarize {typed}"
    done = command(
        _SUMMARIZE_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(words.count(" "))
    )
    assert f"plain,{offered}" in done.output


def test_version_and_help(command: Command) -> None:
    assert command("--version").stdout.startswith("summarize, version ")
    shown = command("--help").stdout
    assert "[FILE]..." in shown
    assert "-l, --length" in shown
