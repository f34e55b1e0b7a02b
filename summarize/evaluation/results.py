"""Results of an evaluation, immutable: a record per summary, a result per system.

evaluation.systems["textrank"].scores["rouge1"].f1.mean     0-1, with .low and .high
evaluation.systems["textrank"].records[0].text              one a document, in their order
evaluation.to_records()                                     rows, as pandas and polars take them
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from summarize.evaluation.data.datasets import Example
from summarize.evaluation.metrics import Measures
from summarize.evaluation.rouge import Score
from summarize.evaluation.significance import Comparison, Interval, holm

__all__ = ["BASELINE", "SCHEMA", "Evaluation", "Kind", "MeanScore", "Record", "SystemResult"]

SCHEMA = 1
"""The version of the JSON that `Evaluation.to_dict` writes."""

BASELINE = "lead"
"""The system that the others are held against: the first sentences, the hardest to beat on news."""

Kind = Literal["summarizer", "floor", "ceiling", "stored", "predictions"]


@dataclass(frozen=True, slots=True)
class Record:
    """The result of one system for one document.

    Attributes:
        document: the id of the document.
        system: the name of the system.
        text: the summary that was scored, a sentence a line where we made it; "" where it failed.
        scores: by metric; all zero if it failed.
        measures: what the summary is like, or None where it failed.
        seconds: time it took, with segmentation and cleaning; None for an output of another system.
        error: why there is no summary, or None.
    """

    document: str
    system: str
    text: str
    scores: Mapping[str, Score]
    measures: Measures | None
    seconds: float | None = None
    error: str | None = None

    def to_dict(self, *, timing: bool = False) -> dict[str, Any]:
        """Return a flat row, with the same keys in every row.

        Args:
            timing: whether the seconds are in it: they differ from run to run.
        """
        row: dict[str, Any] = {"document": self.document, "system": self.system}
        for metric, score in self.scores.items():
            row |= {f"{metric}_{part}": value for part, value in score.to_dict().items()}
        row |= self.measures.to_dict() if self.measures else dict.fromkeys(_measure_names())
        row |= {"seconds": self.seconds} if timing else {}
        return row | {"error": self.error, "text": self.text}


@dataclass(frozen=True, slots=True)
class MeanScore:
    """A metric over all documents: the mean of each part, 0-1, with its bootstrap interval."""

    precision: Interval
    recall: Interval
    f1: Interval

    def to_dict(self) -> dict[str, dict[str, float]]:
        """Return plain values, ready for JSON."""
        return {name: getattr(self, name).to_dict() for name in ("precision", "recall", "f1")}


@dataclass(frozen=True, slots=True)
class SystemResult:
    """The results of one system for all documents.

    Attributes:
        name: unique in the evaluation.
        kind: "summarizer"; "floor" (lead, random) and "ceiling" (oracle), which are always shown;
            "stored" in the data; "predictions" of another system.
        spec: the summarizer with its options; "" for other systems.
        scores: by metric. A document it failed on counts as zero.
        measures: the mean of each over the summaries there are: "words", "compression", "coverage",
            "density", "novel1" to "novel4", "repetition", "redundancy", "most_alike",
            "boilerplate".
        seconds: the mean per document, or None for other systems.
        records: one a document, in the documents' order.
    """

    name: str
    kind: Kind
    spec: str
    scores: Mapping[str, MeanScore]
    measures: Mapping[str, float]
    seconds: float | None
    records: tuple[Record, ...]

    @property
    def failures(self) -> int:
        """The number of documents on which it failed."""
        return sum(record.error is not None for record in self.records)

    def to_dict(self, *, timing: bool = False) -> dict[str, Any]:
        """Return plain values, ready for JSON, without the records."""
        shown: dict[str, Any] = {
            "kind": self.kind,
            "spec": self.spec,
            "documents": len(self.records),
            "failures": self.failures,
            "scores": {name: score.to_dict() for name, score in self.scores.items()},
            "measures": dict(self.measures),
        }
        return shown | ({"seconds": self.seconds} if timing else {})


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The results of several systems for the same documents.

    Attributes:
        data: the name of the data.
        documents: what was summarized, with the references, in order, as they were scored.
        length: the name of the length asked for, or "reference": as long as the references.
        systems: by name, the best first.
        rank_by: the metric whose F1 orders them, and is compared.
        comparisons: every two systems on `rank_by`, the oracle left out.
        signature: how the scores were made, in one line.
        problems: what was wrong with the data, one line each; those rows are left out.
        notes: what a reader of the figures should know.
    """

    data: str
    documents: tuple[Example, ...]
    length: str
    systems: Mapping[str, SystemResult]
    rank_by: str
    comparisons: tuple[Comparison, ...]
    signature: str
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The table, as `summarize evaluate` prints it."""
        from summarize.evaluation.reports.table import table

        return table(self)

    @property
    def failures(self) -> tuple[Record, ...]:
        """Return the records of failures, by document, then by system."""
        columns = [system.records for system in self.systems.values()]
        return tuple(r for row in zip(*columns, strict=True) for r in row if r.error is not None)

    def comparison(self, first: str, second: str) -> Comparison | None:
        """Return the comparison of two systems, in either order, or None."""
        wanted = {first, second}
        return next((c for c in self.comparisons if {c.first, c.second} == wanted), None)

    def against_baseline(self) -> dict[str, Comparison]:
        """Return the comparison of each system with `BASELINE`, by name.

        `p` is the permutation test's, corrected for these comparisons alone: they answer one
        question, and the pairs of all others another.
        """
        pairs = [(name, self.comparison(name, BASELINE)) for name in self.systems]
        paired = {name: pair for name, pair in pairs if pair is not None}
        ps = holm([pair.permutation_p for pair in paired.values()])
        return {
            name: replace(pair, p=p) for (name, pair), p in zip(paired.items(), ps, strict=True)
        }

    @property
    def decisive(self) -> tuple[Comparison, ...]:
        """Return the best system (not the oracle) compared with the next and the baseline."""
        ranked = [name for name, system in self.systems.items() if system.kind != "ceiling"]
        comparisons = [self.comparison(ranked[0], ranked[1]) if len(ranked) > 1 else None]
        if BASELINE not in ranked[:2]:
            comparisons.append(self.against_baseline().get(ranked[0]))
        return tuple(comparison for comparison in comparisons if comparison)

    @property
    def verdicts(self) -> tuple[str, ...]:
        """Return `decisive` in words; differences are shares, like the scores."""
        return tuple(comparison.verdict for comparison in self.decisive)

    def to_records(self, *, timing: bool = False) -> list[dict[str, Any]]:
        """Return a row per document and system, as in `pandas.DataFrame(result.to_records())`."""
        columns = [system.records for system in self.systems.values()]
        return [r.to_dict(timing=timing) for row in zip(*columns, strict=True) for r in row]

    def to_dict(self, *, timing: bool = False) -> dict[str, Any]:
        """Return plain values, ready for JSON, without documents and records.

        Args:
            timing: whether the seconds are in it: they differ from run to run, all else does not.
        """
        return {
            "schema": SCHEMA,
            "data": self.data,
            "documents": len(self.documents),
            "length": self.length,
            "rank_by": self.rank_by,
            "signature": self.signature,
            "systems": {name: s.to_dict(timing=timing) for name, s in self.systems.items()},
            "comparisons": [comparison.to_dict() for comparison in self.comparisons],
            "verdicts": list(self.verdicts),
            "failures": [
                {"document": r.document, "system": r.system, "error": r.error}
                for r in self.failures
            ],
            "problems": list(self.problems),
            "notes": list(self.notes),
        }


def _measure_names() -> list[str]:
    return list(Measures(0, 0.0, 0.0, 0.0, (0.0,) * 4, 0.0, 0.0, 0.0, 0.0, 1.0, 0).to_dict())
