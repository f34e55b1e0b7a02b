"""Fetching: a URL to the bytes of the page behind it, within a size and a time."""

from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from summarize.errors import FetchError, TooLargeError

if TYPE_CHECKING:
    import httpx

__all__ = ["HEADERS", "Page", "checked", "failure", "fetch"]

_CONNECT_SECONDS = 10.0
_SILENCE_SECONDS = 20.0  # longest wait for the next bytes
_TOTAL_SECONDS = 60.0  # a server may drip; the whole page is here by then, or given up
_REDIRECTS = 10
HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; summarize)",
    "Accept": "text/html,application/xhtml+xml,text/*;q=0.9,application/pdf;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
"""What we say of ourselves, and what we can read."""

_NO_TEXT = ("image/", "audio/", "video/", "font/")

_SAVE = "open it in a browser, save the page and summarize the file"
_STATUS = {
    401: f"asks for a login: {_SAVE}",
    403: f"refuses access: {_SAVE}",
    404: "there is no such page: check the address",
    410: "the page is gone: check the address",
    429: "too many requests: try again later",
    451: "is withheld for legal reasons",
}


class Page(NamedTuple):
    """What a URL answered.

    Attributes:
        data: the body, with its content encoding undone.
        path: of the URL it came from, redirects followed.
        media_type: of the Content-Type header, in lower case; "" where there is none.
        charset: that the same header declares, if it does.
    """

    data: bytes
    path: str
    media_type: str
    charset: str | None


def fetch(url: str, *, limit: int, seconds: float = _TOTAL_SECONDS) -> Page:
    """The page at `url`, redirects followed.

    Whoever serves strangers must check the address before calling this: it goes anywhere.

    Args:
        url: http or https.
        limit: bytes at most, counted after decompression.
        seconds: for the whole page, from the connection on.

    Raises:
        FetchError: no answer, an error status, or nothing that can be text.
        TooLargeError: over `limit`; no more than that has been kept.
    """
    import httpx

    silence, connect = min(_SILENCE_SECONDS, seconds), min(_CONNECT_SECONDS, seconds)
    timeout = httpx.Timeout(silence, connect=connect)
    end = monotonic() + seconds
    try:
        with (
            httpx.Client(
                follow_redirects=True, max_redirects=_REDIRECTS, timeout=timeout, headers=HEADERS
            ) as client,
            client.stream("GET", url) as response,
        ):
            return _page(response, url, limit, end)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise failure(error, url) from error


def failure(error: Exception, url: str) -> FetchError:
    """What an error of httpx, or of the URL itself, means for whoever gave the URL."""
    import httpx

    if isinstance(error, httpx.TooManyRedirects):
        return FetchError(url, "redirects in a circle: check the address")
    if isinstance(error, httpx.TimeoutException):
        return _too_slow(url)
    if isinstance(error, httpx.ConnectError):
        return FetchError(url, _no_connection(str(error)))
    if isinstance(error, httpx.UnsupportedProtocol):
        return FetchError(url, "leads to no http or https address: check it")
    why = " ".join(str(error).split()) or type(error).__name__
    return FetchError(url, f"cannot be fetched ({why}): check the address")


def _page(response: "httpx.Response", url: str, limit: int, end: float) -> Page:
    media_type = checked(response, url)
    data = _body(response, url, limit, end)
    return Page(data, response.url.path, media_type, response.charset_encoding)


def checked(response: "httpx.Response", url: str) -> str:
    """The media type of an answer whose headers are here; "" where it has none.

    Raises:
        FetchError: its status is an error, or its type nothing that can be text.
    """
    status = response.status_code
    if not response.is_success:
        other = "the server failed: try again later" if status >= 500 else "check the address"
        why = f"{_STATUS.get(status, other)} (HTTP {status})"
        raise FetchError(url, why, status=status)
    header: str = response.headers.get("content-type", "")
    media_type = header.partition(";")[0].strip().lower()
    if media_type.startswith(_NO_TEXT):
        why = f"is {media_type}, not text: name the page it stands on"
        raise FetchError(url, why, status=status)
    return media_type


def _body(response: "httpx.Response", url: str, limit: int, end: float) -> bytes:
    body = bytearray()
    for piece in response.iter_bytes():
        body += piece
        if len(body) > limit:
            why = f"over the limit of {limit:,} bytes: save it and split it"
            raise TooLargeError(url, why, limit=limit)
        if monotonic() > end:
            raise _too_slow(url)
    return bytes(body)


def _too_slow(url: str) -> FetchError:
    return FetchError(url, f"does not answer in time: try again later, or {_SAVE}")


def _no_connection(message: str) -> str:
    """What a failed connection means, from the system's own words."""
    lower = message.lower()
    if "refused" in lower:
        return "nothing answers there (connection refused): check the address and port"
    if "certificate" in lower or "ssl" in lower:
        return f"gives no secure connection that can be trusted ({message}): {_SAVE}"
    if any(word in lower for word in ("name", "nodename", "address", "resolution", "getaddrinfo")):
        return "there is no such host, or no network: check the address and the connection"
    return f"cannot be reached ({message}): check the address and the connection"
