"""Where summaries go: standard output, one file, or a folder with a file for each."""

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path, PurePosixPath
from secrets import token_hex
from urllib.parse import urlsplit

from summarize.document.extraction import extract
from summarize.errors import OutputError
from summarize.pipeline import Result
from summarize.rendering import View, render

__all__ = ["Output", "refuse_overwriting", "write_file"]

_NAME = 200  # bytes of a file name that are kept in the name of what is written aside
_SUFFIX = {"text": "txt", "markdown": "md", "json": "json", "jsonl": "jsonl", "html": "html"}


@dataclass(frozen=True, slots=True)
class Output:
    """The form summaries are written in, and the place they are written to.

    Attributes:
        form: the name of the rendering.
        view: what is shown beside the summaries.
        target: a file, a folder (one that exists, or a name that ends in a slash), or None for
            standard output.
        sources: what the summaries are of, as it was named.
        article: whether the cleaned articles are written, not their summaries.
    """

    form: str = "text"
    view: View = field(default_factory=View)
    target: str | None = None
    sources: Sequence[str] = ()
    article: bool = False

    @property
    def several(self) -> bool:
        """Whether more than one summary may come."""
        return len(self.sources) > 1

    def check(self) -> None:
        """Raise before the work what would lose an input, or stop it after.

        Raises:
            OutputError: the target is an input, or the form does not go there.
        """
        if not self.target:
            targets: list[str] = []
        elif self._is_folder:
            names = _Names(_SUFFIX[self.form])
            targets = [str(Path(self.target) / names.next(source)) for source in self.sources]
        else:
            targets = [self.target]
        refuse_overwriting(targets, self.sources)
        if self.form == "html" and self.several and not self._is_folder:
            raise OutputError("html", "is a page for one input; give a folder: --output pages/")

    @property
    def _is_folder(self) -> bool:
        return bool(self.target) and (
            str(self.target).endswith("/") or Path(str(self.target)).is_dir()
        )

    def write(self, results: Iterable[Result], echo: Callable[[str], None]) -> None:
        """Write each result as it comes; a file is written whole or not at all.

        A file is left as it was where there is no result to write.

        Args:
            results: what to write.
            echo: writes to standard output, used where no target is given.

        Raises:
            OutputError: the target cannot be written.
        """
        if self.target and self._is_folder:
            self._write_folder(results, Path(self.target))
        elif self.target:
            coming = iter(results)
            if first := next(coming, None):
                written = "".join(self._framed(chain([first], coming)))
                write_file(Path(self.target), written)
        else:
            for part in self._framed(results):
                echo(part)

    def _render(self, result: Result) -> str:
        if self.article:
            return extract(result.document, self.form)
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
        names = _Names(_SUFFIX[self.form])
        for result in results:
            name = names.next(result.document.source or "text")
            write_file(folder / name, f"{self._render(result)}\n")


@dataclass(slots=True)
class _Names:
    """File names for what comes, none of them twice."""

    suffix: str
    taken: set[str] = field(default_factory=set)

    def next(self, source: str) -> str:
        """The next name: after the source, with a number where that is taken."""
        stem = tried = _stem(source)
        number = 1
        while tried in self.taken:
            number += 1
            tried = f"{stem}-{number}"
        self.taken.add(tried)
        return f"{tried}.summary.{self.suffix}"


def refuse_overwriting(targets: Sequence[str], inputs: Iterable[str]) -> None:
    """See that what is written is no input, by whatever name, and each of it in its own file.

    Args:
        targets: the files that will be written.
        inputs: files that are read, and folders whose files are.

    Raises:
        OutputError: one is an input, or two are the same file.
    """
    read = [Path(source) for source in inputs if source]
    for index, target in enumerate(targets):
        path = Path(target)
        is_read = any(_same(path, source) or _same(path.parent, source) for source in read)
        if is_read and path.exists():
            why = "is an input: it would be overwritten; choose another --output"
            raise OutputError(target, why)
        if any(_same(path, Path(other)) for other in targets[:index]):
            raise OutputError(target, "is to be written twice: name another file")


def _same(one: Path, other: Path) -> bool:
    """Whether two paths are one file; the null device and terminals hold nothing to lose."""
    try:
        status = one.stat()
        if stat.S_ISCHR(status.st_mode):
            return False
        return os.path.samestat(status, other.stat())
    except OSError:
        return one.resolve() == other.resolve()


def write_file(path: Path, content: str | bytes) -> None:
    """Write `content` aside and move it to `path`, so that nobody sees half of it.

    A link is followed, and a file that is there keeps its permissions. What is no file, a pipe or
    a device, is written to as it is.

    Args:
        path: the file; folders on the way to it are made.
        content: bytes, or a text, which is written in UTF-8.

    Raises:
        OutputError: it cannot be written.
    """
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    try:
        if _is_stream(path):
            with path.open("wb") as stream:
                stream.write(data)
        else:
            _write_aside(path.resolve(), data)
    except (OSError, RuntimeError) as error:  # RuntimeError: links that lead in a circle
        why = getattr(error, "strerror", None) or str(error)
        raise OutputError(str(path), f"cannot be written: {why}") from error


def _is_stream(path: Path) -> bool:
    """Whether it is there and no file; what /dev/fd names is somebody's open file."""
    if path.is_absolute() and path.parts[1:2] in (("dev",), ("proc",)):
        return True
    return path.exists() and not path.is_file()


def _write_aside(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.parent / f".{path.name[:_NAME]}.{token_hex(8)}"
    try:
        # The operating system takes the umask off the mode, as for any new file.
        with aside.open("xb") as stream:
            stream.write(data)
        if path.exists():
            aside.chmod(stat.S_IMODE(path.stat().st_mode))
        aside.replace(path)
    except BaseException:
        with suppress(OSError):
            aside.unlink()
        raise


def _stem(source: str) -> str:
    """A file name for what was read from a path or URL."""
    if source == "-":
        return "stdin"
    place = PurePosixPath(urlsplit(source).path if "://" in source else source)
    return place.stem or urlsplit(source).hostname or "page"
