"""What a summary is like, without a reference: its length, how much it copies, what it repeats.

Every measure takes words as `tokens` finds them, lower-cased and not stemmed; each is defined
where it stands and in `docs/evaluation.md`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from math import fsum
from typing import Any

from summarize.document import Document, count_words
from summarize.evaluation.rouge import lcs, tokens
from summarize.grounding import Checker
from summarize.language import detection as languages

__all__ = [
    "Fragments",
    "Measures",
    "Redundancy",
    "boilerplate",
    "checker_of",
    "compression",
    "fragments",
    "grounding",
    "measure",
    "novelty",
    "redundancy",
    "repetition",
]

_BOILERPLATE_WORDS = 4
# So many words in a row that stand in a removed block and nowhere in the article came from that
# block. Three in a row ("at the end", "in the morning") come about by chance between any two texts
# of a few hundred words; a block shorter than this counts when the summary has the whole of it.
_REPETITION_WORDS = 3  # Paulus et al. (2018) block repeated trigrams; people hardly repeat any
_FACTS = frozenset(("name", "number", "date"))
_NOVELTY_WORDS = (1, 2, 3, 4)  # as See et al. (2017) and Narayan et al. (2018) plot them


@dataclass(frozen=True, slots=True)
class Fragments:
    """How much of a summary is copied, and in how long pieces.

    M. Grusky, M. Naaman, Y. Artzi, "Newsroom", NAACL 2018: from the left, the longest run of
    words that the article has too is a fragment, then on behind it.

    Attributes:
        coverage: 0-1, the share of the summary's words that are in a fragment.
        density: the mean, over the summary's words, of the length of the fragment each is in.
    """

    coverage: float
    density: float


@dataclass(frozen=True, slots=True)
class Redundancy:
    """How like each other a summary's sentences are, over all pairs of them.

    R. Bommasani, C. Cardie, "Intrinsic Evaluation of Summarization Datasets", EMNLP 2020: the
    ROUGE-L F1 of one sentence by the other, without stems. Nought for a single sentence.

    Attributes:
        mean: over all pairs.
        most: of the pair most alike; 1.0 is a sentence said twice.
    """

    mean: float
    most: float


@dataclass(frozen=True, slots=True)
class Measures:
    """All measures of one summary.

    Attributes:
        words: as `document.count_words` counts them.
        compression: words of the article for each word of the summary.
        coverage: see `Fragments`.
        density: see `Fragments`.
        novelty: for 1 to 4 words in a row, see `novelty`.
        repetition: see `repetition`.
        redundancy: the mean of `Redundancy`.
        most_alike: the most of `Redundancy`.
        boilerplate: see `boilerplate`.
        support: the mean, over its sentences, of what the article has of each; see `grounding`.
        unsupported: names, numbers and dates that nothing in the article supports; see `grounding`.
    """

    words: int
    compression: float
    coverage: float
    density: float
    novelty: tuple[float, ...]
    repetition: float
    redundancy: float
    most_alike: float
    boilerplate: float
    support: float
    unsupported: int

    def to_dict(self) -> dict[str, Any]:
        """The same as plain values, one a name: `novelty` becomes `novel1` to `novel4`."""
        shown = asdict(self)
        novel = {f"novel{n}": v for n, v in zip(_NOVELTY_WORDS, shown.pop("novelty"), strict=True)}
        return shown | novel


def measure(
    summary: str,
    article: str,
    *,
    removed: Sequence[str] = (),
    language: str = "en",
    checker: Checker | None = None,
) -> Measures:
    """Return every measure of `summary`.

    Args:
        summary: the text to measure, however it was made.
        article: what it is a summary of, cleaned.
        removed: the blocks that cleaning took away.
        language: ISO 639-1 code.
        checker: what `checker_of` made of the article, for several summaries of it.

    Raises:
        LanguageError: `language` is no code we know.
    """
    copied = fragments(summary, article, language=language)
    alike = redundancy(summary, language=language)
    support, unsupported = grounding(summary, article, language=language, checker=checker)
    return Measures(
        words=count_words(summary),
        compression=compression(summary, article),
        coverage=copied.coverage,
        density=copied.density,
        novelty=tuple(novelty(summary, article, n, language=language) for n in _NOVELTY_WORDS),
        repetition=repetition(summary, language=language),
        redundancy=alike.mean,
        most_alike=alike.most,
        boilerplate=boilerplate(summary, removed, article, language=language),
        support=support,
        unsupported=unsupported,
    )


def compression(summary: str, article: str) -> float:
    """Words of the article for each word of the summary; nought for an empty summary."""
    words = count_words(summary)
    return count_words(article) / words if words else 0.0


def fragments(summary: str, article: str, *, language: str = "en") -> Fragments:
    """How much of `summary` is copied from `article`, word for word."""
    words = _words(summary, language)
    lengths = [length for _, length in _copied(words, _Places(_words(article, language)))]
    if not words:
        return Fragments(0.0, 0.0)
    return Fragments(sum(lengths) / len(words), sum(n * n for n in lengths) / len(words))


def novelty(summary: str, article: str, n: int = 2, *, language: str = "en") -> float:
    """The share, 0-1, of the summary's different runs of `n` words that the article has not.

    See, Liu, Manning (ACL 2017); Narayan, Cohen, Lapata (EMNLP 2018).
    """
    runs = set(_runs(_words(summary, language), n))
    known = set(_runs(_words(article, language), n))
    return len(runs - known) / len(runs) if runs else 0.0


def repetition(summary: str, n: int = _REPETITION_WORDS, *, language: str = "en") -> float:
    """The share, 0-1, of the summary's runs of `n` words that stood in it before."""
    runs = list(_runs(_words(summary, language), n))
    return 1 - len(set(runs)) / len(runs) if runs else 0.0


