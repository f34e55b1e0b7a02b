"""What comes to harm a service: bombs, lies, names and broken requests, each refused as documented.

Every row says which status is answered, or 200 where it can be read after all; in no case may it
take long, cost much memory, reach a file, or keep the next request from its answer.
"""

import bz2
import gzip
import json
import lzma
import re
import socket
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import httpx
import pytest
from services import ARTICLE, Live, application, live
from starlette.testclient import TestClient

BODY_LIMIT, READ_LIMIT = 400_000, 2_000_000
SECRET = Path("/etc/hostname")


@pytest.fixture(scope="module")
def service() -> Iterator[TestClient]:
    with application(
        body_limit=BODY_LIMIT, read_limit=READ_LIMIT, cache_entries=0, run_seconds=6.0
    ) as client:
        yield client


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    log = tmp_path_factory.mktemp("service") / "log"
    with live(log, body_limit=BODY_LIMIT, body_seconds=0.8, header_seconds=0.8) as running:
        yield running


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


def form(*parts: tuple[str, bytes], end: bytes = b"--b--\r\n") -> bytes:
    """A body of multipart/form-data with the boundary `b`, each part with its header."""
    made = (
        b"--b\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (head.encode(), body)
        for head, body in parts
    )
    return b"".join(made) + end


FORM_TYPE = {"Content-Type": "multipart/form-data; boundary=b"}
JSON_TYPE = {"Content-Type": "application/json"}
FILE = ('name="file"; filename="a.txt"', ARTICLE.encode())
TEXT = json.dumps({"text": ARTICLE}).encode()

# What it is → headers, body, status.
BODIES: dict[str, tuple[dict[str, str], bytes, int]] = {
    "a form": (FORM_TYPE, form(FILE), 200),
    "a form of 41 fields": (FORM_TYPE, form(*[(f'name="f{n}"', b"") for n in range(41)]), 400),
    "a form of two files": (FORM_TYPE, form(FILE, FILE), 400),
    "a form without an end": (FORM_TYPE, form(FILE, end=b""), 400),
    "a form without a boundary": ({"Content-Type": "multipart/form-data"}, form(FILE), 400),
    "a form with another boundary": (
        {"Content-Type": "multipart/form-data; boundary=c"}, form(FILE), 400),
    "a form with a boundary of 5,000": (
        {"Content-Type": f"multipart/form-data; boundary={'b' * 5_000}"}, form(FILE), 400),
    "a form of no parts": (FORM_TYPE, b"--b--\r\n", 422),
    "a part without a name": (FORM_TYPE, form(("", b"a")), 400),
    "a part with 100 kB of headers": (
        FORM_TYPE, form((f'name="file"; filename="{"a" * 100_000}"', b"a")), 400),
    "a part with 2,000 headers": (
        FORM_TYPE, form(('name="text"' + "\r\nX-A: 1" * 2_000, ARTICLE.encode())), 400),
    "a field in letters of old": (FORM_TYPE, form(('name="text"', b"Die Br\xfccke.")), 200),
    "a file without a file name": (FORM_TYPE, form(('name="file"', ARTICLE.encode())), 422),
    "a field nobody knows": (FORM_TYPE, form(FILE, ('name="path"', b"/etc/passwd")), 422),
    "rubbish as a form": (FORM_TYPE, bytes(range(256)), 400),
    "JSON": (JSON_TYPE, TEXT, 200),
    "JSON as text/plain": ({"Content-Type": "text/plain"}, TEXT, 415),
    "JSON of no type": ({}, TEXT, 415),
    "JSON as a form": (FORM_TYPE, TEXT, 400),
    "a form as JSON": (JSON_TYPE, form(FILE), 400),
    "a form of the old kind": (
        {"Content-Type": "application/x-www-form-urlencoded"}, b"text=a", 415),
    "XML": ({"Content-Type": "application/xml"}, f"{LAUGHS}<a>&a12;</a>".encode(), 415),
    "a pickle": ({"Content-Type": "application/python-pickle"}, b"\x80\x04N.", 415),
    "gzip": ({**JSON_TYPE, "Content-Encoding": "gzip"}, gzip.compress(TEXT), 415),
    "a gzip of 300 MB": (
        {**JSON_TYPE, "Content-Encoding": "gzip"}, gzip.compress(bytes(300_000_000)), 415),
    "deflate": ({**JSON_TYPE, "Content-Encoding": "deflate"}, zlib.compress(TEXT), 415),
    "brotli": ({**JSON_TYPE, "Content-Encoding": "br"}, TEXT, 415),
    "identity": ({**JSON_TYPE, "Content-Encoding": "identity"}, TEXT, 200),
    "nothing": (JSON_TYPE, b"", 400),
    "half of it": (JSON_TYPE, TEXT[:-2], 400),
    "too much of it": (JSON_TYPE, TEXT + b"}", 400),
    "arrays 100,000 deep": (JSON_TYPE, b"[" * 100_000, 400),
    "objects 50,000 deep": (JSON_TYPE, b'{"text":' * 50_000, 400),
    "an array": (JSON_TYPE, b"[]", 422),
    "a number of 100,000 digits": (JSON_TYPE, b'{"text":' + b"9" * 100_000 + b"}", 400),
    "not a number": (JSON_TYPE, b'{"text": NaN}', 422),
    "half a character": (JSON_TYPE, b'{"text": "\\ud800"}', 400),
    "no UTF-8": (JSON_TYPE, b'{"text": "\xff"}', 400),
    "UTF-16": (JSON_TYPE, json.dumps({"text": "a"}).encode("utf-16"), 400),
    "NUL": (JSON_TYPE, b'{"text": "\\u0000\\u0000"}', 200),
    "a key twice": (JSON_TYPE, b'{"text": "a", ' + TEXT[1:], 200),
    "a prototype": (JSON_TYPE, b'{"text": "a", "__proto__": {"clean": false}}', 422),
    "a model from anywhere": (
        JSON_TYPE, json.dumps({"text": ARTICLE, "summarizer": "seq2seq:model=/etc"}).encode(), 422),
    "a length of 20 digits": (JSON_TYPE, b'{"text": "a", "length": "99999999999999999999s"}', 422),
    "a file's path": (JSON_TYPE, b'{"path": "/etc/passwd"}', 422),
    "a file's URL": (JSON_TYPE, b'{"url": "file:///etc/passwd"}', 422),
    "over the limit": (JSON_TYPE, json.dumps({"text": "a " * BODY_LIMIT}).encode(), 413),
}  # fmt: skip


