"""What a page declares: its title, author, date, site, description, language."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from summarize.reading.metadata import Metadata

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = [
    "declared_metadata",
    "document_title",
    "letters_of",
    "meta_elements",
    "page_title",
    "structured_data",
    "text_of",
]

_ARTICLE_TYPES = frozenset(
    """
    Article NewsArticle BlogPosting Report ReportageNewsArticle OpinionNewsArticle Review
    Recipe ScholarlyArticle TechArticle LiveBlogPosting SocialMediaPosting
    AnalysisNewsArticle
    """.split()  # noqa: SIM905  one word a line would fill a page
)
_SEPARATOR = re.compile(r"\s+[|\-–—·•»«:/\\>]+\s+|\s*[|»«]\s*|:\s+")
_WORD = re.compile(r"\w+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
_SPACED = re.compile(r"\s+[|\-–—·•»«]+\s+|\s*\|\s*")
_TITLES = ("dc.title", "dcterms.title", "og:title", "parsely-title", "title", "twitter:title")
_UNSEEN = ("script", "style", "template", "noscript", "svg", "rt", "rp")
_JSON_LIMIT = 500_000  # letters of one script that are parsed
_DEPTH = 12
_TITLE_LETTERS = 300
_TITLE_WORDS = 3  # of a title that a longer heading may stand for
_TITLE_SHARE = 0.4  # of a declared title that a heading must say: a shorter part is the site's
_KNOWN_PARTS = (
    ("author", ("author", "article:author_name", "dc.creator", "dcterms.creator", "byl",
                "parsely-author", "sailthru.author", "citation_author")),
    ("date", ("article:published_time", "datepublished", "date", "dc.date", "dcterms.date",
              "dc.date.issued", "pubdate", "publishdate", "parsely-pub-date", "sailthru.date",
              "citation_publication_date", "og:published_time")),
    ("site", ("og:site_name", "application-name", "publisher", "dc.publisher")),
    ("description", ("og:description", "description", "twitter:description", "dc.description")),
)  # fmt: skip


def page_title(
    tree: "HtmlElement", metas: Mapping[str, str], data: Sequence[Mapping[str, Any]]
) -> str | None:
    """The headline of a page, by what the page says of itself.

    What is declared (`og:title`, `headline` of JSON-LD, `<title>`) is held against the headings:
    the heading that says the same, less the site's name, is the headline as it is printed.

    Args:
        tree: the page.
        metas: its `<meta>` elements, see `meta_elements`.
        data: its JSON-LD objects, see `structured_data`.
    """
    headings = list(_headings(tree))
    site = metas.get("og:site_name", "")
    headlines = [text_of_string(item.get("headline")) for item in data]
    shared = [metas.get(key, "") for key in _TITLES]
    marked = [text_of(element) for element in _marked(tree, "headline")]
    named = document_title(tree)
    declared = [
        title
        for title in (*shared, *headlines, *marked, named)
        if title and title != site and not _names_site(title, named, headings)
    ]
    for i, title in enumerate(declared):
        heading = _matching(title, headings, site) or _longer(title, headings)
        if i and heading and " " not in heading:  # the site's, where a title of more words is known
            continue
        if heading or _is_told_again(title, [*declared[i + 1 :], *(h[1] for h in headings)]):
            return heading or _without_site(title, site)[:_TITLE_LETTERS]
    first = [text for heading in tree.iter("h1") if (text := text_of(heading))]
    heads = len(first) == 1 and len(first[0].split()) > 2
    if declared and not (heads and _words_in(first[0]) & _words_in(declared[0])):
        own = declared[0] == named
        title = _alone(named, tree) if own else _without_site(declared[0], site)
        return title[:_TITLE_LETTERS]
    return first[0] if len(first) == 1 else None


def document_title(tree: "HtmlElement") -> str:
    """The `<title>` of a page, white space folded; "" where it has none."""
    titles = [t for t in tree.iter("title") if next(t.iterancestors("svg"), None) is None]
    return " ".join((titles[0].text or "").split()) if titles else ""


def _marked(tree: "HtmlElement", part: str) -> list["HtmlElement"]:
    """The element that microdata marks as this part of the page, if there is one only."""
    elements: list[HtmlElement] = tree.xpath("//*[@itemprop=$part]", part=part)
    return elements if len(elements) == 1 and elements[0].tag != "meta" else []


def _names_site(title: str, named: str, headings: Sequence[tuple[int, str, bool]]) -> bool:
    """Whether a declared title is only what `<title>` adds to the headline: the site's name."""
    keys = {letters_of(text) for _, text, _ in headings}
    key = letters_of(title)
    parts = [letters_of(part) for part in _SPACED.split(named)]
    return key in parts and key not in keys and any(part in keys for part in parts)


