"""Reading: placeholder until the real one lands (its owner overwrites this file)."""

import sys
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as read."""

    text: str
    source: str
    notes: tuple[str, ...] = ()
    title: str | None = None


def read(source: str | PathLike[str], *, stdin: BinaryIO | None = None) -> Reading:
    """Read a UTF-8 file."""
    if str(source) == "-":
        return Reading((stdin or sys.stdin.buffer).read().decode(), "-")
    return Reading(Path(source).read_text(encoding="utf-8"), str(source))
