"""`summarize corpus INPUT... OUTPUT`: summarize all documents of folders and tables."""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from summarize._version import __version__
from summarize.cli.group import (
    INTERRUPTED,
    complete_summarizers,
    config_option,
    length_option,
    no_clean_option,
    option,
)
from summarize.corpus.job import FORMATS, PART_ROWS, Job, Options, plan
from summarize.corpus.runner import ENGINES, Run, preview
from summarize.errors import many
from summarize.models.machine import cores
from summarize.pipeline import DEFAULT_FAITHFUL, DEFAULT_SUMMARIZER, FAITHFUL

__all__ = ["corpus"]

EXAMPLES = """\b
Examples:
  summarize corpus articles/ summaries/
  summarize corpus news.jsonl.gz out/ --length short --text-column body --id-column url
  summarize corpus 's3://bucket/news/*.parquet' s3://bucket/out --format parquet --engine ray
  summarize corpus articles/ out/ --dry-run
"""


@click.command("corpus", epilog=EXAMPLES)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.argument("output")
@length_option
@option(
    "--summarizer",
    "-s",
    default=DEFAULT_SUMMARIZER,
    show_default=True,
    metavar="NAME",
    shell_complete=complete_summarizers,
    help="Summarizer, options after a colon (see `summarize list`).",
)
@option("--text-column", metavar="NAME", help="Column with the article.")
@option("--id-column", metavar="NAME", help="Column with the id [default: file and row].")
@option("--keep-text", is_flag=True, help="Write the article to the output too.")
@option(
    "--format",
    "-f",
    "form",
    type=click.Choice(FORMATS),
    help="Output format [default: as the input; JSON Lines for documents].",
)
@option("--part-rows", default=PART_ROWS, show_default=True, help="Maximum rows per output file.")
@option("--language", default="auto", show_default=True, metavar="CODE", help="Language.")
@no_clean_option
@option(
    "--faithful",
    default=DEFAULT_FAITHFUL,
    show_default=True,
    type=click.Choice(FAITHFUL),
    help="Sentences the document does not support: repair, flag, or do not check.",
)
@option("--limit", "-n", type=int, metavar="N", help="Only the first N rows.")
@option("--sample", type=float, metavar="SHARE", help="Only this share of the rows, such as 0.01.")
@option("--seed", default=0, show_default=True, help="Random seed of the sample.")
@option(
    "--errors",
    default="record",
    show_default=True,
    type=click.Choice(["record", "raise"]),
    help="Record errors in their rows, or stop at the first.",
)
@option("--timeout", default=300.0, show_default=True, help="Seconds per document.")
@option(
    "--engine",
    default="local",
    show_default=True,
    type=click.Choice(ENGINES),
    help="Run in processes on this machine, or on Ray Data.",
)
@option("--address", metavar="HOST:PORT", help="Ray cluster [default: start one].")
@option(
    "--workers", "-w", type=int, metavar="N", help="Number of processes [default: one per core]."
)
@option("--overwrite", is_flag=True, help="Delete results of another job in OUTPUT.")
@option("--dry-run", is_flag=True, help="Show the plan and a few results; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the final report as JSON.")
@option("--quiet", "-q", is_flag=True, help="Print errors only: no notes, no progress.")
@config_option
def corpus(inputs: tuple[str, ...], output: str, **options: Any) -> None:
    """Summarize every document of folders, globs and tables into OUTPUT.

    INPUT is folders or globs of text, HTML, PDF and DOCX files, or of tables (JSON Lines, CSV, TSV,
    Parquet; plain, .gz, .bz2, .xz, .zst), here or on an object store (s3://, gs://). Every row gets
    one row of output: its summary with the evidence, or its error. Repeat the command to resume a
    run that was stopped.
    """
    began = time.monotonic()
    job = plan(inputs, output, options_of(options, inputs), version=__version__)
    if options["dry_run"]:
        show_plan(job, options)
        return
    run = Run(job, overwrite=options["overwrite"])
    if not options["quiet"]:
        for note in run.notes:
            click.echo(f"summarize: note: {note}", err=True)
    with interruptible():
        follow(run, options)
    show_end(run, time.monotonic() - began, options)


