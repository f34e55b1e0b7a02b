"""The command: parse, call the library, echo. The one place where errors become exit codes."""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem, get_completion_class

from summarize import __version__, configuration
from summarize import summarizer as registry
from summarize.errors import OutputError, SummarizeError, UnknownNameError
from summarize.length import LENGTHS
from summarize.output import Output
from summarize.pipeline import (
    DEFAULT_LENGTH,
    DEFAULT_SUMMARIZER,
    Result,
    Settings,
    summarize_source,
)
from summarize.rendering import FORMATS, View

__all__ = ["main"]

DEFAULT_COMMAND = "text"
PROGRESS_AFTER = 2.0  # seconds: before that a bar only flickers

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


COMPLETION_HELP = """\b
bash: eval "$(summarize completion bash)" in ~/.bashrc
zsh:  eval "$(summarize completion zsh)" in ~/.zshrc
fish: summarize completion fish > ~/.config/fish/completions/summarize.fish
"""


class DefaultGroup(click.Group):
    """A group whose command may be left out, and where our errors meet the screen."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command in front of what names none."""
        if not args and not ctx.resilient_parsing and sys.stdin.isatty():
            click.echo(ctx.get_help(), err=True)
            ctx.exit(2)
        if not args or (args[0] not in self.commands and args[0] not in _GROUP_OPTIONS):
            args = [DEFAULT_COMMAND, *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; an error of ours is one line and its own exit code."""
        try:
            result: object = super().invoke(ctx)
        except SummarizeError as error:
            report(error)
            ctx.exit(error.exit_code)
        return result

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Both ways to call it."""
        formatter.write_usage(ctx.command_path, "[OPTIONS] [FILE]...")
        formatter.write_usage(ctx.command_path, "COMMAND [ARGS]...", prefix="       ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The default command's options, then the commands."""
        self.commands[DEFAULT_COMMAND].format_options(ctx, formatter)
        self.format_commands(ctx, formatter)


_GROUP_OPTIONS = ("--help", "-h", "--version", "-V")


def report(error: SummarizeError) -> None:
    """One line on standard error."""
    click.echo(f"summarize: {' '.join(str(error).split())}", err=True)


def configure(ctx: click.Context, option: click.Parameter, path: Path | None) -> Path | None:
    """Take the defaults from the file given, or from the person's own if there is one."""
    file = path or configuration.user_file()
    if path is None and not file.is_file():
        return None
    known = {p.name: p for p in ctx.command.params if p.name not in ("files", "config")}
    command = ctx.info_name or DEFAULT_COMMAND
    try:
        ctx.default_map = configuration.defaults(file, command=command, known=known)
    except SummarizeError as error:
        report(error)
        ctx.exit(error.exit_code)
    return file


def complete_files(
    ctx: click.Context, option: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Files; and the commands where the first word could still be one."""
    names = main.list_commands(ctx) if not ctx.params.get("files") else []
    found = [CompletionItem(name) for name in names if incomplete and name.startswith(incomplete)]
    return [*found, CompletionItem(incomplete, type="file")]


def complete_summarizers(
    ctx: click.Context, option: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The summarizers there are."""
    return [
        CompletionItem(info.name, help=info.about)
        for info in registry.infos()
        if info.name.startswith(incomplete)
    ]


def complete_lengths(
    ctx: click.Context, option: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The lengths that have names."""
    return [CompletionItem(name) for name in LENGTHS if name.startswith(incomplete)]


def option(*names: str, **attributes: Any) -> Callable[[Any], Any]:
    """An option that the environment can set: --length is SUMMARIZE_LENGTH."""
    variable = names[0].removeprefix("--no-").lstrip("-").replace("-", "_").upper()
    prefix = "SUMMARIZE_NO_" if names[0].startswith("--no-") else "SUMMARIZE_"
    return click.option(*names, envvar=f"{prefix}{variable}", **attributes)


@click.group(
    cls=DefaultGroup,
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


@main.command(DEFAULT_COMMAND, hidden=True)
@click.argument("files", nargs=-1, metavar="[FILE]...", shell_complete=complete_files)
@option(
    "--length",
    "-l",
    default=DEFAULT_LENGTH,
    show_default=True,
    metavar="LENGTH",
    shell_complete=complete_lengths,
    help="How long: see Lengths below.",
)
@option(
    "--summarizer",
    "-s",
    default=DEFAULT_SUMMARIZER,
    show_default=True,
    metavar="NAME",
    shell_complete=complete_summarizers,
    help="Which summarizer, options behind a colon (see `summarize list`).",
)
@option(
    "--format",
    "-f",
    "form",
    default="text",
    show_default=True,
    type=click.Choice(list(FORMATS)),
    help="The form of the output.",
)
@option(
    "--output",
    "-o",
    metavar="PATH",
    help="Write to a file, or one file for each input to a folder (PATH/).",
)
@option(
    "--language",
    default="auto",
    show_default=True,
    metavar="CODE",
    help="The language of the text: en, de, fr, es, ...",
)
@option("--no-clean", is_flag=True, help="Keep navigation, captions, sign-up boxes.")
@option("--show-removed", is_flag=True, help="List what cleaning removed, and why.")
@option("--explain", is_flag=True, help="Show each sentence's score and source lines.")
@option("--quiet", "-q", is_flag=True, help="No notes and no progress, only errors.")
@option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    is_eager=True,
    callback=configure,
    expose_value=False,
    metavar="FILE",
    help="Take defaults from this TOML file.",
)
def text(
    files: tuple[str, ...],
    length: str,
    summarizer: str,
    form: str,
    output: str | None,
    language: str,
    no_clean: bool,
    show_removed: bool,
    explain: bool,
    quiet: bool,
) -> None:
    """Summarize files, URLs, or standard input (-)."""
    sources = files or ("-",)
    settings = Settings(length, summarizer, language, not no_clean).resolved()
    refuse_overwriting(output, sources)
    run = Run(sources, settings, quiet=quiet)
    view = View(explain=explain, removed=show_removed)
    echo = partial(click.echo, nl=False)
    Output(form, view, output, several=len(sources) > 1).write(run.results(), echo)
    sys.exit(run.exit_code)


@dataclass(slots=True)
class Run:
    """Summarizes each source in turn; what fails is reported, and the others are still done."""

    sources: Sequence[str]
    settings: Settings
    quiet: bool = False
    exit_code: int = 0

    def results(self) -> Iterator[Result]:
        """What succeeds, in order; errors and notes go to standard error as they come."""
        for source in self._with_progress():
            try:
                result = summarize_source(source, self.settings, stdin=sys.stdin.buffer)
            except SummarizeError as error:
                self.exit_code = max(self.exit_code, error.exit_code)
                report(error)
                continue
            if not self.quiet:
                for note in result.summary.notes:
                    click.echo(f"summarize: {source}: note: {note}", err=True)
            yield result

    def _with_progress(self) -> Iterator[str]:
        """The sources; a bar on a terminal once they have taken a while."""
        begun = time.monotonic()
        shown = len(self.sources) > 1 and not self.quiet and sys.stderr.isatty()
        bar = click.progressbar(length=len(self.sources), label="summaries", file=sys.stderr)
        late = False
        for source in self.sources:
            if shown and time.monotonic() - begun > PROGRESS_AFTER:
                bar.render_progress()
                late = True
            yield source
            bar.make_step(1)
        if late:
            bar.render_finish()


def refuse_overwriting(output: str | None, sources: Sequence[str]) -> None:
    """Raise OutputError where the output is one of the inputs."""
    if output and any(Path(output).absolute() == Path(source).absolute() for source in sources):
        raise OutputError(output, "is an input: it would be overwritten; choose another --output")


@main.command("list")
@click.option("--format", "-f", "form", default="text", type=click.Choice(["text", "json"]))
def list_summarizers(form: str) -> None:
    """List the summarizers, what they need, and their options."""
    if form == "json":
        click.echo(json.dumps([info.to_dict() for info in registry.infos()], indent=2))
        return
    for info in registry.infos():
        click.echo(f"{info.name:<18}{info.about}")
        if info.options:
            click.echo(f"{'':<18}options: {', '.join(map(str, info.options))}")
        if info.needs or info.origin != "summarize":
            needs = f"pip install 'summarize[{info.needs}]'" if info.needs else info.origin
            click.echo(f"{'':<18}needs: {needs}")


@main.command(epilog=COMPLETION_HELP)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell."""
    found = get_completion_class(shell)
    if found is None:
        raise UnknownNameError("shell", shell, ["bash", "zsh", "fish"])
    click.echo(found(main, {}, "summarize", "_SUMMARIZE_COMPLETE").source())
