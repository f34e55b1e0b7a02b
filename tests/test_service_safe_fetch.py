"""URLs that strangers give: what is fetched, what is not, and that nobody inside is ever asked.

One server stands for the public: its network is allowed by name. Another, on the same port of
127.0.0.1, is what must not be reached; it keeps a list of who asked.
"""

import socket
import ssl
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st
from services import application
from sites import INSIDE, OUTSIDE, PAGE, Site, got, names, serving

from summarize.errors import ConfigurationError, FetchError, SummarizeError, TooLargeError
from summarize.reading import read_bytes
from summarize.reading.web import Page
from summarize.service.http.safe_fetch import AddressPolicy, is_public, resolved
from summarize.service.settings import ServiceSettings


@pytest.fixture(scope="module")
def outside() -> Iterator[Site]:
    with serving(Site((OUTSIDE, 0))) as site:
        yield site


@pytest.fixture
def inside(outside: Site) -> Iterator[Site]:
    with serving(Site((INSIDE, outside.server_port))) as site:
        yield site


@pytest.mark.parametrize("path", ["/page", "/gzip", "/parts", "/on", "/on-bomb"])
def test_a_public_page_is_fetched(outside: Site, path: str) -> None:
    page = got(outside, path)
    assert page == Page(PAGE, page.path, "text/html", "utf-8")
    assert read_bytes(page.data, "page.html").text == "The bridge is open."


def test_the_server_is_asked_under_the_name_that_was_given(outside: Site) -> None:
    got(outside, "/page")
    assert outside.told.hosts[-1] == f"outside.example:{outside.server_port}"


ADDRESSES = [
    ("93.184.215.14", True),
    ("1.1.1.1", True),
    ("2606:4700:4700::1111", True),
    ("::ffff:1.1.1.1", True),
    ("64:ff9b::101:101", True),
    ("0.0.0.0", False),
    ("10.0.0.1", False),
    ("100.64.0.1", False),
    ("100.100.100.200", False),
    ("127.0.0.1", False),
    ("127.255.255.254", False),
    ("168.63.129.16", False),
    ("169.254.169.254", False),
    ("172.16.0.1", False),
    ("172.31.255.255", False),
    ("172.32.0.1", True),
    ("192.0.0.192", False),
    ("192.168.1.1", False),
    ("198.18.0.1", False),
    ("203.0.113.7", False),
    ("224.0.0.1", False),
    ("240.0.0.1", False),
    ("255.255.255.255", False),
    ("::", False),
    ("::1", False),
    ("::127.0.0.1", False),
    ("::ffff:127.0.0.1", False),
    ("::ffff:a9fe:a9fe", False),
    ("64:ff9b::7f00:1", False),
    ("64:ff9b::a9fe:a9fe", False),
    ("64:ff9b:1::1", False),
    ("100::1", False),
    ("2001::1", False),
    ("2001:db8::1", False),
    ("2002:7f00:1::", False),
    ("3fff::1", False),
    ("fc00::1", False),
    ("fd00:ec2::254", False),
    ("fe80::1", False),
    ("fe80::1%eth0", False),
    ("fec0::1", False),
    ("ff02::1", False),
    ("inside.example", False),
    ("", False),
]


@pytest.mark.parametrize(("address", "public"), ADDRESSES)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


inside_others = st.ip_addresses(v=4).flatmap(
    lambda inner: st.sampled_from(
        [inner, IPv6Address(f"::ffff:{inner}"), IPv6Address(f"64:ff9b::{inner}")]
    )
)


@settings(max_examples=300)
@given(inside_others | st.ip_addresses(v=6))
def test_nothing_is_public_that_the_standard_library_calls_private(
    address: IPv4Address | IPv6Address,
) -> None:
    found = ip_address(int(address) & 0xFFFFFFFF) if int(address) >> 32 in EMBEDDED else address
    assert not is_public(str(address)) or (found.is_global and not found.is_multicast)


EMBEDDED = (0xFFFF, 0x64FF9B << 64)

