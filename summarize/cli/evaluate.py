"""`summarize evaluate DATA`: score systems on a data set."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from summarize.cli.group import (
    INTERRUPTED,
    complete_summarizers,
    config_option,
    format_option,
    json_option,
    length_option,
    no_clean_option,
    option,
    output_option,
)
from summarize.cli.output import refuse_overwriting, write_file
from summarize.errors import OutputError, UsageError
from summarize.evaluation.data.datasets import Columns
from summarize.evaluation.harness import EvaluateOptions, Progress
from summarize.evaluation.harness import evaluate as run
from summarize.evaluation.reports import records
from summarize.evaluation.reports.citations import bibtex
from summarize.evaluation.reports.table import FORMATS, MEASURES, Shown, table
from summarize.evaluation.results import Evaluation
from summarize.evaluation.rouge import DEFAULT_METRICS, Aggregate, Rouge, Sentences
from summarize.evaluation.systems import named

__all__ = ["evaluate"]

PROGRESS_AFTER = 2.0  # seconds: before that a bar only flickers
MOST_LINES = 10  # of problems, and of failures, that are shown one by one

EXAMPLES = """\b
Examples:
  summarize evaluate samples/
  summarize evaluate test.jsonl.gz --match-reference-length --workers 4
  summarize evaluate test.csv -s textrank,lexrank:damping=0.9,sumy-lsa -l 3s
  summarize evaluate test.parquet --predictions mine=outputs.txt --report page.html
"""


@click.command("evaluate", epilog=EXAMPLES)
@click.argument("data")
@option(
    "--summarizers",
    "-s",
    multiple=True,
    metavar="NAMES",
    shell_complete=complete_summarizers,
    help="Comma-separated names, options after a colon [default: the fast ones].",
)
@length_option
@option(
    "--match-reference-length", is_flag=True, help="Match the length of each document's references."
)
@option(
    "--predictions",
    "-p",
    multiple=True,
    metavar="NAME=FILE",
    help="Also score these texts: one per line, or JSON Lines with an id.",
)
@option("--article-column", metavar="NAME", help="Column with the article.")
@option("--reference-column", metavar="NAME", help="Column with the reference(s).")
@option("--limit", "-n", type=int, metavar="N", help="Only the first N documents.")
@option("--language", default="auto", show_default=True, metavar="CODE", help="Language.")
@no_clean_option
@click.option(
    "--detokenise/--no-detokenise",
    "--detokenize/--no-detokenize",
    default=None,
    envvar="SUMMARIZE_DETOKENISE",
    help="Detokenize text (n't, -LRB-) first [default: if it is tokenized].",
)
@option(
    "--sentences",
    default="split",
    show_default=True,
    type=click.Choice(["split", "lines"]),
    help="Sentences for ROUGE-Lsum: found by segmentation, or lines.",
)
@option(
    "--multi-reference",
    default="max",
    show_default=True,
    type=click.Choice(["max", "mean"]),
    help="With several references: the best score, or the mean.",
)
@option("--no-stem", is_flag=True, help="Compare words instead of stems.")
@option(
    "--rank-by",
    default="rouge1",
    show_default=True,
    type=click.Choice(DEFAULT_METRICS),
    help="Score used to rank and compare systems.",
)
@option(
    "--metrics",
    "-m",
    default="words",
    show_default=True,
    metavar="NAMES",
    help=f"Further columns, comma-separated: {', '.join(MEASURES)}; or all, none.",
)
@option("--seed", default=0, show_default=True, type=int, help="Random seed.")
@option("--workers", "-w", default=1, show_default=True, type=int, help="Number of processes.")
@format_option(FORMATS, "Format of the table.")
@json_option
@output_option("FILE", "Write the table to a file.")
@option("--cite", is_flag=True, help="Add BibTeX entries for the methods that were used.")
@option("--records", metavar="FILE", help="Write a row per summary: .parquet or .jsonl.")
@option("--report", metavar="FILE", help="Write an HTML report.")
@option("--timing", is_flag=True, help="Show the time per document.")
@option("--resume-dir", metavar="DIR", help="Store results here and reuse them in later runs.")
@option("--no-resume", is_flag=True, help="Store and reuse no results.")
@option("--quiet", "-q", is_flag=True, help="Print errors only: no notes, no progress.")
@config_option
def evaluate(**options: Any) -> None:
    """Score summarizers, and the outputs of other systems, on DATA.

    DATA is a file of articles with references (JSON, JSON Lines, CSV, TSV, Parquet; plain, .gz,
    .bz2, .xz), a folder of pairs (NAME.txt and NAME.ref.txt), or hf:NAME[:CONFIG][:SPLIT]. lead and
    random (the floors) and the best possible choice of sentences (the oracle) are always shown. A
    run that was stopped is resumed.
    """
    if options.pop("as_json"):
        options["form"] = "json"
    request = Request(**options)
    request.check()
    if request.match_reference_length and _is_written("length"):
        raise UsageError("--length and --match-reference-length are two lengths: give one")
    start = time.monotonic()
    with stoppable(request.no_resume), progress_bar(quiet=request.quiet) as progress:
        evaluation = run(
            request.data,
            summarizers=named(request.summarizers) if request.summarizers else None,
            length=request.length,
            options=request.options,
            progress=progress,
        )
    tell(evaluation, quiet=request.quiet, seconds=time.monotonic() - start)
    request.write(evaluation)
    sys.exit(1 if evaluation.problems or evaluation.failures else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The values of the command's options."""

    data: str
    summarizers: tuple[str, ...]
    length: str
    match_reference_length: bool
    predictions: tuple[str, ...]
    article_column: str | None
    reference_column: str | None
    limit: int | None
    language: str
    no_clean: bool
    detokenise: bool | None
    sentences: Sentences
    multi_reference: Aggregate
    no_stem: bool
    rank_by: str
    metrics: str
    seed: int
    workers: int
    form: str
    output: str | None
    cite: bool
    records: str | None
    report: str | None
    timing: bool
    resume_dir: str | None
    no_resume: bool
    quiet: bool

    @property
    def options(self) -> EvaluateOptions:
        """Return the options as the library takes them.

        Raises:
            UsageError: one of them has a value it cannot have.
        """
        rouge = Rouge(
            stem=not self.no_stem, aggregate=self.multi_reference, sentences=self.sentences
        )
        return EvaluateOptions(
            limit=self.limit,
            columns=Columns(self.article_column, self.reference_column),
            predictions=self.named_predictions,
            match_reference_length=self.match_reference_length,
            language=self.language,
            clean=not self.no_clean,
            detokenise=self.detokenise,
            rouge=rouge,
            rank_by=self.rank_by,
            seed=self.seed,
            workers=self.workers,
            resume_dir=None if self.no_resume else kept_in(self.resume_dir),
            keep=self.resume_dir is not None,
        )

    @property
    def named_predictions(self) -> dict[str, str]:
        """Return the files of `--predictions` by name.

        Raises:
            UsageError: one is not written NAME=FILE, or two have one name.
        """
        files: dict[str, str] = {}
        for name, file in map(named_file, self.predictions):
            if name in files:
                raise UsageError(f"--predictions {name}: is given twice; call one of them else")
            files[name] = file
        return files

    @property
    def shown(self) -> Shown:
        """Return the columns of the table."""
        words = {"all": MEASURES, "none": ()}.get(self.metrics.strip())
        named = tuple(name.strip() for name in self.metrics.split(",") if name.strip())
        return Shown(named if words is None else words, timing=self.timing)

    def check(self) -> None:
        """Raise errors that would otherwise only occur after the work.

        Raises:
            UsageError: a name does not exist, or a file to write is an input or a folder.
            MissingExtraError: records in Parquet without the package that writes it.
        """
        _ = self.shown, self.options
        targets = [*filter(None, (self.output, self.records, self.report))]
        refuse_overwriting(targets, [self.data, *self.named_predictions.values()])
        for target in targets:
            if Path(target).is_dir():
                raise OutputError(target, "is a folder: name a file")
        if self.records:
            records.check(Path(self.records))

    def write(self, evaluation: Evaluation) -> None:
        """Write the table to standard output or its file, and the other files."""
        text = table(evaluation, self.form, self.shown)
        text += f"\n\n{bibtex(evaluation)}" if self.cite else ""
        if self.output:
            write_file(Path(self.output), f"{text}\n")
        else:
            click.echo(text)
        if self.records:
            path = Path(self.records)
            write_file(path, records.records(evaluation, path, timing=self.timing))
        if self.report:
            from summarize.evaluation.reports.page import report

            write_file(Path(self.report), report(evaluation, timing=self.timing))


