"""The archive: what is stored, read back exactly as it was stored."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Any, Self

import numpy as np
from sqlalchemy import ColumnElement, Row, Select, and_, func, insert, or_, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col

from retrieval.archive.engine import connect, parse_url
from retrieval.archive.migrate import migrate
from retrieval.archive.records import ArchiveFacts, Exchange, GivenQuote, StoredArticle, StoredIndex, StoredSentence
from retrieval.archive.tables import (
    ArticleRow,
    ExchangeQuoteRow,
    ExchangeRow,
    RevisionRow,
    SentenceRow,
    TermRow,
    VersionRow,
)
from retrieval.article import ArticleRef, DateBasis, Published, Span
from retrieval.errors import ArchiveUnavailable

ACTIVE = "active"
# No letters or digits that are mistaken for one another when an id is read out.
SPEAKABLE = "abcdefghjkmnpqrstuvwxyz23456789"
ID_LENGTH = 8


class Archive:
    """Open with :meth:`open`; close when done, or use it as an async context manager."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine

    @classmethod
    async def open(cls, url: str) -> Self:
        """Connect and bring the tables up to date.

        Raises ``InvalidDatabaseURL`` and ``ArchiveUnavailable``.
        """
        parsed = parse_url(url)
        engine = connect(parsed)
        try:
            await migrate(engine)
        except (SQLAlchemyError, OSError) as error:
            await engine.dispose()
            reason = error.orig if isinstance(error, DBAPIError) else error
            where = parsed.render_as_string(hide_password=True)
            raise ArchiveUnavailable(f"database {where}: {type(reason).__name__}: {reason}") from error
        return cls(engine)

    async def close(self) -> None:
        await self.engine.dispose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def current_version(self) -> int | None:
        """The active index version, or ``None`` before the first reindex."""
        async with self.engine.connect() as connection:
            found = await connection.execute(select(func.max(VersionRow.id)).where(col(VersionRow.state) == ACTIVE))
            return found.scalar()

    async def load(self, version: int) -> StoredIndex:
        """Everything that the postings of a version are laid out from; reads no text."""
        async with self.engine.connect() as connection:
            refs = await connection.execute(_refs().where(current_at(version)).order_by(*_SOURCE_ORDER))
            articles = [_ref(row) for row in refs]
            rows = await connection.execute(
                select(SentenceRow.id, SentenceRow.revision_id, SentenceRow.terms)
                .join(RevisionRow, col(RevisionRow.id) == col(SentenceRow.revision_id))
                .where(current_at(version))
            )
            stored = rows.all()
            terms = await connection.execute(select(TermRow.id, TermRow.text))
            words: dict[int, str] = {row[0]: row[1] for row in terms}
        place = {article.revision: position for position, article in enumerate(articles)}
        # Ids rise with the ordinal within a revision, because a revision's sentences are written in one statement.
        stored = sorted(stored, key=lambda row: (place[row[1]], row[0]))
        lengths = np.fromiter((len(row[2]) // 4 for row in stored), dtype=np.int64, count=len(stored))
        return StoredIndex(
            articles=articles,
            sentence_ids=np.fromiter((row[0] for row in stored), dtype=np.int64, count=len(stored)),
            sentence_article=np.fromiter((place[row[1]] for row in stored), dtype=np.int32, count=len(stored)),
            term_offsets=np.concatenate(([0], np.cumsum(lengths))).astype(np.int64),
            term_ids=np.frombuffer(b"".join(row[2] for row in stored), dtype="<i4").astype(np.int32),
            vocabulary=[words.get(identity, "") for identity in range(max(words, default=-1) + 1)],
        )

    async def sentences(self, ids: Sequence[int]) -> list[StoredSentence]:
        """The sentences with these ids, in the order asked; their words are cut out by the database."""
        if not ids:
            return []
        start, end = col(SentenceRow.start), col(SentenceRow.end)
        async with self.engine.connect() as connection:
            rows = await connection.execute(
                select(
                    SentenceRow.id,
                    SentenceRow.revision_id,
                    SentenceRow.ordinal,
                    start,
                    end,
                    func.substr(RevisionRow.text, start + 1, end - start),
                )
                .join(RevisionRow, col(RevisionRow.id) == col(SentenceRow.revision_id))
                .where(col(SentenceRow.id).in_(list(ids)))
            )
            found = {row[0]: StoredSentence(row[0], row[1], row[2], Span(row[3], row[4]), row[5]) for row in rows}
        return [found[identity] for identity in ids]

    async def articles(self, version: int | None = None) -> list[StoredArticle]:
        """All articles of a version (the active one), in the order of source and key."""
        version = version if version is not None else await self.current_version()
        if version is None:
            return []
        async with self.engine.connect() as connection:
            rows = (
                await connection.execute(
                    _refs().add_columns(RevisionRow.text).where(current_at(version)).order_by(*_SOURCE_ORDER)
                )
            ).all()
            spans = await connection.execute(
                select(SentenceRow.revision_id, SentenceRow.start, SentenceRow.end)
                .join(RevisionRow, col(RevisionRow.id) == col(SentenceRow.revision_id))
                .where(current_at(version))
                .order_by(col(SentenceRow.revision_id), col(SentenceRow.ordinal))
            )
            of: dict[int, list[Span]] = {}
            for revision, start, end in spans:
                of.setdefault(revision, []).append(Span(start, end))
        return [StoredArticle(_ref(row), row[-1], tuple(of.get(row[1], ()))) for row in rows]

    async def facts(self) -> ArchiveFacts:
        """Counts and the span of days of the active version."""
        version = await self.current_version()
        async with self.engine.connect() as connection:
            active = await connection.execute(select(VersionRow.activated_at).where(col(VersionRow.id) == version))
            rows = (
                await connection.execute(
                    select(RevisionRow.outlet, RevisionRow.published).where(current_at(version or 0))
                )
            ).all()
            sentences = await connection.execute(
                select(func.count())
                .select_from(SentenceRow)
                .join(RevisionRow, col(RevisionRow.id) == col(SentenceRow.revision_id))
                .where(current_at(version or 0))
            )
            count, indexed_at = sentences.scalar() or 0, active.scalar()
        outlets: dict[str, int] = {}
        for outlet, _ in rows:
            outlets[outlet or ""] = outlets.get(outlet or "", 0) + 1
        days = [date.fromisoformat(published[:10]) for _, published in rows if published]
        return ArchiveFacts(
            articles=len(rows),
            sentences=count,
            outlets=dict(sorted(outlets.items(), key=lambda item: (-item[1], item[0]))),
            first_day=min(days, default=None),
            last_day=max(days, default=None),
            undated=len(rows) - len(days),
            version=version,
            indexed_at=indexed_at.replace(tzinfo=indexed_at.tzinfo or UTC) if indexed_at else None,
        )

    async def record_exchange(self, exchange: Exchange) -> None:
        """Keep a question and what it was given; of its quotes only where they stand, not their words."""
        async with self.engine.begin() as connection:
            await connection.execute(
                insert(ExchangeRow).values(
                    id=exchange.id,
                    asked_at=exchange.asked_at,
                    chat=exchange.chat,
                    question=storable(exchange.question),
                    context=[storable(turn) for turn in exchange.context],
                    kind=exchange.kind,
                    confidence=exchange.confidence,
                    version=exchange.version,
                )
            )
            quotes = [
                {
                    "exchange_id": exchange.id,
                    "rank": rank,
                    "revision_id": quote.article.revision,
                    "start": quote.span.start,
                    "end": quote.span.end,
                    "score": quote.score,
                }
                for rank, quote in enumerate(exchange.quotes)
            ]
            if quotes:
                await connection.execute(insert(ExchangeQuoteRow), quotes)

    async def exchange(self, identity: str) -> Exchange | None:
        """A recorded exchange, its quotes read from the revisions that they came from."""
        async with self.engine.connect() as connection:
            found = (await connection.execute(select(*_EXCHANGE).where(col(ExchangeRow.id) == identity))).one_or_none()
            if found is None:
                return None
            start, end = col(ExchangeQuoteRow.start), col(ExchangeQuoteRow.end)
            rows = await connection.execute(
                _refs()
                .add_columns(start, end, ExchangeQuoteRow.score, func.substr(RevisionRow.text, start + 1, end - start))
                .join(ExchangeQuoteRow, col(ExchangeQuoteRow.revision_id) == col(RevisionRow.id))
                .where(col(ExchangeQuoteRow.exchange_id) == identity)
                .order_by(col(ExchangeQuoteRow.rank))
            )
            quotes = tuple(GivenQuote(_ref(row), Span(row[-4], row[-3]), row[-1], row[-2]) for row in rows)
        return _exchange(found, quotes)

    async def recent_questions(self, chat: str, since: datetime, limit: int) -> list[Exchange]:
        """The latest exchanges of a chat since a moment, oldest first, without their quotes."""
        async with self.engine.connect() as connection:
            rows = await connection.execute(
                select(*_EXCHANGE)
                .where(and_(col(ExchangeRow.chat) == chat, col(ExchangeRow.asked_at) >= since))
                .order_by(col(ExchangeRow.asked_at).desc())
                .limit(limit)
            )
            return [_exchange(row, ()) for row in reversed(rows.all())]


def new_exchange_id() -> str:
    """A short random id that can be read out over the telephone."""
    return "".join(secrets.choice(SPEAKABLE) for _ in range(ID_LENGTH))


def storable(text: str) -> str:
    """Text that every engine can keep: PostgreSQL takes neither U+0000 nor lone surrogates."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def current_at(version: int) -> ColumnElement[bool]:
    """The condition under which a revision belongs to ``version``."""
    until = col(RevisionRow.until_version)
    return and_(col(RevisionRow.since_version) <= version, or_(until.is_(None), until > version))


_SOURCE_ORDER = (col(ArticleRow.source_root), col(ArticleRow.source_key))
_REF = (
    col(RevisionRow.article_id),
    col(RevisionRow.id),
    col(RevisionRow.file),
    col(RevisionRow.outlet),
    col(RevisionRow.title),
    col(RevisionRow.url),
    col(RevisionRow.published),
    col(RevisionRow.date_basis),
    col(RevisionRow.date_evidence),
    col(RevisionRow.editor),
    col(RevisionRow.wires),
)
_EXCHANGE = (
    col(ExchangeRow.id),
    col(ExchangeRow.asked_at),
    col(ExchangeRow.chat),
    col(ExchangeRow.question),
    col(ExchangeRow.context),
    col(ExchangeRow.kind),
    col(ExchangeRow.confidence),
    col(ExchangeRow.version),
)


def _refs() -> Select[Any]:
    """The columns of an article reference, joined to where the article comes from."""
    return select(*_REF).join(ArticleRow, col(ArticleRow.id) == col(RevisionRow.article_id))


def _ref(row: Row[Any]) -> ArticleRef:
    article, revision, file, outlet, title, url, published, basis, evidence, editor, wires = row[:11]
    return ArticleRef(
        id=article,
        revision=revision,
        file=file,
        outlet=outlet,
        title=title,
        url=url,
        published=Published(read_day(published), DateBasis(basis), evidence),
        editor=editor,
        wires=tuple(wires),
    )


def read_day(text: str | None) -> date | datetime | None:
    """The inverse of ``Published.isoformat``."""
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _exchange(row: Row[Any], quotes: tuple[GivenQuote, ...]) -> Exchange:
    identity, asked_at, chat, question, context, kind, confidence, version = row
    # SQLite gives a moment back without its zone; what was stored is UTC.
    asked = asked_at.replace(tzinfo=asked_at.tzinfo or UTC)
    return Exchange(identity, asked, chat, question, tuple(context), kind, confidence, version, quotes)
