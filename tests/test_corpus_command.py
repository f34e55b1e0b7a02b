"""`summarize corpus` as a command: what it says, refuses and survives."""

import json
import os
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from corpora import articles, content, plugged_in, rows_of, run, written
from corpus_jobs import ROWS, made

from summarize.corpus.job import Options, plan
from summarize.corpus.runner import Run
from summarize.errors import (
    OutputError,
)

# The command, as a person runs it.


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", [*ROWS, {"id": "empty", "text": ""}])
    done = run(path, tmp_path / "out", "--length", "short", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["rows"], report["made"], report["errors"]) == (24, 24, {"EmptyInputError": 1})
    again = run(path, tmp_path / "out", "--length", "short")
    assert "1 of 1 parts done" in again.stderr
    assert "24 rows in 1 part, 0 new" in again.stderr


def test_quiet_says_nothing(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", ROWS[:2])
    done = run(path, tmp_path / "out", "--length", "1s", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert len(rows_of(tmp_path / "out")) == 2


def test_a_dry_run_shows_the_plan_and_writes_nothing(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", ROWS)
    done = run(path, tmp_path / "out", "--dry-run", "--part-rows", "10")
    assert "23 rows of 1 file (jsonl)" in done.stdout
    assert "3 parts" in done.stdout
    assert done.stdout.count("==> doc-") == 3
    assert not (tmp_path / "out").exists()


def test_errors_can_stop_the_run(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", [*ROWS, {"id": "empty", "text": ""}, *ROWS])
    done = run(path, tmp_path / "out", "--errors", "raise", "--part-rows", "10", "--workers", "1")
    assert done.returncode == 1
    assert done.stderr.strip().startswith("summarize: empty:")
    assert len(rows_of(tmp_path / "out")) == 20


def test_results_of_another_job_are_refused_with_the_difference(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", ROWS)
    made([path], tmp_path / "out", length="short", summarizer="lead")
    before = content(tmp_path / "out")
    with pytest.raises(OutputError, match="length was short and is 1s") as caught:
        made([path], tmp_path / "out", length="1s", summarizer="lead")
    assert "--overwrite" in str(caught.value)
    written(path, ROWS[:9])
    with pytest.raises(OutputError, match=r"the content of .*a\.jsonl has changed"):
        made([path], tmp_path / "out", length="short", summarizer="lead")
    assert content(tmp_path / "out") == before


def test_overwrite_deletes_the_results_of_another_job(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", ROWS)
    run(path, tmp_path / "out", "--length", "short", "-s", "lead")
    done = run(path, tmp_path / "out", "--length", "1s", "-s", "lead", "--overwrite")
    assert "starting anew: length was short and is 1s" in done.stderr
    assert {row["length"] for row in rows_of(tmp_path / "out")} == {"1s"}


def test_a_time_out_an_error_policy_and_a_time_stamp_change_no_result(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", ROWS)
    made([path], tmp_path / "out", summarizer="lead")
    os.utime(path, (0, 0))
    options = Options(summarizer="lead", timeout=9.0, errors="raise")
    again = Run(plan([str(path)], str(tmp_path / "out"), options, version="1"))
    assert again.notes == ["resuming: 1 of 1 parts done"]


def test_a_second_run_on_the_same_output_is_refused_while_the_first_goes_on(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", ROWS)
    job = plan([str(path)], str(tmp_path / "out"), Options(summarizer="lead"), version="1")
    first = Run(job)
    with pytest.raises(OutputError, match=rf"another run \(process {os.getpid()}\) is writing"):
        Run(job)
    assert sum(first.events(workers=1)) == len(ROWS)
    assert Run(job).resumed == len(ROWS)


def test_the_same_output_whatever_the_number_of_workers(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", articles(60))
    for workers in (1, 3):
        run(path, tmp_path / f"out{workers}", "--workers", workers, "--part-rows", "7")
    assert content(tmp_path / "out1") == content(tmp_path / "out3")


def test_an_output_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", ROWS)
    done = run(path, "/proc/summaries")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "cannot be written" in done.stderr


def test_a_full_disk_keeps_what_is_done_and_says_how_to_go_on(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", [*ROWS[:3], ROWS[3] | {"note": "x" * 300_000}])
    limited = dedent(f"""
        import resource, sys
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        sys.argv = ["summarize", "corpus", {str(path)!r}, {str(tmp_path / "out")!r},
                    "--part-rows", "1", "--workers", "1", "--length", "1s"]
        from summarize.cli import main
        main()
    """)
    import subprocess

    done = subprocess.run(
        [sys.executable, "-c", limited], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "run the same command to go on" in done.stderr
    assert len(rows_of(tmp_path / "out")) == 3
    assert run(path, tmp_path / "out", "--part-rows", "1", "--length", "1s").returncode == 0
    assert len(rows_of(tmp_path / "out")) == 4


CRASHING = """
import os, time
from summarize.methods.baselines import Lead
class Crashing(Lead):
    name = "crashing"
    def summarize(self, document, length):
        if "KILL" in document.text: os.kill(os.getpid(), 9)
        if "EXIT" in document.text: os._exit(7)
        if "FOREVER" in document.text: time.sleep(600)
        if "FAULT" in document.text: raise ZeroDivisionError("by nought")
        return super().summarize(document, length)
"""


@pytest.fixture
def crashing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A plug-in that does to its process what a text says, installed for every process."""
    return plugged_in(tmp_path, monkeypatch, "crashing", CRASHING)


def test_a_document_that_ends_its_worker_is_recorded_and_the_rest_complete(
    crashing: str, tmp_path: Path
) -> None:
    rows = [dict(row) for row in ROWS]
    for place, word in ((2, "KILL"), (9, "EXIT"), (10, "FOREVER"), (15, "FAULT"), (22, "KILL")):
        rows[place]["text"] += f" {word} the process."
    path = written(tmp_path / "a.jsonl", rows)
    done = run(path, tmp_path / "out", "-s", crashing, "--timeout", "2", "--workers", "2")
    assert done.returncode == 0, done.stderr
    found = rows_of(tmp_path / "out")
    assert [row["id"] for row in found] == [row["id"] for row in rows]
    failed = {n: (row["error_kind"], row["error"]) for n, row in enumerate(found) if row["error"]}
    assert failed == {
        2: ("WorkerCrash", "the worker was stopped by signal 9 while at it"),
        9: ("WorkerCrash", "the worker ended with code 7"),
        10: ("WorkerCrash", "not done after 2 seconds"),
        15: ("ZeroDivisionError", "ZeroDivisionError: by nought"),
        22: ("WorkerCrash", "the worker was stopped by signal 9 while at it"),
    }
