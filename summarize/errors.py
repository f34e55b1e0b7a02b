"""Every error of the package.

SummarizeError                what is wrong, where, and what to do, in one line
├── UsageError                the request is invalid, whatever the document (exit code 2)
│   ├── ConfigurationError    invalid configuration
│   ├── LengthError           not a length
│   ├── LanguageError         unknown language code
│   ├── OptionError           unknown option of a summarizer, or an invalid value
│   ├── OutputError           the output cannot be written
│   └── UnknownNameError      no summarizer, format or column of that name
├── InputError                a document cannot be read (exit code 1)
│   ├── EmptyInputError       it has no text
│   ├── NoArticleError        a web page without an article
│   ├── BinaryInputError      not text, and not a supported format
│   ├── TooLargeError         over the size limit
│   ├── PasswordError         encrypted
│   └── FetchError            a URL that does not return a page
├── SummaryError              a document could not be summarized; others still are (1)
├── ModelError                a model is missing, or cannot be run or converted (1)
├── ServiceError              a request to a summarize service failed (1)
├── WorkerError               a worker process does not start or keeps crashing (1)
└── MissingExtraError         an optional package is not installed (1)
"""

import re
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
    "NoArticleError",
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


SIMILAR = 0.75  # of difflib's ratio: "lenght" and "length" have 0.83, "foo" and "format" 0.44
LEAST_PREFIX = 3  # letters of a name that stand for all of it


class SummarizeError(Exception):
    """Base class. `str(error)` is one line: what is wrong, where, and what to do.

    Attributes:
        exit_code: of a command that stops with this error.
    """

    exit_code: ClassVar[int] = 1

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the attributes: the arguments of `__init__` are not in the message."""
        return _restore, (type(self), self.args, self.__dict__)


def _restore(
    kind: type[SummarizeError], args: tuple[Any, ...], state: Mapping[str, Any]
) -> SummarizeError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(state)
    return error


class UsageError(SummarizeError):
    """The request is invalid, whatever the document."""

    exit_code: ClassVar[int] = 2


class ConfigurationError(UsageError):
    """Invalid configuration.

    Attributes:
        path: the file, variable or setting.
    """

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"configuration {path}: {why}")
        self.path = path


class OutputError(UsageError):
    """The output cannot be written.

    Attributes:
        target: the file, folder or format.
    """

    def __init__(self, target: str, why: str) -> None:
        super().__init__(f"{target}: {why}")
        self.target = target


class LengthError(UsageError):
    """Not a length.

    Attributes:
        given: the text given.
    """

    def __init__(self, given: str, known: Iterable[str], why: str = "is not a length") -> None:
        names = tuple(known)
        super().__init__(
            f"'{given}' {why}.{did_you_mean(given, names)} Use {', '.join(names)}, or a number: "
            "3 (sentences), 100w (words), 280c (characters), 20%"
        )
        self.given = given


class LanguageError(UsageError):
    """Unknown language code.

    Attributes:
        given: the code as given.
        known: the known codes.
    """

    def __init__(self, given: str, known: Iterable[str]) -> None:
        self.given, self.known = given, tuple(known)
        super().__init__(
            f"'{given}' is not a language we know: use auto, a name (german) or a code: "
            f"{', '.join(self.known)}"
        )


class OptionError(UsageError):
    """An option of a summarizer is unknown or has an invalid value.

    Attributes:
        summarizer: its name.
        option: the name of the option as given.
        known: its options, each `name=default`.
    """

    def __init__(self, summarizer: str, option: str, why: str, known: Iterable[str]) -> None:
        self.summarizer, self.option, self.known = summarizer, option, tuple(known)
        listed = ", ".join(self.known) or "none"
        names = tuple(each.partition("=")[0] for each in self.known)
        hint = "" if option in names else did_you_mean(option, names)
        super().__init__(f"{summarizer}: option '{option}' {why}.{hint} Its options are: {listed}")


class UnknownNameError(UsageError):
    """Nothing of that kind has that name.

    Attributes:
        kind: of the thing, such as "summarizer" or "format".
        name: the name given.
        known: the names that exist.
        nearest: the most similar of them, or None.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str], hint: str = "") -> None:
        self.kind, self.name, self.known = kind, name, tuple(known)
        self.nearest = nearest(str(name), self.known)
        listed = ", ".join(self.known)
        super().__init__(
            f"there is no {kind} '{name}'.{did_you_mean(str(name), self.known)} "
            f"There are: {listed}{f'. {hint}' if hint else ''}"
        )


