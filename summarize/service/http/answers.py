"""The fields of each answer, for the API's description; a test validates real answers with them."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

__all__ = [
    "BatchLine",
    "CheckAnswer",
    "CompareAnswer",
    "EvaluateAnswer",
    "ExtractAnswer",
    "OffersAnswer",
    "SummaryAnswer",
]

Offsets = Annotated[
    tuple[int, int], Field(description="start and end, in the unit that `offsets` asked for")
]


class SummarySentence(BaseModel):
    """One sentence of a summary and its evidence."""

    text: str
    score: float = Field(description="by the summarizer; comparable within one summary only")
    sources: list[Offsets] = Field(description="spans of the document it comes from")
    support: float = Field(ge=0, le=1, description="how much of it the sources support, 0 to 1")
    unsupported: list[Offsets] = Field(description="spans of its own text that nothing supports")
    edited: list[str] = Field([], description="how it differs from its source, if it does")


class Removed(BaseModel):
    """A block that was removed as boilerplate."""

    span: Offsets
    rule: str
    text: str


class Coverage(BaseModel):
    """How much of the document was read."""

    sentences_read: int
    sentences: int
    tokens_read: int
    tokens: int
    chunks: int


class DocumentText(BaseModel):
    """The document as read, if `include_text` asked for it."""

    text: str
    source: str | None
    title: str | None


class SummaryAnswer(BaseModel):
    """A summary with its evidence."""

    schema_: int = Field(alias="schema", description="version of this format")
    text: str = Field(description="the summary")
    sentences: list[SummarySentence]
    title: str | None = Field(description="headline of the document, if it has one")
    length: str
    summarizer: str
    model: str | None
    removed: list[Removed]
    coverage: Coverage
    words: int
    compression: float = Field(description="words of the document per word of the summary")
    notes: list[str] = Field(description="what a reader should know")
    seconds: float
    usage: dict[str, int] | None = Field(None, description="tokens a chat model used")
    document: DocumentText | None = None


class Problem(BaseModel):
    """An error: problem details, RFC 9457."""

    type: str = Field(description="urn:summarize:problem: and the kind of problem")
    title: str
    status: int
    detail: str = Field(description="what is wrong, where, and what to do")
    field: str | None = Field(None, description="the field at fault")
    errors: list[dict[str, str]] | None = Field(None, description="every field at fault")


class BatchLine(BaseModel):
    """One line of a batch: the summary or the error of one document."""

    id: str
    summary: SummaryAnswer | None = None
    error: Problem | None = None


class Compared(BaseModel):
    """The summary or the error of one summarizer."""

    summarizer: str
    summary: SummaryAnswer | None = None
    error: Problem | None = None


class CompareAnswer(BaseModel):
    """One entry per summarizer, in the order requested."""

    summaries: list[Compared]
    document: DocumentText | None = None


class Block(BaseModel):
    """A paragraph, heading, list item or piece of code."""

    span: Offsets
    kind: str
    text: str


class Metadata(BaseModel):
    """What the document says about itself."""

    site: str | None
    author: str | None
    date: str | None = Field(description="when it was published or sent, ISO 8601 if possible")
    description: str | None
    language: str | None = Field(description="as the document declares it")


class ExtractAnswer(BaseModel):
    """The article of a document, as `summarize --extract -f json` writes it."""

    schema_: int = Field(alias="schema", description="version of this format")
    source: str | None
    title: str | None
    metadata: Metadata
    language: str = Field(description="ISO 639-1 code, or und")
    text: str = Field(description="the article alone, as plain text")
    source_text: str = Field(description="the whole text as read, which spans refer to")
    blocks: list[Block] = Field(description="the article")
    removed: list[Removed]
    words: int
    notes: list[str]


class Claim(BaseModel):
    """A part of a sentence that nothing in the article supports."""

    span: Offsets = Field(description="in the sentence's own text")
    kind: str = Field(description="such as name, number, date, quotation or negation")
    why: str


class CheckedSentence(BaseModel):
    """One sentence of the summary, checked."""

    text: str
    supported: bool
    support: float = Field(ge=0, le=1)
    sources: list[Offsets] = Field(description="spans of the article that support it")
    unsupported: list[Claim]


class CheckAnswer(BaseModel):
    """Every sentence of a summary, checked against its article."""

    schema_: int = Field(alias="schema", description="version of this format")
    language: str = Field(description="of the article: ISO 639-1 code, or und")
    checks: list[str] = Field(
        description="those that work in it: names, numbers, quotations, dates, meaning"
    )
    supported: bool = Field(description="whether every sentence is supported")
    sentences: list[CheckedSentence]
    document: DocumentText | None = None


class EvaluateAnswer(BaseModel):
    """Scores of each summarizer, as `summarize evaluate --format json` prints them."""

    model_config = ConfigDict(extra="allow")

    schema_: int = Field(alias="schema", description="version of this format")
    signature: str = Field(description="how the scores were computed")
    systems: dict[str, dict[str, Any]]


class OffersAnswer(BaseModel):
    """What this service offers."""

    summarizers: list[dict[str, Any]]
    models: list[str] = Field(description="configured models, as `summarizer` takes them")
    lengths: list[dict[str, Any]]
    formats: list[str]
    faithful: list[str]
    languages: list[str]
    defaults: dict[str, str]
    urls: bool = Field(description="whether it downloads web pages")
    focus: bool = Field(description="whether `focus` is supported")
    limits: dict[str, int]
