"""Corpora for tests: as many articles as are asked for, no two alike, and what became of them."""

import gzip
import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from summarize.cli import main

SAMPLES = Path(__file__).parent.parent / "samples"
COMMAND = [sys.executable, "-c", "from summarize.cli import main; main()", "corpus"]

Row = dict[str, Any]


def articles(count: int, seed: int = 0) -> list[Row]:
    """Rows with an id, a text of mixed sentences of our samples, and two columns to be kept."""
    rng = random.Random(seed)
    pool = [
        line
        for path in sorted(SAMPLES.glob("*.txt"))
        if path.name.count(".") == 1
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.count(" ") > 8
    ]
    return [
        {
            "id": f"doc-{n}",
            "text": f"Report {n} of the year. " + "\n\n".join(rng.sample(pool, 6)),
            "year": 1990 + n % 30,
            "tags": ["a", n],
        }
        for n in range(count)
    ]


def written(path: Path, rows: list[Row]) -> Path:
    """The rows as JSON Lines, compressed where the name says so."""
    content = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def run(*arguments: object) -> "subprocess.CompletedProcess[str]":
    """The command, in this process; its workers are processes of their own."""
    words = ["corpus", *map(str, arguments)]
    done = CliRunner().invoke(main, words)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)


def run_apart(*arguments: object, timeout: float = 120) -> "subprocess.CompletedProcess[str]":
    """The command, in a process of its own."""
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=timeout, check=False)


def rows_of(folder: Path) -> list[Row]:
    """Every output row, in order."""
    parts = sorted(folder.glob("part-*"))
    if parts and parts[0].suffix == ".parquet":
        from pyarrow import parquet

        return [row for part in parts for row in parquet.read_table(part).to_pylist()]
    lines = (part.read_text(encoding="utf-8").split("\n") for part in parts)
    return [json.loads(line) for part in lines for line in part if line]


def content(folder: Path) -> dict[str, bytes]:
    """The bytes of every part, by its name."""
    return {part.name: part.read_bytes() for part in folder.glob("part-*")}


def plugged_in(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: str) -> str:
    """A summarizer of another package, installed for every process: its name.

    Args:
        folder: to install it in.
        monkeypatch: that of the test.
        name: of the summarizer and its module; its class is the name with a capital.
        code: of the module.
    """
    (folder / f"plug/{name}-1.dist-info").mkdir(parents=True)
    (folder / f"plug/{name}.py").write_text(code)
    info = folder / f"plug/{name}-1.dist-info"
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
    (info / "entry_points.txt").write_text(
        f"[summarize.summarizers]\n{name} = {name}:{name.capitalize()}\n"
    )
    path = [str(folder / "plug"), *filter(None, [os.environ.get("PYTHONPATH")])]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(path))
    monkeypatch.syspath_prepend(folder / "plug")
    return name
