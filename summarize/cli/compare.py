"""`summarize compare FILE...`: compare summarizers side by side."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from summarize.cli.group import (
    complete_files,
    complete_summarizers,
    config_option,
    format_option,
    json_option,
    language_option,
    length_option,
    no_clean_option,
    option,
    output_option,
    report,
)
from summarize.cli.output import refuse_overwriting, write_file
from summarize.errors import EmptyInputError, InputError
from summarize.evaluation.compare import Comparison
from summarize.evaluation.compare import compare as run
from summarize.evaluation.reports.side_by_side import FORMATS, render
from summarize.evaluation.systems import named
from summarize.pipeline import read
from summarize.reading import listed
from summarize.reading import read as read_text

__all__ = ["compare"]

EXAMPLES = """\b
Examples:
  summarize compare article.txt
  summarize compare article.txt --reference mine.txt -s textrank,lexrank,sumy-lsa
  summarize compare articles/ --length short --format html --output compared.html
"""


@click.command("compare", epilog=EXAMPLES)
@click.argument("files", nargs=-1, metavar="FILE...", shell_complete=complete_files)
@option("--reference", metavar="FILE", help="Reference summary to score against (for one article).")
@option(
    "--summarizers",
    "-s",
    multiple=True,
    metavar="NAMES",
    shell_complete=complete_summarizers,
    help="Comma-separated names [default: all].",
)
@length_option
@format_option(FORMATS)
@json_option
@output_option("FILE", "Write to a file.")
@language_option
@no_clean_option
@option("--quiet", "-q", is_flag=True, help="Print errors only: no notes.")
@config_option
def compare(
    files: tuple[str, ...],
    reference: str | None,
    summarizers: tuple[str, ...],
    length: str,
    form: str,
    as_json: bool,
    output: str | None,
    language: str,
    no_clean: bool,
    quiet: bool,
) -> None:
    """Compare summarizers on one article, at the same length.

    FILE is a path, a URL, - for standard input, or a folder of articles.
    """
    if reference and len(files) > 1:
        raise click.UsageError("--reference is for one article")
    refuse_overwriting([output] if output else [], [*files, reference or ""])
    form = "json" if as_json else form
    specs = named(summarizers) if summarizers else None
    scored_by = read_text(reference).text if reference else None
    asked = Asked(specs, length, scored_by, language, not no_clean, quiet)
    shown = f"{render(asked.compared(files or ('-',)), form)}\n"
    if output:
        write_file(Path(output), shown)
    else:
        click.echo(shown, nl=False)
    sys.exit(asked.exit_code)


@dataclass(slots=True)
class Asked:
    """Compares each article in turn; a failure is reported and does not stop the others."""

    summarizers: list[str] | None
    length: str
    reference: str | None
    language: str
    clean: bool
    quiet: bool
    exit_code: int = 0

    def compared(self, files: tuple[str, ...]) -> list[Comparison]:
        """Yield a comparison for each readable article; if none is readable, the command exits."""
        comparisons = []
        for file in self._articles(files):
            try:
                article = read(file, language=self.language, clean=self.clean)
            except InputError as error:
                self._failed(error)
                continue
            for note in () if self.quiet else article.notes:
                click.echo(f"summarize: {file}: note: {note}", err=True)
            comparisons.append(
                run(
                    article,
                    summarizers=self.summarizers,
                    length=self.length,
                    reference=self.reference,
                )
            )
        if not comparisons:
            raise SystemExit(self.exit_code or 1)
        return comparisons

    def _failed(self, error: InputError) -> None:
        report(error)
        self.exit_code = error.exit_code

    def _articles(self, files: tuple[str, ...]) -> Iterator[str]:
        for file in files:
            try:
                yield from inside(file) if Path(file).is_dir() else [file]
            except InputError as error:
                self._failed(error)


def inside(folder: str) -> list[str]:
    """Return the files of a folder.

    Raises:
        InputError: it cannot be listed, or holds none.
    """
    if names := [str(path) for path in listed(Path(folder)) if path.is_file()]:
        return names
    raise EmptyInputError(folder, "is a folder that holds no file: put the articles into it")
