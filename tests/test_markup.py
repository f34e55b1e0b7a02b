"""Markdown and HTML to text."""

import pytest

from summarize.errors import EmptyInputError, TooLargeError
from summarize.reading import read_bytes
from summarize.reading.html import html
from summarize.reading.markdown import markdown

SENTENCE = "The harbour bridge reopened on Monday after a year of repairs. "


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("# The *bridge*\n\nIt **opened**.", "# The bridge\n\nIt opened."),
        ("Setext\n======\n\nText", "# Setext\n\nText"),
        ("See [the town](http://a.b/c 'd') and <https://a.b>.", "See the town and https://a.b."),
        ("[a][1] b\n\n[1]: http://a.b", "a b"),
        ("Before ![alt](i.png) after", "Before after"),
        ("wrapped\nline", "wrapped line"),
        ("hard  \nbreak", "hard\nbreak"),
        ("- one\n- two\n  - three\n", "- one\n- two\n  - three"),
        ("3. three\n4. four", "3. three\n4. four"),
        ("- \n- a", "- a"),
        ("> quoted\n> text", "quoted text"),
        ("```py\nx = 1\n\ny\n```", "```\nx = 1\n\ny\n```"),
        ("    x = 1", "```\nx = 1\n```"),
        ("| A | B |\n|---|---|\n| 1 | **2** |", "A | B\n1 | 2"),
        ("a\n\n---\n\nb", "a\n\nb"),
        ("a <!-- hidden --> <b>b</b>", "a b"),
        ("<!-- hidden -->\n\na", "a"),
        ("<div>a <i>b</i></div>\n\nc", "a b\n\nc"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("~~gone~~ `code` &amp; \\*", "gone code & *"),
        ("{{< figure src='a.jpg' >}}\n\na {{% note %}}b{{% /note %}}", "a b"),
        ("{% include a.html %}\n\na {{ page.url }} b", "a b"),
        ("import { Chart } from '../Chart'\n\na\n\n<Chart data={x} />", "a"),
        ("import duties rose, and export fell.", "import duties rose, and export fell."),
        ("a [[Page|link]] and [[Other]] ^block-1\n\n#tag #tag/sub", "a link and Other"),
        ("![[image.png]]\n\na %%hidden%% b", "a b"),
        ("a[^1] b\n\n[^1]: note\n    more of it\n\nc", "a b\n\nc"),
        ("## Head {#id .class}\n\n:::note\n\na ==b==\n\n:::", "## Head\n\na b"),
        ("> [!NOTE]\n> a", "a"),
        ("```\n{{< kept >}}\n```", "```\n{{< kept >}}\n```"),
    ],
)
def test_markdown_keeps_its_words_and_loses_its_marks(given: str, read: str) -> None:
    assert markdown(given.encode(), "a.md").text == read


FRONT = {
    "yaml": '---\ntags: [a]\ntitle: "The bridge"\nauthor:\n  - Nora\n  - Ole\n'
    "date: 2024-03-05\n---\n",
    "folded": "---\ntitle: >\n  The\n  bridge\nauthor: [Nora, Ole]\ndate: 2024-03-05\n---\n",
    "toml": '+++\ntitle = "The bridge"\nauthor = ["Nora", "Ole"]\ndate = 2024-03-05\n'
    "[a]\nb = 1\n+++\n",
    "json": '{"title": "The bridge", "author": ["Nora", "Ole"], "date": "2024-03-05"}\n\n',
}


