"""`summarize list` and `summarize completion`: what there is."""

import json

import click
from click.shell_completion import get_completion_class

from summarize import registry
from summarize.cli.group import json_option
from summarize.errors import UnknownNameError

__all__ = ["completion", "list_summarizers"]

COMPLETION_HELP = """\b
bash: eval "$(summarize completion bash)" in ~/.bashrc
zsh:  eval "$(summarize completion zsh)" in ~/.zshrc
fish: summarize completion fish > ~/.config/fish/completions/summarize.fish
"""


@click.command("list")
@click.option("--format", "-f", "form", default="text", type=click.Choice(["text", "json"]))
@json_option
def list_summarizers(form: str, as_json: bool) -> None:
    """List the summarizers, what they need, and their options."""
    if as_json or form == "json":
        click.echo(json.dumps([info.to_dict() for info in registry.infos()], indent=2))
        return
    for info in registry.infos():
        click.echo(f"{info.name:<18}{info.error or info.about}")
        if info.options:
            click.echo(f"{'':<18}options: {', '.join(map(str, info.options))}")
        if info.needs:
            click.echo(f"{'':<18}needs: pip install '.[{info.needs}]'")
        if info.origin != "summarize":
            click.echo(f"{'':<18}from: {info.origin}")


@click.command(epilog=COMPLETION_HELP)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell."""
    shell_class = get_completion_class(shell)
    if shell_class is None:
        raise UnknownNameError("shell", shell, ["bash", "zsh", "fish"])
    click.echo(
        shell_class(ctx.find_root().command, {}, "summarize", "_SUMMARIZE_COMPLETE").source()
    )
