"""Web pages as they are: what is read of them, their titles, and those that hold no article."""

import pytest

from summarize.cleaning import clean
from summarize.document import Document
from summarize.errors import NoArticleError
from summarize.reading import read_bytes

PARAGRAPHS = (
    "The lock keeper of Tolmin opened the old gate on Friday, ten years after it rusted shut.",
    "Forty barges waited below the weir, some of them since dawn, and their crews cheered.",
    "The canal board paid 3.2 million euros for the gate, which a yard in the delta built of oak.",
    "“My father passed here with grain,” said Mira Kos, who steered the first barge of all.",
    "Boats may now reach the upper lakes again, and the board expects two thousand of them.",
)
TITLE = "Old gate of Tolmin opens again"
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def page(body: str, head: str = f"<title>{TITLE}</title>") -> bytes:
    """A whole page around a body."""
    start = f'<!doctype html><html lang="en"><head><meta charset="utf-8">{head}</head>'
    return f"{start}<body>{body}</body></html>".encode()


def article_of(data: bytes) -> list[str]:
    """The blocks that are read of a page, its title first."""
    return read_bytes(data, "page.html").text.split("\n\n")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("opened on <time>3 March 2009</time> and closed", "opened on 3 March 2009 and closed"),
        ("is <button>not</button> driven by steam", "is not driven by steam"),
        ("the <label>left</label> bank is higher", "the left bank is higher"),
        ("rose to <output>41</output> metres", "rose to 41 metres"),
        ("is <object>seldom</object> closed", "is seldom closed"),
        ("where <math><mi>x</mi></math> is the depth", "where x is the depth"),
        ("he said <q>never</q> twice", "he said “never” twice"),
        ("holds 10<sup>6</sup> litres of water", "holds 10⁶ litres of water"),
        ("covers 40 m<sup>2</sup> of floor", "covers 40 m² of floor"),
        ("costs 5<sup>99</sup> euros a ride", "costs 5.99 euros a ride"),
        ("the 2<sup>nd</sup> gate is older", "the 2nd gate is older"),
        ("costs <del>59</del> 49 euros a month", "costs 49 euros a month"),
        ("costs <s>59</s> 49 euros a month", "costs 49 euros a month"),
        ("a <ruby>漢<rt>かん</rt></ruby> sign hangs there", "a 漢 sign hangs there"),
        ('was oak.<sup><a href="#n1">1</a></sup> It held', "was oak. It held"),
        ("is <abbr>approx.</abbr> as <kbd>old</kbd> as that", "is approx. as old as that"),
    ],
)
def test_no_word_is_lost_inside_a_sentence(markup: str, text: str) -> None:
    sentence = "The gate of the lock at the upper weir of the town of Tolmin {} today, they say."
    body = f"<article><h1>{TITLE}</h1>{BODY}<p>{sentence.format(markup)}</p></article>"
    assert sentence.format(text) in article_of(page(body))


EQUAL = "".join(
    f'<div class="grid"><div class="body-part">{BODY.replace("The ", f"On day {day} the ")}</div>'
    '<div class="ad-rail">ad</div></div>'
    for day in (1, 2, 3)
)
CARDS = "".join(
    f'<div class="tile"><a href="/{i}">Mill {i} is for sale</a><p>Mill {i} is for sale, the owner'
    " of the yard said on Monday, and bids are due.</p></div>"
    for i in range(5)
)
REMARKS = "".join(
    f"<p><b>{name}</b> {hours} hours ago</p><p>I sailed there as a child and nobody told us why"
    " it was shut, so good luck to them all.</p>"
    for name, hours in (("weirfan", 3), ("old_hand", 5), ("mirador", 9))
)


