"""A run comes out the same however it was run: by one process or two, in one go or after a kill."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from summarize.errors import SummarizeError, UsageError
from summarize.evaluation import EvaluateOptions, Evaluation, evaluate

SAMPLES = Path(__file__).parent.parent / "samples"
ROWS: list[dict[str, Any]] = [
    {"article": "The bridge reopened.\n\nCables were replaced.\n\nFerries stop in May.",
     "summary": "The bridge reopened.", "systems": {"bart": "Bridge open."}},
    {"article": "A baker sells bread.\n\nNurses queue from two.\n\nHe bakes rye.",
     "summary": "Nurses queue for bread."},
]  # fmt: skip


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four of our samples, with their references."""
    folder = tmp_path_factory.mktemp("samples")
    for name in ("harbour-bridge", "night-baker", "rain-garden", "reef-sound"):
        for path in SAMPLES.glob(f"{name}.*"):
            shutil.copy(path, folder)
    return folder


@pytest.fixture(scope="module")
def whole(samples: Path) -> str:
    """The outcome of a run that nothing stopped."""
    return outcome(evaluate(samples))


def outcome(evaluation: Evaluation) -> str:
    return json.dumps([evaluation.to_dict(), evaluation.to_records()])


def test_any_number_of_workers_gives_the_same_bytes() -> None:
    one = evaluate(ROWS, options=EvaluateOptions(workers=1))
    two = evaluate(ROWS, options=EvaluateOptions(workers=2))
    assert outcome(one) == outcome(two)


class StoppedError(Exception):
    """Stands for a kill: nothing after it runs."""


def stop_after(count: int) -> Any:
    def progress(done: int, total: int) -> None:
        if done == count:
            raise StoppedError

    return progress


@pytest.mark.parametrize("workers", [1, 2])
def test_a_stopped_run_goes_on_and_gives_the_same_bytes(
    tmp_path: Path, workers: int, samples: Path, whole: str
) -> None:
    options = EvaluateOptions(resume_dir=tmp_path / "kept", workers=workers)
    with pytest.raises(StoppedError):
        evaluate(samples, options=options, progress=stop_after(2))
    (file,) = (tmp_path / "kept").iterdir()
    before = file.read_bytes()
    file.write_bytes(before[:-30])
    done: list[tuple[int, int]] = []
    resumed = evaluate(samples, options=options, progress=lambda *step: done.append(step))
    assert outcome(resumed) == whole
    assert done == [(n, 4) for n in range(1, 5)]
    assert file.read_bytes().startswith(before[:-30])
    again = evaluate(samples, options=options)
    times = [s.seconds for s in resumed.systems.values()]
    assert [s.seconds for s in again.systems.values()] == times, "it was made once"


def test_a_killed_run_goes_on_and_gives_the_same_bytes(
    tmp_path: Path, samples: Path, whole: str
) -> None:
    kept = tmp_path / "kept"
    code = (
        "import os, sys, pathlib\n"
        "from summarize.evaluation import evaluate, EvaluateOptions\n"
        f"evaluate({str(samples)!r}, options=EvaluateOptions(resume_dir=pathlib.Path(sys.argv[1])),"
        " progress=lambda done, total: done == 2 and os.kill(os.getpid(), 9))"
    )
    done = subprocess.run([sys.executable, "-c", code, kept], check=False)
    assert done.returncode == -9
    options = EvaluateOptions(resume_dir=kept)
    assert outcome(evaluate(samples, options=options)) == whole


def test_what_is_kept_is_not_taken_for_another_length_or_seed(tmp_path: Path) -> None:
    for length, seed in (("1s", 0), ("2s", 0), ("2s", 5)):
        kept = EvaluateOptions(resume_dir=tmp_path, seed=seed)
        found = evaluate(ROWS, length=length, options=kept)
        anew = evaluate(ROWS, length=length, options=EvaluateOptions(seed=seed))
        assert outcome(found) == outcome(anew)


def test_a_run_that_came_to_its_end_may_leave_nothing_behind(tmp_path: Path) -> None:
    evaluate(ROWS, options=EvaluateOptions(resume_dir=tmp_path, keep=False))
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="name another --resume-dir, or --no-resume"):
        evaluate(ROWS, options=EvaluateOptions(resume_dir=tmp_path / "file" / "kept"))


KILLER = """
import os
class Killer:
    name = "killer"
    def summarize(self, document, length):
        os._exit(9)
    def summarize_many(self, documents, length):
        yield from ()
"""


def test_a_worker_that_dies_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "killer_package.py").write_text(KILLER, encoding="utf-8")
    info = tmp_path / "killer_package-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: killer-package\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[summarize.summarizers]\nkiller = killer_package:Killer\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(SummarizeError, match="a worker process died"):
        evaluate(ROWS, summarizers=["killer"], options=EvaluateOptions(workers=2))
