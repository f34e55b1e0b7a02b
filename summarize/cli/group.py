"""What every command shares: how errors meet the screen, options, configuration, completion."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from summarize import registry
from summarize.cli import configuration
from summarize.cli.typed import FormatChoice, explain_option, translate
from summarize.errors import SummarizeError
from summarize.length import LENGTHS
from summarize.pipeline import DEFAULT_FAITHFUL, DEFAULT_LENGTH, DEFAULT_SUMMARIZER, FAITHFUL

__all__ = [
    "DefaultGroup",
    "complete_files",
    "complete_lengths",
    "complete_summarizers",
    "config_option",
    "faithful_option",
    "format_option",
    "json_option",
    "language_option",
    "length_option",
    "no_clean_option",
    "no_color_option",
    "option",
    "output_option",
    "report",
    "say",
    "summarizer_option",
    "verbatim_option",
]

INTERRUPTED = 130  # what shells make of a program that Ctrl-C ended
_GROUP_OPTIONS = ("--help", "-h", "--version", "-V")
# Words that people type for an option: `summarize help compare`.
_WORDS = {"help": "--help", "version": "--version", "-?": "--help", "/?": "--help"}


class DefaultGroup(click.Group):
    """A group whose command may be left out, and where our errors meet the screen.

    Args:
        table: names → "module:attribute"; a command is imported when it is asked for.
        default: the command that is meant where none is named.
    """

    def __init__(self, *args: Any, table: Mapping[str, str], default: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.default = table, default

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the table's order; the default one goes without its name."""
        return [name for name in self.table if name != self.default]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if name not in self.table:
            return None
        module, _, attribute = self.table[name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the default command in front of what names none."""
        if not args and not ctx.resilient_parsing and sys.stdin and sys.stdin.isatty():
            click.echo(ctx.get_help(), err=True)
            ctx.exit(2)
        args = self._spelled_out(args)
        if not args or not (args[0] in self.list_commands(ctx) or args[0] in _GROUP_OPTIONS):
            args = [self.default, *args]
        return super().parse_args(ctx, args)

    def _spelled_out(self, args: list[str]) -> list[str]:
        """`help COMMAND` as `COMMAND --help`; options of other tools as the main command's."""
        if args and args[0] in _WORDS and not Path(args[0]).exists():
            others = [arg for arg in args[1:] if arg in self.table]
            return [*others[:1], _WORDS[args[0]]]
        if args and args[0] not in self.list_commands(ctx=click.Context(self)):
            command = self.get_command(click.Context(self), self.default)
            known = [name for param in command.params for name in param.opts] if command else []
            return translate(args, known)
        if args and (command := self.get_command(click.Context(self), args[0])):
            known = [name for param in command.params for name in param.opts]
            return [args[0], *translate(args[1:], known)]
        return args

    def main(  # type: ignore[override]  # click's own has overloads
        self, args: Sequence[str] | None = None, *, standalone_mode: bool = True, **extra: Any
    ) -> Any:
        """Run and exit; whatever stops it is one line on standard error."""
        if not standalone_mode:
            return super().main(args, standalone_mode=False, **extra)
        try:
            code = super().main(args, standalone_mode=False, **extra)
        except click.NoSuchOption as error:
            say(f"{explain_option(error)}{self._help_of(error)}")
            code = error.exit_code
        except click.ClickException as error:
            say(f"{error.format_message()}{self._help_of(error)}")
            code = error.exit_code
        except click.Abort:
            say("stopped")
            code = INTERRUPTED
        except OSError as error:  # no room behind standard output, a folder that may not be read
            say(f"{error.filename or 'the output cannot be written'}: {error.strerror or error}")
            code = 1
        sys.exit(code if isinstance(code, int) else 0)

    def _help_of(self, error: click.ClickException) -> str:
        """Where to read how it is called."""
        ctx = getattr(error, "ctx", None)
        if ctx is None:
            return ""
        path = ctx.command_path.removesuffix(f" {self.default}")
        return f" (see {path} --help)"

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
        """The default command's options, the group's own, then the commands."""
        command = self.get_command(ctx, self.default)
        params = [*(command.params if command else []), *self.get_params(ctx)]
        options = [p for p in params if isinstance(p, click.Option)]
        with formatter.section("Options"):
            formatter.write_dl([row for p in options if (row := p.get_help_record(ctx))])
        self.format_commands(ctx, formatter)


def report(error: SummarizeError) -> None:
    """An error, in one line on standard error."""
    say(str(error))


def say(what: str) -> None:
    """One line on standard error."""
    click.echo(f"summarize: {' '.join(what.split())}", err=True)


def configure(ctx: click.Context, option: click.Parameter, path: Path | None) -> Path | None:
    """Take the defaults from the file given, or from the person's own if there is one."""
    file = path or configuration.user_file()
    if path is None and not file.is_file():
        return None
    root = ctx.find_root().command
    try:
        ctx.default_map = configuration.defaults(
            file,
            command=ctx.info_name or "text",
            known=_accepted(ctx.command),
            main=_accepted(_main(ctx)),
            commands=tuple(root.table) if isinstance(root, DefaultGroup) else (),
        )
    except SummarizeError as error:
        report(error)
        ctx.exit(error.exit_code)
    return file


def _accepted(command: click.Command | None) -> dict[str, configuration.Key]:
    """What a configuration may set of a command: by the options' long names, dashes as `_`."""
    keys: dict[str, configuration.Key] = {}
    for parameter in command.params if command else ():
        if not isinstance(parameter, click.Option) or parameter.name in (None, "config"):
            continue
        choices = parameter.type.choices if isinstance(parameter.type, click.Choice) else None
        key = configuration.Key(str(parameter.name), tuple(choices) if choices else None)
        longs = (name for name in parameter.opts if name.startswith("--"))
        keys |= {name.removeprefix("--").replace("-", "_"): key for name in longs}
    return keys


def _main(ctx: click.Context) -> click.Command | None:
    """The command that needs no name: the configuration's top is mostly for it."""
    root = ctx.find_root().command
    return root.get_command(ctx, root.default) if isinstance(root, DefaultGroup) else None


def complete_files(
    ctx: click.Context, option: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Files; and the commands where the first word could still be one."""
    root = ctx.find_root().command
    known = root.list_commands(ctx) if isinstance(root, click.Group) else []
    names = known if not ctx.params.get("files") else []
    items = [CompletionItem(name) for name in names if incomplete and name.startswith(incomplete)]
    return [*items, CompletionItem(incomplete, type="file")]


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


class SharedOption(click.Option):
    """An option whose variable other commands read too, who may know values that it does not."""

    def resolve_envvar_value(self, ctx: click.Context) -> str | None:
        """The variable's value; None where it is a choice of the main command alone."""
        value = super().resolve_envvar_value(ctx)
        if value is None or not isinstance(self.type, click.Choice) or value in self.type.choices:
            return value  # which is nearly always so: the main command is not even imported
        known, main = _accepted(ctx.command), _accepted(_main(ctx))
        name = next(name for name, key in known.items() if key.parameter == self.name)
        return None if configuration.is_for_main(name, value, known, main) else value


def option(*names: str, **attributes: Any) -> Callable[[Any], Any]:
    """An option that the environment can set: --length is SUMMARIZE_LENGTH."""
    variable = names[0].removeprefix("--no-").lstrip("-").replace("-", "_").upper()
    prefix = "SUMMARIZE_NO_" if names[0].startswith("--no-") else "SUMMARIZE_"
    return click.option(*names, cls=SharedOption, envvar=f"{prefix}{variable}", **attributes)


def output_option(metavar: str, what: str) -> Callable[[Any], Any]:
    """Where to write; `-` is standard output, as for many tools."""
    return option(
        "--output",
        "-o",
        metavar=metavar,
        callback=lambda ctx, option, path: None if path == "-" else path,
        help=what,
    )


language_option = option(
    "--language",
    default="auto",
    show_default=True,
    metavar="LANGUAGE",
    help="Language of the text: a name (german) or a code (de).",
)

no_clean_option = option(
    "--no-clean", is_flag=True, help="Keep navigation, captions and other boilerplate."
)

verbatim_option = option("--verbatim", is_flag=True, help="Keep every sentence word for word.")


def format_option(formats: Iterable[str], what: str = "Output format.") -> Callable[[Any], Any]:
    """One of these formats, `text` unless another is asked for."""
    choice = FormatChoice(list(formats))
    return option(
        "--format", "-f", "form", default="text", show_default=True, type=choice, help=what
    )


json_option = click.option("--json", "as_json", is_flag=True, help="Same as --format json.")

length_option = option(
    "--length",
    "-l",
    default=DEFAULT_LENGTH,
    show_default=True,
    metavar="LENGTH",
    shell_complete=complete_lengths,
    help="Summary length (see Lengths in `summarize --help`).",
)

summarizer_option = option(
    "--summarizer",
    "-s",
    default=DEFAULT_SUMMARIZER,
    show_default=True,
    metavar="NAME",
    shell_complete=complete_summarizers,
    help="Summarizer, with options after a colon (see `summarize list`).",
)

faithful_option = option(
    "--faithful",
    default=DEFAULT_FAITHFUL,
    show_default=True,
    type=click.Choice(FAITHFUL),
    help="Sentences the text does not support: repair them, flag them, or do not check.",
)


def _without_color(ctx: click.Context, option: click.Parameter, given: bool) -> None:
    if given:
        os.environ["NO_COLOR"] = "1"  # rich and click's own progress bar read it
        ctx.color = False


no_color_option = click.option(
    "--no-color",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_without_color,
    help="Print without colors; so does the variable NO_COLOR.",
)

config_option = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    is_eager=True,
    callback=configure,
    expose_value=False,
    metavar="FILE",
    help="Read defaults from this TOML file.",
)
