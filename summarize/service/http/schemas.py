"""The fields of each request, validated here and described in the OpenAPI document."""

from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, FailFast, Field

from summarize import registry
from summarize.errors import MissingExtraError, UsageError
from summarize.language import detection as languages
from summarize.length import Length
from summarize.pipeline import DEFAULT_LENGTH, DEFAULT_SUMMARIZER

__all__ = [
    "BatchRequest",
    "CheckRequest",
    "CompareRequest",
    "EvaluateRequest",
    "ExtractRequest",
    "Options",
    "SourceRequest",
    "SummarizeRequest",
]

FORMATS = ("json", "text", "markdown", "html")

# Whatever the settings allow: a list is validated while nobody else is served, so validation stops
# at the first invalid item.
MOST_DOCUMENTS, MOST_NAMES = 100_000, 1_000

_CACHED_SPECS = 256  # summarizer specifications validated before; there are a dozen names

Offsets = Literal["codepoints", "utf16"]


def _checked(check: Callable[[str], object]) -> AfterValidator:
    def validate(value: str) -> str:
        try:
            check(value)
        except (UsageError, MissingExtraError) as error:
            raise ValueError(str(error)) from error
        return value

    return AfterValidator(validate)


@lru_cache(_CACHED_SPECS)
def _summarizer(spec: str) -> None:
    if registry.name_of(spec) not in registry.MODEL_NAMED:  # those only as configured: `requests`
        registry.get(spec)


def _language(code: str) -> None:
    if code != "auto":
        languages.check(code)


LengthText = Annotated[
    str,
    Field(
        max_length=20,
        description="headline, short, medium, long, bullets, 5s, 100w, 20% or 280c",
        examples=["short", "5s"],
    ),
    _checked(Length.parse),
]
SummarizerText = Annotated[
    str,
    Field(
        max_length=200,
        description="a name from GET /v1/summarizers, with options after a colon",
        examples=["textrank", "textrank:damping=0.9"],
    ),
    _checked(_summarizer),
]
LanguageText = Annotated[
    str,
    Field(max_length=20, description="ISO 639-1 code, or auto", examples=["en"]),
    _checked(_language),
]


SummarizerTexts = Annotated[
    list[SummarizerText], FailFast(), Field(min_length=1, max_length=MOST_NAMES)
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Options(_Strict):
    """How documents are summarized; every request for summaries has these."""

    length: LengthText = DEFAULT_LENGTH
    summarizer: SummarizerText = DEFAULT_SUMMARIZER
    language: LanguageText = "auto"
    clean: bool = Field(True, description="remove boilerplate first")
    faithful: Literal["off", "flag", "repair"] = Field(
        "repair", description="what to do with claims the document does not support"
    )
    verbatim: bool = Field(False, description="keep every sentence as it is in the document")
    focus: str = Field("", max_length=500, description="a question or topic to keep to")

    def to_settings(self) -> dict[str, Any]:
        """Return the options that the pipeline's settings have."""
        return {name: getattr(self, name) for name in Options.model_fields}


class SourceRequest(_Strict):
    """A request about one document: exactly one of `text`, `url` and, in a form, `file`."""

    text: str | None = Field(None, description="the document as plain text")
    url: str | None = Field(
        None, max_length=2_048, description="a web page, if the service downloads pages"
    )
    include_text: bool = Field(False, description="return the text as read, which spans refer to")
    offsets: Offsets = Field(
        "codepoints",
        description="unit of spans: Unicode code points, or UTF-16 code units as JavaScript, Java "
        "and C# count them",
    )


class SummarizeRequest(SourceRequest, Options):
    """One document to summarize."""

    format: Literal["json", "text", "markdown", "html"] = Field(
        "json", description="format of the answer"
    )


class CompareRequest(SourceRequest, Options):
    """One document for several summarizers; `summarizer` alone means a list of one."""

    summarizers: SummarizerTexts = Field(
        ["textrank", "lexrank", "lead"], description="each listed once"
    )


class ExtractRequest(SourceRequest):
    """One document to extract the article from."""

    language: LanguageText = "auto"
    clean: bool = Field(True, description="remove boilerplate")


class CheckRequest(SourceRequest):
    """A summary to check against an article, which is `text`, `url` or `file`."""

    summary: str = Field(max_length=1_000_000, description="the summary, by any author")
    language: LanguageText = "auto"


class BatchDocument(_Strict):
    """One document of a batch."""

    id: str = Field(max_length=1_000, description="your own name for the document")
    text: str


class BatchRequest(Options):
    """Documents to summarize, each with an id."""

    offsets: Offsets = "codepoints"
    documents: Annotated[list[BatchDocument], FailFast()] = Field(
        min_length=1, max_length=MOST_DOCUMENTS
    )


class EvaluatedDocument(_Strict):
    """A document and its reference summaries."""

    id: str | None = Field(None, max_length=1_000)
    text: str
    references: list[str] = Field(min_length=1, max_length=20)


class EvaluateRequest(_Strict):
    """A small data set, and the summarizers to score on it."""

    documents: Annotated[list[EvaluatedDocument], FailFast()] = Field(
        min_length=1, max_length=MOST_DOCUMENTS
    )
    summarizers: SummarizerTexts = Field(["textrank"])
    length: LengthText = DEFAULT_LENGTH
    language: LanguageText = "auto"
    clean: bool = True