def _longer(title: str, headings: Sequence[tuple[int, str, bool]]) -> str | None:
    """The only main heading, where it says more than `title`, which was shortened."""
    mains = {text: linked for level, text, linked in headings if level == 1}
    whole = max(mains, key=len, default="")
    if not whole or mains[whole] or any(text not in whole for text in mains):
        return None
    said, key = _words_in(whole), letters_of(whole)
    for part in (title, *_trimmed(title)):
        own = _words_in(part)
        cut = part.endswith(("…", "...")) and key.startswith(letters_of(part))
        more = own < said and len(said) <= 2 * len(own)
        if len(own) >= _TITLE_WORDS and (cut or more):
            return whole
    return None


def _is_told_again(title: str, others: Sequence[str]) -> bool:
    """Whether another title or heading has two thirds of its words: else it is the site's."""
    said = _words_in(title)
    return any(3 * len(said & _words_in(other)) >= 2 * len(said) for other in others)


def _words_in(title: str) -> set[str]:
    return set(_WORD.findall(title.casefold()))


def _alone(named: str, tree: "HtmlElement") -> str:
    """The `<title>` of a page that declares nothing else, less a short last part.

    A first part goes where a link of the page says it and nothing else: it names the site.
    """
    places = [match.span() for match in _SPACED.finditer(named)]
    if not places:
        return named
    if len(named[: places[-1][0]].split()) > 2 and len(named[places[-1][1] :].split()) < 5:
        return named[: places[-1][0]]
    start, end = places[0]
    site = letters_of(named[:start])
    if len(named[end:].split()) >= _TITLE_WORDS and any(
        letters_of(text_of(link)) == site for link in tree.iter("a")
    ):
        return named[end:]
    return named


def _matching(title: str, headings: Sequence[tuple[int, str, bool]], site: str) -> str | None:
    """The heading that says what `title` says, or all of it but the name of the site."""
    named = letters_of(site)
    by_letters = {letters_of(text): (text, linked) for _, text, linked in reversed(headings)}
    for part in (title, *_trimmed(title)):
        key = letters_of(part)
        text, linked = by_letters.get(key, ("", False))
        if len(key) < _TITLE_SHARE * len(letters_of(title)):
            continue
        if text and key != named and (part == title or not linked or len(text.split()) > 3):
            return text.rstrip("¶# ")
    return None


def _trimmed(title: str) -> Iterator[str]:
    """`title` less its last parts, then less its first, by the signs that part a site's name."""
    places = [match.span() for match in _SEPARATOR.finditer(title)]
    for start, _ in reversed(places):
        yield title[:start]
    for _, end in places:
        yield title[end:]
    for (_, end), (start, _) in pairwise(places):
        yield title[end:start]


def _without_site(title: str, site: str) -> str:
    """`title` less the name of the site at either end."""
    if not site:
        return title
    key = letters_of(site)
    places = [match.span() for match in _SEPARATOR.finditer(title)]
    for start, end in places:
        if letters_of(title[end:]) == key:
            return title[:start]
        if letters_of(title[:start]) == key:
            return title[end:]
    return title


def letters_of(text: str) -> str:
    """The letters and digits of `text`, case folded: what two prints of a title have in common."""
    return "".join(c for c in text.casefold() if c.isalnum())


