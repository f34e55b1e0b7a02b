"""Parses the body of a request, JSON or a form, to the fields of its schema and its document."""

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

__all__ = ["RawDocument", "at_field", "batch_of", "fields_of", "json_of"]

Model = TypeVar("Model", bound=BaseModel)

_MOST_FIELDS = 40  # of a form: a dozen names, and `summarizers` several times
_MOST_FIELD_BYTES = 64_000_000  # of a field that is not a file; the limit of the body is lower
_LISTED_ERRORS = 10
_MOST_ERRORS = 1_000  # listing a hundred thousand takes seconds, in which nobody is served
_JSON = "application/json"
_FORM = "multipart/form-data"
_LINES = ("application/x-ndjson", "application/ndjson", "application/jsonl")


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A document as received, not yet read.

    Attributes:
        data: UTF-8 of a text, or the bytes of a file or page.
        name: of a file, whose extension may tell its format; None for a plain text.
        source: its name in the answer, if that is not `name`.
        charset: the encoding declared for it.
    """

    data: bytes
    name: str | None = None
    source: str | None = None
    charset: str | None = None


async def json_of(request: Request, schema: type[Model]) -> Model:
    """Return the fields of a JSON body.

    Raises:
        Problem: 400 for malformed JSON, 415 for another media type, 422 for an invalid field.
    """
    _expect(request, _JSON)
    return _validated_json(schema, await request.body())


async def fields_of(request: Request, schema: type[Model]) -> tuple[Model, RawDocument | None]:
    """Return the fields of a JSON body or a form, and the form's file.

    Raises:
        Problem: as `json_of`; 400 for a malformed form.
    """
    if _expect(request, _JSON, _FORM) == _JSON:
        return _validated_json(schema, await request.body()), None
    _check_end(request, await request.body())
    async with _form(request) as form:
        document, values = None, dict(_values(form))
        if "file" in values:
            uploaded = values.pop("file")
            if not isinstance(uploaded, UploadFile):
                raise at_field("file", "is a text field: send a file, with a file name")
            data, name = await uploaded.read(), uploaded.filename or "file"
            document = RawDocument(data, name, charset=_charset(uploaded.content_type))
        return _validated(schema, values), document


@asynccontextmanager
async def _form(request: Request) -> AsyncIterator[FormData]:
    """Yield the fields of a form, and close it.

    Raises:
        Problem: 400, its fields are not in its charset.
    """
    try:
        form = await request.form(
            max_files=1, max_fields=_MOST_FIELDS, max_part_size=_MOST_FIELD_BYTES
        )
    except (UnicodeError, LookupError) as error:
        raise Problem(400, "form", "the form is not valid in its charset: send UTF-8") from error
    try:
        yield form
    finally:
        await form.close()


def _charset(content_type: str | None) -> str | None:
    """Return the encoding declared for a part of a form."""
    _, options = parse_options_header(content_type or "")
    return options.get(b"charset", b"").decode("ascii", "replace") or None


async def batch_of(request: Request, most: int) -> BatchRequest:
    """Return the documents and options of a batch: JSON, or one JSON line per document.

    With JSON Lines, the options are in the query: `?length=short`.

    Args:
        request: its body is read here.
        most: the most documents allowed.

    Raises:
        Problem: as `json_of`.
    """
    if _expect(request, _JSON, *_LINES) == _JSON:
        return _validated_json(BatchRequest, await request.body())
    options: dict[str, Any] = {}
    for name, value in request.query_params.multi_items():
        if name == "documents" or name in options:
            reason = "belongs in the body" if name == "documents" else "is given twice"
            raise at_field(name, reason)
        options[name] = value
    lines = (await request.body()).split(b"\n")
    filled = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if len(filled) > most:
        raise at_field("documents", f"more than {most}: send several batches")
    documents = [_line(number, line) for number, line in filled]
    return _validated(BatchRequest, {**options, "documents": documents})


def _line(number: int, line: bytes) -> Any:
    try:
        return from_json(line)
    except ValueError as error:
        raise Problem(
            400, "not-json", f"line {number} is not valid JSON: {_brief(error)}"
        ) from error


def _expect(request: Request, *accepted: str) -> str:
    """Return the media type of the body, one of `accepted`."""
    header = request.headers.get("content-type", "")
    media_type = header.partition(";")[0].strip().lower()
    if media_type not in accepted:
        detail = f"Content-Type '{media_type[:100]}': send {' or '.join(accepted)}"
        raise Problem(415, "media-type", detail, headers={"Accept": ", ".join(accepted)})
    if (encoding := request.headers.get("content-encoding", "identity")) != "identity":
        detail = f"Content-Encoding '{encoding[:100]}': send the body uncompressed"
        raise Problem(415, "content-encoding", detail, headers={"Accept-Encoding": "identity"})
    return media_type


def _check_end(request: Request, body: bytes) -> None:
    """Refuse a truncated form: the parser would silently drop its incomplete part."""
    _, options = parse_options_header(request.headers["content-type"])
    if not body.rstrip().endswith(b"--%s--" % options.get(b"boundary", b"")):
        raise Problem(400, "form", "the form is truncated or its boundary does not match")


def _values(form: FormData) -> Iterator[tuple[str, Any]]:
    """Yield the fields of a form; the one that may be repeated as a list."""
    for name in form:
        values: list[Any] = list(form.getlist(name))
        if name == "summarizers":
            yield name, values
        elif len(values) > 1:
            raise at_field(name, "is given more than once")
        else:
            yield name, values[0]


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
    """Return the problem of invalid fields, without their values."""
    if (count := error.error_count()) > _MOST_ERRORS:
        return Problem(422, "field", f"body: {count} fields are unknown or invalid")
    details = error.errors(include_url=False, include_input=False, include_context=False)
    if details[0]["type"] == "json_invalid":
        return Problem(400, "not-json", f"the body is not valid JSON: {_brief(details[0]['msg'])}")
    errors = [
        (".".join(map(str, one["loc"]))[:200] or "body", _brief(one["msg"]))
        for one in details[:_LISTED_ERRORS]
    ]
    at, why = errors[0]
    return Problem(422, "field", f"{at}: {why}", errors=errors)


def at_field(field: str, why: str) -> Problem:
    """Return the problem of one invalid field."""
    return Problem(422, "field", f"{field[:200]}: {why}", errors=[(field[:200], why)])


def _brief(error: object) -> str:
    return " ".join(str(error).removeprefix("Value error, ").split())[:500]
