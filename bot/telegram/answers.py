"""The messages that answer a question: written down before they are sent, so that a restart goes on where it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from bot.telegram.place import Place, Shown
from bot.telegram.tables import PartRow, PartState
from retrieval.archive.columns import storable
from retrieval.archive.engine import Database


@dataclass(frozen=True, slots=True)
class Part:
    """One message of an answer that is not yet as it should be; ``html`` is None when it must go."""

    ordinal: int
    html: str | None
    shown: Shown | None


class Answers:
    """Every method raises ``ArchiveUnavailable`` when the database does not answer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def plan(self, update_id: int, place: Place, parts: Sequence[str], exchange_id: str | None) -> None:
        """What the answer to the message at ``place`` must look like from now on, whatever it looked like before."""
        async with self._database.writing() as connection:
            present = await _ordinals(connection, place)
            for ordinal, html in enumerate(parts):
                values = {
                    "update_id": update_id,
                    "state": PartState.WAITING,
                    "html": storable(html),
                    "exchange_id": exchange_id,
                }
                if ordinal in present:
                    await connection.execute(update(PartRow).where(*_is(place, ordinal)).values(**values))
                else:
                    key = {"chat_id": place.chat_id, "question_id": place.reply_to, "ordinal": ordinal}
                    await connection.execute(insert(PartRow).values(thread_id=place.thread_id, **key, **values))
            await connection.execute(
                update(PartRow)
                .where(*_of(place), col(PartRow.ordinal) >= len(parts))
                .values(update_id=update_id, state=PartState.SURPLUS, html=None)
            )

    async def planned_by(self, update_id: int) -> bool:
        """Whether the update was answered already, be it only in the plan."""
        async with self._database.reading() as connection:
            found = await connection.execute(
                select(col(PartRow.ordinal)).where(col(PartRow.update_id) == update_id).limit(1)
            )
            return found.first() is not None

    async def open_parts(self, place: Place) -> list[Part]:
        """What is still to be sent, edited or deleted, in order."""
        query = (
            select(col(PartRow.ordinal), col(PartRow.html), col(PartRow.shown_in), col(PartRow.message_id))
            .where(*_of(place), col(PartRow.state) != PartState.SHOWN)
            .order_by(col(PartRow.ordinal))
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [
            Part(ordinal, html, None if chat is None or message is None else Shown(chat, message))
            for ordinal, html, chat, message in rows
        ]

    async def shown(self, place: Place, ordinal: int, shown: Shown) -> None:
        """The part stands there as planned."""
        values = {"state": PartState.SHOWN, "html": None, "shown_in": shown.chat_id, "message_id": shown.message_id}
        async with self._database.writing() as connection:
            await connection.execute(update(PartRow).where(*_is(place, ordinal)).values(**values))

    async def gone(self, place: Place, ordinal: int) -> None:
        """The part was deleted."""
        async with self._database.writing() as connection:
            await connection.execute(delete(PartRow).where(*_is(place, ordinal)))

    async def exchange_behind(self, shown: Shown) -> str | None:
        """The exchange that a message of the bot belongs to."""
        query = select(col(PartRow.exchange_id)).where(
            col(PartRow.shown_in) == shown.chat_id, col(PartRow.message_id) == shown.message_id
        )
        async with self._database.reading() as connection:
            return (await connection.execute(query)).scalar_one_or_none()

    async def exchange_for(self, place: Place) -> str | None:
        """The exchange that the answer to the message at ``place`` came from."""
        query = select(col(PartRow.exchange_id)).where(*_of(place)).order_by(col(PartRow.ordinal)).limit(1)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).scalar_one_or_none()


async def _ordinals(connection: AsyncConnection, place: Place) -> set[int]:
    return set((await connection.execute(select(col(PartRow.ordinal)).where(*_of(place)))).scalars())


def _of(place: Place) -> tuple[ColumnElement[bool], ...]:
    return (col(PartRow.chat_id) == place.chat_id, col(PartRow.question_id) == place.reply_to)


def _is(place: Place, ordinal: int) -> tuple[ColumnElement[bool], ...]:
    return (*_of(place), col(PartRow.ordinal) == ordinal)
