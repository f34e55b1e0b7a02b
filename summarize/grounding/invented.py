"""Details that an article does not have: no word of it says them, and none that they sum up.

A summary may say it in other words: synonyms, derived words, and more general ones. What it adds is
told by where it stands: the place, the time, the reason or the thing that a supported clause has
and the article does not mention.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarize.document import Span
from summarize.encoder import Parse, Token, content
from summarize.grounding.entities import Sentence, days, key_of
from summarize.grounding.findings import Finding
from summarize.grounding.numbers import CURRENCIES, PERCENT
from summarize.language import stop_words
from summarize.language.lexicon import (
    antonymous,
    quantity,
    related,
    stem,
    stems_of,
    titles,
    units,
    words_of,
)
from summarize.language.thesaurus import covers, is_known

__all__ = ["invented"]

ADDED = {"obl", "obj", "nmod", "appos", "amod", "advmod", "conj", "nmod:unmarked", "obl:unmarked"}
SUBJECTS = {"nsubj", "nsubj:pass"}
COMPLEMENTS = ("obj", "ccomp", "xcomp", "compound:prt")  # with which a verb may sum up what is said
PREFIXES = ("un", "re", "non", "mis", "pre")
DEFINITE = {"the", "this", "that", "these", "those", "no"}


def invented(claim: Sentence, article: Sequence[frozenset[str]]) -> Iterator[Finding]:
    """Yield the words of a claim that nothing in the article says or may be summed up by.

    Args:
        claim: the sentence that is checked.
        article: the stems of each of the article's sentences.
    """
    keys = frozenset().union(*article)
    words = content(claim.parse, tuple(range(len(claim.parse.tokens))))
    for token in words:
        span, why = Span(token.start, token.end), f"nothing in the article says “{token.text}”"
        if _is_plain(claim.parse, token) and not _is_covered(token, keys):
            yield Finding(span, "words", why)
        elif _is_reason(claim.parse, token) and not _is_given(claim.parse, token, article):
            why = f"the article does not give “{token.text}” as a reason"
            yield Finding(span, "words", why)
        elif key_of(token.lower) in days() and not _is_dated(token, words, article):
            why = f"the article says nothing of this of “{token.text}”"
            yield Finding(span, "date", why)


def _is_dated(token: Token, words: Sequence[Token], article: Sequence[frozenset[str]]) -> bool:
    """Whether a sentence with a day has another word of the claim, or none has the day."""
    key = key_of(token.lower)
    dated = [keys - days() for keys in article if key in keys]
    others = [each for each in words if key_of(each.lower) not in days()]
    return not dated or any(_is_covered(each, keys) for keys in dated for each in others)


def _is_reason(parse: Parse, token: Token) -> bool:
    """Whether a word is the head of a reason: because of rain, because it rained.

    "Not because it rained but because it snowed" weighs reasons, and sums up what was said.
    """
    marks = parse.children(token.index, "mark", "case")
    weighed = any(t.lower == "but" for t in parse.tokens)
    return token.head >= 0 and not weighed and any(m.lower in words_of("because") for m in marks)


def _is_given(parse: Parse, token: Token, article: Sequence[frozenset[str]]) -> bool:
    """Whether the article has a reason in or beside a sentence with what it is the reason of."""
    head = parse.tokens[token.head]
    return any(
        _is_covered(token, first | second)
        and _is_covered(head, first | second)
        and not (first | second).isdisjoint(stems_of("causal"))
        for first, second in pairwise([*article, frozenset[str]()])
    )


def _is_covered(token: Token, keys: frozenset[str]) -> bool:
    """Whether one of the words with these keys may be what a word stands for."""
    forms = {key_of(token.lower), _positive(token)}
    forms |= {key_of(token.lower.removeprefix(p)) for p in PREFIXES if token.lower.startswith(p)}
    return not forms.isdisjoint(keys) or any(
        covers(form, key) or related(form, key) or antonymous(form, key)
        for form in forms
        for key in keys
    )


def _positive(token: Token) -> str:
    """Return what a comparative or superlative is compared by: its positive."""
    word = token.lower
    if token.xpos in ("JJR", "RBR", "JJS", "RBS"):
        for suffix, ending in (("iest", "y"), ("ier", "y"), ("est", ""), ("er", "")):
            if word.endswith(suffix) and len(word) > len(suffix) + 2:
                return key_of(word.removesuffix(suffix) + ending)
    return key_of(word)


def _is_plain(parse: Parse, token: Token) -> bool:
    """Whether a word is one that only the article could have told, and its meanings are known."""
    key = key_of(token.lower)
    return (
        _is_added(parse, token)
        and token.text.isalpha()
        and (token.text.islower() or token.index == 0)
        and is_known(key)
        and key[0] != "@"
        and key not in units()
        and key not in stems_of("speech")
        and token.lower not in stop_words("en")
        and not quantity(token.lower)
        and token.lower not in CURRENCIES.keys() | PERCENT | {"cent"}
        and token.lower not in titles() | words_of("privative") | words_of("hedging")
    )


def _is_added(parse: Parse, token: Token) -> bool:
    """Whether a word adds to what is said: definite subjects and transitive verbs may sum up."""
    if token.upos == "VERB":
        return token.relation in ("root", "conj") and not parse.children(token.index, *COMPLEMENTS)
    if token.upos not in ("NOUN", "ADJ", "ADV") or _is_set_phrase(parse, token):
        return False
    somebody = token.xpos == "NN" and covers(stem("person"), key_of(token.lower))
    if somebody or parse.child(token.index, "nummod"):
        return False  # a woman, two countries: those whom the article may name
    if token.relation in SUBJECTS:
        under = parse.children(token.index, "det", "nmod:poss")
        return not any(t.lower in DEFINITE or t.relation == "nmod:poss" for t in under)
    if parse.child(token.index, "cop"):
        return token.upos == "ADJ"
    return token.relation in ADDED


def _is_set_phrase(parse: Parse, token: Token) -> bool:
    """Whether a word is part of a compound with a hyphen, or of a phrase such as "at home"."""
    if token.index and parse.text[token.start - 1] == "-":
        return True
    return token.relation == "obl" and token.xpos == "NN" and len(parse.children(token.index)) == 1
