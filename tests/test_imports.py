"""What an import costs, and what nobody imports."""

import subprocess
import sys

import pytest

import summarize

HEAVY = {
    *("torch", "transformers", "ctranslate2", "nltk", "scipy", "sumy", "ray", "datasets"),
    *("fastapi", "uvicorn", "httpx", "trafilatura", "pypdfium2", "docx", "pyarrow", "rich"),
    "py3langid",
}

OWN_WORK = """
from summarize import summarize
text = ("The harbour bridge reopened on Monday after a year of repairs. Engineers replaced forty "
        "cables. The town paid nine million euros. Ferries will stop in May. " * 4)
for name in ("textrank", "salience", "lexrank", "lead", "random"):
    summarize(text, summarizer=name, length="short")
"""


def loaded_after(code: str) -> set[str]:
    shown = f"{code}\nimport sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("code", ["import summarize", OWN_WORK], ids=["import", "own summarizers"])
def test_nothing_heavy_is_loaded_by(code: str) -> None:
    assert not loaded_after(code) & HEAVY


def test_import_alone_does_not_load_numpy() -> None:
    assert "numpy" not in loaded_after("import summarize")


def test_the_public_list_is_what_the_face_shows() -> None:
    shown = {n for n in vars(summarize) if not n.startswith("_")}
    modules = {n for n in shown if type(vars(summarize)[n]).__name__ == "module"}
    assert shown - modules == set(summarize.__all__)
    assert list(summarize.__all__) == sorted(summarize.__all__)


@pytest.mark.parametrize("name", summarize.__all__)
def test_everything_public_is_documented(name: str) -> None:
    assert vars(summarize)[name].__doc__
