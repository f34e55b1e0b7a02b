"""What people type that is not quite ours: other tools' names, typing errors, folders, patterns."""

import glob
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from summarize.errors import EmptyInputError, UsageError, did_you_mean, nearest
from summarize.reading import listed

__all__ = ["FormatChoice", "expand", "explain_option", "refuse_commands", "translate"]

# Options of other tools (sumy, gensim, transformers, llm, pandoc) that mean one of ours.
SYNONYMS: Mapping[str, str] = {
    "--method": "--summarizer",
    "--algorithm": "--summarizer",
    "--algo": "--summarizer",
    "--model": "--summarizer",
    "-m": "--summarizer",
    "--lang": "--language",
    "--out": "--output",
    "--to": "--format",
    "--output-format": "--format",
    "--num-sentences": "--sentences",
    "--sentences-count": "--sentences",
    "--sentence-count": "--sentences",
    "--max-words": "--words",
    "--word-count": "--words",
    "--query": "--focus",
    "--question": "--focus",
    "--topic": "--focus",
    "--about": "--focus",
    "--silent": "--quiet",
}
# Options of other tools that are written another way here.
ADVICE: Mapping[str, str] = {
    "--ratio": "a share is a length: --length 20%",
    "--percent": "a share is a length: --length 20%",
    "--percentage": "a share is a length: --length 20%",
    "--max-length": "give a length: --length 100w",
    "--min-length": "give a length: --length 100w",
    "--url": "give the address itself: summarize https://…",
    "--file": "give the path itself: summarize article.txt",
    "--input": "give the path itself: summarize article.txt",
    "-i": "give the path itself: summarize article.txt",
    "--text": "pipe the text: echo … | summarize",
    "--stdin": "standard input is read where no FILE is given",
    "--bullets": "bullets are a length: --length bullets",
    "--headline": "a headline is a length: --length headline",
    "--short": "it is a length: --length short",
    "--medium": "it is a length: --length medium",
    "--long": "it is a length: --length long",
    "--markdown": "it is a format: --format markdown",
    "--html": "it is a format: --format html",
    "--key": "keys of chat models are read from the environment: SUMMARIZE_CHAT_KEY",
    "--url-base": "name the server with its summarizer: -s chat:url=http://localhost:11434/v1",
}
FORMAT_NAMES: Mapping[str, str] = {
    "md": "markdown",
    "txt": "text",
    "plain": "text",
    "htm": "html",
    "ndjson": "jsonl",
    "jsonlines": "jsonl",
}


class FormatChoice(click.Choice[str]):
    """A format, also by the ending of its files: md, txt, htm."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The format's name; one that does not exist is told with the nearest."""
        name = str(value).strip().lower().lstrip(".")
        name = FORMAT_NAMES.get(name, name)
        if name not in self.choices:
            listed_names = ", ".join(self.choices)
            hint = did_you_mean(name, self.choices)
            self.fail(f"there is no format '{value}'.{hint} There are: {listed_names}", param, ctx)
        return name


def translate(arguments: Sequence[str], known: Sequence[str]) -> list[str]:
    """The arguments with other tools' options as ours, where the command has no such option.

    Args:
        arguments: as typed.
        known: the options of the command.
    """
    translated: list[str] = []
    for at, argument in enumerate(arguments):
        if argument == "--":
            return [*translated, *arguments[at:]]
        name, equals, value = argument.partition("=")
        ours = SYNONYMS.get(name)
        if ours in known and name not in known:
            argument = f"{ours}{equals}{value}"
        translated.append(argument)
    return translated


def explain_option(error: click.NoSuchOption) -> str:
    """What to write instead of an option that does not exist."""
    name = error.option_name
    known = sorted(_options(error.ctx))
    if name in ADVICE:
        return f"No such option: {name}. Here {ADVICE[name]}"
    meant = SYNONYMS.get(name) or nearest(name, [each for each in known if each.startswith("--")])
    hint = f" Did you mean {meant}?" if meant in known else ""
    return f"No such option: {name}.{hint}"


def _options(ctx: click.Context | None) -> set[str]:
    params = ctx.command.get_params(ctx) if ctx else []
    return {name for param in params for name in (*param.opts, *param.secondary_opts)}


def expand(sources: Sequence[str]) -> list[str]:
    """The sources with each folder and pattern as the files in it.

    Raises:
        InputError: a folder or pattern has no file.
    """
    return [file for source in sources for file in _files(source)]


def _files(source: str) -> Iterator[str]:
    if source == "-" or "://" in source:
        yield source
        return
    path = Path(source)
    if path.is_dir():
        files = [str(each) for each in listed(path) if each.is_file() and each.name[0] != "."]
        if not files:
            raise EmptyInputError(source, "is a folder without files: put the articles into it")
        yield from files
    elif glob.has_magic(source) and not path.exists():
        found = glob.glob(source, recursive=True)  # noqa: PTH207 - patterns may be absolute
        files = sorted(each for each in found if Path(each).is_file())
        if not files:
            raise EmptyInputError(source, "matches no file: check the pattern")
        yield from files
    else:
        yield source


def refuse_commands(sources: Sequence[str], commands: Sequence[str]) -> None:
    """See that no source is a command, typed too late or wrongly.

    Raises:
        UsageError: one is, and there is no such file.
    """
    for source in sources:
        if source == "-" or Path(source).exists():
            continue
        rest = " ".join(other for other in sources if other != source)
        if source in commands:
            raise UsageError(
                f"{source} is a command: it goes first, and its options behind it: "
                f"summarize {source} {rest}".rstrip()
            )
        first = source == sources[0] and source.isalpha()
        if first and source.lower() == "summarize":
            raise UsageError(f"the command is its own name: summarize {rest}".rstrip())
        if first and (meant := nearest(source, commands)):
            raise UsageError(
                f"{source}: there is no such file, and no such command. "
                f"Did you mean `{f'summarize {meant} {rest}'.rstrip()}`?"
            )
