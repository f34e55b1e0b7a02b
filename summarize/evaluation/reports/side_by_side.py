"""Comparisons as text, Markdown, JSON or a page of HTML; each form takes one or several."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from statistics import fmean
from textwrap import indent, wrap

from summarize.errors import UnknownNameError
from summarize.evaluation.compare import Comparison, Entry
from summarize.grounding import CheckedSentence
from summarize.rendering import html_page

__all__ = ["FORMATS", "render"]

WIDTH = 78  # of a terminal of 80 columns
SHOWN_AGREED = 5

_METRICS = (("rouge1", "R-1"), ("rouge2", "R-2"), ("rougeLsum", "R-Lsum"))


def render(comparisons: Sequence[Comparison], form: str) -> str:
    """The comparisons in the form of that name, without a line break at the end.

    Raises:
        UnknownNameError: there is no such form.
    """
    if form not in FORMATS:
        raise UnknownNameError("format", form, FORMATS)
    return FORMATS[form](comparisons)


def as_text(comparisons: Sequence[Comparison]) -> str:
    """For a terminal of 80 columns, without colour."""
    parts = []
    for comparison in comparisons:
        parts += [f"{_name(comparison)} · {comparison.length}", ""]
        for entry in comparison.entries:
            parts += [*wrap(f"{entry.name}: {_figures(entry)}", WIDTH, subsequent_indent="    ")]
            parts += [*_wrapped(_marked(entry) or "-"), ""]
        parts += [*_agreement_text(comparison), ""]
        if comparison.signature:
            parts += [*wrap(comparison.signature, WIDTH, break_on_hyphens=False), ""]
    if len(comparisons) > 1:
        parts += _totals_text(comparisons)
    return "\n".join(parts).rstrip()


def as_markdown(comparisons: Sequence[Comparison]) -> str:
    """A table of figures, the texts as quotations, and the agreement as a list."""
    parts = []
    for comparison in comparisons:
        head = ["summarizer", *_heads(comparison)]
        parts += [f"## {_name(comparison)}", "", _row(head), _row(["---"] * len(head))]
        parts += [_row([entry.name, *_cells(comparison, entry)]) for entry in comparison.entries]
        parts += [""]
        for entry in comparison.entries:
            quoted = indent(_marked(entry) or f"failed: {entry.error}", "> ", lambda _: True)
            parts += [f"**{entry.name}**", "", quoted, ""]
        parts += [f"- {len(a.by)}: {a.text} ({', '.join(a.by)})" for a in comparison.agreement]
        parts += ["", f"`{comparison.signature}`" if comparison.signature else ""]
    if len(comparisons) > 1:
        parts += ["## All", "", *_totals_markdown(comparisons)]
    return "\n".join(parts).rstrip()


def as_json(comparisons: Sequence[Comparison]) -> str:
    """One object, or an array of them where there are several."""
    values = [comparison.to_dict() for comparison in comparisons]
    return json.dumps(values[0] if len(values) == 1 else values, ensure_ascii=False, indent=2)


def as_html(comparisons: Sequence[Comparison]) -> str:
    """A self-contained page: a card for each summary, sentences that others chose marked."""
    body = "\n".join(_section(comparison) for comparison in comparisons)
    title = _name(comparisons[0]) if len(comparisons) == 1 else f"{len(comparisons)} articles"
    return html_page(escape(title), body, _STYLE)


FORMATS: Mapping[str, Callable[[Sequence[Comparison]], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
    "html": as_html,
}


def _name(comparison: Comparison) -> str:
    return comparison.title or comparison.source or "text"


def _wrapped(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        yield from wrap(line, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _marked(entry: Entry) -> str:
    """Its summary, with what the article does not support in double square brackets."""
    text = entry.text
    for sentence in entry.unsupported:
        text = text.replace(sentence.text, _brackets(sentence))
    return text


def _brackets(sentence: CheckedSentence) -> str:
    return sentence.marked if sentence.unsupported else f"[[{sentence.text}]]"


def _figures(entry: Entry) -> str:
    if entry.error:
        return f"failed: {entry.error}"
    figures = [f"{entry.words} words", f"{1000 * entry.seconds:.1f} ms"]
    figures.append(f"covers {entry.coverage:.0%}")
    if entry.scores:
        figures += [f"{short} {100 * entry.scores[name].f1:.1f}" for name, short in _METRICS]
    if entry.unsupported:
        figures.append(f"{len(entry.unsupported)} unsupported")
    if entry.missed:
        figures.append(f"misses {len(entry.missed)} that others have")
    return ", ".join(figures)


def _heads(comparison: Comparison) -> list[str]:
    scored = [short for _, short in _METRICS] if comparison.reference else []
    return ["words", "ms", "coverage", "missed", *scored]


def _cells(comparison: Comparison, entry: Entry) -> list[str]:
    if entry.error:
        return ["failed", *[""] * (len(_heads(comparison)) - 1)]
    cells = [str(entry.words), f"{1000 * entry.seconds:.1f}", f"{entry.coverage:.2f}"]
    cells.append(str(len(entry.missed)))
    scores = entry.scores or {}
    return [*cells, *(f"{100 * scores[name].f1:.1f}" for name, _ in _METRICS if name in scores)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _agreement_text(comparison: Comparison) -> Iterator[str]:
    shared = [agreed for agreed in comparison.agreement if len(agreed.by) > 1]
    if shared:
        yield "Chosen by several:"
    for agreed in shared[:SHOWN_AGREED]:
        first, *rest = wrap(agreed.text, WIDTH - 5)
        yield f"  {len(agreed.by):>2} {first}"
        yield from (f"     {line}" for line in rest)


def _totals(comparisons: Sequence[Comparison]) -> Iterator[tuple[str, list[float]]]:
    """For each summarizer: documents, words, milliseconds, coverage; means over what succeeded."""
    for name in [entry.name for entry in comparisons[0].entries]:
        own = [e for c in comparisons for e in c.entries if e.name == name and not e.error]
        if own:
            means = [fmean(e.words for e in own), fmean(1000 * e.seconds for e in own)]
            yield name, [len(own), *means, fmean(e.coverage for e in own)]


def _totals_text(comparisons: Sequence[Comparison]) -> Iterator[str]:
    yield f"{'All':<24}{'articles':>9}{'words':>8}{'ms':>9}{'coverage':>10}"
    for name, (count, words, ms, coverage) in _totals(comparisons):
        yield f"{name:<24}{count:>9.0f}{words:>8.1f}{ms:>9.1f}{coverage:>10.2f}"


def _totals_markdown(comparisons: Sequence[Comparison]) -> Iterator[str]:
    yield _row(["summarizer", "articles", "words", "ms", "coverage"])
    yield _row(["---"] * 5)
    for name, (count, words, ms, coverage) in _totals(comparisons):
        yield _row([name, f"{count:.0f}", f"{words:.1f}", f"{ms:.1f}", f"{coverage:.2f}"])


def _section(comparison: Comparison) -> str:
    shared = {agreed.text: len(agreed.by) for agreed in comparison.agreement}
    cards = "\n".join(_card(entry, shared) for entry in comparison.entries)
    reference = (
        f"<p class=reference><b>Reference</b> {escape(comparison.reference)}</p>"
        if (comparison.reference)
        else ""
    )
    agreed = "\n".join(
        f"<li><b>{len(a.by)}</b> {escape(a.text)} <small>{escape(', '.join(a.by))}</small></li>"
        for a in comparison.agreement
    )
    signature = (
        f"<p><code>{escape(comparison.signature)}</code></p>" if comparison.signature else ""
    )
    return _SECTION.format(
        title=escape(_name(comparison)), length=escape(comparison.length), reference=reference,
        cards=cards, agreed=agreed, signature=signature,
    )  # fmt: skip


def _card(entry: Entry, shared: Mapping[str, int]) -> str:
    text = escape(entry.text)
    for sentence, count in shared.items():
        if count > 1:
            marked = f'<mark title="chosen by {count}">{escape(sentence)}</mark>'
            text = text.replace(escape(sentence), marked)
    for wrong in entry.unsupported:
        shown = (
            escape(_brackets(wrong)).replace("[[", "<mark class=wrong>").replace("]]", "</mark>")
        )
        text = text.replace(escape(wrong.text), shown)
    return (
        f"<article><h3>{escape(entry.name)}</h3>\n<p class=text>{text}</p>\n"
        f"<p class=figures>{escape(_figures(entry))}</p></article>"
    )


_SECTION = """<section>
<h2>{title}</h2>
<p class=figures>length: {length}; marked: sentences that several chose;
underlined: what the article does not support</p>
{reference}
<div class=cards>
{cards}
</div>
<details open><summary>Agreement</summary><ol>
{agreed}
</ol></details>
{signature}
</section>"""

_STYLE = """
:root { color-scheme: light dark; --ink: #1d2330; --paper: #fbfaf7; --card: #fff; --quiet: #5d6370;
  --mark: #ffe9a8; --line: #d9d6cd; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e3da; --paper: #15171c; --card: #1d2026;
  --quiet: #a3a9b4; --mark: #5a4a10; --line: #343842; } }
body { background: var(--paper); color: var(--ink); font: 1rem/1.55 Georgia, serif;
  max-width: 76rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.5rem; line-height: 1.25; } h3 { margin: 0; font: 600 1rem system-ui, sans-serif; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr));
  gap: 1rem; }
article { background: var(--card); border: 1px solid var(--line); border-radius: 6px;
  padding: .9rem; }
.text { white-space: pre-line; } mark { background: var(--mark); color: inherit; }
.wrong { background: none; border-bottom: 2px solid #c33; }
.figures, small, code, summary, .reference { color: var(--quiet);
  font: .85rem/1.5 system-ui, sans-serif; }
"""
