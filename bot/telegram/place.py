"""Where something is said, and where it stands once it was."""

from __future__ import annotations

from typing import NamedTuple

from telegram import Message


class Place(NamedTuple):
    """A chat, the topic in it, and the message to reply to.

    What is said there is kept under ``key``, by default the number of the message that it replies to.
    """

    chat_id: int
    thread_id: int | None
    reply_to: int | None
    key: int | None = None

    @property
    def question(self) -> int:
        """Raises ValueError for a place with neither."""
        number = self.reply_to if self.key is None else self.key
        if number is None:
            raise ValueError(f"chat {self.chat_id}: neither a message to reply to nor a key")
        return number

    @classmethod
    def of(cls, message: Message) -> Place:
        # Supergroups number chains of replies as threads, too; only a topic's number may be sent to.
        thread = message.message_thread_id if message.is_topic_message else None
        return cls(message.chat_id, thread, message.message_id)


class Shown(NamedTuple):
    """A message of the bot; its chat differs from the question's when the group has become a supergroup."""

    chat_id: int
    message_id: int
