"""The places where a test's people write and read: private chats, groups, topics and channels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from tests.peer.chats import GENERAL_TOPIC, Chat, Topic
from tests.peer.entities import Formatted
from tests.peer.messages import Content, Message
from tests.peer.people import User
from tests.peer.traffic import announce, change_status, submit, typed, write
from tests.peer.world import Action, Edit, World

DEFAULT_TIMEOUT_SECONDS = 10.0
Item = TypeVar("Item")


class Room:
    """One chat (or one topic of it) as its people see it. `next_message` and `next_edit` each go forward."""

    def __init__(self, world: World, chat: Chat, topic: Topic | None = None) -> None:
        self.world = world
        self.chat = chat
        self.topic = topic
        self._seen_messages = 0
        self._seen_edits = 0

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def thread_id(self) -> int | None:
        return self.topic.thread_id if self.topic else None

    @property
    def received(self) -> list[Message]:
        """Everything the bot ever sent here, deleted messages included, oldest first."""
        return [m for m in self.chat.messages.values() if m.by_bot and self._here(m.in_topic, m.thread_id)]

    @property
    def messages(self) -> list[Message]:
        """The bot's messages here as they are shown now, oldest first."""
        return [message for message in self.received if not message.deleted]

    @property
    def edits(self) -> list[Edit]:
        """Every change the bot made to its messages here, oldest first."""
        return [e for e in self.world.edits if e.message.chat is self.chat and e.message in self.received]

    @property
    def actions(self) -> list[Action]:
        """Every chat action ("typing") the bot showed here, oldest first."""
        here = [action for action in self.world.actions if action.chat_id == self.chat.id]
        if not self.chat.forum:
            return here
        threads = {self.thread_id} if self.topic else {None, GENERAL_TOPIC}
        return [action for action in here if action.thread_id in threads]

    async def next_message(self, timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS) -> Message:
        """The bot's next message here that was not handed out before; raises TimeoutError."""
        message = await self._next(lambda: self.received, self._seen_messages, timeout_seconds, "a message")
        self._seen_messages += 1
        return message

    async def next_edit(self, timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS) -> Edit:
        """The bot's next change of a message here that was not handed out before; raises TimeoutError."""
        edit = await self._next(lambda: self.edits, self._seen_edits, timeout_seconds, "an edit")
        self._seen_edits += 1
        return edit

    async def wait_text(self, message: Message, part: str, timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS) -> Message:
        """Waits until a message shows this part; raises TimeoutError."""
        what = f"{part!r} in {message!r}"
        return await self.world.signal.until(lambda: message if part in message.text else None, timeout_seconds, what)

    async def _next(self, read: Callable[[], list[Item]], seen: int, timeout_seconds: float, what: str) -> Item:
        def probe() -> Item | None:
            items = read()
            return items[seen] if len(items) > seen else None

        return await self.world.signal.until(probe, timeout_seconds, f"{what} of the bot in {self.chat.title!r}")

    def _here(self, in_topic: bool, thread_id: int | None) -> bool:
        if not self.chat.forum:
            return True
        return (thread_id if in_topic else None) == self.thread_id

    def _write(self, sender: User | None, content: Content, reply_to: Message | None, **extra: Any) -> Message:
        return write(self.world, self.chat, sender, content, reply_to=reply_to, thread_id=self.thread_id, extra=extra)

    def _file(self, data: bytes, name: str, media_type: str, caption: str) -> Content:
        attachment = self.world.keep_file("document", name, media_type, data)
        return Content(typed(caption) if caption else Formatted(""), attachment=attachment)


