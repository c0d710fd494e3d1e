"""``run`` and ``health``: the Telegram bot and the check of its heartbeat."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bot.cli.asking import ensure_indexed
from bot.cli.failures import ExitCode, say
from bot.cli.session import opened
from bot.configuration import SettingsError
from bot.health import STALE_SECONDS, age, heartbeat

if TYPE_CHECKING:
    from bot.settings import Settings
    from retrieval.service import Kutip


def run_bot(settings: Settings) -> int:
    """Raises SettingsError without a token, before anything else is touched."""
    if settings.telegram_token is None:
        raise SettingsError(
            "KUTIP_TELEGRAM_TOKEN: not set; get a token from @BotFather, or talk in the terminal with: kutip chat"
        )
    with opened(settings) as session:
        ensure_indexed(session, settings)
        return session.wait(_serve(settings, session.kutip))


async def _serve(settings: Settings, kutip: Kutip) -> int:
    from bot.telegram import run_telegram

    async with heartbeat(settings.heartbeat_file, kutip.facts):
        return await run_telegram(settings, kutip)


def check_health(settings: Settings) -> ExitCode:
    if settings.heartbeat_file is None:
        raise SettingsError("KUTIP_HEARTBEAT_FILE: not set, so there is no heartbeat to check")
    seconds = age(settings.heartbeat_file, time.time())
    if seconds is None:
        say(f"kutip: no heartbeat at {settings.heartbeat_file}")
        return ExitCode.UNHEALTHY
    if seconds > STALE_SECONDS:
        say(f"kutip: the last heartbeat is {seconds:.0f} s old")
        return ExitCode.UNHEALTHY
    return ExitCode.OK
