"""The page of the service, in a real browser, served by the real service."""

import re
from collections.abc import Iterator

import pytest
from browsing import (
    ARTICLE,
    DATELINE,
    PATIENCE,
    ROOT,
    TITLE,
    Visit,
    again,
    compare,
    folded,
    own,
    ready,
    serving,
    summarize,
    use,
)
from playwright.sync_api import Page, expect


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    with serving(URLS="true") as (address, _):
        yield address


# -- four ways in --------------------------------------------------------------------------------


def test_pasted_text_becomes_a_summary_whose_sentences_are_marked_in_the_article(
    visit: Visit,
) -> None:
    page = ready(visit())
    page.evaluate("text => navigator.clipboard.writeText(text)", ARTICLE)
    page.focus("#text")
    page.keyboard.press("Control+V")
    page.click("#go")
    sentences = page.locator(".sentence")
    expect(sentences.first).to_be_visible()
    assert 3 <= sentences.count() <= 5
    marked = []
    for sentence in sentences.all():
        marks = page.locator(f'mark[data-cites="{sentence.get_attribute("id")}"]')
        marked.append("".join(own(mark) for mark in marks.all()))
    first, *others = map(own, sentences.all())
    assert marked == [f"{DATELINE}{first}", *others]
    expect(page.locator(".headline")).to_have_text(TITLE)
    expect(page.locator("#results-title")).to_be_focused()
    expect(page.locator("#announce")).to_contain_text("Summary ready")


def drop(page: Page, name: str, text: str) -> None:
    """Drop a file on the page."""
    carried = page.evaluate_handle(
        """([name, text]) => { const carried = new DataTransfer();
        carried.items.add(new File([text], name)); return carried; }""",
        [name, text],
    )
    page.dispatch_event("main", "dragenter", {"dataTransfer": carried})
    expect(page.locator("#drop")).to_be_visible()
    page.dispatch_event("main", "drop", {"dataTransfer": carried})
    expect(page.locator("#drop")).to_be_hidden()


def test_a_dropped_file_is_summarized(visit: Visit) -> None:
    page = ready(visit())
    drop(page, "bridge.txt", ARTICLE)
    expect(page.locator("#file")).to_be_focused()
    page.click("#go")
    expect(page.locator("mark").first).to_be_visible()
    expect(page.locator("#origin-title")).to_have_text(TITLE)


MAIL = """From: Ada Lund <ada@example.org>
To: board@example.org
Subject: The pump in the north hall
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Dear all,

The pump in the north hall failed on Friday night, and the hall is closed until=
 the insurer has seen it. The insurer sends an assessor on Monday at ten. Nobody=
 should move the pump before that. Caf=C3=A9 Lund serves lunch outside.

-- =20
Ada Lund, facilities
"""
SUBTITLES = """1
00:00:04,000 --> 00:00:07,000
The harbour bridge reopened on Monday

2
00:00:07,000 --> 00:00:10,000
after a year of repairs.

3
00:00:10,000 --> 00:00:13,500
Engineers replaced forty cables and every lamp on it.

4
00:00:13,500 --> 00:00:17,000
The town paid nine million euros for the work.
"""


@pytest.mark.parametrize(
    ("name", "text", "said", "noise"),
    [
        ("pump.eml", MAIL, "The insurer sends an assessor on Monday at ten.", "=C3"),
        ("bridge.srt", SUBTITLES, "reopened on Monday after a year of repairs.", "-->"),
    ],
    ids=["e-mail", "subtitles"],
)
def test_an_e_mail_or_subtitles_can_be_dropped(
    visit: Visit, name: str, text: str, said: str, noise: str
) -> None:
    page = ready(visit())
    drop(page, name, text)
    page.click("#go")
    expect(page.locator(".sentences")).to_contain_text(said)
    expect(page.locator(".sentences")).not_to_contain_text(noise)


def test_a_chosen_file_is_summarized_at_the_chosen_length_by_the_chosen_summarizer(
    visit: Visit,
) -> None:
    page = ready(visit())
    page.check("[name=kind][value=file]")
    page.set_input_files("#file", ROOT / "samples" / "rain-garden.txt")
    page.check("[name=length][value=bullets]")
    use(page, "lexrank")
    page.click("#go")
    expect(page.locator("ul.sentences li").first).to_be_visible()
    assert 3 <= page.locator("ul.sentences li").count() <= 5
    expect(page.locator(".facts")).to_contain_text("lexrank")


def test_a_pasted_web_address_is_fetched_and_its_error_is_shown_at_the_field(
    visit: Visit,
) -> None:
    page = ready(visit())
    page.fill("#text", "http://127.0.0.1:9/article")
    page.click("#go")
    expect(page.get_by_role("alert")).to_contain_text("127.0.0.1", timeout=PATIENCE)
    expect(page.locator("#url")).to_be_focused()
    expect(page.locator("#url")).to_have_value("http://127.0.0.1:9/article")


def test_a_length_of_ones_own_and_the_other_options_are_kept(visit: Visit) -> None:
    page = ready(visit())
    page.check("[name=length][value=other]")
    page.fill("#amount", "2")
    page.click("#more summary")
    page.uncheck("#clean")
    page.select_option("#language", "en")
    page.select_option("#faithful", "flag")
    summarize(page)
    assert page.locator(".sentence").count() == 2
    expect(page.locator(".removed")).to_have_count(0)
    expect(page.locator(".facts")).to_contain_text(re.compile(r"Removed\s*nothing"))


