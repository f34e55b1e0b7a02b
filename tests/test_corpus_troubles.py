"""What a corpus job does where something is wrong that no document is to blame for."""

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpora import COMMAND, Row, articles, content, plugged_in, rows_of, run, run_apart, written
from waiting import until

from summarize.corpus.input import Reader
from summarize.corpus.job import Job, Options, plan
from summarize.corpus.output import Store
from summarize.corpus.ray_engine import PartMaker, resources
from summarize.corpus.rows import Item, items, output_rows
from summarize.corpus.runner import Run, preview
from summarize.corpus.supervisor import Host
from summarize.errors import (
    InputError,
    OutputError,
    SummarizeError,
    UnknownNameError,
    UsageError,
    WorkerError,
)

ROWS = articles(6)


def job_of(
    folder: Path, output: str | None = None, rows: list[Row] = ROWS, **options: int | str
) -> Job:
    path = written(folder / "a.jsonl", rows)
    given = Options(length="1s", **options)  # type: ignore[arg-type]
    return plan([str(path)], output or str(folder / "out"), given, version="1")


def test_an_engine_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="There are: local, ray"):
        list(Run(job_of(tmp_path)).events(engine="spark"))


def test_no_workers_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="give 1 or more"):
        list(Run(job_of(tmp_path)).events(workers=0))


def test_an_input_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no rows"):
        job_of(tmp_path, rows=[])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bad.jsonl", b"{oh no\n", "has no row that can be read: it is no JSON"),
        ("bad.jsonl.gz", b"no gzip at all", "cannot be read"),
        ("bad.parquet", b"no parquet at all, however long it is", "cannot be read"),
        ("bad.parquet", b"", "cannot be read"),
    ],
)
def test_a_table_that_cannot_be_read_is_named_with_what_is_wrong(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=said):
        plan([str(tmp_path / name)], str(tmp_path / "out"), Options(), version="1")


