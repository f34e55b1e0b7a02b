"""What must stay true of the code, beyond what ruff, mypy and import-linter check."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "summarize"
SOURCES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").glob("*.py"))
MAP = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

Function = ast.FunctionDef | ast.AsyncFunctionDef

MOST_LINES, MOST_FUNCTION_LINES = 400, 50
MOST_MODULES, MOST_PACKAGES = 12, 13


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield node


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_a_module_and_its_functions_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    for function in functions(path):
        assert function.end_lineno is not None
        lines = function.end_lineno - function.lineno + 1
        assert lines <= MOST_FUNCTION_LINES, f"{function.name}: {lines} lines"


def test_the_top_level_can_be_read_at_a_glance() -> None:
    modules = [path for path in PACKAGE.iterdir() if path.suffix == ".py"]
    packages = [path for path in PACKAGE.iterdir() if (path / "__init__.py").exists()]
    assert len(modules) <= MOST_MODULES
    assert len(packages) <= MOST_PACKAGES


def test_the_layers_hold() -> None:
    code = "import importlinter.cli as c; c.lint_imports_command()"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert "0 broken" in done.stdout, done.stdout


def test_the_map_for_contributors_names_files_that_exist() -> None:
    for row in re.findall(r"^\| .* \| (.*) \|$", MAP, re.M):
        names = re.findall(r"`([\w/]+(?:/|\.py))`", row)
        folders = [ROOT / n for n in names if n.endswith("/") and (ROOT / n).is_dir()]
        places = (ROOT, PACKAGE, PACKAGE / "service", *folders, *(ROOT / n for n in names))
        missing = [
            n for n in names if not any((p / n).exists() or (p.parent / n).exists() for p in places)
        ]
        assert missing == [], row


def test_the_map_for_contributors_names_every_package() -> None:
    packages = [path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()]
    assert [package for package in packages if f"summarize/{package}/" not in MAP] == []


def test_the_map_for_contributors_fits_one_screen() -> None:
    assert len(MAP.splitlines()) <= 64


def patched(path: Path) -> Iterator[str]:
    """Yield the names that a test replaces with monkeypatch or mock."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {
            "monkeypatch.setattr", "monkeypatch.delattr", "patch", "patch.object", "mock.patch",
        }:  # fmt: skip
            strings = [a.value for a in node.args[:2] if isinstance(a, ast.Constant)]
            yield from (value.rpartition(".")[2] for value in strings if isinstance(value, str))


@pytest.mark.parametrize("path", TESTS, ids=name)
def test_a_test_patches_and_imports_no_private_name(path: Path) -> None:
    assert [n for n in patched(path) if n.startswith("_") and not n.startswith("__")] == []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("summarize"):
            private = [alias.name for alias in node.names if re.match("_[^_]", alias.name)]
            assert private in ([], ["_version"])


def test_no_module_is_called_a_helper() -> None:
    vague = {"utils", "util", "helpers", "common", "base", "core", "misc"}
    assert [name(path) for path in SOURCES if path.stem in vague] == []
