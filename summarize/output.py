"""Where summaries go: standard output, one file, or a folder with a file for each."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit

from summarize.errors import OutputError
from summarize.pipeline import Result
from summarize.rendering import View, render

__all__ = ["Output", "write_file"]

_SUFFIX = {"text": "txt", "markdown": "md", "json": "json", "jsonl": "jsonl", "html": "html"}


@dataclass(frozen=True, slots=True)
class Output:
    """The form summaries are written in, and the place they are written to.

    Attributes:
        form: the name of the rendering.
        view: what is shown beside the summaries.
        target: a file, a folder (one that exists, or a name that ends in a slash), or None for
            standard output.
        several: whether more than one summary may come.
    """

    form: str = "text"
    view: View = field(default_factory=View)
    target: str | None = None
    several: bool = False

    def write(self, results: Iterable[Result], echo: Callable[[str], None]) -> None:
        """Write each result as it comes; a file is written whole or not at all.

        Args:
            results: what to write.
            echo: writes to standard output, used where no target is given.

        Raises:
            OutputError: the target cannot be written, or the form does not go there.
        """
        if self.target and (self.target.endswith("/") or Path(self.target).is_dir()):
            self._write_folder(results, Path(self.target))
            return
        if self.form == "html" and self.several:
            raise OutputError("html", "is a page for one input; give a folder: --output pages/")
        if self.target:
            write_file(Path(self.target), "".join(self._framed(results)))
            return
        for part in self._framed(results):
            echo(part)

    def _render(self, result: Result) -> str:
        return render(result.summary, result.document, self.form, self.view)

    def _framed(self, results: Iterable[Result]) -> Iterator[str]:
        if not self.several or self.form == "jsonl":
            for result in results:
                yield f"{self._render(result)}\n"
        elif self.form == "json":
            yield from self._array(results)
        else:
            yield from self._headed(results)

    def _array(self, results: Iterable[Result]) -> Iterator[str]:
        before = "[\n"
        for result in results:
            yield f"{before}{self._render(result)}"
            before = ",\n"
        yield "\n]\n" if before == ",\n" else "[]\n"

    def _headed(self, results: Iterable[Result]) -> Iterator[str]:
        before = ""
        for result in results:
            name = result.document.source
            heading = f"<!-- {name} -->" if self.form == "markdown" else f"==> {name} <=="
            yield f"{before}{heading}\n{self._render(result)}\n"
            before = "\n"

    def _write_folder(self, results: Iterable[Result], folder: Path) -> None:
        taken: dict[str, int] = {}
        for result in results:
            stem = _stem(result.document.source or "text")
            taken[stem] = taken.get(stem, 0) + 1
            number = f"-{taken[stem]}" if taken[stem] > 1 else ""
            name = f"{stem}{number}.summary.{_SUFFIX[self.form]}"
            write_file(folder / name, f"{self._render(result)}\n")


def write_file(path: Path, content: str | bytes) -> None:
    """Write `content` aside and move it to `path`, so that nobody sees half of it.

    Args:
        path: the file; folders on the way to it are made.
        content: bytes, or a text, which is written in UTF-8.

    Raises:
        OutputError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            "wb", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as aside:
            aside.write(content if isinstance(content, bytes) else content.encode("utf-8"))
        Path(aside.name).chmod(0o666 & ~_umask())
        Path(aside.name).replace(path)
    except OSError as error:
        raise OutputError(str(path), f"cannot be written: {error.strerror}") from error


def _umask() -> int:
    import os

    mask = os.umask(0)
    os.umask(mask)
    return mask


def _stem(source: str) -> str:
    """A file name for what was read from a path or URL."""
    if source == "-":
        return "stdin"
    place = PurePosixPath(urlsplit(source).path if "://" in source else source)
    return place.stem or urlsplit(source).hostname or "page"