def options_of(values: dict[str, Any], inputs: tuple[str, ...]) -> Options:
    """Return the options as the library takes them."""
    names = ("length", "summarizer", "language", "faithful", "text_column", "id_column",
             "keep_text", "part_rows", "limit", "sample", "seed", "errors", "timeout")  # fmt: skip
    parquet = any(".parquet" in name or name.endswith(".pq") for name in inputs)
    form = values["form"] or ("parquet" if parquet else "jsonl")
    return Options(clean=not values["no_clean"], form=form, **{n: values[n] for n in names})


@contextmanager
def interruptible() -> Iterator[None]:
    """On Ctrl-C, say that nothing is lost and how to continue."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo("summarize: stopped; the same command goes on from here", err=True)
        sys.exit(INTERRUPTED)


def follow(run: Run, values: dict[str, Any]) -> None:
    """Run the job; on a terminal, with a progress bar, rows per second, time left and errors."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as TimeLeft

    bar = Progress(
        TextColumn("rows"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]} rows/s"),
        TimeLeft(),
        TextColumn("{task.fields[errors]}"),
        console=Console(stderr=True),
        disable=values["quiet"] or not sys.stderr.isatty(),
    )
    began, rows = time.monotonic(), 0
    with bar:
        task = bar.add_task("", total=run.job.rows, completed=run.resumed, rate=0, errors="")
        for more in run.events(
            engine=values["engine"], workers=values["workers"], address=values["address"]
        ):
            rows += more
            rate = rows / max(time.monotonic() - began, 1e-6)
            bar.update(task, advance=more, rate=f"{rate:.0f}", errors=counted(run.total.errors))


def counted(errors: dict[str, int]) -> str:
    """Return the number of errors by kind, most frequent first."""
    ordered = sorted(errors.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{count} {kind}" for kind, count in ordered)


def show_plan(job: Job, values: dict[str, Any]) -> None:
    """Print what would be done, and the first few results."""
    options = job.options
    form = job.parts[0].slices[0].file.form
    described = {
        "input": f"{many(job.rows, 'row')} of {many(len(job.known['files']), 'file')} ({form})",
        "text column": options.text_column or "the whole file",
        "id column": options.id_column or "file and row",
        "kept columns": ", ".join(job.columns.names) or "none",
        "output": f"{many(len(job.parts), 'part')} ({options.form}) in {job.output}",
        "summarizer": f"{options.summarizer}, {options.length}",
        "engine": f"{values['engine']}, {values['workers'] or cores()} workers",
    }
    for name, value in described.items():
        click.echo(f"{name:<13}{value}")
    for row in preview(job):
        click.echo(f"\n==> {row['id']} <==\n{row['summary'] or row['error']}")


def show_end(run: Run, seconds: float, values: dict[str, Any]) -> None:
    """Print what was done: rows, rows per second, errors by kind."""
    new = run.total.rows - run.resumed
    rate = new / max(seconds, 1e-6)
    if values["as_json"]:
        report = {
            "rows": run.total.rows, "made": new, "resumed": run.resumed,
            "parts": len(run.job.parts),
            "errors": run.total.errors, "seconds": round(seconds, 3), "output": run.job.output,
        }  # fmt: skip
        click.echo(json.dumps(report))
        return
    if values["quiet"]:
        return
    click.echo(
        f"{many(run.total.rows, 'row')} in {many(len(run.job.parts), 'part')}, "
        f"{new} new, in {seconds:.1f} s ({rate:.3g} rows/s): {run.job.output}",
        err=True,
    )
    if run.total.errors:
        failed = sum(run.total.errors.values())
        click.echo(f"{failed} with an error: {counted(run.total.errors)}", err=True)
        click.echo(f"the first: {run.total.first_error}", err=True)
