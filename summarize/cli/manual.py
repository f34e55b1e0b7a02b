"""`summarize man` and `summarize config`: the options, as a manual page and as they are set."""

import json
import re
from collections.abc import Iterator
from inspect import cleandoc

import click
from click.core import ParameterSource

from summarize._version import __version__
from summarize.cli import configuration
from summarize.cli.group import DefaultGroup

__all__ = ["config", "man"]

ORIGINS = {
    ParameterSource.ENVIRONMENT: "environment",
    ParameterSource.DEFAULT_MAP: "configuration file",
    ParameterSource.DEFAULT: "default",
}
SECRET = frozenset({"api_key"})


@click.command("config")
@click.argument("command", default="text", metavar="[COMMAND]")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def config(ctx: click.Context, command: str, as_json: bool) -> None:
    """Show the settings in effect, and where each is set.

    COMMAND is the command whose settings are shown; without one, those of `summarize FILE`.
    """
    group = ctx.find_root().command
    found = group.get_command(ctx, command) if isinstance(group, click.Group) else None
    if found is None:
        raise click.UsageError(f"there is no command '{command}'")
    rows = list(_settings(found, command, ctx))
    if as_json:
        click.echo(json.dumps({name: {"value": v, "origin": o} for name, v, o in rows}, indent=2))
        return
    click.echo(f"configuration file: {_file()}")
    for name, value, origin in rows:
        click.echo(f"{name:<15}{value!s:<18}{origin}")


def _settings(
    command: click.Command, name: str, ctx: click.Context
) -> Iterator[tuple[str, object, str]]:
    """Each option's long name, value and origin."""
    with command.make_context(name, [], parent=ctx.parent, resilient_parsing=True) as inner:
        for param in command.params:
            if not isinstance(param, click.Option) or not param.expose_value:
                continue
            value, source = param.consume_value(inner, {})
            if source in (None, ParameterSource.DEFAULT):
                value, source = param.get_default(inner), ParameterSource.DEFAULT
            long = max(param.opts, key=len).removeprefix("--")
            shown = "(set)" if value and param.name in SECRET else value
            yield (
                long,
                shown if isinstance(shown, str | int | float) else "",
                _origin(param, source),
            )


def _origin(param: click.Option, source: ParameterSource | None) -> str:
    origin = ORIGINS.get(source or ParameterSource.DEFAULT, "default")
    return f"{origin} {param.envvar}" if source is ParameterSource.ENVIRONMENT else origin


def _file() -> str:
    path = configuration.user_file()
    return f"{path}{'' if path.is_file() else ' (not there)'}"


@click.command("man")
@click.pass_context
def man(ctx: click.Context) -> None:
    """Print the manual page, for `summarize man | man -l -`."""
    root = ctx.find_root()
    click.echo("\n".join(_page(root)))


def _page(root: click.Context) -> Iterator[str]:
    """The page in roff, made from the commands themselves."""
    group = root.command
    assert isinstance(group, DefaultGroup)
    yield f'.TH SUMMARIZE 1 "" "summarize {__version__}" "User Commands"'
    yield from (".SH NAME", "summarize \\- " + _roff(_first_line(group)))
    yield from (".SH SYNOPSIS", ".B summarize", "[OPTIONS] [FILE]...", ".br", ".B summarize")
    yield from ("COMMAND [ARGS]...", ".SH DESCRIPTION", _roff(group.help or ""), ".SH OPTIONS")
    main = group.get_command(root, group.default)
    yield from _options(main, root)
    yield ".SH COMMANDS"
    for name in group.list_commands(root):
        command = group.get_command(root, name)
        if command is not None:
            yield from (f".SS summarize {name}", _roff(command.help or ""))
            yield from _options(command, root)
    yield from (".SH LENGTHS AND EXAMPLES", ".nf", _roff(group.epilog or ""), ".fi")


def _options(command: click.Command | None, root: click.Context) -> Iterator[str]:
    for param in command.params if command else ():
        if isinstance(param, click.Option) and (record := param.get_help_record(root)):
            yield from (".TP", f".B {_roff(record[0])}", _roff(record[1]))


def _first_line(command: click.Command) -> str:
    return (command.help or "").partition("\n")[0]


def _roff(text: str) -> str:
    """Text that roff prints as it is."""
    text = cleandoc(text).replace("\b\n", "").replace("\\", "\\\\").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", text, flags=re.MULTILINE)