@pytest.mark.parametrize("name", ["a.md", "-", "a.txt"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("front", FRONT.values(), ids=FRONT)
def test_front_matter_gives_title_and_metadata(front: str, end: str, name: str) -> None:
    read = read_bytes(f"{front}It *opened*.".replace("\n", end).encode(), name)
    assert read.text == "# The bridge\n\nIt opened."
    assert read.title == "The bridge"
    assert (read.metadata.author, read.metadata.date) == ("Nora, Ole", "2024-03-05")


def test_a_page_has_front_matter_too() -> None:
    read = read_bytes(f"---\ntitle: The bridge\n---\n<p>{SENTENCE * 4}</p>".encode(), "a.html")
    assert read.title == "The bridge"
    assert "title:" not in read.text


@pytest.mark.parametrize(
    "given", ["---\n\nA rule above.", "{curly} braces", "+++ plus", "---\n---\na"]
)
def test_what_only_looks_like_front_matter_is_text(given: str) -> None:
    assert read_bytes(given.encode(), "a.txt").title is None


@pytest.mark.parametrize(
    ("given", "title"),
    [("# The *bridge*\n\ntext", "The bridge"), ("## Second level\n\ntext", None)],
)
def test_markdown_has_the_title_of_its_first_heading(given: str, title: str | None) -> None:
    assert markdown(given.encode(), "a.md").title == title


@pytest.mark.parametrize("text", ["**" + SENTENCE * 25_000, "![" * 100_001], ids=["large", "dense"])
def test_markdown_too_large_or_too_dense_is_read_as_plain_text_and_says_so(text: str) -> None:
    read = markdown(text.encode(), "a.md")
    assert read.text == text
    assert read.notes == ("too large to read as Markdown: read as plain text, marks and all",)


def test_a_table_that_would_fill_up_to_millions_of_cells_stays_as_written() -> None:
    wide = "|a" * 900 + "|\n" + "|-" * 900 + "|\n" + "|b\n" * 900
    assert len(markdown(wide.encode(), "a.md").text) < 2 * len(wide)


PAGE = f"""<!DOCTYPE html><html><head><title>Bridge - The Paper</title>
<meta property="og:title" content="Bridge, shared"></head><body>
<nav><a href="/">Home</a> <a href="/a">About</a></nav>
<article><h1>Bridge opens <i>again</i></h1><p>{SENTENCE}The town said so.</p>
<h2>Costs</h2><p>The town paid nine million euros, <a href="/x">it said</a>.</p>
<ul><li>Forty cables were replaced by the engineers</li><li>Ferries will stop in May</li></ul>
<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2020</td><td>5 million</td></tr></table>
</article><footer>Copyright</footer><script>var x = "<p>hidden</p>";</script></body></html>"""


def test_a_page_gives_its_article_block_by_block() -> None:
    read = html(PAGE.encode(), "a.html")
    assert read.text.split("\n\n") == [
        "Bridge opens again",
        f"{SENTENCE}The town said so.",
        "Costs",
        "The town paid nine million euros, it said.",
        "- Forty cables were replaced by the engineers\n- Ferries will stop in May",
        "2020 | 5 million",
    ]
    assert read.notes == ()


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (PAGE, "Bridge opens again"),
        (PAGE.replace("h1>", "h3>"), "Bridge, shared"),
        (PAGE.replace("h1>", "h3>").replace("og:title", "x"), "Bridge - The Paper"),
        ("<html><p>nothing", None),
    ],
)
def test_a_page_has_the_title_of_its_heading_or_head(body: str, title: str | None) -> None:
    assert html(body.encode(), "a.html").title == title


def test_a_heading_outside_of_the_article_comes_first() -> None:
    page = f"<html><body><header><h1>The bridge</h1></header><p>{SENTENCE * 3}</p></body></html>"
    assert html(page.encode(), "a.html").text.startswith("The bridge\n\nThe harbour")


ALL_READ = ("no main article found in the page: all of its visible text was read",)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<div>" * 50_000 + SENTENCE, id="deep"),
        pytest.param("<p>" + "<b>a</b> " * 9_000 + SENTENCE, id="wide"),
    ],
)
def test_a_page_without_an_article_or_too_costly_gives_all_visible_text(page: str) -> None:
    read = html(f"<html><body>{page}</body></html>".encode(), "a.html")
    assert SENTENCE.strip() in read.text
    assert read.notes == ALL_READ


def test_the_words_of_a_form_stay_apart() -> None:
    form = "<label>Place</label><input><label>Day</label><select></select><button>Send</button>"
    page = f"<html><body><p>{form}</p></body></html>"
    assert html(page.encode(), "a.html").text == "Place Day Send"


def test_visible_text_leaves_out_what_a_reader_does_not_see() -> None:
    hidden = "<script>if (a<b) x()</script><style>p{}</style><!-- no --><template>no</template>"
    page = f"<html><head><title>t</title></head><body>{'<div>' * 300}{hidden}a&amp;b<i>c</i><p>d"
    assert html(page.encode(), "a.html").text == "a&bc\n\nd"


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_a_tag_with_thousands_of_attributes_loses_them(quote: str) -> None:
    attributes = " ".join(f"a{i}={quote}1{quote}" for i in range(50_000))
    assert html(f"<html><p {attributes}>{SENTENCE}".encode(), "a").text == SENTENCE.strip()


def test_a_picture_within_a_tag_is_no_reason_to_touch_it() -> None:
    page = f"<html><body><img src='data:image/png;base64,{'A' * 90_000}'><p>{SENTENCE * 4}"
    assert html(page.encode(), "a").text.startswith("The harbour")


@pytest.mark.parametrize("page", ["", "<html></html>", "<!--" * 9])
def test_a_page_without_text_is_empty(page: str) -> None:
    with pytest.raises(EmptyInputError, match="holds no text"):
        read_bytes(page.encode(), "a.html")


def test_a_page_larger_than_any_article_is_refused() -> None:
    with pytest.raises(TooLargeError, match="save its text alone") as caught:
        html(b"<p>" * 7_000_000, "a.html")
    assert caught.value.limit == 20_000_000


@pytest.mark.parametrize(
    "declaration", ['<meta charset="iso-8859-2">', '<?xml version="1.0" encoding="iso-8859-2"?>']
)
def test_a_page_names_its_own_encoding(declaration: str) -> None:
    text = "Most przez port został ponownie otwarty w poniedziałek, źródło podało."
    read = html(f"{declaration}<html><p>{text}</p></html>".encode("iso-8859-2"), "a.html")
    assert read.text == text
