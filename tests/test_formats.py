"""Which format some bytes are in."""

import bz2
import gzip
import lzma
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest

from summarize.errors import BinaryInputError, InputError, PasswordError, TooLargeError
from summarize.reading.formats import decompressed, sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(*names: str) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"A sentence.", "a.txt", "text"),
        (b"A sentence.", "-", "text"),
        (b"", "a", "text"),
        (b"# A heading", "a.md", "markdown"),
        (b"# A heading", "README.MARKDOWN", "markdown"),
        (b"# A heading", "a.txt", "text"),
        (b"%PDF-1.7", "a.txt", "pdf"),
        (b"junk before\n%PDF-1.7", "a", "pdf"),
        (zipped("word/document.xml"), "a.bin", "docx"),
        (b"<!DOCTYPE html><p>a", "a.txt", "html"),
        (b"\xef\xbb\xbf \n<!-- a -->\n<HTML lang=en>", "-", "html"),
        (b'<?xml version="1.0"?>\n<html>', "-", "html"),
        ("<!doctype html>".encode("utf-16"), "-", "html"),
        (b"<!doctype html>", "a.md", "html"),
        (b"<div align=center>", "a.md", "markdown"),
        (b"<div class=a>text</div>", "-", "html"),
        (b"<p>text", "a.txt", "html"),
        (b"plain <b>text</b>", "a.html", "html"),
        (b"<pollen> is a word", "-", "text"),
        (b"1 < 2", "-", "text"),
        (b"<?xml version='1.0'?><feed>", "a.xml", "feed"),
        (b"<?xml version='1.0'?><rss version='2.0'>", "-", "feed"),
        (b"<?xml version='1.0'?><note>", "a.xml", "text"),
        (b'{"title": "a", "body": "b"}', "-", "json"),
        (b"{curly} braces", "-", "text"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nHello", "-", "subtitles"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nHello", "a.txt", "subtitles"),
        (b"[00:01] a\n[00:02] b\n[00:03] c", "-", "transcript"),
        (b"From: a@b.c\nTo: d@e.f\nSubject: g\n\nHello", "-", "eml"),
        (b"From: here\n\nText", "-", "text"),
        (zipped("META-INF/container.xml"), "a.bin", "epub"),
        (zipped("ppt/presentation.xml"), "a.bin", "pptx"),
    ],
)
def test_bytes_decide_before_the_name_and_the_name_before_a_guess(
    data: bytes, name: str, kind: str
) -> None:
    assert sniff(data, name, name) == kind


@pytest.mark.parametrize(
    ("data", "error", "why"),
    [
        (b"\x89PNG\r\n\x1a\n", BinaryInputError, r"a PNG image, not a text: .*OCR"),
        (b"\xff\xd8\xff\xe0", BinaryInputError, "a JPEG image"),
        (b"RIFF\0\0\0\0WEBPVP8", BinaryInputError, "a WebP image"),
        (b"RIFF\0\0\0\0WAVEfmt", BinaryInputError, r"a sound recording.*transcribe"),
        (b"\0\0\0\x18ftypmp42", BinaryInputError, "a video"),
        (b"\x7fELF\2\1", BinaryInputError, r"a program.*name a text"),
        (b"7z\xbc\xaf\x27\x1c", BinaryInputError, r"a 7z archive.*unpack it"),
        (b"a" * 257 + b"ustar\0", BinaryInputError, "a tar archive"),
        (gzip.compress(b"a", mtime=0), BinaryInputError, "compressed twice"),
        (b"%!PS-Adobe-3.0", InputError, "ps2pdf"),
        (zipped("a.txt"), BinaryInputError, r"a ZIP archive: unpack it"),
        (zipped("xl/workbook.xml"), InputError, "an Excel workbook"),
        (zipped("mimetype", "content.xml"), InputError, r"OpenDocument .*--convert-to docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), PasswordError, "by a password"),
        (OLE + "WordDocument".encode("utf-16-le"), InputError, r"\.doc.*--convert-to docx"),
        (OLE, BinaryInputError, "an old office file"),
    ],
)
def test_what_is_not_read_is_named_with_its_remedy(
    data: bytes, error: type[InputError], why: str
) -> None:
    with pytest.raises(error, match=f"a.x: .*{why}"):
        sniff(data, "a.x", "a.x")


PACKERS = [pytest.param(m.compress, id=m.__name__) for m in (gzip, bz2, lzma)]


@pytest.mark.parametrize("pack", PACKERS)
def test_one_layer_of_compression_is_undone_and_its_ending_dropped(
    pack: Callable[[bytes], bytes],
) -> None:
    both = pack(b"One. ") + pack(b"Two.")
    assert decompressed(both, "a.md.gz", "a", limit=99) == (b"One. Two.", "a.md")
    assert decompressed(pack(b"a"), "-", "-", limit=99)[0] == b"a"


def test_what_is_not_compressed_is_left_as_it_is() -> None:
    assert decompressed(b"BZh is how it begins", "a.gz", "a", limit=99)[1] == "a.gz"


@pytest.mark.parametrize("pack", PACKERS)
def test_decompression_stops_at_the_limit(pack: Callable[[bytes], bytes]) -> None:
    with pytest.raises(TooLargeError, match="over the limit of 1,000 bytes once unpacked"):
        decompressed(pack(bytes(5_000_000)), "a.gz", "a.gz", limit=1000)
    assert decompressed(pack(bytes(1000)), "a", "a", limit=1000)[0] == bytes(1000)


@pytest.mark.parametrize("pack", PACKERS)
@pytest.mark.parametrize(
    "damage",
    [lambda data: data[:-9], lambda data: data[:12] + b"\xff" * 30],
    ids=["cut", "changed"],
)
def test_damaged_compression_says_so(
    pack: Callable[[bytes], bytes], damage: Callable[[bytes], bytes]
) -> None:
    with pytest.raises(InputError, match=r"a: damaged compressed file .*: fetch or make it anew"):
        decompressed(damage(pack(bytes(range(256)) * 20)), "a", "a", limit=10_000)
