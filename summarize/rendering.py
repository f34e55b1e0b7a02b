"""A summary as text, Markdown, JSON, JSON lines or a page of HTML.

Each form is a function of the same three things and stands in `FORMATS`.
"""

import json
import re
from base64 import b64encode
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import Any

from summarize.document import Block, Document, Removed, Span
from summarize.document.combination import part_of
from summarize.errors import UnknownNameError
from summarize.language.keywords import keywords, reading_seconds
from summarize.summary import Summary, SummarySentence, join, literal

__all__ = ["FORMATS", "View", "html_page", "render"]


@dataclass(frozen=True, slots=True)
class View:
    """What is shown beside the summary itself.

    Attributes:
        explain: each sentence with its score, its support and its lines in the source.
        removed: what cleaning took away, and by which rule.
        keywords: the text's keywords and its reading time.
    """

    explain: bool = False
    removed: bool = False
    keywords: bool = False


def render(summary: Summary, document: Document, form: str, view: View | None = None) -> str:
    """`summary` of `document` in the form of that name, without a line break at its end.

    Raises:
        UnknownNameError: there is no such form.
    """
    if form not in FORMATS:
        raise UnknownNameError("format", form, FORMATS)
    return FORMATS[form](summary, document, view or View())


def lines(text: str, span: Span) -> tuple[int, int]:
    """The first and last line of `text`, counted from 1, that `span` touches."""
    first = text.count("\n", 0, span.start) + 1
    return first, first + text.count("\n", span.start, span.end)


def as_text(summary: Summary, document: Document, view: View) -> str:
    """The summary alone; below it what `view` asks for, as indented lists."""
    parts = [_cited_text(summary, document), *_documents(document)]
    if view.keywords:
        parts += ["", *(f"{name}: {value}" for name, value in _about(document).items())]
    if view.explain:
        parts += ["", "Why these sentences:"]
        for number, sentence in enumerate(summary.sentences, 1):
            parts += [f"  {number}. {_evidence(sentence, document)}", f"     {sentence.text}"]
    if view.removed:
        parts += ["", f"Removed ({len(summary.removed)}):" if summary.removed else "Removed: none"]
        parts += [
            f"  {item.rule:<14} {_where(document, (item.span,))}: {_shown(item)}"
            for item in summary.removed
        ]
    return "\n".join(parts)


def as_markdown(summary: Summary, document: Document, view: View) -> str:
    """The title as a heading, the summary, and what `view` asks for as tables."""
    parts = [f"# {literal(summary.title)}", ""] if summary.title else []
    text = literal(_cited_text(summary, document))
    if text.startswith("• "):
        text = re.sub("^• ", "- ", text, flags=re.MULTILINE)
    parts += [text, *map(literal, _documents(document))]
    if view.keywords:
        parts += ["", *(f"*{name}*: {literal(v)}  " for name, v in _about(document).items())]
    if view.explain:
        parts += ["", "| sentence | score | support | source |", "|---|---|---|---|"]
        parts += [
            f"| {_cell(s.text)} | {s.score:.4f} | {s.support:.2f} | {_where(document, s.sources)} |"
            for s in summary.sentences
        ]
    if view.removed:
        parts += ["", "| removed | rule | source |", "|---|---|---|"]
        parts += [
            f"| {_cell(_shown(item))} | {item.rule} | {_where(document, (item.span,))} |"
            for item in summary.removed
        ]
    return "\n".join(parts)


def as_json(summary: Summary, document: Document, view: View) -> str:
    """Everything the summary knows, indented; `view` takes nothing away."""
    return json.dumps(_object(summary, document, view), ensure_ascii=False, indent=2)


def as_json_line(summary: Summary, document: Document, view: View) -> str:
    """Everything the summary knows, on one line."""
    return json.dumps(_object(summary, document, view), ensure_ascii=False)