@pytest.mark.parametrize(("headers", "body", "status"), BODIES.values(), ids=BODIES)
def test_a_body_is_what_it_says_or_refused(
    service: TestClient, headers: dict[str, str], body: bytes, status: int
) -> None:
    done = service.post("/v1/summarize", content=body, headers=headers)
    assert done.status_code == status, done.text[:500]
    if status != 200:
        assert done.headers["content-type"] == "application/problem+json"
        assert len(done.content) < 4_000


LINES = {"Content-Type": "application/x-ndjson"}
LINE = json.dumps({"id": "a", "text": ARTICLE}).encode()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (LINE + b"\n" + LINE, 200),
        (LINE + b"\n{", 400),
        (b"[" * 100_000, 400),
        (b'{"id": "a", "text": "\\ud800"}', 400),
        (b'{"id": "\\ud800", "text": "a"}', 400),
        (b'{"id": "a", "text": ' + b"9" * 100_000 + b"}", 400),
        (b"\xff\xfe", 400),
        (b"7", 422),
        (b"", 422),
    ],
)
def test_a_batch_of_lines_is_taken_or_refused_whole(
    service: TestClient, body: bytes, status: int
) -> None:
    done = service.post("/v1/summarize/batch", content=body, headers=LINES)
    assert done.status_code == status, done.text[:500]


