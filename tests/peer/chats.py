"""Chats, their members, topics and messages, and who may write where (Bot API, "Chat")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.peer.errors import ApiError, bad_request, forbidden
from tests.peer.messages import Message
from tests.peer.people import User

_NAMES = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}
# An action may name the General topic by this id; a message may not.
GENERAL_TOPIC = 1
_PRESENT = frozenset({"creator", "administrator", "member", "restricted"})


@dataclass(eq=False)
class Topic:
    """A forum topic; `created` is its service message, whose id names the thread."""

    name: str
    created: Message
    closed: bool = False

    @property
    def thread_id(self) -> int:
        return self.created.message_id


@dataclass(eq=False)
class Chat:
    """The server's side of one chat; `statuses` holds each member's ChatMember status, the bot's included."""

    id: int
    type: str
    title: str
    bot: User
    username: str | None = None
    forum: bool = False
    people: dict[int, User] = field(default_factory=dict)
    statuses: dict[int, str] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    migrated_to: int | None = None
    # Privacy mode: an unaddressed command reaches the bot unless another bot spoke last.
    last_bot: User | None = None
    last_message_id: int = 0

    @property
    def private(self) -> bool:
        return self.type == "private"

    @property
    def bot_status(self) -> str:
        return self.statuses.get(self.bot.id, "left")

    @property
    def bot_present(self) -> bool:
        return self.bot_status in _PRESENT

    def to_json(self) -> dict[str, Any]:
        body: dict[str, Any] = {"id": self.id, "type": self.type}
        body["first_name" if self.private else "title"] = self.title
        if self.username:
            body["username"] = self.username
        if self.forum:
            body["is_forum"] = True
        return body

    def set_status(self, user: User, status: str) -> str:
        """Sets a member's status and returns the one before."""
        before = self.statuses.get(user.id, "left")
        self.people[user.id] = user
        self.statuses[user.id] = status
        return before

    def present(self) -> Iterator[User]:
        return (user for user in self.people.values() if self.statuses[user.id] in _PRESENT)

    def add(self, sender: User | None, date: int, **rest: Any) -> Message:
        """Stores a new message under the chat's next id."""
        self.last_message_id += 1
        message = Message(self, self.last_message_id, date, sender, **rest)
        self.messages[message.message_id] = message
        if sender is not None and sender.is_bot:
            self.last_bot = sender
        return message

    def find(self, message_id: int) -> Message | None:
        message = self.messages.get(message_id)
        return None if message is None or message.deleted else message

    def check_readable(self) -> None:
        """Raises what the Bot API answers where the bot is not (or no longer) in the chat."""
        if self.migrated_to is not None:
            reason = "Bad Request: group chat was upgraded to a supergroup chat"
            raise ApiError(400, reason, {"migrate_to_chat_id": self.migrated_to})
        if self.private:
            if self.bot_status == "left":
                raise bad_request("chat not found")
        elif self.bot_status == "kicked":
            raise forbidden(f"bot was kicked from the {_NAMES[self.type]}")
        elif not self.bot_present:
            raise forbidden(f"bot is not a member of the {_NAMES[self.type]}")

    def check_writable(self) -> None:
        """Raises what the Bot API answers where the bot may not write."""
        self.check_readable()
        if self.private and self.bot_status == "kicked":
            raise forbidden("bot was blocked by the user")
        if self.bot_status == "restricted":
            raise bad_request("not enough rights to send text messages to the chat")
        if self.type == "channel" and self.bot_status != "administrator":
            raise bad_request("need administrator rights in the channel chat")

    def topic_of(self, thread_id: int) -> Topic:
        """The topic of a message_thread_id; General has none, and its id 1 is no thread to send to."""
        topic = self.topics.get(thread_id)
        if topic is None:
            raise bad_request("message thread not found")
        if topic.closed and self.bot_status != "administrator":
            raise bad_request("TOPIC_CLOSED")
        return topic


class Chats:
    """All chats of the server, by id or @username."""

    def __init__(self) -> None:
        self._by_id: dict[int, Chat] = {}

    def __iter__(self) -> Iterator[Chat]:
        return iter(self._by_id.values())

    def add(self, chat: Chat) -> Chat:
        if chat.id in self._by_id:
            raise ValueError(f"chat {chat.id} exists already")
        self._by_id[chat.id] = chat
        return chat

    def get(self, chat_id: int) -> Chat | None:
        return self._by_id.get(chat_id)

    def require(self, name: int | str) -> Chat:
        """The chat of a chat_id; raises "chat not found"."""
        chat = self._by_id.get(name) if isinstance(name, int) else self._named(name)
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def _named(self, name: str) -> Chat | None:
        wanted = name.removeprefix("@").lower()
        # Private chats have no public name that a bot could write to.
        return next((c for c in self if not c.private and (c.username or "").lower() == wanted), None)
