"""A service whose answers the test decides; its tables are real."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from retrieval.answering.answer import Answer, AnswerKind, ArchiveFacts, ArticleRef, Quote
from retrieval.answering.answerer import EVERYTHING
from retrieval.answering.filters import Scope
from retrieval.archive.archive import Archive, new_exchange_id
from retrieval.archive.records import Exchange
from retrieval.article import UNDATED, Span
from retrieval.chronology.chronology import Chronology
from retrieval.errors import ReindexCancelled
from retrieval.reindex import Progress, ReindexReport
from retrieval.sources.reading import NONE
from retrieval.watching.watched import Watched


@dataclass(frozen=True)
class Question:
    """What the bot asked of the service."""

    words: str
    context: tuple[str, ...]
    chat: str | None


@dataclass
class Scripted:
    """Quotes each question back, or what ``answers`` holds for it; ``gates`` hold an answer until they open."""

    archive: Archive
    asked: list[Question] = field(default_factory=list)
    answers: dict[str, Sequence[str]] = field(default_factory=dict)
    errors: dict[str, Exception] = field(default_factory=dict)
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    report: ReindexReport = field(default_factory=lambda: ReindexReport(1, 3, 2, 10, 1, (), 12.0))
    reindexes: list[Sequence[str | Path]] = field(default_factory=list)
    reindex_gate: asyncio.Event = field(default_factory=asyncio.Event)
    progress: Callable[[Progress], None] | None = None
    cancelled: Callable[[], bool] | None = None
    _heard: asyncio.Event = field(default_factory=asyncio.Event)

    async def asked_often(self, words: str, times: int) -> None:
        """Returns once the question was asked so many times."""
        async with asyncio.timeout(20):
            while sum(question.words == words for question in self.asked) < times:
                self._heard.clear()
                await self._heard.wait()

    async def ask(
        self,
        question: str,
        *,
        context: Sequence[str] = (),
        chat: str | None = None,
        limit: int = 3,
        candidates: int = 0,
        recorded: bool = True,
        scope: Scope = EVERYTHING,
    ) -> Answer:
        self.asked.append(Question(question, tuple(context), chat))
        self._heard.set()
        if question in self.gates:
            await self.gates[question].wait()
        if question in self.errors:
            raise self.errors[question]
        quotes = tuple(_quote(text) for text in self.answers.get(question, (f"Jawaban atas: {question}",)))
        answer = Answer(AnswerKind.QUOTES, question, 0.9, quotes, id=new_exchange_id())
        if not recorded:
            return answer
        now = datetime.now(UTC)
        await self.archive.record_exchange(
            Exchange(str(answer.id), now, chat, question, tuple(context), answer.kind.value, 0.9, None)
        )
        return answer

    async def reindex(
        self,
        sources: Sequence[str | Path],
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        columns: Mapping[str, str] = NONE,
    ) -> ReindexReport:
        self.reindexes.append(sources)
        self.progress, self.cancelled = progress, cancelled
        while not self.reindex_gate.is_set():
            if cancelled():
                raise ReindexCancelled("cancelled")
            await asyncio.sleep(0.005)
        return self.report

    async def exchange(self, identity: str) -> Exchange | None:
        return await self.archive.exchange(identity)

    async def recent(self, chat: str, within: timedelta, limit: int = 3) -> list[Exchange]:
        return await self.archive.recent_questions(chat, datetime.now(UTC) - within, limit)

    async def chronology(self, topic: str, *, limit: int = 2, scope: Scope = EVERYTHING) -> Chronology:
        return Chronology(topic, None)

    def watched(self, words: str) -> Watched | None:
        return None

    async def facts(self) -> ArchiveFacts:
        return await self.archive.facts()


def _quote(text: str) -> Quote:
    article = ArticleRef(1, 1, "satu.txt", "Kabar Uji", "Judul", None, UNDATED)
    return Quote(text, article, Span(0, len(text)), 1.0)
