"""Watches on disk."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from bot.telegram.watching.tables import Mode, WatchRow
from bot.texts import Language
from retrieval.archive.columns import storable
from retrieval.archive.engine import Database


@dataclass(frozen=True, slots=True)
class Watch:
    """See ``WatchRow``."""

    id: int
    chat_id: int
    thread_id: int | None
    asked_by: int | None
    words: str
    language: Language
    mode: Mode
    told_at: datetime
    seen_version: int
    ended: bool

    @property
    def daily(self) -> bool:
        return self.mode is Mode.DAILY


@dataclass(frozen=True, slots=True)
class Wish:
    """A watch as somebody asks for it; see ``WatchRow`` for what stands for the asking message."""

    chat_id: int
    thread_id: int | None
    message_id: int
    asked_by: int | None
    words: str
    language: Language
    mode: Mode


class Changed(Exception):
    """Somebody has changed the watch meanwhile."""


_COLUMNS = (
    *(col(WatchRow.id), col(WatchRow.chat_id), col(WatchRow.thread_id), col(WatchRow.asked_by)),
    *(col(WatchRow.words), col(WatchRow.language), col(WatchRow.mode)),
    *(col(WatchRow.told_at), col(WatchRow.seen_version), col(WatchRow.ended_at)),
)
_OPEN = col(WatchRow.ended_at).is_(None)


class Watches:
    """Every method raises ``ArchiveUnavailable`` when the database does not answer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def put(self, wish: Wish, version: int, now: datetime) -> Watch:
        """The watch that a message asks for: a new one, the same again, or with other words after an edit."""
        asked = (col(WatchRow.asked_in) == wish.chat_id, col(WatchRow.message_id) == wish.message_id)
        async with self._database.writing() as connection:
            known = await _one(connection, *asked)
            if known is None:
                values = _wished(wish) | {"asked_in": wish.chat_id, "message_id": wish.message_id, "created_at": now}
                values |= {"chat_id": wish.chat_id, "thread_id": wish.thread_id, "asked_by": wish.asked_by}
                await connection.execute(insert(WatchRow).values(**values, seen_version=version, told_at=now))
            elif known.words != wish.words:
                values = _wished(wish) | {"seen_version": version, "told_at": now, "ended_at": None}
                await connection.execute(update(WatchRow).where(*asked).values(**values))
            else:
                return known
            put = await _one(connection, *asked)
        if put is None:
            raise LookupError(f"chat {wish.chat_id}: the watch of message {wish.message_id} was not kept")
        return put

    async def of_message(self, chat_id: int, message_id: int) -> Watch | None:
        return await self._find(col(WatchRow.asked_in) == chat_id, col(WatchRow.message_id) == message_id)

    async def find(self, watch_id: int) -> Watch | None:
        return await self._find(col(WatchRow.id) == watch_id)

    async def of_chat(self, chat_id: int) -> list[Watch]:
        """Those of a chat and all of its topics that go on, oldest first."""
        return await self._all(col(WatchRow.chat_id) == chat_id)

    async def open(self) -> list[Watch]:
        """Those of all chats that go on."""
        return await self._all()

    async def set_mode(self, watch_id: int, mode: Mode, now: datetime) -> None:
        """What was not told yet comes in the new way; the next digest is the next one from now."""
        changed = (col(WatchRow.id) == watch_id, col(WatchRow.mode) != mode)
        async with self._database.writing() as connection:
            await connection.execute(update(WatchRow).where(*changed).values(mode=mode, told_at=now))

    async def end(self, watch_id: int, now: datetime) -> None:
        async with self._database.writing() as connection:
            await connection.execute(update(WatchRow).where(col(WatchRow.id) == watch_id, _OPEN).values(ended_at=now))

    async def told(self, watches: Iterable[Watch], version: int, now: datetime) -> None:
        """There was nothing to tell of these up to a version, or it must not be told."""
        async with self._database.writing() as connection:
            for watch in watches:
                await _tell(connection, watch, version, now)

    async def _find(self, *conditions: ColumnElement[bool]) -> Watch | None:
        async with self._database.reading() as connection:
            return await _one(connection, *conditions)

    async def _all(self, *conditions: ColumnElement[bool]) -> list[Watch]:
        query = select(*_COLUMNS).where(_OPEN, *conditions).order_by(col(WatchRow.id))
        async with self._database.reading() as connection:
            return [_watch(row) for row in (await connection.execute(query)).all()]


async def told(connection: AsyncConnection, watches: Collection[Watch], version: int, now: datetime) -> None:
    """Note, as a part of what else is written, that these were told up to a version.

    Raises Changed where one of them is no longer as it was read.
    """
    for watch in watches:
        if not await _tell(connection, watch, version, now):
            raise Changed(f"watch {watch.id}")


async def end_all(connection: AsyncConnection, chat_id: int, now: datetime) -> int:
    """End a chat's watches; gives their number."""
    ended = await connection.execute(
        update(WatchRow).where(col(WatchRow.chat_id) == chat_id, _OPEN).values(ended_at=now)
    )
    return ended.rowcount


async def move(connection: AsyncConnection, former: int, chat_id: int, left_at: datetime | None) -> None:
    """A group became a supergroup, and its watches go with it; basic groups have no topics.

    Those that ended because the bot seemed to have left go on.
    """
    of_group = col(WatchRow.chat_id) == former
    if left_at is not None:
        await connection.execute(
            update(WatchRow).where(of_group, col(WatchRow.ended_at) == left_at).values(ended_at=None)
        )
    await connection.execute(update(WatchRow).where(of_group).values(chat_id=chat_id, thread_id=None))


async def _tell(connection: AsyncConnection, watch: Watch, version: int, now: datetime) -> bool:
    as_read = (
        *(col(WatchRow.id) == watch.id, col(WatchRow.chat_id) == watch.chat_id, col(WatchRow.words) == watch.words),
        *(col(WatchRow.mode) == watch.mode, col(WatchRow.seen_version) == watch.seen_version, _OPEN),
    )
    changed = await connection.execute(update(WatchRow).where(*as_read).values(seen_version=version, told_at=now))
    return bool(changed.rowcount)


async def _one(connection: AsyncConnection, *conditions: ColumnElement[bool]) -> Watch | None:
    row = (await connection.execute(select(*_COLUMNS).where(*conditions))).one_or_none()
    return None if row is None else _watch(row)


def _watch(row: Any) -> Watch:
    watch_id, chat_id, thread_id, asked_by, words, language, mode, told_at, seen_version, ended_at = row
    ended = ended_at is not None
    return Watch(watch_id, chat_id, thread_id, asked_by, words, language, Mode(mode), told_at, seen_version, ended)


def _wished(wish: Wish) -> dict[str, Any]:
    return {"words": storable(wish.words), "language": wish.language, "mode": wish.mode}
