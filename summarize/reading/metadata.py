"""What a document says about itself: site, author, date, description, language."""

from dataclasses import dataclass, fields, replace

__all__ = ["NO_METADATA", "Metadata"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says about itself, each as it is written there, or None.

    Attributes:
        site: the name of the site, the paper, the feed or the publisher.
        author: who wrote it; several with commas between.
        date: when it was published or sent, in ISO 8601 form where that could be told.
        description: its own short description.
        language: the language that it declares, as written there.
    """

    site: str | None = None
    author: str | None = None
    date: str | None = None
    description: str | None = None
    language: str | None = None

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return any(getattr(self, field.name) for field in fields(self))

    def or_else(self, other: "Metadata") -> "Metadata":
        """Return the same, with what is missing taken from `other`."""
        missing = [field.name for field in fields(self) if not getattr(self, field.name)]
        return replace(self, **{name: getattr(other, name) for name in missing})


NO_METADATA = Metadata()
