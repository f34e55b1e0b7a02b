"""Comparing summarizers on one article, and on several."""

import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from chat_servers import Response, served
from click.testing import CliRunner, Result

from summarize.cli import main
from summarize.document import Document
from summarize.errors import InputError, UnknownNameError, UsageError
from summarize.evaluation.compare import Comparison, compare
from summarize.evaluation.reports.side_by_side import FORMATS, render

TEXT = (
    "The harbour bridge reopened on Monday after a year of repairs.\n\n"
    "Engineers replaced forty cables & <every> lamp on the bridge.\n\n"
    "The town paid nine million euros for the repairs of the bridge.\n\n"
    "Ferries that carried commuters across the harbour stop in May.\n"
)
REFERENCE = "The harbour bridge reopened after repairs that cost nine million euros."
NAMES = ["textrank", "lead", "sumy-luhn"]


@pytest.fixture
def comparison() -> Comparison:
    return compare(TEXT, summarizers=NAMES, length="2s", reference=REFERENCE)


def test_each_summarizer_has_its_entry_in_the_order_asked_for(comparison: Comparison) -> None:
    assert [entry.name for entry in comparison.entries] == NAMES
    assert all(entry.words and 0 < entry.coverage <= 1 for entry in comparison.entries)


def test_a_comparison_prints_as_the_command_prints_it(comparison: Comparison) -> None:
    assert str(comparison) == render([comparison], "text")


def test_what_the_article_does_not_support_is_marked() -> None:
    invented = "Engineers replaced fifty cables and every lamp on the bridge."
    with served(lambda _: Response(f"The harbour bridge reopened on Monday. {invented}")) as server:
        compared = compare(
            TEXT, summarizers=["lead", f"chat:url={server.url},model=tiny,cache=no"], length="2s"
        )
    lead, chat = compared.entries
    assert [sentence.text for sentence in chat.unsupported] == [invented]
    assert lead.unsupported == ()
    for form in ("text", "markdown"):
        assert "[[fifty]]" in " ".join(render([compared], form).replace(">", "").split())
    assert "1 unsupported" in render([compared], "text")
    assert "<mark class=wrong>fifty</mark>" in render([compared], "html")


def test_notes_of_an_article_are_told_unless_quiet(tmp_path: Path) -> None:
    page = tmp_path / "notebook.ipynb"
    cells = [
        {"cell_type": "markdown", "source": TEXT},
        {"cell_type": "code", "source": "1 + 1", "outputs": []},
    ]
    page.write_text(json.dumps({"cells": cells, "nbformat": 4, "metadata": {}}))
    line = ["compare", "-s", "lead", str(page)]
    loud, quiet = CliRunner().invoke(main, line), CliRunner().invoke(main, [*line, "-q"])
    assert "note: " in loud.stderr
    assert (quiet.exit_code, quiet.stderr) == (0, "")
    assert "Engineers" in quiet.stdout


def test_a_reference_brings_scores_and_their_signature(comparison: Comparison) -> None:
    assert all(entry.scores and entry.scores["rouge1"].f1 > 0 for entry in comparison.entries)
    assert str(comparison.signature).startswith("rouge|")
    without = compare(TEXT, summarizers=["lead"])
    assert (without.signature, without.entries[0].scores) == (None, None)


def test_agreement_counts_who_chose_what(comparison: Comparison) -> None:
    counts = [len(agreed.by) for agreed in comparison.agreement]
    assert counts == sorted(counts, reverse=True)
    for agreed in comparison.agreement:
        assert agreed.span.of(TEXT) == agreed.text
        assert set(agreed.by) <= set(NAMES)


def test_what_two_others_chose_is_missed(comparison: Comparison) -> None:
    shared = {agreed.text: agreed.by for agreed in comparison.agreement if len(agreed.by) >= 2}
    for entry in comparison.entries:
        assert set(entry.missed) == {text for text, by in shared.items() if entry.name not in by}


def test_every_summarizer_there_is_takes_part_unless_said_otherwise() -> None:
    assert len(compare(TEXT, length="1s").entries) >= 12


def test_a_summarizer_that_fails_is_shown_in_its_place() -> None:
    found = compare(Document.from_text("", source="empty.txt"), summarizers=["lead", "textrank"])
    assert all("nothing to summarize" in str(entry.error) for entry in found.entries)
    assert "failed" in render([found], "text")
    assert "failed" in render([found], "markdown")


