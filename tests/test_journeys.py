"""What people do with the installed command, start to end, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "samples" / "harbour-bridge.txt"


def run(
    *arguments: str | Path, stdin: bytes | None = None, cwd: Path | None = None
) -> "subprocess.CompletedProcess[bytes]":
    command = Path(sys.executable).with_name("summarize")
    return subprocess.run(
        [command, *map(str, arguments)], input=stdin, capture_output=True, cwd=cwd, check=False
    )


def test_a_newcomer_gets_a_short_summary_of_a_scraped_page(tmp_path: Path) -> None:
    done = run("--length", "short", SAMPLE, cwd=tmp_path)
    summary = done.stdout.decode()
    assert done.returncode == 0
    assert 1 <= len(summary.split()) <= 50
    boilerplate = (ROOT / "samples" / "harbour-bridge.boilerplate.txt").read_text(encoding="utf-8")
    assert not [line for line in boilerplate.splitlines() if line and line in summary]


def test_a_pipe_gives_what_the_file_gives() -> None:
    assert run("-l", "bullets", stdin=SAMPLE.read_bytes()).stdout == (
        run("-l", "bullets", SAMPLE).stdout
    )


def test_the_bytes_are_the_same_in_every_process_and_for_every_thread_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    outputs = set()
    for seed, threads in (("0", "1"), ("1", "2"), ("2", "4")):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        monkeypatch.setenv("OMP_NUM_THREADS", threads)
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", threads)
        value = json.loads(run("-f", "json", "-l", "long", SAMPLE).stdout)
        value.pop("seconds")
        outputs.add(json.dumps(value))
    assert len(outputs) == 1


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "empty.txt"),
        ("blank.txt", b" \n\t\n", "blank.txt"),
        ("image.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4, "image.png"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_exit_code_1(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    done = run(name, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.decode().startswith(f"summarize: {said}: ")
    assert done.stderr.count(b"\n") == 1


def test_an_unreadable_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Ferries stop in May.", encoding="utf-8")
    done = run("none.txt", "good.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert b"Ferries stop in May." in done.stdout
    assert b"none.txt" in done.stderr


def test_a_reader_who_leaves_early_causes_no_traceback(tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("summarize")
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run(
            [command, str(SAMPLE)], stdout=gone, stderr=subprocess.PIPE, check=False
        )
    assert b"Traceback" not in done.stderr


def test_a_text_of_a_novels_size_is_read_whole(tmp_path: Path) -> None:
    page = "\n\n".join(
        f"Chapter {n} tells how the keeper of lamp {n} crossed the bay of {n * 7} boats."
        for n in range(5000)
    )
    (tmp_path / "novel.txt").write_text(page, encoding="utf-8")
    value = json.loads(run("-f", "json", "-l", "5s", "novel.txt", cwd=tmp_path).stdout)
    assert value["coverage"]["sentences_read"] == 5000
    assert len(value["sentences"]) <= 5
