"""SSRF-safe downloading: public pages only, nothing behind the firewall.

A host is resolved once. All its addresses must be public, and the connection goes to a checked
address under the requested name, so a name that resolves differently a moment later (DNS rebinding)
has no effect. Each redirect is checked like the first URL.

Refused are the networks in IANA's registries of special-purpose addresses (RFC 6890), also when
embedded in IPv6, and the metadata addresses of clouds.
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
"""Host name and port → addresses; raises OSError if it has none."""

_REFUSED = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT; 100.100.100.200 is Alibaba's metadata
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's platform services: public in form only
        "169.254.0.0/16",  # link-local; 169.254.169.254 is most clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocols; 192.0.0.192 is Oracle's metadata
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarking
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
_GLOBAL = IPv6Network("2000::/3")  # the only part of IPv6 in use
_NAT64 = IPv6Network("64:ff9b::/96")  # IPv4 addresses in a network without IPv4 (RFC 6052)

_MOST_ADDRESSES = 4  # of a host are tried
_CONNECT_SECONDS = 5.0
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}\.?", re.IGNORECASE)
# 2130706433, 0x7f000001, 0177.1: some systems read these as addresses.
_NUMERIC = re.compile(r"(?:.*\.)?(?:\d+|0x[\da-f]*)\.?", re.IGNORECASE)


async def resolved(host: str, port: int) -> Sequence[str]:
    """Return the addresses of `host`, as the system resolves it.

    Raises:
        OSError: it has none.
    """
    loop = asyncio.get_running_loop()
    infos = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in infos))


def is_public(address: str) -> bool:
    """Return True for a public IPv4 or IPv6 address; IPv4 embedded in IPv6 is checked itself.

    An address with a zone (`fe80::1%eth0`) is not public.
    """
    parsed = _unwrapped(address)
    if parsed is None or any(parsed in network for network in _REFUSED):
        return False
    return parsed.version == 4 or parsed in _GLOBAL


def _unwrapped(address: str) -> IPv4Address | IPv6Address | None:
    """Return the address, or the IPv4 address embedded in it; None if it is not an address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return None
    if isinstance(parsed, IPv4Address):
        return parsed
    if parsed.scope_id is not None:
        return None
    if parsed in _NAT64:
        return IPv4Address(int(parsed) & 0xFFFFFFFF)
    return parsed.ipv4_mapped or parsed


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """Which addresses may be reached.

    Attributes:
        ports: allowed ports.
        networks: private networks that are allowed, such as an intranet.
    """

    ports: frozenset[int]
    networks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for network in self.networks:
            try:
                ip_network(network)
            except ValueError as error:
                why = f"'{network}' is not a network ({error}): write it like 10.1.0.0/16"
                raise ConfigurationError("url_networks", why) from error

    @classmethod
    def of(cls, settings: ServiceSettings) -> "AddressPolicy":
        """Return the policy of the settings.

        Raises:
            ConfigurationError: a port or a network is malformed.
        """
        if not all(port.isdecimal() and 0 < int(port) < 65_536 for port in settings.url_ports):
            raise ConfigurationError("url_ports", "write numbers from 1 to 65535")
        return cls(frozenset(map(int, settings.url_ports)), settings.url_networks)

    async def addresses(self, url: httpx.URL, resolve: Resolve) -> Sequence[str]:
        """Return the addresses to connect to for `url`.

        Raises:
            FetchError: it is refused; the message does not reveal what is behind the name.
        """
        host, port = self.place(url)
        literal = host if _unwrapped(host) else None
        try:
            addresses = [literal] if literal else await resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise FetchError(str(url), "no such host: check the address") from error
        if not addresses or not all(map(self._may_reach, addresses)):
            raise FetchError(str(url), "is not public: use a public address")
        return addresses[:_MOST_ADDRESSES]

    def place(self, url: httpx.URL) -> tuple[str, int]:
        """Return the host and port of `url`.

        Raises:
            FetchError: its scheme, port, host or user is not allowed.
        """
        host = url.raw_host.decode("ascii")
        port = {"http": 80, "https": 443}.get(url.scheme, 0) if url.port is None else url.port
        refusals = {
            "is not an http or https address: check it": url.scheme not in ("http", "https"),
            "has a user or password: leave them out": bool(url.userinfo),
            f"names port {port}, which is not allowed: leave it out": port not in self.ports,
            "has an invalid host: check it": not _is_host(host),
        }
        for why, holds in refusals.items():
            if holds:
                raise FetchError(_without_user(url), why)
        return host, port

    def _may_reach(self, address: str) -> bool:
        parsed = _unwrapped(address)
        if parsed is not None and any(parsed in ip_network(n) for n in self.networks):
            return True
        return is_public(address)


def _is_host(host: str) -> bool:
    """Return True for a host name, or an address in its standard form."""
    if ":" in host or _NUMERIC.fullmatch(host):
        return _unwrapped(host) is not None
    return len(host) <= 253 and _NAME.fullmatch(host) is not None


