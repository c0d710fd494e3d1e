"""Write new revisions under a version that nobody answers from yet, then switch to it in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import numpy as np
from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import col

from retrieval.archive.archive import ACTIVE, storable
from retrieval.archive.tables import ArticleRow, RevisionRow, SentenceRow, TermRow, VersionRow
from retrieval.article import Article, Span

BUILDING = "building"
RETIRED = "retired"
SLICE = 500


@dataclass(frozen=True, slots=True)
class Known:
    """A current revision, as far as a reindex needs it."""

    article: int
    revision: int
    content_hash: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article read and analysed, ready to be written."""

    key: str
    file: str | None
    content_hash: str
    article: Article
    sentences: Sequence[tuple[Span, Sequence[str]]]


@dataclass(slots=True)
class Writer:
    """Writes one version; ``ended`` collects the revisions that it replaces or removes."""

    engine: AsyncEngine
    version: int = 0
    terms: dict[str, int] = field(default_factory=dict)
    ended: set[int] = field(default_factory=set)

    async def begin(self) -> None:
        """Clear what a killed run left behind and open a new version."""
        async with self.engine.begin() as connection:
            await connection.run_sync(_discard_unfinished)
            newest = (await connection.execute(select(func.max(col(VersionRow.id))))).scalar()
            self.version = (newest or 0) + 1
            await connection.execute(
                insert(VersionRow).values(id=self.version, state=BUILDING, created_at=datetime.now(UTC), report={})
            )
            rows = await connection.execute(select(col(TermRow.text), col(TermRow.id)))
            self.terms = {row[0]: row[1] for row in rows}

    async def known(self, root: str) -> dict[str, Known]:
        """The current revisions of a source, by key."""
        async with self.engine.connect() as connection:
            rows = await connection.execute(
                select(
                    col(ArticleRow.source_key), col(ArticleRow.id), col(RevisionRow.id), col(RevisionRow.content_hash)
                )
                .join(RevisionRow, col(RevisionRow.article_id) == col(ArticleRow.id))
                .where(col(ArticleRow.source_root) == root, col(RevisionRow.until_version).is_(None))
                .where(col(RevisionRow.since_version) < self.version)
            )
            return {row[0]: Known(row[1], row[2], row[3]) for row in rows}

    async def write(self, root: str, batch: Sequence[Prepared], known: dict[str, Known]) -> None:
        """Add revisions under the version being built, in one transaction."""
        if not batch:
            return
        fresh: dict[str, int] = {}
        for prepared in batch:
            for _, terms in prepared.sentences:
                for term in terms:
                    if term not in self.terms and term not in fresh:
                        fresh[term] = len(self.terms) + len(fresh)
        async with self.engine.begin() as connection:
            await connection.run_sync(self._write, root, batch, known, fresh)
        self.terms.update(fresh)
        self.ended.update(known[one.key].revision for one in batch if one.key in known)

    def _write(
        self,
        connection: Connection,
        root: str,
        batch: Sequence[Prepared],
        known: dict[str, Known],
        fresh: dict[str, int],
    ) -> None:
        if fresh:
            connection.execute(insert(TermRow), [{"id": identity, "text": term} for term, identity in fresh.items()])
        ids = self.terms | fresh if fresh else self.terms
        articles = self._articles(connection, root, [one.key for one in batch], known)
        rows = [_revision(one, articles[one.key], self.version) for one in batch]
        inserted = connection.execute(
            insert(RevisionRow).returning(col(RevisionRow.id), sort_by_parameter_order=True), rows
        )
        sentences = [
            {
                "revision_id": revision,
                "ordinal": ordinal,
                "start": span.start,
                "end": span.end,
                "terms": np.array([ids[term] for term in terms], dtype="<i4").tobytes(),
            }
            for (revision,), one in zip(inserted, batch, strict=True)
            for ordinal, (span, terms) in enumerate(one.sentences)
        ]
        if sentences:
            connection.execute(insert(SentenceRow), sentences)

    @staticmethod
    def _articles(connection: Connection, root: str, keys: Sequence[str], known: dict[str, Known]) -> dict[str, int]:
        """Article ids by key; an article that left and comes back keeps its id."""
        found = {key: known[key].article for key in keys if key in known}
        missing = [key for key in keys if key not in found]
        rows = connection.execute(
            select(col(ArticleRow.source_key), col(ArticleRow.id)).where(
                col(ArticleRow.source_root) == root, col(ArticleRow.source_key).in_(missing)
            )
        )
        found.update({row[0]: row[1] for row in rows})
        new = [{"source_root": root, "source_key": key} for key in missing if key not in found]
        if new:
            inserted = connection.execute(
                insert(ArticleRow).returning(col(ArticleRow.id), sort_by_parameter_order=True), new
            )
            found.update({one["source_key"]: row[0] for one, row in zip(new, inserted, strict=True)})
        return found

    async def switch(self, report: dict[str, Any]) -> None:
        """End the replaced revisions and answer from the new version: all of it or nothing."""
        async with self.engine.begin() as connection:
            for part in _sliced(sorted(self.ended)):
                await connection.execute(
                    update(RevisionRow).where(col(RevisionRow.id).in_(part)).values(until_version=self.version)
                )
            await connection.execute(update(VersionRow).where(col(VersionRow.state) == ACTIVE).values(state=RETIRED))
            await connection.execute(
                update(VersionRow)
                .where(col(VersionRow.id) == self.version)
                .values(state=ACTIVE, activated_at=datetime.now(UTC), report=report)
            )

    async def discard(self) -> None:
        """Drop the version being built."""
        async with self.engine.begin() as connection:
            await connection.run_sync(_discard_unfinished)


def _discard_unfinished(connection: Connection) -> None:
    unfinished = [
        row[0] for row in connection.execute(select(col(VersionRow.id)).where(col(VersionRow.state) == BUILDING))
    ]
    if not unfinished:
        return
    revisions = select(col(RevisionRow.id)).where(col(RevisionRow.since_version).in_(unfinished))
    connection.execute(delete(SentenceRow).where(col(SentenceRow.revision_id).in_(revisions)))
    connection.execute(delete(RevisionRow).where(col(RevisionRow.since_version).in_(unfinished)))
    connection.execute(delete(VersionRow).where(col(VersionRow.id).in_(unfinished)))


def _revision(one: Prepared, article: int, version: int) -> dict[str, Any]:
    read = one.article
    return {
        "article_id": article,
        "since_version": version,
        "until_version": None,
        "content_hash": one.content_hash,
        "text": read.text,
        "file": one.file,
        "outlet": _stored(read.outlet),
        "title": _stored(read.title),
        "url": _stored(read.url),
        "published": read.published.isoformat(),
        "date_basis": read.published.basis.value,
        "date_evidence": _stored(read.published.evidence),
        "editor": _stored(read.editor),
        "wires": [storable(wire) for wire in read.wires],
    }


def _stored(text: str | None) -> str | None:
    return None if text is None else storable(text)


def _sliced(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + SLICE] for start in range(0, len(ids), SLICE))
