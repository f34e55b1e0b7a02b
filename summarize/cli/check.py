"""`summarize check SUMMARY ARTICLE`: what in a summary its article does not support."""

import json
import sys
from collections.abc import Sequence

import click

from summarize.cli.group import complete_files, option
from summarize.document import Document
from summarize.errors import many
from summarize.grounding import CheckedSentence, Finding, checks_in, sentences_of
from summarize.grounding.verifiers import EMBEDDED, get
from summarize.pipeline import read
from summarize.reading import read as read_text
from summarize.rendering import lines

__all__ = ["check"]

UNSUPPORTED = 3
SCHEMA = 2

EPILOG = """\b
Exit code: 0 if nothing is wrong, 3 if a sentence is contradicted or not found, 1 if a text cannot
be read, 2 for a usage error.

\b
Examples:
  summarize check summary.txt article.txt
  summarize article.txt -s abstractive | summarize check - article.txt --json
"""


@click.command("check", epilog=EPILOG)
@click.argument("summary", metavar="SUMMARY", shell_complete=complete_files)
@click.argument("article", metavar="ARTICLE", shell_complete=complete_files)
@option("--language", default="auto", show_default=True, metavar="CODE", help="Article language.")
@option(
    "--verifier",
    default="embedded",
    show_default=True,
    metavar="NAME",
    help="Checker: embedded, hub:model=NAME, or a plug-in's.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON with spans and reasons.")
def check(summary: str, article: str, language: str, verifier: str, as_json: bool) -> None:
    """Check a summary against its article.

    Each of SUMMARY and ARTICLE is a path, a URL, or - for standard input (one of them). Each
    sentence is supported, contradicted, not found or not checked; it is shown with its support
    (0-1), its lines in the article, and what is wrong with it. "Supported" means that no
    contradiction was found, not that the sentence is true.
    """
    if summary == article == "-":
        raise click.UsageError("only one of SUMMARY and ARTICLE can be standard input")
    verify = get(verifier)
    document = read(article, language=language, clean=False)
    sentences = [*sentences_of(read_text(summary).text, document.language)]
    checked = verify(document, sentences)
    checks = checks_in(document.language) if verifier == EMBEDDED else None
    shown = as_object(checked, document, checks) if as_json else as_text(checked, document, checks)
    click.echo(shown)
    if not all(sentence.supported for sentence in checked):
        sys.exit(UNSUPPORTED)


def as_text(
    checked: Sequence[CheckedSentence], document: Document, checks: Sequence[str] | None
) -> str:
    """Return a line for each sentence, what is wrong in brackets, and the reasons below it.

    The last line names the checks that the article's language allows, where these are not all.
    """
    shown = []
    for sentence in checked:
        head = f"{sentence.verdict:12} {sentence.support:.2f}"
        shown.append(f"{head}  {sentence.marked}{where(sentence, document)}")
        shown += [f"{'':19}{reason(finding, document)}" for finding in sentence.findings]
        if not sentence.findings and not sentence.supported:
            shown.append(f"{'':19}nothing in the article says this")
    counts = [sentence.verdict for sentence in checked]
    others = [f"{counts.count(v)} {v}" for v in dict.fromkeys(counts) if v != "supported"]
    shown.append(", ".join([many(len(checked), "sentence"), *others]))
    if checks and "meaning" not in checks:
        listed = f"{', '.join(checks[:-1])} and {checks[-1]}"
        shown.append(f"language '{document.language}': only {listed} are checked")
    return "\n".join(shown)


def reason(finding: Finding, document: Document) -> str:
    """Return what is wrong, with the line of the article that contradicts it."""
    line = f" (line {lines(document.text, finding.source)[0]})" if finding.source else ""
    return f"{finding.kind}: {finding.why}{line}"


def where(sentence: CheckedSentence, document: Document) -> str:
    """Return the lines of the article that the sentence was compared with."""
    firsts = dict.fromkeys(lines(document.text, span)[0] for span in sentence.sources)
    return f"  (line {', '.join(map(str, firsts))})" if firsts else ""


def as_object(
    checked: Sequence[CheckedSentence], document: Document, checks: Sequence[str] | None
) -> str:
    """Return the same as JSON; `checks` is null for a verifier of somebody else's."""
    sentences = [
        {
            "text": sentence.text,
            "verdict": sentence.verdict,
            "supported": sentence.supported,
            "support": sentence.support,
            "sources": sentence.sources,
            "unsupported": [finding._asdict() for finding in sentence.unsupported],
            "findings": [finding._asdict() for finding in sentence.findings],
        }
        for sentence in checked
    ]
    values = {
        "schema": SCHEMA,
        "language": document.language,
        "checks": checks,
        "sentences": sentences,
    }
    return json.dumps(values, ensure_ascii=False, indent=2)
