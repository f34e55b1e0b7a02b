"""`summarize mcp`: the summarizer as tools of a Model Context Protocol client.

Claude Desktop, editors and agents start this command and speak to it over standard input and
output. Nothing leaves the machine: no URL is fetched, and only chat models on this machine are
asked.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import click

from summarize import registry
from summarize._version import __version__
from summarize.document import Document
from summarize.document.extraction import extract
from summarize.errors import InputError, MissingExtraError, SummarizeError, UsageError
from summarize.pipeline import DEFAULT_LENGTH, DEFAULT_SUMMARIZER, Settings, document_from_text
from summarize.pipeline import read as read_document
from summarize.pipeline import summarize as run
from summarize.reading import read_bytes

if TYPE_CHECKING:
    from mcp.server import MCPServer

__all__ = ["build_server", "mcp"]

EPILOG = """\b
In the configuration of a client:
  {"mcpServers": {"summarize": {"command": "summarize", "args": ["mcp"]}}}

Needs the extra `mcp`.
"""

INSTRUCTIONS = (
    "Summarizes and checks documents on this machine. Every sentence of a summary names the "
    "characters of the document it rests on. `check` tells which sentences of any summary its "
    "article does not support."
)


@click.command("mcp", epilog=EPILOG)
@click.option(
    "--folder",
    "folders",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Let clients name files in this folder; may be repeated. Without it, they send text.",
)
def mcp(folders: Sequence[Path]) -> None:
    """Serve summarize, check, compare and extract as tools (Model Context Protocol, stdio)."""
    build_server(folders).run("stdio")


def build_server(folders: Sequence[Path] = ()) -> "MCPServer":
    """The server with its four tools.

    Args:
        folders: clients may name files in these.

    Raises:
        MissingExtraError: the package `mcp` is not installed.
    """
    try:
        from mcp.server import MCPServer
    except ModuleNotFoundError as error:
        raise MissingExtraError("`summarize mcp`", "mcp") from error
    server: MCPServer = MCPServer("summarize", instructions=INSTRUCTIONS, version=__version__)
    tools = _Tools([folder.resolve() for folder in folders])
    for tool in (tools.summarize, tools.check, tools.compare, tools.extract):
        server.tool(structured_output=True)(_as_tool_error(tool))
    return server


Article = Annotated[str, "The document: its text, its HTML, or the path of a file"]
LengthText = Annotated[
    str,
    "headline, short, medium, long, bullets, or a number: '3 sentences', '100 words', '20%', "
    "'280 characters'",
]
SummarizerText = Annotated[str, "A name, with options after a colon: textrank, abstractive, …"]


class _Tools:
    """The tools; each returns plain values.

    Args:
        folders: resolved; files in them may be read.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = folders

    def summarize(
        self,
        article: Article,
        length: LengthText = DEFAULT_LENGTH,
        summarizer: SummarizerText = DEFAULT_SUMMARIZER,
        focus: Annotated[str, "A question or topic the summary is about"] = "",
    ) -> dict[str, Any]:
        """Summarize a document; each sentence comes with its sources and its support."""
        document = self._document(article)
        local = _local(summarizer)
        return run(document, length=length, summarizer=local, focus=focus).to_dict()

    def check(
        self,
        summary: Annotated[str, "The summary to check, by any author"],
        article: Article,
    ) -> dict[str, Any]:
        """Check a summary against its article: which sentences are not supported, and why.

        "Supported" means that no contradiction was found, not that a sentence is true.
        """
        from summarize.grounding import check, checks_in

        document = self._document(article, clean=False)
        sentences = [
            {
                "text": sentence.text,
                "supported": sentence.supported,
                "support": sentence.support,
                "sources": [list(span) for span in sentence.sources],
                "unsupported": [
                    {"text": claim.span.of(sentence.text), "why": claim.why}
                    for claim in sentence.unsupported
                ],
            }
            for sentence in check(summary, document)
        ]
        return {
            "supported": all(s["supported"] for s in sentences),
            "checks": checks_in(document.language),
            "sentences": sentences,
        }

    def compare(
        self,
        article: Article,
        summarizers: Annotated[list[str], "Names of summarizers"],
        length: LengthText = DEFAULT_LENGTH,
    ) -> dict[str, Any]:
        """Summarize a document with several summarizers, side by side."""
        document = self._document(article)
        return {
            name: run(document, length=length, summarizer=_local(name)).text for name in summarizers
        }

    def extract(self, article: Article) -> dict[str, Any]:
        """Return the text of a document without navigation, captions and other boilerplate."""
        document = self._document(article)
        return {
            "title": document.title,
            "language": document.language,
            "text": extract(document),
            "removed": [{"rule": r.rule, "text": r.text} for r in document.removed],
        }

    def _document(self, article: str, *, clean: bool = True) -> Document:
        """The document of a text, a page's source, or a file in one of the folders."""
        if path := self._file(article):
            return read_document(path, clean=clean)
        reading = read_bytes(article.encode("utf-8", "replace"), "article")
        return document_from_text(reading, Settings(clean=clean))

    def _file(self, article: str) -> Path | None:
        """The file that a short one-line text names, if it is one that may be read.

        Raises:
            InputError: it is a file outside of the folders.
        """
        if "\n" in article or len(article) > 1000:
            return None
        if article.lower().startswith(("http://", "https://")):
            raise InputError(article, "URLs are not fetched here: send the page's text or HTML")
        try:
            path = Path(article).resolve()
            if not path.is_file():
                return None
        except (OSError, ValueError):
            return None
        if not any(path.is_relative_to(folder) for folder in self.folders):
            raise InputError(article, "start `summarize mcp --folder FOLDER` to let it be read")
        return path


def _local(summarizer: str) -> str:
    """The summarizer as written, if it asks no other host.

    Raises:
        UsageError: it does.
    """
    from summarize.models.chat_server import is_loopback

    method = registry.get(summarizer)
    url = getattr(method, "url", None)
    if isinstance(url, str) and not is_loopback(url):
        raise UsageError(f"{summarizer}: `summarize mcp` asks no other host than this machine")
    return summarizer


def _as_tool_error(tool: Any) -> Any:
    """The tool, with our errors as the message that the client shows."""
    from functools import wraps

    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(tool)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return tool(*args, **kwargs)
        except SummarizeError as error:
            raise ToolError(str(error)) from error

    return guarded
