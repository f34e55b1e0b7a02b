"""What people type that is not quite ours: other tools' names, typing errors, folders, patterns."""

import glob
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from summarize import registry
from summarize.errors import (
    EmptyInputError,
    InputError,
    SummarizeError,
    UsageError,
    did_you_mean,
    nearest,
)
from summarize.reading import listed

__all__ = [
    "FormatChoice",
    "WholeNumber",
    "expand",
    "explain_option",
    "refuse_commands",
    "translate",
]

# Options of other tools (sumy, gensim, transformers, llm, pandoc) that mean one of ours.
SYNONYMS: Mapping[str, str] = {
    "--method": "--summarizer",
    "--algorithm": "--summarizer",
    "--algo": "--summarizer",
    "--engine": "--summarizer",
    "--model": "--summarizer",
    "-m": "--summarizer",
    "--size": "--length",
    "--summary-length": "--length",
    "--lang": "--language",
    "--out": "--output",
    "--to": "--format",
    "--output-format": "--format",
    "-t": "--format",
    "-a": "--summarizer",
    "--count": "--sentences",
    "--top": "--sentences",
    "-k": "--sentences",
    "--num-sentences": "--sentences",
    "--sentences-count": "--sentences",
    "--sentence-count": "--sentences",
    "--max-words": "--words",
    "--word-count": "--words",
    "--word-limit": "--words",
    "--tags": "--keywords",
    "--keyword": "--keywords",
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
    "--file-path": "give the path itself: summarize article.txt",
    "--input": "give the path itself: summarize article.txt",
    "-i": "give the path itself: summarize article.txt",
    "--text": "pipe the text: echo … | summarize",
    "--stdin": "standard input is read where no FILE is given",
    "--bullets": "bullets are a length: --length bullets",
    "--bullet-points": "bullets are a length: --length bullets",
    "--bullet": "bullets are a length: --length bullets",
    "--points": "bullets are a length: --length '5 bullets'",
    "--style": "bullets and headlines are lengths: --length bullets",
    "--paragraphs": "give a length: --length long",
    "--chars": "give a length: --length 280c",
    "--characters": "give a length: --length 280c",
    "--max-chars": "give a length: --length 280c",
    "--limit": "give a length: --length 100w",
    "--dir": "give the folder itself: summarize articles/",
    "--directory": "give the folder itself: summarize articles/",
    "--folder": "give the folder itself: summarize articles/",
    "--recursive": "give a pattern: summarize 'articles/**/*.txt'",
    "-R": "give a pattern: summarize 'articles/**/*.txt'",
    "--type": "it is chosen with the summarizer: --summarizer textrank or abstractive",
    "--ai": "name a chat model: --summarizer chat:model=NAME",
    "--gpt": "name a chat model: --summarizer chat:model=NAME",
    "--llm": "name a chat model: --summarizer chat:model=NAME",
    "--title": "a headline is a length: --length headline",
    "--headline": "a headline is a length: --length headline",
    "--short": "it is a length: --length short",
    "--medium": "it is a length: --length medium",
    "--long": "it is a length: --length long",
    "--markdown": "it is a format: --format markdown",
    "--html": "it is a format: --format html",
    "--key": "keys of chat models are read from the environment: SUMMARIZE_CHAT_KEY",
    "--max-tokens": "give a length: --length 100w",
    "--from": "the format of the input is recognized by its content: leave it out",
    "-r": "the format of the input is recognized by its content: leave it out",
    "--prompt": "name what the summary is about: --focus 'what does it cost?'",
    "-p": "name what the summary is about: --focus 'what does it cost?'",
    "--system": "name what the summary is about: --focus 'what does it cost?'",
    "--pattern": "name what the summary is about: --focus 'what does it cost?'",
    "--temperature": "it is an option of a chat model: -s chat:model=NAME,temperature=0.2",
    "--extractive": "it is the default; others: --summarizer salience",
    "--abstractive": "it is a summarizer: --summarizer abstractive",
    "--stop-words": "stop words are chosen by the language: --language german",
    "--translate": "summaries are in the language of the text",
    "--clipboard": "pipe the text: pbpaste | summarize, or xclip -o | summarize",
    "--youtube": "give a transcript or subtitles as FILE (.srt, .vtt)",
    "--stream": "the summary is printed when it is ready",
    "--debug": "say how each input was read: --verbose",
    "--dry-run": "print the text that would be summarized: --extract",
    "--list": "list the summarizers: summarize list",
    "--list-models": "list the models: summarize models list",
    "--all": "all are compared by default: summarize compare FILE",
    "--url-base": "name the server with its summarizer: -s chat:url=http://localhost:11434/v1",
}
FORMAT_NAMES: Mapping[str, str] = {
    "md": "markdown",
    "txt": "text",
    "plain": "text",
    "plaintext": "text",
    "plain-text": "text",
    "htm": "html",
    "ndjson": "jsonl",
    "jsonlines": "jsonl",
}


