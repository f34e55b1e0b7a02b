"""Jobs over a small corpus, run by a test."""

from pathlib import Path

from corpora import Row, articles, rows_of

from summarize.corpus.job import Options, plan
from summarize.corpus.runner import Run

ROWS = articles(23)


def made(inputs: list[Path], output: Path, **options: object) -> list[Row]:
    """The output rows of a job run here."""
    job = plan([str(i) for i in inputs], str(output), Options(**options), version="1")  # type: ignore[arg-type]
    assert sum(Run(job).events(workers=1)) == job.rows
    found = rows_of(output)
    assert len(found) == job.rows
    return found
