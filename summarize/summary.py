"""A summary: a claim about a document, with its evidence; and the ways to show it."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from html import escape
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from summarize.document import Document, Removed, Span, count_words
from summarize.length import Length, Style, trim

__all__ = [
    "SCHEMA",
    "SHORTENED",
    "Coverage",
    "Summary",
    "SummarySentence",
    "TokenUsage",
    "compose",
    "enforce",
    "extract",
]

SCHEMA = 1
"""The version of the JSON that `Summary.to_dict` writes."""

LATER_FIELDS = frozenset({"usage", "document"})  # not in every JSON of this version

SHORTENED = "shortened"
"""The edit of a sentence of which a part was deleted."""

_AFTER_FULL_WIDTH = re.compile("([。！？｡][」』】）”’]*) ")


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """One sentence of a summary, and what it rests on.

    Attributes:
        text: the sentence as the summary has it: the source's, its white space folded, or new.
        score: the summarizer's own; only comparable within one summary.
        sources: the spans of the document it rests on.
        support: 0-1, how much of it the sources support; 1.0 for a sentence taken whole.
        unsupported: spans of `text` that nothing in the document supports.
        edited: what was done to the source sentence where `text` is not it, word for word.
    """

    text: str
    score: float
    sources: tuple[Span, ...]
    support: float = 1.0
    unsupported: tuple[Span, ...] = ()
    edited: tuple[str, ...] = ()

    def is_own(self, document: Document) -> bool:
        """Whether it is a stretch of the document, word for word, where its one source says."""
        if len(self.sources) != 1:
            return False
        return " ".join(self.sources[0].of(document.text).split()) == self.text

    def is_close(self, document: Document) -> bool:
        """Whether it is the document's own, at most with a dateline, a connective or a name edited.

        Such edits take nothing from what is claimed, so that there is nothing to check.
        """
        return self.is_own(document) or (bool(self.edited) and SHORTENED not in self.edited)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "SummarySentence":
        """The sentence with these values, as JSON has them; other keys are let be.

        Raises:
            ValueError: they are none of a sentence.
        """
        try:
            values = {"edited": (), **values}  # older versions edited nothing
            arguments = {each.name: values[each.name] for each in fields(cls)}
            for name in ("sources", "unsupported"):
                arguments[name] = tuple(Span(*span) for span in values[name])
            arguments["edited"] = tuple(arguments["edited"])
        except (KeyError, TypeError) as error:
            raise ValueError(f"not a sentence of a summary: {error}") from error
        return cls(**arguments)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the document was read: sentences and tokens, of how many, in how many chunks.

    Tokens are the summarizer's own: words for an extractive one, word pieces for a model.
    """

    sentences_read: int
    sentences: int
    tokens_read: int
    tokens: int
    chunks: int = 1


@dataclass(frozen=True, slots=True)
class TokenUsage:
    """What a summary cost at a chat model's server; answers from the cache count like others.

    Attributes:
        requests: questions asked.
        prompt_tokens: tokens read, as the server counts them.
        completion_tokens: tokens written, thinking included.
    """

    requests: int
    prompt_tokens: int
    completion_tokens: int

    def plus(self, prompt_tokens: int, completion_tokens: int) -> "TokenUsage":
        """The same with one more request."""
        return TokenUsage(
            self.requests + 1,
            self.prompt_tokens + prompt_tokens,
            self.completion_tokens + completion_tokens,
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary of one document. `str(summary)` is its text.

    Attributes:
        text: the whole summary, as it is printed.
        sentences: its sentences, in order, each with its evidence.
        title: the document's headline, where one was found.
        length: the name of the length asked for.
        summarizer: the name, with its options, of what made it.
        model: the model's name, or None.
        removed: what cleaning took away before reading.
        coverage: how much of the document was read.
        words: words of `text`.
        compression: words of the document (cleaned) for each word of the summary.
        notes: what a reader should know.
        seconds: time it took, cleaning and reading included where `summarize()` made it.
        usage: tokens a chat model read and wrote, or None.
        document: what it is a summary of, where `summarize()` made it; no part of the JSON.
    """

    text: str
    sentences: tuple[SummarySentence, ...]
    title: str | None
    length: str
    summarizer: str
    model: str | None
    removed: tuple[Removed, ...]
    coverage: Coverage
    words: int
    compression: float
    notes: tuple[str, ...] = ()
    seconds: float = 0.0
    usage: TokenUsage | None = None
    document: Document | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return self.text

    def __iter__(self) -> Iterator[SummarySentence]:
        return iter(self.sentences)

    def __len__(self) -> int:
        return len(self.sentences)

    def to_dict(self) -> dict[str, Any]:
        """The summary as plain values, ready for JSON; `schema` is the version of the form."""
        values = asdict(replace(self, document=None))
        del values["document"]
        return {"schema": SCHEMA, **values}

    def to_json(self, *, indent: int | None = 2) -> str:
        """The same as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def to_markdown(self) -> str:
        """The title as a heading, and the summary; bullets as a list."""
        heading = f"# {literal(self.title)}\n\n" if self.title else ""
        return heading + re.sub("^• ", "- ", literal(self.text), flags=re.MULTILINE)

    def to_html(self) -> str:
        """The summary as a fragment of HTML: each sentence opens to what it rests on.

        Where the document is not known (a summary from JSON), the sentences stand alone.
        """
        items = "".join(f"<li>{self._evidence(sentence)}</li>" for sentence in self.sentences)
        heading = f"<h3>{escape(self.title)}</h3>" if self.title else ""
        notes = "".join(f"<p><small>{escape(note)}</small></p>" for note in self.notes)
        return f'<section class="summary">{heading}<ul>{items}</ul>{notes}</section>'

    def _repr_html_(self) -> str:
        return self.to_html()

    def _evidence(self, sentence: SummarySentence) -> str:
        text = escape(sentence.text)
        if sentence.unsupported:
            text += " <strong>(not supported)</strong>"
        if self.document is None or not sentence.sources:
            return text
        quotes = "".join(
            f"<blockquote>{escape(' '.join(span.of(self.document.text).split()))}</blockquote>"
            for span in sentence.sources
        )
        return f"<details><summary>{text}</summary>{quotes}</details>"

    @classmethod
    def json_schema(cls) -> dict[str, Any]:
        """The JSON Schema (2020-12) of what `to_dict` and `to_json` write."""
        schema = _schema_of(cls)
        schema["properties"]["schema"] = {"const": SCHEMA}
        schema["required"].append("schema")
        return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Summary":
        """The summary that `to_dict` wrote, from itself or from its JSON; other keys are let be.

        Raises:
            ValueError: it is of another version of the form, or is none.
        """
        if values.get("schema") != SCHEMA:
            raise ValueError(f"not a summary of schema {SCHEMA}: {values.get('schema')!r}")
        try:
            arguments = {f.name: values[f.name] for f in fields(cls) if f.name not in LATER_FIELDS}
            arguments["usage"] = TokenUsage(**used) if (used := values.get("usage")) else None
            arguments["sentences"] = tuple(map(SummarySentence.from_dict, values["sentences"]))
            arguments["removed"] = tuple(
                Removed(Span(*one["span"]), one["rule"], one["text"]) for one in values["removed"]
            )
            arguments["coverage"] = Coverage(**values["coverage"])
            arguments["notes"] = tuple(values["notes"])
        except (KeyError, TypeError) as error:
            raise ValueError(f"not a summary: {error}") from error
        return cls(**arguments)


def literal(text: str) -> str:
    """`text` so that Markdown shows it as it is."""
    return text.translate({ord(mark): f"\\{mark}" for mark in "\\`*_<>[]#"})


def _schema_of(kind: Any) -> dict[str, Any]:
    """The JSON Schema of a value of our dataclasses, as `asdict` writes it."""
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        names = [each.name for each in fields(kind) if each.name != "document"]
        properties = {name: _schema_of(hints[name]) for name in names}
        required = [name for name in names if name not in LATER_FIELDS]
        return {"type": "object", "properties": properties, "required": required}
    if kind is Span:
        return {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _schema_of(get_args(kind)[0])}
    if isinstance(kind, UnionType):
        return {"anyOf": [_schema_of(each) for each in get_args(kind)]}
    return {"type": _JSON_TYPES[kind]}


_JSON_TYPES = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    type(None): "null",
}


