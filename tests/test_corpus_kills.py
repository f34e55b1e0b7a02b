"""Killed at any moment, the same command goes on, and the end is what an undisturbed run gives."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from corpora import COMMAND, articles, content, rows_of, run_apart, written

pytestmark = pytest.mark.slow

KILLS = 20


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("kills") / "a.jsonl", articles(1_600))


@pytest.fixture(scope="module")
def undisturbed(table: Path) -> dict[str, bytes]:
    output = table.parent / "undisturbed"
    assert run_apart(table, output, *OPTIONS).returncode == 0
    assert [row["id"] for row in rows_of(output)] == [f"doc-{n}" for n in range(1_600)]
    return content(output)


OPTIONS = ("--part-rows", "20", "--length", "short")


def killed_after(seconds: float, *arguments: object) -> bool:
    """Whether the command was still at it, and was killed with all its processes."""
    process = subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def test_twenty_kills_at_random_moments_change_nothing(
    table: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    rng = random.Random(7)
    output = tmp_path / "out"
    for _ in range(KILLS):
        assert killed_after(rng.uniform(0.05, 0.9), table, output, *OPTIONS) or content(output)
        assert set(content(output)) <= set(undisturbed)
        assert all(undisturbed[name] == part for name, part in content(output).items())
    assert run_apart(table, output, *OPTIONS).returncode == 0
    assert content(output) == undisturbed
    assert not list((output / "_summarize").glob("aside-*"))


RAY = Path(sys.executable).with_name("ray")


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """A Ray cluster of one node, begun once: its address."""
    subprocess.run(
        [RAY, "start", "--head", "--port", "0", "--num-cpus", "2", "--include-dashboard", "false",
         "--disable-usage-stats", "--node-ip-address", "127.0.0.1"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    yield "auto"
    subprocess.run([RAY, "stop", "--force"], check=True, capture_output=True, timeout=120)


def test_twenty_kills_on_ray_change_nothing(
    cluster: str, table: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    rng = random.Random(11)
    output = tmp_path / "out"
    options = (*OPTIONS, "--engine", "ray", "--address", cluster, "--workers", "2")
    kills = 0
    while kills < KILLS:
        kills += killed_after(rng.uniform(0.5, 5.0), table, output, *options)
        assert all(undisturbed[name] == part for name, part in content(output).items())
        if len(content(output)) == len(undisturbed):
            output = tmp_path / f"out{kills}"  # done between two kills: begin another
    time.sleep(1)
    done = run_apart(table, output, *options)
    assert done.returncode == 0, done.stderr
    assert content(output) == undisturbed


TWO_NODES = """
import os, sys, threading, time
from pathlib import Path
from ray.cluster_utils import Cluster
import ray
from summarize.corpus.job import Options, plan
from summarize.corpus.runner import Run

table, output, parts = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
second = cluster.add_node(num_cpus=1)
ray.init(address=cluster.address, log_to_driver=False)
assert len([node for node in ray.nodes() if node["Alive"]]) == 2

def kill() -> None:
    while len(list(output.glob("part-*"))) < parts // 4:
        time.sleep(0.05)
    cluster.remove_node(second, allow_graceful=False)
    print("killed at", len(list(output.glob("part-*"))), flush=True)

threading.Thread(target=kill, daemon=True).start()
from summarize import __version__
job = plan([table], str(output), Options(length="short", part_rows=20), version=__version__)
run = Run(job)
rows = sum(run.events(engine="ray", workers=2))
deadline = time.monotonic() + 60  # a dead node is known some time after it died
while len([node for node in ray.nodes() if node["Alive"]]) > 1 and time.monotonic() < deadline:
    time.sleep(0.2)
print("rows", rows, "alive", len([node for node in ray.nodes() if node["Alive"]]), flush=True)
ray.shutdown()
cluster.shutdown()
os._exit(0)  # past the check that every process of the cluster ended by itself
"""


def test_of_two_ray_nodes_one_may_die(
    table: Path, undisturbed: dict[str, bytes], tmp_path: Path
) -> None:
    output = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-c", TWO_NODES, str(table), str(output), str(len(undisturbed))],
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert "alive 1" in done.stdout
    assert "rows 1600" in done.stdout
    assert content(output) == undisturbed


def test_a_cluster_that_is_not_there_is_one_line(table: Path, tmp_path: Path) -> None:
    done = run_apart(table, tmp_path / "out", "--engine", "ray", "--address", "nowhere")
    assert done.returncode == 2, done.stderr[-2000:]
    assert "no Ray cluster at nowhere" in done.stderr.splitlines()[-1]
