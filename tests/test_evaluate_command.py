"""`summarize evaluate`, as a person calls it: the table, the files, what is said of mistakes."""

import csv
import json
import re
import sys
from collections.abc import Callable
from importlib import import_module
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summarize.cli import evaluate, main

SAMPLES = str(Path(__file__).parent.parent / "samples")
ROWS = [
    {"id": "bridge", "article": "The bridge reopened on Monday. Cables were replaced. It cost nine "
     "million. Ferries stop in May.", "summary": "The bridge reopened.",
     "systems": {"bart-with-a-very-long-name-indeed-v1": "Bridge open."}},
    {"id": "baker", "article": "A baker sells bread at night. Nurses queue from two. He bakes rye. "
     "The oven is old.", "summary": "Nurses queue for bread at night.",
     "systems": {"bart-with-a-very-long-name-indeed-v1": "A baker sells bread at night."}},
]  # fmt: skip

Command = Callable[..., Result]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Runs `summarize evaluate` in a folder of its own, with data and broken data in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "80")
    good = "".join(f"{json.dumps(row)}\n" for row in ROWS)
    (tmp_path / "data.jsonl").write_text(good, encoding="utf-8")
    (tmp_path / "bad.jsonl").write_text(f"{good}not json\n{{}}\n", encoding="utf-8")
    (tmp_path / "stars.jsonl").write_text(
        good + json.dumps({"id": "stars", "article": "***", "summary": "x"}), encoding="utf-8"
    )
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "mine.txt").write_text("The bridge.\nA baker.\n", encoding="utf-8")
    (tmp_path / "folder").mkdir()

    def run(*arguments: str, **variables: str) -> Result:
        return CliRunner().invoke(
            main, ["evaluate", *arguments], env=variables, prog_name="summarize"
        )

    return run


def test_the_samples_give_a_readable_table_without_any_option(command: Command) -> None:
    done = command(SAMPLES)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "samples: 8 documents, length: medium"
    assert lines[2].split() == ["system", "R-1", "R-2", "R-L", "R-Lsum", "words", "vs", "lead"]
    assert lines[4].startswith("extractive oracle ")
    assert all(len(line) <= 80 for line in lines[:-1])
    assert lines[-1].startswith("rouge|stem:")
    assert "ms a document: " in done.stderr


def test_a_system_is_one_line_with_its_interval_and_how_it_stands(command: Command) -> None:
    table = command("data.jsonl", "-p", "mine=mine.txt").stdout
    assert re.search(
        r"^extractive oracle \(ceiling\) +\d+\.\d ±\d+\.\d( +\d+\.\d){3} +\d+$", table, re.M
    )
    assert re.search(r"^mine \(predictions\) .* n\.s\.$", table, re.M)
    assert re.search(r"^random \(floor\) ", table, re.M)
    assert re.search(r"^R-1: no significant difference between ", table, re.M)


def test_long_names_are_never_cut(command: Command) -> None:
    done = command("data.jsonl", "-m", "words,coverage", COLUMNS="80")
    assert "bart-with-a-very-long-name-indeed-v1 (stored)" in done.stdout


def test_the_legend_says_what_so_few_documents_can_show(command: Command) -> None:
    legend = " ".join(command("data.jsonl").stdout.split())
    assert "n.s.: not significant at .05 (with 2 documents the smallest p is .50," in legend


def test_a_table_for_latex_has_the_same_figures_and_no_character_latex_stops_at(
    command: Command,
) -> None:
    done = command("data.jsonl", "-f", "latex")
    assert done.stdout.startswith("% \\usepackage{booktabs}\n\\begin{table}\n")
    assert r"extractive oracle (ceiling) & " in done.stdout
    assert r"\textbf{" in done.stdout
    body = done.stdout.partition("\n")[2]
    assert not re.search(r"(?<!\\)[%#_]", body)
    assert not re.search("[±×–]", body)


def test_methods_are_cited_once_each(command: Command) -> None:
    done = command("data.jsonl", "-s", "textrank,textrank:lead=0,lexrank", "--cite")
    for key in ("software{summarize", "lin-2004", "holm-1979", "mihalcea", "erkan", "nallapati"):
        assert done.stdout.count(key) == 1, key


def test_columns_are_asked_for_by_name(command: Command) -> None:
    head = command("data.jsonl", "-m", "compression,novel2,boilerplate", "--timing").stdout
    assert re.search(r"R-Lsum +compression +novel2 +boilerplate +ms/doc +vs lead", head)
    assert "redundancy" in command("data.jsonl", "-m", "all").stdout
    assert "words" not in command("data.jsonl", "-m", "none").stdout.splitlines()[2]


