"""Keeps the vectors of a revision's sentences in the archive: one byte a dimension, one row a revision."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from sqlalchemy import insert, select
from sqlmodel import col

from retrieval.archive.archive import Archive
from retrieval.archive.records import StoredArticle
from retrieval.archive.selecting import current_at
from retrieval.archive.tables import RevisionRow, RevisionVectorsRow
from retrieval.semantic.embedder import Embedder, Vectors

BATCH = 20
_SCALE = 127


class VectorStore:
    """The vectors of one model in one archive."""

    def __init__(self, archive: Archive, model: str) -> None:
        self._archive = archive
        self._model = model

    async def fill(self, embedder: Embedder, cancelled: Callable[[], bool] = lambda: False) -> int:
        """Compute what the active version lacks; gives the number of revisions.

        Every batch is kept by itself, so that a run that was stopped goes on where it was.
        """
        missing = await self.missing()
        done = 0
        for begin in range(0, len(missing), BATCH):
            if cancelled():
                break
            found = [await self._archive.article(revision) for revision in missing[begin : begin + BATCH]]
            articles = [one for one in found if one is not None]
            packed = await asyncio.to_thread(_packed, embedder, articles)
            async with self._archive.database.writing() as connection:
                await connection.execute(
                    insert(RevisionVectorsRow),
                    [
                        {"revision_id": one.ref.revision, "model": self._model, "vectors": vectors}
                        for one, vectors in zip(articles, packed, strict=True)
                    ],
                )
            done += len(articles)
        return done

    async def missing(self) -> list[int]:
        """Revisions of the active version without vectors of this model."""
        version = await self._archive.current_version()
        if version is None:
            return []
        kept = select(col(RevisionVectorsRow.revision_id)).where(col(RevisionVectorsRow.model) == self._model)
        async with self._archive.database.reading() as connection:
            rows = await connection.execute(
                select(col(RevisionRow.id))
                .where(current_at(version), col(RevisionRow.id).not_in(kept))
                .order_by(col(RevisionRow.id))
            )
            return [row[0] for row in rows]

    async def read(self, revisions: Iterable[int]) -> dict[int, Vectors]:
        """Vectors by revision, shape (sentences, dimensions) each; those that have none are left out."""
        async with self._archive.database.reading() as connection:
            rows = await connection.execute(
                select(col(RevisionVectorsRow.revision_id), col(RevisionRow.sentence_count))
                .add_columns(col(RevisionVectorsRow.vectors))
                .join(RevisionRow, col(RevisionRow.id) == col(RevisionVectorsRow.revision_id))
                .where(
                    col(RevisionVectorsRow.model) == self._model,
                    col(RevisionVectorsRow.revision_id).in_(sorted(set(revisions))),
                )
            )
            return {revision: _unpacked(vectors, count) for revision, count, vectors in rows}


def _packed(embedder: Embedder, articles: Sequence[StoredArticle]) -> list[bytes]:
    packed = []
    for one in articles:
        vectors = embedder.passages([span.of(one.text) for span in one.sentences])
        packed.append(np.clip(np.round(vectors * _SCALE * _spread(vectors)), -127, 127).astype(np.int8).tobytes())
    return packed


def _spread(vectors: Vectors) -> float:
    """Unit vectors of many dimensions are small in each; spread out, they lose little to rounding."""
    return 1.0 / max(float(np.abs(vectors).max(initial=0.0)), 1e-9)


def _unpacked(vectors: bytes, count: int) -> Vectors:
    rows = np.frombuffer(vectors, dtype=np.int8).reshape(count, -1).astype(np.float32)
    lengths: Vectors = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)
