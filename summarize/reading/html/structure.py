"""What the structure of a page says about a choice of its blocks: equal bodies, cards, comments.

The classifier looks at a block and its neighbours; these rules look at elements that repeat, and
hold whatever the page is called or written in.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from summarize.reading.html.blocks import INLINE, Block, Node
from summarize.reading.html.hints import HINTS

__all__ = ["settled"]

_PROSE_WORDS = 10
_LINK_SHARE = 0.8  # of the letters of a block that is a link
_EQUAL_SHARE = 0.5  # of the chosen words: bodies are equal where one of a kind has so many
_OUTWEIGHED = 3  # times the words: a notice was chosen, or a box, and the article was not
_PARAGRAPHS = 3  # that an element has at least to be taken for the article instead
_POINTERS = frozenset(("hatnote", "dablink"))  # classes of MediaWiki, the same in each language
_CARDS = 3  # elements of one kind that each have a link of their own are a list of teasers
_CARD_WORDS = 45  # of a teaser, with its headline: an entry of a list of reviews has more
_BELOW_SHARE = 0.6  # of the chosen words: with so many below the headline, notices are above it
_REMARKS = 2  # lines with a name and a time, each above a text
_REMARK_WORDS = 8

_CLOSED = re.compile(r"[.!?…。！？｡।؟۔։][\"'”’»“)\]」』]*$")
_DIGIT = re.compile(r"\d")

_Signature = tuple[tuple[str, str], ...]


def settled(blocks: Sequence[Block], chosen: Sequence[bool]) -> list[bool]:
    """`chosen`, changed where the page's structure says otherwise.

    Args:
        blocks: of a page.
        chosen: whether each was taken for the article.
    """
    taken = list(chosen)
    for rule in _RULES:
        rule(blocks, taken)
    return taken


def _outweighed(blocks: Sequence[Block], taken: list[bool]) -> None:
    """Take the prose below the headline where what was chosen is little and stands elsewhere."""
    holders = [_holder(b) if _is_prose(b) and not _is_link(b) else None for b in blocks]
    words: Counter[Node] = Counter()
    for block, holder in zip(blocks, holders, strict=True):
        if holder is not None:
            words[holder] += _words(block)
    chosen = [i for i, kept in enumerate(taken) if kept and _is_prose(blocks[i])]
    if not chosen or not words:
        return
    main, most = words.most_common(1)[0]
    inside = [i for i, holder in enumerate(holders) if holder is main]
    headline = max((i for i in range(inside[0]) if blocks[i].level == 1), default=None)
    little = most >= _OUTWEIGHED * sum(_words(blocks[i]) for i in chosen)
    if headline is None or not little or len(inside) < _PARAGRAPHS:
        return
    if not any(headline < i <= inside[-1] for i in chosen):
        taken[:] = [inside[0] <= i <= inside[-1] and not _is_link(b) for i, b in enumerate(blocks)]


def _above_headline(blocks: Sequence[Block], taken: list[bool]) -> None:
    """Drop prose of other elements above the only main heading, if nearly all stands below it."""
    mains = [i for i, block in enumerate(blocks) if block.level == 1 and not _is_link(block)]
    prose = [i for i, kept in enumerate(taken) if kept and _is_prose(blocks[i])]
    below = [i for i in prose if mains and i > mains[0]]
    said = sum(_words(blocks[i]) for i in below)
    if len(mains) != 1 or said < _BELOW_SHARE * sum(_words(blocks[i]) for i in prose):
        return
    holders = {id(_holder(blocks[i])) for i in below}
    for i in prose:
        if i < mains[0] and id(_holder(blocks[i])) not in holders:
            taken[i] = False


def _equal_bodies(blocks: Sequence[Block], taken: list[bool]) -> None:
    """Take the prose of elements that are built as the one that holds most of the article."""
    signatures = [_signature(block.node) for block in blocks]
    words: Counter[_Signature] = Counter()
    for block, signature, kept in zip(blocks, signatures, taken, strict=True):
        if kept and _is_prose(block):
            words[signature] += len(block.text.split())
    if not words:
        return
    signature, most = words.most_common(1)[0]
    if len(signature) < 2 or not signature[1][1] or most < _EQUAL_SHARE * words.total():
        return
    for i, block in enumerate(blocks):
        if signatures[i] == signature and _is_prose(block) and not _is_link(block):
            taken[i] = True


def _insides(blocks: Sequence[Block], taken: list[bool]) -> None:
    """Take rows, code and lists that stand between two paragraphs of one element."""
    holders = [_holder(block) for block in blocks]
    last: dict[int, int] = {}
    for i, block in enumerate(blocks):
        if not taken[i] or not _is_prose(block):
            continue
        key = id(holders[i])
        for between in range(last.get(key, i) + 1, i):
            other = blocks[between]
            inside = holders[between] is holders[i]
            if inside and other.kind in ("row", "pre") and not _is_link(other):
                taken[between] = True
        last[key] = i


def _cards(blocks: Sequence[Block], taken: list[bool]) -> None:
    """Drop lists of teasers: elements of one kind beside each other, each with its own link."""
    groups: dict[tuple[int, str, str], dict[int, list[int]]] = defaultdict(dict)
    for i, block in enumerate(blocks):
        node: Node | None = block.node
        while node is not None and node.parent is not None:
            if node.tag not in INLINE and node.tag not in ("p", "li") and node.names:
                key = (id(node.parent), node.tag, node.names)
                groups[key].setdefault(id(node), []).append(i)
            node = node.parent
    whole = sum(_words(blocks[i]) for i, kept in enumerate(taken) if kept)
    for cards in groups.values():
        linked = [card for card in cards.values() if any(_is_link(blocks[i]) for i in card)]
        held = [i for card in linked for i in card]
        mixed = sum(len(card) > 1 for card in linked)
        if len(linked) < _CARDS or 2 * len(linked) < len(cards) or mixed < len(linked) / 2:
            continue
        said = sum(_words(blocks[i]) for i in held if taken[i])
        if said <= min(whole - said, _CARD_WORDS * len(linked)):
            for i in held:
                taken[i] = False


def _remarks(blocks: Sequence[Block], taken: list[bool]) -> None:
    """Drop readers' comments below the article: names with a time, each above a text."""
    prose = [i for i, block in enumerate(blocks) if taken[i] and _is_prose(block)]
    if len(prose) < 2:
        return
    body = _holder(blocks[prose[0]])
    below = [i for i in prose if _holder(blocks[i]) is not body]
    signed = [i for i in below if i and _is_signature_line(blocks[i - 1])]
    before = sum(_words(blocks[i]) for i in prose if not below or i < below[0])
    if len(signed) >= _REMARKS and 2 * len(signed) >= len(below) and before:
        for i in range(signed[0] - 1, len(blocks)):
            taken[i] = False


