"""An evaluation as one self-contained HTML page.

Nothing is fetched. The figures can be read without JavaScript; a short script, which the page's
policy names by its hash, sorts the table.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files
from pathlib import PurePath
from statistics import fmean
from urllib.parse import quote

from summarize.evaluation.data.datasets import Example
from summarize.evaluation.reports.charts import Point, Strip, scatter, strips
from summarize.evaluation.reports.table import MEASURES, Shown, table
from summarize.evaluation.results import BASELINE, Evaluation, Kind, Record, SystemResult
from summarize.evaluation.significance import Comparison
from summarize.rendering import html_page

__all__ = ["report"]

METRICS = {"rouge1": "ROUGE-1", "rouge2": "ROUGE-2", "rougeLsum": "ROUGE-Lsum", "rougeL": "ROUGE-L"}
KEY: Mapping[str, tuple[Kind, ...]] = {
    "summarizers": ("summarizer",),
    "summaries from elsewhere": ("stored", "predictions"),
    "floors and ceiling": ("floor", "ceiling"),
}
"""What each color of the charts stands for, and the kinds of systems that have it."""

DOCUMENTS = 6  # shown of the worst, and of the most different
SYSTEMS_SHOWN = 12  # summaries beside an article
ARTICLE = 6_000  # characters of an article that are shown
MARKED_LEAST = 4  # letters of a word that is marked; shorter ones match by chance

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def report(evaluation: Evaluation, *, timing: bool = False) -> str:
    """Return the page: score table, charts, win matrix, and the documents worth reading.

    Args:
        evaluation: what is shown.
        timing: whether times are shown; they differ from run to run, all else does not.
    """
    script = files("summarize.evaluation.reports").joinpath("report.js").read_text(encoding="utf-8")
    style = files("summarize.evaluation.reports").joinpath("report.css").read_text(encoding="utf-8")
    metrics = [name for name in METRICS if name in next(iter(evaluation.systems.values())).scores]
    parts = [
        f"<h1>{escape(PurePath(evaluation.data).name)}</h1>",
        f"<p class=about>{_about(evaluation)}</p>",
        *(f"<p class=note>{escape(note)}</p>" for note in evaluation.notes),
        _table(evaluation, metrics, timing),
        _download(evaluation, timing),
        f"<p><code>{escape(evaluation.signature)}</code></p>",
        _switch(metrics),
        _key(evaluation),
        *(_charts(evaluation, metric, timing) for metric in metrics),
        _matrix(evaluation),
        _documents(evaluation),
    ]
    title = escape(f"{PurePath(evaluation.data).name}: summarizers compared")
    return html_page(title, "\n".join(parts), style + _switching(metrics), script=script)


def _about(evaluation: Evaluation) -> str:
    verdicts = ". ".join(v[0].upper() + v[1:] for v in evaluation.verdicts)
    count = len(evaluation.documents)
    said = f"{count} documents, length {evaluation.length}. {verdicts}."
    return escape(said.replace("..", "."))


def _table(evaluation: Evaluation, metrics: Sequence[str], timing: bool) -> str:
    heads = ["system", *(METRICS[m] for m in metrics), f"vs {BASELINE}", "words"]
    heads += [*["ms"] * timing, "novel 2-grams", "failed"]
    held = evaluation.against_baseline()
    head = "".join(f"<th scope=col><button>{escape(name)}</button></th>" for name in heads)
    rows = "\n".join(
        _row(system, metrics, _versus(name, held.get(name)), timing)
        for name, system in evaluation.systems.items()
    )
    return (
        "<p class=note>F1, in percent, with its bootstrap interval. Click a heading to sort.</p>"
        "<div class=scroll tabindex=0><table id=scores>"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
    )


def _versus(name: str, comparison: Comparison | None) -> str:
    """Say how a system compares with the baseline, with the p-value."""
    if comparison is None:
        return ""
    p = "p < .001" if comparison.p < 0.001 else f"p = {comparison.p:.3f}".replace("0.", ".")
    if not comparison.significant:
        return f"n.s. <small>{escape(p)}</small>"
    higher = (comparison.difference > 0) == (comparison.first == name)
    return f"{'higher' if higher else 'lower'} <small>{escape(p)}</small>"


def _row(system: SystemResult, metrics: Sequence[str], versus: str, timing: bool) -> str:
    cells = []
    for metric in metrics:
        f1 = system.scores[metric].f1
        interval = f"{100 * f1.low:.1f}-{100 * f1.high:.1f}"
        cells.append(f"<td>{100 * f1.mean:.1f} <small>{interval}</small></td>")
    measures = system.measures
    ms = "-" if system.seconds is None else f"{1000 * system.seconds:.1f}"
    cells += [
        f"<td>{versus}</td>",
        f"<td>{measures.get('words', 0):.0f}</td>",
        *[f"<td>{ms}</td>"] * timing,
        f"<td>{100 * measures.get('novel2', 0):.0f}%</td>",
        f"<td>{system.failures}</td>",
    ]
    return f"<tr class={system.kind}><th scope=row>{escape(system.name)}</th>{''.join(cells)}</tr>"


def _switch(metrics: Sequence[str]) -> str:
    """Radio buttons that show one metric's charts; the style does it, no script."""
    buttons = "".join(
        f'<label><input type=radio name=metric id="m-{metric}"{" checked" if not i else ""}> '
        f"{METRICS[metric]}</label>"
        for i, metric in enumerate(metrics)
    )
    return f"<fieldset class=switch><legend>Charts of</legend>{buttons}</fieldset>"