def _is_written(parameter: str) -> bool:
    source = click.get_current_context().get_parameter_source(parameter)
    return source is click.core.ParameterSource.COMMANDLINE


def named_file(written: str) -> tuple[str, str]:
    """Return the name and file of `NAME=FILE`.

    Raises:
        UsageError: it is not written so.
    """
    name, equals, file = written.partition("=")
    if not (name and equals and file):
        raise UsageError(f"--predictions {written}: write NAME=FILE, as in mine=outputs.txt")
    return name, file


def kept_in(folder: str | None) -> Path:
    """Return the folder for results: the given one, or one in the user's cache."""
    if folder is not None:
        return Path(folder)
    from platformdirs import user_cache_path

    return user_cache_path("summarize") / "evaluate"


@contextmanager
def stoppable(forgets: bool) -> Iterator[None]:
    """On Ctrl-C, print one line that says how to continue."""
    try:
        yield
    except KeyboardInterrupt:
        on = "" if forgets else ": repeat the command to resume"
        click.echo(f"\nsummarize: stopped{on}", err=True)
        sys.exit(INTERRUPTED)


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress | None]:
    """Return a progress callback: on a terminal, after a while, a progress bar."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    begun = time.monotonic()
    bars: list[Any] = []

    def show(done: int, total: int) -> None:
        if not bars:  # its clock runs from here on, though nobody sees it yet
            bars.append(click.progressbar(range(total), label="documents", file=sys.stderr))
        bars[0].make_step(done - bars[0].pos)
        if time.monotonic() - begun > PROGRESS_AFTER:
            bars[0].render_progress()

    try:
        yield show
    finally:
        if bars and time.monotonic() - begun > PROGRESS_AFTER:
            bars[0].render_finish()


def tell(evaluation: Evaluation, *, quiet: bool, seconds: float) -> None:
    """Print problems and failures, one line each, and unless quiet, notes and the time."""
    several(evaluation.problems, "rows could not be used")
    failures = [f"{r.system}: {r.document}: {r.error}" for r in evaluation.failures]
    several(failures, "summaries could not be made")
    if quiet:
        return
    for note in evaluation.notes:
        click.echo(f"summarize: note: {note}", err=True)
    times = ", ".join(
        f"{system.name} {1000 * system.seconds:.1f}"
        for system in evaluation.systems.values()
        if system.seconds is not None and system.kind != "ceiling"
    )
    click.echo(f"summarize: {seconds:.1f} s in all; ms a document: {times}", err=True)


def several(lines: Sequence[str], what: str) -> None:
    """Return the first lines and the number of all."""
    for line in lines[:MOST_LINES]:
        click.echo(f"summarize: {' '.join(line.split())}", err=True)
    if len(lines) > MOST_LINES:
        click.echo(f"summarize: {len(lines) - MOST_LINES} more; {len(lines)} {what}", err=True)