@pytest.mark.parametrize(
    ("body", "kept", "gone"),
    [
        pytest.param(
            f'<div class="page"><h1>{TITLE}</h1><div class="chunks">{EQUAL}</div></div>',
            "On day 3 the canal board",
            "\nad\n",
            id="an article in several equal bodies",
        ),
        pytest.param(
            f"<article><h1>{TITLE}</h1>{BODY}<div class='box'><h3>More</h3>{CARDS}</div></article>",
            "upper lakes",
            "is for sale",
            id="a list of teasers inside of the article",
        ),
        pytest.param(
            f'<div><h1>{TITLE}</h1><div class="a">{BODY}</div><div class="b">{REMARKS}</div></div>',
            "upper lakes",
            "as a child",
            id="readers' comments under no name that says so",
        ),
        pytest.param(
            f"<article><h1>{TITLE}</h1>{BODY}<table><tr><th>lock</th><th>rise</th></tr><tr><td>Tolmin"
            "</td><td>4.2</td></tr><tr><td>Soca</td><td>3.1</td></tr></table>"
            f"<p>{PARAGRAPHS[0]}</p></article>",
            "Tolmin | 4.2",
            "lock | rise",
            id="a table of the article, without its head",
        ),
        pytest.param(
            f'<div class="x"><h1>{TITLE}</h1><div class="lead">{PARAGRAPHS[0]}</div>{BODY}</div>',
            PARAGRAPHS[0],
            "<",
            id="a standfirst",
        ),
        pytest.param(
            f'<form><input placeholder="Find""></form><article><h1>{TITLE}</h1>{BODY}</article>',
            "upper lakes",
            "Find",
            id="a stray quotation mark in a tag",
        ),
        pytest.param(
            f"<article><h1>{TITLE}</h1>{BODY}</article><script>for (i=0;i<n;i++) f('<b')</script>",
            "upper lakes",
            "i++",
            id="a less-than sign in a script",
        ),
        pytest.param(
            f'<div id="comments-and-text"><h1>{TITLE}</h1>{BODY}</div>',
            "upper lakes",
            "<",
            id="an article under an id of comments",
        ),
        pytest.param(
            f"<aside><h1>{TITLE}</h1>{BODY}</aside>",
            "upper lakes",
            "<",
            id="an article in an aside",
        ),
    ],
)
def test_the_article_is_what_the_structure_of_a_page_says(body: str, kept: str, gone: str) -> None:
    text = read_bytes(page(body), "page.html").text
    assert kept in text
    assert gone not in text


@pytest.mark.parametrize(
    ("head", "headings"),
    [
        (f"<title>{TITLE} | The Weir</title>", f"<h1>{TITLE}</h1>"),
        (f'<title>{TITLE} - W</title><meta property="og:title" content="{TITLE}">', ""),
        (
            f"<title>{TITLE} | Weir Notes</title>",
            f"<h1><a href='/'>Weir Notes</a></h1><h2>{TITLE}</h2>",
        ),
        (f"<title>The Weir: {TITLE}</title>", f"<h1>The Weir</h1><h1>{TITLE}</h1>"),
        (f"<title>{TITLE}</title>", f"<h1><style>.a{{}}</style>{TITLE}</h1>"),
        (
            f'<meta property="og:title" content="{TITLE}"><title>x</title>',
            f"<h1><span>Canals</span><span>{TITLE}</span></h1>",
        ),
        (
            f'<script type="application/ld+json">{{"@type":"Report","headline":"{TITLE}"}}'
            "</script>",
            f"<h1>The Weir</h1><h1>{TITLE}</h1>",
        ),
        (f"<title>{TITLE[:20]}… | The Weir</title>", f"<h1>{TITLE}</h1>"),
        (f"<title>{TITLE.rpartition(' ')[0]}</title>", f"<h1>{TITLE}</h1>"),
        ("", f"<svg><title>Logo of the Weir</title></svg><h1>{TITLE}</h1>"),
        (f"<title>{TITLE} - Wiki</title>", f"<h1>{TITLE} <span>[<a href=e>edit</a>]</span></h1>"),
        (
            f'<meta property="og:title" content="The Weir"><title>{TITLE} | The Weir</title>',
            f"<h1>{TITLE}</h1>",
        ),
        (
            f'<meta name="twitter:title" content="{TITLE}"><title>Weir - Home of news</title>',
            "<h1>Weir</h1>",
        ),
        ("<title>Weir</title>", f'<h3 itemprop="headline">{TITLE}</h3>'),
        (f"<title>The Weir – {TITLE}</title>", "<a href='/'>The Weir</a>"),
        (f"<title>The Weir | {TITLE}</title>", "<p><a href='/'>The Weir</a></p>"),
    ],
)
def test_the_title_is_what_the_page_says_of_itself(head: str, headings: str) -> None:
    read = read_bytes(page(f"{headings}<div class='text'>{BODY}</div>", head), "page.html")
    assert read.title == TITLE
    assert read.text.startswith(TITLE)


