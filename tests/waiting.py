"""Waiting in tests: for what becomes true, never for a time."""

import asyncio
import time
from collections.abc import Callable

SECONDS = 60.0  # a busy machine is no failure


def until(true: Callable[[], object], seconds: float = SECONDS) -> None:
    """Wait until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.02)


async def eventually(true: Callable[[], object], seconds: float = SECONDS) -> None:
    """Wait until something is true, while other tasks go on."""
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)
