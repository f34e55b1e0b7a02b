"""An evaluation as a table: for a terminal, as Markdown, CSV or JSON.

Seconds differ from run to run, so they are in none of them unless asked for: all else is the same
bytes in every run.
"""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import StringIO
from pathlib import Path
from shutil import get_terminal_size
from textwrap import wrap
from typing import Any

from summarize.errors import UnknownNameError
from summarize.evaluation.results import BASELINE, Evaluation, SystemResult
from summarize.evaluation.significance import Comparison

__all__ = ["FORMATS", "MEASURES", "Shown", "table"]

MEASURES = ("words", "compression", "coverage", "density", "novel1", "novel2", "novel3", "novel4",
            "repetition", "redundancy", "most_alike", "boilerplate", "support",
            "unsupported")  # fmt: skip
"""The measures a column can be asked for of; `metrics` says what each is."""

_SHORT = {"rouge1": "R-1", "rouge2": "R-2", "rougeL": "R-L", "rougeLsum": "R-Lsum"}
_PLACES = {"words": 0, "compression": 1, "density": 1}
_GAP = "  "
_LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Shown:
    """What the table shows.

    Attributes:
        measures: which, of `MEASURES`, after the scores.
        timing: whether the seconds for a document are shown.
        width: characters of a line at most, or None for the terminal's, 80 where there is none.

    Raises:
        UnknownNameError: there is no such measure.
    """

    measures: tuple[str, ...] = ("words",)
    timing: bool = False
    width: int | None = None

    def __post_init__(self) -> None:
        for name in self.measures:
            if name not in MEASURES:
                raise UnknownNameError("measure", name, MEASURES)


def table(evaluation: Evaluation, form: str = "text", shown: Shown | None = None) -> str:
    """The table in one of `FORMATS`, without a line end behind it.

    Raises:
        UnknownNameError: there is no such format.
    """
    if form not in FORMATS:
        raise UnknownNameError("format", form, FORMATS)
    return FORMATS[form](evaluation, shown or Shown())


def _text(evaluation: Evaluation, shown: Shown) -> str:
    head, body = _rows(evaluation, shown)
    sizes = [max(map(len, column)) for column in zip(head, *body, strict=True)]
    width = shown.width or get_terminal_size().columns

    def line(cells: Sequence[str]) -> str:
        name = cells[0].ljust(sizes[0])
        rest = (cell.rjust(size) for cell, size in zip(cells[1:], sizes[1:], strict=True))
        return _GAP.join([name, *rest]).rstrip()

    ruled = _GAP.join("─" * size for size in sizes)
    rows = [line(head), ruled, *map(line, body)]
    return "\n".join([_title(evaluation), "", *rows, "", *_wrapped(evaluation, width)])


def _wrapped(evaluation: Evaluation, width: int) -> list[str]:
    """What stands below, in lines that fit; the signature stays one line, to be copied."""
    *texts, signature = _below(evaluation)
    return [*(line for text in texts for line in wrap(text, width)), signature]


def _markdown(evaluation: Evaluation, shown: Shown) -> str:
    head, body = _rows(evaluation, shown)

    def line(cells: Sequence[str]) -> str:
        return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"

    rule = f"|---|{'---:|' * (len(head) - 1)}"
    below = "\n\n".join(
        f"`{text}`" if text == evaluation.signature else text for text in _below(evaluation)
    )
    return "\n".join([_title(evaluation), "", line(head), rule, *map(line, body), "", below])


