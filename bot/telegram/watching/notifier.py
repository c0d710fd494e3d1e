"""Sends what is to be told unasked: in order within a chat, the chats side by side."""

from __future__ import annotations

import asyncio
import logging

from telegram.error import BadRequest, Forbidden, TelegramError

from bot.telegram.chats import Chats
from bot.telegram.delivery import Delivery
from bot.telegram.failing import final, log_failure
from bot.telegram.watching.notices import Notice, Notices
from bot.telegram.watching.presence import Presence
from retrieval.errors import ArchiveUnavailable

log = logging.getLogger(__name__)


class Notifier:
    """What is not sent when the bot stops stays written down for the next start."""

    def __init__(self, notices: Notices, delivery: Delivery, chats: Chats, presence: Presence) -> None:
        self._notices = notices
        self._delivery = delivery
        self._chats = chats
        self._presence = presence
        self._at_work: dict[int, asyncio.Task[None]] = {}
        self._wanted: set[int] = set()
        self._stopping = False

    async def go(self) -> None:
        """Begin to send what waits; returns before it is sent."""
        for chat_id in await self._notices.chats():
            self._wanted.add(chat_id)
            if chat_id not in self._at_work and not self._stopping:
                self._at_work[chat_id] = asyncio.create_task(self._work(chat_id))

    async def close(self) -> None:
        """Begin nothing more; returns when what is in hand was sent."""
        self._stopping = True
        while self._at_work:
            await asyncio.wait(tuple(self._at_work.values()))

    async def cancel(self) -> None:
        """Drop what is in hand."""
        tasks = tuple(self._at_work.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self, chat_id: int) -> None:
        try:
            while chat_id in self._wanted and not self._stopping:
                self._wanted.discard(chat_id)
                await self._send_all(chat_id)
        finally:
            del self._at_work[chat_id]

    async def _send_all(self, chat_id: int) -> None:
        try:
            for notice in await self._notices.open(chat_id):
                if self._stopping:
                    return
                await self._send(notice)
        except Forbidden as error:
            if not final(error):
                return
            # Whatever Telegram's words for it: blocked, kicked, left or deleted.
            log.info("chat %s takes nothing any more: %s", chat_id, error)
            await self._left(chat_id)
        except (TelegramError, ArchiveUnavailable) as error:
            log.warning("chat %s: notices wait: %s", chat_id, type(error).__name__)
        except Exception as error:
            log_failure(log, f"notices of chat {chat_id}", error)

    async def _send(self, notice: Notice) -> None:
        if not await self._notices.waits(notice):
            return
        if not await self._chats.may_hear(notice.place.chat_id):
            await self._notices.drop(notice)
            return
        try:
            await self._delivery.go_on(notice.place)
        except BadRequest as error:
            if not final(error):
                raise
            # Such as a topic that was closed: repeating would not help, and the next one may arrive.
            log.warning("notice %s: chat %s cannot take it: %s", notice.id, notice.place.chat_id, error)
            await self._notices.drop(notice)
            return
        home = await self._notices.sent(notice)
        if home != notice.place.chat_id:
            await self._presence.moved(notice.place.chat_id, home)

    async def _left(self, chat_id: int) -> None:
        try:
            await self._presence.left(chat_id)
        except ArchiveUnavailable as error:
            log.warning("chat %s: not noted that the bot left: %s", chat_id, error)
