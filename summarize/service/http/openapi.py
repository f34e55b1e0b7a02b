"""The OpenAPI document: bodies, answers, errors and examples that FastAPI cannot infer."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from summarize.service.http import answers, schemas
from summarize.service.http.middleware import GUARDED, WORK

__all__ = ["ERRORS", "EXAMPLES", "body_of", "document", "responses"]

_REF = "#/components/schemas/{model}"

ERRORS: Mapping[int, str] = {
    400: "Malformed JSON, form or HTTP.",
    401: "API key missing or invalid.",
    404: "No such path.",
    405: "Method not allowed for this path.",
    408: "The headers or the body did not arrive in time.",
    413: "The body, document or page is over a size limit.",
    415: "Unsupported media type, or a file that holds no text.",
    422: "A field is invalid (`field` names it), or the document cannot be read.",
    429: "Rate limit exceeded. Retry-After says when to try again.",
    431: "Path and headers are over 64 KiB.",
    500: "A summarizer from another package failed.",
    503: "At capacity, or the document crashed its worker. Retry-After says when to try again.",
    504: "Not finished by the deadline.",
}
"""HTTP status → when it is answered."""

_NOT_PER_OPERATION = (431, 500)  # answered before routing, or for no fault of the request

_TEXT = '{"text": "The bridge reopened on Monday. Ferries stop in May.", "length": "1s"}'

EXAMPLES: Mapping[str, str] = {
    "/v1/summarize": f"curl -s {{url}}v1/summarize --json '{_TEXT}'",
    "/v1/summarize/batch": "curl -s {url}v1/summarize/batch --json '"
    '{"length": "1s", "documents": [{"id": "a", "text": "The bridge reopened on Monday."}]}\'',
    "/v1/compare": "curl -s {url}v1/compare --json '"
    '{"text": "The bridge reopened on Monday. Ferries stop in May.", "length": "1s", '
    '"summarizers": ["textrank", "lead"]}\'',
    "/v1/extract": "curl -s {url}v1/extract --json '"
    '{"text": "The bridge is open\\n\\nThe bridge reopened on Monday."}\'',
    "/v1/check": "curl -s {url}v1/check --json '"
    '{"summary": "The bridge reopened on Friday.", "text": "The bridge reopened on Monday."}\'',
    "/v1/evaluate": "curl -s {url}v1/evaluate --json '"
    '{"summarizers": ["lead"], "length": "1s", "documents": [{"text": "The bridge reopened on '
    'Monday. Ferries stop in May.", "references": ["The bridge is open again."]}]}\'',
    "/v1/summarizers": "curl -s {url}v1/summarizers",
    "/healthz": "curl -s {url}healthz",
    "/readyz": "curl -s {url}readyz",
    "/metrics": "curl -s {url}metrics",
}
"""Path → an example command; `{url}` is the address of the service, with a slash at its end."""


def body_of(schema: type[BaseModel], *, form: bool = False, lines: bool = False) -> dict[str, Any]:
    """Return the request body of a route, for its `openapi_extra`.

    Args:
        schema: of the JSON body.
        form: whether a form with a file is accepted.
        lines: whether JSON Lines are accepted.
    """
    reference = {"$ref": _REF.format(model=schema.__name__)}
    content: dict[str, Any] = {"application/json": {"schema": reference}}
    if form:
        file = {"type": "string", "format": "binary", "description": "the document as a file"}
        with_file = {"$ref": _REF.format(model=f"{schema.__name__}Form")}
        content["multipart/form-data"] = {"schema": with_file}
        _FORMS[f"{schema.__name__}Form"] = (schema, file)
    if lines:
        line = {"$ref": _REF.format(model="BatchDocument")}
        content["application/x-ndjson"] = {"schema": line}
    return {"requestBody": {"required": True, "content": content}}


_FORMS: dict[str, tuple[type[BaseModel], dict[str, Any]]] = {}


def responses(
    *media_types: str, answer: type[BaseModel] | None = None
) -> dict[int | str, dict[str, Any]]:
    """Return the responses of a route: its answer and every error.

    Args:
        media_types: of the answer.
        answer: its fields, where it is JSON.
    """
    problem = {"application/problem+json": {"schema": {"$ref": _REF.format(model="Problem")}}}
    statuses: dict[int | str, dict[str, Any]] = {
        status: {"description": about, "content": problem}
        for status, about in ERRORS.items()
        if status not in _NOT_PER_OPERATION
    }
    if media_types:
        content: dict[str, Any] = {media_type: {} for media_type in media_types}
        if answer:
            _ANSWERS[answer.__name__] = answer
            content[media_types[0]] = {"schema": {"$ref": _REF.format(model=answer.__name__)}}
        statuses[200] = {"description": "Success.", "content": content}
    return statuses


_ANSWERS: dict[str, type[BaseModel]] = {}


def document(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document of an application, created once."""
    if app.openapi_schema is None:
        app.openapi_schema = _document(app)
    return app.openapi_schema


def _document(app: FastAPI) -> dict[str, Any]:
    openapi = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes
    )
    components = openapi.setdefault("components", {})
    components["schemas"] = {**components.get("schemas", {}), **_schemas()}
    components["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer"},
        "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    }
    for path, methods in openapi["paths"].items():
        for operation in methods.values():
            _complete(path, operation)
    return openapi


def _complete(path: str, operation: dict[str, Any]) -> None:
    """Add what FastAPI leaves out of an operation."""
    if path in EXAMPLES:
        operation["x-codeSamples"] = [{"lang": "curl", "source": EXAMPLES[path]}]
    if path.startswith(GUARDED):
        operation["security"] = [{}, {"key": []}, {"header": []}]
    if path.startswith(WORK):
        del operation["responses"]["422"]  # FastAPI's own, last in place of ours
        operation["responses"]["422"] = responses()[422]


def _schemas() -> dict[str, Any]:
    requests: tuple[type[BaseModel], ...] = (
        schemas.SummarizeRequest,
        schemas.CompareRequest,
        schemas.BatchRequest,
        schemas.ExtractRequest,
        schemas.CheckRequest,
        schemas.EvaluateRequest,
    )
    models: tuple[type[BaseModel], ...] = (*requests, *_ANSWERS.values(), answers.Problem)
    _, definitions = models_json_schema(
        [(model, "validation") for model in models], ref_template=_REF
    )
    named: dict[str, Any] = dict(definitions["$defs"])
    for name, (schema, file) in _FORMS.items():
        plain = named[schema.__name__]
        named[name] = {**plain, "title": name, "properties": {**plain["properties"], "file": file}}
    return named