# -- the evidence --------------------------------------------------------------------------------


def test_pointing_at_a_sentence_lights_its_place_and_pointing_at_the_place_lights_the_sentence(
    visit: Visit,
) -> None:
    page = summarize(visit())
    sentence, mark = page.locator("#s0-0"), page.locator('mark[data-cites="s0-0"]').first
    sentence.hover()
    expect(mark).to_have_class(re.compile("lit"))
    page.hover("#article-title")
    expect(mark).not_to_have_class(re.compile("lit"))
    mark.hover(position={"x": 5, "y": 5})
    expect(sentence).to_have_class(re.compile("lit"))


def test_pressing_a_sentence_brings_its_place_into_view_and_pressing_the_place_leads_back(
    visit: Visit,
) -> None:
    page = summarize(visit(viewport={"width": 390, "height": 844}))
    page.locator(".sentence").last.click()
    name = page.locator(".sentence").last.get_attribute("id")
    mark = page.locator(f'mark[data-cites="{name}"]').first
    expect(mark).to_be_focused()
    expect(mark).to_be_in_viewport()
    # A marked sentence may begin in the middle of a line: what its box has there is not it.
    begins = mark.evaluate("node => node.getClientRects()[0].x - node.getBoundingClientRect().x")
    mark.click(position={"x": begins + 5, "y": 5})
    expect(page.locator(f"#{name}")).to_be_focused()
    expect(page.locator(f"#{name}")).to_be_in_viewport()


def test_a_question_in_the_focus_field_is_answered_by_the_summary(visit: Visit) -> None:
    page = ready(visit())
    page.check("[name=length][value=other]")
    page.fill("#amount", "1")
    page.fill("#focus", "How much money will the council spend on the machinery?")
    summarize(page)
    expect(page.locator(".sentences")).to_contain_text("$62.4 million")
    expect(page.locator("#focus")).to_have_value(re.compile("machinery"))


def test_what_was_removed_stands_greyed_in_its_place_with_its_reason(
    visit: Visit,
) -> None:
    page = summarize(visit())
    sign_up = page.locator(".removed", has_text="Enter your email address")
    expect(sign_up).to_contain_text("Removed: sign up")
    assert sign_up.evaluate("node => getComputedStyle(node).color") != page.evaluate(
        "getComputedStyle(document.body).color"
    )
    expect(sign_up).to_be_visible()
    page.uncheck("#show-removed")
    expect(sign_up).to_be_hidden()


def test_half_a_character_does_not_stop_the_rest(visit: Visit) -> None:
    page = ready(visit())
    page.evaluate("document.getElementById('text').value = 'Ferries \\ud83d stop. Buses go on.'")
    page.click("#go")
    expect(page.locator(".sentence").first).to_have_text(re.compile("^Ferries \ufffd stop"))


ODD = [
    "🎉 Party!",
    "👩‍👩‍👧‍👦 family 🇩🇪 flag",
    "𠮷野家 and 𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    "e\u0301 combining, \u200bzero width",
    "😀" * 40,
]


def test_characters_outside_the_basic_plane_do_not_shift_the_marks(visit: Visit) -> None:
    body = ARTICLE[ARTICLE.index("SELWICK") :].split("\n\n")
    text = [f"{ODD[n % len(ODD)]} {paragraph.strip()}" for n, paragraph in enumerate(body)]
    page = ready(visit())
    page.check("[name=length][value=long]")
    summarize(page, "\n\n".join(text))
    sentences = page.locator(".sentence").all()
    assert len(sentences) >= 6
    for sentence in sentences:
        marks = page.locator(f'mark[data-cites="{sentence.get_attribute("id")}"]').all()
        assert folded("".join(own(mark) for mark in marks)) == own(sentence)


def test_unsupported_claims_are_marked_and_their_sentence_says_check(visit: Visit) -> None:
    page = ready(visit())
    use(page, "inventing")
    page.select_option("#faithful", "flag")
    summarize(page)
    marked = page.locator(".sentence .unsupported")
    assert own(marked) == "70 million"
    expect(marked).to_contain_text("not supported:")
    expect(page.locator(".warning")).to_contain_text("“70 million”, in sentence 1")
    expect(page.locator(".sentence .verdict")).to_have_text(re.compile("Check"))
    expect(page.locator(".note")).to_contain_text("Invented")
    expect(page.locator(".facts .alarming")).to_contain_text(re.compile(r"1 of \d+ sentences"))


HOSTILE = """<script>alert("script")</script> is how the attack on the harbour began on Monday.

The mayor said <img src=x onerror="alert('image')"> was the cause of the harbour's long closing.

Engineers found <svg/onload=alert(1)> in the harbour's gate, and javascript:alert(2) beside it.

<a href="javascript:alert(3)">The harbour</a> will open again in May, the council of Selwick said.
"""


def test_markup_in_the_article_is_shown_and_never_run(visit: Visit) -> None:
    page = summarize(visit(), HOSTILE)
    expect(page.locator("#article-text")).to_contain_text("<img src=x onerror=\"alert('image')\">")
    assert page.locator("#results :is(script, img, iframe, object)").count() == 0
    compare(again(page), "textrank", "lead", text=HOSTILE)
    page.click("#open-history")
    expect(page.locator("#history-list")).to_contain_text("<script>")
