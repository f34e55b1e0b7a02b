"""A cache of results on disk, so that a killed run can continue.

One line of JSON a summary or score, appended as it is made. A line that was torn when the power
went is passed over, and so is anything else that cannot be read: it is only done again. The key of
a line is the SHA-256 of everything the result depends on, our own code included: a result of
another version is never taken for this one's.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from inspect import getfile
from pathlib import Path
from typing import Any, BinaryIO

from summarize._version import __version__
from summarize.errors import OutputError

__all__ = ["Store", "code_version", "key", "opened"]


def key(*parts: object) -> str:
    """Return the key of a result that depends on `parts`: plain values, in any nesting."""
    written = json.dumps(parts, sort_keys=True, ensure_ascii=True)
    return sha256(written.encode("ascii")).hexdigest()


def code_version(instance: object) -> str:
    """Return a text that changes with our version and code, and the module of `instance`."""
    try:
        own = sha256(Path(getfile(type(instance))).read_bytes()).hexdigest()
    except (OSError, TypeError):  # written at a prompt
        own = ""
    return f"{_package_version()}-{own}"


@cache
def _package_version() -> str:
    digest = sha256(__version__.encode())
    folder = Path(__file__).parents[1]
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@dataclass(slots=True)
class Store:
    """Results by key; they are on disk before `put` returns."""

    known: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    file: BinaryIO | None = None

    def get(self, name: str) -> Mapping[str, Any] | None:
        """Return the result of a key, or None."""
        return self.known.get(name)

    def put(self, name: str, result: Mapping[str, Any]) -> None:
        """Store a result.

        Raises:
            OutputError: it cannot be written.
        """
        if self.file is None or name in self.known:
            return
        self.known[name] = result
        line = json.dumps({"key": name, "result": result}, ensure_ascii=True)
        try:
            self.file.write(f"{line}\n".encode("ascii"))
            self.file.flush()
        except OSError as error:
            raise OutputError(
                str(self.file.name), f"cannot be written: {error.strerror}"
            ) from error


@contextmanager
def opened(path: Path | None, *, keep: bool) -> Iterator[Store]:
    """Open the store in a file, creating it if needed; without a path, in memory only.

    Args:
        path: the file.
        keep: whether the file stays once the run has come to its end; it always does before.

    Raises:
        OutputError: the file cannot be made or read.
    """
    if path is None:
        yield Store()
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        known, whole = _read(path)
        file = path.open("ab")
    except OSError as error:
        why = f"cannot be written: {error.strerror}; name another --resume-dir, or --no-resume"
        raise OutputError(str(path), why) from error
    with file:
        if not whole:
            file.write(b"\n")  # ends the torn line
        yield Store(known, file)
    if not keep:
        path.unlink(missing_ok=True)


def _read(path: Path) -> tuple[dict[str, Mapping[str, Any]], bool]:
    """Return the results in a file, and whether its last line is complete."""
    data = path.read_bytes() if path.exists() else b""
    known: dict[str, Mapping[str, Any]] = {}
    for line in data.splitlines():
        try:
            entry = json.loads(line)
            known[str(entry["key"])] = dict(entry["result"])
        except (ValueError, TypeError, LookupError):
            continue
    return known, not data or data.endswith(b"\n")