NOT_FETCHED = [
    ("http://127.0.0.1:{port}/page", "not public"),
    ("http://127.0.0.1.:{port}/page", "an invalid host"),
    ("http://localhost:{port}/page", "not public"),
    ("http://inside.example:{port}/page", "not public"),
    ("http://inside.example.:{port}/page", "not public"),
    ("http://0x7f000001:{port}/page", "an invalid host"),
    ("http://0x7f.0.0.1:{port}/page", "an invalid host"),
    ("http://017700000001:{port}/page", "an invalid host"),
    ("http://0177.0.0.1:{port}/page", "check the address"),
    ("http://2130706433:{port}/page", "an invalid host"),
    ("http://127.1:{port}/page", "an invalid host"),
    ("http://127.0.0.01:{port}/page", "check the address"),
    ("http://0:{port}/page", "an invalid host"),
    ("http://[::1]:{port}/page", "not public"),
    ("http://[::]:{port}/page", "not public"),
    ("http://[::ffff:127.0.0.1]:{port}/page", "not public"),
    ("http://[::ffff:7f00:1]:{port}/page", "not public"),
    ("http://[64:ff9b::7f00:1]:{port}/page", "not public"),
    ("http://[2002:7f00:1::]:{port}/page", "not public"),
    ("http://[fe80::1%25lo]:{port}/page", "an invalid host"),
    ("http://[fe80::1%lo]:{port}/page", "an invalid host"),
    ("http://%31%32%37.0.0.1:{port}/page", "an invalid host"),
    ("http://１２７.０.０.１:{port}/page", "check the address"),
    ("http://127。0。0。1:{port}/page", "not public"),
    ("http://ⓛocalhost:{port}/page", "check the address"),
    ("http://outside.example@127.0.0.1:{port}/page", "user or password"),
    ("http://user:secret@outside.example:{port}/page", "user or password"),
    ("http://outside.example\\@127.0.0.1:{port}/page", "user or password"),
    ("http://169.254.169.254/latest/meta-data/", "not public"),
    ("http://outside.example:22/", "names port 22"),
    ("http://outside.example:0/", "names port 0"),
    ("http://outside.example:99999/", "names port 99999"),
    ("ftp://outside.example/", "is not an http"),
    ("file:///etc/passwd", "is not an http"),
    ("gopher://outside.example:{port}/_x", "is not an http"),
    ("//outside.example:{port}/page", "is not an http"),
    ("http://", "is not an http"),
    ("http://out side.example/", "an invalid host"),
    ("http://outside..example/", "an invalid host"),
    ("http://outside.example:{port}/page\r\nX-Evil: 1", "check the address"),
    ("http://[::1", "check the address"),
    (f"http://{'a.' * 130}example/", "an invalid host"),
]


async def by_the_system_or_by_us(host: str, port: int) -> Sequence[str]:
    """What the system says of its own names; ours as in every test."""
    if host.rstrip(".").endswith(".example"):
        return await names(outside=[OUTSIDE], inside=[INSIDE])(host, port)
    return await resolved(host, port)


@pytest.mark.parametrize(("url", "why"), NOT_FETCHED)
def test_what_is_not_public_is_not_fetched(outside: Site, inside: Site, url: str, why: str) -> None:
    asked = list(outside.told.paths)
    with pytest.raises(FetchError, match=why) as caught:
        got(
            outside, url.replace("{port}", str(outside.server_port)), resolve=by_the_system_or_by_us
        )
    assert "secret" not in str(caught.value)
    assert inside.told.paths == []
    assert outside.told.paths == asked


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/to-inside", "not public"),
        ("/to-name", "not public"),
        ("/to-metadata", "not public"),
        ("/to-file", "is not an http"),
        ("/to-port", "names port 22"),
        ("/to-user", "user or password"),
        ("/to-nowhere", "cannot be fetched"),
        ("/circle", "redirects more than 5 times"),
    ],
)
def test_a_redirect_passes_the_same_checks(
    outside: Site, inside: Site, path: str, why: str
) -> None:
    with pytest.raises(FetchError, match=why):
        got(outside, path)
    assert inside.told.paths == []


@pytest.mark.parametrize(
    ("answers", "path"),
    [
        ([f"{OUTSIDE} {INSIDE}"], "/page"),  # one public address beside a private one
        ([f"{INSIDE} {OUTSIDE}"], "/page"),
        ([OUTSIDE, INSIDE], "/circle"),  # another address by the time of the redirect
        ([f"{OUTSIDE} ::1"], "/page"),
    ],
)
def test_a_name_with_any_private_address_is_refused(
    outside: Site, inside: Site, answers: list[str], path: str
) -> None:
    with pytest.raises(FetchError, match="not public"):
        got(outside, path, resolve=names(outside=answers))
    assert inside.told.paths == []


def test_the_connection_goes_to_the_address_that_was_checked(outside: Site, inside: Site) -> None:
    """The name leads inside a moment later, for whoever asks again."""
    rebinding = [OUTSIDE, INSIDE]
    assert got(outside, "/page", resolve=names(outside=rebinding)).data == PAGE
    assert rebinding == [INSIDE]
    assert inside.told.paths == []


def test_the_next_address_of_a_host_is_tried_where_one_does_not_answer(outside: Site) -> None:
    both = names(outside=[f"127.0.0.3 {OUTSIDE}"])
    assert got(outside, "/page", resolve=both, url_networks=("127.0.0.2/31",)).data == PAGE


