"""The page in a browser: comparisons, the history, and what is copied and downloaded."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from browsing import (
    ARTICLE,
    DATELINE,
    TITLE,
    Visit,
    again,
    compare,
    own,
    ready,
    serving,
    summarize,
)
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    with serving(URLS="true") as (address, _):
        yield address


# -- side by side --------------------------------------------------------------------------------


def test_summarizers_are_compared_side_by_side_over_one_article(
    visit: Visit,
) -> None:
    page = visit()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    compare(page, "textrank", "lead", "random")
    assert asked.count("/v1/compare") == 1
    columns = page.locator(".summary")
    assert [own(column.locator("h3")) for column in columns.all()] == [
        "A textrank", "B lead", "C random",
    ]  # fmt: skip
    tops = {round(column.evaluate("node => node.offsetTop")) for column in columns.all()}
    assert len(tops) == 1
    page.locator("#s1-0").hover()
    expect(page.locator('mark[data-cites~="s1-0"]').first).to_have_class(re.compile("lit"))
    expect(page.locator("mark.agreed").first).to_be_visible()


def test_a_summarizer_that_fails_says_so_in_its_own_column(visit: Visit) -> None:
    page = compare(visit(), "textrank", "failing")
    expect(page.locator(".summary").nth(1)).to_contain_text("it never does")
    expect(page.locator(".summary").nth(0).locator(".sentence").first).to_be_visible()


def test_four_summarizers_are_the_most_and_two_the_least(visit: Visit) -> None:
    page = ready(visit())
    page.fill("#text", ARTICLE)
    page.check("[name=method][value=compare]")
    page.click("#several-others summary")
    checked = page.locator("#several input:checked")
    while checked.count() < 4:
        page.locator("#several input:not(:checked)").first.check()
    expect(page.locator("#several input:disabled").first).to_be_visible()
    while checked.count() > 1:
        checked.first.uncheck()
    page.click("#go")
    expect(page.get_by_role("alert")).to_contain_text("two to four")


# -- what is kept and taken away -----------------------------------------------------------------


def test_the_history_is_kept_opened_deleted_and_turned_off(visit: Visit) -> None:
    page = summarize(visit())
    said = page.locator(".sentences").inner_text()
    page.reload()
    page.click("#open-history")
    page.get_by_role("button", name=re.compile(f"^{TITLE}")).click()
    assert page.locator(".sentences").inner_text() == said
    expect(page.locator("mark").first).to_be_visible()
    page.click("#open-history")
    page.uncheck("#keep-history")
    page.click("#history [data-close]")
    summarize(again(page), "Ferries stop in May. The bridge opens in June.")
    page.click("#open-history")
    assert page.locator("#history-list li").count() == 1
    page.get_by_role("button", name=f"Delete “{TITLE}”").click()
    expect(page.locator("#history-empty")).to_be_visible()


def test_the_history_is_bounded_and_can_be_cleared(visit: Visit) -> None:
    page = summarize(visit())
    page.evaluate(
        """() => { const [one] = JSON.parse(localStorage["summarize.history"]);
        const older = (n) => ({ ...one, made: `2025-01-01T00:00:${10 + n}Z` });
        const many = Array.from({ length: 20 }, (_, n) => older(n));
        localStorage["summarize.history"] = JSON.stringify(many); }"""
    )
    summarize(again(page), "Ferries stop in May. The bridge opens in June.")
    page.click("#open-history")
    assert page.locator("#history-list li").count() == 20
    expect(page.locator("#history-list li").first).to_contain_text("Ferries stop in May.")
    page.click("#clear-history")
    assert page.locator("#history-list li").count() == 0
    assert page.evaluate("localStorage.getItem('summarize.history')") is None


def test_a_browser_that_keeps_nothing_summarizes_all_the_same(visit: Visit) -> None:
    page = visit()
    page.add_init_script(
        """for (const kind of ["localStorage", "sessionStorage"]) Object.defineProperty(
        window, kind, { get() { throw new DOMException("denied", "SecurityError"); } })"""
    )
    page.reload()
    summarize(page)
    page.click("#open-history")
    expect(page.locator("#history-list li")).to_have_count(1)


def test_a_summary_is_copied_and_downloaded(visit: Visit) -> None:
    page = summarize(visit())
    page.click("#copy")
    expect(page.locator("#copy")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as markdown:
        page.click("#save-markdown")
    with page.expect_download() as data:
        page.click("#save-json")
    assert markdown.value.suggested_filename.endswith("but-keep-the-boats-moving.md")
    written = markdown.value.path().read_text(encoding="utf-8")
    value = json.loads(data.value.path().read_text(encoding="utf-8"))
    assert written.startswith(f"# {TITLE}\n\n{copied}\n\n")
    assert value["text"] == copied
    (start, end), *_ = value["sentences"][0]["sources"]
    first = value["sentences"][0]["text"]
    assert value["document"]["text"][start:end] == f"{DATELINE}{first}"


def test_a_comparison_is_downloaded_whole(visit: Visit) -> None:
    page = compare(visit(), "textrank", "failing")
    with page.expect_download() as markdown:
        page.click("#save-markdown")
    with page.expect_download() as data:
        page.click("#save-json")
    written = markdown.value.path().read_text(encoding="utf-8")
    value = json.loads(data.value.path().read_text(encoding="utf-8"))
    assert "## textrank" in written
    assert "it never does" in written
    assert [part["summarizer"] for part in value["summaries"]] == ["textrank", "failing"]