def test_a_first_part_of_the_title_that_no_link_says_stays() -> None:
    head = f"<title>Canals – {TITLE}</title>"
    body = f"<a href='/'>The Weir</a><div class='text'>{BODY}</div>"
    assert read_bytes(page(body, head), "page.html").title == f"Canals – {TITLE}"


def test_a_page_gives_its_author_date_site_and_description() -> None:
    head = (
        f"<title>{TITLE}</title><meta property='og:site_name' content='The Weir'>"
        "<meta name='author' content='Mira Kos'><meta name='description' content='A gate opens.'>"
        "<meta property='article:published_time' content='2024-05-03T08:00:00Z'>"
    )
    found = read_bytes(page(f"<h1>{TITLE}</h1>{BODY}", head), "page.html").metadata
    assert (found.site, found.author, found.date) == ("The Weir", "Mira Kos", "2024-05-03")
    assert (found.description, found.language) == ("A gate opens.", "en")


def test_microdata_names_the_author() -> None:
    body = (
        f'<h1 itemprop="headline">{TITLE}</h1><p itemprop="author">By <b itemprop="name">Mira Kos'
        f"</b></p>{BODY}"
    )
    assert read_bytes(page(body), "page.html").metadata.author == "Mira Kos"


@pytest.mark.parametrize(
    ("title", "body", "said"),
    [
        ("App", "<noscript>Please enable JavaScript.</noscript><div id=r></div>", "JavaScript"),
        ("App", "<div id='root'></div><script src='/a.js'></script>", "JavaScript"),
        ("Just a moment...", "<h1>weir.example</h1><p>Verifying you are human.</p>", "robots"),
        ("Weir", "<form class='challenge-form' action='/cdn-cgi/challenge'>…</form>", "robots"),
        ("403 Forbidden", "<h1>403 Forbidden</h1><hr>nginx", "denies access"),
        ("Zugriff verweigert", "<h1>Zugriff verweigert</h1><p>Fehler 15.</p>", "denies access"),
        ("Not here", "<h1>404</h1><p>We could not find it.</p>", "not found"),
        ("Seite nicht gefunden", "<h1>Hoppla</h1><p>Nichts.</p>", "not found"),
        ("Página", "<p>La página que buscas no existe.</p>", "not found"),
        ("502", "<h1>502 Bad Gateway</h1>", "server failed"),
        ("Weir", "<p>Loading…</p>", "before its text was loaded"),
        ("Weir", "<p>Wird geladen …</p>", "before its text was loaded"),
        ("Weir", "<form>Sign in<input type=password></form>", "login"),
        ("Weir", "<p>Wir nutzen Cookies. Bitte stimmen Sie zu: Cookies akzeptieren</p>", "consent"),
    ],
)
def test_a_page_without_an_article_is_refused_and_says_what_it_is(
    title: str, body: str, said: str
) -> None:
    with pytest.raises(NoArticleError, match=said):
        read_bytes(page(body, f"<title>{title}</title>"), "page.html")


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{TITLE}</h1>{BODY}<p>Cookies are sold at the lock; accept no others, she said.</p>",
        "<h1>Robots</h1><p>The mill has a robot.</p><p>It sorts grain faster than ten men.</p>",
        "<p>The gate is open.</p>",
    ],
)
def test_a_short_article_is_not_refused(body: str) -> None:
    assert read_bytes(page(body), "page.html").text


def test_a_page_for_subscribers_says_that_the_rest_was_not_read() -> None:
    data = '{"@type": "NewsArticle", "headline": "x", "isAccessibleForFree": false}'
    head = f'<title>{TITLE}</title><script type="application/ld+json">{data}</script>'
    body = f"<h1>{TITLE}</h1>{BODY}<div class='paywall-box'>Subscribe</div>"
    assert any("subscribers" in note for note in read_bytes(page(body, head), "page.html").notes)


MENU = ["Skip to content", "News", "Locks & Weirs", "Tide tables", "Jobs", "Search", "Sign in"]
FOOT = ["Masthead", "Ethics code", "Advertise", "Careers", "© 2024 The Weir. All rights reserved."]


