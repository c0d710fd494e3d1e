"""The messages that answer a question: written down before they are sent, so that a restart goes on where it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from bot.telegram.place import Place, Shown
from bot.telegram.response import Button, Response, Rows
from bot.telegram.tables import PartRow, PartState
from bot.texts import Language
from retrieval.archive.columns import storable
from retrieval.archive.engine import Database


@dataclass(frozen=True, slots=True)
class Part:
    """One message of an answer that is not yet as it should be; ``html`` is None when it must go.

    ``pictured`` says that it stands there as a photo, which no text can take the place of.
    """

    ordinal: int
    html: str | None
    shown: Shown | None
    buttons: Rows = ()
    picture: bytes | None = None
    pictured: bool = False


class Given(NamedTuple):
    """An answer that was given: where it stands, and the language of whoever asked."""

    shown: Shown
    language: Language | None


class Answers:
    """Every method raises ``ArchiveUnavailable`` when the database does not answer."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def plan(self, update_id: int, place: Place, response: Response) -> None:
        """What the answer to the message at ``place`` must look like from now on, whatever it looked like before."""
        async with self._database.writing() as connection:
            await plan(connection, update_id, place, response)

    async def change(self, update_id: int, shown: Shown, response: Response) -> Place | None:
        """What one message of the bot must look like from now on; gives where it belongs, None if it is not known.

        ``response`` must have one part.
        """
        where = (col(PartRow.shown_in) == shown.chat_id, col(PartRow.message_id) == shown.message_id)
        query = select(col(PartRow.chat_id), col(PartRow.thread_id), col(PartRow.question_id)).where(*where)
        async with self._database.writing() as connection:
            found = (await connection.execute(query)).one_or_none()
            if found is None:
                return None
            await connection.execute(update(PartRow).where(*where).values(**_values(update_id, response, 0)))
        return Place(found.chat_id, found.thread_id, shown.message_id, key=found.question_id)

    async def place_of(self, update_id: int, shown: Shown) -> Place | None:
        """Where a message of the bot that this update changes belongs."""
        where = (col(PartRow.shown_in) == shown.chat_id, col(PartRow.message_id) == shown.message_id)
        query = select(col(PartRow.chat_id), col(PartRow.thread_id), col(PartRow.question_id))
        async with self._database.reading() as connection:
            found = await connection.execute(query.where(*where, col(PartRow.update_id) == update_id))
            row = found.one_or_none()
        return None if row is None else Place(row.chat_id, row.thread_id, shown.message_id, key=row.question_id)

    async def topic_of(self, shown: Shown) -> int | None:
        """The topic that a message of the bot stands in, where both are known."""
        query = select(col(PartRow.thread_id)).where(
            col(PartRow.shown_in) == shown.chat_id, col(PartRow.message_id) == shown.message_id
        )
        async with self._database.reading() as connection:
            topic: int | None = (await connection.execute(query)).scalar_one_or_none()
            return topic

    async def planned_by(self, update_id: int) -> bool:
        """Whether the update was answered already, be it only in the plan."""
        async with self._database.reading() as connection:
            found = await connection.execute(
                select(col(PartRow.ordinal)).where(col(PartRow.update_id) == update_id).limit(1)
            )
            return found.first() is not None

    async def open_parts(self, place: Place) -> list[Part]:
        """What is still to be sent, edited or deleted, in order."""
        columns = (col(PartRow.html), col(PartRow.buttons), col(PartRow.picture), col(PartRow.pictured))
        query = (
            select(col(PartRow.ordinal), col(PartRow.shown_in), col(PartRow.message_id), *columns)
            .where(*_of(place), col(PartRow.state) != PartState.SHOWN)
            .order_by(col(PartRow.ordinal))
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [
            Part(ordinal, html, _shown(chat, message), _rows(buttons), picture, pictured)
            for ordinal, chat, message, html, buttons, picture, pictured in rows
        ]

    async def shown(self, place: Place, ordinal: int, shown: Shown, *, pictured: bool = False) -> None:
        """The part stands there as planned."""
        values: dict[str, Any] = {"state": PartState.SHOWN, "html": None, "picture": None, "pictured": pictured}
        values |= {"shown_in": shown.chat_id, "message_id": shown.message_id}
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

    async def given(self, exchange_id: str) -> Given | None:
        """Where the first message that stands for an exchange is."""
        columns = (col(PartRow.shown_in), col(PartRow.message_id), col(PartRow.language))
        query = select(*columns).where(col(PartRow.exchange_id) == exchange_id, col(PartRow.message_id).is_not(None))
        async with self._database.reading() as connection:
            found = await connection.execute(query.order_by(col(PartRow.update_id), col(PartRow.ordinal)).limit(1))
            row = found.one_or_none()
        shown = None if row is None else _shown(row.shown_in, row.message_id)
        return None if row is None or shown is None else Given(shown, row.language)

    async def exchange_for(self, place: Place) -> str | None:
        """The exchange that the answer to the message at ``place`` came from."""
        query = select(col(PartRow.exchange_id)).where(*_of(place)).order_by(col(PartRow.ordinal)).limit(1)
        async with self._database.reading() as connection:
            return (await connection.execute(query)).scalar_one_or_none()


async def plan(connection: AsyncConnection, update_id: int, place: Place, response: Response) -> None:
    """The same as :meth:`Answers.plan`, as a part of what else the connection writes."""
    present = await _ordinals(connection, place)
    for ordinal in range(len(response.parts)):
        values = _values(update_id, response, ordinal)
        if ordinal in present:
            await connection.execute(update(PartRow).where(*_is(place, ordinal)).values(**values))
        else:
            key = {"chat_id": place.chat_id, "question_id": place.question, "ordinal": ordinal}
            await connection.execute(insert(PartRow).values(thread_id=place.thread_id, **key, **values))
    await connection.execute(
        update(PartRow)
        .where(*_of(place), col(PartRow.ordinal) >= len(response.parts))
        .values(update_id=update_id, state=PartState.SURPLUS, html=None)
    )


def _values(update_id: int, response: Response, ordinal: int) -> dict[str, Any]:
    last = ordinal == len(response.parts) - 1
    return {
        "update_id": update_id,
        "state": PartState.WAITING,
        "html": storable(response.parts[ordinal]),
        "exchange_id": response.exchange_id,
        "language": response.language,
        "buttons": [[[one.label, one.data] for one in row] for row in response.buttons] if last else None,
        "picture": response.picture if ordinal == 0 else None,
    }


def _shown(chat_id: int | None, message_id: int | None) -> Shown | None:
    return None if chat_id is None or message_id is None else Shown(chat_id, message_id)


def _rows(stored: Sequence[Sequence[Sequence[str]]] | None) -> Rows:
    return tuple(tuple(Button(label, data) for label, data in row) for row in stored or ())


async def _ordinals(connection: AsyncConnection, place: Place) -> set[int]:
    return set((await connection.execute(select(col(PartRow.ordinal)).where(*_of(place)))).scalars())


def _of(place: Place) -> tuple[ColumnElement[bool], ...]:
    return (col(PartRow.chat_id) == place.chat_id, col(PartRow.question_id) == place.question)


def _is(place: Place, ordinal: int) -> tuple[ColumnElement[bool], ...]:
    return (*_of(place), col(PartRow.ordinal) == ordinal)
