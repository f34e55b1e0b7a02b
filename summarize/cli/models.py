"""`summarize models`: which models are here, what they are, and how others come here."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import click

from summarize.methods.abstractive.rewriter import BEAMS, EMBEDDED, MOST_TOKENS
from summarize.models import hub
from summarize.models.conversion import QUANTIZATIONS, Quantization
from summarize.models.conversion import convert as run
from summarize.models.hub import Found

__all__ = ["models"]

EMBEDDED_MODEL = Found(hub.EMBEDDED, EMBEDDED, "ctranslate2")
ABOUT = {
    "architecture": "bart",
    "context": MOST_TOKENS,
    "beams": BEAMS,
    "quantization": "int8",
    "license": "apache-2.0",
    "card": str(EMBEDDED / "README.md"),
}
FORMS = {"ctranslate2": "converted", "transformers": "hub"}

EPILOG = """\b
A model is run by its name, or by its folder:
  summarize models fetch facebook/bart-large-cnn
  summarize models convert facebook/bart-large-cnn
  summarize -s seq2seq:model=facebook/bart-large-cnn article.txt

The hub's cache is where HF_HOME says, converted models where SUMMARIZE_MODELS says.
"""

json_option = click.option("--json", "as_json", is_flag=True, help="As JSON.")
revision_option = click.option("--revision", metavar="NAME", help="Branch, tag or commit.")


@click.group(epilog=EPILOG)
def models() -> None:
    """Sequence-to-sequence models: those on this machine, and how others come here."""


@models.command("list")
@json_option
def list_models(as_json: bool) -> None:
    """List the models on this machine: the embedded one, converted ones, the hub's cache."""
    rows = [row(found) for found in (EMBEDDED_MODEL, *hub.installed())]
    if as_json:
        click.echo(json.dumps(rows, indent=2))
        return
    width = max(len(each["name"]) for each in rows)
    for each in rows:
        click.echo(f"{each['name']:<{width}}  {each['form']:<9}  {shown_size(each['size']):>8}")


@models.command()
@click.argument("name")
@revision_option
@json_option
def show(name: str, revision: str | None, as_json: bool) -> None:
    """Show what a model is and how it is run; NAME is of the hub, or a folder."""
    if name == hub.EMBEDDED:
        echo({**row(EMBEDDED_MODEL), **ABOUT}, as_json=as_json)
        return
    found = hub.find(name, revision)
    echo({**row(found), **card(found).to_dict()}, as_json=as_json)


@models.command()
@click.argument("name")
@revision_option
@json_option
def fetch(name: str, revision: str | None, as_json: bool) -> None:
    """Download a model of the hub into its cache: weights in safetensors, no code."""
    found = hub.fetch(name, revision, progress=sys.stderr.isatty() and not as_json)
    echo(row(found), as_json=as_json)


@models.command()
@click.argument("name")
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="FOLDER", help="Where to.")
@click.option(
    "--quantization",
    "-q",
    default="int8",
    show_default=True,
    type=click.Choice(QUANTIZATIONS),
    help="Of the weights.",
)
@revision_option
@click.option("--source-language", default="", metavar="CODE", help="As the model writes it.")
@click.option("--target-language", default="", metavar="CODE", help="As the model writes it.")
@json_option
def convert(
    name: str,
    output: Path | None,
    quantization: str,
    revision: str | None,
    source_language: str,
    target_language: str,
    as_json: bool,
) -> None:
    """Convert a model that is here, so that it runs without torch, faster and in less memory."""
    found = run(
        name,
        output,
        quantization=cast(Quantization, quantization),
        revision=revision,
        source_language=source_language,
        target_language=target_language,
    )
    echo(row(found), as_json=as_json)


def row(found: Found) -> dict[str, Any]:
    """What every model has."""
    form = "embedded" if found.folder == EMBEDDED else FORMS[found.form]
    return {"name": found.name, "form": form, "size": found.size, "folder": str(found.folder)}


def card(found: Found) -> hub.Card:
    """The model's card: as it was converted with, or as transformers reads its files."""
    if found.form == "ctranslate2":
        return hub.Card.read(found.folder)
    from summarize.models.torch_runtime import describe

    return describe(found)


def echo(values: Mapping[str, Any], *, as_json: bool) -> None:
    """Values, a line each; what is not there is left out."""
    if as_json:
        click.echo(json.dumps(values, indent=2, ensure_ascii=False))
        return
    for key, value in values.items():
        if value not in (None, ""):
            shown = shown_size(value) if key == "size" else value
            click.echo(f"{key.replace('_', ' '):<16}{shown}")


def shown_size(size: int) -> str:
    """Bytes for people: 31.5 MB."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.1f} MB"