@pytest.mark.parametrize("gap", ["\n\n", "\n"], ids=["blank lines", "no blank lines"])
@pytest.mark.parametrize(
    ("above", "below"),
    [
        (MENU, FOOT),
        (MENU * 3, FOOT * 3),
        (
            [],
            ["MORE FROM TOLMIN", "Mill owner sells up", "By", "Jon Vas", "4h ago", "Ferry is late"],
        ),
        (
            ["Weir & Canal News", "Send a photo of the weir"],
            ["Tolmin Live", "Top Mills", "Tide Time"],
        ),
    ],
)
def test_the_body_of_a_flattened_page_is_found_first(
    above: list[str], below: list[str], gap: str
) -> None:
    document = clean(Document.from_text(gap.join([*above, TITLE, *PARAGRAPHS, *below])))
    assert [b.text for b in document.blocks if b.kind != "heading"] == list(PARAGRAPHS)
    assert document.title == TITLE


def test_prose_that_mentions_cookies_and_photos_stays_in_a_body() -> None:
    mention = "The board took photos of each barge, and the bakery gave cookies to every crew."
    lines = [*MENU, TITLE, *PARAGRAPHS[:3], mention, *PARAGRAPHS[3:], *FOOT]
    document = clean(Document.from_text("\n\n".join(lines)))
    assert mention in [block.text for block in document.blocks]


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(PARAGRAPHS),
        "The weir\n\n" + "\n\n".join(PARAGRAPHS),
        "Roses are red\nViolets are blue\nThe weir is wide\nAnd so are you",
    ],
)
def test_a_text_without_a_page_around_it_is_kept_whole(text: str) -> None:
    assert clean(Document.from_text(text)).removed == ()


def test_the_prose_below_the_headline_goes_before_a_notice_elsewhere() -> None:
    notice = "We use cookies to make this site better. By going on you agree to our cookie policy."
    body = f'<div>{notice}</div><div id="comments-and-text"><h1>{TITLE}</h1>{BODY}</div>'
    assert article_of(page(body)) == [TITLE, *PARAGRAPHS]


def test_an_article_that_is_told_again_in_one_block_is_read_once() -> None:
    many = [f"In year {n} of the canal: {p}" for n in range(4) for p in PARAGRAPHS]
    told = "".join(f"<p>{paragraph}</p>" for paragraph in many)
    body = f"<article><h1>{TITLE}</h1>{told}<div>{' '.join(many)}</div></article>"
    assert article_of(page(body)) == [TITLE, *many]


@pytest.mark.parametrize(
    ("code", "notice"),
    [
        ("de", "Dieser Text ist nur für Abonnenten. Zum Weiterlesen melden Sie sich bitte an."),
        (
            "fr",
            "Cet article est réservé aux abonnés. Pour lire la suite, connectez-vous.",
        ),
        (
            "es",
            "Contenido exclusivo para suscriptores. Para seguir leyendo, inicie sesión.",
        ),
    ],
)
def test_a_notice_for_subscribers_is_boilerplate_in_other_languages(code: str, notice: str) -> None:
    text = f"{TITLE}\n\n{PARAGRAPHS[0]}\n\n{notice}"
    after = clean(Document.from_text(text, language=code), extracted=True)
    assert [block.rule for block in after.removed] == ["sign-up"]


@pytest.mark.parametrize("wrap", ["div class='related'", "form", "div id='nav-main'", "table"])
def test_a_consent_notice_above_the_headline_is_not_the_article(wrap: str) -> None:
    notice = (
        "We and our 800 partners store and access information on your device, such as cookies.",
        "You can change your choices at any time in the settings of this page, or refuse them all.",
    )
    consent = "".join(f"<p>{paragraph}</p>" for paragraph in notice)
    body = f"<div id='consent'>{consent}</div><{wrap}><h1>{TITLE}</h1>{BODY}</{wrap.split()[0]}>"
    text = read_bytes(page(body), "page.html").text
    assert text.startswith(TITLE)
    assert not any(paragraph in text for paragraph in notice)


def test_a_note_that_points_to_articles_of_the_same_name_is_no_part_of_one() -> None:
    note = (
        '<div class="hatnote noprint">This article is about the gate. See also <a>Lock</a>.</div>'
    )
    assert article_of(page(f"<main><h1>{TITLE}</h1>{note}{BODY}</main>")) == [TITLE, *PARAGRAPHS]
