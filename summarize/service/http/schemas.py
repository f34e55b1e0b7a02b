"""What may be asked: the fields of each request, checked here and described in the OpenAPI."""

from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, FailFast, Field

from summarize import language as languages
from summarize import registry
from summarize.errors import MissingExtraError, UsageError
from summarize.length import Length
from summarize.pipeline import DEFAULT_LENGTH, DEFAULT_SUMMARIZER

__all__ = [
    "BatchRequest",
    "CompareRequest",
    "EvaluateRequest",
    "Options",
    "SummarizeRequest",
]

FORMATS = ("json", "text", "markdown", "html")

# However many the settings allow: a list is checked while nobody else is served, and so it ends at
# the first item that is wrong.
MOST_DOCUMENTS, MOST_NAMES = 100_000, 1_000

_KNOWN_SPECS = 256  # ways of writing a summarizer that are remembered: there are a dozen names


def _checked(check: Callable[[str], object]) -> AfterValidator:
    def checked(written: str) -> str:
        try:
            check(written)
        except (UsageError, MissingExtraError) as error:
            raise ValueError(str(error)) from error
        return written

    return AfterValidator(checked)


@lru_cache(_KNOWN_SPECS)
def _summarizer(written: str) -> None:
    if (
        registry.name_of(written) not in registry.MODEL_NAMED
    ):  # only as the settings write it: `asking`
        registry.get(written)


def _language(written: str) -> None:
    if written != "auto":
        languages.check(written)


LengthText = Annotated[
    str,
    Field(
        max_length=20,
        description="headline, short, medium, long, bullets, 5s, 100w or 20%",
        examples=["short", "5s"],
    ),
    _checked(Length.parse),
]
SummarizerText = Annotated[
    str,
    Field(
        max_length=200,
        description="a name of GET /v1/summarizers, options behind a colon",
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
    """How documents are summarized; every request has these."""

    length: LengthText = DEFAULT_LENGTH
    summarizer: SummarizerText = DEFAULT_SUMMARIZER
    language: LanguageText = "auto"
    clean: bool = Field(True, description="take page furniture away first")
    faithful: Literal["off", "flag", "repair"] = Field(
        "repair", description="what becomes of claims that nothing in the document supports"
    )

    def to_settings(self) -> dict[str, Any]:
        """These alone, as the pipeline's settings take them."""
        return {name: getattr(self, name) for name in Options.model_fields}


class _Source(_Strict):
    text: str | None = Field(None, description="the document itself")
    url: str | None = Field(
        None, max_length=2_048, description="where it is; only where the service fetches URLs"
    )
    include_text: bool = Field(
        False, description="answer the text as read, too: spans are code points into it"
    )


class SummarizeRequest(_Source, Options):
    """One document: exactly one of `text`, `url` and, in a form, `file`."""

    format: Literal["json", "text", "markdown", "html"] = "json"


class CompareRequest(_Source, Options):
    """One document for several summarizers; `summarizer` alone stands for a list of one."""

    summarizers: SummarizerTexts = Field(["textrank", "lexrank", "lead"], description="each once")


class BatchDocument(_Strict):
    """One of many."""

    id: str = Field(max_length=1_000)
    text: str


class BatchRequest(Options):
    """Documents, each with an id of one's own."""

    documents: Annotated[list[BatchDocument], FailFast()] = Field(
        min_length=1, max_length=MOST_DOCUMENTS
    )


class EvaluatedDocument(_Strict):
    """A document and what its summary should be like."""

    id: str | None = Field(None, max_length=1_000)
    text: str
    references: list[str] = Field(min_length=1, max_length=20)


class EvaluateRequest(_Strict):
    """A small set, and the summarizers to score on it."""

    documents: Annotated[list[EvaluatedDocument], FailFast()] = Field(
        min_length=1, max_length=MOST_DOCUMENTS
    )
    summarizers: SummarizerTexts = Field(["textrank"])
    length: LengthText = DEFAULT_LENGTH
    language: LanguageText = "auto"
    clean: bool = True
