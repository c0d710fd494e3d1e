"""The bot comes into chats, leaves them, and goes with groups that become supergroups."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import col
from telegram import Message
from telegram.constants import ChatMemberStatus

from bot.telegram.chats import put
from bot.telegram.clock import Clock
from bot.telegram.tables import ChatRow
from bot.telegram.watching import notices, store
from retrieval.archive.engine import Database

log = logging.getLogger(__name__)

_GONE = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


class Presence:
    """A chat that the bot is not in is told nothing, and watches for nothing any more."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def changed(self, change: Mapping[str, Any]) -> None:
        """What became of the bot in a chat (Bot API, ChatMemberUpdated, as it came: only the status is of interest).

        Who blocks it "bans" it from their private chat.
        """
        chat_id, member = int(change["chat"]["id"]), change["new_chat_member"]
        if _is_there(member):
            await self.came(chat_id)
        else:
            await self.left(chat_id)

    async def left(self, chat_id: int) -> None:
        now = self._clock.now()
        async with self._database.writing() as connection:
            await put(connection, chat_id, left_at=now)
            ended = await store.end_all(connection, chat_id, now)
            await notices.drop_all(connection, chat_id)
        log.info("chat %s: the bot is not there any more; %d watches ended", chat_id, ended)

    async def came(self, chat_id: int) -> None:
        async with self._database.writing() as connection:
            await put(connection, chat_id, left_at=None)

    async def migrated(self, message: Message) -> None:
        """Told in the group as in the supergroup, whichever comes first."""
        if message.migrate_to_chat_id is not None:
            await self.moved(message.chat_id, message.migrate_to_chat_id)
        if message.migrate_from_chat_id is not None:
            await self.moved(message.migrate_from_chat_id, message.chat_id)

    async def moved(self, former: int, chat_id: int) -> None:
        async with self._database.writing() as connection:
            found = await connection.execute(select(col(ChatRow.left_at)).where(col(ChatRow.chat_id) == former))
            await store.move(connection, former, chat_id, found.scalar_one_or_none())
            await put(connection, chat_id, formerly=former)


def _is_there(member: Mapping[str, Any]) -> bool:
    if member["status"] == ChatMemberStatus.RESTRICTED:
        return bool(member.get("is_member", True))
    return member["status"] not in _GONE
