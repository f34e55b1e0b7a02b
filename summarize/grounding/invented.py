"""Details that an article does not have: no word of it says them, and none that they sum up.

A summary may say it in other words: synonyms, derived words, and more general ones. What it adds is
told by where it stands: the place, the time, the reason or the thing that a supported clause has
and the article does not mention.
"""

from collections.abc import Iterator, Sequence

from summarize.document import Span
from summarize.encoder import Parse, Token, content
from summarize.grounding.entities import Sentence, key_of
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
    for token in content(claim.parse, tuple(range(len(claim.parse.tokens)))):
        if _is_plain(claim.parse, token) and not is_covered(token, keys):
            why = f"nothing in the article says “{token.text}”"
            yield Finding(Span(token.start, token.end), "words", why)


def is_covered(token: Token, keys: frozenset[str]) -> bool:
    """Whether one of the words with these keys may be what a word stands for."""
    forms = {key_of(token.lower), _positive(token)}
    forms |= {key_of(token.lower.removeprefix(p)) for p in PREFIXES if token.lower.startswith(p)}
    return any(
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
    if token.xpos == "NN" and covers(stem("person"), key_of(token.lower)):
        return False  # a woman: somebody whom the article may name
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
