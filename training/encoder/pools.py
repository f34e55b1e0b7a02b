"""What edits of claims use: the words of this article and of others, and the spans of phrases."""

import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from summarize.encoder import Parse, Token

__all__ = [
    "DIGITS", "LIMITING", "UNREAL", "Change", "Edit", "Pool", "adjunct", "bare_name", "clause",
    "nominals", "phrase_span", "predicate_span", "put", "replaced", "table", "without", "words",
]  # fmt: skip

NOMINAL = {"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "iobj"}
LEFT = {"det", "amod", "compound", "nummod", "nmod:poss", "advmod"}
LIMITING = {"no", "not", "without", "than", "except"}
UNREAL = {"if", "unless", "whether", "until"}
DIGITS = {
    word: value
    for value, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve".split(), 2
    )
}  # fmt: skip


@cache
def _lists() -> Mapping[str, list[str]]:
    path = Path(__file__).with_name("edits.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of `edits.toml`."""
    return frozenset(_lists()[name])


@cache
def table(name: str) -> Mapping[str, list[str]]:
    """Return, for each word of a list of rows in `edits.toml`, the others of its rows."""
    others: dict[str, list[str]] = defaultdict(list)
    for row in _lists()[name]:
        together = [word.replace("-", " ") for word in row.split()]
        for word in together:
            others[word] += [other for other in together if other != word]
    return others


@dataclass(frozen=True, slots=True)
class Edit:
    """A new text, the spans in it that are false, and whether all of it is still true."""

    text: str
    faults: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class Pool:
    """What may be put in: names, nouns, verbs and predicates of this article and of others."""

    names: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    words: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    phrases: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    predicates: list[tuple[str, str]] = field(default_factory=list)
    adjuncts: list[str] = field(default_factory=list)

    def add(self, parse: Parse, most: int = 4000) -> None:
        """Take in the words and phrases of a sentence; old ones go where there are too many."""
        for token in parse.tokens:
            if token.upos in ("VERB", "ADJ", "NOUN", "PROPN") and token.text.isalpha():
                _keep(self.words[token.xpos], token.text, most)
            if token.upos in ("NOUN", "PROPN") and token.relation in NOMINAL:
                start, end = phrase_span(parse, token)
                _keep(self.phrases[token.xpos], parse.text[start:end], most)
                if token.upos == "PROPN":
                    _keep(self.names, bare_name(parse, token), most)
        for verb in parse.tokens:
            if cut := predicate_span(parse, verb):
                _keep_pair(self.predicates, (verb.xpos, parse.text[cut[0] : cut[1]]), most)
            if phrase := adjunct(parse, verb):
                _keep(self.adjuncts, phrase, most)


def _keep(items: list[str], item: str, most: int) -> None:
    if len(items) >= most:
        del items[: most // 10]
    items.append(item)


def _keep_pair(items: list[tuple[str, str]], item: tuple[str, str], most: int) -> None:
    if len(items) >= most:
        del items[: most // 10]
    items.append(item)


def phrase_span(parse: Parse, token: Token) -> tuple[int, int]:
    """The noun with what stands before it, and the rest of a name behind it."""
    start, end = token.start, token.end
    at = token.index
    for left in reversed(parse.tokens[:at]):
        if left.relation not in LEFT | {"punct", "flat"} or not is_under(parse, left, token):
            break
        if left.relation == "punct" and left.text != "-":
            break
        start = left.start
    for right in parse.tokens[at + 1 :]:
        if right.relation != "flat" or right.head != at:
            break
        end = right.end
    return start, end


def bare_name(parse: Parse, token: Token) -> str:
    """A name without its article."""
    start, end = phrase_span(parse, token)
    return re.sub(r"^(?:the|a|an|his|her|its|their) ", "", parse.text[start:end], flags=re.I)


def is_under(parse: Parse, token: Token, head: Token) -> bool:
    return any(above.index == head.index for above in parse.ancestors(token.index))


def put(text: str, changes: Sequence[tuple[int, int, str]]) -> Edit:
    """The text with spans replaced; each new one is a fault."""
    out, last, faults = "", 0, []
    for start, end, new in sorted(changes):
        out += text[last:start]
        if start == 0 and new[:1].islower():
            new = new[:1].upper() + new[1:]
        faults.append((len(out), len(out) + len(new)))
        out += new
        last = end
    return Edit(out + text[last:], tuple(faults))


def nominals(parse: Parse, *tags: str) -> list[Token]:
    """Return the subjects, objects and other nominals that have one of the tags."""
    return [t for t in parse.tokens if t.relation in NOMINAL and t.upos in tags]


Change = Callable[[Parse, Pool, Pool, random.Random], Edit | None]


def replaced(parse: Parse, others: Mapping[str, list[str]], rng: random.Random) -> Edit | None:
    """Put another word of its row in the place of a word of a table."""
    found = [t for t in parse.tokens if t.lower in others]
    if not found:
        return None
    token = rng.choice(found)
    return put(parse.text, [(token.start, token.end, rng.choice(others[token.lower]))])


def predicate_span(parse: Parse, verb: Token) -> tuple[int, int] | None:
    """The span from a finite verb, its auxiliaries included, to the end of its clause."""
    if verb.upos != "VERB" or verb.relation not in ("root", "ccomp", "conj", "advcl", "parataxis"):
        return None
    subject = parse.child(verb.index, "nsubj", "nsubj:pass")
    if (
        not subject
        or subject.index > verb.index
        or verb.xpos not in ("VBD", "VBZ", "VBN", "VB", "VBP", "VBG")
    ):
        return None
    left = max(parse.subtree(subject.index)) + 1
    if left > verb.index:
        return None
    right = max(parse.subtree(verb.index))
    while right > verb.index and parse.tokens[right].relation == "punct":
        right -= 1
    start, end = parse.tokens[left].start, parse.tokens[right].end
    if verb.xpos in ("VBN", "VB", "VBG") and not parse.child(verb.index, "aux", "aux:pass"):
        return None
    return (start, end) if 6 <= end - start <= 160 else None


def adjunct(parse: Parse, token: Token) -> str | None:
    """An oblique or a subordinate clause behind its verb, with the word that introduces it."""
    if token.relation not in ("obl", "advcl", "obl:unmarked") or token.head > token.index:
        return None
    words = parse.subtree(token.index)
    first = parse.tokens[words[0]]
    if words != list(range(words[0], words[-1] + 1)) or not 2 <= len(words) <= 12:
        return None
    if first.relation not in ("case", "mark") or first.index <= token.head:
        return None
    if not any(parse.tokens[i].upos in ("NOUN", "PROPN", "NUM") for i in words):
        return None
    return parse.text[first.start : parse.tokens[words[-1]].end].rstrip(",;. ")


def clause(parse: Parse, head: Token, subject: Token | None) -> Edit | None:
    """A clause as a sentence of its own, with a subject where it has none."""
    words = [
        i
        for i in parse.subtree(head.index)
        if parse.tokens[i].lower not in ("that", "to")
        or parse.tokens[i].relation != "mark"
        or parse.tokens[i].head != head.index
    ]
    if len(words) < 3:
        return None
    first, last = parse.tokens[words[0]], parse.tokens[words[-1]]
    text = parse.text[first.start : last.end].rstrip(",; ")
    offset = first.start
    lead = ""
    if subject is not None:
        start, end = phrase_span(parse, subject)
        lead = parse.text[start:end] + " will "
        lead = lead[:1].upper() + lead[1:]
    whole = lead + (text if lead else text[:1].upper() + text[1:]) + "."
    at = len(lead) + head.start - offset
    return Edit(whole, ((at, at + len(head.text)),))


def without(parse: Parse, token: Token) -> Edit | None:
    """The sentence without a subtree and the commas that set it off."""
    words = parse.subtree(token.index)
    if words != list(range(words[0], words[-1] + 1)) or len(words) > len(parse.tokens) - 4:
        return None
    start, end = parse.tokens[words[0]].start, parse.tokens[words[-1]].end
    before, behind = parse.text[:start].rstrip(), parse.text[end:].lstrip()
    if behind[:1] in ",;" and (before[-1:] == "," or not before):
        behind = behind[1:].lstrip()
        before = before.rstrip(",")
    elif before[-1:] == "," and behind[:1] in ".!?":
        before = before.rstrip(",")
    if not before:
        behind = behind[:1].upper() + behind[1:]
    glue = "" if behind[:1] in ".,;:!?'’)" or not before else " "
    return Edit(before + glue + behind)
