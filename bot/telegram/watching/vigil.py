"""Looks again and again whether there is something to tell."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.telegram.clock import Clock
from bot.telegram.failing import log_failure
from bot.telegram.watching.followups import Followups
from bot.telegram.watching.notifier import Notifier
from bot.telegram.watching.rounds import Rounds
from retrieval.archive.archive import Archive
from retrieval.errors import ArchiveUnavailable

log = logging.getLogger(__name__)

# Another process may reindex the same archive, and the hour of a digest comes by itself.
LOOK_SECONDS = 30.0

# Writes down what is to be told.
Look = Callable[[], Awaitable[None]]


class Vigil:
    """Woken by what this bot does itself, it looks at once."""

    def __init__(
        self, archive: Archive, rounds: Rounds, followups: Followups, notifier: Notifier, clock: Clock
    ) -> None:
        self._archive = archive
        self._notifier = notifier
        self._clock = clock
        self._woken = asyncio.Event()
        self._looks: list[Look] = [
            lambda: self._with_version(rounds.go),
            lambda: self._with_version(followups.go),
        ]

    def add(self, look: Look) -> None:
        """Have something else looked for, too."""
        self._looks.append(look)

    def wake(self) -> None:
        self._woken.set()

    async def run(self) -> None:
        """For ever."""
        while True:
            self._woken.clear()
            try:
                await self._look()
            except ArchiveUnavailable as error:
                log.warning("nothing looked for: %s", error)
            await self._clock.rest(self._woken, LOOK_SECONDS)

    async def close(self) -> None:
        """Returns when what is being sent was sent; nothing more begins."""
        await self._notifier.close()

    async def cancel(self) -> None:
        await self._notifier.cancel()

    async def _look(self) -> None:
        # What waits from before goes out first, in order.
        await self._notifier.go()
        for look in self._looks:
            try:
                await look()
            except ArchiveUnavailable:
                raise
            except Exception as error:
                # What goes wrong with one thing must not keep the others from being told.
                log_failure(log, "looking for something to tell", error)
        await self._notifier.go()

    async def _with_version(self, go: Callable[[int], Awaitable[None]]) -> None:
        await go(await self._archive.current_version() or 0)
