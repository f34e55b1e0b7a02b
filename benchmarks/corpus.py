"""A corpus of 100,000 articles: rows per second, memory, and the overhead of each engine.

    python benchmarks/corpus.py [--rows 100000] [--data FOLDER] [--engines local,ray]

The articles are those of `train/news_articles` in the data folder, taken round again with new ids
until there are enough; without the data they are made from the samples, and the first line says so.
The bare rate is `summarize()` over the same articles in one process, with nothing read or written.
"""

import argparse
import json
import lzma
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

from summarize import summarize

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-c", "from summarize.cli import main; main()", "corpus"]
BARE = 2_000  # articles the bare rate is taken over


def articles(data: Path) -> Iterator[str]:
    """Yield the texts in a cycle."""
    path = data / "train/news_articles.jsonl.xz"
    if path.is_file():
        with lzma.open(path, "rt") as lines:
            yield from cycle([json.loads(line)["article"] for line in lines])
    files = [p for p in sorted((ROOT / "samples").glob("*.txt")) if p.name.count(".") == 1]
    for number, file in enumerate(cycle(files)):
        yield f"Report {number} of the year.\n\n{file.read_text(encoding='utf-8')}"


def write(path: Path, data: Path, rows: int) -> None:
    """A table of so many articles."""
    with path.open("w", encoding="utf-8") as out:
        for number, text in enumerate(islice(articles(data), rows)):
            out.write(json.dumps({"id": f"row-{number}", "text": text}) + "\n")


def processes(process: int) -> Iterator[int]:
    """Return a process and its descendants."""
    waiting = [process]
    while waiting:
        yield (pid := waiting.pop())
        try:
            for task in Path(f"/proc/{pid}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended between two looks


def memory(process: int) -> int:
    """Return the memory of a process and its descendants in bytes."""
    pages = 0
    for pid in processes(process):
        try:
            pages += int(Path(f"/proc/{pid}/statm").read_text().split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    return pages * os.sysconf("SC_PAGESIZE")


def run(table: Path, output: Path, *options: str) -> tuple[float, float]:
    """Return the rows per second that the command reports, and the peak MiB of its processes."""
    process = subprocess.Popen(
        [*COMMAND, str(table), str(output), "--length", "short", "--json", *options],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    peak = 0
    while process.poll() is None:
        peak = max(peak, memory(process.pid))
        time.sleep(0.2)
    assert process.stdout
    report = json.loads(process.stdout.read())
    made = sum(1 for part in output.glob("part-*") for _ in part.open("rb"))
    assert made == report["rows"] == report["made"], "a row for every row"
    return report["rows"] / report["seconds"], peak / 2**20


def bare(data: Path) -> float:
    """Articles a second of the summarizer alone."""
    texts = list(islice(articles(data), BARE))
    summarize(texts[0], length="short")
    start = time.perf_counter()
    for text in texts:
        summarize(text, length="short")
    return len(texts) / (time.perf_counter() - start)


def main() -> None:
    """Print a row for each run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000)
    default = os.environ.get("SUMMARIZE_DATA", str(ROOT.parent / "shared/data"))
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--engines", default="local,ray")
    given = parser.parse_args()
    if not (given.data / "train").is_dir():
        print(f"no training data in {given.data}: articles made from the samples")
    alone = bare(given.data)
    print(f"{'bare summarize()':<34}{alone:8.0f} rows/s", flush=True)
    few = max(100, given.rows // 10)
    plan = [("local", 1, few), ("local", 2, few), ("local", 2, given.rows), ("ray", 2, few)]
    with tempfile.TemporaryDirectory() as scratch:
        tables = {rows: Path(scratch) / f"{rows}.jsonl" for rows in (few, given.rows)}
        for rows, table in tables.items():
            write(table, given.data, rows)
        for number, (engine, workers, rows) in enumerate(plan):
            if engine not in given.engines:
                continue
            out = Path(scratch) / f"out{number}"
            rate, peak = run(tables[rows], out, "--engine", engine, "--workers", str(workers))
            name = f"{engine}, {workers} workers, {rows} rows"
            each = rate / workers / alone
            print(
                f"{name:<34}{rate:8.0f} rows/s {peak:8.0f} MiB {each:6.2f} of bare a worker",
                flush=True,
            )


if __name__ == "__main__":
    main()
