"""The command: parse, call the library, echo. The one place where errors become exit codes."""

import sys

import click

from summarize._version import __version__
from summarize.cli.group import DefaultGroup

__all__ = ["main"]

COMMANDS = {
    "text": "summarize.cli.text:text",
    "check": "summarize.cli.check:check",
    "compare": "summarize.cli.compare:compare",
    "evaluate": "summarize.cli.evaluate:evaluate",
    "corpus": "summarize.cli.corpus:corpus",
    "serve": "summarize.cli.serve:serve",
    "mcp": "summarize.cli.mcp:mcp",
    "models": "summarize.cli.models:models",
    "list": "summarize.cli.listing:list_summarizers",
    "config": "summarize.cli.manual:config",
    "completion": "summarize.cli.listing:completion",
    "man": "summarize.cli.manual:man",
}

LENGTH_HELP = """\b
Lengths:
  headline  one sentence of at most 14 words, no full stop
  short     1-2 sentences, at most 50 words (also: tldr)
  medium    3-5 sentences, at most 120 words (the default)
  long      6-10 sentences, at most 250 words
  bullets   3-5 bullets of one fact each, 25 words each
  3, 100w, 280c, 20%   number of sentences; maximum words or characters; share of the words
"""

EXAMPLES = """\b
Examples:
  summarize article.txt
  summarize -l 3 report.pdf
  summarize -l bullets https://example.com/news
  summarize --focus "what does it cost?" report.pdf
  summarize --combine a.txt b.txt c.txt
  cat notes.txt | summarize -n 2
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
    """Summarize articles: files, web pages, or standard input.

    Every sentence of a summary names its source. Navigation, captions and other boilerplate are
    removed first. Nothing leaves this machine, and nothing is downloaded.
    """
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a letter shows a mark