def asked(server: Live, sent: bytes, *, end: bool = False) -> bytes:
    """What the server answers to these bytes, up to where it closes or has said enough."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(sent)
        if end:
            connection.shutdown(socket.SHUT_WR)
        found = bytearray()
        while piece := connection.recv(65_536):
            found += piece
            if _whole(bytes(found)):
                break
    return bytes(found)


def _whole(found: bytes) -> bool:
    head, gap, body = found.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    return bool(gap and length and len(body) >= int(length[1]))


def post(*headers: str, body: bytes = TEXT, path: str = "/v1/summarize") -> bytes:
    head = "\r\n".join([f"POST {path} HTTP/1.1", "Host: a", "Content-Type: application/json"])
    return "\r\n".join([head, *headers, "", ""]).encode("latin-1") + body


def get(path: str, *headers: str) -> bytes:
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: a", *headers, "", ""]).encode("latin-1")


CHUNKED = "Transfer-Encoding: chunked"
CHUNK = b"%x\r\n%s\r\n" % (len(TEXT), TEXT)

# What it is → what is sent, the status of the first answer.
RAW: dict[str, tuple[bytes, int]] = {
    "as it should be": (post(f"Content-Length: {len(TEXT)}"), 200),
    "in a chunk": (post(CHUNKED, body=CHUNK + b"0\r\n\r\n"), 200),
    "declared over the limit": (post("Content-Length: 999999999", body=b""), 413),
    "chunks over the limit": (post(CHUNKED, body=b"186a0\r\n" + b"a" * 100_000 + b"\r\n"
                                   + (b"186a0\r\n" + b"a" * 100_000 + b"\r\n") * 4), 413),
    "declared and not sent": (post("Content-Length: 900"), 408),
    "less declared than sent": (post("Content-Length: 10"), 400),
    "a negative length": (post("Content-Length: -1"), 400),
    "a length of 400 digits": (post(f"Content-Length: {'9' * 400}"), 400),
    "a length of 20,000 digits": (post(f"Content-Length: {'9' * 20_000}"), 400),
    "a length that is no number": (post("Content-Length: ten"), 400),
    "two lengths": (post("Content-Length: 5", f"Content-Length: {len(TEXT)}"), 400),
    "a length and chunks": (post(f"Content-Length: {len(TEXT)}", CHUNKED, body=CHUNK), 400),
    "chunks of no size": (post(CHUNKED, body=b"zz\r\n"), 400),
    "a chunk of 2^70": (post(CHUNKED, body=b"f" * 18 + b"\r\na"), 400),
    "100 kB of headers": (get("/healthz", *[f"X-{n}: {'a' * 1_000}" for n in range(100)]), 431),
    "a header of 100 kB": (get("/healthz", f"X-A: {'a' * 100_000}"), 431),
    "a path of 100 kB": (get("/" + "a" * 100_000), 431),
    "a header with NUL": (get("/healthz", "X-A: a\0b"), 400),
    "a header without a colon": (get("/healthz", "X-A"), 400),
    "a name with a space": (get("/healthz", "X A: 1"), 400),
    "a line that is no request": (b"hello\r\n\r\n", 400),
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500), 400),
    "another version": (b"GET /healthz HTTP/9.9\r\nHost: a\r\n\r\n", 400),
    "a path that climbs": (get("/page/../../../../etc/passwd"), 404),
    "a path that climbs, encoded": (get("/page/%2e%2e%2f%2e%2e%2fetc%2fpasswd"), 404),
    "a path that climbs, encoded twice": (get("/page/%252e%252e%252fsettings.py"), 404),
    "a path that climbs, backwards": (get("/page/..\\..\\settings.py"), 404),
    "a path with NUL": (get("/page/index.html%00.css"), 404),
    "a path that starts twice": (get("//etc/passwd"), 404),
    "a file that is no page's": (get("/page/../settings.py"), 404),
    "an address in full": (get("http://example.org/page/page.css"), 200),
    "a line end in a path": (get("/page/a%0d%0aX-Evil:%201"), 404),
    "a line end in an id": (get("/healthz", "X-Request-Id: a%0d%0aX-Evil: 1"), 200),
    "a bare line feed in an id": (get("/healthz", "X-Request-Id: a\nX-Evil: 1"), 400),
    "an id of markup": (get("/healthz", "X-Request-Id: <script>"), 200),
    "a host of markup": (b"GET /docs HTTP/1.1\r\nHost: <script>\r\n\r\n", 200),
    "a forwarded host": (get("/docs", "X-Forwarded-Host: evil.example"), 200),
}  # fmt: skip


@pytest.mark.parametrize(("sent", "status"), RAW.values(), ids=RAW)
def test_a_request_that_lies_is_refused_and_the_next_is_answered(
    server: Live, sent: bytes, status: int
) -> None:
    answer = asked(server, sent)
    assert answer.startswith(b"HTTP/1.1 %d" % status), answer[:300]
    head = answer.partition(b"\r\n\r\n")[0].lower()
    assert b"x-evil" not in head
    assert b"<script>" not in answer.replace(b"<script>alert", b"")
    assert b"evil.example" not in answer
    assert b"root:" not in answer
    assert httpx.get(f"{server.url}/healthz").status_code == 200


def test_nothing_that_was_sent_stands_in_the_log(server: Live) -> None:
    secret: dict[str, Any] = {"text": "The Zanzibar papers are secret."}
    httpx.post(f"{server.url}/v1/summarize", json=secret)
    httpx.post(f"{server.url}/v1/summarize", json={**secret, "length": "Zanzibar"})
    httpx.post(f"{server.url}/v1/summarize", files={"file": ("Zanzibar.txt", b"Zanzibar.")})
    httpx.post(f"{server.url}/v1/summarize?q=Zanzibar", content=b"Zanzibar")
    assert "Zanzibar" not in server.log.read_text()
