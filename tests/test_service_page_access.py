"""The page for everyone: by keyboard, in trouble, to axe, on a phone, in the dark, on paper."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from browsing import (
    ARTICLE,
    BODY_LIMIT,
    Visit,
    compare,
    ready,
    scrolls_sideways,
    serving,
    summarize,
    tab_to,
    use,
)
from playwright.sync_api import Page, expect

from summarize.service.http.auth import make_key


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    with serving(BODY_LIMIT=str(BODY_LIMIT)) as (address, _):
        yield address


# -- the keyboard --------------------------------------------------------------------------------


def test_everything_can_be_done_by_the_keyboard_alone(visit: Visit) -> None:
    page = ready(visit())
    page.keyboard.press("Tab")
    expect(page.get_by_text("Skip to the article field")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.insert_text(ARTICLE)
    tab_to(page, "[name=length]:checked")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[name=length][value=short]")).to_be_checked()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#results-title")).to_be_focused()
    tab_to(page, "#s0-0")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#s0-1")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator('mark[data-cites="s0-0"]').first).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#s0-0")).to_be_focused()


def test_windows_open_and_close_by_the_keyboard_and_give_the_focus_back(
    visit: Visit,
) -> None:
    page = ready(visit())
    for name in ("open-history", "open-help"):
        page.focus(f"#{name}")
        page.keyboard.press("Enter")
        expect(page.locator("dialog[open]")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
        expect(page.locator(f"#{name}")).to_be_focused()


# -- what goes wrong -----------------------------------------------------------------------------


def test_nothing_to_summarize_is_said_at_the_field(visit: Visit) -> None:
    page = ready(visit())
    page.click("#go")
    expect(page.get_by_role("alert")).to_contain_text("nothing to summarize yet")
    expect(page.locator("#text")).to_be_focused()
    expect(page.locator("#text")).to_have_attribute("aria-invalid", "true")
    page.fill("#text", "Something.")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_too_large_a_text_is_refused_in_words(visit: Visit) -> None:
    page = ready(visit())
    page.fill("#text", "word " * (BODY_LIMIT // 4))
    page.click("#go")
    expect(page.get_by_role("alert")).to_contain_text("the limit of this service is 200 kB")
    page.fill("#text", '"\\' * (BODY_LIMIT // 3))  # twice as long in JSON: the service counts that
    page.click("#go")
    expect(page.get_by_role("alert")).to_contain_text("Too large.")


def test_a_file_that_cannot_be_read_is_refused_in_words(visit: Visit, tmp_path: Path) -> None:
    image = tmp_path / "picture.png"
    image.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 4)
    page = ready(visit())
    page.set_input_files("#file", image)
    page.check("[name=kind][value=file]")
    page.click("#go")
    expect(page.get_by_role("alert")).to_contain_text("picture.png")


def test_a_service_that_is_gone_is_said_and_tried_again(visit: Visit) -> None:
    with serving() as (address, process):
        page = summarize(visit(address))
        process.kill()
        process.wait()
    page.click("#go")
    expect(page.get_by_role("alert")).to_contain_text("Cannot reach the service")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("alert")).to_contain_text("Your text is still here")
    page.click("#edit-source")
    expect(page.locator("#text")).to_have_value(ARTICLE)


def test_what_takes_long_shows_that_it_runs_and_can_be_cancelled(
    visit: Visit,
) -> None:
    page = ready(visit())
    page.route("**/v1/summarize", lambda route: None)  # as if the service took for ever
    page.fill("#text", ARTICLE)
    page.click("#go")
    expect(page.locator("#progress")).to_contain_text("Summarizing")
    expect(page.locator("#announce")).to_contain_text("Press Escape to cancel")
    page.keyboard.press("Escape")
    expect(page.locator("#progress")).to_be_hidden()
    expect(page.locator("#announce")).to_have_text("Cancelled.")
    page.unroute("**/v1/summarize")
    page.click("#go")
    expect(page.locator("#results")).to_be_visible()


def test_a_service_with_keys_asks_for_one_and_keeps_it_for_the_tab(visit: Visit) -> None:
    key = make_key("reader")
    with serving(KEYS=key.entry) as (address, _):
        page = visit(address)
        expect(page.locator("#key")).to_be_visible()
        page.fill("#key-field", "wrong")
        page.keyboard.press("Enter")
        expect(page.locator("#key-field")).to_have_value("")
        page.fill("#key-field", key.secret)
        page.keyboard.press("Enter")
        summarize(page)
        page.reload()
        ready(page)
        assert page.evaluate("localStorage.length") == 1  # the history, and no key


def test_web_addresses_are_not_offered_where_the_service_downloads_nothing(visit: Visit) -> None:
    page = ready(visit())
    expect(page.get_by_text("Web address", exact=True)).to_be_hidden()
    page.fill("#text", "https://example.org/article")
    page.click("#go")
    expect(page.locator("#panel-text [role=alert]")).to_contain_text("Paste the text of the page")


@pytest.mark.parametrize(
    ("prepare", "place"),
    [
        (lambda page: None, "#panel-text"),
        (lambda page: page.check("[name=kind][value=file]"), "#panel-file"),
        (lambda page: page.check("[name=method][value=model]"), "#methods"),
        (lambda page: amount(page, "0"), "#lengths"),
    ],
    ids=["no text", "no file", "no model", "no length"],
)
def test_an_error_is_shown_beside_its_field(
    visit: Visit, prepare: Callable[[Page], object], place: str
) -> None:
    page = ready(visit())
    if place not in {"#panel-text", "#panel-file"}:
        page.fill("#text", ARTICLE)
    prepare(page)
    page.click("#go")
    expect(page.locator(f"{place} [role=alert]")).to_be_visible()
    expect(page.locator(f"{place} [aria-invalid=true]")).to_be_focused()


def amount(page: Page, value: str) -> None:
    page.check("[name=length][value=other]")
    page.fill("#amount", value)


@pytest.mark.parametrize("size", [(1280, 800), (768, 1024), (390, 844), (390, 664)])
@pytest.mark.parametrize("method", ["key", "compare"])
def test_the_button_is_visible_without_scrolling(
    visit: Visit, size: tuple[int, int], method: str
) -> None:
    width, height = size
    page = ready(visit(viewport={"width": width, "height": height}))
    page.check(f"[name=method][value={method}]")
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator("#go")).to_be_in_viewport(ratio=1)
    assert not scrolls_sideways(page)


def test_three_plain_choices_come_before_the_algorithms(visit: Visit) -> None:
    page = ready(visit())
    choices = page.locator("#methods label:visible").all_inner_texts()
    assert choices == ["Key sentences", "Rewritten", "Your model", "Compare"]
    expect(page.locator("#summarizer")).to_be_hidden()
    page.click("#more summary")
    expect(page.locator("#summarizer")).to_be_visible()


def test_a_rewritten_summary_marks_every_sentence_supported_or_to_check(visit: Visit) -> None:
    page = ready(visit())
    page.check("[name=method][value=rewritten]")
    summarize(page)
    expect(page.locator(".facts")).to_contain_text("abstractive")
    assert page.locator(".sentence .verdict").count() == page.locator(".sentence").count()


# -- the eye --------------------------------------------------------------------------------------

LONG_WORD = "Donaudampfschifffahrts" * 12


def doubtful(page: Page) -> None:
    use(page, "inventing")
    page.select_option("#faithful", "flag")
    summarize(page)


def compared(page: Page) -> None:
    compare(page, "textrank", "lexrank", "failing", text=f"{LONG_WORD} {ARTICLE}")


def remembered(page: Page) -> None:
    summarize(page)
    page.click("#open-history")


def described(page: Page) -> None:
    page.get_by_role("link", name="API").click()
    page.wait_for_url("**/docs")


STATES: dict[str, Callable[[Page], object]] = {
    "start": lambda page: page.locator("#more summary").click(),
    "result": summarize,
    "doubtful": doubtful,
    "comparison": compared,
    "error": lambda page: page.locator("#go").click(),
    "history": remembered,
    "help": lambda page: page.locator("#open-help").click(),
    "api": described,
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_wrong_on_a_light_desk_or_a_dark_phone(visit: Visit, state: str) -> None:
    page = ready(visit(reduced_motion="reduce"))
    STATES[state](page)
    page.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
    assert violations(page) == []
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.set_viewport_size({"width": 390, "height": 844})
    assert violations(page, *SEEN) == []
    assert not scrolls_sideways(page)


# axe's rules about what colors and sizes change; the others read the same page twice.
SEEN = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")


def violations(page: Page, *rules: str) -> list[tuple[str, list[str]]]:
    """What axe finds wrong by these rules (by default all), and where."""
    found = page.evaluate(f"axe.run({json.dumps({'runOnly': rules} if rules else {})})")
    assert "color-contrast" in {passed["id"] for passed in found["passes"]}
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]


def test_the_dark_page_is_dark(visit: Visit) -> None:
    page = visit(color_scheme="dark")
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(map(int, re.findall(r"\d+", colour))) < 64


def test_paper_gets_the_summary_and_the_article_alone(visit: Visit) -> None:
    page = summarize(visit())
    page.emulate_media(media="print")
    expect(page.locator("#composer")).to_be_hidden()
    expect(page.locator(".tools")).to_be_hidden()
    expect(page.locator(".sentence").first).to_be_visible()
    expect(page.locator("#article-text")).to_be_visible()


def test_the_page_loads_under_a_policy_that_allows_its_own_files_alone(
    visit: Visit, service: str
) -> None:
    answer = visit().request.get(service)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|https?://(?!\")", answer.text())
