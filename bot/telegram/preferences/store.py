"""Choices on disk; a group that became a supergroup keeps its own."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Connection, case, delete, insert, or_, select
from sqlmodel import col

from bot.telegram.preferences.choice import Choice
from bot.telegram.preferences.tables import PreferenceRow
from bot.telegram.tables import ChatRow
from retrieval.archive.engine import Database


class Preferences:
    """Every method raises ``ArchiveUnavailable`` when the database does not answer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, chat_id: int) -> Choice:
        return await self._database.read(partial(_find, chat_id))

    async def digest_hour(self, chat_id: int) -> int:
        """In Jakarta, 0 to 23."""
        return (await self.of(chat_id)).digest_hour

    async def choose(self, chat_id: int, choice: Choice) -> None:
        """From now on; the defaults are kept as such, so that a former group's choice does not come back."""
        await self._database.write(partial(_put, chat_id, choice))


def _find(chat_id: int, connection: Connection) -> Choice:
    former = select(col(ChatRow.formerly)).where(col(ChatRow.chat_id) == chat_id).scalar_subquery()
    own = col(PreferenceRow.chat_id) == chat_id
    found = connection.execute(
        select(col(PreferenceRow.chosen))
        .where(or_(own, col(PreferenceRow.chat_id) == former))
        .order_by(case((own, 0), else_=1))
        .limit(1)
    )
    return Choice.read(found.scalar_one_or_none() or {})


def _put(chat_id: int, choice: Choice, connection: Connection) -> None:
    connection.execute(delete(PreferenceRow).where(col(PreferenceRow.chat_id) == chat_id))
    connection.execute(insert(PreferenceRow).values(chat_id=chat_id, chosen=choice.record()))
