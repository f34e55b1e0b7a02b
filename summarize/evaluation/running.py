"""Runs an evaluation document by document, in this process or several, in order."""

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache
from multiprocessing import get_context, parent_process
from time import perf_counter

from summarize import registry
from summarize.cleaning import clean
from summarize.document import Document
from summarize.errors import SummarizeError
from summarize.evaluation import oracle
from summarize.evaluation.cache import Store, code_version, key
from summarize.evaluation.data.datasets import Example
from summarize.evaluation.metrics import Measures, checker_of, measure
from summarize.evaluation.results import Record
from summarize.evaluation.rouge import Rouge, Score, tokens
from summarize.evaluation.systems import System
from summarize.grounding import Checker
from summarize.length import Length
from summarize.registry import Summarizer

__all__ = ["Setup", "Task", "run"]

# Exceptions that plug-in summarizers raise on a document they cannot process.
_FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    ImportError,
    LookupError,
    OSError,
    RuntimeError,
    SummarizeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Setup:
    """The settings common to all documents."""

    systems: tuple[System, ...]
    rouge: Rouge
    clean: bool


@dataclass(frozen=True, slots=True)
class Task:
    """A document, its language and the requested length."""

    example: Example
    language: str
    length: Length


@dataclass(frozen=True, slots=True)
class _Job:
    """A system to run on a document, or only to score if its text exists already."""

    system: System
    text: str | None
    seconds: float | None
    made_key: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """For each system, in order, its record for a document, or the job that remains."""

    task: Task
    rouge: Rouge
    clean: bool
    judged_key: str
    parts: tuple[_Job | Record, ...]

    @property
    def done(self) -> bool:
        return all(isinstance(part, Record) for part in self.parts)


