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

    async def toggle(self, place: Place, message_id: int, language: Language) -> bool:
        """Turn it on or off as a message asks; gives whether it is on now, for the same message always the same."""
        former = await self._chats.formerly(place.chat_id)
        async with self._database.writing() as connection:
            return await _toggle(connection, place, former, message_id, language, self._clock.now())

    async def go(self) -> None:
        """Write down what is due by now."""
        due = last_monday(self._clock.now())
        query = select(col(WeeklyRow.chat_id), col(WeeklyRow.thread_id), col(WeeklyRow.language))
        async with self._database.reading() as connection:
            rows = (await connection.execute(query.where(col(WeeklyRow.wanted), col(WeeklyRow.told_at) < due))).all()
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


async def _toggle(
    connection: AsyncConnection, place: Place, former: int | None, message_id: int, language: Language, now: datetime
) -> bool:
    where = (col(WeeklyRow.chat_id).in_([place.chat_id, former]), col(WeeklyRow.thread_id) == (place.thread_id or 0))
    columns = (col(WeeklyRow.chat_id), col(WeeklyRow.message_id), col(WeeklyRow.wanted))
    rows = (await connection.execute(select(*columns).where(*where))).all()
    for chat_id, asked_by, wanted in rows:
        # After a kill the message is read once more.
        if (chat_id, asked_by) == (place.chat_id, message_id):
            return bool(wanted)
    wanted = not any(row.wanted for row in rows)
    await connection.execute(delete(WeeklyRow).where(*where))
    values = {"language": language, "told_at": now, "message_id": message_id, "wanted": wanted}
    home = {"chat_id": place.chat_id, "thread_id": place.thread_id or 0}
    await connection.execute(insert(WeeklyRow).values(**home, **values))
    return wanted


def _is(chat_id: int, thread_id: int) -> tuple[ColumnElement[bool], ...]:
    return (col(WeeklyRow.chat_id) == chat_id, col(WeeklyRow.thread_id) == thread_id)
