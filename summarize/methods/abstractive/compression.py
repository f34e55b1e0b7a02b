"""Sentence compression by the parse: the parts of a sentence that may go, and the rest as text.

What may go is a modifier, an aside or a coordinated clause whose head stays. What never goes: the
head of what stays; a condition, negation, comparison or quantity, and what it ranges over; a phrase
that limits the claim ("on paper", "at first glance"); who says it; how it came out ("only to …").
Relations are those of Universal Dependencies 2 (de Marneffe et al., CL 2021).
"""

import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarize.encoder import Parse, Token

__all__ = [
    "DASHES",
    "QUOTES",
    "Deletion",
    "Part",
    "closed_classes",
    "deletions",
    "is_aside",
    "is_deletable",
    "is_guarded",
    "joined",
    "outermost",
    "without",
]

WORDS = Path(__file__).parent / "compression.toml"

LEAST_WORDS = 5  # of what stays
DASHES = frozenset(("–", "—", "--", "-"))
ENDS = frozenset((",", ".", ";", "!", "?", ":"))
STOPS = frozenset((",", ".", ";", "!", "?", ")", "]", ":", "”", '"'))
CLOSING = frozenset((",", ".", ";", ":", "!", "?", ")", "]", "”", "’", "%"))
QUOTES = frozenset(('"', "“", "”", "``", "''"))


@dataclass(frozen=True, slots=True, order=True)
class Deletion:
    """Words of a parse that may go, from `start` up to `end`, their commas among them."""

    start: int
    end: int


@cache
def closed_classes() -> Mapping[str, frozenset[str]]:
    """Return the closed classes of `compression.toml`."""
    with WORDS.open("rb") as file:
        return {name: frozenset(text.split()) for name, text in tomllib.load(file).items()}


@dataclass(frozen=True, slots=True)
class Part:
    """A subtree without gaps but for its marks, with its head word.

    Attributes:
        parse: the sentence.
        token: the word that heads it.
        start: its first word.
        end: past its last word.
    """

    parse: "Parse"
    token: "Token"
    start: int
    end: int

    @classmethod
    def of(cls, parse: "Parse", token: "Token") -> "Part | None":
        """Return the subtree of a word, without the marks around it; None if it has a gap."""
        words = parse.subtree(token.index)
        start, end = words[0], words[-1] + 1
        while end - start > 1 and parse.tokens[end - 1].text in ENDS:
            end -= 1
        while end - start > 1 and parse.tokens[start].text in (",", ";", *DASHES):
            start += 1
        if (
            end - start > 2
            and parse.tokens[start].text == "("
            and parse.tokens[end - 1].text == ")"
        ):
            start, end = start + 1, end - 1
        under = frozenset(words)
        whole = all(i in under or parse.tokens[i].text in ENDS for i in range(start, end))
        return cls(parse, token, start, end) if whole else None

    def at(self, index: int) -> str:
        """Return a word in lower case, the empty string outside the sentence."""
        return self.parse.tokens[index].lower if 0 <= index < len(self.parse.tokens) else ""

    @property
    def words(self) -> list[str]:
        """Its words, in lower case."""
        return [self.at(i) for i in range(self.start, self.end)]

    @property
    def head(self) -> "Token | None":
        """The word that it depends on."""
        return self.parse.tokens[self.token.head] if self.token.head >= 0 else None

    @property
    def is_set_off(self) -> bool:
        """Whether commas, dashes or the sentence's ends stand on both sides."""
        before, after = self.at(self.start - 1), self.at(self.end)
        opened = not self.start or before in {",", "(", *DASHES}
        return opened and (after in STOPS | DASHES or self.end == len(self.parse.tokens))

    @property
    def follows_comma(self) -> bool:
        """Whether it is set off, and not at the beginning."""
        return self.start > 0 and self.is_set_off

    @property
    def is_time(self) -> bool:
        """Whether it says on which day, or in which month or year."""
        return _is_time(self.parse, self.token.index, closed_classes()["calendar"])

    @property
    def marker(self) -> str:
        """The word that opens it."""
        return self.at(self.start)


def _apposition(part: Part) -> bool:
    head = part.head
    names = any(t.upos == "PROPN" for t in part.parse.tokens[part.start : part.end])
    if part.token.upos == "PRON":
        return False
    return part.follows_comma and head is not None and (head.upos == "PROPN" or not names)


def _relative(part: Part) -> bool:
    return part.follows_comma and part.marker in closed_classes()["relative"]


def _participle(part: Part) -> bool:
    return part.follows_comma and part.token.xpos in ("VBG", "VBN", "JJ")


