"""Which sentences that are watched for came into the archive between two index versions."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from sqlalchemy import select
from sqlmodel import col

from retrieval.archive.archive import SLICE, Archive
from retrieval.archive.loading import TERM_ID
from retrieval.archive.records import StoredSentence
from retrieval.archive.selecting import AnyRow, current_at, ref, refs
from retrieval.archive.tables import RevisionRow, TermRow
from retrieval.article import ArticleRef, Span
from retrieval.watching.watched import Watched

T = TypeVar("T")
# Revisions looked at in one go: some hundred thousand words.
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Arrival:
    """A sentence that is new, word for word, with the article that it came in."""

    sentence: int
    article: ArticleRef
    span: Span
    text: str


class Arrivals:
    """Every method raises ``ArchiveUnavailable`` when the database does not answer."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    async def matching(self, watches: Sequence[Watched], since: int, until: int) -> list[list[Arrival]]:
        """For each watch the sentences of ``until`` that no version up to ``since`` had, newest article first.

        A sentence that an earlier revision of its article had word for word is not new, nor is a whole article that
        the archive had under another name.
        """
        wanted = await self._term_ids(watches)
        candidates: list[list[int]] = [[] for _ in watches]
        for chunk in await self._chunks(since, until):
            rows = await self._terms_of(chunk)
            for found, ids in zip(candidates, await asyncio.to_thread(_standing, rows, wanted), strict=True):
                found.extend(ids)
        sentences = await self._new([one for ids in candidates for one in ids], since)
        return await asyncio.to_thread(_matching, watches, candidates, sentences)

    async def _term_ids(self, watches: Sequence[Watched]) -> list[list[int] | None]:
        """Per watch the ids of its terms; None where the archive has never seen one of them."""
        terms = sorted({term for watch in watches for term in watch.terms})
        ids: dict[str, int] = {}
        async with self._archive.database.reading() as connection:
            for part in slices(terms):
                query = select(col(TermRow.text), col(TermRow.id)).where(col(TermRow.text).in_(part))
                ids.update((row[0], row[1]) for row in await connection.execute(query))
        return [[ids[term] for term in watch.terms] if ids.keys() >= {*watch.terms} else None for watch in watches]

    async def _chunks(self, since: int, until: int) -> list[list[int]]:
        query = select(col(RevisionRow.id)).where(current_at(until), col(RevisionRow.since_version) > since)
        async with self._archive.database.reading() as connection:
            found = list((await connection.execute(query.order_by(col(RevisionRow.id)))).scalars())
        return [found[begin : begin + _CHUNK] for begin in range(0, len(found), _CHUNK)]

    async def _terms_of(self, revisions: Sequence[int]) -> Sequence[AnyRow]:
        columns = (col(RevisionRow.first_sentence), col(RevisionRow.term_counts), col(RevisionRow.term_ids))
        query = select(*columns).where(col(RevisionRow.id).in_(revisions)).order_by(col(RevisionRow.id))
        async with self._archive.database.reading() as connection:
            return (await connection.execute(query)).all()

    async def _new(self, ids: Sequence[int], since: int) -> dict[int, Arrival]:
        """The sentences with these ids, those left out that their article had before."""
        sentences = await self._archive.sentences(sorted(set(ids)))
        articles = await self._articles({sentence.revision for sentence in sentences}, since)
        before = await self._texts_before({article.id for article in articles.values()}, since)
        return await asyncio.to_thread(_unheard, sentences, articles, before)

    async def _articles(self, revisions: set[int], since: int) -> dict[int, ArticleRef]:
        """The articles by revision; without those that merely moved."""
        found: dict[int, tuple[str, ArticleRef]] = {}
        moved: set[str] = set()
        content, since_version = col(RevisionRow.content_hash), col(RevisionRow.since_version)
        async with self._archive.database.reading() as connection:
            for part in slices(sorted(revisions)):
                rows = await connection.execute(refs().add_columns(content).where(col(RevisionRow.id).in_(part)))
                found.update((row[1], (row[-1], ref(row))) for row in rows)
            for some in slices(sorted({content_hash for content_hash, _ in found.values()})):
                known = select(content).where(content.in_(some), since_version <= since)
                moved.update((await connection.execute(known)).scalars())
        return {revision: article for revision, (content_hash, article) in found.items() if content_hash not in moved}

    async def _texts_before(self, articles: set[int], since: int) -> dict[int, list[str]]:
        """What these articles said in any version up to ``since``."""
        texts: dict[int, list[str]] = {}
        async with self._archive.database.reading() as connection:
            for part in slices(sorted(articles)):
                rows = await connection.execute(
                    select(col(RevisionRow.article_id), col(RevisionRow.text)).where(
                        col(RevisionRow.article_id).in_(part), col(RevisionRow.since_version) <= since
                    )
                )
                for article, text in rows:
                    texts.setdefault(article, []).append(flat(text))
        return texts


def flat(text: str) -> str:
    """The words alone: another line break makes no other sentence."""
    return " ".join(text.split())


def _standing(rows: Sequence[AnyRow], wanted: Sequence[list[int] | None]) -> list[list[int]]:
    """Per watch the ids of the sentences that hold all of its terms."""
    counts = [np.frombuffer(row[1], dtype=TERM_ID) for row in rows]
    terms = np.concatenate([np.empty(0, dtype=TERM_ID), *(np.frombuffer(row[2], dtype=TERM_ID) for row in rows)])
    firsts = [np.arange(len(own), dtype=np.int64) + row[0] for row, own in zip(rows, counts, strict=True)]
    sentences = np.repeat(
        np.concatenate([np.empty(0, dtype=np.int64), *firsts]),
        np.concatenate([np.empty(0, dtype=TERM_ID), *counts]),
    )
    where: dict[int, npt.NDArray[np.int64]] = {}
    for term in {term for terms_of in wanted if terms_of is not None for term in terms_of}:
        where[term] = np.unique(sentences[terms == term])
    return [_common(ids, where) for ids in wanted]


def _common(terms: list[int] | None, where: Mapping[int, npt.NDArray[np.int64]]) -> list[int]:
    if terms is None:
        return []
    first, *rest = (where[term] for term in terms)
    for other in rest:
        first = np.intersect1d(first, other, assume_unique=True)
    return [int(identity) for identity in first]


def _unheard(
    sentences: Sequence[StoredSentence], articles: Mapping[int, ArticleRef], before: Mapping[int, Sequence[str]]
) -> dict[int, Arrival]:
    found = {}
    for one in sentences:
        article = articles.get(one.revision)
        if article is not None and not any(flat(one.text) in text for text in before.get(article.id, ())):
            found[one.id] = Arrival(one.id, article, one.span, one.text)
    return found


def _matching(
    watches: Sequence[Watched], candidates: Sequence[Sequence[int]], sentences: Mapping[int, Arrival]
) -> list[list[Arrival]]:
    return [
        _sorted([sentences[one] for one in ids if one in sentences and watch.matches(sentences[one].text)])
        for watch, ids in zip(watches, candidates, strict=True)
    ]


def _sorted(arrivals: list[Arrival]) -> list[Arrival]:
    in_order = sorted(arrivals, key=lambda one: one.sentence)
    return sorted(in_order, key=lambda one: str(one.article.published.day or ""), reverse=True)


def slices(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """As many at a time as a statement takes parameters."""
    return (items[begin : begin + SLICE] for begin in range(0, len(items), SLICE))
