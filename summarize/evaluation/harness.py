"""Evaluation: `evaluate` runs every system on every document and scores them alike."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import fsum
from os import PathLike
from pathlib import Path
from typing import Any

from summarize.document import count_words
from summarize.errors import UnknownNameError, UsageError
from summarize.evaluation import cache, running, systems
from summarize.evaluation.data import datasets
from summarize.evaluation.data.datasets import Columns, Dataset, Example
from summarize.evaluation.data.detokenise import detokenise, looks_tokenised
from summarize.evaluation.data.rows import Row
from summarize.evaluation.results import Evaluation, MeanScore, Record, SystemResult
from summarize.evaluation.rouge import Rouge
from summarize.evaluation.rouge.signature import Signature
from summarize.evaluation.running import Setup, Task
from summarize.evaluation.significance import Resampling, compare_systems, intervals
from summarize.evaluation.systems import Predictions, System
from summarize.language import detection as languages
from summarize.length import Length

__all__ = ["EvaluateOptions", "Progress", "evaluate"]

_LEAST_SHARE = 0.1
# A language found in a smaller share of the documents is taken for a detection error. On 2,000
# English news articles there was none; short chats are where it could occur.
REFERENCE = "reference"  # name of the length that matches the references
_OTHER_LENGTH = 1.5  # a note is added if summary and reference lengths differ by this factor
_TEST_SAMPLES = 10  # per sample of the intervals: see `Resampling.samples`
_DIGITS = 12  # of the SHA-256 of the data, enough to identify a data set
_PARTS = ("precision", "recall", "f1")

Progress = Callable[[int, int], None]
"""Called with the number of documents done and the number of all."""


@dataclass(frozen=True)
class EvaluateOptions:
    """Options of an evaluation.

    Attributes:
        limit: use only the first rows of the data; None for all.
        columns: names of the data's columns, if they are not detected.
        predictions: name → outputs of another system: a file, a list in the order of the
            documents, or a mapping from document ids.
        match_reference_length: make summaries as long as the document's references on average.
        language: ISO 639-1 code, or "auto" to detect it.
        clean: whether boilerplate is removed first.
        detokenise: detokenize articles, references and outputs first; None to do so if they are
            tokenized.
        rouge: the scores; its `language` is replaced by that of each document.
        rank_by: the metric whose F1 ranks the systems and is compared between them.
        seed: seed of the random baseline and of resampling.
        samples: bootstrap samples for the intervals; the tests take ten times as many.
        workers: number of processes.
        resume_dir: folder in which results are stored, so that a killed run can continue; None
            for no folder.
        keep: keep the results there after the run has finished.
    """

    limit: int | None = None
    columns: Columns = field(default_factory=Columns)
    predictions: Mapping[str, Predictions] = field(default_factory=dict)
    match_reference_length: bool = False
    language: str = "auto"
    clean: bool = True
    detokenise: bool | None = None
    rouge: Rouge = field(default_factory=lambda: Rouge(sentences="split"))
    rank_by: str = "rouge1"
    seed: int = 0
    samples: int = 1_000
    workers: int = 1
    resume_dir: Path | None = None
    keep: bool = True

    def __post_init__(self) -> None:
        if self.language != "auto":
            languages.check(self.language)
        if self.rank_by not in self.rouge.metrics:
            raise UnknownNameError("metric", self.rank_by, self.rouge.metrics)
        for name, value in (("limit", self.limit), ("workers", self.workers)):
            if value is not None and value < 1:
                raise UsageError(f"{name} {value}: must be at least 1")
        Resampling(self.samples, self.seed)


def evaluate(
    data: str | PathLike[str] | Dataset | Iterable[Mapping[str, Any]],
    *,
    summarizers: str | Sequence[str] | None = None,
    length: str | Length = "medium",
    options: EvaluateOptions | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Score summarizers, and outputs of other systems, against references.

    `lead` and `random` (the floors) and the greedy extractive oracle (the ceiling) are always
    included. A document on which a system fails scores zero and does not stop the run.

    Args:
        data: a file, a folder of pairs, `hf:NAME`, what `datasets.load` returned, or rows as
            mappings (`{"article": …, "references": …}`).
        summarizers: names, optionally with options after a colon; None for all fast ones.
        length: length of the summaries.
        options: everything else.
        progress: called after each document.

    Raises:
        UsageError: a summarizer, option, metric or length does not exist.
        InputError: the data cannot be read, or contains no usable document.
        MissingExtraError: a package needed for the data or a summarizer is not installed.
    """
    options = options or EvaluateOptions()
    requested = Length.parse(length)
    dataset = _joined(_loaded(data, requested, options), options.detokenise)
    participants = systems.taking_part(
        dataset,
        summarizers,
        options.predictions,
        seed=options.seed,
        nearest=options.match_reference_length,
    )
    notes = (system.note for system in participants if system.note)
    dataset = replace(dataset, notes=(*dataset.notes, *notes))
    codes = _languages(dataset.examples, options.language)
    tasks = [
        Task(example, code, _length(example, requested, options.match_reference_length))
        for example, code in zip(dataset.examples, codes, strict=True)
    ]
    setup = Setup(tuple(participants), options.rouge, options.clean)
    name = REFERENCE if options.match_reference_length else requested.name
    with cache.opened(_place(options, dataset.name), keep=options.keep) as store:
        rows = list(running.run(setup, tasks, store, workers=options.workers, progress=progress))
    columns = zip(*rows, strict=True)
    results = _results(participants, list(columns), options)
    return _evaluation(dataset, results, options, name, _signature(options, name, dataset, codes))


