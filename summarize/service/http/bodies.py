"""A request's body → the fields of its schema and the document in it: JSON, or a form."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json
from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, UploadFile

from summarize.service.http.problems import Problem
from summarize.service.http.schemas import BatchRequest

__all__ = ["Material", "at_field", "batch_of", "fields_of", "json_of"]

Model = TypeVar("Model", bound=BaseModel)

_MOST_FIELDS = 40  # of a form: a dozen names, and `summarizers` several times
_MOST_FIELD = 64_000_000  # bytes of a field that is no file; the body's own limit is lower
_SHOWN_ERRORS = 10
_MOST_ERRORS = 1_000  # to tell a hundred thousand apart takes seconds, and nobody is served then
_JSON = "application/json"
_FORM = "multipart/form-data"
_LINES = ("application/x-ndjson", "application/ndjson", "application/jsonl")


@dataclass(frozen=True, slots=True)
class Material:
    """A document as it came, not yet read.

    Attributes:
        data: UTF-8 of a text, or the bytes of a file or page.
        name: a file's, whose ending may tell its format; None for a text that came as such.
        source: what it is called in the answer, where that is not its name.
        charset: an encoding declared for it.
    """

    data: bytes
    name: str | None = None
    source: str | None = None
    charset: str | None = None


async def json_of(request: Request, schema: type[Model]) -> Model:
    """The fields of a body of JSON.

    Raises:
        Problem: 400 it is no JSON; 415 it is something else; 422 a field is not what it should be.
    """
    _expect(request, _JSON)
    return _validated_json(schema, await request.body())


async def fields_of(request: Request, schema: type[Model]) -> tuple[Model, Material | None]:
    """The fields of a body of JSON or of a form, and the form's file.

    Raises:
        Problem: as `json_of`; 400 where the form is broken.
    """
    if _expect(request, _JSON, _FORM) == _JSON:
        return _validated_json(schema, await request.body()), None
    _see_end(request, await request.body())
    async with _form(request) as form:
        material, values = None, dict(_values(form))
        if "file" in values:
            uploaded = values.pop("file")
            if not isinstance(uploaded, UploadFile):
                raise at_field("file", "it is a field of text: send it as a file, with a file name")
            data, name = await uploaded.read(), uploaded.filename or "file"
            material = Material(data, name, charset=_charset(uploaded.content_type))
        return _validated(schema, values), material


@asynccontextmanager
async def _form(request: Request) -> AsyncIterator[FormData]:
    """The fields of a form; closed at the end.

    Raises:
        Problem: 400, its charset is none, or not that of its fields.
    """
    try:
        form = await request.form(max_files=1, max_fields=_MOST_FIELDS, max_part_size=_MOST_FIELD)
    except (UnicodeError, LookupError) as error:
        raise Problem(400, "form", "its fields are not of its charset: send UTF-8") from error
    try:
        yield form
    finally:
        await form.close()


def _charset(content_type: str | None) -> str | None:
    """The encoding that a part of a form says it has."""
    _, options = parse_options_header(content_type or "")
    return options.get(b"charset", b"").decode("ascii", "replace") or None


async def batch_of(request: Request, most: int) -> BatchRequest:
    """The documents and options of a batch: JSON, or a line of JSON for each document.

    Lines have no place for options: they stand in the query, as `?length=short`.

    Args:
        request: its body is read here.
        most: how many documents there may be.

    Raises:
        Problem: as `json_of`.
    """
    if _expect(request, _JSON, *_LINES) == _JSON:
        return _validated_json(BatchRequest, await request.body())
    options: dict[str, Any] = {}
    for name, value in request.query_params.multi_items():
        if name == "documents" or name in options:
            why = "documents stand in the body" if name == "documents" else "is there twice"
            raise at_field(name, why)
        options[name] = value
    lines = (await request.body()).split(b"\n")
    filled = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if len(filled) > most:
        raise at_field("documents", f"over {most}: send several batches")
    documents = [_line(number, line) for number, line in filled]
    return _validated(BatchRequest, {**options, "documents": documents})


def _line(number: int, line: bytes) -> Any:
    try:
        return from_json(line)
    except ValueError as error:
        raise Problem(400, "not-json", f"line {number} is no JSON: {_brief(error)}") from error


def _expect(request: Request, *wanted: str) -> str:
    """The media type of the body, one of these."""
    header = request.headers.get("content-type", "")
    given = header.partition(";")[0].strip().lower()
    if given not in wanted:
        detail = f"Content-Type '{given[:100]}': send {' or '.join(wanted)}"
        raise Problem(415, "media-type", detail, headers={"Accept": ", ".join(wanted)})
    if (encoding := request.headers.get("content-encoding", "identity")) != "identity":
        detail = f"Content-Encoding '{encoding[:100]}': send the body as it is"
        raise Problem(415, "content-encoding", detail, headers={"Accept-Encoding": "identity"})
    return given


def _see_end(request: Request, body: bytes) -> None:
    """Refuse a form that is cut short: the parser would leave out what is not all there."""
    _, options = parse_options_header(request.headers["content-type"])
    if not body.rstrip().endswith(b"--%s--" % options.get(b"boundary", b"")):
        raise Problem(400, "form", "the form ends too early, or its boundary is not its own")


def _values(form: FormData) -> Iterator[tuple[str, Any]]:
    """The fields of a form; the one that may be there several times as a list."""
    for name in form:
        found: list[Any] = list(form.getlist(name))
        if name == "summarizers":
            yield name, found
        elif len(found) > 1:
            raise at_field(name, "it is there more than once")
        else:
            yield name, found[0]


def _validated(schema: type[Model], values: Any) -> Model:
    try:
        return schema.model_validate(values)
    except ValidationError as error:
        raise _invalid(error) from error


def _validated_json(schema: type[Model], body: bytes) -> Model:
    try:
        return schema.model_validate_json(body)
    except ValidationError as error:
        raise _invalid(error) from error


def _invalid(error: ValidationError) -> Problem:
    """The problem of fields that are not what they should be; their values are not in it."""
    if (count := error.error_count()) > _MOST_ERRORS:
        return Problem(422, "field", f"body: {count} of its fields are unknown or wrong")
    found = error.errors(include_url=False, include_input=False, include_context=False)
    if found[0]["type"] == "json_invalid":
        return Problem(400, "not-json", f"the body is no JSON: {_brief(found[0]['msg'])}")
    errors = [
        (".".join(map(str, one["loc"]))[:200] or "body", _brief(one["msg"]))
        for one in found[:_SHOWN_ERRORS]
    ]
    at, why = errors[0]
    return Problem(422, "field", f"{at}: {why}", errors=errors)


def at_field(field: str, why: str) -> Problem:
    """The problem of one field."""
    return Problem(422, "field", f"{field[:200]}: {why}", errors=[(field[:200], why)])


def _brief(error: object) -> str:
    return " ".join(str(error).removeprefix("Value error, ").split())[:500]
