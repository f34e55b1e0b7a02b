"""ROUGE: how much of a reference a summary has, in words, pairs of words, and words in order.

C.-Y. Lin, "ROUGE: A Package for Automatic Evaluation of Summaries", ACL 2004. The figures are
those of Google's `rouge-score` 0.1.2, to the last digit, where that package can read the language;
`docs/evaluation.md` says how other packages differ, and by how much.

    >>> from summarize.evaluation import rouge
    >>> rouge("The bridge has reopened.", "The bridge reopened on Monday.")["rouge1"].f1
    0.6666666666666665
"""

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from math import fsum
from typing import Literal

from summarize.errors import UnknownNameError, UsageError
from summarize.evaluation.rouge import lcs, tokens
from summarize.evaluation.rouge.signature import Signature
from summarize.language import detection as languages

__all__ = ["DEFAULT_METRICS", "METRICS", "Aggregate", "Rouge", "Score", "Sentences", "rouge"]

Aggregate = Literal["max", "mean"]
Sentences = Literal["lines", "split"]

METRICS = (*(f"rouge{n}" for n in range(1, 10)), "rougeL", "rougeLsum")
DEFAULT_METRICS = ("rouge1", "rouge2", "rougeL", "rougeLsum")


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, each 0-1."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, hits: int, predicted: int, referred: int) -> "Score":
        """The score of so many hits among the units of the prediction and of the reference."""
        if not hits:
            return _NOUGHT
        precision, recall = hits / predicted, hits / referred
        return cls(precision, recall, 2 * precision * recall / (precision + recall))

    def to_dict(self) -> dict[str, float]:
        """The same as plain values, ready for JSON."""
        return asdict(self)


_NOUGHT = Score(0.0, 0.0, 0.0)


class _Text:
    """A text as words, line by line, and what is counted of it."""

    def __init__(self, lines: list[list[str]]) -> None:
        self.lines = lines
        self.words = lines[0] if len(lines) == 1 else [word for line in lines for word in line]

    def runs(self, n: int) -> Iterable[object]:
        """Every `n` words that follow each other, across lines too."""
        return zip(*(self.words[i:] for i in range(n)), strict=False) if n > 1 else self.words


def _overlap(units: Iterable[object], wanted: Iterable[object]) -> int:
    """How many of `units` are among `wanted`, each of those taken once."""
    left = Counter(wanted)
    left_of = left.get
    hits = 0
    for unit in units:
        if count := left_of(unit):
            left[unit] = count - 1
            hits += 1
    return hits


def _ngram(n: int) -> Callable[[_Text, _Text], Score]:
    def score(prediction: _Text, reference: _Text) -> Score:
        """The score of runs of `n` words."""
        hits = _overlap(prediction.runs(n), reference.runs(n))
        return Score.of(hits, len(prediction.words) - n + 1, len(reference.words) - n + 1)

    return score


def _longest(prediction: _Text, reference: _Text) -> Score:
    hits = lcs.length(reference.words, prediction.words)
    return Score.of(hits, len(prediction.words), len(reference.words))


def _longest_by_line(prediction: _Text, reference: _Text) -> Score:
    """Lin's summary-level score.

    For each line of the reference, what is in its longest common subsequence with any line of the
    prediction. No word counts more often than the prediction has it, as in ROUGE 1.5.5.
    """
    lines = prediction.lines
    matched = [line[i] for line in reference.lines for i in lcs.union_positions(line, lines)]
    hits = _overlap(matched, prediction.words)
    return Score.of(hits, len(prediction.words), len(reference.words))


_SCORERS: Mapping[str, Callable[[_Text, _Text], Score]] = {
    **{f"rouge{n}": _ngram(n) for n in range(1, 10)},
    "rougeL": _longest,
    "rougeLsum": _longest_by_line,
}


def _best(scores: Sequence[Score]) -> Score:
    return max(scores, key=lambda score: score.f1)


def _average(scores: Sequence[Score]) -> Score:
    columns = zip(*((s.precision, s.recall, s.f1) for s in scores), strict=True)
    return Score(*(fsum(column) / len(scores) for column in columns))


_AGGREGATES: Mapping[str, Callable[[Sequence[Score]], Score]] = {"max": _best, "mean": _average}