def as_html(summary: Summary, document: Document, view: View) -> str:
    """A page that stands alone: the summary, and the article with its sentences marked."""
    title = escape(summary.title or document.source or "Summary")
    tag = "ul" if summary.text.startswith("• ") else "p"
    sentences = "\n".join(
        _linked(n, s, tag, "".join(f" [{c}]" for c in citations(document, s)))
        for n, s in enumerate(summary.sentences, 1)
    )
    evidence = f"{summary.words} words of {summary.coverage.tokens}, by {summary.summarizer}"
    body = _BODY.format(
        title=title,
        summary=f"<{tag}>\n{sentences}\n</{tag}>",
        evidence=escape(evidence),
        notes="".join(f"<p class=note>{escape(note)}</p>\n" for note in summary.notes),
        article="\n".join(_article(summary, document)),
    )
    return html_page(title, body, _STYLE, language=document.language)


def html_page(title: str, body: str, style: str, *, language: str = "en", script: str = "") -> str:
    """Return a page that loads nothing: its style and script are in it.

    Args:
        title: of the page, as HTML.
        body: what it shows, as HTML.
        style: CSS.
        language: of the body.
        script: JavaScript; its hash is what the page allows to run.
    """
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return _PAGE.format(
        title=title,
        body=body,
        style=style,
        language=language,
        scripts=f"; script-src 'sha256-{digest}'" if script else "",
        script=f"\n<script>{script}</script>" if script else "",
    )


