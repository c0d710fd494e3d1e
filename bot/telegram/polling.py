"""Asks Telegram for updates; each batch is on disk before the next request tells Telegram that it arrived."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.telegram.clock import Clock, backoff, pause
from bot.telegram.failing import final
from bot.telegram.inbox import KINDS
from bot.telegram.outbox import seconds_of
from retrieval.errors import ArchiveUnavailable

log = logging.getLogger(__name__)

POLL_SECONDS = 30
# Beyond the long poll's own time, for the way there and back.
_SLACK_SECONDS = 10.0

Receive = Callable[[Sequence[Mapping[str, Any]]], Awaitable[None]]


class Polling:
    """``receive`` keeps updates; it may get some of them again."""

    def __init__(self, bot: Bot, request: BaseRequest, receive: Receive, clock: Clock) -> None:
        self._bot = bot
        self._request = request
        self._receive = receive
        self._clock = clock
        self._offset: int | None = None

    async def run(self) -> None:
        """For ever; raises ``InvalidToken``."""
        failures = 0
        while True:
            try:
                await self._once()
            except RetryAfter as error:
                await pause(self._clock, seconds_of(error.retry_after))
            except (TelegramError, ArchiveUnavailable) as error:
                if isinstance(error, InvalidToken) and final(error):
                    raise
                failures += 1
                _complain(error, failures)
                await pause(self._clock, backoff(failures))
            else:
                failures = 0

    async def _once(self) -> None:
        asked: dict[str, object] = {"timeout": POLL_SECONDS, "allowed_updates": json.dumps(KINDS)}
        if self._offset is not None:
            asked["offset"] = self._offset
        # Not Bot.get_updates: it reads all updates of a batch into objects, so that one which it cannot read would
        # hold up the others for ever; and what is kept must be what Telegram sent.
        updates = await self._request.post(
            f"{self._bot.base_url}/getUpdates?{urlencode(asked)}", read_timeout=POLL_SECONDS + _SLACK_SECONDS
        )
        if isinstance(updates, list) and updates:
            await self._receive(updates)
            self._offset = max(int(update["update_id"]) for update in updates) + 1


def _complain(error: Exception, failures: int) -> None:
    # A dropped connection now and then is how long polling ends; only what lasts is worth a line.
    level = logging.WARNING if failures > 1 or isinstance(error, (Conflict, ArchiveUnavailable)) else logging.INFO
    log.log(level, "no updates (failure %d): %s", failures, error)
