"""The embedded model against the same weights through torch and transformers, in one run.

    python benchmarks/abstractive.py ARTICLE [--torch-model FOLDER] [--articles 64]

ARTICLE is any text file; FOLDER holds the weights as `python -m training.thaw
summarize/models/rewriter FOLDER` writes them. Each whole process is started afresh, three times,
and the cheapest counts: its processor time (user and system) and its greatest memory are what the
operating system counted for it. The first start of all is not counted: it writes the bytecode that
an installation writes. Then, in processes of one thread each, the same article again and again, and
a batch of articles against one by one.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

LENGTH = "short"

OURS = "from summarize.cli import main; main()"

IMPORT = "import torch"

TORCH = """
import json, sys, time
from pathlib import Path
import torch
from tokenizers import Tokenizer
from transformers import BartForConditionalGeneration
torch.set_num_threads(1)
folder, jobs, rounds = sys.argv[1], json.load(open(sys.argv[2])), int(sys.argv[3])
model = BartForConditionalGeneration.from_pretrained(folder).eval()
vocabulary = {p: i for i, p in enumerate(jobs["vocabulary"])}
def once():
    width = max(len(s) for s in jobs["sources"])
    ids = torch.tensor([[vocabulary.get(p, 100) for p in s] + [0] * (width - len(s))
                        for s in jobs["sources"]])
    with torch.no_grad():
        return model.generate(input_ids=ids, attention_mask=(ids != 0).long(), num_beams=4,
                              num_return_sequences=4, max_new_tokens=60, no_repeat_ngram_size=3)
once()
start = time.process_time()
for _ in range(rounds):
    once()
print(json.dumps({"seconds": (time.process_time() - start) / max(1, rounds)}))
"""

WARM = """
import json, sys, time
from summarize import read
from summarize.methods.abstractive import Abstractive
from summarize.length import Length
document, length, rounds = read(sys.argv[1]), Length.parse(sys.argv[2]), int(sys.argv[3])
made = Abstractive()
made.summarize(document, length)
start = time.process_time()
for _ in range(rounds):
    made.summarize(document, length)
print(json.dumps({"seconds": (time.process_time() - start) / rounds}))
"""

BATCH = """
import json, sys, time
from dataclasses import replace
from summarize import read
from summarize.methods.abstractive import Abstractive
from summarize.length import Length
document, length, count = read(sys.argv[1]), Length.parse(sys.argv[2]), int(sys.argv[3])
documents = [document] * count
made = Abstractive()
made.summarize(document, length)
start = time.perf_counter()
single = [made.summarize(one, length) for one in documents]
middle = time.perf_counter()
batch = [*made.summarize_many(documents, length)]
end = time.perf_counter()
assert [s.text for s in single] == [s.text for s in batch]
print(json.dumps({"single": count / (middle - start), "batch": count / (end - middle)}))
"""

JOBS = """
import json, sys
from summarize import read
from summarize.methods.abstractive import Abstractive
from summarize.length import Length
from summarize.methods.abstractive.rewriter import EMBEDDED, Rewriter
asked = []
begin = Rewriter.begin
def spy(self, sources, controls):
    asked.extend(["[CLS]", c, *(t.piece for t in s), "[SEP]"]
                 for s, c in zip(sources, controls, strict=True))
    return begin(self, sources, controls)
Rewriter.begin = spy
Abstractive().summarize(read(sys.argv[1]), Length.parse(sys.argv[2]))
vocabulary = json.loads((EMBEDDED / "shared_vocabulary.json").read_text(encoding="utf-8"))
print(json.dumps({"sources": asked, "vocabulary": vocabulary}))
"""


@dataclass(frozen=True)
class Cost:
    """The cost of a process: processor seconds, peak megabytes, and its output."""

    seconds: float
    megabytes: float
    printed: str


def cost(code: str, *arguments: str) -> Cost:
    """Run Python code in a separate process with one thread, and measure it."""
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    printed = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {' '.join(arguments)}")
    scale = 1024 if sys.platform != "darwin" else 1024**2
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / scale, printed)


def cheapest(code: str, *arguments: str) -> Cost:
    """Return the least of three runs, the one least disturbed by other work."""
    return min((cost(code, *arguments) for _ in range(3)), key=lambda taken: taken.seconds)


def row(name: str, taken: Cost) -> None:
    """Return a row of the table."""
    print(f"| {name} | {taken.seconds:.2f} | {taken.megabytes:.0f} |", flush=True)


def whole(article: Path, folder: Path | None, jobs: Path) -> None:
    """The whole processes: ours, an import of torch alone, and torch with the same weights."""
    print("| whole process | processor seconds | MB at most |\n|---|---|---|")
    command = (OURS, "-s", "abstractive", "--length", LENGTH, str(article))
    cost(*command)
    ours = cheapest(*command)
    row("`summarize -s abstractive`", ours)
    row("`import torch`", cheapest(IMPORT))
    if folder is None:
        return
    theirs = cheapest(TORCH, str(folder), str(jobs), "0")
    row("the same rewritings, torch and transformers", theirs)
    print(f"\n{theirs.seconds / ours.seconds:.1f}× the processor time, "
          f"{theirs.megabytes / ours.megabytes:.1f}× the memory")  # fmt: skip


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("article", type=Path)
    parser.add_argument("--torch-model", type=Path)
    parser.add_argument("--articles", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=20)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        measure(given, Path(scratch) / "jobs.json")


def measure(given: argparse.Namespace, jobs: Path) -> None:
    """All of it, the sentences that are asked of the model kept in a file of its own."""
    article = str(given.article)
    jobs.write_text(cost(JOBS, article, LENGTH).printed, encoding="utf-8")
    whole(given.article, given.torch_model, jobs)
    warm = json.loads(cost(WARM, article, LENGTH, str(given.rounds)).printed)["seconds"]
    print(f"\nwarm, an article: {1000 * warm:.0f} ms of one thread", end="")
    if given.torch_model:
        again = cost(TORCH, str(given.torch_model), str(jobs), "3")
        torch = json.loads(again.printed)["seconds"]
        print(f"; torch fp32, one thread: {1000 * torch:.0f} ms, {torch / warm:.1f}×", end="")
    found = json.loads(cost(BATCH, article, LENGTH, str(given.articles)).printed)
    print(
        f"\n{given.articles} articles: one by one {found['single']:.1f} a second, "
        f"in a batch {found['batch']:.1f}, {found['batch'] / found['single']:.2f}×"
    )


if __name__ == "__main__":
    main()
