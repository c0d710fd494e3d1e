"""Starts the bot, and stops it without losing anything."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Coroutine, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from datetime import timedelta
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken

from bot.configuration import SettingsError
from bot.settings import Settings
from bot.telegram.building import Parts, build
from bot.telegram.client import new_bot, new_request
from bot.telegram.clock import Clock, SystemClock, pause
from bot.telegram.inbox import prepare
from bot.telegram.menu import Menu
from bot.telegram.polling import Polling
from bot.telegram.service import Service
from bot.telegram.starting import Unreachable, choose_delivery, introduce, wrong_token
from bot.telegram.webhook import Webhook, serving
from retrieval.errors import ArchiveUnavailable
from retrieval.service import Kutip

log = logging.getLogger(__name__)

PRUNE_SECONDS = 3600.0
UNREACHABLE = 1


async def run_telegram(settings: Settings, kutip: Kutip) -> int:
    """Serves the bot until SIGINT or SIGTERM; gives the exit code: 0, or 1 when Telegram cannot be reached.

    Raises SettingsError where Telegram refuses the token or the webhook, or the webhook's port is taken.
    """
    stop = asyncio.Event()
    with _stopped_by_signals(stop):
        try:
            await serve(settings, kutip, stop, SystemClock())
        except Unreachable as error:
            log.critical("%s; given up after KUTIP_BOOTSTRAP_RETRIES=%d", error, settings.bootstrap_retries)
            return UNREACHABLE
    return 0


async def serve(settings: Settings, kutip: Service, stop: asyncio.Event, clock: Clock) -> None:
    """The bot from start to end; ``stop`` ends it."""
    if settings.telegram_token is None:
        raise SettingsError("KUTIP_TELEGRAM_TOKEN: not set")
    await prepare(kutip.archive.engine)
    async with AsyncExitStack() as stack:
        bot = new_bot(settings.telegram_token.get_secret_value(), settings.telegram_api_url)
        stack.push_async_callback(bot.shutdown)
        starting = asyncio.create_task(introduce(bot, settings, clock))
        if not await _before(starting, stop):
            return
        parts = build(settings, kutip, kutip.archive.database, bot, starting.result(), clock)
        interrupted = await parts.reindexing.interrupted()
        stack.push_async_callback(parts.outbox.close)
        async with _beside(
            Menu(bot, clock).show(settings.admin_ids),
            parts.reindexing.tell_interrupted(interrupted),
            _prune(parts, settings.retention_days, clock),
            parts.vigil.run(),
        ):
            await _answer_until(stop, settings, kutip, bot, parts, clock)


async def _answer_until(
    stop: asyncio.Event, settings: Settings, kutip: Service, bot: Bot, parts: Parts, clock: Clock
) -> None:
    parts.workers.add(await parts.inbox.pending())
    try:
        async with _intake(settings, kutip, bot, parts, clock) as intake:
            log.info("@%s answers", bot.username)
            refused = asyncio.create_task(parts.workers.refused.wait())
            stopped = asyncio.create_task(stop.wait())
            await asyncio.wait({intake, refused, stopped}, return_when=asyncio.FIRST_COMPLETED)
            for task in (refused, stopped):
                task.cancel()
            if parts.workers.refused.is_set():
                raise wrong_token()
            if intake.done():
                await intake
    finally:
        await _drain(parts, settings.drain_seconds)


@asynccontextmanager
async def _intake(
    settings: Settings, kutip: Service, bot: Bot, parts: Parts, clock: Clock
) -> AsyncIterator[asyncio.Task[None]]:
    """Updates come in while the block runs; the task ends only when they cannot any more."""

    async def receive(updates: Sequence[Mapping[str, Any]]) -> None:
        parts.workers.add(await parts.inbox.take(updates))

    async with AsyncExitStack() as stack:
        if settings.webhook_url is not None and settings.webhook_secret is not None:
            webhook = Webhook(settings.webhook_secret.get_secret_value(), receive, kutip.facts)
            await stack.enter_async_context(serving(webhook.application(), settings.webhook_listen))
            task = asyncio.create_task(_webhook(bot, settings, clock))
        else:
            request = await stack.enter_async_context(new_request(1))
            task = asyncio.create_task(_poll(Polling(bot, request, receive, clock), bot, settings, clock))
        try:
            yield task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def _webhook(bot: Bot, settings: Settings, clock: Clock) -> None:
    await choose_delivery(bot, settings, clock)
    await asyncio.Event().wait()


async def _poll(polling: Polling, bot: Bot, settings: Settings, clock: Clock) -> None:
    await choose_delivery(bot, settings, clock)
    try:
        await polling.run()
    except InvalidToken:
        raise wrong_token() from None


async def _drain(parts: Parts, seconds: float) -> None:
    """What is in hand is finished within the bound; the rest stays pending for the next start."""
    parts.workers.stop()
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await asyncio.gather(
                parts.workers.finished(), parts.reindexing.close(), parts.schedule.close(), parts.vigil.close()
            )
    await parts.workers.cancel()
    await parts.vigil.cancel()


async def _prune(parts: Parts, retention_days: int, clock: Clock) -> None:
    while True:
        try:
            await parts.inbox.prune()
            if retention_days:
                await parts.erasure.erase_older(timedelta(days=retention_days), clock.now())
        except ArchiveUnavailable as error:
            log.warning("old updates and exchanges not removed: %s", error)
        await pause(clock, PRUNE_SECONDS)


async def _before(task: asyncio.Task[Any], stop: asyncio.Event) -> bool:
    """Whether the task was done before the bot was to stop; raises what the task raised."""
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if task.done():
        await task
        return True
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return False


@asynccontextmanager
async def _beside(*calls: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Runs calls in the background while the block runs."""
    tasks = [asyncio.create_task(call) for call in calls]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@contextmanager
def _stopped_by_signals(stop: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    numbers = (signal.SIGINT, signal.SIGTERM)
    for number in numbers:
        loop.add_signal_handler(number, stop.set)
    try:
        yield
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)