@pytest.mark.parametrize(
    ("known", "why"),
    [([""], "not public"), (["127.0.0.3"], "cannot be reached")],
)
def test_a_host_that_cannot_be_reached_is_told(outside: Site, known: list[str], why: str) -> None:
    with pytest.raises(FetchError, match=why):
        got(outside, "/page", resolve=names(outside=known), url_networks=("127.0.0.3/32",))


def test_a_host_that_is_not_there_is_told(outside: Site) -> None:
    async def unknown(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with pytest.raises(FetchError, match="no such host"):
        got(outside, "/page", resolve=unknown)


@pytest.mark.parametrize(
    ("path", "kind", "why"),
    [
        ("/bomb", TooLargeError, "over the limit of 1,000,000 bytes"),
        ("/large", TooLargeError, "over the limit of 1,000,000 bytes"),
        ("/cut", FetchError, "ends too early"),
        ("/broken", FetchError, "cannot be fetched"),
        ("/brotli", FetchError, "compressed as br, not gzip"),
        ("/twice", FetchError, "compressed as gzip, gzip, not gzip"),
        ("/image", FetchError, "is image/png, not text"),
        ("/gone", FetchError, "HTTP 410"),
    ],
)
def test_what_is_no_page_is_refused(
    outside: Site, path: str, kind: type[SummarizeError], why: str
) -> None:
    with pytest.raises(kind, match=why):
        got(outside, path)


@pytest.mark.parametrize("path", ["/silent", "/drip"])
def test_a_server_gets_so_long_for_all_of_it(outside: Site, path: str) -> None:
    with pytest.raises(FetchError, match="does not answer in time"):
        got(outside, path, url_seconds=0.2)


def test_redirects_can_be_forbidden(outside: Site) -> None:
    with pytest.raises(FetchError, match="redirects more than 0 times"):
        got(outside, "/on", url_redirects=0)


def test_proxies_of_the_environment_are_not_asked(
    outside: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy would resolve the name again, by itself."""
    monkeypatch.setenv("HTTP_PROXY", f"http://{INSIDE}:9")
    assert got(outside, "/page").data == PAGE


@pytest.mark.parametrize(
    "wrong",
    [
        {"url_ports": ("http",)},
        {"url_ports": ("0",)},
        {"url_ports": ("65536",)},
        {"url_networks": ("10.0.0.1/8",)},
        {"url_networks": ("intranet",)},
    ],
)
def test_settings_that_say_nothing_of_use_are_refused(wrong: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(wrong))):
        AddressPolicy.of(ServiceSettings(**wrong))


def test_the_service_fetches_what_is_public_and_nothing_else(outside: Site, inside: Site) -> None:
    port = outside.server_port
    allowed = {"url_ports": (str(port),), "url_networks": (f"{OUTSIDE}/32",)}
    with application(urls=True, **allowed) as client:

        def asked(url: str) -> tuple[int, dict[str, Any]]:
            body = {"url": url, "include_text": True}
            answer = client.post("/v1/summarize", json=body)
            return answer.status_code, answer.json()

        url = f"http://{OUTSIDE}:{port}/page"
        status, found = asked(url)
        assert (status, found["document"]) == (
            200,
            {"text": "The bridge is open.", "source": url, "title": None},
        )
        for refused in (f"http://{INSIDE}:{port}/page", f"http://{OUTSIDE}:{port}/to-inside"):
            status, problem = asked(refused)
            assert (status, problem["field"]) == (422, "url")
            assert "not public" in problem["detail"]
        assert asked(f"http://{OUTSIDE}:{port}/image")[0] == 422
    assert inside.told.paths == []


@pytest.fixture
def secured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server with a certificate for outside.example, from an authority that is trusted."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "outside.example")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(
        issuer_name=name,
        subject_name=name,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=now - timedelta(days=1),
        not_valid_after=now + timedelta(days=1),
    )
    names_of = x509.SubjectAlternativeName([x509.DNSName("outside.example")])
    signed = made.add_extension(names_of, critical=False).sign(key, hashes.SHA256())
    certificate, private = tmp_path / "certificate.pem", tmp_path / "key.pem"
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    pem = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    private.write_bytes(key.private_bytes(*pem, serialization.NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, private)
    site = Site((OUTSIDE, 0))
    site.socket = context.wrap_socket(site.socket, server_side=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving(site):
        yield site


def test_a_certificate_is_checked_against_the_name_not_the_address(secured: Site) -> None:
    port = secured.server_port
    known = names(outside=[OUTSIDE], other=[OUTSIDE])
    assert got(secured, f"https://outside.example:{port}/page", resolve=known).data == PAGE
    assert got(secured, f"https://outside.example.:{port}/page", resolve=known).data == PAGE
    with pytest.raises(FetchError, match="no secure connection"):
        got(secured, f"https://other.example:{port}/page", resolve=known)
