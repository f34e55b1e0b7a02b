"""`summarize models`: list, show, fetch and convert, as a person runs them."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_hub import COMMIT, NAME, serving
from tiny_models import in_cache

from summarize.cli import main
from summarize.cli.models import shown_size

SAMPLE = str(Path(__file__).parent.parent / "samples" / "harbour-bridge.txt")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the hub's library without any model, and no converted ones."""
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    monkeypatch.setenv("SUMMARIZE_MODELS", str(tmp_path / "converted"))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr("huggingface_hub.utils._cache_manager.HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path


def models(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["models", *arguments])


def test_the_embedded_model_is_always_listed(home: Path) -> None:
    assert models("list").stdout.split()[:2] == ["abstractive", "embedded"]


def test_the_embedded_model_is_shown_with_its_card(home: Path) -> None:
    shown = json.loads(models("show", "abstractive", "--json").stdout)
    assert (shown["form"], shown["quantization"]) == ("embedded", "int8")
    assert Path(shown["card"]).is_file()


def test_what_is_cached_and_what_is_converted_is_listed_shown_and_run(
    home: Path, copier: Path
) -> None:
    in_cache(home / "hub", NAME, copier)
    shown = json.loads(models("show", NAME, "--json").stdout)
    assert (shown["form"], shown["architecture"], shown["context"]) == ("hub", "bart", 128)
    done = models("convert", NAME, "--quantization", "float32", "--json")
    made = json.loads(done.stdout)
    assert (made["form"], Path(made["folder"]).parent) == ("converted", home / "converted")
    rows = json.loads(models("list", "--json").stdout)
    assert [row["form"] for row in rows] == ["embedded", "converted", "hub"]
    text = models("show", NAME).stdout
    assert "quantization    float32" in text
    assert f"revision        {shown['revision']}" in text
    assert "license" not in text, "what is not known is left out"
    run = CliRunner().invoke(main, ["-s", f"seq2seq:model={NAME}", "-l", "short", SAMPLE])
    assert run.exit_code == 0
    assert run.stdout.strip()


def test_a_folder_is_converted_to_another(home: Path, copier: Path) -> None:
    out = home / "out" / "model"
    assert models("convert", str(copier), "--output", str(out)).exit_code == 0
    assert "int8" in models("show", str(out)).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", NAME], f"summarize models fetch {NAME}"),
        (["fetch", "abstractive"], "is the model in the package"),
        (["convert", "abstractive"], "is the model in the package"),
        (["convert", NAME], f"summarize models fetch {NAME}"),
        (["convert", "tests"], "config.json"),
    ],
)
def test_a_model_that_is_not_there_is_one_line(home: Path, arguments: list[str], said: str) -> None:
    done = models(*arguments)
    assert done.exit_code == 1
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(("size", "text"), [(31_470_000, "31.5 MB"), (1_620_000_000, "1.6 GB")])
def test_sizes_are_for_people(size: int, text: str) -> None:
    assert shown_size(size) == text


COMMAND = "from summarize.cli import main; main(prog_name='summarize')"


def fetch(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """`summarize models fetch` in a process of its own, which reads the hub's variables."""
    return subprocess.run(
        [sys.executable, "-c", COMMAND, "models", "fetch", *arguments],
        capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip


@pytest.fixture
def hub(home: Path, copier: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A hub whose model has, beside its safetensors, weights and a module that could be code."""
    folder = Path(shutil.copytree(copier, home / "served"))
    (folder / "pytorch_model.bin").write_bytes(b"code could be in here")
    (folder / "modeling.py").write_text("raise SystemExit", encoding="utf-8")
    with serving(folder) as address:
        monkeypatch.setenv("HF_ENDPOINT", address)
        yield address


def test_weights_in_safetensors_are_fetched_and_no_code(hub: str) -> None:
    done = fetch(NAME, "--json")
    assert done.returncode == 0, done.stderr
    folder = Path(json.loads(done.stdout)["folder"])
    names = {path.name for path in folder.iterdir()}
    assert folder.name == COMMIT
    assert "model.safetensors" in names
    assert not names & {"pytorch_model.bin", "modeling.py"}
    assert models("show", NAME).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["harbour/none"], "the hub has no model of that name"),
        (["harbour/gated"], "its terms have to be accepted"),
        ([NAME, "--revision", "gone"], "it has no such revision"),
        (["no name"], "cannot be fetched"),
    ],
)
def test_what_the_hub_has_not_is_one_line(hub: str, arguments: list[str], said: str) -> None:
    done = fetch(*arguments)
    assert done.returncode == 1
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_hub_that_does_not_answer_is_one_line(home: Path) -> None:
    done = fetch(NAME, HF_ENDPOINT="http://127.0.0.1:9")
    assert done.returncode == 1
    assert "the hub does not answer: " in done.stderr
    assert done.stderr.count("\n") == 1


def test_offline_nothing_is_fetched(hub: str) -> None:
    done = fetch(NAME, HF_HUB_OFFLINE="1")
    assert done.returncode == 1
    assert done.stderr.endswith("cannot be fetched: HF_HUB_OFFLINE is set; unset it\n")
