"""Waiting for something to happen, without sleeping."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Signal:
    """Wakes everyone who waits whenever the world has changed."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def notify(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    async def until(self, probe: Callable[[], Found | None], timeout_seconds: float, what: str) -> Found:
        """The first value of `probe` that is not None; raises TimeoutError that says what was awaited."""
        try:
            async with asyncio.timeout(timeout_seconds):
                while (found := probe()) is None:
                    await self._event.wait()
                return found
        except TimeoutError:
            raise TimeoutError(f"{what}: not within {timeout_seconds} seconds") from None