class InputError(SummarizeError):
    """A document cannot be read.

    Attributes:
        source: the path, URL or "-" as given.
    """

    def __init__(self, source: str, why: str) -> None:
        super().__init__(f"{source}: {why}")
        self.source = source


class EmptyInputError(InputError):
    """The document has no text."""


class NoArticleError(InputError):
    """A web page that holds no article: an error, a check, a login, or text yet to be loaded."""


class BinaryInputError(InputError):
    """The bytes are neither text nor a supported format."""


class TooLargeError(InputError):
    """The document is over the size limit.

    Attributes:
        limit: in bytes.
    """

    def __init__(self, source: str, why: str, *, limit: int) -> None:
        super().__init__(source, why)
        self.limit = limit


class PasswordError(InputError):
    """The document is encrypted."""


class FetchError(InputError):
    """A URL does not return a page.

    Attributes:
        status: the HTTP status, or None.
    """

    def __init__(self, source: str, why: str, *, status: int | None = None) -> None:
        super().__init__(source, why)
        self.status = status


class SummaryError(SummarizeError):
    """A document could not be summarized; the others of a batch still are.

    Attributes:
        source: the name of the document, or None.
    """

    def __init__(self, source: str | None, why: str) -> None:
        super().__init__(f"{source}: {why}" if source else why)
        self.source = source


class ModelError(SummarizeError):
    """A model is missing, or cannot be run or converted.

    Attributes:
        model: its name or folder as given.
    """

    def __init__(self, model: str, why: str) -> None:
        super().__init__(f"the model '{model}' {why}")
        self.model = model


class ServiceError(SummarizeError):
    """A request to a summarize service failed.

    Attributes:
        status: the HTTP status, or None if there was no answer.
        problem: the problem details of the answer (RFC 9457), or an empty mapping.
        field: the invalid field of the request, or None.
        retry_after: seconds to wait before the next attempt, or None.
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
    """A worker process does not start, or keeps crashing without a document to blame."""

    def __init__(self, why: str) -> None:
        super().__init__(f"worker process failed: {why}")


class MissingExtraError(SummarizeError):
    """An optional package is not installed.

    Attributes:
        extra: the extra of `summarize` that brings it.
    """

    def __init__(self, what: str, extra: str) -> None:
        packages = " ".join(f"'{package}'" for package in packages_of(extra))
        elsewhere = f", or anywhere: pip install {packages}" if packages else ""
        super().__init__(f"{what} needs an extra. In a clone: pip install '.[{extra}]'{elsewhere}")
        self.extra = extra


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that was most likely meant; None where none is alike."""
    by_folded = {each.casefold(): each for each in known}
    folded = name.strip().casefold()
    if close := get_close_matches(folded, by_folded, n=1, cutoff=SIMILAR):
        return by_folded[close[0]]
    begun = [each for each in by_folded if len(folded) >= LEAST_PREFIX and each.startswith(folded)]
    return by_folded[begun[0]] if len(begun) == 1 else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return a question that names the known name most alike; "" where none is."""
    close = nearest(name, known)
    return f" Did you mean {close}?" if close else ""


def packages_of(extra: str) -> list[str]:
    """Return the requirements of an extra, such as `torch>=2.6`, as the installed package has them.

    The package is not on an index, so its own name cannot be installed: these can.
    """
    from importlib.metadata import PackageNotFoundError, requires

    try:
        requirements = requires("summarize") or []
    except PackageNotFoundError:  # imported from a folder that was not installed
        return []
    ending = re.compile(rf"\s*;.*extra == ['\"]{extra}['\"]$")
    return [ending.sub("", line) for line in requirements if ending.search(line)]
