"""Cleaning: which blocks of a scraped page are not the article, and why.

A page flattened to text keeps its menus, captions, sign-up boxes and footers as lines among the
paragraphs. Some are known by their words (`recognition`); the rest by where they stand: beside
what is known, above the headline, in a list that runs on, said twice around a photographer's name.
Only pages are cleaned: where prose is not most of what is left, as in verse, lists, code and
short messages, everything stays.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from summarize import furniture, language
from summarize.document import Document, Span
from summarize.recognition import Line, rule_of

__all__ = ["clean"]

MOST_REMOVED = 0.5  # of the words: past that it is more likely that we are wrong than the page
PROSE_SHARE = 0.5  # of the words left must be in paragraphs before anything is taken from a page
CAPTION_WORDS = 45  # of a caption known only by the credit beside it; news captions have up to 40
LOOSE_CAPTION_WORDS = 25  # the same where no blank lines say what belongs together
COPY_WORDS = 6  # a shorter line may be said twice on purpose
COPY_SHARE = 0.75  # of its words a cut or retouched copy has in common with the other
SIGNATURE = 7  # words at either end by which copies find each other
STORY_WORDS = 20  # a headline in a list of other stories has fewer
HEADLINE_WORDS = (3, 25)
HEADLINE_SHARE = 0.4  # of its content words that the article must say again
ABOVE_WORDS = 12  # of a short line over the headline: a section, a site, "Next score"
HEADLINE_ENOUGH = 3  # content words repeated: the first line with so many is the headline
HEADLINE_BLOCKS = 60  # the first blocks among which the headline is looked for
TAIL_SHARE = 0.3  # of the words: readers' comments and notes to editors stand in the last of them
RUNNING_COPIES = 3  # headers of printed pages: the same line, but for its number, so often


def clean(document: Document) -> Document:
    """`document` less its furniture, each removal with its rule; its headline found.

    The headline stays among the blocks as a heading, without sentences: it says what the article
    is about and is nothing to choose. Linear in the length of the document.

    Returns:
        The document without the blocks that are not the article. Where more than half of the words
        would go the text is kept whole, and a note says so.
    """
    page = _Page(document)
    for rule in _RULES:
        rule(page)
    if not page.rules or not page.is_article:
        page.rules.clear()
    words = [line.words for line in page.lines]
    if sum(words[i] for i in page.rules) > MOST_REMOVED * sum(words):
        note = "cleaning would have removed more than half of the words: the text was kept whole"
        return replace(document, notes=(*document.notes, note))
    titled = _with_title(document, page.headline)
    return titled.without(page.rules) if page.rules else titled


@dataclass(eq=False)
class _Page:
    """A document's blocks as lines, and the rules found so far, by index."""

    document: Document

    def __post_init__(self) -> None:
        blocks = self.document.blocks
        self.lines = [Line.of(block.text) for block in blocks]
        self.rules: dict[int, str] = {}
        text = self.document.text
        gaps = (text[a.span.end : b.span.start] for a, b in pairwise(blocks))
        self.glued = [False, *(gap.count("\n") < 2 for gap in gaps)]
        self.headline: int | None = None

    def is_open(self, index: int) -> bool:
        """Whether there is such a block and no rule has taken it."""
        return 0 <= index < len(self.lines) and index not in self.rules

    def is_prose(self, index: int) -> bool:
        """Whether it is a paragraph that no rule has taken."""
        return self.is_open(index) and self.lines[index].is_prose

    def take(self, indices: Iterable[int], rule: str) -> None:
        """Give these blocks that rule, where they have none and are no code."""
        for index in indices:
            if self.is_open(index) and self.document.blocks[index].kind != "code":
                self.rules[index] = rule

    @cached_property
    def is_spaced(self) -> bool:
        """Whether blank lines stand between paragraphs, so that what is glued belongs together."""
        prose = [i for i in range(1, len(self.lines)) if self.lines[i].is_prose]
        return 2 * sum(not self.glued[i] for i in prose) > len(prose)

    @property
    def is_article(self) -> bool:
        """Whether most words that are left stand in paragraphs."""
        left = [i for i in range(len(self.lines)) if i not in self.rules]
        words = sum(self.lines[i].words for i in left)
        prose = sum(self.lines[i].words for i in left if self.lines[i].is_prose)
        return prose > 0 and prose >= PROSE_SHARE * words

    @property
    def body(self) -> range:
        """From the first paragraph to the last."""
        found = [i for i in range(len(self.lines)) if self.is_prose(i)]
        return range(found[0], found[-1] + 1) if found else range(len(self.lines), 0)

    def groups(self) -> Iterable[range]:
        """Runs of blocks without a blank line between them; none where that tells nothing."""
        if not self.is_spaced:
            return
        start = 0
        for i in range(1, len(self.lines) + 1):
            if i == len(self.lines) or not self.glued[i]:
                yield range(start, i)
                start = i


def _known(page: _Page) -> None:
    """Furniture by its own words."""
    for i, line in enumerate(page.lines):
        if rule := rule_of(line):
            page.take([i], rule)