def _headings(tree: "HtmlElement") -> Iterator[tuple[int, str, bool]]:
    """Headings of the first two levels, and parts of them: level, text, whether it is a link."""
    for level in (1, 2):
        for heading in tree.iter(f"h{level}"):
            text = text_of(heading)
            if not text or len(text) > _TITLE_LETTERS:
                continue
            link = next(heading.iter("a"), None)
            linked = link is not None and text_of(link) == text
            yield level, text, linked
            if len(own := " ".join((heading.text or "").split())) and own != text:
                yield level, own, False
            for child in heading:
                if isinstance(child.tag, str) and (part := text_of(child)) and part != text:
                    yield level, part, linked


def text_of(element: "HtmlElement") -> str:
    """The words of an element as they are seen, without scripts, styles and readings."""
    pieces: list[str] = []
    unseen = 0
    from lxml.etree import iterwalk

    for event, child in iterwalk(element, ("start", "end")):
        hidden = child.tag in _UNSEEN or not isinstance(child.tag, str)
        if event == "start":
            unseen += hidden
            if not unseen:
                pieces.append(" " if child.tag in ("br", "div", "p", "li") else "")
                pieces.append(child.text or "")
        else:
            unseen -= hidden
            if not unseen and child is not element:
                pieces.append(child.tail or "")
    return " ".join("".join(pieces).split())


def meta_elements(tree: "HtmlElement") -> dict[str, str]:
    """The contents of `<meta>` elements by name or property, in lower case; the first of each."""
    contents: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            for part in name.lower().split():
                contents.setdefault(part.replace("dc:", "dc."), content)
    return contents


def structured_data(tree: "HtmlElement") -> list[Mapping[str, Any]]:
    """The articles that the page describes in JSON-LD, those with a headline."""
    articles: list[Mapping[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" not in script.get("type", ""):
            continue
        text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->")
        if not text or len(text) > _JSON_LIMIT:
            continue
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        articles += _articles(value)
    return articles


def _articles(value: object, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _articles(item, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and kind in _ARTICLE_TYPES for kind in kinds):
            yield value
        yield from _articles(value.get("@graph"), depth + 1)
        yield from _articles(value.get("mainEntity"), depth + 1)


def text_of_string(value: object) -> str:
    """A string of JSON-LD with its white space folded and its entities undone; "" for another."""
    from html import unescape

    return " ".join(unescape(value).split()) if isinstance(value, str) else ""


def declared_metadata(
    tree: "HtmlElement", metas: Mapping[str, str], data: Sequence[Mapping[str, Any]]
) -> Metadata:
    """What the page says of itself in `<meta>`, JSON-LD and `<html lang>`."""
    declared: dict[str, str | None] = {
        part: next((metas[name] for name in names if name in metas), None)
        for part, names in _KNOWN_PARTS
    }
    article = data[0] if data else {}
    marked = ", ".join(dict.fromkeys(_marked_names(tree)))
    author = _names(article.get("author")) or declared["author"] or marked
    date = text_of_string(article.get("datePublished")) or declared["date"] or _time(tree)
    dated = _DATE.search(date or "")
    return Metadata(
        author=author if author and not author.startswith("http") else None,
        date=dated[0][:10] if dated else None,
        site=declared["site"] or _names(article.get("publisher")) or None,
        description=declared["description"] or text_of_string(article.get("description")) or None,
        language=tree.get("lang") or metas.get("og:locale", "").replace("_", "-") or None,
    )


def _names(value: object) -> str:
    """The names of one or more persons or organizations in JSON-LD."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_names, value[:20])))
    return text_of_string(value.get("name") if isinstance(value, dict) else value)


def _marked_names(tree: "HtmlElement") -> Iterator[str]:
    """The names that microdata gives the authors, of one article."""
    if len(_marked(tree, "headline")) == 1:
        for element in tree.iter():
            if element.get("itemprop") == "author":
                name = next((e for e in element.iter() if e.get("itemprop") == "name"), element)
                yield name.get("content") or text_of(name)


def _time(tree: "HtmlElement") -> str | None:
    """The date of the first `<time>` that says one."""
    return next((t.get("datetime") for t in tree.iter("time") if t.get("datetime")), None)
