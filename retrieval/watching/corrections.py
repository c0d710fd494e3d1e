"""Sentences that were quoted and do not stand in the archive any more."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz, process
from sqlalchemy import not_, select
from sqlmodel import col

from retrieval.archive.archive import Archive
from retrieval.archive.records import StoredArticle
from retrieval.archive.selecting import AnyRow, current_at, ref, refs, words
from retrieval.archive.tables import ExchangeQuoteRow, ExchangeRow, RevisionRow
from retrieval.article import ArticleRef
from retrieval.watching.arrivals import flat, slices


@dataclass(frozen=True, slots=True)
class Successor:
    """What an article says now, and the sentence of it that comes nearest to the quoted one, word for word.

    ``rewritten`` tells that the sentence is new in this revision; otherwise the quoted one was merely taken out.
    """

    article: ArticleRef
    nearest: str
    rewritten: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """A quote that no longer holds; without a ``successor`` the whole article is gone.

    ``ended`` is the version in which the quoted revision stopped answering, ``kind`` that of the exchange.
    """

    exchange: str
    chat: str
    kind: str
    article: ArticleRef
    text: str
    ended: int
    successor: Successor | None = None


class Corrections:
    """Every method raises ``ArchiveUnavailable`` when the database does not answer."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    async def of_quotes(self, version: int, since: datetime, chats: str = "") -> list[Correction]:
        """Quotes given since a moment that ``version`` does not have word for word, in the order of the asking.

        ``chats`` is what the keys of the chats begin with. An article that came back under another name (the same
        content, or the same address) is not gone.
        """
        rows = await self._ended(version, since, chats)
        articles = {row[0]: ref(row) for row in rows}
        current = await self._current(version, articles.keys())
        for identity in articles.keys() - current.keys():
            moved = await self._moved(version, [row for row in rows if row[0] == identity])
            if moved is not None:
                current[identity] = moved
        return await asyncio.to_thread(_corrections, rows, current)

    async def was_given(self, successor: Successor, chats: str, kind: str) -> bool:
        """Whether exchanges of a kind, in chats whose keys begin so, already gave the new sentence."""
        start, end = col(ExchangeQuoteRow.start), col(ExchangeQuoteRow.end)
        query = (
            select(words(start, end))
            .join(ExchangeQuoteRow, col(ExchangeQuoteRow.revision_id) == col(RevisionRow.id))
            .join(ExchangeRow, col(ExchangeRow.id) == col(ExchangeQuoteRow.exchange_id))
            .where(col(RevisionRow.id) == successor.article.revision, col(ExchangeRow.kind) == kind)
            .where(col(ExchangeRow.chat).startswith(chats, autoescape=True))
        )
        async with self._archive.database.reading() as connection:
            return successor.nearest in (await connection.execute(query)).scalars().all()

    async def _ended(self, version: int, since: datetime, chats: str) -> list[AnyRow]:
        start, end = col(ExchangeQuoteRow.start), col(ExchangeQuoteRow.end)
        until = col(RevisionRow.until_version)
        query = (
            refs()
            .add_columns(col(ExchangeRow.id), col(ExchangeRow.chat), col(ExchangeRow.kind), words(start, end), until)
            .add_columns(col(RevisionRow.content_hash), col(RevisionRow.text))
            .join(ExchangeQuoteRow, col(ExchangeQuoteRow.revision_id) == col(RevisionRow.id))
            .join(ExchangeRow, col(ExchangeRow.id) == col(ExchangeQuoteRow.exchange_id))
            .where(col(ExchangeRow.asked_at) >= since, until.is_not(None), not_(current_at(version)))
            .where(col(ExchangeRow.chat).startswith(chats, autoescape=True))
            .order_by(col(ExchangeRow.asked_at), col(ExchangeRow.id))
            .order_by(col(ExchangeQuoteRow.rank), col(ExchangeQuoteRow.place))
        )
        async with self._archive.database.reading() as connection:
            return list((await connection.execute(query)).all())

    async def _current(self, version: int, articles: Collection[int]) -> dict[int, StoredArticle]:
        found: dict[int, StoredArticle] = {}
        for part in slices(sorted(articles)):
            query = select(col(RevisionRow.article_id), col(RevisionRow.id)).where(
                current_at(version), col(RevisionRow.article_id).in_(part)
            )
            async with self._archive.database.reading() as connection:
                rows = (await connection.execute(query)).all()
            for article, revision in rows:
                stored = await self._archive.article(revision)
                if stored is not None:
                    found[article] = stored
        return found

    async def _moved(self, version: int, rows: Collection[AnyRow]) -> StoredArticle | None:
        """Another article of ``version`` that is the one of these rows by its content or its address."""
        addresses = {ref(row).url for row in rows} - {None}
        for column, values in ((RevisionRow.content_hash, {row[-2] for row in rows}), (RevisionRow.url, addresses)):
            query = select(col(RevisionRow.id)).where(current_at(version), col(column).in_(values))
            async with self._archive.database.reading() as connection:
                revision = (await connection.execute(query.order_by(col(RevisionRow.id)).limit(1))).scalar()
            if revision is not None:
                return await self._archive.article(revision)
        return None


def _corrections(rows: Sequence[AnyRow], current: Mapping[int, StoredArticle]) -> list[Correction]:
    found = (_correction(row, current.get(row[0])) for row in rows)
    return [one for one in found if one is not None]


def _correction(row: AnyRow, now: StoredArticle | None) -> Correction | None:
    exchange, chat, kind, text, ended = row[-7:-2]
    if now is not None and flat(text) in flat(now.text):
        return None
    successor = None if now is None else nearest(text, row[-1], now)
    return Correction(exchange, chat, kind, ref(row), text, ended, successor)


def nearest(quoted: str, before: str, now: StoredArticle) -> Successor | None:
    """The sentence of ``now`` most like the quoted one: of those that ``before`` lacks, where there are any."""
    sentences = [span.of(now.text) for span in now.sentences]
    earlier = flat(before)
    fresh = [sentence for sentence in sentences if flat(sentence) not in earlier]
    found = process.extractOne(quoted, fresh or sentences, scorer=fuzz.ratio, processor=flat)
    return None if found is None else Successor(now.ref, found[0], bool(fresh))
