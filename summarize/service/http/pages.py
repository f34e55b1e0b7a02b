"""What people see: the page at `/`, its files at `/page/`, and the API reference at `/docs`.

The reference is a plain page of our own: the usual ones load scripts from other hosts, or bring a
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

from summarize.service.http.openapi import ERRORS
from summarize.service.http.problems import Problem

__all__ = ["router"]

FOLDER = Path(__file__).parent / "page"

# Only files with these extensions are served, each with its media type.
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
    """Return the page."""
    return _file("index.html")


@router.get("/page/{name}")
async def file(name: str) -> Response:
    """Return one of the page's files."""
    return _file(name)


def _file(name: str) -> Response:
    """Return a file of the page's folder, which has no subfolders.

    Raises:
        Problem: 404, there is no such file.
    """
    files = {path.name: path for path in FOLDER.iterdir() if path.suffix in _MEDIA_TYPES}
    if (path := files.get(name)) is None:
        raise Problem(404, "not-found", "no such file")
    headers = {"Cache-Control": "no-cache"}
    return FileResponse(path, media_type=_MEDIA_TYPES[path.suffix], headers=headers)


@router.get("/docs")
async def docs(request: Request) -> Response:
    """Return the API reference."""
    return HTMLResponse("\n".join(_reference(request.app.openapi(), str(request.base_url))))


def _reference(openapi: Mapping[str, Any], url: str) -> Iterator[str]:
    title = escape(openapi["info"]["title"])
    yield f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} API</title>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<link rel="icon" href="page/icon.svg" type="image/svg+xml">'
    yield '<link rel="stylesheet" href="page/page.css"></head><body><main>'
    yield f'<p><a href="./">Back to the page</a></p><h1>{title} API</h1>'
    yield f"<p>{escape(openapi['info']['description'])}</p>"
    yield '<p>For programs: <a href="openapi.json">openapi.json</a></p>'
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            yield f"<h2><code>{method.upper()} {escape(path)}</code></h2>"
            yield f"<p><b>{_prose(operation.get('summary', ''))}.</b></p>"
            yield f"<p>{_prose(operation.get('description', ''))}</p>"
            yield from _examples(operation, url)
            yield from _request(operation, openapi)
            yield from _answer(operation, openapi)
    yield from _errors(openapi)
    yield "</main></body></html>"


def _prose(words: str) -> str:
    """Return a docstring as HTML, with words between backticks as code."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", escape(words))


def _examples(operation: Mapping[str, Any], url: str) -> Iterator[str]:
    for sample in operation.get("x-codeSamples", ()):
        command = sample["source"].replace("{url}", url)
        yield f'<pre tabindex="0"><code>{escape(command)}</code></pre>'


def _request(operation: Mapping[str, Any], openapi: Mapping[str, Any]) -> Iterator[str]:
    content = operation.get("requestBody", {}).get("content", {})
    for media_type, body in content.items():
        yield f"<h3>Request: {escape(media_type)}</h3>"
        schema = _resolved(body["schema"], openapi)
        required = schema.get("required", ())
        yield from _table(
            ("field", "default", "description"),
            (
                (f"<code>{escape(name)}</code>", _default(name, about, required), _about(about))
                for name, about in schema["properties"].items()
            ),
        )


def _answer(operation: Mapping[str, Any], openapi: Mapping[str, Any]) -> Iterator[str]:
    answer = operation["responses"].get("200", {})
    for media_type, body in answer.get("content", {}).items():
        if "$ref" not in body.get("schema", {}):
            continue
        yield f"<h3>Answer: {escape(media_type)}</h3>"
        yield from _table(("field", "type", "description"), _fields(body["schema"], openapi))


def _fields(
    schema: Mapping[str, Any], openapi: Mapping[str, Any], prefix: str = ""
) -> Iterator[tuple[str, str, str]]:
    """Yield the fields of an answer; those of an object or a list of objects, once, below it."""
    for name, about in _resolved(schema, openapi).get("properties", {}).items():
        path = f"{prefix}{name}"
        yield f"<code>{escape(path)}</code>", _type(about), _about(about)
        inner, mark = (about["items"], "[].") if "items" in about else (about, ".")
        if "$ref" in inner and len(path.split(".")) < 3:
            yield from _fields(inner, openapi, f"{path}{mark}")


def _type(about: Mapping[str, Any]) -> str:
    if "anyOf" in about:
        return " or ".join(map(_type, about["anyOf"]))
    if "prefixItems" in about:
        return "[start, end]"
    if "items" in about:
        return f"array of {_type(about['items'])}"
    return "object" if "$ref" in about else str(about.get("type", "any"))


def _errors(openapi: Mapping[str, Any]) -> Iterator[str]:
    yield '<h2 id="errors">Errors</h2>'
    yield "<p>Every error is JSON of type <code>application/problem+json</code> (RFC 9457)."
    yield "The end of <code>type</code> tells errors with the same status apart.</p>"
    rows = ((f"<b>{status}</b>", _prose(about)) for status, about in ERRORS.items())
    yield from _table(("status", "when"), rows)
    reference = {"$ref": "#/components/schemas/Problem"}
    yield from _table(("field", "type", "description"), _fields(reference, openapi))


def _table(heads: tuple[str, ...], rows: "Iterator[tuple[str, ...]]") -> Iterator[str]:
    yield "<table><tr>"
    yield from (f'<th scope="col">{head}</th>' for head in heads)
    yield "</tr>"
    for row in rows:
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
    yield "</table>"


def _resolved(schema: Mapping[str, Any], openapi: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in schema:
        return schema
    resolved: Mapping[str, Any] = openapi["components"]["schemas"][schema["$ref"].split("/")[-1]]
    return resolved


def _default(name: str, about: Mapping[str, Any], required: "tuple[str, ...]") -> str:
    """Return a default as JSON, a string without its quotation marks."""
    if name in required:
        return "required"
    default = about.get("default")
    if default is None or isinstance(default, str):
        return escape(default or "")
    return escape(json.dumps(default, ensure_ascii=False))


def _about(about: Mapping[str, Any]) -> str:
    choices = ", ".join(about.get("enum", ()))
    return _prose("; ".join(filter(None, (about.get("description", ""), choices))))
