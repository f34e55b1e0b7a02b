"""Builds longer sentences from shorter ones, to train deletion on any article.

A sentence of an article is the target; its source is the same sentence with clauses of its
neighbours, and attributions, put where they could stand. The reader must learn which words belong
together, as a denoising autoencoder does (Févry & Phang, "Unsupervised sentence compression using
denoising auto-encoders", CoNLL 2018), but from clauses rather than from scattered words.
"""

from random import Random

__all__ = ["expand"]

CONNECTIVES = frozenset(
    "who which that while after before according when as where because with by for from in on at "
    "to and but despite during including since until against amid among although though".split()
)
ATTRIBUTIONS = (
    "{x} said", "officials said", "according to {x}", "{x} told reporters", "the report said",
    "{x} said in a statement", "he said", "she said", "{x} added", "sources said",
    "a spokesman said",    "{x} told the newspaper", "{x} says", "police said", "experts say",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LOWERED = frozenset(
    "The A An He She They It In On But His Her Their This That These We There".split()
)

CLAUSES = (1, 1, 2, 2, 3, 4)  # how many are put in: as likely as they are listed
SHARE_ATTRIBUTED = 0.25
SHARE_DATED = 0.5
SHARE_AHEAD = 0.3
SHARE_BETWEEN_COMMAS = 0.65

Clause = list[str]


def expand(rng: Random, sentence: str, donors: list[str]) -> str:
    """Return a source for `sentence`, with clauses of `donors` and an attribution added."""
    pieces = clauses(sentence.rstrip('.!?"').split())
    pool = [
        c for donor in donors for c in clauses(donor.rstrip('.!?"').split()) if 2 <= len(c) <= 12
    ]
    for piece in rng.sample(pool, min(len(pool), rng.choice(CLAUSES))):
        _insert(rng, pieces, _end(piece, ""))
    words = [word for piece in pieces for word in piece]
    if rng.random() < SHARE_ATTRIBUTED:
        words = _attributed(rng, words, donors[0])
    return " ".join(words).rstrip(",;:") + "."


def clauses(words: list[str]) -> list[Clause]:
    """Split words into clause-like pieces, at connectives and after commas."""
    pieces: list[Clause] = [[]]
    for word in words:
        if len(pieces[-1]) >= 2 and word.lower() in CONNECTIVES:
            pieces.append([])
        pieces[-1].append(word)
        if word[-1] in ",;:":
            pieces.append([])
    return [piece for piece in pieces if piece]


def _end(piece: Clause, mark: str) -> Clause:
    return [*piece[:-1], piece[-1].rstrip(",;:") + mark]


def _insert(rng: Random, sentence: list[Clause], piece: Clause) -> None:
    """Put a clause in front, between two clauses, or at the end."""
    at = rng.randrange(len(sentence) + 1)
    if at == 0 and sentence:
        piece = _end([piece[0][0].upper() + piece[0][1:], *piece[1:]], ",")
        first = sentence[0][0]
        sentence[0] = [first.lower() if first in LOWERED else first, *sentence[0][1:]]
    elif at and rng.random() < SHARE_BETWEEN_COMMAS:
        sentence[at - 1] = _end(sentence[at - 1], ",")
        piece = _end(piece, "," if at < len(sentence) else "")
    sentence.insert(at, piece)


def _attributed(rng: Random, words: Clause, donor: str) -> Clause:
    """Add who said it, after or before."""
    names = [w for word in donor.split()[1:] if (w := word.strip(",.;:'\"")) and w[0].isupper()]
    said = rng.choice(ATTRIBUTIONS).format(x=rng.choice(names) if names else "officials").split()
    if rng.random() < SHARE_DATED:
        said += ["on", rng.choice(DAYS)]
    if rng.random() < SHARE_AHEAD and said[0] != "according":
        return [said[0][0].upper() + said[0][1:], *said[1:], "that", *words]
    return [*_end(words, ","), *said]