def test_an_unknown_summarizer_is_a_wrong_request() -> None:
    with pytest.raises(UnknownNameError):
        compare(TEXT, summarizers=["textrnk"])


def test_summarizers_may_stand_in_one_text_and_there_is_one_at_least() -> None:
    assert [e.name for e in compare(TEXT, summarizers="lead,textrank").entries] == [
        "lead",
        "textrank",
    ]
    with pytest.raises(UsageError, match="no summarizer is named"):
        compare(TEXT, summarizers=[])


def test_language_and_cleaning_are_those_asked_for() -> None:
    article = " ".join(TEXT.split())
    page = f"{article}\n\nSign up for our newsletter\n"
    whole = compare(page, summarizers="lead", length="20s", clean=False, language="en")
    assert "newsletter" in whole.entries[0].text
    assert "newsletter" not in compare(page, summarizers="lead", length="20s").entries[0].text


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        compare(tmp_path / "none.txt")


def test_text_fits_a_terminal(comparison: Comparison) -> None:
    shown = render([comparison, comparison], "text")
    assert max(map(len, shown.splitlines())) <= 80
    assert "Chosen by several:" in shown
    assert "All " in shown


def test_markdown_has_a_table_and_the_texts(comparison: Comparison) -> None:
    shown = render([comparison, comparison], "markdown")
    assert "| summarizer | words | ms | coverage | missed | R-1 | R-2 | R-Lsum |" in shown
    assert "> The harbour bridge" in shown
    assert "## All" in shown


def test_json_is_one_object_or_an_array(comparison: Comparison) -> None:
    assert json.loads(render([comparison], "json"))["length"] == "2s"
    assert len(json.loads(render([comparison, comparison], "json"))) == 2


class Tags(HTMLParser):
    """Collects the elements and addresses of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def test_html_has_a_card_each_and_asks_nothing_of_the_network(comparison: Comparison) -> None:
    page = Tags(render([comparison], "html"))
    assert page.seen.count("article") == len(NAMES)
    assert page.links == []
    assert "every" not in page.seen


def test_an_unknown_form_lists_those_there_are(comparison: Comparison) -> None:
    with pytest.raises(UnknownNameError, match=", ".join(FORMATS)):
        render([comparison], "xml")


Command = Callable[..., Result]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    """Runs `summarize compare` in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "bridge.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "mine.txt").write_text(REFERENCE, encoding="utf-8")

    def run(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(main, ["compare", *arguments], input=stdin)

    return run


def test_the_command_scores_by_a_reference(command: Command) -> None:
    done = command("articles/bridge.txt", "--reference", "mine.txt", "-s", "textrank,lead")
    assert done.exit_code == 0
    assert "R-1" in done.stdout


def test_the_command_takes_a_folder_a_pipe_and_several(command: Command) -> None:
    assert "bridge.txt" in command("articles", "-s", "lead").stdout
    assert "text · 1s" in command("-", "-s", "lead", "-l", "1s", stdin=TEXT).stdout.replace(
        "-", "text"
    )
    assert "All " in command("articles", "articles/bridge.txt", "-s", "lead").stdout


def test_the_command_writes_a_page(command: Command, tmp_path: Path) -> None:
    done = command("articles", "-s", "lead", "-f", "html", "-o", "compared.html")
    assert done.exit_code == 0
    assert (tmp_path / "compared.html").read_text().startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("none.txt",), 1, "none.txt"),
        (("none.txt", "articles/bridge.txt", "-s", "lead"), 1, "none.txt"),
        (("articles/bridge.txt", "-s", "textrnk"), 2, "Did you mean textrank?"),
        (("articles/bridge.txt", "-l", "tiny"), 2, "is not a length"),
        (("a", "b", "--reference", "mine.txt"), 2, "--reference is for one article"),
        (("mine.txt", "-o", "mine.txt"), 2, "would be overwritten"),
        (("empty",), 1, "holds no file"),
        (("articles/bridge.txt", "-s", ","), 2, "no summarizer is named"),
    ],
)
def test_what_is_wrong_is_one_line_with_its_exit_code(
    command: Command, tmp_path: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    (tmp_path / "empty").mkdir()
    done = command(*arguments)
    assert done.exit_code == code
    assert said in done.stderr
    assert done.stderr.count("\n") == 1 or code == 1
    assert "Traceback" not in done.output
