"""Erases what is kept of somebody, in all chats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection, delete, func, select, update
from sqlmodel import col

from bot.telegram.panel.tables import FeedbackRow
from bot.telegram.preferences.tables import PreferenceRow
from bot.telegram.tables import PartRow
from bot.telegram.watching.tables import WatchRow
from retrieval.archive.engine import Database
from retrieval.archive.keeping import SLICE, Kept, erase, erase_before, kept


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is kept of one person: exchanges, verdicts on answers, watches that they set, their private settings."""

    exchanges: Kept
    verdicts: int
    watches: int
    settings: bool

    @property
    def any(self) -> bool:
        return bool(self.exchanges.exchanges or self.verdicts or self.watches or self.settings)


class Erasure:
    """Every method raises ``ArchiveUnavailable`` when the database does not answer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, user_id: int) -> Holdings:
        return await self._database.read(partial(_held, user_id))

    async def erase(self, user_id: int) -> None:
        """Everything or, after a kill, nothing."""
        await self._database.write(partial(_erase, user_id))

    async def erase_older(self, than: timedelta, now: datetime) -> int:
        """Exchanges, and what was said in answer to them; gives their number."""
        return await self._database.write(partial(_erase_before, now - than))


def _ending(user_id: int) -> str:
    # ``conversation.chat_key`` ends with the writer.
    return f":{user_id}"


def _held(user_id: int, connection: Connection) -> Holdings:
    verdicts = select(func.count()).select_from(FeedbackRow).where(col(FeedbackRow.user_id) == user_id)
    watches = select(func.count()).select_from(WatchRow).where(col(WatchRow.asked_by) == user_id)
    chosen = select(col(PreferenceRow.chosen)).where(col(PreferenceRow.chat_id) == user_id)
    return Holdings(
        kept(_ending(user_id), connection),
        connection.execute(verdicts).scalar_one(),
        connection.execute(watches).scalar_one(),
        bool(connection.execute(chosen).scalar_one_or_none()),
    )


def _erase(user_id: int, connection: Connection) -> None:
    _forget_answers(erase(_ending(user_id), connection), connection)
    connection.execute(delete(FeedbackRow).where(col(FeedbackRow.user_id) == user_id))
    # A private chat has the id of its person (Bot API, "Chat"); in a group a watch is the group's, too.
    connection.execute(delete(WatchRow).where(col(WatchRow.chat_id) == user_id))
    connection.execute(update(WatchRow).where(col(WatchRow.asked_by) == user_id).values(asked_by=None))
    connection.execute(delete(PreferenceRow).where(col(PreferenceRow.chat_id) == user_id))


def _erase_before(moment: datetime, connection: Connection) -> int:
    erased = erase_before(moment, connection)
    _forget_answers(erased, connection)
    return len(erased)


def _forget_answers(exchanges: Sequence[str], connection: Connection) -> None:
    for begin in range(0, len(exchanges), SLICE):
        part = exchanges[begin : begin + SLICE]
        connection.execute(delete(PartRow).where(col(PartRow.exchange_id).in_(part)))
        connection.execute(delete(FeedbackRow).where(col(FeedbackRow.exchange_id).in_(part)))
