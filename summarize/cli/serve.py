"""`summarize serve`: the summarizer behind HTTP."""

from importlib.util import find_spec
from pathlib import Path

import click

from summarize.errors import MissingExtraError
from summarize.service.settings import keys, load

__all__ = ["serve"]

PARTS = ("fastapi", "uvicorn", "prometheus_client", "limits", "python_multipart", "httptools")

EPILOG = "\b\nEvery key, in the environment as SUMMARIZE_SERVE_KEY and in the file:\n" + "\n".join(
    f"  {key.name:<17} {key.about} ({key.default!r})" for key in keys()
)


@click.command("serve", epilog=EPILOG)
@click.option("--host", metavar="ADDRESS", help="Where to listen; 127.0.0.1 if not said.")
@click.option("--port", type=click.IntRange(0, 65_535), help="0 for any that is free; else 8000.")
@click.option("--workers", type=click.IntRange(0), help="Processes; one a core if not said.")
@click.option("--urls/--no-urls", default=None, help="Whether URLs are fetched; not if not said.")
@click.option("--no-auth", is_flag=True, default=None, help="Serve strangers without a key.")
@click.option(
    "--config",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="SUMMARIZE_CONFIG",
    metavar="FILE",
    help="Take keys from this TOML file.",
)
@click.option("--make-key", metavar="NAME", help="Print a new key for someone, and end.")
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

    Listens on this machine alone unless told otherwise; beyond it, a key is needed.
    """
    if missing := [name for name in PARTS if find_spec(name) is None]:
        raise MissingExtraError(f"`summarize serve` ({', '.join(missing)})", "serve")
    if make_key is not None:
        echo_key(make_key)
        return
    settings = load(file, host=host, port=port, workers=workers, urls=urls, no_auth=no_auth)
    from summarize.service.http import server

    server.serve(settings)


def echo_key(name: str) -> None:
    """Print a key for its owner, and the entry for the configuration."""
    from summarize.service.http.auth import make_key

    made = make_key(name)
    click.echo(f"key, for {name} alone; it is not shown again:\n  {made.secret}")
    click.echo(f'in the file:\n  keys = ["{made.entry}"]')
