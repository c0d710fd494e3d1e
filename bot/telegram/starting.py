"""The first words with Telegram: who the bot is, and how updates come."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import Bot, User
from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.configuration import SettingsError
from bot.settings import Settings
from bot.telegram.clock import Clock, backoff, pause
from bot.telegram.failing import final
from bot.telegram.inbox import KINDS
from bot.telegram.outbox import seconds_of

log = logging.getLogger(__name__)

T = TypeVar("T")


class Unreachable(Exception):
    """Telegram did not answer, however often it was asked."""


def wrong_token() -> SettingsError:
    return SettingsError("KUTIP_TELEGRAM_TOKEN: Telegram does not know this token; copy it anew from @BotFather")


async def introduce(bot: Bot, settings: Settings, clock: Clock) -> User:
    """The bot's own account; raises SettingsError for a wrong token and Unreachable."""
    await patiently(bot.initialize, settings, clock)
    return bot.bot


async def choose_delivery(bot: Bot, settings: Settings, clock: Clock) -> None:
    """Webhook where one is set, else polling; nothing that waits at Telegram is dropped."""
    url, secret = settings.webhook_url, settings.webhook_secret
    if url is None or secret is None:
        await patiently(bot.delete_webhook, settings, clock)
        return

    async def set_webhook() -> bool:
        return await bot.set_webhook(url, allowed_updates=KINDS, secret_token=secret.get_secret_value())

    try:
        await patiently(set_webhook, settings, clock)
    except BadRequest as error:
        raise SettingsError(f"KUTIP_WEBHOOK_URL: Telegram refuses it: {error}") from None


async def patiently(call: Callable[[], Awaitable[T]], settings: Settings, clock: Clock) -> T:
    """The call's result, tried again ``KUTIP_BOOTSTRAP_RETRIES`` times."""
    failures = 0
    while True:
        try:
            return await call()
        except TelegramError as error:
            if final(error):
                raise (wrong_token() if isinstance(error, InvalidToken) else error) from None
            failures += 1
            # Neither shown nor chained: the library's own message about a token holds it.
            reason = error.__cause__ if isinstance(error, InvalidToken) else error
            if failures > settings.bootstrap_retries:
                raise Unreachable(f"{settings.telegram_api_url} does not answer: {reason}") from None
            seconds = seconds_of(error.retry_after) if isinstance(error, RetryAfter) else backoff(failures)
            log.warning("Telegram cannot be reached (%s); try %d in %.1f s", reason, failures + 1, seconds)
            await pause(clock, seconds)
