"""Front matter: the YAML, TOML or JSON that site generators read above a text.

It is found in any text format, whatever the file is called. YAML is read as far as front matter
uses it: names with plain, quoted or folded values, and lists; deeper levels are passed over.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from summarize.reading.metadata import Metadata

__all__ = ["FrontMatter", "described", "front_matter", "front_matter_of"]

LONGEST = 20_000  # characters: real ones have up to a few thousand

_YAML = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_ENTRY = re.compile(r"([\w.-]+)[ \t]*:(?:[ \t]+(.*))?$")
_TITLE = ("title", "Title", "headline")
_KEYS = {
    "site": ("site", "site_name", "publisher", "publication"),
    "author": ("author", "authors", "by", "creator"),
    "date": ("date", "published", "pubDate", "publishDate", "pubdate", "created", "lastmod"),
    "description": ("description", "summary", "excerpt", "subtitle", "abstract"),
    "language": ("lang", "language", "locale"),
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stood above a text: its title and metadata, and where the text itself begins."""

    end: int
    title: str | None
    metadata: Metadata


def front_matter_of(data: bytes) -> FrontMatter | None:
    """Return the front matter of a text in UTF-8; its `end` counts bytes."""
    if data[:3].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"-", b"+", b"{"):
        return None
    head = data[: 2 * LONGEST].decode("utf-8", "ignore")
    if "\r" in head:
        head = head.replace("\r\n", "\n")
    opening = front_matter(head)
    if opening is None:
        return None
    lines = head.count("\n", 0, opening.end)
    end = 0
    for _ in range(lines):
        end = data.index(b"\n", end) + 1
    whole = head[: opening.end].endswith("\n") or not lines
    return replace(opening, end=end if whole else len(data))


def front_matter(text: str) -> FrontMatter | None:
    """Return the front matter that `text` opens with, or None where it has none."""
    head = text[:LONGEST]
    blank = len(head) - len(head.lstrip("\ufeff \t\n"))
    for start, read in _FORMS.items():
        if head.startswith(start, blank):
            parsed = read(head, blank)
            if parsed is None:
                return None
            values, end = parsed
            return FrontMatter(end, *described(values))
    return None


def described(values: Mapping[str, Any]) -> tuple[str | None, Metadata]:
    """Return the title and the metadata in an object, by the names that are usual for them."""
    known = {field: _first(values, names) for field, names in _KEYS.items()}
    return _first(values, _TITLE), Metadata(**known)


def _first(values: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """The first of these values that says something, as text."""
    return next((shown for name in names if (shown := _shown(values.get(name)))), None)


def _shown(value: Any) -> str | None:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_shown, value))) or None
    if isinstance(value, Mapping):
        return _shown(value.get("name"))
    if isinstance(value, date):  # and datetime
        return value.isoformat()
    return " ".join(str(value).split()) or None if isinstance(value, str | int | float) else None


def _yaml(head: str, start: int) -> tuple[Mapping[str, Any], int] | None:
    match = _YAML.match(head, start)
    if match is None:
        return None
    values = dict(_yaml_entries(match[1].split("\n")))
    empty = not match[1].strip()
    return (values, match.end()) if values or empty else None


def _yaml_entries(lines: list[str]) -> Iterator[tuple[str, Any]]:
    """The entries of the first level: names, and their values as text or lists of texts."""
    i = 0
    while i < len(lines):
        match = _ENTRY.match(lines[i])
        i += 1
        if match is None:
            continue
        below: list[str] = []
        while i < len(lines) and (lines[i][:1] in " \t" or lines[i].startswith("- ")):
            below.append(lines[i].strip())
            i += 1
        yield match[1], _yaml_value((match[2] or "").strip(), below)


def _yaml_value(value: str, below: list[str]) -> Any:
    if value.startswith("[") and value.endswith("]"):
        return [_unquoted(part) for part in value[1:-1].split(",")]
    if value[:1] in {"|", ">"}:
        return " ".join(below)
    items = [_unquoted(line[2:]) for line in below if line.startswith("- ")]
    if not value:
        return items or " ".join(line for line in below if not _ENTRY.match(line))
    return items or " ".join([_unquoted(value), *below])


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return (
            value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1].replace('\\"', '"')
        )
    return value.partition(" #")[0].rstrip()


def _toml(head: str, start: int) -> tuple[Mapping[str, Any], int] | None:
    match = _TOML.match(head, start)
    if match is None:
        return None
    try:
        return tomllib.loads(match[1]), match.end()
    except tomllib.TOMLDecodeError:
        return {}, match.end()


def _json(head: str, start: int) -> tuple[Mapping[str, Any], int] | None:
    """An object at the start, with a text behind it: alone it is a document of its own."""
    try:
        values, end = json.JSONDecoder().raw_decode(head, start)
    except (ValueError, RecursionError):
        return None
    rest = head[end:].lstrip()
    text = bool(rest) and rest[0] not in "{[,]}" and head[end : end + 1] == "\n"
    return (values, end + 1) if isinstance(values, Mapping) and text else None


_FORMS = {"---": _yaml, "+++": _toml, "{": _json}
