"""Feeds, books, office documents, JSON and notebooks to text."""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from summarize.errors import EmptyInputError, InputError, PasswordError, TooLargeError
from summarize.reading import read_bytes


def zipped(**parts: str) -> bytes:
    """An archive of these parts; two underscores stand for a slash, one for a full stop."""
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return data.getvalue()


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Bay News</title>
<language>en</language><item><title>Path closes</title><link>http://a/1</link>
<description><![CDATA[<p>It closes in <b>April</b>. <a href="http://a/1">Read more</a></p>]]>
</description></item><item><title>Mill opens</title>
<description>&lt;p&gt;It opened.&lt;/p&gt;</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Bay News</title><entry>
<title>Path closes</title><summary>Short.</summary><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>It closes in April.</p></div></content>
</entry></feed>"""


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (RSS, "# Bay News\n\n## Path closes\n\nIt closes in April.\n\n## Mill opens\n\nIt opened."),
        (ATOM, "# Bay News\n\n## Path closes\n\nIt closes in April."),
    ],
    ids=["rss", "atom"],
)
def test_a_feed_is_its_items_titles_and_texts(data: str, text: str) -> None:
    read = read_bytes(data.encode(), "-")
    assert read.text == text
    assert (read.title, read.metadata.site) == ("Bay News", "Bay News")


BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel></rss>'
)


def test_xml_with_entities_of_its_own_is_refused() -> None:
    with pytest.raises(InputError, match="declares entities is not read"):
        read_bytes(BOMB.encode(), "a.xml", format="feed")


def test_a_feed_without_items_says_what_to_do() -> None:
    with pytest.raises(EmptyInputError, match="name the address of an article"):
        read_bytes(b"<rss><channel><title>a</title></channel></rss>", "a.xml")


CHAPTER = "<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>{}</h1><p>{}</p></body></html>"
BOOK = {
    "META-INF__container_xml": '<container><rootfile full-path="a/b.opf"/></container>',
    "a__b_opf": (
        '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        "<dc:title>The quay</dc:title>"
        "<dc:creator>Nora</dc:creator><dc:creator>Ole</dc:creator><dc:language>en</dc:language>"
        '</metadata><manifest><item id="n" href="n.xhtml" properties="nav" '
        'media-type="application/xhtml+xml"/><item id="2" href="2.xhtml" '
        'media-type="application/xhtml+xml"/><item id="1" href="1.xhtml" '
        'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="n"/>'
        '<itemref idref="1"/><itemref idref="2"/></spine></package>'
    ),
    "a__n_xhtml": CHAPTER.format("Contents", "One, two"),
    "a__2_xhtml": CHAPTER.format("Two", "It closed."),
    "a__1_xhtml": CHAPTER.format("One", "It opened<br/>late."),
}


def test_a_book_is_its_chapters_in_the_order_of_its_spine() -> None:
    read = read_bytes(zipped(**BOOK), "-")
    assert read.text == "# One\n\nIt opened\nlate.\n\n# Two\n\nIt closed."
    assert read.title == "The quay"
    assert (read.metadata.author, read.metadata.language) == ("Nora, Ole", "en")


def test_a_book_that_is_locked_says_so() -> None:
    locked = '<encryption><CipherReference URI="a/1.xhtml"/></encryption>'
    with pytest.raises(InputError, match=r"protected \(DRM\)"):
        read_bytes(zipped(**BOOK, **{"META-INF__encryption_xml": locked}), "a.epub")


def test_an_archive_that_explodes_is_refused() -> None:
    with pytest.raises(TooLargeError, match=r"unpacks to .* save its text alone"):
        read_bytes(zipped(**BOOK, a__3_xhtml=" " * 21_000_000), "a.epub")


OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
ODT = {
    "mimetype": "application/vnd.oasis.opendocument.text",
    "META-INF__manifest_xml": "<manifest/>",
    "content_xml": (
        f'<doc xmlns:t="{OFFICE}:text:1.0" xmlns:o="{OFFICE}:office:1.0"><o:body><o:text>'
        "<t:tracked-changes><t:p>deleted</t:p></t:tracked-changes><t:h>The quay</t:h>"
        "<t:p>It<t:s/>closes<t:note><t:p>a note</t:p></t:note> in April.</t:p>"
        "<t:list><t:list-item><t:p>one</t:p></t:list-item><t:list-item><t:p>two</t:p></t:list-item>"
        "</t:list></o:text></o:body></doc>"
    ),
}


def test_an_open_document_is_read_without_notes_and_deletions() -> None:
    read = read_bytes(zipped(**ODT), "a.odt")
    assert read.text == "# The quay\n\nIt closes in April.\n\n- one\n- two"
    assert read.notes == ("1 footnote not read",)


def test_an_open_document_with_a_password_says_so() -> None:
    locked = ODT | {"META-INF__manifest_xml": "<manifest><encryption-data/></manifest>"}
    with pytest.raises(PasswordError, match="save it without one"):
        read_bytes(zipped(**locked), "a.odt")


def slide(title: str, *points: str) -> str:
    space = 'xmlns:p="p" xmlns:a="a"'
    shown = "".join(f"<a:p><a:r><a:t>{point}</a:t></a:r></a:p>" for point in points)
    return (
        f'<p:sld {space}><p:sp><p:ph type="title"/><a:p><a:t>{title}</a:t></a:p></p:sp>'
        f"<p:sp>{shown}</p:sp></p:sld>"
    )


def test_a_presentation_is_its_slides_in_order() -> None:
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "ppt__presentation_xml": (
            f'<p xmlns:r="{relation}"><sldId r:id="r2"/><sldId r:id="r1"/></p>'
        ),
        "ppt___rels__presentation_xml_rels": (
            '<r><x Id="r1" Target="slides/slide1.xml"/><x Id="r2" Target="slides/slide2.xml"/></r>'
        ),
        "ppt__slides__slide1_xml": slide("Next", "Vote in May"),
        "ppt__slides__slide2_xml": slide("Costs", "Two million", "Eight months"),
    }
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        for name, content in parts.items():
            path = name.replace("___rels", "/_rels").replace("__", "/").replace("_xml", ".xml")
            archive.writestr(path.replace("_rels", ".rels").replace("/.rels", "/_rels"), content)
    read = read_bytes(data.getvalue(), "a.pptx")
    assert read.text == "# Costs\n\n- Two million\n- Eight months\n\n# Next\n\n- Vote in May"
    assert read.title == "Costs"


PROSE = "The path along the quay closes in April, the council said."


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"title": "The quay", "id": 4, "body": PROSE}, f"# The quay\n\n{PROSE}"),
        ({"a": [{"html": f"<p>{PROSE}</p>"}], "url": "https://a.b/c d e f g h"}, PROSE),
        ({"text": f"{PROSE} More.", "segments": [{"text": PROSE}]}, f"{PROSE} More."),
        ([PROSE, {"x": None}], PROSE),
    ],
)
def test_json_is_read_for_its_prose(value: object, text: str) -> None:
    assert read_bytes(json.dumps(value).encode(), "-").text == text


def test_objects_a_line_are_read_too() -> None:
    lines = "\n".join(json.dumps({"text": f"{PROSE} {n}."}) for n in (1, 2))
    assert read_bytes(lines.encode(), "a.json").text == f"{PROSE} 1.\n\n{PROSE} 2."


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b'{"a": 1}', r"name the field \(jq"),
        (b'{"a": ', "damaged JSON"),
        (b"[" * 100_000, "nested too deep|damaged JSON"),
    ],
)
def test_json_without_a_text_says_what_to_do(data: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read_bytes(data, "a.json")


def test_a_notebook_is_its_markdown() -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# The quay\n", "\n", "It *closes*."]},
        {"cell_type": "code", "source": "print(1)", "outputs": []},
    ]
    data = json.dumps({"nbformat": 4, "cells": cells}).encode()
    for name in ("a.ipynb", "-"):
        read = read_bytes(data, name)
        assert (read.text, read.title) == ("# The quay\n\nIt closes.", "The quay")
        assert read.notes == ("1 code cell not read",)


def test_the_notes_of_a_book_are_not_read() -> None:
    space = "xmlns:e='http://www.idpf.org/2007/ops'"
    note = f"It opened.</p><aside {space} e:type='footnote'>N.</aside><p>"
    book = {**BOOK, "a__1_xhtml": CHAPTER.format("One", note)}
    assert "N." not in read_bytes(zipped(**book), "a.epub").text
