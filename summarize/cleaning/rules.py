"""Cleaning: which blocks of a scraped page are not the article, and why.

A page flattened to text keeps its menus, captions, sign-up boxes and footers as lines among the
paragraphs. Some are known by their words (`classify`); the rest by where they stand: beside
what is known, above the headline, in a list that runs on, said twice around a photographer's name.
Only pages are cleaned: where prose is not most of what is left, as in verse, lists, code and
short messages, everything stays.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from summarize import language
from summarize.cleaning.body import article_lines
from summarize.cleaning.captions import captions, copies, galleries
from summarize.cleaning.classify import likely_rule, rule_of
from summarize.cleaning.doubt import without_doubtful
from summarize.cleaning.endings import below_inset, comments, press_release, remarks
from summarize.cleaning.headline import find_headline, with_title
from summarize.cleaning.lines import Line
from summarize.cleaning.page import TURN_SHARE, Page
from summarize.document import Document

__all__ = ["clean"]

MOST_REMOVED = 0.5  # of the words: past that it is more likely that we are wrong than the page
STORY_WORDS = 20  # a headline in a list of other stories has fewer
MENU_LINES, MENU_WORDS, MENU_SHARE = 3, 3, 1 / 3  # a menu with an entry a line
MARGIN_RUN = 4  # lines that nothing but their place makes boilerplate
SURE_BLOCKS = 3  # before anything is taken from what is not an article
SHARE_DIRTY, SHARE_BESIDE = 0.7, 0.5  # of the points needed: on such a page, beside boilerplate
ABOVE_WORDS = 12  # of a short line over the headline: a section, a site, "Next score"
# Of the lines: with fewer that are no prose there is no page around a body, and a long text with
# headings does not wait for the classifier. 170 real pages have .14, and .29 where none is known.
LOOSE_SHARE, UNKNOWN_SHARE = 0.1, 0.25
BODY_WORDS, BODY_SHARE = 30, 0.1  # in prose: what a body has at least, and of all prose
STANDFIRST_WORDS = 6  # of a line between headline and body: a shorter one is a name or a date
OWN_WORDS = 5  # of a sentence in the letters of the article, among English boilerplate
FEWEST_AROUND = 3  # lines around a body, where none is known: one or two may be headings
TITLE_BLOCKS = 50  # among which a title that is given is looked for
RUNNING_COPIES = 3  # headers of printed pages: the same line, but for its number, so often


def clean(document: Document, *, extracted: bool = False) -> Document:
    """Return `document` without its boilerplate, each removal with its rule, its headline found.

    The headline stays among the blocks as a heading, without sentences: it says what the article
    is about and is nothing to choose; so do lines of a page that may be boilerplate, where other
    sentences are enough. Linear in the length of the document.

    Args:
        document: as read; where its `title_span` is known, that is the headline.
        extracted: whether the article was already found in a page by its markup: then only blocks
            that are boilerplate by their own words go.

    Returns:
        The document without the blocks that are not the article. Where no body was found and more
        than half of the words would go, galleries aside, the text is kept whole, and a note says
        so.
    """
    document = document.without({i: b.rule for i, b in enumerate(document.blocks) if b.rule})
    page = Page(document)
    page.headline = _titled(document)
    for rule in _EXTRACTED_RULES if extracted else _RULES:
        page.settle()
        rule(page)
    if not page.is_article:
        page.rules = _unmistakable(page)
    words = [0 if line.is_gallery else line.words for line in page.lines]
    gone = sum(words[i] for i in page.rules)
    if not any(words) or (gone > MOST_REMOVED * sum(words) and not page.has_body):
        note = "cleaning would have removed more than half of the words: the text was kept whole"
        return replace(document, notes=(*document.notes, note))
    if page.headline is not None:
        page.rules.pop(page.headline, None)
    titled = without_doubtful(page, with_title(document, page.headline))
    return titled.without(page.rules) if page.rules else titled


def _titled(document: Document) -> int | None:
    """The block that the document itself gives as its title."""
    if document.title_span is None:
        return None
    spans = (block.span for block in document.blocks[:TITLE_BLOCKS])
    return next((i for i, span in enumerate(spans) if span == document.title_span), None)


def _body(page: Page) -> None:
    """What stands around the body of a page, as a classifier of all its lines finds it."""
    loose = sum(not line.is_prose for line in page.lines)
    turns = sum(bool(block.speaker) for block in page.document.blocks)
    is_talk = page.is_spoken or turns >= max(1, TURN_SHARE * len(page.lines))
    least = LOOSE_SHARE if page.rules else UNKNOWN_SHARE
    if is_talk or loose <= least * len(page.lines):
        return
    code = page.document.language
    known = [i in page.rules for i in range(len(page.lines))]
    stops = language.stop_words(code) if code != language.UNKNOWN else frozenset()
    of_article, sure = article_lines([line.text for line in page.lines], known, stops)
    prose = [line.words if line.is_prose else 0 for line in page.lines]
    said = sum(count for count, keep in zip(prose, of_article, strict=True) if keep)
    resumed = below_inset(page, of_article)
    gone = [
        i for i, keep in enumerate(of_article) if not (keep or i in resumed or i == page.headline)
    ]
    alone = len(gone) < FEWEST_AROUND and not any(known)
    if alone or said < max(BODY_WORDS, BODY_SHARE * sum(prose)):
        return
    page.has_body = True
    page.outside = frozenset(gone)
    page.doubtful = frozenset(i for i, is_sure in enumerate(sure) if not (is_sure or i in resumed))


def _outside(page: Page) -> None:
    """What no rule has taken around the body; inside of it only on a page that is one."""
    kinds = [block.kind for block in page.document.blocks]
    left = sorted(i for i in page.outside if page.is_open(i) and i != page.headline)
    if not page.is_dirty and (page.headline is None or any(kinds[i] == "item" for i in left)):
        return
    foreign = bool(page.known) and all(_is_latin(page.lines[i].text) for i in page.known)
    left = [i for i in left if not (foreign and _is_own_prose(page.lines[i]))]
    page.take((i for i in left if not _belongs(page, i)), "boilerplate")


def _is_own_prose(line: Line) -> bool:
    """Whether a line is a sentence in other letters than the English phrases around it."""
    return line.ends and line.words >= OWN_WORDS and not _is_latin(line.text)


def _is_latin(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return 2 * sum(letter < "\u0250" for letter in letters) >= len(letters)


def _belongs(page: Page, index: int) -> bool:
    """Whether a line outside of the body is a heading or a list in it, or its standfirst."""
    blocks = page.document.blocks
    kind = blocks[index].kind
    if page.headline is not None and page.headline < index < page.body.start:
        return kind == "heading" or page.lines[index].words >= STANDFIRST_WORDS
    if _introduces(page, index):
        return True
    if not page.body.start <= index < page.body.stop:
        return False
    above_list = index + 1 < len(blocks) and blocks[index + 1].kind == "item"
    return kind in {"item", "heading"} or above_list or not page.is_dirty


def _unmistakable(page: Page) -> dict[int, str]:
    """What may be taken from verse, lists and short messages: what could be none of these."""
    sure = {i: r for i, r in page.known.items() if r in _SURE and page.lines[i].words > 1}
    return sure if len(sure) >= SURE_BLOCKS else {}


_SURE = {"advertisement", "cookie", "copyright", "share", "sign-up"}


def _known(page: Page) -> None:
    """Boilerplate by its own words."""
    for i, line in enumerate(page.lines):
        if rule := rule_of(line):
            page.take([i], rule)
    page.known = dict(page.rules)


def _known_in_article(page: Page) -> None:
    """The same in an article that was found by markup: its tables and code look like menus."""
    _known(page)
    for i in page.body:
        if page.rules.get(i) in _BY_FORM:
            del page.rules[i]
    page.known = dict(page.rules)


_BY_FORM = {"navigation", "timestamp"}


def _above(page: Page) -> None:
    """Short lines above the headline are the page's, not the article's."""
    for i in range(page.headline or 0):
        if not page.lines[i].ends and page.lines[i].words <= ABOVE_WORDS:
            page.take([i], "navigation")


def _menus(page: Page) -> None:
    """Runs of short lines above or below the article, of which a third are a menu's."""
    if page.is_spoken:
        return
    for side in (range(page.body.start), range(page.body.stop, len(page.lines))):
        run: list[int] = []
        for i in side:
            run = [*run, i] if _is_entry(page, i) else []
            if len(run) == MENU_LINES:
                listed = sum(_is_listed(page, j) for j in run)
                if listed >= MENU_SHARE * MENU_LINES:
                    page.take(run, "navigation")
                run = run[1:]