def _copies(page: _Page) -> None:
    """What is said twice: captions around a credit, and paragraphs pasted again."""
    first: dict[tuple[str, ...], int] = {}
    for i, line in enumerate(page.lines):
        if line.words < COPY_WORDS or not page.is_open(i):
            continue
        ends = _signatures(line)
        found = next((first[s] for s in ends if s in first), None)
        if found is not None and _alike(page.lines[found], line):
            _take_copy(page, found, i)
        for signature in ends:
            first.setdefault(signature, i)


def _signatures(line: Line) -> list[tuple[str, ...]]:
    if not line.tokens:
        return [(line.text,)]
    return [("^", *line.tokens[:SIGNATURE]), ("$", *line.tokens[-SIGNATURE:])]


def _alike(one: Line, other: Line) -> bool:
    if not one.tokens or not other.tokens:
        return one.text == other.text
    a, b = set(one.tokens), set(other.tokens)
    return len(a & b) >= COPY_SHARE * max(len(a), len(b))


def _take_copy(page: _Page, first: int, second: int) -> None:
    between = [page.rules.get(i) for i in range(first + 1, second)][:4]
    credited = "photo-credit" in [*between, page.rules.get(second + 1)]
    caption = page.lines[second].words <= CAPTION_WORDS
    if caption and second - first <= 4 and credited:
        page.take([first, second], "caption")
    elif page.lines[second].is_prose and page.lines[first].key == page.lines[second].key:
        page.take([second], "duplicate")


def _captions(page: _Page) -> None:
    """What stands right above or below a credit."""
    for i in [i for i, rule in page.rules.items() if rule == "photo-credit"]:
        above, below = i - 1, i + 1
        if page.is_open(above) and _is_caption(page, above, i):
            page.take([above], "caption")
        elif page.is_spaced and page.is_open(below) and page.glued[below] and not page.glued[i]:
            after = below + 1 == len(page.lines) or not page.glued[below + 1]
            if after and page.lines[below].words <= CAPTION_WORDS:
                page.take([below], "caption")


def _is_caption(page: _Page, index: int, credit: int) -> bool:
    line = page.lines[index]
    if line.words > CAPTION_WORDS or _sentences(page, index) > 2 or line.words < 4:
        return False
    if page.is_spaced:
        return page.glued[credit] and (index == 0 or not page.glued[index])
    said = _SAID.intersection(line.tokens)
    first = index <= page.body.start and line.ends
    return line.words <= LOOSE_CAPTION_WORDS and not said and (first or line.ends)


_SAID = frozenset(["said", "says", "told", "sagte", "dit", "dijo", "wrote", "asked", "added"])


def _sentences(page: _Page, index: int) -> int:
    """How many sentences the block has, by its full stops before a capital."""
    words = page.lines[index].text.split()
    return 1 + sum(a[-1] in ".!?" and b[0].isupper() and len(a) > 4 for a, b in pairwise(words))


def _headline(page: _Page) -> None:
    """The first line above the article that the article's own words repeat."""
    start = page.body.start
    if start >= len(page.lines) or not page.is_article:
        return
    said = _content(page, range(start, len(page.lines)))
    likely = [i for i in range(min(start, HEADLINE_BLOCKS)) if _may_be_headline(page, i)]
    best = max(likely, key=lambda i: _repeated(page, i, said), default=None)
    if best is None or not _repeated(page, best, said):
        return
    page.headline = best
    if best is not None:
        copies = [
            i for i in range(start) if i != best and page.lines[i].key == page.lines[best].key
        ]
    page.take(copies, "duplicate")