def _csv(evaluation: Evaluation, shown: Shown) -> str:
    """A row for each system; every score with its interval, in full, and every measure."""
    out = StringIO()
    rows = [_flat(system, evaluation, shown) for system in evaluation.systems.values()]
    writer = csv.DictWriter(out, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().removesuffix("\n")


def _json(evaluation: Evaluation, shown: Shown) -> str:
    values = evaluation.to_dict(timing=shown.timing)
    return json.dumps(values, ensure_ascii=False, indent=2)


_LATEX = {ord(mark): f"\\{mark}" for mark in "&%$#_{}"} | {
    ord("\\"): r"\textbackslash{}", ord("~"): r"\textasciitilde{}", ord("^"): r"\textasciicircum{}",
    ord("±"): r"$\pm$", ord("×"): r"$\times$", ord("–"): "--", ord("|"): r"\textbar{}",
    ord("<"): r"\textless{}", ord(">"): r"\textgreater{}",
}  # fmt: skip


def _latex(evaluation: Evaluation, shown: Shown) -> str:
    """A table for the package booktabs; the best of each metric is bold, the ceiling left out."""
    head, body = _rows(evaluation, shown)
    systems = list(evaluation.systems.values())
    ranked = [system for system in systems if system.kind != "ceiling"]
    best = {
        1 + place: max(system.scores[metric].f1.mean for system in ranked)
        for place, metric in enumerate(systems[0].scores)
    }
    metrics = list(systems[0].scores)

    def cell(system: SystemResult, place: int, text: str) -> str:
        escaped = text.translate(_LATEX)
        if place not in best or system.kind == "ceiling":
            return escaped
        is_best = system.scores[metrics[place - 1]].f1.mean == best[place]
        return rf"\textbf{{{escaped}}}" if is_best else escaped

    lines = [
        " & ".join(cell(system, place, text) for place, text in enumerate(cells)) + r" \\"
        for system, cells in zip(systems, body, strict=True)
    ]
    *legend, signature = (text.translate(_LATEX) for text in _below(evaluation))
    caption = f"{_title(evaluation).translate(_LATEX)}. {'. '.join(legend)}."
    return "\n".join(
        [
            "% \\usepackage{booktabs}",
            r"\begin{table}",
            rf"\begin{{tabular}}{{l{'r' * (len(head) - 1)}}}",
            r"\toprule",
            " & ".join(name.translate(_LATEX) for name in head) + r" \\",
            r"\midrule",
            *lines,
            r"\bottomrule",
            r"\end{tabular}",
            rf"\caption{{{caption} \texttt{{{signature}}}}}",
            r"\end{table}",
        ]
    )


def _smallest_p(evaluation: Evaluation) -> str:
    """Say which p so few documents cannot go below; nothing where that is far below the level."""
    count = len(evaluation.documents)
    least = 2 / 2**count
    if least < _LEVEL / 10:
        return ""
    documents = "1 document" if count == 1 else f"{count} documents"
    shown = f"{least:.2f}".removeprefix("0")
    return f" (with {documents} the smallest p is {shown}, before correction)"


FORMATS: Mapping[str, Callable[[Evaluation, Shown], str]] = {
    "text": _text,
    "json": _json,
    "csv": _csv,
    "markdown": _markdown,
    "latex": _latex,
}
"""The formats there are, each with what writes it."""


def _title(evaluation: Evaluation) -> str:
    count = len(evaluation.documents)
    documents = "1 document" if count == 1 else f"{count:,} documents"
    length = "as long as the references" if evaluation.length == "reference" else evaluation.length
    return f"{Path(evaluation.data).name}: {documents}, length: {length}"


def _below(evaluation: Evaluation) -> list[str]:
    """What stands under the table: how to read it, who is better, how it was made."""
    metric = _SHORT.get(evaluation.rank_by, evaluation.rank_by)
    legend = (
        f"F1 × 100, mean over documents; ±: half of the 95 % interval of {metric}; "
        f"'vs {BASELINE}': by {metric}"
    )
    if evaluation.against_baseline():
        legend += f"; n.s.: not significant at .05{_smallest_p(evaluation)}"
    if any(system.failures for system in evaluation.systems.values()):
        legend += "; a document it failed on counts as zero"
    return [
        legend,
        *(f"{metric}: {_verdict(comparison)}" for comparison in evaluation.decisive),
        evaluation.signature,
    ]


def _verdict(comparison: Comparison) -> str:
    """Its verdict, in the units of the table."""
    if not comparison.significant:
        return comparison.verdict
    higher, lower = comparison.first, comparison.second
    low, high = 100 * comparison.low, 100 * comparison.high
    if comparison.difference < 0:
        higher, lower, low, high = lower, higher, -high, -low
    by = f"{100 * abs(comparison.difference):.1f} (interval {low:.1f} to {high:.1f}"
    return f"{higher} is higher than {lower} by {by}, p = {comparison.p:.2g})"


def _rows(evaluation: Evaluation, shown: Shown) -> tuple[list[str], list[list[str]]]:
    """The head and the cells, formatted."""
    columns = _columns(evaluation, shown)
    body = [[cell(system) for cell in columns.values()] for system in evaluation.systems.values()]
    return list(columns), body


def _columns(evaluation: Evaluation, shown: Shown) -> dict[str, Callable[[SystemResult], str]]:
    systems = evaluation.systems.values()
    held = evaluation.against_baseline()
    columns: dict[str, Callable[[SystemResult], str]] = {"system": _name}
    for metric in next(iter(systems)).scores:
        ranked = metric == evaluation.rank_by
        columns[_SHORT.get(metric, metric)] = partial(_score, metric=metric, ranked=ranked)
    for name in shown.measures:
        columns[name] = partial(_measure, name=name)
    if shown.timing:
        columns["ms/doc"] = _milliseconds
    if any(system.failures for system in systems):
        columns["failed"] = lambda system: str(system.failures or "")
    columns[f"vs {BASELINE}"] = lambda system: _standing(system.name, held.get(system.name))
    return columns


def _name(system: SystemResult) -> str:
    name = "extractive oracle" if system.kind == "ceiling" else system.name
    return name if system.kind == "summarizer" else f"{name} ({system.kind})"


def _score(system: SystemResult, metric: str, *, ranked: bool) -> str:
    interval = system.scores[metric].f1
    shown = f"{100 * interval.mean:.1f}"
    return (
        f"{shown} ±{50 * (interval.high - interval.low):.1f}"
        if ranked and len(system.records) > 1
        else shown
    )


def _measure(system: SystemResult, name: str) -> str:
    if name not in system.measures:
        return "–"
    value = system.measures[name]
    return f"{value:.{_PLACES[name]}f}" if name in _PLACES else f"{100 * value:.1f}%"


def _milliseconds(system: SystemResult) -> str:
    return "–" if system.seconds is None else f"{1000 * system.seconds:.1f}"


def _standing(name: str, comparison: Comparison | None) -> str:
    """Where a system stands to the baseline, in a word."""
    if comparison is None:
        return ""
    if not comparison.significant:
        return "n.s."
    return "higher" if (comparison.difference > 0) == (comparison.first == name) else "lower"


def _flat(system: SystemResult, evaluation: Evaluation, shown: Shown) -> dict[str, Any]:
    row: dict[str, Any] = {"system": system.name, "kind": system.kind, "spec": system.spec}
    row |= {"documents": len(system.records), "failures": system.failures}
    for metric, score in system.scores.items():
        for part, interval in score.to_dict().items():
            row[f"{metric}_{part}"] = interval["mean"]
            row[f"{metric}_{part}_low"], row[f"{metric}_{part}_high"] = (
                interval["low"],
                interval["high"],
            )
    row |= {name: system.measures.get(name, "") for name in MEASURES}
    row |= {"seconds": system.seconds} if shown.timing else {}
    return row | {"signature": evaluation.signature}
