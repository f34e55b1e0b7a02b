"""Answers of chat models on disk, so that the same question is not paid for twice."""

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

__all__ = ["AnswerCache"]

FOLDER_LIMIT = 64  # answers in each of 256 folders; the oldest go first: 16,384 in all


def cache_folder() -> Path:
    """Where answers are stored: `SUMMARIZE_CACHE`, or the user's cache folder."""
    from platformdirs import user_cache_path

    if folder := os.environ.get("SUMMARIZE_CACHE"):
        return Path(folder) / "chat"
    return user_cache_path("summarize") / "chat"


class AnswerCache:
    """Stores answers by everything that decides them.

    A cache that cannot be read or written is as good as empty: it never stops a summary.

    Args:
        folder: where; None for the user's cache folder.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or cache_folder()

    def get(self, fingerprint: object) -> dict[str, Any] | None:
        """The values stored for `fingerprint`, or None."""
        try:
            values = json.loads(self._path(fingerprint).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return values if isinstance(values, dict) else None

    def put(self, fingerprint: object, values: Mapping[str, Any]) -> None:
        """Store `values`, readable by this user alone; written whole or not at all."""
        path = self._path(fingerprint)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(dict(values), file, ensure_ascii=False)
            Path(temporary).replace(path)
            self._prune(path.parent)

    def _path(self, fingerprint: object) -> Path:
        digest = sha256(json.dumps(fingerprint, sort_keys=True).encode()).hexdigest()
        return self.folder / digest[:2] / f"{digest}.json"

    def _prune(self, folder: Path) -> None:
        """Remove the oldest answers of a folder that has more than its share."""
        stored = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
        for path in stored[:-FOLDER_LIMIT]:
            path.unlink(missing_ok=True)