def test_json_csv_and_markdown_say_the_same(command: Command) -> None:
    value = json.loads(command("data.jsonl", "-f", "json").stdout)
    rows = list(csv.DictReader(StringIO(command("data.jsonl", "-f", "csv").stdout)))
    markdown = command("data.jsonl", "-f", "markdown").stdout
    for row, (name, system) in zip(rows, value["systems"].items(), strict=True):
        f1 = system["scores"]["rouge1"]["f1"]
        assert row["system"] == name
        assert float(row["rouge1_f1"]) == f1["mean"]
        assert float(row["rouge1_f1_low"]) == f1["low"]
        assert f"| {100 * f1['mean']:.1f} ±" in markdown
        assert row["signature"] == value["signature"]
    assert f"`{value['signature']}`" in markdown
    assert "seconds" not in rows[0]


def test_timing_is_shown_where_it_is_asked_for(command: Command) -> None:
    assert '"seconds"' in command("data.jsonl", "-f", "json", "--timing").stdout
    assert "seconds" in command("data.jsonl", "-f", "csv", "--timing").stdout.splitlines()[0]


def test_table_records_and_page_go_to_files(command: Command, tmp_path: Path) -> None:
    done = command("data.jsonl", "-o", "t.txt", "--records", "r.jsonl", "--report", "p.html")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "R-Lsum" in (tmp_path / "t.txt").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == 2 * 6
    assert "<html" in (tmp_path / "p.html").read_text(encoding="utf-8")


