"""Files, standard input and URLs to text: what is read, and what is said where it is not."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.errors import (
    BinaryInputError,
    EmptyInputError,
    InputError,
    SummarizeError,
    TooLargeError,
    UnknownNameError,
)
from summarize.reading import FORMATS, LIMIT, SourceText, read, read_bytes

TEXT = "The harbour bridge reopened on Monday.\nIt cost nine million euros.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_path_is_read_as_it_stands(article: Path) -> None:
    assert read(article) == read(str(article)) == SourceText(TEXT, str(article))


def test_a_dash_reads_standard_input() -> None:
    assert read("-", stdin=BytesIO(TEXT.encode())) == SourceText(TEXT, "-")


def test_standard_input_is_the_process_own_where_none_is_given(
    monkeypatch: pytest.MonkeyPatch, article: Path
) -> None:
    with article.open(encoding="utf-8") as file:
        monkeypatch.setattr(sys, "stdin", file)
        assert read("-").text == TEXT


def test_a_process_without_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="-: there is no standard input: name a file"):
        read("-")


def test_closed_standard_input_is_told() -> None:
    closed = BytesIO()
    closed.close()
    with pytest.raises(InputError, match="standard input cannot be read"):
        read("-", stdin=closed)


def test_a_path_called_dash_or_like_a_url_is_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "http:").mkdir()
    for name in ("./-", "http:/a"):
        Path(name).write_text(TEXT, encoding="utf-8")
        assert read(Path(name)).text == TEXT


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_can_be_asked_for(format: str) -> None:  # noqa: A002  it is the option's name
    with suppress(InputError):
        read_bytes(TEXT.encode(), "a", format=format)
        assert format not in ("pdf", "docx")


def test_a_format_asked_for_goes_before_what_the_bytes_say() -> None:
    page = b"<html><p>Text"
    assert read_bytes(page, "a.html", format="text").text == page.decode()


def test_a_format_that_there_is_not_lists_those_there_are() -> None:
    with pytest.raises(
        UnknownNameError, match=r"no format 'word'.*text, markdown, html, pdf, docx"
    ):
        read_bytes(b"a", "a", format="word")


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", "\ufeff".encode(), "\u00a0\u2003".encode()])
def test_nothing_but_white_space_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyInputError, match="a: holds no text: there is nothing to summarize"):
        read_bytes(data, "a")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("artcle.txt", r"there is no such file: did you mean .*/article\.txt\?"),
        ("zzz", "there is no such file: check the name"),
        ("no/such", "there is no folder .*/no: check the path"),
        ("article.txt/a", r"there is no folder .*/article\.txt: check the path"),
        ("", r"is a folder: name the files in it, such as .*/\*\.txt"),
        ("a\0b", "cannot be read .*: check the name"),
        ("a" * 5000, "cannot be read .*: check the name"),
        ("\udcff", "there is no such file"),
        ("\ud800", "cannot be read"),
    ],
)
def test_a_path_that_cannot_be_read_says_why_and_what_to_do(
    article: Path, name: str, why: str
) -> None:
    with pytest.raises(InputError, match=why) as caught:
        read(f"{article.parent}/{name}")
    message = str(caught.value)
    message.encode()
    assert len(message) < 500
    assert "\n" not in message


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("www.example.org/a", "for the page write https://www"),
        ("ftp://example.org/a", "ftp:// is not read: name a path, or http"),
        ("file:///a", "file:// is not read"),
        ("A text given as a path.\nWith two lines.", "a text itself goes through a pipe"),
    ],
)
def test_what_is_no_path_is_told(source: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read(source)


@pytest.fixture
def as_nobody() -> Iterator[None]:
    """The rights of a plain user: the superuser may read everything."""
    mine = os.geteuid()
    if mine == 0:
        os.seteuid(65534)
    yield
    os.seteuid(mine)


def test_a_file_without_permission_is_told(article: Path, request: pytest.FixtureRequest) -> None:
    article.chmod(0)
    with suppress(InputError):
        read(article)  # whatever is imported late is imported with all rights
    request.getfixturevalue("as_nobody")
    with pytest.raises(InputError, match="you may not read it"):
        read(article)


def test_a_file_over_the_limit_is_refused_by_its_size(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(2 * LIMIT)
    with pytest.raises(
        TooLargeError, match="over the limit of 100,000,000 bytes: split it"
    ) as caught:
        read(huge)
    assert caught.value.limit == LIMIT


class Endless(BytesIO):
    """A stream that never ends, and counts what was taken."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        assert size
        self.taken += size
        return b"a" * size