def _clause(part: Part) -> bool:
    if not part.is_set_off:
        return False
    if part.marker in closed_classes()["subordinating"]:
        return True
    bare = part.parse.child(part.token.index, "mark", "nsubj", "nsubj:pass") is None
    return part.token.xpos in ("VBG", "VBN") and bare


def _phrase(part: Part) -> bool:
    """An adverbial of time, or one of place behind a verb that has what it needs."""
    head = part.head
    if head is None or part.token.relation == "obl:agent":
        return False
    if part.is_time and part.marker in closed_classes()["dated"]:
        return True
    if part.start == 0 or part.marker not in closed_classes()["places"] or head.upos != "VERB":
        return False
    named = any(t.upos == "PROPN" for t in part.parse.tokens[part.start : part.end])
    return named and part.start > head.index + 1 and _is_complete(part, head.index)


def _is_complete(part: Part, verb: int) -> bool:
    """Whether a verb has an object, or is passive, beside this adverbial."""
    return part.parse.child(verb, "obj", "nsubj:pass", "ccomp", "xcomp") is not None


def _day(part: Part) -> bool:
    return part.is_time


def _adverb(part: Part) -> bool:
    return part.end == part.start + 1 and part.marker in closed_classes()["connecting"]


def _coordinated(part: Part) -> bool:
    """The last of two clauses, joined by "and" or a semicolon, with a subject of its own."""
    head = part.head
    if head is None or head.head >= 0 or part.end < len(part.parse.tokens) - 2:
        return False
    if part.parse.child(part.token.index, "nsubj", "nsubj:pass") is None:
        return False
    joint = part.at(part.start - 1)
    return (part.marker == "and" and joint == ",") or joint == ";"


def is_aside(part: Part) -> bool:
    """Return whether brackets or dashes stand around a part."""
    before, after = part.at(part.start - 1), part.at(part.end)
    return (before == "(" and after == ")") or (before in DASHES and after in DASHES)


def _called(part: Part) -> bool:
    return part.is_set_off


_RULES: Mapping[str, Callable[[Part], bool]] = {
    "appos": _apposition,
    "acl:relcl": _relative,
    "acl": _participle,
    "advcl": _clause,
    "obl": _phrase,
    "obl:tmod": _day,
    "obl:unmarked": _day,
    "nmod:tmod": _day,
    "nmod:unmarked": _day,
    "advmod": _adverb,
    "conj": _coordinated,
    "parataxis": _coordinated,
    "vocative": _called,
    "discourse": _called,
}  # fmt: skip
_OUTSIDE = frozenset(("appos", "acl:relcl", "acl"))  # add to a noun what does not choose it


def deletions(parse: "Parse") -> list[Deletion]:
    """Return the parts of a sentence that may go, in order; some lie within others."""
    parts = set()
    for token in parse.tokens:
        part = Part.of(parse, token)
        if part is None or token.head < 0:
            continue
        if is_deletable(part) and not is_guarded(part):
            parts.add(_with_marks(part))
    return sorted(parts)


def is_deletable(part: Part) -> bool:
    """Return whether a part is a modifier, an aside or a coordinated clause that may go."""
    return is_aside(part) or _RULES.get(part.token.relation, is_aside)(part)


def outermost(allowed: Sequence[Deletion]) -> list[Deletion]:
    """Return those deletions that lie within no other."""
    return [
        one
        for one in allowed
        if not any(o.start <= one.start and one.end <= o.end and o != one for o in allowed)
    ]


def is_guarded(part: Part) -> bool:
    """Return whether the rest would not follow, or not be understood, without a part."""
    return (
        _is_unbalanced(part)
        or _limits(part)
        or (not _adds_only(part) and _is_in_scope(part))
        or _orphans(part)
        or (part.is_time and _other_times(part) and not _adds_only(part))
    )


def _adds_only(part: Part) -> bool:
    return is_aside(part) or (part.is_set_off and part.token.relation in _OUTSIDE)


def _is_unbalanced(part: Part) -> bool:
    """Whether it has half of a quotation, of brackets or of a date."""
    words = part.words
    torn = part.is_time and (part.at(part.end).isdigit() or part.at(part.start - 1).isdigit())
    return torn or words.count("(") != words.count(")") or sum(w in QUOTES for w in words) % 2 == 1


def _limits(part: Part) -> bool:
    """Whether it says under which condition, with which exception, or how it came out."""
    if _adds_only(part):
        return False
    if part.marker == "to" and part.token.xpos == "VB":
        return True
    words = set(part.words)
    if part.token.relation in ("advcl", "acl", "acl:relcl"):
        words = {part.marker, *(t.lower for t in part.parse.children(part.token.index))}
    return not closed_classes()["limiting"].isdisjoint(words)


