"""Edits that make a sentence false.

Each takes a parse, the words of its article and of others, and a random generator, and returns the
new text with the character spans that are now false, or None where it does not apply.
"""

import random
import re

from summarize.encoder import Parse, Token
from training.encoder.pools import (
    DIGITS,
    UNREAL,
    Change,
    Edit,
    Pool,
    adjunct,
    clause,
    nominals,
    phrase_span,
    predicate_span,
    put,
    replaced,
    table,
    without,
    words,
)  # fmt: skip

__all__ = ["FALSE"]

MODALS = {"may", "might", "could", "would", "should", "can"}
MONTHS = ["January", "February", "March", "April", "June", "July", "August", "September",
          "October", "November", "December"]  # fmt: skip
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def name_here(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Put another name of the article in a name's place."""
    return _name(parse, here, rng)


def name_elsewhere(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Put a name of another article in a name's place."""
    return _name(parse, there, rng)


def _name(parse: Parse, pool: Pool, rng: random.Random) -> Edit | None:
    names = nominals(parse, "PROPN")
    if not names:
        return None
    token = rng.choice(names)
    start, end = phrase_span(parse, token)
    old = parse.text[start:end]
    others = [n for n in pool.names if n not in parse.text and old not in n]
    return put(parse.text, [(start, end, rng.choice(others))]) if others else None


def noun_here(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Put another noun phrase of the article in one's place."""
    return _noun(parse, here, rng)


def noun_elsewhere(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Put a noun phrase of another article in one's place, or only its noun."""
    return _noun(parse, there, rng) if rng.random() < 0.5 else _word(parse, there, rng, "NOUN")


def _noun(parse: Parse, pool: Pool, rng: random.Random) -> Edit | None:
    nouns = nominals(parse, "NOUN")
    if not nouns:
        return None
    token = rng.choice(nouns)
    start, end = phrase_span(parse, token)
    others = [p for p in pool.phrases[token.xpos] if p.lower() not in parse.text.lower()]
    return put(parse.text, [(start, end, rng.choice(others))]) if others else None


def _word(parse: Parse, pool: Pool, rng: random.Random, tag: str) -> Edit | None:
    words = [t for t in parse.tokens if t.upos == tag and t.text.isalpha()]
    if not words:
        return None
    token = rng.choice(words)
    others = [w for w in pool.words[token.xpos] if w.lower() not in parse.text.lower()]
    return put(parse.text, [(token.start, token.end, rng.choice(others))]) if others else None


def verb(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Put another verb in a verb's place."""
    return _word(parse, here if rng.random() < 0.4 else there, rng, "VERB")


def adjective(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Put another adjective in one's place."""
    return _word(parse, here if rng.random() < 0.4 else there, rng, "ADJ")


def number(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Change a number, to one of the article or to any."""
    found = [t for t in parse.tokens if t.xpos == "CD" or t.text.lower() in DIGITS]
    if not found:
        return None
    token = rng.choice(found)
    others = [n for n in here.numbers if n not in parse.text]
    if others and rng.random() < 0.5:
        return put(parse.text, [(token.start, token.end, rng.choice(others))])
    if token.lower in DIGITS:
        new = rng.choice([word for word in DIGITS if word != token.lower])
        return put(parse.text, [(token.start, token.end, new)])
    digits = re.sub(r"\D", "", token.text)[:9]
    if not digits:
        return None
    value = max(0, int(digits) + rng.choice([-3, -2, -1, 1, 2, 3, 10, -10, int(digits)]))
    new = str(value) if value != int(digits) else str(value + 7)
    return put(parse.text, [(token.start, token.end, new)])


def date(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Change a weekday or a month."""
    found = [(t, names) for t in parse.tokens for names in (DAYS, MONTHS) if t.text in names]
    if not found:
        return None
    token, names = rng.choice(found)
    return put(
        parse.text, [(token.start, token.end, rng.choice([n for n in names if n != token.text]))]
    )


def roles(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Exchange who did it and to whom it was done."""
    for head in rng.sample(parse.tokens, len(parse.tokens)):
        subject = parse.child(head.index, "nsubj", "nsubj:pass")
        objects = parse.children(head.index, "obj", "obl:agent", "iobj", "obl")
        objects = [o for o in objects if o.upos in ("PROPN", "NOUN")]
        if subject and objects and subject.upos in ("PROPN", "NOUN"):
            return _exchange(parse, subject, rng.choice(objects))
    return None


def conjuncts(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Exchange any two names or nouns of a sentence that are not listed together."""
    names = nominals(parse, "PROPN") if rng.random() < 0.7 else nominals(parse, "NOUN", "PROPN")
    if len(names) < 2:
        return None
    first, second = rng.sample(names, 2)
    return _exchange(parse, first, second)


def _exchange(parse: Parse, first: Token, second: Token) -> Edit | None:
    a, b = sorted([phrase_span(parse, first), phrase_span(parse, second)])
    if a[1] >= b[0] or parse.text[a[0] : a[1]].lower() == parse.text[b[0] : b[1]].lower():
        return None
    new_first, new_second = parse.text[b[0] : b[1]], parse.text[a[0] : a[1]]
    if a[0] == 0 and new_second.split()[0].lower() in ("the", "a", "an", "two", "police", "some"):
        new_second = new_second[0].lower() + new_second[1:]
    return put(parse.text, [(*a, new_first), (*b, new_second)])


def negation(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Put a "not" in, or take one away."""
    for token in parse.tokens:
        if token.lower in ("not", "n't", "never") and token.index + 1 < len(parse.tokens):
            follower = parse.tokens[token.index + 1]
            return _without(parse, token, follower)
        if token.lower == "no" and token.relation == "det":
            new = rng.choice(["a", "some", "several", "the"])
            return put(parse.text, [(token.start, token.end, new)])
    verbs = [t for t in parse.tokens if t.upos == "AUX" and t.lower not in ("be", "been", "being")]
    if verbs:
        token = rng.choice(verbs)
        head = parse.tokens[token.head]
        edit = put(parse.text, [(token.end, token.end, rng.choice([" not", " not", " never"]))])
        shift = edit.faults[0][1] - edit.faults[0][0]
        return Edit(
            edit.text,
            (*edit.faults, (head.start + shift, head.end + shift))
            if head.start > token.start
            else edit.faults,
        )
    past = [t for t in parse.tokens if t.xpos in ("VBD", "VBZ") and t.upos == "VERB"]
    if past:
        token = rng.choice(past)
        base = _infinitive(token)
        auxiliary = "did" if token.xpos == "VBD" else "does"
        if base:
            return put(parse.text, [(token.start, token.end, f"{auxiliary} not {base}")])
        return put(parse.text, [(token.start, token.end, f"never {token.text}")])
    return None


def _without(parse: Parse, token: Token, follower: Token) -> Edit:
    gap = follower.start - token.start
    auxiliary = parse.text[: token.start].rstrip()
    joined = token.lower == "n't"
    text = (
        (auxiliary if joined else parse.text[: token.start])
        + (" " if joined else "")
        + parse.text[follower.start :]
    )
    text = (
        re.sub(r"\b([Cc]a|[Ww]o) (?=\w)", lambda m: "can " if m[1][0] in "cC" else "will ", text)
        if joined
        else text
    )
    shift = len(text) - len(parse.text)
    del gap
    return Edit(text, ((follower.start + shift, follower.end + shift),))


def _infinitive(token: Token) -> str | None:
    word = token.lower
    if token.xpos == "VBD":
        if word.endswith("ied"):
            return word[:-3] + "y"
        if re.search(r"([bdgmnprt])\1ed$", word):
            return word[:-3]
        if re.search(r"(?:at|iz|is|uc|ur|ir|os|us|ng|v|c|s|u)ed$", word):
            return word[:-1]
        return word[:-2] if word.endswith("ed") else None
    return word[:-1] if re.search(r"[^s]s$", word) and not word.endswith("es") else None


def opposite(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Put an opposite, or another of a small class, in a word's place."""
    return replaced(parse, table("opposites"), rng)


def predicate(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Say of the subject what the article, or another, says of somebody else."""
    cuts = [(v, c) for v in parse.tokens if (c := predicate_span(parse, v))]
    if not cuts:
        return None
    _, (start, end) = rng.choice(cuts)
    old = parse.text[start:end]
    pool = here if rng.random() < 0.7 else there
    others = [p for _, p in pool.predicates if p not in parse.text and p[:20] != old[:20]]
    return put(parse.text, [(start, end, rng.choice(others))]) if others else None


def addition(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Add where, when, how or why, as the article, or another, says it of something else."""
    pool = here if rng.random() < 0.6 else there
    others = [each for each in pool.adjuncts if each.lower() not in parse.text.lower()]
    if not others:
        return None
    tokens = parse.tokens
    end = tokens[-1].start if tokens[-1].upos == "PUNCT" else tokens[-1].end
    verbs = [t for t in tokens if t.relation == "root" and t.upos == "VERB"]
    objects = [parse.child(v.index, "obj") for v in verbs]
    if objects and objects[0] and rng.random() < 0.4:
        end = tokens[max(parse.subtree(objects[0].index))].end
    return put(parse.text, [(end, end, f" {rng.choice(others)}")])


def replacement(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Put another adjunct, of the article or of another, in one's place."""
    mine = [each for t in parse.tokens if (each := adjunct(parse, t))]
    pool = here if rng.random() < 0.7 else there
    if not mine:
        return None
    old = rng.choice(mine)
    first = old.split()[0].lower()
    others = [p for p in pool.adjuncts if p not in parse.text and p.split()[0].lower() == first]
    others = others or [p for p in pool.adjuncts if p not in parse.text]
    start = parse.text.find(old)
    if not others or start < 0:
        return None
    return put(parse.text, [(start, start + len(old), rng.choice(others))])


def certain(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Tell as certain what is only possible: drop a modal or a hedge."""
    for token in rng.sample(parse.tokens, len(parse.tokens)):
        if token.lower in MODALS and token.relation == "aux":
            head = parse.tokens[token.head]
            edit = put(parse.text, [(token.start, token.end, "will")])
            return Edit(edit.text, (*edit.faults, _moved(head, token, 4)))
        if token.lower in words("hedges") and token.relation == "advmod" and token.head >= 0:
            head = parse.tokens[token.head]
            if head.index != token.index + 1:
                continue
            text = parse.text[: token.start] + parse.text[head.start :]
            return Edit(text, ((token.start, token.start + len(head.text)),))
    return None


def _moved(head: Token, token: Token, size: int) -> tuple[int, int]:
    shift = size - len(token.text) if head.start > token.start else 0
    return head.start + shift, head.end + shift


def embedded(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Tell as so what somebody only denied, hoped, planned or believed."""
    for token in rng.sample(parse.tokens, len(parse.tokens)):
        if token.lower not in words("not_so"):
            continue
        subject = parse.child(token.index, "nsubj", "nsubj:pass")
        for part in parse.children(token.index, "ccomp", "xcomp"):
            if part.relation == "xcomp" and part.xpos == "VB" and subject:
                return clause(parse, part, subject)
            if part.relation == "ccomp" and parse.child(part.index, "nsubj", "nsubj:pass"):
                return clause(parse, part, None)
    return None


def condition(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Drop a condition."""
    for token in parse.tokens:
        mark = parse.child(token.index, "mark")
        if token.relation == "advcl" and mark and mark.lower in UNREAL and token.head >= 0:
            edit = without(parse, token)
            main = parse.tokens[token.head]
            at = edit.text.find(main.text) if edit else -1
            return Edit(edit.text, ((at, at + len(main.text)),)) if edit and at >= 0 else None
    return None


def former(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Drop a word that takes back the noun it stands before."""
    privative = words("privative")
    for token in parse.tokens:
        if (
            token.lower in privative
            and token.relation in ("amod", "compound")
            and token.head > token.index
        ):
            head = parse.tokens[token.head]
            follower = parse.tokens[token.index + 1]
            text = parse.text[: token.start] + parse.text[follower.start :]
            shift = len(text) - len(parse.text)
            text = text[:1].upper() + text[1:]
            return Edit(text, ((head.start + shift, head.end + shift),))
    return None


FALSE: dict[str, tuple[Change, float]] = {
    "name here": (name_here, 3), "name elsewhere": (name_elsewhere, 1.5),
    "noun here": (noun_here, 2), "noun elsewhere": (noun_elsewhere, 2.5), "verb": (verb, 2.5),
    "adjective": (adjective, 1), "number": (number, 4), "date": (date, 6), "roles": (roles, 4),
    "exchange": (conjuncts, 2), "negation": (negation, 2), "opposite": (opposite, 3),
    "predicate": (predicate, 3),
    "addition": (addition, 2), "replacement": (replacement, 2.5),
    "certain": (certain, 8), "embedded": (embedded, 12),
    "condition": (condition, 12), "former": (former, 8),
}  # fmt: skip
# fmt: skip
