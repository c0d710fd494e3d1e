"""Starts and stops the bot."""

from __future__ import annotations

import asyncio
import signal

from telegram import Bot, Message, ReplyParameters, Update
from telegram.constants import ParseMode

from bot.configuration import SettingsError
from bot.reply import render
from bot.settings import Settings
from bot.telegram.client import new_bot
from retrieval.service import Kutip


async def run_telegram(settings: Settings, kutip: Kutip) -> int:
    """Serves the bot until SIGINT or SIGTERM; the result is the exit code."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if settings.telegram_token is None:
        raise SettingsError("KUTIP_TELEGRAM_TOKEN: not set")
    async with new_bot(settings.telegram_token.get_secret_value(), settings.telegram_api_url) as bot:
        polling = asyncio.create_task(_poll(bot, settings, kutip))
        await stop.wait()
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)
    return 0


async def _poll(bot: Bot, settings: Settings, kutip: Kutip) -> None:
    offset = None
    while True:
        for update in await bot.get_updates(offset=offset, timeout=30, allowed_updates=[Update.MESSAGE]):
            if update.message is not None and update.message.text:
                await _answer(bot, update.message, settings, kutip)
            offset = update.update_id + 1


async def _answer(bot: Bot, message: Message, settings: Settings, kutip: Kutip) -> None:
    answer = await kutip.ask(message.text or "", limit=settings.quotes)
    for part in render(answer, settings.language).html:
        await bot.send_message(
            message.chat_id,
            part,
            parse_mode=ParseMode.HTML,
            reply_parameters=ReplyParameters(message.message_id, allow_sending_without_reply=True),
        )
