"""A topic's way: understood, matched, put in order of days, and its best sentences read and folded."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from retrieval.answering.answerer import EVERYTHING, Answerer, Texts
from retrieval.answering.composition import as_written
from retrieval.answering.concept import ConceptKind
from retrieval.answering.filters import Scope
from retrieval.answering.matching import resolve
from retrieval.answering.snapshot import Snapshot
from retrieval.archive.records import StoredSentence
from retrieval.article import ArticleRef
from retrieval.chronology.chronology import Chronology, Day
from retrieval.chronology.folding import Candidate, fold_days
from retrieval.chronology.matching import Matches, on_topic

# Sentences looked at for each one that is shown, as some are copies of others; and in all.
LOOKED_AT = 3
MOST = 3000


@dataclass(frozen=True, slots=True)
class _Matched:
    """A day's articles, and the rows that may be shown, best first, with their scores."""

    day: date | None
    articles: tuple[ArticleRef, ...]
    rows: tuple[tuple[int, float], ...]


class Chronicler:
    """Holds what never changes between topics; the archive comes with each call."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer

    async def chronology(
        self, snapshot: Snapshot | None, texts: Texts, topic: str, *, limit: int, scope: Scope = EVERYTHING, today: date
    ) -> Chronology:
        """Every article on the topic, with at most ``limit`` sentences a day; never raises for what people type."""
        if snapshot is None or not snapshot.size:
            return Chronology(topic, snapshot.version if snapshot else None)
        chronology, days = await asyncio.to_thread(self._matched, snapshot, topic, limit, scope, today)
        sentences = await _read(snapshot, texts, [row for day in days for row, _ in day.rows])
        leaning = await asyncio.to_thread(self._leaning, snapshot, sentences)
        before = await _read(snapshot, texts, [*leaning.values()])

        def candidate(row: int, score: float) -> Candidate:
            article = snapshot.articles[snapshot.article_of[row]]
            return Candidate(sentences[row], article, score, before.get(leaning.get(row, -1)))

        candidates = [_standing_first([candidate(row, score) for row, score in day.rows]) for day in days]
        reports = await asyncio.to_thread(fold_days, candidates, self._answerer.composer.copies, limit)
        told = [Day(day.day, day.articles, own) for day, own in zip(days, reports, strict=True)]
        return _filled(chronology, told)

    def _leaning(self, snapshot: Snapshot, sentences: Mapping[int, StoredSentence]) -> dict[int, int]:
        """The rows that point back, and those that they point to."""
        points_back = self._answerer.ranker.points_back
        rows = np.array([row for row, one in sentences.items() if points_back(one.text)], dtype=np.int64)
        return {int(row): int(at) for row, at in zip(rows, snapshot.before(rows), strict=True) if at >= 0}

    def _matched(
        self, snapshot: Snapshot, topic: str, limit: int, scope: Scope, today: date
    ) -> tuple[Chronology, list[_Matched]]:
        question = self._answerer.understand(snapshot, topic, today).within(scope)
        filters = question.filters
        concepts = resolve(snapshot, question.concepts)
        missing = tuple(
            as_written(one.concept.text, question.text)
            for one in concepts
            if one.concept.kind is ConceptKind.NAME and not one.known
        )
        understood = bool(concepts or filters.outlets or filters.days)
        unknown = filters.unknown_outlets
        found = Chronology(topic, snapshot.version, understood=understood, missing=missing, unknown_outlets=unknown)
        if not understood or unknown:
            return found, []
        matches = on_topic(snapshot, concepts, self._answerer.allowed(snapshot, filters))
        return found, _by_day(snapshot, matches, limit)


async def _read(snapshot: Snapshot, texts: Texts, rows: Sequence[int]) -> dict[int, StoredSentence]:
    stored = await texts.sentences([int(snapshot.sentence_ids[row]) for row in rows])
    return dict(zip(rows, stored, strict=True))


def _standing_first(candidates: Sequence[Candidate]) -> list[Candidate]:
    """What can be understood alone comes before what points back."""
    return sorted(candidates, key=lambda one: one.before is not None)


def _by_day(snapshot: Snapshot, matches: Matches, limit: int) -> list[_Matched]:
    """The days in order, the undated last."""
    articles: dict[int, list[tuple[int, float]]] = {}
    for row, score in zip(matches.rows.tolist(), matches.scores.tolist(), strict=True):
        articles.setdefault(int(snapshot.article_of[row]), []).append((row, score))
    days: dict[date | None, list[int]] = {}
    for article in articles:
        days.setdefault(snapshot.articles[article].published.day, []).append(article)
    looked_at = max(limit, min(LOOKED_AT * limit, MOST // max(1, len(days))))
    return [
        _Matched(
            day,
            tuple(snapshot.articles[article] for article in days[day]),
            tuple(_best([articles[article] for article in days[day]], looked_at)),
        )
        for day in sorted(days, key=lambda day: (day is None, day or date.min))
    ]


def _best(articles: Sequence[Sequence[tuple[int, float]]], limit: int) -> list[tuple[int, float]]:
    """The best rows: first the best one of every article, then the second ones, and so on."""
    ranked = [
        (place, -score, row)
        for own in articles
        for place, (row, score) in enumerate(sorted(own, key=lambda one: (-one[1], one[0]))[:limit])
    ]
    return [(row, -score) for _, score, row in sorted(ranked)[:limit]]


def _filled(chronology: Chronology, days: Sequence[Day]) -> Chronology:
    dated = tuple(day for day in days if day.day is not None)
    undated = next((day for day in days if day.day is None), None)
    return Chronology(
        chronology.topic,
        chronology.version,
        dated,
        undated,
        chronology.understood,
        chronology.missing,
        chronology.unknown_outlets,
    )
