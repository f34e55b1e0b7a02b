"""Models that several test modules run, each made once."""

import os

# A thread for each: tests run side by side already, one on a core. Set before torch is imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import tiny_models

from summarize.models.conversion import convert

Tiny = Callable[..., Path]
"""A family's name, with a context where another than 128 is wanted → the folder of a model."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than cores: a quarter of the tests wait for another, or for a deadline."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """Untrained models of each family."""
    root = tmp_path_factory.mktemp("tiny")

    @cache
    def made(family: str, context: int = 128) -> Path:
        folder = root / f"{family}-{context}"
        return tiny_models.save(folder, tiny_models.FAMILIES[family], context)

    return made


@pytest.fixture(scope="session")
def copier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that writes what it reads."""
    return tiny_models.save(tmp_path_factory.mktemp("copier") / "model", tiny_models.copier)


@pytest.fixture(scope="session")
def converted(copier: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, converted."""
    folder = tmp_path_factory.mktemp("converted") / "copier"
    return convert(str(copier), folder, quantization="float32").folder
