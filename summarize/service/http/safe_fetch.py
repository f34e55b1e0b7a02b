"""Fetching for strangers: pages that are anybody's to read, and nothing behind the firewall.

A host is resolved once. Every address it has must be a public one, and the connection goes to an
address that was checked, under the name that was asked for: a name that resolves to something else
a moment later (DNS rebinding) gains nothing. Each redirect passes the same checks as the first URL.

The networks refused are those of IANA's registries of special-purpose addresses (RFC 6890), IPv6 as
it is embedded in them, and what clouds answer their own machines on.
"""

import asyncio
import re
import socket
import ssl
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from os import environ

import httpx

from summarize.errors import ConfigurationError, FetchError, TooLargeError
from summarize.reading.web import HEADERS, Page, checked, failure
from summarize.service.settings import ServiceSettings

__all__ = ["AddressPolicy", "Resolve", "fetch", "is_public", "resolved"]

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a host name, for connections to that port; OSError where it has none."""

_REFUSED = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carriers' own (CGNAT); 100.100.100.200 is Alibaba's metadata
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's own services: a public address that is not the public's
        "169.254.0.0/16",  # link-local; 169.254.169.254 is most clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocols; 192.0.0.192 is Oracle's metadata
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # measuring
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
        "2001::/23",  # protocols, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4, which embeds an address of IPv4
        "3fff::/20",  # documentation
    )
)
_GLOBAL = IPv6Network("2000::/3")  # the only part of IPv6 that is given out
_NAT64 = IPv6Network("64:ff9b::/96")  # what a network without IPv4 calls its addresses (RFC 6052)

_ADDRESSES = 4  # tried at most, of a host that has several
_CONNECT_SECONDS = 5.0
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}\.?", re.IGNORECASE)
# 2130706433, 0x7f000001, 0177.1: what systems take for an address, each in its own way.
_NUMERIC = re.compile(r"(?:.*\.)?(?:\d+|0x[\da-f]*)\.?", re.IGNORECASE)


async def resolved(host: str, port: int) -> Sequence[str]:
    """The addresses of `host`, as the system resolves it.

    Raises:
        OSError: it has none.
    """
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(address: str) -> bool:
    """Whether an IPv4 or IPv6 address is one that anybody may reach; embedded ones are looked into.

    An address with a zone (`fe80::1%eth0`) is not.
    """
    found = _unwrapped(address)
    if found is None or any(found in network for network in _REFUSED):
        return False
    return found.version == 4 or found in _GLOBAL


def _unwrapped(address: str) -> IPv4Address | IPv6Address | None:
    """The address itself, the IPv4 one inside it, or None where it is no address at all."""
    try:
        found = ip_address(address)
    except ValueError:
        return None
    if isinstance(found, IPv4Address):
        return found
    if found.scope_id is not None:
        return None
    if found in _NAT64:
        return IPv4Address(int(found) & 0xFFFFFFFF)
    return found.ipv4_mapped or found


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """What may be fetched.

    Attributes:
        ports: that may be connected to.
        networks: that may be reached although they are not public: an intranet's.
    """

    ports: frozenset[int]
    networks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for network in self.networks:
            try:
                ip_network(network)
            except ValueError as error:
                why = f"'{network}' is no network ({error}): write it like 10.1.0.0/16"
                raise ConfigurationError("url_networks", why) from error

    @classmethod
    def of(cls, settings: ServiceSettings) -> "AddressPolicy":
        """As the settings have it.

        Raises:
            ConfigurationError: a port is no number, or a network none.
        """
        if not all(port.isdecimal() and 0 < int(port) < 65_536 for port in settings.url_ports):
            raise ConfigurationError("url_ports", "write numbers from 1 to 65535")
        return cls(frozenset(map(int, settings.url_ports)), settings.url_networks)

    async def addresses(self, url: httpx.URL, resolve: Resolve) -> Sequence[str]:
        """Where `url` may be connected to.

        Raises:
            FetchError: nowhere; the message does not tell what is behind the name.
        """
        host, port = self.place(url)
        literal = host if _unwrapped(host) else None
        try:
            found = [literal] if literal else await resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise FetchError(str(url), "there is no such host: check the address") from error
        if not found or not all(map(self._may_reach, found)):
            raise FetchError(str(url), "leads to an address that is not public: name another")
        return found[:_ADDRESSES]

    def place(self, url: httpx.URL) -> tuple[str, int]:
        """The host and port of `url`, where they are such that may be asked for.

        Raises:
            FetchError: the scheme, the port, the host or a user in it is none that is fetched.
        """
        host = url.raw_host.decode("ascii")
        port = {"http": 80, "https": 443}.get(url.scheme, 0) if url.port is None else url.port
        refusals = {
            "leads to no http or https address: check it": url.scheme not in ("http", "https"),
            "has a user or password in it: leave them out": bool(url.userinfo),
            f"names port {port}, which is not fetched from: leave it out": port not in self.ports,
            "has no host that can be looked up: check it": not _is_host(host),
        }
        for why, holds in refusals.items():
            if holds:
                raise FetchError(_without_user(url), why)
        return host, port

    def _may_reach(self, address: str) -> bool:
        found = _unwrapped(address)
        if found is not None and any(found in ip_network(n) for n in self.networks):
            return True
        return is_public(address)


def _is_host(host: str) -> bool:
    """Whether it is a name, or an address in the one way that everybody reads alike."""
    if ":" in host or _NUMERIC.fullmatch(host):
        return _unwrapped(host) is not None
    return len(host) <= 253 and _NAME.fullmatch(host) is not None


def _without_user(url: httpx.URL) -> str:
    return str(url.copy_with(userinfo=b"")) if url.userinfo else str(url)


class PinnedTransport(httpx.AsyncBaseTransport):
    """Sends each request to an address that was checked, under the name that was asked for.

    Args:
        guard: what may be reached.
        resolve: tells the addresses of a name.
    """

    def __init__(self, guard: AddressPolicy, resolve: Resolve) -> None:
        self.guard, self.resolve = guard, resolve
        # No connection serves twice: it is kept by its address, and may be another name's.
        limits = httpx.Limits(max_keepalive_connections=0)
        trust = _trust(environ.get("SSL_CERT_FILE"), environ.get("SSL_CERT_DIR"))
        self.inner = httpx.AsyncHTTPTransport(verify=trust, limits=limits, trust_env=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer of the first of the host's addresses that can be connected to.

        Raises:
            FetchError: the URL is none that may be fetched.
            httpx.HTTPError: no answer.
        """
        failed: httpx.TransportError = httpx.ConnectError("no address")
        for address in await self.guard.addresses(request.url, self.resolve):
            try:
                return await self.inner.handle_async_request(_to(request, address))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failed = error
        raise failed

    async def aclose(self) -> None:
        """Close what is open."""
        await self.inner.aclose()


