"""What the pages say is what the program does."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

import summarize
from summarize.cli import main
from summarize.grounding import Finding
from summarize.length import LENGTHS

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
LINKING = [
    *PAGES,
    *(ROOT / name for name in ("CHANGELOG.md", "CONTRIBUTING.md")),
    *(
        path
        for folder in ("summarize", "training", "samples")
        for path in (ROOT / folder).rglob("*.md")
    ),
]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def fenced(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)


def test_the_version_has_its_entry_in_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{summarize.__version__}]" in changelog


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_python_in_a_page_runs(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for code in fenced(page, "python"):
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def commands() -> list[tuple[str, str]]:
    """The `summarize` commands of the README that read only what is in the repository."""
    found = []
    for block in fenced(ROOT / "README.md", "console"):
        for command, output in re.findall(r"^\$ (summarize .*)\n((?:(?!\$ ).*\n)*)", block, re.M):
            found.append((command, output))
    return found


@pytest.mark.parametrize(("command", "output"), commands())
def test_a_command_of_the_readme_prints_what_the_readme_shows(
    command: str, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(main, command.split()[1:])
    assert done.exit_code == 0
    if output:
        assert " ".join(done.stdout.split()) == " ".join(output.split())


def test_the_readme_and_the_help_name_every_length() -> None:
    shown = CliRunner().invoke(main, ["--help"]).stdout
    for name in LENGTHS:
        assert name in shown
        assert f"`{name}`" in README


def test_the_readme_names_every_option_of_the_main_command() -> None:
    shown = CliRunner().invoke(main, ["--help"]).stdout
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    for option in set(re.findall(r"--[a-z-]+", shown)):
        assert option in page


def test_the_first_screen_has_real_output_by_line_25_and_600_words() -> None:
    lines = README.splitlines()
    assert any(line.startswith("$ pip install") for line in lines[:25])
    assert len(README.split()) < 600


def test_the_test_command_of_the_readme_is_the_one_ci_runs() -> None:
    assert re.search(r"^\$ pip install .*pytest", README, re.M)
    assert "README.md" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_extra_is_named_in_the_docs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pages = " ".join(page.read_text(encoding="utf-8") for page in PAGES)
    for extra in set(project["optional-dependencies"]) - {"test", "light", "bench", "train"}:
        assert f"[{extra}]" in pages


def headings(page: Path) -> set[str]:
    """Return the anchors that GitHub gives the headings of a page."""
    titles = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", LINKING, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_relative_link_leads_to_a_page_and_its_heading(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    links = re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)", text)
    for path, anchor in links:
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), path
        assert not anchor or anchor in headings(target), f"{path}#{anchor}"


def test_every_benchmark_that_a_page_names_exists() -> None:
    for page in LINKING:
        for name in re.findall(r"benchmarks/\w+\.py", page.read_text(encoding="utf-8")):
            assert (ROOT / name).exists(), f"{page.name}: {name}"


def test_the_docs_name_every_summarizer() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    for info in summarize.summarizers():
        assert info.origin != "summarize" or f"`{info.name}`" in page


def test_the_docs_name_every_kind_of_finding() -> None:
    page = (ROOT / "docs" / "grounding.md").read_text(encoding="utf-8")
    kinds = re.search(r"kind: (.*?)why:", Finding.__doc__ or "", re.S)
    assert kinds
    for kind in re.findall(r'"([a-z ]+)"', kinds[1]):
        assert f"`{kind}`" in page
