"""`summarize serve`: the summarizer behind HTTP."""

from importlib.util import find_spec
from pathlib import Path

import click

from summarize.errors import MissingExtraError

__all__ = ["serve"]

PACKAGES = (
    *("fastapi", "uvicorn", "prometheus_client", "limits", "python_multipart", "httptools"),
    "pydantic_settings",
)


class ServeCommand(click.Command):
    """Lists every setting at the end of its help, where the extra is installed."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the settings and their defaults."""
        if _missing():
            return
        from summarize.service.settings import keys

        rows = [(key.name, f"{key.about} [default: {key.default!r}]") for key in keys()]
        with formatter.section("Settings, in the file or as SUMMARIZE_SERVE_NAME"):
            formatter.write_dl(rows)


@click.command("serve", cls=ServeCommand)
@click.option("--host", metavar="ADDRESS", help="Address to listen on [default: 127.0.0.1].")
@click.option("--port", type=click.IntRange(0, 65_535), help="Port; 0 for any [default: 8000].")
@click.option("--workers", type=click.IntRange(0), help="Worker processes [default: one per core].")
@click.option("--urls/--no-urls", default=None, help="Download web pages by URL [default: no].")
@click.option(
    "--no-auth", is_flag=True, default=None, help="Serve other machines without API keys."
)
@click.option(
    "--config",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="SUMMARIZE_CONFIG",
    metavar="FILE",
    help="Read settings from a TOML file.",
)
@click.option("--make-key", metavar="NAME", help="Print a new API key for NAME and exit.")
def serve(
    host: str | None,
    port: int | None,
    workers: int | None,
    urls: bool | None,
    no_auth: bool | None,
    file: Path | None,
    make_key: str | None,
) -> None:
    """Serve summaries over HTTP, with a page at /.

    Listens on this machine only by default. To serve other machines, create an API key.
    """
    if missing := _missing():
        raise MissingExtraError(f"`summarize serve` ({', '.join(missing)})", "serve")
    if make_key is not None:
        echo_key(make_key)
        return
    from summarize.service.http import server
    from summarize.service.settings import load

    flags = {"host": host, "port": port, "workers": workers, "urls": urls, "no_auth": no_auth}
    server.serve(load(file, **flags))


def echo_key(name: str) -> None:
    """Print a key for its owner, and its entry for the configuration."""
    from summarize.service.http.auth import make_key

    key = make_key(name)
    click.echo(f"API key for {name}; it is not shown again:\n  {key.secret}")
    click.echo(f'In the configuration:\n  keys = ["{key.entry}"]')


def _missing() -> list[str]:
    """Return the packages of the extra that are not installed."""
    return [name for name in PACKAGES if find_spec(name) is None]