def _is_entry(page: Page, index: int) -> bool:
    """Whether it could be an entry of a menu: no heading right above the article, and short."""
    line, kind = page.lines[index], page.document.blocks[index].kind
    heads = kind == "heading" and index + 1 == page.body.start
    return line.words <= MENU_WORDS and not (line.ends or heads or kind in {"item", "code"})


def _is_listed(page: Page, index: int) -> bool:
    known = page.rules.get(index) == "navigation"
    line = page.lines[index]
    return known or any(line.tables.interface.get(t) == "navigation" for t in line.tokens)


def _edges(page: Page) -> None:
    """Names, dates and lists before the first paragraph and after the last."""
    body = page.body
    edge = [i for i in range(len(page.lines)) if i not in body and i != page.headline]
    for i in edge:
        if page.lines[i].is_date:
            page.take([i], "timestamp")
        elif page.lines[i].is_list:
            page.take([i], "navigation")
    for i in edge:
        beside = {page.rules.get(i - 1), page.rules.get(i + 1)}
        if page.lines[i].is_name and beside & _BESIDE_NAMES:
            page.take([i], "byline")


_BESIDE_NAMES = {"byline", "timestamp", "share"}


def _doubtful(page: Page) -> None:
    """Blocks that only their page, or what stands beside them, makes boilerplate."""
    if not page.is_dirty:
        return
    for i, line in enumerate(page.lines):
        if page.is_open(i) and i != page.headline:
            beside = (page.is_taken(i - 1) or page.is_taken(i + 1)) and not _is_embedded(page, i)
            share = SHARE_BESIDE if beside else SHARE_DIRTY
            author = i >= page.body.stop - 1 and line.is_about_author
            rule = "byline" if author else likely_rule(line, share=share, beside=beside)
            if rule:
                page.take([i], rule)


