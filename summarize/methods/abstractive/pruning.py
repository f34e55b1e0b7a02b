"""Pruning a parse to a headline: the words that most rewritings keep, in a tree that still holds.

What stays is a tree with the sentence's own main verb, or with that of what an authority reports;
what goes is a modifier whose head stays. Of all such trees of a size the one that the rewriter's
votes favour most is found exactly, by dynamic programming over the tree (Filippova & Strube, INLG
2008, find it by integer programming).
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from summarize.language.english import ORDINALS
from summarize.language.lexicon import stem, stems_of, words_of
from summarize.methods.abstractive.compression import (
    Part,
    closed_classes,
    is_deletable,
    is_guarded,
)

if TYPE_CHECKING:
    from summarize.encoder import Parse, Token

__all__ = ["droppable", "trees"]

ARTICLES = ("a", "an", "one")
SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")
KEPT_ADVERBS = ("RBR", "RBS", "RP", "WRB")  # more, most, up, how
RANKS = ("JJR", "JJS", "RBR", "RBS")


class _Tree(NamedTuple):
    """Kept words of a subtree, and what they are worth."""

    value: float
    kept: tuple[int, ...]


_Trees = Mapping[int, _Tree]
"""The best tree of each size, in written words."""


def trees(
    parse: "Parse", worth: Sequence[float], most: int, may_go: Collection[int]
) -> Iterator[list[int]]:
    """Yield the words of the best tree of each size, in order, without punctuation.

    Args:
        parse: the sentence.
        worth: what keeping each of its words is worth.
        most: written words of a tree at most.
        may_go: words that may go with all under them, of `droppable`.
    """
    for root in _main_verbs(parse):
        for tree in _below(parse, root, worth, most, may_go).values():
            yield sorted(tree.kept)


def _main_verbs(parse: "Parse") -> Iterator[int]:
    """Yield the root, and that of what an authority reports, where they have a subject."""
    root = parse.root
    if root is None:
        return
    reported = parse.child(root.index, "ccomp")
    both = [root, reported] if reported and _authority_reports(parse, root, reported) else [root]
    yield from (token.index for token in both if parse.child(token.index, *SUBJECTS))


def _below(
    parse: "Parse", index: int, worth: Sequence[float], most: int, may_go: Collection[int]
) -> _Trees:
    """Return the best tree of each size with a word as its root."""
    found: _Trees = {_size(parse, index): _Tree(worth[index], (index,))}
    for group in _choices(parse, index):
        longer = found
        for child in group:
            longer = _joined(longer, _below(parse, child, worth, most, may_go), most)
        found = _best(found, longer) if all(child in may_go for child in group) else longer
    return found


def _choices(parse: "Parse", index: int) -> list[list[int]]:
    """Return the children of a word; those of a list, or before a name, all stay or none."""
    children = [t for t in parse.children(index) if t.relation != "punct" or t.text == "#"]
    name = parse.tokens[index].upos == "PROPN" and parse.child(index, "flat") is not None
    listed = [t.index for t in children if t.relation == "conj"]
    before = [t.index for t in children if name and t.index < index and t.relation in _BEFORE]
    groups = [group for group in (listed, before) if group]
    return [*([t.index] for t in children if t.index not in (*listed, *before)), *groups]


_BEFORE = frozenset(("nmod", "amod", "compound", "nummod"))  # world number three Ann Lee


def _size(parse: "Parse", index: int) -> int:
    """Return 1 for a word that a space stands before, 0 for the rest of one: 's, n't, -old."""
    start = parse.tokens[index].start
    return int(not start or parse.text[start - 1].isspace())


def _joined(some: _Trees, others: _Trees, most: int) -> _Trees:
    joined: dict[int, _Tree] = {}
    for size, tree in some.items():
        for more, other in others.items():
            both = _Tree(tree.value + other.value, tree.kept + other.kept)
            if size + more <= most:
                joined[size + more] = max(joined.get(size + more, both), both)
    return joined


def _best(some: _Trees, others: _Trees) -> _Trees:
    return {**some, **{n: max(some.get(n, tree), tree) for n, tree in others.items()}}


def droppable(parse: "Parse") -> dict[int, bool]:
    """Return the words that may go with all under them, if their heads stay.

    True are those that a sentence of a summary does without as well (`compression`); the others may
    be what the head needs, which a parse does not tell.
    """
    found: dict[int, bool] = {}
    for token in parse.tokens:
        part = Part.of(parse, token)
        if part is None or token.head < 0 or _tears(part) or is_guarded(part):
            continue
        rule = _RULES.get(token.relation)
        if is_deletable(part) or _is_idle_that(part):
            found[token.index] = True
        elif rule is not None and not _turns(part) and rule(part):
            found[token.index] = False
    return found


def _is_idle_that(part: Part) -> bool:
    clause = part.parse.tokens[part.token.head]
    return part.words == ["that"] and part.token.relation == "mark" and clause.relation == "ccomp"


def _tears(part: Part) -> bool:
    """Whether it ends within a written word: state-of-the-art, seven-storey."""
    ends = part.at(part.start - 1), part.at(part.start), part.at(part.end - 1), part.at(part.end)
    tokens = part.parse.tokens
    glued = [i for i in (part.start, part.end) if 0 < i < len(tokens)]
    return "-" in ends and any(tokens[i - 1].end == tokens[i].start for i in glued)


def _turns(part: Part) -> bool:
    """Whether a word turns or limits what it modifies: not, former, nearly."""
    names = ("negative", "limiting", "privative", "quantity")
    lone = part.end == part.start + 1
    return lone and any(part.marker in closed_classes()[name] for name in names)


def _adjunct(part: Part) -> bool:
    """An adverbial behind a verb that is whole without it: not called *for it*, stopped *by*."""
    head, opening = part.head, part.parse.child(part.token.index, "case", "mark")
    if head is None or head.upos != "VERB" or opening is None or opening.lower == "of":
        return False
    whole = part.parse.child(head.index, "obj", "ccomp", "xcomp", "nsubj:pass")
    return head.index < part.start and (whole is not None or head.index < part.start - 1)


def _modifier(part: Part) -> bool:
    """A word or phrase beside a noun that need not be told from others of its kind."""
    head, opening = part.head, part.parse.child(part.token.index, "case", "mark")
    if head is None or (opening is not None and opening.lower == "of"):
        return False
    if opening is not None and opening.lower == "to" and part.token.relation == "acl":
        return False
    if head.upos == "PROPN":
        return part.start > head.index or part.parse.child(head.index, "flat") is not None
    ranks = any(part.parse.tokens[i].xpos in RANKS for i in range(part.start, part.end))
    picks = ranks and part.token.relation == "amod"
    picks |= part.marker in ORDINALS.keys() | closed_classes()["ordering"] or _is_denied(part)
    return head.upos == "NOUN" and not picks and not _identifies(part, head)


def _is_denied(part: Part) -> bool:
    """Whether a verb or noun above says that there is none of it: prohibit *wasteful* spending."""
    above = {stem(t.lower) for t in part.parse.ancestors(part.token.index)}
    return not above.isdisjoint(stems_of("denying"))


def _identifies(part: Part, head: "Token") -> bool:
    """Whether a noun is not known without a modifier: *the* plan *for the pier*, *retail* sales."""
    modifiers = part.parse.children(head.index)
    determiners = [t.lower for t in modifiers if t.relation == "det"]
    if any(word in ARTICLES for word in determiners):
        return False
    if not determiners and any(t.relation in ("nmod:poss", "nummod") for t in modifiers):
        return False
    subject = head.relation.startswith("nsubj")
    return subject or (bool(determiners) and part.token.relation != "amod")


def _clause(part: Part) -> bool:
    """A clause of time, cause or means behind a verb, or who reports it."""
    if _report(part):
        return True
    head = part.head
    behind = head is not None and head.upos == "VERB" and head.index < part.start
    return behind and part.marker in closed_classes()["subordinating"] | {"by"}


def _adverb(part: Part) -> bool:
    head = part.head
    verbal = head is not None and head.upos in ("VERB", "ADJ")
    light = part.end == part.start + 1 and part.token.xpos not in KEPT_ADVERBS
    return verbal and light and (part.marker.endswith("ly") or part.marker == "here")


def _further(part: Part) -> bool:
    """What "and" adds: a clause to the main one, a thing to an object."""
    head, joint = part.head, part.parse.child(part.token.index, "cc")
    if head is None or (joint is not None and joint.lower != "and"):
        return False
    if part.token.xpos.startswith("VB"):
        return head.xpos.startswith("VB")
    between = part.parse.child(head.index, "case")
    both = between is not None and between.lower == "between"
    shared = part.parse.child(
        part.token.index, "nmod", "acl", "acl:relcl"
    )  # noise and smell of oil
    return head.relation in ("obj", "obl", "nmod", "conj") and not both and shared is None


def _report(part: Part) -> bool:
    """…, officials said."""
    head = part.head
    return head is not None and _authority_reports(part.parse, part.token, head)


_RULES: Mapping[str, Callable[[Part], bool]] = {
    "obl": _adjunct,
    "nmod": _modifier,
    "amod": _modifier,
    "compound": _modifier,
    "acl": _modifier,
    "acl:relcl": _modifier,
    "advcl": _clause,
    "advmod": _adverb,
    "conj": _further,
    "parataxis": _report,
}


def _authority_reports(parse: "Parse", verb: "Token", said: "Token") -> bool:
    """Whether what is said is a fact that officials, police or an office give out.

    It has a subject of its own that is no pronoun, and no "should" or "could".
    """
    speaker, about = parse.child(verb.index, "nsubj"), parse.child(said.index, *SUBJECTS)
    if speaker is None or about is None or about.upos == "PRON":
        return False
    moods = {t.lower for t in parse.children(said.index, "aux")}
    official = speaker.lower in closed_classes()["authorities"]
    reports = verb.lower in closed_classes()["reporting"]
    return reports and official and moods.isdisjoint(words_of("modals"))
