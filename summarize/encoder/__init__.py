"""The encoder inside the package: parses English sentences, embeds texts, and compares sentences.

    >>> from summarize import encoder
    >>> (parse,) = encoder.load().parse(["The dog bit the postman."])
    >>> [(token.text, token.relation) for token in parse.tokens][1:3]
    [('dog', 'nsubj'), ('bit', 'root')]

Nothing is loaded until `load` is called; `training/encoder` makes the weights.
"""

from summarize.encoder.clauses import Argument, Clause, clauses, content
from summarize.encoder.model import Encoder, Judgment, load
from summarize.encoder.parses import Parse, Token

__all__ = [
    "Argument",
    "Clause",
    "Encoder",
    "Judgment",
    "Parse",
    "Token",
    "clauses",
    "content",
    "load",
]
