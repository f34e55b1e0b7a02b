"""The Model Context Protocol server, driven by the official SDK's own client."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from summarize.cli.mcp import build_server

TEXT = (Path(__file__).parent.parent / "samples" / "harbour-bridge.txt").read_text(encoding="utf-8")
PAGE = f"<html><body><nav><a href='/'>Home</a></nav><article><p>{TEXT}</p></article></body></html>"


def with_client(use: Callable[[Client], Awaitable[Any]], folder: Path | None = None) -> Any:
    """What `use` returns, with a client of a server in this process."""

    async def run() -> Any:
        async with Client(build_server([folder] if folder else [])) as client:
            return await use(client)

    return asyncio.run(run())


def call(tool: str, folder: Path | None = None, **arguments: Any) -> Any:
    return with_client(lambda client: client.call_tool(tool, arguments), folder)


def test_four_tools_are_offered_each_with_a_description_and_a_schema() -> None:
    tools = with_client(lambda client: client.list_tools()).tools
    assert {tool.name for tool in tools} == {"summarize", "check", "compare", "extract"}
    assert all(tool.description and tool.input_schema["properties"] for tool in tools)


def test_summarize_returns_sentences_with_their_evidence() -> None:
    result = call("summarize", article=TEXT, length="2 sentences").structured_content
    assert len(result["sentences"]) == 2
    for sentence in result["sentences"]:
        start, end = sentence["sources"][0]
        assert TEXT[start:end].split()[-1] == sentence["text"].split()[-1]


def test_check_names_what_is_not_supported() -> None:
    article = "The bridge opened on Monday. Ferries stop in May."
    result = call("check", summary="The bridge opened on Friday.", article=article)
    checked = result.structured_content
    assert not checked["supported"]
    assert checked["sentences"][0]["unsupported"][0]["text"] == "Friday"


def test_compare_has_a_summary_for_each_summarizer() -> None:
    result = call("compare", article=TEXT, summarizers=["textrank", "lsa"], length="1s")
    assert set(result.structured_content) == {"textrank", "lsa"}


def test_extract_returns_the_article_of_a_page() -> None:
    result = call("extract", article=PAGE).structured_content
    assert "Home" not in result["text"].split()
    assert TEXT.split()[-1] in result["text"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"article": TEXT, "length": "shrt"}, "Did you mean short"),
        ({"article": TEXT, "summarizer": "textrnk"}, "Did you mean textrank"),
        ({"article": ""}, "nothing to summarize"),
        ({"article": "https://example.com/news"}, "URLs are not fetched"),
        ({"article": TEXT, "summarizer": "chat:url=https://api.openai.com/v1"}, "no other host"),
    ],
)
def test_what_is_wrong_is_an_error_of_the_tool(arguments: dict[str, str], words: str) -> None:
    result = call("summarize", None, **arguments)
    assert result.is_error
    assert words in result.content[0].text


def test_files_are_read_in_the_folders_named_alone(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    for folder in (inside, outside):
        folder.mkdir()
        (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    read = call("summarize", inside, article=str(inside / "a.txt"), length="1s")
    assert len(read.structured_content["sentences"]) == 1
    for path in (outside / "a.txt", inside / ".." / "out" / "a.txt"):
        refused = call("summarize", inside, article=str(path))
        assert refused.is_error
        assert "--folder" in refused.content[0].text


@pytest.mark.slow
def test_the_command_speaks_over_standard_input_and_output() -> None:
    server = StdioServerParameters(command=sys.executable, args=["-m", "summarize", "mcp"])

    async def run() -> Any:
        async with Client(server) as client:
            return await client.call_tool("summarize", {"article": TEXT, "length": "1s"})

    result = asyncio.run(asyncio.wait_for(run(), 60))
    assert json.loads(result.content[0].text)["schema"] == 1
