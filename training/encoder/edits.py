"""Edits of a parsed sentence: those that keep it true, and those that make it false.

Each edit takes a parse, the pool of words it may use and a random generator, and returns the new
text with the character spans that are now false (none for a true one), or None where it does not
apply.
"""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from summarize.encoder import Parse, Token

__all__ = ["FALSE", "TRUE", "Change", "Edit", "Pool"]

NOMINAL = {"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "iobj"}
LEFT = {"det", "amod", "compound", "nummod", "nmod:poss", "advmod"}
MODALS = {"may", "might", "could", "would", "should", "can"}
HEDGES = {"allegedly", "reportedly", "possibly", "probably", "perhaps", "apparently", "likely",
          "almost", "nearly", "partly", "hardly", "barely", "only", "rarely"}  # fmt: skip
# What these say is told as so by whoever says it; what the others embed is not.
TOLD = {"said", "says", "say", "announced", "confirmed", "added", "reported", "revealed", "showed",
        "shows", "found", "noted", "stated", "told", "admitted", "explained"}  # fmt: skip
NOT_SO = {
    "denied", "denies", "rejected", "refused", "refuses", "failed", "fails", "hopes", "hoped",
    "wants", "wanted", "plans", "planned", "considering", "considered", "seeking", "sought",
    "tried", "tries", "threatened", "believes", "believe", "believed", "claims", "claimed",
    "alleged", "alleges", "fears", "feared", "suspect", "suspected", "suggested", "suggests",
    "argued", "argues", "expects", "expected", "predicted", "predicts", "warned", "warns",
    "thinks", "think", "proposed", "asked", "urged", "attempted", "intends", "declined", "agreed",
    "likely", "unlikely", "unable", "set", "due", "hoping", "planning", "trying", "accused",
    "wishes", "doubts", "doubted", "pledged", "promised", "vowed", "ordered", "called",
}  # fmt: skip
ASIDES = {"acl:relcl", "appos", "advcl", "parataxis", "obl", "obl:unmarked", "advmod"}
LIMITING = {"no", "not", "without", "than", "except"}
UNREAL = {"if", "unless", "whether", "until"}
OPPOSITES = [
    "rose fell", "rise fall", "risen fallen", "rising falling", "increased decreased",
    "increase decrease", "increasing decreasing", "grew shrank", "gained lost", "jumped dropped",
    "soared plunged", "climbed slipped", "more less", "more fewer", "higher lower", "high low",
    "won lost", "win lose", "beat lost", "before after", "first last", "first second",
    "north south", "east west", "northern southern", "eastern western", "accepted rejected",
    "approved rejected", "backed opposed", "supported opposed", "supports opposes", "best worst",
    "better worse", "million billion", "minutes hours", "hours days", "days weeks",
    "weeks months", "months years", "arrested released", "allowed banned", "opened closed",
    "open closed", "old young", "older younger", "bought sold", "buy sell", "guilty innocent",
    "victory defeat", "success failure", "always never", "last next", "up down", "above below",
    "over under", "early late", "earlier later", "strong weak", "large small", "big small",
    "largest smallest", "long short", "longer shorter", "fast slow", "easy difficult",
    "easier harder", "cheap expensive", "rich poor", "public private", "male female",
    "men women", "man woman", "boy girl", "father mother", "son daughter", "brother sister",
    "husband wife", "morning evening", "started ended", "began ended", "begin end",
    "arrived left", "joined left", "hired fired", "raised cut", "raise cut", "raising cutting",
    "widened narrowed", "doubled halved", "doubled tripled", "lent borrowed", "confirmed denied",
    "agreed refused", "improved worsened", "strengthened weakened", "expanded shrank",
    "survived died", "alive dead", "summer winter", "spring autumn", "positive negative",
    "majority minority", "inside outside", "top bottom", "least most", "dollars euros",
    "pounds dollars", "miles kilometers", "north east", "south west", "teacher student",
    "doctor patient", "police firefighters", "killed injured", "wounded killed", "all some",
    "all most", "some most", "many few", "several all", "half third", "both neither", "none all",
    "every no", "some all", "most all", "many all", "exactly almost", "single married",
    "defended criticised", "praised criticised", "praised blamed", "welcomed condemned",
    "his her", "he she", "him her",
]  # fmt: skip
SAME = [
    "rose climbed increased", "fell dropped declined decreased", "said stated", "bought purchased",
    "began started", "ended finished concluded", "killed slain", "large big", "said added",
    "help assist", "show demonstrate", "children kids", "about approximately roughly around",
    "more-than over", "almost nearly", "injured hurt", "car vehicle", "doctors physicians",
    "buy purchase", "get obtain", "use utilize", "many numerous", "attempted tried",
    "cut reduced", "jail prison", "film movie", "firm company", "match game", "film picture",
    "rival competitor", "officials authorities", "police officers", "students pupils",
    "approved endorsed", "soared surged", "plunged slumped", "also additionally", "died perished",
    "won triumphed", "beat defeated", "beat overcame", "revealed disclosed", "allowed permitted",
    "banned prohibited", "wants wishes", "hopes aims", "several some", "near close-to",
    "opposed resisted", "claimed alleged", "told informed", "supported backed", "small little",
    "blaze fire", "crash collision", "quake earthquake", "youngster child", "home house",
    "hurt wounded", "hopes wants",
]  # fmt: skip
DIGITS = {
    word: value
    for value, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve".split(), 2
    )
}  # fmt: skip
MONTHS = ["January", "February", "March", "April", "June", "July", "August", "September",
          "October", "November", "December"]  # fmt: skip
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def _table(rows: Iterable[str], *, ordered: bool = False) -> dict[str, list[str]]:
    table: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        words = [word.replace("-", " ") for word in row.split()]
        for word in words:
            table[word] += [other for other in words if other != word]
    return table


