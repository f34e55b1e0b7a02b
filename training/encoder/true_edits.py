"""Edits that keep a sentence true, in the form of `training.encoder.false_edits`."""

import random

from summarize.encoder import Parse
from training.encoder.pools import (
    DIGITS,
    LIMITING,
    UNREAL,
    Change,
    Edit,
    Pool,
    clause,
    nominals,
    phrase_span,
    put,
    replaced,
    table,
    without,
    words,
)  # fmt: skip

__all__ = ["TRUE"]

ASIDES = {"acl:relcl", "appos", "advcl", "parataxis", "obl", "obl:unmarked", "advmod"}


def told(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """True: what somebody announced, without who announced it."""
    for token in parse.tokens:
        if token.lower in words("told"):
            for part in parse.children(token.index, "ccomp"):
                if parse.child(part.index, "nsubj", "nsubj:pass"):
                    edit = clause(parse, part, None)
                    return Edit(edit.text) if edit else None
    return None


def shorter(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """True: without a relative clause, an apposition or an aside."""
    asides = [
        t for t in parse.tokens
        if t.relation in ASIDES
        and t.head >= 0
        and t.lower not in words("hedges") | {"not", "n't", "never", "no"}
        and not any(m.lower in UNREAL for m in parse.children(t.index, "mark"))
        and not any(parse.tokens[i].lower in LIMITING for i in parse.subtree(t.index))
    ]  # fmt: skip
    if not asides:
        return None
    token = rng.choice(asides)
    if token.relation.startswith("obl") and parse.tokens[token.head].relation != "root":
        return None
    return without(parse, token)


def synonym(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """True: another word for the same."""
    edit = replaced(parse, table("same"), rng)
    return Edit(edit.text) if edit else None


def surname(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """True: a person's last name alone."""
    for token in nominals(parse, "PROPN"):
        flats = parse.children(token.index, "flat")
        if flats and flats[-1].index == token.index + len(flats) and flats[-1].text.isalpha():
            start, end = phrase_span(parse, token)
            edit = put(parse.text, [(start, end, flats[-1].text)])
            return Edit(edit.text)
    return None


def figure(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """True: a number in digits for one in words, or the other way round."""
    words = {str(value): word for word, value in DIGITS.items()}
    for token in parse.tokens:
        new = str(DIGITS[token.lower]) if token.lower in DIGITS else words.get(token.text, "")
        new = "%" if token.lower == "percent" else new
        if new:
            start = token.start - 1 if new == "%" and token.start else token.start
            return Edit(parse.text[:start] + new + parse.text[token.end :])
    return None


def passive(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """True: the active voice turned into the passive."""
    for token in parse.tokens:
        if token.xpos != "VBD" or not token.lower.endswith("ed") or token.relation != "root":
            continue
        subject, thing = parse.child(token.index, "nsubj"), parse.child(token.index, "obj")
        if not subject or not thing or parse.child(token.index, "conj", "xcomp", "ccomp", "iobj"):
            continue
        if "PRON" in (subject.upos, thing.upos) or parse.child(
            token.index, "advmod", "compound:prt"
        ):
            continue
        ends = parse.subtree(thing.index)
        if ends[0] != token.index + 1:
            continue
        be = "were" if thing.xpos in ("NNS", "NNPS") or parse.child(thing.index, "conj") else "was"
        a, b = parse.written(subject.index).rstrip(","), parse.written(thing.index).rstrip(",")
        if not subject.xpos.startswith("NNP"):
            a = a[:1].lower() + a[1:]
        rest = parse.text[parse.tokens[ends[-1]].end :]
        return Edit(b[:1].upper() + b[1:] + f" {be} {token.text} by {a}" + rest)
    return None


TRUE: dict[str, tuple[Change, float]] = {
    "told": (told, 3), "shorter": (shorter, 3), "synonym": (synonym, 1.5),
    "surname": (surname, 1.5), "figure": (figure, 3), "passive": (passive, 16),
}  # fmt: skip
# fmt: skip