def _download(evaluation: Evaluation, timing: bool) -> str:
    """A link that saves the table as CSV, which is in the link itself."""
    text = table(evaluation, "csv", Shown(MEASURES, timing=timing))
    name = escape(f"{PurePath(evaluation.data).stem or 'evaluation'}.csv")
    return (
        f'<p><a download="{name}" href="data:text/csv;charset=utf-8,{quote(text)}">'
        "Download the table as CSV</a></p>"
    )


def _key(evaluation: Evaluation) -> str:
    """What the colors of the charts stand for."""
    kinds = {system.kind for system in evaluation.systems.values()}
    items = "".join(
        f'<span class="{shown[0]}"><i></i>{label}</span>'
        for label, shown in KEY.items()
        if kinds & {*shown}
    )
    return f"<p class=key>{items}</p>"


def _switching(metrics: Sequence[str]) -> str:
    return "\n".join(
        f"body:has(#m-{metric}:checked) .charts:not(.{metric}) {{ display: none; }}"
        for metric in metrics
    )


def _charts(evaluation: Evaluation, metric: str, timing: bool) -> str:
    systems = evaluation.systems
    shown = METRICS[metric]
    timed = _points(systems, metric, lambda s: 1000 * s.seconds if s.seconds else None)
    parts = [f"<h2>{shown} against length</h2>"]
    sized = _points(systems, metric, lambda s: s.measures.get("words"))
    if sized:
        title = f"{shown} F1 of each system against the words of its summaries"
        parts.append(scatter(sized, title=title, x_label="words of a summary"))
    if timed and timing:
        title = f"{shown} F1 of each summarizer against its time for a document"
        parts += [f"<h2>{shown} against time</h2>"]
        parts.append(
            scatter(timed, title=title, x_label="milliseconds a document, logarithmic", log_x=True)
        )
    spread = [
        Strip(name, s.kind, tuple(100 * r.scores[metric].f1 for r in s.records))
        for name, s in systems.items()
    ]
    parts.append(f"<h2>{shown}, document by document</h2>")
    parts.append(strips(spread, title=f"{shown} F1 of every document, for each system"))
    return f'<section class="charts {metric}">{"".join(parts)}</section>'


def _points(
    systems: Mapping[str, SystemResult], metric: str, x: Callable[[SystemResult], float | None]
) -> list[Point]:
    points = []
    for name, system in systems.items():
        value, f1 = x(system), system.scores[metric].f1
        if value:
            points.append(
                Point(name, system.kind, value, 100 * f1.mean, 100 * f1.low, 100 * f1.high)
            )
    return points


