"""Reindexes on disk, so that whoever asked for one learns how it ended, whatever happens to the bot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import insert, select, update
from sqlmodel import col

from bot.telegram.clock import Clock
from bot.telegram.place import Place, Shown
from bot.telegram.tables import JobRow, JobState
from retrieval.archive.engine import Database


@dataclass(frozen=True, slots=True)
class Job:
    """A reindex that was asked for at ``place``; ``html`` is its outcome, once there is one."""

    id: int
    place: Place
    shown: Shown | None
    html: str | None


class Jobs:
    """Every method raises ``ArchiveUnavailable`` when the database does not answer."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def begin(self, job_id: int, place: Place, asked_by: int) -> None:
        values = {
            "update_id": job_id,
            "chat_id": place.chat_id,
            "thread_id": place.thread_id,
            "question_id": place.reply_to,
            "asked_by": asked_by,
            "started_at": self._clock.now(),
            "state": JobState.RUNNING,
        }
        async with self._database.writing() as connection:
            await connection.execute(insert(JobRow).values(**values))

    async def exists(self, job_id: int) -> bool:
        async with self._database.reading() as connection:
            found = await connection.execute(select(col(JobRow.update_id)).where(col(JobRow.update_id) == job_id))
            return found.first() is not None

    async def shown(self, job_id: int, shown: Shown) -> None:
        """Its message stands there."""
        await self._change(job_id, shown_in=shown.chat_id, message_id=shown.message_id)

    async def ended(self, job_id: int, html: str) -> None:
        """How it ended, still to be told."""
        await self._change(job_id, state=JobState.TELLING, html=html)

    async def told(self, job_id: int) -> None:
        await self._change(job_id, state=JobState.TOLD, html=None)

    async def open(self) -> Sequence[Job]:
        """Those that were running or still to be told when the bot ended."""
        query = select(
            *(col(JobRow.update_id), col(JobRow.chat_id), col(JobRow.thread_id), col(JobRow.question_id)),
        ).add_columns(col(JobRow.shown_in), col(JobRow.message_id), col(JobRow.html))
        query = query.where(col(JobRow.state) != JobState.TOLD).order_by(col(JobRow.update_id))
        async with self._database.reading() as connection:
            rows = (await connection.execute(query)).all()
        return [
            Job(
                job_id,
                Place(chat_id, thread_id, question_id),
                None if shown_in is None or message_id is None else Shown(shown_in, message_id),
                html,
            )
            for job_id, chat_id, thread_id, question_id, shown_in, message_id, html in rows
        ]

    async def _change(self, job_id: int, **values: object) -> None:
        async with self._database.writing() as connection:
            await connection.execute(update(JobRow).where(col(JobRow.update_id) == job_id).values(**values))
