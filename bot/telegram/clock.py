"""Time as the bot's parts get it, so that tests can hold it still."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The wall clock, aware, in UTC."""

    def monotonic(self) -> float:
        """Seconds that never go back."""

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        """Returns when the event is set, or after so many seconds."""

    async def rest(self, event: asyncio.Event, seconds: float) -> None:
        """The same between two looks at something that may have changed; nobody waits for what comes of it."""


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await event.wait()

    async def rest(self, event: asyncio.Event, seconds: float) -> None:
        await self.wait(event, seconds)


async def pause(clock: Clock, seconds: float) -> None:
    """Sleeps by the given clock."""
    await clock.wait(asyncio.Event(), seconds)


def backoff(failures: int, *, first: float = 0.5, most: float = 30.0) -> float:
    """Seconds to wait after so many failures in a row; doubles, but stays bounded."""
    return min(most, first * 2.0 ** min(failures - 1, 16))
