"""A folder of pairs: NAME.txt, and beside it what a person wrote of it.

NAME.ref.txt, NAME.summary.txt and the like; NAME.ref1.txt, NAME.ref2.txt for several; or the
reference that is as long as the summaries asked for: NAME.short.txt, NAME.bullets.txt. Or two
folders inside, `articles` and `references`, with the same names in both.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from summarize import reading
from summarize.errors import EmptyInputError, SummarizeError
from summarize.evaluation.data.rows import Row

__all__ = ["Pairs", "read"]

_TEXTS = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")
_PACKED = (".gz", ".bz2", ".xz")
_REFERENCES = ("ref", "reference", "references", "summary", "highlights", "target", "abstract",
               "gold")  # fmt: skip
_LENGTHS = ("medium", "short", "long", "bullets")
# References of another length than asked for, the likeliest first; better than none, and said.
_ARTICLE_FOLDERS = ("articles", "documents", "sources", "article", "source")
_REFERENCE_FOLDERS = ("references", "summaries", "highlights", "targets", "reference", "summary")
_NOT_ARTICLES = re.compile(r"(?:read[ _-]?me|licen[sc]e|notice)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of a folder as rows, and what a reader of the figures should know."""

    rows: Iterator[Row]
    notes: Sequence[str]


def read(folder: Path, *, length: str = "medium") -> Pairs:
    """The pairs of `folder`, by name.

    Args:
        folder: where they are.
        length: which reference, where there are several lengths.

    Raises:
        EmptyInputError: no article is in it.
        InputError: it cannot be listed.
    """
    notes: list[str] = []
    files_by_name = _two_folders(folder) or _beside(folder, length, notes)
    if not files_by_name:
        why = "holds no article: NAME.txt is wanted, and beside it NAME.ref.txt"
        raise EmptyInputError(str(folder), why)
    return Pairs((_row(name, files) for name, files in sorted(files_by_name.items())), notes)


@dataclass(frozen=True, slots=True)
class _Files:
    """An article, its references, and where they are listed the lines that are not of it."""

    article: Path
    references: tuple[Path, ...]
    boilerplate: Path | None = None


def _row(name: str, files: _Files) -> Row:
    if not files.references:
        return Row(files.article.name, f"no reference beside it ({name}.ref.txt)")
    try:
        article, *references = (
            reading.read(path).text for path in (files.article, *files.references)
        )
        boilerplate = reading.read(files.boilerplate).text.splitlines() if files.boilerplate else []
    except SummarizeError as error:
        return Row(files.article.name, str(error))
    listed = [line for line in boilerplate if line.strip()]
    values = {"id": name, "article": article, "references": references, "boilerplate": listed}
    return Row(files.article.name, values)


def _stem(path: Path) -> str | None:
    """The name without its endings, or None for what is no text."""
    if path.suffix.lower() in _PACKED:
        path = path.with_suffix("")
    return path.stem if path.suffix.lower() in _TEXTS else None


def _texts(folder: Path) -> dict[str, Path]:
    """The texts in a folder, by name; hidden ones and the notes that come with data left out."""
    texts = {}
    for path in reading.listed(folder):
        stem = _stem(path)
        if stem and path.is_file() and not stem.startswith(".") and not _NOT_ARTICLES.match(stem):
            texts[stem] = path
    return texts


def _two_folders(folder: Path) -> dict[str, _Files]:
    inside = {path.name.lower(): path for path in reading.listed(folder) if path.is_dir()}
    articles = next((inside[name] for name in _ARTICLE_FOLDERS if name in inside), None)
    references = next((inside[name] for name in _REFERENCE_FOLDERS if name in inside), None)
    if articles is None or references is None:
        return {}
    known = _texts(references)
    return {
        name: _Files(path, (known[name],) if name in known else ())
        for name, path in _texts(articles).items()
    }


def _beside(folder: Path, length: str, notes: list[str]) -> dict[str, _Files]:
    texts = _texts(folder)
    companions: dict[str, dict[str, Path]] = {name: {} for name in texts if not _owner(name, texts)}
    for name, path in texts.items():
        if owner := _owner(name, texts):
            companions[owner][name.removeprefix(f"{owner}.").lower()] = path
    tags = {name: _tags(known, length) for name, known in companions.items()}
    used = {tag for chosen in tags.values() for tag in chosen} & {*_LENGTHS} - {length}
    if used:
        notes.append(f"the references are those for the length '{', '.join(sorted(used))}'")
    return {
        name: _Files(texts[name], tuple(known[t] for t in tags[name]), known.get("boilerplate"))
        for name, known in companions.items()
    }


def _owner(name: str, texts: Mapping[str, Path]) -> str | None:
    """The article that this is a companion of: the longest beginning before a dot."""
    head, dot, _ = name.rpartition(".")
    while dot:
        if head in texts:
            return _owner(head, texts) or head
        head, dot, _ = head.rpartition(".")
    return None


def _tags(known: Mapping[str, Path], length: str) -> list[str]:
    """The companions that are references, by the likeliest name that any has."""
    asked = [length, "title"] if length == "headline" else [length]
    for name in (*asked, *_REFERENCES, *_LENGTHS):
        if tags := sorted(tag for tag in known if re.fullmatch(rf"{name}[-_.]?\d*", tag)):
            return tags
    return []
