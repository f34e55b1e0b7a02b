"""`summarize check SUMMARY ARTICLE`: what of a summary its article does not support."""

import json
import sys
from collections.abc import Sequence

import click

from summarize.cli.group import complete_files, option
from summarize.document import Document
from summarize.errors import many
from summarize.grounding import CheckedSentence
from summarize.grounding import check as run
from summarize.pipeline import read
from summarize.reading import read as read_text
from summarize.rendering import lines

__all__ = ["check"]

UNSUPPORTED = 1

EPILOG = """\b
Exit code: 0 where every sentence is supported, 1 where one is not or a text cannot be read,
2 where the request is wrong.

\b
Examples:
  summarize check summary.txt article.txt
  summarize article.txt -s abstractive | summarize check - article.txt --json
"""


@click.command("check", epilog=EPILOG)
@click.argument("summary", metavar="SUMMARY", shell_complete=complete_files)
@click.argument("article", metavar="ARTICLE", shell_complete=complete_files)
@option("--language", default="auto", show_default=True, metavar="CODE", help="Of the article.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, spans and reasons included.")
def check(summary: str, article: str, language: str, as_json: bool) -> None:
    """Hold SUMMARY, anybody's, against its ARTICLE.

    Each is a path, a URL, or - for standard input (one of them). Every sentence is shown with its
    support, 0 to 1, and its lines in the article; names, numbers, dates, quotations and negations
    that nothing in the article supports are marked.
    """
    if summary == article == "-":
        raise click.UsageError("only one of SUMMARY and ARTICLE can be standard input")
    claimed = read_text(summary).text
    document = read(article, language=language, clean=False)
    found = run(claimed, document)
    click.echo(as_object(found) if as_json else as_text(found, document))
    if not all(sentence.supported for sentence in found):
        sys.exit(UNSUPPORTED)


def as_text(found: Sequence[CheckedSentence], document: Document) -> str:
    """A line for each sentence, its unsupported stretches in brackets; the reasons below it."""
    shown = []
    for sentence in found:
        mark = "ok" if sentence.supported else "!!"
        shown.append(
            f"{mark} {sentence.support:.2f}  {marked(sentence)}{where(sentence, document)}"
        )
        shown += [f"           {claim.kind}: {claim.why}" for claim in sentence.unsupported]
        if not sentence.unsupported and not sentence.supported:
            shown.append("           nothing in the article says this")
    bad = sum(not sentence.supported for sentence in found)
    shown.append(f"{many(len(found), 'sentence')}, {bad} not supported")
    return "\n".join(shown)


def marked(sentence: CheckedSentence) -> str:
    """The sentence, what nothing supports in double square brackets."""
    parts, at = [], 0
    for claim in sentence.unsupported:
        start = max(at, claim.span.start)
        if claim.span.end <= start:
            continue
        parts += [sentence.text[at:start], f"[[{sentence.text[start : claim.span.end]}]]"]
        at = claim.span.end
    return " ".join("".join([*parts, sentence.text[at:]]).split())


def where(sentence: CheckedSentence, document: Document) -> str:
    """The lines of the article it rests on."""
    firsts = dict.fromkeys(lines(document.text, span)[0] for span in sentence.sources)
    return f"  (line {', '.join(map(str, firsts))})" if firsts else ""


def as_object(found: Sequence[CheckedSentence]) -> str:
    """The same as JSON."""
    sentences = [
        {
            "text": sentence.text,
            "supported": sentence.supported,
            "support": sentence.support,
            "sources": sentence.sources,
            "unsupported": [claim._asdict() for claim in sentence.unsupported],
        }
        for sentence in found
    ]
    return json.dumps({"schema": 1, "sentences": sentences}, ensure_ascii=False, indent=2)