def _is_in_scope(part: Part) -> bool:
    """Whether it is under a condition, negation, comparison, quantity or "only"."""
    parse = part.parse
    for depth, head in enumerate(parse.ancestors(part.token.index)):
        modifiers = parse.children(head.index)
        lower = {child.lower for child in modifiers if child.index != part.token.index}
        if head.relation in ("advcl", "ccomp", "acl") and lower & closed_classes()["conditional"]:
            return True
        if lower & closed_classes()["negative"] and not part.is_set_off:
            return True
        near = depth == 0 and not part.is_set_off
        compared = any(t.xpos in ("JJR", "JJS", "RBR", "RBS") for t in (head, *modifiers))
        if near and (compared or lower & closed_classes()["quantity"]):
            return True
    return False


def _orphans(part: Part) -> bool:
    """Whether a pronoun that stays may have its noun in a part that opens the sentence."""
    parse = part.parse
    names = any(t.upos in ("PROPN", "NOUN") for t in parse.tokens[part.start : part.end])
    after = parse.tokens[part.end :]
    first = next((t for t in after if t.upos in ("PROPN", "NOUN", "PRON")), None)
    subject = first is not None and first.upos == "PRON"
    possessive = any(t.xpos == "PRP$" and t.relation != "nmod:poss" for t in after)
    return not part.start and names and (subject or possessive)


def _other_times(part: Part) -> bool:
    """Whether what it dates has another time, which would seem to be all, or is an hour."""
    times = closed_classes()["calendar"] | closed_classes()["clock"]
    head = part.token.head
    beside = [head, *(t.index for t in part.parse.children(head) if t.index != part.token.index)]
    return any(_is_time(part.parse, i, times) for i in beside)


def _is_time(parse: "Parse", index: int, times: Collection[str]) -> bool:
    """Whether a word, or one that depends on it, is of these times or a year."""
    own = parse.tokens[index]
    near = [own, *parse.children(index)] if own.upos != "VERB" else []
    return any(t.lower in times or (t.text.isdigit() and len(t.text) == 4) for t in near)


def _with_marks(part: Part) -> Deletion:
    """Return the words of a part and those marks beside it that go with it."""
    start, end = part.start, part.end
    before, after = part.at(start - 1), part.at(end)
    if not start:
        return Deletion(0, end + (after == ","))
    if (before, after) == ("(", ")") or (before in DASHES and after in DASHES):
        return Deletion(start - 1, end + 1)
    if before in {",", ";", *DASHES}:
        both = before == "," == after and not _parts_clauses(part)
        return Deletion(start - 1, end + both)
    return Deletion(start, end)


def _parts_clauses(part: Part) -> bool:
    """Whether the comma behind a part is needed: it ends another aside, a list, or an opening."""
    parse = part.parse
    head = part.head
    opened = parse.tokens[head.index + 1 : part.start - 1] if head else ()
    if any(token.text == "," for token in opened):
        return True
    following = parse.tokens[part.end + 1 : part.end + 2]
    if any(t.relation == "cc" or (t.relation == "conj" and t.upos != "VERB") for t in following):
        return True
    root = parse.root
    subject = parse.child(root.index, "nsubj", "nsubj:pass", "csubj", "expl") if root else None
    return subject is not None and subject.index > part.end


def without(parse: "Parse", taken: Collection[Deletion]) -> str | None:
    """Return a sentence without some of its deletions; None where too little would stay.

    Args:
        parse: the sentence.
        taken: of its deletions.
    """
    gone = {i for deletion in taken for i in range(deletion.start, deletion.end)}
    kept = [token for token in parse.tokens if token.index not in gone]
    root = parse.root
    if root is None or root.index in gone or sum(t.text.isalnum() for t in kept) < LEAST_WORDS:
        return None
    text = joined(parse, [token.index for token in kept])
    return text[:1].upper() + text[1:] if 0 in gone else text


def joined(parse: "Parse", kept: Sequence[int]) -> str:
    """Return the text of some of the words of a sentence, spaced as they stand there."""
    text = ""
    for place, index in enumerate(kept):
        token = parse.tokens[index]
        if place and kept[place - 1] == index - 1:
            text += parse.text[parse.tokens[index - 1].end : token.start]
        elif place and token.text not in CLOSING and text[-1] not in "([“$£€":
            text += " "
        text += parse.text[token.start : token.end]
    return text
