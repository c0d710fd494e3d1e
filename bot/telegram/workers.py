"""Answers what is in the inbox: in order within a chat, the chats side by side."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from itertools import count
from typing import Any

from telegram.error import BadRequest, Forbidden, InvalidToken

from bot.telegram.clock import Clock, backoff, pause
from bot.telegram.failing import log_failure
from bot.telegram.inbox import Inbox, Waiting
from bot.telegram.tables import UpdateState
from retrieval.errors import ArchiveUnavailable

log = logging.getLogger(__name__)

Handle = Callable[[int, Mapping[str, Any]], Awaitable[None]]
Apologize = Callable[[Mapping[str, Any]], Awaitable[None]]


class Workers:
    """A task for each chat that has something pending; ``refused`` is set when Telegram stops knowing the token."""

    def __init__(self, inbox: Inbox, handle: Handle, apologize: Apologize, clock: Clock) -> None:
        self._inbox = inbox
        self._handle = handle
        self._apologize = apologize
        self._clock = clock
        self._lanes: dict[str, deque[int]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False
        self.refused = asyncio.Event()

    def add(self, updates: Iterable[Waiting]) -> None:
        for update_id, lane in updates:
            if lane in self._lanes:
                self._lanes[lane].append(update_id)
                continue
            self._lanes[lane] = deque([update_id])
            task = asyncio.create_task(self._work(lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def stop(self) -> None:
        """Begin nothing more; what is pending stays so for the next start."""
        self._stopping = True

    async def finished(self) -> None:
        """Until what was in hand is done."""
        while self._tasks:
            await asyncio.wait(tuple(self._tasks))

    async def cancel(self) -> None:
        """Drop what is in hand; it stays pending, too."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _work(self, lane: str) -> None:
        waiting = self._lanes[lane]
        try:
            while waiting and not self._stopping:
                await self._answer(waiting.popleft())
        finally:
            del self._lanes[lane]

    async def _answer(self, update_id: int) -> None:
        for attempt in count(1):
            try:
                await self._finish(update_id)
            except InvalidToken:
                self.refused.set()
                self.stop()
            except ArchiveUnavailable as error:
                # Nothing else in the chat could be answered either while the database is away.
                log.warning("update %s, try %d: %s", update_id, attempt, error)
                if not self._stopping:
                    await pause(self._clock, backoff(attempt))
                    continue
            except Exception as error:
                # Neither answered nor marked: the next start tries again, and the chat goes on.
                log_failure(log, f"update {update_id} left pending", error)
            return

    async def _finish(self, update_id: int) -> None:
        payload = await self._inbox.payload(update_id)
        if payload is None:
            return
        state = await self._outcome(update_id, payload)
        await self._inbox.finish(update_id, state)

    async def _outcome(self, update_id: int, payload: Mapping[str, Any]) -> UpdateState:
        try:
            await self._handle(update_id, payload)
        except (InvalidToken, ArchiveUnavailable):
            raise
        except Forbidden as error:
            # Blocked or kicked: nobody is there to be told.
            log.warning("update %s: Telegram refuses the answer: %s", update_id, error)
            return UpdateState.FAILED
        except BadRequest as error:
            log.warning("update %s: Telegram cannot take the answer: %s", update_id, error)
            await self._say_sorry(update_id, payload)
            return UpdateState.FAILED
        except Exception as error:
            log_failure(log, f"update {update_id}", error)
            await self._say_sorry(update_id, payload)
            return UpdateState.FAILED
        return UpdateState.DONE

    async def _say_sorry(self, update_id: int, payload: Mapping[str, Any]) -> None:
        try:
            await self._apologize(payload)
        except (InvalidToken, ArchiveUnavailable):
            raise
        except Exception as error:
            # What cannot be read has no chat to answer in.
            log.warning("update %s: no apology: %s", update_id, type(error).__name__)
