"""Lines of a page that may be boilerplate: they stay in the article and out of summaries."""

from collections.abc import Collection

from summarize.cleaning import clean
from summarize.cleaning.doubt import without_doubtful
from summarize.cleaning.page import Page
from summarize.document import Document

TITLE = "Council keeps the old harbour ferry for two more years"
STORY = (
    "The harbour council voted on Tuesday to keep the old ferry running for another two years.",
    "Its engine is older than the captain, who has said more than once that he trusts it more.",
    "A new boat would cost nine million, and nobody could say where the money would come from.",
    "The ferry carries four hundred people a day in summer and a dozen in the first cold weeks.",
    "Residents of the island have asked for a bridge since the sixties, and been refused since.",
    "Until then the crew has been told to keep two pumps aboard and to stay in port in a storm.",
)
CAPTION = "An engineer in overalls looks at a machine that somebody painted green a while ago."


def chosen_from(*lines: str, doubtful: Collection[int]) -> Document:
    """The document of these lines under the headline, those of some numbers in doubt."""
    document = Document.from_text("\n\n".join([TITLE, *lines]))
    page = Page(document)
    page.headline = 0
    page.doubtful = frozenset(doubtful)
    page.settle()
    return without_doubtful(page, document)


def sentences(document: Document) -> list[str]:
    return [sentence.text for sentence in document.sentences]


def test_a_doubtful_line_stays_in_the_article_and_has_no_sentence() -> None:
    document = chosen_from(STORY[0], CAPTION, *STORY[1:], doubtful={2})
    assert CAPTION in [block.text for block in document.blocks]
    assert CAPTION not in sentences(document)
    assert [text for text in STORY if text not in sentences(document)] == []


def test_a_lead_in_doubt_keeps_its_sentences_where_it_says_what_the_headline_does() -> None:
    document = chosen_from(*STORY, STORY[1], doubtful={1})
    assert STORY[0] in sentences(document)


def test_a_doubtful_line_above_the_article_that_says_something_else_has_no_sentence() -> None:
    document = chosen_from(CAPTION, *STORY, doubtful={1})
    assert CAPTION not in sentences(document)


def test_where_little_is_sure_every_sentence_may_be_chosen() -> None:
    document = chosen_from(STORY[0], CAPTION, *STORY[1:], doubtful={2, 3, 4, 5, 6})
    assert CAPTION in sentences(document)


def test_a_text_of_plain_paragraphs_keeps_all_its_sentences() -> None:
    text = "\n\n".join(["One ferry", *STORY, "Two pumps", *STORY[::-1], "The bridge", CAPTION])
    assert CAPTION in sentences(clean(Document.from_text(text)))