def test_a_bad_table_among_good_ones_has_a_row_that_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.jsonl").write_text("{oh no\n")
    written(folder / "b.jsonl", ROWS)
    done = run(folder, tmp_path / "out", "-l", "1s")
    assert "Traceback" not in done.stderr
    errors = [row["error"] for row in rows_of(tmp_path / "out")]
    assert [bool(error) for error in errors] == [True, *(False for _ in ROWS)]


@pytest.mark.parametrize("url", ["foo://bucket/x.jsonl", "s3://bucket/x.jsonl"])
def test_a_store_that_cannot_be_reached_is_an_error_of_ours(tmp_path: Path, url: str) -> None:
    if url.startswith("s3") and importlib.util.find_spec("s3fs"):
        pytest.skip("s3fs is installed: only a network would tell")
    with pytest.raises(InputError, match="cannot be opened"):
        plan([url], str(tmp_path / "out"), Options(), version="1")
    job = job_of(tmp_path, url)
    with pytest.raises(OutputError, match="cannot be opened"):
        Store(job)


def test_parts_of_no_known_job_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/part-000000.jsonl").write_text("another's")
    with pytest.raises(OutputError, match="parts of no known job"):
        Run(job_of(tmp_path))
    assert (tmp_path / "out/part-000000.jsonl").read_text() == "another's"


def test_results_of_another_version_are_kept_unless_told_otherwise(tmp_path: Path) -> None:
    job = job_of(tmp_path)
    list(Run(job).events(workers=1))
    newer = plan([str(tmp_path / "a.jsonl")], job.output, job.options, version="2")
    with pytest.raises(OutputError, match=r"another job \(version 1 is now 2\)"):
        Run(newer)
    assert len(rows_of(tmp_path / "out")) == len(ROWS)
    assert Run(newer, overwrite=True).notes == ["starting anew: version 1 is now 2"]
    assert rows_of(tmp_path / "out") == []


def test_what_a_killed_job_left_aside_is_swept_away(tmp_path: Path) -> None:
    job = job_of(tmp_path)
    (tmp_path / "out/_summarize").mkdir(parents=True)
    (tmp_path / "out/_summarize/aside-000000-dead").write_text("half a pa")
    list(Run(job).events(workers=1))
    names = sorted(path.name for path in (tmp_path / "out/_summarize").iterdir())
    assert names == ["000000.json", "job.json", "lock"]


def test_a_worker_that_will_not_start_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(WorkerError, match="worker process failed: the worker ended with"):
        list(Run(job_of(tmp_path)).events(workers=1))


DYING = """
import os
os._exit(9)
"""


def test_a_worker_that_dies_between_documents_is_not_tried_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = job_of(tmp_path)
    name = plugged_in(tmp_path, monkeypatch, "dying", DYING)
    dying = Job.from_head(job.head() | {"options": job.head()["options"] | {"summarizer": name}})
    Store(job).begin()
    host = Host(dying)
    with pytest.raises(WorkerError, match="code 9"):
        host.run(job.parts[0])
    host.close()


STUCK = """
import time
from summarize.methods.baselines import Lead
class Stuck(Lead):
    name = "stuck"
    def summarize(self, document, length):
        if "FOREVER" in document.text:
            time.sleep(600)
        if "FAULT" in document.text:
            time.sleep(1)
            raise ZeroDivisionError("by nought")
        return super().summarize(document, length)
"""


def test_a_run_that_stops_waits_for_no_worker_that_is_stuck(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = plugged_in(tmp_path, monkeypatch, "stuck", STUCK)
    texts = ["Wait FOREVER for it.", "This one has a FAULT."]
    rows = [{"id": str(n), "text": f"{text} And more."} for n, text in enumerate(texts)]
    path = written(tmp_path / "a.jsonl", rows)
    done = run_apart(path, tmp_path / "out", "-s", name, "-l", "1s", "--errors", "raise",
               "--part-rows", "1", "--workers", "2", timeout=60)  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.strip() == "summarize: 1: ZeroDivisionError: by nought"


def heed_ctrl_c() -> None:
    """As at a terminal: what a shell has put in the background is begun deaf to it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_says_that_the_same_command_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = plugged_in(tmp_path, monkeypatch, "stuck", STUCK)
    rows = [{"id": "a", "text": "A text. And more."}, {"id": "b", "text": "Wait FOREVER. More."}]
    path = written(tmp_path / "a.jsonl", rows)
    command = [sys.executable, "-c", "from summarize.cli import main; main()", "corpus",
               str(path), str(tmp_path / "out"), "-s", name, "-l", "1s", "--part-rows", "1",
               "--workers", "1"]  # fmt: skip
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=heed_ctrl_c)
    until(lambda: list((tmp_path / "out").glob("part-*")))
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "the same command goes on from here" in said
    assert [row["id"] for row in rows_of(tmp_path / "out")] == ["a"]


SLOW = """
import time
from summarize.methods.baselines import Lead
class Slow(Lead):
    name = "slow"
    def summarize(self, document, length):
        time.sleep(0.1)
        return super().summarize(document, length)
"""


@pytest.mark.parametrize("how", ["the command alone is killed", "Ctrl-C reaches every process"])
def test_a_worker_left_behind_writes_nothing_wrong(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = plugged_in(tmp_path, monkeypatch, "slow", SLOW)
    path, output = written(tmp_path / "a.jsonl", articles(40)), tmp_path / "out"
    options = ("-s", name, "-l", "1s", "--part-rows", "20", "--workers", "1")
    process = subprocess.Popen(
        [*COMMAND, str(path), str(output), *options],
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=heed_ctrl_c,
    )
    until(lambda: list(output.glob("part-*")))
    if how.startswith("the command"):
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGINT)
    process.communicate(timeout=60)  # ends when no process holds its error stream any more
    assert {row["error"] for row in rows_of(output)} == {None}
    assert run(path, output, *options).returncode == 0
    found = rows_of(output)
    assert [row["id"] for row in found] == [f"doc-{n}" for n in range(40)]
    assert {row["error"] for row in found} == {None}


def test_a_job_that_fails_leaves_no_worker_at_work(tmp_path: Path) -> None:
    rows = [{"id": "empty", "text": ""}, *articles(40)]
    job = job_of(tmp_path, rows=rows, part_rows=1, errors="raise")
    with pytest.raises(SummarizeError, match="no text"):
        list(Run(job).events(workers=2))
    written_by_then = content(tmp_path / "out")
    time.sleep(0.5)
    assert content(tmp_path / "out") == written_by_then


def test_a_store_that_is_no_disk_takes_parts_as_well(tmp_path: Path) -> None:
    import fsspec

    job = job_of(tmp_path, "memory://summaries")
    store = Store(job)
    assert store.begin() == (set(), [])
    rows = output_rows(
        items(job.parts[0], job, Reader()), job.options, mark=lambda *_: None, crashed={}
    )
    assert store.write(job.parts[0], rows).rows == len(ROWS)
    memory = fsspec.filesystem("memory")
    lines = memory.cat_file("/summaries/part-000000.jsonl").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [row["id"] for row in ROWS]
    assert store.begin() == ({0}, ["resuming: 1 of 1 parts done"])


def test_documents_of_a_store_are_read_there_and_a_bad_one_has_its_reason() -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe_file("/library/a.txt", ROWS[0]["text"].encode())
    memory.pipe_file("/library/b.png", b"\x89PNG\r\n\x1a\n\0\0\0")
    job = plan(["memory://library/*"], "memory://read", Options(length="1s"), version="1")
    memory.pipe_file("/library/c.txt", b"")
    good, bad = preview(job)
    assert (good["id"], good["error"]) == ("memory:///library/a.txt", None)
    assert good["summary"]
    assert bad["error_kind"] == "BinaryInputError"


def test_a_table_with_fewer_rows_than_were_counted_still_has_a_row_for_each(
    tmp_path: Path,
) -> None:
    job = job_of(tmp_path)
    written(tmp_path / "a.jsonl", ROWS[:4])
    list(Run(job).events(workers=1))
    errors = [row["error"] for row in rows_of(tmp_path / "out")]
    assert errors[:4] == [None] * 4
    assert all("fewer rows than when it was counted" in error for error in errors[4:])
    assert len(errors) == len(ROWS)


def test_a_table_that_is_gone_leaves_its_reason_in_every_row(tmp_path: Path) -> None:
    job = job_of(tmp_path)
    (tmp_path / "a.jsonl").unlink()
    list(Run(job).events(workers=1))
    errors = [row["error"] for row in rows_of(tmp_path / "out")]
    assert len(errors) == len(ROWS)
    assert all("cannot be read" in error for error in errors)


def test_what_breaks_in_finding_documents_is_no_document_s_fault(tmp_path: Path) -> None:
    def given() -> Iterator[Item]:
        yield Item("a", ROWS[0]["text"], {})
        raise RuntimeError("the store is on fire")

    rows = output_rows(given(), Options(length="1s"), mark=lambda *_: None, crashed={})
    assert next(rows)["error"] is None
    with pytest.raises(RuntimeError, match="on fire"):
        next(rows)


def test_a_part_from_the_middle_of_a_csv_begins_at_its_row(tmp_path: Path) -> None:
    lines = "".join(f"{n},Row {n} is short.\n" for n in range(9))
    (tmp_path / "a.csv").write_text(f"id,text\n{lines}")
    job = plan([str(tmp_path / "a.csv")], "out", Options(part_rows=3), version="1")
    assert [item.id for item in items(job.parts[2], job, Reader())] == ["6", "7", "8"]


MISSING = [
    ("pyarrow", "a.jsonl", ("--format", "parquet"), "pip install '.[parquet]'"),
    ("pyarrow", "a.parquet", (), "pip install '.[parquet]'"),
    ("ray", "a.jsonl", ("--engine", "ray"), "pip install '.[ray]'"),
]


@pytest.mark.parametrize(("module", "table", "options", "remedy"), MISSING)
def test_an_extra_that_is_missing_is_named(
    module: str,
    table: str,
    options: tuple[str, ...],
    remedy: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "hidden").mkdir()
    (tmp_path / f"hidden/{module}.py").write_text("raise ModuleNotFoundError('not installed')")
    monkeypatch.syspath_prepend(tmp_path / "hidden")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "hidden"), prepend=os.pathsep)
    path = written(tmp_path / table, ROWS)
    done = run_apart(path, tmp_path / "out", *options)
    assert done.returncode == 1
    assert remedy in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_actor_of_ray_makes_a_part_once_and_tells_what_failed(tmp_path: Path) -> None:
    job = job_of(tmp_path, part_rows=3)
    Store(job).begin()
    maker = PartMaker(job.head())
    batch = {"part": [json.dumps(part.to_dict()) for part in job.parts]}
    made = maker(batch)["report"]
    assert [json.loads(report)["rows"] for report in made] == [3, 3]
    before = (tmp_path / "out/part-000000.jsonl").stat().st_mtime_ns
    assert maker(batch)["report"] == made
    assert (tmp_path / "out/part-000000.jsonl").stat().st_mtime_ns == before
    maker.host.close()
    raising = job.head()
    raising["options"] |= {"errors": "raise", "text_column": "nothing"}
    (tmp_path / "out/part-000000.jsonl").unlink()
    failing = PartMaker(raising)
    (told,) = failing({"part": batch["part"][:1]})["report"]
    failing.host.close()
    assert "column 'nothing' holds no text" in json.loads(told)["failed"]


@pytest.mark.parametrize(
    ("summarizer", "cluster", "taken"),
    [
        ("textrank", {"CPU": 8.0, "GPU": 1.0}, {"CPU": 1.0}),
        ("seq2seq:model=m", {"CPU": 8.0, "GPU": 1.0}, {"GPU": 1.0}),
        ("seq2seq:model=m", {"CPU": 8.0}, {"CPU": 1.0}),
    ],
)
def test_a_model_takes_a_gpu_where_the_cluster_has_one(
    summarizer: str, cluster: dict[str, float], taken: dict[str, float]
) -> None:
    head = {"options": {"summarizer": summarizer}, "output": "out", "columns": [[], {}]}
    assert resources(Job.from_head(head), cluster) == taken
