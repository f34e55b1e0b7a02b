"""Both clients behind one face, for tests that ask them the same."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from summarize.client import AsyncClient, Client, Retry
from summarize.service.http.auth import make_key

KEY = make_key("tests")
AT_ONCE = Retry(jitter=lambda: 0.0)


@dataclass
class Both:
    """The two clients behind one face: whatever is asked of one must hold for the other."""

    url: str
    waits: bool
    api_key: str | None = KEY.secret
    retry: Retry = AT_ONCE
    timeout: float = 60.0

    def one(self, method: str, *arguments: Any, **options: Any) -> Any:
        if self.waits:
            with Client(self.url, **self._settings()) as client:
                return getattr(client, method)(*arguments, **options)

        async def asked() -> Any:
            async with AsyncClient(self.url, **self._settings()) as client:
                return await getattr(client, method)(*arguments, **options)

        return asyncio.run(asked())

    def many(self, method: str, *arguments: Any, **options: Any) -> list[Any]:
        if self.waits:
            with Client(self.url, **self._settings()) as client:
                return list(getattr(client, method)(*arguments, **options))

        async def asked() -> list[Any]:
            async with AsyncClient(self.url, **self._settings()) as client:
                found: AsyncIterator[Any] = getattr(client, method)(*arguments, **options)
                return [item async for item in found]

        return asyncio.run(asked())

    def _settings(self) -> dict[str, Any]:
        return {"api_key": self.api_key, "retry": self.retry, "timeout": self.timeout}
