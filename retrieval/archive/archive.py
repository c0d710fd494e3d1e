"""The archive: what is stored, read back exactly as it was stored."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from types import TracebackType
from typing import Self

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlmodel import col

from retrieval.archive import exchanges
from retrieval.archive.engine import Database
from retrieval.archive.exchanges import new_exchange_id
from retrieval.archive.loading import lay_out, select_index
from retrieval.archive.location import Location
from retrieval.archive.migrate import migrate
from retrieval.archive.records import ArchiveFacts, Exchange, StoredArticle, StoredIndex, StoredSentence
from retrieval.archive.selecting import AnyRow, current_at, place, placed_refs, ref, refs, words
from retrieval.archive.tables import RevisionRow, SentenceRow, TermRow, VersionRow, VersionState
from retrieval.article import Span
from retrieval.errors import UnknownVersion

__all__ = ["Archive", "new_exchange_id"]

# SQLite of 2020 and before takes 999 parameters in a statement.
SLICE = 900
REMEMBERED = 50_000
_ACTIVE = select(col(VersionRow.id)).where(col(VersionRow.state) == VersionState.ACTIVE)


class Archive:
    """Open with :meth:`open`; close when done, or use it as an async context manager.

    Every method raises ``ArchiveUnavailable`` when the database does not answer.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        # The sentences of a version never change, and an archive that fits is read once.
        self._remembered: dict[int, StoredSentence] = {}

    @property
    def engine(self) -> AsyncEngine:
        """For tables of others beside the archive's; ``database.writing()`` is the safe way to write them."""
        return self.database.engine

    @classmethod
    async def open(cls, url: str) -> Self:
        """Connect and bring the tables up to date.

        ``url`` is ``sqlite:///FILE``, ``sqlite+aiosqlite:///FILE``, ``postgres://``, ``postgresql://`` or
        ``postgresql+asyncpg://``. Raises ``InvalidDatabaseURL`` and ``ArchiveUnavailable``.
        """
        database = Database(Location.parse(url))
        try:
            await migrate(database.engine)
        except BaseException:
            await database.close()
            raise
        return cls(database)

    async def close(self) -> None:
        await self.database.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def current_version(self) -> int | None:
        """The active index version, or ``None`` before the first reindex."""
        return await self.database.read(lambda connection: connection.execute(_ACTIVE).scalar_one_or_none())

    async def load(self, version: int) -> StoredIndex:
        """Everything that the postings of a version are laid out from; reads no text.

        Raises ``UnknownVersion`` for a version that never answered.
        """
        async with self.database.reading() as connection:
            await _known(connection, version)
            rows = (await connection.execute(select_index(version))).all()
            terms = (await connection.execute(select(col(TermRow.id), col(TermRow.text)))).all()
        return await asyncio.to_thread(_laid_out, rows, terms)

    async def sentences(self, ids: Sequence[int]) -> list[StoredSentence]:
        """The sentences with these ids, in the order asked; raises ``KeyError`` for an id that is none."""
        found = {identity: self._remembered[identity] for identity in ids if identity in self._remembered}
        found |= await self._read_sentences([identity for identity in ids if identity not in found])
        if len(self._remembered) + len(found) > REMEMBERED:
            self._remembered.clear()
        self._remembered.update(found)
        return [found[identity] for identity in ids]

    def at_hand(self, ids: Sequence[int]) -> list[StoredSentence] | None:
        """The same, where all of them were read before; may be called from any thread."""
        found = [self._remembered.get(identity) for identity in ids]
        known = [one for one in found if one is not None]
        return known if len(known) == len(found) else None

    async def _read_sentences(self, ids: Sequence[int]) -> dict[int, StoredSentence]:
        start, end = col(SentenceRow.start), col(SentenceRow.end)
        found: dict[int, StoredSentence] = {}
        if not ids:
            return found
        async with self.database.reading() as connection:
            for begin in range(0, len(ids), SLICE):
                rows = await connection.execute(
                    select(col(SentenceRow.id), col(SentenceRow.revision_id), col(SentenceRow.ordinal))
                    .add_columns(start, end, words(start, end))
                    .join(RevisionRow, col(RevisionRow.id) == col(SentenceRow.revision_id))
                    .where(col(SentenceRow.id).in_([int(identity) for identity in ids[begin : begin + SLICE]]))
                )
                for identity, revision, ordinal, first, last, text in rows:
                    found[identity] = StoredSentence(identity, revision, ordinal, Span(first, last), text)
        return found

    async def article(self, revision: int) -> StoredArticle | None:
        """A revision of an article, whether or not it still answers."""
        async with self.database.reading() as connection:
            rows = await connection.execute(
                refs().add_columns(col(RevisionRow.text)).where(col(RevisionRow.id) == revision)
            )
            row = rows.one_or_none()
            if row is None:
                return None
            spans = await connection.execute(
                select(col(SentenceRow.start), col(SentenceRow.end))
                .where(col(SentenceRow.revision_id) == revision)
                .order_by(col(SentenceRow.ordinal))
            )
            return StoredArticle(ref(row), row[-1], tuple(Span(start, end) for start, end in spans))

    async def articles(self, version: int | None = None) -> list[StoredArticle]:
        """All articles of a version (the active one), in the order of source and record."""
        async with self.database.reading() as connection:
            version = await _active(connection) if version is None else await _known(connection, version)
            if version is None:
                return []
            rows = (await connection.execute(placed_refs(version).add_columns(col(RevisionRow.text)))).all()
            spans = await connection.execute(
                select(col(SentenceRow.revision_id), col(SentenceRow.start), col(SentenceRow.end))
                .join(RevisionRow, col(RevisionRow.id) == col(SentenceRow.revision_id))
                .where(current_at(version))
                .order_by(col(SentenceRow.revision_id), col(SentenceRow.ordinal))
            )
            of: dict[int, list[Span]] = {}
            for revision, start, end in spans:
                of.setdefault(revision, []).append(Span(start, end))
        return [StoredArticle(ref(row), row[-1], tuple(of.get(row[1], ()))) for row in sorted(rows, key=place)]

    async def facts(self) -> ArchiveFacts:
        """Counts, outlets (most articles first, "" where unknown) and the span of days of the active version."""
        day = func.substr(col(RevisionRow.published), 1, 10)
        async with self.database.reading() as connection:
            version = await _active(connection)
            if version is None:
                return ArchiveFacts(0, 0, {}, None, None, 0, None)
            activated = await connection.execute(
                select(col(VersionRow.activated_at)).where(col(VersionRow.id) == version)
            )
            rows = (
                await connection.execute(
                    select(func.coalesce(col(RevisionRow.outlet), ""), func.count())
                    .add_columns(func.sum(col(RevisionRow.sentence_count)), func.count(col(RevisionRow.published)))
                    .add_columns(func.min(day), func.max(day))
                    .where(current_at(version))
                    .group_by(col(RevisionRow.outlet))
                )
            ).all()
        return _facts(rows, version, activated.scalar())

    async def record_exchange(self, exchange: Exchange) -> None:
        """Keep a question and what it was given; of its quotes only where they stand, not their words."""
        await self.database.write(partial(exchanges.record, exchange))

    async def exchange(self, identity: str) -> Exchange | None:
        """A recorded exchange, its quotes read from the revisions that they came from."""
        return await self.database.read(partial(exchanges.find, identity))

    async def recent_questions(self, chat: str, since: datetime, limit: int) -> list[Exchange]:
        """The latest exchanges of a chat since a moment, oldest first, without their quotes."""
        return await self.database.read(partial(exchanges.recent, chat, since, limit))