def test_records_in_parquet_have_the_same_rows_and_the_signature(
    command: Command, tmp_path: Path
) -> None:
    command("stars.jsonl", "--records", "r.jsonl")
    shown = command("stars.jsonl", "--records", "r.parquet").stdout
    table = import_module("pyarrow.parquet").read_table(tmp_path / "r.parquet")
    lines = (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()
    assert table.to_pylist() == [json.loads(line) for line in lines]
    assert table.schema.metadata[b"signature"].decode() == shown.splitlines()[-1]


def test_parquet_without_its_package_is_refused_before_the_work(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    done = command("data.jsonl", "--records", "r.parquet")
    assert done.exit_code == 1
    assert "pip install '.[parquet]'" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("workers", ["1", "2"])
def test_every_file_is_the_same_bytes_in_every_run(
    command: Command, tmp_path: Path, workers: str
) -> None:
    written = []
    for options in (("--no-resume",), ("--resume-dir", "kept"), ("--resume-dir", "kept")):
        command("data.jsonl", "-w", workers, "-f", "json", "-o", "t", "--records", "r.parquet",
                *options)  # fmt: skip
        written.append(((tmp_path / "t").read_bytes(), (tmp_path / "r.parquet").read_bytes()))
    assert len(set(written)) == 1


def test_a_finished_run_leaves_nothing_in_the_cache(command: Command, tmp_path: Path) -> None:
    command("data.jsonl")
    assert not [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    command("data.jsonl", "--resume-dir", "kept")
    assert len(list((tmp_path / "kept").iterdir())) == 1


def test_rows_that_cannot_be_used_are_one_line_each_and_exit_1(command: Command) -> None:
    done = command("bad.jsonl")
    assert done.exit_code == 1
    assert done.stdout.startswith("bad.jsonl: 2 documents")
    assert "summarize: bad.jsonl: line 3: it is no JSON" in done.stderr
    assert "summarize: bad.jsonl: line 4: it has no 'article'" in done.stderr


def test_summaries_that_could_not_be_made_are_counted_and_exit_1(command: Command) -> None:
    done = command("stars.jsonl", "-s", "textrank")
    assert done.exit_code == 1
    assert "failed" in done.stdout.splitlines()[2]
    assert "a document it failed on counts as zero" in " ".join(done.stdout.split())
    assert "summarize: textrank: stars: nothing to summarize" in done.stderr


def test_many_problems_are_counted(command: Command, tmp_path: Path) -> None:
    text = (tmp_path / "data.jsonl").read_text(encoding="utf-8") + "oops\n" * 15
    (tmp_path / "many.jsonl").write_text(text, encoding="utf-8")
    done = command("many.jsonl", "--quiet")
    assert "summarize: 5 more; 15 rows could not be used" in done.stderr
    assert len(done.stderr.splitlines()) == 11


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("none.jsonl",), 1, "there is no such file or folder"),
        (("empty.jsonl",), 1, "empty.jsonl: holds no documents"),
        (("mine.txt",), 1, "no table by its name"),
        (("folder",), 1, "NAME.txt is wanted, and beside it NAME.ref.txt"),
        (("data.jsonl", "-p", "mine=folder"), 1, "folder: is a folder"),
        (("data.jsonl", "-p", "mine=none.txt"), 1, "there is no such file"),
        (("data.jsonl", "-p", "mine"), 2, "write NAME=FILE"),
        (("data.jsonl", "-p", "lead=mine.txt"), 2, "there is a system of that name"),
        (("data.jsonl", "-s", "textrnk"), 2, "Did you mean textrank?"),
        (("data.jsonl", "-s", "lexrank,textrank:x=1"), 2, "option 'x' does not exist"),
        (("data.jsonl", "-l", "tiny"), 2, "'tiny' is not a length"),
        (("data.jsonl", "-m", "beauty"), 2, "there is no measure 'beauty'"),
        (("data.jsonl", "--article-column", "text"), 2, "there is no column 'text'"),
        (("data.jsonl", "--workers", "0"), 2, "workers 0: must be at least 1"),
        (("data.jsonl", "--seed", "-1"), 2, "seed -1"),
        (("data.jsonl", "--rank-by", "bleu"), 2, "'bleu' is not one of"),
        (("data.jsonl", "-o", "folder"), 2, "folder: is a folder: name a file"),
        (("data.jsonl", "-o", "data.jsonl"), 2, "it would be overwritten"),
        (("data.jsonl", "--records", "r.xls"), 2, "written as .jsonl or .parquet"),
        (("data.jsonl", "--resume-dir", "mine.txt"), 2, "name another --resume-dir"),
        ((), 2, "Missing argument 'DATA'"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_an_exit_code(
    command: Command, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = command(*arguments)
    assert done.exit_code == code
    assert said in " ".join(done.stderr.split())
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_options_reach_the_signature(command: Command) -> None:
    done = command(
        "data.jsonl", "-l", "1s", "--seed", "5", "--no-clean", "--no-stem", "--sentences", "lines",
        "--multi-reference", "mean", "--language", "en", "--detokenize", "-n", "1",
    )  # fmt: skip
    signature = done.stdout.splitlines()[-1]
    for choice in ("stem:none", "lsum:lines", "refs:mean", "lang:en", "detok:yes", "clean:no",
                   "length:1s", "docs:1", "seed:5"):  # fmt: skip
        assert f"|{choice}|" in signature
    assert "as long as the references" in command("data.jsonl", "--match-reference-length").stdout


def test_defaults_may_be_for_the_main_command_or_its_own(command: Command, tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(
        'summarizer = "lexrank"\nlength = "2s"\n[evaluate]\nmetrics = "novel1"\n', encoding="utf-8"
    )
    done = command("data.jsonl", "--config", "c.toml")
    assert "|length:2s|" in done.stdout
    assert "novel1" in done.stdout
    assert "|seed:3|" in command("data.jsonl", SUMMARIZE_SEED="3").stdout


def test_quiet_leaves_only_errors(command: Command) -> None:
    assert command("data.jsonl", "--quiet").stderr == ""


def test_ctrl_c_is_one_line_and_says_how_to_go_on(tmp_path: Path, command: Command) -> None:
    info = tmp_path / "stopper-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: stopper\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[summarize.summarizers]\nstop = stopper:Stop\n")
    (tmp_path / "stopper.py").write_text(
        "class Stop:\n    name = 'stop'\n    def summarize(self, document, length):\n"
        "        raise KeyboardInterrupt\n    def summarize_many(self, documents, length):\n"
        "        yield from ()\n",
        encoding="utf-8",
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.syspath_prepend(tmp_path)
        done = command("data.jsonl", "-s", "stop")
    assert done.exit_code == 130
    assert done.stderr.strip() == "summarize: stopped: repeat the command to resume"


class Terminal(StringIO):
    """Stands for a terminal: what is written to it is kept."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("after", "quiet"), [(0.0, False), (60.0, False), (0.0, True)])
def test_a_bar_with_the_time_left_is_shown_on_a_terminal_once_it_takes_a_while(
    monkeypatch: pytest.MonkeyPatch, after: float, quiet: bool
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(evaluate, "PROGRESS_AFTER", after)
    with evaluate.progress_bar(quiet=quiet) as progress:
        for done in (1, 2, 3):
            if progress:
                progress(done, 3)
    shown = terminal.getvalue()
    assert ("documents" in shown and "100%" in shown) == (after == 0.0 and not quiet)


def test_a_clear_difference_is_said_in_the_tables_units(command: Command, tmp_path: Path) -> None:
    rows = [
        {"article": f"Item {n}. The bridge reopened.", "summary": "Quite another thing.",
         "systems": {"good": "Quite another thing."}}
        for n in range(12)
    ]  # fmt: skip
    text = "".join(f"{json.dumps(row)}\n" for row in rows)
    (tmp_path / "clear.jsonl").write_text(text, encoding="utf-8")
    done = command("clear.jsonl", COLUMNS="200")
    said = r"^R-1: good is higher than \w+ by 100\.0 \(interval 100\.0 to 100\.0, p = 0\.00"
    assert re.search(said, done.stdout, re.M)
    assert re.search(r"^good \(stored\) .* higher$", done.stdout, re.M)


def test_names_are_safe_in_markdown(command: Command, tmp_path: Path) -> None:
    row = {"article": "One. Two.", "summary": "One.", "systems": {"a|b": "One."}}
    (tmp_path / "pipe.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert "| a\\|b (stored) |" in command("pipe.jsonl", "-f", "markdown").stdout
