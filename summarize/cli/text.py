"""`summarize [FILE]...`: the main job."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import click
from click.core import ParameterSource

from summarize import registry
from summarize.cli.group import (
    DefaultGroup,
    complete_files,
    config_option,
    faithful_option,
    format_option,
    json_option,
    language_option,
    length_option,
    no_clean_option,
    no_color_option,
    option,
    output_option,
    report,
    summarizer_option,
    verbatim_option,
)
from summarize.cli.output import Output
from summarize.cli.typed import WholeNumber, expand, refuse_commands
from summarize.document import Document
from summarize.document.extraction import EXTRACT_FORMATS
from summarize.errors import (
    InputError,
    MissingExtraError,
    ModelError,
    ServiceError,
    SummarizeError,
    UsageError,
)
from summarize.length import LENGTHS
from summarize.pipeline import (
    Faithful,
    Result,
    Settings,
    combine_sources,
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
@click.option("--sentences", "-n", type=WholeNumber(), metavar="N", help="Number of sentences.")
@click.option("--words", type=WholeNumber(), metavar="N", help="Maximum number of words.")
@summarizer_option
@option(
    "--focus",
    metavar="QUESTION",
    default="",
    help="Summarize what answers a question or concerns a topic.",
)
@option("--combine", is_flag=True, help="One summary of all files, each sentence citing its own.")
@option("--keywords", is_flag=True, help="Add keywords and reading time.")
@format_option(FORMATS)
@json_option
@output_option("PATH", "Write to a file, or one file for each input to a folder (PATH/).")
@click.option("--open", "open_page", is_flag=True, help="Show the summary in the browser.")
@language_option
@no_clean_option
@faithful_option
@verbatim_option
@option("--show-removed", is_flag=True, help="List what cleaning removed, and why.")
@option("--extract", is_flag=True, help="Print the cleaned article, not a summary of it.")
@option("--explain", is_flag=True, help="Show each sentence's score and source lines.")
@option("--no-cache", is_flag=True, help="Ask chat models again; reuse no stored answers.")
@option(
    "--timeout",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    help="Seconds to wait for a page.",
)
@option("--server", metavar="URL", help="Use the summarize server at this URL.")
@option("--api-key", metavar="KEY", help="API key for --server; safer as SUMMARIZE_API_KEY.")
@option("--quiet", "-q", is_flag=True, help="Print errors only: no notes, no progress.")
@option("--verbose", "-v", is_flag=True, help="Show how each input was read and summarized.")
@no_color_option
@config_option
def text(files: tuple[str, ...], sentences: int | None, words: int | None, **values: Any) -> None:
    """Summarize files, folders, URLs, or standard input (-)."""
    root = click.get_current_context().find_root().command
    typed = files or ("-",)
    refuse_commands(typed, list(root.table) if isinstance(root, DefaultGroup) else ())
    sources = expand(typed)
    request = Request(**values)
    settings = request.settings(length_of(request.length, sentences, words))
    place = request.place(sources)
    place.check()
    run: Run | CombinedRun
    if request.combine:
        run = CombinedRun(sources, settings, request)
    elif request.extract:
        refuse_with_extract(request.rendering, server=request.server)
        run = Run(sources, partial(read_article, settings=settings), request)
    else:
        run = Run(sources, summarizing(settings, request), request)
    place.write(run.results(), partial(click.echo, nl=False))
    if request.open_page and place.target:
        click.launch(str(Path(place.target).resolve()))
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


@dataclass(frozen=True, slots=True)
class Request:
    """The options as they were given; each is described in the help."""

    length: str
    summarizer: str
    focus: str
    combine: bool
    keywords: bool
    form: str
    as_json: bool
    output: str | None
    open_page: bool
    language: str
    no_clean: bool
    faithful: Faithful
    verbatim: bool
    show_removed: bool
    extract: bool
    explain: bool
    no_cache: bool
    timeout: float | None
    server: str | None
    api_key: str | None
    quiet: bool
    verbose: bool

    def settings(self, length: str) -> Settings:
        """The pipeline's settings.

        Raises:
            UsageError: --combine and --server go together, or several summarizers are named.
        """
        if self.combine and self.server:
            raise UsageError("--combine does not go with --server: it works on this machine alone")
        if "," in registry.name_of(self.summarizer):
            raise UsageError(
                f"{self.summarizer}: one summarizer at a time; for several side by side: "
                f"summarize compare -s {self.summarizer} FILE"
            )
        summarizer = self.summarizer
        if self.no_cache and registry.name_of(summarizer) == "chat":
            summarizer += f"{',' if ':' in summarizer else ':'}cache=no"
        return Settings(
            length,
            summarizer,
            self.language,
            not self.no_clean,
            self.faithful,
            verbatim=self.verbatim,
            focus=self.focus,
        )

    @property
    def rendering(self) -> str:
        """The name of the rendering."""
        if self.as_json:
            return "json"
        return "html" if self.open_page else self.form

    def place(self, sources: Sequence[str]) -> Output:
        """Where the summaries go; a page that is to be opened needs a file."""
        view = View(self.explain, self.show_removed, self.keywords)
        target = self.output
        if self.open_page and not target:
            target = str(Path(mkdtemp(prefix="summarize-")) / "summary.html")
        return Output(
            self.rendering,
            view,
            target,
            sources[:1] if self.combine else sources,
            article=self.extract,
        )


def length_of(length: str, sentences: int | None, words: int | None) -> str:
    """The length by --length, --sentences or --words.

    Raises:
        UsageError: more than one is given.
    """
    lengths = [f"{number}{unit}" for number, unit in ((sentences, "s"), (words, "w")) if number]
    source = click.get_current_context().get_parameter_source("length")
    if len(lengths) + (source is ParameterSource.COMMANDLINE) > 1:
        raise UsageError("give one of --length, --sentences and --words")
    return lengths[0] if lengths else length


def summarizing(settings: Settings, request: Request) -> Callable[[str], Result]:
    """What summarizes a source: this machine, or a server.

    Raises:
        UsageError: there is no such length, summarizer, option or language.
        ServiceError: the server's URL is none.
    """
    if not request.server:
        resolved = settings.resolved()
        return partial(summarize_source, settings=resolved, timeout=request.timeout)
    from summarize.cli.remote import Remote

    html = request.rendering == "html"
    remote = Remote.at(request.server, request.api_key, settings, blocks=html)
    click.get_current_context().call_on_close(remote.client.close)
    return remote.summarize


@dataclass(slots=True)
class Run:
    """Summarizes each source in turn; what fails is reported, and the others are still done."""

    sources: Sequence[str]
    summarize: Callable[[str], Result]
    request: Request
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
            comment(source, result, self.request)
            yield result

    def _with_progress(self) -> Iterator[str]:
        """The sources; a bar on a terminal once they have taken a while."""
        begun = time.monotonic()
        shown = len(self.sources) > 1 and not self.request.quiet and sys.stderr.isatty()
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


@dataclass(slots=True)
class CombinedRun:
    """Summarizes all sources that can be read in one summary."""

    sources: Sequence[str]
    settings: Settings
    request: Request
    exit_code: int = 0

    def results(self) -> Iterator[Result]:
        """The one summary; sources that cannot be read are reported."""
        settings = self.settings.resolved()
        documents = [document for source in self.sources for document in self._read(source)]
        if not documents:
            return
        result = combine_sources(documents, settings)
        comment(f"{len(documents)} documents", result, self.request)
        yield result

    def _read(self, source: str) -> Iterator[Document]:
        try:
            document = read(
                source,
                language=self.settings.language,
                clean=self.settings.clean,
                timeout=self.request.timeout,
            )
        except InputError as error:
            self.exit_code = max(self.exit_code, error.exit_code)
            report(error)
            return
        yield document


def comment(source: str, result: Result, request: Request) -> None:
    """A result's notes, and with --verbose how it came about, on standard error."""
    document, summary = result
    lines = [] if request.quiet else [f"note: {note}" for note in summary.notes]
    if request.verbose:
        lines.insert(
            0,
            f"{len(document.sentences)} sentences, {document.words} words, "
            f"language {document.language}, {len(summary.removed)} blocks removed; "
            f"{summary.summarizer}{f' ({summary.model})' if summary.model else ''}, "
            f"{summary.coverage.chunks} chunks, {summary.seconds:.2f} s",
        )
    for line in lines:
        click.echo(f"summarize: {source}: {line}", err=True)


# What a service answers whatever is sent: nothing, no summary, that a key is needed, no such path.
_OF_THE_SERVICE = (None, HTTPStatus.OK, HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)


def ends(error: SummarizeError) -> bool:
    """Whether every other source would meet the same error."""
    if isinstance(error, ServiceError):
        return error.status in _OF_THE_SERVICE
    return isinstance(error, UsageError | ModelError | MissingExtraError)
