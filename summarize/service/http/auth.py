"""Who may ask, and how often: API keys that are kept only as hashes, and a rate for each.

A key is 256 random bits, so one round of SHA-256 hides it as well as a slow hash would: those are
for passwords, which can be guessed.
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

__all__ = ["Keys", "NewKey", "Rate", "check_exposure", "is_near", "make_key"]

PREFIX = "sk-summarize-"  # so that scanners for leaked secrets can find one


class NewKey(NamedTuple):
    """A key as it is given to whoever uses it, and as the configuration has it."""

    secret: str
    entry: str


def make_key(name: str) -> NewKey:
    """A new key for someone.

    Raises:
        ConfigurationError: the name is empty or has anything but letters, digits, - and _.
    """
    if not name or not name.replace("-", "").replace("_", "").isalnum() or not name.isascii():
        raise ConfigurationError("--make-key", f"'{name}': use letters, digits, - and _")
    secret = PREFIX + secrets.token_urlsafe(32)
    return NewKey(secret, f"{name}:{_hashed(secret)}")


def _hashed(secret: str) -> str:
    return sha256(secret.encode(errors="replace")).hexdigest()


class Keys:
    """The keys that are known.

    Args:
        entries: NAME:SHA256 of each.

    Raises:
        ConfigurationError: an entry is none.
    """

    def __init__(self, entries: Sequence[str]) -> None:
        self._known: list[tuple[str, str]] = []
        for entry in entries:
            name, _, digest = entry.partition(":")
            if not name or len(digest) != 64 or set(digest.lower()) - set("0123456789abcdef"):
                raise ConfigurationError("keys", "write NAME:SHA256, as --make-key prints it")
            self._known.append((name, digest.lower()))

    def __bool__(self) -> bool:
        return bool(self._known)

    def owner(self, secret: str) -> str | None:
        """The name that a key belongs to, or None; it takes as long whichever it is, or none."""
        found = None
        digest = _hashed(secret)
        for name, known in self._known:
            if compare_digest(digest, known):
                found = name
        return found


class Rate:
    """How often each may ask, over a sliding window: two counters for each, and no list of times.

    Args:
        written: "1200/minute", as `limits` reads it; "" for no limit.

    Raises:
        ConfigurationError: it is no rate.
    """

    def __init__(self, written: str) -> None:
        try:
            items = parse_many(written) if written else [None]
        except ValueError as error:
            raise ConfigurationError("rate", f"'{written}': write it like 1200/minute") from error
        if len(items) != 1 or (items[0] and items[0].amount < 1):
            why = f"'{written}': one rate is wanted, of one at least, like 1200/minute"
            raise ConfigurationError("rate", why)
        self._item: RateLimitItem | None = items[0]
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())

    def wait(self, who: str) -> int:
        """0 where they may ask now, which is counted; else the seconds until they may."""
        if self._item is None or self._limiter.hit(self._item, who):
            return 0
        return max(1, ceil(self._limiter.get_window_stats(self._item, who).reset_time - time()))


def check_exposure(settings: ServiceSettings) -> None:
    """See that nobody serves strangers without keys by accident.

    Raises:
        ConfigurationError: it would listen beyond this machine, with no key and without `no_auth`.
    """
    if settings.keys or settings.no_auth or _is_loopback(settings.host):
        return
    raise ConfigurationError(
        f"host {settings.host}",
        "reaches beyond this machine, and no key is set: make one with "
        "`summarize serve --make-key NAME`, or say --no-auth",
    )


def is_near(client: str) -> bool:
    """Whether a client is on this machine: at a socket of its own, or at a loopback address."""
    return not client or _is_loopback(client)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