def _may_be_headline(page: _Page, index: int) -> bool:
    line, (least, most) = page.lines[index], HEADLINE_WORDS
    size = max(line.words, len(line.text) // 6 if page.document.language in _UNSPACED else 0)
    stops = line.text.endswith((".", ",", ";", ":", "。"))
    single = _sentences(page, index) == 1
    return page.is_open(index) and least <= size <= most and single and not (stops or line.is_date)


_UNSPACED = frozenset({"zh", "ja", "th"})


def _content(page: _Page, indices: Iterable[int]) -> set[str]:
    """What the words of these blocks that are no stop words begin with."""
    stops = language.stop_words(page.document.language)
    found: set[str] = set()
    for i in indices:
        if page.is_open(i):
            said = language.words(page.lines[i].text[:2000], page.document.language)
            found.update(word[:5] for word in said if word not in stops)
        if len(found) > 3000:
            break
    return found


def _repeated(page: _Page, index: int, said: set[str]) -> int:
    """How many of a line's content words the article repeats, three or more being equal."""
    own = _content(page, [index])
    found = own & said
    marked = page.document.blocks[index].kind == "heading"
    enough = len(found) >= (0.0 if marked else HEADLINE_SHARE) * len(own)
    return min(len(found), HEADLINE_ENOUGH) if enough else 0


def _above(page: _Page) -> None:
    """Short lines above the headline are the page's, not the article's."""
    for i in range(page.headline or 0):
        if not page.lines[i].ends and page.lines[i].words <= ABOVE_WORDS:
            page.take([i], "navigation")


def _edges(page: _Page) -> None:
    """Names, dates and lists before the first paragraph and after the last."""
    body = page.body
    edge = [i for i in range(len(page.lines)) if i not in body and page.is_open(i)]
    for i in edge:
        line = page.lines[i]
        if i == page.headline:
            continue
        if line.is_date:
            page.take([i], "timestamp")
        elif line.is_list:
            page.take([i], "navigation")
    for i in edge:
        beside = {page.rules.get(i - 1), page.rules.get(i + 1)}
        if i != page.headline and page.lines[i].is_name and beside & _BESIDE_NAMES:
            page.take([i], "byline")


_BESIDE_NAMES = {"byline", "timestamp", "share"}


def _running(page: _Page) -> None:
    """Headers of printed pages, which return with another number."""
    short = [
        line.key
        for line in page.lines
        if "#" in line.tokens and line.words <= STORY_WORDS and line.is_list
    ]
    often = {key for key, count in Counter(short).items() if count >= RUNNING_COPIES}
    page.take((i for i, line in enumerate(page.lines) if line.key in often), "navigation")


def _boxes(page: _Page) -> None:
    """The other lines of a box of which some are known: nothing but line breaks between them."""
    for group in page.groups():
        known = Counter(page.rules[i] for i in group if i in page.rules)
        rest = [i for i in group if page.is_open(i)]
        if not known or not rest or page.headline in rest or any(map(page.is_prose, rest)):
            continue
        rule = known.most_common(1)[0][0]
        if rule in _BOXED or 2 * known.total() >= len(group):
            page.take(rest, "caption" if rule == "photo-credit" else rule)


_BOXED = {"sign-up", "related", "cookie"}


def _lists(page: _Page) -> None:
    """Other stories, under a line that says so."""
    titles = {
        " ".join(p) for rows in furniture.phrases(furniture.LINES["related"]).values() for p in rows
    }
    last = page.body.stop
    for i in [i for i, rule in page.rules.items() if rule == "related"]:
        line = page.lines[i]
        opens = line.key in titles or line.text.endswith(":") or (i >= last and line.words <= 6)
        following = i + 1
        while opens and _is_story(page, following, i):
            page.take([following], "related")
            following += 1


def _is_story(page: _Page, index: int, opener: int) -> bool:
    if not page.is_open(index) or index == page.headline or page.is_prose(index):
        return False
    boxed = not page.is_spaced or page.glued[index] or index == opener + 1
    line = page.lines[index]
    quick = index >= page.body.stop or index - opener <= 6
    return boxed and quick and line.words <= STORY_WORDS and not line.text.endswith((".", ":"))


def _comments(page: _Page) -> None:
    """Readers' comments: all that follows their heading, where buttons show what it is."""
    start = next((i for i, rule in sorted(page.rules.items()) if rule == "comments"), None)
    if start is None or not _is_tail(page, start):
        return
    after = range(start + 1, len(page.lines))
    if any(page.rules.get(i) in {"comments", "share"} for i in after):
        page.take(after, "comments")


def _press_release(page: _Page) -> None:
    """The notes under a press release: about the company, cautions, contacts."""
    headings = furniture.phrases(furniture.PRESS_RELEASE)
    exact = {" ".join(phrase) for found in headings.values() for phrase in found}
    starts = [i for i, line in enumerate(page.lines) if line.key in exact]
    marks = [*starts, *(i for i, line in enumerate(page.lines) if _is_release_mark(page, i, line))]
    if not starts or len(marks) < 2:
        return
    about = [i for i, line in enumerate(page.lines) if _is_about(line)]
    start = min((i for i in (*starts, *about) if _is_tail(page, i)), default=len(page.lines))
    page.take(range(start, len(page.lines)), "boilerplate")


def _is_release_mark(page: _Page, index: int, line: Line) -> bool:
    return page.rules.get(index) == "end-mark" or line.key == "for immediate release"


def _is_about(line: Line) -> bool:
    return line.tokens[:1] in {("about",), ("über",)} and line.words <= 6 and not line.ends


def _is_tail(page: _Page, index: int) -> bool:
    words = [line.words for line in page.lines]
    return sum(words[index:]) <= TAIL_SHARE * sum(words)


_RULES: Sequence[Callable[[_Page], None]] = (
    _known,
    _copies,
    _captions,
    _running,
    _press_release,
    _comments,
    _headline,
    _boxes,
    _lists,
    _above,
    _edges,
)


def _with_title(document: Document, index: int | None) -> Document:
    """`document` with the headline a heading, its sentences gone and its place known."""
    if index is None:
        return document
    block = document.blocks[index]
    blocks = (
        *document.blocks[:index],
        replace(block, kind="heading"),
        *document.blocks[index + 1 :],
    )
    return replace(
        document,
        blocks=blocks,
        sentences=tuple(s for s in document.sentences if s.block != index),
        title_span=Span(*block.span),
    )