async def _active(connection: AsyncConnection) -> int | None:
    found = await connection.execute(_ACTIVE)
    return found.scalar_one_or_none()


async def _known(connection: AsyncConnection, version: int) -> int:
    found = await connection.execute(
        select(col(VersionRow.id)).where(col(VersionRow.id) == version, col(VersionRow.activated_at).is_not(None))
    )
    if found.scalar_one_or_none() is None:
        raise UnknownVersion(f"index version {version} does not exist or was never switched on")
    return version


def _laid_out(rows: Sequence[AnyRow], terms: Sequence[AnyRow]) -> StoredIndex:
    return lay_out(rows, {row[0]: row[1] for row in terms})


def _facts(rows: Sequence[AnyRow], version: int, indexed_at: datetime | None) -> ArchiveFacts:
    days = [(date.fromisoformat(first), date.fromisoformat(last)) for *_, first, last in rows if first is not None]
    articles = sum(row[1] for row in rows)
    return ArchiveFacts(
        articles=articles,
        sentences=int(sum(row[2] for row in rows)),
        outlets={row[0]: row[1] for row in sorted(rows, key=lambda row: (-row[1], row[0]))},
        first_day=min((first for first, _ in days), default=None),
        last_day=max((last for _, last in days), default=None),
        undated=articles - sum(row[3] for row in rows),
        version=version,
        indexed_at=indexed_at,
    )
