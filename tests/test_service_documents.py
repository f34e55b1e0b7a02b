"""Documents that would do harm, and the names of files: refused, or read within the limits."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from services import ARTICLE, BODY_LIMIT, limited
from starlette.testclient import TestClient


@pytest.fixture(scope="module")
def service() -> Iterator[TestClient]:
    with limited() as client:
        yield client


SECRET = Path("/etc/hostname")


def zipped(parts: Mapping[str, bytes | str]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


def docx(body: str, parts: Mapping[str, bytes] | None = None, *, head: str = "") -> bytes:
    """A Word document with that body, a document type declared before it, and more parts."""
    made = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATIONS,
        "word/document.xml": f"{head}<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    return zipped({**made, **(parts or {})})


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/'
    'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    f'ContentType="application/xml"/><Override PartName="/word/document.xml" '
    f'ContentType="{MAIN}"/></Types>'
)
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}" '
    'Target="word/document.xml"/></Relationships>'
)
SAID = "".join(f"<w:p><w:r><w:t>{s}.</w:t></w:r></w:p>" for s in ARTICLE.split(". "))
LAUGHS = (
    "<!DOCTYPE lol [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 13))
    + "]>"
)
OUTSIDE = f"<!DOCTYPE a [<!ENTITY x SYSTEM 'file://{SECRET}'>]>"
QUADRATIC = f"<!DOCTYPE a [<!ENTITY b '{'b' * 50_000}'>]>"


def pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, the first its catalogue, as lax a reader as any can open."""
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(out)


def stream(data: bytes, about: bytes = b"") -> bytes:
    packed = zlib.compress(data, 9)
    head = b"<</Length %d/Filter/FlateDecode%s>>" % (len(packed), about)
    return head + b"stream\n" + packed + b"\nendstream"


CATALOGUE, PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"


LEAF = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
    b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    b"/XObject<</X 5 0 R>>>>>>"
)
SHOWN = b"BT /F 12 Tf 40 700 Td (The bridge reopened on Monday after long repairs.) Tj ET "
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"


def paged(contents: bytes, form: bytes = SHOWN) -> bytes:
    return pdf(CATALOGUE, PAGES, LEAF, stream(contents), stream(form, FORM))


def html(body: str) -> bytes:
    return f"<!doctype html><html><body>{body}</body></html>".encode()


