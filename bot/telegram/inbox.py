"""Updates on disk: taken once however often they are delivered, pending until they are answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col

from bot.telegram.clock import Clock
from bot.telegram.tables import UpdateRow, UpdateState
from retrieval.archive.engine import Database
from retrieval.archive.migrate import migrate

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "kutip_telegram_version"
# Telegram delivers again for a day; after a week without updates its numbers start anywhere, old ones included.
KEPT = timedelta(days=3)

_MESSAGES = ("message", "edited_message", "channel_post", "edited_channel_post")
# Bot API, "Update": the kinds that Kutip reads.
KINDS = (*_MESSAGES, "callback_query", "my_chat_member", "inline_query")


class Waiting(NamedTuple):
    """A pending update and the lane in which it keeps its order."""

    update_id: int
    lane: str


async def prepare(engine: AsyncEngine) -> None:
    """Make the bot's tables beside the archive's; raises ``ArchiveUnavailable``."""
    await migrate(engine, MIGRATIONS, VERSION_TABLE)


class Inbox:
    """Every method raises ``ArchiveUnavailable`` when the database does not answer."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def take(self, payloads: Iterable[Mapping[str, Any]]) -> list[Waiting]:
        """Keep updates; gives those that were not known before, in order."""
        now = self._clock.now()
        rows = [_row(payload, now) for payload in payloads]
        if not rows:
            return []
        insert = sqlite.insert if self._database.location.file is not None else postgresql.insert
        taken = []
        async with self._database.writing() as connection:
            for row in rows:
                done = await connection.execute(insert(UpdateRow).values(**row).on_conflict_do_nothing())
                if done.rowcount:
                    taken.append(Waiting(row["update_id"], row["lane"]))
        return taken

    async def pending(self) -> list[Waiting]:
        """What is still to be answered, oldest first."""
        query = (
            select(col(UpdateRow.update_id), col(UpdateRow.lane))
            .where(col(UpdateRow.state) == UpdateState.PENDING)
            .order_by(col(UpdateRow.update_id))
        )
        async with self._database.reading() as connection:
            return [Waiting(*row) for row in await connection.execute(query)]

    async def newest(self, lane: str) -> int | None:
        """The last update that is pending in a lane."""
        query = select(func.max(col(UpdateRow.update_id))).where(
            col(UpdateRow.state) == UpdateState.PENDING, col(UpdateRow.lane) == lane
        )
        async with self._database.reading() as connection:
            newest: int | None = (await connection.execute(query)).scalar_one_or_none()
            return newest

    async def payload(self, update_id: int) -> dict[str, Any] | None:
        """A pending update's payload; None when it is finished."""
        query = select(col(UpdateRow.payload)).where(
            col(UpdateRow.update_id) == update_id, col(UpdateRow.state) == UpdateState.PENDING
        )
        async with self._database.reading() as connection:
            payload: dict[str, Any] | None = (await connection.execute(query)).scalar_one_or_none()
            return payload

    async def finish(self, update_id: int, state: UpdateState) -> None:
        """Mark an update; its text is not needed any more."""
        statement = update(UpdateRow).where(col(UpdateRow.update_id) == update_id).values(state=state, payload={})
        async with self._database.writing() as connection:
            await connection.execute(statement)

    async def prune(self) -> int:
        """Forget finished updates that Telegram will not deliver again; gives their number."""
        statement = delete(UpdateRow).where(
            col(UpdateRow.state) != UpdateState.PENDING, col(UpdateRow.received_at) < self._clock.now() - KEPT
        )
        async with self._database.writing() as connection:
            return (await connection.execute(statement)).rowcount


def inline_lane(user_id: int) -> str:
    """The lane of one person's inline queries."""
    return f"inline:{user_id}"


def lane_of(payload: Mapping[str, Any]) -> str:
    """Messages, and the bot's coming and going, keep the order of their chat; a button press waits for none of them."""
    for kind in (*_MESSAGES, "my_chat_member"):
        chat_id = _at(payload, (kind, "chat", "id"))
        if chat_id is not None:
            return f"chat:{chat_id}"
    inline = _at(payload, ("inline_query", "from", "id"))
    if inline is not None:
        return inline_lane(inline)
    return f"button:{_at(payload, ('callback_query', 'from', 'id'))}"


def _row(payload: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    return {
        "update_id": int(payload["update_id"]),
        "lane": lane_of(payload),
        "payload": dict(payload),
        "received_at": now,
        "state": UpdateState.PENDING,
    }


def _at(payload: Any, path: Sequence[str]) -> Any:
    for name in path:
        payload = payload.get(name) if isinstance(payload, Mapping) else None
    return payload
