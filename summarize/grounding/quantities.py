"""How much of something a phrase speaks of: all, most, some, none; and of what."""

from summarize.encoder import Argument, Parse, Token, content
from summarize.grounding.entities import key_of
from summarize.language.lexicon import quantity

__all__ = ["counted", "digits_of", "is_difference", "quantity_of"]


def quantity_of(parse: Parse, argument: Argument) -> tuple[str, int] | None:
    """Return the class of quantity that a phrase has, and the index of the word that says it."""
    inside = parse.children(argument.head, "det", "det:predet", "amod", "nummod", "advmod")
    for token in sorted([parse.tokens[argument.head], *inside], key=lambda t: t.index):
        name = quantity(token.lower)
        before = parse.tokens[token.index - 1].lower if token.index else ""
        behind = parse.tokens[token.index + 1 : token.index + 2]
        if name == "few" and before in ("a", "quite"):
            name = "some"
        if name == "all" and before == "not":
            name = "some"
        if name == "all" and behind and behind[0].lower in ("but", "except"):
            name = "most"
        if name:
            return name, token.index
    return None


def counted(parse: Parse, argument: Argument) -> Token:
    """Return the noun of a phrase: of "most of the shops", "shops"."""
    head = parse.tokens[argument.head]
    partitive = head.upos == "NUM" or quantity(head.lower)
    inner = parse.child(argument.head, "nmod") if partitive else None
    return inner or head


def digits_of(parse: Parse, argument: Argument) -> frozenset[str]:
    """Return the numbers in digits of a phrase."""
    keys = {key_of(t.lower) for t in content(parse, argument.words)}
    return frozenset(key for key in keys if key[0].isdecimal())


def is_difference(parse: Parse, argument: Argument) -> bool:
    """Return whether a figure is how much more or less something is."""
    around = [*argument.words, *(t.index for t in parse.children(argument.head))]
    return any(parse.tokens[i].xpos in ("JJR", "RBR") for i in around)
