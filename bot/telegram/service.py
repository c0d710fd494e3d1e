"""What the bot needs of the archive's service."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Protocol

from retrieval.answering.answer import Answer, ArchiveFacts
from retrieval.answering.explanation import Explanation
from retrieval.answering.filters import Scope
from retrieval.archive.archive import Archive
from retrieval.archive.records import Exchange
from retrieval.chronology.chronology import Chronology
from retrieval.gaps.grouping import Gap
from retrieval.reindex import Progress, ReindexReport
from retrieval.watching.watched import Watched


class Service(Protocol):
    """``retrieval.service.Kutip``, or what stands in for it."""

    archive: Archive

    async def ask(
        self,
        question: str,
        *,
        context: Sequence[str] = (),
        chat: str | None = None,
        limit: int = 3,
        candidates: int = 0,
        recorded: bool = True,
        scope: Scope = ...,
    ) -> Answer: ...

    async def explain(
        self,
        question: str,
        *,
        context: Sequence[str] = (),
        limit: int = 3,
        shown: int = 5,
        scope: Scope = ...,
    ) -> Explanation: ...

    async def reindex(
        self,
        sources: Sequence[str | Path],
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] = ...,
        columns: Mapping[str, str] = ...,
    ) -> ReindexReport: ...

    async def exchange(self, identity: str) -> Exchange | None: ...

    async def recent(self, chat: str, within: timedelta, limit: int = 3) -> list[Exchange]: ...

    async def chronology(self, topic: str, *, limit: int = 2, scope: Scope = ...) -> Chronology: ...

    def watched(self, words: str) -> Watched | None: ...

    async def gaps(self, within: timedelta) -> list[Gap]: ...

    async def facts(self) -> ArchiveFacts: ...
