"""The weekly report, on Mondays in Jakarta."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from bot.telegram.chats import Chats
from bot.telegram.clock import Clock
from bot.telegram.gaps.tables import WeeklyRow
from bot.telegram.gaps.wording import report
from bot.telegram.place import Place
from bot.telegram.response import Response
from bot.telegram.service import Service
from bot.telegram.watching.notices import Notices
from bot.texts import LANGUAGES, Language, load_texts
from retrieval.archive.engine import Database
from retrieval.service import JAKARTA

HOUR = 8
WEEK = timedelta(days=7)


class Weekly:
    """A report that was due while the bot was away is made when it is back; of several weeks only the last."""

    def __init__(self, service: Service, notices: Notices, database: Database, chats: Chats, clock: Clock) -> None:
        self._service = service
        self._notices = notices
        self._database = database
        self._chats = chats
        self._clock = clock

    async def toggle(self, chat_id: int, thread_id: int | None, language: Language) -> bool:
        """Turn it on, or off; gives whether it is on now."""
        homes = [chat_id, await self._chats.formerly(chat_id)]
        where = (col(WeeklyRow.chat_id).in_(homes), col(WeeklyRow.thread_id) == (thread_id or 0))
        async with self._database.writing() as connection:
            if (await connection.execute(delete(WeeklyRow).where(*where))).rowcount:
                return False
            values = {"language": language, "told_at": self._clock.now()}
            await connection.execute(insert(WeeklyRow).values(chat_id=chat_id, thread_id=thread_id or 0, **values))
        return True

    async def go(self) -> None:
        """Write down what is due by now."""
        due = last_monday(self._clock.now())
        query = select(col(WeeklyRow.chat_id), col(WeeklyRow.thread_id), col(WeeklyRow.language))
        async with self._database.reading() as connection:
            rows = (await connection.execute(query.where(col(WeeklyRow.told_at) < due))).all()
        for chat_id, thread_id, language in rows:
            await self._tell(chat_id, thread_id, language, due)

    async def _tell(self, chat_id: int, thread_id: int, language: str, due: datetime) -> None:
        home = await self._chats.home(chat_id)
        # Of a group that became a supergroup, topics have other numbers.
        place = Place(home, thread_id or None if home == chat_id else None, None)
        spoken = next(one for one in LANGUAGES if one == language)

        async def told(connection: AsyncConnection) -> None:
            await connection.execute(update(WeeklyRow).where(*_is(chat_id, thread_id)).values(told_at=due))

        response = Response(report(await self._service.gaps(WEEK), WEEK.days, load_texts(spoken)), language=spoken)
        subject = f"gaps:{chat_id}:{thread_id}:{due:%G-%V}"
        await self._notices.write(subject, place, response, self._clock.now(), also=told)


def last_monday(now: datetime) -> datetime:
    """The latest Monday at ``HOUR`` in Jakarta that is not after ``now``."""
    local = now.astimezone(JAKARTA)
    monday = datetime.combine(local.date() - timedelta(days=local.weekday()), time(HOUR), JAKARTA)
    return monday if monday <= local else monday - WEEK


def _is(chat_id: int, thread_id: int) -> tuple[ColumnElement[bool], ...]:
    return (col(WeeklyRow.chat_id) == chat_id, col(WeeklyRow.thread_id) == thread_id)
