"""The reindex that comes by itself; admins hear of it only when something is wrong."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.telegram.clock import Clock
from bot.telegram.failing import log_failure
from bot.telegram.place import Place
from bot.telegram.report import report_words
from bot.telegram.response import Response
from bot.telegram.service import Service
from bot.telegram.silences import warning
from bot.telegram.watching.notices import Notices
from bot.texts import Texts
from retrieval.archive.listing import Listing
from retrieval.errors import ReindexCancelled, ReindexRunning
from retrieval.reindex import ReindexReport
from retrieval.service import JAKARTA

log = logging.getLogger(__name__)


class Schedule:
    """Every so many minutes, beginning with the first look at the clock; 0 for never."""

    def __init__(
        self,
        service: Service,
        sources: Sequence[str | Path],
        columns: Mapping[str, str],
        minutes: int,
        *,
        admins: Collection[int],
        notices: Notices,
        texts: Texts,
        clock: Clock,
        wake: Callable[[], None],
    ) -> None:
        """``wake`` has new articles looked through, and what was written for the admins sent."""
        self._service = service
        self._sources = sources
        self._columns = columns
        self._every = timedelta(minutes=minutes)
        self._admins = admins
        self._notices = notices
        self._texts = texts
        self._clock = clock
        self._wake = wake
        self._due: datetime | None = None
        self._closing = False
        self._task: asyncio.Task[None] | None = None

    async def go(self) -> None:
        """Begin a reindex when its time has come and the one before is over."""
        now = self._clock.now()
        if not self._every or (self._task is not None and not self._task.done()):
            return
        if self._due is None or now < self._due:
            self._due = self._due or now + self._every
            return
        self._due = now + self._every
        self._task = asyncio.create_task(self._run())

    async def close(self) -> None:
        """Stop, because the bot does; the version before goes on answering."""
        self._closing = True
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        try:
            report = await self._service.reindex(self._sources, cancelled=lambda: self._closing, columns=self._columns)
            log.info("scheduled reindex: %d new, %d changed, %d gone", report.new, report.changed, report.removed)
            await self._tell(await self._trouble(report))
        except ReindexCancelled:
            return
        except ReindexRunning:
            log.info("scheduled reindex left out: another one is running")
        except Exception as error:
            log_failure(log, "scheduled reindex", error)
            await self._tell(self._texts("telegram.reindex_failed"))
        self._wake()

    async def _trouble(self, report: ReindexReport) -> str:
        """What an admin should look at; empty where all is well."""
        outlets = await Listing(self._service.archive.database).outlets()
        silent = warning({one.outlet: one.silence for one in outlets if one.silence is not None}, self._texts)
        unread = report_words(report, self._texts) if report.unreadable else None
        return "\n\n".join(filter(None, (unread, silent)))

    async def _tell(self, html: str) -> None:
        """Each admin, the same trouble once a day."""
        if not html:
            return
        now = self._clock.now()
        # The seconds that a reindex took make no other trouble of it.
        lines = [line for line in html.splitlines() if not line.startswith("<b>")]
        said = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
        for admin in sorted(self._admins):
            subject = f"scheduled:{admin}:{now.astimezone(JAKARTA):%Y-%m-%d}:{said}"
            await self._notices.write(subject, Place(admin, None, None), Response((html,)), now)
