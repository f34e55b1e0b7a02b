"""Pages as text browsers and converters write them: link numbers, wrapped lines, address lists."""

import pytest

from summarize.pipeline import Settings, document_from_text, summarize
from summarize.reading import from_string

LYNX = """
   [1]Skip to content

   [2]Harbour Post

     * [3]Home
     * [4]News

Council keeps the old harbour ferry for two more years

   By [5]Jane Doe
   5 March 2019

   The harbour council voted on Tuesday to keep the [6]old ferry running
   for another two years, despite its age and the objections of the
   [7]county engineer.

   Its engine is older than the captain, who has said more than once that
   he trusts it more than any new one. The council looked at two things:
     * the age of the hull
     * the number of [8]passengers

   The ferry carries four hundred people a day in summer and barely a dozen
   in the weeks after New Year.

Related

     * [9]Ten piers that would not fall

   [10]Share on Facebook [11]Privacy Policy

   © 2019 Harbour Post

References

   1. https://harbour.example/#content
   2. https://harbour.example/
   3. https://harbour.example/
   4. https://harbour.example/news
   5. https://harbour.example/jane
   6. https://harbour.example/ferry
"""
# The same without numbers and addresses, which inscriptis never writes.
PLAIN = LYNX.partition("References")[0]
for number in range(1, 12):
    PLAIN = PLAIN.replace(f"[{number}]", "")
BODY = [
    "The harbour council voted on Tuesday to keep the old ferry running for another two years,"
    " despite its age and the objections of the county engineer.",
    "Its engine is older than the captain, who has said more than once that he trusts it more"
    " than any new one. The council looked at two things:",
    "the age of the hull",
    "the number of passengers",
    "The ferry carries four hundred people a day in summer and barely a dozen in the weeks after"
    " New Year.",
]


@pytest.mark.parametrize("dump", [LYNX, PLAIN], ids=["numbered links", "plain"])
def test_the_article_of_a_dump_is_found_without_the_numbers_of_its_links(dump: str) -> None:
    document = document_from_text(from_string(dump), Settings())
    assert document.title == "Council keeps the old harbour ferry for two more years"
    blocks = [" ".join(b.text.split()) for b in document.blocks if b.span != document.title_span]
    assert blocks == BODY


def test_no_link_number_is_in_the_summary_of_a_dump() -> None:
    summary = summarize(LYNX, summarizer="textrank", length="1 sentence")
    assert "[" not in summary.text
    assert "  " not in summary.text


def test_numbers_in_brackets_before_words_stay_where_no_addresses_are_listed() -> None:
    text = "Use [1]a or [2]b as the exponent; the rest of this manual assumes [3]c instead."
    assert from_string(text).text == text


def test_a_picture_in_markdown_is_no_part_of_the_article() -> None:
    picture = "![The ferry at the pier](/img/ferry.jpg)"
    text = "\n\n".join([BODY[0], picture, BODY[4], BODY[1], "Share this article"])
    removed = document_from_text(from_string(text), Settings()).removed
    assert (picture, "caption") in [(block.text, block.rule) for block in removed]
