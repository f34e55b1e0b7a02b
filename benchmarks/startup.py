"""The whole process, from the shell to the summary, compared with importing numpy and with sumy.

    python benchmarks/startup.py [ARTICLE]

Each command runs in turn in a process of its own, several times; the median wall time, processor
time and peak memory are printed. sumy cannot run right after its install (it asks for NLTK's data),
so it is given a tokenizer of regular expressions, which costs it nothing.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent

SUMY = """
import re, sys
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.text_rank import TextRankSummarizer

class Words:
    def to_words(self, text):
        return tuple(re.findall(r"[^\\W_]+", text))

text = open(sys.argv[1], encoding="utf-8").read()
sentences = [Sentence(s, Words()) for s in re.split(r"(?<=[.!?])\\s+|\\n+", text) if s.strip()]
document = ObjectDocumentModel([Paragraph(sentences)])
print(*TextRankSummarizer(Stemmer("english"))(document, 2))
"""


def run(command: list[str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak MiB of one process."""
    start = time.perf_counter()
    with Path(os.devnull).open("wb") as nowhere:
        child = os.posix_spawn(
            command[0],
            command,
            os.environ,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, nowhere.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, nowhere.fileno(), 2),
            ],
        )
        _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    if status:
        sys.exit(f"{' '.join(command[:3])} stopped with {status}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main() -> None:
    """Print a row for each command, and the ratios to the first."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("article", nargs="?", default=str(ROOT / "samples/harbour-bridge.txt"))
    parser.add_argument("--runs", type=int, default=11)
    given = parser.parse_args()
    with tempfile.NamedTemporaryFile("w", suffix=".py") as script:
        script.write(SUMY)
        script.flush()
        summarize = str(Path(sys.executable).with_name("summarize"))
        commands = {
            "python -c 'import numpy'": [sys.executable, "-c", "import numpy"],
            "summarize --length short": [summarize, "--length", "short", given.article],
            "sumy's TextRank": [sys.executable, script.name, given.article],
        }
        figures = {name: [run(command)] for name, command in commands.items()}  # warm the cache
        for _ in range(given.runs):
            for name, command in commands.items():
                figures[name].append(run(command))
    print(
        "| command | wall s | ratio | processor s | ratio | peak MiB |\n|---|---|---|---|---|---|"
    )
    rows = {
        name: [median(column) for column in zip(*f[1:], strict=True)] for name, f in figures.items()
    }
    base = next(iter(rows.values()))
    for name, (wall, processor, peak) in rows.items():
        print(
            f"| {name} | {wall:.3f} | {wall / base[0]:.1f} | {processor:.3f} "
            f"| {processor / base[1]:.1f} | {peak:.0f} |"
        )


if __name__ == "__main__":
    main()