def run(
    setup: Setup,
    tasks: Sequence[Task],
    store: Store,
    *,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[tuple[Record, ...]]:
    """Yield the records of each task, one per system, in order with any number of workers.

    Args:
        setup: what is the same for all.
        tasks: the documents.
        store: results of earlier runs; new results are added.
        workers: number of processes.
        progress: called with how many are done, of how many.

    Raises:
        SummarizeError: a worker process died.
    """
    versions = {system.spec: _version(system.spec) for system in setup.systems}
    plans = [_plan(setup, task, store, versions) for task in tasks]
    with _mapping(workers) as mapped:
        results = iter(mapped(_work, [plan for plan in plans if not plan.done]))
        for number, plan in enumerate(plans, 1):
            records = tuple(part for part in plan.parts if isinstance(part, Record))
            if not plan.done:
                records = next(results)
                _keep(store, plan, records)
            if progress:
                progress(number, len(plans))
            yield records


def _version(spec: str) -> str:
    return code_version(_summarizer(spec) if spec not in ("", oracle.NAME) else None)


def _plan(setup: Setup, task: Task, store: Store, versions: Mapping[str, str]) -> _Plan:
    example = task.example
    rouge = replace(setup.rouge, language=task.language)
    read = key(example.article, task.language, setup.clean)
    judged = key(
        read,
        (example.references, example.boilerplate, rouge.metrics, str(rouge.signature)),
        versions[oracle.NAME],
    )
    parts: list[_Job | Record] = []
    for system in setup.systems:
        seen = judged if system.spec == oracle.NAME else read
        asked = key(seen, system.spec, versions[system.spec], asdict(task.length))
        job = _Job(system, None, None, asked)
        if system.elsewhere:
            job = replace(job, text=system.texts.get(example.id, ""))
        elif stored := store.get(asked):
            job = replace(job, text=stored["text"], seconds=stored["seconds"])
        parts.append(_known(store, judged, example.id, job) or job)
    return _Plan(task, rouge, setup.clean, judged, tuple(parts))


def _known(store: Store, judged: str, document: str, job: _Job) -> Record | None:
    """Return the record of a job that was scored in an earlier run."""
    if job.text is None or (stored := store.get(key(judged, job.text))) is None:
        return None
    scores = {name: Score(*values) for name, values in stored["scores"].items()}
    measures = Measures(**{**stored["measures"], "novelty": tuple(stored["measures"]["novelty"])})
    return Record(document, job.system.name, job.text, scores, measures, job.seconds)


def _keep(store: Store, plan: _Plan, records: Iterable[Record]) -> None:
    """Store the results; failures are not stored, so they are tried again next time."""
    for part, record in zip(plan.parts, records, strict=True):
        if isinstance(part, Record) or record.measures is None:
            continue
        if part.text is None:
            store.put(part.made_key, {"text": record.text, "seconds": record.seconds})
        scores = {name: (s.precision, s.recall, s.f1) for name, s in record.scores.items()}
        values = {"scores": scores, "measures": asdict(record.measures)}
        store.put(key(plan.judged_key, record.text), values)


@contextmanager
def _mapping(workers: int) -> Iterator[Callable[..., Iterable[tuple[Record, ...]]]]:
    """Return an ordered map over plans, in this process or in ones that end with it."""
    if workers == 1:
        yield map
        return
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin_worker)
    try:
        yield pool.map
    except BrokenProcessPool as error:
        why = "a worker process died (out of memory?): try fewer --workers; what is done is kept"
        raise SummarizeError(why) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _begin_worker() -> None:  # pragma: no cover - runs in the workers alone
    """Ignore Ctrl-C, which the parent handles, and exit when the parent ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if parent := parent_process():

        def end_with_it() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=end_with_it, daemon=True).start()


def _work(plan: _Plan) -> tuple[Record, ...]:
    """Run the remaining jobs of a plan."""
    worker = _Worker.on(plan)
    return tuple(p if isinstance(p, Record) else worker.record(p) for p in plan.parts)


@dataclass(frozen=True, slots=True)
class _Worker:
    """Runs all systems on a document that is read once.

    Attributes:
        document: what is summarized.
        article: what summaries are measured by: its text without boilerplate, cleaned or not.
        removed: the boilerplate: what is known to be, or what cleaning takes for it.
        seconds: reading it took.
        checker: knows the article.
    """

    plan: _Plan
    document: Document
    article: str
    removed: tuple[str, ...]
    seconds: float
    checker: Checker

    @classmethod
    def on(cls, plan: _Plan) -> "_Worker":
        start = perf_counter()
        example, language = plan.task.example, plan.task.language
        whole = Document.from_text(example.article, language=language, source=example.id)
        cleaned = clean(whole)
        seconds = perf_counter() - start
        removed = example.boilerplate or tuple(block.text for block in cleaned.removed)
        known = set(removed)
        blocks = whole.blocks if example.boilerplate else cleaned.blocks
        article = "\n".join(block.text for block in blocks if block.text not in known)
        document = cleaned if plan.clean else whole
        return cls(plan, document, article, removed, seconds, checker_of(article, language))

    def record(self, job: _Job) -> Record:
        """Return the record of a system; a failure is part of the record."""
        text, seconds, error = job.text, job.seconds, None
        if text is None:
            text, seconds, error = self._made(job.system.spec)
        elif not text.strip():
            error = "it has no output for this document"
        name, rouge = job.system.name, self.plan.rouge
        if error is not None:
            zero = {metric: Score(0.0, 0.0, 0.0) for metric in rouge.metrics}
            return Record(self._id, name, "", zero, None, seconds, error)
        scores = rouge.score(text, self.plan.task.example.references)
        language = self.plan.task.language
        measures = measure(
            text, self.article, removed=self.removed, language=language, checker=self.checker
        )
        return Record(self._id, name, text, scores, measures, seconds)

    @property
    def _id(self) -> str:
        return self.plan.task.example.id

    def _made(self, spec: str) -> tuple[str, float | None, str | None]:
        """Return the summary, one sentence per line, and its seconds, or the error."""
        start = perf_counter()
        try:
            summary = self._summarized(spec)
        except _FAILURES as error:
            why = " ".join(str(error).removeprefix(f"{self._id}: ").split())
            return "", None, why if isinstance(error, SummarizeError) else _named(error, why)
        seconds = round(perf_counter() - start + self.seconds, 6)
        return summary, seconds, None if summary.strip() else "its summary is empty"

    def _summarized(self, spec: str) -> str:
        task, rouge = self.plan.task, self.plan.rouge
        if spec != oracle.NAME:
            summary = _summarizer(spec).summarize(self.document, task.length)
        else:
            words = _words(rouge)
            summary = oracle.oracle(self.document, task.example.references, task.length, words)
        return "\n".join(sentence.text for sentence in summary.sentences)


def _named(error: Exception, why: str) -> str:
    return f"{type(error).__name__}: {why}" if why else type(error).__name__


@cache
def _summarizer(spec: str) -> Summarizer:
    return registry.get(spec)


def _words(rouge: Rouge) -> tokens.Tokenizer:
    """Return the function that splits a text into the words that `rouge` compares."""
    auto: tokens.TokenizerName = "rouge-score" if rouge.language == "en" else "unicode"
    name = auto if rouge.tokenizer == "auto" else rouge.tokenizer
    return tokens.tokenizer(name, stem=rouge.stem, language=rouge.language)
