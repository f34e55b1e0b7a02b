"""A summarizer of another package: installed, found, used, held to the length, and removed."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parent.parent / "examples" / "summarize-edges"
TEXT = """The harbour bridge reopened on Monday. Engineers replaced forty cables. The town paid
nine million euros. Commuters cheered from the quay. Ferries will stop in May."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example package, built and installed into a folder of its own."""
    source = tmp_path_factory.mktemp("source") / "edges"
    shutil.copytree(EXAMPLE, source)
    target = tmp_path_factory.mktemp("site")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index",
         "--no-build-isolation", "--disable-pip-version-check", "--target", target, source],
        check=True,
    )  # fmt: skip
    return target


def command(*arguments: str, site: Path | None = None) -> "subprocess.CompletedProcess[str]":
    code = f"import sys; sys.path.insert(0, {str(site)!r})\n" if site else ""
    code += "from summarize.cli import main; main(prog_name='summarize')"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], input=TEXT, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def test_an_installed_package_is_listed_with_its_options(site: Path) -> None:
    listed = json.loads(command("list", "--format", "json", site=site).stdout)
    edges = next(info for info in listed if info["name"] == "edges")
    assert edges["origin"] == "summarize-edges"
    assert edges["options"] == {"end": 0.5}


def test_it_summarizes_by_its_name(site: Path) -> None:
    done = command("-s", "edges", "-l", "2s", site=site)
    assert done.stdout == (
        "The harbour bridge reopened on Monday. Engineers replaced forty cables.\n"
    )


def test_its_options_are_written_behind_the_name(site: Path) -> None:
    done = command("-s", "edges:end=0.99", "-l", "2s", site=site)
    assert "Ferries will stop in May." in done.stdout


def test_a_wrong_option_lists_those_there_are(site: Path) -> None:
    done = command("-s", "edges:ends=1", site=site)
    assert done.returncode == 2
    assert "Its options are: end=0.5" in done.stderr


def test_without_the_package_there_is_none_of_that_name() -> None:
    done = command("-s", "edges")
    assert done.returncode == 2
    assert "there is no summarizer 'edges'" in done.stderr
