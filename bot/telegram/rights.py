"""Who may do what only admins may."""

from __future__ import annotations

import logging
from collections.abc import Collection

from telegram import CallbackQuery, Message

log = logging.getLogger(__name__)


class Rights:
    """Admins are people, by their ids; who writes as a group or a channel is nobody in particular."""

    def __init__(self, admins: Collection[int], editors: Collection[int] = ()) -> None:
        self._admins = frozenset(admins)
        self._editors = self._admins | frozenset(editors)

    def of_writer(self, message: Message) -> int | None:
        """The admin who wrote the message; None, and a line in the log, for everyone else."""
        writer = message.from_user
        if message.sender_chat is None and writer is not None and not writer.is_bot and writer.id in self._admins:
            return writer.id
        self._note(message.sender_chat.id if message.sender_chat else writer.id if writer else None, message.chat_id)
        return None

    def of_presser(self, query: CallbackQuery) -> int | None:
        """The admin who pressed a button."""
        if query.from_user.id in self._admins:
            return query.from_user.id
        self._note(query.from_user.id, query.message.chat.id if query.message is not None else None)
        return None

    def is_admin(self, message: Message) -> bool:
        """The same for what is merely shown to admins; not logged."""
        writer = message.from_user
        return message.sender_chat is None and writer is not None and writer.id in self._admins

    def is_editor(self, message: Message) -> bool:
        """Whether the message is an editor's, or an admin's; not logged."""
        writer = message.from_user
        return message.sender_chat is None and writer is not None and writer.id in self._editors

    def includes(self, user_id: int) -> bool:
        """The same where an admin is only one of those who may."""
        return user_id in self._admins

    def _note(self, who: int | None, chat_id: int | None) -> None:
        log.warning("refused to user %s in chat %s: not an admin", who, chat_id)