def test_a_stream_is_read_one_byte_over_the_limit_at_most() -> None:
    stream = Endless()
    with pytest.raises(TooLargeError):
        read("-", stdin=stream, limit=5_000_000)
    assert stream.taken == 5_000_001


def test_a_device_without_a_size_is_read_up_to_the_limit() -> None:
    with pytest.raises(TooLargeError):
        read("/dev/zero", limit=1000)


def test_a_text_of_just_the_limit_is_read() -> None:
    assert read("-", stdin=BytesIO(b"a" * 1000), limit=1000).text == "a" * 1000


def test_binary_is_refused_and_compressed_text_read(tmp_path: Path) -> None:
    import gzip

    packed = tmp_path / "a.md.gz"
    packed.write_bytes(gzip.compress(b"*Text*"))
    assert read(packed).text == "Text"
    packed.write_bytes(b"\x7fELF\0\0\0")
    with pytest.raises(BinaryInputError):
        read(packed)


WITHOUT_HEAVY = """
import sys
from summarize.reading import read
read(sys.argv[1])
print(*sys.modules)
"""


def test_plain_text_loads_nothing_heavy(article: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_HEAVY, article], capture_output=True, text=True, check=True
    )
    heavy = {
        "trafilatura",
        "pypdfium2",
        "docx",
        "httpx",
        "charset_normalizer",
        "lxml",
        "markdown_it",
    }
    assert not heavy & set(done.stdout.split())


QUIET = """
import sys
from summarize.reading import read_bytes
for data in (b"%PDF-1.4\\n1 0 obj\\n<<", b"<html><body><p>", "<p>é".encode("cp1252")):
    try:
        read_bytes(data, "a")
    except Exception as error:
        print(type(error).__name__)
"""


def test_the_libraries_beneath_say_nothing_on_the_error_stream() -> None:
    done = subprocess.run([sys.executable, "-c", QUIET], capture_output=True, text=True, check=True)
    assert done.stderr == ""


MARKS = ["<", ">", "</", "<p>", "<div", "<!--", "-->", "&#xd800;", "&amp;", "[a](", "```", "| a |"]
MARKS += [
    "\n",
    "- ",
    "<table>",
    "<td>",
    "\0",
    "%PDF-1.4",
    "PK\x03\x04",
    "<html>",
    "<script>",
    "\ud83d",
]
BEGINNINGS = [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"\x1f\x8b\x08", b"\xff\xfe", b"{\\rtf"]


def never_strange(act: Callable[[], SourceText]) -> None:
    try:
        found = act()
    except SummarizeError as error:
        message = str(error)
    else:
        message = found.text + "".join(found.notes) + (found.title or "")
        assert found.text.strip()
        assert "\r" not in found.text
        assert "\0" not in found.text
    message.encode()


@given(st.sampled_from(BEGINNINGS), st.binary(max_size=300), st.sampled_from([None, *FORMATS]))
def test_no_bytes_bring_a_strange_error(beginning: bytes, data: bytes, kind: str | None) -> None:
    never_strange(lambda: read_bytes(beginning + data, "a", format=kind))


@given(
    st.lists(st.sampled_from(MARKS) | st.text(max_size=5)), st.sampled_from(["html", "markdown"])
)
def test_no_markup_brings_a_strange_error(pieces: list[str], kind: str) -> None:
    data = "".join(pieces).encode("utf-8", "surrogatepass")
    never_strange(lambda: read_bytes(data, "a", format=kind))


@given(st.text())
def test_no_name_brings_a_strange_error(name: str) -> None:
    with suppress(SummarizeError):
        read(f"no-such-folder/{name}")
