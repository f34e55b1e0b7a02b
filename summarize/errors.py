"""Everything that can go wrong, on one page.

SummarizeError                what went wrong, where, and the remedy, in one line
├── UsageError                the request makes no sense (exit code 2)
│   ├── ConfigurationError    the configuration file cannot be used
│   ├── LengthError           not a length
│   ├── LanguageError         not a language we know by that code
│   ├── OptionError           a summarizer's option: unknown, or a value it cannot take
│   ├── OutputError           the summary cannot be written there
│   └── UnknownNameError      no summarizer, format or column of that name
├── InputError                a document cannot be read (exit code 1)
│   ├── EmptyInputError       nothing in it to summarize
│   ├── BinaryInputError      bytes that are no text, in no format we read
│   ├── TooLargeError         larger than the limit
│   ├── PasswordError         encrypted
│   └── FetchError            a URL that does not answer with a page
├── SummaryError              one document could not be summarized; the others still are (1)
├── ModelError                a model is not here, or cannot be run or converted (1)
├── ServiceError              a service that summarizes for us cannot, or will not (1)
├── WorkerError               a worker process of a corpus job will not run (1)
└── MissingExtraError         an optional package is not installed (1)
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any, ClassVar

__all__ = [
    "BinaryInputError",
    "ConfigurationError",
    "EmptyInputError",
    "FetchError",
    "InputError",
    "LanguageError",
    "LengthError",
    "MissingExtraError",
    "ModelError",
    "OptionError",
    "OutputError",
    "PasswordError",
    "ServiceError",
    "SummarizeError",
    "SummaryError",
    "TooLargeError",
    "UnknownNameError",
    "UsageError",
    "WorkerError",
    "many",
]


def many(count: int, what: str) -> str:
    """Return a count with its noun, for messages.

    >>> many(1, "row"), many(2, "row")
    ('1 row', '2 rows')
    """
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


class SummarizeError(Exception):
    """The root: `str(error)` is one line that says what, where, and the remedy.

    Attributes:
        exit_code: what a command that stops for this error exits with.
    """

    exit_code: ClassVar[int] = 1

    def __reduce__(self) -> tuple[Any, ...]:
        """As it stands, and not made anew from its line: so it comes back from a process pool."""
        return _again, (type(self), self.args, self.__dict__)


def _again(
    kind: type[SummarizeError], args: tuple[Any, ...], state: Mapping[str, Any]
) -> SummarizeError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error


class UsageError(SummarizeError):
    """The request itself is wrong, whatever the document."""

    exit_code: ClassVar[int] = 2


class ConfigurationError(UsageError):
    """The configuration file cannot be used.

    Attributes:
        path: where it is.
    """

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"configuration {path}: {why}")
        self.path = path


class OutputError(UsageError):
    """The summary cannot be written there.

    Attributes:
        target: the file, folder or form.
    """

    def __init__(self, target: str, why: str) -> None:
        super().__init__(f"{target}: {why}")
        self.target = target


class LengthError(UsageError):
    """Not a length.

    Attributes:
        given: what was given for one.
    """

    def __init__(self, given: str, known: Iterable[str]) -> None:
        super().__init__(
            f"'{given}' is not a length: use {', '.join(known)}, "
            "a number of sentences (5s), of words (100w) or a share (20%)"
        )
        self.given = given


class LanguageError(UsageError):
    """Not a language code we know.

    Attributes:
        given: the code as given.
        known: the codes there are.
    """

    def __init__(self, given: str, known: Iterable[str]) -> None:
        self.given, self.known = given, tuple(known)
        super().__init__(
            f"'{given}' is not a language we know: use auto or one of {', '.join(self.known)}"
        )


class OptionError(UsageError):
    """A summarizer's option is unknown or has a value it cannot take.

    Attributes:
        summarizer: whose option.
        option: its name as given.
        known: the options there are, written `name=default`.
    """

    def __init__(self, summarizer: str, option: str, why: str, known: Iterable[str]) -> None:
        self.summarizer, self.option, self.known = summarizer, option, tuple(known)
        listed = ", ".join(self.known) or "none"
        super().__init__(f"{summarizer}: option '{option}' {why}; its options are: {listed}")


class UnknownNameError(UsageError):
    """Nothing of that kind has that name.

    Attributes:
        kind: what was looked for ("summarizer", "format").
        name: the name given.
        known: the names there are.
        nearest: the known name most like the one given, if any is.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name, self.known = kind, name, tuple(known)
        close = get_close_matches(str(name), self.known, n=1)
        self.nearest = close[0] if close else None
        hint = f" Did you mean {self.nearest}?" if self.nearest else ""
        listed = ", ".join(self.known)
        super().__init__(f"there is no {kind} '{name}'.{hint} There are: {listed}")


class InputError(SummarizeError):
    """A document cannot be read.

    Attributes:
        source: the path, URL or "-" as given.
    """

    def __init__(self, source: str, why: str) -> None:
        super().__init__(f"{source}: {why}")
        self.source = source


class EmptyInputError(InputError):
    """There is nothing in it to summarize."""


class BinaryInputError(InputError):
    """Bytes that are no text, in no format we read."""


class TooLargeError(InputError):
    """Larger than the limit.

    Attributes:
        limit: the most that is read, in bytes.
    """

    def __init__(self, source: str, why: str, *, limit: int) -> None:
        super().__init__(source, why)
        self.limit = limit


class PasswordError(InputError):
    """The document is encrypted."""


class FetchError(InputError):
    """A URL does not answer with a page.

    Attributes:
        status: the HTTP status, or None where none came.
    """

    def __init__(self, source: str, why: str, *, status: int | None = None) -> None:
        super().__init__(source, why)
        self.status = status


class SummaryError(SummarizeError):
    """One document of many could not be summarized.

    Attributes:
        source: the document's name, or None where it has none.
    """

    def __init__(self, source: str | None, why: str) -> None:
        super().__init__(f"{source}: {why}" if source else why)
        self.source = source


class ModelError(SummarizeError):
    """A model is not on this machine, or cannot be run or converted.

    Attributes:
        model: its name or folder as given.
    """

    def __init__(self, model: str, why: str) -> None:
        super().__init__(f"the model '{model}' {why}")
        self.model = model


class ServiceError(SummarizeError):
    """A service that was asked to summarize cannot, or will not.

    Attributes:
        status: the HTTP status, or None where no answer came.
        problem: what the service said of it (RFC 9457), as far as it said anything.
        field: the field of the request at fault, or None.
        retry_after: seconds after which it may be asked again, where it said so.
    """

    def __init__(
        self,
        why: str,
        *,
        status: int | None = None,
        problem: Mapping[str, object] | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(why)
        self.status, self.problem, self.retry_after = status, dict(problem or {}), retry_after
        field = self.problem.get("field")
        self.field = field if isinstance(field, str) else None


class WorkerError(SummarizeError):
    """A worker process will not start, or dies again and again without a document to blame."""

    def __init__(self, why: str) -> None:
        super().__init__(f"a worker process cannot go on: {why}")


class MissingExtraError(SummarizeError):
    """An optional package is not installed.

    Attributes:
        extra: the extra of `summarize` that brings it.
    """

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an extra: pip install 'summarize[{extra}]'")
        self.extra = extra
