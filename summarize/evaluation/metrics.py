"""Measures of a summary without a reference: its length, how much it copies and repeats.

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
    """How much of a summary is copied, and the length of the copied fragments.

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
    """How similar the sentences of a summary are, over all pairs.

    R. Bommasani, C. Cardie, "Intrinsic Evaluation of Summarization Datasets", EMNLP 2020: the
    ROUGE-L F1 of one sentence against the other, without stems; 0 for a single sentence.

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
        support: how well the article supports a sentence, mean over sentences; see `grounding`.
        unsupported: names, numbers and dates the article does not support; see `grounding`.
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
        """Return plain values, one per name: `novelty` becomes `novel1` to `novel4`."""
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
        summary: the text to measure.
        article: the cleaned article.
        removed: the blocks that cleaning removed.
        language: ISO 639-1 code.
        checker: result of `checker_of` for the article, to measure several summaries of it.

    Raises:
        LanguageError: unknown language code.
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
    """Return the words of the article per word of the summary; 0 for an empty summary."""
    words = count_words(summary)
    return count_words(article) / words if words else 0.0


def fragments(summary: str, article: str, *, language: str = "en") -> Fragments:
    """Return how much of `summary` is copied word for word from `article`."""
    words = _words(summary, language)
    lengths = [length for _, length in _copied(words, _Places(_words(article, language)))]
    if not words:
        return Fragments(0.0, 0.0)
    return Fragments(sum(lengths) / len(words), sum(n * n for n in lengths) / len(words))


def novelty(summary: str, article: str, n: int = 2, *, language: str = "en") -> float:
    """Return the share, 0-1, of the summary's distinct n-grams that the article does not contain.

    See, Liu, Manning (ACL 2017); Narayan, Cohen, Lapata (EMNLP 2018).
    """
    runs = set(_runs(_words(summary, language), n))
    known = set(_runs(_words(article, language), n))
    return len(runs - known) / len(runs) if runs else 0.0


def repetition(summary: str, n: int = _REPETITION_WORDS, *, language: str = "en") -> float:
    """Return the share, 0-1, of the summary's n-grams that occurred earlier in it."""
    runs = list(_runs(_words(summary, language), n))
    return 1 - len(set(runs)) / len(runs) if runs else 0.0


def redundancy(summary: str, *, language: str = "en") -> Redundancy:
    """Return how similar the sentences of `summary` are to each other."""
    code = languages.check(language)
    split = [_words(sentence, language) for sentence in tokens.sentence_lines(summary, code)]
    pairs = combinations([sentence for sentence in split if sentence], 2)
    alike = [2 * lcs.length(a, b) / (len(a) + len(b)) for a, b in pairs]
    return Redundancy(fsum(alike) / len(alike), max(alike)) if alike else Redundancy(0.0, 0.0)


def boilerplate(
    summary: str, removed: Sequence[str], article: str = "", *, language: str = "en"
) -> float:
    """Return the share, 0-1, of the summary's words that come from removed boilerplate.

    Counted are runs of four or more words that occur in a removed block and not in the article,
    and whole shorter blocks.

    Args:
        summary: the text to measure.
        removed: the blocks, such as the texts of `Document.removed`.
        article: the cleaned article; runs that occur in it do not count.
        language: ISO 639-1 code.
    """
    words, places = _words(summary, language), _Places(_words(article, language))
    taken = [False] * len(words)
    for block in removed:
        other = _words(block, language)
        for start, length in _copied(words, _Places(other)):
            run = words[start : start + length]
            if length >= min(_BOILERPLATE_WORDS, len(other)) and places.longest(run, 0) < length:
                taken[start : start + length] = [True] * length
    return sum(taken) / len(words) if words else 0.0


def grounding(
    summary: str, article: str, *, language: str = "en", checker: Checker | None = None
) -> tuple[float, int]:
    """Return the mean support of the sentences, and the number of unsupported facts.

    Facts are names, numbers and dates; see `summarize.grounding`. An empty summary says nothing
    unsupported: 1.0 and 0.
    """
    checked = (checker or checker_of(article, language)).summary(summary)
    kinds = [claim.kind for sentence in checked for claim in sentence.unsupported]
    support = fsum(sentence.support for sentence in checked) / len(checked) if checked else 1.0
    return support, sum(kind in _FACTS for kind in kinds)


def checker_of(article: str, language: str) -> Checker:
    """Return a checker of the article, to check several summaries.

    Raises:
        LanguageError: unknown language code.
    """
    return Checker(Document.from_text(article, language=languages.check(language)))


class _Places:
    """An index of the words of a text, to find runs of words in it."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.at: dict[str, list[int]] = {}
        for place, word in enumerate(words):
            self.at.setdefault(word, []).append(place)

    def longest(self, words: Sequence[str], start: int) -> int:
        """Return how many of `words` from `start` occur here in a row."""
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
    """Yield the start and length of each fragment of `words`, in order."""
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
