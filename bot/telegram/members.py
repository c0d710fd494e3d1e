"""Who leads a group."""

from __future__ import annotations

import logging

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
            return (await self._bot.get_chat_member(chat_id, user_id)).status in _LEADING
        except BadRequest:
            # "Only guaranteed to work for other users if the bot is an administrator" (Bot API, getChatMember); the
            # list of administrators is for every bot.
            leaders = await self._bot.get_chat_administrators(chat_id)
            return any(leader.user.id == user_id for leader in leaders)
