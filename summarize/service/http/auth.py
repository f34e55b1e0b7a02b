"""API keys, which are stored as hashes only, and a rate limit per key.

A key is 256 random bits, so one round of SHA-256 protects it as well as a slow password hash would:
those are for secrets that can be guessed.
"""

import secrets
from collections.abc import Sequence
from hashlib import sha256
from hmac import compare_digest
from ipaddress import ip_address
from math import ceil
from time import time
from typing import NamedTuple

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from summarize.errors import ConfigurationError
from summarize.service.settings import ServiceSettings

__all__ = ["Keys", "NewKey", "Rate", "check_exposure", "is_loopback", "make_key"]

PREFIX = "sk-summarize-"  # lets scanners for leaked secrets recognize one


class NewKey(NamedTuple):
    """A key for its owner, and its entry for the configuration."""

    secret: str
    entry: str


def make_key(name: str) -> NewKey:
    """Return a new key for `name`.

    Raises:
        ConfigurationError: the name is empty or has characters other than letters, digits, - and _.
    """
    if not name or not name.replace("-", "").replace("_", "").isalnum() or not name.isascii():
        raise ConfigurationError("--make-key", f"'{name}': use letters, digits, - and _")
    secret = PREFIX + secrets.token_urlsafe(32)
    return NewKey(secret, f"{name}:{_hashed(secret)}")


def _hashed(secret: str) -> str:
    return sha256(secret.encode(errors="replace")).hexdigest()


class Keys:
    """The configured keys.

    Args:
        entries: each NAME:SHA256.

    Raises:
        ConfigurationError: an entry is malformed.
    """

    def __init__(self, entries: Sequence[str]) -> None:
        self._entries: list[tuple[str, str]] = []
        for entry in entries:
            name, _, digest = entry.partition(":")
            if not name or len(digest) != 64 or set(digest.lower()) - set("0123456789abcdef"):
                raise ConfigurationError("keys", "write NAME:SHA256, as --make-key prints it")
            self._entries.append((name, digest.lower()))

    def __bool__(self) -> bool:
        return bool(self._entries)

    def owner(self, secret: str) -> str | None:
        """Return the name of a key's owner, or None; in constant time."""
        owner = None
        digest = _hashed(secret)
        for name, entry in self._entries:
            if compare_digest(digest, entry):
                owner = name
        return owner


class Rate:
    """A rate limit over a sliding window, counted per client.

    Args:
        limit: such as "1200/minute", as the `limits` package reads it; "" for no limit.

    Raises:
        ConfigurationError: `limit` is not a rate.
    """

    def __init__(self, limit: str) -> None:
        try:
            items = parse_many(limit) if limit else [None]
        except ValueError as error:
            raise ConfigurationError("rate", f"'{limit}': write it like 1200/minute") from error
        if len(items) != 1 or (items[0] and items[0].amount < 1):
            why = f"'{limit}': write one rate, such as 1200/minute"
            raise ConfigurationError("rate", why)
        self._item: RateLimitItem | None = items[0]
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def acquire(self, client: str) -> int:
        """Count a request. Return 0 if it is within the limit, else the seconds to wait."""
        if self._item is None or self._limiter.hit(self._item, client):
            return 0
        return max(1, ceil(self._limiter.get_window_stats(self._item, client).reset_time - time()))


def check_exposure(settings: ServiceSettings) -> None:
    """Refuse to serve other machines without keys by accident.

    Raises:
        ConfigurationError: the host is reachable from elsewhere, with neither keys nor `no_auth`.
    """
    if settings.keys or settings.no_auth or is_loopback(settings.host):
        return
    raise ConfigurationError(
        f"host {settings.host}",
        "is reachable from other machines and no API key is set: make one with "
        "`summarize serve --make-key NAME`, or pass --no-auth",
    )


def is_loopback(host: str) -> bool:
    """Return True for a loopback address or localhost."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