def _without_user(url: httpx.URL) -> str:
    return str(url.copy_with(userinfo=b"")) if url.userinfo else str(url)


class PinnedTransport(httpx.AsyncBaseTransport):
    """Sends each request to a checked address, under the requested name.

    Args:
        policy: which addresses may be reached.
        resolve: resolves host names.
    """

    def __init__(self, policy: AddressPolicy, resolve: Resolve) -> None:
        self.policy, self.resolve = policy, resolve
        # Connections are not reused: the pool keeps them by address, which names can share.
        limits = httpx.Limits(max_keepalive_connections=0)
        trust = _trust(environ.get("SSL_CERT_FILE"), environ.get("SSL_CERT_DIR"))
        self.inner = httpx.AsyncHTTPTransport(verify=trust, limits=limits, trust_env=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the answer of the first address that accepts a connection.

        Raises:
            FetchError: the URL is not allowed.
            httpx.HTTPError: there is no answer.
        """
        failed: httpx.TransportError = httpx.ConnectError("no address")
        for address in await self.policy.addresses(request.url, self.resolve):
            try:
                return await self.inner.handle_async_request(_to(request, address))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failed = error
        raise failed

    async def aclose(self) -> None:
        """Close the connections."""
        await self.inner.aclose()


def _to(request: httpx.Request, address: str) -> httpx.Request:
    """Return the request for an address; Host and the name in the certificate stay the same."""
    name = request.url.raw_host.decode("ascii").rstrip(".")
    extensions = {**request.extensions, "sni_hostname": name}
    url = request.url.copy_with(host=address)
    return httpx.Request(request.method, url, headers=request.headers, extensions=extensions)


@cache
def _trust(file: str | None, folder: str | None) -> ssl.SSLContext:
    """Return the trusted certificates: those of the environment, else httpx's own."""
    return httpx.create_ssl_context()


async def fetch(url: str, settings: ServiceSettings, *, resolve: Resolve = resolved) -> Page:
    """Download the page at `url` from a public address, following redirects.

    Args:
        url: http or https, without user or password.
        settings: `url_limit` (in bytes, compressed and uncompressed), `url_seconds` (in total,
            resolving and redirects included), `url_redirects`, `url_ports`, `url_networks`.
        resolve: resolves host names.

    Raises:
        FetchError: the URL is not allowed, or does not answer with a page.
        TooLargeError: the page is over `url_limit`; no more than that was stored.
    """
    policy = AddressPolicy.of(settings)
    client = httpx.AsyncClient(
        transport=PinnedTransport(policy, resolve),
        headers={**HEADERS, "Accept-Encoding": "gzip"},
        timeout=httpx.Timeout(settings.url_seconds, connect=_CONNECT_SECONDS),
        trust_env=False,
    )
    try:
        async with asyncio.timeout(settings.url_seconds), client:
            return await _follow(client, url, settings)
    except TimeoutError as error:
        raise failure(httpx.ReadTimeout(""), url) from error
    except (httpx.HTTPError, httpx.InvalidURL, zlib.error, ValueError) as error:
        raise failure(error, url) from error


async def _follow(client: httpx.AsyncClient, url: str, settings: ServiceSettings) -> Page:
    """Return the page, following redirects without reading their bodies."""
    request: httpx.Request | None = client.build_request("GET", url)
    for _ in range(settings.url_redirects + 1):
        assert request is not None
        response = await client.send(request, stream=True)
        try:
            if (request := response.next_request) is None:
                return await _page(response, url, settings.url_limit)
        finally:
            await response.aclose()
    why = f"redirects more than {settings.url_redirects} times: use the address of the page itself"
    raise FetchError(url, why)


async def _page(response: httpx.Response, url: str, limit: int) -> Page:
    media_type = checked(response, url)
    body = bytearray()
    async for piece in _decompressed(response, url, limit):
        body += piece
        if len(body) > limit:
            why = f"over the limit of {limit:,} bytes: save it and split it"
            raise TooLargeError(url, why, limit=limit)
    return Page(bytes(body), response.url.path, media_type, response.charset_encoding)


async def _decompressed(response: httpx.Response, url: str, limit: int) -> AsyncIterator[bytes]:
    """Yield the body, decompressed, in pieces of at most one byte over the limit.

    Raises:
        FetchError: it has another compression than gzip, or ends too early.
        zlib.error: it is not valid gzip.
    """
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    if encoding == "identity":
        async for piece in response.aiter_raw():
            yield piece
        return
    if encoding not in ("gzip", "x-gzip"):
        raise FetchError(
            url, f"is compressed as {encoding[:40]}, not gzip: save the page to a file"
        )
    stream = zlib.decompressobj(wbits=31)
    async for piece in response.aiter_raw():
        waiting = piece
        while waiting:
            if stream.eof:  # gzip data may have several members
                stream = zlib.decompressobj(wbits=31)
            yield stream.decompress(waiting, limit + 1)
            waiting = stream.unconsumed_tail or stream.unused_data
    if not stream.eof:
        raise FetchError(url, "ends too early: try again later")