def _is_embedded(page: Page, index: int) -> bool:
    """Whether a paragraph stands between two of the article, boilerplate lines left out."""
    if not page.is_prose(index) or not page.body.start < index < page.body.stop - 1:
        return False
    sides = (range(index - 1, -1, -1), range(index + 1, len(page.lines)))
    nearest = (next((i for i in side if not page.is_taken(i)), -1) for side in sides)
    return all(map(page.is_prose, nearest))


def _margins(page: Page) -> None:
    """Lines that end like no sentence, beside boilerplate above the article or below it."""
    if page.is_spoken or not page.is_dirty:
        return
    start, stop, end = page.body.start, page.body.stop, len(page.lines)
    above, below = range(start), range(stop, end)
    for side in (above[::-1], above, below[::-1], below):
        for i in side:
            if page.is_taken(i - side.step):
                _take_run(page, i, side.step)


def _take_run(page: Page, start: int, step: int) -> None:
    """Take the loose lines from `start` on, where they are few: a long run is a list of its own."""
    run = [start + step * n for n in range(MARGIN_RUN + 1)]
    loose = list(takewhile(lambda i: page.is_open(i) and _is_loose(page, i), run))
    if len(loose) <= MARGIN_RUN:
        page.take(loose, page.rules[start - step])


def _is_loose(page: Page, index: int) -> bool:
    block = page.document.blocks[index]
    first = index + 1 == page.body.start and (page.headline is None or block.kind == "heading")
    if index == page.headline or block.kind in {"item", "code"} or first:
        return False
    if _introduces(page, index):
        return False
    return not page.lines[index].ends and page.lines[index].words <= STORY_WORDS