def _loose_links(blocks: Sequence[Block], taken: list[bool]) -> None:
    """Drop links above the first paragraph of the article and below the last."""
    prose = [i for i, block in enumerate(blocks) if taken[i] and _is_prose(block)]
    whole = sum(_words(block) for block, kept in zip(blocks, taken, strict=True) if kept)
    if not prose or 2 * sum(_words(blocks[i]) for i in prose) < whole:
        return
    for i, block in enumerate(blocks):
        if not prose[0] <= i <= prose[-1] and _is_link(block):
            taken[i] = False


def _advertisements(blocks: Sequence[Block], taken: list[bool]) -> None:
    """Drop what is no prose in an element that is named as an advertisement."""
    for i, block in enumerate(blocks):
        if taken[i] and block.node.own[_AD] and not _is_prose(block):
            taken[i] = False


def _pointers(blocks: Sequence[Block], taken: list[bool]) -> None:
    """Drop notes that tell articles of the same name apart ("For other uses, see …")."""
    for i, block in enumerate(blocks):
        node: Node | None = block.node
        while taken[i] and node is not None:
            taken[i] = _POINTERS.isdisjoint(node.names.split())
            node = node.parent


_AD = HINTS.index("ad")

_RULES: Sequence[Callable[[Sequence[Block], list[bool]], None]] = (
    _outweighed,
    _above_headline,
    _equal_bodies,
    _insides,
    _cards,
    _remarks,
    _loose_links,
    _advertisements,
    _pointers,
)


def _signature(node: Node) -> _Signature:
    """The nearest three elements around a block that are no inline ones: tags and classes."""
    names: list[tuple[str, str]] = []
    at: Node | None = node
    while at is not None and len(names) < 3:
        if at.tag not in INLINE:
            names.append((at.tag, at.names))
        at = at.parent
    return tuple(names)


_PARTS = frozenset(("p", "pre", "li", "ul", "ol", "tr", "td", "th", "tbody", "thead", "table"))


def _holder(block: Block) -> Node | None:
    """The element that holds a paragraph, a table or a list whole."""
    at: Node | None = block.node
    while at is not None and (at.tag in INLINE or at.tag in _PARTS):
        at = at.parent
    return at


def _words(block: Block) -> int:
    return len(block.text.split())


def _is_prose(block: Block) -> bool:
    return _words(block) >= _PROSE_WORDS and _CLOSED.search(block.text[-8:]) is not None


def _is_link(block: Block) -> bool:
    return block.linked >= _LINK_SHARE * len(block.text)


def _is_signature_line(block: Block) -> bool:
    """Whether a short line could name a reader and the time of a comment."""
    text = block.text
    return (
        _words(block) <= _REMARK_WORDS
        and _DIGIT.search(text) is not None
        and not _CLOSED.search(text[-8:])
        and not block.level
    )