class WholeNumber(click.IntRange):
    """A whole number, 1 or more; what is none is told in these words."""

    name = "number"

    def __init__(self) -> None:
        super().__init__(1)

    def convert(
        self, value: int | str, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """The number."""
        try:
            number = int(value)
        except ValueError:
            self.fail(f"'{value}' is not a whole number: write 3", param, ctx)
        if number < 1:
            self.fail(f"{value} is too few: write 1 or more", param, ctx)
        return number


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
        translated.append(_translated(argument, known))
    return translated


def _translated(argument: str, known: Sequence[str]) -> str:
    """One argument: `--word_count=9` is `--words=9`, `-n=2` is `-n2`."""
    name, equals, value = argument.partition("=")
    if name.startswith("--") and name not in known:
        name = name.replace("_", "-")
    if equals and name in known and not name.startswith("--"):
        return f"{name}{value}"
    ours = SYNONYMS.get(name, name)
    if name not in known and ours.startswith("--"):
        name = next((each for each in (ours, f"{ours}s") if each in known), name)
    return f"{name}{equals}{value}"


def explain_option(error: click.NoSuchOption) -> str:
    """What to write instead of an option that does not exist."""
    name = error.option_name
    known = sorted(_options(error.ctx) | _options(error.ctx.find_root() if error.ctx else None))
    if name in ADVICE:
        return f"No such option: {name}. Here {ADVICE[name]}"
    if own := _summarizer(name.lstrip("-")):
        return f"No such option: {name}. Here it is a summarizer: --summarizer {own}"
    meant = SYNONYMS.get(name) or nearest(name, [each for each in known if each.startswith("--")])
    hint = f" Did you mean {meant}?" if meant in known else ""
    return f"No such option: {name}.{hint}"


def _summarizer(word: str) -> str | None:
    """The summarizer that a word of two letters or more names, if any."""
    try:
        name = registry.name_of(word)
        registry.get(word)
    except SummarizeError:
        return None
    return name if len(word) > 1 else None


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
    path = Path(source).expanduser() if source.startswith("~") else Path(source)
    source = str(path) if source.startswith("~") else source
    if _looks_like_address(source):
        raise InputError(source, f"there is no such file: for the page write https://{source}")
    if path.is_dir():
        files = [str(each) for each in listed(path) if each.is_file() and each.name[0] != "."]
        if not files:
            raise EmptyInputError(source, "is a folder without files: put the articles into it")
        yield from files
    elif glob.has_magic(source) and not path.exists():
        paths = glob.glob(source, recursive=True)  # noqa: PTH207 - patterns may be absolute
        files = sorted(each for each in paths if Path(each).is_file())
        if not files:
            raise EmptyInputError(source, "matches no file: check the pattern")
        yield from files
    else:
        yield source


def _looks_like_address(source: str) -> bool:
    """Whether it is a host and a path, and no folder of that name: `example.com/news.html`."""
    host, slash, _ = source.partition("/")
    return (
        bool(slash and re.fullmatch(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}", host))
        and not Path(host).exists()
    )


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
        if source == sources[0] and (meant := _meant_by_first(source, rest)):
            raise UsageError(meant)
        first = source == sources[0] and source.isalpha()
        if first and source.lower() in ("summarize", "summarise"):
            raise UsageError(f"the command is its own name: summarize {rest}".rstrip())
        if first and (meant := nearest(source, commands)):
            raise UsageError(
                f"{source}: there is no such file, and no such command. "
                f"Did you mean `{f'summarize {meant} {rest}'.rstrip()}`?"
            )


# First words that people type for something that is an option or another command here.
FIRST_WORDS: Mapping[str, str] = {
    "api": "summarize serve",
    "ask": "summarize --focus 'QUESTION' FILE",
    "bullets": "summarize -l bullets FILE",
    "chat": "summarize -s chat:model=NAME FILE",
    "extract": "summarize --extract FILE",
    "headline": "summarize -l headline FILE",
    "keywords": "summarize --keywords FILE",
    "run": "summarize FILE",
    "text": "summarize FILE",
    "tldr": "summarize -l short FILE",
    "url": "summarize https://…",
}


def _meant_by_first(word: str, rest: str) -> str | None:
    """What to type instead of a first word that is no file: a summarizer's name, or a task."""
    if word in FIRST_WORDS:
        meant = FIRST_WORDS[word].replace("FILE", rest or "FILE")
        return f"{word} is no command and no file: {meant}"
    if not rest or not re.fullmatch(r"[A-Za-z][\w-]+", word):
        return None
    name = _summarizer(word)
    return f"{word} is a summarizer: summarize -s {name} {rest}" if name else None
