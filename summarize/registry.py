"""The summarizer protocol, and looking summarizers up by name.

Anything with `name`, `summarize` and `summarize_many` is a summarizer. Ours are in `BUILT_IN`;
others register under the entry-point group `summarize.summarizers`:

    [project.entry-points."summarize.summarizers"]
    first-word = "my_package:FirstWord"

The named object is a class whose keyword arguments, with their annotations and defaults, are its
options. Options follow the name: `textrank:damping=0.9`.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import tee
from typing import (
    TYPE_CHECKING,
    Protocol,
    runtime_checkable,
)

from summarize import plugins
from summarize.document import Document
from summarize.errors import OptionError, SummarizeError, SummaryError, UnknownNameError
from summarize.length import Length
from summarize.plugins import Option, options_of
from summarize.summary import Summary, enforce

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

__all__ = [
    "BUILT_IN",
    "GROUP",
    "MODEL_NAMED",
    "Option",
    "Summarizer",
    "SummarizerInfo",
    "get",
    "infos",
    "name_of",
    "preferred_batch_size",
    "verbatim",
]

GROUP = "summarize.summarizers"

BUILT_IN: Mapping[str, str] = {
    "textrank": "summarize.methods.textrank:TextRank",
    "salience": "summarize.methods.salience:Salience",
    "abstractive": "summarize.methods.abstractive:Abstractive",
    "seq2seq": "summarize.methods.seq2seq:Seq2Seq",
    "chat": "summarize.methods.chat:Chat",
    "lexrank": "summarize.methods.lexrank:LexRank",
    "lead": "summarize.methods.baselines:Lead",
    "random": "summarize.methods.baselines:Random",
    "sumy-text-rank": "summarize.methods.sumy:SumyTextRank",
    "sumy-lex-rank": "summarize.methods.sumy:SumyLexRank",
    "sumy-lsa": "summarize.methods.sumy:SumyLsa",
    "sumy-luhn": "summarize.methods.sumy:SumyLuhn",
    "sumy-edmundson": "summarize.methods.sumy:SumyEdmundson",
    "sumy-kl": "summarize.methods.sumy:SumyKL",
    "sumy-sum-basic": "summarize.methods.sumy:SumySumBasic",
    "sumy-reduction": "summarize.methods.sumy:SumyReduction",
}

MODEL_NAMED = frozenset({"seq2seq", "chat"})
"""Summarizers that need an option naming a model, or the server it runs on."""


@runtime_checkable
class Summarizer(Protocol):
    """Turns documents into summaries."""

    @property
    def name(self) -> str:
        """The name it is registered under."""

    def summarize(self, document: Document, length: Length) -> Summary:
        """Summarize one document.

        Raises:
            SummaryError: this document cannot be summarized.
        """

    def summarize_many(
        self, documents: Iterable[Document], length: Length
    ) -> Iterator[Summary | SummaryError]:
        """Yield a summary for each document, in order, or the error of one that failed."""


def preferred_batch_size(summarizer: Summarizer) -> int:
    """Return how many documents to pass to a summarizer at once.

    A model that is faster on several documents has an attribute `batch`; the default is 1.
    """
    return max(1, int(getattr(summarizer, "batch", 1)))


def verbatim(summarizer: Summarizer) -> Summarizer:
    """Return the summarizer with sentence edits turned off.

    Raises:
        OptionError: the summarizer rewrites sentences.
    """
    if not is_dataclass(summarizer) or not hasattr(summarizer, "verbatim"):
        return summarizer
    try:
        return replace(summarizer, verbatim=True)
    except ValueError as error:
        raise OptionError(summarizer.name, "verbatim", str(error), ["verbatim=False"]) from error


@dataclass(frozen=True, slots=True)
class SummarizerInfo:
    """A summarizer as `summarize list` shows it.

    Attributes:
        name: the name it is registered under.
        about: a one-line description.
        options: the options that may follow the name.
        needs: the extra it needs, or None.
        origin: the distribution that provides it.
        error: why it cannot be loaded, or None.
    """

    name: str
    about: str
    options: tuple[Option, ...]
    needs: str | None
    origin: str
    error: str | None = None

    def to_dict(self) -> dict[str, object]:
        """Return the fields as plain values, ready for JSON."""
        options = {option.name: option.default for option in self.options}
        return {**{f.name: getattr(self, f.name) for f in fields(self)}, "options": options}


def infos() -> tuple[SummarizerInfo, ...]:
    """Return every summarizer: the built-in ones, then those of other packages by name."""
    summarizers = [_info(name, _load_built_in(name), origin="summarize") for name in BUILT_IN]
    for name, entry in sorted(_registered().items()):
        origin = entry.dist.name if entry.dist else entry.module
        try:
            summarizers.append(_info(name, entry.load(), origin=origin))
        except Exception as error:  # noqa: BLE001  # a plug-in may raise anything
            summarizers.append(SummarizerInfo(name, "", (), None, origin, _reason(error)))
    return tuple(summarizers)


def name_of(spec: str) -> str:
    """Return the name in a spec, without its options."""
    return _normalized(spec).partition(":")[0].strip()


def _normalized(spec: str) -> str:
    """Return a spec with the registered spelling of its name.

    `TextRank` is `textrank`, `lsa` is `sumy-lsa`, and a model of the hub or a folder
    (`facebook/bart-large-cnn`) is `seq2seq:model=facebook/bart-large-cnn`.
    """
    name, colon, options = (part.strip() for part in spec.partition(":"))
    if name in BUILT_IN or name in _registered():
        return f"{name}{colon}{options}"
    if "/" in name and not colon:
        return f"seq2seq:model={name}"
    return f"{_folded_names().get(_fold(name), name)}{colon}{options}"


def _folded_names() -> dict[str, str]:
    """Return names without case and punctuation; sumy's also without `sumy-`, if unambiguous."""
    names = (*_registered(), *BUILT_IN)
    short = {_fold(name.removeprefix("sumy-")): name for name in names if name.startswith("sumy-")}
    return short | {_fold(name): name for name in names}