class Private(Room):
    """A person's chat with the bot."""

    def __init__(self, world: World, chat: Chat, user: User) -> None:
        super().__init__(world, chat)
        self.user = user

    async def send(self, text: str, *, reply_to: Message | None = None, **fields: Any) -> Message:
        """Sends a text; `message.update` is the update the bot gets. The first one opens the chat.

        `fields` are laid over the message: `forward_origin={...}`, `quote={...}`, in the Bot API's own JSON.
        """
        self._open()
        return self._write(self.user, Content(typed(text)), reply_to, **fields)

    async def send_file(self, data: bytes, name: str, *, media_type: str = "text/plain", caption: str = "") -> Message:
        self._open()
        return self._write(self.user, self._file(data, name, media_type, caption), None)

    async def send_other(self, **fields: Any) -> Message:
        """Sends something that is not text: `sticker={...}`, `voice={...}`, in the Bot API's own JSON."""
        self._open()
        return self._write(self.user, Content(), None, **fields)

    async def block(self) -> None:
        """The person blocks the bot: it is told, and may not write any more."""
        change_status(self.world, self.chat, self.world.bot, "kicked", self.user)

    async def unblock(self) -> None:
        change_status(self.world, self.chat, self.world.bot, "member", self.user)

    def _open(self) -> None:
        if self.chat.bot_status == "kicked":
            raise ValueError(f"{self.user.first_name} has blocked the bot: unblock it first")
        self.chat.set_status(self.world.bot, "member")


class Group(Room):
    """A basic group, a supergroup, or (as General) a forum."""

    async def send(self, sender: User, text: str, *, reply_to: Message | None = None, **fields: Any) -> Message:
        """Sends a text; `message.update` is None if privacy mode keeps it from the bot. `fields`: see Private."""
        return self._write(sender, Content(typed(text)), reply_to, **fields)

    async def send_file(
        self, sender: User, data: bytes, name: str, *, media_type: str = "text/plain", caption: str = ""
    ) -> Message:
        return self._write(sender, self._file(data, name, media_type, caption), None)

    async def send_other(self, sender: User, **fields: Any) -> Message:
        """Sends something that is not text: `sticker={...}`, `voice={...}`, in the Bot API's own JSON."""
        return self._write(sender, Content(), None, **fields)

    async def join(self, user: User) -> Message:
        change_status(self.world, self.chat, user, "member", user)
        return announce(self.world, self.chat, user, {"new_chat_members": [user.to_json()]})

    async def leave(self, user: User) -> Message:
        change_status(self.world, self.chat, user, "left", user)
        return announce(self.world, self.chat, user, {"left_chat_member": user.to_json()})

    async def set_status(self, user: User, status: str, *, by: User) -> None:
        """Makes a member "administrator", "member", "restricted", "kicked" or "left"."""
        change_status(self.world, self.chat, user, status, by)
        self.world.signal.notify()

    async def add_bot(self, *, by: User, status: str = "member") -> Message:
        change_status(self.world, self.chat, self.world.bot, status, by)
        return announce(self.world, self.chat, by, {"new_chat_members": [self.world.bot.to_json()]})

    async def remove_bot(self, *, by: User) -> None:
        change_status(self.world, self.chat, self.world.bot, "kicked", by)
        self.world.signal.notify()


class Forum(Group):
    """A supergroup with topics; what is sent to it itself goes to General."""

    async def open_topic(self, name: str, *, by: User) -> TopicRoom:
        created = self.chat.add(
            by, self.world.now(), in_topic=True, service={"forum_topic_created": {"name": name, "icon_color": 7322096}}
        )
        created.thread_id = created.message_id
        topic = Topic(name, created)
        self.chat.topics[topic.thread_id] = topic
        submit(self.world, created)
        return TopicRoom(self.world, self.chat, topic)


class TopicRoom(Group):
    """One topic of a forum."""

    async def close(self, *, by: User) -> None:
        """Only administrators may write from now on."""
        if self.topic is not None:
            self.topic.closed = True
            self._write(by, Content(), None, forum_topic_closed={})


class Channel(Room):
    """A broadcast channel; posts have no sender but the channel."""

    async def post(self, text: str, *, reply_to: Message | None = None) -> Message:
        return self._write(None, Content(typed(text)), reply_to)

    async def remove_bot(self, *, by: User) -> None:
        change_status(self.world, self.chat, self.world.bot, "kicked", by)
        self.world.signal.notify()
