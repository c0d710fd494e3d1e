"""Who leads a group."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlencode

from telegram import Bot
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.telegram.outbox import Outbox

log = logging.getLogger(__name__)

_LEADING = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


class Members:
    """Asked of Telegram each time: who was an admin yesterday may be none today."""

    def __init__(self, bot: Bot, outbox: Outbox) -> None:
        self._bot = bot
        self._outbox = outbox

    async def leads(self, chat_id: int, user_id: int) -> bool:
        """Whether the user is the chat's creator or one of its administrators."""

        async def leads(_: int) -> bool:
            try:
                return await self._leads(chat_id, user_id)
            except ChatMigrated as error:
                # Of the chat that is asked about, not of the lane that the question goes out by.
                return await self._leads(error.new_chat_id, user_id)

        try:
            # By the person's own lane, so that it does not wait for what the group is still to be told.
            return await self._outbox.send(user_id, leads)
        except (BadRequest, Forbidden) as error:
            log.info("chat %s: no word about user %s: %s", chat_id, user_id, error)
            return False

    async def _leads(self, chat_id: int, user_id: int) -> bool:
        try:
            member = await self._ask("getChatMember", chat_id=chat_id, user_id=user_id)
        except BadRequest:
            # "Only guaranteed to work for other users if the bot is an administrator" (Bot API, getChatMember); the
            # list of administrators is for every bot.
            leaders = await self._ask("getChatAdministrators", chat_id=chat_id)
            return any(leader["user"]["id"] == user_id for leader in leaders)
        return member["status"] in _LEADING

    async def _ask(self, method: str, **parameters: int) -> Any:
        # Not Bot.get_chat_member: it reads no member that lacks any of the many fields that nobody needs here.
        return await self._bot.request.post(f"{self._bot.base_url}/{method}?{urlencode(parameters)}")
