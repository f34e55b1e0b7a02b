"""What a person sees: the page at `/`, its files at `/page/`, and the API's description at `/docs`.

The description is our own plain page: the usual ones load scripts from elsewhere, or bring a
megabyte of them.
"""

import json
import re
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from summarize.service.http.problems import Problem

__all__ = ["router"]

FOLDER = Path(__file__).parent / "page"

# Only what these endings say is served, and each as what it is.
_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}

router = APIRouter(include_in_schema=False)


@router.get("/")
async def page() -> Response:
    """The page."""
    return _file("index.html")


@router.get("/page/{name}")
async def file(name: str) -> Response:
    """One of its files."""
    return _file(name)


def _file(name: str) -> Response:
    """A file of the page's folder, which is flat: a name with a slash is none.

    Raises:
        Problem: there is none of that name.
    """
    found = {path.name: path for path in FOLDER.iterdir() if path.suffix in _MEDIA_TYPES}
    if (path := found.get(name)) is None:
        raise Problem(404, "not-found", "there is no such file")
    headers = {"Cache-Control": "no-cache"}
    return FileResponse(path, media_type=_MEDIA_TYPES[path.suffix], headers=headers)


@router.get("/docs")
async def docs(request: Request) -> Response:
    """The API, described."""
    return HTMLResponse("\n".join(_described(request.app.openapi())))


def _described(document: Mapping[str, Any]) -> Iterator[str]:
    title = escape(document["info"]["title"])
    yield f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<link rel="icon" href="page/icon.svg" type="image/svg+xml">'
    yield '<link rel="stylesheet" href="page/page.css"></head><body><main>'
    yield f'<p><a href="./">To the page</a></p><h1>{title}</h1>'
    yield f"<p>{escape(document['info']['description'])}</p>"
    yield '<p>For programs: <a href="openapi.json">openapi.json</a></p>'
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"<h2><code>{method.upper()} {escape(path)}</code></h2>"
            yield f"<p>{_prose(operation.get('summary', ''))}.</p>"
            yield f"<p>{_prose(operation.get('description', ''))}</p>"
            yield from _body(operation, document)
            yield from _answers(operation)
    yield "</main></body></html>"


def _prose(words: str) -> str:
    """A docstring's words, what stands between backticks as code."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(words))


def _body(operation: Mapping[str, Any], document: Mapping[str, Any]) -> Iterator[str]:
    content = operation.get("requestBody", {}).get("content", {})
    for media_type, body in content.items():
        name = body["schema"]["$ref"].rpartition("/")[2]
        schema = document["components"]["schemas"][name]
        yield f"<h3>{escape(media_type)}</h3><table>"
        yield "<tr>"
        yield from (f'<th scope="col">{head}</th>' for head in ("field", "default", "what it is"))
        yield "</tr>"
        for field, about in schema["properties"].items():
            default = "required" if field in schema.get("required", ()) else about.get("default")
            shown = "" if default is None else escape(_json(default))
            words = escape(about.get("description", "") or ", ".join(about.get("enum", ())))
            yield f"<tr><td><code>{escape(field)}</code></td><td>{shown}</td><td>{words}</td></tr>"
        yield "</table>"


def _json(value: object) -> str:
    """A default as JSON has it; a text without its quotation marks."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _answers(operation: Mapping[str, Any]) -> Iterator[str]:
    yield "<h3>Answers</h3><ul>"
    for status, about in sorted(operation["responses"].items()):
        yield f"<li><b>{escape(status)}</b> {escape(about['description'])}</li>"
    yield "</ul>"
