"""/start: the greeting, and for admins the menu of their commands."""

from __future__ import annotations

import asyncio

from bot.telegram.incoming import Request
from bot.telegram.menu import Menu
from bot.telegram.replies import Replies
from bot.telegram.response import Response
from bot.telegram.rights import Rights


class Opening:
    """The menu is set beside the greeting, which does not wait for it."""

    def __init__(self, replies: Replies, menu: Menu, rights: Rights) -> None:
        self._replies = replies
        self._menu = menu
        self._rights = rights
        self._setting: set[asyncio.Task[None]] = set()

    async def start(self, request: Request) -> Response:
        if request.private and self._rights.is_admin(request.message):
            task = asyncio.create_task(self._menu.show_admin(request.message.chat_id))
            self._setting.add(task)
            task.add_done_callback(self._setting.discard)
        return await self._replies.greeting(request)
