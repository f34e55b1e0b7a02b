"""Pruning a parse to a headline: the words that are kept say what the sentence said.

What is kept is a tree with the sentence's own root; with each head stays what its meaning hangs on.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from summarize.methods.abstractive.compression import Part, closed_classes

if TYPE_CHECKING:
    from summarize.encoder import Parse, Token

__all__ = ["follows", "has_bare_phrase", "headlinese", "prunable"]


def follows(parse: "Parse", kept: Collection[int]) -> bool:
    """Return whether a sentence of which only some words are kept still says what it said.

    What is kept is a tree with the sentence's own root: each word's head is kept, and with each
    head what its meaning hangs on: subject, object, negation, modal verb, condition, number, name.
    """
    there = set(kept)
    return (
        bool(there)
        and all(_is_kept(parse, token, there) for token in parse.tokens)
        and not _breaks_list(parse, there)
    )


def has_bare_phrase(parse: "Parse", kept: Collection[int]) -> bool:
    """Return whether a phrase is kept without the preposition it needs: "[With] fuel left, …"."""
    there = set(kept)
    return any(
        token.relation == "obl"
        and token.index in there
        and not any(
            child.relation in ("case", "mark") and child.index in there
            for child in parse.children(token.index)
        )
        and not _is_date(parse, token.index)
        for token in parse.tokens
    )


def _breaks_list(parse: "Parse", there: Collection[int]) -> bool:
    """Whether some members of a list are kept and others not: "accuracy, latency" without "and"."""
    members: dict[int, set[bool]] = {}
    for token in parse.tokens:
        if token.relation == "conj" and token.head in there:
            members.setdefault(token.head, set()).add(token.index in there)
            for child in parse.tokens:
                if child.head == token.index and child.relation == "cc" and token.index in there:
                    members[token.head].add(child.index in there)
    return any(len(kept) > 1 for kept in members.values())


_NEEDED = frozenset(
    ("nsubj", "nsubj:pass", "csubj", "obj", "iobj", "xcomp", "ccomp", "cop", "compound:prt", "flat",
     "fixed", "nummod", "expl", "obl:agent", "compound")
)  # fmt: skip


def _is_kept(parse: "Parse", token: "Token", there: Collection[int]) -> bool:
    """Whether a word is kept with its head, or may go."""
    if token.index in there:
        return token.head < 0 or token.head in there or token.relation == "punct"
    return token.head >= 0 and (token.head not in there or _may_go(parse, token))


def prunable(parse: "Parse", token: "Token") -> bool:
    """Return whether a headline may do without a word and all under it, if its head stays."""
    under = {parse.tokens[i].lower for i in parse.subtree(token.index)}
    relation = token.relation.partition(":")[0]
    marker = parse.child(token.index, "case")
    if _is_further_clause(parse, token):
        return under.isdisjoint(closed_classes()["limiting"])
    if relation not in _PRUNED or not under.isdisjoint(closed_classes()["limiting"]):
        return False
    if (marker is not None and marker.lower == "of") or _completes(parse, token):
        return False
    subject = parse.child(token.head, "nsubj", "nsubj:pass") if token.head >= 0 else None
    opens = subject is not None and token.index < subject.index
    return not opens or _may_go(parse, token)


_PRUNED = frozenset(("obl", "nmod", "acl", "advcl", "appos", "parataxis", "list"))


def _is_further_clause(parse: "Parse", token: "Token") -> bool:
    """Whether a verb is joined to the main one by "and", or has a clause of its own beside it."""
    if token.relation != "conj" or not token.xpos.startswith("VB") or token.head < 0:
        return False
    joint = parse.child(token.index, "cc")
    return parse.tokens[token.head].head < 0 and (joint is None or joint.lower == "and")


def _may_go(parse: "Parse", token: "Token") -> bool:
    """Whether a word, and all under it, may go from a head that stays."""
    if token.relation in _NEEDED or token.xpos == "MD" or _bears(token) or _completes(parse, token):
        return False
    if token.relation in ("case", "mark"):
        return token.lower == "that" or _is_date(parse, token.head)
    if token.relation in ("advcl", "advmod", "obl") and token.index < _subject(parse, token.head):
        part = Part.of(parse, token)
        return part is not None and (
            part.is_time or part.marker in closed_classes()["subordinating"]
        )
    under = (parse.tokens[i].lower for i in parse.subtree(token.index))
    return token.relation != "advcl" or closed_classes()["limiting"].isdisjoint(under)


def _completes(parse: "Parse", token: "Token") -> bool:
    """Whether a head needs a part: called *for it*, three *of the wins*, A *and B* met."""
    head = parse.tokens[token.head]
    if token.relation == "conj":
        marker = parse.child(head.index, "case")
        between = marker is not None and marker.lower == "between"
        return between or head.relation.startswith("nsubj")
    opening = parse.child(token.index, "case", "mark")
    if opening is None:
        return False
    if token.relation == "obl" and head.index == opening.index - 1 and head.upos == "VERB":
        whole = parse.child(head.index, "obj", "ccomp", "xcomp", "nsubj:pass")
        return whole is None and opening.lower in closed_classes()["governed"]
    if opening.lower != "of":
        return False
    counted = parse.child(head.index, "nummod") is not None
    return (
        counted or head.upos not in ("NOUN", "PROPN") or head.lower in closed_classes()["amounts"]
    )


def _bears(token: "Token") -> bool:
    """Whether a modifier turns or limits what it modifies: not, only, former, nearly."""
    classes = closed_classes()
    lists = ("negative", "limiting", "privative")
    return any(token.lower in classes[name] for name in lists) or token.xpos in ("JJS", "RBS")


def _is_date(parse: "Parse", index: int) -> bool:
    return parse.tokens[index].lower in closed_classes()["calendar"]


def _subject(parse: "Parse", index: int) -> int:
    subject = parse.child(index, "nsubj", "nsubj:pass", "csubj", "expl")
    return subject.index if subject else -1


def headlinese(parse: "Parse", kept: Sequence[int]) -> list[int]:
    """Return the kept words without the articles that a headline leaves out."""
    return [i for place, i in enumerate(kept) if not _is_idle(parse, kept, place)]


def _is_idle(parse: "Parse", kept: Sequence[int], place: int) -> bool:
    token = parse.tokens[kept[place]]
    if token.relation != "det" or token.lower not in ("a", "an", "the") or place + 1 == len(kept):
        return False
    named = token.index > 0 and token.text[0].isupper()
    named |= parse.text[token.end : token.end + 1] == "-"  # state-of-the-art
    if parse.text[token.start - 1 : token.start] == "-":  # £500-a-week
        return False
    return not named and parse.tokens[kept[place + 1]].lower not in closed_classes()["amounts"]
