"""Orders the best candidates anew, with the likeness of question and sentence beside the ranker's score."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import numpy as np

from retrieval.answering.ranking import Ranking
from retrieval.answering.snapshot import Snapshot
from retrieval.semantic.embedder import Embedder, Vectors
from retrieval.semantic.store import VectorStore

DEPTH = 30
# What a cosine of 1 adds to a score of the trees (chosen on the project's own newsroom questions).
WEIGHT = 3.0


class Reordering:
    """The optional second look at a ranking. The decision to answer was taken before, and stands."""

    def __init__(self, store: VectorStore, embedder: Embedder) -> None:
        self._store = store
        self._embedder = embedder

    async def reorder(self, snapshot: Snapshot, question: str, ranking: Ranking) -> Ranking:
        """The ranking with its first candidates in a new order; as it was where a sentence has no vector yet."""
        first = ranking.candidates[:DEPTH]
        articles = [int(snapshot.article_of[one.row]) for one in first]
        vectors = await self._store.read(snapshot.articles[article].revision for article in articles)
        if len(first) < 2 or any(snapshot.articles[article].revision not in vectors for article in articles):
            return ranking
        rows = np.stack(
            [
                vectors[snapshot.articles[article].revision][one.row - int(snapshot.first_row[article])]
                for one, article in zip(first, articles, strict=True)
            ]
        )
        asked = await asyncio.to_thread(self._embedder.question, question)
        return reordered(ranking, rows @ asked)


def reordered(ranking: Ranking, cosines: Vectors) -> Ranking:
    """Add the weighted cosines, one for each of the first candidates, and sort these; ties keep their order."""
    first = [
        replace(one, score=one.score + WEIGHT * float(cosine - cosines.max()))
        for one, cosine in zip(ranking.candidates, cosines, strict=False)
    ]
    rest = ranking.candidates[len(first) :]
    first.sort(key=lambda one: -one.score)
    return replace(ranking, candidates=[*first, *rest])