def _loaded(
    data: str | PathLike[str] | Dataset | Iterable[Mapping[str, Any]],
    length: Length,
    options: EvaluateOptions,
) -> Dataset:
    if isinstance(data, str | PathLike):
        return datasets.load(data, columns=options.columns, length=length.name, limit=options.limit)
    if isinstance(data, Dataset):
        first = data.examples[: options.limit]
        return replace(data, examples=first, limited=data.limited or len(first) < data.rows)
    rows = (Row(f"row {number}", row) for number, row in enumerate(data, 1))
    return datasets.of_rows("data", rows, columns=options.columns, limit=options.limit)


def _joined(dataset: Dataset, wanted: bool | None) -> Dataset:
    """Return the data detokenized, if that is requested or most articles are tokenized."""
    tokenised = sum(looks_tokenised(example.article) for example in dataset.examples)
    if not (2 * tokenised > len(dataset.examples) if wanted is None else wanted):
        return dataset
    note = 'the text is tokenised (n\'t, -LRB-, " ."): its tokens were joined before anything else'
    examples = tuple(
        replace(
            example,
            article=detokenise(example.article),
            references=tuple(map(detokenise, example.references)),
            systems={name: detokenise(text) for name, text in example.systems.items()},
        )
        for example in dataset.examples
    )
    return replace(dataset, examples=examples, notes=(*dataset.notes, note), detokenised=True)


def _languages(examples: Sequence[Example], language: str) -> list[str]:
    """Return the language of each document."""
    if language != "auto":
        return [languages.check(language)] * len(examples)
    codes = [languages.detect(example.article) for example in examples]
    counts = Counter(codes)
    counts.pop(languages.UNKNOWN, None)
    if not counts:
        return codes
    most_common = counts.most_common(1)[0][0]
    return [code if counts[code] >= _LEAST_SHARE * len(codes) else most_common for code in codes]


def _length(example: Example, requested: Length, match: bool) -> Length:
    if not match:
        return requested
    sizes = [count_words(reference) for reference in example.references]
    return Length.parse(f"{max(1, round(sum(sizes) / len(sizes)))}w")


def _place(options: EvaluateOptions, name: str) -> Path | None:
    """Return the file that stores results of this data set, or None."""
    if options.resume_dir is None:
        return None
    return options.resume_dir / f"{cache.key(str(Path(name).absolute()))[:24]}.jsonl"