FORMATS: Mapping[str, Callable[[Summary, Document, View], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "json": as_json,
    "jsonl": as_json_line,
    "html": as_html,
}


def _evidence(sentence: SummarySentence, document: Document) -> str:
    where = _where(document, sentence.sources)
    return f"score {sentence.score:.4f}, support {sentence.support:.2f}, {where}"


def _where(document: Document, spans: tuple[Span, ...]) -> str:
    places = []
    for first, last in (lines(document.text, span) for span in spans):
        places.append(f"line {first}" if first == last else f"lines {first}-{last}")
    return ", ".join(places)


def _shown(item: Removed) -> str:
    text = " ".join(item.text.split())
    return text if len(text) <= _REMOVED else f"{text[: _REMOVED - 1]}…"


def _cell(text: str) -> str:
    return literal(text).replace("|", "\\|").replace("\n", " ")


def _object(summary: Summary, document: Document, view: View) -> dict[str, object]:
    values: dict[str, Any] = {"source": document.source, **summary.to_dict()}
    if document.parts:
        values["documents"] = [
            {"number": n, "source": part.name, "title": part.title, "span": list(part.span)}
            for n, part in enumerate(document.parts, 1)
        ]
        for one, sentence in zip(values["sentences"], summary.sentences, strict=True):
            one["documents"] = citations(document, sentence)
    if view.keywords:
        texts = [sentence.text for sentence in document.sentences]
        values["keywords"] = keywords(texts, document.language)
        values["reading_seconds"] = reading_seconds(document.words)
    return values


def citations(document: Document, sentence: SummarySentence) -> list[int]:
    """The numbers of the documents that a sentence rests on; none where there is only one."""
    if not document.parts:
        return []
    return sorted({part_of(document, span) + 1 for span in sentence.sources})


def _cited_text(summary: Summary, document: Document) -> str:
    """The summary's text, each sentence with the numbers of its documents."""
    if not document.parts:
        return summary.text
    texts = [
        " ".join([sentence.text, *(f"[{number}]" for number in citations(document, sentence))])
        for sentence in summary.sentences
    ]
    return join(texts, "bullets" if summary.text.startswith("• ") else "prose")


def _documents(document: Document) -> list[str]:
    """The list of documents that were put together; empty where there is only one."""
    named = [
        f"[{number}] {part.name}{f': {part.title}' if part.title else ''}"
        for number, part in enumerate(document.parts, 1)
    ]
    return ["", *named] if named else []


def _about(document: Document) -> dict[str, str]:
    """Keywords and reading time, as they are shown."""
    texts = [sentence.text for sentence in document.sentences]
    seconds = reading_seconds(document.words)
    time = f"{seconds} seconds" if seconds < 60 else f"{round(seconds / 60)} min"
    return {
        "Keywords": ", ".join(keywords(texts, document.language)),
        "Reading time": f"{time}, {document.words} words",
    }


def _linked(number: int, sentence: SummarySentence, tag: str, cited: str) -> str:
    link = f'<a href="#s{number}">{escape(sentence.text)}</a>{cited}'
    return f"<li>{link}</li>" if tag == "ul" else link


def _article(summary: Summary, document: Document) -> Iterator[str]:
    """The blocks of the article and what was removed between them, in the order they stand."""
    marks = _marks(summary)
    parts: list[Block | Removed] = [*document.blocks, *document.removed]
    for part in sorted(parts, key=lambda part: part.span):
        if isinstance(part, Removed):
            yield f"<p class=removed><small>{escape(part.rule)}</small> {escape(part.text)}</p>"
        else:
            opening, closing = _TAGS[part.kind]
            yield f"{opening}{_marked(document.text, part.span, marks)}{closing}"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A stretch of the article, and the sentences of the summary whose link leads to it."""

    span: Span
    ids: tuple[int, ...]


def _marks(summary: Summary) -> list[_Mark]:
    """The spans the summary rests on, none overlapping; each sentence leads to its first."""
    leading: dict[Span, list[int]] = {}
    for number, sentence in enumerate(summary.sentences, 1):
        for place, span in enumerate(sorted(sentence.sources)):
            leading.setdefault(span, []).extend([number] * (not place))
    marks: list[_Mark] = []
    for span, ids in sorted(leading.items()):
        if marks and span.start < marks[-1].span.end:
            before = marks.pop()
            span = Span(before.span.start, max(before.span.end, span.end))
            ids = [*before.ids, *ids]
        marks.append(_Mark(span, tuple(ids)))
    return marks


def _marked(text: str, block: Span, marks: Sequence[_Mark]) -> str:
    at, parts = block.start, []
    for mark in marks[bisect_left(marks, block.start, key=lambda mark: mark.span.start) :]:
        if mark.span.end > block.end:
            break
        first = f' id="s{mark.ids[0]}"' if mark.ids else ""
        others = "".join(f'<a id="s{number}"></a>' for number in mark.ids[1:])
        parts.append(escape(text[at : mark.span.start]))
        parts.append(f"<mark{first}>{others}{escape(mark.span.of(text))}</mark>")
        at = mark.span.end
    return "".join([*parts, escape(text[at : block.end])])


_REMOVED = 72  # letters that are shown of a part taken out
_TAGS = {
    "paragraph": ("<p>", "</p>"),
    "heading": ("<h2>", "</h2>"),
    "item": ("<p class=item>", "</p>"),
    "code": ("<pre>", "</pre>"),
}

_STYLE = """
:root { color-scheme: light dark; --ink: #1d2330; --paper: #fbfaf7; --quiet: #666c78;
  --mark: #ffe9a8; --line: #d9d6cd; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e3da; --paper: #15171c; --quiet: #9aa0ab; --mark: #5a4a10; --line: #343842; }
}
body { background: var(--paper); color: var(--ink); font: 1.05rem/1.6 Georgia, serif;
  max-width: 42rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.15rem; }
section { border-left: 4px solid var(--mark); padding-left: 1rem; }
section a { color: inherit; text-decoration-color: var(--quiet); }
mark { background: var(--mark); color: inherit; padding: .1em 0; }
mark:target, mark:has(:target) { outline: 2px solid var(--quiet); }
.evidence, .note, .removed { color: var(--quiet); font: .85rem/1.5 system-ui, sans-serif; }
.removed { text-decoration: line-through; }
.removed small { border: 1px solid var(--line); border-radius: 3px; padding: 0 .3em;
  display: inline-block; text-decoration: none; }
.item { padding-left: 1.2rem; } pre { overflow-x: auto; }
"""

_BODY = """<h1>{title}</h1>
<section aria-label="Summary">
{summary}
</section>
<p class=evidence>{evidence}</p>
{notes}<article aria-label="The article, with the summary's sentences marked">
{article}
</article>"""

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'{scripts}">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
{body}
</main>{script}
</body>
</html>"""