def _introduces(page: Page, index: int) -> bool:
    """Whether a line right below the article announces what stood below it there."""
    line = page.lines[index]
    last = index == page.body.stop
    return last and line.text.endswith((":", "：")) and line.words >= STANDFIRST_WORDS


def _runs(page: Page) -> None:
    """In the middle, where nothing tells boxes from paragraphs: what stands inside a box."""
    if page.is_spaced or page.is_spoken or not page.is_dirty:
        return
    for i in page.body:
        above = page.rules.get(i - 1)
        inside = above in _BOXED and (page.is_taken(i + 1) or not page.is_prose(i + 1))
        if inside and page.is_open(i) and _is_loose(page, i):
            page.take([i], above or "")


def _running(page: Page) -> None:
    """Headers of printed pages, which return with another number."""
    short = [
        line.key
        for line in page.lines
        if "#" in line.tokens and line.words <= STORY_WORDS and line.is_list
    ]
    often = {key for key, count in Counter(short).items() if count >= RUNNING_COPIES}
    page.take((i for i, line in enumerate(page.lines) if line.key in often), "navigation")


def _boxes(page: Page) -> None:
    """The other lines of a box of which some are known: nothing but line breaks between them."""
    for group in page.groups():
        rules = [page.rules[i] for i in group if i in page.rules]
        rest = [i for i in group if page.is_open(i)] if rules else []
        if not rest or page.headline in rest or any(map(page.is_prose, rest)):
            continue
        rule = Counter(rules).most_common(1)[0][0]
        if rule != "sign-up" and any(page.lines[i].ends for i in rest):
            continue
        if rule in _BOXED or 2 * len(rules) >= len(group):
            page.take(rest, "caption" if rule == "photo-credit" else rule)


_BOXED = {"sign-up", "related", "cookie"}


def _lists(page: Page) -> None:
    """Other stories, under a line that says so."""
    last = page.body.stop
    for i in [i for i, rule in page.rules.items() if rule == "related"]:
        line = page.lines[i]
        opens = (
            line.tables.lines.get(line.key) == "related"
            or line.text.endswith(":")
            or (i >= last and line.words <= 6)
        )
        following = i + 1
        while opens and _is_story(page, following, i):
            page.take([following], "related")
            following += 1


def _is_story(page: Page, index: int, opener: int) -> bool:
    if not page.is_open(index) or index == page.headline or page.is_prose(index):
        return False
    if page.is_spoken:
        return False
    boxed = not page.is_spaced or page.glued[index] or index == opener + 1
    line = page.lines[index]
    quick = index >= page.body.stop or index - opener <= 6
    return boxed and quick and line.words <= STORY_WORDS and not line.text.endswith((".", ":"))


def _headline(page: Page) -> None:
    """The headline, where the document does not give it."""
    if page.headline is None:
        find_headline(page)


_EXTRACTED_RULES: Sequence[Callable[[Page], None]] = (
    _known_in_article,
    captions,
    press_release,
    _headline,
)

_RULES: Sequence[Callable[[Page], None]] = (
    _known,
    copies,
    remarks,
    _body,
    captions,
    galleries,
    _running,
    press_release,
    comments,
    _menus,
    _headline,
    _boxes,
    _lists,
    _above,
    _edges,
    _doubtful,
    _boxes,
    _runs,
    _margins,
    _outside,
)