def _results(
    taking_part: Sequence[System], columns: Sequence[tuple[Record, ...]], options: EvaluateOptions
) -> dict[str, SystemResult]:
    """Return each system's means, with intervals from the same resamples, best first."""
    metrics = options.rouge.metrics
    values = {
        f"{place} {metric} {part}": [getattr(record.scores[metric], part) for record in records]
        for place, records in enumerate(columns)
        for metric in metrics
        for part in _PARTS
    }
    means = intervals(values, Resampling(options.samples, options.seed))
    results = []
    for place, (system, records) in enumerate(zip(taking_part, columns, strict=True)):
        scores = {
            metric: MeanScore(*(means[f"{place} {metric} {part}"] for part in _PARTS))
            for metric in metrics
        }
        results.append(_result(system, records, scores))
    results.sort(key=lambda result: -result.scores[options.rank_by].f1.mean)
    return {result.name: result for result in results}


def _result(
    system: System, records: tuple[Record, ...], scores: Mapping[str, MeanScore]
) -> SystemResult:
    rows = [record.measures.to_dict() for record in records if record.measures]
    measures = {name: fsum(row[name] for row in rows) / len(rows) for name in (rows or [{}])[0]}
    seconds = [record.seconds for record in records if record.seconds is not None]
    mean = fsum(seconds) / len(seconds) if seconds else None
    return SystemResult(system.name, system.kind, system.spec, scores, measures, mean, records)


def _evaluation(
    dataset: Dataset,
    results: Mapping[str, SystemResult],
    options: EvaluateOptions,
    length: str,
    signature: str,
) -> Evaluation:
    compared = {
        name: [record.scores[options.rank_by].f1 for record in result.records]
        for name, result in results.items()
        if result.kind != "ceiling"
    }
    resampling = Resampling(_TEST_SAMPLES * options.samples, options.seed)
    return Evaluation(
        data=dataset.name,
        documents=dataset.examples,
        length=length,
        systems=results,
        rank_by=options.rank_by,
        comparisons=compare_systems(compared, resampling),
        signature=signature,
        problems=dataset.problems,
        notes=(*dataset.notes, *_length_notes(dataset, results, length)),
    )


def _length_notes(
    dataset: Dataset, results: Mapping[str, SystemResult], length: str
) -> Iterator[str]:
    """Yield a note if summaries and references differ much in length, which distorts ROUGE."""
    ours = next((r.measures for r in results.values() if r.kind == "summarizer"), {})
    sizes = [count_words(text) for e in dataset.examples for text in e.references]
    words, expected = ours.get("words", 0.0), sum(sizes) / len(sizes)
    if length == REFERENCE:
        return
    if words and not 1 / _OTHER_LENGTH < words / expected < _OTHER_LENGTH:
        yield (
            f"at the length '{length}' summaries have {words:.0f} words on average, the references "
            f"{expected:.0f}: --match-reference-length makes them alike"
        )


def _signature(
    options: EvaluateOptions, length: str, dataset: Dataset, codes: Sequence[str]
) -> str:
    """Return the signature of the scores; with several languages, each choice lists them all."""
    used = sorted(set(codes))
    each = [dict(replace(options.rouge, language=code).signature.choices) for code in used]
    choices = {name: "+".join(dict.fromkeys(c[name] for c in each)) for name in each[0]}
    content = cache.key([(e.article, e.references) for e in dataset.examples])
    more = {
        "lang": "+".join(used),
        "detok": "yes" if dataset.detokenised else "no",
        "clean": "yes" if options.clean else "no",
        "length": length,
        "data": content[:_DIGITS],
        "docs": len(dataset.examples),
    }
    resampling = Resampling(options.samples, options.seed).choices
    test = {"test": f"permutation-{_TEST_SAMPLES * options.samples}-holm"}
    signature = Signature("rouge", tuple(choices.items()))
    return str(signature.with_choices(**more, **resampling, **test))
