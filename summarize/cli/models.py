"""`summarize models`: list, show, download and convert models."""

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

HF_HOME sets the folder of the hub's cache, SUMMARIZE_MODELS that of converted models.
"""

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
revision_option = click.option("--revision", metavar="NAME", help="Branch, tag or commit.")


@click.group(epilog=EPILOG)
def models() -> None:
    """List, show, download and convert sequence-to-sequence models."""


@models.command("list")
@json_option
def list_models(as_json: bool) -> None:
    """List the models on this machine: embedded, converted, and in the hub's cache."""
    rows = [row(model) for model in (EMBEDDED_MODEL, *hub.installed())]
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
    """Show the configuration of a model; NAME is a hub name or a folder."""
    if name == hub.EMBEDDED:
        echo({**row(EMBEDDED_MODEL), **ABOUT}, as_json=as_json)
        return
    model = hub.find(name, revision)
    echo({**row(model), **card(model).to_dict()}, as_json=as_json)


@models.command()
@click.argument("name")
@revision_option
@json_option
def fetch(name: str, revision: str | None, as_json: bool) -> None:
    """Download a model from the hub to its cache: weights in safetensors, never code."""
    model = hub.fetch(name, revision, progress=sys.stderr.isatty() and not as_json)
    echo(row(model), as_json=as_json)


@models.command()
@click.argument("name")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="FOLDER", help="Output folder."
)
@click.option(
    "--quantization",
    "-q",
    default="int8",
    show_default=True,
    type=click.Choice(QUANTIZATIONS),
    help="Type of the weights.",
)
@revision_option
@click.option(
    "--source-language", default="", metavar="CODE", help="Language code as the model defines it."
)
@click.option(
    "--target-language", default="", metavar="CODE", help="Language code as the model defines it."
)
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
    """Convert a downloaded model, so that it runs without torch, faster and in less memory."""
    model = run(
        name,
        output,
        quantization=cast(Quantization, quantization),
        revision=revision,
        source_language=source_language,
        target_language=target_language,
    )
    echo(row(model), as_json=as_json)


def row(model: Found) -> dict[str, Any]:
    """Return the fields that every model has."""
    form = "embedded" if model.folder == EMBEDDED else FORMS[model.form]
    return {"name": model.name, "form": form, "size": model.size, "folder": str(model.folder)}


def card(model: Found) -> hub.Card:
    """Return the model's configuration: from its conversion, or as transformers reads it."""
    if model.form == "ctranslate2":
        return hub.Card.read(model.folder)
    from summarize.models.torch_runtime import describe

    return describe(model)


def echo(values: Mapping[str, Any], *, as_json: bool) -> None:
    """Print values, one per line, without the missing ones."""
    if as_json:
        click.echo(json.dumps(values, indent=2, ensure_ascii=False))
        return
    for key, value in values.items():
        if value not in (None, ""):
            shown = shown_size(value) if key == "size" else value
            click.echo(f"{key.replace('_', ' '):<16}{shown}")


def shown_size(size: int) -> str:
    """Return a size for people: 31.5 MB."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.1f} MB"
