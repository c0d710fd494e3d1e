"""What is to be told unasked: written down once, together with that it was, and then sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Update, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from bot.telegram import answers
from bot.telegram.place import Place
from bot.telegram.response import Response
from bot.telegram.tables import PartRow, PartState
from bot.telegram.watching.tables import NoticeRow, NoticeState
from retrieval.archive.engine import Database

# Below the numbers of updates, under which presses keep what they brought; messages have positive ones.
_FIRST_KEY = -(2**40)


@dataclass(frozen=True, slots=True)
class Notice:
    id: int
    place: Place


class Notices:
    """Every method raises ``ArchiveUnavailable`` when the database does not answer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def write(
        self,
        subject: str,
        place: Place,
        response: Response,
        now: datetime,
        *,
        quotes: Mapping[str, str | None] | None = None,
        also: Callable[[AsyncConnection], Awaitable[None]] | None = None,
    ) -> bool:
        """Keep a notice and whatever ``also`` writes, or nothing; False where the subject was told already.

        ``place`` needs no key. What ``also`` raises goes on to the caller.
        """
        values = {"subject": subject, "chat_id": place.chat_id, "thread_id": place.thread_id}
        values |= {"reply_to": place.reply_to, "state": NoticeState.WAITING, "created_at": now}
        async with self._database.writing() as connection:
            if also is not None:
                await also(connection)
            known = await connection.execute(select(col(NoticeRow.id)).where(col(NoticeRow.subject) == subject))
            if known.first() is not None:
                return False
            kept = {} if quotes is None else {"quotes": dict(quotes)}
            made = await connection.execute(insert(NoticeRow).values(**values, **kept).returning(col(NoticeRow.id)))
            key = _key(made.scalar_one())
            await answers.plan(connection, key, place._replace(key=key), response)
        return True

    async def chats(self) -> list[int]:
        """Those that are still to be told something."""
        waiting = col(NoticeRow.state) == NoticeState.WAITING
        async with self._database.reading() as connection:
            found = await connection.execute(select(col(NoticeRow.chat_id)).where(waiting).distinct())
            return list(found.scalars())

    async def open(self, chat_id: int) -> list[Notice]:
        """What a chat is still to be told, oldest first."""
        columns = (col(NoticeRow.id), col(NoticeRow.thread_id), col(NoticeRow.reply_to))
        waiting = (col(NoticeRow.chat_id) == chat_id, col(NoticeRow.state) == NoticeState.WAITING)
        async with self._database.reading() as connection:
            rows = (await connection.execute(select(*columns).where(*waiting).order_by(col(NoticeRow.id)))).all()
        return [
            Notice(number, Place(chat_id, thread_id, reply_to, key=_key(number)))
            for number, thread_id, reply_to in rows
        ]

    async def waits(self, notice: Notice) -> bool:
        """Whether it is still to be sent."""
        query = select(col(NoticeRow.state)).where(col(NoticeRow.id) == notice.id)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).scalar_one_or_none() == NoticeState.WAITING

    async def sent(self, notice: Notice) -> int:
        """It stands there; gives the chat in which it does."""
        where = (col(PartRow.chat_id) == notice.place.chat_id, col(PartRow.question_id) == notice.place.question)
        async with self._database.writing() as connection:
            await connection.execute(_set(NoticeState.SENT).where(col(NoticeRow.id) == notice.id))
            homes = (await connection.execute(select(col(PartRow.shown_in)).where(*where))).scalars()
            return next((home for home in homes if home is not None), notice.place.chat_id)

    async def drop(self, notice: Notice) -> None:
        """It cannot, or must not, be sent."""
        async with self._database.writing() as connection:
            await connection.execute(_set(NoticeState.DROPPED).where(col(NoticeRow.id) == notice.id))
            await _forget(connection, notice.place)

    async def quotes_told(self, subject: str) -> dict[str, str | None]:
        """What the quotes of the latest notice became whose subject begins so."""
        query = select(col(NoticeRow.quotes)).where(col(NoticeRow.subject).startswith(subject, autoescape=True))
        async with self._database.reading() as connection:
            found = await connection.execute(query.order_by(col(NoticeRow.id).desc()).limit(1))
            return found.scalar_one_or_none() or {}


async def drop_all(connection: AsyncConnection, chat_id: int) -> None:
    """What a chat was still to be told."""
    waiting = (col(NoticeRow.chat_id) == chat_id, col(NoticeRow.state) == NoticeState.WAITING)
    numbers = (await connection.execute(select(col(NoticeRow.id)).where(*waiting))).scalars().all()
    for number in numbers:
        await _forget(connection, Place(chat_id, None, None, key=_key(number)))
    await connection.execute(_set(NoticeState.DROPPED).where(*waiting))


async def _forget(connection: AsyncConnection, place: Place) -> None:
    of_notice = (col(PartRow.chat_id) == place.chat_id, col(PartRow.question_id) == place.question)
    await connection.execute(delete(PartRow).where(*of_notice, col(PartRow.state) != PartState.SHOWN))


def _set(state: NoticeState) -> Update:
    return update(NoticeRow).values(state=state)


def _key(number: int) -> int:
    return _FIRST_KEY - number
