"""`summarize compare FILE...`: every summarizer side by side."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from summarize.cli.group import (
    complete_files,
    complete_summarizers,
    config_option,
    length_option,
    option,
    report,
)
from summarize.cli.text import refuse_overwriting
from summarize.errors import InputError
from summarize.evaluation.compare import Comparison
from summarize.evaluation.compare import compare as run
from summarize.evaluation.side_by_side import FORMATS, render
from summarize.evaluation.systems import split_specs
from summarize.output import write_file
from summarize.pipeline import read
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
@option("--reference", metavar="FILE", help="A summary to score them by (of one article).")
@option(
    "--summarizers",
    "-s",
    multiple=True,
    metavar="NAMES",
    shell_complete=complete_summarizers,
    help="Which, with commas between; default: all there are.",
)
@length_option
@option(
    "--format",
    "-f",
    "form",
    default="text",
    show_default=True,
    type=click.Choice(list(FORMATS)),
    help="The form of the output.",
)
@option("--output", "-o", metavar="FILE", help="Write to a file.")
@config_option
def compare(
    files: tuple[str, ...],
    reference: str | None,
    summarizers: tuple[str, ...],
    length: str,
    form: str,
    output: str | None,
) -> None:
    """Hold all summarizers of one article beside each other, at the same length.

    FILE is a path, a URL, - for standard input, or a folder of articles.
    """
    if reference and len(files) > 1:
        raise click.UsageError("--reference is for one article")
    refuse_overwriting(output, files)
    specs = split_specs(summarizers) if summarizers else None
    asked = Asked(specs, length, read_text(reference).text if reference else None)
    shown = f"{render(asked.compared(files or ('-',)), form)}\n"
    if output:
        write_file(Path(output), shown)
    else:
        click.echo(shown, nl=False)
    sys.exit(asked.exit_code)


@dataclass(slots=True)
class Asked:
    """Compares each article in turn; what fails is reported, and the others are still done."""

    summarizers: list[str] | None
    length: str
    reference: str | None
    exit_code: int = 0

    def compared(self, files: tuple[str, ...]) -> list[Comparison]:
        """A comparison for each article that can be read; where none can, the command ends."""
        found = []
        for file in self._articles(files):
            try:
                article = read(file, stdin=sys.stdin.buffer)
            except InputError as error:
                report(error)
                self.exit_code = error.exit_code
                continue
            found.append(
                run(
                    article,
                    summarizers=self.summarizers,
                    length=self.length,
                    reference=self.reference,
                )
            )
        if not found:
            raise SystemExit(self.exit_code or 1)
        return found

    def _articles(self, files: tuple[str, ...]) -> Iterator[str]:
        for file in files:
            if Path(file).is_dir():
                inside = sorted(path for path in Path(file).iterdir() if path.is_file())
                yield from (str(path) for path in inside)
            else:
                yield file