def _to(request: httpx.Request, address: str) -> httpx.Request:
    """The same request, to that address; Host, and the certificate's name, stay what they were."""
    name = request.url.raw_host.decode("ascii").rstrip(".")
    extensions = {**request.extensions, "sni_hostname": name}
    url = request.url.copy_with(host=address)
    return httpx.Request(request.method, url, headers=request.headers, extensions=extensions)


@cache
def _trust(file: str | None, folder: str | None) -> ssl.SSLContext:
    """The certificates that are trusted: those of the environment, else those that httpx brings."""
    return httpx.create_ssl_context()


async def fetch(url: str, settings: ServiceSettings, *, resolve: Resolve = resolved) -> Page:
    """The page at `url`, from a public address, redirects followed one by one.

    Args:
        url: http or https, without user or password.
        settings: `url_limit` (bytes at most, compressed and not), `url_seconds` (for all of it,
            names and redirects too), `url_redirects`, `url_ports`, `url_networks`.
        resolve: tells the addresses of a name.

    Raises:
        FetchError: it may not be fetched, or does not answer with a page.
        TooLargeError: over `url_limit`; no more than that has been kept.
    """
    guard = AddressPolicy.of(settings)
    client = httpx.AsyncClient(
        transport=PinnedTransport(guard, resolve),
        headers={**HEADERS, "Accept-Encoding": "gzip"},
        timeout=httpx.Timeout(settings.url_seconds, connect=_CONNECT_SECONDS),
        trust_env=False,
    )
    try:
        async with asyncio.timeout(settings.url_seconds), client:
            return await _followed(client, url, settings)
    except TimeoutError as error:
        raise failure(httpx.ReadTimeout(""), url) from error
    except (httpx.HTTPError, httpx.InvalidURL, zlib.error, ValueError) as error:
        raise failure(error, url) from error


async def _followed(client: httpx.AsyncClient, url: str, settings: ServiceSettings) -> Page:
    """The page; of an answer that only leads on, no body is read."""
    request: httpx.Request | None = client.build_request("GET", url)
    for _ in range(settings.url_redirects + 1):
        assert request is not None
        response = await client.send(request, stream=True)
        try:
            if (request := response.next_request) is None:
                return await _page(response, url, settings.url_limit)
        finally:
            await response.aclose()
    why = f"redirects more than {settings.url_redirects} times: name the page itself"
    raise FetchError(url, why)


async def _page(response: httpx.Response, url: str, limit: int) -> Page:
    media_type = checked(response, url)
    body = bytearray()
    async for piece in _inflated(response, url, limit):
        body += piece
        if len(body) > limit:
            why = f"over the limit of {limit:,} bytes: save it and split it"
            raise TooLargeError(url, why, limit=limit)
    return Page(bytes(body), response.url.path, media_type, response.charset_encoding)


async def _inflated(response: httpx.Response, url: str, limit: int) -> AsyncIterator[bytes]:
    """The body as it is meant, never more of it at once than one byte over the limit.

    Raises:
        FetchError: it is compressed in a way that was not asked for, or ends too early.
        zlib.error: it is no gzip.
    """
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding == "identity":
        async for piece in response.aiter_raw():
            yield piece
        return
    if encoding not in ("gzip", "x-gzip"):
        raise FetchError(url, f"comes as {encoding[:40]}, which was not asked for: save the page")
    stream = zlib.decompressobj(wbits=31)
    async for piece in response.aiter_raw():
        waiting = piece
        while waiting:
            if stream.eof:  # gzip may be several, one after another
                stream = zlib.decompressobj(wbits=31)
            yield stream.decompress(waiting, limit + 1)
            waiting = stream.unconsumed_tail or stream.unused_data
    if not stream.eof:
        raise FetchError(url, "ends too early: try again later")
