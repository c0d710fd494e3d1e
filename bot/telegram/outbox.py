"""Everything that goes out: in order within a chat, fair between chats, within Telegram's limits.

A request whose connection broke is sent again, although Telegram may have taken it: the Bot API has no way to ask, and
a message that stands twice does less harm than an answer that never comes.
"""

from __future__ import annotations

import asyncio
import heapq
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum
from itertools import count
from typing import Any, TypeVar

from telegram.error import ChatMigrated, RetryAfter, TelegramError

from bot.telegram.clock import Clock, backoff, pause
from bot.telegram.failing import final
from bot.telegram.pace import ALL_PER_SECOND, Pace, Window

log = logging.getLogger(__name__)

T = TypeVar("T")
# Takes the id of the chat, which changes when a group becomes a supergroup.
Call = Callable[[int], Awaitable[T]]

# As long as Telegram itself keeps what it cannot deliver (Bot API, "Getting updates").
GIVE_UP_SECONDS = 86400.0
_PACES_KEPT = 1000


class Urgency(IntEnum):
    """Answers go first and are tried until they arrive; progress waits for room; an action goes now or never."""

    ANSWER = 0
    ACTION = 1
    PROGRESS = 2


class NotSent(Exception):
    """There was no room for something that nobody misses."""


@dataclass(order=True, slots=True)
class _Job:
    urgency: Urgency
    number: int
    call: Call[Any] = field(compare=False)
    result: asyncio.Future[Any] = field(compare=False)
    since: float = field(compare=False)
    failures: int = field(default=0, compare=False)

    def fail(self, error: Exception) -> None:
        if not self.result.done():
            self.result.set_exception(error)

    def succeed(self, value: object) -> None:
        if not self.result.done():
            self.result.set_result(value)


@dataclass(slots=True)
class _Lane:
    chat_id: int
    pace: Pace
    jobs: list[_Job] = field(default_factory=list)
    more: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None

    def put(self, job: _Job) -> None:
        heapq.heappush(self.jobs, job)
        self.more.set()

    def best(self) -> _Job | None:
        """The next job, those left out that nobody waits for any more."""
        while self.jobs and self.jobs[0].result.done():
            heapq.heappop(self.jobs)
        return self.jobs[0] if self.jobs else None


class Outbox:
    """One lane for each chat that has something to send."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lanes: dict[int, _Lane] = {}
        self._paces: dict[int, Pace] = {}
        self._homes: dict[int, int] = {}
        self._numbers = count()
        self._all = Window(ALL_PER_SECOND, 1.0)
        # A lock hands out turns in the order in which they were asked for: no chat overtakes another twice.
        self._turn = asyncio.Lock()

    async def send(self, chat_id: int, call: Call[T], urgency: Urgency = Urgency.ANSWER) -> T:
        """Make one request when its turn comes; gives its result.

        Raises the ``TelegramError`` that no repetition would cure, and ``NotSent``.
        """
        lane = self._lane(chat_id)
        if urgency is Urgency.ACTION and not self._free(lane):
            raise NotSent
        result: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        lane.put(_Job(urgency, next(self._numbers), call, result, self._clock.monotonic()))
        if lane.task is None:
            lane.task = asyncio.create_task(self._serve(lane))
        return await result

    async def close(self) -> None:
        """Let go of what was not sent; who waits for it is cancelled."""
        tasks = [lane.task for lane in self._lanes.values() if lane.task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _lane(self, chat_id: int) -> _Lane:
        if chat_id not in self._lanes:
            self._lanes[chat_id] = _Lane(chat_id, self._pace(chat_id))
        return self._lanes[chat_id]

    def _pace(self, chat_id: int) -> Pace:
        if chat_id not in self._paces:
            if len(self._paces) >= _PACES_KEPT:
                now = self._clock.monotonic()
                busy = {key: pace for key, pace in self._paces.items() if key in self._lanes or not pace.idle(now)}
                self._paces = busy
            self._paces[chat_id] = Pace.of(chat_id)
        return self._paces[chat_id]

    def _free(self, lane: _Lane) -> bool:
        return lane.task is None and not lane.pace.wait(self._clock.monotonic(), yielding=True)

    async def _serve(self, lane: _Lane) -> None:
        try:
            while (job := lane.best()) is not None:
                yielding = job.urgency is not Urgency.ANSWER
                seconds = lane.pace.wait(self._clock.monotonic(), yielding=yielding)
                if seconds > 0:
                    # What comes meanwhile may be more urgent, and have room where this one has none.
                    lane.more.clear()
                    await self._clock.wait(lane.more, seconds)
                    continue
                heapq.heappop(lane.jobs)
                await self._at_its_turn(lane, job)
        finally:
            for left in lane.jobs:
                left.result.cancel()
            lane.task = None
            self._lanes.pop(lane.chat_id, None)

    async def _at_its_turn(self, lane: _Lane, job: _Job) -> None:
        try:
            await self._wait_for_turn()
            await self._make(lane, job)
        except asyncio.CancelledError:
            job.result.cancel()
            raise

    async def _wait_for_turn(self) -> None:
        async with self._turn:
            seconds = self._all.wait(self._clock.monotonic())
            if seconds > 0:
                await pause(self._clock, seconds)
            self._all.take(self._clock.monotonic())

    async def _make(self, lane: _Lane, job: _Job) -> None:
        lane.pace.take(self._clock.monotonic())
        try:
            job.succeed(await job.call(self._homes.get(lane.chat_id, lane.chat_id)))
        except RetryAfter as error:
            lane.pace.blocked_until = self._clock.monotonic() + seconds_of(error.retry_after)
            log.info("chat %s: Telegram asks to wait %.0f s", lane.chat_id, seconds_of(error.retry_after))
            self._again(lane, job, error)
        except ChatMigrated as error:
            log.info("chat %s became the supergroup %s", lane.chat_id, error.new_chat_id)
            self._homes[lane.chat_id] = error.new_chat_id
            self._again(lane, job, error)
        except TelegramError as error:
            if final(error):
                job.fail(error)
            else:
                # Broken connections, 5xx, and a proxy's pages where Telegram's JSON should be.
                self._fault(lane, job, error)
        except Exception as error:
            job.fail(error)

    def _fault(self, lane: _Lane, job: _Job, error: TelegramError) -> None:
        job.failures += 1
        now = self._clock.monotonic()
        if now - job.since > GIVE_UP_SECONDS:
            log.error("chat %s: given up after %d failures: %s", lane.chat_id, job.failures, type(error).__name__)
            job.fail(error)
            return
        lane.pace.blocked_until = now + backoff(job.failures)
        log.info("chat %s: failure %d, sent again: %s", lane.chat_id, job.failures, error)
        self._again(lane, job, error)

    def _again(self, lane: _Lane, job: _Job, error: TelegramError) -> None:
        if job.urgency is Urgency.ANSWER:
            lane.put(job)
        else:
            job.fail(error)


def seconds_of(retry_after: int | timedelta) -> float:
    """PTB gives whole seconds or a duration, by its version and the environment."""
    return retry_after.total_seconds() if isinstance(retry_after, timedelta) else float(retry_after)
