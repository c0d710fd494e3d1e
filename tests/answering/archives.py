"""Small archives in memory for tests of answers: no database, the real analysis, the shipped models."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from retrieval.answering.answer import Answer
from retrieval.answering.answerer import Answerer
from retrieval.answering.snapshot import Snapshot
from retrieval.archive.records import ArchiveFacts, StoredIndex, StoredSentence
from retrieval.article import UNDATED, ArticleRef, DateBasis, Published
from retrieval.language.analyzer import Analyzer
from retrieval.reading.sentences import split_sentences

TODAY = date(2024, 5, 17)


@dataclass(frozen=True)
class Page:
    """An article of a test."""

    body: str
    outlet: str = "Kabar Uji"
    published: date | None = None


class SmallArchive:
    """Pages as an index version."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = pages
        analyzer = thinking()[0]
        refs, sentences, terms = [], [], []
        for number, page in enumerate(pages):
            published = Published(page.published, DateBasis.STATED) if page.published else UNDATED
            refs.append(ArticleRef(number, number, f"{number}.txt", page.outlet, None, None, published))
            for ordinal, span in enumerate(split_sentences(page.body)):
                text = span.of(page.body)
                sentences.append(StoredSentence(len(sentences), number, ordinal, span, text))
                terms.append(analyzer.terms(text))
        numbers = {term: place for place, term in enumerate(sorted({term for found in terms for term in found}))}
        self._sentences = sentences
        self.snapshot = Snapshot.build(
            1,
            StoredIndex(
                refs,
                np.arange(len(sentences)),
                np.array([one.revision for one in sentences], dtype=np.int32),
                np.array([one.ordinal for one in sentences], dtype=np.int32),
                np.cumsum([0, *map(len, terms)]),
                np.array([numbers[term] for found in terms for term in found], dtype=np.int32),
                list(numbers),
            ),
        )

    async def sentences(self, ids: Sequence[int]) -> list[StoredSentence]:
        return [self._sentences[identity] for identity in ids]

    def at_hand(self, ids: Sequence[int]) -> list[StoredSentence]:
        return [self._sentences[identity] for identity in ids]

    async def facts(self) -> ArchiveFacts:
        return ArchiveFacts(len(self.pages), len(self._sentences), {}, None, None, 0, 1)

    def ask(self, question: str, *, context: Sequence[str] = (), limit: int = 3) -> Answer:
        answerer = thinking()[1]
        return asyncio.run(
            answerer.answer(self.snapshot, self, question, context=context, limit=limit, candidates=5, today=TODAY)
        )


@cache
def thinking() -> tuple[Analyzer, Answerer]:
    """What answers; slow to load and the same for all tests."""
    analyzer = Analyzer()
    return analyzer, Answerer.shipped(analyzer)
