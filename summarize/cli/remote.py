"""`summarize --server URL`: the same command, done by a service."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarize.client import Answered, Client, Link, Retry, Upload
from summarize.document import Document
from summarize.errors import ServiceError, UsageError
from summarize.language import detection as languages
from summarize.length import Length
from summarize.pipeline import Result, Settings, document_from_text
from summarize.reading import SourceText, file_bytes, standard_input

__all__ = ["Remote"]

_RETRY = Retry(tries=3)  # whoever waits at a terminal would rather know
_OPTIONS = ("length", "summarizer", "language", "clean", "faithful", "verbatim", "focus")


@dataclass(frozen=True, slots=True)
class Remote:
    """A service, in the place of this machine.

    Attributes:
        client: asks it.
        settings: how documents are summarized, as they are written.
        blocks: whether the rendering needs the document's blocks and sentences.
    """

    client: Client
    settings: Settings
    blocks: bool = False

    @classmethod
    def at(cls, url: str, api_key: str | None, settings: Settings, *, blocks: bool) -> "Remote":
        """The service at `url`.

        Raises:
            LengthError, LanguageError: there is none such; a summarizer is the service's to know.
            ServiceError: the URL is no address.
        """
        Length.parse(settings.length)
        if settings.language != "auto":
            languages.check(settings.language)
        return cls(Client(url, api_key=api_key, retry=_RETRY), settings, blocks)

    def summarize(self, source: str) -> Result:
        """Summarize a path, `-` or a URL; files are read here, URLs there.

        Raises:
            InputError: it cannot be read.
            UsageError: the service has no such summarizer, or option of it.
            ServiceError: there is no summary; it says why.
        """
        options: dict[str, Any] = {name: getattr(self.settings, name) for name in _OPTIONS}
        sent = _sent(source)
        try:
            answered = self.client.answer(sent, **options)
        except ServiceError as error:
            raise _told(error, sent, source) from error
        return Result(self._document(answered, source), answered.summary)

    def _document(self, answered: Answered, source: str) -> Document:
        """The document as the service read it: of one text, the same version makes the same."""
        if self.blocks:
            return document_from_text(SourceText(answered.text, source), self.settings)
        return Document(answered.text, (), (), source=source)


def _sent(source: str) -> Upload | Link:
    """What is sent: of a path only the last part, whose ending may tell the format."""
    if source == "-":
        return Upload("-", standard_input())
    if source.lower().startswith(("http://", "https://")):
        return Link(source)
    return Upload(Path(source).name, file_bytes(source))


def _told(error: ServiceError, sent: Upload | Link, source: str) -> UsageError | ServiceError:
    """The error in the words of a command that did it here: by the name that was given."""
    why = str(error).removeprefix(f"{error.field}: ")
    if error.status == 422 and error.field in _OPTIONS:
        return UsageError(why)
    if error.status in (None, 401):
        return error
    if error.status in (404, 405):
        return ServiceError(f"the service has no such path ({why}): check --server", status=404)
    name = sent.name if isinstance(sent, Upload) else sent.url
    why = why.removeprefix(f"{name}: ")
    return ServiceError(f"{source}: {why}", status=error.status, problem=error.problem)
