"""Which chats may ask."""

from __future__ import annotations

import logging
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col
from telegram import Chat, Message
from telegram.constants import ChatType

from bot.telegram.clock import Clock
from bot.telegram.tables import ChatRow
from retrieval.archive.engine import Database

log = logging.getLogger(__name__)


class Chats:
    """An empty list allows everyone. A group that became a supergroup keeps what it was allowed."""

    def __init__(self, database: Database, clock: Clock, allowed: Collection[int], admins: Collection[int]) -> None:
        self._database = database
        self._clock = clock
        self._allowed = allowed
        self._admins = admins

    async def may_ask(self, chat: Chat) -> bool:
        return await self._may(chat.id, private=chat.type == ChatType.PRIVATE)

    async def may_ask_privately(self, user_id: int) -> bool:
        """Whether a person may ask; their private chat has their own id (Bot API, "Chat")."""
        return await self._may(user_id, private=True)

    async def may_hear(self, chat_id: int) -> bool:
        """Whether a chat may be told something unasked: it may ask, and the bot is still there."""
        async with self._database.reading() as connection:
            left = await connection.execute(select(col(ChatRow.left_at)).where(col(ChatRow.chat_id) == chat_id))
            gone = left.scalar_one_or_none() is not None
        # Private chats have the positive id of their person (Bot API, "Chat").
        return not gone and await self._may(chat_id, private=chat_id > 0)

    async def _may(self, chat_id: int, *, private: bool) -> bool:
        if not self._allowed or chat_id in self._allowed:
            return True
        if private:
            return chat_id in self._admins
        return await self.formerly(chat_id) in self._allowed

    async def formerly(self, chat_id: int) -> int | None:
        """The group that a supergroup was before, where that is known."""
        async with self._database.reading() as connection:
            found = await connection.execute(select(col(ChatRow.formerly)).where(col(ChatRow.chat_id) == chat_id))
            former: int | None = found.scalar_one_or_none()
            return former

    async def home(self, chat_id: int) -> int:
        """The supergroup that a group became, else the chat itself."""
        async with self._database.reading() as connection:
            found = await connection.execute(select(col(ChatRow.chat_id)).where(col(ChatRow.formerly) == chat_id))
            return found.scalars().first() or chat_id

    async def was_refused(self, chat_id: int) -> bool:
        """Whether the chat was told that it may not ask; once is enough."""
        async with self._database.reading() as connection:
            found = await connection.execute(select(col(ChatRow.refused_at)).where(col(ChatRow.chat_id) == chat_id))
            return found.scalar_one_or_none() is not None

    async def refused(self, chat_id: int) -> None:
        async with self._database.writing() as connection:
            await put(connection, chat_id, refused_at=self._clock.now())

    async def migrated(self, message: Message) -> None:
        """Remember which group a supergroup was before."""
        if message.migrate_from_chat_id is None:
            return
        former = message.migrate_from_chat_id
        async with self._database.writing() as connection:
            await put(connection, message.chat_id, formerly=former)
        if former in self._allowed:
            log.warning(
                "group %s became %s, which may ask as before; write the new id into KUTIP_ALLOWED_CHAT_IDS",
                former,
                message.chat_id,
            )


async def put(connection: AsyncConnection, chat_id: int, **values: object) -> None:
    """Remember this of a chat; two lanes may do so at once."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(ChatRow).values(chat_id=chat_id, **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=[col(ChatRow.chat_id)], set_=values))
