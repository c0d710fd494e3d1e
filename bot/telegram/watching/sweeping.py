"""Forgets what no button, quote or restart can ask for any more."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import delete
from sqlmodel import col

from bot.telegram.clock import Clock
from bot.telegram.watching.tables import NoticeRow, NoticeState, WatchRow
from retrieval.archive.engine import Database

# For so long the button of a watch that was stopped can say so.
_WATCHES_KEPT = timedelta(days=30)


class Sweeping:
    """Once a day. A notice is kept for as long as a quote that it corrected could be corrected again."""

    def __init__(self, database: Database, correction_days: int, clock: Clock) -> None:
        self._database = database
        self._notices_kept = timedelta(days=correction_days + 1)
        self._clock = clock
        self._swept: date | None = None

    async def go(self) -> None:
        now = self._clock.now()
        if self._swept == now.date():
            return
        async with self._database.writing() as connection:
            await connection.execute(
                delete(NoticeRow).where(
                    col(NoticeRow.state) != NoticeState.WAITING, col(NoticeRow.created_at) < now - self._notices_kept
                )
            )
            await connection.execute(delete(WatchRow).where(col(WatchRow.ended_at) < now - _WATCHES_KEPT))
        self._swept = now.date()
