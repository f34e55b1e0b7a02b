"""The eight summarizers of sumy, through its own interface, without its downloads.

sumy rates; we choose. It is given our sentences, each once, with a tokenizer, stemmer and stop
words of ours, and asked for all of them in its order of merit. So it runs without NLTK's data,
keeps the lengths, and does not repeat a caption.
"""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any, ClassVar

from summarize import language
from summarize.document import Document
from summarize.errors import SummaryError
from summarize.methods.extractive import Extractive, Terms

__all__ = [
    "SumyEdmundson",
    "SumyKL",
    "SumyLexRank",
    "SumyLsa",
    "SumyLuhn",
    "SumyReduction",
    "SumySumBasic",
    "SumyTextRank",
]

# Edmundson (1969) reads cue words from a list made for the corpus. These are words that announce,
# and words that hedge, in English prose; other languages are rated by title and place alone.
BONUS = frozenset({"announced", "conclude", "found", "important", "main", "result", "significant"})
STIGMA = frozenset({"although", "example", "hardly", "however", "impossible", "perhaps", "unclear"})


@dataclass(frozen=True, slots=True)
class _Words:
    """A tokenizer as sumy wants one."""

    code: str

    def to_words(self, text: str) -> tuple[str, ...]:
        """The words of a sentence, lower-cased."""
        return tuple(language.words(text, self.code))


def _stem(code: str, word: str) -> str:
    """The stem of a word; a stop word, which has none, stands for itself."""
    return next(iter(language.terms([word], code)[0]), word)


class _Family(Extractive):
    """Asks a class of sumy's for its ratings: `SumyLexRank` asks `lex_rank.LexRankSummarizer`."""

    stands_alone: ClassVar[bool] = False  # its choice is given as published, for comparison

    def scores(self, document: Document, terms: Terms) -> Sequence[float]:
        """Sumy's ratings; a repeated sentence has that of its first copy.

        Raises:
            SummaryError: sumy stopped.
        """
        texts = list(dict.fromkeys(" ".join(s.text.split()) for s in document.sentences))
        rated: dict[str, float] = {}
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                for info in self._rated(document, texts):
                    rated[texts[info.order]] = float(info.rating)
        except (ArithmeticError, AssertionError, LookupError, ValueError) as error:
            raise SummaryError(document.source, f"{self.name}: sumy stopped: {error}") from error
        return [rated.get(" ".join(s.text.split()), 0.0) for s in document.sentences]

    def _rated(self, document: Document, texts: Sequence[str]) -> Sequence[Any]:
        dom = import_module("sumy.models.dom")
        tokenizer = _Words(document.language)
        sentences = [dom.Sentence(text, tokenizer) for text in texts]
        if document.title:
            sentences.append(dom.Sentence(document.title, tokenizer, is_heading=True))
        ranking: list[Any] = []

        def take_all(infos: Sequence[Any]) -> Sequence[Any]:
            """What sumy calls to count sentences off its ranking."""
            ranking.extend(infos)
            return infos

        model = dom.ObjectDocumentModel([dom.Paragraph(sentences)])
        self._summarizer(document.language)(model, take_all)
        return ranking

    def _summarizer(self, code: str) -> Callable[..., object]:
        module = self.name.removeprefix("sumy-").replace("-", "_")
        kind = type(self).__name__.removeprefix("Sumy")
        method = getattr(import_module(f"sumy.summarizers.{module}"), f"{kind}Summarizer")
        summarizer: Callable[..., object] = method(partial(_stem, code))
        self._prepare(summarizer, language.stop_words(code))
        return summarizer

    def _prepare(self, summarizer: Any, stop_words: frozenset[str]) -> None:
        summarizer.stop_words = stop_words


class SumyTextRank(_Family):
    """Sumy's TextRank: overlap of word counts, a graph of n² edges."""

    name: ClassVar[str] = "sumy-text-rank"


class SumyLexRank(_Family):
    """Sumy's LexRank: TF-IDF cosines over a threshold."""

    name: ClassVar[str] = "sumy-lex-rank"


class SumyLsa(_Family):
    """Sumy's latent semantic analysis (Steinberger & Jezek 2004)."""

    name: ClassVar[str] = "sumy-lsa"


class SumyLuhn(_Family):
    """Sumy's Luhn (1958): the densest run of frequent words."""

    name: ClassVar[str] = "sumy-luhn"


class SumyEdmundson(_Family):
    """Sumy's Edmundson (1969): cue words, the title's words, and place."""

    name: ClassVar[str] = "sumy-edmundson"

    def _prepare(self, summarizer: Any, stop_words: frozenset[str]) -> None:
        summarizer.bonus_words, summarizer.stigma_words = BONUS, STIGMA
        summarizer.null_words = stop_words or STIGMA  # it refuses an empty list


class SumyKL(_Family):
    """Sumy's KL-Sum (Haghighi & Vanderwende 2009): the words of the whole."""

    name: ClassVar[str] = "sumy-kl"


class SumySumBasic(_Family):
    """Sumy's SumBasic (Nenkova & Vanderwende 2005): frequent words, each once."""

    name: ClassVar[str] = "sumy-sum-basic"


class SumyReduction(_Family):
    """Sumy's Reduction: the sum of a sentence's edges."""

    name: ClassVar[str] = "sumy-reduction"
