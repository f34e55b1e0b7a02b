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
    "Deletion",
    "deletions",
    "follows",
    "headlinese",
    "joined",
    "outermost",
    "prunable",
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
def _words() -> Mapping[str, frozenset[str]]:
    """Return the closed classes of `compression.toml`."""
    with WORDS.open("rb") as file:
        return {name: frozenset(text.split()) for name, text in tomllib.load(file).items()}


@dataclass(frozen=True, slots=True)
class _Part:
    """A subtree without gaps, with its head word.

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
    def of(cls, parse: "Parse", token: "Token") -> "_Part | None":
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
        whole = len([i for i in words if start <= i < end]) == end - start
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
        return any(
            word in _words()["calendar"] or (word.isdigit() and len(word) == 4)
            for word in self.words
        )

    @property
    def marker(self) -> str:
        """The word that opens it."""
        return self.at(self.start)


def _apposition(part: _Part) -> bool:
    head = part.head
    names = any(t.upos == "PROPN" for t in part.parse.tokens[part.start : part.end])
    if part.token.upos == "PRON":
        return False
    return part.follows_comma and head is not None and (head.upos == "PROPN" or not names)


def _relative(part: _Part) -> bool:
    return part.follows_comma and part.marker in _words()["relative"]


def _participle(part: _Part) -> bool:
    return part.follows_comma and part.token.xpos in ("VBG", "VBN", "JJ")


def _clause(part: _Part) -> bool:
    if not part.is_set_off:
        return False
    if part.marker in _words()["subordinating"]:
        return True
    return part.token.xpos in ("VBG", "VBN") and part.at(part.token.index) == part.marker


def _phrase(part: _Part) -> bool:
    """An adverbial of time, or one of place behind a verb that has what it needs."""
    head = part.head
    if head is None or part.token.relation == "obl:agent":
        return False
    if part.is_time and part.marker in _words()["dated"]:
        return True
    if part.start == 0 or part.marker not in _words()["places"] or head.upos != "VERB":
        return False
    named = any(t.upos == "PROPN" for t in part.parse.tokens[part.start : part.end])
    return named and part.start > head.index + 1 and _is_complete(part, head.index)


def _is_complete(part: _Part, verb: int) -> bool:
    """Whether a verb has an object, or is passive, beside this adverbial."""
    return part.parse.child(verb, "obj", "nsubj:pass", "ccomp", "xcomp") is not None


def _day(part: _Part) -> bool:
    return part.is_time


def _adverb(part: _Part) -> bool:
    return part.end == part.start + 1 and part.marker in _words()["connecting"]


def _coordinated(part: _Part) -> bool:
    """The last of two clauses, joined by "and" or a semicolon, with a subject of its own."""
    head = part.head
    if head is None or head.head >= 0 or part.end < len(part.parse.tokens) - 2:
        return False
    if part.parse.child(part.token.index, "nsubj", "nsubj:pass") is None:
        return False
    joint = part.at(part.start - 1)
    return (part.marker == "and" and joint == ",") or joint == ";"


def _aside(part: _Part) -> bool:
    before, after = part.at(part.start - 1), part.at(part.end)
    return (before == "(" and after == ")") or (before in DASHES and after in DASHES)


def _called(part: _Part) -> bool:
    return part.is_set_off


_RULES: Mapping[str, Callable[[_Part], bool]] = {
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
    found = set()
    for token in parse.tokens:
        part = _Part.of(parse, token)
        if part is None or token.head < 0:
            continue
        rule = _RULES.get(token.relation, _aside)
        if (rule(part) or _aside(part)) and not _is_guarded(part):
            found.add(_with_marks(part))
    return sorted(found)


def outermost(allowed: Sequence[Deletion]) -> list[Deletion]:
    """Return those deletions that lie within no other."""
    return [
        one
        for one in allowed
        if not any(o.start <= one.start and one.end <= o.end and o != one for o in allowed)
    ]


def _is_guarded(part: _Part) -> bool:
    """Whether the rest would not follow, or not be understood, without a part."""
    return (
        _is_unbalanced(part)
        or _limits(part)
        or (not _adds_only(part) and _is_in_scope(part))
        or _orphans(part)
        or (part.is_time and not _adds_only(part) and _other_times(part))
    )


def _adds_only(part: _Part) -> bool:
    return _aside(part) or (part.is_set_off and part.token.relation in _OUTSIDE)


def _is_unbalanced(part: _Part) -> bool:
    """Whether it has half of a quotation, of brackets or of a date."""
    words = part.words
    torn = part.is_time and (part.at(part.end).isdigit() or part.at(part.start - 1).isdigit())
    return torn or words.count("(") != words.count(")") or sum(w in QUOTES for w in words) % 2 == 1


def _limits(part: _Part) -> bool:
    """Whether it says under which condition, with which exception, or how it came out."""
    words = part.words
    if _adds_only(part):
        return False
    return not _words()["limiting"].isdisjoint(words) or words[:1] == ["to"]


def _is_in_scope(part: _Part) -> bool:
    """Whether it is under a condition, negation, comparison, quantity or "only"."""
    parse = part.parse
    for depth, head in enumerate(parse.ancestors(part.token.index)):
        modifiers = parse.children(head.index)
        lower = {child.lower for child in modifiers if child.index != part.token.index}
        if head.relation in ("advcl", "ccomp", "acl") and lower & _words()["conditional"]:
            return True
        if lower & _words()["negative"] and not part.is_set_off:
            return True
        near = depth == 0 and not part.is_set_off
        compared = any(t.xpos in ("JJR", "JJS", "RBR", "RBS") for t in (head, *modifiers))
        if near and (compared or lower & _words()["quantity"]):
            return True
    return False


def _orphans(part: _Part) -> bool:
    """Whether a pronoun that stays may have its noun in a part that opens the sentence."""
    parse = part.parse
    names = any(t.upos in ("PROPN", "NOUN") for t in parse.tokens[part.start : part.end])
    after = parse.tokens[part.end :]
    first = next((t for t in after if t.upos in ("PROPN", "NOUN", "PRON")), None)
    return not part.start and names and first is not None and first.upos == "PRON"


def _other_times(part: _Part) -> bool:
    """Whether another part of the sentence has a time of its own, which would seem to be of all."""
    outside = [t for t in part.parse.tokens if not part.start <= t.index < part.end]
    return any(t.lower in _words()["calendar"] for t in outside)


def _with_marks(part: _Part) -> Deletion:
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


def _parts_clauses(part: _Part) -> bool:
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


def follows(parse: "Parse", kept: Collection[int]) -> bool:
    """Return whether a sentence of which only some words are kept still says what it said.

    What is kept is a tree with the sentence's own root: each word's head is kept, and with each
    head what its meaning hangs on: subject, object, negation, modal verb, condition, number, name.
    """
    there = set(kept)
    return bool(there) and all(_is_kept(parse, token, there) for token in parse.tokens)


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
    if relation not in _PRUNED or not under.isdisjoint(_words()["limiting"] | {"of"}):
        return False
    subject = parse.child(token.head, "nsubj", "nsubj:pass") if token.head >= 0 else None
    opens = subject is not None and token.index < subject.index
    return not opens or _may_go(parse, token)


_PRUNED = frozenset(("obl", "nmod", "acl", "advcl", "appos", "parataxis", "list"))


def _may_go(parse: "Parse", token: "Token") -> bool:
    """Whether a word, and all under it, may go from a head that stays."""
    if token.relation in _NEEDED or token.xpos == "MD" or _bears(token):
        return False
    if token.relation in ("case", "mark"):
        return token.lower == "that" or _is_date(parse, token.head)
    if token.relation in ("advcl", "advmod", "obl") and token.index < _subject(parse, token.head):
        part = _Part.of(parse, token)
        return part is not None and (part.is_time or part.marker in _words()["subordinating"])
    under = (parse.tokens[i].lower for i in parse.subtree(token.index))
    return token.relation != "advcl" or _words()["limiting"].isdisjoint(under)


def _bears(token: "Token") -> bool:
    """Whether a modifier turns or limits what it modifies: not, only, former, nearly."""
    words = _words()
    lists = ("negative", "limiting", "privative")
    return any(token.lower in words[name] for name in lists) or token.xpos in ("JJS", "RBS")


def _is_date(parse: "Parse", index: int) -> bool:
    return parse.tokens[index].lower in _words()["calendar"]


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
    return not named and parse.tokens[kept[place + 1]].lower not in _words()["amounts"]
