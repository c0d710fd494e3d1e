"""The bot inside the test's own event loop, and time that passes as the test wants."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from bot.configuration import load_settings
from bot.settings import Settings
from bot.telegram.clock import Clock, SystemClock
from bot.telegram.running import serve
from bot.telegram.service import Service
from tests.peer import Peer

ADMIN = 42


def settings_for(peer: Peer, **values: Any) -> Settings:
    usual = {"telegram_token": peer.token, "telegram_api_url": peer.url, "admin_ids": frozenset({ADMIN})}
    return load_settings(None, **(usual | values))


@asynccontextmanager
async def living(peer: Peer, service: Service, clock: Clock | None = None, **values: Any) -> AsyncIterator[None]:
    """The bot while the block runs; an error of the bot is raised at the end."""
    stop = asyncio.Event()
    task = asyncio.create_task(serve(settings_for(peer, **values), service, stop, clock or HastyClock()))
    try:
        yield
    finally:
        stop.set()
        async with asyncio.timeout(20):
            await task


class HastyClock:
    """Waits of up to two minutes pass at once; the clock moves on by as much."""

    def __init__(self) -> None:
        self._skipped = 0.0
        self._system = SystemClock()

    def skip(self, seconds: float) -> None:
        """Let so much time pass."""
        self._skipped += seconds

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return self._system.monotonic() + self._skipped

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        await asyncio.sleep(0)
        if event.is_set():
            return
        if seconds > 120:
            await event.wait()
        self._skipped += seconds

    async def rest(self, event: asyncio.Event, seconds: float) -> None:
        """Until something happens; looks at nothing by itself."""
        await event.wait()


class HeldClock(HastyClock):
    """Stands still until it is released, for the bot as for the server; what must wait cannot go on before."""

    def __init__(self) -> None:
        super().__init__()
        self._released = asyncio.Event()

    def monotonic(self) -> float:
        return self._skipped

    def time(self) -> float:
        return 1_700_000_000.0 + self._skipped

    def release(self) -> None:
        self._released.set()

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        waiting = {asyncio.ensure_future(one.wait()) for one in (event, self._released)}
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for one in waiting:
            one.cancel()
        await super().wait(event, seconds)