def _fold(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def get(spec: str, **keywords: object) -> Summarizer:
    """Return the summarizer of a spec: a name, optionally followed by a colon and options.

    `textrank` · `textrank:damping=0.9` · `random:seed=7`; the same as `get("random", seed=7)`.

    Raises:
        UnknownNameError: no summarizer has that name; the error lists those that exist.
        OptionError: the summarizer has no such option, or the value is invalid.
    """
    name, _, written = _normalized(spec).partition(":")
    factory = _find(name)
    options = {option.name: option for option in options_of(factory)}
    known = [str(option) for option in options.values()]
    for key in keywords:
        if key not in options:
            raise OptionError(name, key, "does not exist", known)
    values: dict[str, object] = dict(keywords)
    for part in filter(None, map(str.strip, written.split(","))):
        key, equals, text = (piece.strip() for piece in part.partition("="))
        if key not in options:
            raise OptionError(name, key, "does not exist", known)
        if not equals:
            raise OptionError(name, key, "has no value", known)
        try:
            values[key] = options[key].value(text)
        except (ValueError, KeyError) as error:
            raise OptionError(name, key, f"cannot be '{text}'", known) from error
    try:
        summarizer: Summarizer = factory(**values)
    except ValueError as error:
        raise OptionError(name, ",".join(values), str(error), known) from error
    return summarizer if name in BUILT_IN else LengthEnforcing(summarizer)


@dataclass(frozen=True, slots=True)
class LengthEnforcing:
    """A plug-in's summarizer whose summaries are cut to the length; ours keep it themselves."""

    inner: Summarizer

    @property
    def name(self) -> str:
        """The name of the inner summarizer."""
        return self.inner.name

    @property
    def batch(self) -> int:
        """The batch size the inner summarizer prefers."""
        return preferred_batch_size(self.inner)

    def summarize(self, document: Document, length: Length) -> Summary:
        """Return the inner summary without repetitions, cut to the length."""
        return enforce(self.inner.summarize(document, length), document, length)

    def summarize_many(
        self, documents: Iterable[Document], length: Length
    ) -> Iterator[Summary | SummaryError]:
        """Yield the inner summaries, each cut to the length; errors are passed on."""
        ours, theirs = tee(documents)
        for document, result in zip(ours, self.inner.summarize_many(theirs, length), strict=True):
            if isinstance(result, SummaryError):
                yield result
            else:
                yield enforce(result, document, length)


def _registered() -> "dict[str, EntryPoint]":
    """Return the entry points of other packages; built-in names cannot be overridden."""
    return {n: entry for n, entry in plugins.registered(GROUP).items() if n not in BUILT_IN}


MODELS = "A chat model is written chat:model=NAME, one of the hub seq2seq:model=NAME"


def _find(name: str) -> Callable[..., Summarizer]:
    if name in BUILT_IN:
        return _load_built_in(name)
    registered = _registered()
    if name in registered:
        try:
            loaded: Callable[..., Summarizer] = registered[name].load()
        except Exception as error:
            raise SummarizeError(f"'{name}' cannot be loaded: {_reason(error)}") from error
        return loaded
    known = (*BUILT_IN, *sorted(registered))
    raise UnknownNameError("summarizer", name, known, MODELS)


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def _load_built_in(name: str) -> Callable[..., Summarizer]:
    factory: Callable[..., Summarizer] = plugins.load(BUILT_IN[name])
    return factory


def _info(name: str, factory: Callable[..., Summarizer], *, origin: str) -> SummarizerInfo:
    about = (inspect.getdoc(factory) or "").partition("\n")[0]
    needs: str | None = getattr(factory, "needs", None)
    return SummarizerInfo(name, about, tuple(options_of(factory)), needs, origin)
