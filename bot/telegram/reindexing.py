"""The admins' reindex: one at a time, in the background, told by one message that is edited."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from telegram import InlineKeyboardMarkup
from telegram.error import TelegramError

from bot.markup import plain
from bot.telegram.clock import Clock
from bot.telegram.failing import log_failure, where
from bot.telegram.incoming import Request
from bot.telegram.jobs import Job, Jobs
from bot.telegram.outbox import Urgency
from bot.telegram.place import Place, Shown
from bot.telegram.poster import NotEditable, Poster
from bot.telegram.pressing import Outcome, Press
from bot.telegram.replies import say
from bot.telegram.report import progress_words, report_words
from bot.telegram.response import Button, Response, data, keyboard
from bot.telegram.rights import Rights
from bot.telegram.service import Service
from bot.texts import Texts
from retrieval.errors import ArchiveError, ReindexCancelled, ReindexRunning
from retrieval.reindex import Progress

log = logging.getLogger(__name__)

EDIT_SECONDS = 5.0
VERB = "reindex"
_CANCEL = "cancel"


class Reindexing:
    """At most one reindex of this bot; answers go on from the index before. ``after`` is called when one is done."""

    def __init__(
        self,
        service: Service,
        sources: Sequence[str | Path],
        columns: Mapping[str, str],
        jobs: Jobs,
        poster: Poster,
        rights: Rights,
        texts: Texts,
        clock: Clock,
        after: Callable[[], None],
    ) -> None:
        self._service = service
        self._sources = sources
        self._columns = columns
        self._jobs = jobs
        self._poster = poster
        self._rights = rights
        self._texts = texts
        self._clock = clock
        self._after = after
        self._run: _Run | None = None

    @property
    def running(self) -> bool:
        return self._run is not None and not self._run.over.is_set()

    async def start(self, job_id: int, place: Place, asked_by: int) -> bool:
        """Begin; False when one is under way. ``job_id`` is the asking update's: it starts one reindex, ever."""
        if await self._jobs.exists(job_id):
            return True
        if self.running:
            return False
        self._run = run = _Run(job_id)
        try:
            await self._jobs.begin(job_id, place, asked_by)
            log.info("reindex %s asked for by admin %s in chat %s", job_id, asked_by, place.chat_id)
        except BaseException:
            self._run = None
            raise
        run.task = asyncio.create_task(self._work(run, place))
        return True

    def cancel(self, job_id: int | None = None) -> bool:
        """Ask the reindex (only that of the id, if one is given) to stop; False when there is none."""
        if self._run is None or not self.running or job_id not in (None, self._run.job_id):
            return False
        self._run.cancelled = True
        return True

    async def asked(self, update_id: int, request: Request, admin: int) -> Response | None:
        """/reindex."""
        started = await self.start(update_id, request.place, admin)
        return None if started else say(request.texts, "reindex_running")

    async def asked_to_stop(self, update_id: int, request: Request, admin: int) -> Response:
        """/batal."""
        return say(request.texts, "reindex_cancelling" if self.cancel() else "reindex_none")

    async def pressed(self, press: Press) -> Outcome:
        """The button under the progress."""
        job_id = _job_of_button(press.arguments)
        if self._rights.of_presser(press.query) is None:
            words = "reindex_no"
        elif job_id is not None and self.cancel(job_id):
            words = "reindex_cancelling"
        else:
            words = "reindex_none"
        return Outcome(plain(press.texts(f"telegram.{words}")))

    async def close(self) -> None:
        """Stop, because the bot does; returns when the outcome was told."""
        if self._run is None or self._run.task is None:
            return
        self._run.interrupted = self._run.cancelled = True
        await asyncio.gather(self._run.task, return_exceptions=True)

    async def interrupted(self) -> Sequence[Job]:
        """The reindexes that a bot before this one left behind; to be read before a new one begins."""
        return await self._jobs.open()

    async def tell_interrupted(self, jobs: Sequence[Job]) -> None:
        """What became of the reindexes of before."""
        for job in jobs:
            html = job.html or self._texts("telegram.reindex_interrupted")
            await self._jobs.ended(job.id, html)
            await self._tell(Job(job.id, job.place, job.shown, html))

    async def _work(self, run: _Run, place: Place) -> None:
        telling = asyncio.create_task(self._show_progress(run, place))
        try:
            html = await self._outcome(run)
            await self._jobs.ended(run.job_id, html)
        except Exception as error:
            # Not even written down: the next start tells of an interrupted one.
            log_failure(log, f"reindex {run.job_id}", error)
            telling.cancel()
            return
        except asyncio.CancelledError:
            telling.cancel()
            raise
        finally:
            run.over.set()
        await self._tell(Job(run.job_id, place, await _result(telling), html))

    async def _outcome(self, run: _Run) -> str:
        try:
            report = await self._service.reindex(
                self._sources, progress=run.note, cancelled=lambda: run.cancelled, columns=self._columns
            )
        except ReindexCancelled:
            return self._texts("telegram.reindex_interrupted" if run.interrupted else "telegram.reindex_cancelled")
        except ReindexRunning:
            return self._texts("telegram.reindex_elsewhere")
        except ArchiveError as error:
            log.warning("reindex %s failed: %s", run.job_id, error)
        except Exception as error:
            log_failure(log, f"reindex {run.job_id}", error)
        else:
            self._after()
            return report_words(report, self._texts)
        return self._texts("telegram.reindex_failed")

    async def _show_progress(self, run: _Run, place: Place) -> Shown | None:
        """One message, edited at most every five seconds and only where answers leave room."""
        button = cancel_button(run.job_id, self._texts)
        try:
            shown = await self._poster.send(place, self._texts("telegram.reindex_started"), button)
        except TelegramError as error:
            log.warning("reindex %s: chat %s cannot be told: %s", run.job_id, place.chat_id, error)
            return None
        await self._jobs.shown(run.job_id, shown)
        last = None
        while not run.over.is_set():
            await self._clock.wait(run.over, EDIT_SECONDS)
            if run.over.is_set() or run.progress is None or run.progress == last:
                continue
            last = run.progress
            await self._edit_or_stop(run, shown, progress_words(last, self._texts), button)
        return shown

    async def _edit_or_stop(self, run: _Run, shown: Shown, html: str, button: InlineKeyboardMarkup | None) -> None:
        """The edit waits for room; when the reindex is over first, there is no more need for it."""
        editing = asyncio.create_task(self._poster.edit(shown, html, button, Urgency.PROGRESS))
        over = asyncio.create_task(run.over.wait())
        await asyncio.wait({editing, over}, return_when=asyncio.FIRST_COMPLETED)
        for task in (editing, over):
            task.cancel()
        await asyncio.gather(editing, over, return_exceptions=True)

    async def _tell(self, job: Job) -> None:
        """The outcome, in the message that showed the progress or, where that fails, in a new one."""
        html = job.html or ""
        try:
            if job.shown is None or not await self._edited(job.shown, html):
                await self._jobs.shown(job.id, await self._poster.send(job.place, html))
        except TelegramError as error:
            log.warning("reindex %s: chat %s cannot be told: %s", job.id, job.place.chat_id, error)
        await self._jobs.told(job.id)

    async def _edited(self, shown: Shown, html: str) -> bool:
        try:
            await self._poster.edit(shown, html)
        except (TelegramError, NotEditable) as error:
            log.info("message %s in chat %s not edited: %s", shown.message_id, shown.chat_id, error)
            return False
        return True


class _Run:
    """The reindex at hand. ``cancelled`` is read from other threads, ``note`` is called in the event loop."""

    def __init__(self, job_id: int) -> None:
        self.job_id = job_id
        self.cancelled = False
        self.interrupted = False
        self.progress: Progress | None = None
        self.over = asyncio.Event()
        self.task: asyncio.Task[None] | None = None

    def note(self, progress: Progress) -> None:
        self.progress = progress


def cancel_button(job_id: int, texts: Texts) -> InlineKeyboardMarkup | None:
    return keyboard([[Button(texts.template("telegram.reindex_cancel"), data(VERB, _CANCEL, job_id))]])


def _job_of_button(arguments: Sequence[str]) -> int | None:
    """The reindex that a button cancels."""
    if len(arguments) != 2 or arguments[0] != _CANCEL or not (arguments[1].isascii() and arguments[1].isdigit()):
        return None
    return int(arguments[1])


async def _result(telling: asyncio.Task[Shown | None]) -> Shown | None:
    try:
        return await telling
    except Exception as error:
        log.warning("progress not shown: %s", where(error))
        return None
