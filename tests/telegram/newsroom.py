"""An archive that is read again in the middle of a test, and a clock for what comes by itself."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from retrieval.service import Kutip
from tests.telegram.living import HastyClock

START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


@dataclass
class Newsroom:
    """One file of articles, by number; a ``publish`` is a reindex of another process than the bot's."""

    kutip: Kutip
    file: Path
    articles: dict[int, Mapping[str, object]] = field(default_factory=dict)

    def write(self, number: int, body: str, **fields: object) -> None:
        usual = {"outlet": "Kabar Uji", "title": f"Naskah {number}", "published": "2026-11-20", "url": None}
        self.articles[number] = usual | {"id": str(number), "body": body} | fields

    async def publish(self, number: int, body: str, **fields: object) -> None:
        self.write(number, body, **fields)
        await self.read()

    async def withdraw(self, number: int) -> None:
        del self.articles[number]
        await self.read()

    async def read(self) -> None:
        self.save()
        await self.kutip.reindex([self.file])

    def save(self) -> None:
        lines = (json.dumps(article) for article in self.articles.values())
        self.file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


class DeskClock(HastyClock):
    """Its wall clock stands at ``moment``; the bot looks around only when the test has it look."""

    def __init__(self, moment: datetime = START) -> None:
        super().__init__()
        self.moment = moment
        self._looks = asyncio.Semaphore(0)
        self._resting = asyncio.Event()

    def now(self) -> datetime:
        return self.moment

    async def rest(self, event: asyncio.Event, seconds: float) -> None:
        self._resting.set()
        waiting = [asyncio.ensure_future(event.wait()), asyncio.ensure_future(self._looks.acquire())]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._resting.clear()
            for one in waiting:
                one.cancel()

    async def look(self, **later: float) -> None:
        """So much later, the bot looks once; returns when it has."""
        await self._resting.wait()
        self.moment += timedelta(**later)
        self._resting.clear()
        self._looks.release()
        async with asyncio.timeout(20):
            await self._resting.wait()