def _matrix(evaluation: Evaluation) -> str:
    """Who beats whom: on how many documents, and whether the difference is significant."""
    names = list(evaluation.systems)
    columns = {
        name: [r.scores[evaluation.rank_by].f1 for r in system.records]
        for name, system in evaluation.systems.items()
    }
    head = "".join(f"<th scope=col><span>{escape(name)}</span></th>" for name in names)
    rows = []
    for name in names:
        cells = "".join(_duel(evaluation, columns, name, other) for other in names)
        rows.append(f"<tr><th scope=row>{escape(name)}</th>{cells}</tr>")
    return (
        "<h2>Who beats whom</h2><p class=note>Share of the documents on which the row's "
        f"{METRICS.get(evaluation.rank_by, evaluation.rank_by)} is higher than the column's. Bold, "
        "and marked ▲ or ▼: the difference of the means is significant (paired permutation test, "
        "Holm's correction).</p><div class=scroll tabindex=0><table class=matrix>"
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _duel(
    evaluation: Evaluation, columns: Mapping[str, Sequence[float]], name: str, other: str
) -> str:
    if name == other:
        return "<td class=self>·</td>"
    wins = fmean(a > b for a, b in zip(columns[name], columns[other], strict=True))
    pair = evaluation.comparison(name, other)
    if pair is None or not pair.significant:
        return f"<td>{wins:.0%}</td>"
    higher = (pair.difference > 0) == (pair.first == name)
    kind, mark = ("win", "▲") if higher else ("loss", "▼")
    return f"<td class={kind}><b>{wins:.0%} {mark}</b></td>"


def _documents(evaluation: Evaluation) -> str:
    metric = evaluation.rank_by
    ranked = [s for s in evaluation.systems.values() if s.kind != "ceiling"]
    scores = [
        [s.records[i].scores[metric].f1 for s in ranked] for i in range(len(evaluation.documents))
    ]
    order = range(len(scores))
    worst = sorted(order, key=lambda i: (fmean(scores[i]), i))[:DOCUMENTS]
    apart = sorted(order, key=lambda i: (min(scores[i]) - max(scores[i]), i))[:DOCUMENTS]
    parts = []
    for heading, chosen in (("The worst documents", worst), ("Where systems differ most", apart)):
        parts.append(f"<h2>{heading}</h2>")
        parts += [_document(evaluation, i) for i in chosen]
    return "\n".join(parts)


def _document(evaluation: Evaluation, index: int) -> str:
    example = evaluation.documents[index]
    wanted = {
        word.lower()
        for reference in example.references
        for word in _WORD.findall(reference)
        if len(word) >= MARKED_LEAST
    }
    systems = list(evaluation.systems.values())[:SYSTEMS_SHOWN]
    cards = "\n".join(_card(s, s.records[index], evaluation.rank_by, wanted) for s in systems)
    return (
        f"<details><summary>{escape(example.title or example.id)}</summary>\n"
        f"<div class=pair><section><h3>Article</h3>{_article(example)}</section>"
        f"<section><h3>Reference</h3>{_references(example)}\n{cards}</section></div></details>"
    )


def _article(example: Example) -> str:
    text = example.article[:ARTICLE]
    more = len(example.article) - len(text)
    rest = f"<p class=note>… {more} more characters</p>" if more else ""
    return f"<p class=text>{escape(text.strip())}</p>{rest}"


def _references(example: Example) -> str:
    return "".join(f"<p class=text>{escape(text)}</p>" for text in example.references)


def _card(system: SystemResult, record: Record, metric: str, wanted: set[str]) -> str:
    score = f"{100 * record.scores[metric].f1:.1f}"
    text = _marked(record.text, wanted) if record.error is None else escape(record.error)
    return (
        f"<article class={system.kind}><h4>{escape(system.name)} <small>{score}</small></h4>"
        f"<p class=text>{text}</p></article>"
    )


def _marked(text: str, wanted: set[str]) -> str:
    """`text` with the words marked that a reference has too."""

    def pieces() -> Iterator[str]:
        """The text between words as it is, and each word."""
        at = 0
        for match in _WORD.finditer(text):
            yield escape(text[at : match.start()])
            word = escape(match[0])
            yield f"<mark>{word}</mark>" if match[0].lower() in wanted else word
            at = match.end()
        yield escape(text[at:])

    return "".join(pieces())