def redundancy(summary: str, *, language: str = "en") -> Redundancy:
    """How like each other the sentences of `summary` are."""
    code = languages.check(language)
    split = [_words(sentence, language) for sentence in tokens.sentence_lines(summary, code)]
    pairs = combinations([sentence for sentence in split if sentence], 2)
    alike = [2 * lcs.length(a, b) / (len(a) + len(b)) for a, b in pairs]
    return Redundancy(fsum(alike) / len(alike), max(alike)) if alike else Redundancy(0.0, 0.0)


def boilerplate(
    summary: str, removed: Sequence[str], article: str = "", *, language: str = "en"
) -> float:
    """The share, 0-1, of the summary's words that come from blocks cleaning took away.

    A run of four words and more that stands in a removed block and not in the article, or the
    whole of a shorter block.

    Args:
        summary: the text to measure.
        removed: the blocks, such as the texts of `Document.removed`.
        article: what was kept; runs that stand in it are the article's own.
        language: ISO 639-1 code.
    """
    words, kept = _words(summary, language), _Places(_words(article, language))
    taken = [False] * len(words)
    for block in removed:
        other = _words(block, language)
        for start, length in _copied(words, _Places(other)):
            run = words[start : start + length]
            if length >= min(_BOILERPLATE_WORDS, len(other)) and kept.longest(run, 0) < length:
                taken[start : start + length] = [True] * length
    return sum(taken) / len(words) if words else 0.0


def grounding(
    summary: str, article: str, *, language: str = "en", checker: Checker | None = None
) -> tuple[float, int]:
    """Return the mean support of the sentences, and how many facts have none.

    Facts are names, numbers and dates; see `summarize.grounding`. An empty summary says nothing
    unsupported: 1.0 and 0.
    """
    found = (checker or checker_of(article, language)).summary(summary)
    kinds = [claim.kind for sentence in found for claim in sentence.unsupported]
    support = fsum(sentence.support for sentence in found) / len(found) if found else 1.0
    return support, sum(kind in _FACTS for kind in kinds)


def checker_of(article: str, language: str) -> Checker:
    """Return the article indexed, for all its summaries.

    Raises:
        LanguageError: `language` is no code we know.
    """
    return Checker(Document.from_text(article, language=languages.check(language)))


class _Places:
    """Where each word of a text stands, to find runs of words in it."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.at: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            self.at.setdefault(word, []).append(place)

    def longest(self, words: Sequence[str], start: int) -> int:
        """How many of `words` from `start` on stand here in a row."""
        ends = self.at.get(words[start], [])
        length = 0
        while ends:
            length += 1
            if start + length == len(words):
                break
            wanted = words[start + length]
            ends = [e + 1 for e in ends if e + 1 < len(self.words) and self.words[e + 1] == wanted]
        return length


def _copied(words: Sequence[str], places: _Places) -> Iterable[tuple[int, int]]:
    """Start and length of each fragment of `words`, in order."""
    start = 0
    while start < len(words):
        length = places.longest(words, start)
        if length:
            yield start, length
        start += max(length, 1)


def _runs(words: Sequence[str], n: int) -> Iterable[tuple[str, ...]]:
    return zip(*(words[i:] for i in range(n)), strict=False)


def _words(text: str, language: str) -> list[str]:
    code = languages.check(language)
    name: tokens.TokenizerName = "rouge-score" if code == "en" else "unicode"
    return tokens.tokenizer(name, stem=False, language=code)(text)