PARAGRAPH = f"<p>{ARTICLE}</p>"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
# What it is → the name it comes under, its bytes, the statuses it may be answered with.
DOCUMENTS: dict[str, tuple[str, bytes, set[int]]] = {
    "a docx that unpacks to 200 MB": (
        "a.docx", docx(SAID, {"word/extra.xml": bytes(200_000_000)}), {413}),
    "a docx whose text unpacks to 60 MB": ("a.docx", docx("<w:p/>" * 10_000_000), {413}),
    "a docx of 2,500 parts": (
        "a.docx", docx(SAID, {f"word/{n}": b"" for n in range(2_500)}), {200}),
    "a docx with a billion laughs": (
        "a.docx", docx(f"<w:p><w:r><w:t>&a12;</w:t></w:r></w:p>{SAID}", head=LAUGHS), {200, 422}),
    "a docx that blows up by the square": (
        "a.docx", docx(f"<w:p><w:r><w:t>{'&b;' * 20_000}</w:t></w:r></w:p>{SAID}",
                       head=QUADRATIC), {200, 413, 422}),
    "a docx that asks for a file": (
        "a.docx", docx(f"<w:p><w:r><w:t>&x;</w:t></w:r></w:p>{SAID}", head=OUTSIDE), {200, 422}),
    "a docx nested 100,000 deep": (
        "a.docx", docx("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000 + SAID), {200, 422}),
    "a docx without its document": ("a.docx", zipped({"word/document.xml": ""}), {422}),
    "a docx cut in half": ("a.docx", docx(SAID)[:400], {422}),
    "a zip that climbs out": ("a.docx", zipped({"../../../etc/cron.d/x": ARTICLE}), {415}),
    "a zip of zips": ("a.zip", zipped({"b.zip": zipped({"c.zip": bytes(9_000_000)})}), {415}),
    "a gzip of 300 MB": ("a.txt.gz", gzip.compress(bytes(300_000_000)), {413}),
    "a bzip2 of 100 MB": ("a.bz2", bz2.compress(bytes(100_000_000)), {413}),
    "an xz of 100 MB": ("a.xz", lzma.compress(bytes(100_000_000), preset=1), {413}),
    "an xz that wants 4 GB": ("a.xz", lzma.compress(b"a")[:12] + b"\x02\x00\x21\x01\x28", {422}),
    "a gzip in a gzip": ("a.gz", gzip.compress(gzip.compress(bytes(100_000_000))), {415}),
    "a gzip cut in half": ("a.gz", gzip.compress(ARTICLE.encode())[:40], {422}),
    "a billion laughs in XML": ("a.xml", f"{LAUGHS}<lol>&a12;</lol>".encode(), {200, 422}),
    "a billion laughs in XHTML": (
        "a.xhtml", f"{LAUGHS}<html><body><p>&a12;</p>{PARAGRAPH}</body></html>".encode(), {200}),
    "a billion laughs in SVG": (
        "a.svg", f"{LAUGHS}<svg><text>&a12;</text></svg>".encode(), {200, 422}),
    "a page that asks for a file": (
        "a.html", f"{OUTSIDE}<html><p>&x;</p>{PARAGRAPH}</html>".encode(), {200}),
    "a page nested 60,000 deep": ("a.html", html("<div>" * 60_000 + PARAGRAPH), {200}),
    "a page of 300,000 unclosed signs": ("a.html", html("<" * 300_000 + PARAGRAPH), {200, 422}),
    "a tag with 40,000 attributes": (
        "a.html", html(f"<p {' '.join(f'a{n}' for n in range(40_000))}>{ARTICLE}</p>"), {200}),
    "a paragraph of 90,000 children": ("a.html", html(f"{'<b></b>' * 50_000}{PARAGRAPH}"), {200}),
    "markdown of nothing but marks": ("a.md", b"[*_" * 50_000 + ARTICLE.encode(), {200}),
    "markdown quoted 100,000 deep": ("a.md", b">" * 100_000 + ARTICLE.encode(), {200, 422}),
    "a PDF page of 150 MB": ("a.pdf", paged(SHOWN + b"0 0 m " * 25_000_000), {413, 422}),
    "a PDF form within itself": ("a.pdf", paged(SHOWN + b"/X Do ", SHOWN + b"/X Do "), {200, 422}),
    "a PDF of forms of drawings": (
        "a.pdf", paged(SHOWN + b"/X Do " * 3_000, b"0 0 m " * 30_000), {200, 422, 504}),
    "a PDF whose pages are in a circle": (
        "a.pdf", pdf(CATALOGUE, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), {422}),
    "a PDF that counts a billion pages": (
        "a.pdf", pdf(CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1000000000>>", LEAF,
                     stream(SHOWN), stream(b"", FORM)), {200, 422}),
    "a PDF nested 50,000 deep": ("a.pdf", pdf(b"[" * 50_000), {422}),
    "a PDF of no objects": ("a.pdf", b"%PDF-1.7\n%%EOF", {422}),
    "a picture called text": ("a.txt", PNG, {415}),
    "a program called Word": ("a.docx", b"\x7fELF" + bytes(64), {415}),
    "a text called PDF": ("a.pdf", ARTICLE.encode(), {415}),
    "a PDF called text": ("a.txt", paged(SHOWN), {200}),
    "a page called a picture": ("a.png", html(PARAGRAPH), {200}),
    "a Word document called text": ("a.txt", docx(SAID), {200}),
    "bytes at random": ("a.txt", bytes(range(256)) * 40, {415}),
    "nothing": ("a.txt", b"", {422}),
    "only spaces": ("a.txt", b" \n\t" * 9_000, {422}),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data", "statuses"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_document_that_would_do_harm_is_refused_or_read_within_the_limits(
    service: TestClient, name: str, data: bytes, statuses: set[int]
) -> None:
    assert len(data) < BODY_LIMIT, "it is small: that is the point"
    sent = {"file": (name, data, "application/octet-stream")}
    done = service.post("/v1/summarize", files=sent, data={"include_text": "true"})
    assert done.status_code in statuses, done.text[:500]
    assert len(done.content) < 4 * BODY_LIMIT, "nothing was blown up"
    assert SECRET.read_text().strip() not in done.text
    if done.status_code != 200:
        assert done.headers["content-type"] == "application/problem+json"
    assert service.post("/v1/summarize", json={"text": ARTICLE}).status_code == 200


NAMES = [
    "../../../etc/passwd",
    "..\\..\\windows\\system32\\a.txt",
    "/etc/passwd",
    "C:\\a.txt",
    "a\r\nX-Evil: 1\r\n\r\nb.txt",
    "a\0b.txt",
    'a;b="c".txt',
    "<img src=x onerror=alert(1)>.txt",
    "\u202egpj.txt",
    "n" * 2_000,
    ".",
    "%00%0d%0aX-Evil:%201",
    "CON",
    "-rf",
    "📰.txt",
]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
@pytest.mark.parametrize("form", ["json", "html"])
def test_a_file_name_is_only_ever_shown(service: TestClient, name: str, form: str) -> None:
    there = set(Path.cwd().iterdir())
    done = service.post(
        "/v1/summarize",
        files={"file": (name, ARTICLE.encode(), "text/plain")},
        data={"format": form, "include_text": "true"},
    )
    assert done.status_code == 200
    assert "x-evil" not in done.headers
    assert all(name not in value for value in done.headers.values())
    assert "<img" not in done.text or form == "json"
    assert set(Path.cwd().iterdir()) == there