def join(sentences: Iterable[str], style: Style) -> str:
    """The text of a summary made of these sentences; no space goes behind a full-width stop."""
    if style == "bullets":
        return "\n".join(f"• {sentence}" for sentence in sentences)
    return _AFTER_FULL_WIDTH.sub(r"\1", " ".join(sentences))


def extract(
    document: Document,
    chosen: Sequence[int],
    scores: Sequence[float],
    *,
    length: Length,
    summarizer: str,
    notes: Sequence[str] = (),
) -> Summary:
    """Return a summary that consists of whole sentences of `document`.

    Args:
        document: the document that contains them.
        chosen: indices into `document.sentences`, in order.
        scores: a score for every sentence of the document.
        length: the length asked for.
        summarizer: name of the summarizer that chose them.
        notes: appended to the document's notes.
    """
    sentences = []
    for i in chosen:
        text, span = document.sentences[i].text, document.sentences[i].span
        if length.style == "headline" and text.endswith((".", "。")) and not text.endswith(".."):
            text, span = text[:-1], Span(span.start, span.end - 1)
        sentences.append(SummarySentence(" ".join(text.split()), float(scores[i]), (span,)))
    return compose(document, sentences, length=length, summarizer=summarizer, notes=notes)


def compose(
    document: Document,
    sentences: Sequence[SummarySentence],
    *,
    length: Length,
    summarizer: str,
    notes: Sequence[str] = (),
) -> Summary:
    """Return a summary that consists of `sentences`; its coverage is the whole document."""
    text = join((s.text for s in sentences), length.style)
    words, source_words = count_words(text), document.words
    count = len(document.sentences)
    return Summary(
        text=text,
        sentences=tuple(sentences),
        title=document.title,
        length=length.name,
        summarizer=summarizer,
        model=None,
        removed=document.removed,
        coverage=Coverage(count, count, source_words, source_words),
        words=words,
        compression=round(source_words / words, 2) if words else 1.0,
        notes=(*document.notes, *notes),
    )


def enforce(summary: Summary, document: Document, length: Length) -> Summary:
    """Return the summary cut to `length`, with a note: repetitions go first, then low scores."""
    first: dict[str, SummarySentence] = {}
    for sentence in summary.sentences:
        first.setdefault(sentence.text, sentence)
    unlike = tuple(first.values())
    resolved = length.of(document.words)
    indices = trim([count_words(s.text) for s in unlike], [s.score for s in unlike], resolved)
    dropped = len(summary.sentences) - len(indices)
    if not dropped:
        return summary
    shortened = compose(
        document,
        [unlike[i] for i in indices],
        length=length,
        summarizer=summary.summarizer,
        notes=(f"{dropped} sentences over the length or repeated were left out",),
    )
    return replace(shortened, model=summary.model, coverage=summary.coverage)