OPPOSITE = _table(OPPOSITES)
SYNONYM = _table(SAME)


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
                start, end = _base(parse, token)
                _keep(self.phrases[token.xpos], parse.text[start:end], most)
                if token.upos == "PROPN":
                    _keep(self.names, _bare(parse, token), most)
        for verb in parse.tokens:
            if cut := _predicate(parse, verb):
                _keep_pair(self.predicates, (verb.xpos, parse.text[cut[0] : cut[1]]), most)
            if adjunct := _adjunct(parse, verb):
                _keep(self.adjuncts, adjunct, most)


def _keep(items: list[str], item: str, most: int) -> None:
    if len(items) >= most:
        del items[: most // 10]
    items.append(item)


def _keep_pair(items: list[tuple[str, str]], item: tuple[str, str], most: int) -> None:
    if len(items) >= most:
        del items[: most // 10]
    items.append(item)


def _base(parse: Parse, token: Token) -> tuple[int, int]:
    """The noun with what stands before it, and the rest of a name behind it."""
    start, end = token.start, token.end
    at = token.index
    for left in reversed(parse.tokens[:at]):
        if left.relation not in LEFT | {"punct", "flat"} or not _under(parse, left, token):
            break
        if left.relation == "punct" and left.text != "-":
            break
        start = left.start
    for right in parse.tokens[at + 1 :]:
        if right.relation != "flat" or right.head != at:
            break
        end = right.end
    return start, end


def _bare(parse: Parse, token: Token) -> str:
    """A name without its article."""
    start, end = _base(parse, token)
    return re.sub(r"^(?:the|a|an|his|her|its|their) ", "", parse.text[start:end], flags=re.I)


def _under(parse: Parse, token: Token, head: Token) -> bool:
    return any(above.index == head.index for above in parse.ancestors(token.index))


def _put(text: str, changes: Sequence[tuple[int, int, str]]) -> Edit:
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


def _nominals(parse: Parse, *tags: str) -> list[Token]:
    return [t for t in parse.tokens if t.relation in NOMINAL and t.upos in tags]


Change = Callable[[Parse, Pool, Pool, random.Random], Edit | None]


def name_here(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Put another name of the article in a name's place."""
    return _name(parse, here, rng)


def name_elsewhere(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Put a name of another article in a name's place."""
    return _name(parse, there, rng)


def _name(parse: Parse, pool: Pool, rng: random.Random) -> Edit | None:
    names = _nominals(parse, "PROPN")
    if not names:
        return None
    token = rng.choice(names)
    start, end = _base(parse, token)
    old = parse.text[start:end]
    others = [n for n in pool.names if n not in parse.text and old not in n]
    return _put(parse.text, [(start, end, rng.choice(others))]) if others else None


def noun_here(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Put another noun phrase of the article in one's place."""
    return _noun(parse, here, rng)


def noun_elsewhere(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Put a noun phrase of another article in one's place, or only its noun."""
    return _noun(parse, there, rng) if rng.random() < 0.5 else _word(parse, there, rng, "NOUN")


def _noun(parse: Parse, pool: Pool, rng: random.Random) -> Edit | None:
    nouns = _nominals(parse, "NOUN")
    if not nouns:
        return None
    token = rng.choice(nouns)
    start, end = _base(parse, token)
    others = [p for p in pool.phrases[token.xpos] if p.lower() not in parse.text.lower()]
    return _put(parse.text, [(start, end, rng.choice(others))]) if others else None


def _word(parse: Parse, pool: Pool, rng: random.Random, tag: str) -> Edit | None:
    words = [t for t in parse.tokens if t.upos == tag and t.text.isalpha()]
    if not words:
        return None
    token = rng.choice(words)
    others = [w for w in pool.words[token.xpos] if w.lower() not in parse.text.lower()]
    return _put(parse.text, [(token.start, token.end, rng.choice(others))]) if others else None


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
        return _put(parse.text, [(token.start, token.end, rng.choice(others))])
    if token.lower in DIGITS:
        new = rng.choice([word for word in DIGITS if word != token.lower])
        return _put(parse.text, [(token.start, token.end, new)])
    digits = re.sub(r"\D", "", token.text)[:9]
    if not digits:
        return None
    value = max(0, int(digits) + rng.choice([-3, -2, -1, 1, 2, 3, 10, -10, int(digits)]))
    new = str(value) if value != int(digits) else str(value + 7)
    return _put(parse.text, [(token.start, token.end, new)])


def date(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Change a weekday or a month."""
    found = [(t, names) for t in parse.tokens for names in (DAYS, MONTHS) if t.text in names]
    if not found:
        return None
    token, names = rng.choice(found)
    return _put(
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
    names = _nominals(parse, "PROPN") if rng.random() < 0.7 else _nominals(parse, "NOUN", "PROPN")
    if len(names) < 2:
        return None
    first, second = rng.sample(names, 2)
    return _exchange(parse, first, second)


def _exchange(parse: Parse, first: Token, second: Token) -> Edit | None:
    a, b = sorted([_base(parse, first), _base(parse, second)])
    if a[1] >= b[0] or parse.text[a[0] : a[1]].lower() == parse.text[b[0] : b[1]].lower():
        return None
    new_first, new_second = parse.text[b[0] : b[1]], parse.text[a[0] : a[1]]
    if a[0] == 0 and new_second.split()[0].lower() in ("the", "a", "an", "two", "police", "some"):
        new_second = new_second[0].lower() + new_second[1:]
    return _put(parse.text, [(*a, new_first), (*b, new_second)])


def negation(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Put a "not" in, or take one away."""
    for token in parse.tokens:
        if token.lower in ("not", "n't", "never") and token.index + 1 < len(parse.tokens):
            follower = parse.tokens[token.index + 1]
            return _without(parse, token, follower)
        if token.lower == "no" and token.relation == "det":
            new = rng.choice(["a", "some", "several", "the"])
            return _put(parse.text, [(token.start, token.end, new)])
    verbs = [t for t in parse.tokens if t.upos == "AUX" and t.lower not in ("be", "been", "being")]
    if verbs:
        token = rng.choice(verbs)
        head = parse.tokens[token.head]
        edit = _put(parse.text, [(token.end, token.end, rng.choice([" not", " not", " never"]))])
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
            return _put(parse.text, [(token.start, token.end, f"{auxiliary} not {base}")])
        return _put(parse.text, [(token.start, token.end, f"never {token.text}")])
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
    return _from_table(parse, OPPOSITE, rng)


def _from_table(parse: Parse, table: dict[str, list[str]], rng: random.Random) -> Edit | None:
    found = [t for t in parse.tokens if t.lower in table]
    if not found:
        return None
    token = rng.choice(found)
    return _put(parse.text, [(token.start, token.end, rng.choice(table[token.lower]))])


def _predicate(parse: Parse, verb: Token) -> tuple[int, int] | None:
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


def predicate(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Say of the subject what the article, or another, says of somebody else."""
    cuts = [(v, c) for v in parse.tokens if (c := _predicate(parse, v))]
    if not cuts:
        return None
    _, (start, end) = rng.choice(cuts)
    old = parse.text[start:end]
    pool = here if rng.random() < 0.7 else there
    others = [p for _, p in pool.predicates if p not in parse.text and p[:20] != old[:20]]
    return _put(parse.text, [(start, end, rng.choice(others))]) if others else None


def _adjunct(parse: Parse, token: Token) -> str | None:
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
    return _put(parse.text, [(end, end, f" {rng.choice(others)}")])


def replacement(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Put another adjunct, of the article or of another, in one's place."""
    mine = [each for t in parse.tokens if (each := _adjunct(parse, t))]
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
    return _put(parse.text, [(start, start + len(old), rng.choice(others))])


def certain(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Tell as certain what is only possible: drop a modal or a hedge."""
    for token in rng.sample(parse.tokens, len(parse.tokens)):
        if token.lower in MODALS and token.relation == "aux":
            head = parse.tokens[token.head]
            edit = _put(parse.text, [(token.start, token.end, "will")])
            return Edit(edit.text, (*edit.faults, _moved(head, token, 4)))
        if token.lower in HEDGES and token.relation == "advmod" and token.head >= 0:
            head = parse.tokens[token.head]
            if head.index != token.index + 1:
                continue
            text = parse.text[: token.start] + parse.text[head.start :]
            return Edit(text, ((token.start, token.start + len(head.text)),))
    return None


def _moved(head: Token, token: Token, size: int) -> tuple[int, int]:
    shift = size - len(token.text) if head.start > token.start else 0
    return head.start + shift, head.end + shift


def _clause(parse: Parse, head: Token, subject: Token | None) -> Edit | None:
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
        start, end = _base(parse, subject)
        lead = parse.text[start:end] + " will "
        lead = lead[:1].upper() + lead[1:]
    whole = lead + (text if lead else text[:1].upper() + text[1:]) + "."
    at = len(lead) + head.start - offset
    return Edit(whole, ((at, at + len(head.text)),))


def embedded(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Tell as so what somebody only denied, hoped, planned or believed."""
    for token in rng.sample(parse.tokens, len(parse.tokens)):
        if token.lower not in NOT_SO:
            continue
        subject = parse.child(token.index, "nsubj", "nsubj:pass")
        for part in parse.children(token.index, "ccomp", "xcomp"):
            if part.relation == "xcomp" and part.xpos == "VB" and subject:
                return _clause(parse, part, subject)
            if part.relation == "ccomp" and parse.child(part.index, "nsubj", "nsubj:pass"):
                return _clause(parse, part, None)
    return None


def condition(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Drop a condition."""
    for token in parse.tokens:
        mark = parse.child(token.index, "mark")
        if token.relation == "advcl" and mark and mark.lower in UNREAL and token.head >= 0:
            edit = _cut(parse, token)
            main = parse.tokens[token.head]
            at = edit.text.find(main.text) if edit else -1
            return Edit(edit.text, ((at, at + len(main.text)),)) if edit and at >= 0 else None
    return None


def _cut(parse: Parse, token: Token) -> Edit | None:
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


def former(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """Drop a word that takes back the noun it stands before."""
    privative = {"former", "ex", "fake", "alleged", "suspected", "would-be", "failed", "attempted",
                 "planned", "proposed", "potential", "possible", "unsuccessful", "acting",
                 "deputy", "vice", "assistant", "aspiring", "so-called"}  # fmt: skip
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


def told(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """True: what somebody announced, without who announced it."""
    for token in parse.tokens:
        if token.lower in TOLD:
            for part in parse.children(token.index, "ccomp"):
                if parse.child(part.index, "nsubj", "nsubj:pass"):
                    edit = _clause(parse, part, None)
                    return Edit(edit.text) if edit else None
    return None


def shorter(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """True: without a relative clause, an apposition or an aside."""
    asides = [
        t for t in parse.tokens
        if t.relation in ASIDES
        and t.head >= 0
        and t.lower not in HEDGES | {"not", "n't", "never", "no"}
        and not any(m.lower in UNREAL for m in parse.children(t.index, "mark"))
        and not any(parse.tokens[i].lower in LIMITING for i in parse.subtree(t.index))
    ]  # fmt: skip
    if not asides:
        return None
    token = rng.choice(asides)
    if token.relation.startswith("obl") and parse.tokens[token.head].relation != "root":
        return None
    return _cut(parse, token)


def synonym(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """True: another word for the same."""
    edit = _from_table(parse, SYNONYM, rng)
    return Edit(edit.text) if edit else None


def surname(parse: Parse, here: Pool, there: Pool, rng: random.Random) -> Edit | None:
    """True: a person's last name alone."""
    for token in _nominals(parse, "PROPN"):
        flats = parse.children(token.index, "flat")
        if flats and flats[-1].index == token.index + len(flats) and flats[-1].text.isalpha():
            start, end = _base(parse, token)
            edit = _put(parse.text, [(start, end, flats[-1].text)])
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
TRUE: dict[str, tuple[Change, float]] = {
    "told": (told, 3), "shorter": (shorter, 3), "synonym": (synonym, 1.5),
    "surname": (surname, 1.5), "figure": (figure, 3), "passive": (passive, 16),
}  # fmt: skip
