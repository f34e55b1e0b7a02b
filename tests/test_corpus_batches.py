"""A summarizer that likes batches gets them, and each document still answers for itself."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from corpora import articles, content, plugged_in, rows_of, run, written

from summarize import Summary, read
from summarize.document import Document
from summarize.errors import SummaryError
from summarize.length import Length
from summarize.methods.baselines import Lead
from summarize.pipeline import Settings, summarize_many

# A summarizer that says how many documents it was given together, and which of them each was.
LIKING = """
import os
from dataclasses import replace
from summarize.methods.baselines import Lead

class Liking(Lead):
    name, batch = "liking", 4

    def summarize_many(self, documents, length):
        given = list(documents)
        texts = [document.text for document in given]
        if any("KILL" in text for text in texts):
            os.kill(os.getpid(), 9)
        if any("FAULT" in text for text in texts):
            raise ZeroDivisionError("by nought")
        for place, document in enumerate(given):
            yield replace(self.summarize(document, length), notes=(f"{place} of {len(given)}",))

    def summarize(self, document, length):
        if "KILL" in document.text:
            os.kill(os.getpid(), 9)
        if "FAULT" in document.text:
            raise ZeroDivisionError("by nought")
        return super().summarize(document, length)
"""
OPTIONS = ("--workers", "1", "--length", "1s", "--summarizer", "liking")


@pytest.fixture
def liking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    return plugged_in(tmp_path, monkeypatch, "liking", LIKING)


def sized(*words: int) -> list[dict[str, str]]:
    """Rows of texts of so many words."""
    return [
        {"id": f"doc-{n}", "text": " ".join([f"Number {n} has", *["more"] * (size - 4), "words."])}
        for n, size in enumerate(words)
    ]


def test_documents_come_in_batches_the_longest_first_and_go_in_their_order(
    liking: str, tmp_path: Path
) -> None:
    path = written(tmp_path / "a.jsonl", sized(9, 30, 20, 50, 12, 40))
    assert run(path, tmp_path / "out", *OPTIONS).returncode == 0
    found = rows_of(tmp_path / "out")
    assert [row["id"] for row in found] == [f"doc-{n}" for n in range(6)]
    assert all(f"Number {n} has" in row["summary"] for n, row in enumerate(found))
    places = [row["notes"][0] for row in found]
    assert places == ["3 of 4", "1 of 4", "2 of 4", "0 of 4", "1 of 2", "0 of 2"]


@pytest.mark.parametrize(
    ("word", "kind"), [("KILL", "WorkerCrash"), ("FAULT", "ZeroDivisionError")]
)
def test_one_document_of_a_batch_fails_by_itself(
    word: str, kind: str, liking: str, tmp_path: Path
) -> None:
    rows = sized(*[10] * 11)
    for place in (2, 9):
        rows[place]["text"] += f" {word} it."
    done = run(written(tmp_path / "a.jsonl", rows), tmp_path / "out", *OPTIONS)
    assert done.returncode == 0, done.stderr
    found = rows_of(tmp_path / "out")
    assert [row["id"] for row in found] == [f"doc-{n}" for n in range(11)]
    assert {n: row["error_kind"] for n, row in enumerate(found) if row["error"]} == {
        2: kind, 9: kind
    }  # fmt: skip


def test_a_resumed_job_makes_the_same_batches(liking: str, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", articles(30))
    options = (*OPTIONS, "--part-rows", "7")
    run(path, tmp_path / "whole", *options)
    run(path, tmp_path / "out", *options)
    for part in sorted((tmp_path / "out").glob("part-*"))[1:3]:
        part.unlink()
    assert "3 of 5 parts done" in run(path, tmp_path / "out", *options).stderr
    assert content(tmp_path / "out") == content(tmp_path / "whole")


class Pairing(Lead):
    """Takes two at a time, and remembers how many it was given."""

    batch = 2

    def summarize_many(
        self, documents: Iterable[Document], length: Length
    ) -> Iterator[Summary | SummaryError]:
        given = list(documents)
        for document in given:
            made = self.summarize(document, length)
            yield replace(made, notes=(str(len(given)),))


SAMPLES = Path(__file__).parent.parent / "samples"


def test_the_library_batches_too_and_keeps_failures_in_their_place() -> None:
    sources: list[str | Path | Document] = [
        SAMPLES / "reef-sound.txt", Path("missing.txt"), SAMPLES / "night-baker.txt", ""
    ]  # fmt: skip
    found = list(summarize_many(sources, Settings(summarizer=Pairing())))
    assert [type(result) for result in found] == [Summary, SummaryError, Summary, SummaryError]
    one_by_one = list(summarize_many(sources, Settings(summarizer=Lead())))
    assert [str(result) for result in found] == [str(result) for result in one_by_one]
    assert isinstance(found[0], Summary)
    assert found[0].notes == ("1",)
    assert found[0].seconds


def test_how_many_go_together_can_be_said() -> None:
    documents = [read(str(SAMPLES / name)) for name in ("reef-sound.txt", "night-baker.txt")] * 2
    for together, expected in ((4, "4"), (3, "3")):
        found = next(summarize_many(documents, Settings(summarizer=Pairing()), batch_size=together))
        assert isinstance(found, Summary)
        assert found.notes == (expected,)
