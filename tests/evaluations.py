"""Data for tests of evaluations."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from summarize.evaluation import Evaluation

ARTICLE = (
    "The harbour bridge reopened on Monday after a year of repairs.\n\n"
    "Engineers replaced forty cables and every lamp on the bridge.\n\n"
    "The town paid nine million euros for the repairs.\n\n"
    "Commuters cheered from the quay when the first bus crossed.\n\n"
    "Ferries that carried commuters across the harbour stop in May."
)
OTHER = (
    "A baker in the old town sells bread at night.\n\nNurses and drivers queue from two o'clock."
    "\n\nHe bakes rye loaves only, and sells three hundred of them.\n\nThe oven is a century old."
)
ROWS: list[dict[str, Any]] = [
    {"id": "bridge", "article": ARTICLE, "summary": "The bridge reopened. Ferries stop in May.",
     "systems": {"bart": "The harbour bridge reopened.", "lead": "Ferries stop in May."}},
    {"id": "baker", "article": OTHER, "summary": "Nurses queue for a baker's rye loaves at night.",
     "systems": {"bart": "A baker sells rye loaves at night.", "lead": "He bakes."}},
]  # fmt: skip


def written(folder: Path, rows: Sequence[dict[str, Any]], name: str = "data.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def by_system(evaluation: Evaluation) -> dict[str, str]:
    return {name: system.kind for name, system in evaluation.systems.items()}
