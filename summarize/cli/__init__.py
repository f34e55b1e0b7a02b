"""The command: parse, call the library, echo. The one place where errors become exit codes."""

import sys

import click

from summarize._version import __version__
from summarize.cli.group import DefaultGroup

__all__ = ["main"]

COMMANDS = {
    "text": "summarize.cli.text:text",
    "evaluate": "summarize.cli.evaluate:evaluate",
    "check": "summarize.cli.check:check",
    "compare": "summarize.cli.compare:compare",
    "corpus": "summarize.cli.corpus:corpus",
    "models": "summarize.cli.models:models",
    "serve": "summarize.cli.serve:serve",
    "list": "summarize.cli.listing:list_summarizers",
    "completion": "summarize.cli.listing:completion",
}

LENGTH_HELP = """\b
Lengths:
  headline  one sentence of 14 words at most, no full stop
  short     1-2 sentences, 50 words at most
  medium    3-5 sentences, 120 words at most (the default)
  long      6-10 sentences, 250 words at most
  bullets   3-5 bullets of one fact each, 25 words at most
  5s 100w 20%   so many sentences; words at most; share of the words at most
"""

EXAMPLES = """\b
Examples:
  summarize --length short article.txt
  summarize -l bullets page.html report.pdf
  summarize --format html --output page.html https://example.com/news
  cat notes.txt | summarize -l 3s
"""


@click.group(
    cls=DefaultGroup,
    table=COMMANDS,
    default="text",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=f"{LENGTH_HELP}\n{EXAMPLES}",
)
@click.version_option(__version__, "-V", "--version", prog_name="summarize")
def main() -> None:
    """Summarize articles: files, pages, or standard input.

    Every sentence of the summary carries its evidence; page furniture (navigation, captions,
    sign-up boxes) is taken away first. Nothing is downloaded.
    """
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a letter shows a mark
