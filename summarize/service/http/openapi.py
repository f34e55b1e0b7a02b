"""What the OpenAPI document says beyond what the framework finds out: bodies, answers, keys."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from summarize.service.http import schemas
from summarize.service.http.middleware import GUARDED, WORK

__all__ = ["body_of", "document", "responses"]

_REF = "#/components/schemas/{model}"

_PROBLEMS = {
    400: "The body is no JSON, or a broken form.",
    401: "A key is needed.",
    404: "There is no such path.",
    405: "The path does not take this method.",
    408: "The body did not come in time.",
    413: "Over a limit of size.",
    415: "A media type that is not read.",
    422: "A field is not what it should be; `field` names it.",
    429: "Over the rate of the key; see Retry-After.",
    503: "At capacity, or a worker died; see Retry-After.",
    504: "Not done within the deadline.",
}

_PROBLEM: Mapping[str, Any] = {
    "type": "object",
    "description": "Problem details, RFC 9457.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "field": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}


def body_of(schema: type[BaseModel], *, form: bool = False, lines: bool = False) -> dict[str, Any]:
    """The request body of a route, for its `openapi_extra`.

    Args:
        schema: of the body as JSON.
        form: whether it may come as a form, with a file.
        lines: whether it may come as lines of JSON.
    """
    reference = {"$ref": _REF.format(model=schema.__name__)}
    content: dict[str, Any] = {"application/json": {"schema": reference}}
    if form:
        file = {"type": "string", "format": "binary", "description": "the document, as a file"}
        named = {"$ref": _REF.format(model=f"{schema.__name__}Form")}
        content["multipart/form-data"] = {"schema": named}
        _FORMS[f"{schema.__name__}Form"] = (schema, file)
    if lines:
        line = {"$ref": _REF.format(model="BatchDocument")}
        content["application/x-ndjson"] = {"schema": line}
    return {"requestBody": {"required": True, "content": content}}


_FORMS: dict[str, tuple[type[BaseModel], dict[str, Any]]] = {}


def responses(*media_types: str) -> dict[int | str, dict[str, Any]]:
    """The answers of a route: what it gives, and every problem."""
    problem = {"application/problem+json": {"schema": {"$ref": _REF.format(model="Problem")}}}
    found: dict[int | str, dict[str, Any]] = {
        status: {"description": about, "content": problem} for status, about in _PROBLEMS.items()
    }
    if media_types:
        content: dict[str, Any] = {media_type: {} for media_type in media_types}
        found[200] = {"description": "Done.", "content": content}
    return found


def document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of an application, made once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        components = made.setdefault("components", {})
        components["schemas"] = {**components.get("schemas", {}), **_schemas()}
        components["securitySchemes"] = {
            "key": {"type": "http", "scheme": "bearer"},
            "header": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
        }
        for path, methods in made["paths"].items():
            if path.startswith(GUARDED):
                for operation in methods.values():
                    operation["security"] = [{}, {"key": []}, {"header": []}]
            if path.startswith(WORK):
                for operation in methods.values():
                    del operation["responses"]["422"]
                    operation["responses"]["422"] = responses()[422]
        app.openapi_schema = made
    return app.openapi_schema


def _schemas() -> dict[str, Any]:
    asked = (
        schemas.SummarizeRequest,
        schemas.CompareRequest,
        schemas.BatchRequest,
        schemas.EvaluateRequest,
    )
    _, found = models_json_schema([(one, "validation") for one in asked], ref_template=_REF)
    named: dict[str, Any] = {**found["$defs"], "Problem": dict(_PROBLEM)}
    for name, (schema, file) in _FORMS.items():
        plain = named[schema.__name__]
        named[name] = {**plain, "title": name, "properties": {**plain["properties"], "file": file}}
    return named