@dataclass(frozen=True)
class Rouge:
    """ROUGE with its options fixed, for many pairs; stems are kept between them.

    Attributes:
        metrics: which scores: "rouge1" to "rouge9", "rougeL", "rougeLsum".
        stem: compare stems instead of words.
        aggregate: with several references, the score of the one with the best F1, metric by
            metric, or the mean over all.
        language: ISO 639-1 code. English is read as `rouge-score` reads it, every other language
            by Unicode's letters (see `tokens`), and stemmed by Snowball where it can be.
        sentences: what ROUGE-Lsum takes for a sentence: a line of the text, as `rouge-score`
            does, or what our splitter finds.
        limit_words: score only so many words of the prediction.
        limit_bytes: score only so many bytes (UTF-8) of the prediction; DUC 2004 has 75.
        tokenizer: "auto" is as `language` says; "rouge-score" or "unicode" whatever the language.

    Raises:
        UnknownNameError: a metric, or one of the other names, does not exist.
        LanguageError: unknown language code.
        UsageError: a limit below one, or two limits.
    """

    metrics: tuple[str, ...] = DEFAULT_METRICS
    stem: bool = True
    aggregate: Aggregate = "max"
    language: str = "en"
    sentences: Sentences = "lines"
    limit_words: int | None = None
    limit_bytes: int | None = None
    tokenizer: Literal["auto", "rouge-score", "unicode"] = "auto"

    def __post_init__(self) -> None:
        languages.check(self.language)
        if isinstance(self.metrics, str):  # one by its name
            object.__setattr__(self, "metrics", (self.metrics,))
        for metric in self.metrics:
            _known("metric", metric, METRICS)
        _known("aggregate", self.aggregate, tuple(_AGGREGATES))
        _known("way to find sentences", self.sentences, ("lines", "split"))
        _known("tokenizer", self.tokenizer, ("auto", "rouge-score", "unicode"))
        limits = [limit for limit in (self.limit_words, self.limit_bytes) if limit is not None]
        if len(limits) > 1 or min(limits, default=1) < 1:
            raise UsageError("limit the words or the bytes of a prediction, to one at least")

    def __getstate__(self) -> dict[str, object]:
        """What is pickled for another process: the options; the rest is made of them there."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def score(self, prediction: str, references: str | Sequence[str]) -> dict[str, Score]:
        """The scores of one prediction, by metric.

        Args:
            prediction: the summary to judge.
            references: what it is judged by: one text or several.

        Raises:
            UsageError: there is no reference.
        """
        if not (texts := [references] if isinstance(references, str) else references):
            raise UsageError("ROUGE needs at least one reference: none was given")
        predicted = self._text(self._limited(prediction))
        read = [self._text(reference) for reference in texts]
        if self._tokenizer_name == "rouge-score":
            for text in (prediction, *texts):
                _warn_if_unread(text)
        join = _AGGREGATES[self.aggregate]
        return {
            metric: join([_SCORERS[metric](predicted, reference) for reference in read])
            for metric in self.metrics
        }

    @property
    def signature(self) -> Signature:
        """How these scores are made, in one line."""
        limit = next(
            (f"{n}{unit}" for n, unit in ((self.limit_words, "w"), (self.limit_bytes, "b")) if n),
            "none",
        )
        split = self.sentences == "split"
        choices = {
            "stem": tokens.stemmer_name(self._code) if self.stem else "none",
            "lsum": tokens.splitter_name() if split else "lines",
            "case": "lower",
            "tok": tokens.tokenizer_name(self._tokenizer_name),
            "refs": self.aggregate,
            "limit": limit,
        }
        return Signature("rouge", tuple(choices.items()))

    @cached_property
    def _code(self) -> str:
        return languages.check(self.language)

    @cached_property
    def _tokenizer_name(self) -> tokens.TokenizerName:
        if self.tokenizer == "auto":
            return "rouge-score" if self._code == "en" else "unicode"
        return self.tokenizer

    @cached_property
    def _words(self) -> tokens.Tokenizer:
        return tokens.tokenizer(self._tokenizer_name, stem=self.stem, language=self._code)

    def _limited(self, prediction: str) -> str:
        if self.limit_bytes is not None:
            return tokens.first_bytes(prediction, self.limit_bytes)
        if self.limit_words is not None:
            return tokens.first_words(prediction, self.limit_words)
        return prediction

    def _text(self, text: str) -> _Text:
        if self.sentences == "split":
            lines = tokens.sentence_lines(text, self._code)
        else:
            lines = text.split("\n")
        return _Text([self._words(line) for line in lines])


def rouge(
    prediction: str,
    references: str | Sequence[str],
    *,
    metrics: Sequence[str] = DEFAULT_METRICS,
    stem: bool = True,
    aggregate: Aggregate = "max",
    language: str = "en",
) -> dict[str, Score]:
    """The ROUGE scores of one prediction, by metric; `Rouge` has more options.

    Args:
        prediction: the summary to judge, one sentence a line where ROUGE-Lsum is wanted.
        references: what it is judged by: one text or several.
        metrics: "rouge1" to "rouge9", "rougeL", "rougeLsum".
        stem: compare stems instead of words.
        aggregate: with several references, the best F1 ("max") or the mean.
        language: ISO 639-1 code; decides on tokenizer and stemmer.

    Raises:
        UnknownNameError: a metric does not exist.
        LanguageError: unknown language code.
        UsageError: there is no reference.
    """
    rouge = Rouge(tuple(metrics), stem=stem, aggregate=aggregate, language=language)
    return rouge.score(prediction, references)


def _warn_if_unread(text: str) -> None:
    """Warn where the tokenizer for English leaves out most of a text's letters."""
    letters = sum(map(str.isalpha, text)) if not text.isascii() else 0
    read = sum(letter.isascii() and letter.isalpha() for letter in text) if letters else 0
    if letters > 2 * read:
        warnings.warn(
            f"ROUGE for English reads a-z and 0-9: {letters - read} of {letters} letters of "
            "a text are left out; give its language, such as language='ru'",
            stacklevel=4,
        )


def _known(kind: str, name: str, names: Sequence[str]) -> None:
    if name not in names:
        raise UnknownNameError(kind, name, names)
