"""`summarize [FILE]...`: the main job."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path

import click

from summarize.cli.group import (
    DefaultGroup,
    complete_files,
    complete_summarizers,
    config_option,
    json_option,
    language_option,
    length_option,
    no_clean_option,
    option,
    output_option,
    report,
    verbatim_option,
)
from summarize.cli.output import Output
from summarize.errors import (
    MissingExtraError,
    ModelError,
    ServiceError,
    SummarizeError,
    UsageError,
)
from summarize.extraction import EXTRACT_FORMATS
from summarize.length import LENGTHS
from summarize.pipeline import (
    DEFAULT_FAITHFUL,
    DEFAULT_SUMMARIZER,
    FAITHFUL,
    Result,
    Settings,
    read,
    summarize_source,
)
from summarize.rendering import FORMATS, View
from summarize.summary import compose

__all__ = ["text"]

PROGRESS_AFTER = 2.0  # seconds: before that a bar only flickers


@click.command("text", hidden=True)
@click.argument("files", nargs=-1, metavar="[FILE]...", shell_complete=complete_files)
@length_option
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
@json_option
@output_option("PATH", "Write to a file, or one file for each input to a folder (PATH/).")
@language_option
@no_clean_option
@option(
    "--faithful",
    default=DEFAULT_FAITHFUL,
    show_default=True,
    type=click.Choice(FAITHFUL),
    help="What the text does not support: repair it, flag it, or do not look.",
)
@verbatim_option
@option("--show-removed", is_flag=True, help="List what cleaning removed, and why.")
@option("--extract", is_flag=True, help="Print the cleaned article, not a summary of it.")
@option("--explain", is_flag=True, help="Show each sentence's score and source lines.")
@option("--server", metavar="URL", help="Let a service at this address do it: docs/service.md.")
@option(
    "--api-key", metavar="KEY", help="For that service; better set SUMMARIZE_API_KEY than this."
)
@option("--quiet", "-q", is_flag=True, help="No notes and no progress, only errors.")
@config_option
def text(
    files: tuple[str, ...],
    length: str,
    summarizer: str,
    form: str,
    as_json: bool,
    output: str | None,
    language: str,
    no_clean: bool,
    faithful: str,
    verbatim: bool,
    show_removed: bool,
    extract: bool,
    explain: bool,
    server: str | None,
    api_key: str | None,
    quiet: bool,
) -> None:
    """Summarize files, URLs, or standard input (-)."""
    sources = files or ("-",)
    refuse_commands(sources)
    form = "json" if as_json else form
    settings = Settings(length, summarizer, language, not no_clean, faithful, verbatim)
    if extract:
        refuse_with_extract(form, server=server)
    work: Callable[[str], Result] = (
        partial(read_article, settings=settings)
        if extract
        else summarizing(settings, server, api_key, form)
    )
    view = View(explain=explain, removed=show_removed)
    place = Output(form, view, output, sources, article=extract)
    place.check()
    run = Run(sources, work, quiet=quiet)
    place.write(run.results(), partial(click.echo, nl=False))
    sys.exit(run.exit_code)


def refuse_with_extract(form: str, *, server: str | None) -> None:
    """Refuse what does not go with `--extract`.

    Raises:
        UsageError: a format that has no article, or a server, which gives summaries alone.
    """
    if form not in EXTRACT_FORMATS:
        known = ", ".join(EXTRACT_FORMATS)
        raise UsageError(f"--extract writes {known}, not {form}: choose with --format")
    if server:
        raise UsageError("--extract reads on this machine: leave --server out")


def read_article(source: str, settings: Settings) -> Result:
    """Return the document of a source, with a summary that has nothing but its notes."""
    document = read(source, language=settings.language, clean=settings.clean)
    return Result(document, compose(document, [], length=LENGTHS["short"], summarizer="none"))


def summarizing(
    settings: Settings, server: str | None, api_key: str | None, form: str
) -> Callable[[str], Result]:
    """What summarizes a source: this machine, or the service at that address.

    Raises:
        UsageError: there is no such length, summarizer, option or language.
        ServiceError: that is no address.
    """
    if not server:
        return partial(summarize_source, settings=settings.resolved())
    from summarize.cli.remote import Remote

    remote = Remote.at(server, api_key, settings, blocks=form == "html")
    click.get_current_context().call_on_close(remote.client.close)
    return remote.summarize


@dataclass(slots=True)
class Run:
    """Summarizes each source in turn; what fails is reported, and the others are still done."""

    sources: Sequence[str]
    summarize: Callable[[str], Result]
    quiet: bool = False
    exit_code: int = 0

    def results(self) -> Iterator[Result]:
        """What succeeds, in order; errors and notes go to standard error as they come."""
        for source in self._with_progress():
            try:
                result = self.summarize(source)
            except SummarizeError as error:
                if ends(error):
                    raise
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


# What a service answers whatever is sent: nothing, no summary, that a key is needed, no such path.
_OF_THE_SERVICE = (None, HTTPStatus.OK, HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)


def ends(error: SummarizeError) -> bool:
    """Whether every other source would meet the same error."""
    if isinstance(error, ServiceError):
        return error.status in _OF_THE_SERVICE
    return isinstance(error, UsageError | ModelError | MissingExtraError)


def refuse_commands(sources: Sequence[str]) -> None:
    """See that no file is a command that came too late.

    Raises:
        UsageError: one has the name of a command, and there is no such file.
    """
    group = click.get_current_context().find_root().command
    commands = group.table if isinstance(group, DefaultGroup) else {}
    for source in sources:
        if source in commands and not Path(source).exists():
            rest = " ".join(other for other in sources if other != source)
            raise UsageError(
                f"{source} is a command: it goes first, and its options behind it: "
                f"summarize {source} {rest}".rstrip()
            )
