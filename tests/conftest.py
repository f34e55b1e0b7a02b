"""Shared fixtures: models that several test modules run, each created once per session."""

import os

# One thread each: tests already run in parallel, one per core. Set before torch is imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from summarize.models.conversion import convert

if TYPE_CHECKING:
    from browsing import Visit
    from playwright.sync_api import Browser

# No deadline: the time of an example depends on how busy the machine is.
# The same examples in every run, so that a failure can be reproduced.
settings.register_profile("summarize", deadline=None, derandomize=True)
settings.load_profile("summarize")

FOLDER = Path(__file__).parent
OPTIONAL = ("axe_playwright_python", "datasets", "playwright", "ray", "torch", "transformers")

Tiny = Callable[..., Path]
"""Returns the folder of a model of a family, with a context of 128 tokens by default."""


def imported(path: Path) -> Iterator[str]:
    """Yield the modules that a test module, or a helper beside it, imports at its top."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        if call := re.search(r"import_module\('(\w+)", ast.unparse(node)):
            names = [call[1]] if isinstance(node, ast.Assign | ast.AnnAssign) else []
        for name in names:
            yield name.partition(".")[0]
            if (helper := FOLDER / f"{name}.py").exists():
                yield from imported(helper)


MISSING = {name for name in OPTIONAL if find_spec(name) is None}

collect_ignore = (
    [path.name for path in FOLDER.glob("test_*.py") if MISSING & set(imported(path))]
    if MISSING
    else []
)
"""Test modules that need a package which is not installed, as in .ci/run on other Pythons."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a model made with torch, so that they can be deselected."""
    for item in items:
        if not {"tiny", "copier", "converted"}.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.torch)


def pytest_report_header() -> list[str]:
    """Say which test files are not collected and why."""
    if not collect_ignore:
        return []
    return [f"not collected, without {', '.join(sorted(MISSING))}: {', '.join(collect_ignore)}"]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Return one process more than cores: a quarter of the tests wait for something."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """Untrained models of each family."""
    import tiny_models

    root = tmp_path_factory.mktemp("tiny")

    @cache
    def made(family: str, context: int = 128) -> Path:
        folder = root / f"{family}-{context}"
        return tiny_models.save(folder, tiny_models.FAMILIES[family], context)

    return made


@pytest.fixture(scope="session")
def copier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that writes what it reads."""
    import tiny_models

    return tiny_models.save(tmp_path_factory.mktemp("copier") / "model", tiny_models.copier)


@pytest.fixture(scope="session")
def converted(copier: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copier, converted for CTranslate2."""
    folder = tmp_path_factory.mktemp("converted") / "copier"
    return convert(str(copier), folder, quantization="float32").folder


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """A browser that the tests of one file share."""
    from browsing import chromium

    with chromium() as launched:
        yield launched


@pytest.fixture
def visit(browser: "Browser", service: str) -> "Iterator[Visit]":
    """Opens the page of a file's own `service`."""
    from browsing import visiting

    with visiting(browser, service) as visit:
        yield visit
