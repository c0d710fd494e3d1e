"""Write new revisions under a version that nobody answers from yet, then switch to it in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from retrieval.archive.engine import failures
from retrieval.archive.loading import TERM_ID
from retrieval.archive.location import Location
from retrieval.archive.selecting import current_at
from retrieval.archive.tables import ArticleRow, RevisionRow, SentenceRow, TermRow, VersionRow, VersionState
from retrieval.reindex.known import Current, Known
from retrieval.reindex.preparing import Batch, Prepared
from retrieval.sources.items import Identity


@dataclass(slots=True)
class Numbers:
    """The next free ids. They are given here and not by the database: only the holder of the lock writes."""

    article: int
    revision: int
    sentence: int


@dataclass(slots=True)
class Writer:
    """Builds one version through the connection that holds the lock; ``ended`` are the revisions that it replaces."""

    connection: AsyncConnection
    location: Location
    active: int | None = None
    building: int | None = None
    known: Known = field(default_factory=lambda: Known({}, {}))
    terms: dict[str, int] = field(default_factory=dict)
    numbers: Numbers = field(default_factory=lambda: Numbers(1, 1, 1))
    ended: set[int] = field(default_factory=set)
    articles: dict[Identity, int] = field(default_factory=dict)

    async def begin(self) -> None:
        """Clear away what a killed run left behind, and learn what is there."""
        with failures(self.location):
            async with self.connection.begin():
                await self._discard()
                active = await self.connection.execute(
                    select(col(VersionRow.id)).where(col(VersionRow.state) == VersionState.ACTIVE)
                )
                self.active = active.scalar_one_or_none()
                await self._learn()

    async def write(self, batch: Batch, now: datetime) -> None:
        """Commit a batch under the version being built, which nobody sees."""
        if not (batch.prepared or batch.same):
            return
        with failures(self.location):
            async with self.connection.begin():
                if batch.same:
                    await self._touch(batch.same)
                if batch.prepared:
                    await self._write(batch.prepared, await self._open(now))

    async def switch(self, gone: Sequence[Identity], counts: dict[str, int], now: datetime) -> int:
        """End what was replaced or is gone and answer from the new version: all of it or nothing."""
        ended = self.ended | {self.known.current[identity].revision for identity in gone}
        with failures(self.location):
            async with self.connection.begin():
                version = await self._open(now)
                await self._end(ended, version)
                await self.connection.execute(
                    update(VersionRow).where(col(VersionRow.id) == self.active).values(state=VersionState.RETIRED)
                )
                totals = await self.connection.execute(
                    select(func.count(), func.coalesce(func.sum(col(RevisionRow.sentence_count)), 0)).where(
                        current_at(version)
                    )
                )
                articles, sentences = totals.one()
                await self.connection.execute(
                    update(VersionRow)
                    .where(col(VersionRow.id) == version)
                    .values(
                        state=VersionState.ACTIVE,
                        activated_at=now,
                        articles=articles,
                        sentences=int(sentences),
                        **counts,
                    )
                )
        return version

    async def discard(self) -> None:
        """Take back what was written since the last switch."""
        with failures(self.location):
            async with self.connection.begin():
                await self._discard()
        self.building = None

    async def _discard(self) -> None:
        unfinished = select(col(VersionRow.id)).where(col(VersionRow.state) == VersionState.BUILDING)
        revisions = select(col(RevisionRow.id)).where(col(RevisionRow.since_version).in_(unfinished))
        for statement in (
            delete(SentenceRow).where(col(SentenceRow.revision_id).in_(revisions)),
            delete(RevisionRow).where(col(RevisionRow.since_version).in_(unfinished)),
            delete(VersionRow).where(col(VersionRow.state) == VersionState.BUILDING),
        ):
            await self.connection.execute(statement)

    async def _learn(self) -> None:
        active = current_at(self.active) if self.active is not None else col(RevisionRow.id).is_(None)
        rows = await self.connection.execute(
            select(col(ArticleRow.source), col(ArticleRow.record), col(ArticleRow.id), col(RevisionRow.id))
            .add_columns(col(RevisionRow.source_hash), col(RevisionRow.content_hash), col(RevisionRow.file))
            .outerjoin(RevisionRow, (col(RevisionRow.article_id) == col(ArticleRow.id)) & active)
        )
        current: dict[Identity, Current] = {}
        for source, record, article, revision, source_hash, content_hash, file in rows:
            identity = Identity(source, record)
            self.articles[identity] = article
            if revision is not None:
                current[identity] = Current(revision, source_hash, content_hash, file)
        self.known = Known(self.articles, current)
        words = await self.connection.execute(select(col(TermRow.text), col(TermRow.id)))
        self.terms = {row[0]: row[1] for row in words}
        self.numbers = Numbers(*[await self._free(key) for key in (ArticleRow.id, RevisionRow.id, SentenceRow.id)])

    async def _free(self, key: int) -> int:
        highest = await self.connection.execute(select(func.max(key)))
        return (highest.scalar() or 0) + 1

    async def _open(self, now: datetime) -> int:
        """The version being built; it exists from its first revision on."""
        if self.building is None:
            version = await self._free(VersionRow.id)
            await self.connection.execute(
                insert(VersionRow).values(id=version, state=VersionState.BUILDING, created_at=now)
            )
            self.building = version
        return self.building

    async def _touch(self, same: Sequence[tuple[int, str]]) -> None:
        """Other bytes, same article: remembered, so that they are not read again next time."""
        await self.connection.execute(
            update(RevisionRow)
            .where(col(RevisionRow.id) == bindparam("of"))
            .values(source_hash=bindparam("as_read"))
            .execution_options(synchronize_session=False),
            [{"of": revision, "as_read": source_hash} for revision, source_hash in same],
        )

    async def _write(self, batch: Sequence[Prepared], version: int) -> None:
        await self._insert(TermRow, self._new_terms(batch))
        await self._insert(ArticleRow, self._new_articles(batch))
        revisions = [self._revision(one, version) for one in batch]
        await self._insert(RevisionRow, revisions)
        await self._insert(SentenceRow, _sentences(revisions, batch))
        current = self.known.current
        self.ended.update(current[one.identity].revision for one in batch if one.identity in current)

    async def _insert(self, table: type[Any], rows: Iterable[dict[str, Any]]) -> None:
        rows = list(rows)
        if rows:
            await self.connection.execute(insert(table.__table__), rows)

    def _new_terms(self, batch: Sequence[Prepared]) -> Iterator[dict[str, Any]]:
        for one in batch:
            for terms in one.terms:
                for term in terms:
                    if term not in self.terms:
                        self.terms[term] = len(self.terms)
                        yield {"id": self.terms[term], "text": term}

    def _new_articles(self, batch: Sequence[Prepared]) -> Iterator[dict[str, Any]]:
        for one in batch:
            if one.identity not in self.articles:
                self.articles[one.identity] = self.numbers.article
                self.numbers.article += 1
                source, record = one.identity
                yield {"id": self.articles[one.identity], "source": source, "record": record}

    def _revision(self, one: Prepared, version: int) -> dict[str, Any]:
        article, ids = one.article, self.terms
        row = {
            "id": self.numbers.revision,
            "article_id": self.articles[one.identity],
            "since_version": version,
            "until_version": None,
            "source_hash": one.source_hash,
            "content_hash": one.content_hash,
            "file": one.file,
            "outlet": article.outlet,
            "title": article.title,
            "published": article.published.isoformat(),
            "date_basis": article.published.basis.value,
            "date_evidence": article.published.evidence,
            "url": article.url,
            "editor": article.editor,
            "wires": list(article.wires),
            "first_sentence": self.numbers.sentence,
            "sentence_count": len(one.terms),
            "term_counts": np.array([len(terms) for terms in one.terms], dtype=TERM_ID).tobytes(),
            "term_ids": np.array([ids[term] for terms in one.terms for term in terms], dtype=TERM_ID).tobytes(),
            "text": article.text,
        }
        self.numbers.revision += 1
        self.numbers.sentence += len(one.terms)
        return row

    async def _end(self, revisions: set[int], version: int) -> None:
        if revisions:
            await self.connection.execute(
                update(RevisionRow)
                .where(col(RevisionRow.id) == bindparam("of"))
                .values(until_version=version)
                .execution_options(synchronize_session=False),
                [{"of": revision} for revision in sorted(revisions)],
            )


def _sentences(revisions: Sequence[dict[str, Any]], batch: Sequence[Prepared]) -> Iterator[dict[str, Any]]:
    for revision, one in zip(revisions, batch, strict=True):
        for ordinal, span in enumerate(one.article.sentences):
            yield {
                "id": revision["first_sentence"] + ordinal,
                "revision_id": revision["id"],
                "ordinal": ordinal,
                "start": span.start,
                "end": span.end,
            }
